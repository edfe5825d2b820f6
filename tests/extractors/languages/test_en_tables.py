"""The form of the English tables: columns, closed values, uniqueness, order; and their breadth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

import tewn.extractors
from tewn.extractors.extractor import Extractor

FOLDER = Path(tewn.extractors.__file__).resolve().parent / "languages" / "en"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "verbs.tsv": ("lemma", "past", "participle", "valency", "noun", "gloss"),
    "words.tsv": ("lemma", "pos", "plural", "gloss"),
    "agents.tsv": ("noun", "sector", "kind", "gloss"),
}
TABLES = pytest.mark.parametrize("name", COLUMNS)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, without its header."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(COLUMNS[name], line.split("\t"), strict=True)) for line in lines[1:]]


@TABLES
def test_the_header_names_the_columns(name: str) -> None:
    first = (FOLDER / name).read_text(encoding="utf-8").split("\n", 1)[0]
    assert tuple(first.split("\t")) == COLUMNS[name]


@TABLES
def test_no_row_stands_twice(name: str) -> None:
    count = Counter(tuple(row.values())[:2] for row in rows(name))
    assert [key for key, times in count.items() if times > 1] == []


def test_closed_values() -> None:
    assert {row["valency"] for row in rows("verbs.tsv")} <= {"transitive", "intransitive", "both"}
    assert {row["noun"] for row in rows("verbs.tsv")} <= {"", "both", "mostly"}
    assert {row["pos"] for row in rows("words.tsv")} <= {"noun", "adjective", "adverb"}
    assert {row["kind"] for row in rows("agents.tsv")} <= {"person", "group", "body", "settlement", "facility"}


def test_breadth(en: Extractor) -> None:
    assert len({trigger for rule in en.rules for trigger in rule.triggers}) >= 700
    assert len({rule.type for rule in en.rules}) == 16
    assert len(rows("agents.tsv")) >= 250
