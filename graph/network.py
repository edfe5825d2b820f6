"""Events as a network: actors and places joined by events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

from ..ontology.model import Event, Location, Participant
from .check import require_sound
from .claims import Pair, pairs, plain
from .identity import actor_label, actor_name, country_and_sector, place_name


def to_networkx(events: Iterable[Event]) -> nx.MultiDiGraph:
    """Return the network of events: an edge from each actor to each recipient.

    A node is `actor:…`, `place:…` or `unnamed:…`, and its attribute `kind` says which. Actors
    have `label`, `code`, `country`, `sector`, `entity` and `names` (all words used for them);
    places have `label`, `entity`, `latitude` and `longitude`.

    Where no actor is named, the edge starts from a node of kind `unnamed` that belongs to this
    event alone. Where no recipient is named, it ends at the place of the event, or else at
    such a node. Several actors who meet, agree or cooperate without a recipient do it to
    each other.

    The key of an edge is the event's id (`id/2` and so on for its further edges). Its attributes
    are those of the event, with `actors`, `recipients`, `instruments` and `attributions` as labels,
    and `plain`: whether the event is said to have happened and not denied in the same document.

    Raises GraphError where a record is faulty.

    >>> from tewn.ontology.model import Span
    >>> camp = Participant("the camp", 4, 12, "IRQ-CVL")
    >>> event = Event("e1", "d1", "en", 0, "ASSAULT", None, (), "190", 4, -9.0, "actual",
    ...     (Span("hit", 0, 3),), "hit", (), (camp,), (), (), None, None, "en.assault.hit")
    >>> [data["kind"] for _, data in to_networkx([event]).nodes(data=True)]
    ['actor', 'unnamed']
    """
    events = _in_order(events)
    network = nx.MultiDiGraph()
    said = {(event.id, pair) for event, pair in plain(events)}
    for event in events:
        if event.place:
            _add_place(network, event.place)
        for participant in (*event.actor, *event.recipient):
            _add_actor(network, participant)
        attributes = _attributes(event)
        for number, pair in enumerate(pairs(event), 1):
            source, target = _ends(network, event, pair)
            key = event.id if number == 1 else f"{event.id}/{number}"
            network.add_edge(source, target, key=key, **attributes, plain=(event.id, pair) in said)
    return network


def dyads(events: Iterable[Event], *, all: bool = False) -> nx.DiGraph:
    """Return who acts towards whom: one edge for each pair of named actors, their events counted.

    Only what is said to have happened and is not denied in the same document counts, or everything
    with `all`. Edge attributes: `weight` (number of events), `score` (their mean, -10 to 10),
    `types` (number by PLOVER type), `events` (their ids). Nodes are those of `to_networkx`.

    Raises GraphError where a record is faulty.
    """
    events = _in_order(events)
    chosen = ((event, pair) for event in events for pair in pairs(event)) if all else plain(events)
    network = nx.DiGraph()
    for event, pair in chosen:
        if pair.actor and pair.recipient:
            ends = _add_actor(network, pair.actor), _add_actor(network, pair.recipient)
            _count(network, ends, event)
    return network


def _in_order(events: Iterable[Event]) -> list[Event]:
    events = list(events)
    require_sound(events, ())
    unique = {event.id: event for event in events}.values()
    return sorted(unique, key=lambda e: (e.document, e.sentence, e.trigger[0].start, e.id))


def _count(network: nx.DiGraph, ends: tuple[str, str], event: Event) -> None:
    if not network.has_edge(*ends):
        network.add_edge(*ends, weight=0, score=0.0, types={}, events=[])
    edge = network.edges[ends]
    if event.id in edge["events"][-1:]:
        return
    edge["score"] = (edge["score"] * edge["weight"] + event.score) / (edge["weight"] + 1)
    edge["weight"] += 1
    edge["types"][event.type] = edge["types"].get(event.type, 0) + 1
    edge["events"].append(event.id)


def _ends(network: nx.MultiDiGraph, event: Event, pair: Pair) -> tuple[str, str]:
    source = _actor(pair.actor) if pair.actor else _unnamed(network, event, "actor")
    if pair.recipient:
        return source, _actor(pair.recipient)
    return source, _place(event.place) if event.place else _unnamed(network, event, "recipient")


def _actor(participant: Participant) -> str:
    return f"actor:{actor_name(participant)}"


def _place(place: Location) -> str:
    return f"place:{place_name(place)}"


def _unnamed(network: nx.MultiDiGraph, event: Event, role: str) -> str:
    node = f"unnamed:{event.id}:{role}"
    network.add_node(node, kind="unnamed", label="")
    return node


def _add_actor(network: nx.DiGraph, participant: Participant) -> str:
    node = _actor(participant)
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
    names = network.nodes[node]["names"]
    if participant.text and participant.text not in names:
        network.nodes[node]["names"] = (*names, participant.text)
    return node


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


def _attributes(event: Event) -> dict[str, Any]:
    return {
        "event": event.id,
        "document": event.document,
        "language": event.language,
        "sentence": event.sentence,
        "type": event.type,
        "mode": event.mode,
        "contexts": event.contexts,
        "cameo": event.cameo,
        "quad": event.quad,
        "score": event.score,
        "factuality": event.factuality,
        "trigger": tuple(span.text for span in event.trigger),
        "offsets": tuple(f"{span.start}-{span.end}" for span in event.trigger),
        "lemma": event.lemma,
        "actors": tuple(map(actor_label, event.actor)),
        "recipients": tuple(map(actor_label, event.recipient)),
        "instruments": tuple(map(actor_label, event.instrument)),
        "attributions": tuple(map(actor_label, event.attribution)),
        "time": event.time.value if event.time else None,
        "place": _place(event.place) if event.place else None,
        "rule": event.rule,
    }
