"""Find actors and places of a graph by a name in any language, a code or an identifier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..ontology.errors import GraphError, nearest
from ..ontology.registry import STATES, Entity, load_registry
from ..ontology.vocabulary import prefixes
from .check import LANGUAGE_TAG
from .identity import folded, local_name
from .source import Source
from .terms import string, worded

_CODE = re.compile(r"(?:[A-Z]{3}|IGO:[A-Z0-9]+)?(?:-[A-Z]{3})?")
_IRI = re.compile(r'(?:https?|urn):[^\x00-\x20<>"{}|^`\\]+')
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
    tewn.ontology.errors.GraphError: no actor of the graph is 'Iran'; give a name, a code such as IRN or IRN-MIL, or an identifier
    """
    found = _found(source, text, "sem:Actor", "actor")
    if not found:
        ways = "give a name, a code such as IRN or IRN-MIL, or an identifier"
        raise GraphError(f"no actor of the graph is {text!r}{_guess(source, text, 'sem:Actor')}; {ways}")
    served = _select(source, f"SELECT ?x {{ VALUES ?state {{ {_listed(found)} }} ?x tewn:actsFor ?state }}")
    return tuple(dict.fromkeys([*found, *served]))


def find_places(source: Source, text: str) -> tuple[str, ...]:
    """Return the IRIs of the places that a text means: an IRI, an identifier, a name in any language, or a country.

    A country's name or code means every place in it. Raises GraphError where no place in the graph is meant.
    """
    found = dict.fromkeys(_found(source, text, "sem:Place", "place"))
    for entity in _entities(text):
        if entity.kind in STATES:
            query = f"SELECT ?x {{ ?x tewn:country {string(entity.country)} ; a sem:Place }}"
            found.update(dict.fromkeys(_select(source, query)))
    if not found:
        raise GraphError(f"no place of the graph is {text!r}{_guess(source, text, 'sem:Place')}")
    return tuple(found)


def names(source: Source, nodes: Iterable[str], language: str) -> dict[str, str]:
    """Return what to call each node: its label in the language, else in English, else any, else its IRI's end."""
    wanted = list(dict.fromkeys(nodes))
    labels: dict[str, list[tuple[int, str]]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        listed = _listed(wanted[start : start + _AT_ONCE])
        found = source.query(f"SELECT ?x ?l {{ VALUES ?x {{ {listed} }} ?x rdfs:label ?l }}", prefixes(source.base))
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            rank = {language: 0, "en": 1}.get(row["l"].language or "", 2)
            labels.setdefault(row["x"].value, []).append((rank, row["l"].value))
    return {node: min(labels[node])[1] if node in labels else node.rpartition("/")[2] for node in wanted}


def _found(source: Source, text: str, kind: str, folder: str) -> list[str]:
    shortened = text.removeprefix(f"{folder}:")
    if _IRI.fullmatch(text) or shortened != text:
        node = text if shortened == text else f"{source.base}{folder}/{shortened}"
        return _present(source, [node], kind) if _IRI.fullmatch(node) else []
    if text and _CODE.fullmatch(text):
        coded = f"{{ ?x tewn:code {string(text)} }} UNION {{ ?x tewn:country {string(text)} }}"
        found = _select(source, f"SELECT DISTINCT ?x {{ {coded} ?x a {kind} }}")
        if found:
            return found
    likely = [f"{source.base}{folder}/{local_name(name)}" for name in (text, *(e.id for e in _entities(text)))]
    found = _present(source, likely, kind)
    literals = " ".join([string(text), *(worded(text, tag) for tag in _languages())])
    named = f"VALUES ?l {{ {literals} }} ?x rdfs:label|skos:altLabel ?l ; a {kind}"
    found += _select(source, f"SELECT DISTINCT ?x {{ {named} }}")
    return list(dict.fromkeys(found)) or [x for x, label in _labels(source, kind) if folded(label) == folded(text)]


def _present(source: Source, nodes: Iterable[str], kind: str) -> list[str]:
    return _select(source, f"SELECT DISTINCT ?x {{ VALUES ?x {{ {_listed(nodes)} }} ?x a {kind} }}")


def _entities(text: str) -> Iterator[Entity]:
    wanted = folded(text)
    for entity in load_registry().entities.values():
        listed = (name for tag, names in entity.names.items() if LANGUAGE_TAG.fullmatch(tag) for name in names)
        if any(folded(name) == wanted for name in listed):
            yield entity


def _languages() -> list[str]:
    tags = {tag for entity in load_registry().entities.values() for tag in entity.names}
    return sorted(tag for tag in tags if LANGUAGE_TAG.fullmatch(tag))


def _labels(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    found = source.query(
        f"SELECT DISTINCT ?x ?l {{ ?x a {kind} ; rdfs:label|skos:altLabel ?l }}", prefixes(source.base)
    )
    assert isinstance(found, ox.QuerySolutions)
    yield from sorted((row["x"].value, row["l"].value) for row in found)


def _guess(source: Source, text: str, kind: str) -> str:
    return nearest(text, {label for _, label in _labels(source, kind)})


def _select(source: Source, query: str) -> list[str]:
    found = source.query(query, prefixes(source.base))
    assert isinstance(found, ox.QuerySolutions)
    return sorted(row[0].value for row in found)


def _listed(nodes: Iterable[str]) -> str:
    return " ".join(f"<{node}>" for node in nodes)
