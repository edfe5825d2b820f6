"""Events as RDF in three layers, evidence (NIF), reports and events (SEM), with provenance (PROV-O).

- An *event* is what a text speaks of. It has no truth value.
- A *report* is what one place in a document says about an event: factuality, attribution, the words it
  rests on, the rule and the run that found it.
- A *span* is a stretch of the document, in code points, end exclusive.
- *Plain triples* join participants directly (`actor:irn plover:assault actor:usa-mil`) for what is said to
  have happened and what nothing in the same document denies, whoever says it. Where no actor is named, the
  recipient `tewn:underwent` the type (`actor:usa-embassy tewn:underwent plover:ASSAULT`); where no recipient
  is named, the actor `tewn:performed` it. What is denied, possible or to come has an event and a report and
  no plain triple. Codes stay on the nodes (`tewn:code "USA-MIL"`) and on the event (`tewn:actorCode`), so
  that `?a plover:assault ?b . ?a tewn:country "IRN" . ?b tewn:code "USA-MIL"` asks at their level.

Each document is a named graph of its own in `to_dataset` and `quads`, so that it can be replaced as a whole.
No blank nodes, no clock: the same records give the same graph, whatever their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SDO, SKOS, XSD

from ..ontology.errors import GraphError
from ..ontology.model import Document, Event, Location, Participant, TimeExpression
from ..ontology.registry import load_registry
from ..ontology.vocabulary import (
    CAMEO,
    DATA,
    FACTUALITY,
    GAF,
    GEO,
    NIF,
    SECTOR,
    SEM,
    TEWN,
    context_iri,
    mode_iri,
    predicate_iri,
    prefixes,
    type_iri,
)
from .check import Quote, require_sound
from .claims import disputes, plain, state_of
from .identity import actor_label, actor_name, clean, country_and_sector, local_name, minted, place_name

Triple = tuple[URIRef, URIRef, URIRef | Literal]
Quad = tuple[URIRef, URIRef, URIRef | Literal, URIRef]

_BASE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*[/#]""")
_SECTOR = re.compile("[A-Z]{3}")
_COUNTRY = re.compile("[A-Z]{3}|IGO:[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the software, as provenance; times only where the caller gives them."""

    software: str = "tewn"
    version: str | None = None
    started: datetime | None = None
    ended: datetime | None = None


def to_rdf(
    events: Iterable[Event], documents: Iterable[Document] = (), *, base: str = DATA, run: Run | None = None
) -> Graph:
    """Return events, with the documents given, as one graph.

    Identifiers stand under `base`, an absolute IRI that ends in a slash or a hash.
    Raises GraphError where a record is faulty or does not fit its document.
    """
    graph = Graph(bind_namespaces="none")
    _bind(graph, base)
    for subject, predicate, object, _ in quads(events, documents, base=base, run=run):
        graph.add((subject, predicate, object))
    return graph


def to_dataset(
    events: Iterable[Event], documents: Iterable[Document] = (), *, base: str = DATA, run: Run | None = None
) -> Dataset:
    """Return events, with the documents given, as a dataset with a named graph for each document.

    Identifiers and errors as in `to_rdf`.
    """
    dataset = Dataset(default_union=True)
    _bind(dataset, base)
    for subject, predicate, object, name in quads(events, documents, base=base, run=run):
        dataset.graph(name).add((subject, predicate, object))
    return dataset


def quads(
    events: Iterable[Event], documents: Iterable[Document] = (), *, base: str = DATA, run: Run | None = None
) -> Iterator[Quad]:
    """Yield events, with the documents given, as sorted quads, graph by graph; no quad twice.

    Identifiers and errors as in `to_rdf`.
    """
    if not _BASE.fullmatch(base):
        raise GraphError(f"{base!r} cannot be the base of identifiers: not an absolute IRI that ends in / or #")
    events, documents = list(events), list(documents)
    require_sound(events, documents)
    known = {document.id: document for document in documents}
    by_document: dict[str, list[Event]] = defaultdict(list)
    for event in {event.id: event for event in events}.values():
        by_document[event.document].append(event)
    for name in sorted(known.keys() | by_document.keys()):
        writer = _Writer(base, name, known.get(name), run or Run())
        for triple in sorted(set(writer.triples(by_document[name])), key=_order):
            yield (*triple, writer.graph)


def _bind(graph: Graph, base: str) -> None:
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace, override=True, replace=True)


