"""The form of the word table: columns, closed values, spelling, order, no line twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import tewn.extractors

TABLE = Path(tewn.extractors.__file__).resolve().parent / "languages" / "ckb" / "words.tsv"
LETTERS = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ"
CLASSES = {"noun", "adjective", "adverb", "name"}


def rows() -> list[tuple[str, str, str]]:
    """Lemma, word class and gloss of every line."""
    header, *lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert header == "lemma\tpos\tgloss"
    return [(lemma, pos, gloss) for lemma, pos, gloss in (line.split("\t") for line in lines)]


def test_rows_are_sorted_and_stand_once() -> None:
    keys = [(lemma, pos) for lemma, pos, _ in rows()]
    assert keys == sorted(keys)
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_word_classes_are_a_closed_list() -> None:
    assert {pos for _, pos, _ in rows()} == CLASSES


def test_lemmas_are_single_words_in_normal_form() -> None:
    assert [lemma for lemma, _, _ in rows() if not re.fullmatch(f"[{LETTERS}]+", lemma)] == []
    assert [lemma for lemma, _, _ in rows() if lemma.startswith("ر")] == []


def test_glosses_are_short() -> None:
    assert [gloss for _, _, gloss in rows() if not gloss or len(gloss) > 60 or gloss.endswith(".")] == []
