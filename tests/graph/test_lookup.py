"""Actors and places by name in any language, by code, identifier or IRI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import Graph

from tewn.graph import query, to_rdf, weave
from tewn.graph.lookup import codes, find_actors, find_places, names
from tewn.graph.rdf import group
from tewn.graph.source import Source, open_source
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Location, Participant, Span
from tewn.ontology.registry import load_registry
from tewn.ontology.vocabulary import DATA

WORDS = [
    ("the gunmen", "IRQ-REB", None),
    ("چەکدارەکان", "-REB", None),
    ("Cafe\u0301 Owners", "", None),
    ("Iran", "IRN-CVL", None),
]
KNOWN = ["irn", "irn-irgc", "usa", "tur", "tur-armed-forces", "igo-uno", "irq-pmf", "krd", "usa-embassy"]
PLACES = ["irq-erbil", "irq-mosul", "irn-tehran"]


def event(number: int, actor: Participant, place: Location | None, document: Document) -> Event:
    return Event(
        id=f"e{number}",
        document=document.id,
        language="ckb",
        sentence=number,
        type="ASSAULT",
        mode=None,
        contexts=(),
        cameo=None,
        quad=4,
        score=-9.0,
        factuality="actual",
        trigger=(Span(document.text[:1], 0, 1),),
        lemma="کردن",
        actor=(actor,),
        recipient=(),
        instrument=(),
        attribution=(),
        time=None,
        place=place,
        rule="ckb.test",
    )


def documents() -> Iterator[tuple[Event, Document]]:
    """A document for each actor, in which its words stand; the first ones have a place too."""
    given: list[tuple[Participant, Location | None]] = []
    for number, name in enumerate(KNOWN):
        entity = load_registry()[name]
        words = entity.label("ckb")
        place = load_registry()[PLACES[number]] if number < len(PLACES) else None
        where = Location(place.label("ckb"), 0, 1, place.id, place.latitude, place.longitude) if place else None
        given.append((Participant(words, 0, len(words), entity.code, entity.id, entity.label("en")), where))
    for words, code, name_of in WORDS:
        given.append((Participant(words, 0, len(words), code, name_of), Location(words, 0, len(words))))
    for number, (actor, where) in enumerate(given):
        text = f"{actor.text} {where.text if where else ''}"
        if where:
            where = replace(where, start=text.index(where.text), end=text.index(where.text) + len(where.text))
        document = Document(f"d{number}", text, date(2021, 1, 1), "ckb")
        yield event(number, actor, where, document), document


@pytest.fixture(scope="module")
def graph() -> Graph:
    made = list(documents())
    return to_rdf([event for event, _ in made], [document for _, document in made])


@pytest.fixture(scope="module", params=["graph", "folder"])
def source(request: pytest.FixtureRequest, graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Source]:
    """The same graph in memory and in a folder."""
    place: Graph | Path = graph
    if request.param == "folder":
        place = tmp_path_factory.mktemp("stores") / "news"
        made = list(documents())
        weave(group([event for event, _ in made], [document for _, document in made]), f"{place}/")
    with open_source(place) as opened:
        yield opened


def found(source: Source, text: str) -> set[str]:
    """What an actor's name leads to, by the ends of the IRIs; what goes by words alone by these."""
    nodes = find_actors(source, text)
    assert len(set(nodes)) == len(nodes)
    assert all(node.startswith(f"{DATA}actor/") for node in nodes)
    called = names(source, nodes, "en")
    return {called[node] if "/n-" in node else node.rpartition("/")[2] for node in nodes}


IRAN = {"irn", "irn-irgc"}
USA = {"usa", "usa-embassy"}
TURKEY = {"tur", "tur-armed-forces"}
CASES = {
    "English name": ("Türkiye", TURKEY),
    "Sorani name": ("تورکیا", TURKEY),
    "further name": ("Turkey", TURKEY),
    "other case": ("TÜRKIYE", TURKEY),
    "spaces around": ("  türkiye ", TURKEY),
    "Sorani name of a body": ("سوپای پاسداران", {"irn-irgc"}),
    "name of a body": ("islamic revolutionary guard corps", {"irn-irgc"}),
    "identifier": ("irn-irgc", {"irn-irgc"}),
    "short form": ("actor:irn-irgc", {"irn-irgc"}),
    "IRI": (f"{DATA}actor/irn-irgc", {"irn-irgc"}),
    "state with its organs": ("United States", USA),
    "state by identifier": ("usa", USA),
    "state by its short form": ("actor:usa", USA),
    "name that somebody without entity has too": ("Iran", {*IRAN, "Iran"}),
    "state by its Sorani name": ("ئێران", IRAN),
    "country code": ("IRN", {*IRAN, "Iran"}),
    "code": ("IRN-MIL", {"irn-irgc"}),
    "code of rebels": ("IRQ-REB", {"irq-pmf", "the gunmen"}),
    "code without country": ("-REB", {"چەکدارەکان"}),
    "code of an organisation": ("IGO:UNO", {"igo-uno"}),
    "region": ("هەرێمی کوردستان", {"krd"}),
    "words alone": ("the gunmen", {"the gunmen"}),
    "words in another case": ("The Gunmen", {"the gunmen"}),
    "words composed otherwise": ("CAFÉ owners", {"Cafe\u0301 Owners"}),
    "Sorani words": ("چەکدارەکان", {"چەکدارەکان"}),
}


