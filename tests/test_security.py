"""What a hostile text, name, file or graph cannot do: run code, open the network, write elsewhere, ask for more."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

import tewn
from tewn.cli import main
from tewn.graph import Answer, Filters, as_csv, named_query, query, to_rdf, weave
from tewn.graph.rdf import CodedDocument
from tewn.ontology.errors import GraphError, TewnError
from tewn.ontology.model import Document, Event, Participant

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for folder in ("tewn", "ontology", "extractors", "graph")
    for path in (ROOT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
NETWORK = {"socket", "ssl", "urllib.request", "http.client", "ftplib", "smtplib", "requests", "httpx", "asyncio"}
CODE = {"pickle", "marshal", "shelve", "dill", "joblib", "yaml", "subprocess", "ctypes", "code", "multiprocessing"}
OWN = {"compiled.py": {"pickle"}, "pool.py": {"multiprocessing"}}  # of nobody but the user's own processes
TEXT = "Iran attacked a village near Kirkuk yesterday. Turkey accused Iran on Friday, a minister said."
DAY = date(2021, 3, 14)


@pytest.fixture(scope="module")
def document() -> Document:
    """A document in English."""
    return Document("d", TEXT, DAY, "en")


@pytest.fixture(scope="module")
def events(document: Document) -> list[Event]:
    """Its events."""
    return tewn.extract(document)


# ---------------------------------------------------------------- code and network


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_made_into_code_and_only_the_endpoint_knows_the_network(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    systems = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"system", "popen", "execv"}
    assert not imported & CODE - OWN.get(path.name, set()) and not systems
    assert not re.search(r"pickle\.loads?\(", path.read_text("utf-8")), "pickles are read by classes that are named"
    assert not called & {"eval", "exec", "compile", "__import__"}
    assert not imported & NETWORK or path.name == "endpoint.py"


WITHOUT_NETWORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec"):
        print("forbidden:", event, file=sys.stderr)
        sys.stderr.flush()
        __import__("os")._exit(9)

import tewn
from tewn.cli import main
sys.addaudithook(refuse)
for arguments in (
    ["extract", "--date", "2021-03-14", "a.txt", "-o", "a.events.jsonl"],
    ["build", "--date", "2021-03-14", "a.txt", "-o", "a.ttl"],
    ["build", "a.events.jsonl", "-o", "a.graphml"],
    ["build", "a.events.jsonl", "a.txt", "-o", "news/"],
    ["export", "a.ttl", "-o", "a.jsonld"],
    ["view", "a.ttl", "-o", "a.html"],
    ["view", "a.ttl", "-o", "a.svg"],
    ["query", "news", "dyads"],
    ["query", "a.jsonld", "SELECT * {?s ?p ?o} LIMIT 1"],
    ["explain", "Iran attacked a village."],
):
    assert main(arguments) == 0, arguments
"""


def test_no_command_opens_the_network_unless_an_address_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


# ---------------------------------------------------------------- graphs from elsewhere


def entity(*values: str) -> str:
    """A file of RDF/XML with entities of these values, of which it holds the last."""
    declared = "".join(f"<!ENTITY e{number} {value}>" for number, value in enumerate(values))
    return (
        f'<?xml version="1.0"?><!DOCTYPE r [{declared}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
        f'<rdf:Description rdf:about="http://x/a"><x:p>&e{len(values) - 1};</x:p></rdf:Description></rdf:RDF>'
    )


@pytest.mark.parametrize(
    "text",
    [
        entity('"lol"', *(f'"{f"&e{number};" * 10}"' for number in range(12))),
        entity("'lol'", *(f"'{f'&e{number};' * 10}'" for number in range(12))),
        entity(f'"{"a" * 100_000}"').replace("&e0;", "&e0;" * 100_000),
        entity('SYSTEM "file:///etc/hostname"'),
        entity('"x"').replace("<!ENTITY", "<!ENTITY % "),
    ],
    ids=["of others", "of others in single quotes", "long", "of a file", "parameter"],
)
def test_entities_that_grow_or_come_from_elsewhere_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.rdf"
    path.write_text(text, "utf-8")
    with pytest.raises(GraphError, match="cannot be read: it declares an entity"):
        query(path, "ASK {}")


def test_reading_a_graph_asks_no_server_for_what_it_names(tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Server) as server:  # an audit hook would not see what Oxigraph does
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x"
        (tmp_path / "a.jsonld").write_text(f'{{"@context": "{address}", "@id": "http://x/a"}}', "utf-8")
        (tmp_path / "b.jsonld").write_text(f'{{"@context": {{"@import": "{address}"}}, "@id": "http://x/a"}}', "utf-8")
        (tmp_path / "c.rdf").write_text(entity(f'SYSTEM "{address}"'), "utf-8")
        (tmp_path / "d.rdf").write_text(entity('"x"').replace("DOCTYPE r", f'DOCTYPE r SYSTEM "{address}"'), "utf-8")
        (tmp_path / "e.ttl").write_text(
            f"@base <{address}> . <a> <http://www.w3.org/2002/07/owl#imports> <> .", "utf-8"
        )
        for path in sorted(tmp_path.iterdir()):
            with suppress(GraphError):
                query(path, "SELECT * {?s ?p ?o}")
        server.shutdown()
    assert asked == []


