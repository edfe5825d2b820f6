"""The Central Kurdish text layer, read once."""

from __future__ import annotations

import pytest

from tewn.extractors.language import Language
from tewn.extractors.text.normalization import Normalizer
from tewn.extractors.text.sentences import SentenceSplitter
from tewn.ontology.registry import Registry


@pytest.fixture(scope="session")
def language() -> Language:
    """The language without the actor registry, which text does not need."""
    return Language("ckb", Registry([]))


@pytest.fixture(scope="session")
def normalizer(language: Language) -> Normalizer:
    """The normalizer of the language."""
    return language.normalizer


@pytest.fixture(scope="session")
def splitter(language: Language) -> SentenceSplitter:
    """The sentence splitter of the language."""
    return language.splitter
