"""Events as RDF in three layers, evidence (NIF), reports and events (SEM), with provenance (PROV-O).

- An *event* is what texts speak of, with everything that its reports say of it. It has no truth value. Reports of
  the same happening, in one document or in many, share it: see `tewn.graph.merge`.
- A *report* is what one place in a document says about an event: factuality, attribution, codes, the words it
  rests on, the rule and the run that found it. It holds all of the event record, so that nothing is lost where
  events were merged: `tewn.graph.reading` makes the records again.
- A *role* is a participant as one report names it: who, in which words, with which code.
- A *span* is a stretch of the document, in code points, end exclusive.
- *Plain triples* join participants directly (`actor:irn plover:assault actor:usa-mil`) for what is said to
  have happened and what nothing in the same document denies, whoever says it. Where no actor is named, the
  recipient `tewn:underwent` the type (`actor:usa-embassy tewn:underwent plover:ASSAULT`); where no recipient
  is named, the actor `tewn:performed` it. What is denied, possible or to come has an event and a report and
  no plain triple. Codes stay on the nodes (`tewn:code "USA-MIL"`) and on the roles, so that
  `?a plover:assault ?b . ?a tewn:country "IRN" . ?b tewn:code "USA-MIL"` asks at their level.

Each document is a named graph of its own in `to_dataset` and `quads`, so that it can be replaced as a whole.
No blank nodes, no clock: the same records give the same graph, whatever their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache

from rdflib import Dataset, Graph
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SDO, SKOS, XSD

from ..ontology.errors import GraphError
from ..ontology.model import FACTUALITIES, Document, Event, Location, Participant, TimeExpression
from ..ontology.plover import load_plover
from ..ontology.registry import Entity, load_registry
from ..ontology.vocabulary import (
    CAMEO,
    DATA,
    FACTUALITY,
    GAF,
    GEO,
    KINDS,
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
from .claims import denied, plain, state_of
from .dates import day, days
from .identity import actor_label, actor_name, country_and_sector, local_name, minted, place_name
from .merge import told
from .terms import Quad, Term, Triple, iri, string, to_rdflib, typed, worded

ROLES = ("actor", "recipient", "instrument", "attribution")
"""The roles of participants in a report: fields of the record, and `…Role` in the graph."""

_BASE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*[/#]""")
_SECTOR = re.compile("[A-Z]{3}")
_COUNTRY = re.compile("[A-Z]{3}|IGO:[A-Z0-9]+")
_IDENTIFIERS = {
    "wikidata": (re.compile("Q[0-9]+"), "http://www.wikidata.org/entity/{}"),
    "geonames": (re.compile("[0-9]+"), "https://sws.geonames.org/{}/"),
}
_REMEMBERED = 20_000  # participants and places whose triples are kept for the next time they are named
_DENIED = 100  # events at most that one denial is said to dispute: so many stand in no article

_TEWN = {name: iri(TEWN[name]) for name in TEWN.__annotations__ if not name.startswith("_")}
_TYPE, _VALUE, _LABEL = iri(RDF.type), iri(RDF.value), iri(RDFS.label)
_ALT_LABEL, _EXACT_MATCH, _IDENTIFIER = iri(SKOS.altLabel), iri(SKOS.exactMatch), iri(DCTERMS.identifier)
_DERIVED, _GENERATED = iri(PROV.wasDerivedFrom), iri(PROV.wasGeneratedBy)
_ENTITY, _PLAN, _ROLE = iri(PROV.Entity), iri(PROV.Plan), iri(SEM.Role)
_EVENT, _ACTOR, _PLACE, _FEATURE = iri(SEM.Event), iri(SEM.Actor), iri(SEM.Place), iri(GEO.Feature)
_EVENT_TYPE, _HAS_PLACE, _DENOTED = iri(SEM.eventType), iri(SEM.hasPlace), iri(GAF.denotedBy)
_SPAN, _CONTEXT, _ANCHOR = iri(NIF.OffsetBasedString), iri(NIF.referenceContext), iri(NIF.anchorOf)
_BEGIN, _END, _STRING, _URL = iri(NIF.beginIndex), iri(NIF.endIndex), iri(NIF.isString), iri(NIF.sourceUrl)
_TEXT, _ARTICLE, _LANGUAGE = iri(NIF.Context), iri(SDO.NewsArticle), iri(SDO.inLanguage)
_USED, _ASSOCIATED, _INTEGER = iri(PROV.used), iri(PROV.wasAssociatedWith), iri(XSD.integer)
_FACTUALITY = {value: iri(FACTUALITY[value]) for value in FACTUALITIES}