def test_entities_for_namespaces_are_read(tmp_path: Path) -> None:
    path = tmp_path / "graph.rdf"
    path.write_text(entity('"http://x/"'), "utf-8")
    assert query(path, "SELECT ?o {?s ?p ?o}").rows == (("http://x/",),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.ttl", "(" * 200_000),
        ("deep.jsonld", "[" * 200_000),
        ("deep.rdf", "<a>" * 200_000),
        ("context.jsonld", '{"@context": "http://127.0.0.1:9/context", "@id": "http://x/a"}'),
    ],
)
def test_graphs_that_cannot_be_read_are_named(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(GraphError, match=name):
        query(tmp_path / name, "ASK {}")


# ---------------------------------------------------------------- questions


HOSTILE_NAMES = (
    '" } DELETE { ?s ?p ?o } #', '"} UNION {?x ?p ?l} #', "x> ?p ?o } #", "actor:x> <y", "<http://x/>", "\\", '\\"',
    "http://x/> ?p ?o . <http://y/", "actor:", "place:../..", "'''", "?x", "\n} #", "\ud800", "\x00", "-UNK\"@en",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=ascii)
@pytest.mark.parametrize("asked", ["actor", "recipient", "involving", "place"])
def test_names_in_questions_are_values_and_never_part_of_the_question(
    events: list[Event], document: Document, name: str, asked: str
) -> None:
    graph = to_rdf(events, [document])
    size = len(graph)
    with pytest.raises(GraphError, match=r"^no (actor|place) of the graph is "):
        named_query(graph, "events", Filters(**{asked: name}))  # type: ignore[arg-type]
    assert len(graph) == size


def test_a_hostile_label_in_the_graph_is_found_by_its_name_alone(events: list[Event], document: Document) -> None:
    name = '"} UNION {?x ?p ?l} #\\'
    actor = Participant(name, 0, len(name), "IRN-GOV", label=name)
    text = name + document.text
    hostile = replace(events[0], id="h", document="h", actor=(actor,), recipient=(), trigger=(events[0].trigger[0],))
    hostile = replace(hostile, trigger=(replace(hostile.trigger[0], text=text[5:13]),), place=None, time=None)
    graph = to_rdf([*events, hostile], [document, Document("h", text, DAY, "en")])
    assert len(named_query(graph, "events", Filters(actor=name)).rows) == 1


@pytest.mark.parametrize(
    "base", ["http://x/> <http://y/", 'http://x/"', "x", "http://x/ y/", "http://x/\n/", "javascript:"]
)
def test_a_base_that_is_no_address_is_refused(tmp_path: Path, events: list[Event], base: str) -> None:
    with pytest.raises(TewnError):
        tewn.write(events, [], tmp_path / "graph.ttl", base=base)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "sparql", ["DELETE {?s ?p ?o} WHERE {?s ?p ?o}", "DROP ALL", "CLEAR ALL", "LOAD <file:///etc/hostname>"]
)
def test_a_question_changes_nothing(tmp_path: Path, events: list[Event], document: Document, sparql: str) -> None:
    weave([CodedDocument("d", document, tuple(events))], f"{tmp_path}/news/")
    with pytest.raises(GraphError):
        query(tmp_path / "news", sparql)
    assert query(tmp_path / "news", "ASK {?s a sem:Event}").rows == ((True,),)


# ---------------------------------------------------------------- files


@pytest.mark.parametrize(
    "name", ["../../outside", "/tmp/outside", "..", ".", "a/../../b", "C:\\outside", "~/x", "\x00", "a\nb"]
)
@pytest.mark.parametrize(
    "output", ["graph.ttl", "news/", "events.csv", "network.graphml", "events.jsonl", "graph.trig"]
)
def test_identifiers_of_documents_name_no_files(tmp_path: Path, name: str, output: str) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    source = inner / "in.jsonl"
    source.write_text(json.dumps({"id": name, "text": TEXT, "language": "en"}) + "\n", "utf-8")
    assert main(["build", str(source), "-o", f"{inner}/{output}"]) == 0
    assert {path.name for path in inner.iterdir()} == {"in.jsonl", output.rstrip("/")}
    assert [path.name for path in tmp_path.iterdir()] == ["a"] and [path.name for path in inner.parent.iterdir()] == [
        "b"
    ]


# ---------------------------------------------------------------- cells of tables


FORMULAS = ("=1+1", "+1+cmd", "-2+3", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", '=HYPERLINK("http://x/")')


@pytest.mark.parametrize("formula", FORMULAS, ids=ascii)
@pytest.mark.parametrize("suffix", [".csv", ".polecat.tsv", ".gdelt.tsv", ".icews.tsv"])
def test_no_cell_is_a_formula_where_that_is_asked_for(
    tmp_path: Path, events: list[Event], document: Document, formula: str, suffix: str
) -> None:
    named = [replace(one, label=formula) for one in events[0].actor]
    odd = replace(events[0], actor=tuple(named), lemma=formula)
    given = replace(document, title=formula, source=formula, url=formula)
    path = tmp_path / f"events{suffix}"
    tewn.write([odd], [given], path, safe_cells=True)
    delimiter = "," if suffix == ".csv" else "\t"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@＝")) and not is_number(cell)]
    assert any(is_number(cell) and cell.startswith("-") for cell in cells), "scores below nought stay numbers"
    assert any(formula.strip() in cell for cell in cells) or suffix == ".gdelt.tsv"


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_answers_have_no_formulas_where_that_is_asked_for(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    answer = Answer(("=a", "b"), (("=1+1", -4.5), ("-UNK", 3)))
    assert as_csv(answer, safe_cells=True) == "'=a,b\n'=1+1,-4.5\n'-UNK,3\n"
    assert as_csv(answer) == "=a,b\n=1+1,-4.5\n-UNK,3\n"
    (tmp_path / "graph.ttl").write_text('<http://x/a> <http://x/b> "@x" .', "utf-8")
    ask = ["query", str(tmp_path / "graph.ttl"), "SELECT ?o {?s ?p ?o}", "--format", "csv"]
    assert main([*ask, "--safe-cells"]) == 0
    assert capsys.readouterr().out == "o\n'@x\n"
