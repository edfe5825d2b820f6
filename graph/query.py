"""Ask a graph in SPARQL, and show the answer as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO

import pyoxigraph as ox

from ..ontology.errors import GraphError
from ..ontology.vocabulary import DATA, prefixes
from .cells import harmless
from .endpoint import Rows
from .source import Found, Place, Source, open_source

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = {f"{_XSD}{name}" for name in ("integer", "int", "long", "short", "nonNegativeInteger")}
_FLOATS = {f"{_XSD}{name}" for name in ("decimal", "double", "float")}
_BIDI_CONTROLS = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Iri(str):
    """An IRI in an answer, as distinct from words."""

    __slots__ = ()


Value = Iri | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query: named columns, and rows of IRIs, strings, numbers, booleans or None (unbound).

    ASK has the one column `answer`; CONSTRUCT and DESCRIBE have `subject`, `predicate` and
    `object`, in sorted order. `base` is that of the graph's identifiers, by which IRIs are shortened when shown.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    base: str = field(default=DATA, compare=False, repr=False)


def query(source: Place, sparql: str, *, base: str | None = None) -> Answer:
    """Return the answer to a SPARQL 1.1 query over a file, a store's folder, an endpoint or a graph.

    Files are Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML or N3, by their suffix. All named
    graphs are read as one. The prefixes of `tewn.ontology.vocabulary.prefixes(base)` need not be
    declared.

    Raises GraphError, with the place, where the source or the query is malformed.

    >>> from rdflib import Graph
    >>> query(Graph(), "ASK {?actor plover:assault ?recipient}").rows
    ((False,),)
    """
    with open_source(source, base=base) as opened:
        return ask(opened, sparql)


def ask(source: Source, sparql: str) -> Answer:
    """Return the answer of an open source to a SPARQL 1.1 query. Raises GraphError where it is malformed."""
    found = source.query(sparql, prefixes(source.base))
    try:
        return replace(_answer(found), base=source.base)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:  # rows are made only when they are taken
        raise GraphError(f"the query cannot be answered: {' '.join(str(error).split())}") from error


def _answer(found: Found) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((bool(found),),))
    if isinstance(found, ox.QuerySolutions | Rows):
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns, tuple(tuple(_value(row[name]) for name in columns) for row in found))
    triples = {(_value(triple.subject), _value(triple.predicate), _value(triple.object)) for triple in found}
    in_order = sorted(triples, key=lambda row: tuple(map(str, row)))
    return Answer(("subject", "predicate", "object"), tuple(in_order))


def _value(term: object) -> Value:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return _native(term.value, term.datatype.value)
    return str(term)


def _native(text: str, datatype: str) -> Value:
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:
        return text
    return text == "true" if datatype == f"{_XSD}boolean" and text in ("true", "false") else text


# ---------------------------------------------------------------- showing an answer


def as_table(answer: Answer, *, base: str | None = None) -> str:
    """Return an answer as a table with aligned columns, IRIs shortened by the known prefixes.

    Line breaks, other control characters and marks of writing direction are shown as escapes.

    >>> print(as_table(Answer(("actor", "n"), ((Iri("https://w3id.org/tewn/id/actor/irn"), 12), ("x", 3)))))
    actor       n
    ---------  --
    actor:irn  12
    x           3
    """
    known = {namespace: prefix for prefix, namespace in prefixes(base or answer.base).items()}
    cells = [[_visible(_short(value, known)) for value in row] for row in answer.rows]
    header = [_visible(column) for column in answer.columns]
    widths = [max(map(_width, column)) for column in zip(header, *cells, strict=True)]
    numeric = [all(_is_number(row[i]) for row in answer.rows) for i in range(len(header))]
    lines = [header, ["-" * width for width in widths], *cells]
    return "\n".join(_line(line, widths, numeric) for line in lines)


def as_csv(answer: Answer, *, safe_cells: bool = False) -> str:
    """Return an answer as CSV with a header line, IRIs in full; with `safe_cells` no cell is taken for a formula.

    >>> as_csv(Answer(("a", "b"), (("x, y", None), (True, 1.5))))
    'a,b\\n"x, y",\\ntrue,1.5\\n'
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = ([_plain(value) for value in row] for row in (answer.columns, *answer.rows))
    writer.writerows(map(harmless, row) if safe_cells else row for row in rows)
    return text.getvalue()


def as_json(answer: Answer) -> str:
    """Return an answer as JSON: a list with an object for each row; what is unbound is null.

    >>> as_json(Answer(("a", "b"), (("x", None), (True, 1.5))))
    '[\\n {"a": "x", "b": null},\\n {"a": true, "b": 1.5}\\n]'
    """
    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    lines = ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n {lines}\n]" if lines else "[]"


SHOWN_AS: Mapping[str, Callable[[Answer], str]] = {"table": as_table, "csv": as_csv, "json": as_json}
"""The ways to show an answer, by name."""


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _short(value: Value, known: Mapping[str, str]) -> str:
    if not isinstance(value, Iri):
        return _plain(value)
    cut = max(value.rfind("/"), value.rfind("#")) + 1
    prefix = known.get(value[:cut])
    return f"{prefix}:{value[cut:]}" if prefix is not None and cut < len(value) else f"<{value}>"


def _visible(text: str) -> str:
    return "".join(ascii(c)[1:-1] if _is_hidden(c) else c for c in text)


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _BIDI_CONTROLS


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _line(cells: Iterable[str], widths: list[int], numeric: list[bool]) -> str:
    padded = []
    for cell, width, right in zip(cells, widths, numeric, strict=True):
        space = " " * (width - _width(cell))
        padded.append(space + cell if right else cell + space)
    return "  ".join(padded).rstrip()
