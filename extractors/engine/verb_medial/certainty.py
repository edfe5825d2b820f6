"""How sure an event is in a verb-medial language: from auxiliaries, negation and what governs it."""

from __future__ import annotations

from ....ontology.model import Factuality
from ..certainty import CertaintyReader
from ..model import NOMINAL_KINDS, Clause, Predicate

_MODIFIERS = frozenset(("adjective", "noun", "quantifier", "number"))
_NAMES = frozenset(("name", "noun", "possessive", "clitic"))


class MedialCertainty(CertaintyReader):
    """Tell the factuality of the predicates of one sentence."""

    def factuality(self, predicate: Predicate) -> Factuality:
        """Return the factuality of a predicate."""
        clause = self._clauses[predicate.clause]
        if predicate.kind in NOMINAL_KINDS or predicate.kind == "adjective":
            return self._nominal(predicate, clause)
        verb = predicate.verb
        if verb is not None and verb.negative and predicate.rule.polarity != "negative":
            return "negated"
        if predicate.rule.polarity == "negative" and verb is not None and verb.form == "finite":
            return "actual"  # "we will not negotiate" is a refusal made
        if clause.opener == "gerund" and clause.matrix is not None:
            return self._under(clause, "actual")
        return self._clausal(clause, verb is not None and verb.form == "infinitive")

    def _keys_of(self, clause: Clause) -> set[str]:
        """Return the keys of the words up to a clause's verb, without those that name somebody or something."""
        tokens = self._sentence.tokens
        last = len(tokens) if clause.verb is None else clause.verb
        inside = (i for i in clause.tokens() if i <= last and tokens[i].tag not in _NAMES)
        found = {key for i in inside for key in tokens[i].word.keys}
        if clause.opener_at is not None:
            found |= set(tokens[clause.opener_at].word.keys)
        return found

    def _under(self, clause: Clause, default: Factuality) -> Factuality:
        """Return what the verb that a clause depends on makes of it."""
        matrix = self._clauses[clause.matrix] if clause.matrix is not None else None
        if matrix is None or matrix.verb is None:
            return default
        key = self._keys.get(matrix.verb, "")
        verb = self._sentence.tokens[matrix.verb].verb
        for certainty in self._language.certainties:
            if key in certainty.predicates:
                return "negated" if verb and verb.negative else certainty.value
        return default

    def _nominal(self, predicate: Predicate, clause: Clause) -> Factuality:
        """Return what modifiers, a governing noun or the verb of the clause make of an event noun."""
        sentence = self._sentence
        at = min(predicate.tokens) - 1
        while at >= 0 and sentence.tokens[at].tag in _MODIFIERS:
            for certainty in self._language.certainties:
                if certainty.governors & set(sentence.tokens[at].word.keys):
                    return certainty.value
            at -= 1
        while at >= 0 and sentence.tokens[at].tag in (
            "definite",
            "indefinite",
            "demonstrative",
            "possessive",
            "adposition",
        ):
            at -= 1
        marked = at + 1 < len(sentence) and sentence.tokens[at + 1].tag == "adposition"
        keys = set(sentence.tokens[at].word.keys) if at >= 0 and marked and sentence.tokens[at].tag == "noun" else set()
        for certainty in self._language.certainties:
            if certainty.governors & keys:
                return certainty.value
        if clause.verb is None:
            return "actual"
        verb, key = sentence.tokens[clause.verb].verb, self._keys.get(clause.verb, "")
        if self._is_argument(predicate, clause):
            words = self._keys_of(clause)
            for certainty in self._language.certainties:
                if certainty.words & words or key in certainty.predicates and predicate.head > clause.verb:
                    return certainty.value
            if verb is not None and verb.negative and key in self._language.supports:
                return "negated"
            if verb is not None and verb.form == "infinitive" and key in self._language.supports:
                return self._clausal(clause, True)
        return "negated" if predicate.kind == "adjective" and verb and verb.negative else "actual"

    def _is_argument(self, predicate: Predicate, clause: Clause) -> bool:
        """Tell whether an event noun heads a bare phrase of its clause, or is what an adjective says of the subject."""
        if predicate.kind == "adjective":
            return True
        return any(p.marker is None and any(i.head in predicate.tokens for i in p.items) for p in clause.phrases)
