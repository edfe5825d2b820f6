"""How event nouns are marked: what the reader knows already, what is new, and what nothing marks."""

from __future__ import annotations

import pytest

from tewn.extractors.explain import explain
from tewn.extractors.extractor import Extractor

MARKED = {
    "definite-ending": ("هێرشەکە درێژەی هەبوو.", "definite"),
    "definite-plural": ("هێرشەکان درێژەیان هەبوو.", "definite"),
    "definite-with-ezafe": ("هێرشەکانی سەر فڕۆکەخانە درێژەیان هەبوو.", "definite"),
    "definite-with-possessor": ("بۆردومانەکەی ئێران بۆ سەر گوندەکە سێ کاتژمێری خایاند.", "definite"),
    "definite-with-clitic": ("هێرشەکەیان مەترسیدار بوو.", "definite"),
    "definite-verbal-noun": ("دەستگیرکردنەکەی دوو مامۆستا لە بەسرە نایاساییە.", "definite"),
    "open-compound-in-the-trigger": ("هێرشە ئاسمانییەکانی میسر بەردەوامن.", "definite"),
    "open-compound-after-the-trigger": ("هێرشە گەورەکەی میسر بەردەوامە.", "definite"),
    "definite-noun-before-an-adjective": ("هێرشەکانی ئاسمانی بەردەوامن.", "definite"),
    "demonstrative": ("ئەم هێرشە مەترسیدارە.", "definite"),
    "demonstrative-in-an-adposition": ("لەم هێرشەدا گوندێک وێران بوو.", "definite"),
    "demonstrative-before-a-number": ("ئەو دوو هێرشە مەترسیدارن.", "definite"),
    "all": ("هەموو هێرشەکان مەترسیدارن.", "definite"),
    "indefinite-ending": ("هێرشێکی میسر بۆ سەر گوندەکە بەردەوامە.", "indefinite"),
    "indefinite-before-an-adjective": ("هێرشێکی ئاسمانی لە بەسرە بەردەوامە.", "indefinite"),
    "several": ("چەند هێرشی میسر بۆ سەر گوندەکە بەردەوامن.", "indefinite"),
    "some": ("هەندێک هێرشی میسر بۆ سەر گوندەکە بەردەوامن.", "indefinite"),
    "dozens": ("بە دەیان هێرشی میسر بۆ سەر گوندەکە بەردەوامن.", "indefinite"),
    "one": ("یەک هێرشی میسر بۆ سەر گوندەکە بەردەوامە.", "indefinite"),
    "counted": ("سێ هێرشی میسر بۆ سەر گوندەکە بەردەوامن.", "indefinite"),
    "no": ("هیچ هێرشێکی میسر بۆ سەر گوندەکە بەردەوام نییە.", "indefinite"),
    "bare-with-possessor": ("هێرشی میسر بۆ سەر گوندەکە بەردەوامە.", "bare"),
    "ordinal": ("یەکەمین هێرشی میسر بۆ سەر گوندەکە بەردەوامە.", "bare"),
    "light-verb": ("میسر هێرشی کردە سەر گوندەکە.", None),
    "light-verb-with-indefinite-nominal": ("میسر هێرشێکی کردە سەر گوندەکە.", None),
    "verb": ("سوپای میسر دوو جووتیاری کوشت.", None),
}


@pytest.mark.parametrize("name", MARKED)
def test_event_noun_is_marked(name: str, ckb: Extractor) -> None:
    text, marked = MARKED[name]
    first = ckb.extract(text)[0]
    assert first.definiteness == marked


def test_the_explanation_shows_how_an_event_noun_is_marked(ckb: Extractor) -> None:
    lines = explain(ckb, MARKED["definite-plural"][0]).render().splitlines()
    assert any(line.startswith("  ckb.assault.herish (ASSAULT)") and ", definite, " in line for line in lines)
