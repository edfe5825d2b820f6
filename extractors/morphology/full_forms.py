"""Word forms to `Word` records for languages with little inflection: every form is made beforehand and looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import regex

from ..native import mypyc_attr
from .analyzer import Lexeme
from .readings import REMEMBERED, NounReading, VerbForm, VerbReading, Voice, Word

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ListedVerb:
    """A verb of the verb table; `past` and `participle` only where no rule makes them.

    `noun` tells how often its base form is a noun: "", "both" or "mostly".
    """

    lemma: str
    past: tuple[str, ...]
    participle: tuple[str, ...]
    valency: str
    noun: str


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Inflection:
    """Spelling rules for endings: of several patterns the first that fits decides what is dropped and added."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._rules = {
            name: [(regex.compile(row.get("after", "")), row.get("drop", 0), row["add"]) for row in rows]
            for name, rows in table["endings"].items()
        }
        self._doubled = regex.compile(table["doubling"]["pattern"])
        self._doubling = frozenset(table["doubling"]["words"])
        self._doubles_before = frozenset(table["doubling"]["before"])

    def __call__(self, name: str, stem: str) -> str:
        """Return a stem with an ending, spelt as the rules have it."""
        if name in self._doubles_before and (self._doubled.search(stem) or stem in self._doubling):
            stem += stem[-1]
        found = ((drop, add) for pattern, drop, add in self._rules[name] if pattern.search(stem))
        drop, add = next(found, (0, ""))
        return f"{stem[: len(stem) - drop]}{add}"


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class FormAnalyzer:
    """Look word forms up among the inflected forms of the lexicon; unknown ones are guessed by their ends.

    `classes` maps a form of the closed classes to the names of its classes, `guesses` parts of speech to
    endings, `splits` are what is written onto a word but is one of its own, such as a possessive.
    """

    def __init__(
        self,
        key: Callable[[str], str],
        verbs: Iterable[ListedVerb],
        lexemes: Iterable[tuple[Lexeme, str]],
        affixes: Mapping[str, Any],
        classes: Mapping[str, Iterable[str]],
    ) -> None:
        self._key = key
        self._classes = {key(form): frozenset(names) for form, names in classes.items()}
        self._splits: tuple[str, ...] = tuple(affixes["splits"])
        self._guesses = [(ending, row["pos"]) for row in affixes["guess"] for ending in row["endings"]]
        self._parts = affixes["compounds"]
        self._inflect = Inflection(affixes)
        self._nouns: dict[str, dict[NounReading, None]] = {}
        self._verbs: dict[str, dict[VerbReading, None]] = {}
        for lexeme, plural in lexemes:
            self._add_noun(lexeme.lemma, lexeme.pos, plural)
        for verb in verbs:
            self._add_verb(verb)
        self._words: dict[str, Word] = {}

    # ---- tables --------------------------------------------------------------------------------------

    def _add_verb(self, verb: ListedVerb) -> None:
        lemma, transitive = verb.lemma, verb.valency != "intransitive"
        past = verb.past or (self._inflect("past", lemma),)
        forms: list[tuple[str, VerbForm, str, Voice]] = [
            (lemma, "infinitive", "present", "active"),
            (self._inflect("third", lemma), "finite", "present", "active"),
            *((form, "finite", "past", "active") for form in past),
            *((form, "participle", "perfect", "passive") for form in verb.participle or past),
            (self._inflect("gerund", self._doubled(lemma, past[0])), "gerund", "present", "active"),
        ]
        strict = verb.valency == "transitive"
        for text, form, tense, voice in forms:
            reading = VerbReading(
                lemma, None, form, tense, "indicative", False, voice, "3sg", None, False, transitive, strict,
            )  # fmt: skip
            self._verbs.setdefault(self._key(text), {})[reading] = None
        known = (noun.pos for noun in self._nouns.get(self._key(lemma), ()))
        if verb.noun and "noun" not in known:
            self._add_noun(lemma, "noun", "")

    def _doubled(self, lemma: str, past: str) -> str:
        """Return the stem of the gerund: with the last letter doubled where a listed past has it so."""
        doubled = lemma + lemma[-1]
        return doubled if past.startswith(doubled) and self._inflect("past", lemma) != past else lemma

    def _add_noun(self, lemma: str, pos: str, plural: str) -> None:
        if pos == "noun" and plural == lemma:
            self._add_form(lemma, lemma, pos, "plural")
            return
        self._add_form(lemma, lemma, pos, "bare")
        if pos == "noun":
            for form in plural.split("|") if plural else [self._inflect("plural", lemma)]:
                self._add_form(form, lemma, pos, "plural")

    def _add_form(self, text: str, lemma: str, pos: str, number: str) -> None:
        reading = NounReading(lemma, pos, number, _NONE, _NONE, "", len(text), len(text), None, True)
        self._nouns.setdefault(self._key(text), {})[reading] = None

    # ---- analysis ------------------------------------------------------------------------------------

    def __call__(self, text: str) -> Word:
        """Return the analysed word of a normalised form; equal forms share one object."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) >= REMEMBERED:
                self._words.clear()
            word = self._words[text] = self._analyze(text)
        return word

    def knows(self, text: str) -> bool:
        """Tell whether the lexicon accounts for a form."""
        lower = self._key(text.lower())
        return lower in self._nouns or lower in self._verbs

    def functions(self, text: str) -> bool:
        """Tell whether a form is a word of the closed classes."""
        return self._key(text.lower()) in self._classes

    def suffix(self, text: str) -> Word | None:
        """Return None: no ending stands by itself."""
        return None

    def split(self, text: str) -> int | None:
        """Return where a form is two words written together, or None."""
        for ending in self._splits:
            if text.endswith(ending) and len(text) > len(ending) and self._key(text.lower()) not in self._classes:
                return len(text) - len(ending)
        return None

    def _analyze(self, text: str) -> Word:
        surface, lower = self._key(text), self._key(text.lower())
        classes = self._classes.get(lower, _NONE)
        if not text[0].isalpha():
            return Word(text, (surface,), (), (), classes, text[0].isdecimal())
        nouns = tuple(self._nouns.get(lower, ()))
        verbs = tuple(self._verbs.get(lower, ()))
        if not (nouns or verbs or classes):
            nouns = (self._guess(text, lower),)
        keys = dict.fromkeys((surface, lower, *(self._key(noun.lemma) for noun in nouns)))
        keys |= dict.fromkeys(self._key(part) for part in self._inner(text))
        return Word(text, tuple(keys), nouns, verbs, classes, False)

    def _inner(self, text: str) -> Iterator[str]:
        """Yield what a word with a hyphen counts as: its first part before "-led", its last after "ex-"."""
        first, _, last = text.partition("-")
        if not last:
            return
        if last.lower() in self._parts["last"] or first[0].isupper() and text.count("-") == 1 and last[0].islower():
            yield first
            yield first.lower()
        if first.lower() in self._parts["first"]:
            yield last
            yield last.lower()
            for noun in self._nouns.get(self._key(last.lower()), ()):
                yield noun.lemma

    def _guess(self, text: str, lower: str) -> NounReading:
        if text[0].isupper():
            return NounReading(lower, "name", "bare", _NONE, _NONE, "", len(text), len(text), None, False)
        for ending, pos in self._guesses:
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                number = "plural" if pos == "plural" else "bare"
                pos = "noun" if pos == "plural" else pos
                lemma = lower[: -len(ending)] if number == "plural" else lower
                return NounReading(lemma, pos, number, _NONE, _NONE, "", len(text), len(text), None, False)
        return NounReading(lower, "noun", "bare", _NONE, _NONE, "", len(text), len(text), None, False)
