"""Make the event records and documents of a graph again: the reverse of `tewn.graph.rdf`.

A report holds all of its record, so that merging events loses nothing: what comes back are the records that were
woven in. What the graph writes in one way only comes back in that way: contexts in the order of PLOVER, several
triggers in that of the text and each once, the languages of events in lower case,
degrees with six decimals, what is empty as None. A document that does not say its language has that of its events,
and a place the coordinates that any record gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import cast

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SDO

from ..ontology.errors import DataError, GraphError, nearest
from ..ontology.model import (
    FACTUALITIES,
    Definiteness,
    Document,
    Event,
    Location,
    Participant,
    Span,
    TimeExpression,
)
from ..ontology.plover import load_plover
from ..ontology.vocabulary import GEO, NIF, TEWN, mode_iri
from .rdf import ROLES, CodedDocument
from .source import Place, open_source

Node = ox.NamedNode | ox.BlankNode


def read_records(store: ox.Store) -> Iterator[CodedDocument]:
    """Yield the documents of a store with their event records, in the order of their ids.

    Raises GraphError where a report or document lacks what every one has, or has what none can have, as in a graph
    that tewn did not write.
    """
    things = _Things(store)
    documents = {things.text(node, DCTERMS.identifier): node for node in things.subjects(RDF.type, SDO.NewsArticle)}
    for name in sorted(documents):
        node = documents[name]
        with _blaming(node):
            document = _document(things, node, name)
        events = []
        for report in things.subjects(PROV.wasDerivedFrom, node):
            with _blaming(report):
                events.append(_report(things, report, name))
        events.sort(key=lambda event: (event.sentence, event.trigger[0].start, event.id))
        yield CodedDocument(name, document, tuple(events))


@contextmanager
def _blaming(node: Node) -> Iterator[None]:
    """Say of which thing it is that a value is not what tewn writes."""
    try:
        yield
    except (ValueError, DataError) as error:
        raise GraphError(f"{node.value} is not as tewn writes it: {error}") from error


def read_graph(place: Place, *, base: str | None = None) -> tuple[list[Event], list[Document]]:
    """Return the event records and documents of a graph, wherever it is kept: a file, a folder or an endpoint.

    Raises GraphError where the graph cannot be read.
    """
    with open_records(place, base=base) as found:
        coded = list(found)
    events = [event for one in coded for event in one.events]
    return events, [one.document for one in coded if one.document is not None]


@contextmanager
def open_records(place: Place, *, base: str | None = None) -> Iterator[Iterator[CodedDocument]]:
    """Open a graph and give its documents with their event records one by one, for a `with` statement.

    Raises GraphError where the graph cannot be read.
    """
    with open_source(place, base=base) as source:
        yield read_records(source.store())


class _Things:
    """Asks a store for the values of properties, in whichever graph they stand."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def subjects(self, predicate: str, object: str | Node) -> list[Node]:
        """Return what has a property with a value, each once."""
        value = ox.NamedNode(object) if isinstance(object, str) else object
        found = self._store.quads_for_pattern(None, ox.NamedNode(predicate), value, None)
        return list(dict.fromkeys(cast(Node, quad.subject) for quad in found))

    def values(self, subject: Node, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """Return the values of a property, each once, in order."""
        found = self._store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
        values = {cast(ox.NamedNode | ox.Literal, quad.object) for quad in found}
        return sorted(values, key=lambda value: value.value)

    def value(self, subject: Node, predicate: str) -> ox.NamedNode | ox.Literal | None:
        """Return the first value of a property, or None."""
        return next(iter(self.values(subject, predicate)), None)

    def some(self, subject: Node, predicate: str) -> str | None:
        """Return the text of a property's value, or None."""
        found = self.value(subject, predicate)
        return found.value if found is not None else None

    def text(self, subject: Node, predicate: str) -> str:
        """Return the text of a property's value, which must be there."""
        found = self.some(subject, predicate)
        if found is None:
            raise GraphError(f"{subject.value} has no {predicate}, which every graph of tewn gives it")
        return found

    def node(self, subject: Node, predicate: str) -> ox.NamedNode | None:
        """Return the thing that a property leads to, or None."""
        found = self.value(subject, predicate)
        return found if isinstance(found, ox.NamedNode) else None

    def spans(self, subject: Node, predicate: str) -> tuple[Span, ...]:
        """Return the stretches of text that a property leads to, in their order."""
        nodes = (value for value in self.values(subject, predicate) if isinstance(value, ox.NamedNode))
        return tuple(sorted(map(self._span, nodes), key=lambda span: span.start))

    def _span(self, node: Node) -> Span:
        begin, end = int(self.text(node, NIF.beginIndex)), int(self.text(node, NIF.endIndex))
        return Span(self.text(node, NIF.anchorOf), begin, end)


def _document(things: _Things, node: Node, name: str) -> Document | None:
    texts = things.subjects(NIF.sourceUrl, node)
    text = things.some(texts[0], NIF.isString) if texts else None
    if text is None:
        return None
    published = things.some(node, SDO.datePublished)
    publisher = things.node(node, SDO.publisher)
    return Document(
        id=name,
        text=text,
        date=date.fromisoformat(published) if published else None,
        language=things.some(node, SDO.inLanguage),
        source=things.some(publisher, SDO.name) if publisher else None,
        url=things.some(node, SDO.url),
        title=things.some(node, SDO.headline),
    )


def _report(things: _Things, node: Node, document: str) -> Event:
    plover = load_plover()
    type = _code(things.text(node, TEWN.reportedType))
    modes = {str(mode_iri(type, mode)): mode for mode in plover.modes(type)}
    lemma = things.value(node, TEWN.lemma)
    cameo = things.some(node, TEWN.cameo)
    contexts = {_code(value.value).removeprefix("context-") for value in things.values(node, TEWN.reportedContext)}
    parts = {role: _participants(things, node, role) for role in ROLES}
    rule = things.node(node, TEWN.rule)
    factuality = _code(things.text(node, TEWN.factuality))
    if factuality not in FACTUALITIES:
        raise ValueError(f"unknown factuality {factuality!r}{nearest(factuality, FACTUALITIES)}")
    trigger = things.spans(node, TEWN.evidence)
    if not trigger:
        raise ValueError("it has no trigger")
    return Event(
        id=things.text(node, DCTERMS.identifier),
        document=document,
        language=(lemma.language if isinstance(lemma, ox.Literal) else None) or "und",
        sentence=int(things.text(node, TEWN.sentence)),
        type=type,
        mode=modes.get(things.some(node, TEWN.reportedMode) or ""),
        contexts=tuple(context for context in plover.contexts if context in contexts),
        cameo=_code(cameo) if cameo else None,
        quad=plover.quad(type),
        score=float(things.text(node, TEWN.score)),
        factuality=factuality,
        trigger=trigger,
        lemma=things.text(node, TEWN.lemma),
        **parts,
        time=_time(things, node),
        place=_place(things, node),
        rule=things.text(rule or node, DCTERMS.identifier),
        definiteness=cast(Definiteness | None, things.some(node, TEWN.definiteness)),
    )


def _participants(things: _Things, report: Node, role: str) -> tuple[Participant, ...]:
    nodes = [value for value in things.values(report, TEWN[f"{role}Role"]) if isinstance(value, ox.NamedNode)]
    nodes.sort(key=lambda node: int(node.value.rpartition("-")[2]))
    return tuple(_participant(things, node) for node in nodes)


def _participant(things: _Things, node: Node) -> Participant:
    actor = things.node(node, RDF.value)
    words = next(iter(things.spans(node, TEWN.evidence)), None)
    return Participant(
        text=words.text if words else None,
        start=words.start if words else None,
        end=words.end if words else None,
        code=things.some(node, TEWN.code) or "",
        entity=things.some(actor, DCTERMS.identifier) if actor else None,
        label=things.some(node, RDFS.label),
    )


def _time(things: _Things, report: Node) -> TimeExpression | None:
    words = next(iter(things.spans(report, TEWN.timeEvidence)), None)
    if words is None:
        return None
    return TimeExpression(words.text, words.start, words.end, things.some(report, TEWN.timeValue))


def _place(things: _Things, report: Node) -> Location | None:
    node, words = things.node(report, TEWN.reportedPlace), next(iter(things.spans(report, TEWN.placeEvidence)), None)
    if node is None or words is None:
        return None
    point = things.node(node, GEO.hasGeometry)
    wkt = things.some(point, GEO.asWKT) if point else None
    longitude, latitude = map(float, wkt.removeprefix("POINT(").removesuffix(")").split()) if wkt else (None, None)
    entity = things.some(node, DCTERMS.identifier)
    return Location(words.text, words.start, words.end, entity, latitude, longitude)


def _code(iri: str) -> str:
    return max(iri.rpartition("/"), iri.rpartition("#"), key=lambda parts: len(parts[0]))[2]
