"""Word forms to `Word` records: each form is analysed once and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..native import mypyc_attr
from .beginnings import Beginnings
from .readings import REMEMBERED, NounReading, VerbReading, Word
from .tables import ELIDED, Affixes, NounSuffix, degrees, noun_suffixes, ordinals, sound
from .verbs import VerbAnalyzer

_LONGEST = 40  # letters; a longer form is no word and is not analysed
_TELLING = 5  # letters; a shorter stem is not looked for under other letters
_SHORTEST = 3  # letters; shorter words of the closed classes take no endings

# Closed classes whose words can take the endings of nouns, and word classes that have comparison.
_INFLECTED = frozenset(
    ("pronoun", "demonstrative", "reflexive", "quantifier", "partitive", "numeral", "adverb", "absolute")
)
_POINTING = frozenset({"fused", "demonstrative", "subordinator"})
_NONE: frozenset[str] = frozenset()
_COPULA = frozenset({"copula"})
_SPEAKERS = frozenset({"1sg", "2sg"})
_COMPARED = frozenset({"adjective", "adverb", "quantifier"})


class Lexeme(NamedTuple):
    """A word of the lexicon in dictionary form; `verb` is set for verbal nouns and passive participles."""

    lemma: str
    pos: str
    verb: VerbReading | None = None


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Lexicon:
    """Dictionary forms by their folded spelling, and the nominals of light verbs.

    `light` maps a nominal to the infinitives of the light verbs it combines with;
    nominals may have several words.
    """

    def __init__(self, key: Callable[[str], str], light: Mapping[str, frozenset[str]]) -> None:
        self.key = key
        self.light = {key(nominal): frozenset(map(key, verbs)) for nominal, verbs in light.items()}
        self._entries: dict[str, tuple[Lexeme, ...]] = {}

    def add(self, lexeme: Lexeme, text: str | None = None, first: bool = False) -> None:
        """Add a lexeme under its lemma, or under `text`; what is there already with the same word class stays.

        With `first` it comes before what is there.
        """
        key = self.key(text or lexeme.lemma)
        known = self._entries.get(key, ())
        if not any(other.pos == lexeme.pos and bool(other.verb) == bool(lexeme.verb) for other in known):
            self._entries[key] = (lexeme, *known) if first else (*known, lexeme)

    def get(self, folded: str) -> tuple[Lexeme, ...]:
        """Return the lexemes under a folded form."""
        return self._entries.get(folded, ())

    def items(self) -> Iterable[tuple[str, tuple[Lexeme, ...]]]:
        """Return all folded forms with their lexemes."""
        return self._entries.items()

    def __iter__(self) -> Iterator[Lexeme]:
        return (lexeme for found in self._entries.values() for lexeme in found)


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Analyzer:
    """Analyse word forms by lexicon, noun suffixes and verb paradigms.

    `classes` maps a form of the closed classes to the names of its classes;
    `proclitics` are words that are often written onto the next one. The lexicon is
    enriched with what can be built from its words: comparison, ordinals, participles.
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
        self._proclitics = tuple(sorted(proclitics, key=len, reverse=True))
        self._coordinators = [form for form, names in classes.items() if len(form) == 1 and "coordinator" in names]
        self._elision: str = affixes["noun"]["elision"]
        self._suffixes = noun_suffixes(affixes)
        self._suffix_texts = frozenset(text for table in self._suffixes.values() for text in table)
        self._longest = max(map(len, self._suffix_texts))
        self._sounds: dict[str, str] = {}
        self._participles: dict[str, str] = {}  # the infinitives of all active participles, folded
        self._active: set[str] = set()  # the active participles that the lexicon does not have
        numerals = [form for form, names in classes.items() if "numeral" in names]
        self._nominals = {text: nominal for nominal in lexicon.light for text in (self._inner(nominal), nominal)}
        self._nominal_beginnings = Beginnings(text for text in self._nominals if len(text) > 1)
        self._enrich(classes, numerals)
        self._hosts = self._light_hosts()
        self._host_beginnings = Beginnings(text for text in self._hosts if len(text) > 1)
        endings = {ordinal[len(n) :] for n in numerals for ordinal in ordinals(n, affixes)}
        self._ordinal_endings = sorted(endings, key=len, reverse=True)
        self._glued: dict[str, Word | None] = {}
        self._words: dict[str, Word] = {}
        self._alike: dict[str, tuple[Lexeme, ...]] | None = None

    def __call__(self, text: str) -> Word:
        """Return the analysed word of a normalised form; equal forms share one object."""
        word = self._words.get(text)
        if word is None:
            if len(self._words) >= REMEMBERED:
                self._words.clear()
            word = self._words[text] = self._analyze(text)
        return word

    def knows(self, text: str) -> bool:
        """Tell whether the lexicon accounts for a form; what it finds is not kept."""
        return any(reading.known for reading in self._nouns(text, self._key(text))[0])

    def functions(self, text: str) -> bool:
        """Tell whether a form is a word of the closed classes or a finite verb; what it finds is not kept."""
        folded = self._key(text)
        return folded in self._classes or bool(self._verbs.analyze(folded))

    def suffix(self, text: str) -> Word | None:
        """Return the word record of an ending that stands by itself, behind a number or a closing quote, or None."""
        if text not in self._glued:
            self._glued[text] = self._endings(text)
        return self._glued[text]

    def split(self, text: str) -> int | None:
        """Return where a form is two words written together, or None.

        The first is a proclitic, a pronoun before a verb, or a verb that opens a place for
        what follows it, or one of the two is a coordinator of one letter.
        """
        if self._accounted(text):
            return None
        for proclitic in self._proclitics:
            rest = text[len(proclitic) :]
            if text.startswith(proclitic) and len(rest) > 2 and self._accounted(rest):
                return len(proclitic)
        for cut in range(len(text) - 2, 2, -1):
            if self._classes.get(self._key(text[:cut]), _NONE) & _POINTING and self(text[cut:]).verbs:
                return cut
        for word in self._coordinators:
            if text.endswith(word) and self._accounted(text[: -len(word)]):
                return len(text) - len(word)
            if text.startswith(word) and len(text) > _TELLING and self._accounted(text[len(word) :]):
                return len(word)
        for cut in range(len(text) - 2, _SHORTEST - 1, -1):
            known = self._lexicon.get(self._key(text[cut:]))
            if known and any(reading.goal for reading in self._verbs.analyze(self._key(text[:cut]))):
                return cut
        return None

    def _accounted(self, text: str) -> bool:
        word = self(text)
        return bool(word.verbs or word.classes or word.number or any(noun.known for noun in word.nouns))

    # ---- tables --------------------------------------------------------------------------------------

    def _enrich(self, classes: Mapping[str, Iterable[str]], numerals: list[str]) -> None:
        """Add words of the closed classes that take endings, comparison, ordinals and active participles."""
        for numeral in numerals:
            for text in ordinals(numeral, self._affixes):
                if not self._lexicon.get(self._key(text)):
                    self._lexicon.add(Lexeme(text, "adjective"))
        for form in sorted(classes, key=len):
            inflected = _INFLECTED.intersection(classes[form])
            long = len(form) >= _SHORTEST or "pronoun" in inflected
            if inflected and long and " " not in form and not self.knows(form):
                self._lexicon.add(Lexeme(form, "adverb" if "adverb" in inflected else min(inflected)))
        compared = [lexeme for lexeme in self._lexicon if lexeme.pos in _COMPARED]
        for lexeme in sorted(compared, key=lambda lexeme: lexeme.pos):
            for degree in degrees(self._affixes):
                known = self._lexicon.get(self._key(lexeme.lemma + degree))
                first = not any(other.pos in _COMPARED for other in known)
                self._lexicon.add(lexeme, lexeme.lemma + degree, first)
        for text, infinitive, distinct in self._verbs.participles():
            self._participles.setdefault(self._key(text), infinitive)
            if distinct and not self._lexicon.get(self._key(text)):
                self._lexicon.add(Lexeme(text, "adjective"))
                self._active.add(text)

    def _endings(self, text: str) -> Word | None:
        """Return the record of a noun's ending, alone or after the ending of an ordinal."""
        for table in self._suffixes.values():
            if text in table:
                return self._suffix_word(text, 0, table[text])
        for ending in self._ordinal_endings:
            if text.startswith(ending):
                readings = self._suffixes[self._sound(ending)].get(text[len(ending) :])
                if readings:
                    return self._suffix_word(text, len(ending), readings)
        return None

    def _suffix_word(self, text: str, stem: int, readings: tuple[NounSuffix, ...]) -> Word:
        nouns = tuple(
            NounReading(text, "suffix", r.number, r.links, r.clitics, r.postposition, stem, stem + r.inner, None, False)
            for r in readings
        )
        return Word(text, (text,), nouns, (), frozenset(), False)

    def _light_hosts(self) -> dict[str, tuple[tuple[str, str | None], ...]]:
        """Map a folded nominal, alone and with each clitic, to the nominal and the clitic's person."""
        hosts: dict[str, list[tuple[str, str | None]]] = {}
        alsos = dict.fromkeys(form for forms in self._affixes["noun"]["also"].values() for form in forms)
        for nominal in self._lexicon.light:
            for text in {nominal, self._inner(nominal)}:
                hosts.setdefault(text, []).append((nominal, None))
            for person, form in self._affixes["clitics"].items():
                for also in ("", *alsos):
                    hosts.setdefault(self._key(nominal + also + form), []).append((nominal, person))
        shared: dict[tuple[tuple[str, str | None], ...], tuple[tuple[str, str | None], ...]] = {}  # by many spellings
        listed = ((text, tuple(found)) for text, found in hosts.items())
        return {text: shared.setdefault(found, found) for text, found in listed}

    def _inner(self, text: str) -> str:
        """Return the folded form that a piece of a word has where more of the word follows."""
        return self._key(text + "x")[:-1]

    # ---- analysis ------------------------------------------------------------------------------------

    def _sound(self, stem: str) -> str:
        """Return the sound a stem ends in; two letters tell it."""
        end = stem[-2:]
        kind = self._sounds.get(end)
        if kind is None:
            kind = self._sounds[end] = sound(end, self._affixes)
        return kind

    def _analyze(self, text: str) -> Word:
        folded = self._key(text)
        classes = self._classes.get(folded, frozenset())
        if len(text) > _LONGEST or not text[0].isalpha():
            return Word(text, (folded,), (), (), classes, text[0].isdecimal())
        nouns, keys = self._nouns(text, folded)
        verbs = self._verbs.analyze(folded) + self._fused(folded)
        if not (verbs or classes or nouns and nouns[0].known):
            found = self._derived(text) or self._confused(text)
            if found:
                nouns, keys = tuple(found), tuple(dict.fromkeys([folded, *(self._key(n.lemma) for n in found)]))
        if verbs:
            nouns = tuple(noun for noun in nouns if not self._verbal(noun))
        return Word(text, keys, nouns, verbs, classes, False)

    def _verbal(self, noun: NounReading) -> bool:
        """Tell a noun reading to be left out of a form that is also a finite verb.

        These are new participles, a copula alone or after a postposition, and the endings of the first and second
        person, which nouns of the news seldom have.
        """
        if noun.lemma in self._active or noun.links == _COPULA and not noun.clitics:
            return True
        if noun.postposition and "copula" in noun.links:
            return True
        return bool(noun.clitics) and noun.clitics <= _SPEAKERS

    def _fused(self, folded: str) -> tuple[VerbReading, ...]:
        """Read a form as nominal, clitic and light verb in one word."""
        found: dict[VerbReading, None] = {}
        for cut in self._host_beginnings.lengths(folded):
            hosts = self._hosts.get(folded[:cut]) if cut < len(folded) - 1 else None
            if hosts is None:
                continue
            readings = self._verbs.analyze(folded[cut:], host=True)
            for nominal, clitic in hosts:
                for reading in readings:
                    if self._key(reading.lemma) in self._lexicon.light[nominal] and not (clitic and reading.clitic):
                        found[reading._replace(nominal=nominal, clitic=clitic or reading.clitic)] = None
        # A nominal may end like a negated verb begins.
        return tuple(sorted(found, key=lambda reading: reading.negative)) if found else ()

    def _nouns(self, text: str, folded: str) -> tuple[tuple[NounReading, ...], tuple[str, ...]]:
        known: list[NounReading] = []
        cuts: list[tuple[int, tuple[NounSuffix, ...]]] = []
        keys: dict[str, None] = {folded: None}
        plain = text == folded  # and so are its beginnings
        for cut in range(len(text), max(1, len(text) - self._longest) - 1, -1):
            rest = text[cut:]
            if rest not in self._suffix_texts:
                continue
            stem = text[:cut]
            readings = self._suffixes[self._sound(stem)].get(rest)
            if readings:
                key = stem if plain else self._key(stem)
                lexemes = self._lexicon.get(key)
                if not lexemes:
                    lexemes = self._compound(key) or self._participle(key)
                elif not any(lexeme.verb for lexeme in lexemes):
                    lexemes = (*self._compound(key), *lexemes)
                cuts.append((cut, readings))
                if lexemes:
                    known += self._read(lexemes, readings, cut)
                    if cut > 1:
                        keys[key] = None
            elided = self._suffixes[ELIDED].get(rest)
            if elided:
                key = self._key(stem + self._elision)
                found = self._read(self._lexicon.get(key), elided, cut)
                known += found
                if found and cut > 2:
                    keys[key] = None
        if known:
            # A name may hold a plural that is not its lexeme's own form ("prime minister").
            keys.update((self._key(text[: r.body]), None) for r in known if r.stem < r.body < len(text))
            return tuple(known), tuple(keys)
        keys.update((text[:cut] if plain else self._key(text[:cut]), None) for cut, _ in cuts if cut > 2)
        return tuple(self._guesses(text, cuts)), tuple(keys)

    def _stems(self, text: str) -> Iterator[tuple[int, tuple[NounSuffix, ...]]]:
        for cut in range(len(text), _SHORTEST, -1):
            readings = self._suffixes[self._sound(text[:cut])].get(text[cut:])
            if readings:
                yield cut, readings

    def _derived(self, text: str) -> list[NounReading]:
        """Read a form as one of a word that is formed from a known one."""
        rule = self._affixes["noun"]["derived"]
        for cut, readings in self._stems(text):
            stem = text[:cut]
            for ending in rule["endings"]:
                base = self._lexicon.get(self._key(stem.removesuffix(ending))) if stem.endswith(ending) else ()
                if any(lexeme.pos in ("noun", "adjective") for lexeme in base):
                    return self._read((Lexeme(stem, "noun"),), readings, cut)
            for beginning in rule["beginnings"]:
                base = self._lexicon.get(self._key(stem.removeprefix(beginning))) if stem.startswith(beginning) else ()
                if len(stem) - len(beginning) > _SHORTEST and any(lexeme.pos == "noun" for lexeme in base):
                    return self._read((Lexeme(stem, "adjective"),), readings, cut)
        return []

    def _confused(self, text: str) -> list[NounReading]:
        """Read a form as one of a word that is spelt with other letters, those that typing confuses."""
        if self._alike is None:
            self._alike = {}
            for key, lexemes in self._lexicon.items():
                if len(key) > _SHORTEST:
                    self._alike.setdefault(self._plain(key), lexemes)
        for cut, readings in self._stems(text):
            lexemes = self._alike.get(self._plain(self._key(text[:cut])), ())
            if lexemes and cut >= _TELLING:
                return self._read(lexemes, readings, cut)
        return []

    def _plain(self, key: str) -> str:
        for letter, other in self._affixes["confused"].items():
            key = key.replace(letter, other)
        return key

    def _read(self, lexemes: tuple[Lexeme, ...], suffixes: tuple[NounSuffix, ...], cut: int) -> list[NounReading]:
        return [
            NounReading(
                lexeme.lemma, lexeme.pos, suffix.number, suffix.links, suffix.clitics, suffix.postposition,
                cut, cut + suffix.inner, lexeme.verb, True,
            )
            for suffix in suffixes
            for lexeme in lexemes
        ]  # fmt: skip

    def _guesses(self, text: str, cuts: list[tuple[int, tuple[NounSuffix, ...]]]) -> Iterator[NounReading]:
        """Yield the readings of an unknown word that have a telling suffix, else those with the shortest."""
        options = [(cut, suffix) for cut, suffixes in cuts for suffix in suffixes]
        chosen = [(cut, s) for cut, s in options if cut > 2 and s.number not in ("bare", "plural")][:2]
        if not chosen:
            chosen = [option for i, option in enumerate(options) if option[0] > 2 or i == 0][:4]
        for cut, s in chosen:
            yield NounReading(
                text[:cut], "unknown", s.number, s.links, s.clitics, s.postposition, cut, cut + s.inner, None, False
            )

    def _compound(self, folded: str) -> tuple[Lexeme, ...]:
        """Read a stem as a nominal and a verbal noun or participle of its light verb in one word."""
        for cut in self._nominal_beginnings.lengths(folded):
            nominal = self._nominals.get(folded[:cut]) if cut < len(folded) - 2 else None
            if nominal is None:
                continue
            light = self._lexicon.light[nominal]
            for lexeme in self._lexicon.get(folded[cut:]):
                if lexeme.verb and self._key(lexeme.verb.lemma) in light:
                    verb = lexeme.verb._replace(nominal=nominal)
                    return (Lexeme(nominal + " " + lexeme.verb.lemma, "noun", verb),)
        return ()

    def _participle(self, folded: str) -> tuple[Lexeme, ...]:
        """Read a stem as a nominal and an active participle of its light verb in one word."""
        for cut in self._nominal_beginnings.lengths(folded):
            infinitive = self._participles.get(folded[cut:]) if cut < len(folded) - 2 else None
            nominal = self._nominals.get(folded[:cut]) if infinitive else None
            if nominal and infinitive and self._key(infinitive) in self._lexicon.light[nominal]:
                self._active.add(folded)
                return (Lexeme(folded, "adjective"),)
        return ()
