"""Every format holds the same graph, and a file appears whole or not at all."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import networkx as nx  # type: ignore[import-untyped]
import pyoxigraph
import pytest
from rdflib import Dataset, Graph

from tewn.graph import suffix_of, to_networkx, to_rdf, write
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Participant, Span
from tewn.ontology.vocabulary import DATA

RDFLIB = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".rdf": "xml"}
OXIGRAPH = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
GRAPHS = (*OXIGRAPH, ".graphml", ".gexf")  # the tables have tests of their own
NASTY = 'a\x00b\x07 "c" \\ \r\n\t <d> & ]]> \'\'\' """ \u2028 \ufffe \x7f 😀 ه‌ا'


def triples(path: Path, format: pyoxigraph.RdfFormat) -> set[str]:
    """The triples of a file as pyoxigraph reads them."""
    return {str(quad.triple) for quad in pyoxigraph.parse(path=path, format=format)}


@pytest.mark.parametrize("suffix", RDFLIB)
def test_rdflib_reads_the_same_graph_back(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str
) -> None:
    path = tmp_path / f"graph{suffix}"
    write(events, documents, path)
    read = Graph().parse(path, format=RDFLIB[suffix])
    assert read.isomorphic(to_rdf(events, documents))


@pytest.mark.parametrize(("suffix", "format"), [(".nq", "nquads"), (".trig", "trig")])
def test_rdflib_reads_the_same_dataset_back(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str, format: str
) -> None:
    path = tmp_path / f"graph{suffix}"
    write(events, documents, path)
    dataset = Dataset(default_union=True).parse(path, format=format)
    assert {quad[:3] for quad in dataset.quads()} == set(to_rdf(events, documents))
    assert {str(quad[3]) for quad in dataset.quads()} == {f"{DATA}graph/ckb-1", f"{DATA}graph/en-1"}


@pytest.mark.parametrize("suffix", OXIGRAPH)
def test_oxigraph_reads_the_same_graph_back(
    tmp_path: Path, events: tuple[Event, ...], documents: tuple[Document, ...], suffix: str
) -> None:
    path, reference = tmp_path / f"graph{suffix}", tmp_path / "reference.nt"
    write(events, documents, path)
    to_rdf(events, documents).serialize(reference, format="nt", encoding="utf-8")
    assert triples(path, OXIGRAPH[suffix]) == triples(reference, pyoxigraph.RdfFormat.N_TRIPLES)


@pytest.mark.parametrize("suffix", OXIGRAPH)
def test_any_character_survives(tmp_path: Path, events: tuple[Event, ...], suffix: str) -> None:
    event = replace(events[0], document="d", trigger=(Span(NASTY, 0, len(NASTY)),), lemma=NASTY)
    bare = replace(event, actor=(), recipient=(), instrument=(), time=None, place=None)
    path = tmp_path / f"graph{suffix}"
    write([bare], [Document("d", NASTY, language="ckb", title=NASTY, url=NASTY, source=NASTY)], path)
    store = pyoxigraph.Store()
    store.load(path=path, format=OXIGRAPH[suffix])
    anchor = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf"
    (found,) = (
        quad.object.value
        for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(anchor), None)
        if isinstance(quad.object, pyoxigraph.Literal)
    )
    forbidden = "\x00\x07\ufffe" if suffix == ".rdf" else ""
    assert found == "".join("\ufffd" if character in forbidden else character for character in NASTY)


@pytest.mark.parametrize("suffix", GRAPHS)
def test_lone_surrogate_becomes_a_replacement_character(tmp_path: Path, events: tuple[Event, ...], suffix: str) -> None:
    text = "x\ud83dy"
    event = replace(events[0], id="\udc00", trigger=(Span(text, 0, 3),), lemma=text, rule=text, place=None)
    event = replace(event, actor=(Participant(text, 0, 3, "ARS-MIL", label=text),))
    path = tmp_path / f"graph{suffix}"
    write([event], [], path)
    assert "x\ufffdy" in path.read_text("utf-8")


@pytest.mark.parametrize("suffix", [".rdf", ".graphml", ".gexf"])
def test_xml_is_well_formed_whatever_the_text(tmp_path: Path, events: tuple[Event, ...], suffix: str) -> None:
    actor = Participant(NASTY, 0, len(NASTY), NASTY, entity=NASTY, label=NASTY)
    event = replace(events[0], id=NASTY, document=NASTY, actor=(actor,), lemma=NASTY, rule=NASTY)
    path = tmp_path / f"graph{suffix}"
    write([event], [], path)
    ElementTree.parse(path)


# ---------------------------------------------------------------- network formats


