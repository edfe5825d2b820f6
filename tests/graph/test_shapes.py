"""The SHACL shapes accept what is written and find seeded faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib import namespace as known
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS

from tewn import Extractor, read_documents
from tewn.graph import conforms, to_rdf
from tewn.ontology.model import Document, Event
from tewn.ontology.vocabulary import DATA, FACTUALITY, GAF, GEO, NIF, SECTOR, SEM, TEWN

pytest.importorskip("pyshacl")

ROOT = Path(__file__).resolve().parents[2]
EVENT = "the event of the report"
RUN = "the run of the report"
REPORT = URIRef(f"{DATA}report/k1")
ROLE = URIRef(f"{DATA}role/k1-actor-1")
SPAN = URIRef(f"{DATA}span/ckb-1-0-5")
ARMY = URIRef(f"{DATA}actor/ars-army")
PLACE = URIRef(f"{DATA}place/golan")
RULE = URIRef(f"{DATA}rule/ckb.assault.test")
TEXT = URIRef(f"{DATA}text/ckb-1")
DOCUMENT = URIRef(f"{DATA}doc/ckb-1")

SEEDED = {
    "a span that ends where the text begins": (SPAN, NIF.endIndex, Literal(0), "a span begins before it ends"),
    "a text of no document": (TEXT, NIF.sourceUrl, None, "a text belongs to one document"),
    "a document of no identifier": (DOCUMENT, DCTERMS.identifier, None, "a document has one identifier"),
    "a role that nobody has": (ROLE, RDF.value, None, "a role is of one actor"),
    "a report that is neither fact nor guess": (REPORT, TEWN.factuality, None, "a report has one factuality"),
    "an event of a sector for a type": (EVENT, SEM.eventType, SECTOR.MIL, "an event has one type, of PLOVER"),
    "an actor without a name": (ARMY, RDFS.label, None, "an actor has a label"),
    "a place without a name": (PLACE, RDFS.label, None, "a place has a label"),
    "a rule without a name": (RULE, DCTERMS.identifier, None, "a rule has one identifier"),
    "a run of no software": (RUN, PROV.wasAssociatedWith, None, "a run is of one software"),
}
"""Ten faults, one in each layer: the node, its property, the wrong value or none, and what is to be said of it."""


@pytest.fixture
def graph(events: tuple[Event, ...], documents: tuple[Document, ...]) -> Graph:
    """A fresh graph of all events."""
    return to_rdf(events, documents)


def node(graph: Graph, name: URIRef | str) -> URIRef:
    """The node to change; the event and the run are known by their report."""
    leads = {EVENT: TEWN.reports, RUN: PROV.wasGeneratedBy}
    found = name if isinstance(name, URIRef) else graph.value(REPORT, leads[name])
    assert isinstance(found, URIRef)
    return found


def test_what_is_written_conforms(graph: Graph) -> None:
    assert conforms(graph) == []


def test_events_without_documents_conform(events: tuple[Event, ...]) -> None:
    assert conforms(to_rdf(events)) == []


def test_events_merged_from_several_documents_conform(
    events: tuple[Event, ...], documents: tuple[Document, ...]
) -> None:
    copies = [replace(document, id=f"{document.id}-again", source="Another Press") for document in documents]
    again = [replace(event, id=f"{event.id}-again", document=f"{event.document}-again") for event in events]
    graph = to_rdf([*events, *again], [*documents, *copies])
    merged = graph.query(
        "SELECT ?event { ?event ^tewn:reports/prov:wasDerivedFrom ?doc }"
        " GROUP BY ?event HAVING (COUNT(DISTINCT ?doc) > 1)"
    )
    assert len(merged) >= 2
    assert conforms(graph) == []


def test_examples_conform() -> None:
    extractor = Extractor("ckb")
    documents = [
        document
        for path in sorted((ROOT / "examples").glob("*.txt"))
        for document in read_documents(path, date=date(2021, 3, 14), language="ckb")
    ]
    graph = to_rdf([event for document in documents for event in extractor.extract(document)], documents)
    assert len(set(graph.subjects(RDF.type, TEWN.Report))) > 40
    assert conforms(graph) == []


@pytest.mark.parametrize(("subject", "predicate", "wrong", "message"), SEEDED.values(), ids=SEEDED)
def test_each_of_ten_seeded_faults_is_found(
    graph: Graph, subject: URIRef | str, predicate: URIRef, wrong: URIRef | Literal | None, message: str
) -> None:
    subject = node(graph, subject)
    assert (subject, predicate, None) in graph
    graph.remove((subject, predicate, None))
    if wrong is not None:
        graph.add((subject, predicate, wrong))
    assert f"{subject}: {message}" in conforms(graph)


@pytest.mark.parametrize(
    ("subject", "predicate", "message"),
    [
        (EVENT, SEM.eventType, "an event has one type, of PLOVER"),
        (REPORT, TEWN.score, "a report has one score, from -10 to 10"),
        (EVENT, GAF.denotedBy, "an event is denoted by words"),
        (REPORT, TEWN.reports, "an event has a report"),
        (REPORT, TEWN.factuality, "a report has one factuality"),
        (REPORT, TEWN.evidence, "a report has evidence"),
        (REPORT, TEWN.rule, "a report has one rule"),
        (ROLE, RDF.value, "a role is of one actor"),
        (ROLE, RDF.type, "a participant has a sem:Role"),
        (SPAN, NIF.beginIndex, "a span begins once, at a code point counted from 0"),
        (SPAN, NIF.referenceContext, "a span stands in one text"),
        (ARMY, RDFS.label, "an actor has a label"),
        (ARMY, RDF.type, "an actor is a sem:Actor"),
    ],
)
def test_missing_triple_is_found(graph: Graph, subject: URIRef | str, predicate: URIRef, message: str) -> None:
    subject = node(graph, subject)
    assert (subject, predicate, None) in graph
    graph.remove((subject, predicate, None))
    assert any(found.endswith(message) for found in conforms(graph))


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "message"),
    [
        (EVENT, TEWN.mode, SECTOR.MIL, "a mode is one of PLOVER"),
        (REPORT, TEWN.reportedMode, SECTOR.MIL, "a report has at most one mode, of PLOVER"),
        (REPORT, TEWN.definiteness, Literal("vague"), "a noun is definite, indefinite or bare"),
        (EVENT, TEWN.quad, Literal(5), "an event has one quad class, from 1 to 4"),
        (EVENT, TEWN.factuality, FACTUALITY.actual, "factuality belongs to the report"),
        (EVENT, TEWN.actor, SPAN, "an actor is a sem:Actor"),
        (EVENT, SEM.hasTimeStamp, Literal("soon"), "an event has at most one time stamp: a day"),
        (REPORT, TEWN.factuality, FACTUALITY.negated, "a report has one factuality"),
        (REPORT, TEWN.factuality, FACTUALITY.sure, "a report has one factuality"),
        (SPAN, NIF.endIndex, Literal("0", datatype=known.XSD.integer), "a span begins before"),
        (ARMY, TEWN.country, Literal("Arastan"), "a country is three capitals"),
        (ARMY, TEWN.sector, FACTUALITY.actual, "a sector is one of the scheme"),
    ],
)
def test_wrong_triple_is_found(
    graph: Graph, subject: URIRef | str, predicate: URIRef, value: URIRef | Literal, message: str
) -> None:
    graph.add((node(graph, subject), predicate, value))
    assert any(message in found for found in conforms(graph))


def test_point_in_another_notation_is_found(graph: Graph) -> None:
    point = next(graph.subjects(RDF.type, GEO.Geometry))
    graph.set((point, GEO.asWKT, Literal("36.19, 44.01", datatype=GEO.wktLiteral)))
    assert any("POINT(longitude latitude)" in found for found in conforms(graph))
