"""How event nouns are marked: "the attack", "an attack", or by nothing."""

from __future__ import annotations

from ...ontology.model import Definiteness
from .model import NOMINAL_KINDS, Predicate
from .phrases import Sentence

_COUNTING = frozenset(("number", "quantifier"))
_POINTING = frozenset(("demonstrative", "fused", "definite"))
_INSIDE = frozenset(("adjective", "noun", "name", "adverb"))  # between an article and its noun


def definiteness(sentence: Sentence, predicate: Predicate) -> Definiteness | None:
    """Return how the noun of a predicate is marked, None where the predicate is a clause.

    It is definite in form, or a demonstrative points at it; indefinite in form, or counted.
    """
    if predicate.kind not in NOMINAL_KINDS:
        return None
    number = _number(sentence, predicate)
    if number.startswith("indefinite"):
        return "indefinite"
    before = min(predicate.tokens) - 1
    counted = False
    before = _past_modifiers(sentence, before)
    if before >= 0 and sentence.tokens[before].tag == "indefinite":
        return "indefinite"
    while before >= 0 and sentence.tokens[before].tag in _COUNTING:
        counted = counted or _is_indefinite(sentence, before)
        before -= 1
    pointed = before >= 0 and sentence.tokens[before].tag in _POINTING
    if pointed or number.startswith("definite"):
        return "definite"
    return "indefinite" if counted else "bare"


def _past_modifiers(sentence: Sentence, at: int) -> int:
    """Return the article before the modifiers that end at a token, or the token where no article leads them."""
    start = at
    while start >= 0 and sentence.tokens[start].tag in _INSIDE:
        start -= 1
    return start if start >= 0 and sentence.tokens[start].tag in ("definite", "indefinite") else at


def _number(sentence: Sentence, predicate: Predicate) -> str:
    """Return the number of an event noun: of itself, or of the last adjective of an open compound."""
    tokens = sentence.tokens
    for at in sorted(predicate.tokens):
        noun = tokens[at].noun
        if noun and noun.number != "bare":
            return noun.number
    while noun and noun.number == "bare" and "compound" in noun.links and at + 1 < len(tokens):
        at += 1
        noun = tokens[at].noun if tokens[at].tag == "noun" else None
        noun = noun if noun and noun.pos == "adjective" else None
    return noun.number if noun else "bare"


def _is_indefinite(sentence: Sentence, at: int) -> bool:
    """Tell whether a number or quantifier counts what is new: "two", "some", but not "the second", "all"."""
    token = sentence.tokens[at]
    return token.tag == "number" or any(key in sentence.language.indefinites for key in token.word.keys)
