"""The records that pass between the layers: documents in, events out.

All are frozen and slotted. Offsets are Unicode code points into the document's
text exactly as it was given, end exclusive: `document.text[span.start:span.end]`
is `span.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Factuality = Literal["actual", "future", "possible", "negated"]
FACTUALITIES: tuple[Factuality, ...] = ("actual", "future", "possible", "negated")
Definiteness = Literal["definite", "indefinite", "bare"]


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read, with what is known about it.

    `date` is the day of publication: relative dates ("yesterday") and terms of
    office are resolved against it. `language` is a BCP 47 code or None.
    """

    id: str
    text: str
    date: date | None = None
    language: str | None = None
    source: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: the words, and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone or something that takes part in an event.

    `text`, `start` and `end` are None where the sentence has no words for the
    participant and the context makes clear who is meant. `code` is
    `COUNTRY`, `COUNTRY-SECTOR` or `-SECTOR` (see `tewn.ontology.codes`),
    `entity` an identifier of the actor registry, `label` a name to show.
    """

    text: str | None
    start: int | None
    end: int | None
    code: str
    entity: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression; `value` is an ISO 8601 date, month, year or interval, or None."""

    text: str
    start: int
    end: int
    value: str | None


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event took place; latitude and longitude in degrees (WGS 84) where known."""

    text: str
    start: int
    end: int
    entity: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One coded event: who did what to whom, when and where, who says so and how sure it is.

    `type`, `mode`, `contexts`, `quad` and `score` are PLOVER's (manual draft 0.8 of
    2021), `cameo` the nearest CAMEO code. `trigger` holds the words that name the
    action, `lemma` its citation form, `rule` the rule that fired. `definiteness` is that of an
    event noun: "definite" for "the attack" (also after a demonstrative), "indefinite" for "an attack",
    "bare" where nothing marks it; None where a clause tells the event.
    """

    id: str
    document: str
    language: str
    sentence: int
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    score: float
    factuality: Factuality
    trigger: tuple[Span, ...]
    lemma: str
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    instrument: tuple[Participant, ...]
    attribution: tuple[Participant, ...]
    time: TimeExpression | None
    place: Location | None
    rule: str
    definiteness: Definiteness | None = None


def event_to_dict(event: Event) -> dict[str, Any]:
    """Return the event as the JSON object of the event record, fields in their fixed order.

    >>> event_to_dict(Event("e1", "d", "ckb", 0, "ASSAULT", None, (), "18", 4, -9.0, "actual",
    ...     (Span("x", 0, 1),), "x", (), (), (), (), None, None, "ckb.r"))["trigger"]
    [{'text': 'x', 'start': 0, 'end': 1}]
    """
    return {name: _plain(getattr(event, name)) for name in Event.__slots__}


def event_from_dict(record: dict[str, Any]) -> Event:
    """Return the event that a JSON object of the event record holds (the inverse of `event_to_dict`).

    A record without `definiteness`, as earlier versions wrote it, has none. Raises KeyError or TypeError
    where another field is missing, or one is unknown.
    """
    people = {
        role: tuple(Participant(**p) for p in record[role])
        for role in ("actor", "recipient", "instrument", "attribution")
    }
    return Event(
        **{
            **record,
            **people,
            "contexts": tuple(record["contexts"]),
            "trigger": tuple(Span(**s) for s in record["trigger"]),
            "time": TimeExpression(**record["time"]) if record["time"] else None,
            "place": Location(**record["place"]) if record["place"] else None,
        }
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__slots__"):
        return {name: getattr(value, name) for name in value.__slots__}
    return value
