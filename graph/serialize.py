"""Write quads in the formats of RDF, piece by piece, in memory that does not grow with the graph.

All but N-Triples and N-Quads expect the quads sorted by graph, subject and predicate. N-Triples, Turtle,
RDF/XML and JSON-LD know no graphs: what stands in several is written once for each, which says nothing more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rdflib.namespace import RDF

from .identity import xml_clean
from .terms import Quad, Term, iri, parts

_TYPE = iri(RDF.type)
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_REMEMBERED = 20_000  # short forms of terms


def ntriples(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield N-Triples, a line for each triple."""
    for subject, predicate, object, _ in quads:
        yield f"{subject} {predicate} {object} .\n"


def nquads(quads: Iterable[Quad]) -> Iterator[str]:
    """Yield N-Quads, a line for each quad."""
    for subject, predicate, object, graph in quads:
        yield f"{subject} {predicate} {object} {graph} .\n"


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield Turtle, a block for each subject of each graph."""
    yield from _header(prefixes)
    short = _Shortener(prefixes)
    for _, members in groupby(quads, key=itemgetter(3)):
        yield "".join("\n" + _block(list(group), short, "") for _, group in groupby(members, key=itemgetter(0)))


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield TriG, a block for each graph."""
    yield from _header(prefixes)
    short = _Shortener(prefixes)
    for graph, members in groupby(quads, key=itemgetter(3)):
        yield f"\n{short[graph]} {{\n"
        for _, group in groupby(members, key=itemgetter(0)):
            yield _block(list(group), short, "  ")
        yield "}\n"


def rdfxml(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield RDF/XML; U+FFFD stands for each character that XML forbids."""
    short = _Shortener(prefixes)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    for prefix, namespace in prefixes.items():
        yield f"\n    xmlns:{prefix}={quoteattr(namespace)}"
    yield ">\n"
    for (_, subject), group in groupby(quads, key=itemgetter(3, 0)):
        yield f"  <rdf:Description rdf:about={quoteattr(subject[1:-1])}>\n"
        for _, predicate, object, _ in group:
            yield f"    {_element(short[predicate], object)}\n"
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def jsonld(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield JSON-LD, a node for each subject of each graph."""
    short = _Shortener(prefixes)
    context = json.dumps(dict(prefixes), ensure_ascii=False)
    yield f'{{"@context": {context},\n "@graph": ['
    separator = "\n  "
    for _, group in groupby(quads, key=itemgetter(3, 0)):
        yield separator + json.dumps(_node(list(group), short), ensure_ascii=False)
        separator = ",\n  "
    yield "\n]}\n"


class _Shortener(dict[Term, str]):
    """Writes terms with the prefixes where it can; a dictionary of what it wrote last."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}

    def __missing__(self, term: Term) -> str:
        if term[0] == "<":
            found = self._resource(term)
        elif term[-1] == ">":
            end = term.rindex('"') + 3
            found = term[:end] + self._resource(term[end:])
        else:
            return term  # words are not kept
        if len(self) >= _REMEMBERED:
            self.clear()
        self[term] = found
        return found

    def _resource(self, term: Term) -> str:
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = self._prefixes.get(term[1:cut])
        return f"{prefix}:{term[cut:-1]}" if prefix is not None and _LOCAL.fullmatch(term, cut, len(term) - 1) else term


def _header(prefixes: Mapping[str, str]) -> Iterator[str]:
    for prefix, namespace in prefixes.items():
        yield f"@prefix {prefix}: <{namespace}> .\n"


def _block(quads: list[Quad], short: _Shortener, indent: str) -> str:
    kinds: list[str] = []
    properties: list[str] = []
    last = ""
    for _, predicate, object, _ in quads:
        value = short[object]
        if predicate == last:
            properties[-1] += f" , {value}"
        elif predicate == _TYPE:
            kinds.append(value)
        else:
            properties.append(f"{short[predicate]} {value}")
            last = predicate
    if kinds:
        properties.insert(0, f"a {' , '.join(kinds)}")
    return f"{indent}{short[quads[0][0]]} " + f" ;\n{indent}    ".join(properties) + " .\n"


def _element(name: str, object: Term) -> str:
    text, language, datatype = parts(object)
    if object[0] == "<":
        return f"<{name} rdf:resource={quoteattr(text)}/>"
    attribute = f" xml:lang={quoteattr(language)}" if language else ""
    if datatype is not None:
        attribute = f" rdf:datatype={quoteattr(datatype)}"
    # XML 1.0, 2.11: a carriage return survives only as a character reference.
    return f"<{name}{attribute}>{escape(xml_clean(text), {chr(13): '&#13;'})}</{name}>"


def _node(quads: list[Quad], short: _Shortener) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _compact(quads[0][0], short)}
    for predicate, group in groupby(quads, key=lambda quad: quad[1]):
        if predicate == _TYPE:
            node["@type"] = [_compact(quad[2], short) for quad in group]
        else:
            node[_compact(predicate, short)] = [_value(quad[2], short) for quad in group]
    return node


def _value(term: Term, short: _Shortener) -> Any:
    text, language, datatype = parts(term)
    if term[0] == "<":
        return {"@id": _compact(term, short)}
    if language:
        return {"@value": text, "@language": language}
    if datatype is not None:
        return {"@value": text, "@type": _compact(iri(datatype), short)}
    return text


def _compact(term: Term, short: _Shortener) -> str:
    found = short[term]
    return found[1:-1] if found.startswith("<") else found
