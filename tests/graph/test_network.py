"""Events as a network."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tewn.graph import dyads, to_networkx
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Event, Participant


def test_edge_carries_the_event(events: tuple[Event, ...]) -> None:
    network = to_networkx(events)
    ((source, target, key, data),) = (edge for edge in network.edges(keys=True, data=True) if edge[2] == "k1")
    assert source == "actor:ars-army"
    assert network.nodes[target]["label"] == "هێزەکانی دەلاوا"
    assert (key, data["type"], data["mode"], data["score"]) == ("k1", "ASSAULT", "heavy-weapons", -9.5)
    assert (data["place"], data["time"], data["factuality"]) == ("place:golan", "2026-11-19", "actual")
    assert data["trigger"] == ("هێرشی کردە سەر",)
    assert data["instruments"] == ("ڕۆکێت",)


def test_actor_node_knows_its_code_and_names(events: tuple[Event, ...]) -> None:
    node = to_networkx(events).nodes["actor:ars"]
    assert (node["kind"], node["code"], node["country"], node["sector"]) == ("actor", "ARS-GOV", "ARS", "GOV")
    assert node["names"] == ("ئاراستان",)


def test_place_node_has_coordinates(events: tuple[Event, ...]) -> None:
    node = to_networkx(events).nodes["place:golan"]
    assert (node["kind"], node["latitude"], node["longitude"]) == ("place", 36.19, 44.01)


def test_unnamed_actor_belongs_to_its_event_alone(events: tuple[Event, ...]) -> None:
    attack = next(event for event in events if event.id == "e1")
    network = to_networkx([attack, replace(attack, id="e9")])
    unnamed = [node for node, data in network.nodes(data=True) if data["kind"] == "unnamed"]
    assert unnamed == ["unnamed:e1:actor", "unnamed:e9:actor"]


def test_event_without_recipient_ends_at_its_place_or_nowhere(events: tuple[Event, ...]) -> None:
    placed = replace(events[0], recipient=())
    nowhere = replace(placed, id="n", place=None)
    network = to_networkx([placed, nowhere])
    assert network.has_edge("actor:ars-army", "place:golan", "k1")
    assert network.has_edge("actor:ars-army", "unnamed:n:recipient", "n")


def test_meeting_joins_its_actors_both_ways(events: tuple[Event, ...]) -> None:
    network = to_networkx(events)
    assert network.has_edge("actor:ald", "actor:mer", "e3")
    assert network.has_edge("actor:mer", "actor:ald", "e3/2")


def test_plain_marks_what_happened_undisputed(events: tuple[Event, ...]) -> None:
    plain = {key for *_, key, data in to_networkx(events).edges(keys=True, data=True) if data["plain"]}
    assert plain == {"k1", "e1", "e3", "e3/2"}


def test_dyads_count_what_happened_between_named_actors(events: tuple[Event, ...]) -> None:
    again = replace(events[0], id="k9", mode=None, score=-9.0, cameo="190")
    network = dyads([*events, again])
    ((_source, _target, data),) = (edge for edge in network.edges(data=True) if edge[0] == "actor:ars-army")
    assert (data["weight"], data["score"], data["types"]) == (2, -9.25, {"ASSAULT": 2})
    assert data["events"] == ["k1", "k9"]
    assert not network.has_edge("actor:ars", "actor:dlw-embassy")
    assert not any(node.startswith("unnamed") for node in network)


def test_dyads_of_all_events_hold_the_denied_ones_too(events: tuple[Event, ...]) -> None:
    assert dyads(events, all=True).edges["actor:ars", "actor:dlw-embassy"]["events"] == ["k2", "k3"]


def test_order_of_the_events_does_not_matter(events: tuple[Event, ...]) -> None:
    one, two = to_networkx(events), to_networkx(reversed(events))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))


def test_participant_without_words_is_labelled_by_its_code(events: tuple[Event, ...]) -> None:
    event = replace(events[0], actor=(Participant(None, None, None, "ARS-MIL"),))
    labels = {data["label"] for _, data in to_networkx([event]).nodes(data=True)}
    assert "ARS-MIL" in labels


def test_faulty_event_is_refused(events: tuple[Event, ...]) -> None:
    with pytest.raises(GraphError, match="unknown PLOVER type"):
        to_networkx([replace(events[0], type="X")])
