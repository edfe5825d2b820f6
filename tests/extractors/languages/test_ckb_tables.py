"""The form of the Central Kurdish verb tables: columns, closed values, spelling, uniqueness, order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import tewn.extractors

FOLDER = Path(tewn.extractors.__file__).resolve().parent / "languages" / "ckb"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "verbs.tsv": ("infinitive", "preverb", "past", "present", "passive", "valency", "gloss"),
    "light_verbs.tsv": ("nominal", "light", "valency", "gloss"),
}
KEYS: Mapping[str, tuple[str, ...]] = {"verbs.tsv": ("infinitive",), "light_verbs.tsv": ("nominal", "light")}
KURDISH: Mapping[str, tuple[str, ...]] = {
    "verbs.tsv": ("infinitive", "preverb", "past", "present", "passive"),
    "light_verbs.tsv": ("nominal", "light"),
}
MAY_BE_EMPTY = {"preverb", "passive"}
VALENCIES = {"transitive", "intransitive"}
LETTERS = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ"
INFINITIVE, POSTVERB, GOAL = "ن", "ەوە", "ە"

TABLES = pytest.mark.parametrize("name", COLUMNS)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table, without its header."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(COLUMNS[name], line.split("\t"), strict=True)) for line in lines[1:]]


def kurdish(name: str) -> list[str]:
    """The cells of a table that hold Kurdish."""
    return [row[column] for row in rows(name) for column in KURDISH[name]]


def keys(name: str) -> list[tuple[str, ...]]:
    """What names each row of a table."""
    return [tuple(row[column] for column in KEYS[name]) for row in rows(name)]


def fold(text: str) -> str:
    """Drop the differences of spelling that the engine folds by itself."""
    return text.replace("ڕ", "ر").replace("ڵ", "ل").replace("وو", "و")


def repeated(items: Iterator[object]) -> list[object]:
    """The items that come more than once."""
    return [item for item, count in Counter(items).items() if count > 1]


@TABLES
def test_the_header_names_the_columns(name: str) -> None:
    first = (FOLDER / name).read_text(encoding="utf-8").split("\n", 1)[0]
    assert tuple(first.split("\t")) == COLUMNS[name]


@TABLES
def test_lines_have_a_cell_for_each_column_and_end_in_a_newline(name: str) -> None:
    text = (FOLDER / name).read_bytes().decode("utf-8")
    assert text.endswith("\n") and "\r" not in text
    wrong = [line for line in text.splitlines() if line.count("\t") != len(COLUMNS[name]) - 1]
    assert wrong == []


@TABLES
def test_cells_are_trimmed_and_filled(name: str) -> None:
    for row in rows(name):
        for column, cell in row.items():
            assert cell or column in MAY_BE_EMPTY, (column, row)
            assert cell == " ".join(cell.split()), (column, row)


@TABLES
def test_valency_is_a_closed_list(name: str) -> None:
    assert {row["valency"] for row in rows(name)} == VALENCIES


@TABLES
def test_glosses_are_short_plain_english(name: str) -> None:
    for row in rows(name):
        gloss = row["gloss"]
        assert gloss.isascii() and len(gloss) <= 60 and not gloss.endswith("."), row


@TABLES
def test_kurdish_is_written_in_the_normal_form(name: str) -> None:
    spaced = "[ ]" if name == "light_verbs.tsv" else "[|]"
    shape = re.compile(rf"([{LETTERS}]+({spaced}[{LETTERS}]+)*)?")
    assert [cell for cell in kurdish(name) if not shape.fullmatch(cell)] == []


@TABLES
def test_no_word_begins_with_a_plain_r(name: str) -> None:
    assert [cell for cell in kurdish(name) if re.search(r"(^|[ |])ر", cell)] == []


@TABLES
def test_no_row_stands_twice_even_when_spelt_otherwise(name: str) -> None:
    assert repeated(tuple(map(fold, key)) for key in keys(name)) == []


@TABLES
def test_rows_are_sorted(name: str) -> None:
    assert keys(name) == sorted(keys(name))


def test_infinitives_are_built_from_preverb_and_past_stem() -> None:
    for row in rows("verbs.tsv"):
        plain = row["preverb"] + row["past"] + INFINITIVE
        assert row["infinitive"] in (plain, plain + POSTVERB), row


def test_verbs_of_one_past_stem_agree() -> None:
    stems: dict[str, tuple[str, str]] = {}
    for row in rows("verbs.tsv"):
        inflection = row["present"], row["valency"]
        assert stems.setdefault(row["past"], inflection) == inflection, row


def test_stems_are_listed_once_in_a_cell() -> None:
    for row in rows("verbs.tsv"):
        for column in ("past", "present", "passive"):
            assert repeated(iter(row[column].split("|"))) == [], row


def test_intransitive_verbs_have_no_passive() -> None:
    assert [row for row in rows("verbs.tsv") if row["valency"] == "intransitive" and row["passive"]] == []


def test_light_verbs_are_verbs() -> None:
    """A light verb is an infinitive of the verb table; with the goal's vowel its nominal follows it."""
    known = {row["infinitive"] for row in rows("verbs.tsv")}
    for row in rows("light_verbs.tsv"):
        assert known & {row["light"], row["light"].removesuffix(GOAL)}, row


def test_only_compounds_of_transitive_verbs_take_an_object() -> None:
    valency = {row["infinitive"]: row["valency"] for row in rows("verbs.tsv")}
    for row in rows("light_verbs.tsv"):
        light = row["light"] if row["light"] in valency else row["light"].removesuffix(GOAL)
        assert row["valency"] == "intransitive" or valency[light] == "transitive", row


@pytest.mark.parametrize(("name", "least"), [("verbs.tsv", 380), ("light_verbs.tsv", 700)])
def test_tables_are_not_cut_short(name: str, least: int) -> None:
    assert len(rows(name)) >= least
