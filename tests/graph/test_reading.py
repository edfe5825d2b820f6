"""Records come back from a graph as they were woven in; a graph that tewn did not write is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pyoxigraph as ox
import pytest
from rdflib import namespace as known
from rdflib.namespace import DCTERMS, PROV, RDF

from tewn.graph import quads
from tewn.graph.rdf import CodedDocument
from tewn.graph.reading import read_records
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Location, Participant, Span, TimeExpression
from tewn.ontology.vocabulary import DATA, FACTUALITY, GEO, NIF, TEWN, type_iri

HOSTILE = '"a\tb\r\nc\x00\x1f\x7f\x85\u2028\'d" \\n \\u0041 <é> ; @en ^^<x> \U0001f525 \u200cده\u0301 \ufffe\uffff'
PLAIN = Event(
    "e", "d", "en", 0, "ASSAULT", None, (), "190", 4, -9.0, "actual", (Span("hit", 0, 3),), "hit",
    (), (), (), (), None, None, "en.hit",
)  # fmt: skip


def store_of(events: Iterable[Event], documents: Iterable[Document] = ()) -> ox.Store:
    """The graph of records in a store."""
    store = ox.Store()
    lines = "".join(f"{' '.join(quad)} .\n" for quad in quads(events, documents))
    store.load(lines.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def back(event: Event) -> Event:
    """A record after it was woven in and read back."""
    ((found,),) = (coded.events for coded in read_records(store_of([event])))
    return found


# ---------------------------------------------------------------- records


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(PLAIN, id="nothing but what every record has"),
        pytest.param(replace(PLAIN, mode="heavy-weapons", cameo="194", score=-9.5), id="mode, code and score"),
        pytest.param(replace(PLAIN, cameo=None), id="no CAMEO code"),
        pytest.param(replace(PLAIN, contexts=("military", "territory")), id="contexts"),
        pytest.param(replace(PLAIN, factuality="possible", definiteness="indefinite"), id="possible, named by a noun"),
        pytest.param(
            replace(PLAIN, trigger=(Span("a", 0, 1), Span("b", 5, 6), Span("c", 20, 21))), id="three triggers"
        ),
        pytest.param(replace(PLAIN, lemma=""), id="no lemma"),
        pytest.param(replace(PLAIN, language="ckb"), id="another language"),
        pytest.param(replace(PLAIN, actor=(Participant("x", 0, 1, ""),)), id="words without code"),
        pytest.param(replace(PLAIN, actor=(Participant(None, None, None, "IRQ-GOV"),)), id="code without words"),
        pytest.param(replace(PLAIN, actor=(Participant(None, None, None, "", "irq"),)), id="entity alone"),
        pytest.param(replace(PLAIN, actor=(Participant("x", 0, 1, "IRQ-GOV", "irq", "Iraq"),)), id="label"),
        pytest.param(
            replace(PLAIN, recipient=tuple(Participant(None, None, None, f"A{n}-REB") for n in range(12))),
            id="twelve in their order",
        ),
        pytest.param(replace(PLAIN, actor=(Participant("x", 0, 1, "IRQ-GOV"),) * 2), id="somebody twice"),
        pytest.param(
            replace(PLAIN, instrument=(Participant("x", 0, 1, ""),), attribution=(Participant("y", 2, 3, "IRQ-MED"),)),
            id="means and source",
        ),
        pytest.param(replace(PLAIN, time=TimeExpression("x", 0, 1, "2020-12-20")), id="day"),
        pytest.param(replace(PLAIN, time=TimeExpression("x", 0, 1, "../2020-12")), id="open interval"),
        pytest.param(replace(PLAIN, time=TimeExpression("x", 0, 1, None)), id="time without value"),
        pytest.param(replace(PLAIN, place=Location("x", 0, 1)), id="place in words"),
        pytest.param(replace(PLAIN, place=Location("x", 0, 1, "irq-mosul", 36.335, 43.1189)), id="place on the map"),
        pytest.param(replace(PLAIN, place=Location("x", 0, 1, "irq-mosul", -0.5, -180.0)), id="south and west"),
    ],
)
def test_record_comes_back(event: Event) -> None:
    assert back(event) == event


def hostile() -> tuple[Event, Document]:
    """A record and a document all of whose words are hostile."""
    who = Participant(HOSTILE, 0, len(HOSTILE), HOSTILE, HOSTILE, HOSTILE)
    event = replace(
        PLAIN, id=HOSTILE, document=HOSTILE, lemma=HOSTILE, rule=HOSTILE, trigger=(Span(HOSTILE, 0, len(HOSTILE)),),
        actor=(who, who), recipient=(who,), instrument=(who,), attribution=(who,),
        time=TimeExpression(HOSTILE, 0, len(HOSTILE), HOSTILE),
        place=Location(HOSTILE, 0, len(HOSTILE), HOSTILE, 1.5, 2.5),
    )  # fmt: skip
    return event, Document(HOSTILE, HOSTILE, date(2020, 12, 24), "en", HOSTILE, HOSTILE, HOSTILE)


def test_hostile_strings_come_back() -> None:
    event, document = hostile()
    assert list(read_records(store_of([event], [document]))) == [CodedDocument(HOSTILE, document, (event,))]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(
            replace(PLAIN, contexts=("territory", "military")), replace(PLAIN, contexts=("military", "territory")),
            id="contexts in the order of PLOVER",
        ),
        pytest.param(
            replace(PLAIN, trigger=(Span("b", 5, 6), Span("a", 0, 1), Span("a", 0, 1))),
            replace(PLAIN, trigger=(Span("a", 0, 1), Span("b", 5, 6))),
            id="triggers in the order of the text, each once",
        ),
        pytest.param(replace(PLAIN, language="en-GB"), replace(PLAIN, language="en-gb"), id="language in lower case"),
        pytest.param(replace(PLAIN, score=-1.23456789), replace(PLAIN, score=-1.23456789), id="score with all digits"),
        pytest.param(
            replace(PLAIN, place=Location("x", 0, 1, None, 36.33512345, 43.1189)),
            replace(PLAIN, place=Location("x", 0, 1, None, 36.335123, 43.1189)),
            id="degrees with six decimals",
        ),
        pytest.param(
            replace(PLAIN, actor=(Participant(None, None, None, "IRQ-GOV", "", ""),)),
            replace(PLAIN, actor=(Participant(None, None, None, "IRQ-GOV"),)),
            id="what is empty as None",
        ),
        pytest.param(replace(PLAIN, lemma="a\ud800"), replace(PLAIN, lemma="a\ufffd"), id="lone surrogate replaced"),
    ],
)  # fmt: skip
def test_what_is_written_in_one_way_only_comes_back_that_way(written: Event, read: Event) -> None:
    assert back(written) == read
    assert back(read) == read


def test_place_has_the_coordinates_that_any_record_gives_it() -> None:
    here = Location("x", 0, 1, "golan")
    there = replace(here, latitude=36.19, longitude=44.01)
    events = [replace(PLAIN, id="1", place=here), replace(PLAIN, id="2", place=there)]
    (coded,) = read_records(store_of(events))
    assert [event.place for event in coded.events] == [there, there]


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(Document("d", "hit", language="en"), id="text alone"),
        pytest.param(
            Document("d", "hit", date(2020, 12, 24), "en-GB", "A paper", "https://x.y/?a=b&c=<d>", "Hit"), id="all"
        ),
        pytest.param(Document("d", ""), id="nothing in it"),
    ],
)
def test_document_comes_back(document: Document) -> None:
    assert list(read_records(store_of([], [document]))) == [CodedDocument("d", document, ())]


def test_document_without_language_has_that_of_its_events() -> None:
    (coded,) = read_records(store_of([PLAIN], [Document("d", "hit")]))
    assert coded.document == Document("d", "hit", language="en")


def test_records_without_their_document_come_back_without() -> None:
    assert list(read_records(store_of([PLAIN]))) == [CodedDocument("d", None, (PLAIN,))]


def test_documents_come_in_the_order_of_their_ids_with_their_own_records() -> None:
    events = [replace(PLAIN, id=f"e{name}", document=name) for name in ("b", "a", "10", "9")]
    found = list(read_records(store_of(events, [Document("c", "hit")])))
    assert [coded.id for coded in found] == ["10", "9", "a", "b", "c"]
    assert [[event.id for event in coded.events] for coded in found] == [["e10"], ["e9"], ["ea"], ["eb"], []]


def test_records_come_in_the_order_of_the_text() -> None:
    later = replace(PLAIN, id="a", sentence=10)
    aside = replace(PLAIN, id="b", trigger=(Span("then", 9, 13),))
    ((found,),) = ([coded.events for coded in read_records(store_of([later, aside, PLAIN]))],)
    assert found == (PLAIN, aside, later)


def test_graph_of_triples_in_one_graph_is_read_as_well() -> None:
    """As Turtle files hold it."""
    store, merged = store_of([PLAIN]), ox.Store()
    merged.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    assert list(read_records(merged)) == list(read_records(store))


# ---------------------------------------------------------------- graphs that tewn did not write


def test_nothing_is_read_from_a_graph_without_articles() -> None:
    assert list(read_records(ox.Store())) == []
    other = ox.Store()
    other.add(ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal("c")))
    assert list(read_records(other)) == []


def node(kind: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{DATA}{kind}/{name}")


def changed(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal | None) -> ox.Store:
    """The graph of a record where a property has another value, or none."""
    place = Location("hit", 0, 3, "irq-mosul", 36.335, 43.1189)
    event = replace(PLAIN, actor=(Participant("hit", 0, 3, "IRQ-GOV"),), place=place)
    store = store_of([event], [Document("d", "hit", date(2020, 12, 24))])
    found = list(store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None))
    assert found, "nothing to change"
    for quad in found:
        store.remove(quad)
    if value is not None:
        store.add(ox.Quad(subject, ox.NamedNode(predicate), value, found[0].graph_name))
    return store


@pytest.mark.parametrize(
    ("subject", "predicate"),
    [
        (node("doc", "d"), DCTERMS.identifier),
        (node("report", "e"), DCTERMS.identifier),
        (node("report", "e"), TEWN.factuality),
        (node("report", "e"), TEWN.lemma),
        (node("report", "e"), TEWN.score),
        (node("report", "e"), TEWN.sentence),
        (node("span", "d-0-3"), NIF.beginIndex),
        (node("span", "d-0-3"), NIF.anchorOf),
        (node("rule", "en.hit"), DCTERMS.identifier),
    ],
)
def test_what_every_record_has_must_be_there(subject: ox.NamedNode, predicate: str) -> None:
    with pytest.raises(GraphError, match=f"^{subject.value} has no {predicate}, which every graph of tewn gives it$"):
        list(read_records(changed(subject, str(predicate), None)))


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "complaint"),
    [
        (node("report", "e"), TEWN.sentence, ox.Literal("first"), "invalid literal for int"),
        (node("report", "e"), TEWN.score, ox.Literal("bad"), "could not convert string to float"),
        (node("report", "e"), TEWN.evidence, None, "it has no trigger"),
        (node("report", "e"), TEWN.factuality, ox.NamedNode(str(FACTUALITY) + "actul"), "unknown factuality 'actul'"),
        (node("report", "e"), TEWN.actorRole, ox.NamedNode("x:role"), "invalid literal for int"),
        (node("span", "d-0-3"), NIF.endIndex, ox.Literal("end"), "invalid literal for int"),
        (node("doc", "d"), known.SDO.datePublished, ox.Literal("Monday"), "Invalid isoformat string"),
    ],
)
def test_what_no_record_can_have_is_refused(
    subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal | None, complaint: str
) -> None:
    blamed = "doc/d" if subject == node("doc", "d") else "report/e"
    with pytest.raises(GraphError, match=f"^{DATA}{blamed} is not as tewn writes it: {complaint}"):
        list(read_records(changed(subject, str(predicate), value)))


def test_type_that_plover_does_not_have_is_refused() -> None:
    store = store_of([PLAIN])
    (typed,) = store.quads_for_pattern(node("report", "e"), ox.NamedNode(str(TEWN.reportedType)), None, None)
    store.remove(typed)
    wrong = ox.NamedNode(str(type_iri("ASSAULT")).replace("ASSAULT", "ASSULT"))
    store.add(ox.Quad(typed.subject, typed.predicate, wrong, typed.graph_name))
    with pytest.raises(GraphError, match=r"unknown PLOVER type 'ASSULT' \(did you mean 'ASSAULT'\?\)"):
        list(read_records(store))


def test_place_that_is_no_point_is_refused() -> None:
    store = changed(node("place", "irq-mosul"), str(GEO.hasGeometry), ox.NamedNode("x:area"))
    store.add(ox.Quad(ox.NamedNode("x:area"), ox.NamedNode(str(GEO.asWKT)), ox.Literal("POLYGON((0 0, 1 1, 0 0))")))
    with pytest.raises(GraphError, match="is not as tewn writes it"):
        list(read_records(store))


def test_article_of_others_from_which_something_is_derived_is_refused() -> None:
    store, article, picture = ox.Store(), ox.NamedNode("x:article"), ox.NamedNode("x:picture")
    store.add(ox.Quad(article, ox.NamedNode(str(RDF.type)), ox.NamedNode(str(known.SDO.NewsArticle))))
    store.add(ox.Quad(article, ox.NamedNode(str(DCTERMS.identifier)), ox.Literal("a")))
    store.add(ox.Quad(picture, ox.NamedNode(str(PROV.wasDerivedFrom)), article))
    with pytest.raises(GraphError, match=r"^x:picture has no "):
        list(read_records(store))
