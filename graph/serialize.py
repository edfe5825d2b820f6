"""Write quads in the formats of RDF, piece by piece, in memory that does not grow with the graph.

All but N-Triples and N-Quads expect the quads sorted by graph, subject and predicate. N-Triples, Turtle,
RDF/XML and JSON-LD know no graphs: what stands in several is written once for each, which says nothing more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from .identity import xml_clean
from .rdf import Quad

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield N-Triples, a line for each triple."""
    for subject, predicate, object, _ in quads:
        yield f"<{subject}> <{predicate}> {_full(object)} .\n"


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield N-Quads, a line for each quad."""
    for subject, predicate, object, graph in quads:
        yield f"<{subject}> <{predicate}> {_full(object)} <{graph}> .\n"


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield Turtle, a block for each subject of each graph."""
    yield from _header(prefixes)
    shorten = _Shortener(prefixes)
    for _, group in groupby(quads, key=lambda quad: (quad[3], quad[0])):
        yield "\n" + _block(list(group), shorten, "")


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield TriG, a block for each graph."""
    yield from _header(prefixes)
    shorten = _Shortener(prefixes)
    for graph, members in groupby(quads, key=lambda quad: quad[3]):
        yield f"\n{shorten(graph)} {{\n"
        for _, group in groupby(members, key=lambda quad: quad[0]):
            yield _block(list(group), shorten, "  ")
        yield "}\n"


def rdfxml(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield RDF/XML; U+FFFD stands for each character that XML forbids."""
    shorten = _Shortener(prefixes)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, namespace in prefixes.items():
        yield f"\n    xmlns:{prefix}={quoteattr(namespace)}"
    yield ">\n"
    for (_, subject), group in groupby(quads, key=lambda quad: (quad[3], quad[0])):
        yield f"  <rdf:Description rdf:about={quoteattr(subject)}>\n"
        for _, predicate, object, _ in group:
            yield f"    {_element(shorten(predicate), object)}\n"
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield JSON-LD, a node for each subject of each graph."""
    shorten = _Shortener(prefixes)
    context = json.dumps(dict(prefixes), ensure_ascii=False)
    yield f'{{"@context": {context},\n "@graph": ['
    separator = "\n  "
    for _, group in groupby(quads, key=lambda quad: (quad[3], quad[0])):
        yield separator + json.dumps(_node(list(group), shorten), ensure_ascii=False)
        separator = ",\n  "
    yield "\n]}\n"


class _Shortener:
    """Writes IRIs with the prefixes where it can."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}

    def __call__(self, term: URIRef | Literal) -> str:
        if isinstance(term, Literal):
            datatype = term.datatype
            return _quoted(term) + (f"^^{self(datatype)}" if datatype is not None else _tag(term))
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._prefixes.get(term[:cut])
        return f"{prefix}:{term[cut:]}" if prefix is not None and _LOCAL.fullmatch(term, cut) else f"<{term}>"


def _header(prefixes: Mapping[str, str]) -> Iterator[str]:
    for prefix, namespace in prefixes.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"


def _block(quads: list[Quad], shorten: _Shortener, indent: str) -> str:
    properties = []
    for predicate, group in groupby(quads, key=lambda quad: quad[1]):
        objects = " , ".join(shorten(quad[2]) for quad in group)
        properties.append(f"{'a' if predicate == RDF.type else shorten(predicate)} {objects}")
    return f"{indent}{shorten(quads[0][0])} " + f" ;\n{indent}    ".join(properties) + " .\n"


def _full(term: URIRef | Literal) -> str:
    if not isinstance(term, Literal):
        return f"<{term}>"
    return _quoted(term) + (f"^^<{term.datatype}>" if term.datatype is not None else _tag(term))


def _tag(term: Literal) -> str:
    return f"@{term.language}" if term.language else ""


def _quoted(text: str) -> str:
    """Return a text as a string of N-Triples and Turtle.

    >>> print(_quoted('a "b"' + chr(10) + chr(0)))
    "a \\"b\\"\\n\\u0000"
    """
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def _element(name: str, object: URIRef | Literal) -> str:
    if not isinstance(object, Literal):
        return f"<{name} rdf:resource={quoteattr(object)}/>"
    attribute = f" xml:lang={quoteattr(object.language)}" if object.language else ""
    if object.datatype is not None:
        attribute = f" rdf:datatype={quoteattr(object.datatype)}"
    # XML 1.0, 2.11: a carriage return survives only as a character reference.
    return f"<{name}{attribute}>{escape(xml_clean(object), {chr(13): '&#13;'})}</{name}>"


def _node(quads: list[Quad], shorten: _Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _compact(quads[0][0], shorten)}
    for predicate, group in groupby(quads, key=lambda quad: quad[1]):
        if predicate == RDF.type:
            node["@type"] = [_compact(quad[2], shorten) for quad in group]
        else:
            node[_compact(predicate, shorten)] = [_value(quad[2], shorten) for quad in group]
    return node


def _value(term: URIRef | Literal, shorten: _Shortener) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _compact(term, shorten)}
    if term.language:
        return {"@value": str(term), "@language": str(term.language)}
    if term.datatype is not None:
        return {"@value": str(term), "@type": _compact(term.datatype, shorten)}
    return str(term)


def _compact(term: URIRef | Literal, shorten: _Shortener) -> str:
    short = shorten(term)
    return short[1:-1] if short.startswith("<") else short
