"""Tokens: words, numbers, marks, and what is written together but is two."""

from __future__ import annotations

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tewn.extractors.text.tokens import LONGEST, tokenize


def tokens(text: str) -> list[str]:
    """The tokens as strings."""
    return [text[a:b] for a, b in tokenize(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ئازاد هات.", ["ئازاد", "هات", "."]),
        ("لە 25ی ئایاری 2020دا", ["لە", "25", "ی", "ئایاری", "2020", "دا"]),
        ("101یان گەیشتن", ["101", "یان", "گەیشتن"]),
        ("71.5 دۆلار، 1,250 کەس", ["71.5", "دۆلار", "،", "1,250", "کەس"]),
        ("کاتژمێر 14:30", ["کاتژمێر", "14:30"]),
        ("لە 3-4-2020", ["لە", "3-4-2020"]),
        ("ساڵی 2020.", ["ساڵی", "2020", "."]),
        ("BBCدا و U.S. Army", ["BBC", "دا", "و", "U.S.", "Army"]),
        ("covid19", ["covid", "19"]),
        ("“ئازادی”یان", ["“", "ئازادی", "”", "یان"]),
        ("دژە-تیرۆر", ["دژە", "-", "تیرۆر"]),
        ("هات... ڕۆیشت", ["هات", "...", "ڕۆیشت"]),
        ("?!", ["?", "!"]),
        ("%72", ["%", "72"]),
        ("Müller d'Or", ["Müller", "d'Or"]),
        ("Москва ئازاد", ["Москва", "ئازاد"]),
        ("", []),
    ],
)
def test_tokens(text: str, parts: list[str]) -> None:
    assert tokens(text) == parts


def test_offsets_count_from_the_start_of_the_text_not_of_the_stretch() -> None:
    text = "ئازاد هات. نازدار ڕۆیشت."
    assert [text[a:b] for a, b in tokenize(text, 11, len(text))] == ["نازدار", "ڕۆیشت", "."]


@settings(deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=60))
@example(text="\ud800\udfff ئ\u0654")
@example(text="²½Ⅷ\x1c")
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    position = 0
    for start, end in tokenize(text, 0, len(text)):
        assert position <= start < end <= len(text)
        assert regex.fullmatch(r"\s*", text[position:start])
        assert not regex.search(r"\s", text[start:end])
        position = end
    assert regex.fullmatch(r"\s*", text[position:])


@pytest.mark.parametrize("word", ["a", "ە", "1", "x.", "é-"])
def test_what_is_no_word_any_more_is_cut(word: str) -> None:
    text = f"{word * LONGEST * 3} b"
    spans = tokenize(text, 0, len(text))
    assert max(end - start for start, end in spans) == LONGEST
    assert "".join(text[start:end] for start, end in spans) == text.replace(" ", "")