def _order(triple: Triple) -> tuple[str, str, str, str]:
    subject, predicate, object = triple
    kind = str(object.language or object.datatype or "") if isinstance(object, Literal) else ""
    return str(subject), "" if predicate == RDF.type else str(predicate), str(object), kind


class _Writer:
    """Writes the triples of one document's events."""

    def __init__(self, base: str, identifier: str, document: Document | None, run: Run) -> None:
        self._base = base
        self._identifier = identifier
        self._document = document
        self._name = local_name(identifier)
        self._doc = self._iri("doc", self._name)
        self._text = self._iri("text", self._name)
        self._run = run
        self._run_iri = self._iri("run", minted(run.software, repr(_run_fields(run))))
        self.graph = self._iri("graph", self._name)

    def triples(self, events: list[Event]) -> Iterator[Triple]:
        """Yield the triples of the document and its events; some more than once."""
        yield from self._document_triples(events[0].language if events else None)
        if events:
            yield from self._run_triples()
        for event in events:
            yield from self._event(event)
            yield from self._report(event)
        for dispute in disputes(events):
            report = self._iri("report", local_name(dispute.denial.id))
            yield report, TEWN.disputes, self._iri("event", local_name(dispute.claim.id))
        for event, pair in plain(events):
            yield self._plain(event.type, pair.actor, pair.recipient)
            state = state_of(pair.actor) if pair.actor else None
            if state:  # what its forces, ministries and officials do, a state does
                yield self._plain(event.type, state, pair.recipient)

    def _iri(self, kind: str, name: str) -> URIRef:
        return URIRef(f"{self._base}{kind}/{name}")

    # ------------------------------------------------------------ the document

    def _document_triples(self, language: str | None) -> Iterator[Triple]:
        document = self._document
        language = (document.language if document else None) or language
        yield self._doc, RDF.type, SDO.NewsArticle
        yield self._doc, RDF.type, PROV.Entity
        yield self._doc, DCTERMS.identifier, _string(self._identifier)
        yield self._text, RDF.type, NIF.Context
        yield self._text, RDF.type, NIF.OffsetBasedString
        yield self._text, NIF.sourceUrl, self._doc
        if language:
            yield self._doc, SDO.inLanguage, _string(language)
        if document is None:
            return
        yield self._text, NIF.isString, _worded(document.text, language)
        yield self._text, NIF.beginIndex, _index(0)
        yield self._text, NIF.endIndex, _index(len(document.text))
        if document.date:
            yield self._doc, SDO.datePublished, _typed(document.date.isoformat(), XSD.date)
        if document.title:
            yield self._doc, SDO.headline, _worded(document.title, language)
        if document.url:
            yield self._doc, SDO.url, _typed(clean(document.url), XSD.anyURI)
        if document.source:
            source = self._iri("source", local_name(document.source))
            yield self._doc, SDO.publisher, source
            yield source, RDF.type, SDO.Organization
            yield source, SDO.name, _string(document.source)

    def _run_triples(self) -> Iterator[Triple]:
        run = self._run
        software = self._iri("software", local_name("-".join(filter(None, (run.software, run.version)))))
        yield self._run_iri, RDF.type, TEWN.Run
        yield self._run_iri, RDF.type, PROV.Activity
        yield self._run_iri, PROV.used, self._doc
        yield self._run_iri, PROV.wasAssociatedWith, software
        if run.started:
            yield self._run_iri, PROV.startedAtTime, _typed(run.started.isoformat(), XSD.dateTime)
        if run.ended:
            yield self._run_iri, PROV.endedAtTime, _typed(run.ended.isoformat(), XSD.dateTime)
        yield software, RDF.type, PROV.SoftwareAgent
        yield software, SDO.name, _string(run.software)
        if run.version:
            yield software, SDO.softwareVersion, _string(run.version)

    # ------------------------------------------------------------ event and report

    def _event(self, event: Event) -> Iterator[Triple]:
        node = self._iri("event", local_name(event.id))
        yield node, RDF.type, TEWN.Event
        yield node, RDF.type, SEM.Event
        yield node, DCTERMS.identifier, _string(event.id)
        yield node, SEM.eventType, type_iri(event.type)
        yield node, TEWN.quad, _typed(str(event.quad), XSD.integer)
        yield node, TEWN.score, _typed(str(float(event.score)), XSD.decimal)
        if event.mode:
            yield node, TEWN.mode, mode_iri(event.type, event.mode)
        for context in event.contexts:
            yield node, TEWN.context, context_iri(context)
        if event.cameo:
            yield node, TEWN.cameo, CAMEO[event.cameo]
        for span in event.trigger:
            yield node, GAF.denotedBy, self._span(span)
        for role, code, participants in (
            (TEWN.actor, TEWN.actorCode, event.actor),
            (TEWN.recipient, TEWN.recipientCode, event.recipient),
            (TEWN.instrument, None, event.instrument),
        ):
            for participant in participants:
                yield node, role, self._actor(participant)
                yield from self._actor_triples(participant, event.language)
                if code is not None and participant.code:
                    yield node, code, _string(participant.code)
        if event.place:
            yield node, SEM.hasPlace, self._iri("place", place_name(event.place))
            yield from self._place_triples(event.place, event.language)
        if event.time:
            yield from ((node, predicate, value) for predicate, value in _times(event.time))

    def _report(self, event: Event) -> Iterator[Triple]:
        node = self._iri("report", local_name(event.id))
        rule = self._iri("rule", local_name(event.rule))
        yield node, RDF.type, TEWN.Report
        yield node, RDF.type, PROV.Entity
        yield node, TEWN.reports, self._iri("event", local_name(event.id))
        yield node, TEWN.factuality, FACTUALITY[event.factuality]
        yield node, TEWN.lemma, _worded(event.lemma, event.language)
        yield node, TEWN.sentence, _index(event.sentence)
        yield node, TEWN.rule, rule
        yield rule, RDF.type, TEWN.Rule
        yield rule, RDF.type, PROV.Plan
        yield rule, DCTERMS.identifier, _string(event.rule)
        yield node, PROV.wasDerivedFrom, self._doc
        yield node, PROV.wasGeneratedBy, self._run_iri
        for source in event.attribution:
            yield node, TEWN.attribution, self._actor(source)
            yield from self._actor_triples(source, event.language)
        for predicate, quote in _evidence(event):
            if quote.text is not None:
                yield node, predicate, self._span(quote)
                yield from self._span_triples(quote, event.language)

    def _plain(self, type: str, actor: Participant | None, recipient: Participant | None) -> Triple:
        if actor and recipient:
            return self._actor(actor), predicate_iri(type), self._actor(recipient)
        if actor:
            return self._actor(actor), TEWN.performed, type_iri(type)
        assert recipient is not None
        return self._actor(recipient), TEWN.underwent, type_iri(type)

    # ------------------------------------------------------------ spans, actors, places

    def _span(self, quote: Quote) -> URIRef:
        return self._iri("span", f"{self._name}-{quote.start}-{quote.end}")

    def _span_triples(self, quote: Quote, language: str) -> Iterator[Triple]:
        node = self._span(quote)
        yield node, RDF.type, NIF.OffsetBasedString
        yield node, NIF.referenceContext, self._text
        yield node, NIF.beginIndex, _index(quote.start or 0)
        yield node, NIF.endIndex, _index(quote.end or 0)
        yield node, NIF.anchorOf, _worded(quote.text or "", language)

    def _actor(self, participant: Participant) -> URIRef:
        return self._iri("actor", actor_name(participant))

    def _actor_triples(self, participant: Participant, language: str) -> Iterator[Triple]:
        node = self._actor(participant)
        state = state_of(participant)
        if state:
            yield node, TEWN.actsFor, self._actor(state)
            yield from self._actor_triples(state, language)
        label = actor_label(participant)
        country, sector = country_and_sector(participant.code)
        yield node, RDF.type, SEM.Actor
        yield from self._labels(node, participant, label, language)
        if participant.text:
            yield node, SKOS.altLabel, _worded(participant.text, language)
        if participant.code:
            yield node, TEWN.code, _string(participant.code)
        if country and _COUNTRY.fullmatch(country):
            yield node, TEWN.country, _string(country)
        if sector and _SECTOR.fullmatch(sector):
            yield node, TEWN.sector, SECTOR[sector]

    def _labels(self, node: URIRef, participant: Participant, label: str, language: str) -> Iterator[Triple]:
        entity = load_registry().get(participant.entity)
        names = {tag: entity.names[tag][0] for tag in ("en", language) if entity and entity.names.get(tag)}
        for tag, name in names.items():
            yield node, RDFS.label, _worded(name, tag)
        if not names:
            yield node, RDFS.label, _worded(label, language) if label == participant.text else _string(label)

    def _place_triples(self, place: Location, language: str) -> Iterator[Triple]:
        node = self._iri("place", place_name(place))
        yield node, RDF.type, SEM.Place
        yield node, RDF.type, GEO.Feature
        yield node, RDFS.label, _worded(place.text, language)
        if place.latitude is not None and place.longitude is not None:
            # GeoSPARQL 1.1, 8.5.1: without a reference system a WKT literal is in CRS84, longitude first.
            wkt = f"POINT({_degrees(place.longitude)} {_degrees(place.latitude)})"
            point = self._iri("point", minted("", wkt))
            yield node, GEO.hasGeometry, point
            yield point, RDF.type, GEO.Geometry
            yield point, GEO.asWKT, _typed(wkt, GEO.wktLiteral)


