"""A SPARQL endpoint over HTTP, as the SPARQL 1.1 protocol has it."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from http.client import HTTPException
from typing import Any

import pyoxigraph as ox

from ..ontology.errors import GraphError
from .rdf import CodedDocument, GraphWriter, Run
from .serialize import ntriples

_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_QUOTED = 300  # characters of what a server answers
_UPDATES = {"query": "update"}  # where the last part of an address names what it is for
_BACKSLASH_BEFORE_U = re.compile(r"\\\\([uU])|(\\.)")


class Rows:
    """The rows of an answer to SELECT, as `pyoxigraph.QuerySolutions` has them; read to the end, so none is missing."""

    def __init__(self, variables: list[str], rows: list[dict[str, Any]]) -> None:
        self.variables = [ox.Variable(name) for name in variables]
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._rows)


class Endpoint:
    """A SPARQL endpoint to ask and to write to.

    `url` is the address that takes queries. Updates go to the same address, or where it ends in `/query` to
    `/update` beside it; an address without a path gets `/query`. A name and password in it (`http://name:password@…`)
    are sent as HTTP has it. `timeout` is in seconds. Every method raises GraphError where the endpoint cannot be
    reached, refuses or answers something else.
    """

    def __init__(self, url: str, *, timeout: float = 300.0) -> None:
        self.url, self._update, self._user = _addresses(url)
        self._timeout = timeout
        self._open = urllib.request.build_opener(_Faithful).open

    def query(self, sparql: str, known: Mapping[str, str]) -> Rows | ox.QueryBoolean | list[ox.Triple]:
        """Return the answer to a query; the known prefixes need not be declared in it."""
        declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in known.items() if f"{prefix}:" in sparql)
        # Oxigraph's own parameter: all graphs as one, which most other servers do unasked.
        fields = {"query": f"{declared}\n{sparql}" if declared else sparql, "union-default-graph": "true"}
        try:
            kind, body = self._post(self.url, fields, f"{_RESULTS}, {_TRIPLES};q=0.9")
        except _Malformed as error:
            fault = _fault(sparql, known) if declared else None  # a server counts the lines of what it got
            raise GraphError(f"the query cannot be answered: {fault or error}") from error
        try:
            return _parsed(kind, body)
        except (SyntaxError, ValueError, TypeError, KeyError, AttributeError, MemoryError, RecursionError) as error:
            raise GraphError(f"{self.url}: answers what is no SPARQL result: {_said(str(error))}") from error
        except _Unknown:
            what = f"answers {kind or 'something'}, which is no SPARQL result: is it an endpoint?"
            raise GraphError(f"{self.url}: {what}") from None

    def store(self) -> ox.Store:
        """Return everything that the endpoint holds in named graphs, in a store in memory."""
        store = ox.Store()
        found = self.query("SELECT ?s ?p ?o ?g {GRAPH ?g {?s ?p ?o}}", {})
        if not isinstance(found, Rows):
            raise GraphError(f"{self.url}: answers something else than was asked")
        store.bulk_extend(ox.Quad(row["s"], row["p"], row["o"], row["g"]) for row in found)
        return store

    def add(self, documents: Iterable[CodedDocument], *, run: Run | None = None, base: str) -> int:
        """Put documents in place of what the endpoint holds of them, each in one request; return how many."""
        writer, count = GraphWriter(base, run), 0
        self.query("ASK {}", {})  # any server may answer an update with a page; only an endpoint answers this
        for coded in documents:
            quads = writer.quads(coded)
            graph = quads[0][3]
            body = _guarded("".join(ntriples(quads)))
            fields = {"update": f"DROP SILENT GRAPH {graph} ;\nINSERT DATA {{ GRAPH {graph} {{\n{body}}} }}"}
            try:
                self._post(self._update, fields, "*/*")
            except _Malformed as error:
                raise GraphError(f"{self._update}: refuses document {coded.id!r}: {error}") from error
            count += 1
        return count

    def _post(self, url: str, fields: Mapping[str, str], accept: str) -> tuple[str, bytes]:
        """Return what kind of thing a server answers, and what. Raises _Malformed where it blames what was asked."""
        data = urllib.parse.urlencode(fields, errors="replace").encode("ascii")
        headers = {"Accept": accept, "User-Agent": "tewn"} | ({"Authorization": self._user} if self._user else {})
        try:
            with self._open(urllib.request.Request(url, data, headers), timeout=self._timeout) as answer:
                return answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            raise _refusal(url, error) from error
        except urllib.error.URLError as error:
            raise GraphError(f"{url}: cannot be reached: {_reason(error.reason)}") from error
        except (OSError, ValueError, HTTPException) as error:  # a connection that breaks off
            raise GraphError(f"{url}: breaks off: {_reason(error)}") from error


class _Malformed(GraphError):
    """What was asked cannot be answered."""


class _Unknown(Exception):
    """A server answers in no format that is known."""


class _Faithful(urllib.request.HTTPRedirectHandler):
    """Follows nobody to another address: what is written would be lost on the way."""

    def redirect_request(self, request: Any, answer: Any, code: int, message: str, headers: Any, url: str) -> None:
        return None


def _addresses(url: str) -> tuple[str, str, str | None]:
    """Return where queries go, where updates go, and who asks, as the header of HTTP has it."""
    wrong = GraphError(f"{url}: no address of an endpoint; write it as in http://localhost:7878/query")
    try:
        parts = urllib.parse.urlsplit(url)
        port = f":{parts.port}" if parts.port is not None else ""
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        raise wrong from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\x00-\x20\x7f]", url):
        raise wrong
    user = None
    if parts.username is not None:
        named = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        user = f"Basic {b64encode(named.encode('utf-8', 'replace')).decode('ascii')}"
    place = f"[{host}]" if ":" in host else host
    query = urllib.parse.quote(parts.query, "%=&?/:@!$'()*+,;~", errors="replace")
    path = urllib.parse.quote(parts.path.rstrip("/"), "%/:@!$&'()*+,;=~", errors="replace") or "/query"
    folder, _, last = path.rpartition("/")

    def address(path: str) -> str:
        return urllib.parse.urlunsplit((parts.scheme, place + port, path, query, ""))

    return address(path), address(f"{folder}/{_UPDATES.get(last, last)}"), user


def _parsed(kind: str, body: bytes) -> Rows | ox.QueryBoolean | list[ox.Triple]:
    """Return what a server answers in a format. Raises many errors where it does not."""
    if kind in (_RESULTS, "application/json"):
        # Not by Oxigraph, which reads strings of 8 MB at most from JSON.
        answer = json.loads(body)
        if "boolean" in answer:
            return ox.parse_query_results(body, ox.QueryResultsFormat.JSON)  # type: ignore[return-value]
        names = list(answer["head"]["vars"])
        found = answer["results"]["bindings"]
        return Rows(names, [{name: _term(row.get(name)) for name in names} for row in found])
    results = ox.QueryResultsFormat.from_media_type(kind)
    if results is not None:
        read = ox.parse_query_results(body, results)
        if isinstance(read, ox.QueryBoolean):
            return read
        names = [variable.value for variable in read.variables]
        return Rows(names, [{name: row[name] for name in names} for row in read])
    form = ox.RdfFormat.from_media_type(kind)
    if form is None:
        raise _Unknown
    store = ox.Store()
    store.bulk_load(body, form)
    return [quad.triple for quad in store]


def _term(value: Mapping[str, str] | None) -> ox.NamedNode | ox.BlankNode | ox.Literal | None:
    if value is None:
        return None
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return ox.NamedNode(text)
    if kind == "bnode":
        return ox.BlankNode(text)
    if kind not in ("literal", "typed-literal"):
        raise ValueError(f"it holds a {kind}")
    if "xml:lang" in value:
        return ox.Literal(text, language=value["xml:lang"])
    return ox.Literal(text, datatype=ox.NamedNode(value["datatype"]) if "datatype" in value else None)


def _refusal(url: str, error: urllib.error.HTTPError) -> GraphError:
    try:
        said = _said(error.read(_QUOTED * 4).decode("utf-8", "replace"))
    except (OSError, HTTPException):
        said = ""
    if error.code == 400:
        return _Malformed(said or error.reason)
    if 300 <= error.code < 400:
        return GraphError(f"{url}: has moved: write {_said(error.headers.get('Location') or 'another address')}")
    if error.code in (401, 403, 405):
        return GraphError(f"{url}: refuses: {error.code} {error.reason}")
    return GraphError(f"{url}: answers {error.code} {error.reason}{f': {said}' if said else ''}")


def _fault(sparql: str, known: Mapping[str, str]) -> str | None:
    """Return what is wrong with a query and where, or None."""
    try:
        ox.Store().query(sparql, prefixes=dict(known))
    except (SyntaxError, ValueError) as error:
        return _said(str(error))
    return None


def _guarded(triples: str) -> str:
    r"""Return triples so that a server that replaces \u0041 before it reads the quotes finds the same in them.

    >>> print(_guarded(r'<a> <b> "C:\\users \"\u0000" .'))
    <a> <b> "C:\\\u0075sers \"\u0000" .
    """
    return _BACKSLASH_BEFORE_U.sub(_guarded_pair, triples) if "\\\\" in triples else triples


def _guarded_pair(match: re.Match[str]) -> str:
    return f"\\\\\\u{ord(match[1]):04X}" if match[1] else match[0]


def _said(message: str) -> str:
    return " ".join(message.split())[:_QUOTED]


def _reason(error: object) -> str:
    return _said(getattr(error, "strerror", None) or str(error)) or "no answer"
