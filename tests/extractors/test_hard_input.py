"""What no news ever is: the extractor bears it, in a time that grows with the length alone."""

from __future__ import annotations

import time

import pytest

from tewn.extractors.extractor import Extractor
from tewn.ontology.model import Document, Event


@pytest.fixture(scope="module")
def extractors(ckb: Extractor, en: Extractor) -> dict[str, Extractor]:
    """The extractor of each language."""
    return {"ckb": ckb, "en": en}


@pytest.mark.parametrize(
    ("language", "cycle"),
    [
        ("ckb", "کرد دەڵێت کوشت "),
        ("ckb", "وەزیر دەڵێت وەزیر وتی هێرش "),
        ("ckb", "دوو ڕۆژ دوای هێرش "),
        ("ckb", "14ی ئازاری 2021 دوێنێ ئێوارە هێرش "),
        ("ckb", "ئێران، وەزیری دەرەوە، هێرش، "),
        ("ckb", '"هێرش '),
        ("en", "attacked said killed "),
        ("en", "two days after the attack "),
        ("en", "14 March 2021 yesterday evening attack "),
        ("en", "the attack of the president of the minister of "),
        ("en", '"attack '),
    ],
)
def test_an_endless_sentence_takes_no_endless_time(
    extractors: dict[str, Extractor], language: str, cycle: str
) -> None:
    extractor = extractors[language]
    text = cycle * (2000 // len(cycle.split()))
    begin = time.process_time()
    events = extractor.extract(Document("endless", text))
    assert time.process_time() - begin < 6  # seconds; where each word is compared with all others it is minutes
    assert events
