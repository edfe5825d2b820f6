"""Clauses with their verb, voice, subject and object."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tewn.extractors.engine.coder import Reading
from tewn.extractors.engine.model import Phrase

Read = Callable[..., Reading]


def words(reading: Reading, phrase: Phrase | None) -> str | None:
    """The words of a phrase, its members joined by a plus sign."""
    tokens = reading.sentence.tokens
    if phrase is None:
        return None
    return " + ".join(" ".join(token.text for token in tokens[item.start : item.end]) for item in phrase.items)


def clauses(reading: Reading) -> list[tuple[str, str, str | None, str | None]]:
    """Verb, voice, subject and object of each clause that has a verb."""
    found: list[tuple[str, str, str | None, str | None]] = []
    for clause, arguments in zip(reading.clauses, reading.analysis.roles.arguments, strict=True):
        verb = reading.sentence.tokens[clause.verb].verb if clause.verb is not None else None
        if verb:
            found.append((verb.lemma, verb.voice, words(reading, arguments.subject), words(reading, arguments.object)))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army attacked the town.", [("attack", "active", "army", "town")]),
        ("The town was attacked by the army.", [("attack", "passive", "town", None)]),
        ("The town has not been attacked.", [("attack", "passive", "town", None)]),
        ("Three soldiers killed in ambush", [("kill", "passive", "Three soldiers", None)]),
        (
            "The men arrested by police were freed.",
            [("arrest", "passive", "men", None), ("free", "passive", "men", None)],
        ),
        (
            "The rebels who attacked the town killed a guard.",
            [("attack", "active", "rebels", "town"), ("kill", "active", "rebels", "guard")],
        ),
        (
            "The bridge that troops destroyed was rebuilt by France.",
            [("destroy", "active", "troops", "bridge"), ("rebuild", "passive", "bridge", None)],
        ),
        (
            "The army shelled the town and killed two nuns.",
            [("shell", "active", "army", "town"), ("kill", "active", "army", "two nuns")],
        ),
        (
            "Israel bombed Gaza and Hamas attacked Ashkelon.",
            [("bomb", "active", "Israel", "Gaza"), ("attack", "active", "Hamas", "Ashkelon")],
        ),
        (
            "The United Nations urged Serbia to free the men.",
            [("urge", "active", "United Nations", "Serbia"), ("free", "active", "Serbia", "men")],
        ),
        (
            "The rebels promised the bishop to free the men.",
            [("promise", "active", "rebels", "bishop"), ("free", "active", "rebels", "men")],
        ),
        (
            "Washington accused Tehran of attacking the ship.",
            [("accuse", "active", "Washington", "Tehran"), ("attack", "active", "Tehran", "ship")],
        ),
        (
            "Before attacking the camp, the rebels killed a guard.",
            [("attack", "active", "rebels", "camp"), ("kill", "active", "rebels", "guard")],
        ),
        (
            "A spokesman said the army attacked the town.",
            [("say", "active", "spokesman", None), ("attack", "active", "army", "town")],
        ),
        (
            "“The army attacked the town,” said the bishop.",
            [("attack", "active", "army", "town"), ("say", "active", "bishop", None)],
        ),
    ],
)
def test_each_verb_has_its_own_arguments(
    read_english: Read, text: str, expected: list[tuple[str, str, str | None, str | None]]
) -> None:
    assert sorted(clauses(read_english(text))) == sorted(expected)


def test_the_first_of_two_objects_is_apart(read_english: Read) -> None:
    reading = read_english("Sweden gave Zambia grain.")
    arguments = reading.analysis.roles.arguments[0]
    assert (words(reading, arguments.object), words(reading, arguments.second)) == ("Zambia", "grain")
