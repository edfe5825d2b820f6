"""The RDF vocabulary: complete in both languages, current, and the same as its Python names."""

from __future__ import annotations

import importlib.util
import re
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import Graph, Literal
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from tewn.ontology.plover import load_plover
from tewn.ontology.vocabulary import (
    CAMEO,
    PLOVER,
    TEWN,
    context_iri,
    load_shapes,
    load_vocabulary,
    mode_iri,
    predicate_iri,
    prefixes,
    quad_iri,
    type_iri,
)

ROOT = Path(__file__).resolve().parents[2]
KINDS = (OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.ConceptScheme, SKOS.Concept)
MAPPINGS = (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    """The vocabulary."""
    return load_vocabulary()


def script() -> ModuleType:
    """The script that builds the generated part."""
    spec = importlib.util.spec_from_file_location("build_vocabulary", ROOT / "scripts" / "build_vocabulary.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_part_is_current() -> None:
    current = (ROOT / "ontology" / "data" / "vocabulary.ttl").read_text("utf-8")
    assert script().vocabulary(current, load_plover()) == current, "run scripts/build_vocabulary.py"


def test_table_of_terms_is_current() -> None:
    page = (ROOT / "docs" / "graph.md").read_text("utf-8")
    turtle = (ROOT / "ontology" / "data" / "vocabulary.ttl").read_text("utf-8")
    assert script().with_table(page, turtle) == page, "run scripts/build_vocabulary.py"
    missing = [name for name in TEWN.__annotations__ if name[0] != "_" and f"| `tewn:{name}` |" not in page]
    assert missing == []


def test_every_term_is_named_and_defined_in_both_languages(vocabulary: Graph) -> None:
    terms = {term for kind in KINDS for term in vocabulary.subjects(RDF.type, kind)}
    assert len(terms) > 450
    for term, language in product(terms, ("en", "ckb")):
        for kinds in ((RDFS.label, SKOS.prefLabel), (RDFS.comment, SKOS.definition)):
            words = [value for kind in kinds for value in vocabulary.objects(term, kind)]
            found = [value for value in words if isinstance(value, Literal) and value.language == language]
            assert len(found) == 1, (term, language, kinds)


def test_every_subject_is_of_a_known_kind(vocabulary: Graph) -> None:
    for subject in set(vocabulary.subjects()):
        assert set(vocabulary.objects(subject, RDF.type)) & set(KINDS), subject


def test_sorani_is_in_normal_form(vocabulary: Graph) -> None:
    letters = re.compile(r"[ء-ۿ]+")
    allowed = set("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ،")
    for word in (word for value in vocabulary.objects() for word in letters.findall(str(value))):
        assert set(word) <= allowed, word
        assert not word.startswith(("ر", "ڵ")), word
    whole = (ROOT / "ontology" / "data" / "vocabulary.ttl").read_text("utf-8")
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u0640\ufeff]", whole)


def test_labels_of_a_scheme_are_distinct(vocabulary: Graph) -> None:
    for scheme in vocabulary.subjects(RDF.type, SKOS.ConceptScheme):
        labels = [
            (label, parent)
            for concept in vocabulary.subjects(SKOS.inScheme, scheme)
            for label in vocabulary.objects(concept, SKOS.prefLabel)
            for parent in [vocabulary.value(concept, SKOS.broader)]
        ]
        assert len(labels) == len(set(labels)), scheme


def test_python_names_are_those_of_the_file(vocabulary: Graph) -> None:
    written = {term for term in vocabulary.subjects() if str(term).startswith(str(TEWN))}
    named = {TEWN[name] for name in TEWN.__annotations__ if not name.startswith("_")}
    assert written == named
    with pytest.raises(AttributeError):
        TEWN.nothing  # noqa: B018


def test_every_code_of_plover_and_cameo_is_a_concept(vocabulary: Graph) -> None:
    plover = load_plover()
    concepts = {type_iri(type) for type in plover.types} | {CAMEO[code] for code in plover.cameo}
    concepts |= {mode_iri(type, mode) for type in plover.types for mode in plover.modes(type)}
    concepts |= {context_iri(context) for context in plover.contexts}
    concepts |= {quad_iri(quad) for quad in plover.quads}
    written = set(vocabulary.subjects(RDF.type, SKOS.Concept))
    assert {c for c in written if str(c).startswith((str(PLOVER), str(CAMEO)))} == concepts


def test_each_type_has_a_property_for_plain_triples(vocabulary: Graph) -> None:
    wanted = {predicate_iri(type) for type in load_plover().types}
    assert set(vocabulary.subjects(RDFS.subPropertyOf, TEWN.action)) == wanted


def test_everything_referred_to_exists(vocabulary: Graph) -> None:
    for subject, predicate, object in vocabulary:
        if str(object).startswith("https://w3id.org/tewn/"):
            assert (object, RDF.type, None) in vocabulary, (subject, predicate, object)


def test_each_cameo_code_is_matched_with_plover(vocabulary: Graph) -> None:
    for concept in vocabulary.subjects(SKOS.inScheme, TEWN.CameoCodes):
        assert len([o for mapping in MAPPINGS for o in vocabulary.objects(concept, mapping)]) == 1, concept


def test_close_matches_are_mutual(vocabulary: Graph) -> None:
    pairs = set(vocabulary.subject_objects(SKOS.closeMatch))
    assert pairs == {(object, subject) for subject, object in pairs}


def test_prefixes_follow_the_base() -> None:
    assert prefixes("http://x/")["event"] == "http://x/event/"
    assert len(set(prefixes().values())) == len(prefixes())


def test_shapes_speak_only_of_known_terms(vocabulary: Graph) -> None:
    for term in {t for triple in load_shapes() for t in triple if str(t).startswith(str(TEWN))}:
        assert (term, RDF.type, None) in vocabulary, term
