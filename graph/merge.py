"""One event for each happening, however often it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..ontology.model import Document, Event, Location, Participant


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """A happening, with every report of it: the event records, in the order of document, sentence and trigger.

    `id` is stable. `type` and `quad` are those of all reports; of `mode`, `cameo`, `score`, `time` (an ISO 8601
    value) and `place` it has the most precise, of contexts and participants each one once.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    score: float
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    instrument: tuple[Participant, ...]
    time: str | None
    place: Location | None
    reports: tuple[Event, ...]


def merge(events: Iterable[Event], documents: Iterable[Document] = ()) -> tuple[MergedEvent, ...]:
    """Return the happenings that records tell of, in the order of their first reports."""
    return tuple(
        MergedEvent(
            e.id, e.type, e.mode, e.contexts, e.cameo, e.quad, e.score, e.actor, e.recipient, e.instrument,
            e.time.value if e.time else None, e.place, (e,),
        )
        for e in events
    )  # fmt: skip
