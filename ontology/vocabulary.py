"""The RDF vocabulary: namespaces, terms, the graph of `data/vocabulary.ttl`, the shapes of `data/shapes.ttl`.

The only module of the ontology that needs rdflib.
"""

from __future__ import annotations

from importlib.resources import files

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, XSD, DefinedNamespace

CAMEO = Namespace("https://w3id.org/tewn/cameo/")
FACTUALITY = Namespace("https://w3id.org/tewn/factuality/")
GAF = Namespace("http://groundedannotationframework.org/gaf#")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
GRASP = Namespace("http://groundedannotationframework.org/grasp#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
PLOVER = Namespace("https://w3id.org/tewn/plover/")
SECTOR = Namespace("https://w3id.org/tewn/sector/")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
SHAPES = Namespace("https://w3id.org/tewn/shapes/")

DATA = "https://w3id.org/tewn/id/"
"""The default base of the identifiers of events, reports, spans, documents, actors and places."""

KINDS = (
    "event",
    "report",
    "role",
    "span",
    "doc",
    "text",
    "actor",
    "place",
    "point",
    "source",
    "rule",
    "run",
    "software",
    "graph",
)
"""The kinds of things that have identifiers, each the folder of the base that they stand in."""


class TEWN(DefinedNamespace):
    """The terms of tewn's own namespace; asking for another raises AttributeError.

    >>> str(TEWN.actor)
    'https://w3id.org/tewn/ns#actor'
    """

    _NS = Namespace("https://w3id.org/tewn/ns#")
    _fail = True

    Event: URIRef
    Report: URIRef
    Rule: URIRef
    Run: URIRef

    actor: URIRef
    recipient: URIRef
    instrument: URIRef
    mode: URIRef
    context: URIRef
    cameo: URIRef
    quad: URIRef
    score: URIRef
    timeValue: URIRef

    reports: URIRef
    disputes: URIRef
    factuality: URIRef
    attribution: URIRef
    rule: URIRef
    lemma: URIRef
    definiteness: URIRef
    sentence: URIRef
    evidence: URIRef
    actorRole: URIRef
    recipientRole: URIRef
    instrumentRole: URIRef
    attributionRole: URIRef
    reportedActor: URIRef
    reportedRecipient: URIRef
    reportedInstrument: URIRef
    reportedType: URIRef
    reportedMode: URIRef
    reportedContext: URIRef
    reportedPlace: URIRef
    time: URIRef
    timeEvidence: URIRef
    placeEvidence: URIRef

    action: URIRef
    performed: URIRef
    actsFor: URIRef
    underwent: URIRef

    code: URIRef
    country: URIRef
    sector: URIRef

    PloverQuads: URIRef
    PloverTypes: URIRef
    PloverModes: URIRef
    PloverContexts: URIRef
    CameoCodes: URIRef
    Factualities: URIRef
    Sectors: URIRef


def type_iri(type: str) -> URIRef:
    """Return the concept of a PLOVER type.

    >>> str(type_iri("ASSAULT"))
    'https://w3id.org/tewn/plover/ASSAULT'
    """
    return PLOVER[type]


def predicate_iri(type: str) -> URIRef:
    """Return the property that a plain triple of a PLOVER type has, between actor and recipient.

    >>> str(predicate_iri("ASSAULT"))
    'https://w3id.org/tewn/plover/assault'
    """
    return PLOVER[type.lower()]


def mode_iri(type: str, mode: str) -> URIRef:
    """Return the concept of a mode of a PLOVER type.

    >>> str(mode_iri("ASSAULT", "aerial"))
    'https://w3id.org/tewn/plover/assault-aerial'
    """
    return PLOVER[f"{type.lower()}-{mode}"]


def context_iri(context: str) -> URIRef:
    """Return the concept of a PLOVER context.

    >>> str(context_iri("human_rights"))
    'https://w3id.org/tewn/plover/context-human_rights'
    """
    return PLOVER[f"context-{context}"]


def quad_iri(quad: int) -> URIRef:
    """Return the concept of a quad class.

    >>> str(quad_iri(4))
    'https://w3id.org/tewn/plover/quad-4'
    """
    return PLOVER[f"quad-{quad}"]


def prefixes(base: str = DATA) -> dict[str, str]:
    """Return the prefixes that tewn's graphs bind, sorted, with those of the identifiers under `base`.

    >>> prefixes()["actor"]
    'https://w3id.org/tewn/id/actor/'
    """
    vocabularies = {
        "cameo": CAMEO,
        "dct": DCTERMS,
        "factuality": FACTUALITY,
        "gaf": GAF,
        "geo": GEO,
        "grasp": GRASP,
        "nif": NIF,
        "owl": OWL,
        "plover": PLOVER,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SDO,
        "sector": SECTOR,
        "sem": SEM,
        "skos": SKOS,
        "tewn": TEWN,
        "xsd": XSD,
    }
    bound = {prefix: str(namespace) for prefix, namespace in vocabularies.items()}
    return dict(sorted((bound | {kind: f"{base}{kind}/" for kind in KINDS}).items()))


def load_vocabulary() -> Graph:
    """Return the vocabulary as a graph of its own."""
    return _load("vocabulary.ttl")


def load_shapes() -> Graph:
    """Return the SHACL shapes that every graph of tewn conforms to."""
    return _load("shapes.ttl")


def _load(name: str) -> Graph:
    return Graph().parse(data=(files(__package__) / "data" / name).read_text("utf-8"), format="turtle")
