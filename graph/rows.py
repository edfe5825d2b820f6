"""What the tables of events share: what is told as fact, days, names, countries, sources, and cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import chain
from urllib.parse import urlsplit

from ..ontology.model import Document, Event, Location, Participant
from ..ontology.registry import Entity, load_registry
from .cells import harmless
from .check import require_sound
from .claims import Pair, pairs, plain
from .dates import days
from .identity import actor_label, actor_name, clean, country_and_sector
from .merge import MergedEvent, merge
from .paired import paired

Texts = Mapping[str, Document]
"""Documents by id; those of some reports may be missing."""

# Control characters, and what some readers take for the end of a line.
_BREAKING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Happening:
    """A merged event that at least one report tells as a fact which nothing in its document denies.

    `reports` are those that do, and `pairs` who does it to whom by what they tell; there is at least one of
    each. A pair without actor and recipient stands for an event that names neither. `day` is the first day of
    the time that is told, else the earliest publication, else None.
    """

    event: MergedEvent
    reports: tuple[Event, ...]
    pairs: tuple[Pair, ...]
    day: date | None

    @property
    def actors(self) -> tuple[Participant, ...]:
        """Who does it, each once."""
        return _once(pair.actor for pair in self.pairs)

    @property
    def recipients(self) -> tuple[Participant, ...]:
        """To whom it is done, each once; nobody where several actors do it to each other."""
        is_named = self.event.recipient or any(report.recipient for report in self.reports)
        return _once(pair.recipient for pair in self.pairs) if is_named else ()

    def numbered(self) -> Iterator[tuple[str, Pair]]:
        """Yield each pair with an id of its own: that of the event, and `id/2` and so on for further pairs."""
        for number, pair in enumerate(self.pairs, 1):
            yield self.event.id if number == 1 else f"{self.event.id}/{number}", pair


def sound(events: Iterable[Event], documents: Iterable[Document]) -> tuple[list[Event], Texts]:
    """Return records each once, by document, sentence and trigger, and the documents by id.

    Raises GraphError where a record is faulty.
    """
    events, documents = list(events), list(documents)
    require_sound(events, documents)
    unique = {event.id: event for event in events}.values()
    in_order = sorted(unique, key=lambda e: (e.document, e.sentence, e.trigger[0].start, e.id))
    return in_order, {document.id: document for document in sorted(documents, key=lambda d: d.id)}


def merged(events: Iterable[Event], texts: Texts) -> list[MergedEvent]:
    """Return the happenings of records by day and first report, those without a day first."""
    found = merge(events, texts.values())
    return sorted(found, key=lambda event: _order(event, event.reports, day_of(event, event.reports, texts)))


def happenings(events: Sequence[Event], texts: Texts) -> Iterator[Happening]:
    """Yield what is told as a fact, by day and first report; some tables cannot say that it is denied or planned."""
    said: dict[str, list[Pair]] = {}
    for event, pair in plain(events):
        said.setdefault(event.id, []).append(pair)
    found = []
    for whole in merge(events, texts.values()):
        reports = tuple(report for report in whole.reports if report.id in said or _is_bare_fact(report))
        if reports:
            told = paired(whole, said, {})
            pairs = tuple(pair for pair in told.pairs if pair in told.plain) or (Pair(None, None),)
            found.append(Happening(whole, reports, pairs, day_of(whole, reports, texts)))
    yield from sorted(found, key=lambda happening: _order(happening.event, happening.reports, happening.day))


def _order(event: MergedEvent, reports: Sequence[Event], day: date | None) -> tuple[date, str, int, int, str]:
    first = reports[0]
    return day or date.min, first.document, first.sentence, first.trigger[0].start, event.id


def _is_bare_fact(report: Event) -> bool:
    return report.factuality == "actual" and not pairs(report)  # who names nobody cannot be contradicted


def _once(participants: Iterable[Participant | None]) -> tuple[Participant, ...]:
    return tuple({actor_name(one): one for one in participants if one}.values())


# ---------------------------------------------------------------- days


def published(reports: Iterable[Event], texts: Texts) -> date | None:
    """Return the day when a document of these reports was first published, or None where none tells."""
    days = (texts[report.document].date for report in reports if report.document in texts)
    return min((day for day in days if day), default=None)


def day_of(event: MergedEvent, reports: Iterable[Event], texts: Texts) -> date | None:
    """Return the first day of the time that is told, else the earliest publication, else None."""
    told = days(event.time)
    return told[0] if told else published(reports, texts)


# ---------------------------------------------------------------- who and where


def name_of(participant: Participant) -> str:
    """Return the English name of an entity of the registry, else the label, the words or the code.

    >>> name_of(Participant(None, None, None, "TUR-GOV", entity="tur"))
    'Türkiye'
    """
    entity = load_registry().get(participant.entity)
    return entity.label("en") if entity else actor_label(participant)


def state_of_code(code: str) -> Entity | None:
    """Return the state in an actor code; for the Kurdistan Region it is Iraq, for bodies of states there is none."""
    return load_registry().state(code) if country_and_sector(code)[0] else None


def iso3(code: str) -> str | None:
    """Return the ISO 3166 alpha-3 code of the state in an actor code.

    >>> iso3("KRD-MIL"), iso3("IGO:UNO"), iso3("-REB")
    ('IRQ', None, None)
    """
    state = state_of_code(code)
    return state.country if state else None


def body_of_states(code: str) -> str | None:
    """Return which body of several states an actor code names.

    >>> body_of_states("IGO:UNO"), body_of_states("IRQ-GOV")
    ('UNO', None)
    """
    country = country_and_sector(code)[0] or ""
    return country.removeprefix("IGO:") if country.startswith("IGO:") else None


@dataclass(frozen=True, slots=True)
class Place:
    """A place as tables show it; `kind` is that of the registry and None for a place outside it.

    One of `city`, `district` and `province` is its name, or none. `state` is the country it lies in.
    """

    name: str
    raw: str
    kind: str | None
    city: str | None
    district: str | None
    province: str | None
    state: Entity | None
    geonames: str | None
    latitude: float | None
    longitude: float | None


_CITIES = frozenset(("capital", "city", "town", "village"))


def place_of(location: Location | None) -> Place | None:
    """Return what the registry adds to a place, or None where there is no place."""
    if location is None:
        return None
    entity = load_registry().get(location.entity)
    kind = entity.kind if entity else None
    if entity and kind == "country" and entity.part_of:
        kind = "province"  # a region that is listed among the countries
    name = entity.label("en") if entity else location.text
    return Place(
        name=name,
        raw=location.text,
        kind=kind,
        city=name if kind in _CITIES else None,
        district=name if kind == "district" else None,
        province=name if kind == "province" else None,
        state=state_of_code(entity.code) if entity else None,
        geonames=entity.identifiers.get("geonames") if entity else None,
        latitude=location.latitude,
        longitude=location.longitude,
    )


# ---------------------------------------------------------------- sources


def source_of(document: Document | None) -> str | None:
    """Return who published a document: its source, else the host of its address, or None.

    >>> source_of(Document("d", "...", url="https://news.example/1"))
    'news.example'
    """
    if document is None:
        return None
    try:
        return document.source or urlsplit(document.url or "").hostname
    except ValueError:  # an address that is none
        return None


def sources(reports: Iterable[Event], texts: Texts) -> tuple[str, ...]:
    """Return who published the documents of these reports, each once, in the order of the reports."""
    found = (source_of(texts.get(report.document)) for report in reports)
    return tuple(dict.fromkeys(source for source in found if source))


# ---------------------------------------------------------------- cells


def flat(text: str) -> str:
    """Return a text with each control character and each end of a line replaced by a space, so that a row stays a row.

    >>> flat("one\\ttwo\\r\\nthree")
    'one two  three'
    """
    return _BREAKING.sub(" ", clean(text))


def separated(
    rows: Iterable[Iterable[object]],
    *,
    header: Sequence[str] = (),
    missing: str = "",
    delimiter: str = "\t",
    safe_cells: bool = False,
) -> Iterator[str]:
    """Yield the lines of a table: values made flat, `missing` for None and for what is empty.

    A value that holds the delimiter or a double quote stands in double quotes, those within it doubled. With
    `safe_cells` none is left that a spreadsheet would compute: see `harmless`.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for row in chain([header] if header else [], rows):
        writer.writerow([_cell(value, safe_cells) or missing for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: object, safe: bool) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    return flat(harmless(text) if safe else text)
