"""Write events as a file: RDF for triple stores, GraphML and GEXF for network tools."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx  # type: ignore[import-untyped]
from networkx.readwrite.gexf import GEXFWriter  # type: ignore[import-untyped]

from ..ontology.errors import GraphError, InputError, nearest
from ..ontology.files import WholeFile
from ..ontology.model import Document, Event
from ..ontology.vocabulary import DATA, prefixes
from .identity import xml_clean
from .network import to_networkx
from .rdf import Run, quads
from .serialize import jsonld, nquads, ntriples, rdfxml, trig, turtle
from .terms import Quad

Chunks = Iterator[str]
Writer = Callable[[list[Event], list[Document], str, Run | None], Chunks]


def write(
    events: Iterable[Event],
    documents: Iterable[Document],
    path: str | os.PathLike[str],
    *,
    base: str = DATA,
    run: Run | None = None,
) -> None:
    """Write events, with the documents given, in the format that the file's suffix names (see `FORMATS`).

    The file appears whole or not at all; one of the same name is replaced. In the XML formats
    (`.rdf`, `.graphml`, `.gexf`) U+FFFD stands for each character that XML forbids; lists are
    joined with "; " in `.graphml` and `.gexf`. `base` and `run` are those of `to_rdf`.

    Raises GraphError for a suffix of no format, for faulty records, and where the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    writer = FORMATS.get(target.suffix.lower())
    if writer is None:
        allowed = ", ".join(FORMATS)
        guess = nearest(target.suffix.lower(), FORMATS)
        raise GraphError(f"{target}: no format has the suffix {target.suffix!r}{guess}; known are {allowed}")
    _write_whole(path, writer(list(events), list(documents), base, run))


def _write_whole(path: str | os.PathLike[str], chunks: Chunks) -> None:
    try:
        with WholeFile(path) as file:
            for chunk in chunks:
                file.write(chunk)
    except InputError as error:
        raise GraphError(str(error)) from error


def _rdf(write_quads: Callable[[Iterable[Quad]], Iterator[str]]) -> Writer:
    def chunks(events: list[Event], documents: list[Document], base: str, run: Run | None) -> Chunks:
        return write_quads(quads(events, documents, base=base, run=run))

    return chunks


def _prefixed(write_quads: Callable[[Iterable[Quad], Mapping[str, str]], Iterator[str]]) -> Writer:
    def chunks(events: list[Event], documents: list[Document], base: str, run: Run | None) -> Chunks:
        return write_quads(quads(events, documents, base=base, run=run), prefixes(base))

    return chunks


def _graphml(events: list[Event], documents: list[Document], base: str, run: Run | None) -> Chunks:
    buffer = BytesIO()
    nx.write_graphml_xml(_scalars(to_networkx(events, documents)), buffer, named_key_ids=True)
    yield buffer.getvalue().decode("utf-8")


def _gexf(events: list[Event], documents: list[Document], base: str, run: Run | None) -> Chunks:
    network = _scalars(to_networkx(events, documents))
    for _, _, data in network.edges(data=True):
        data["event_type"] = data.pop("type")  # in GEXF the type of an edge is "directed" or "undirected"
    buffer = BytesIO()
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(network)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same events give the same file on any day
    writer.write(buffer)
    yield buffer.getvalue().decode("utf-8")


def _scalars(network: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the network with strings and numbers alone: lists joined, what is missing left out."""
    plain = nx.MultiDiGraph()
    for node, data in network.nodes(data=True):
        plain.add_node(xml_clean(node), **_scalar_attributes(data))
    for source, target, key, data in network.edges(keys=True, data=True):
        plain.add_edge(xml_clean(source), xml_clean(target), key=xml_clean(key), **_scalar_attributes(data))
    return plain


def _scalar_attributes(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _scalar(value) for name, value in data.items() if value is not None}


def _scalar(value: Any) -> Any:
    if isinstance(value, tuple):
        return xml_clean("; ".join(value))
    return xml_clean(value) if isinstance(value, str) else value


FORMATS: Mapping[str, Writer] = {
    ".ttl": _prefixed(turtle),
    ".nt": _rdf(ntriples),
    ".nq": _rdf(nquads),
    ".trig": _prefixed(trig),
    ".jsonld": _prefixed(jsonld),
    ".rdf": _prefixed(rdfxml),
    ".graphml": _graphml,
    ".gexf": _gexf,
}
"""The formats by suffix."""
