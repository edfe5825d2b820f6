"""What the explorer's page knows: actors, places, documents, events and the words they rest on, as plain data.

Everything is said once and referred to by its number, events and reports are columns: a page of 50,000 events has
to open in a browser. The page's own words and the names of codes are part of it, in each language of the interface,
so that no word stands in the page's programs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from ..ontology.model import Document, Event, Location, Participant, Span
from ..ontology.plover import load_plover
from ..ontology.registry import Entity, load_registry
from .excerpt import Excerpts, utf16
from .identity import actor_label, country_and_sector, place_name
from .layout import layout
from .look import LANGUAGES, kind_of, labels, look, messages, names_of_codes, tidy
from .network import actor_node
from .paired import PairedEvent, paired_events

STRONGEST = 2_000
"""How many actors the network shows at most."""

STATUSES = ("actual", "disputed", "negated", "future", "possible")
"""How sure an event is: its factuality, or `disputed` where it is affirmed and denied."""

_ALONE = 40  # actors of the network who are joined with nobody, at least
_ROLES = ("trigger", "actor", "recipient", "instrument", "attribution", "time", "place")
_MONTH = 31  # days: what lasts longer has no place on a line of time
_EPOCH = date(1970, 1, 1).toordinal()


def payload(
    events: Iterable[Event], documents: Iterable[Document] = (), *, strongest: int = STRONGEST
) -> dict[str, Any]:
    """Return what a page shows of event records, as data for JSON.

    Events are merged (`tewn.graph.merge`); those of the latest documents come first. The network has at most the
    `strongest` actors, by number of events, and of those who stand alone in it only some; the events of all are there.

    Raises GraphError where a record is faulty or does not fit its document.
    """
    documents = sorted(documents, key=lambda document: document.id)
    found = paired_events(events, documents)
    maker = _Maker({document.id: document for document in documents})
    for told in sorted(found, key=_order):
        maker.add(told)
    maker.place_actors(strongest)
    return {
        "languages": list(LANGUAGES),
        "words": {language: {**names_of_codes(language), "interface": messages()[language]} for language in LANGUAGES},
        "kinds": look()["kinds"],
        "types": [[type.code, type.quad] for type in load_plover().types.values()],
        "same_letters": messages()["same_letters"],
        "statuses": list(STATUSES),
        "roles": list(_ROLES),
        **maker.tables(),
    }


def _order(told: PairedEvent) -> tuple[int, str, int, int, str]:
    first = told.event.reports[0]
    published = told.published[0].toordinal() if told.published else 0
    return -published, first.document, first.sentence, first.trigger[0].start, first.id


# ---------------------------------------------------------------- tables


class _Numbers:
    """Numbers things in the order in which they come."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._known: dict[Any, int] = {}

    def __contains__(self, key: Any) -> bool:
        return key in self._known

    def number(self, key: Any, row: Any) -> int:
        if key not in self._known:
            self._known[key] = len(self.rows)
            self.rows.append(row)
        return self._known[key]


