"""Events as a table with the columns of POLECAT, the event data of the PLOVER ontology.

The 40 columns, their order and their values are those of the weekly files that POLECAT releases (Harvard
Dataverse, doi:10.7910/DVN/AJGVIT): tab-separated, a header, quad classes by name, countries as ISO 3166
alpha-3 codes, lists joined with ";", and "None" for what is missing. A row is a merged event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..ontology.model import Document, Event, Participant
from ..ontology.plover import load_plover
from .identity import country_and_sector
from .rdf import Run
from .rows import (
    Happening,
    Texts,
    body_of_states,
    happenings,
    iso3,
    name_of,
    place_of,
    published,
    separated,
    sound,
    sources,
)

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
SEPARATOR = ";"
MISSING = "None"

Row = dict[str, object]


def lines(
    events: Iterable[Event], documents: Iterable[Document], run: Run | None = None, *, safe_cells: bool = False
) -> Iterator[str]:
    """Yield the lines of the table, the header first, by day and first report.

    Raises GraphError where a record is faulty.
    """
    records, texts = sound(events, documents)
    rows = (_row(happening, texts, run) for happening in happenings(records, texts))
    cells = ([row.get(column) for column in COLUMNS] for row in rows)
    yield from separated(cells, header=COLUMNS, missing=MISSING, safe_cells=safe_cells)


def _row(happening: Happening, texts: Texts, run: Run | None) -> Row:
    event, reports = happening.event, happening.reports
    return {
        "Event ID": event.id,
        "Event Date": happening.day,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.score,
        "Quad Code": load_plover().quads[event.quad].label_en.upper(),
        "Contexts": _joined(event.contexts),
        **_side("Actor", happening.actors),
        **_side("Recipient", happening.recipients),
        **_place(happening),
        "Source": _joined(sources(reports, texts)),
        "Publication Date": published(reports, texts),
        "Language": _joined(report.language for report in reports),
        "Version": " ".join(filter(None, (run.software, run.version))) if run else None,
    }


def _side(role: str, participants: tuple[Participant, ...]) -> Row:
    sectors = [country_and_sector(one.code)[1] for one in participants]
    countries = ("IGO" if body_of_states(one.code) else iso3(one.code) for one in participants)
    return {
        f"{role} Name": _joined(map(name_of, participants)),
        f"{role} Country": _joined(countries),
        f"Primary {role} Sector": next(filter(None, sectors), None),
        f"{role} Sectors": _joined(sectors),
        f"{role} Name Raw": _joined(one.text for one in participants),
    }


def _place(happening: Happening) -> Row:
    place = place_of(happening.event.place)
    if place is None:
        return {}
    return {
        "Placename": place.name,
        "City": place.city,
        "District": place.district,
        "Province": place.province,
        "Country": place.state.country if place.state else None,
        "Latitude": place.latitude,
        "Longitude": place.longitude,
        "GeoNames ID": place.geonames,
        "Raw Placename": place.raw,
        "Feature Type": place.kind,
    }


def _joined(values: Iterable[str | None]) -> str:
    """Return the values that are there, each once, joined; within one the separator becomes a comma."""
    return SEPARATOR.join(dict.fromkeys(value.replace(SEPARATOR, ",") for value in values if value))
