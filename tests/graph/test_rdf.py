"""Events as RDF: layers, plain triples, identifiers, determinism."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib import namespace as known
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from tewn.graph import Run, conforms, quads, to_dataset, to_rdf
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Location, Participant, TimeExpression
from tewn.ontology.vocabulary import (
    DATA,
    FACTUALITY,
    GEO,
    NIF,
    PLOVER,
    SEM,
    TEWN,
    load_vocabulary,
    mode_iri,
    type_iri,
)


def iri(kind: str, name: str) -> URIRef:
    """The identifier of a thing."""
    return URIRef(f"{DATA}{kind}/{name}")


def event_of(graph: Graph, report: str) -> URIRef:
    """The event that the report with an id is of."""
    found = graph.value(iri("report", report), TEWN.reports)
    assert isinstance(found, URIRef)
    return found


@pytest.fixture(scope="module")
def graph(events: tuple[Event, ...], documents: tuple[Document, ...]) -> Graph:
    """The graph of all events."""
    return to_rdf(events, documents)


def plain_triples(graph: Graph) -> set[tuple[str, str, str]]:
    """The plain triples of a graph, by local names."""
    actions = set(load_vocabulary().subjects(RDFS.subPropertyOf, TEWN.action))

    def local(term: object) -> str:
        return str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1]

    return {
        (local(s), local(p), local(o)) for s, p, o in graph if p in actions or p in (TEWN.underwent, TEWN.performed)
    }


def test_event_has_no_truth_value_and_its_report_has(graph: Graph) -> None:
    assert (event_of(graph, "k3"), TEWN.factuality, None) not in graph
    assert (iri("report", "k3"), TEWN.factuality, FACTUALITY.negated) in graph


def test_event_carries_type_mode_and_contexts_and_its_report_score_and_cameo(graph: Graph) -> None:
    event, report = event_of(graph, "k1"), iri("report", "k1")
    assert graph.value(event, SEM.eventType) == type_iri("ASSAULT")
    assert graph.value(event, TEWN.mode) == mode_iri("ASSAULT", "heavy-weapons")
    assert graph.value(report, TEWN.score) == Literal("-9.5", datatype=known.XSD.decimal)
    assert graph.value(report, TEWN.cameo) == URIRef("https://w3id.org/tewn/cameo/194")
    assert set(graph.objects(event, TEWN.context)) == {
        PLOVER["context-military"],
        PLOVER["context-territory"],
    }


@pytest.mark.parametrize(
    ("score", "written"),
    [(-9.0, "-9"), (-9.5, "-9.5"), (0.0, "0"), (-0.0, "0"), (0.00001, "0.00001"), (-1 / 3, "-0.3333333333333333")],
)
def test_score_is_written_with_all_its_digits(events: tuple[Event, ...], score: float, written: str) -> None:
    graph = to_rdf([replace(events[0], score=score)])
    assert str(graph.value(iri("report", "k1"), TEWN.score)) == written
    assert float(written) == score


def test_span_quotes_the_text_at_its_offsets(graph: Graph) -> None:
    text = str(graph.value(iri("text", "ckb-1"), NIF.isString))
    spans = list(graph.subjects(NIF.referenceContext, iri("text", "ckb-1")))
    assert len(spans) >= 8
    for span in spans:
        start, end = (int(str(graph.value(span, p))) for p in (NIF.beginIndex, NIF.endIndex))
        assert graph.value(span, NIF.anchorOf) == Literal(text[start:end], lang="ckb")


def test_actor_keeps_label_words_country_and_sector(graph: Graph) -> None:
    army = iri("actor", "ars-army")
    assert set(graph.objects(army, RDFS.label)) == {Literal("Army of Arastan")}
    assert set(graph.objects(army, SKOS.altLabel)) == {Literal("سوپای ئاراستان", lang="ckb")}
    assert graph.value(army, TEWN.country) == Literal("ARS")
    assert graph.value(army, TEWN.sector) == URIRef("https://w3id.org/tewn/sector/MIL")
    assert graph.value(army, TEWN.code) == Literal("ARS-MIL")


def test_place_has_a_point_with_longitude_first(graph: Graph) -> None:
    point = graph.value(iri("place", "golan"), GEO.hasGeometry)
    assert graph.value(point, GEO.asWKT) == Literal("POINT(44.01 36.19)", datatype=GEO.wktLiteral)


def test_document_is_described(graph: Graph) -> None:
    document = iri("doc", "ckb-1")
    publisher = graph.value(document, known.SDO.publisher)
    assert graph.value(document, known.SDO.datePublished) == Literal("2026-11-20", datatype=known.XSD.date)
    assert graph.value(document, known.SDO.headline) == Literal("هێرش بۆ سەر بنکەیەک", lang="ckb")
    assert graph.value(publisher, known.SDO.name) == Literal("ڕۆژنامەی نموونە")
    assert graph.value(document, DCTERMS.identifier) == Literal("ckb-1")


def test_attribution_belongs_to_the_report(graph: Graph) -> None:
    source = graph.value(iri("report", "k2"), TEWN.attribution)
    assert graph.value(source, RDFS.label) == Literal("وەزارەتی دەرەوەی دەلاوا", lang="ckb")
    assert graph.value(iri("report", "k1"), TEWN.attribution) is None


def test_no_blank_nodes(graph: Graph) -> None:
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]


# ---------------------------------------------------------------- plain triples


def test_plain_triples_are_drawn_for_what_happened(graph: Graph) -> None:
    forces = str(graph.value(event_of(graph, "k1"), TEWN.recipient)).rsplit("/", 1)[-1]
    market = str(graph.value(event_of(graph, "e1"), TEWN.recipient)).rsplit("/", 1)[-1]
    assert plain_triples(graph) == {
        ("ars-army", "assault", forces),
        (market, "underwent", "ASSAULT"),
        ("ald", "consult", "mer"),
        ("mer", "consult", "ald"),
    }


def test_attributed_event_is_drawn_where_nothing_denies_it(events: tuple[Event, ...]) -> None:
    claim = next(event for event in events if event.id == "k2")
    assert plain_triples(to_rdf([claim])) == {("ars", "assault", "dlw-embassy")}


def test_denied_claim_is_disputed(graph: Graph) -> None:
    assert set(graph.subject_objects(TEWN.disputes)) == {(iri("report", "k3"), event_of(graph, "k2"))}
    assert event_of(graph, "k2") == event_of(graph, "k3")


def test_denial_in_another_document_disputes_nothing(events: tuple[Event, ...]) -> None:
    claim, denial = (next(event for event in events if event.id == id) for id in ("k2", "k3"))
    assert plain_triples(to_rdf([claim, replace(denial, document="other")])) == {("ars", "assault", "dlw-embassy")}


def test_denial_of_another_type_or_recipient_disputes_nothing(events: tuple[Event, ...]) -> None:
    claim, denial = (next(event for event in events if event.id == id) for id in ("k2", "k3"))
    other_type = replace(denial, type="COERCE", cameo="170")
    other_recipient = replace(denial, recipient=(replace(denial.recipient[0], entity="dlw"),))
    for other in (other_type, other_recipient):
        assert plain_triples(to_rdf([claim, other])) == {("ars", "assault", "dlw-embassy")}


def test_denial_without_entities_is_matched_by_code(events: tuple[Event, ...]) -> None:
    claim, denial = (next(event for event in events if event.id == id) for id in ("k2", "k3"))
    bare = replace(denial, recipient=(Participant(None, None, None, "DLW-GOV"),))
    assert plain_triples(to_rdf([claim, bare])) == set()


def test_only_the_denied_recipient_is_disputed(events: tuple[Event, ...]) -> None:
    claim, denial = (next(event for event in events if event.id == id) for id in ("k2", "k3"))
    wider = replace(claim, recipient=(*claim.recipient, Participant(None, None, None, "DLW-CVL", "dlw")))
    assert plain_triples(to_rdf([wider, denial])) == {("ars", "assault", "dlw")}


@pytest.mark.parametrize("factuality", ["future", "possible", "negated"])
def test_what_did_not_happen_has_no_plain_triple(events: tuple[Event, ...], factuality: str) -> None:
    graph = to_rdf([replace(event, factuality=factuality) for event in events])  # type: ignore[arg-type]
    assert plain_triples(graph) == set()
    assert len(list(graph.subjects(RDF.type, TEWN.Event))) == len(events)


def test_actor_without_recipient_performed(events: tuple[Event, ...]) -> None:
    lone = replace(events[0], recipient=())
    assert plain_triples(to_rdf([lone])) == {("ars-army", "performed", "ASSAULT")}


def test_joint_attackers_without_a_recipient_do_not_attack_each_other(events: tuple[Event, ...]) -> None:
    joint = replace(events[0], actor=events[5].actor, recipient=())
    assert plain_triples(to_rdf([joint])) == {
        ("ald", "performed", "ASSAULT"),
        ("mer", "performed", "ASSAULT"),
    }


def test_codes_answer_where_entities_differ(graph: Graph) -> None:
    found = graph.query(
        'SELECT ?a {?a plover:assault ?b . ?a tewn:country "ARS" . ?b tewn:code "DLW-MIL"}',
        initNs={"plover": PLOVER, "tewn": TEWN},
    )
    assert [row[0] for row in found] == [iri("actor", "ars-army")]  # type: ignore[index]


# ---------------------------------------------------------------- identity


def test_same_words_and_code_are_the_same_actor(make: Callable[..., Event]) -> None:
    one = make("a", "en-1", "PROTEST", ["met"], actor=[("The gunmen", "IRQ-REB")])
    two = replace(one, id="b", actor=(Participant("the  GUNMEN", 0, 11, "IRQ-REB"),))
    three = replace(one, id="c", actor=(Participant("The gunmen", 0, 10, "SYR-REB"),))
    graphs = [to_rdf([event]) for event in (one, two, three)]
    nodes = [next(graph.objects(None, TEWN.actor)) for graph in graphs]
    assert nodes[0] == nodes[1] != nodes[2]


@pytest.mark.parametrize("id", ["a b", "<x>", 'q"', "{}|^`\\", "وشە", "\n", "1", "%41", "a/../b", "\ud800", ""])
def test_any_identifier_makes_a_sound_iri(events: tuple[Event, ...], id: str) -> None:
    event = replace(events[1], id=id, document=id, rule=id, actor=(Participant("x", 0, 1, "A-B", entity=id),))
    graph = to_rdf([event])
    for term in (term for triple in graph for term in triple if isinstance(term, URIRef)):
        assert term.n3() == f"<{term}>"
        assert str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1].isascii()
    assert Graph().parse(data=graph.serialize(format="turtle"), format="turtle").isomorphic(graph)


def test_different_unsafe_identifiers_stay_apart(events: tuple[Event, ...]) -> None:
    graph = to_rdf([replace(events[1], id=id) for id in ("a b", "a-b", "a/b", "a_b", "A b")])
    assert len(set(graph.subjects(RDF.type, TEWN.Report))) == 5


def test_base_is_configurable(events: tuple[Event, ...]) -> None:
    graph = to_rdf(events, base="https://data.example/x#")
    assert (URIRef("https://data.example/x#report/k1"), RDF.type, TEWN.Report) in graph
    assert DATA not in graph.serialize(format="nt")


@pytest.mark.parametrize("base", ["", "data/", "https://x.example", "https://x y/", "https://x/<>/"])
def test_bad_base_is_refused(base: str) -> None:
    with pytest.raises(GraphError, match="base of identifiers"):
        to_rdf([], base=base)


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026", Literal("2026", datatype=known.XSD.gYear)),
        ("2026-11", Literal("2026-11", datatype=known.XSD.gYearMonth)),
        ("2026-11-19", Literal("2026-11-19", datatype=known.XSD.date)),
    ],
)
def test_time_stamp_has_the_datatype_of_its_precision(events: tuple[Event, ...], value: str, expected: Literal) -> None:
    graph = to_rdf([replace(events[0], time=TimeExpression("دوێنێ", 0, 5, value))])
    stamp = graph.value(event_of(graph, "k1"), SEM.hasTimeStamp)
    assert (str(stamp), stamp.datatype) == (str(expected), expected.datatype)  # type: ignore[union-attr]


def test_interval_has_begin_and_end(events: tuple[Event, ...]) -> None:
    time = TimeExpression("دوێنێ", 0, 5, "2026-11-01/2026-11-19")
    graph = to_rdf([replace(events[0], time=time)])
    event = event_of(graph, "k1")
    assert str(graph.value(event, SEM.hasBeginTimeStamp)) == "2026-11-01"
    assert str(graph.value(event, SEM.hasEndTimeStamp)) == "2026-11-19"


@pytest.mark.parametrize("value", ["2026-13-45", "2026-W05", "P3D", "../2026", "٢٠٢٦"])
def test_other_time_values_stay_words(events: tuple[Event, ...], value: str) -> None:
    graph = to_rdf([replace(events[0], time=TimeExpression("دوێنێ", 0, 5, value))])
    assert graph.value(event_of(graph, "k1"), TEWN.timeValue) == Literal(value)


# ---------------------------------------------------------------- provenance and determinism


def test_run_has_no_clock_of_its_own(graph: Graph) -> None:
    assert not list(graph.triples((None, PROV.startedAtTime, None)))
    assert len(set(graph.subjects(RDF.type, TEWN.Run))) == 1


def test_run_is_described_where_given(events: tuple[Event, ...]) -> None:
    run = Run(version="1.2", started=datetime(2026, 11, 22, 8, tzinfo=UTC))
    graph = to_rdf(events, run=run)
    node = graph.value(predicate=RDF.type, object=TEWN.Run)
    assert str(graph.value(node, PROV.startedAtTime)) == "2026-11-22T08:00:00+00:00"
    software = graph.value(node, PROV.wasAssociatedWith)
    assert graph.value(software, known.SDO.softwareVersion) == Literal("1.2")
    assert conforms(graph) == []


def test_order_of_the_input_does_not_matter(events: tuple[Event, ...], documents: tuple[Document, ...]) -> None:
    mixed = random.Random(7).sample(events, len(events))
    assert list(quads(events, documents)) == list(quads([*mixed, mixed[0]], reversed(documents)))


def test_hash_seed_does_not_matter(tmp_path: Path) -> None:
    program = (
        "import json, sys\n"
        "from tewn.graph import write\n"
        "from tewn.ontology import event_from_dict\n"
        "events = [event_from_dict(json.loads(line)) for line in sys.stdin]\n"
        "for suffix in ('ttl', 'trig', 'jsonld', 'rdf', 'graphml', 'gexf'):\n"
        "    write(events, [], f'{sys.argv[1]}.{suffix}')\n"
    )
    record = (
        '{"id": "x", "document": "d", "language": "en", "sentence": 0, "type": "AID", "mode": null,'
        ' "contexts": ["health", "gender", "asylum"], "cameo": "070", "quad": 2, "score": 10,'
        ' "factuality": "actual", "trigger": [{"text": "gave", "start": 0, "end": 4}], "lemma": "give",'
        ' "actor": [{"text": "A", "start": 5, "end": 6, "code": "AAA"}, {"text": "B", "start": 7, "end": 8,'
        ' "code": "BBB-NGO"}], "recipient": [{"text": "C", "start": 9, "end": 10, "code": "-CVL"}],'
        ' "instrument": [], "attribution": [], "time": null, "place": null, "rule": "en.aid.give"}\n'
    )
    for seed in ("0", "1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", program, str(tmp_path / seed)]
        subprocess.run(command, input=record, text=True, check=True, env=environment)
    for suffix in ("ttl", "trig", "jsonld", "rdf", "graphml", "gexf"):
        assert len({(tmp_path / f"{seed}.{suffix}").read_bytes() for seed in "012"}) == 1, suffix


def test_dataset_has_a_graph_for_each_document(
    events: tuple[Event, ...], documents: tuple[Document, ...], graph: Graph
) -> None:
    dataset = to_dataset(events, documents)
    names = {str(part.identifier).rsplit("/", 1)[-1] for part in dataset.graphs() if len(part)}
    assert {"ckb-1", "en-1"} <= names
    assert {triple[:3] for triple in dataset.quads()} == set(graph)


# ---------------------------------------------------------------- faulty records


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"type": "ASSULT"}, r"unknown PLOVER type 'ASSULT' \(did you mean 'ASSAULT'\?\)"),
        ({"mode": "bomb"}, "unknown mode of ASSAULT 'bomb'"),
        ({"contexts": ("militry",)}, r"unknown context 'militry' \(did you mean 'military'\?\)"),
        ({"cameo": "999"}, "unknown CAMEO code '999'"),
        ({"factuality": "sure"}, "unknown factuality 'sure'"),
        ({"language": "c_k"}, "'c_k' is no language tag"),
        ({"trigger": ()}, "it has no trigger"),
        ({"place": Location("x", 0, 1, latitude=95.0, longitude=1.0)}, "95.0 is no latitude"),
        ({"place": Location("x", 0, 1, latitude=float("nan"), longitude=1.0)}, "nan is no latitude"),
        ({"place": Location("x", 0, 1, latitude=9.0)}, "but not both"),
        ({"actor": (Participant("ئاراستان", 1, 9, "ARS"),)}, "stands from 1 to 9, not 'ئاراستان'"),
        ({"actor": (Participant("x", 3, 3, "ARS"),)}, "'x' does not stand from 3 to 3"),
        ({"actor": (Participant(None, None, None, ""),)}, "neither words nor a code"),
    ],
)
def test_faulty_record_is_refused(
    events: tuple[Event, ...], documents: tuple[Document, ...], change: dict[str, object], complaint: str
) -> None:
    with pytest.raises(GraphError, match=complaint):
        to_rdf([replace(events[0], **change)], documents)  # type: ignore[arg-type]


def test_two_events_with_one_id_are_refused(events: tuple[Event, ...]) -> None:
    with pytest.raises(GraphError, match="two different events have the id 'k1'"):
        to_rdf([events[0], replace(events[1], id="k1")])


def test_two_documents_with_one_id_are_refused() -> None:
    with pytest.raises(GraphError, match="two different documents have the id 'd'"):
        to_rdf([], [Document("d", "x"), Document("d", "y")])


def test_many_faults_are_cut_short(events: tuple[Event, ...]) -> None:
    with pytest.raises(GraphError, match="… and 10 more"):
        to_rdf([replace(events[0], id=str(number), type="X") for number in range(30)])
