"""Records in files: what no file can hold does not end the reading or the writing."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

import tewn.ontology.records
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


def test_what_is_too_long_is_named_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tewn.ontology.records, "_LONGEST", 100)
    rows = [json.dumps({"id": str(size), "text": "x" * size}) for size in (10, 1000, 100_000, 20, 150)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), "utf-8")
    (tmp_path / "b.txt").write_text("x" * 101, "utf-8")
    (tmp_path / "c.txt").write_text("x" * 100, "utf-8")
    found = list(read_inputs([tmp_path]))
    records = [(entry.where.rpartition("/")[2], getattr(entry.record, "id", str(entry.record))) for entry in found]
    late = f"{tmp_path}/{{}}: this is longer than 0.0001 MB"
    assert records == [
        ("a.jsonl:1", "10"),
        ("a.jsonl:2", late.format("a.jsonl:2")),
        ("a.jsonl:3", late.format("a.jsonl:3")),
        ("a.jsonl:4", "20"),
        ("a.jsonl:5", late.format("a.jsonl:5")),
        ("b.txt", late.format("b.txt")),
        ("c.txt", "c"),
    ]


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".txt.gz", ".txt.zst"])
def test_an_archive_that_holds_endless_text_does_not_fill_the_memory(tmp_path: Path, suffix: str) -> None:
    packed = io.BytesIO()
    with gzip.open(packed, "wb") if suffix.endswith("gz") else zstandard.open(packed, "wb", closefd=False) as file:
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"\n")
        file.write(json.dumps({"id": "a", "text": "b"}).encode())
    (tmp_path / f"bomb{suffix}").write_bytes(packed.getvalue())
    tracemalloc.start()
    found = list(read_inputs([tmp_path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(found[0].record).endswith(": this is longer than 16 MB")
    assert [entry.record.id for entry in found[1:] if isinstance(entry.record, Document)] == ["a"] * ("json" in suffix)
    assert peak < 100_000_000
