"""Events as a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from tewn.graph import Pair, dyads, to_networkx
from tewn.graph.merge import merge
from tewn.graph.paired import paired
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Participant, Span, TimeExpression


def edges_of(network: nx.MultiDiGraph, record: str) -> list[tuple[str, str, dict[str, Any]]]:
    """The edges of the merged event that a record is of."""
    return [(*ends, data) for *ends, data in network.edges(data=True) if record in data["records"]]


def event_record(id: str, actor: tuple[Participant, ...], recipient: tuple[Participant, ...]) -> Event:
    return Event(
        id, "d", "en", 0, "ASSAULT", None, (), "190", 4, -9.0, "actual", (Span("hit", 13, 16),), "hit",
        actor, recipient, (), (), None, None, "en.assault.hit",
    )  # fmt: skip


def names(network: nx.DiGraph) -> list[tuple[str, str]]:
    return sorted(network.edges())


def test_edge_carries_the_event(events: tuple[Event, ...]) -> None:
    network = to_networkx(events)
    ((source, target, data),) = edges_of(network, "k1")
    assert source == "actor:ars-army"
    assert network.nodes[target]["label"] == "هێزەکانی دەلاوا"
    assert network.has_edge(source, target, key=data["event"])
    assert (data["type"], data["mode"], data["score"]) == ("ASSAULT", "heavy-weapons", -9.5)
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
    network = to_networkx([attack, replace(attack, id="e9", document="other")])
    unnamed = [node for node, data in network.nodes(data=True) if data["kind"] == "unnamed"]
    assert unnamed == ["unnamed:e1:actor", "unnamed:e9:actor"]


def test_event_without_recipient_ends_at_its_place_or_nowhere(events: tuple[Event, ...]) -> None:
    placed = replace(events[0], recipient=())
    nowhere = replace(placed, id="n", document="n", place=None)
    network = to_networkx([placed, nowhere])
    assert names(network) == [("actor:ars-army", "place:golan"), ("actor:ars-army", "unnamed:n:recipient")]


def test_meeting_joins_its_actors_both_ways(events: tuple[Event, ...]) -> None:
    network = to_networkx(events)
    assert [edge[:2] for edge in edges_of(network, "e3")] == [("actor:ald", "actor:mer"), ("actor:mer", "actor:ald")]
    event = edges_of(network, "e3")[0][2]["event"]
    assert network.has_edge("actor:ald", "actor:mer", event)
    assert network.has_edge("actor:mer", "actor:ald", f"{event}/2")


def test_plain_marks_what_happened_undisputed(events: tuple[Event, ...]) -> None:
    plain = [data["records"] for *_, data in to_networkx(events).edges(data=True) if data["plain"]]
    assert sorted(plain) == [("e1",), ("e3",), ("e3",), ("k1",)]


# ---------------------------------------------------------------- merged events


def test_event_told_twice_is_one_edge_with_two_reports(
    events: tuple[Event, ...], documents: tuple[Document, ...]
) -> None:
    elsewhere = replace(documents[0], id="ckb-2", date=date(2026, 11, 25))
    again = replace(events[0], id="k9", document="ckb-2")
    network = to_networkx([events[0], again], [*documents, elsewhere])
    ((_, _, data),) = edges_of(network, "k9")
    assert (data["reports"], data["documents"], data["records"]) == (2, 2, ("k1", "k9"))
    assert (data["first_report"], data["last_report"]) == ("2026-11-20", "2026-11-25")
    assert dyads([events[0], again]).size(weight="weight") == 1


def test_reports_without_dated_documents_have_no_date(events: tuple[Event, ...]) -> None:
    ((_, _, data),) = edges_of(to_networkx(events[:1]), "k1")
    assert data["first_report"] is data["last_report"] is None
    ((*_, edge),) = dyads([replace(events[0], time=None)]).edges(data=True)
    assert edge["first"] is edge["last"] is None


def test_claim_and_denial_are_one_edge_that_is_not_plain(events: tuple[Event, ...]) -> None:
    ((source, target, data),) = edges_of(to_networkx(events), "k3")
    assert (source, target) == ("actor:ars", "actor:dlw-embassy")
    assert data["records"] == ("k2", "k3")
    assert (data["factuality"], data["factualities"], data["plain"]) == ("actual", ("actual", "negated"), False)
    assert data["attributions"] == ("وەزارەتی دەرەوەی دەلاوا", "Arastan")


def test_denied_by_another_document_stays_plain(events: tuple[Event, ...]) -> None:
    denial = replace(events[0], id="d", document="other", factuality="negated")
    ((*_, data),) = edges_of(to_networkx([events[0], denial]), "d")
    assert (data["factualities"], data["plain"]) == (("actual", "negated"), True)


def test_what_befell_stays_plain_where_only_who_did_it_is_denied(events: tuple[Event, ...]) -> None:
    befell = replace(events[1], id="k0", sentence=0, actor=())
    denial = replace(events[2], sentence=1)
    network = to_networkx([befell, denial])
    assert {(source, data["plain"]) for source, _, data in network.edges(data=True)} == {
        (f"unnamed:{edges_of(network, 'k0')[0][2]['event']}:actor", True),
        ("actor:ars", False),
    }
    assert dyads([befell, denial]).size() == 0


def test_definite_noun_takes_part_in_the_pair_of_its_event(events: tuple[Event, ...]) -> None:
    later = replace(events[0], id="k5", sentence=1, actor=(), time=None, place=None, definiteness="definite")
    network = to_networkx([events[0], later])
    assert [source for source, *_ in network.edges] == ["actor:ars-army"]
    assert edges_of(network, "k5")[0][2]["reports"] == 2


def test_halves_of_two_reports_make_a_pair(events: tuple[Event, ...]) -> None:
    who, whom = replace(events[1], id="a", recipient=()), replace(events[1], id="b", actor=())
    merged = replace(merge([events[1]])[0], reports=(who, whom))
    (pair,) = paired(merged, {"a": {Pair(who.actor[0], None)}, "b": {Pair(None, whom.recipient[0])}}, {}).plain
    assert (pair.actor, pair.recipient) == (events[1].actor[0], events[1].recipient[0])
    half = Pair(who.actor[0], None)
    assert paired(merged, {"a": {half}}, {}).plain == {half}


def test_state_and_its_army_are_one_actor_of_an_event() -> None:
    army = Participant("Turkish army", 0, 12, "TUR-MIL", "tur-armed-forces")
    state = Participant("Turkey", 20, 26, "TUR-GOV", "tur")
    village = Participant("a camp", 30, 36, "IRQ-REB", "irq-camp")
    first = event_record("t1", (state,), (village,))
    network = dyads([first, replace(first, id="t2", sentence=1, actor=(army,))])
    assert names(network) == [("actor:tur-armed-forces", "actor:irq-camp")]
    assert next(data["weight"] for *_, data in network.edges(data=True)) == 1


# ---------------------------------------------------------------- dyads


def test_dyads_count_what_happened_between_named_actors(events: tuple[Event, ...]) -> None:
    again = replace(events[0], id="k9", mode=None, score=-9.0, cameo="190", time=None, document="other")
    network = dyads([*events, again])
    ((_source, _target, data),) = (edge for edge in network.edges(data=True) if edge[0] == "actor:ars-army")
    assert (data["weight"], data["score"], data["types"]) == (2, -9.25, {"ASSAULT": 2})
    assert (data["cooperation"], data["conflict"]) == (0, 2)
    assert data["events"] == [event.id for event in merge([events[0], again])]
    assert not network.has_edge("actor:ars", "actor:dlw-embassy")
    assert not any(node.startswith("unnamed") for node in network)


def test_dyads_of_all_events_hold_the_denied_ones_too(events: tuple[Event, ...]) -> None:
    edge = dyads(events, all=True).edges["actor:ars", "actor:dlw-embassy"]
    assert edge["events"] == [merge(events[1:3])[0].id]


def test_dyads_know_their_first_and_last_day(events: tuple[Event, ...], documents: tuple[Document, ...]) -> None:
    month = replace(events[0], id="m", document="other", time=TimeExpression("x", 0, 1, "2026-09"))
    undated = replace(events[0], id="u", sentence=4, lemma="u", time=None)
    ((*_, data),) = dyads([undated, month], documents).edges(data=True)
    assert (data["first"], data["last"]) == ("2026-09-01", "2026-11-20")


def test_kind_chooses_the_network(events: tuple[Event, ...], documents: tuple[Document, ...]) -> None:
    chosen = to_networkx(events, documents, kind="dyads")
    assert nx.utils.graphs_equal(chosen, dyads(events, documents))
    with pytest.raises(GraphError, match=r"unknown kind of network 'dyad' \(did you mean 'dyads'\?\)"):
        to_networkx(events, kind="dyad")  # type: ignore[arg-type]


def test_dyads_are_the_plain_edges_between_named_actors_collapsed(events: tuple[Event, ...]) -> None:
    network = to_networkx(events)
    expected = nx.DiGraph()
    for source, target, data in network.edges(data=True):
        if data["plain"] and source.startswith("actor:") and target.startswith("actor:"):
            count = expected.get_edge_data(source, target, {"weight": 0})["weight"]
            expected.add_edge(source, target, weight=count + 1)
    assert nx.is_isomorphic(dyads(events), expected, edge_match=lambda one, other: one["weight"] == other["weight"])


@pytest.mark.parametrize("build", [to_networkx, dyads])
def test_document_that_does_not_fit_is_refused(
    events: tuple[Event, ...], documents: tuple[Document, ...], build: Callable[..., nx.DiGraph]
) -> None:
    with pytest.raises(GraphError, match="stands from"):
        build(events, [replace(documents[0], text="x" * 300)])


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
