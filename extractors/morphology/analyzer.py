"""Word forms to `Word` records: each form is analysed once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from .readings import NounReading, VerbReading, Word
from .tables import Affixes, noun_suffixes, sound
from .verbs import VerbAnalyzer

_LIMIT = 200_000  # forms kept; a longer stream of texts starts the cache anew
_LONGEST = 40  # letters; a longer form is no word and is not analysed


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word of the lexicon in dictionary form; `verb` is set for verbal nouns and participles."""

    lemma: str
    pos: str
    verb: VerbReading | None = None


class Lexicon:
    """Dictionary forms by their folded spelling, and the nominals of light verbs.

    `light` maps a nominal to the infinitives of the light verbs it combines with;
    nominals may have several words.
    """

    def __init__(self, key: Callable[[str], str], light: Mapping[str, frozenset[str]]) -> None:
        self.key = key
        self.light = {key(nominal): frozenset(map(key, verbs)) for nominal, verbs in light.items()}
        self._entries: dict[str, tuple[Lexeme, ...]] = {}

    def add(self, lexeme: Lexeme, text: str | None = None) -> None:
        """Add a lexeme under its lemma, or under `text`; what is there already with the same word class stays."""
        key = self.key(text or lexeme.lemma)
        known = self._entries.get(key, ())
        if not any(other.pos == lexeme.pos and bool(other.verb) == bool(lexeme.verb) for other in known):
            self._entries[key] = (*known, lexeme)

    def get(self, folded: str) -> tuple[Lexeme, ...]:
        """Return the lexemes under a folded form."""
        return self._entries.get(folded, ())


