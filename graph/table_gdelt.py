"""Events as a table with the columns of the GDELT 2.0 Event Database.

The 61 columns, their order and their values are those of GDELT's codebook (The GDELT Event Database, data
format codebook V2.0 of 19 February 2015): tab-separated, without a header, actors by CAMEO's codes with ISO
3166 alpha-3 for countries, places by FIPS 10-4. A row is one actor who does something to one recipient: an
event with several of either has several rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256

from ..ontology.country_codes import fips
from ..ontology.model import Document, Event, Participant
from ..ontology.plover import load_plover
from .identity import country_and_sector
from .rows import (
    Happening,
    Place,
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

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code",
    "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")

COLUMNS = (
    "GlobalEventID", "Day", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

NO_GEO, COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = range(6)
"""The types of places; a city may also be a landmark."""

Row = dict[str, object]


def global_id(identifier: str) -> int:
    """Return the GlobalEventID of a row: a whole number from 0 to 2**63 - 1 that is the same every time.

    `identifier` is the id of the event, and `id/2` and so on for its further pairs of actor and recipient.

    >>> global_id("e92bf21b80d373ec7")
    7149637985499136314
    """
    digest = sha256(identifier.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def lines(events: Iterable[Event], documents: Iterable[Document], *, safe_cells: bool = False) -> Iterator[str]:
    """Yield the lines of the table, by day and first report. Raises GraphError where a record is faulty."""
    records, texts = sound(events, documents)
    rows = (
        {
            "GlobalEventID": global_id(identifier),
            **_actor("Actor1", pair.actor),
            **_actor("Actor2", pair.recipient),
            **_event(happening, texts),
        }
        for happening in happenings(records, texts)
        for identifier, pair in happening.numbered()
    )
    cells = ([row.get(column) for column in COLUMNS] for row in rows)
    yield from separated(cells, safe_cells=safe_cells)


def _event(happening: Happening, texts: Texts) -> Row:
    event, reports = happening.event, happening.reports
    documents = dict.fromkeys(report.document for report in reports)
    added = published(reports, texts)
    first = texts.get(reports[0].document)
    return {
        **_day(happening.day),
        **_codes(event.cameo or load_plover().to_cameo(event.type, event.mode)),
        "IsRootEvent": int(any(report.sentence == 0 for report in reports)),
        "QuadClass": event.quad,
        "GoldsteinScale": event.score,
        "NumMentions": len(reports),
        "NumSources": max(1, len(sources(reports, texts))),
        "NumArticles": len(documents),
        "Actor1Geo_Type": NO_GEO,
        "Actor2Geo_Type": NO_GEO,
        **_place(place_of(event.place)),
        "DATEADDED": f"{added:%Y%m%d}000000" if added else None,
        "SOURCEURL": first.url if first and first.url else reports[0].document,
    }


def _day(day: date | None) -> Row:
    if day is None:
        return {}
    fraction = min(day.timetuple().tm_yday / 365, 0.9999)
    return {
        "Day": f"{day.year:04}{day:%m%d}",
        "MonthYear": f"{day.year:04}{day:%m}",
        "Year": f"{day.year:04}",
        "FractionDate": f"{day.year + fraction:.4f}",
    }


def _codes(cameo: str) -> Row:
    """Return an event code of at least three digits, and those above it."""
    code = cameo if len(cameo) > 2 else f"{cameo}0"  # GDELT codes a root as "of any kind"
    return {"EventCode": code, "EventBaseCode": code[:3], "EventRootCode": code[:2]}


def _actor(role: str, participant: Participant | None) -> Row:
    if participant is None:
        return {}
    country, sector = country_and_sector(participant.code)
    body = body_of_states(participant.code)
    types = [kind for kind in ("IGO" if body else None, sector) if kind and kind != "UNK"]
    return {
        f"{role}Code": (country or "").replace(":", "") + (sector or ""),
        f"{role}Name": name_of(participant).upper(),
        f"{role}CountryCode": iso3(participant.code),
        f"{role}KnownGroupCode": body,
        **{f"{role}Type{number}Code": kind for number, kind in enumerate(types, 1)},
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {"ActionGeo_Type": NO_GEO}
    state = place.state
    names = [place.name, state.label("en")] if state else [place.name]
    return {
        "ActionGeo_Type": _geo_type(place),
        "ActionGeo_FullName": ", ".join(dict.fromkeys(names)),
        "ActionGeo_CountryCode": fips(state.country) if state else None,
        "ActionGeo_Lat": place.latitude,
        "ActionGeo_Long": place.longitude,
    }


def _geo_type(place: Place) -> int:
    if place.state is None:
        return NO_GEO
    is_us = place.state.country == "USA"
    if place.kind == "country":
        return COUNTRY
    if place.kind == "province":
        return US_STATE if is_us else WORLD_STATE
    return US_CITY if is_us else WORLD_CITY
