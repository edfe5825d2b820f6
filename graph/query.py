"""Ask a graph in SPARQL, and show the answer as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import Dataset, Graph

from ..ontology.errors import GraphError, nearest
from ..ontology.vocabulary import DATA, prefixes

if TYPE_CHECKING:
    import pyoxigraph

_SUFFIXES = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".jsonld": "JSON_LD",
    ".rdf": "RDF_XML",
    ".owl": "RDF_XML",
    ".n3": "N3",
}
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
    `object`, in sorted order.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def query(source: str | os.PathLike[str] | Graph, sparql: str, *, base: str = DATA) -> Answer:
    """Return the answer to a SPARQL 1.1 query over a file or a graph.

    Files are Turtle, N-Triples, N-Quads, TriG, JSON-LD, RDF/XML or N3, by their suffix. All named
    graphs are read as one. The prefixes of `tewn.ontology.vocabulary.prefixes(base)` need not be
    declared.

    Raises GraphError, with the place, where the file or the query is malformed, and where
    pyoxigraph is not installed.

    >>> query(Graph(), "ASK {?actor plover:assault ?recipient}").rows
    ((False,),)
    """
    store = _store()
    if isinstance(source, Graph):
        _read_graph(store, source)
    else:
        _read_file(store, Path(source))
    try:
        return _answer(store.query(sparql, prefixes=prefixes(base), use_default_graph_as_union=True))
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise GraphError(f"the query cannot be answered: {error}") from error


def _store() -> pyoxigraph.Store:
    try:
        from pyoxigraph import Store
    except ImportError as error:
        raise GraphError("queries need the package pyoxigraph: pip install pyoxigraph") from error
    return Store()


def _read_graph(store: pyoxigraph.Store, graph: Graph) -> None:
    from pyoxigraph import RdfFormat

    name = "nquads" if isinstance(graph, Dataset) else "nt"
    try:
        store.bulk_load(graph.serialize(format=name, encoding="utf-8"), RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"the graph cannot be read: {error}") from error


def _read_file(store: pyoxigraph.Store, path: Path) -> None:
    from pyoxigraph import RdfFormat

    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        guess = nearest(suffix, _SUFFIXES) if suffix else ""
        allowed = ", ".join(_SUFFIXES)
        raise GraphError(f"{path}: no format has the suffix {suffix!r}{guess}; known are {allowed}")
    try:
        rdf_format = getattr(RdfFormat, _SUFFIXES[suffix])
        store.bulk_load(path=path, format=rdf_format, base_iri=path.absolute().as_uri())
    except SyntaxError as error:
        place = f":{error.lineno}" if error.lineno else ""
        raise GraphError(f"{path}{place}: {error.msg}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise GraphError(f"{path}: cannot be read: {error}") from error


def _answer(found: pyoxigraph.QueryBoolean | pyoxigraph.QuerySolutions | pyoxigraph.QueryTriples) -> Answer:
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(found, QueryBoolean):
        return Answer(("answer",), ((bool(found),),))
    if isinstance(found, QuerySolutions):
        columns = tuple(variable.value for variable in found.variables)
        return Answer(columns, tuple(tuple(_value(row[name]) for name in columns) for row in found))
    triples = {(_value(triple.subject), _value(triple.predicate), _value(triple.object)) for triple in found}
    in_order = sorted(triples, key=lambda row: tuple(map(str, row)))
    return Answer(("subject", "predicate", "object"), tuple(in_order))


def _value(term: object) -> Value:
    from pyoxigraph import Literal, NamedNode

    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Iri(term.value)
    if isinstance(term, Literal):
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


def as_table(answer: Answer, *, base: str = DATA) -> str:
    """Return an answer as a table with aligned columns, IRIs shortened by the known prefixes.

    Line breaks, other control characters and marks of writing direction are shown as escapes.

    >>> print(as_table(Answer(("actor", "n"), ((Iri("https://w3id.org/tewn/id/actor/irn"), 12), ("x", 3)))))
    actor       n
    ---------  --
    actor:irn  12
    x           3
    """
    known = {namespace: prefix for prefix, namespace in prefixes(base).items()}
    cells = [[_visible(_short(value, known)) for value in row] for row in answer.rows]
    header = [_visible(column) for column in answer.columns]
    widths = [max(map(_width, column)) for column in zip(header, *cells, strict=True)]
    numeric = [all(_is_number(row[i]) for row in answer.rows) for i in range(len(header))]
    lines = [header, ["-" * width for width in widths], *cells]
    return "\n".join(_line(line, widths, numeric) for line in lines)


def as_csv(answer: Answer) -> str:
    """Return an answer as CSV with a header line, IRIs in full.

    >>> as_csv(Answer(("a", "b"), (("x, y", None), (True, 1.5))))
    'a,b\\n"x, y",\\ntrue,1.5\\n'
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_plain(value) for value in row] for row in answer.rows)
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