@pytest.mark.parametrize(("suffix", "read"), [(".graphml", nx.read_graphml), (".gexf", nx.read_gexf)])
def test_networkx_reads_the_same_network_back(
    tmp_path: Path, events: tuple[Event, ...], suffix: str, read: Callable[..., nx.MultiDiGraph]
) -> None:
    path = tmp_path / f"network{suffix}"
    write(events, [], path)
    network, expected = read(path), to_networkx(events)
    assert sorted(network.nodes) == sorted(expected.nodes)
    assert sorted(network.edges()) == sorted(expected.edges())
    assert network.nodes["actor:ars-army"]["label"] == "Army of Arastan"
    attack = next(data for *_, data in network.edges(data=True) if data["records"] == "k1")
    assert attack["contexts"] == "military; territory"
    assert attack["event_type" if suffix == ".gexf" else "type"] == "ASSAULT"
    assert attack["score"] == -9.5
    assert attack["plain"] is True


@pytest.mark.parametrize(("suffix", "read"), [(".dyads.graphml", nx.read_graphml), (".dyads.gexf", nx.read_gexf)])
def test_networkx_reads_the_same_dyads_back(
    tmp_path: Path,
    events: tuple[Event, ...],
    documents: tuple[Document, ...],
    suffix: str,
    read: Callable[..., nx.DiGraph],
) -> None:
    path = tmp_path / f"network{suffix}"
    write(events, documents, path)
    network, expected = read(path), to_networkx(events, documents, kind="dyads")
    assert not network.is_multigraph() and network.is_directed()
    assert sorted(network.nodes) == sorted(expected.nodes)
    assert sorted(network.edges) == sorted(expected.edges)
    assert network.edges["actor:ald", "actor:mer"]["weight"] == 1
    assert network.edges["actor:ald", "actor:mer"]["cooperation"] == 1
    assert network.edges["actor:ald", "actor:mer"]["types"] == "CONSULT 1"
    assert network.edges["actor:ald", "actor:mer"]["first"] == "2026-11-16"


def test_gexf_holds_no_date(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write(events, [], tmp_path / "network.gexf")
    assert "lastmodifieddate" not in (tmp_path / "network.gexf").read_text("utf-8")


@pytest.mark.parametrize("suffix", GRAPHS)
def test_no_events_make_a_sound_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"empty{suffix}"
    write([], [], path)
    if suffix in OXIGRAPH:
        assert triples(path, OXIGRAPH[suffix]) == set()
    else:
        ElementTree.parse(path)


# ---------------------------------------------------------------- files


def test_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"suffix '\.tll' \(did you mean '\.ttl'\?\); known are \.ttl, \.nt"):
        write([], [], tmp_path / "graph.tll")
    with pytest.raises(GraphError, match="no format has the suffix ''"):
        write([], [], tmp_path / "graph")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.tsv.ttl", ".ttl"),
        ("a.polecat.tsv", ".polecat.tsv"),
        ("2021.03.GDELT.TSV", ".gdelt.tsv"),
        ("a.jsonl", ".jsonl"),
        ("plover.jsonl", ".jsonl"),
        ("a.plover.jsonl", ".plover.jsonl"),
    ],
)
def test_longest_known_suffix_names_the_format(name: str, suffix: str) -> None:
    assert suffix_of(Path("folder") / name) == suffix


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("a.polcat.tsv", r"suffix '\.polcat\.tsv' \(did you mean '\.polecat\.tsv'\?\)"),
        ("a.2021.tll", r"suffix '\.tll' \(did you mean '\.ttl'\?\)"),
        ("a.tsv", r"suffix '\.tsv'.*; known are .*\.icews\.tsv$"),
        (".ttl", "suffix ''"),
        ("gdelt", "suffix ''"),
    ],
)
def test_suffix_of_no_format_is_named_with_the_nearest(name: str, complaint: str) -> None:
    with pytest.raises(GraphError, match=f"^{re.escape(name)}: no format has the {complaint}"):
        suffix_of(name)


def test_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="cannot be written: No such file or directory"):
        write([], [], tmp_path / "missing" / "graph.ttl")
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match="cannot be written: Not a directory"):
        write([], [], tmp_path / "file" / "graph.ttl")


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, events: tuple[Event, ...]) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    with pytest.raises(GraphError):
        write([replace(events[0], type="NONE")], [], path)
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["graph.ttl"]


def test_failure_half_way_leaves_nothing(
    tmp_path: Path, events: tuple[Event, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(GraphError, match="No space left on device"):
        write(events, [], tmp_path / "graph.nt")
    assert list(tmp_path.iterdir()) == []


def test_suffix_is_read_without_case(tmp_path: Path, events: tuple[Event, ...]) -> None:
    write(events, [], tmp_path / "GRAPH.TTL")
    assert len(Graph().parse(tmp_path / "GRAPH.TTL", format="turtle")) == len(to_rdf(events))


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.nt").symlink_to(tmp_path / "target.nt")
    write([], [], tmp_path / "link.nt")
    assert (tmp_path / "link.nt").is_symlink()
    assert (tmp_path / "target.nt").exists()
