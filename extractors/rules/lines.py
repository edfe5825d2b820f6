"""Where in a TOML text each table and key stands, as `tomllib` keeps no lines."""

from __future__ import annotations

import regex

Path = tuple[str | int, ...]

_HEADER = regex.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = regex.compile(r"^\s*([A-Za-z0-9_-]+|\"[^\"]*\")\s*=\s*(.*)$")
_STRING = regex.compile(r"\"\"\"|'''|\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")


def line_index(text: str) -> dict[Path, int]:
    """Map each table and key of a TOML text to its line, counted from 1.

    >>> line_index('[[rule]]\\nid = "a"\\n[[rule.match]]\\ntext = "t"')
    {('rule', 0): 1, ('rule', 0, 'id'): 2, ('rule', 0, 'match', 0): 3, ('rule', 0, 'match', 0, 'text'): 4}
    """
    index: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    depth, fence = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if fence:
            if fence in line:
                fence = ""
            continue
        if depth:
            depth += _brackets(line)
            continue
        header = _HEADER.match(line)
        if header:
            table = _table(header.group(2), header.group(1) == "[[", counts)
            index.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            index[(*table, key.group(1).strip('"'))] = number
            value = key.group(2)
            fence = next((q for q in ('"""', "'''") if value.startswith(q) and value.count(q) == 1), "")
            depth = 0 if fence else _brackets(value)
    return index


def line_of(index: dict[Path, int], path: Path) -> int:
    """Return the line of a path, or that of the nearest table around it, or 1."""
    while path and path not in index:
        path = path[:-1]
    return index.get(path, 1)


def _brackets(text: str) -> int:
    bare = _STRING.sub("", text)
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")


def _table(name: str, is_array: bool, counts: dict[Path, int]) -> Path:
    path: Path = ()
    parts = [part.strip().strip('"') for part in name.split(".")]
    for i, part in enumerate(parts):
        path = (*path, part)
        if is_array and i == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
            for other in [p for p in counts if p[: len(path)] == path and len(p) > len(path)]:
                if other[len(path)] == counts[path] - 1:
                    pass  # entries below an earlier table keep their own count
        if path in counts:
            path = (*path, counts[path])
    return path
