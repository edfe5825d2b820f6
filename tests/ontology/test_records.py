"""Records in files: what no file can hold does not end the reading or the writing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tewn.extractors.extractor import Extractor
from tewn.ontology.errors import InputError
from tewn.ontology.model import Document, Event
from tewn.ontology.records import event_line, read_events, read_inputs, write_events


@pytest.fixture(scope="module")
def event() -> Event:
    """An event whose recipient has half of a surrogate pair in its words."""
    text = "Iran attacked Zq\ud83dertap yesterday."
    (found,) = Extractor("en").extract(Document("a", text))
    return found


def test_half_of_a_surrogate_pair_is_replaced_and_offsets_stay(tmp_path: Path, event: Event) -> None:
    odd = replace(event, document="\udcff", lemma="x\ud83dy")
    write_events([odd, event], tmp_path / "events.jsonl")
    first, second = read_events(tmp_path / "events.jsonl")
    assert (first.document, first.lemma) == ("\ufffd", "x\ufffdy")
    assert (second.trigger, second.actor) == (event.trigger, event.actor)
    assert "\ud83d" not in event_line(odd)


@pytest.mark.skipif(os.name != "posix", reason="names of files are Unicode there")
def test_a_file_name_that_is_not_utf_8_gives_an_id_that_is(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff1.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"Iran attacked a village.")
    except OSError:
        pytest.skip("the file system has no such names")
    (entry,) = read_inputs([os.fsdecode(path)])
    assert isinstance(entry.record, Document)
    assert entry.record.id == "\ufffd1"


def test_a_file_name_that_no_system_has_is_named(tmp_path: Path) -> None:
    (entry,) = read_inputs([str(tmp_path / "\ud800.txt")])
    assert isinstance(entry.record, InputError)
