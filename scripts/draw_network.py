"""Draw who acted towards whom, from event records, as an SVG picture.

    python scripts/draw_network.py events.jsonl network.svg

Only events said to have happened count. Actors stand on an oval, each on a line of its own on its side. An arrow is
red where the mean conflict-cooperation score of its events is below zero, green elsewhere, and as wide as the events
are many.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import tewn
from tewn.ontology.files import WholeFile

WIDTH, MARGIN, LINE = 1060, 130, 58  # LINE: from one actor to the next on the same side
COLOURS = {"hostile": "#b3402e", "friendly": "#3f7d3a"}
_MARKER = (
    '<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>\n'
)
_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">
<rect width="100%" height="100%" fill="#fdfcf9"/>
"""

Point = tuple[float, float]


def draw(events: list[tewn.Event]) -> str:
    """Return the picture of some events."""
    return "".join(_lines(events))


def _lines(events: list[tewn.Event]) -> Iterator[str]:
    network = tewn.dyads(events)
    labels = {node: (data["label"], data["code"]) for node, data in network.nodes(data=True)}
    nodes = sorted(labels, key=lambda node: (labels[node][1], node))
    places = {node: _on_oval(i, len(nodes)) for i, node in enumerate(nodes)}
    yield _HEAD.format(width=WIDTH, height=LINE * (_a_side(len(nodes)) + 1))
    yield "<defs>\n"
    for name, colour in COLOURS.items():
        yield _MARKER.format(name=name, colour=colour)
    yield "</defs>\n"
    for source, target, data in sorted(network.edges(data=True), key=lambda edge: edge[:2]):
        types = ", ".join(sorted(data["types"]))
        yield _arrow(places[source], places[target], data["score"] < 0, data["weight"], types)
    for node in nodes:
        yield _node(places[node], *labels[node])
    yield "</svg>\n"


def _a_side(count: int) -> int:
    """Return how many actors stand on the right side, which gets the odd one."""
    return (count + 1) // 2


def _on_oval(number: int, count: int) -> Point:
    """Return the place of an actor: down the right side from the top, and up the left."""
    side = _a_side(count)
    line = number if number < side else count - 1 - number
    # Between lines of one side are half lines of the other, so that labels do not meet at top and bottom.
    height = (line + 0.5 + (0.25 if number < side else -0.25)) / side
    bulge = math.sqrt(max(0.0, 1 - (2 * height - 1) ** 2))
    across = (WIDTH / 2 - MARGIN) * (0.35 + 0.65 * bulge)
    return WIDTH / 2 + (across if number < side else -across), LINE * (side * height + 0.4)


def _arrow(start: Point, end: Point, is_hostile: bool, weight: int, types: str) -> str:
    (x, y), (u, v) = start, end
    length = math.hypot(u - x, v - y) or 1.0
    # The way bends to the left, so that an arrow and the one back stay apart.
    bend = 0.12 * length
    mx, my = (x + u) / 2 + bend * (v - y) / length, (y + v) / 2 - bend * (u - x) / length
    gap = min(30, length / 4)
    u, v = _towards((u, v), (mx, my), gap)
    x, y = _towards((x, y), (mx, my), gap)
    name = "hostile" if is_hostile else "friendly"
    colour = COLOURS[name]
    tx, ty = (x + 2 * mx + u) / 4, (y + 2 * my + v) / 4
    return (
        f'<path d="M{x:.0f} {y:.0f}Q{mx:.0f} {my:.0f} {u:.0f} {v:.0f}" fill="none" stroke="{colour}"'
        f' stroke-width="{1 + weight / 2:g}" marker-end="url(#{name})"/>\n'
        f'<text x="{tx:.0f}" y="{ty:.0f}" font-size="11" fill="{colour}" text-anchor="middle"'
        f' paint-order="stroke" stroke="#fdfcf9" stroke-width="4">{types}</text>\n'
    )


def _towards(start: Point, end: Point, steps: float) -> Point:
    (x, y), (u, v) = start, end
    length = math.hypot(u - x, v - y) or 1.0
    return x + (u - x) * steps / length, y + (v - y) * steps / length


def _node(place: Point, label: str, code: str) -> str:
    x, y = place
    return (
        f'<g text-anchor="middle"><text x="{x:.0f}" y="{y:.0f}" font-size="16">{escape(label)}</text>'
        f'<text x="{x:.0f}" y="{y + 17:.0f}" font-size="11" fill="#666">{escape(code)}</text></g>\n'
    )


def main() -> None:
    """Draw the picture that the arguments ask for."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with WholeFile(Path(sys.argv[2])) as file:
        file.write(draw(tewn.read_events(sys.argv[1])))


if __name__ == "__main__":
    main()
