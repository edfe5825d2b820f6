"""From the analysed words of a sentence to its analysis, by the word order of the language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from ..morphology.readings import Word
from .analysis import Analysis, analyse_verb_final
from .phrases import Sentence
from .predicates import PredicateFinder, RuleIndex
from .tagger import Tagger
from .timex import Time, TimeReader
from .verb_medial.analysis import analyse_verb_medial
from .verb_medial.predicates import MedialPredicateFinder
from .verb_medial.sentence import MedialSentence
from .verb_medial.tagging import MedialTagger

if TYPE_CHECKING:
    from ..language import Language

Words = Sequence[tuple[int, int, Word]]


class Reader(Protocol):
    """Reads the sentences of a language."""

    def sentence(self, text: str, words: Words, day: date | None) -> tuple[Sentence, list[Time]]:
        """Return the tagged sentence with its names and times."""

    def analyse(self, sentence: Sentence) -> Analysis:
        """Return the clauses, predicates and grammatical functions of a sentence."""


class VerbFinalReader:
    """Reads sentences whose verb closes its clause."""

    def __init__(self, language: Language, suffix: Callable[[str], Word | None], index: RuleIndex) -> None:
        self._language = language
        self._tagger = Tagger(language, suffix)
        self._times = TimeReader(language)
        self._finder = PredicateFinder(index, language)

    def sentence(self, text: str, words: Words, day: date | None) -> tuple[Sentence, list[Time]]:
        """Return the tagged sentence with its names and times."""
        tokens = self._tagger(words)
        times = self._times.read(tokens, day)
        return Sentence(self._language, tokens, text), times

    def analyse(self, sentence: Sentence) -> Analysis:
        """Return the clauses, predicates and grammatical functions of a sentence."""
        return analyse_verb_final(self._language, self._finder, sentence)


class VerbMedialReader:
    """Reads sentences whose verb stands between subject and object."""

    def __init__(self, language: Language, index: RuleIndex) -> None:
        self._language = language
        self._tagger = MedialTagger(language, _phrasal(language, index))
        self._times = TimeReader(language)
        self._finder = MedialPredicateFinder(index, language)
        self._names = language.names  # made now, not with the first sentence

    def sentence(self, text: str, words: Words, day: date | None) -> tuple[Sentence, list[Time]]:
        """Return the tagged sentence with its names and times; full stops of abbreviations are left out."""
        last = len(words) - 1
        kept = [word for i, word in enumerate(words) if word[2].text != "." or i == last]
        tokens = self._tagger.start(kept)
        times = self._times.read(tokens, day)
        return MedialSentence(self._language, tokens, text, self._tagger), times

    def analyse(self, sentence: Sentence) -> Analysis:
        """Return the clauses, predicates and grammatical functions of a sentence."""
        assert isinstance(sentence, MedialSentence)
        return analyse_verb_medial(self._language, self._finder, sentence, self._tagger)


def finder_for(language: Language, index: RuleIndex) -> PredicateFinder | MedialPredicateFinder:
    """Return what finds predicates in the word order of a language."""
    return MedialPredicateFinder(index, language) if language.is_medial else PredicateFinder(index, language)


def _phrasal(language: Language, index: RuleIndex) -> dict[str, list[tuple[str, ...]]]:
    """Return the particles and prepositions that go with each verb, those of more words first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for verb, entries in index.phrasal.items():
        found.setdefault(verb, set()).update(words for words, _ in entries)
    light = (verb for entries in index.light.values() for entry in entries for verb in entry.rule.light)
    rows = (language.profile[name]["verbs"] for name in ("carrying_out", "undergoing", "speech"))
    for lemma in (*light, *(verb for row in rows for verb in row)):
        first, *rest = language.key(lemma).split()
        if rest:
            found.setdefault(first, set()).add(tuple(rest))
    return {verb: sorted(words, key=lambda w: (-len(w), w)) for verb, words in found.items()}


def reader_for(language: Language, suffix: Callable[[str], Word | None], index: RuleIndex) -> Reader:
    """Return the reader for the word order of a language."""
    return VerbMedialReader(language, index) if language.is_medial else VerbFinalReader(language, suffix, index)
