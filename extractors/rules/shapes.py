"""The kinds of value that the keys of a rule take, checked before anything else is read from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .lines import Path

_TEXT = frozenset(("id", "kind", "type", "mode", "cameo", "gloss", "frame", "content", "polarity"))
_TEXTS = frozenset(("lemma", "nominal", "noun", "adjective", "light", "contexts", "unless", "requires", "needs"))
_TABLES = frozenset(("match", "no_match"))
_SPANS = frozenset(("actor", "recipient", "instrument"))  # of an example; its other keys are texts

_A_TEXT = "must be a text in quotes"
_SOME_TEXTS = "must be a text in quotes or a list of such, none of them empty"


def shape_faults(row: Any) -> Iterator[tuple[Path, str]]:
    """Yield the path within a rule and the fault of each value that is of a wrong kind.

    Keys that no rule has are left to the reader, which names them.
    """
    if not isinstance(row, Mapping):
        yield (), "a rule is a table: write [[rule]]"
        return
    for key, value in row.items():
        if key in _TEXT and not isinstance(value, str):
            yield (key,), f"{key!r} {_A_TEXT}"
        elif key in _TEXTS and not _is_texts(value):
            yield (key,), f"{key!r} {_SOME_TEXTS}"
        elif key == "roles":
            yield from _role_faults(value)
        elif key in _TABLES:
            yield from _example_faults(key, value)


def _role_faults(value: Any) -> Iterator[tuple[Path, str]]:
    if not isinstance(value, Mapping):
        yield ("roles",), "'roles' is a table: write [rule.roles], then a line a role"
        return
    for role, markers in value.items():
        if not _is_texts(markers):
            yield ("roles", role), f"the role {role!r} {_SOME_TEXTS}"


def _example_faults(kind: str, value: Any) -> Iterator[tuple[Path, str]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        yield (kind,), f"examples stand in a list of tables: write [[rule.{kind}]]"
        return
    for number, row in enumerate(value):
        for key, part in row.items():
            if key in _SPANS and not _is_texts(part):
                yield (kind, number, key), f"{key!r} {_SOME_TEXTS}"
            elif key not in _SPANS and not isinstance(part, str):
                yield (kind, number, key), f"{key!r} {_A_TEXT}"


def _is_texts(value: Any) -> bool:
    values = value if isinstance(value, list) else [value]
    return all(isinstance(item, str) and item.strip() for item in values)
