"""Where actors stand in a picture: always the same, apart from each other, friends and foes near."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from itertools import combinations
from math import dist

import networkx as nx  # type: ignore[import-untyped]
import pytest

from tewn.graph.layout import SIDE, layout


def made_up(actors: int, edges: int, seed: int = 3) -> nx.Graph:
    """Return a network in which few actors have to do with many, as in the news."""
    chance = random.Random(seed)
    weights = [1 / rank for rank in range(1, actors + 1)]
    network = nx.Graph()
    network.add_nodes_from(f"actor:{number}" for number in range(actors))
    for _ in range(edges):
        source, target = chance.choices(range(actors), weights, k=2)
        network.add_edge(f"actor:{source}", f"actor:{target}", weight=chance.randint(1, 9))
    return network


def test_the_order_of_nodes_and_edges_does_not_matter() -> None:
    network = made_up(60, 90)
    other = nx.Graph()
    other.add_nodes_from(reversed(list(network)))
    other.add_edges_from((b, a, data) for a, b, data in reversed(list(network.edges(data=True))))
    assert layout(network) == layout(other)


def test_hash_seeds_do_not_matter() -> None:
    program = (
        "import networkx as nx; from tewn.graph.layout import layout;"
        "print(sorted(layout(nx.karate_club_graph().__class__([(f'a{x}', f'a{y}') for x, y in"
        " nx.karate_club_graph().edges])).items()))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(seen) == 1


@pytest.mark.parametrize(("actors", "edges"), [(1, 0), (2, 1), (5, 0), (40, 60), (300, 400), (500, 1500)])
def test_nodes_stand_apart_in_the_square(actors: int, edges: int) -> None:
    places = layout(made_up(actors, edges))
    assert len(places) == actors
    assert all(0 <= number <= SIDE for place in places.values() for number in place)
    for one, other in combinations(places.values(), 2):
        assert dist(one, other) > SIDE / 40 / actors**0.5


def test_those_who_have_to_do_with_each_other_are_near() -> None:
    groups = nx.connected_caveman_graph(4, 6)
    network = nx.relabel_nodes(groups, {number: f"actor:{number:02}" for number in groups})
    places = layout(network)
    joined = [dist(places[a], places[b]) for a, b in network.edges]
    others = [dist(places[a], places[b]) for a, b in nx.non_edges(network)]
    assert sum(joined) / len(joined) < 0.6 * sum(others) / len(others)


def test_more_events_bring_nearer() -> None:
    star = nx.Graph()
    star.add_edge("hub", "often", weight=64)
    for number in range(5):
        star.add_edge("hub", f"once {number}", weight=1)
    places = layout(star)
    once = [dist(places["hub"], places[f"once {number}"]) for number in range(5)]
    assert dist(places["hub"], places["often"]) < 0.9 * sum(once) / len(once)


def test_parts_that_are_not_joined_do_not_lie_in_each_other() -> None:
    network = nx.Graph()
    for part in range(6):
        network.add_edges_from((f"{part}-{a}", f"{part}-{b}") for a, b in combinations(range(5), 2))
    places = layout(network)
    for one in range(6):
        own = [places[f"{one}-{number}"] for number in range(5)]
        middle = sum(x for x, _ in own) / 5, sum(y for _, y in own) / 5
        reach = max(dist(middle, place) for place in own)
        assert all(dist(middle, place) > reach for node, place in places.items() if not node.startswith(f"{one}-"))


def test_nothing_and_loops() -> None:
    assert layout(nx.Graph()) == {}
    assert len(layout(nx.Graph([("a", "a"), ("a", "b")]))) == 2
