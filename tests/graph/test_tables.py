"""The tables of the field are read back by the usual readers, and hold what is told as fact, and nothing else."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas  # type: ignore[import-untyped]
import pytest

from tewn.graph import rows, table_gdelt, table_icews, table_polecat, write
from tewn.graph.merge import MergedEvent
from tewn.ontology.errors import GraphError
from tewn.ontology.model import (
    FACTUALITIES,
    Document,
    Event,
    Factuality,
    Location,
    Participant,
    Span,
    TimeExpression,
)

Make = Callable[..., Event]
TABLES = (".polecat.tsv", ".gdelt.tsv", ".icews.tsv")
COLUMNS = {
    ".polecat.tsv": table_polecat.COLUMNS,
    ".gdelt.tsv": table_gdelt.COLUMNS,
    ".icews.tsv": table_icews.COLUMNS,
}
WIDTHS = {".polecat.tsv": 40, ".gdelt.tsv": 61, ".icews.tsv": 20}
HOSTILE = '"a\tb\r\nc\x00\x1f\x85\u2028\'d" ; "e, ‌دەستی \ud800\x7f'


def read(path: Path, suffix: str) -> pandas.DataFrame:
    """Read a table as its users do, every value as a string and what is missing as ''."""
    names = list(COLUMNS[suffix]) if suffix == ".gdelt.tsv" else None
    table = pandas.read_csv(path, sep="\t", dtype=str, names=names, keep_default_na=False)
    assert list(table.columns) == list(COLUMNS[suffix])
    return table.replace("None", "")


@pytest.fixture
def tabled(tmp_path: Path) -> Callable[..., list[dict[str, str]]]:
    """Write events as a table and return its rows as they are read back."""

    def table(suffix: str, events: Iterable[Event], documents: Iterable[Document] = ()) -> list[dict[str, str]]:
        path = tmp_path / f"events{suffix}"
        write(events, documents, path)
        found: list[dict[str, str]] = read(path, suffix).to_dict("records")
        return found

    return table


Tabled = Callable[..., list[dict[str, str]]]


def filled(row: dict[str, str]) -> dict[str, str]:
    return {column: value for column, value in row.items() if value}


# ---------------------------------------------------------------- what they hold


def test_polecat_holds_a_row_for_each_event_told_as_fact(
    tabled: Tabled, events: tuple[Event, ...], documents: tuple[Document, ...], ids: Mapping[str, str]
) -> None:
    meeting, attack, shelling = tabled(".polecat.tsv", events, documents)
    assert filled(attack) == {
        "Event ID": ids["k1"],
        "Event Date": "2026-11-19",
        "Event Type": "ASSAULT",
        "Event Mode": "heavy-weapons",
        "Intensity": "-9.5",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military;territory",
        "Actor Name": "Army of Arastan",
        "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL",
        "Actor Name Raw": "سوپای ئاراستان",
        "Recipient Name": "هێزەکانی دەلاوا",
        "Primary Recipient Sector": "MIL",
        "Recipient Sectors": "MIL",
        "Recipient Name Raw": "هێزەکانی دەلاوا",
        "Placename": "شاری گولان",
        "Latitude": "36.19",
        "Longitude": "44.01",
        "Raw Placename": "شاری گولان",
        "Source": "ڕۆژنامەی نموونە",
        "Publication Date": "2026-11-20",
        "Language": "ckb",
    }
    assert (meeting["Event ID"], meeting["Actor Name"], meeting["Recipient Name"]) == (ids["e3"], "Aldova;Meria", "")
    assert (shelling["Event ID"], shelling["Actor Name"], shelling["Event Date"]) == ("e1", "", "2026-11-21")


def test_polecat_says_none_where_nothing_is_known(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write(events, [], tmp_path / "events.polecat.tsv")
    lines = (tmp_path / "events.polecat.tsv").read_text("utf-8").splitlines()
    assert all("" not in line.split("\t") for line in lines)
    shelling = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert (shelling["Event ID"], shelling["Event Date"], shelling["Actor Name"]) == ("e1", "None", "None")


def test_gdelt_holds_a_row_for_each_pair(
    tabled: Tabled, events: tuple[Event, ...], documents: tuple[Document, ...], ids: Mapping[str, str]
) -> None:
    there, back, attack, shelling = tabled(".gdelt.tsv", events, documents)
    assert [(row["Actor1Name"], row["Actor2Name"]) for row in (there, back, shelling)] == [
        ("ALDOVA", "MERIA"),
        ("MERIA", "ALDOVA"),
        ("", "A MARKET"),
    ]
    assert filled(attack) == {
        "GlobalEventID": str(table_gdelt.global_id(ids["k1"])),
        "Day": "20261119",
        "MonthYear": "202611",
        "Year": "2026",
        "FractionDate": "2026.8849",
        "Actor1Code": "ARSMIL",
        "Actor1Name": "ARMY OF ARASTAN",
        "Actor1Type1Code": "MIL",
        "Actor2Code": "DLWMIL",
        "Actor2Name": "هێزەکانی دەلاوا",
        "Actor2Type1Code": "MIL",
        "IsRootEvent": "1",
        "EventCode": "194",
        "EventBaseCode": "194",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-9.5",
        "NumMentions": "1",
        "NumSources": "1",
        "NumArticles": "1",
        "Actor1Geo_Type": "0",
        "Actor2Geo_Type": "0",
        "ActionGeo_Type": "0",
        "ActionGeo_FullName": "شاری گولان",
        "ActionGeo_Lat": "36.19",
        "ActionGeo_Long": "44.01",
        "DATEADDED": "20261120000000",
        "SOURCEURL": "https://news.example/1?a=b&c=<d>",
    }


def test_icews_holds_a_row_for_each_pair(
    tabled: Tabled, events: tuple[Event, ...], documents: tuple[Document, ...], ids: Mapping[str, str]
) -> None:
    there, back, attack, shelling = tabled(".icews.tsv", events, documents)
    meeting = ids["e3"]
    assert [row["Event ID"] for row in (there, back, attack, shelling)] == [meeting, f"{meeting}/2", ids["k1"], "e1"]
    assert (back["Source Name"], back["Target Name"], back["Source Sectors"]) == ("Meria", "Aldova", "Government")
    assert (there["CAMEO Code"], there["Event Text"]) == ("040", "consultation of any kind")
    assert filled(attack) == {
        "Event ID": ids["k1"],
        "Event Date": "2026-11-19",
        "Source Name": "Army of Arastan",
        "Source Sectors": "Military",
        "Event Text": attack["Event Text"],
        "CAMEO Code": "194",
        "Intensity": "-9.5",
        "Target Name": "هێزەکانی دەلاوا",
        "Target Sectors": "Military",
        "Story ID": "ckb-1",
        "Sentence Number": "1",
        "Publisher": "ڕۆژنامەی نموونە",
        "Latitude": "36.19",
        "Longitude": "44.01",
    }


@pytest.mark.parametrize("suffix", TABLES)
@pytest.mark.parametrize("factuality", [one for one in FACTUALITIES if one != "actual"])
def test_what_is_no_fact_is_in_none_of_them(
    tabled: Tabled, events: tuple[Event, ...], suffix: str, factuality: Factuality
) -> None:
    assert tabled(suffix, [replace(event, factuality=factuality) for event in events]) == []


@pytest.mark.parametrize("suffix", TABLES)
def test_fact_that_names_nobody_keeps_its_row(tabled: Tabled, events: tuple[Event, ...], suffix: str) -> None:
    (row,) = tabled(suffix, [replace(events[0], actor=(), recipient=())])
    names = ("Actor Name", "Recipient Name", "Actor1Name", "Actor2Name", "Source Name", "Target Name")
    assert not any(row.get(name) for name in names)


def test_only_the_pair_that_is_denied_is_left_out(tabled: Tabled, events: tuple[Event, ...]) -> None:
    claim, denial = events[1], events[2]
    other = Participant("هێزەکانی دەلاوا", 61, 76, "DLW-MIL", label="Forces")
    claim = replace(claim, recipient=(*claim.recipient, other))
    assert [row["Target Name"] for row in tabled(".icews.tsv", [claim, denial])] == ["Forces"]
    assert [row["Recipient Name"] for row in tabled(".polecat.tsv", [claim, denial])] == ["Forces"]
    assert len(tabled(".icews.tsv", [claim])) == 2


# ---------------------------------------------------------------- merged events


@pytest.fixture
def as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Merge all events into one that has everything any of them tells."""

    def once(events: list[Event], role: str) -> tuple[Participant, ...]:
        found = {one.code: one for event in events for one in getattr(event, role)}
        return tuple(found.values())

    def merge(events: Iterable[Event], documents: Iterable[Document] = ()) -> tuple[MergedEvent, ...]:
        events = list(events)
        first, times = events[0], [event.time.value for event in events if event.time]
        return (
            MergedEvent(
                "m1", first.type, first.mode, first.contexts, first.cameo, first.quad, first.score,
                once(events, "actor"), once(events, "recipient"), (), times[0] if times else None, first.place,
                tuple(events),
            ),
        )  # fmt: skip

    monkeypatch.setattr(rows, "merge", merge)


