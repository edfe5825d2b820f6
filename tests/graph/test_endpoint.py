"""A SPARQL endpoint as the place of a graph: a real Oxigraph server on this machine, and servers that misbehave."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from tewn.graph import (
    NAMED,
    CodedDocument,
    Filters,
    GraphStore,
    named_query,
    open_records,
    query,
    weave,
    write_documents,
)
from tewn.graph.endpoint import Endpoint
from tewn.graph.weave import check_target
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document
from tewn.ontology.vocabulary import DATA, prefixes

SECONDS = 30.0  # to wait for the server at most
Made = tuple[CodedDocument, ...]


def server_program() -> str:
    """Where the server's program is."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if found is None:
        pytest.skip("the server is not installed: pip install -e '.[dev]' brings it (package oxigraph)")
    return found


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def made(made: Made) -> Made:
    """Fewer of the made-up documents: over HTTP everything takes longer."""
    return made[:25]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a running Oxigraph server without a path."""
    address = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [server_program(), "serve", "--bind", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + SECONDS
        while True:
            try:
                urllib.request.urlopen(f"http://{address}/query?query=ASK%7B%7D", timeout=SECONDS).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < end, "the server does not start"
                time.sleep(0.01)
        yield f"http://{address}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def endpoint(server: str) -> str:
    """The address of an empty endpoint."""
    urllib.request.urlopen(f"{server}/update", b"update=DROP+ALL", timeout=SECONDS).close()
    return f"{server}/query"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, made: Made) -> Path:
    """A store with all documents."""
    place = tmp_path_factory.mktemp("stores") / "news"
    weave(made, f"{place}/")
    return place


def quads(place: str | Path) -> set[ox.Quad]:
    """All that a place holds."""
    if isinstance(place, str):
        return set(Endpoint(place).store())
    with GraphStore(place) as opened:
        return set(opened.store)


# ---------------------------------------------------------------- a real one


def test_it_holds_what_a_folder_holds(endpoint: str, folder: Path, made: Made) -> None:
    weave(made, endpoint)
    assert quads(endpoint) == quads(folder)
    weave(reversed(made), endpoint)
    assert quads(endpoint) == quads(folder)


def test_document_is_put_in_place_of_what_was_there(endpoint: str, made: Made) -> None:
    weave(made[:3], endpoint)
    bare = replace(made[1], events=())
    weave([bare], endpoint)
    with open_records(endpoint) as documents:
        assert [len(coded.events) for coded in documents] == [len(made[0].events), 0, len(made[2].events)]


def test_every_question_has_the_same_answer_everywhere(endpoint: str, made: Made, tmp_path: Path) -> None:
    made = made[:15]
    weave(made, endpoint)
    weave(made, f"{tmp_path}/news/")
    folder = tmp_path / "news"
    for suffix in (".ttl", ".nq"):
        weave(made, tmp_path / f"graph{suffix}")
    actor = named_query(folder, "actors").rows[0][0]
    assert isinstance(actor, str)
    for filters in (
        Filters(),
        Filters(factuality="any", by="year", language="ckb"),
        Filters(involving=actor),
        Filters(actor=actor, by="all", limit=3),
        Filters(place="Iraq", type="ASSAULT"),
    ):
        for name in NAMED:
            answer = named_query(folder, name, filters)
            assert named_query(endpoint, name, filters) == answer
            for suffix in (".ttl", ".nq"):
                assert named_query(tmp_path / f"graph{suffix}", name, filters) == answer
    assert len(named_query(endpoint, "events").rows) > 20


SAME = [
    "SELECT DISTINCT ?a ?b {?a plover:assault ?b} ORDER BY ?a ?b",
    "SELECT (COUNT(?report) AS ?n) (AVG(?s) AS ?mean) {?report tewn:reports/a tewn:Event ; tewn:score ?s}",
    "SELECT DISTINCT ?l (1.5 AS ?x) (true AS ?y) ?none {actor:usa rdfs:label ?l} ORDER BY ?l",
    "ASK {?s tewn:factuality ?f}",
    "ASK {?s tewn:factuality 3}",
    "CONSTRUCT {?a plover:assault ?b} WHERE {?a plover:assault ?b}",
    "DESCRIBE <https://w3id.org/tewn/id/doc/article-0000001>",
    "PREFIX actor: <https://other.example/> SELECT ?x {VALUES ?x {actor:usa}}",
    "# a comment\nASK {?s ?p ?o} # plover:",
    'SELECT ?x {VALUES ?x {"tewn: \\"پێشمەرگە\\" \\n & + % = ;"}}',
]


@pytest.mark.parametrize("sparql", SAME)
def test_query_has_the_same_answer_everywhere(
    server: str, endpoint: str, folder: Path, made: Made, tmp_path: Path, sparql: str
) -> None:
    weave(made[:12], endpoint)
    weave(made[:12], f"{tmp_path}/news/")
    weave(made[:12], tmp_path / "graph.ttl")
    answer = query(tmp_path / "news", sparql)
    assert query(tmp_path / "graph.ttl", sparql) == answer
    assert query(endpoint, sparql) == answer
    assert query(server, sparql) == answer  # the path is added
    assert query(f"{server}/", sparql) == answer


@pytest.mark.parametrize("suffix", [".nq", ".jsonl"])
def test_export_is_that_of_the_folder(endpoint: str, folder: Path, made: Made, tmp_path: Path, suffix: str) -> None:
    weave(made, endpoint)
    for name, place in (("here", folder), ("there", endpoint)):
        with open_records(place) as documents:
            write_documents(documents, tmp_path / f"{name}{suffix}")
    assert (tmp_path / f"here{suffix}").read_bytes() == (tmp_path / f"there{suffix}").read_bytes()


def test_endpoint_is_copied_into_a_folder(endpoint: str, folder: Path, made: Made, tmp_path: Path) -> None:
    weave(made, endpoint)
    with open_records(endpoint) as documents:
        weave(documents, f"{tmp_path}/copy/")
    assert quads(tmp_path / "copy") == quads(folder)


def test_base_is_given(endpoint: str, made: Made) -> None:
    own = "https://news.example/id/"
    weave(made[:3], endpoint, base=own)
    assert len(named_query(endpoint, "actors", base=own).rows) > 0
    with open_records(endpoint, base=own) as documents:
        assert len(list(documents)) == 3
    assert query(endpoint, "ASK {doc:article-0000001 ?p ?o}", base=own).rows == ((True,),)
    assert query(endpoint, "ASK {doc:article-0000001 ?p ?o}").rows == ((False,),)


def test_query_that_is_wrong_gets_the_message_and_the_place(endpoint: str, tmp_path: Path) -> None:
    weave([], tmp_path / "graph.ttl")
    for sparql, place in (
        ("SELEKT ?x {}", "1:10"),
        ("SELECT ?x {", "1:12"),
        ("SELECT ?a\n{?a plover:assault ?b", "2:[0-9]+"),
    ):
        for source in (endpoint, tmp_path / "graph.ttl"):
            with pytest.raises(GraphError, match=f"^the query cannot be answered: error at {place}: ") as raised:
                query(source, sparql)
            assert "\n" not in str(raised.value)


def test_update_is_no_query(endpoint: str, made: Made) -> None:
    weave(made[:1], endpoint)
    with pytest.raises(GraphError, match="the query cannot be answered"):
        query(endpoint, "DROP ALL")
    assert len(quads(endpoint)) > 0


STRANGE = ["a b", "<x>", 'q"q', "a\\u0022b", "\\U00000022", "x> . } } ; DROP ALL #", "a\nb", "\u0000", "\u202e😀"]


def test_names_and_words_that_break_iris_or_strings_do_not(endpoint: str) -> None:
    made = [
        CodedDocument(name, Document(name, f"text {name}", source=f"by {name}", url=f"https://a.example/{name}"), ())
        for name in STRANGE
    ]
    weave(made, endpoint)
    weave(made, endpoint)
    with open_records(endpoint) as documents:
        assert {coded.id: coded.document for coded in documents} == {coded.id: coded.document for coded in made}


def test_text_and_title_of_ten_megabytes(endpoint: str) -> None:
    text = ("هەواڵێکی نوێ لە شارەکەوە هات. " * 20 + '\u0000"\\u0022 😀\n') * 16_500
    document = Document("long", text, language="ckb", title="x" * 10_000_000)
    weave([CodedDocument("long", document, ())], endpoint)
    with open_records(endpoint) as documents:
        assert [coded.document for coded in documents] == [document]
    assert query(endpoint, "SELECT (STRLEN(?t) AS ?n) {text:long nif:isString ?t}").rows == ((len(text),),)


# ---------------------------------------------------------------- others, and none


class Answering(BaseHTTPRequestHandler):
    """Gives the answer that its server has, whatever is asked."""

    server: Server

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, asked, self.headers.get("Authorization")))
        self.server.answer(self)

    do_GET = do_POST

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server with one answer for everything."""

    daemon_threads = True
    answer: Callable[[BaseHTTPRequestHandler], None]

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[tuple[str, bytes, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


@pytest.fixture
def fake() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def saying(code: int, kind: str, body: str, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """An answer with a status, a media type and a body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        data = body.encode("utf-8")
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(data))} | given).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def greeting(handler: BaseHTTPRequestHandler) -> None:
    """What a server of another protocol says."""
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")


JSON = "application/sparql-results+json"
NO = saying(200, JSON, '{"head": {}, "boolean": false}')
WAYS: dict[str, tuple[Callable[[BaseHTTPRequestHandler], None], str]] = {
    "html": (saying(200, "text/html; charset=utf-8", "<h1>Hello</h1>"), "text/html, which is no SPARQL result"),
    "text": (saying(200, "text/plain", "hello"), "answers what is no SPARQL result: "),
    "nothing": (saying(204, "text/html", ""), "which is no SPARQL result: is it an endpoint"),
    "no-json": (saying(200, JSON, "<h1>Hello</h1>"), "answers what is no SPARQL result: "),
    "other-json": (saying(200, "application/json", '{"hello": 1}'), "answers what is no SPARQL result: "),
    "half-json": (
        saying(200, JSON, '{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "x'),
        "answers what is no SPARQL result: ",
    ),
    "half": (saying(200, JSON, '{"head": {}', Content_Length="1000"), "breaks off: "),
    "half-error": (saying(500, "text/plain", "oh", Content_Length="1000"), "answers 500 Internal Server Error"),
    "no-http": (greeting, "breaks off: "),
    "400": (saying(400, "text/plain", "line 1:\n  I want\tmore"), "cannot be answered: line 1: I want more"),
    "401": (saying(401, "text/html", "<h1>Who are you?</h1>"), "refuses: 401 Unauthorized"),
    "403": (saying(403, "text/html", "<h1>No</h1>"), "refuses: 403 Forbidden"),
    "404": (saying(404, "text/plain", "nothing here"), "answers 404 Not Found: nothing here"),
    "405": (saying(405, "text/plain", "no"), "refuses: 405 Method Not Allowed"),
    "413": (saying(413, "text/plain", "too much"), "answers 413 .*: too much"),
    "500": (saying(500, "text/plain", "x" * 100_000), "answers 500 Internal Server Error: xxx"),
    "503": (saying(503, "text/plain", ""), "answers 503 Service Unavailable"),
    "301": (saying(301, "text/plain", "", Location="https://new.example/sparql"), "has moved: write https://new.ex"),
    "308": (saying(308, "text/plain", "", Location="https://new.example/sparql"), "has moved: write https://new.ex"),
}


@pytest.mark.parametrize("way", WAYS)
def test_server_that_is_no_endpoint_or_refuses_is_an_error_of_one_line(fake: Server, made: Made, way: str) -> None:
    fake.answer, message = WAYS[way]
    tries: list[Callable[[], object]] = [
        lambda: query(fake.url, "SELECT ?s {?s ?p ?o}"),
        lambda: named_query(fake.url, "actors"),
        lambda: check_target(fake.url),
        lambda: weave(made[:1], fake.url),
    ]
    for ask in tries:
        with pytest.raises(GraphError, match=message) as raised:
            ask()
        assert "\n" not in str(raised.value)
        assert len(str(raised.value)) < 1000
    assert not any(path == "/update" for path, _, _ in fake.asked)


def test_answer_of_another_kind_than_was_asked_is_an_error(fake: Server) -> None:
    fake.answer = NO
    for ask in (lambda: named_query(fake.url, "actors"), lambda: Endpoint(fake.url).store()):
        with pytest.raises(GraphError, match="answers something else than was asked"):
            ask()


def test_refused_update_names_the_document(fake: Server, made: Made) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        (NO if handler.path == "/query" else saying(400, "text/plain", "I do not like it"))(handler)

    fake.answer = answer
    with pytest.raises(GraphError, match=f"/update: refuses document '{made[0].id}': I do not like it"):
        weave(made[:2], fake.url)


def test_each_document_is_one_request(fake: Server, made: Made) -> None:
    fake.answer = NO
    weave(made[:3], fake.url)
    assert [path for path, _, _ in fake.asked] == ["/query", "/update", "/update", "/update"]
    assert all(body.startswith(b"update=DROP+SILENT+GRAPH+") for _, body, _ in fake.asked[1:])


def test_answer_may_be_xml(fake: Server) -> None:
    head = "<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='x'/></head>"
    body = f"{head}<results><result><binding name='x'><literal>سڵاو</literal></binding></result></results></sparql>"
    fake.answer = saying(200, "application/sparql-results+xml", body)
    assert query(fake.url, "SELECT ?x {}").rows == (("سڵاو",),)


def test_triples_may_be_turtle(fake: Server) -> None:
    fake.answer = saying(200, "text/turtle; charset=utf-8", "<http://a> <http://b> 1 .")
    assert query(fake.url, "CONSTRUCT WHERE {?s ?p ?o}").rows == (("http://a", "http://b", 1),)


def test_name_and_password_are_sent_and_not_said(fake: Server) -> None:
    fake.answer = NO
    url = fake.url.replace("127.0.0.1", "me%40home:se%3Acret@127.0.0.1")
    assert query(url, "ASK {}").rows == ((False,),)
    asked = fake.asked[-1][2]
    assert asked is not None
    assert base64.b64decode(asked.removeprefix("Basic ")) == b"me@home:se:cret"
    fake.answer = saying(403, "text/plain", "")
    with pytest.raises(GraphError, match="refuses") as raised:
        query(url, "ASK {}")
    assert "cret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "query", "update"),
    [
        ("http://h", "http://h/query", "http://h/update"),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update"),
        ("http://h/ds/query", "http://h/ds/query", "http://h/ds/update"),
        ("http://h/sparql", "http://h/sparql", "http://h/sparql"),
        ("https://h/repositories/a b?x=1", None, None),
        ("https://h/repositories/a%20b?x=1#y", "https://h/repositories/a%20b?x=1", "https://h/repositories/a%20b?x=1"),
        ("http://h/هەواڵ", f"http://h/{'%D9%87%DB%95%D9%88%D8%A7%DA%B5'}", "http://h/%D9%87%DB%95%D9%88%D8%A7%DA%B5"),
        ("http://[::1]:7878", "http://[::1]:7878/query", "http://[::1]:7878/update"),
        ("http://[::1", None, None),
        ("http://", None, None),
        ("http:///query", None, None),
        ("http://h:99999/", None, None),
        ("http://h:x/", None, None),
        ("http://h\n/", None, None),
        (f"http://{'x' * 100}/", None, None),
        ("ftp://h/", None, None),
    ],
)
def test_addresses(url: str, query: str | None, update: str | None) -> None:
    if query is None:
        with pytest.raises(GraphError, match="no address of an endpoint; write it as in http"):
            Endpoint(url)
    else:
        found = Endpoint(url)
        assert (found.url, found._update) == (query, update)


def test_endpoint_that_is_down_is_named(made: Made) -> None:
    url = f"http://127.0.0.1:{free_port()}/query"
    for ask in (lambda: query(url, "ASK {}"), lambda: weave(made[:1], url), lambda: check_target(url)):
        with pytest.raises(GraphError, match=f"^{url}: cannot be reached: Connection refused$"):
            ask()


def test_endpoint_without_a_name_is_named() -> None:
    with pytest.raises(GraphError, match=r"^http://no\.such\.invalid/query: cannot be reached: "):
        query("http://no.such.invalid/query", "ASK {}")


def test_endpoint_that_hangs_is_given_up(fake: Server) -> None:
    released = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        released.wait(SECONDS)

    fake.answer = answer
    try:
        with pytest.raises(GraphError, match=r"^http.*: (breaks off|cannot be reached): timed out$"):
            Endpoint(fake.url, timeout=0.2).query("ASK {}", {})
    finally:
        released.set()


def test_endpoint_that_hangs_in_the_middle_is_given_up(fake: Server) -> None:
    released = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        saying(200, JSON, '{"head":', Content_Length="1000")(handler)
        handler.wfile.flush()
        released.wait(SECONDS)

    fake.answer = answer
    try:
        with pytest.raises(GraphError, match=r"^http.*: breaks off: timed out$"):
            Endpoint(fake.url, timeout=0.2).query("ASK {}", {})
    finally:
        released.set()


def test_what_is_in_stays_when_a_later_document_fails(endpoint: str, made: Made) -> None:
    def broken() -> Iterator[CodedDocument]:
        yield from made[:2]
        raise GraphError("the input breaks off")

    with pytest.raises(GraphError, match="the input breaks off"):
        weave(broken(), endpoint)
    with open_records(endpoint) as documents:
        assert [coded.id for coded in documents] == [coded.id for coded in made[:2]]


def test_prefixes_of_the_base_are_declared_only_where_they_occur(fake: Server) -> None:
    fake.answer = NO
    Endpoint(fake.url).query("ASK {actor:irn ?p ?o}", prefixes(DATA))
    assert fake.asked[-1][1].startswith(b"query=PREFIX+actor%3A+%3Chttps")
    assert b"PREFIX+plover" not in fake.asked[-1][1]
