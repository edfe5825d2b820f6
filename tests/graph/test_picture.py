"""The picture for a paper: what is in it, where, in which words; and as PNG."""

from __future__ import annotations

import random
import re
import struct
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

import tewn
from tewn.graph.picture import draw, to_png
from tewn.graph.rdf import CodedDocument
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event

Events = tuple[Event, ...]
Documents = tuple[Document, ...]
SVG = "{http://www.w3.org/2000/svg}"
MARK = "\u200f"


def texts(picture: str) -> list[str]:
    return [(one.text or "").strip(MARK) for one in ET.fromstring(picture).iter(f"{SVG}text")]


def edges(picture: str) -> list[ET.Element]:
    return [one for one in ET.fromstring(picture).iter(f"{SVG}path") if one.get("marker-end")]


@pytest.fixture(scope="module")
def many(made: tuple[CodedDocument, ...]) -> tuple[list[Event], list[Document]]:
    return [event for one in made for event in one.events], [one.document for one in made if one.document]


def test_actors_and_edges_are_those_of_the_dyads(events: Events, documents: Documents) -> None:
    network = tewn.dyads(events, documents)
    picture = draw(events, documents)
    titles = {one.text for one in ET.fromstring(picture).iter(f"{SVG}title")}
    assert titles == {f"{data['label']} ({data['code']})" for _, data in network.nodes(data=True)}
    drawn = [edge.get("marker-end") for edge in edges(picture)]
    for side in ("conflict", "cooperation"):
        assert drawn.count(f"url(#{side})") == sum(bool(count) for _, _, count in network.edges(data=side))


def test_conflict_and_cooperation_differ_by_form_too(many: tuple[list[Event], list[Document]]) -> None:
    forms = {(edge.get("marker-end"), edge.get("stroke-dasharray")) for edge in edges(draw(*many))}
    assert forms == {("url(#conflict)", "none"), ("url(#cooperation)", "7 4")}


def test_the_same_records_in_any_order_give_the_same_picture(many: tuple[list[Event], list[Document]]) -> None:
    events, documents = many
    shuffled = list(events)
    random.Random(1).shuffle(shuffled)
    assert draw(shuffled, documents[::-1]) == draw(events, documents)


def test_names_do_not_lie_on_names_or_actors(many: tuple[list[Event], list[Document]]) -> None:
    root = ET.fromstring(draw(*many, limit=30))
    boxes = []
    for one in root.iter(f"{SVG}text"):
        if one.get("text-anchor") == "middle":
            size, words = float(one.get("font-size", "")), (one.text or "").strip(MARK)
            x, y, half = float(one.get("x", "")), float(one.get("y", "")), len(words) * size * 0.28
            boxes.append((x - half, y - size, x + half, y + 0.3 * size))
    assert len(boxes) > 20
    for one_box, other in combinations(boxes, 2):
        apart = one_box[2] <= other[0] or other[2] <= one_box[0] or one_box[3] <= other[1] or other[3] <= one_box[1]
        assert apart


def test_beyond_the_limit_the_strongest_are_shown_none_alone_and_it_says_so(
    many: tuple[list[Event], list[Document]],
) -> None:
    picture = draw(*many, limit=12)
    found = len(tewn.dyads(*many))
    circles = [one for one in ET.fromstring(picture).iter(f"{SVG}circle") if one.find(f"{SVG}title") is not None]
    assert 10 <= len(circles) <= 12
    assert f"The {len(circles)} strongest of {found} actors are shown." in texts(picture)
    assert not any("strongest" in text for text in texts(draw(*many, limit=10_000)))


def test_in_kurdish_names_words_and_digits_are_kurdish_and_lines_begin_on_the_right(
    many: tuple[list[Event], list[Document]],
) -> None:
    picture = draw(*many, language="ckb", limit=20)
    for text in texts(picture):
        assert re.search("[\u0600-\u06ff]", text), text
        assert not re.search("[A-Za-z0-9]", text), text
    anchors = {one.get("text-anchor") for one in ET.fromstring(picture).iter(f"{SVG}text")}
    assert anchors == {"end", "middle"}
    assert {one.get("text-anchor") for one in ET.fromstring(draw(*many)).iter(f"{SVG}text")} == {"start", "middle"}


def test_the_legend_names_what_is_there_and_nothing_else(events: Events, documents: Documents) -> None:
    words = texts(draw(events, documents))
    sectors = {data["sector"] for _, data in tewn.dyads(events, documents).nodes(data=True)}
    assert ("military" in " ".join(words)) == ("MIL" in sectors)
    assert "media, business" not in " ".join(words)
    assert {"conflict", "cooperation", "1 event"} <= set(words)


def test_hostile_names_do_no_harm(events: Events, documents: Documents) -> None:
    bad = "</text><script>alert(1)</script>\u202e&\x00\"'" + "ب" * 400
    people = [replace(one, label=bad, entity=None, code="-REB") for one in events[0].actor]
    picture = draw([replace(events[0], actor=tuple(people))], documents)
    root = ET.fromstring(picture)
    assert not list(root.iter(f"{SVG}script"))
    assert "\u202e" not in picture
    assert max(len(text) for text in texts(picture) if "script" in text) <= 34


def test_no_events_make_a_picture_that_says_so() -> None:
    picture = draw([])
    assert "0 actors, 0 events, 0 documents" in texts(picture)
    assert not edges(picture)


def test_an_unknown_language(events: Events) -> None:
    with pytest.raises(GraphError, match="no interface in 'kmr'"):
        draw(events, language="kmr")


def test_png(events: Events, documents: Documents, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    made = to_png(draw(events, documents), width=600)
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", made[16:24]) == (600, 450)
    tewn.view(events, documents).write(tmp_path / "actors.png")
    tewn.view(events, documents).write(tmp_path / "actors.svg")
    assert (tmp_path / "actors.svg").read_text("utf-8") == draw(events, documents, language="ckb")


def test_png_without_its_package(events: Events, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(GraphError, match=re.escape("a .png needs the package resvg-py: pip install 'tewn[picture]'")):
        tewn.view(events).write(tmp_path / "actors.png")
    assert not list(tmp_path.iterdir())
