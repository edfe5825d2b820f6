"""SPARQL over files and graphs, and how answers are shown."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from rdflib import Graph

from tewn.graph import Answer, Iri, as_csv, as_json, as_table, query, to_dataset, to_rdf, write
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event
from tewn.ontology.vocabulary import DATA, load_vocabulary

WHO = "SELECT ?a ?b {?a plover:assault ?b}"


@pytest.fixture(scope="module")
def graph(events: tuple[Event, ...], documents: tuple[Document, ...]) -> Graph:
    """The graph of all events."""
    return to_rdf(events, documents)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf"])
def test_every_format_is_read(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str
) -> None:
    path = tmp_path / f"graph{suffix}"
    write(events, documents, path)
    answer = query(path, WHO)
    assert answer.columns == ("a", "b")
    assert [row[0] for row in answer.rows] == [f"{DATA}actor/ars-army"]


def test_dataset_is_read_as_one_graph(events: tuple[Event, ...], documents: tuple[Document, ...]) -> None:
    assert len(query(to_dataset(events, documents), WHO).rows) == 1


def test_numbers_booleans_and_unbound_values_are_native(graph: Graph) -> None:
    answer = query(
        graph,
        "SELECT ?s (?q = 4 AS ?hot) ?none {report:k1 tewn:score ?s ; tewn:reports/tewn:quad ?q}",
    )
    assert answer.rows == ((-9.5, True, None),)


def test_ask(graph: Graph) -> None:
    assert query(graph, "ASK {?r tewn:disputes ?e}") == Answer(("answer",), ((True,),))
    assert query(graph, "ASK {actor:ars plover:assault ?b}").rows == ((False,),)


@pytest.mark.parametrize(
    "form", ["CONSTRUCT {?s ?p ?o} WHERE {?s ?p ?o . FILTER(?s = actor:ars)}", "DESCRIBE actor:ars"]
)
def test_construct_and_describe_give_triples(graph: Graph, form: str) -> None:
    answer = query(graph, form)
    assert answer.columns == ("subject", "predicate", "object")
    assert {row[2] for row in answer.rows} >= {"ARS", "ARS-GOV", "Arastan"}
    assert list(answer.rows) == sorted(answer.rows, key=lambda row: tuple(map(str, row)))


def test_malformed_query_is_reported_with_its_place(graph: Graph) -> None:
    with pytest.raises(GraphError, match=r"the query cannot be answered: error at 1:1[0-9]: expected"):
        query(graph, "SELECT ?a {")
    with pytest.raises(GraphError, match="the query cannot be answered"):
        query(graph, "\ud800")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "@prefix x: <http://x/> .\nx:a x:b\n", r"a\.ttl:3: Parser error at line 3 column 1"),
        ("a.nt", "<http://x> <http://y> .\n", r"a\.nt:1: Parser error"),
        ("a.jsonld", "{,}", r"a\.jsonld:1: Parser error"),
        ("a.rdf", "<a>", r"a\.rdf.*: "),
        ("a.ttl", b"\xff", r"a\.ttl"),
    ],
)
def test_malformed_file_is_reported_with_its_place(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(GraphError, match=message):
        query(path, WHO)


def test_missing_file_and_unknown_suffix_are_reported(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="cannot be read: No such file"):
        query(tmp_path / "none.ttl", WHO)
    with pytest.raises(GraphError, match=r"suffix '\.tll' \(did you mean '\.ttl'\?\)"):
        query(tmp_path / "none.tll", WHO)


def test_update_is_no_query(graph: Graph) -> None:
    with pytest.raises(GraphError):
        query(graph, "INSERT DATA {actor:a plover:assault actor:b}")


def test_query_that_fails_on_the_way_is_reported(graph: Graph) -> None:
    with pytest.raises(GraphError, match="the query cannot be answered: "):
        query(graph, "SELECT * {SERVICE <http://127.0.0.1:1/> {?s ?p ?o}}")


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf"])
def test_malformed_file_with_a_long_literal_is_reported_in_short(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph{suffix}"
    path.write_text('<http://a> <http://b> "' + "هەواڵ " * 1_000_000)
    with pytest.raises(GraphError, match=rf"graph\{suffix}") as raised:
        query(path, WHO)
    assert len(str(raised.value)) < 1000
    assert "\n" not in str(raised.value)


def test_iris_are_short_by_the_base_of_the_graph(events: tuple[Event, ...], documents: tuple[Document, ...]) -> None:
    base = "https://news.example/id/"
    answer = query(to_rdf(events, documents, base=base), WHO, base=base)
    assert as_table(answer).splitlines()[2].startswith("actor:ars-army ")


def test_vocabulary_is_queried_with_the_same_prefixes() -> None:
    answer = query(load_vocabulary(), "SELECT ?t {?t skos:inScheme tewn:PloverTypes}")
    assert len(answer.rows) == 16


# ---------------------------------------------------------------- showing


def test_table_is_aligned_and_hides_nothing() -> None:
    answer = Answer(("who", "n"), (("ئێران", 5), ("a\nb\u202e\x1b[1m", 12), (None, 100)))
    lines = as_table(answer).splitlines()
    assert lines[3].startswith("a\\nb\\u202e\\x1b[1m")
    assert {len(line) for line in lines} == {len(lines[1])}


def test_table_of_nothing_has_its_header() -> None:
    assert as_table(Answer(("a", "b"), ())).splitlines() == ["a  b", "-  -"]


def test_iris_are_short_in_the_table_and_whole_elsewhere() -> None:
    answer = Answer(("x",), ((Iri(f"{DATA}actor/irn"),), (Iri("http://other.example/y"),)))
    assert as_table(answer).splitlines()[2:] == ["actor:irn", "<http://other.example/y>"]
    assert as_csv(answer) == f"x\n{DATA}actor/irn\nhttp://other.example/y\n"
    assert json.loads(as_json(answer))[0] == {"x": f"{DATA}actor/irn"}


def test_csv_and_json_read_back(graph: Graph) -> None:
    answer = query(graph, "SELECT ?s ?p ?o {?s ?p ?o} ORDER BY ?s ?p ?o")
    assert len(list(csv.reader(StringIO(as_csv(answer))))) == len(answer.rows) + 1
    assert len(json.loads(as_json(answer))) == len(answer.rows)
    assert json.loads(as_json(Answer(("a",), ()))) == []
