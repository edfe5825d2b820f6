"""Events as a network: actors and places joined by events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import networkx as nx  # type: ignore[import-untyped]

from ..ontology.errors import GraphError, nearest
from ..ontology.model import Document, Event, Location, Participant
from .claims import Pair
from .identity import actor_label, actor_name, country_and_sector, place_name
from .merge import MergedEvent
from .paired import COOPERATION, PairedEvent, paired_events

_KINDS = ("events", "dyads")


def to_networkx(
    events: Iterable[Event], documents: Iterable[Document] = (), *, kind: Literal["events", "dyads"] = "events"
) -> nx.MultiDiGraph | nx.DiGraph:
    """Return the network of events: an edge from each actor to each recipient for each merged event.

    Documents give the days of publication, which tell events apart and date the reports. With `kind="dyads"`
    it is the weighted network of `dyads`; what follows is said of the other.

    A node is `actor:…`, `place:…` or `unnamed:…`, and its attribute `kind` says which. Actors
    have `label`, `code`, `country`, `sector`, `entity` and `names` (all words used for them);
    places have `label`, `entity`, `latitude` and `longitude`.

    Where no actor is named, the edge starts from a node of kind `unnamed` that belongs to this
    event alone. Where no recipient is named, it ends at the place of the event, or else at
    such a node. Several actors who meet, agree or cooperate without a recipient do it to
    each other.

    The key of an edge is the event's id (`id/2` and so on for its further edges). Its attributes are those of
    the merged event, with `actors`, `recipients`, `instruments` and `attributions` as labels; of what each report
    has its own, such as `document`, `trigger`, `factuality` and `rule`, those of the first; and

    - `plain`: whether a report says it to have happened, and nothing in the same document denies it;
    - `reports` and `documents`: how many tell it; `records`: the ids of the event records;
    - `factualities`: those of all reports, in alphabetical order;
    - `first_report` and `last_report`: the days of publication, ISO 8601, None where not known.

    Raises GraphError where a record is faulty or does not fit its document, and for an unknown kind.

    >>> from tewn.ontology.model import Span
    >>> camp = Participant("the camp", 4, 12, "IRQ-CVL")
    >>> event = Event("e1", "d1", "en", 0, "ASSAULT", None, (), "190", 4, -9.0, "actual",
    ...     (Span("hit", 0, 3),), "hit", (), (camp,), (), (), None, None, "en.assault.hit")
    >>> [data["kind"] for _, data in to_networkx([event]).nodes(data=True)]
    ['actor', 'unnamed']
    """
    if kind not in _KINDS:
        raise GraphError(f"unknown kind of network {kind!r}{nearest(kind, _KINDS)}; known are {' and '.join(_KINDS)}")
    if kind == "dyads":
        return dyads(events, documents)
    network = nx.MultiDiGraph()
    for told in paired_events(events, documents):
        event = told.event
        if event.place:
            _add_place(network, event.place)
        _add_actors(network, event)
        attributes = _attributes(told)
        for number, pair in enumerate(told.pairs, 1):
            source, target = _ends(network, event, pair)
            key = event.id if number == 1 else f"{event.id}/{number}"
            network.add_edge(source, target, key=key, **attributes, plain=pair in told.plain)
    return network


def dyads(events: Iterable[Event], documents: Iterable[Document] = (), *, all: bool = False) -> nx.DiGraph:
    """Return who acts towards whom: one edge for each pair of named actors, their merged events counted.

    Only what is said to have happened and is not denied in the same document counts, or everything
    with `all`. Nodes are those of `to_networkx`. Edge attributes:

    - `weight`: number of events; `cooperation` and `conflict`: how many of them are of PLOVER's quad classes
      1 and 2 (verbal and material cooperation), and 3 and 4 (verbal and material conflict);
    - `score`: the mean of their scores, -10 (conflict) to 10 (cooperation);
    - `types`: number by PLOVER type; `events`: the ids of the merged events;
    - `first` and `last`: the days, ISO 8601, between which they lie, by the time told or else by the day of the
      first report; None where nothing dates them.

    Raises GraphError where a record is faulty or does not fit its document.
    """
    network = nx.DiGraph()
    for told in paired_events(events, documents):
        for pair in told.pairs:
            if pair.actor and pair.recipient and (all or pair in told.plain):
                _add_actors(network, told.event, pair.actor, pair.recipient)
                _count(network, (actor_node(pair.actor), actor_node(pair.recipient)), told)
    return network


def _count(network: nx.DiGraph, ends: tuple[str, str], told: PairedEvent) -> None:
    if not network.has_edge(*ends):
        network.add_edge(
            *ends, weight=0, score=0.0, cooperation=0, conflict=0, types={}, events=[], first=None, last=None
        )
    edge, event = network.edges[ends], told.event
    edge["score"] = (edge["score"] * edge["weight"] + event.score) / (edge["weight"] + 1)
    edge["weight"] += 1
    edge["cooperation" if event.quad in COOPERATION else "conflict"] += 1
    edge["types"][event.type] = edge["types"].get(event.type, 0) + 1
    edge["events"].append(event.id)
    if told.when:
        first, last = (day.isoformat() for day in told.when)
        edge["first"] = min(edge["first"] or first, first)
        edge["last"] = max(edge["last"] or last, last)


def _ends(network: nx.MultiDiGraph, event: MergedEvent, pair: Pair) -> tuple[str, str]:
    source = actor_node(pair.actor) if pair.actor else _unnamed(network, event, "actor")
    if pair.recipient:
        return source, actor_node(pair.recipient)
    return source, _place(event.place) if event.place else _unnamed(network, event, "recipient")


def actor_node(participant: Participant) -> str:
    """Return the node of a participant.

    >>> actor_node(Participant("Iran", 0, 4, "IRN-GOV", "irn"))
    'actor:irn'
    """
    return f"actor:{actor_name(participant)}"


def _place(place: Location) -> str:
    return f"place:{place_name(place)}"


def _unnamed(network: nx.MultiDiGraph, event: MergedEvent, role: str) -> str:
    node = f"unnamed:{event.id}:{role}"
    network.add_node(node, kind="unnamed", label="")
    return node


def _add_actors(network: nx.DiGraph, event: MergedEvent, *chosen: Participant) -> None:
    """Add those who act and undergo, or the chosen ones of them, with the words that each report has for them."""
    for participant in chosen or (*event.actor, *event.recipient):
        _add_actor(network, participant)
    for report in event.reports:
        for participant in (*report.actor, *report.recipient):
            node = actor_node(participant)
            if participant.text and node in network and participant.text not in network.nodes[node]["names"]:
                network.nodes[node]["names"] += (participant.text,)


def _add_actor(network: nx.DiGraph, participant: Participant) -> None:
    node = actor_node(participant)
    if node not in network:
        country, sector = country_and_sector(participant.code)
        network.add_node(
            node,
            kind="actor",
            label=actor_label(participant),
            code=participant.code,
            country=country,
            sector=sector,
            entity=participant.entity,
            names=(),
        )


def _add_place(network: nx.MultiDiGraph, place: Location) -> None:
    node = _place(place)
    known = network.nodes[node] if node in network else {}
    if known.get("latitude") is None:
        network.add_node(
            node,
            kind="place",
            label=known.get("label", place.text),
            entity=place.entity,
            latitude=place.latitude,
            longitude=place.longitude,
        )


def _attributes(told: PairedEvent) -> dict[str, Any]:
    event, first = told.event, told.event.reports[0]
    published = told.published
    sources = (actor_label(source) for report in event.reports for source in report.attribution)
    return {
        "event": event.id,
        "document": first.document,
        "language": first.language,
        "sentence": first.sentence,
        "type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "factuality": first.factuality,
        "factualities": tuple(sorted({report.factuality for report in event.reports})),
        "trigger": tuple(span.text for span in first.trigger),
        "offsets": tuple(f"{span.start}-{span.end}" for span in first.trigger),
        "lemma": first.lemma,
        "actors": tuple(map(actor_label, event.actor)),
        "recipients": tuple(map(actor_label, event.recipient)),
        "instruments": tuple(map(actor_label, event.instrument)),
        "attributions": tuple(dict.fromkeys(sources)),
        "time": event.time,
        "place": _place(event.place) if event.place else None,
        "rule": first.rule,
        "reports": len(event.reports),
        "documents": len({report.document for report in event.reports}),
        "records": tuple(report.id for report in event.reports),
        "first_report": published[0].isoformat() if published else None,
        "last_report": published[1].isoformat() if published else None,
    }
