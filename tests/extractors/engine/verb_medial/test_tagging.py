"""Words that can be noun, verb or adjective get the reading that their neighbours leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tewn.extractors.engine.coder import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The attack killed three men.", "attack", "noun"),
        ("Rebels attack the port.", "attack", "verb"),
        ("The rebels vowed to attack the port.", "attack", "verb"),
        ("He condemned rocket attacks on Baghdad.", "attacks", "noun"),
        ("Iran attacks Iraq.", "attacks", "verb"),
        ("US sanctions on Syria were extended.", "sanctions", "noun"),
        ("US sanctions on Syria were extended.", "US", "name"),
        ("They told us that rebels shelled the town.", "us", "pronoun"),
        ("Police freed the detained journalist.", "detained", "adjective"),
        ("Police detained a journalist.", "detained", "verb"),
        ("The shelling of the town killed ten.", "shelling", "noun"),
        ("The army was shelling the town.", "shelling", "verb"),
        ("Theresa May accused Moscow of murder.", "May", "name"),
        ("The army may attack the town.", "may", "auxiliary"),
        ("The bishop called for peace talks.", "for", "particle"),
        ("The bishop waited for peace.", "for", "adposition"),
        ("After police shot a student, crowds gathered.", "After", "adverbial"),
        ("After the attack, the crowd gathered.", "After", "adposition"),
        ("The minister said that troops attacked the town.", "that", "complementizer"),
        ("The rebels who attacked that town fled.", "that", "demonstrative"),
        ("Iran's army attacked the town.", "'s", "clitic"),
        ("It's attacking the town.", "'s", "auxiliary"),
        ("Critics of 'dirty tricks' attacked the premier.", "'", "quote"),
    ],
)
def test_a_word_has_the_tag_that_its_context_leaves(read_english: Read, text: str, word: str, tag: str) -> None:
    tokens = read_english(text).sentence.tokens
    assert next(token.tag for token in tokens if token.text == word) == tag


def test_full_stops_of_abbreviations_are_no_tokens(read_english: Read) -> None:
    tokens = read_english("Sen. McCain met Gen. Mattis in the U.S. capital.").sentence.tokens
    assert [token.text for token in tokens].count(".") == 1
    assert "U.S." in [token.text for token in tokens]
