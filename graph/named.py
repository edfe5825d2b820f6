"""The questions that are asked most, by name: actors, dyads, timeline, events, sources, contradictions.

They count events, not reports: what several reports tell is one. Unless a factuality is asked for, actors, dyads and
timeline count what is said to have happened and is not denied in the same document; events and sources count
everything. An event's day is the one told, else that of the document. Scores are means over events, of the mean of
their reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import permutations, product
from math import nan
from statistics import fmean

import pyoxigraph as ox

from ..ontology.errors import GraphError, nearest
from ..ontology.model import FACTUALITIES
from ..ontology.plover import load_plover
from ..ontology.vocabulary import FACTUALITY, type_iri
from .dates import days
from .lookup import codes, find_actors, find_places, names
from .query import Answer, Iri, Value
from .source import Place, Source, nodes, open_source, solutions

PERIODS = {"day": 10, "month": 7, "year": 4, "all": 0}
"""The periods that can be counted by, and how many characters of an ISO 8601 day name one."""

_COOPERATION, _CONFLICT = (1, 2), (3, 4)
_LISTED = 5000  # nodes that are named in a query; of more, what the graph has of all nodes is fetched at once


@dataclass(frozen=True, slots=True)
class Filters:
    """Which reports count. Actors and places are named as `find_actors` and `find_places` have it.

    `actor` acts, to `recipient` it is done, and `involving` is either. `type` is a PLOVER type, `factuality` one of
    the four, or "any". `first` and `last` are days, both included. `by` is a period of `PERIODS`, `language` that
    of names in the answer, `limit` the number of rows at most.
    """

    actor: str | None = None
    recipient: str | None = None
    involving: str | None = None
    type: str | None = None
    factuality: str | None = None
    place: str | None = None
    first: date | None = None
    last: date | None = None
    by: str = "month"
    language: str = "en"
    limit: int | None = None

    @property
    def participants(self) -> tuple[str | None, str | None, str | None]:
        """Who acts, who undergoes, and who is either."""
        return self.actor, self.recipient, self.involving


@dataclass(slots=True)
class _Report:
    """A report as the questions need it; things are IRIs, `day` and `last` ISO 8601 values or empty.

    `last` is the end of an interval that begins with `day`; else it is the same.
    """

    event: str
    type: str
    factuality: str
    score: float
    document: str
    day: str = ""
    last: str = ""
    actors: set[str] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield who acts towards whom; several actors who meet or agree without a recipient do it to each other."""
        if not self.recipients and load_plover().type(self.type).reciprocal:
            yield from permutations(sorted(self.actors), 2)
        else:
            yield from product(sorted(self.actors), sorted(self.recipients))


def named_query(source: Place, name: str, filters: Filters | None = None, *, base: str | None = None) -> Answer:
    """Return the answer to the question of a name (see `NAMED`) over a file, folder, endpoint or graph.

    Raises GraphError for an unknown name, actor, place, type, factuality or period, and where the source cannot be
    read.

    >>> from rdflib import Graph
    >>> named_query(Graph(), "dyads").columns
    ('actor', 'recipient', 'month', 'events', 'score', 'actor_id', 'recipient_id')
    """
    question = NAMED.get(name)
    if question is None:
        raise GraphError(f"no question has the name {name!r}{nearest(name, NAMED)}; known are {', '.join(NAMED)}")
    filters = filters or Filters()
    _check(filters)
    with open_source(source, base=base) as opened:
        found = question(opened, filters)
        return Answer(found.columns, found.rows[: filters.limit], opened.base)


def _check(filters: Filters) -> None:
    """Raise GraphError where a filter has a value that does not exist."""
    for what, value, allowed in (
        ("PLOVER type", filters.type, list(load_plover().types)),
        ("factuality", filters.factuality, [*FACTUALITIES, "any"]),
        ("period", filters.by, list(PERIODS)),
    ):
        if value is not None and value not in allowed:
            raise GraphError(f"unknown {what} {value!r}{nearest(value, allowed)}; known are {', '.join(allowed)}")
    if filters.first is not None and filters.last is not None and filters.first > filters.last:
        raise GraphError(f"the first day, {filters.first}, is after the last, {filters.last}")
    if filters.limit is not None and filters.limit < 0:
        raise GraphError(f"{filters.limit} is no number of rows")


# ---------------------------------------------------------------- the questions


