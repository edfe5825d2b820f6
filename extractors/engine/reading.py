"""From the analysed words of a sentence to its analysis, by the word order of the language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

from ..morphology.readings import Word
from ..native import mypyc_attr
from .analysis import Analysis, analyse_verb_final
from .phrases import Sentence
from .predicates import PredicateFinder, RuleIndex
from .tagger import Tagger
from .timex import Time, TimeReader

if TYPE_CHECKING:
    from ..language import Language
    from .verb_medial.predicates import MedialPredicateFinder

Words = Sequence[tuple[int, int, Word]]


class Reader(Protocol):
    """Reads the sentences of a language."""

    def sentence(self, text: str, words: Words, day: date | None) -> tuple[Sentence, list[Time]]:
        """Return the tagged sentence with its names and times."""

    def analyse(self, sentence: Sentence, seek: bool = True) -> Analysis:
        """Return the clauses, grammatical functions and, if any are sought, predicates of a sentence."""


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class VerbFinalReader:
    """Reads sentences whose verb closes its clause."""

    def __init__(self, language: Language, suffix: Callable[[str], Word | None], index: RuleIndex) -> None:
        self._language = language
        self._tagger = Tagger(language, suffix)
        self._times = TimeReader(language)
        self._finder = PredicateFinder(index, language)
        self._made = language.names, language.alike, language.transitive_light  # now, not with the first sentence

    def sentence(self, text: str, words: Words, day: date | None) -> tuple[Sentence, list[Time]]:
        """Return the tagged sentence with its names and times."""
        tokens = self._tagger(words)
        times = self._times.read(tokens, day)
        return Sentence(self._language, tokens, text), times

    def analyse(self, sentence: Sentence, seek: bool = True) -> Analysis:
        """Return the clauses, grammatical functions and, if any are sought, predicates of a sentence."""
        return analyse_verb_final(self._language, self._finder, sentence, seek)


def finder_for(language: Language, index: RuleIndex) -> PredicateFinder | MedialPredicateFinder:
    """Return what finds predicates in the word order of a language."""
    if language.is_medial:
        from .verb_medial.predicates import MedialPredicateFinder

        return MedialPredicateFinder(index, language)
    return PredicateFinder(index, language)


def reader_for(language: Language, suffix: Callable[[str], Word | None], index: RuleIndex) -> Reader:
    """Return the reader for the word order of a language."""
    if language.is_medial:  # who reads no such language need not load it
        from .verb_medial.reading import VerbMedialReader

        return VerbMedialReader(language, index)
    return VerbFinalReader(language, suffix, index)
