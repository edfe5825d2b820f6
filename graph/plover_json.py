"""Events as JSON lines with the fields of PLOVER.

The fields are those of the PLOVER manual, draft 0.8 of 2021 (Open Event Data Alliance): `id`, `date`, `actor`
and `event` always, others where they are known. A line is a merged event, whatever its factuality. PLOVER has
no field for factuality, for who says so, for the means, for offsets of participants and for further reports:
those are tewn's own, `factuality`, `disputed`, `attribution`, `instrument`, `start` and `end`, and `reports`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ..ontology.model import Document, Event, Location, Participant
from ..ontology.registry import load_registry
from .claims import disputed
from .dates import days
from .identity import actor_name, clean, country_and_sector
from .merge import MergedEvent
from .rdf import Run
from .rows import Texts, day_of, merged, place_of, sound, source_of

REQUIRED = ("id", "date", "actor", "event")
CODEBOOK = "PLOVER manual, draft 0.8"
RESOLUTION = {
    "country": 1, "province": 2, "district": 3, "capital": 4, "city": 4, "town": 4, "village": 4, "camp": 5,
    "facility": 5,
}  # fmt: skip
"""How finely a kind of place is known: 1 country, 2 province, 3 district, 4 city, 5 finer than a city."""


def lines(events: Iterable[Event], documents: Iterable[Document], run: Run | None = None) -> Iterator[str]:
    """Yield a line of JSON for each merged event, by day and first report.

    Raises GraphError where a record is faulty.
    """
    records, texts = sound(events, documents)
    refused = {claim for claim, _ in disputed(records)}
    for event in merged(records, texts):
        yield clean(json.dumps(_event(event, texts, refused, run), ensure_ascii=False)) + "\n"


def _event(event: MergedEvent, texts: Texts, refused: set[str], run: Run | None) -> dict[str, Any]:
    told = days(event.time)
    reports = [_report(report, texts, report.id in refused, run) for report in event.reports]
    first = reports[0]
    said = {
        "id": event.id,
        "date": _iso(day_of(event, event.reports, texts)),
        "enddate": _iso(told[1]) if told and told[1] != told[0] else None,
        "actor": [_entity(one) for one in event.actor],
        "recipient": [_entity(one) for one in event.recipient],
        "event": event.type,
        "event_loc": _place(event.place),
        "event_text": first["event_text"],
        "quad_code": event.quad,
        "event_scale": event.score,
        "mode": event.mode,
        "context": list(event.contexts),
        "text": first["text"],
        "cite_info": first["cite_info"],
        "coder": first["cite_info"].get("coder"),
        "instrument": [_entity(one) for one in event.instrument],
        "factuality": sorted({report.factuality for report in event.reports}),
        "attribution": _attributions(event),
        "disputed": any(report["disputed"] for report in reports),
        "reports": reports,
    }
    return _known(said, *REQUIRED)


def _report(report: Event, texts: Texts, is_disputed: bool, run: Run | None) -> dict[str, Any]:
    document = texts.get(report.document)
    said = {
        "id": report.id,
        "factuality": report.factuality,
        "disputed": is_disputed,
        "attribution": [_entity(one) for one in report.attribution],
        "event_text": " ".join(span.text for span in report.trigger),
        "text": [{"sequence": report.sentence, "start": span.start, "end": span.end} for span in report.trigger],
        "cite_info": _citation(report, document, run),
        "rule": report.rule,
    }
    return _known(said)


def _citation(report: Event, document: Document | None, run: Run | None) -> dict[str, Any]:
    coder = " ".join(filter(None, (run.software, run.version))) if run else None
    said = {
        "citation": report.document,
        "url": document.url if document else None,
        "title": document.title if document else None,
        "publication": source_of(document),
        "published": _iso(document.date) if document else None,
        "language": report.language,
        "coder": coder,
        "codebook": CODEBOOK,
    }
    return _known(said)


def _entity(participant: Participant) -> dict[str, Any]:
    country, sector = country_and_sector(participant.code)
    entity = load_registry().get(participant.entity)
    said = {
        "code": country,
        "sector": sector,
        "entity_text": participant.text,
        "identifier_id": participant.entity,
        "identifier_text": entity.label("en") if entity else participant.label,
        "start": participant.start,
        "end": participant.end,
    }
    return _known(said)


def _place(location: Location | None) -> dict[str, Any] | None:
    place = place_of(location)
    if place is None:
        return None
    said = {
        "extracted_place": place.raw,
        "resolved_place": place.name if place.kind else None,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": place.city,
        "district": place.district,
        "province": place.province,
        "country": place.state.label("en") if place.state else None,
        "country_code": place.state.country if place.state else None,
        "resolution": RESOLUTION.get(place.kind or ""),
    }
    return _known(said)


def _attributions(event: MergedEvent) -> list[dict[str, Any]]:
    who = {actor_name(one): one for report in event.reports for one in report.attribution}
    return [_entity(one) for one in who.values()]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(said: dict[str, Any], *always: str) -> dict[str, Any]:
    """Return what is known: neither null nor an empty list."""
    return {name: value for name, value in said.items() if name in always or (value is not None and value != [])}