def _actors(source: Source, filters: Filters) -> Answer:
    did: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    underwent: dict[str, set[str]] = defaultdict(set)
    for report in _happened(source, filters).values():
        for actor in report.actors:
            did[actor][report.event].append(report.score)
        for recipient in report.recipients:
            underwent[recipient].add(report.event)
    actors = did.keys() | underwent.keys()
    called, coded = names(source, actors, filters.language), codes(source, actors)
    rows = [
        (called[x], coded.get(x), len(did.get(x, ())), len(underwent.get(x, ())), _mean(did.get(x, {})), Iri(x))
        for x in actors
    ]
    rows.sort(key=lambda row: (-row[2] - row[3], row[0], row[5]))
    return Answer(("actor", "code", "events_by", "events_to", "score_by", "actor_id"), tuple(rows))


def _dyads(source: Source, filters: Filters) -> Answer:
    counted: dict[tuple[str, str, str], dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    reports = _happened(source, filters).values()
    by, to, either = (set(find_actors(source, who)) if who else None for who in filters.participants)
    for report in reports:
        for actor, recipient in report.pairs():
            # Somebody who acts together with the one asked for makes pairs too.
            if by and actor not in by or to and recipient not in to or either and not either & {actor, recipient}:
                continue
            counted[actor, recipient, _period(report.day, filters.by)][report.event].append(report.score)
    called = names(source, (node for pair in counted for node in pair[:2]), filters.language)
    rows: list[tuple[Value, ...]] = [
        (called[actor], called[recipient], when or None, len(events), _mean(events), Iri(actor), Iri(recipient))
        for (actor, recipient, when), events in counted.items()
    ]
    rows.sort(key=lambda row: (-int(row[3] or 0), str(row[0]), str(row[1]), str(row[2]), str(row[5]), str(row[6])))
    columns = ("actor", "recipient", filters.by, "events", "score", "actor_id", "recipient_id")
    return _without_all(Answer(columns, tuple(rows)))


def _timeline(source: Source, filters: Filters) -> Answer:
    counted: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    quads: dict[str, int] = {}
    for report in _happened(source, filters).values():
        counted[_period(report.day, filters.by)][report.event].append(report.score)
        quads[report.event] = load_plover().quad(report.type)
    rows = [
        (
            when or None,
            len(events),
            sum(quads[event] in _COOPERATION for event in events),
            sum(quads[event] in _CONFLICT for event in events),
            _mean(events),
        )
        for when, events in sorted(counted.items())
    ]
    return _without_all(Answer((filters.by, "events", "cooperation", "conflict", "score"), tuple(rows)))


def _events(source: Source, filters: Filters) -> Answer:
    reports = _reports(source, filters, details=True)
    by_event: dict[str, list[str]] = defaultdict(list)
    for iri, report in reports.items():
        by_event[report.event].append(iri)
    days_of = {event: min(filter(None, (reports[x].day for x in told)), default="") for event, told in by_event.items()}
    chosen = sorted(by_event, key=lambda event: (days_of[event], event))[: filters.limit]
    told = (reports[iri] for event in chosen for iri in by_event[event])
    things = (node for report in told for node in report.actors | report.recipients | report.places)
    called = names(source, things, filters.language)

    def row(event: str) -> tuple[Value, ...]:
        here = [reports[iri] for iri in sorted(by_event[event])]
        return (
            days_of[event] or None,
            here[0].type,
            _joined(called[node] for report in here for node in sorted(report.actors)),
            _joined(called[node] for report in here for node in sorted(report.recipients)),
            _joined(sorted(report.factuality for report in here)),
            _joined(called[node] for report in here for node in sorted(report.places)),
            len(here),
            len({report.document for report in here}),
            _joined(words for report in here for words in sorted(report.words)),
            Iri(event),
        )

    columns = ("day", "type", "actor", "recipient", "factuality", "place", "reports", "documents", "words", "event_id")
    return Answer(columns, tuple(map(row, chosen)))


def _sources(source: Source, filters: Filters) -> Answer:
    reports = _reports(source, filters)
    publishers = _publishers(source, reports.values())
    speakers = _values(source, reports, "tewn:attribution")
    called = names(source, (node for found in speakers.values() for node in found), filters.language)
    counted: dict[tuple[str, str], list[_Report]] = defaultdict(list)
    for iri, report in reports.items():
        counted["publisher", publishers.get(report.document, "")].append(report)
        for node in speakers.get(iri, ()):
            counted["speaker", called[node]].append(report)
    rows: list[tuple[Value, ...]] = [
        (
            name or None,
            kind,
            len({report.document for report in told}),
            len(told),
            len({report.event for report in told}),
            sum(report.factuality == "negated" for report in told),
        )
        for (kind, name), told in counted.items()
    ]
    rows.sort(key=lambda row: (str(row[1]), -int(row[3] or 0), str(row[0])))
    return Answer(("source", "kind", "documents", "reports", "events", "denials"), tuple(rows))


def _contradictions(source: Source, filters: Filters) -> Answer:
    by_event: dict[str, list[str]] = defaultdict(list)
    reports = _reports(source, filters)
    for iri, report in reports.items():
        by_event[report.event].append(iri)
    both = {"actual", "negated"}
    chosen = [event for event, told in by_event.items() if both <= {reports[iri].factuality for iri in told}]
    told = [iri for event in chosen for iri in by_event[event]]
    speakers = _values(source, told, "tewn:attribution")
    publishers = _publishers(source, (reports[iri] for iri in told))
    people = (node for iri in told for node in reports[iri].actors | reports[iri].recipients)
    called = names(source, [*people, *(node for found in speakers.values() for node in found)], filters.language)

    def who(event: str, factuality: str) -> str:
        said = (iri for iri in sorted(by_event[event]) if reports[iri].factuality == factuality)
        return _joined(name for iri in said for name in _sayers(reports[iri], speakers.get(iri), called, publishers))

    def row(event: str) -> tuple[Value, ...]:
        here = [reports[iri] for iri in sorted(by_event[event])]
        return (
            min((report.day for report in here if report.day), default=None),
            here[0].type,
            _joined(called[node] for report in here for node in sorted(report.actors)),
            _joined(called[node] for report in here for node in sorted(report.recipients)),
            who(event, "actual"),
            who(event, "negated"),
            Iri(event),
        )

    rows = sorted(map(row, chosen), key=lambda row: (str(row[0]), str(row[6])))
    return Answer(("day", "type", "actor", "recipient", "affirmed_by", "denied_by", "event_id"), tuple(rows))


NAMED: Mapping[str, Callable[[Source, Filters], Answer]] = {
    "actors": _actors,
    "dyads": _dyads,
    "timeline": _timeline,
    "events": _events,
    "sources": _sources,
    "contradictions": _contradictions,
}
"""The questions by name."""


# ---------------------------------------------------------------- fetching


def _happened(source: Source, filters: Filters) -> dict[str, _Report]:
    """Return the reports of what happened, undenied in their documents, or those of the factuality asked for."""
    reports = _reports(source, filters, "actual")
    if filters.factuality is not None:
        return reports
    denied = solutions(source, "SELECT ?event ?doc { ?denial tewn:disputes ?event ; prov:wasDerivedFrom ?doc }")
    disputed = {(row["event"].value, row["doc"].value) for row in denied}
    return {iri: report for iri, report in reports.items() if (report.event, report.document) not in disputed}


def _reports(
    source: Source, filters: Filters, default: str | None = None, *, details: bool = False
) -> dict[str, _Report]:
    """Return the reports that the filters choose, with `details` their places and the words for the action too."""
    factuality = filters.factuality or default or "any"
    more = "OPTIONAL { ?report tewn:reportedPlace ?place } OPTIONAL { ?report tewn:evidence/nif:anchorOf ?words }"
    patterns, bound = _chosen(source, filters)
    query = f"""SELECT ?report ?event ?type ?told ?score ?when ?doc ?actor ?recipient ?place ?words {{
        {patterns}
        ?report tewn:reports ?event ; tewn:reportedType ?type ; tewn:score ?score .
        ?report prov:wasDerivedFrom ?doc ; tewn:factuality ?told .
        OPTIONAL {{ ?report tewn:time ?when }} OPTIONAL {{ ?report tewn:reportedActor ?actor }}
        OPTIONAL {{ ?report tewn:reportedRecipient ?recipient }} {more if details else ""} }}"""
    found: dict[str, _Report] = {}
    if factuality != "any":
        bound["told"] = nodes([FACTUALITY[factuality]])
    for row in solutions(source, query, bound):
        iri = row["report"].value
        report = found.get(iri)
        if report is None:
            said = _end(row["told"].value)
            score, type = _number(row["score"], iri), _type(row["type"], iri)
            report = _Report(row["event"].value, type, said, score, row["doc"].value)
            report.day = report.last = row["when"].value if row["when"] is not None else ""
            found[iri] = report
        for name, values in (
            ("actor", report.actors),
            ("recipient", report.recipients),
            ("place", report.places),
            ("words", report.words),
        ):
            if row[name] is not None:
                values.add(row[name].value)
    # Asked for apart: an event that many documents tell of stands in the graph of each of them, and would multiply.
    ends = solutions(source, "SELECT ?event ?end { ?event sem:hasEndTimeStamp ?end }")
    last = {row["event"].value: row["end"].value for row in ends}
    for report in found.values():
        report.last = last.get(report.event, report.last)
    return {iri: report for iri, report in found.items() if _is_within(report, filters)}


def _type(value: object, report: str) -> str:
    type = _end(value.value) if isinstance(value, ox.NamedNode) else str(value)
    if type not in load_plover().types:
        raise GraphError(f"{report} is of the type {type!r}, which this version of tewn does not know")
    return type


def _number(value: object, report: str) -> float:
    try:
        return float(value.value) if isinstance(value, ox.Literal) else nan
    except ValueError:
        raise GraphError(f"{report} has the score {value}, which is no number") from None


def _chosen(source: Source, filters: Filters) -> tuple[str, dict[str, Sequence[ox.NamedNode | ox.Literal]]]:
    """Return the patterns that choose the reports, and what their variables are bound to."""
    patterns: list[str] = []
    bound: dict[str, Sequence[ox.NamedNode | ox.Literal]] = {}
    paths = ("tewn:reportedActor", "tewn:reportedRecipient", "tewn:reportedActor|tewn:reportedRecipient")
    for number, (who, path) in enumerate(zip(filters.participants, paths, strict=True)):
        if who is not None:
            patterns.append(f"?report {path} ?who{number} .")
            bound[f"who{number}"] = nodes(find_actors(source, who))
    if filters.place is not None:
        patterns.append("?report tewn:reportedPlace ?where .")
        bound["where"] = nodes(find_places(source, filters.place))
    if filters.type is not None:
        bound["type"] = nodes([type_iri(filters.type)])
    return "\n        ".join(patterns), bound


def _is_within(report: _Report, filters: Filters) -> bool:
    if filters.first is None and filters.last is None:
        return True
    found = days(f"{report.day}/{report.last}")
    if found is None:
        return False
    return (filters.first is None or found[1] >= filters.first) and (filters.last is None or found[0] <= filters.last)


def _values(source: Source, asked: Iterable[str], path: str) -> dict[str, list[str]]:
    """Return the values that a path leads to from each of some nodes, sorted; nodes without one are left out."""
    wanted = sorted(set(asked))
    if not wanted:
        return {}
    bound = {"node": nodes(wanted)} if len(wanted) <= _LISTED else {}
    found: dict[str, set[str]] = {node: set() for node in wanted}
    for row in solutions(source, f"SELECT DISTINCT ?node ?x {{ ?node {path} ?x }}", bound):
        if row["node"].value in found:
            found[row["node"].value].add(row["x"].value)
    return {node: sorted(values) for node, values in found.items() if values}


def _publishers(source: Source, reports: Iterable[_Report]) -> dict[str, str]:
    """Return the name of the publisher of each document that has one."""
    found = _values(source, (report.document for report in reports), "schema:publisher")
    called = _values(source, (publisher for some in found.values() for publisher in some), "schema:name")
    return {document: called[some[0]][0] for document, some in found.items() if some[0] in called}


# ---------------------------------------------------------------- putting together


def _sayers(
    report: _Report, speakers: list[str] | None, called: Mapping[str, str], publishers: Mapping[str, str]
) -> list[str]:
    """Return who says what a report says: who it is attributed to, else the publisher, else the document's name."""
    if speakers:
        return [called[node] for node in speakers]
    return [publishers.get(report.document) or _end(report.document)]


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(words))


def _mean(events: Mapping[str, list[float]]) -> float | None:
    return round(fmean(fmean(scores) for scores in events.values()), 2) if events else None


def _period(day: str, by: str) -> str:
    return day[: PERIODS[by]]


def _end(iri: str) -> str:
    return iri.rpartition("/")[2]


def _without_all(answer: Answer) -> Answer:
    """Leave out the column of the period where all periods are counted together."""
    if "all" not in answer.columns:
        return answer
    at = answer.columns.index("all")
    rows = tuple(row[:at] + row[at + 1 :] for row in answer.rows)
    return Answer(answer.columns[:at] + answer.columns[at + 1 :], rows)
