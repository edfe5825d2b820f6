"""Spark: what comes of documents is what the command line and the library make of them, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import tewn
from tewn.cli import main
from tewn.ontology.errors import DataError, InputError
from tewn.ontology.records import event_line

REQUIRED = "TEWN_REQUIRE_SPARK" in os.environ
HAS_JAVA = bool(shutil.which("java") or os.environ.get("JAVA_HOME"))
if not REQUIRED:
    pytest.importorskip("pyspark")
    if not HAS_JAVA:
        pytest.skip("no Java here", allow_module_level=True)

from pyspark.sql import DataFrame, Row, SparkSession  # noqa: E402

from tewn import spark as tewn_spark  # noqa: E402

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2021, 3, 14)
ATTACK = "داعش دوێنێ هێرشی کردە سەر پێشمەرگە لە داقووق."
Frame = Callable[..., DataFrame]


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """Spark in this process, with two workers and no open port but those of this machine."""
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def examples() -> list[tewn.Document]:
    return [document for path in sorted(EXAMPLES.glob("*.txt")) for document in tewn.read_documents(path, date=DAY)]


@pytest.fixture(scope="module")
def extracted(session: SparkSession, examples: list[tewn.Document]) -> DataFrame:
    """The example articles, extracted once for all tests."""
    found = tewn_spark.extract(frame(session, examples), date=DAY).cache()
    found.count()
    return found


def frame(session: SparkSession, documents: Iterable[tewn.Document]) -> DataFrame:
    rows = [tuple(getattr(document, field.name) for field in fields(document)) for document in documents]
    return session.createDataFrame(rows, tewn_spark.schema_of(tewn.Document).simpleString()[7:-1].replace(":", " "))


def values(frame: DataFrame) -> list[str]:
    return [row.value for row in frame.collect()]
