"""How many sentences of each language are told right: the measuring set of `identification/`, written for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tewn.extractors.identify import LanguageIdentifier

FOLDER = Path(__file__).parent / "identification"
FULL = 5  # words that make a full sentence
LANGUAGES = ("ckb", "kmr", "ar", "fa", "tr", "en")
NON_JOINER = "\u200c"
TURKISH = str.maketrans("ığşçöüâİĞŞÇÖÜ", "igscoua" + "IGSCOU")


def sentences(name: str) -> list[str]:
    """Return the lines of a file of the set that are full sentences."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#") and len(line.split()) >= FULL]


def without(marks: str) -> Callable[[str], str]:
    """Return how a sentence is written without these combining marks."""
    return lambda text: unicodedata.normalize("NFC", re.sub(f"[{marks}]", "", unicodedata.normalize("NFD", text)))


def replaced(table: Mapping[str, str | int | None]) -> Callable[[str], str]:
    """Return how a sentence is written with other letters."""
    return lambda text: text.translate(str.maketrans(dict(table)))


SPELLINGS: dict[tuple[str, str], Callable[[str], str]] = {
    ("ckb", "Arabic letters"): replaced({"ی": "ي", "ک": "ك"}),
    ("ckb", "heh with non-joiner"): replaced({"ە": f"ه{NON_JOINER}", "ه": "ھ"}),
    ("ckb", "no small v"): replaced({"ڕ": "ر", "ڵ": "ل"}),
    ("kmr", "no circumflex"): without("\u0302"),
    ("kmr", "no marks"): without("\u0302\u0327"),
    ("kmr", "capitals"): str.upper,
    ("ar", "no hamza"): replaced({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"}),
    ("ar", "Persian letters"): replaced({"ي": "ی", "ك": "ک", "ى": "ی"}),
    ("fa", "Arabic letters"): replaced({"ی": "ي", "ک": "ك"}),
    ("fa", "no non-joiner"): replaced({NON_JOINER: ""}),
    ("fa", "space for non-joiner"): replaced({NON_JOINER: " "}),
    ("tr", "no marks"): lambda text: text.translate(TURKISH),
    ("tr", "capitals"): lambda text: text.replace("i", "İ").upper(),
}
BADINI: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "Arabic letters": replaced({"ی": "ي", "ک": "ك"}),
    "heh with non-joiner": replaced({"ە": f"ه{NON_JOINER}"}),
    "heh alone": replaced({"ە": "ه"}),
}


@pytest.fixture(scope="module")
def identify() -> LanguageIdentifier:
    """An identifier of the tests' own."""
    return LanguageIdentifier()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_hundred_sentences_ninety_nine_are_told_right(identify: LanguageIdentifier, language: str) -> None:
    """And none is taken for another of the languages."""
    found = {text: identify(text).language for text in sentences(language)}
    missed = [text for text, code in found.items() if code != language]
    assert len(missed) <= 0.01 * len(found), missed
    assert set(found.values()) <= {language, None}


@pytest.mark.parametrize(("language", "spelling"), SPELLINGS)
def test_other_spellings_are_told_right(identify: LanguageIdentifier, language: str, spelling: str) -> None:
    texts = [SPELLINGS[language, spelling](text) for text in sentences(language)]
    missed = [text for text in texts if identify(text).language != language]
    assert len(missed) <= 0.05 * len(texts), missed


@pytest.mark.parametrize("spelling", BADINI)
def test_badini_is_never_central_kurdish(identify: LanguageIdentifier, spelling: str) -> None:
    lines = [line for line in (FOLDER / "badini.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    found = {line: identify(BADINI[spelling](line)).language for line in lines}
    assert [line for line, code in found.items() if code == "ckb"] == []
    assert sum(code is not None for code in found.values()) <= 0.02 * len(found)


def test_what_no_rules_are_for_is_never_central_kurdish(identify: LanguageIdentifier) -> None:
    """Latin-script Sorani, Zazaki, Hawrami, Azerbaijani and others; the nearest to Kurmanji and Turkish are hard."""
    lines = [line for line in (FOLDER / "others.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    found = {line: identify(line).language for line in lines}
    assert [line for line, code in found.items() if code == "ckb"] == []
    assert sum(code is not None for code in found.values()) <= 0.1 * len(found)
