"""Noun phrases: where they begin and end, what heads them, lists and appositions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tewn.extractors.engine.coder import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "phrase", "head"),
    [
        ("The Turkish foreign minister attacked the plan.", "Turkish foreign minister", "minister"),
        ("Dozens of protesters attacked the plan.", "Dozens of protesters", "protesters"),
        ("The mayor of Kirkuk attacked the plan.", "mayor of Kirkuk", "mayor"),
        ("Iran's foreign minister attacked the plan.", "Iran 's foreign minister", "minister"),
        ("More than 40 armed men attacked the camp.", "More than 40 armed men", "men"),
        ("The heavily armed rebels attacked the camp.", "heavily armed rebels", "rebels"),
        ("President Bush attacked the plan.", "President Bush", "Bush"),
    ],
)
def test_a_phrase_runs_from_its_modifiers_to_its_genitives(
    read_english: Read, text: str, phrase: str, head: str
) -> None:
    sentence = read_english(text).sentence
    nominal = sentence.nominal(0, len(sentence))
    assert nominal is not None
    assert " ".join(token.text for token in sentence.tokens[nominal.start : nominal.end]) == phrase
    assert sentence.tokens[nominal.head].text == head


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Britain, France and Germany attacked the plan.", 3),
        ("Sergei Lavrov, the Russian foreign minister, attacked the plan.", 1),
        ("Police and protesters attacked the plan.", 2),
    ],
)
def test_lists_are_told_from_appositions(read_english: Read, text: str, count: int) -> None:
    sentence = read_english(text).sentence
    phrase = sentence.phrase(0, len(sentence))
    assert phrase is not None
    assert len(phrase.items) == count