@dataclass(slots=True)
class _Maker:
    """Collects what the events of a page refer to."""

    documents: Mapping[str, Document]
    _actors: _Numbers = field(default_factory=_Numbers)
    _places: _Numbers = field(default_factory=_Numbers)
    _texts: _Numbers = field(default_factory=_Numbers)
    _articles: _Numbers = field(default_factory=_Numbers)
    _rules: _Numbers = field(default_factory=_Numbers)
    _events: list[list[Any]] = field(default_factory=list)
    _reports: list[list[Any]] = field(default_factory=list)
    _excerpts: dict[str, Excerpts] = field(default_factory=dict)

    def add(self, told: PairedEvent) -> None:
        """Add an event with its reports."""
        event = told.event
        reports = range(len(self._reports), len(self._reports) + len(event.reports))
        pairs = [[self._actor(pair.actor), self._actor(pair.recipient), int(pair in told.plain)] for pair in told.pairs]
        for report in event.reports:
            self._reports.append(self._report(report))
        when = told.when
        self._events.append([
            event.id,
            event.type,
            event.mode,
            list(event.contexts),
            STATUSES.index(_status(told)),
            event.score,
            when[0].toordinal() - _EPOCH if when else None,
            when[1].toordinal() - _EPOCH if when else None,
            _point(told),
            int(event.time is not None),
            self._place(event.place) if event.place else None,
            pairs,
            [reports.start, reports.stop],
        ])  # fmt: skip

    def place_actors(self, strongest: int) -> None:
        """Give the actors of the network their coordinates: those with the most events, and few that stand alone."""
        joined = nx.Graph()
        counts: Counter[int] = Counter()
        for event in self._events:
            pairs = event[_EVENT.index("pairs")]
            counts.update({number for pair in pairs for number in pair[:2] if number is not None})
            for ends in {(actor, recipient) for actor, recipient, _ in pairs}:
                if None not in ends and ends[0] != ends[1]:
                    joined.add_edge(*ends, weight=joined.get_edge_data(*ends, {"weight": 0})["weight"] + 1)
        rows = self._actors.rows
        ranked = sorted(counts, key=lambda number: (-counts[number], rows[number]["node"]))
        kept = [number for number in ranked if number in joined][:strongest]
        alone = max(_ALONE, len(kept) // 10)  # more would hide who has to do with whom
        kept += [number for number in ranked if number not in joined][: min(alone, strongest - len(kept))]
        joined.add_nodes_from(kept)
        places = layout(nx.relabel_nodes(joined.subgraph(kept), {number: rows[number]["node"] for number in kept}))
        for number in kept:
            rows[number]["at"] = list(places[rows[number]["node"]])

    def tables(self) -> dict[str, Any]:
        """Return all tables; those of events and reports by column."""
        return {
            "actors": self._actors.rows,
            "countries": self._countries(),
            "places": self._places.rows,
            "documents": self._articles.rows,
            "texts": self._texts.rows,
            "rules": self._rules.rows,
            "events": _columns(_EVENT, self._events),
            "reports": _columns(_REPORT, self._reports),
        }

    def _countries(self) -> dict[str, dict[str, str]]:
        codes = sorted({row["country"] for row in self._actors.rows if row["country"]})
        names = {code: labels(_bearer(code)) for code in codes}
        return {code: known for code, known in names.items() if known}

    def _actor(self, participant: Participant | None) -> int | None:
        if participant is None:
            return None
        node = actor_node(participant)
        country, sector = country_and_sector(participant.code)
        entity = load_registry().get(participant.entity)
        number = self._actors.number(
            node,
            {
                "node": node,
                "label": tidy(actor_label(participant)),
                "names": labels(entity),
                "code": participant.code,
                "country": country,
                "sector": sector,
                "kind": kind_of(participant.code),
                "words": _aliases(entity),
            },
        )
        words: list[str] = self._actors.rows[number]["words"]
        if participant.text and (text := tidy(participant.text)) not in words:
            words.append(text)
        return number

    def _place(self, place: Location) -> int:
        entity = load_registry().get(place.entity)
        number = self._places.number(
            place_name(place),
            {
                "node": f"place:{place_name(place)}",
                "label": tidy(place.text),
                "names": labels(entity),
                "words": _aliases(entity),
                "at": None,
            },
        )
        row = self._places.rows[number]
        if row["at"] is None and place.longitude is not None and place.latitude is not None:
            row["at"] = [place.longitude, place.latitude]
        return number

    def _report(self, event: Event) -> list[Any]:
        text, marks = self._quote(event)
        return [
            self._article(event),
            event.factuality,
            self._rules.number(event.rule, event.rule),
            tidy(event.lemma),
            event.cameo,
            tidy(event.time.text) if event.time else None,
            event.time.value if event.time else None,
            [self._actor(source) for source in event.attribution],
            [self._actor(instrument) for instrument in event.instrument],
            text,
            marks,
        ]

    def _article(self, event: Event) -> int:
        document = self.documents.get(event.document) or Document(event.document, "", None, event.language)
        row = {
            "id": document.id,
            "title": tidy(document.title) if document.title else None,
            "source": tidy(document.source) if document.source else None,
            "date": document.date.isoformat() if document.date else None,
            "url": document.url,
            "language": document.language or event.language,
        }
        return self._articles.number(document.id, row)

    def _quote(self, event: Event) -> tuple[int | None, list[int]]:
        """Return the number of the excerpt that a report rests on, and its words: start, end and role in turn."""
        spans = list(_spans(event))
        document = self.documents.get(event.document)
        if document is None:  # the words alone, as far as they are known
            words = " … ".join(span.text for span in event.trigger)
            return self._texts.number((None, words), words), [0, utf16(words, len(words)), 0]
        if document.id not in self._excerpts:
            self._excerpts[document.id] = Excerpts(document.text)
        found = self._excerpts[document.id].around(event.trigger, [span for _, span in spans])
        marks = [
            number
            for role, span in sorted(spans, key=lambda pair: (pair[1].start, -pair[1].end, pair[0]))
            if found.start <= span.start and span.end <= found.end
            for number in (
                utf16(found.text, span.start - found.start),
                utf16(found.text, span.end - found.start),
                _ROLES.index(role),
            )
        ]
        return self._texts.number((document.id, found.start, found.end), found.text), marks


_EVENT = (
    "id", "type", "mode", "contexts", "status", "score", "first", "last", "at", "told", "place", "pairs", "reports",
)  # fmt: skip
_REPORT = (
    "document", "factuality", "rule", "lemma", "cameo", "time", "value", "attribution", "instrument", "text", "marks",
)  # fmt: skip


def _columns(names: Sequence[str], rows: list[list[Any]]) -> dict[str, list[Any]]:
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}


def _status(told: PairedEvent) -> str:
    """Return how sure an event is: of several factualities the surest, or `disputed` where one denies another."""
    said = {report.factuality for report in told.event.reports}
    if "actual" in said:
        return "actual" if told.is_actual and "negated" not in said else "disputed"
    return min(said, key=STATUSES.index)


def _point(told: PairedEvent) -> int | None:
    """Return the day at which an event stands on a line of time, or None where only a year or the like is known."""
    if told.when is None:
        return None
    first, last = told.when
    if (last - first).days > _MONTH:
        day = told.published[0] if told.published else None
        return day.toordinal() - _EPOCH if day and first <= day <= last else None
    return first.toordinal() - _EPOCH


def _spans(event: Event) -> Iterable[tuple[str, Span]]:
    for span in event.trigger:
        yield "trigger", span
    for role in ("actor", "recipient", "instrument", "attribution"):
        for participant in getattr(event, role):
            if participant.text is not None:
                yield role, Span(participant.text, participant.start, participant.end)
    for role in ("time", "place"):
        if (words := getattr(event, role)) is not None:
            yield role, Span(words.text, words.start, words.end)


def _bearer(code: str) -> Entity | None:
    """Return whose code that of a country or international body is.

    >>> _bearer("IGO:UNO").id
    'igo-uno'
    """
    registry = load_registry()
    own = (entity for entity in registry.entities.values() if entity.code == code and entity.part_of is None)
    return registry.country(code) or next(own, None)


def _aliases(entity: Entity | None) -> list[str]:
    """Return all names of an entity in any language, by which it is searched."""
    if entity is None:
        return []
    return list(dict.fromkeys(name for names in entity.names.values() for name in names))