def told(event: Event, id: str, document: str, actor: str | None, recipient: str | None, **fields: object) -> Event:
    """The event as another report tells it, of actors with a code alone."""
    people = {
        role: (Participant(None, None, None, code),) if code else ()
        for role, code in (("actor", actor), ("recipient", recipient))
    }
    return replace(event, id=id, document=document, **people, **fields)  # type: ignore[arg-type]


def bare(event: Event) -> Event:
    """The event told by a text that is "hit", and nothing else that quotes."""
    return replace(event, trigger=(Span("hit", 0, 3),), instrument=(), attribution=(), time=None, place=None)


@pytest.mark.usefixtures("as_one")
def test_reports_sources_and_documents_are_counted(tabled: Tabled, events: tuple[Event, ...]) -> None:
    reports = [
        told(events[0], "a", "1", "TUR-MIL", None),
        told(events[0], "b", "1", None, "IRQ-CVL", sentence=3),
        told(events[0], "c", "2", "TUR-MIL", "IRQ-CVL"),
        told(events[0], "d", "3", "TUR-MIL", "IRQ-CVL", factuality="possible"),
    ]
    documents = [
        Document("1", "hit", source="One"),
        Document("2", "hit", url="https://two.example/a"),
        Document("3", "hit", source="Three"),
    ]
    (row,) = tabled(".gdelt.tsv", [bare(report) for report in reports], documents)
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("3", "2", "2")
    assert (row["Actor1Code"], row["Actor2Code"]) == ("TURMIL", "IRQCVL")


