"""RDF terms as the text that N-Triples writes them in.

Between records and files a term is a plain string, `<https://…>` or `"…"@ckb`: making and comparing strings is
many times faster than making objects, and what is written most needs nothing more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rdflib import Literal, URIRef

Term = str
Triple = tuple[Term, Term, Term]
Quad = tuple[Term, Term, Term, Term]

_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff\ufffe\uffff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LONG = {short: character for character, short in _SHORT.items()}
_ESCAPE = re.compile(r'\\(?:u([0-9A-F]{4})|["\\nrt])')


def iri(address: str) -> Term:
    """Return an IRI, which must hold no character that IRIs cannot.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    return f"<{address}>"


def string(text: str) -> Term:
    """Return a plain string; lone surrogates, which no file can hold, become U+FFFD.

    >>> print(string('a "b"' + chr(10) + chr(0)))
    "a \\"b\\"\\n\\u0000"
    """
    return f'"{_ESCAPED.sub(_escaped, text)}"'


def worded(text: str, language: str | None) -> Term:
    """Return words in a language, or a plain string where it is not known.

    >>> worded("loom", "en")
    '"loom"@en'
    """
    return f"{string(text)}@{language.lower()}" if language else string(text)


def typed(text: str, datatype: str) -> Term:
    """Return a value of a datatype, given as an IRI.

    >>> typed("4", "http://www.w3.org/2001/XMLSchema#integer")
    '"4"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return f"{string(text)}^^<{datatype}>"


def parts(term: Term) -> tuple[str, str | None, str | None]:
    """Return the text of a literal, its language and its datatype, the last two without sign; an IRI has neither.

    >>> parts('"loom"@en'), parts("<https://example.org/a>")
    (('loom', 'en', None), ('https://example.org/a', None, None))
    """
    if term[0] == "<":
        return term[1:-1], None, None
    end = term.rindex('"')
    text = _ESCAPE.sub(_unescaped, term[1:end]) if "\\" in term else term[1:end]
    rest = term[end + 1 :]
    if rest.startswith("@"):
        return text, rest[1:], None
    return text, None, rest[3:-1] or None


def to_rdflib(term: Term) -> URIRef | Literal:
    """Return a term as an object of rdflib."""
    return _resource(term) if term[0] == "<" else _literal(term)


@lru_cache(maxsize=100_000)
def _resource(term: Term) -> URIRef:
    return URIRef(term[1:-1])


def _literal(term: Term) -> Literal:
    text, language, datatype = parts(term)
    if datatype is not None:
        return Literal(text, datatype=URIRef(datatype), normalize=False)
    return Literal(text, lang=language)


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _LONG[match[0]]
