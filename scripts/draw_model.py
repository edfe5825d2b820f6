"""Draw the model of the graph, by the example of docs/graph.md, as an SVG picture.

    python scripts/draw_model.py docs/images/model.svg

A test compares the picture with what this draws, and its boxes and arrows with the graph that tewn makes of the
example.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from tewn.ontology.files import WholeFile

TEXT = (
    "پۆلیسی کەرکووک دەڵێت داعش دوێنێ هێرشی کردە سەر پێشمەرگە لە داقووق.",
    "داعش ڕایگەیاند هێرشی نەکردووەتە سەر پێشمەرگە.",
)
"""The sentences of the example."""

MARKED = {"پۆلیسی کەرکووک": "#8a5a00", "داعش": "#1f5f99", "هێرشی کردە": "#b3402e", "هێرشی نەکردووەتە": "#7a3d8f"}
"""Words that have a box of their own, with their colours; each is marked where it stands first."""


@dataclass(frozen=True, slots=True)
class Box:
    """A thing: where it stands, what it is called, its class, what is said of it, and whether in a colour."""

    column: int
    row: int
    name: str
    type: str
    says: str = ""
    colour: str = "#555"
    wide: int = 1


BOXES = {
    "text": Box(0, 0, "", "nif:Context", wide=3),
    "doc": Box(3, 0, "the article", "schema:NewsArticle", "14 March 2021"),
    "source words": Box(0, 1, "پۆلیسی کەرکووک", "nif:OffsetBasedString", "0 to 14", "#8a5a00"),
    "actor words": Box(1, 1, "داعش", "nif:OffsetBasedString", "21 to 25", "#1f5f99"),
    "claim words": Box(2, 1, "هێرشی کردە", "nif:OffsetBasedString", "32 to 42", "#b3402e"),
    "denial words": Box(3, 1, "هێرشی نەکردووەتە", "nif:OffsetBasedString", "82 to 98", "#7a3d8f"),
    "source role": Box(0, 2, "who says so", "sem:Role", "IRQ-COP", "#8a5a00"),
    "actor role": Box(1, 2, "who does it", "sem:Role", "IRQ-REB", "#1f5f99"),
    "claim": Box(2, 2, "a claim", "tewn:Report", "factuality: actual", "#b3402e"),
    "denial": Box(3, 2, "a denial", "tewn:Report", "factuality: negated", "#7a3d8f"),
    "police": Box(0, 3, "پۆلیسی کەرکووک", "sem:Actor", "IRQ-COP"),
    "actor": Box(1, 3, "Islamic State", "sem:Actor", "sector REB"),
    "event": Box(2, 3, "an attack", "tewn:Event", "13 March 2021", "#111"),
    "rule": Box(3, 3, "ckb.assault.herish-kirdin", "tewn:Rule"),
    "point": Box(0, 4, "44.4° E, 35.1° N", "geo:Geometry"),
    "place": Box(1, 4, "Daquq", "sem:Place"),
    "type": Box(2, 4, "plover:ASSAULT", "skos:Concept"),
    "run": Box(3, 4, "a run of tewn", "tewn:Run"),
    "geonames": Box(1, 5, "GeoNames 90220", ""),
    "cameo": Box(2, 5, "cameo:190", "skos:Concept"),
    "software": Box(3, 5, "tewn", "prov:SoftwareAgent"),
}

ARROWS = (
    ("text", "nif:sourceUrl", "doc"),
    ("source words", "nif:referenceContext", "text"),
    ("actor words", "nif:referenceContext", "text"),
    ("claim words", "nif:referenceContext", "text"),
    ("denial words", "nif:referenceContext", "text"),
    ("source role", "tewn:evidence", "source words"),
    ("actor role", "tewn:evidence", "actor words"),
    ("claim", "tewn:evidence", "claim words"),
    ("denial", "tewn:evidence", "denial words"),
    ("claim", "tewn:actorRole", "actor role"),
    ("claim", "tewn:attributionRole", "source role"),
    ("source role", "rdf:value", "police"),
    ("actor role", "rdf:value", "actor"),
    ("claim", "tewn:reports", "event"),
    ("denial", "tewn:reports", "event"),
    ("denial", "tewn:disputes", "event"),
    ("denial", "tewn:rule", "rule"),
    ("denial", "prov:wasDerivedFrom", "doc"),
    ("denial", "prov:wasGeneratedBy", "run"),
    ("run", "prov:wasAssociatedWith", "software"),
    ("event", "tewn:actor", "actor"),
    ("event", "sem:hasPlace", "place"),
    ("event", "sem:eventType", "type"),
    ("place", "geo:hasGeometry", "point"),
    ("place", "skos:exactMatch", "geonames"),
    ("type", "skos:closeMatch", "cameo"),
)
"""Who, by which property, leads to whom."""

LEFT, TOP, WIDE, HIGH = 20, 16, 210, 64  # of the first box
COLUMN, ROW = 334, 128  # from one box to the next
PAPER = "#fdfcf9"
LAYERS = ((0, 1, "evidence", "#f1f5ee"), (2, 2, "what is said", "#f6f0e6"), (3, 5, "what it is about", "#eef2f6"))
_HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif">
<rect width="100%" height="100%" fill="{paper}"/>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0L8 4L0 8z" fill="#666"/></marker></defs>
"""

Point = tuple[float, float]


def draw() -> str:
    """Return the picture."""
    return "".join(_lines())


