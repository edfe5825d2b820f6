"""Checks of the Wikidata ids of the registry: form, order, no item twice, and some that are known for certain."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tewn.ontology.registry import load_registry

TABLE = Path(__file__).parents[2] / "ontology" / "data" / "wikidata.tsv"
HEADER, *LINES = TABLE.read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split("\t")) for line in LINES]


def test_form() -> None:
    """Every line is an id and an item, tab between."""
    assert HEADER == "id\twikidata"
    assert [row for row in ROWS if len(row) != 2 or not re.fullmatch("Q[1-9][0-9]*", row[1])] == []


def test_order() -> None:
    """The ids are sorted and none comes twice."""
    ids = [row[0] for row in ROWS]
    assert ids == sorted(set(ids))


def test_entities_exist() -> None:
    """Every id is one of the registry's own, and its entity has the item."""
    entities = load_registry().entities
    assert [row for row in ROWS if row[0] not in entities] == []
    assert [row for row in ROWS if entities[row[0]].identifiers.get("wikidata") != row[1]] == []


def test_no_item_twice() -> None:
    """No two entities of the registry are the same item, wherever it is said."""
    items = Counter(x.identifiers["wikidata"] for x in load_registry().entities.values() if "wikidata" in x.identifiers)
    assert [item for item, count in items.items() if count > 1] == []


@pytest.mark.parametrize(
    ("identifier", "item"),
    [
        ("usa", "Q30"),
        ("irn", "Q794"),
        ("irq", "Q796"),
        ("tur", "Q43"),
        ("syr", "Q858"),
        ("deu", "Q183"),
        ("dnk", "Q35"),
        ("krd", "Q205047"),
        ("igo-uno", "Q1065"),
        ("igo-eec", "Q458"),
        ("igo-nato", "Q7184"),
        ("usa-obama-barack", "Q76"),
    ],
)
def test_known_items(identifier: str, item: str) -> None:
    """Items that are known for certain."""
    assert load_registry()[identifier].identifiers["wikidata"] == item
