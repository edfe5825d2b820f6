"""Where actors stand in a picture of a network: near those they have most to do with, apart from all others.

Each connected part is laid out by itself, by forces (Fruchterman and Reingold, Graph drawing by force-directed
placement, 1991): all nodes push each other away, those with many
neighbours more, edges pull, the more so the more events they stand for. Nodes far
away push by the cell of a grid that they are in, all at once. The parts are then put round the largest one.

It is written in plain Python, without numpy, which nothing else here needs; 2,000 actors take some seconds. After
the start, which is rounded, only sums, products, quotients and square roots are taken, which are the same on every
machine, so that a picture is the same wherever it is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import cos, log2, pi, sin, sqrt

import networkx as nx  # type: ignore[import-untyped]

SIDE = 10_000
"""Coordinates are whole numbers from 0 to this."""

Point = tuple[float, float]
Cell = tuple[int, int]

_GOLDEN = pi * (3 - sqrt(5))  # the angle of sunflower seeds: fills a disc evenly
_STEPS = (60, 240)  # for large and for small parts
_LARGE = 12_000  # nodes times steps that are worth their time
_GRAVITY = 0.1
_CELL = 2.5  # ideal lengths of an edge
_LEAST = (1.7, 0.55)  # distance of two nodes, in ideal lengths, in small parts and in large ones
_SMALL = 200  # nodes
_GAP = 1.5  # between two parts


def layout(network: nx.Graph) -> dict[str, tuple[int, int]]:
    """Return coordinates of the nodes of a network, whose edges may have a `weight`; directions do not count.

    The same network gives the same coordinates, in whatever order its nodes and edges come. No two nodes have the
    same ones.

    >>> network = nx.Graph([("a", "b"), ("b", "c")])
    >>> places = layout(network)
    >>> sorted(places), len(set(places.values()))
    (['a', 'b', 'c'], 3)
    """
    weights: dict[str, dict[str, float]] = {node: {} for node in sorted(network)}
    for source, target, weight in network.edges(data="weight", default=1):
        if source != target:
            weights[source][target] = weights[source].get(target, 0) + weight
            weights[target][source] = weights[source][target]
    parts = [sorted(part, key=lambda node: (-sum(weights[node].values()), node)) for part in _parts(weights)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    return _scaled(_packed([dict(zip(part, _part(part, weights), strict=True)) for part in parts]))


def _parts(weights: Mapping[str, Mapping[str, float]]) -> Iterator[set[str]]:
    """Yield the nodes that are connected with each other."""
    seen: set[str] = set()
    for node in weights:
        if node not in seen:
            found, waiting = {node}, [node]
            while waiting:
                new = weights[waiting.pop()].keys() - found
                found |= new
                waiting += new
            seen |= found
            yield found


# ---------------------------------------------------------------- one part


def _part(nodes: Sequence[str], weights: Mapping[str, Mapping[str, float]]) -> list[Point]:
    """Return the places of nodes that are connected, in ideal lengths of an edge."""
    number = {node: place for place, node in enumerate(nodes)}
    edges = sorted(
        (number[node], number[other], 1 + log2(weight))
        for node in nodes
        for other, weight in weights[node].items()
        if number[node] < number[other]
    )
    masses = [sqrt(1 + len(weights[node])) for node in nodes]
    places = [_seed(place) for place in range(len(nodes))]
    steps = max(_STEPS[0], min(_STEPS[1], _LARGE * 10 // max(1, len(nodes))))
    for step in range(steps):
        warmth = (1 - step / steps) ** 1.5 * (0.4 + 0.08 * sqrt(len(nodes)))
        places = _moved(places, masses, edges, warmth)
    return _apart(places)


def _seed(place: int) -> Point:
    distance, angle = sqrt(place + 0.5), place * _GOLDEN
    return round(distance * cos(angle), 6), round(distance * sin(angle), 6)


def _moved(
    places: list[Point], masses: list[float], edges: Sequence[tuple[int, int, float]], warmth: float
) -> list[Point]:
    """Return where all forces move the nodes, none farther than the warmth allows."""
    dx, dy = [0.0] * len(places), [0.0] * len(places)
    cells = _cells(places, _CELL)
    _push_near(places, masses, cells, dx, dy)
    _push_far(places, masses, cells, dx, dy)
    for a, b, weight in edges:
        x, y = places[a][0] - places[b][0], places[a][1] - places[b][1]
        pull = weight * sqrt(x * x + y * y)
        dx[a] -= x * pull
        dy[a] -= y * pull
        dx[b] += x * pull
        dy[b] += y * pull
    moved = []
    gravity = _GRAVITY * sqrt(len(places))
    for (x, y), fx, fy in zip(places, dx, dy, strict=True):
        fx -= gravity * x
        fy -= gravity * y
        force = sqrt(fx * fx + fy * fy)
        part = min(force, warmth) / force if force else 0.0
        moved.append((x + fx * part, y + fy * part))
    return moved


def _cells(places: Iterable[Point], side: float) -> dict[Cell, list[int]]:
    cells: dict[Cell, list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(places):
        cells[int(x // side), int(y // side)].append(number)
    return cells


def _push_near(
    places: list[Point], masses: list[float], cells: Mapping[Cell, list[int]], dx: list[float], dy: list[float]
) -> None:
    """Let nodes in the same cell and in those beside it push each other."""
    for (column, row), members in cells.items():
        others = list(members)
        for beside in ((1, -1), (1, 0), (1, 1), (0, 1)):  # each pair of cells once
            others += cells.get((column + beside[0], row + beside[1]), ())
        for place, a in enumerate(members):
            (ax, ay), mass = places[a], masses[a]
            fx = fy = 0.0
            for b in others[place + 1 :]:
                x, y = ax - places[b][0], ay - places[b][1]
                push = mass * masses[b] / (x * x + y * y + 0.01)
                x *= push
                y *= push
                fx += x
                fy += y
                dx[b] -= x
                dy[b] -= y
            dx[a] += fx
            dy[a] += fy


def _push_far(
    places: list[Point], masses: list[float], cells: Mapping[Cell, list[int]], dx: list[float], dy: list[float]
) -> None:
    """Let the nodes of a cell push those of each cell farther away, all from their middle."""
    middles = [
        (
            cell,
            sum(places[number][0] for number in members) / len(members),
            sum(places[number][1] for number in members) / len(members),
            sum(masses[number] for number in members),
        )
        for cell, members in cells.items()
    ]
    for (column, row), ax, ay, _mass in middles:
        fx = fy = 0.0
        for (other_column, other_row), bx, by, mass in middles:
            if abs(column - other_column) > 1 or abs(row - other_row) > 1:
                x, y = ax - bx, ay - by
                push = mass / (x * x + y * y)
                fx += x * push
                fy += y * push
        for number in cells[column, row]:
            dx[number] += fx * masses[number]
            dy[number] += fy * masses[number]


def _apart(places: list[Point]) -> list[Point]:
    """Return the places with those that are too close to each other moved apart."""
    least = _LEAST[len(places) > _SMALL]
    for _ in range(30):
        dx, dy = [0.0] * len(places), [0.0] * len(places)
        is_close = False
        cells = _cells(places, least)
        for (column, row), members in cells.items():
            near = [b for i in (-1, 0, 1) for j in (-1, 0, 1) for b in cells.get((column + i, row + j), ())]
            for a in members:
                for b in near:
                    x, y = places[a][0] - places[b][0], places[a][1] - places[b][1]
                    distance = sqrt(x * x + y * y)
                    if a != b and distance < least:
                        is_close = True
                        if not distance:
                            x, y = _seed(a)
                            distance = sqrt(x * x + y * y)
                        part = (least * 1.02 - distance) / 2 / distance
                        dx[a] += x * part
                        dy[a] += y * part
        places = [(x + mx, y + my) for (x, y), mx, my in zip(places, dx, dy, strict=True)]
        if not is_close:
            break
    return places


# ---------------------------------------------------------------- all parts


def _packed(parts: Sequence[Mapping[str, Point]]) -> dict[str, Point]:
    """Return the parts side by side, the first in the middle: each as near to it as there is room."""
    found: dict[str, Point] = {}
    taken: set[Cell] = set()
    spiral = _Spiral()
    for part in parts:
        middle = _middle(part.values())
        radius = max(sqrt((x - middle[0]) ** 2 + (y - middle[1]) ** 2) for x, y in part.values())
        reach = int((radius + _GAP) / _GAP) if len(part) > 1 else 0
        disc = [
            (i, j) for i in range(-reach, reach + 1) for j in range(-reach, reach + 1) if i * i + j * j <= reach * reach
        ]
        column, row = spiral.first_free(disc, reach, taken)
        taken.update((column + i, row + j) for i, j in disc)
        for node, (x, y) in part.items():
            found[node] = (x - middle[0] + column * _GAP, y - middle[1] + row * _GAP)
    return found


class _Spiral:
    """Cells of a grid by their distance from the middle, and where to go on looking for room of a size."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._ring = 0
        self._from: dict[int, int] = {}

    def first_free(self, disc: Sequence[Cell], reach: int, taken: set[Cell]) -> Cell:
        """Return the first cell round which a disc is free."""
        place = self._from.get(reach, 0)
        while True:
            if place >= len(self._cells):
                self._grow()
            column, row = self._cells[place]
            place += 1
            if (column, row) not in taken and all((column + i, row + j) not in taken for i, j in disc):
                self._from[reach] = place  # what was full stays full
                return column, row

    def _grow(self) -> None:
        start, end = self._ring, self._ring + 20
        self._ring = end
        self._cells += sorted(
            (
                (i, j)
                for i in range(-end, end + 1)
                for j in range(-end, end + 1)
                if start * start <= i * i + j * j < end * end
            ),
            key=lambda cell: (cell[0] ** 2 + cell[1] ** 2, cell),
        )


def _middle(places: Iterable[Point]) -> Point:
    xs, ys = zip(*places, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _scaled(places: Mapping[str, Point]) -> dict[str, tuple[int, int]]:
    """Return places as whole numbers in the square, the longer side filling it."""
    if not places:
        return {}
    xs, ys = zip(*places.values(), strict=True)
    length = max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0
    middle = _middle(places.values())
    return {
        node: (
            round(SIDE * (0.5 + (x - middle[0]) / length)),
            round(SIDE * (0.5 + (y - middle[1]) / length)),
        )
        for node, (x, y) in places.items()
    }
