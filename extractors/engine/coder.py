"""Code documents: sentence by sentence, from text to event records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...ontology.model import Document, Event
from ...ontology.plover import Plover
from ..text.tokens import tokenize
from .analysis import Analysis
from .drafts import DraftWriter
from .identify import Identifier
from .model import Actor, Clause, Draft
from .phrases import Sentence
from .predicates import RuleIndex
from .reading import reader_for
from .records import RecordWriter
from .timex import Time

if TYPE_CHECKING:
    from ..language import Language
    from ..morphology.analyzer import Analyzer
    from ..morphology.full_forms import FormAnalyzer
    from ..morphology.readings import Word


_REMEMBERED = 200_000  # word forms


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence was read. `analysis` is None where no word of it could be part of a trigger.

    `outcomes` holds every event found with its record, or None where it is no event of its own.
    """

    number: int
    sentence: Sentence
    times: list[Time]
    analysis: Analysis | None
    outcomes: tuple[tuple[Draft, Event | None], ...]

    @property
    def clauses(self) -> list[Clause]:
        """The clauses, none where the sentence was not analysed."""
        return self.analysis.clauses if self.analysis else []

    @property
    def keys(self) -> dict[int, str]:
        """The verbs' keys by token."""
        return self.analysis.keys if self.analysis else {}


class Coder:
    """Code documents of one language. Keeps nothing between documents."""

    def __init__(self, language: Language, analyzer: Analyzer | FormAnalyzer, index: RuleIndex, plover: Plover) -> None:
        self._language = language
        self._analyzer = analyzer
        self._index = index
        self._plover = plover
        self._reader = reader_for(language, analyzer.suffix, index)
        self._pieces: dict[str, tuple[tuple[int, int, Word], ...]] = {}

    def code(self, document: Document, trace: Callable[[Reading], None] | None = None) -> list[Event]:
        """Return the events of a document in the order of their triggers.

        `trace` is told how each sentence was read, also those in which nothing could be found.
        """
        normalized = self._language.normalizer(document.text)
        writer = RecordWriter(document, normalized, self._language.code, self._plover)
        identifier = Identifier(self._language, document.date)
        events: list[Event] = []
        last: Actor | None = None
        for number, stretch in enumerate(self._language.splitter(normalized.text)):
            read = self.read(normalized.text, stretch.start, stretch.end, document)
            if read is None:
                if trace:
                    sentence, times = self.read_cold(normalized.text, stretch.start, stretch.end, document)
                    trace(Reading(number, sentence, times, None, ()))
                continue
            sentence, times = read
            analysis = self._reader.analyse(sentence)
            work = DraftWriter(analysis, times, identifier, number, last)
            outcomes = [
                (draft, None if draft.dropped or draft.same_as else writer.event(draft, sentence, number))
                for draft in work.drafts()
            ]
            events += [event for _, event in outcomes if event]
            last = work.last
            if trace:
                trace(Reading(number, sentence, times, analysis, tuple(outcomes)))
        return events

    def read(self, text: str, start: int, end: int, document: Document) -> tuple[Sentence, list[Time]] | None:
        """Return the analysed sentence, or None where no word of it could be part of a trigger."""
        words = self._words(text, start, end)
        if not self._index.stirs([word for _, _, word in words]):
            return None
        return self._reader.sentence(text, words, document.date)

    def read_cold(self, text: str, start: int, end: int, document: Document) -> tuple[Sentence, list[Time]]:
        """Return the analysed sentence even where no word of it could be part of a trigger."""
        return self._reader.sentence(text, self._words(text, start, end), document.date)

    def _words(self, text: str, start: int, end: int) -> list[tuple[int, int, Word]]:
        words: list[tuple[int, int, Word]] = []
        for a, b in tokenize(text, start, end):
            form = text[a:b]
            for first, last, word in self._pieces.get(form) or self._cut(form):
                words.append((a + first, a + last, word))
        return words

    def _cut(self, form: str) -> tuple[tuple[int, int, Word], ...]:
        """Return the word of a form, or the two that are written together in it; remembered for each form."""
        if len(self._pieces) > _REMEMBERED:
            self._pieces.clear()
        cut = self._analyzer.split(form) or 0
        spans = [(0, cut), (cut, len(form))] if cut else [(0, len(form))]
        found = self._pieces[form] = tuple((a, b, self._analyzer(form[a:b])) for a, b in spans)
        return found
