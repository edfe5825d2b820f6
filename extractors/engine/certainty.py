"""How sure an event is: from mood and negation of its verb, words of its clause, and what it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...ontology.model import Factuality
from .model import Clause, Predicate
from .phrases import Sentence

if TYPE_CHECKING:
    from ..language import Language

_NOMINAL_KINDS = frozenset(("noun", "infinitive", "participle"))
_PURPOSE = frozenset(("conditional", "purpose"))


class CertaintyReader:
    """Tell the factuality of the predicates of one sentence."""

    def __init__(self, language: Language, sentence: Sentence, clauses: Sequence[Clause], keys: dict[int, str]) -> None:
        self._language = language
        self._sentence = sentence
        self._clauses = clauses
        self._keys = keys

    def factuality(self, predicate: Predicate) -> Factuality:
        """Return the factuality of a predicate."""
        clause = self._clauses[predicate.clause]
        if predicate.kind in _NOMINAL_KINDS or predicate.kind == "adjective":
            return self._nominal(predicate, clause)
        verb = predicate.verb
        if verb is None:
            return "actual"
        if verb.negative and predicate.rule.polarity != "negative":
            return "negated"
        return self._clausal(clause, verb.mood == "subjunctive")

    def _clausal(self, clause: Clause, subjunctive: bool) -> Factuality:
        """Return what mood, opener, words and matrix of a clause make of it."""
        keys = self._keys_of(clause)
        for certainty in self._language.certainties:
            if certainty.words & keys:
                return certainty.value
        if not subjunctive:
            return "actual"
        matrix = self._clauses[clause.matrix] if clause.matrix is not None else None
        if matrix and matrix.verb is not None:
            key = self._keys.get(matrix.verb, "")
            around = self._keys_of(matrix)
            for certainty in self._language.certainties:
                if key in certainty.predicates or certainty.governors & around:
                    return certainty.value
        return "possible"

    def _keys_of(self, clause: Clause) -> set[str]:
        found = {key for i in clause.tokens() for key in self._sentence.tokens[i].word.keys}
        if clause.opener_at is not None:
            found |= set(self._sentence.tokens[clause.opener_at].word.keys)
        return found

    def _nominal(self, predicate: Predicate, clause: Clause) -> Factuality:
        governor = self._governor(predicate)
        if governor is not None:
            keys = set(self._sentence.tokens[governor].word.keys)
            for certainty in self._language.certainties:
                if certainty.governors & keys:
                    return certainty.value
        if predicate.kind == "noun":
            return "actual"
        if clause.verb is not None:
            key = self._keys.get(clause.verb, "")
            for certainty in self._language.certainties:
                if key in certainty.predicates:
                    return certainty.value
            verb = self._sentence.tokens[clause.verb].verb
            if predicate.kind == "adjective" and verb and verb.negative:
                return "negated"
        return "actual"

    def _governor(self, predicate: Predicate) -> int | None:
        """Return the noun whose complement the trigger is: "the possibility of closing"."""
        at = min(predicate.tokens) - 1
        while at >= 0 and at in self._sentence.transparent:
            at -= 1
        tokens = self._sentence.tokens
        if at >= 0 and tokens[at].tag in ("noun", "name") and self._sentence.link(at)[0]:
            return at
        if at >= 1 and tokens[at].tag == "adposition":
            return at - 1
        marked = self._sentence.marker(at) if at >= 0 else None
        if marked and at >= 1 and tokens[at - 1].tag == "noun" and self._sentence.link(at - 1)[0]:
            return at - 1
        return at if marked else None
