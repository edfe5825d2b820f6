"""A SPARQL endpoint over HTTP, as the SPARQL 1.1 protocol has it."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ..ontology.errors import GraphError
from .rdf import CodedDocument, GraphWriter, Run
from .serialize import ntriples

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_QUOTED = 300  # characters of what a server answers
_UPDATES = {"query": "update"}  # where the last part of an address names what it is for


class Endpoint:
    """A SPARQL endpoint to ask and to write to.

    `url` is the address that takes queries. Updates go to the same address, or where it ends in `/query` to
    `/update` beside it; an address without a path gets `/query`. `timeout` is in seconds. Every method raises
    GraphError where the endpoint cannot be reached, refuses or answers something else.
    """

    def __init__(self, url: str, *, timeout: float = 300.0) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise GraphError(f"{url}: no address of an endpoint; write it as in http://localhost:7878/query")
        path = parts.path.rstrip("/") or "/query"
        folder, _, last = path.rpartition("/")
        self.url = urllib.parse.urlunsplit(parts._replace(path=path))
        self._update = urllib.parse.urlunsplit(parts._replace(path=f"{folder}/{_UPDATES.get(last, last)}"))
        self._timeout = timeout

    def query(
        self, sparql: str, known: Mapping[str, str]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | list[ox.Triple]:
        """Return the answer to a query; the known prefixes need not be declared in it."""
        declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in known.items() if f"{prefix}:" in sparql)
        # Oxigraph's own parameter: all graphs as one, which most other servers do unasked.
        fields = {"query": f"{declared}\n{sparql}" if declared else sparql, "union-default-graph": "true"}
        kind, body = self._post(self.url, fields, f"{_RESULTS}, {_TRIPLES};q=0.9")
        try:
            if kind == _RESULTS or kind == "application/json":
                return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
            form = ox.RdfFormat.from_media_type(kind)
            if form is not None:
                return [quad.triple for quad in ox.parse(body, form)]
        except (SyntaxError, ValueError) as error:
            raise GraphError(f"{self.url}: answers what is no SPARQL result: {error}") from error
        raise GraphError(f"{self.url}: answers {kind or 'something'}, which is no SPARQL result: is it an endpoint?")

    def store(self) -> ox.Store:
        """Return everything that the endpoint holds in named graphs, in a store in memory."""
        store = ox.Store()
        found = self.query("SELECT ?s ?p ?o ?g {GRAPH ?g {?s ?p ?o}}", {})
        assert isinstance(found, ox.QuerySolutions)
        store.bulk_extend(ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in found)
        return store

    def add(self, documents: Iterable[CodedDocument], *, run: Run | None = None, base: str) -> int:
        """Put documents in place of what the endpoint holds of them, each in one request; return how many."""
        writer, count = GraphWriter(base, run), 0
        for coded in documents:
            quads = writer.quads(coded)
            graph = quads[0][3]
            body = "".join(ntriples(quads))
            fields = {"update": f"DROP SILENT GRAPH {graph} ;\nINSERT DATA {{ GRAPH {graph} {{\n{body}}} }}"}
            self._post(self._update, fields, "*/*")
            count += 1
        return count

    def _post(self, url: str, fields: Mapping[str, str], accept: str) -> tuple[str, bytes]:
        data = urllib.parse.urlencode(fields).encode("utf-8")
        request = urllib.request.Request(url, data, {"Accept": accept, "User-Agent": "tewn"})
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            raise GraphError(self._refusal(url, error)) from error
        except urllib.error.URLError as error:
            raise GraphError(f"{url}: cannot be reached: {_reason(error.reason)}") from error
        except (OSError, ValueError) as error:  # a connection that breaks off
            raise GraphError(f"{url}: breaks off: {_reason(error)}") from error

    def _refusal(self, url: str, error: urllib.error.HTTPError) -> str:
        said = " ".join(error.read(_QUOTED * 4).decode("utf-8", "replace").split())[:_QUOTED]
        if error.code == 400:
            return f"{url}: the query cannot be answered: {said or error.reason}"
        if error.code in (401, 403, 405):
            return f"{url}: refuses: {error.code} {error.reason}"
        return f"{url}: answers {error.code} {error.reason}{f': {said}' if said else ''}"


def _reason(error: object) -> str:
    return getattr(error, "strerror", None) or str(error) or "no answer"