@pytest.mark.usefixtures("as_one")
@pytest.mark.parametrize("other", ["IRQ-CVL", "SYR-CVL"])
def test_who_is_named_in_a_mere_possibility_is_left_out(tabled: Tabled, events: tuple[Event, ...], other: str) -> None:
    fact = bare(told(events[0], "a", "1", None, "IRQ-CVL"))
    guess = bare(told(events[0], "b", "2", "TUR-MIL", other, factuality="possible"))
    (row,) = tabled(".polecat.tsv", [fact, guess])
    assert (row["Actor Country"], row["Recipient Country"]) == ("", "IRQ")
    (row,) = tabled(".icews.tsv", [fact, guess])
    assert (row["Source Country"], row["Target Country"]) == ("", "Iraq")


@pytest.mark.usefixtures("as_one")
def test_what_one_document_denies_and_another_tells_is_told(tabled: Tabled, events: tuple[Event, ...]) -> None:
    denied = bare(told(events[0], "a", "1", "TUR-MIL", "IRQ-CVL"))
    denial = bare(told(events[0], "b", "1", "TUR-MIL", "IRQ-CVL", factuality="negated"))
    assert tabled(".gdelt.tsv", [denied, denial]) == []
    (row,) = tabled(".gdelt.tsv", [denied, denial, replace(denied, id="c", document="2")])
    assert (row["Actor1Code"], row["NumMentions"], row["SOURCEURL"]) == ("TURMIL", "1", "2")


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize(
    ("code", "country", "name", "gdelt"),
    [
        ("TUR-MIL", "TUR", "Türkiye", {"Code": "TURMIL", "CountryCode": "TUR", "Type1Code": "MIL"}),
        ("KRD-MIL", "IRQ", "Iraq", {"Code": "KRDMIL", "CountryCode": "IRQ", "Type1Code": "MIL"}),
        ("IGO:UNO", "IGO", "", {"Code": "IGOUNO", "KnownGroupCode": "UNO", "Type1Code": "IGO"}),
        ("-REB", "", "", {"Code": "REB", "Type1Code": "REB"}),
        ("UNK", "", "", {"Code": "UNK"}),
        ("IRQ-UNK", "IRQ", "Iraq", {"Code": "IRQUNK", "CountryCode": "IRQ"}),
    ],
)
def test_actor_codes_become_those_of_each_table(
    tabled: Tabled, events: tuple[Event, ...], code: str, country: str, name: str, gdelt: dict[str, str]
) -> None:
    event = bare(told(events[0], "a", "1", code, None))
    assert tabled(".polecat.tsv", [event])[0]["Actor Country"] == country
    assert tabled(".icews.tsv", [event])[0]["Source Country"] == name
    (row,) = tabled(".gdelt.tsv", [event])
    found = {column.removeprefix("Actor1"): value for column, value in filled(row).items()}
    assert {key: found.get(key) for key in gdelt} == gdelt
    assert sorted(set(found) & {"KnownGroupCode", "CountryCode", "Type1Code", "Type2Code"}) == sorted(
        gdelt.keys() - {"Code"}
    )


