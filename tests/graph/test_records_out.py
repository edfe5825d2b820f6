"""Event records as JSON lines, CSV, Parquet and PLOVER JSON hold everything, whatever its factuality."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet  # type: ignore[import-untyped]

from tewn.graph import Run, check_output, table_records, write
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Location, Participant, Span
from tewn.ontology.records import read_events

HOSTILE = '"a\tb\r\nc\x00 \'d" ; "e, \u2028 ‌دەستی =1+1'


def by_id(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in records}


def hostile(event: Event) -> Event:
    who = Participant(HOSTILE, 0, len(HOSTILE), HOSTILE, entity=HOSTILE, label=HOSTILE)
    return replace(
        event, id=HOSTILE, document=HOSTILE, trigger=(Span(HOSTILE, 0, len(HOSTILE)),) * 2, lemma=HOSTILE,
        actor=(who, who), recipient=(), instrument=(), attribution=(who,), time=None,
        place=Location(HOSTILE, 0, len(HOSTILE)), rule=HOSTILE,
    )  # fmt: skip


# ---------------------------------------------------------------- JSON lines


def test_event_records_are_read_back(tmp_path: Path, events: tuple[Event, ...]) -> None:
    odd = hostile(events[0])
    write([*events, odd], [], tmp_path / "events.jsonl")
    assert sorted(read_events(tmp_path / "events.jsonl"), key=lambda e: e.id) == sorted(
        [*events, odd], key=lambda e: e.id
    )


@pytest.mark.parametrize("suffix", [".jsonl", ".plover.jsonl"])
def test_no_events_make_an_empty_file(tmp_path: Path, suffix: str) -> None:
    write([], [], tmp_path / f"events{suffix}")
    assert (tmp_path / f"events{suffix}").read_bytes() == b""


# ---------------------------------------------------------------- CSV


def csv(path: Path) -> dict[str, dict[str, Any]]:
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert list(table.columns) == list(table_records.COLUMNS)
    return by_id(table.to_dict("records"))


def test_csv_has_a_row_for_each_report(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...]
) -> None:
    write(events, documents, tmp_path / "events.csv")
    found = csv(tmp_path / "events.csv")
    assert found.keys() == {event.id for event in events}
    attack = found["k1"]
    start = documents[0].text.index("سوپای")
    assert (attack["actor_text"], attack["actor_start"]) == ("سوپای ئاراستان", str(start))
    assert (attack["actor"], attack["actor_country"], attack["actor_sector"]) == ("Army of Arastan", "ARS", "MIL")
    assert (attack["contexts"], attack["cameo"], attack["score"]) == ("military; territory", "194", "-9.5")
    assert (attack["published"], attack["time"], attack["title"]) == ("2026-11-20", "2026-11-19", documents[0].title)
    assert found["e3"]["actor_entity"] == "ald; mer"
    assert {id: (row["factuality"], row["disputed"]) for id, row in found.items()} == {
        "k1": ("actual", "False"),
        "k2": ("actual", "True"),
        "k3": ("negated", "False"),
        "e1": ("actual", "False"),
        "e2": ("possible", "False"),
        "e3": ("actual", "False"),
    }


def test_csv_opens_with_a_byte_order_mark_and_reads_with_and_without(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write(events, [], tmp_path / "events.csv")
    assert (tmp_path / "events.csv").read_bytes().startswith(b"\xef\xbb\xbfid,event,")
    for encoding in ("utf-8", "utf-8-sig"):
        assert pandas.read_csv(tmp_path / "events.csv", encoding=encoding).columns[0] == "id"


def test_csv_row_stays_a_row(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write([hostile(events[0]), events[1]], [Document(HOSTILE, HOSTILE, title=HOSTILE)], tmp_path / "events.csv")
    assert len((tmp_path / "events.csv").read_text("utf-8").splitlines()) == 3
    flat = '"a b  c  \'d" ; "e,   ‌دەستی =1+1'
    row = csv(tmp_path / "events.csv")[flat]
    assert (row["title"], row["trigger"]) == (flat, f"{flat}; {flat}")


def test_csv_keeps_the_place_of_a_member_that_is_missing(tmp_path: Path, events: tuple[Event, ...]) -> None:
    silent = Participant(None, None, None, "TUR-GOV", "tur")
    write([replace(events[0], actor=(silent, *events[0].actor))], [], tmp_path / "events.csv")
    row = csv(tmp_path / "events.csv")["k1"]
    assert row["actor_text"].split("; ") == ["", "سوپای ئاراستان"]
    assert row["actor"].split("; ") == ["TUR-GOV", "Army of Arastan"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_no_events_leave_the_columns_alone(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"events{suffix}"
    write([], [], path)
    table = pandas.read_csv(path) if suffix == ".csv" else pandas.read_parquet(path)
    assert (list(table.columns), len(table)) == (list(table_records.COLUMNS), 0)


# ---------------------------------------------------------------- Parquet


def test_parquet_holds_lists_and_types(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...]
) -> None:
    odd = hostile(events[0])
    write([*events, odd], documents, tmp_path / "events.parquet")
    found = by_id(parquet.read_table(tmp_path / "events.parquet").to_pylist())
    assert found.keys() == {event.id for event in (*events, odd)}
    attack = found["k1"]
    assert (attack["contexts"], attack["score"], attack["quad"]) == (["military", "territory"], -9.5, 4)
    assert (attack["published"], attack["disputed"], attack["mode"]) == (date(2026, 11, 20), False, "heavy-weapons")
    for event in (*events, odd):
        row = found[event.id]
        assert row["trigger_start"] == [span.start for span in event.trigger]
        assert [span.text for span in event.trigger] == row["trigger"]
        assert row["actor_text"] == [one.text for one in event.actor]
        assert row["latitude"] == (event.place.latitude if event.place else None)
    frame = pandas.read_parquet(tmp_path / "events.parquet").set_index("id")
    assert list(frame.columns) == list(table_records.COLUMNS)[1:]
    assert list(frame.loc["e3", "actor_entity"]) == ["ald", "mer"]


def test_parquet_holds_a_lone_surrogate_as_a_replacement_character(tmp_path: Path, events: tuple[Event, ...]) -> None:
    odd = replace(events[0], lemma="x\ud83dy", trigger=(Span("\udc00", 0, 1),))
    write([odd], [], tmp_path / "events.parquet")
    (row,) = parquet.read_table(tmp_path / "events.parquet").to_pylist()
    assert (row["lemma"], row["trigger"]) == ("x\ufffdy", ["\ufffd"])


def test_missing_pyarrow_is_said_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: tuple[Event, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    needs = r"^the format \.parquet needs the package pyarrow: pip install pyarrow$"
    with pytest.raises(GraphError, match=needs):
        check_output("events.parquet")
    with pytest.raises(GraphError, match=needs):
        write(events, [], tmp_path / "events.parquet")
    assert list(tmp_path.iterdir()) == []
    write(events, [], tmp_path / "events.csv")


# ---------------------------------------------------------------- PLOVER


def plover(path: Path) -> dict[str, dict[str, Any]]:
    return by_id([json.loads(line) for line in path.read_text("utf-8").split("\n") if line])


def test_plover_holds_every_event_with_its_factuality(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], ids: Mapping[str, str]
) -> None:
    write(events, documents, tmp_path / "e.plover.jsonl", run=Run(version="9"))
    found = plover(tmp_path / "e.plover.jsonl")
    assert {id: (event["factuality"], event["disputed"]) for id, event in found.items()} == {
        ids["e3"]: (["actual"], False),
        ids["k1"]: (["actual"], False),
        ids["k2"]: (["actual", "negated"], True),
        ids["e1"]: (["actual"], False),
        ids["e2"]: (["possible"], False),
    }
    attack = found[ids["k1"]]
    assert (attack["event"], attack["mode"], attack["quad_code"], attack["event_scale"]) == (
        "ASSAULT", "heavy-weapons", 4, -9.5,
    )  # fmt: skip
    start = documents[0].text.index("سوپای ئاراستان")
    assert attack["actor"] == [
        {
            "code": "ARS",
            "sector": "MIL",
            "entity_text": "سوپای ئاراستان",
            "identifier_id": "ars-army",
            "identifier_text": "Army of Arastan",
            "start": start,
            "end": start + 14,
        }
    ]
    assert attack["event_loc"] == {"extracted_place": "شاری گولان", "lat": 36.19, "lon": 44.01}
    assert attack["cite_info"] == {
        "citation": "ckb-1",
        "url": documents[0].url,
        "title": documents[0].title,
        "publication": "ڕۆژنامەی نموونە",
        "published": "2026-11-20",
        "language": "ckb",
        "coder": "tewn 9",
        "codebook": "PLOVER manual, draft 0.8",
    }
    assert [who["identifier_id"] for who in found[ids["e3"]]["actor"]] == ["ald", "mer"]
    assert [report["id"] for report in attack["reports"]] == ["k1"]


def test_plover_joins_a_claim_and_its_denial_and_keeps_who_says_which(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], ids: Mapping[str, str]
) -> None:
    write(events, documents, tmp_path / "e.plover.jsonl")
    burning = plover(tmp_path / "e.plover.jsonl")[ids["k2"]]
    claim, denial = burning["reports"]
    assert (claim["id"], claim["factuality"], claim["disputed"]) == ("k2", "actual", True)
    assert (denial["id"], denial["factuality"], denial["disputed"]) == ("k3", "negated", False)
    assert claim["attribution"][0]["entity_text"] == "وەزارەتی دەرەوەی دەلاوا"
    assert denial["attribution"][0]["entity_text"] == "ئاراستان"
    assert [who["entity_text"] for who in burning["attribution"]] == ["وەزارەتی دەرەوەی دەلاوا", "ئاراستان"]
    assert burning["mode"] == "destroy"  # the claim tells it, the denial does not


def test_plover_always_has_the_fields_that_it_requires(tmp_path: Path, events: tuple[Event, ...]) -> None:
    bare = replace(events[0], actor=(), recipient=(), time=None, place=None)
    write([bare], [], tmp_path / "e.plover.jsonl")
    event = plover(tmp_path / "e.plover.jsonl")["k1"]
    assert {name: event[name] for name in ("id", "date", "actor", "event")} == {
        "id": "k1", "date": None, "actor": [], "event": "ASSAULT",
    }  # fmt: skip
    assert "recipient" not in event and "event_loc" not in event


def test_plover_says_how_long_and_how_finely(tmp_path: Path, events: tuple[Event, ...]) -> None:
    assert events[0].time
    event = replace(
        events[0], time=replace(events[0].time, value="2021-02"), place=Location("x", 0, 1, "irq-mosul", 36.3, 43.1)
    )
    write([event], [], tmp_path / "e.plover.jsonl")
    found = plover(tmp_path / "e.plover.jsonl")["k1"]
    assert (found["date"], found["enddate"]) == ("2021-02-01", "2021-02-28")
    place = found["event_loc"]
    assert (place["resolved_place"], place["city"], place["country"], place["country_code"]) == (
        "Mosul", "Mosul", "Iraq", "IRQ",
    )  # fmt: skip
    assert (place["resolution"], place["geonameid"]) == (4, "99072")


def test_plover_keeps_any_character(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write([hostile(events[0])], [], tmp_path / "e.plover.jsonl")
    assert plover(tmp_path / "e.plover.jsonl")[HOSTILE]["actor"][0]["entity_text"] == HOSTILE
    assert len(pandas.read_json(tmp_path / "e.plover.jsonl", lines=True)) == 1
