"""Every example of every rule: `pytest -k "herish and no_match"` runs those of some rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tewn.extractors.batch import extractor_for
from tewn.extractors.language import Language, languages
from tewn.extractors.rules.examples import run_examples
from tewn.extractors.rules.model import Example, Rule
from tewn.ontology.plover import load_plover
from tewn.ontology.registry import load_registry


def rules(code: str) -> tuple[Rule, ...]:
    language = Language(code, load_registry())
    return language.read_rules(language.rule_files(), load_plover())


def cases() -> Iterator[object]:
    for code in languages():
        for rule in rules(code):
            counts = {"match": 0, "no_match": 0}
            for example in rule.examples:
                kind = "no_match" if example.why else "match"
                counts[kind] += 1
                yield pytest.param(code, rule, example, id=f"{rule.id}:{kind}-{counts[kind]}")


@pytest.mark.parametrize(("code", "rule", "example"), list(cases()))
def test_example(code: str, rule: Rule, example: Example) -> None:
    outcomes = run_examples([replace(rule, examples=(example,))], extractor_for(code).extract)
    assert [str(outcome) for outcome in outcomes if outcome.complaint] == []


@pytest.mark.parametrize("code", languages())
def test_ids_and_examples_are_unique(code: str) -> None:
    found = rules(code)
    assert all(rule.id.isascii() for rule in found)
    texts = [(rule.id, example.text) for rule in found for example in rule.examples]
    assert len(texts) == len(set(texts))
