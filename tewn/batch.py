"""The inputs of a command: read, coded, and, where they cannot be used, named and counted."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from .extractors.batch import AUTO, code, extractor_for, language_code, resolved
from .extractors.workers import Lost, in_order
from .ontology.errors import InputError
from .ontology.model import Document, Event
from .ontology.records import STANDARD_INPUT, Entry, event_line, read_inputs
from .progress import Progress, say

if TYPE_CHECKING:
    from .graph import CodedDocument

T = TypeVar("T")
R = TypeVar("R")

DONE, BAD_INPUT = 0, 2  # exit statuses
PATIENCE = 300.0  # seconds for a document, where several processes read
_FEW = 8  # documents, up to which no processes are started
_SHORT = 30_000  # letters of all of them, likewise
_EVENT_RECORD = "this is an event record, not a document; 'tewn build' reads both"


class Batch:
    """Reads the inputs of a command, names what has to be left out, and counts.

    `workers` processes read at the same time; a document may take `timeout` seconds, or `patience` where there are
    many and it is None. Raises InputError for an unknown language.
    """

    def __init__(
        self, inputs: Sequence[str], *, language: str, date: date | None, workers: int, timeout: float | None
    ) -> None:
        self.inputs = inputs
        self.language = None if language == AUTO else language_code(language)  # None: each text tells
        self.date = date
        self.total = self.left_out = 0
        self.progress = Progress(_size(inputs))
        self._workers, self._timeout = workers, timeout
        self.patience = timeout or (PATIENCE if workers > 1 else math.inf)
        self._read: Callable[[], Iterable[Entry]]
        self._read = partial(read_inputs, inputs, date=date, language=self.language)

    # ---------------------------------------------------------------- events

    def lines(self) -> Iterator[str]:
        """Yield the event records of each document as lines of JSON; event records among the inputs are left out."""
        for entry, lines in self.in_order(coded_lines, self._read(), _document):
            if self.fault(entry, lines) is None and isinstance(lines, str):
                yield lines

    def coded(self) -> Iterator[CodedDocument]:
        """Yield each document with its events, coded now or, where its event records are given, as these have them.

        Documents that records are given of come last, by their ids: the records may stand anywhere.
        """
        if STANDARD_INPUT in self.inputs:  # it can be read only once
            self._read = partial(list, list(self._read()))
        recorded = {entry.record.document for entry in self._read() if isinstance(entry.record, Event)}
        texts: dict[str, Document] = {}
        told: dict[str, list[Entry]] = {name: [] for name in recorded}

        def to_code(entry: Entry) -> Document | None:
            document = _document(entry)
            return None if document is None or document.id in recorded else document

        for entry, coded in self.in_order(coded_document, self._read(), to_code):
            record = entry.record
            if not self.take(entry):
                continue
            if isinstance(record, Event):
                told[record.document].append(entry)
            elif isinstance(record, Document) and self._is_sound(entry, [], [record]):
                if isinstance(coded, Lost):
                    self.leave_out(entry, _named(record, coded))
                elif coded is not None:
                    yield coded
                else:
                    texts[record.id] = record
        for name in sorted(told):
            yield from self._as_told(name, texts.get(name), told[name])

    def _as_told(self, name: str, document: Document | None, entries: list[Entry]) -> Iterator[CodedDocument]:
        from .graph import CodedDocument

        events: dict[str, Event] = {}
        for entry in entries:
            event = entry.record
            if isinstance(event, Event):
                known = events.get(event.id, event)
                if self._is_sound(entry, [known, event], [document] if document else []):
                    events[event.id] = event
        if events:  # else what a graph has of the document is better than nothing
            yield CodedDocument(name, document, tuple(events.values()))

    def _is_sound(self, entry: Entry, events: list[Event], documents: list[Document]) -> bool:
        from .graph.check import faults

        fault = next(faults(events, documents), None)
        if fault:
            self.leave_out(entry, fault)
        return not fault

    def in_order(
        self, work: Callable[[Document], R], items: Iterable[T], document: Callable[[T], Document | None]
    ) -> Iterator[tuple[T, R | Lost | None]]:
        """Yield items with what work makes of their documents, in several processes where there are many."""
        source = iter(items)
        first: list[T] = []
        workers, timeout = self._workers, self._timeout
        if timeout is None and workers > 1:
            first = _beginning(source, document)
            documents = [found for item in first if (found := document(item))]
            if sum(map(_letters, documents)) > _SHORT or len(first) > _FEW:
                timeout = PATIENCE
                _prepare(documents)
            else:
                workers = 1
        return in_order(work, chain(first, source), payload=document, size=_letters, workers=workers, timeout=timeout)

    # ---------------------------------------------------------------- what is left out

    def take(self, entry: Entry) -> bool:
        """Count an entry, and say what is wrong with it, if anything is."""
        self.total += 1
        self.progress.advance(entry.size)
        if isinstance(entry.record, InputError):
            self._say(str(entry.record))
            return False
        return True

    def fault(self, entry: Entry, lines: str | Lost | None) -> str | None:
        """Count an entry that has to be a document; return, and say, why it could not be coded, if it could not."""
        if not self.take(entry):
            return str(entry.record).removeprefix(f"{entry.where}: ")
        if isinstance(entry.record, Event):
            why = _EVENT_RECORD
        elif isinstance(lines, Lost) and isinstance(entry.record, Document):
            why = _named(entry.record, lines)
        else:
            return None
        self.leave_out(entry, why)
        return why

    def count(self, total: int, left_out: int) -> None:
        """Count what was coded, and named, before."""
        self.total += total
        self.left_out += left_out

    def leave_out(self, entry: Entry, why: str) -> None:
        """Say why something cannot be used."""
        self._say(f"{entry.where}: {why}")

    def _say(self, why: str) -> None:
        self.left_out += 1
        self.progress.clear()
        say(why)

    @property
    def is_lost(self) -> bool:
        """Whether nothing could be used."""
        return self.left_out == self.total

    def close(self) -> int:
        """Say how much was left out and return the exit status."""
        if self.left_out and self.total > 1:
            say(f"{self.left_out} of {self.total} inputs could not be used")
        return BAD_INPUT if self.left_out else DONE


def coded_lines(document: Document) -> str:
    """Return the event records of a document as lines of JSON. Raises InputError as `resolved` does."""
    return "".join(map(event_line, code(document)))


def coded_document(document: Document) -> CodedDocument:
    """Return a document with its events. Raises InputError as `resolved` does."""
    from .graph import CodedDocument

    document = resolved(document)
    return CodedDocument(document.id, document, tuple(code(document)))


def _named(document: Document, lost: Lost) -> str:
    """Return why a document has no events, with its id."""
    name = f"document {document.id}: "
    return name + lost.reason.removeprefix(name)


def _document(entry: Entry) -> Document | None:
    return entry.record if isinstance(entry.record, Document) else None


def _letters(document: Document) -> int:
    return len(document.text)


def _beginning(source: Iterator[T], document: Callable[[T], Document | None]) -> list[T]:
    """Return the first items, up to where they are more than one process should read."""
    first: list[T] = []
    letters = 0
    for item in source:
        first.append(item)
        letters += _letters(found) if (found := document(item)) else 0
        if letters > _SHORT or len(first) > _FEW:
            break
    return first


def _prepare(documents: Iterable[Document]) -> None:
    """Load the tables of the first document's language before processes are made, which then have them too."""
    for document in documents:
        with suppress(InputError):  # that is said when its turn comes
            extractor_for(resolved(document).language or "")
            return


def _size(names: Sequence[str]) -> int | None:
    """Return the size of all files in bytes, or None where standard input is among them."""
    return None if STANDARD_INPUT in names else sum(os.path.getsize(n) for n in names if os.path.isfile(n))
