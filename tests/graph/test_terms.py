"""Terms of RDF as text: what any string becomes, and that it comes back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib import namespace as known

from tewn.graph.terms import iri, parts, string, to_rdflib, typed, worded

HOSTILE = (
    "",
    'a "b" c',
    "a \\ b",
    "\\",
    '\\"',
    "\\n \\u0041 \\U0001F525",  # what looks like an escape is none
    "one\ntwo\r\nthree\ttabbed",
    "".join(map(chr, range(0x20))) + "\x7f\x85\u2028\u2029",
    "\ufffe\uffff",
    "\U0001f525 \U00010330 \U0010ffff",
    "هێرش‌ی \u0301 \u202e",
    '"@en',
    '"^^<x>',
    "<https://example.org/>",
)

texts = st.text(st.characters(exclude_categories=["Cs"]))


def read_by_oxigraph(term: str) -> ox.Literal:
    (quad,) = ox.parse(f"<x:s> <x:p> {term} .\n".encode(), format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_string_comes_back(text: str) -> None:
    for term, language, datatype in (
        (string(text), None, None),
        (worded(text, "ckb"), "ckb", None),
        (typed(text, str(known.XSD.anyURI)), None, str(known.XSD.anyURI)),
    ):
        assert parts(term) == (text, language, datatype)
        assert read_by_oxigraph(term).value == text
        assert str(to_rdflib(term)) == text


@given(texts)
@example(" ")
def test_any_string_comes_back(text: str) -> None:
    assert parts(string(text)) == (text, None, None)
    assert parts(worded(text, "ckb")) == (text, "ckb", None)
    assert read_by_oxigraph(string(text)).value == text


@given(texts)
def test_string_is_one_line_of_ascii_controls_escaped(text: str) -> None:
    assert not set(map(chr, range(0x20))) & set(string(text))


@given(texts, texts)
def test_different_strings_are_different_terms(one: str, other: str) -> None:
    assert (string(one) == string(other)) == (one == other)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\ud83d\udd25"])
def test_surrogates_which_no_file_can_hold_are_replaced_one_for_one(text: str) -> None:
    found = parts(string(text))[0]
    assert len(found) == len(text) and "\ufffd" in found
    found.encode()


def test_words_without_a_language_are_a_plain_string() -> None:
    assert worded("loom", None) == worded("loom", "") == string("loom") == '"loom"'


def test_language_is_in_lower_case() -> None:
    """As stores keep it, so that what is written and what is read are the same term."""
    assert worded("loom", "en-GB") == '"loom"@en-gb'
    assert read_by_oxigraph(worded("loom", "en-GB")).language == "en-gb"


def test_terms_become_those_of_rdflib() -> None:
    assert to_rdflib(iri("https://example.org/a")) == URIRef("https://example.org/a")
    assert to_rdflib(string("a")) == Literal("a")
    assert to_rdflib(worded("a", "ckb")) == Literal("a", lang="ckb")


@pytest.mark.parametrize("text", ["04", "-9.50", "none"])
def test_value_keeps_the_form_it_is_written_in(text: str) -> None:
    found = to_rdflib(typed(text, str(known.XSD.integer)))
    assert (str(found), getattr(found, "datatype", None)) == (text, known.XSD.integer)
