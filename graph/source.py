"""Where a graph is asked: an RDF file, a store's folder, a SPARQL endpoint, or a graph in memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox
from rdflib import Dataset, Graph

from ..ontology.errors import GraphError, nearest
from ..ontology.vocabulary import DATA, prefixes
from .endpoint import Endpoint, Rows
from .store import GraphStore, is_store

Solutions = ox.QuerySolutions | Rows
Found = Solutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple]
Place = str | os.PathLike[str] | Graph
Bound = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]
"""What variables of a query stand for, by their names: no value becomes part of a query's text as it was given."""

NOTHING: Bound = {}

_LONGEST = 200  # characters of a parser's message

# Of XML, what stands for a namespace in the files of ontology editors, and any declaration of an entity.
_SMALL_ENTITY = re.compile(rb'<!ENTITY\s+[\w.-]+\s+"[^"&%<>]{0,200}"\s*>')
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)

_SUFFIXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".n3": ox.RdfFormat.N3,
}


class Source(Protocol):
    """A graph that can be asked. All its named graphs are read as one."""

    base: str

    def query(self, sparql: str, known: Mapping[str, str], bound: Bound = NOTHING) -> Found:
        """Return the answer to a query, in which the known prefixes need not be declared. Raises GraphError."""

    def store(self) -> ox.Store:
        """Return the whole graph as a store of Oxigraph."""


class _Local:
    """A store of Oxigraph on this machine."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self.base = base

    def query(self, sparql: str, known: Mapping[str, str], bound: Bound = NOTHING) -> Found:
        whole = _with_values(sparql, bound)
        try:
            return self._store.query(whole, prefixes=dict(known), use_default_graph_as_union=True)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise GraphError(f"the query cannot be answered: {_brief(str(error))}") from error

    def store(self) -> ox.Store:
        return self._store


class _Remote:
    """An endpoint."""

    def __init__(self, url: str, base: str) -> None:
        self._endpoint = Endpoint(url)
        self.base = base

    def query(self, sparql: str, known: Mapping[str, str], bound: Bound = NOTHING) -> Found:
        return self._endpoint.query(_with_values(sparql, bound), known)

    def store(self) -> ox.Store:
        return self._endpoint.store()


def _with_values(sparql: str, bound: Bound) -> str:
    """Return a query of ours, whose first brace opens its pattern, with tables of what variables can be.

    Terms are written by Oxigraph, as in N-Triples. Its own substitution binds no variable that is not asked for, and
    the SPARQL protocol has none.
    """
    tables = "".join(f" VALUES ?{name} {{ {' '.join(map(str, terms))} }}" for name, terms in bound.items())
    head, brace, rest = sparql.partition("{")
    return f"{head}{brace}{tables}{rest}"


def nodes(iris: Iterable[str]) -> list[ox.NamedNode]:
    """Return IRIs as terms. Raises ValueError for what is none."""
    return [ox.NamedNode(iri) for iri in iris]


def words(text: str, language: str | None = None) -> ox.Literal:
    """Return words as a term; lone surrogates, which no graph can hold, become U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return ox.Literal(whole, language=language.lower() if language else None)


def solutions(source: Source, sparql: str, bound: Bound = NOTHING) -> Solutions:
    """Return the answer of a source to SELECT; the known prefixes need not be declared. Raises GraphError."""
    found = source.query(sparql, prefixes(source.base), bound)
    if not isinstance(found, ox.QuerySolutions | Rows):
        raise GraphError("the endpoint answers something else than was asked")
    return found


def is_url(place: object) -> bool:
    """Tell whether a place is the address of an endpoint."""
    return isinstance(place, str) and place.startswith(("http://", "https://"))


def is_graph(place: str | os.PathLike[str]) -> bool:
    """Tell whether a place is one of a graph, by its name or as a folder."""
    return is_url(place) or Path(place).suffix.lower() in _SUFFIXES or Path(place).is_dir()


@contextmanager
def open_source(place: Place, *, base: str | None = None) -> Iterator[Source]:
    """Open a graph for reading: a file by its suffix, a folder, an `http(s)://` address, or a graph of rdflib.

    `base` is that of the identifiers; a folder has its own. Raises GraphError, with the place, where the graph
    cannot be read.
    """
    if isinstance(place, str) and is_url(place):
        yield _Remote(place, base or DATA)
    elif isinstance(place, Graph):
        yield _Local(_from_rdflib(place), base or DATA)
    elif is_store(place):
        with GraphStore(place, base=base) as folder:
            yield _Local(folder.store, folder.base)
    else:
        yield _Local(_from_file(Path(place)), base or DATA)


def _brief(message: str) -> str:
    """Return a message on one line, a long list of what was expected cut off."""
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rsplit(' ', 1)[0]} …"


def _from_rdflib(graph: Graph) -> ox.Store:
    store = ox.Store()
    name = "nquads" if isinstance(graph, Dataset) else "nt"
    try:
        store.bulk_load(graph.serialize(format=name, encoding="utf-8"), ox.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise GraphError(f"the graph cannot be read: {_brief(str(error))}") from error
    return store


def _from_file(path: Path) -> ox.Store:
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        guess = nearest(suffix, _SUFFIXES) if suffix else ""
        allowed = ", ".join(_SUFFIXES)
        raise GraphError(f"{path}: no format has the suffix {suffix!r}{guess}; known are {allowed}")
    base = path.absolute().as_uri()
    store = ox.Store()
    try:
        if _SUFFIXES[suffix] == ox.RdfFormat.RDF_XML:
            _require_small_entities(path)
        try:
            store.bulk_load(path=path, format=_SUFFIXES[suffix], base_iri=base)
        except MemoryError:  # a literal of more than 16 MB: Oxigraph reads it only where it has the whole
            store = ox.Store()
            store.bulk_load(path.read_bytes(), _SUFFIXES[suffix], base_iri=base)
    except SyntaxError as error:
        place = f":{error.lineno}" if error.lineno else ""
        raise GraphError(f"{path}{place}: {_brief(error.msg)}") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise GraphError(f"{path}: cannot be read: {_brief(str(error))}") from error
    return store


def _require_small_entities(path: Path) -> None:
    """Raise GraphError where a file of XML declares entities that can make it grow without bound when it is read."""
    data = path.read_bytes()
    if len(_ENTITY.findall(data)) != len(_SMALL_ENTITY.findall(data)):
        raise GraphError(f"{path}: cannot be read: it declares an entity that is made of others, or long, or elsewhere")