def _run_fields(run: Run) -> tuple[str | None, ...]:
    times = (time.isoformat() if time else None for time in (run.started, run.ended))
    return (run.software, run.version, *times)


def _evidence(event: Event) -> Iterator[tuple[URIRef, Quote]]:
    parts: list[tuple[URIRef, tuple[Quote, ...]]] = [
        (TEWN.evidence, event.trigger),
        (TEWN.actorEvidence, event.actor),
        (TEWN.recipientEvidence, event.recipient),
        (TEWN.instrumentEvidence, event.instrument),
        (TEWN.attributionEvidence, event.attribution),
        (TEWN.timeEvidence, (event.time,) if event.time else ()),
        (TEWN.placeEvidence, (event.place,) if event.place else ()),
    ]
    for predicate, quotes in parts:
        for quote in quotes:
            yield predicate, quote


def _times(time: TimeExpression) -> Iterator[tuple[URIRef, Literal]]:
    if not time.value:
        return
    stamp = _stamp(time.value)
    start, _, end = time.value.partition("/")
    if stamp is not None:
        yield SEM.hasTimeStamp, stamp
    elif (first := _stamp(start)) is not None and (last := _stamp(end)) is not None:
        yield SEM.hasBeginTimeStamp, first
        yield SEM.hasEndTimeStamp, last
    else:
        yield TEWN.timeValue, _string(time.value)


