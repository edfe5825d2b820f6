"""From analysed words to coded events: phrases, clauses, predicates, roles, certainty, speech, reference."""