class Analyzer:
    """Analyse word forms by lexicon, noun suffixes and verb paradigms.

    `classes` maps a form of the closed classes to the names of its classes;
    `proclitics` are words that are often written onto the next one.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        verbs: VerbAnalyzer,
        affixes: Affixes,
        classes: Mapping[str, Iterable[str]],
        proclitics: Iterable[str] = (),
    ) -> None:
        self._lexicon = lexicon
        self._verbs = verbs
        self._affixes = affixes
        self._key = lexicon.key
        self._classes = {self._key(form): frozenset(names) for form, names in classes.items()}
        self._suffixes = noun_suffixes(affixes)
        self._longest = max(len(text) for table in self._suffixes.values() for text in table)
        self._hosts = self._light_hosts()
        self._glued = self._suffix_words()
        self._words: dict[str, Word] = {}
        self._proclitics = tuple(proclitics)

    def __call__(self, text: str) -> Word:
        """Return the analysed word of a normalised form; equal forms share one object."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) >= _LIMIT:
                self._words.clear()
            word = self._words[text] = self._analyze(text)
        return word

    def knows(self, text: str) -> bool:
        """Tell whether the lexicon accounts for a form; what it finds is not kept."""
        return any(reading.known for reading in self._nouns(text, self._key(text))[0])

    def split(self, text: str) -> int | None:
        """Return where a form is two words written together: a proclitic and a word that is known, or None."""
        word = self(text)
        if word.verbs or word.classes or any(noun.known for noun in word.nouns):
            return None
        for proclitic in self._proclitics:
            rest = text[len(proclitic) :]
            if text.startswith(proclitic) and len(rest) > 2:
                second = self(rest)
                if second.verbs or second.classes or any(noun.known for noun in second.nouns):
                    return len(proclitic)
        return None

    def suffix(self, text: str) -> Word | None:
        """Return the word record of an ending that stands by itself, behind a number or a closing quote, or None."""
        return self._glued.get(text)

    def _suffix_words(self) -> dict[str, Word]:
        found: dict[str, Word] = {}
        for table in self._suffixes.values():
            for text, readings in table.items():
                if text and text not in found:
                    nouns = tuple(
                        NounReading(
                            text, "suffix", r.number, r.links, r.clitics, r.postposition, 0, r.inner, None, False
                        )
                        for r in readings
                    )
                    found[text] = Word(text, (text,), nouns, (), frozenset(), False)
        return found

    def _light_hosts(self) -> dict[str, tuple[tuple[str, str | None], ...]]:
        """Map a folded nominal, alone and with each clitic, to the nominal and the clitic's person."""
        hosts: dict[str, list[tuple[str, str | None]]] = {}
        for nominal in self._lexicon.light:
            hosts.setdefault(nominal, []).append((nominal, None))
            for person, form in self._affixes["clitics"].items():
                hosts.setdefault(self._key(nominal + form), []).append((nominal, person))
        return {text: tuple(found) for text, found in hosts.items()}

    def _analyze(self, text: str) -> Word:
        folded = self._key(text)
        classes = self._classes.get(folded, frozenset())
        if len(text) > _LONGEST or not text[0].isalpha():
            return Word(text, (folded,), (), (), classes, text[0].isdigit())
        nouns, keys = self._nouns(text, folded)
        verbs = self._verbs.analyze(folded) + self._fused(folded)
        return Word(text, keys, nouns, verbs, classes, False)

    def _fused(self, folded: str) -> tuple[VerbReading, ...]:
        """Read a form as nominal, clitic and light verb in one word."""
        found: dict[VerbReading, None] = {}
        for cut in range(2, len(folded) - 1):
            for nominal, clitic in self._hosts.get(folded[:cut], ()):
                for reading in self._verbs.analyze(folded[cut:], host=True):
                    if self._key(reading.lemma) in self._lexicon.light[nominal] and not (clitic and reading.clitic):
                        found[replace(reading, nominal=nominal, clitic=clitic or reading.clitic)] = None
        return tuple(found)

    def _nouns(self, text: str, folded: str) -> tuple[tuple[NounReading, ...], tuple[str, ...]]:
        known: list[NounReading] = []
        guesses: list[NounReading] = []
        keys: dict[str, None] = {folded: None}
        for cut in range(len(text), max(1, len(text) - self._longest) - 1, -1):
            stem = text[:cut]
            readings = self._suffixes[sound(stem, self._affixes)].get(text[cut:])
            if readings is None:
                continue
            key = self._key(stem)
            lexemes = self._lexicon.get(key)
            if not any(lexeme.verb for lexeme in lexemes):
                lexemes = (*self._compound(key), *lexemes)
            for suffix in readings:
                for lexeme in lexemes or (None,):
                    reading = NounReading(
                        lexeme.lemma if lexeme else stem,
                        lexeme.pos if lexeme else "unknown",
                        suffix.number, suffix.links, suffix.clitics, suffix.postposition,
                        cut, cut + suffix.inner, lexeme.verb if lexeme else None, lexeme is not None,
                    )  # fmt: skip
                    (known if lexeme else guesses).append(reading)
        readings_ = known or guesses
        keys.update((self._key(text[: r.stem]), None) for r in readings_ if r.stem > 2 or r.known and r.stem > 1)
        return tuple(known or self._plausible(guesses)), tuple(keys)

    def _plausible(self, guesses: list[NounReading]) -> list[NounReading]:
        """Keep of the guesses the ones with a telling suffix, or the shortest suffix."""
        telling = [g for g in guesses if g.number not in ("bare", "plural") and g.stem > 2]
        return telling[:2] if telling else [g for g in guesses if g.stem > 2 or g is guesses[0]][:4]

    def _compound(self, folded: str) -> tuple[Lexeme, ...]:
        """Read a stem as a nominal and a verbal noun or participle of its light verb in one word."""
        for cut in range(2, len(folded) - 2):
            light = self._lexicon.light.get(folded[:cut])
            if light is None:
                continue
            for lexeme in self._lexicon.get(folded[cut:]):
                if lexeme.verb and self._key(lexeme.verb.lemma) in light:
                    verb = replace(lexeme.verb, nominal=folded[:cut])
                    return (Lexeme(folded[:cut] + " " + lexeme.verb.lemma, "noun", verb),)
        return ()
