"""Check records before a graph is built from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..ontology.errors import GraphError, nearest
from ..ontology.model import FACTUALITIES, Document, Event, Location, Participant, Span, TimeExpression
from ..ontology.plover import load_plover

LANGUAGE_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")

Quote = Span | Participant | TimeExpression | Location
SHOWN = 20


def require_sound(events: Sequence[Event], documents: Sequence[Document]) -> None:
    """Raise GraphError with the faults of the records, where there are any."""
    found = list(faults(events, documents))
    if found:
        more = f"\n… and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise GraphError("\n".join(found[:SHOWN]) + more)


def faults(events: Iterable[Event], documents: Iterable[Document] = ()) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with the records.

    Checked are: identifiers that two different records share; types, modes, contexts,
    CAMEO codes and factuality values that do not exist; events without a trigger;
    language tags; coordinates; and quotes that do not stand at their offsets.
    """
    texts: dict[str, Document] = {}
    for document in documents:
        if texts.setdefault(document.id, document) != document:
            yield f"two different documents have the id {document.id!r}"
        if document.language is not None and not LANGUAGE_TAG.fullmatch(document.language):
            yield f"document {document.id!r}: {document.language!r} is no language tag"
    known: dict[str, Event] = {}
    for event in events:
        if known.setdefault(event.id, event) != event:
            yield f"two different events have the id {event.id!r}"
        for fault in _event_faults(event, texts):
            yield f"event {event.id!r}: {fault}"


def _event_faults(event: Event, texts: Mapping[str, Document]) -> Iterator[str]:
    yield from _code_faults(event)
    if not event.trigger:
        yield "it has no trigger"
    if not LANGUAGE_TAG.fullmatch(event.language):
        yield f"{event.language!r} is no language tag"
    if event.place is not None:
        yield from _place_faults(event.place)
    for participant in (*event.actor, *event.recipient, *event.instrument, *event.attribution):
        if not (participant.code or participant.entity or participant.text):
            yield "a participant has neither words nor a code nor an entity"
    document = texts.get(event.document)
    for quote in quotes(event):
        yield from _quote_faults(quote, document.text if document else None)


def _code_faults(event: Event) -> Iterator[str]:
    plover = load_plover()
    if event.factuality not in FACTUALITIES:
        yield _unknown("factuality", event.factuality, FACTUALITIES)
    if event.type not in plover.types:
        yield _unknown("PLOVER type", event.type, plover.types)
    elif event.mode is not None and event.mode not in plover.modes(event.type):
        yield _unknown(f"mode of {event.type}", event.mode, plover.modes(event.type))
    for context in event.contexts:
        if context not in plover.contexts:
            yield _unknown("context", context, plover.contexts)
    if event.cameo is not None and event.cameo not in plover.cameo:
        yield _unknown("CAMEO code", event.cameo, plover.cameo)


def _unknown(what: str, code: str, allowed: Iterable[str]) -> str:
    return f"unknown {what} {code!r}{nearest(code, allowed)}"


def _place_faults(place: Location) -> Iterator[str]:
    if (place.latitude is None) != (place.longitude is None):
        yield f"the place {place.text!r} has a latitude or a longitude, but not both"
    if place.latitude is not None and not -90 <= place.latitude <= 90:
        yield f"{place.latitude} is no latitude"
    if place.longitude is not None and not -180 <= place.longitude <= 180:
        yield f"{place.longitude} is no longitude"


def quotes(event: Event) -> Iterator[Quote]:
    """Yield everything in an event that quotes the document, the trigger first."""
    yield from event.trigger
    for participant in (*event.actor, *event.recipient, *event.instrument, *event.attribution):
        if participant.text is not None:
            yield participant
    if event.time is not None:
        yield event.time
    if event.place is not None:
        yield event.place


def _quote_faults(quote: Quote, text: str | None) -> Iterator[str]:
    start, end, words = quote.start, quote.end, quote.text
    if start is None or end is None or not 0 <= start < end:
        yield f"{words!r} does not stand from {start} to {end}"
    elif text is not None and text[start:end] != words:
        yield f"{text[start:end]!r} stands from {start} to {end}, not {words!r}"
