"""A sentence of a verb-medial language read as far as words alone go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..analysis import Analysis
from ..certainty import CertaintyReader
from ..completion import Completion
from ..model import Clause, Nominal
from .certainty import MedialCertainty
from .clauses import MedialClauseReader
from .completion import MedialCompletion
from .predicates import MedialPredicateFinder
from .roles import MedialRoleFinder
from .sentence import MedialSentence
from .tagging import MedialTagger

if TYPE_CHECKING:
    from ...language import Language
    from ..subjects import Subjects


class MedialAnalysis(Analysis):
    """The clauses and predicates of one sentence, and what fills the functions of each."""

    def completion(self, subjects: Subjects) -> Completion:
        """Return what fills the roles that a predicate's own clause leaves empty."""
        return MedialCompletion(self, subjects)

    def certainty(self) -> CertaintyReader:
        """Return what tells how sure the predicates are."""
        return MedialCertainty(self.language, self.sentence, self.clauses, self.keys)

    def tells(self, number: int) -> bool:
        """Tell whether a clause has a finite verb of speech, or is a headline's source before a colon."""
        at = self.clauses[number].verb
        verb = self.sentence.tokens[at].verb if at is not None else None
        return (verb is None or verb.form == "finite") and super().tells(number)

    def described(self, clause: Clause) -> Nominal | None:
        """Return the noun phrase that a relative clause describes."""
        return self.nominal_at(clause.head) if clause.head is not None else None


def analyse_verb_medial(
    language: Language,
    finder: MedialPredicateFinder,
    sentence: MedialSentence,
    tagger: MedialTagger,
    seek: bool = True,
) -> Analysis:
    """Analyse a sentence of a language whose verb stands between subject and object; see `analyse_verb_final`."""
    reading = MedialClauseReader(sentence, tagger).read()
    keys = finder.keys(sentence, reading.clauses)
    predicates = finder.find(sentence, reading.clauses, reading.arguments, keys) if seek else []
    roles = MedialRoleFinder(language, sentence, reading.clauses, predicates, keys, reading.arguments)
    return MedialAnalysis(language, sentence, reading.clauses, keys, predicates, roles)