@pytest.mark.parametrize("case", CASES)
def test_actor_is_found(source: Source, case: str) -> None:
    text, expected = CASES[case]
    assert found(source, text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Turkyie", r"no actor of the graph is 'Turkyie' \(did you mean 'Türkiye'\?\); give a name, a code such"),
        ("تورکیاا", r"did you mean 'تورکیا'"),
        ("France", "no actor of the graph is 'France'"),  # which the registry has and the graph has not
        ("FRA", "no actor of the graph is 'FRA'"),
        ("IRN-COP", "no actor of the graph is 'IRN-COP'"),
        ("actor:fra", "no actor of the graph is 'actor:fra'"),
        (f"{DATA}place/irq-erbil/x", "no actor of the graph is 'https"),
        ("", "no actor of the graph is ''"),
        ("-", "no actor of the graph is '-'"),
    ],
)
def test_unknown_actor_is_an_error_with_a_guess(source: Source, text: str, message: str) -> None:
    with pytest.raises(GraphError, match=message) as raised:
        find_actors(source, text)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Erbil", {"irq-erbil"}),
        ("هەولێر", {"irq-erbil"}),
        ("irq-erbil", {"irq-erbil"}),
        ("place:irq-erbil", {"irq-erbil"}),
        (f"{DATA}place/irq-erbil", {"irq-erbil"}),
        ("Iraq", {"irq-erbil", "irq-mosul"}),
        ("IRQ", {"irq-erbil", "irq-mosul"}),
        ("irq", {"irq-erbil", "irq-mosul"}),
        ("عێراق", {"irq-erbil", "irq-mosul"}),
        ("Kurdistan Region", {"irq-erbil"}),
        ("KRD", {"irq-erbil"}),
        ("ئێران", {"irn-tehran"}),
    ],
)
def test_place_is_found(source: Source, text: str, expected: set[str]) -> None:
    assert {node.rpartition("/")[2] for node in find_places(source, text)} >= expected
    known = {node.rpartition("/")[2] for node in find_places(source, text) if "/n-" not in node}
    assert known == expected


@pytest.mark.parametrize("text", ["Irbil2", "Paris", "FRA", "France", "irq-nowhere", "IRQ-MIL", "actor:irn", ""])
def test_unknown_place_is_an_error(source: Source, text: str) -> None:
    with pytest.raises(GraphError, match=f"no place of the graph is '{text}'"):
        find_places(source, text)


def test_names_are_in_the_language_or_english_or_any_or_the_end_of_the_iri(source: Source) -> None:
    nodes = [f"{DATA}actor/tur", f"{DATA}actor/nobody", *find_actors(source, "the gunmen")]
    assert [names(source, nodes, "ckb")[node] for node in nodes] == ["تورکیا", "nobody", "the gunmen"]
    assert names(source, nodes, "en")[nodes[0]] == "Türkiye"
    assert names(source, nodes, "tlh")[nodes[0]] == "Türkiye"
    assert names(source, [], "en") == {}


def test_codes_of_actors(source: Source) -> None:
    nodes = [f"{DATA}actor/irn-irgc", f"{DATA}actor/nobody", *find_actors(source, "CAFÉ owners")]
    assert codes(source, nodes) == {nodes[0]: "IRN-MIL"}


def test_every_base_serves(tmp_path: Path) -> None:
    made = list(documents())
    for number, base in enumerate(("https://news.example/id#", "urn:news:/", "tag:news.example,2026:a/", "ftp://x/")):
        path = tmp_path / f"{number}.nq"
        weave(group([event for event, _ in made], [document for _, document in made]), path, base=base)
        with open_source(path, base=base) as source:
            for text in ("Türkiye", "tur", "actor:tur", "TUR-GOV"):
                assert find_actors(source, text)[0] == f"{base}actor/tur"
        assert query(path, "ASK {actor:tur rdfs:label ?l}", base=base).rows == ((True,),)


def test_graph_whose_labels_are_no_words_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "graph.nt"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    path.write_text(f'<{DATA}actor/x> {label} <http://y> .\n_:b {label} _:c .\n<{DATA}actor/x> {label} "Mr X" .\n')
    with open_source(path) as source:
        assert find_actors(source, "MR X") == (f"{DATA}actor/x",)
        assert names(source, [f"{DATA}actor/x"], "en") == {f"{DATA}actor/x": "Mr X"}
