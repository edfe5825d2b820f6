"""Find actors and places of a graph by a name in any language, a code or an identifier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pyoxigraph as ox

from ..ontology.errors import GraphError, nearest
from ..ontology.registry import STATES, Entity, load_registry
from .check import LANGUAGE_TAG
from .identity import folded, local_name
from .source import Bound, Source, nodes, solutions, words

_CODE = re.compile(r"(?:[A-Z]{3}|IGO:[A-Z0-9]+)?(?:-[A-Z]{3})?")
_ADDRESS = re.compile("(?:https?|urn):.+", re.DOTALL)
_AT_ONCE = 500  # nodes in one query for their labels


def find_actors(source: Source, text: str) -> tuple[str, ...]:
    """Return the IRIs of the actors that a text means, and of those who act for them where it means a state.

    It is an IRI (`actor:irn` too), a code (`IRN`, `IRN-MIL`, `-REB`, `IGO:UNO`), an identifier of the registry, or
    a name in any language, whatever its case. Raises GraphError where nobody in the graph is meant.

    >>> from rdflib import Graph
    >>> from tewn.graph.source import open_source
    >>> with open_source(Graph()) as empty:
    ...     find_actors(empty, "Iran")
    Traceback (most recent call last):
        ...
    tewn.ontology.errors.GraphError: no actor of the graph is 'Iran'; give a name, a code such as ...
    """
    found = _found(source, text, "actor")
    if not found:
        ways = "give a name, a code such as IRN or IRN-MIL, or an identifier"
        raise GraphError(f"no actor of the graph is {text!r}{_guess(source, text, 'actor')}; {ways}")
    served = _select(source, "SELECT DISTINCT ?x { ?x tewn:actsFor ?state }", "actor", {"state": nodes(found)})
    return tuple(dict.fromkeys([*found, *served]))


def find_places(source: Source, text: str) -> tuple[str, ...]:
    """Return the IRIs of the places that a text means: an IRI, an identifier, a name in any language, or a country.

    A country's name, code or identifier means every place in it, those of its regions too. Raises GraphError where
    no place in the graph is meant.
    """
    found = dict.fromkeys(_found(source, text, "place"))
    meant = (*_entities(text), load_registry().entities.get(text.lower()))
    countries = {code for entity in meant for code in _countries(entity)}
    if countries:
        query = "SELECT DISTINCT ?x { ?x tewn:country ?country }"
        found.update(dict.fromkeys(_select(source, query, "place", {"country": [*map(words, sorted(countries))]})))
    if not found:
        raise GraphError(f"no place of the graph is {text!r}{_guess(source, text, 'place')}")
    return tuple(found)


def names(source: Source, asked: Iterable[str], language: str) -> dict[str, str]:
    """Return what to call each node: its label in the language, else in English, else any, else its IRI's end."""
    wanted = dict.fromkeys(asked)
    registry = load_registry()
    # A name that the registry has need not be asked for: in a store it stands once for each document.
    entities = {node: registry.get(node.rpartition("/")[2]) for node in wanted}
    known = {node: entity.label(language) for node, entity in entities.items() if entity is not None}
    labels: dict[str, list[tuple[int, str]]] = {}
    for row in _about(source, [node for node in wanted if node not in known], "rdfs:label"):
        rank = {language: 0, "en": 1}.get(row[1].language or "", 2)
        labels.setdefault(row[0], []).append((rank, row[1].value))
    for node in wanted:
        if node not in known:
            known[node] = min(labels[node])[1] if node in labels else node.rpartition("/")[2]
    return known


def codes(source: Source, asked: Iterable[str]) -> dict[str, str]:
    """Return the codes of each actor that has some, joined by a semicolon."""
    found: dict[str, set[str]] = {}
    for node, code in _about(source, list(dict.fromkeys(asked)), "tewn:code"):
        found.setdefault(node, set()).add(code.value)
    return {node: "; ".join(sorted(some)) for node, some in found.items()}


def _about(source: Source, wanted: list[str], property: str) -> Iterator[tuple[str, ox.Literal]]:
    for start in range(0, len(wanted), _AT_ONCE):
        some = nodes(wanted[start : start + _AT_ONCE])
        found = solutions(source, f"SELECT DISTINCT ?x ?l {{ ?x {property} ?l }}", {"x": some})
        yield from ((row["x"].value, row["l"]) for row in found if isinstance(row["l"], ox.Literal))


def _found(source: Source, text: str, folder: str) -> list[str]:
    shortened = text.removeprefix(f"{folder}:")
    if _ADDRESS.fullmatch(text) or shortened != text:
        node = text if shortened == text else f"{source.base}{folder}/{shortened}"
        return _present(source, [node]) if _is_iri(node) else []
    found: list[str] = []
    if text and _CODE.fullmatch(text):
        query = "SELECT DISTINCT ?x { { ?x tewn:code ?code } UNION { ?x tewn:country ?code } }"
        found = _select(source, query, folder, {"code": [words(text)]})
    if not found:
        likely = [f"{source.base}{folder}/{local_name(name)}" for name in (text, *(e.id for e in _entities(text)))]
        labels = [words(text), *(words(text, tag) for tag in _languages())]
        query = "SELECT DISTINCT ?x { { ?x rdfs:label ?l } UNION { ?x skos:altLabel ?l } }"
        found = [*_present(source, likely), *_select(source, query, folder, {"l": labels})]
    return list(dict.fromkeys(found)) or [x for x, label in _labels(source, folder) if folded(label) == folded(text)]


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _present(source: Source, wanted: Iterable[str]) -> list[str]:
    """Return those of some nodes that the graph has."""
    return sorted(node for node in wanted if source.query("ASK { ?x ?p ?o }", {}, {"x": nodes([node])}))


def _entities(text: str) -> list[Entity]:
    return _by_name().get(folded(text), [])


@cache
def _by_name() -> Mapping[str, list[Entity]]:
    found: dict[str, dict[str, Entity]] = defaultdict(dict)
    for entity in load_registry().entities.values():
        for tag, names in entity.names.items():
            if LANGUAGE_TAG.fullmatch(tag):
                for name in names:
                    found[folded(name)][entity.id] = entity
    return {name: list(some.values()) for name, some in found.items()}


def _countries(state: Entity | None) -> Iterator[str]:
    """Yield the codes of a state and of the regions of it that have one of their own; of anything else nothing."""
    if state is not None and state.kind in STATES:
        yield state.country
        for entity in load_registry().entities.values():
            if entity.kind in STATES and entity.part_of == state.id:
                yield entity.country


def _languages() -> list[str]:
    tags = {tag for entity in load_registry().entities.values() for tag in entity.names}
    return sorted(tag for tag in tags if LANGUAGE_TAG.fullmatch(tag))


def _labels(source: Source, folder: str) -> list[tuple[str, str]]:
    query = "SELECT DISTINCT ?x ?l { { ?x rdfs:label ?l } UNION { ?x skos:altLabel ?l } }"
    found = solutions(source, query)
    start = f"{source.base}{folder}/"
    rows = ((row["x"].value, row["l"]) for row in found if isinstance(row["l"], ox.Literal))
    return sorted((node, label.value) for node, label in rows if node.startswith(start))


def _guess(source: Source, text: str, folder: str) -> str:
    return nearest(text, {label for _, label in _labels(source, folder)})


def _select(source: Source, query: str, folder: str, bound: Bound) -> list[str]:
    """Return the nodes of a kind that a query finds: asking for their type too would be slow in a store."""
    found = solutions(source, query, bound)
    return sorted(node for node in (row["x"].value for row in found) if node.startswith(f"{source.base}{folder}/"))
