"""Inflected forms made from a table of verbs and nouns, and guesses about words that it lacks."""

from __future__ import annotations

import pytest

from tewn.extractors.extractor import Extractor


@pytest.mark.parametrize(
    ("form", "lemma", "kind"),
    [
        ("attacks", "attack", "finite"),
        ("attacked", "attack", "participle"),
        ("carries", "carry", "finite"),
        ("carried", "carry", "participle"),
        ("stopping", "stop", "gerund"),
        ("kidnapped", "kidnap", "participle"),
        ("dying", "die", "gerund"),
        ("fleeing", "flee", "gerund"),
        ("withdrew", "withdraw", "finite"),
        ("withdrawn", "withdraw", "participle"),
        ("organised", "organize", "participle"),
        ("gassed", "gas", "participle"),
    ],
)
def test_a_form_is_read_as_one_of_its_verb(en: Extractor, form: str, lemma: str, kind: str) -> None:
    readings = {(verb.lemma.replace("ise", "ize"), verb.form) for verb in en.analyzer(form).verbs}
    assert (lemma, kind) in readings


@pytest.mark.parametrize(
    ("form", "lemma"), [("gunmen", "gunman"), ("crises", "crisis"), ("embassies", "embassy"), ("churches", "church")]
)
def test_a_plural_is_read_as_one_of_its_noun(en: Extractor, form: str, lemma: str) -> None:
    assert (lemma, "plural") in {(noun.lemma, noun.number) for noun in en.analyzer(form).nouns}


@pytest.mark.parametrize(
    ("form", "pos"), [("frobnicly", "adverb"), ("frobnical", "adjective"), ("Frobnitz", "name"), ("frobnitz", "noun")]
)
def test_unknown_words_are_guessed_by_their_ends(en: Extractor, form: str, pos: str) -> None:
    (noun,) = en.analyzer(form).nouns
    assert (noun.pos, noun.known) == (pos, False)


@pytest.mark.parametrize(("form", "cut"), [("Iran's", 4), ("we'll", 2), ("don't", None), ("Saudi-led", None)])
def test_what_is_written_onto_a_word_is_cut_off(en: Extractor, form: str, cut: int | None) -> None:
    assert en.analyzer.split(form) == cut


def test_a_compound_counts_as_its_first_part(en: Extractor) -> None:
    assert {"Saudi-led", "Saudi"} <= set(en.analyzer("Saudi-led").keys)
    assert "minister" in en.analyzer("ex-minister").keys