@cache
def _concepts(type: str) -> tuple[Term, dict[str, Term]]:
    """Return the concepts of a PLOVER type and of its modes."""
    return iri(type_iri(type)), {mode: iri(mode_iri(type, mode)) for mode in load_plover().modes(type)}


@cache
def _context(context: str) -> Term:
    return iri(context_iri(context))


@cache
def _predicate(type: str) -> Term:
    return iri(predicate_iri(type))


@cache
def _cameo(code: str) -> Term:
    return iri(CAMEO[code])


@cache
def _score(score: float) -> Term:
    """Return a score with all its digits, as XSD 1.1 has decimals: no exponent, no zeros at the end."""
    whole, _, rest = f"{Decimal(repr(score + 0.0)):f}".partition(".")
    rest = rest.rstrip("0")
    return typed(f"{whole}.{rest}" if rest else whole, XSD.decimal)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the software, as provenance; times only where the caller gives them."""

    software: str = "tewn"
    version: str | None = None
    started: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """A document with the events found in it; `document` is None where only its records are known."""

    id: str
    document: Document | None
    events: tuple[Event, ...]


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
        graph.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(object)))
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
        triple = to_rdflib(subject), to_rdflib(predicate), to_rdflib(object)
        dataset.graph(to_rdflib(name)).add(triple)
    return dataset


def quads(
    events: Iterable[Event], documents: Iterable[Document] = (), *, base: str = DATA, run: Run | None = None
) -> Iterator[Quad]:
    """Yield events, with the documents given, as sorted quads of N-Triples terms, graph by graph; none twice.

    Identifiers and errors as in `to_rdf`.
    """
    writer = GraphWriter(base, run)
    for coded in group(events, documents):
        yield from writer.quads(coded)


def group(events: Iterable[Event], documents: Iterable[Document] = ()) -> Iterator[CodedDocument]:
    """Yield each document with its events, in the order of their ids.

    Raises GraphError where a record is faulty or does not fit its document.
    """
    events, documents = list(events), list(documents)
    require_sound(events, documents)
    known = {document.id: document for document in documents}
    by_document: dict[str, list[Event]] = defaultdict(list)
    for event in {event.id: event for event in events}.values():
        by_document[event.document].append(event)
    for name in sorted(known.keys() | by_document.keys()):
        yield CodedDocument(name, known.get(name), tuple(by_document[name]))


def graph_iri(document: str, base: str = DATA) -> str:
    """Return the name of a document's graph.

    >>> graph_iri("article-1")
    'https://w3id.org/tewn/id/graph/article-1'
    """
    return f"{base}graph/{local_name(document)}"


def _bind(graph: Graph, base: str) -> None:
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace, override=True, replace=True)


class GraphWriter:
    """Writes documents with their events as quads, one document after the other.

    The graph of a document is complete in itself; with `repeat=False`, where the graphs are to become one, what was
    said of an actor, a place or a rule is not said again with each document. Raises GraphError where `base` is no
    absolute IRI that ends in a slash or a hash.
    """

    def __init__(self, base: str = DATA, run: Run | None = None, *, repeat: bool = True) -> None:
        if not _BASE.fullmatch(base):
            raise GraphError(f"{base!r} cannot be the base of identifiers: not an absolute IRI that ends in / or #")
        self._things = Things(base, repeat)
        self._run = run or Run()

    def quads(self, coded: CodedDocument) -> list[Quad]:
        """Return the sorted quads of a document. The records must be sound: see `group`."""
        graph = self._things.iri("graph", local_name(coded.id))
        triples = set(_DocumentWriter(self._things, self._run, coded).triples())
        return [(*triple, graph) for triple in sorted(triples)]


class Things:
    """Names what documents have in common, actors and places, and describes it."""

    def __init__(self, base: str, repeat: bool) -> None:
        self._repeat = repeat
        self._folders = {kind: f"<{base}{kind}/" for kind in KINDS}
        self._actors: dict[tuple[Participant, str], tuple[Triple, ...]] = {}
        self._places: dict[tuple[Location, str], tuple[Triple, ...]] = {}
        self._rules: dict[str, tuple[Triple, ...]] = {}

    def iri(self, kind: str, name: str) -> Term:
        """Return the identifier of a thing from its kind and its name, which is safe in an IRI."""
        return f"{self._folders[kind]}{name}>"

    def actor(self, participant: Participant) -> Term:
        """Return the node of a participant."""
        return self.iri("actor", actor_name(participant))

    def describe(self, participant: Participant, language: str) -> tuple[Triple, ...]:
        """Return what is known of a participant who is named in a language."""
        key = (_placeless(participant), language)
        found = self._actors.get(key)
        if found is None:
            if len(self._actors) >= _REMEMBERED:
                self._actors.clear()
            found = tuple(self._actor_triples(participant, language))
            self._actors[key] = found if self._repeat else ()
        return found

    def describe_place(self, place: Location, language: str) -> tuple[Triple, ...]:
        """Return what is known of a place that is named in a language."""
        key = (Location(place.text, 0, 0, place.entity, place.latitude, place.longitude), language)
        found = self._places.get(key)
        if found is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            found = tuple(self._place_triples(place, language))
            self._places[key] = found if self._repeat else ()
        return found

    def describe_rule(self, rule: str) -> tuple[Triple, ...]:
        """Return what is known of a rule."""
        found = self._rules.get(rule)
        if found is None:
            node = self.iri("rule", local_name(rule))
            found = (node, _TYPE, _TEWN["Rule"]), (node, _TYPE, _PLAN), (node, _IDENTIFIER, string(rule))
            self._rules[rule] = found if self._repeat else ()
        return found

    def _actor_triples(self, participant: Participant, language: str) -> Iterator[Triple]:
        node = self.actor(participant)
        state = state_of(participant)
        if state:
            yield node, _TEWN["actsFor"], self.actor(state)
            yield from self._actor_triples(state, language)
        country, sector = country_and_sector(participant.code)
        yield node, _TYPE, _ACTOR
        if participant.entity:
            yield node, _IDENTIFIER, string(participant.entity)
        entity = load_registry().get(participant.entity)
        label = actor_label(participant)
        yield from _names(node, entity, language)
        if entity is None:
            yield node, _LABEL, worded(label, language) if label == participant.text else string(label)
        if participant.text:
            yield node, _ALT_LABEL, worded(participant.text, language)
        if participant.code:
            yield node, _TEWN["code"], string(participant.code)
        if country and _COUNTRY.fullmatch(country):
            yield node, _TEWN["country"], string(country)
        if sector and _SECTOR.fullmatch(sector):
            yield node, _TEWN["sector"], iri(SECTOR[sector])

    def _place_triples(self, place: Location, language: str) -> Iterator[Triple]:
        node = self.iri("place", place_name(place))
        entity = load_registry().get(place.entity)
        yield node, _TYPE, _PLACE
        yield node, _TYPE, _FEATURE
        if place.entity:
            yield node, _IDENTIFIER, string(place.entity)
        yield from _names(node, entity, language)
        yield node, _ALT_LABEL if entity else _LABEL, worded(place.text, language)
        if entity and _COUNTRY.fullmatch(entity.country):
            yield node, _TEWN["country"], string(entity.country)
        if place.latitude is not None and place.longitude is not None:
            # GeoSPARQL 1.1, 8.5.1: without a reference system a WKT literal is in CRS84, longitude first.
            wkt = f"POINT({_degrees(place.longitude)} {_degrees(place.latitude)})"
            point = self.iri("point", minted("", wkt))
            yield node, iri(GEO.hasGeometry), point
            yield point, _TYPE, iri(GEO.Geometry)
            yield point, iri(GEO.asWKT), typed(wkt, GEO.wktLiteral)


def _names(node: Term, entity: Entity | None, language: str) -> Iterator[Triple]:
    """Yield the label of an entity in English and in the language of a document, and its identifiers elsewhere."""
    if entity is None:
        return
    named = {tag: entity.names[tag][0] for tag in ("en", language) if entity.names.get(tag)}
    yield from ((node, _LABEL, worded(name, tag)) for tag, name in named.items())
    if not named:
        yield node, _LABEL, string(entity.id)
    for scheme, identifier in entity.identifiers.items():
        form, address = _IDENTIFIERS.get(scheme, (None, ""))
        if form and form.fullmatch(identifier):
            yield node, _EXACT_MATCH, iri(address.format(identifier))


def _placeless(participant: Participant) -> Participant:
    return Participant(participant.text, None, None, participant.code, participant.entity, participant.label)


class _DocumentWriter:
    """Writes the triples of one document and its events."""

    def __init__(self, things: Things, run: Run, coded: CodedDocument) -> None:
        self._things = things
        self._coded = coded
        self._name = local_name(coded.id)
        self._doc = things.iri("doc", self._name)
        self._text = things.iri("text", self._name)
        self._run = run
        self._run_iri = things.iri("run", minted(run.software, repr(_run_fields(run))))

    def triples(self) -> Iterator[Triple]:
        """Yield the triples of the document and its events; some more than once."""
        document, events = self._coded.document, self._coded.events
        yield from self._document_triples(events[0].language if events else None)
        if not events:
            return
        yield from self._run_triples()
        nodes: dict[str, Term] = {}
        for identifier, reports in told(events, document.date if document else None):
            node = self._things.iri("event", local_name(identifier))
            nodes.update((report.id, node) for report in reports)
            yield from self._event(node, identifier, reports)
            when = self._when(reports)
            for report in reports:
                yield from self._report(node, report)
                if when:
                    yield self._report_iri(report), _TEWN["time"], when
        for denials, claims in denied(events):
            refused = list(dict.fromkeys(nodes[claim.id] for claim, _ in claims))[:_DENIED]
            yield from ((self._report_iri(one), _TEWN["disputes"], node) for one in denials for node in refused)
        yield from self._plain_triples(events)

    def _iri(self, kind: str, name: str) -> Term:
        return self._things.iri(kind, name)

    def _report_iri(self, event: Event) -> Term:
        return self._iri("report", local_name(event.id))

    # ------------------------------------------------------------ the document

    def _document_triples(self, language: str | None) -> Iterator[Triple]:
        document = self._coded.document
        language = (document.language if document else None) or language
        yield self._doc, _TYPE, _ARTICLE
        yield self._doc, _TYPE, _ENTITY
        yield self._doc, _IDENTIFIER, string(self._coded.id)
        yield self._text, _TYPE, _TEXT
        yield self._text, _TYPE, _SPAN
        yield self._text, _URL, self._doc
        if language:
            yield self._doc, _LANGUAGE, string(language)
        if document is None:
            return
        yield self._text, _STRING, worded(document.text, language)
        yield self._text, _BEGIN, _index(0)
        yield self._text, _END, _index(len(document.text))
        if document.date:
            yield self._doc, iri(SDO.datePublished), typed(document.date.isoformat(), XSD.date)
        if document.title:
            yield self._doc, iri(SDO.headline), worded(document.title, language)
        if document.url:
            yield self._doc, iri(SDO.url), typed(document.url, XSD.anyURI)
        if document.source:
            source = self._iri("source", local_name(document.source))
            yield self._doc, iri(SDO.publisher), source
            yield source, _TYPE, iri(SDO.Organization)
            yield source, iri(SDO.name), string(document.source)

    def _run_triples(self) -> Iterator[Triple]:
        run = self._run
        software = self._iri("software", local_name("-".join(filter(None, (run.software, run.version)))))
        yield self._run_iri, _TYPE, _TEWN["Run"]
        yield self._run_iri, _TYPE, iri(PROV.Activity)
        yield self._run_iri, _USED, self._doc
        yield self._run_iri, _ASSOCIATED, software
        if run.started:
            yield self._run_iri, iri(PROV.startedAtTime), typed(run.started.isoformat(), XSD.dateTime)
        if run.ended:
            yield self._run_iri, iri(PROV.endedAtTime), typed(run.ended.isoformat(), XSD.dateTime)
        yield software, _TYPE, iri(PROV.SoftwareAgent)
        yield software, iri(SDO.name), string(run.software)
        if run.version:
            yield software, iri(SDO.softwareVersion), string(run.version)

    # ------------------------------------------------------------ events

    def _event(self, node: Term, identifier: str, reports: list[Event]) -> Iterator[Triple]:
        first = reports[0]
        yield node, _TYPE, _TEWN["Event"]
        yield node, _TYPE, _EVENT
        yield node, _IDENTIFIER, string(identifier)
        yield node, _EVENT_TYPE, _concepts(first.type)[0]
        yield node, _TEWN["quad"], _index(first.quad)
        for report in reports:
            if report.mode:
                yield node, _TEWN["mode"], _concepts(report.type)[1][report.mode]
            for context in report.contexts:
                yield node, _TEWN["context"], _context(context)
            for span in report.trigger:
                yield node, _DENOTED, self._span(span)
            for role in ("actor", "recipient", "instrument"):
                for participant in getattr(report, role):
                    yield node, _TEWN[role], self._things.actor(participant)
            if report.place:
                yield node, _HAS_PLACE, self._iri("place", place_name(report.place))
        yield from ((node, predicate, value) for predicate, value in _told_time(reports))

    def _when(self, reports: list[Event]) -> Term | None:
        """Return the time that is told of an event, of an interval its begin, else the day of publication."""
        told = next((value for predicate, value in _told_time(reports) if predicate != _TEWN["timeValue"]), None)
        document = self._coded.document
        if told is None and document is not None and document.date is not None:
            return typed(document.date.isoformat(), XSD.date)
        return told

    def _plain_triples(self, events: tuple[Event, ...]) -> Iterator[Triple]:
        for event, pair in plain(events):
            yield self._plain(event.type, pair.actor, pair.recipient)
            state = state_of(pair.actor) if pair.actor else None
            if state:  # what its forces, ministries and officials do, a state does
                yield self._plain(event.type, state, pair.recipient)

    def _plain(self, type: str, actor: Participant | None, recipient: Participant | None) -> Triple:
        if actor and recipient:
            return self._things.actor(actor), _predicate(type), self._things.actor(recipient)
        if actor:
            return self._things.actor(actor), _TEWN["performed"], _concepts(type)[0]
        assert recipient is not None
        return self._things.actor(recipient), _TEWN["underwent"], _concepts(type)[0]

    # ------------------------------------------------------------ reports

    def _report(self, event: Term, report: Event) -> Iterator[Triple]:
        node = self._report_iri(report)
        yield node, _TYPE, _TEWN["Report"]
        yield node, _TYPE, _ENTITY
        yield node, _IDENTIFIER, string(report.id)
        yield node, _TEWN["reports"], event
        yield node, _TEWN["reportedType"], _concepts(report.type)[0]
        yield node, _TEWN["factuality"], _FACTUALITY[report.factuality]
        yield node, _TEWN["score"], _score(report.score)
        yield node, _TEWN["lemma"], worded(report.lemma, report.language)
        yield node, _TEWN["sentence"], _index(report.sentence)
        yield node, _TEWN["rule"], self._iri("rule", local_name(report.rule))
        yield from self._things.describe_rule(report.rule)
        yield node, _DERIVED, self._doc
        yield node, _GENERATED, self._run_iri
        if report.mode:
            yield node, _TEWN["reportedMode"], _concepts(report.type)[1][report.mode]
        for context in report.contexts:
            yield node, _TEWN["reportedContext"], _context(context)
        if report.cameo:
            yield node, _TEWN["cameo"], _cameo(report.cameo)
        if report.definiteness:
            yield node, _TEWN["definiteness"], string(report.definiteness)
        for span in report.trigger:
            yield node, _TEWN["evidence"], self._span(span)
            yield from self._span_triples(span, report.language)
        for role in ROLES:
            for number, participant in enumerate(getattr(report, role), 1):
                yield from self._role(node, report, role, number, participant)
        yield from self._time_and_place(node, report)

    def _role(self, node: Term, report: Event, role: str, number: int, participant: Participant) -> Iterator[Triple]:
        part = self._iri("role", f"{local_name(report.id)}-{role}-{number}")
        actor = self._things.actor(participant)
        yield node, _TEWN[f"{role}Role"], part
        yield part, _TYPE, _ROLE
        yield part, _VALUE, actor
        yield node, _TEWN["attribution" if role == "attribution" else f"reported{role.capitalize()}"], actor
        if participant.code:
            yield part, _TEWN["code"], string(participant.code)
        if participant.label:
            yield part, _LABEL, string(participant.label)
        if participant.text is not None:
            yield part, _TEWN["evidence"], self._span(participant)
            yield from self._span_triples(participant, report.language)
        yield from self._things.describe(participant, report.language)

    def _time_and_place(self, node: Term, report: Event) -> Iterator[Triple]:
        if report.time:
            yield node, _TEWN["timeEvidence"], self._span(report.time)
            yield from self._span_triples(report.time, report.language)
            if report.time.value:
                yield node, _TEWN["timeValue"], string(report.time.value)
        if report.place:
            yield node, _TEWN["reportedPlace"], self._iri("place", place_name(report.place))
            yield node, _TEWN["placeEvidence"], self._span(report.place)
            yield from self._span_triples(report.place, report.language)
            yield from self._things.describe_place(report.place, report.language)

    # ------------------------------------------------------------ spans

    def _span(self, quote: Quote) -> Term:
        return self._iri("span", f"{self._name}-{quote.start}-{quote.end}")

    def _span_triples(self, quote: Quote, language: str) -> Iterator[Triple]:
        node = self._span(quote)
        yield node, _TYPE, _SPAN
        yield node, _CONTEXT, self._text
        yield node, _BEGIN, _index(quote.start or 0)
        yield node, _END, _index(quote.end or 0)
        yield node, _ANCHOR, worded(quote.text or "", language)


def _run_fields(run: Run) -> tuple[str | None, ...]:
    times = (time.isoformat() if time else None for time in (run.started, run.ended))
    return (run.software, run.version, *times)


def _told_time(reports: list[Event]) -> Iterator[tuple[Term, Term]]:
    """Yield the most precise time that reports tell, as properties of their event."""
    times = [report.time for report in reports if report.time and report.time.value]
    if times:
        yield from _times(min(times, key=_length))


def _length(time: TimeExpression) -> int:
    found = days(time.value)
    return (found[1] - found[0]).days if found else date.max.toordinal()


def _times(time: TimeExpression) -> Iterator[tuple[Term, Term]]:
    if not time.value:
        return
    whole = day(time.value)
    stamp = typed(whole.isoformat(), XSD.date) if whole else _stamp(time.value)
    start, _, end = time.value.partition("/")
    if stamp is not None:
        yield iri(SEM.hasTimeStamp), stamp
    elif (first := _stamp(start)) is not None and (last := _stamp(end)) is not None:
        yield iri(SEM.hasBeginTimeStamp), first
        yield iri(SEM.hasEndTimeStamp), last
    else:
        yield _TEWN["timeValue"], string(time.value)


def _stamp(value: str) -> Term | None:
    """Return an ISO 8601 day, month or year as a literal, or None for anything else."""
    for pattern, datatype in (
        (r"\d{4}", XSD.gYear),
        (r"\d{4}-\d{2}", XSD.gYearMonth),
        (r"\d{4}-\d{2}-\d{2}", XSD.date),
    ):
        if re.fullmatch(pattern, value, re.ASCII) and days(value):
            return typed(value, datatype)
    return None


def _degrees(value: float) -> str:
    """Return degrees with six decimals (a tenth of a metre) at most.

    >>> _degrees(44.0), _degrees(33.3152), _degrees(-1e-9)
    ('44.0', '33.3152', '0.0')
    """
    whole, _, rest = f"{round(value, 6) + 0.0:.6f}".partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"


def _index(number: int) -> Term:
    # xsd:integer although NIF says nonNegativeInteger: the value is the same, and stores such as Oxigraph keep it so.
    return f'"{number}"^^{_INTEGER}'
