"""The Central Kurdish analyser, built once for all tests of words."""

from __future__ import annotations

import pytest

from tewn.extractors.language import Language
from tewn.extractors.morphology.analyzer import Analyzer
from tewn.extractors.morphology.verbs import VerbAnalyzer
from tewn.ontology.registry import load_registry


@pytest.fixture(scope="session")
def language() -> Language:
    """The language with its registry, whose names are words too."""
    return Language("ckb", load_registry())


@pytest.fixture(scope="session")
def analyzer(language: Language) -> Analyzer:
    """The word analyser without the words that rules bring along."""
    found = language.analyzer({}, [])
    assert isinstance(found, Analyzer)
    return found


@pytest.fixture(scope="session")
def verbs(language: Language) -> VerbAnalyzer:
    """The verb table with its paradigms."""
    return VerbAnalyzer(language.verbs(), language.affixes, language.key)
