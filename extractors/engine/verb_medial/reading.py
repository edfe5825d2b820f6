"""From the analysed words of a sentence to its analysis, where the verb stands between subject and object."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ...morphology.readings import Word
from ...native import mypyc_attr
from ..analysis import Analysis
from ..phrases import Sentence
from ..predicates import RuleIndex
from ..timex import Time, TimeReader
from .analysis import analyse_verb_medial
from .predicates import MedialPredicateFinder
from .sentence import MedialSentence
from .tagging import MedialTagger

if TYPE_CHECKING:
    from ...language import Language

Words = Sequence[tuple[int, int, Word]]


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
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

    def analyse(self, sentence: Sentence, seek: bool = True) -> Analysis:
        """Return the clauses, grammatical functions and, if any are sought, predicates of a sentence."""
        assert isinstance(sentence, MedialSentence)
        return analyse_verb_medial(self._language, self._finder, sentence, self._tagger, seek)


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