@pytest.mark.parametrize(
    ("entity", "type", "fips", "full", "column"),
    [
        ("irq", "1", "IZ", "Iraq", "Country"),
        ("usa-texas", "2", "US", "Texas, United States", "Province"),
        ("irq-mosul", "4", "IZ", "Mosul, Iraq", "City"),
        ("irq-erbil", "5", "IZ", "Erbil, Iraq", "Province"),
    ],
)
def test_places_have_fips_codes_and_names(
    tabled: Tabled, events: tuple[Event, ...], entity: str, type: str, fips: str, full: str, column: str
) -> None:
    event = replace(bare(events[0]), place=Location("hit", 0, 3, entity))
    (row,) = tabled(".gdelt.tsv", [event])
    found = [row[f"ActionGeo_{name}"] for name in ("Type", "CountryCode", "FullName")]
    assert found == [type, fips, full]
    assert tabled(".polecat.tsv", [event])[0][column] in [*full.split(", "), "IRQ"]
    assert tabled(".icews.tsv", [event])[0]["Country"] == full.split(", ")[-1]


@pytest.mark.parametrize(
    ("cameo", "codes"),
    [("02", ("020", "020", "02")), ("0251", ("0251", "025", "02")), (None, ("190", "190", "19"))],
)
def test_event_codes_keep_their_zeros(
    tabled: Tabled, events: tuple[Event, ...], cameo: str | None, codes: tuple[str, ...]
) -> None:
    (row,) = tabled(".gdelt.tsv", [replace(events[0], mode=None, cameo=cameo)])
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == codes


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("time", "texts", "day"),
    [
        (TimeExpression("hit", 0, 3, "2021-02"), [Document("ckb-1", "hit", date(2021, 3, 1))], "2021-02-01"),
        (TimeExpression("hit", 0, 3, None), [Document("ckb-1", "hit", date(2021, 3, 1))], "2021-03-01"),
        (None, [Document("ckb-1", "hit")], ""),
        (None, [], ""),
    ],
)
def test_day_is_that_told_else_that_of_publication_else_none(
    tabled: Tabled, events: tuple[Event, ...], time: TimeExpression | None, texts: list[Document], day: str
) -> None:
    event = replace(bare(events[0]), actor=(), recipient=(), time=time)
    assert [row["Event Date"] for row in tabled(".icews.tsv", [event], texts)] == [day]
    assert [row["Event Date"] for row in tabled(".polecat.tsv", [event], texts)] == [day]
    assert [row["Day"] for row in tabled(".gdelt.tsv", [event], texts)] == [day.replace("-", "")]


# ---------------------------------------------------------------- shape


