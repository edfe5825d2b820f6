"""Which event a time belongs to, where a sentence names several."""

from __future__ import annotations

from datetime import date

import pytest

from tewn.extractors.extractor import Extractor

DAY = date(2021, 3, 14)

# A text, and the time of each event in the order of their triggers.
TIMES = {
    "of-the-noun-it-stands-with": (
        "هێرشەکانی سەر فڕۆکەخانە هاوکاتن لەگەڵ ساڵیادی کوژرانی جەنەڕاڵێکی میسر لەلایەن سوید لە کانوونی دووەمی ڕابردوو.",
        [None, "2021-01"],
    ),
    "of-the-noun-with-an-apposition": (
        "هێرشەکان هاوکاتن لەگەڵ ساڵیادی کوژرانی لارا نۆرێن، وەزیری یۆنان، لەلایەن سوید لە کانوونی دووەمی ڕابردوو.",
        [None, "2021-01"],
    ),
    "of-a-noun-in-another-clause": (
        "دادگا باسی دەستگیرکردنی دوو مامۆستا لە ساڵی ٢٠١٩ دەکات، بەڵام کوشتنی سێ خوێندکار بەردەوامە.",
        ["2019", None],
    ),
    "of-both-nouns-of-a-list": (
        "هێرشەکان و دەستگیرکردنی دوو مامۆستا لە کانوونی دووەمی ڕابردوو سەرکۆنە کران.",
        ["2021-01", "2021-01", "2021-01"],
    ),
    "before-the-nouns": (
        "لە کانوونی دووەمی ڕابردوو هێرشەکان لەگەڵ دەستگیرکردنی دوو مامۆستا سەرکۆنە کران.",
        ["2021-01", "2021-01", "2021-01"],
    ),
    "bare-before-the-verb": (
        "هێرشەکان دوای دەستگیرکردنی دوو مامۆستا دوێنێ سەرکۆنە کران.",
        ["2021-03-13", "2021-03-13", "2021-03-13"],
    ),
    "of-the-noun-and-the-verb": (
        "سوپای میسر دوای کوشتنی دوو مامۆستا لە ٣ی ئاداری ٢٠٢١ گوندەکەی بۆردومان کرد.",
        ["2021-03-03", "2021-03-03"],
    ),
    "days-after-a-noun": ("دوو ڕۆژ لە دوای هێرشەکان سوپای میسر سێ گوندی بۆردومان کرد.", [None, None]),
    "days-before-a-noun": ("سێ ڕۆژ پێش هێرشی میسر بۆ سەر گوندەکە، یۆنان سزای خستە سەر میسر.", [None, None]),
    "days-after-a-noun-told-before": (
        "میسر لە ٢ی ئاداری ٢٠٢١ هێرشی کردە سەر گوندەکە. دوو ڕۆژ لە دوای هێرشەکە یۆنان سزای خستە سەر میسر.",
        ["2021-03-02", "2021-03-02", "2021-03-04"],
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_a_time_belongs_to_its_event(name: str, ckb: Extractor) -> None:
    text, times = TIMES[name]
    assert [event.time.value if event.time else None for event in ckb.extract(text, DAY)] == times


def test_days_counted_from_an_event_noun_are_not_its_time(ckb: Extractor) -> None:
    attack, bombing = ckb.extract(TIMES["days-after-a-noun"][0], DAY)
    assert attack.time is None
    assert bombing.time is not None and bombing.time.text == "دوو ڕۆژ"
