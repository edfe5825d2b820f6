"""Views: what they are made of, the language they open in, what they are written as, and errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tewn
from tewn.graph import check_view, view
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event

Events = tuple[Event, ...]
Documents = tuple[Document, ...]


def test_records_and_graphs_wherever_they_are_kept_give_the_same_page(
    events: Events, documents: Documents, tmp_path: Path
) -> None:
    page = tewn.view(events, documents, language="en").html()
    tewn.write(events, documents, tmp_path / "graph.ttl")
    tewn.write(events, documents, f"{tmp_path}/store/")
    for place in (tmp_path / "graph.ttl", str(tmp_path / "store"), tewn.to_rdf(events, documents)):
        assert tewn.view(place, language="en").html() == page


def test_the_language_is_that_of_most_events(events: Events, documents: Documents) -> None:
    assert {event.language for event in events} == {"ckb", "en"}
    for language in ("ckb", "en"):
        own = [event for event in events if event.language == language]
        assert view(own, documents).language == language
    assert view([]).language == "en"
    assert re.search('<html lang="ckb" dir="rtl">', view(events, documents, language="ckb").html())


def test_an_unknown_language(events: Events) -> None:
    with pytest.raises(GraphError, match=re.escape("no interface in 'ckp' (did you mean 'ckb'?); there are ckb, en")):
        view(events, language="ckp")


def test_other_suffixes_are_refused() -> None:
    with pytest.raises(GraphError, match=r"actors\.htm: no view has the suffix '\.htm' \(did you mean '\.html'\?\)"):
        check_view("actors.htm")


def test_a_file_that_cannot_be_written(events: Events, documents: Documents, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no-folder"):
        view(events, documents).write(tmp_path / "no-folder" / "actors.html")


def test_a_frame_for_notebooks_runs_scripts_but_is_no_part_of_the_page(events: Events, documents: Documents) -> None:
    frame = view(events, documents)._repr_html_()
    assert frame.startswith('<iframe srcdoc="&lt;!DOCTYPE html&gt;')
    assert "allow-same-origin" not in frame
    assert frame.count("<") == 2