def _stamp(value: str) -> Literal | None:
    """Return an ISO 8601 day, month, year or moment as a literal, or None for anything else."""
    for pattern, whole, datatype in (
        (r"\d{4}", f"{value}-01-01", XSD.gYear),
        (r"\d{4}-\d{2}", f"{value}-01", XSD.gYearMonth),
        (r"\d{4}-\d{2}-\d{2}", value, XSD.date),
        (r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:Z|[+-]\d{2}:\d{2})?", value, XSD.dateTime),
    ):
        if re.fullmatch(pattern, value, re.ASCII) and _is_time(whole):
            return _typed(value, datatype)
    return None


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _degrees(value: float) -> str:
    """Return degrees with six decimals (a tenth of a metre) at most.

    >>> _degrees(44.0), _degrees(33.3152), _degrees(-1e-9)
    ('44.0', '33.3152', '0.0')
    """
    whole, _, rest = f"{round(value, 6) + 0.0:.6f}".partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"


def _string(text: str) -> Literal:
    return Literal(clean(text))


def _worded(text: str, language: str | None) -> Literal:
    return Literal(clean(text), lang=language) if language else _string(text)


def _index(number: int) -> Literal:
    return _typed(str(number), XSD.nonNegativeInteger)


def _typed(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=datatype, normalize=False)