@pytest.mark.parametrize("suffix", TABLES)
def test_nothing_in_a_value_breaks_the_table(tabled: Tabled, events: tuple[Event, ...], suffix: str) -> None:
    assert len(COLUMNS[suffix]) == len(set(COLUMNS[suffix])) == WIDTHS[suffix]
    who = Participant(HOSTILE, 0, len(HOSTILE), HOSTILE, entity=HOSTILE, label=HOSTILE)
    place = Location(HOSTILE, 0, len(HOSTILE), HOSTILE, 1.0, 2.0)
    event = replace(
        events[0], id=HOSTILE, document=HOSTILE, trigger=(Span(HOSTILE, 0, len(HOSTILE)),), actor=(who,),
        recipient=(who,), instrument=(who,), time=None, place=place, rule=HOSTILE,
    )  # fmt: skip
    document = Document(HOSTILE, HOSTILE, source=HOSTILE, url=HOSTILE, title=HOSTILE)
    read_back = tabled(suffix, [event, *events], [document])
    assert len(read_back) == (4 if suffix == ".polecat.tsv" else 5)
    flat = rows.flat(HOSTILE)
    assert len(flat) == len(HOSTILE) and not re.search("[\x00-\x1f\x7f-\x9f\u2028\ud800]", flat)
    expected = flat.replace(";", ",") if suffix == ".polecat.tsv" else flat
    column = {".polecat.tsv": "Recipient Name", ".gdelt.tsv": "ActionGeo_FullName", ".icews.tsv": "Target Name"}
    assert expected in [row[column[suffix]] for row in read_back]


@pytest.mark.parametrize("suffix", TABLES)
def test_every_line_has_every_column(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str
) -> None:
    write(events, documents, tmp_path / f"events{suffix}")
    lines = (tmp_path / f"events{suffix}").read_text("utf-8").splitlines()
    assert {line.count("\t") for line in lines} == {WIDTHS[suffix] - 1}


@pytest.mark.parametrize("suffix", TABLES)
def test_no_events_leave_the_header_alone(tmp_path: Path, suffix: str) -> None:
    write([], [], tmp_path / f"events{suffix}")
    header = "" if suffix == ".gdelt.tsv" else "\t".join(COLUMNS[suffix]) + "\n"
    assert (tmp_path / f"events{suffix}").read_text("utf-8") == header


def test_global_ids_are_whole_numbers_of_63_bits_each_once() -> None:
    identifiers = [table_gdelt.global_id(f"e{number}/{pair}") for number in range(2000) for pair in range(3)]
    assert len(set(identifiers)) == len(identifiers)
    assert all(0 <= identifier < 2**63 for identifier in identifiers)


@pytest.mark.parametrize("suffix", TABLES)
def test_ids_of_rows_are_unique(
    tabled: Tabled, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str
) -> None:
    identifiers = [row[COLUMNS[suffix][0]] for row in tabled(suffix, [*events, *events], documents)]
    assert len(set(identifiers)) == len(identifiers) > 2


@pytest.mark.parametrize("suffix", TABLES)
def test_faulty_records_are_refused(tmp_path: Path, events: tuple[Event, ...], suffix: str) -> None:
    with pytest.raises(GraphError, match="unknown PLOVER type 'ASSULT'"):
        write([replace(events[0], type="ASSULT")], [], tmp_path / f"events{suffix}")
    assert list(tmp_path.iterdir()) == []


ALL = (*TABLES, ".jsonl", ".csv", ".parquet", ".plover.jsonl")


@pytest.mark.parametrize("suffix", ALL)
def test_order_of_the_input_does_not_matter(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str
) -> None:
    mixed = random.Random(7).sample(events, len(events))
    write(events, documents, tmp_path / f"a{suffix}")
    write([*mixed, mixed[0]], reversed(documents), tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_hash_seed_does_not_matter(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write(events, [], tmp_path / "events.jsonl")
    program = (
        "import sys, tewn\n"
        "events = tewn.read_events(sys.argv[1] + '/events.jsonl')\n"
        f"for suffix in {ALL}:\n"
        "    tewn.write(events, [], sys.argv[1] + '/' + sys.argv[2] + suffix)\n"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run([sys.executable, "-c", program, str(tmp_path), seed], check=True, env=environment)
    for suffix in ALL:
        assert (tmp_path / f"1{suffix}").read_bytes() == (tmp_path / f"2{suffix}").read_bytes(), suffix
