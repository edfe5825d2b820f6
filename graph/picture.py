"""The network of actors as a picture for a paper: an SVG, or a PNG made of it, with a legend.

It shows who acts towards whom by what is said to have happened (`tewn.dyads`). What it tells by colour it tells
by form too: conflict is a whole line, cooperation a dashed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import hypot, log2, sqrt

import networkx as nx  # type: ignore[import-untyped]

from ..ontology.errors import GraphError
from ..ontology.model import Document, Event, Participant
from .identity import xml_clean
from .layout import SIDE, layout
from .look import check_language, kind_of, look, messages, names_of_codes, shown_name
from .network import dyads

LIMIT = 60
"""Actors in a picture: more cannot be read on paper."""

_WIDTH, _HEIGHT = 1200, 900
_HEADER, _LEGEND, _MARGIN = 84, 96, 70
_SIDES = ("conflict", "cooperation")
_BEND = {"conflict": 0.14, "cooperation": 0.26}
_DASHES = {"conflict": "none", "cooperation": "7 4"}
_LONGEST = 34  # letters of a label
_LETTER = 0.56  # of the size of letters: how wide one is on average
_RIGHT_TO_LEFT_MARK = "&#x200F;"  # on both ends of a line it makes all between read from the right

_ARABIC = re.compile("[\u0600-\u06ff]")

Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Actor:
    """An actor of a picture: its node, name, code, number of events, place, and radius."""

    node: str
    name: str
    code: str
    events: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class _Edge:
    source: _Actor
    target: _Actor
    side: str
    events: int


def draw(
    events: Iterable[Event], documents: Iterable[Document] = (), *, language: str = "en", limit: int = LIMIT
) -> str:
    """Return the picture of event records as SVG, its words in a language of the interface, "ckb" or "en".

    It has at most `limit` actors, those of the strongest relations, and says so where there are more. The same
    records give the same picture. Raises GraphError where a record is faulty or does not fit its document, and for
    an unknown language.
    """
    check_language(language)
    events, documents = list(events), list(documents)
    network = dyads(events, documents)
    network.remove_edges_from(list(nx.selfloop_edges(network)))
    network.remove_nodes_from(list(nx.isolates(network)))
    actors = _actors(network, language, limit)
    edges = [
        _Edge(actors[source], actors[target], side, data[side])
        for source, target, data in sorted(network.edges(data=True), key=lambda edge: edge[:2])
        if source in actors and target in actors
        for side in _SIDES
        if data[side]
    ]
    page = _Page(language)
    return "".join([
        page.opening(),
        *page.head(len(actors), len(network), _told(network, actors), len(documents), _days(network)),
        *(page.edge(edge) for edge in sorted(edges, key=lambda edge: edge.events)),
        *(page.actor(actor) for actor in actors.values()),
        *page.labels(list(actors.values())),
        *page.legend(list(actors.values()), edges),
        "</svg>\n",
    ])  # fmt: skip


def to_png(svg: str, *, width: int = 2 * _WIDTH) -> bytes:
    """Return a picture as PNG, so many pixels wide. Letters are those of the fonts of this machine.

    Raises GraphError where the package resvg-py is missing.
    """
    require_resvg()
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width))


def require_resvg() -> None:
    """Raise GraphError where the package that makes PNG is missing."""
    try:
        import resvg_py  # noqa: F401
    except ImportError as error:
        raise GraphError("a .png needs the package resvg-py: pip install 'tewn[picture]'") from error


# ---------------------------------------------------------------- what is shown


def _strongest(network: nx.DiGraph, limit: int) -> list[str]:
    """Return the actors of the strongest relations, those with the most events first: nobody stands alone."""
    counts = dict(network.degree(weight="weight"))

    def strength(edge: tuple[str, str, int]) -> tuple[int, int, str, str]:
        source, target, weight = edge
        back = network.get_edge_data(target, source, {"weight": 0})["weight"]
        return -weight - back, -counts[source] - counts[target], source, target

    kept: set[str] = set()
    for source, target, _ in sorted(network.edges(data="weight"), key=strength):
        if len(kept | {source, target}) <= limit:
            kept |= {source, target}
    return sorted(kept, key=lambda node: (-counts[node], node))


def _actors(network: nx.DiGraph, language: str, limit: int) -> dict[str, _Actor]:
    """Return the actors shown, where they stand."""
    counts = dict(network.degree(weight="weight"))
    kept = _strongest(network, limit)
    joined = nx.Graph()
    for source, target, weight in network.subgraph(kept).edges(data="weight"):
        joined.add_edge(source, target, weight=weight + joined.get_edge_data(source, target, {"weight": 0})["weight"])
    joined.add_nodes_from(kept)
    places = layout(joined)
    width, height = _WIDTH - 2 * _MARGIN, _HEIGHT - _HEADER - _LEGEND - 2 * _MARGIN
    most = max(counts.values(), default=1)
    found = {}
    for node in kept:
        data = network.nodes[node]
        participant = Participant(None, None, None, data["code"], data["entity"], data["label"])
        found[node] = _Actor(
            node,
            shown_name(participant, language),
            data["code"],
            counts[node],
            _MARGIN + places[node][0] * width / SIDE,
            _HEADER + _MARGIN + places[node][1] * height / SIDE,
            5 + 13 * sqrt(counts[node] / most),
        )
    return found


def _told(network: nx.DiGraph, actors: Iterable[str]) -> int:
    """Return the number of events that join the actors shown."""
    shown = network.subgraph(actors)
    return len({event for _, _, events in shown.edges(data="events") for event in events})


def _days(network: nx.DiGraph) -> tuple[str, str] | None:
    first = [day for _, _, day in network.edges(data="first") if day]
    last = [day for _, _, day in network.edges(data="last") if day]
    return (min(first), max(last)) if first else None


# ---------------------------------------------------------------- the page


class _Page:
    """Draws the parts of a picture in the words and direction of a language."""

    def __init__(self, language: str) -> None:
        self._words = messages()[language]
        self._codes = names_of_codes(language)
        self._colours = look()["light"]
        self._numerals = str.maketrans("0123456789", self._words["digits"])
        self._is_right = self._words["direction"] == "rtl"

    def opening(self) -> str:
        fonts = _families(look()["latin_fonts"])
        markers = "".join(
            f'<marker id="{side}" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="10" '
            f'markerHeight="10" orient="auto"><path d="M0 0L8 4L0 8z" fill="{self._colours[side]}"/></marker>\n'
            for side in _SIDES
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
            f'height="{_HEIGHT}" font-family="{fonts}">\n'
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{self._colours["panel"]}"/>\n<defs>\n{markers}</defs>\n'
        )

    def head(self, shown: int, all: int, events: int, documents: int, days: tuple[str, str] | None) -> Iterator[str]:
        counts = [self._say("actors", n=shown), self._say("events", n=events), self._say("documents", n=documents)]
        if days:
            first, last = map(self._day, days)
            counts.append(first if first == last else self._say("period", **{"from": first, "to": last}))
        yield self._line(self._say("title"), _MARGIN / 2, 38, 24, "text", weight=600)
        yield self._line(self._words["list"].join(counts), _MARGIN / 2, 62, 14, "quiet")
        if shown < all:
            yield self._line(self._say("strongest", n=shown, all=all), _MARGIN / 2, 81, 13, "quiet")

    def edge(self, edge: _Edge) -> str:
        a, b = edge.source, edge.target
        length = hypot(b.x - a.x, b.y - a.y) or 1.0
        bend = _BEND[edge.side] * length
        middle = (a.x + b.x) / 2 + bend * (b.y - a.y) / length, (a.y + b.y) / 2 - bend * (b.x - a.x) / length
        start, end = _towards((a.x, a.y), middle, a.radius + 2), _towards((b.x, b.y), middle, b.radius + 3)
        return (
            f'<path d="M{_at(start)}Q{_at(middle)} {_at(end)}" fill="none" stroke="{self._colours[edge.side]}" '
            f'stroke-width="{_thickness(edge.events):.2f}" stroke-dasharray="{_DASHES[edge.side]}" '
            f'stroke-opacity="0.8" marker-end="url(#{edge.side})"/>\n'
        )

    def actor(self, actor: _Actor) -> str:
        colour = self._colours[f"kind-{kind_of(actor.code)}"]
        title = escape(xml_clean(f"{actor.name} ({actor.code})"))
        return (
            f'<circle cx="{actor.x:.1f}" cy="{actor.y:.1f}" r="{actor.radius:.1f}" fill="{colour}" '
            f'stroke="{self._colours["panel"]}" stroke-width="1.5"><title>{title}</title></circle>\n'
        )

    def labels(self, actors: Sequence[_Actor]) -> Iterator[str]:
        """Yield the names of actors, the most important first, each where there is room for it, if anywhere."""
        taken = [(a.x - a.radius, a.y - a.radius, a.x + a.radius, a.y + a.radius) for a in actors]
        for actor in actors:
            name = actor.name if len(actor.name) <= _LONGEST else f"{actor.name[: _LONGEST - 1]}…"
            size = 12 + 4 * (actor.radius - 5) / 13
            width = len(name) * size * _LETTER
            for x, y in self._around(actor, width, size):
                box = (x - width / 2, y - size, x + width / 2, y + 0.3 * size)
                if box[0] > 4 and box[2] < _WIDTH - 4 and not any(_overlap(box, other) for other in taken):
                    taken.append(box)
                    yield self._text(name, x, y, size, "text", anchor="middle", halo=True)
                    break

    @staticmethod
    def _around(actor: _Actor, width: float, size: float) -> Iterator[Point]:
        beside = actor.radius + 4 + width / 2
        yield actor.x, actor.y + actor.radius + size + 1
        yield actor.x, actor.y - actor.radius - 0.35 * size - 1
        yield actor.x + beside, actor.y + 0.35 * size
        yield actor.x - beside, actor.y + 0.35 * size
        for lines in (0, 1, 2):
            for shift in (-0.4, 0.4) if not lines else (0, -0.4, 0.4):
                yield actor.x + shift * width, actor.y + actor.radius + (1 + lines) * size + 1
                yield actor.x + shift * width, actor.y - actor.radius - (0.35 + lines) * size - 1

    def legend(self, actors: Sequence[_Actor], edges: Sequence[_Edge]) -> Iterator[str]:
        """Yield what colours and lines mean, and what is counted."""
        y = _HEIGHT - _LEGEND + 22.0
        yield (f'<path d="M{_MARGIN / 2} {y - 22:.0f}H{_WIDTH - _MARGIN / 2}" stroke="{self._colours["line"]}"/>\n')
        x = _MARGIN / 2
        for kind, name in self._kinds(actors):
            mark = (
                f'<circle cx="{self._x(x + 6):.1f}" cy="{y - 4:.1f}" r="6" fill="{self._colours[f"kind-{kind}"]}"/>\n'
            )
            yield mark + self._line(name, x + 18, y, 13, "text")
            x += 18 + len(name) * 13 * _LETTER + 26
            if x > _WIDTH - 260:
                x, y = _MARGIN / 2, y + 22
        x, y = _MARGIN / 2, y + 24
        for side in _SIDES:
            yield self._sample(x, y, side, 1) + self._line(self._say(side), x + 46, y, 13, "text")
            x += 46 + len(self._say(side)) * 13 * _LETTER + 26
        for count in sorted({1, max((edge.events for edge in edges), default=1)}):
            name = self._say("events", n=count)
            yield self._sample(x, y, "conflict", count, "quiet") + self._line(name, x + 46, y, 13, "text")
            x += 46 + len(name) * 13 * _LETTER + 26
        yield self._line(self._say("counted"), x, y, 13, "quiet")

    def _kinds(self, actors: Iterable[_Actor]) -> Iterator[tuple[int, str]]:
        """Yield the kinds of actors that are there with the names of their sectors."""
        kinds = look()["kinds"]
        present = {(kind_of(actor.code), actor.code.partition("-")[2]) for actor in actors}
        for kind in sorted({kind for kind, _ in present}):
            if kind == len(kinds):
                yield kind, self._say("other")
            else:
                sectors = [one for one in kinds[kind] if (kind, one) in present] or kinds[kind]
                names = [self._codes["sectors"].get(one) or self._say("international") for one in sectors]
                yield kind, self._words["list"].join(names)

    def _sample(self, x: float, y: float, side: str, events: int, colour: str | None = None) -> str:
        return (
            f'<path d="M{self._x(x):.1f} {y - 4:.1f}H{self._x(x + 36):.1f}" stroke="{self._colours[colour or side]}" '
            f'stroke-width="{_thickness(events):.2f}" stroke-dasharray="{_DASHES[side]}"/>\n'
        )

    # ------------------------------------------------------------ words

    def _x(self, x: float) -> float:
        """Return how far from the left something is whose distance from where lines begin is given."""
        return _WIDTH - x if self._is_right else x

    def _line(self, words: str, x: float, y: float, size: float, colour: str, *, weight: int = 400) -> str:
        anchor = "end" if self._is_right else "start"
        return self._text(words, self._x(x), y, size, colour, anchor=anchor, weight=weight)

    def _text(
        self,
        words: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        anchor: str,
        weight: int = 400,
        halo: bool = False,
    ) -> str:
        mark = _RIGHT_TO_LEFT_MARK if self._is_right else ""
        around = f' stroke="{self._colours["panel"]}" stroke-width="3" stroke-linejoin="round"' if halo else ""
        # Where a font lacks a letter, some programs take any other that has it: the right one is named first.
        family = f' font-family="{_families(look()["fonts"])}"' if _ARABIC.search(words) else ""
        order = ' paint-order="stroke"' if halo else ""
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" font-weight="{weight}" '
            f'fill="{self._colours[colour]}" text-anchor="{anchor}"{around}{order}{family}>'
            f"{mark}{escape(xml_clean(words))}{mark}</text>\n"
        )

    def _say(self, key: str, **values: int | str) -> str:
        message = self._words[key]
        if isinstance(message, dict):
            message = message["one" if values["n"] == 1 else "other"]
        return str(message.format(**{name: self._digits(value) for name, value in values.items()}))

    def _digits(self, value: int | str) -> str:
        if isinstance(value, str):
            return value
        return f"{value:,}".replace(",", self._words["thousands"]).translate(self._numerals)

    def _day(self, iso: str) -> str:
        day = date.fromisoformat(iso)
        return str(
            self._words["day"].format(
                day=str(day.day).translate(self._numerals),
                month=self._words["month_names"][day.month - 1],
                year=str(day.year).translate(self._numerals),
            )
        )


def _families(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" if " " in name else name for name in names)


def _thickness(events: int) -> float:
    return 1.3 + 1.1 * log2(events)


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (
        start[0] + (end[0] - start[0]) * distance / length,
        start[1] + (end[1] - start[1]) * distance / length,
    )


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
