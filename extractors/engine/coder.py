"""Code documents: sentence by sentence, from text to event records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ...ontology.model import Document, Event
from ...ontology.plover import Plover
from ..morphology.readings import REMEMBERED, Word
from ..native import mypyc_attr
from ..text.tokens import LONGEST, tokenize
from .analysis import Analysis
from .drafts import DraftWriter
from .identify import Identifier
from .model import Actor, Clause, Draft
from .phrases import Sentence
from .predicates import RuleIndex
from .reading import reader_for
from .records import RecordWriter
from .timex import Time
from .triggers import TriggerTest

if TYPE_CHECKING:
    from ..language import Language
    from ..morphology.analyzer import Analyzer
    from ..morphology.full_forms import FormAnalyzer


_WAITING = 200  # sentences without events that are kept unread
_Words = list[tuple[int, int, Word]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a sentence was read.

    `outcomes` holds every event found with its record, or None where it is no event of its own.
    """

    number: int
    sentence: Sentence
    times: list[Time]
    analysis: Analysis
    outcomes: tuple[tuple[Draft, Event | None], ...]

    @property
    def clauses(self) -> list[Clause]:
        """The clauses."""
        return self.analysis.clauses

    @property
    def keys(self) -> dict[int, str]:
        """The verbs' keys by token."""
        return self.analysis.keys


class _Read(NamedTuple):
    """A sentence, read."""

    sentence: Sentence
    times: list[Time]
    analysis: Analysis


class _Waiting(NamedTuple):
    """A sentence without events, read or not yet."""

    number: int
    words: _Words
    read: _Read | None


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Coder:
    """Code documents of one language. Keeps nothing between documents.

    `triggers` tells which sentences could have an event, `reader` reads those.
    """

    def __init__(self, language: Language, analyzer: Analyzer | FormAnalyzer, index: RuleIndex, plover: Plover) -> None:
        self._language = language
        self._analyzer = analyzer
        self._index = index
        self._plover = plover
        self.reader = reader_for(language, analyzer.suffix, index)
        self.triggers = TriggerTest(index, language)
        self._pieces: dict[str, tuple[tuple[int, int, Word], ...]] = {}

    def code(self, document: Document, trace: Callable[[Reading], None] | None = None) -> list[Event]:
        """Return the events of a document in the order of their triggers.

        `trace` is told how each sentence was read, also those in which nothing could be found.
        """
        normalized = self._language.normalizer(document.text)
        text = normalized.text
        writer = RecordWriter(document, normalized, self._language.code, self._plover)
        identifier = Identifier(self._language, document.date)
        events: list[Event] = []
        waiting: list[_Waiting] = []  # what has no event is read only when a later sentence may refer to it
        last: Actor | None = None
        for number, stretch in enumerate(self._language.splitter(text)):
            words = self.words(text, stretch.start, stretch.end)
            is_open = self.triggers([word for _, _, word in words])
            read = self._read(text, words, document, is_open) if is_open or trace else None
            outcomes: list[tuple[Draft, Event | None]] = []
            if is_open and read and read.analysis.predicates:
                last = self._catch_up(waiting, text, document, identifier, last)
                work = DraftWriter(read.analysis, read.times, identifier, number, last)
                for draft in work.drafts():
                    own = not (draft.dropped or draft.same_as)
                    outcomes.append((draft, writer.event(draft, read.sentence, number) if own else None))
                last = work.last
            else:
                waiting.append(_Waiting(number, words, read))
                if len(waiting) > _WAITING:
                    last = self._catch_up(waiting, text, document, identifier, last)
            events += [event for _, event in outcomes if event]
            if trace and read:
                trace(Reading(number, read.sentence, read.times, read.analysis, tuple(outcomes)))
        return events

    def _catch_up(
        self, waiting: list[_Waiting], text: str, document: Document, identifier: Identifier, last: Actor | None
    ) -> Actor | None:
        """Take in who the sentences without events speak of, and return the last one's subject."""
        for sentence in waiting:
            read = sentence.read or self._read(text, sentence.words, document, False)
            last = DraftWriter(read.analysis, read.times, identifier, sentence.number, last).last
        waiting.clear()
        return last

    def _read(self, text: str, words: _Words, document: Document, is_open: bool) -> _Read:
        sentence, times = self.reader.sentence(text, words, document.date)
        return _Read(sentence, times, self.reader.analyse(sentence, is_open))

    def words(self, text: str, start: int, end: int) -> _Words:
        """Return the analysed words of a stretch of normalised text, with their offsets in it."""
        words: _Words = []
        at = start
        for piece in text[start:end].split(" "):  # no token has a space in it
            for first, last, word in self._pieces.get(piece) or self._words_of(piece):
                words.append((at + first, at + last, word))
            at += len(piece) + 1
        return words

    def _words_of(self, piece: str) -> tuple[tuple[int, int, Word], ...]:
        """Return the words of what stands between two spaces; remembered for each piece that is not endless."""
        found: list[tuple[int, int, Word]] = []
        for start, end in tokenize(piece, 0, len(piece)):
            form = piece[start:end]
            known = self._pieces.get(form) or self._remembered(form, self._cut(form))
            found += [(start + first, start + last, word) for first, last, word in known]
        return self._remembered(piece, tuple(found))

    def _remembered(self, piece: str, words: tuple[tuple[int, int, Word], ...]) -> tuple[tuple[int, int, Word], ...]:
        if len(piece) < LONGEST:
            if len(self._pieces) >= REMEMBERED:
                self._pieces.clear()
            self._pieces[piece] = words
        return words

    def _cut(self, form: str) -> tuple[tuple[int, int, Word], ...]:
        """Return the word of a form, or the two that are written together in it."""
        cut = self._analyzer.split(form) or 0
        spans = [(0, cut), (cut, len(form))] if cut else [(0, len(form))]
        return tuple((a, b, self._analyzer(form[a:b])) for a, b in spans)