def _lines() -> Iterator[str]:
    width, height = LEFT + 3 * COLUMN + WIDE + 150, TOP + 5 * ROW + HIGH + 24
    yield _HEAD.format(width=width, height=height, paper=PAPER)
    for first, last, name, colour in LAYERS:
        top, bottom = TOP + first * ROW - 12, TOP + last * ROW + HIGH + 12
        yield f'<rect x="6" y="{top}" width="{width - 12}" height="{bottom - top}" rx="10" fill="{colour}"/>\n'
        yield (
            f'<text x="{width - 16}" y="{bottom - 8}" font-size="15" fill="#888" text-anchor="end"'
            f' font-style="italic">{name}</text>\n'
        )
    for start, property, end in ARROWS:
        yield _arrow(start, property, end)
    for name, box in BOXES.items():
        yield _sentences() if name == "text" else _box(box)
    yield "</svg>\n"


def _corner(box: Box) -> Point:
    return LEFT + box.column * COLUMN, TOP + box.row * ROW


def _span(box: Box) -> int:
    return WIDE + (box.wide - 1) * COLUMN


def _box(box: Box) -> str:
    x, y = _corner(box)
    middle = x + WIDE / 2
    lines = [(box.name, 16 if len(box.name) < 22 else 14, box.colour if box.colour != "#555" else "#111")]
    lines += [(line, 12, "#666") for line in (box.type, box.says) if line]
    start = y + 38 - 9 * (len(lines) - 1) + (4 if len(lines) == 1 else 0)
    words = "".join(
        f'<text x="{middle:g}" y="{start + 18 * number:g}" font-size="{size}" fill="{colour}"'
        f' text-anchor="middle">{escape(line)}</text>\n'
        for number, (line, size, colour) in enumerate(lines)
    )
    return (
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="8" fill="#fff" stroke="{box.colour}"'
        f' stroke-width="1.5"/>\n{words}'
    )


def _sentences() -> str:
    x, y = _corner(BOXES["text"])
    width = _span(BOXES["text"])
    left = dict(MARKED)
    lines = []
    for number, sentence in enumerate(TEXT):
        marked = escape(sentence)
        for words in [words for words in left if words in sentence]:
            marked = marked.replace(words, f'<tspan fill="{left.pop(words)}" font-weight="bold">{words}</tspan>', 1)
        lines.append(
            f'<text x="{x + width - 14}" y="{y + 25 + 26 * number}" font-size="17" fill="#111" direction="rtl"'
            f' xml:lang="ckb">{marked}</text>\n'
        )
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{HIGH}" rx="8" fill="#fff" stroke="#555"'
        f' stroke-width="1.5"/>\n{"".join(lines)}'
        f'<text x="{x + 12}" y="{y + HIGH - 10}" font-size="12" fill="#666">nif:Context</text>\n'
    )


def _arrow(start: str, property: str, end: str) -> str:
    one, other = BOXES[start], BOXES[end]
    (x, y), (u, v) = _corner(one), _corner(other)
    across, down = other.column - one.column, other.row - one.row
    if one.wide > 1:
        across -= one.wide - 1
    middle = x + WIDE / 2
    at: Point
    if end == "text" and one.column < other.wide:  # straight up, into a box that is wide
        path, at = f"M{middle:g} {y}V{v + HIGH}", (middle, (y + v + HIGH) / 2)
    elif end == "text":
        path, at = f"M{x + 40} {y}L{u + _span(other) - 30} {v + HIGH}", (x - 40, (y + v + HIGH) / 2)
    elif across == 0 and abs(down) == 1:
        below, to = (y + HIGH, v) if down > 0 else (y, v + HIGH)
        path, at = f"M{middle:g} {below}V{to}", (middle, (below + to) / 2)
    elif across == 0:  # round the boxes between, on the right
        right, turn = x + WIDE, x + WIDE + 90
        first, last = y + HIGH * (0.3 if down < 0 else 0.7), v + HIGH / 2
        path = f"M{right} {first:g}C{turn} {first:g} {turn} {last:g} {right} {last:g}"
        at = (right + 75, (first + last) / 2)
    elif down == 0 and abs(across) == 1:
        height = y + HIGH / 2
        begin, to = (x + _span(one), u) if across > 0 else (x, u + WIDE)
        path, at = f"M{begin} {height:g}H{to}", ((begin + to) / 2, height)
    elif down == 0:  # over the box between
        over, to = y - 22, u + WIDE - 30
        path = f"M{x + 30} {y}C{x + 10} {over} {x} {over} {x - 30} {over}H{to + 30}Q{to} {over} {to} {v}"
        at = (u + WIDE + (COLUMN - WIDE) / 2, over)
    elif property == "tewn:disputes":  # beside the arrow to the same box
        path, at = f"M{x + 80} {y + HIGH}L{u + WIDE} {v + 26}", (x + 10, y + HIGH + 50)
    else:  # aslant, to the next column and row
        begin, to = x + 20, u + WIDE - 20
        path, at = f"M{begin} {y + HIGH}L{to} {v}", ((begin + to) / 2, (y + HIGH + v) / 2)
    return (
        f'<path d="{path}" fill="none" stroke="#666" marker-end="url(#tip)"/>\n'
        f'<text x="{at[0]:g}" y="{at[1] + 4:g}" font-size="12" fill="#222" text-anchor="middle" paint-order="stroke"'
        f' stroke="{PAPER}" stroke-width="5">{property}</text>\n'
    )


def main() -> None:
    """Draw the picture into the file of the argument."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with WholeFile(Path(sys.argv[1])) as file:
        file.write(draw())


if __name__ == "__main__":
    main()
