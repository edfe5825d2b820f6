"""Sentences cut out of documents, and offsets as a browser counts them."""

from __future__ import annotations

import pytest

from tewn.graph.excerpt import Excerpts, utf16
from tewn.ontology.model import Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(words, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "trigger", "sentence"),
    [
        ("One came. Two attacked. Three left.", "attacked", "Two attacked."),
        ("ئەو هات. سوپا هێرشی کرد! ئایا ڕۆیشت؟ نا.", "هێرشی", "سوپا هێرشی کرد!"),
        ("ئەو هات؟ سوپا هێرشی کرد؛ ڕۆیشت.", "هێرشی", "سوپا هێرشی کرد؛ ڕۆیشت."),
        ("A title\nThe army attacked\nMore", "attacked", "The army attacked"),
        ("He said: «They attacked.» Then he left.", "attacked", "He said: «They attacked.»"),
        ("The U.S. Army attacked. It left.", "attacked", "The U.S. Army attacked."),
        ("It cost approx. ten attacked posts. Then.", "attacked", "It cost approx. ten attacked posts."),
        ("no end attacked", "attacked", "no end attacked"),
    ],
)
def test_the_sentence_round_a_trigger(text: str, trigger: str, sentence: str) -> None:
    found = Excerpts(text).around([span(text, trigger)])
    assert found.text == sentence
    assert text[found.start : found.end] == sentence


def test_it_grows_to_hold_words_nearby_but_not_those_far_away() -> None:
    text = "The general spoke. They attacked it. " + "Nothing. " * 60 + "Far away."
    near, far = span(text, "general"), span(text, "Far")
    found = Excerpts(text).around([span(text, "attacked")], [near, far])
    assert found.text == "The general spoke. They attacked it."


def test_a_text_without_punctuation_is_cut() -> None:
    text = "word " * 5000 + "attacked " + "word " * 5000
    found = Excerpts(text).around([span(text, "attacked")])
    assert "attacked" in found.text
    assert len(found.text) < 1000


def test_a_trigger_in_two_sentences_has_both() -> None:
    text = "They have. Attacked. It."
    assert Excerpts(text).around([span(text, "have"), span(text, "Attacked")]).text == "They have. Attacked."


@pytest.mark.parametrize("text", ["plain", "سۆرانی", "a😀b", "😀😀"])
def test_offsets_in_sixteen_bit_units(text: str) -> None:
    for offset in range(len(text) + 1):
        assert utf16(text, offset) == len(text[:offset].encode("utf-16-le")) // 2
