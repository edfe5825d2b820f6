"""Spark: what becomes of documents is what the command line and the library make of them, and nothing is lost.

A Spark of two threads in this process, without a network. Skipped where pyspark or Java is missing, unless
TEWN_REQUIRE_SPARK is set.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, fields, replace
from datetime import date, datetime
from itertools import groupby, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tewn
from tewn.cli import main
from tewn.ontology.model import event_from_dict, event_to_dict

ROOT = Path(__file__).resolve().parent.parent
if "TEWN_REQUIRE_SPARK" not in os.environ:
    pytest.importorskip("pyspark")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java", allow_module_level=True)

from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql import types as T  # noqa: E402

from tewn import spark  # noqa: E402

DAY = date(2021, 3, 14)
ATTACK = "داعش دوێنێ هێرشی کردە سەر پێشمەرگە لە داقووق."  # "Yesterday ISIS attacked the Peshmerga in Daquq."
DOCUMENT = spark.schema_of(tewn.Document)
EXTRACTED = (
    T.StructType()
    .add("id", "string")
    .add("date", "date")
    .add("events", T.ArrayType(spark.schema_of(tewn.Event)))
    .add("error", "string")
)


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """Spark in this process, with two workers and no open port but those of this machine."""
    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    settings: dict[str, Any] = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",  # so few rows would all come together by themselves
        "spark.sql.shuffle.partitions": "3",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def examples() -> list[tewn.Document]:
    """The example articles, and one of them under another id."""
    found = [one for path in sorted(ROOT.glob("examples/*.txt")) for one in tewn.read_documents(path, date=DAY)]
    return [*found, replace(found[0], id="again", title="نموونە", source="Example Press")]


@pytest.fixture(scope="module")
def extracted(session: SparkSession, examples: list[tewn.Document]) -> DataFrame:
    """The example articles with their events, extracted once for all tests."""
    return spark.extract(rows_of(session, examples)).coalesce(1).cache()


def rows_of(session: SparkSession, documents: Iterable[tewn.Document]) -> DataFrame:
    return session.createDataFrame([astuple(one) for one in documents], DOCUMENT)


def benchmark(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def values(lines: DataFrame) -> list[str]:
    return [row.value for row in lines.collect()]


def happenings(merged: DataFrame) -> list[dict[str, Any]]:
    """Return the rows of merged events as plain dicts, in the order of their ids."""
    return sorted((row.asDict(recursive=True) for row in merged.collect()), key=itemgetter("id"))


def expected(events: Iterable[tewn.Event], documents: Iterable[tewn.Document]) -> list[dict[str, Any]]:
    found = [asdict(one) for one in tewn.merge(events, documents)]
    return sorted(json.loads(json.dumps(found)), key=itemgetter("id"))


# ---------------------------------------------------------------- schemas


def test_schema_has_every_field_of_the_records() -> None:
    for record in (tewn.Event, tewn.MergedEvent, tewn.Participant):
        assert spark.schema_of(record).fieldNames() == [field.name for field in fields(record)]
    event = spark.schema_of(tewn.Event)
    assert event["actor"].dataType.simpleString() == (
        "array<struct<text:string,start:int,end:int,code:string,entity:string,label:string>>"
    )
    assert event["place"].dataType.simpleString().endswith("entity:string,latitude:double,longitude:double>")
    assert [event[name].dataType.simpleString() for name in ("score", "factuality", "contexts", "mode")] == [
        "double",
        "string",
        "array<string>",
        "string",
    ]
    assert spark.schema_of(tewn.MergedEvent)["reports"].dataType == T.ArrayType(event)


# ---------------------------------------------------------------- extraction


def test_lines_are_those_of_the_command(extracted: DataFrame, examples: list[tewn.Document], tmp_path: Path) -> None:
    source, output = tmp_path / "documents.jsonl", tmp_path / "events.jsonl"
    source.write_text("".join(json.dumps(asdict(one), default=str) + "\n" for one in examples), "utf-8")
    assert main(["extract", str(source), "-o", str(output)]) == 0
    written = output.read_text("utf-8").splitlines()
    assert len(written) > 50
    assert values(spark.lines(extracted)) == written


def test_events_are_the_records_field_by_field(extracted: DataFrame, examples: list[tewn.Document]) -> None:
    rows = [row.asDict(recursive=True) for row in spark.events(extracted).collect()]
    assert [event_from_dict(row) for row in rows] == [event for one in examples for event in tewn.extract(one)]


def test_quads_are_those_of_the_command(extracted: DataFrame, examples: list[tewn.Document], tmp_path: Path) -> None:
    source, output = tmp_path / "documents.jsonl", tmp_path / "graph.nq"
    source.write_text("".join(json.dumps(asdict(one), default=str) + "\n" for one in examples), "utf-8")
    assert main(["build", str(source), "-o", str(output)]) == 0
    lines = values(spark.quads(extracted))
    assert len(lines) > 3000
    assert sorted(lines) == sorted(output.read_text("utf-8").splitlines())


def test_quads_need_the_texts(extracted: DataFrame) -> None:
    with pytest.raises(tewn.InputError, match="no column 'text'"):
        spark.quads(extracted.drop("text"))


def test_what_cannot_be_used_is_a_row_with_the_reason(session: SparkSession) -> None:
    rows = [
        ("good", ATTACK, "2021-03-14T10:30:00Z", None),
        ("tag", ATTACK, "2021-03-14", "ckb-IQ"),
        (None, ATTACK, None, None),
        ("", ATTACK, None, None),
        ("no-text", None, None, None),
        ("white", " \n", None, None),
        ("bad-day", ATTACK, "14.3.2021", None),
        ("no-such-day", ATTACK, "2021-02-30", None),
        ("undecided", "2024!", None, None),
        ("turkish", "Bakanlar Kurulu yeni kararı bugün açıkladı ve bakan konuştu.", None, None),
        ("not-as-said", ATTACK, None, "en"),
        ("no-such-language", ATTACK, None, "xx"),
    ]
    documents = session.createDataFrame(rows, "id string, text string, date string, language string")
    found = {row.id: row for row in spark.extract(documents).collect()}
    assert len(found) == len(rows)
    assert [len(found[name].events) for name in ("good", "tag")] == [1, 1]
    assert {row.error for row in (found["good"], found["tag"])} == {None}
    assert (found["good"].date, found["good"].language, found["tag"].language) == (DAY, "ckb", "ckb")
    reasons = {name: row.error for name, row in found.items() if row.error}
    assert all(found[name].events == [] for name in reasons)
    assert reasons.pop("undecided").startswith("its language is undecided (no words)")
    assert reasons.pop("turkish").startswith("this looks like Turkish (tr), which cannot be coded yet")
    assert reasons.pop("not-as-said").startswith("this looks like Central Kurdish (ckb), not English (en)")
    assert reasons.pop("no-such-language").startswith("unknown language 'xx'")
    assert reasons == {
        None: "the field 'id' is missing",
        "": "the field 'id' is missing",
        "no-text": "the field 'text' is missing",
        "white": "the field 'text' is empty",
        "bad-day": "'14.3.2021' is no date; write it as in 2020-12-24",
        "no-such-day": "'2021-02-30' is no date; write it as in 2020-12-24",
    }


def test_bytes_that_are_no_utf8_and_days_beyond_the_calendar_end_no_job(session: SparkSession) -> None:
    rows = "('broken', cast(x'D8AFFF' as string), null), ('far', 'x', date_add(date'9999-12-31', 1))"
    documents = session.sql(f"select * from values {rows} as (id, text, date)")
    found = {row.id: row.error for row in spark.extract(documents).select("id", "error").collect()}
    assert found["broken"] == "the field 'text' is not UTF-8: byte 0xff"
    assert "is no date" in found["far"]


def test_a_mistake_of_tewn_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __init__(self, error: Exception) -> None:
            self._error = error

        def extract(self, document: tewn.Document) -> list[tewn.Event]:
            raise self._error

    given = {"id": b"a", "text": ATTACK.encode(), "date": None, "language": b"ckb"}
    monkeypatch.setattr(spark, "extractor_for", lambda language: Broken(RecursionError("too deep")))
    row = spark._coded(given, None, None)
    assert (row.id, row.events, row.error) == ("a", (), "tewn failed: RecursionError: too deep")
    monkeypatch.setattr(spark, "extractor_for", lambda language: Broken(tewn.DataError(["rules.toml:1: broken"])))
    with pytest.raises(tewn.DataError):  # of the data, which are the same for every document
        spark._coded(given, None, None)


def test_language_and_date_go_to_documents_without(session: SparkSession) -> None:
    rows = [("a", ATTACK, None), ("b", ATTACK, datetime(2020, 1, 2, 3, 4))]
    documents = session.createDataFrame(rows, "id string, text string, date timestamp_ntz")
    found = spark.extract(documents, language="ckb", date=DAY).orderBy("id").collect()
    assert [(row.date, row.language, row.events[0].time.value) for row in found] == [
        (DAY, "ckb", "2021-03-13"),
        (date(2020, 1, 2), "ckb", "2020-01-01"),
    ]
    (bare,) = spark.extract(documents.limit(1).select("id", "text")).collect()
    assert (bare.date, bare.language) == (None, "ckb")


def test_columns_stay_as_they_are(session: SparkSession) -> None:
    query = (
        "select named_struct('a', array(1, null), 'b', map('k', 1.5d)) as deep, 7L as id,"
        f" timestamp'2020-01-01' as seen, 1.50bd as price, x'00FF' as raw, null as nothing, '{ATTACK}' as text"
    )
    documents = session.sql(query)
    found = spark.extract(documents)
    assert found.columns == [*documents.columns, "date", "language", "events", "error"]
    assert {field.name: field.dataType for field in found.schema}["deep"] == documents.schema["deep"].dataType
    (before,), (after,) = documents.collect(), found.collect()
    assert after.asDict() | before.asDict() | {"id": "7"} == after.asDict()
    assert after.events[0].document == "7"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("ID string, text string", "no column 'id'; there are: ID, text"),
        ("id string, txt string", r"no column 'text'; there are: id, txt \(did you mean 'txt'"),
        ("id string, text string, Date date", "the column 'Date' has to be written 'date'"),
        ("id string, text string, Events int", "the column 'Events' has the name of one that is added"),
        ("id string, text int", "the column 'text' is a IntegerType; allowed: StringType"),
        ("id double, text string", "the column 'id' is a DoubleType; allowed: StringType, IntegralType"),
    ],
)
def test_columns_that_do_not_fit_are_named(session: SparkSession, columns: str, message: str) -> None:
    with pytest.raises(tewn.InputError, match=message):
        spark.extract(session.createDataFrame([], columns))


def test_unknown_language_is_said_at_once(session: SparkSession) -> None:
    with pytest.raises(tewn.InputError, match="unknown language 'ckp'"):
        spark.extract(session.createDataFrame([], "id string, text string"), language="ckp")


# ---------------------------------------------------------------- merging


def test_merged_examples_are_those_of_one_machine(extracted: DataFrame, examples: list[tewn.Document]) -> None:
    events = [event for one in examples for event in tewn.extract(one)]
    found = happenings(spark.merge(extracted))
    assert found == expected(events, examples)
    assert any(len({report["document"] for report in one["reports"]}) > 1 for one in found)


def test_merged_records_are_those_of_one_machine_however_they_are_spread(session: SparkSession) -> None:
    """Made-up documents in their thousands would be alike by chance; here each of some is told by up to four."""
    chance = random.Random(7)
    maker = benchmark("graphs").Maker()
    coded = list(islice(maker.documents(), 60))
    told = [
        (
            replace(one.document, id=f"copy-{number}-{one.id}"),
            tuple(event for event in one.events if chance.random() < 0.7),
        )
        for one in coded
        for number in range(chance.randint(1, 4))
    ]
    documents = [document for document, _ in told]
    events = [
        replace(event, id=f"{event.id}-{document.id}", document=document.id)
        for document, some in told
        for event in some
    ]
    by_document = {name: list(some) for name, some in groupby(events, key=attrgetter("document"))}
    rows = [
        (document.id, document.date, [event_to_dict(event) for event in by_document.get(document.id, [])], None)
        for document in documents
    ]
    chance.shuffle(rows)
    right = expected(events, documents)
    assert len(events) > 200 > len(right) > 100
    for parts in (1, 5):
        extracted = session.createDataFrame(rows, EXTRACTED).repartition(parts)
        assert happenings(spark.merge(extracted)) == right


def test_of_documents_with_one_id_one_counts(session: SparkSession) -> None:
    later = ATTACK.replace("داقووق", "خانەقین")
    rows = [("a", later, "2021-03-15"), ("a", ATTACK, "2021-03-14"), ("a", "", None), ("a", ATTACK, "2021-03-14")]
    rows += [("b", ATTACK, "2021-03-14")]
    for order in (rows, rows[::-1]):
        documents = session.createDataFrame(order, "id string, text string, date string").repartition(2)
        extracted = spark.extract(documents)
        found = spark.unique(extracted)
        assert found.columns == extracted.columns
        kept = [row for row in found.collect() if row.id == "a"]
        assert sorted(str(row.error) for row in kept) == [
            "None",
            "the field 'text' is empty",
            "the id 'a' is taken by another document",
            "the id 'a' is taken by another document",
        ]
        assert [(row.date, row.events[0].place.text) for row in kept if row.events] == [(DAY, "داقووق")]
        (one,) = spark.merge(extracted).collect()
        assert [report.document for report in one.reports] == ["a", "b"]


# ---------------------------------------------------------------- without a session


def test_what_is_reckoned_follows_from_what_was_measured() -> None:
    sizing, page = benchmark("spark"), (ROOT / "docs" / "sizing.md").read_text("utf-8")
    measured, reckoned = (list(filter(None, table.split("\n"))) for table in re.findall(r"(?:^\|.*\n)+", page, re.M))
    figures = sizing.read_figures(measured)
    assert measured == list(sizing.measured_table(figures))
    assert reckoned == list(sizing.reckoned_table(figures, 100_000_000))


def test_a_missing_package_is_named() -> None:
    script = """if True:
        import sys
        sys.modules["pyspark"] = None
        import tewn
        try:
            from tewn import spark
        except tewn.InputError as error:
            print(error)
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "tewn.spark needs the package pyspark: pip install 'tewn[spark]'\n"
