"""Write events as a file: RDF for triple stores, GraphML and GEXF for network tools, and tables of events."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import networkx as nx  # type: ignore[import-untyped]

from ..ontology.errors import GraphError, InputError, nearest
from ..ontology.files import WholeFile
from ..ontology.model import Document, Event
from ..ontology.records import event_line
from ..ontology.vocabulary import DATA, prefixes
from . import plover_json, table_gdelt, table_icews, table_polecat, table_records
from .identity import clean
from .network import to_networkx
from .network_files import gexf, graphml
from .rdf import CodedDocument, GraphWriter, Run
from .rows import sound
from .serialize import jsonld, nquads, ntriples, rdfxml, trig, turtle
from .terms import Quad

Chunks = Iterator[str] | Iterator[bytes]
RdfWriter = Callable[[Iterable[Quad], Mapping[str, str]], Iterator[str]]
Writer = Callable[[list[Event], list[Document], Run | None, bool], Chunks]


def write_documents(
    documents: Iterable[CodedDocument],
    path: str | os.PathLike[str],
    *,
    base: str = DATA,
    run: Run | None = None,
    safe_cells: bool = False,
) -> None:
    """Write documents with their events in the format that the file's suffix names (see `FORMATS`).

    The file appears whole or not at all; one of the same name is replaced. RDF is written one document at a time,
    in constant memory. In the XML formats (`.rdf`, `.graphml`, `.gexf`) U+FFFD stands for each character that XML
    forbids; lists are joined with "; " in `.graphml`, `.gexf` and `.csv`. In tables of text (`.csv`, `.tsv`) a
    space stands for each control character and end of line; with `safe_cells` they hold no formulas: see
    `tewn.graph.cells`. `base` is that of `to_rdf`, `run` what to name as the
    coder.

    The documents come in the order in which they are to stand, each once, and their records are sound: see
    `tewn.graph.rdf.group`. Raises GraphError for a suffix of no format, where the file cannot be written, and where
    a package that the format needs is missing.
    """
    check_output(path)
    suffix = suffix_of(path)
    if suffix in RDF_FORMATS:
        writer = GraphWriter(base, run, repeat=suffix in _WITH_GRAPHS)
        quads = (quad for coded in documents for quad in writer.quads(coded))
        _write_whole(path, RDF_FORMATS[suffix](quads, prefixes(base)))
        return
    coded = list(documents)
    events = [event for one in coded for event in one.events]
    texts = [one.document for one in coded if one.document is not None]
    _write_whole(path, TABLE_FORMATS[suffix](events, texts, run, safe_cells))


def suffix_of(path: str | os.PathLike[str]) -> str:
    """Return the suffix that names the format of a file, in small letters; the longest of several counts.

    Raises GraphError where no format has it; the message lists those that have one, and the nearest guess.

    >>> suffix_of("2021.Events.POLECAT.tsv")
    '.polecat.tsv'
    """
    name = Path(path).name.lower()
    known = [suffix for suffix in FORMATS if name.endswith(suffix) and name != suffix]
    if known:
        return max(known, key=len)
    found = _mistaken(name)
    guess = nearest(found, FORMATS)
    raise GraphError(f"{path}: no format has the suffix {found!r}{guess}; known are {', '.join(FORMATS)}")


def check_output(path: str | os.PathLike[str]) -> None:
    """Raise GraphError where no such file could be written: unknown suffix, or a package that is missing."""
    if suffix_of(path) == ".parquet":
        table_records.require_pyarrow()


def _mistaken(name: str) -> str:
    """Return the suffix of a name that has no known one: its last two parts where they resemble a known suffix."""
    both = "".join(Path(name).suffixes[-2:])
    compound = [suffix for suffix in FORMATS if suffix.count(".") > 1]
    return both if both.count(".") > 1 and nearest(both, compound) else Path(name).suffix


def _write_whole(path: str | os.PathLike[str], chunks: Chunks) -> None:
    try:
        with WholeFile(path) as file:
            for chunk in chunks:
                file.write(chunk)
    except InputError as error:
        raise GraphError(str(error)) from error


def _unprefixed(write_quads: Callable[[Iterable[Quad]], Iterator[str]]) -> RdfWriter:
    return lambda quads, prefixes: write_quads(quads)


def _network(write_network: Callable[[nx.DiGraph], str], kind: Literal["events", "dyads"]) -> Writer:
    def chunks(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
        yield write_network(to_networkx(events, documents, kind=kind))

    return chunks


def _records(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return (clean(event_line(event)) for event in sound(events, documents)[0])


def _csv(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return table_records.csv_lines(events, documents, safe_cells=safe)


def _parquet(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return table_records.parquet_bytes(events, documents)


def _plover(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return plover_json.lines(events, documents, run)


def _polecat(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return table_polecat.lines(events, documents, run, safe_cells=safe)


def _gdelt(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return table_gdelt.lines(events, documents, safe_cells=safe)


def _icews(events: list[Event], documents: list[Document], run: Run | None, safe: bool) -> Chunks:
    return table_icews.lines(events, documents, safe_cells=safe)


RDF_FORMATS: Mapping[str, RdfWriter] = {
    ".ttl": turtle,
    ".nt": _unprefixed(ntriples),
    ".nq": _unprefixed(nquads),
    ".trig": trig,
    ".jsonld": jsonld,
    ".rdf": rdfxml,
}
_WITH_GRAPHS = (".nq", ".trig")
TABLE_FORMATS: Mapping[str, Writer] = {
    ".graphml": _network(graphml, "events"),
    ".gexf": _network(gexf, "events"),
    ".dyads.graphml": _network(graphml, "dyads"),
    ".dyads.gexf": _network(gexf, "dyads"),
    ".jsonl": _records,
    ".csv": _csv,
    ".parquet": _parquet,
    ".plover.jsonl": _plover,
    ".polecat.tsv": _polecat,
    ".gdelt.tsv": _gdelt,
    ".icews.tsv": _icews,
}
FORMATS: tuple[str, ...] = (*RDF_FORMATS, *TABLE_FORMATS)
"""The suffixes that name a format."""
