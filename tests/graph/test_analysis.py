"""Rankings, communities and balances over time."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
import pytest

from tewn.graph import (
    Balance,
    Community,
    balance,
    balance_by_dyad,
    communities,
    dyads,
    ranking,
    to_networkx,
)
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Participant, Span, TimeExpression
from tewn.ontology.plover import load_plover

TURKEY, IRAN, IRAQ = (
    Participant("x", 0, 1, f"{code}-GOV", code.lower(), label)
    for code, label in (("TUR", "Türkiye"), ("IRN", "Iran"), ("IRQ", "Iraq"))
)
ARMY = Participant("x", 0, 1, "IRN-MIL", "irn-irgc", "IRGC")
SYRIA, RUSSIA = (Participant("x", 0, 1, f"{code}-GOV", code.lower(), code) for code in ("SYR", "RUS"))
UNITED_NATIONS = Participant("x", 0, 1, "IGO:UNO", "igo-un", "UN")


def tell(id: str, type: str, actor: Participant | None, recipient: Participant | None, /, **fields: Any) -> Event:
    """An event in a document of its own, so that no two are one unless time and participants say so."""
    plover = load_plover()
    time = fields.pop("time", None)
    event = Event(
        id=id,
        document=f"d-{id}",
        language="en",
        sentence=0,
        type=type,
        mode=None,
        contexts=(),
        cameo=plover.to_cameo(type, None),
        quad=plover.quad(type),
        score=plover.score(type, None),
        factuality="actual",
        trigger=(Span("x", 0, 1),),
        lemma="x",
        actor=(actor,) if actor else (),
        recipient=(recipient,) if recipient else (),
        instrument=(),
        attribution=(),
        time=TimeExpression("x", 0, 1, time) if time else None,
        place=None,
        rule=f"en.{type.lower()}.test",
    )
    return replace(event, **fields)


def document(id: str, day: date | None) -> Document:
    return Document(f"d-{id}", "x", day)


@pytest.fixture(scope="module")
def alliances() -> list[Event]:
    """Two pairs of allies, and a war of everyone in the one with everyone in the other."""
    allies = [(TURKEY, IRAQ), (SYRIA, RUSSIA)]
    friendly = [tell(f"a{i}{n}", "AID", *pair) for i, pair in enumerate(allies) for n in range(2)]
    hostile = [
        tell(f"h{i}{j}{n}", "ASSAULT", one, other)
        for i, one in enumerate(allies[0])
        for j, other in enumerate(allies[1])
        for n in range(3)
    ]
    return [*friendly, *hostile, tell("p", "PROTEST", IRAN, None)]


# ---------------------------------------------------------------- ranking


def test_ranking_counts_events_and_orders_by_pagerank() -> None:
    events = [tell("1", "ACCUSE", IRAN, TURKEY), tell("2", "AID", IRAN, TURKEY), tell("3", "AID", IRAQ, TURKEY)]
    first, *others = ranking(dyads(events))
    assert (first.node, first.label, first.code) == ("actor:tur", "Türkiye", "TUR-GOV")
    assert (first.acted, first.received) == (0, 3)
    assert [(rank.node, rank.acted, rank.received) for rank in others] == [("actor:irn", 2, 0), ("actor:irq", 1, 0)]
    assert others[0].pagerank == others[1].pagerank < first.pagerank
    assert sum(rank.pagerank for rank in (first, *others)) == pytest.approx(1)


def test_pagerank_is_that_of_networkx(alliances: list[Event]) -> None:
    network = dyads(alliances)
    expected = nx.pagerank(network, weight="weight")
    assert {rank.node: rank.pagerank for rank in ranking(network)} == pytest.approx(expected)


def test_ranking_by_what_actors_do(alliances: list[Event]) -> None:
    found = ranking(dyads(alliances), by="acted")
    assert [rank.acted for rank in found] == [8, 6, 2, 0]
    assert found[0].node == "actor:tur"
    with pytest.raises(GraphError, match=r"unknown order of a ranking 'recieved' \(did you mean 'received'\?\)"):
        ranking(dyads(alliances), by="recieved")  # type: ignore[arg-type]


def test_ranking_of_a_network_of_events_leaves_out_who_is_not_named() -> None:
    events = [tell("1", "ASSAULT", None, TURKEY), tell("2", "AID", IRAN, TURKEY), tell("3", "AID", IRAN, TURKEY)]
    found = ranking(to_networkx(events))
    assert [(rank.node, rank.acted, rank.received) for rank in found] == [("actor:tur", 0, 2), ("actor:irn", 2, 0)]


def test_pagerank_without_scipy_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    with pytest.raises(GraphError, match=r"PageRank needs the package scipy: pip install 'tewn\[analysis\]'"):
        ranking(dyads([tell("1", "AID", IRAN, TURKEY)]))


# ---------------------------------------------------------------- communities


def test_allies_are_a_community_and_enemies_are_not(alliances: list[Event]) -> None:
    assert communities(dyads(alliances)) == (
        Community(("actor:irq", "actor:tur"), ("Iraq", "Türkiye"), 2),
        Community(("actor:rus", "actor:syr"), ("RUS", "SYR"), 2),
    )


def test_by_conflict_enemies_are_a_community(alliances: list[Event]) -> None:
    found = communities(dyads(alliances), relation="conflict")
    allies = [{"actor:irq", "actor:tur"}, {"actor:rus", "actor:syr"}]
    assert found and not any(set(community.members) in allies for community in found)
    assert sum(len(community.members) for community in found) == 4


def test_by_everything_war_outweighs_aid(alliances: list[Event]) -> None:
    assert [c.members for c in communities(dyads(alliances), relation="all")] != [
        c.members for c in communities(dyads(alliances))
    ]


def test_cooperation_counts_in_both_directions() -> None:
    events = [tell("1", "AID", IRAN, IRAQ), tell("2", "AID", IRAQ, IRAN), tell("3", "AID", IRAN, IRAN)]
    (found,) = communities(dyads(events))
    assert (found.members, found.events) == (("actor:irn", "actor:irq"), 2)


def test_higher_resolution_gives_smaller_groups() -> None:
    people = [TURKEY, IRAN, IRAQ, SYRIA]
    events = [tell(f"{i}", "AID", people[i], people[i + 1]) for i in range(3)]
    assert len(communities(dyads(events), resolution=0.1)) == 1
    assert len(communities(dyads(events), resolution=5)) == 4


def test_communities_need_dyads(alliances: list[Event]) -> None:
    with pytest.raises(GraphError, match="network of dyads"):
        communities(to_networkx(alliances))
    with pytest.raises(GraphError, match="unknown relation 'cooperate'"):
        communities(dyads(alliances), relation="cooperate")  # type: ignore[arg-type]


# ---------------------------------------------------------------- balance


def test_balance_counts_by_month() -> None:
    events = [
        tell("1", "AID", IRAN, IRAQ, time="2021-03-02", score=8.0),
        tell("2", "ASSAULT", IRAN, TURKEY, time="2021-03", score=-9.0),
        tell("3", "ACCUSE", TURKEY, IRAN, time="2021-02-28", score=-2.0),
        tell("4", "CONSULT", TURKEY, IRAQ, time="2021-03-31", score=2.5),
    ]
    assert balance(events) == (
        Balance("2021-02", 0, 1, -2.0, -2.0),
        Balance("2021-03", 2, 1, 1.5, 0.5),
    )


@pytest.mark.parametrize(
    ("unit", "periods"),
    [
        ("day", ["2020-12-31", "2021-01-01", "2021-01-04"]),
        ("week", ["2020-W53", "2021-W01"]),
        ("month", ["2020-12", "2021-01"]),
        ("year", ["2020", "2021"]),
    ],
)
def test_periods_are_those_of_iso_8601(unit: Any, periods: list[str]) -> None:
    events = [tell(day, "AID", IRAN, IRAQ, time=day) for day in ("2021-01-04", "2021-01-01", "2020-12-31")]
    assert [row.period for row in balance(events, unit=unit)] == periods


@pytest.mark.parametrize(
    ("time", "published", "period"),
    [
        (None, date(2021, 3, 14), "2021-03"),  # nothing told: the day of publication
        ("2021-02", date(2021, 3, 14), "2021-02"),
        ("2021", date(2021, 3, 14), "2021-03"),  # "this year"
        ("2015", date(2021, 3, 14), None),  # some day six years ago is not this month
        ("2021-03-15/2021-03-21", date(2021, 1, 1), "2021-03"),
        ("2021-03-29/2021-04-04", date(2021, 1, 1), None),  # a week in two months
        ("P2D", date(2021, 3, 14), "2021-03"),  # no date at all
        ("2015", None, None),
        (None, None, None),
    ],
)
def test_period_of_an_event(time: str | None, published: date | None, period: str | None) -> None:
    (row,) = balance([tell("1", "AID", IRAN, IRAQ, time=time)], [document("1", published)])
    assert (row.period, row.cooperation) == (period, 1)


def test_events_without_time_come_last() -> None:
    events = [tell("1", "AID", IRAN, IRAQ), tell("2", "AID", IRAN, IRAQ, time="2021-03-02")]
    assert [row.period for row in balance(events)] == ["2021-03", None]


def test_event_told_by_two_documents_counts_once() -> None:
    events = [tell(id, "AID", IRAN, IRAQ, time="2021-03-02") for id in ("1", "2")]
    (row,) = balance(events)
    assert (row.cooperation, row.total) == (1, events[0].score)


def test_what_is_denied_or_to_come_counts_only_with_all() -> None:
    events = [
        tell("1", "ASSAULT", IRAN, IRAQ, time="2021-03-02"),
        tell("2", "ASSAULT", IRAN, IRAQ, time="2021-03-02", document="d-1", factuality="negated", sentence=1),
        tell("3", "AID", IRAN, IRAQ, time="2021-04", factuality="future"),
    ]
    assert balance(events) == ()
    assert [(row.period, row.cooperation, row.conflict) for row in balance(events, all=True)] == [
        ("2021-03", 0, 1),
        ("2021-04", 1, 0),
    ]


def test_event_that_names_nobody_counts() -> None:
    assert [row.conflict for row in balance([tell("1", "PROTEST", None, None)])] == [1]


@pytest.mark.parametrize(
    ("actor", "recipient", "conflict"),
    [
        ("actor:irn", None, 1),
        ("irn", None, 1),
        ("irn-irgc", None, 2),
        ("IRN", None, 3),
        ("IRN-MIL", None, 2),
        ("IR", None, None),
        ("IRN", "TUR", 1),
        ("TUR", "IRN", 0),
        (None, "IRQ", 2),
        (None, "IGO", 1),
        ("IGO:UNO", None, 0),
        ("sau", None, 0),
    ],
)
def test_balance_of_an_actor(actor: str | None, recipient: str | None, conflict: int | None) -> None:
    events = [
        tell("1", "ACCUSE", IRAN, IRAQ),
        tell("2", "ASSAULT", ARMY, IRAQ),
        tell("3", "ASSAULT", ARMY, TURKEY),
        tell("4", "ACCUSE", SYRIA, UNITED_NATIONS),
    ]
    if conflict is None:
        with pytest.raises(GraphError, match="'IR' is no actor"):
            balance(events, actor=actor)
    else:
        rows = balance(events, actor=actor, recipient=recipient)
        assert sum(row.conflict for row in rows) == conflict


def test_name_is_no_actor_and_the_message_says_what_is() -> None:
    with pytest.raises(GraphError, match=r"'Iran' is no actor: give a node \(actor:irn\)"):
        balance([], recipient="Iran")


def test_unknown_unit_is_refused() -> None:
    with pytest.raises(GraphError, match=r"unknown unit of time 'months' \(did you mean 'month'\?\)"):
        balance([], unit="months")  # type: ignore[arg-type]


def test_balance_by_dyad_has_a_row_for_each_direction(alliances: list[Event]) -> None:
    found = balance_by_dyad(
        [*alliances, tell("m", "CONSULT", IRAN, None, actor=(IRAN, IRAQ), time="2021")], unit="year"
    )
    by_ends = {(dyad.source, dyad.target): dyad for dyad in found}
    assert list(by_ends) == sorted(by_ends)
    meeting = by_ends["actor:irn", "actor:irq"]
    assert (meeting.source_label, meeting.target_label) == ("Iran", "Iraq")
    assert [row.period for row in meeting.periods] == ["2021"]
    assert by_ends["actor:irq", "actor:irn"].periods == meeting.periods
    assert by_ends["actor:tur", "actor:syr"].periods == (Balance(None, 0, 3, -27.0, -9.0),)


def test_balance_by_dyad_counts_what_the_dyads_hold(alliances: list[Event]) -> None:
    network = dyads(alliances)
    counts = {
        (dyad.source, dyad.target): sum(row.cooperation + row.conflict for row in dyad.periods)
        for dyad in balance_by_dyad(alliances)
    }
    assert counts == {(source, target): weight for source, target, weight in network.edges(data="weight")}


# ---------------------------------------------------------------- all of it


@pytest.mark.parametrize(
    "ask",
    [
        lambda events: ranking(dyads(events)),
        lambda events: communities(dyads(events)),
        lambda events: communities(dyads(events), relation="conflict"),
        balance,
        balance_by_dyad,
    ],
    ids=["ranking", "communities", "communities by conflict", "balance", "balance by dyad"],
)
def test_order_of_the_events_does_not_matter(alliances: list[Event], ask: Callable[[list[Event]], object]) -> None:
    expected = ask(alliances)
    assert expected
    for seed in range(5):
        shuffled = random.Random(seed).sample(alliances, len(alliances))
        assert ask(shuffled) == expected


def test_order_of_the_network_does_not_matter(alliances: list[Event]) -> None:
    network = dyads(alliances)
    reordered = nx.DiGraph()
    reordered.add_nodes_from(reversed(list(network.nodes(data=True))))
    reordered.add_edges_from(reversed(list(network.edges(data=True))))
    assert ranking(reordered) == ranking(network)
    assert communities(reordered) == communities(network)


def test_nothing_gives_nothing() -> None:
    found: list[tuple[object, ...]] = [ranking(dyads([])), communities(dyads([])), balance([]), balance_by_dyad([])]
    assert found == [()] * 4
