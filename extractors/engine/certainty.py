"""How sure an event is: from mood and negation of its verb, words of its clause, and what it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...ontology.model import Factuality
from .model import NOMINAL_KINDS, Clause, Predicate
from .phrases import Sentence

if TYPE_CHECKING:
    from ..language import Language

_DONE = frozenset(("past", "perfect", "pluperfect"))


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
        if predicate.kind in NOMINAL_KINDS or predicate.kind == "adjective":
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
        for certainty in self._language.certainties:
            if certainty.value == "future" and certainty.governors & keys:  # "they await trial"
                return certainty.value
        matrix = self._clauses[clause.matrix] if clause.matrix is not None else None
        if matrix and matrix.verb is not None:
            key = self._keys.get(matrix.verb, "")
            around = self._keys_of(matrix)
            verb = self._sentence.tokens[matrix.verb].verb
            if verb and key in self._language.implicative and verb.tense in _DONE and verb.mood == "indicative":
                return "negated" if verb.negative else "actual"
            for certainty in self._language.certainties:
                if key in certainty.predicates:  # who could not or would not do it, did not
                    return "negated" if verb and verb.negative else certainty.value
                if certainty.governors & around:
                    return certainty.value
        return "possible"

    def _keys_of(self, clause: Clause) -> set[str]:
        last = len(self._sentence) if clause.verb is None else clause.verb  # what trails the verb bears on it no more
        found = {key for i in clause.tokens() if i <= last for key in self._sentence.tokens[i].word.keys}
        if clause.opener_at is not None:
            found |= set(self._sentence.tokens[clause.opener_at].word.keys)
        return found

    def _nominal(self, predicate: Predicate, clause: Clause) -> Factuality:
        before = self._before(predicate)
        governor = self._governor(before)
        keys = set(self._sentence.tokens[governor].word.keys) if governor is not None else set()
        marker = self._marker_ending(before)
        for certainty in self._language.certainties:
            if certainty.governors & keys or self._is_verbal(predicate) and marker in certainty.markers:
                return certainty.value
        if predicate.kind == "noun" or clause.verb is None:
            return "actual"
        key = self._keys.get(clause.verb, "")
        for certainty in self._language.certainties:
            if key in certainty.predicates:
                return certainty.value
        verb = self._sentence.tokens[clause.verb].verb
        return "negated" if predicate.kind == "adjective" and verb and verb.negative else "actual"

    def _is_verbal(self, predicate: Predicate) -> bool:
        """Tell whether a predicate is a verbal noun, in form if not by its rule."""
        noun = self._sentence.tokens[max(predicate.tokens)].noun
        return predicate.kind == "infinitive" or noun is not None and noun.verb is not None and predicate.kind == "noun"

    def _before(self, predicate: Predicate) -> int:
        """Return the token before the trigger, past quote marks."""
        at = min(predicate.tokens) - 1
        while at >= 0 and at in self._sentence.transparent:
            at -= 1
        return at

    def _governor(self, at: int) -> int | None:
        """Return the noun whose complement the trigger is, before a token: "the possibility of", "the attempt at"."""
        tokens = self._sentence.tokens
        if at >= 1 and tokens[at].tag == "adposition":
            at -= 1
        elif at < 0 or not self._sentence.link(at)[0]:
            return None
        return at if tokens[at].tag in ("noun", "name") else None

    def _marker_ending(self, at: int) -> str | None:
        """Return the adposition that ends at a token."""
        for start in range(max(0, at - 2), at + 1):
            marked = self._sentence.marker(start)
            if marked and marked[0] == at + 1:
                return marked[1].name
        return None
