"""Nouns: chains of endings, the readings of a final letter that is ezafe, clitic, derivation or stem, words in one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tewn.extractors.language import Language
from tewn.extractors.morphology.analyzer import Analyzer
from tewn.extractors.morphology.tables import after, noun_suffixes, sound

TABLE = Path(__file__).parent / "noun_forms.txt"
NUMBERS = {"definite", "definite_plural", "plural", "indefinite", "indefinite_plural"}
LINKS = {"ezafe", "compound", "relative", "demonstrative", "copula"}


class Line(NamedTuple):
    """A line of the table."""

    form: str
    lemma: str
    number: str
    links: frozenset[str]
    clitic: str | None
    postposition: str


def table() -> list[Line]:
    """The lines of the table."""
    lines = []
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        if text and not text.startswith("#"):
            form, lemma, *features = text.split()
            assert all(f in NUMBERS | LINKS or f[0] in "=+" for f in features), text
            number = next((f for f in features if f in NUMBERS), "bare")
            clitic = next((f[1:] for f in features if f[0] == "="), None)
            post = next((f[1:] for f in features if f[0] == "+"), "")
            lines.append(Line(form, lemma, number, frozenset(LINKS.intersection(features)), clitic, post))
    return lines


def test_the_table_has_no_line_twice() -> None:
    assert [line for line, count in Counter(table()).items() if count > 1] == []


def test_every_form_of_the_table_has_its_reading(analyzer: Analyzer, language: Language) -> None:
    missing = []
    for line in table():
        for noun in analyzer(line.form).nouns:
            lemma = noun.lemma if noun.verb is None or noun.verb.form == "infinitive" else line.lemma
            if (
                noun.known
                and language.key(lemma) == language.key(line.lemma)
                and (noun.number, noun.postposition) == (line.number, line.postposition)
                and line.links <= noun.links
                and (line.clitic is None or line.clitic in noun.clitics)
            ):
                break
        else:
            missing.append((line, analyzer(line.form).nouns))
    assert missing == []


@pytest.mark.parametrize(
    ("form", "lemma", "link", "clitic"),
    [
        ("سەرۆکی", "سەرۆک", "ezafe", None),  # the president of
        ("ماڵی", "ماڵ", None, "3sg"),  # his house, or the agent of a past verb
        ("سەربازی", "سەربازی", None, None),  # military: derived from soldier
        ("پارتی", "پارتی", None, None),  # party: part of the stem
    ],
    ids=["ezafe", "clitic", "derivation", "stem"],
)
def test_the_four_readings_of_a_final_y(
    analyzer: Analyzer, form: str, lemma: str, link: str | None, clitic: str | None
) -> None:
    assert any(
        noun.lemma == lemma and (link is None or link in noun.links) and (clitic is None or clitic in noun.clitics)
        for noun in analyzer(form).nouns
        if noun.known
    )


@pytest.mark.parametrize("form", ["سەربازی", "کوردی", "یەکێتی", "پارتی", "ئازادی"])
def test_a_derived_word_wins_over_stem_and_ezafe_by_its_length(analyzer: Analyzer, form: str) -> None:
    assert max(noun.stem for noun in analyzer(form).nouns if noun.known) == len(form)


@pytest.mark.parametrize(
    ("form", "stem", "body"),
    [
        ("هێزەکانی", 3, 7),
        ("هێزێکیان", 3, 5),
        ("هێزەکانیشیان", 3, 9),
        ("ناوچەکە", 5, 7),
        ("ناوچانەی", 4, 6),
        ("هەولێرەوە", 6, 6),
    ],
)
def test_stem_and_body_count_the_letters_before_the_endings(
    analyzer: Analyzer, form: str, stem: int, body: int
) -> None:
    assert (stem, body) in {(noun.stem, noun.body) for noun in analyzer(form).nouns if noun.known}


@pytest.mark.parametrize(
    ("form", "key"), [("هێزەکانی", "هێز"), ("ناوچانە", "ناوچە"), ("هەولێرەوە", "هەولێر"), ("ئەورۆپا", "ئەوروپا")]
)
def test_keys_lead_to_the_dictionary_form(analyzer: Analyzer, language: Language, form: str, key: str) -> None:
    assert language.key(key) in analyzer(form).keys
    assert analyzer(form).keys[0] == language.key(form)


@pytest.mark.parametrize("form", ["زڵپاسکی", "گرۆتلەندی", "بلۆمفێر"])
def test_unknown_words_are_guessed_and_say_so(analyzer: Analyzer, form: str) -> None:
    readings = analyzer(form).nouns
    assert readings
    assert not any(noun.known for noun in readings)
    assert {noun.pos for noun in readings} == {"unknown"}


def test_an_unknown_word_with_a_telling_ending_is_guessed_with_it(analyzer: Analyzer) -> None:
    assert "definite_plural" in {noun.number for noun in analyzer("بلۆمفێرەکانی").nouns}


@pytest.mark.parametrize(
    ("form", "cut"),
    [
        ("بەوەکرد", 4),
        ("ئەوەکرا", 4),
        ("لەوبارەیەوە", 3),
        ("خستەڕوو", 4),
        ("بگیرێتەبەر", 7),
        ("بەشێوەیەکی", 2),
        ("لەماوەی", 2),
        ("وسەرۆک", 1),
        ("هەولێر", None),
        ("بەرپرس", None),
        ("دەکات", None),
        ("بلۆمفێر", None),
    ],
)
def test_two_words_written_as_one_are_split(analyzer: Analyzer, form: str, cut: int | None) -> None:
    assert analyzer.split(form) == cut


@pytest.mark.parametrize(
    ("ending", "number", "postposition"),
    [
        ("دا", "bare", "دا"),
        ("ەکان", "definite_plural", ""),
        ("هەمین", "bare", ""),
        ("یەمدا", "bare", "دا"),
    ],
)
def test_endings_stand_by_themselves_after_numbers(
    analyzer: Analyzer, ending: str, number: str, postposition: str
) -> None:
    word = analyzer.suffix(ending)
    assert word is not None
    assert (number, postposition) in {(noun.number, noun.postposition) for noun in word.nouns}
    assert {noun.pos for noun in word.nouns} == {"suffix"}


@pytest.mark.parametrize("text", ["هات", "کورد", "بلۆم"])
def test_words_are_no_endings(analyzer: Analyzer, text: str) -> None:
    assert analyzer.suffix(text) is None


@pytest.mark.parametrize("text", ["2020", ".", "\ud800", "x" * 100, "ب" * 100, "ـ"])
def test_anything_can_be_analysed(analyzer: Analyzer, text: str) -> None:
    assert analyzer(text).text == text
    assert analyzer.split(text) is None


def test_equal_forms_share_one_record(analyzer: Analyzer) -> None:
    assert analyzer("هێزەکان") is analyzer("هێزەکان")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("هێز", "consonant"),
        ("پیاو", "consonant"),
        ("دراو", "consonant"),
        ("خەو", "consonant"),
        ("خانوو", "long_u"),
        ("چالاکی", "long_i"),
        ("سوپا", "vowel"),
        ("ناوچە", "vowel"),
        ("", "consonant"),
    ],
)
def test_sounds(language: Language, text: str, kind: str) -> None:
    assert sound(text, language.affixes) == kind


def test_every_form_of_an_affix_is_listed_for_a_sound_that_exists(language: Language) -> None:
    kinds = {*language.affixes["sounds"], "elided"}
    noun = language.affixes["noun"]
    tables = [*noun["number"].values(), *noun["link"].values(), noun["also"], noun["postposition"]]
    assert all(set(forms) <= kinds and after(forms, "consonant") is not None for forms in tables)


def test_suffix_tables_hold_no_empty_reading(language: Language) -> None:
    for kind, suffixes in noun_suffixes(language.affixes).items():
        assert ("" in suffixes) == (kind != "elided")
        assert all(readings for readings in suffixes.values())
