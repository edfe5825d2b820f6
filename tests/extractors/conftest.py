"""One extractor of each language for all tests, and how it reads a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tewn.extractors.engine.coder import Reading
from tewn.extractors.extractor import Extractor
from tewn.ontology.model import Document


@pytest.fixture(scope="session")
def ckb() -> Extractor:
    """The extractor with the rules that tewn ships with."""
    return Extractor("ckb")


@pytest.fixture(scope="session")
def read(ckb: Extractor) -> Callable[..., Reading]:
    """Read a text of one sentence, published on a day."""

    def read_one(text: str, day: date | None = date(2021, 3, 14)) -> Reading:
        (reading,) = ckb.readings(Document("test", text, day))
        return reading

    return read_one


@pytest.fixture(scope="session")
def en() -> Extractor:
    """The English extractor with the rules that tewn ships with."""
    return Extractor("en")


@pytest.fixture(scope="session")
def read_english(en: Extractor) -> Callable[..., Reading]:
    """Read an English text of one sentence, published on a day."""

    def read_one(text: str, day: date | None = date(2021, 3, 14)) -> Reading:
        (reading,) = en.readings(Document("test", text, day))
        return reading

    return read_one
