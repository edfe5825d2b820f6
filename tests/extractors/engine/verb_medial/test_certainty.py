"""Factuality from auxiliaries, negation and what governs an event."""

from __future__ import annotations

import pytest

from tewn.extractors.extractor import Extractor


@pytest.mark.parametrize(
    ("text", "rule", "factuality"),
    [
        ("The rebels attacked the town.", "en.assault.attack", "actual"),
        ("The rebels did not attack the town.", "en.assault.attack", "negated"),
        ("The rebels never attacked the town.", "en.assault.attack", "negated"),
        ("The rebels could attack the town.", "en.assault.attack", "possible"),
        ("If the rebels attack the town, people will flee.", "en.assault.attack", "possible"),
        ("The rebels will attack the town.", "en.assault.attack", "future"),
        ("The rebels plan to attack the town.", "en.assault.attack", "future"),
        ("The rebels tried to attack the town.", "en.assault.attack", "possible"),
        ("The rebels failed to attack the town.", "en.assault.attack", "possible"),
        ("The rebels began to attack the town.", "en.assault.attack", "actual"),
        ("The rebels denied attacking the town.", "en.assault.attack", "negated"),
        ("We fear a possible attack on the town.", "en.assault.attack-noun", "possible"),
        ("The planned attack on the town was leaked.", "en.assault.attack-noun", "future"),
        ("Theresa May attacked Moscow with missiles.", "en.assault.attack", "actual"),
        ("We will not negotiate with the rebels.", "en.reject.not-negotiate", "actual"),
    ],
)
def test_factuality(en: Extractor, text: str, rule: str, factuality: str) -> None:
    events = [event for event in en.extract(text) if event.rule == rule]
    assert [event.factuality for event in events] == [factuality]
