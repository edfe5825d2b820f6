"""Normal form: what becomes one spelling, what stays apart, and that the way back to the original is never lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tewn.extractors.text.normalization import Normalized, Normalizer

JOINERS = "\u200c\u200d\u0640"
INVISIBLE = "\u200b\u200e\u200f\u00ad\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LETTERS = "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ"
FOREIGN = "يىكھہةؤإأ"
MARKS = "\u064b\u064e\u0652\u0654\u0670"
PRESENTATION = "ﻛﻮﺭﺩﯼﻪﻩﷲﷺﻻ\ufe70\ufdfa"
DIGITS = "0٠۰9٩۹"

# Any Unicode at all, and text dense with what the normalizer has something to say about.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
CHARACTERS = JOINERS + INVISIBLE + LETTERS + FOREIGN + MARKS + PRESENTATION + DIGITS + ' .،"«»\n\ud800'
DENSE = st.text(st.sampled_from(CHARACTERS))
TEXTS = st.one_of(ANYTHING, DENSE)
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def spans(done: Normalized) -> list[tuple[int, int]]:
    """The original stretch of each character of a normalised text."""
    return [done.original(i, i + 1) for i in range(len(done.text))]


@RELAXED
@given(text=TEXTS)
@example(text="\ud800نه\u200c")
@example(text="ﻻﷺ")
def test_every_character_has_its_place_in_the_original(normalizer: Normalizer, text: str) -> None:
    done = normalizer(text)
    starts, ends = [start for start, _ in spans(done)], [end for _, end in spans(done)]
    assert all(0 <= start < end <= len(text) for start, end in spans(done))
    assert starts == sorted(starts) and ends == sorted(ends)


@RELAXED
@given(text=TEXTS, data=st.data())
def test_a_stretch_quotes_all_its_characters(normalizer: Normalizer, text: str, data: st.DataObject) -> None:
    done = normalizer(text)
    if not done.text:
        return
    start = data.draw(st.integers(0, len(done.text) - 1))
    end = data.draw(st.integers(start + 1, len(done.text)))
    first, last = done.original(start, end)
    assert all(first <= a and b <= last for a, b in spans(done)[start:end])


@RELAXED
@given(text=TEXTS)
@example(text="نھ")
@example(text="دهَ")
@example(text="د\u200dه")
@example(text="نه\u200f\u200cچ")
@example(text="دهـ\u200c")
def test_normalising_twice_is_normalising_once(normalizer: Normalizer, text: str) -> None:
    once = normalizer(text).text
    again = normalizer(once)
    assert again.text == once
    assert again.starts is None and again.ends is None


@RELAXED
@given(text=TEXTS)
def test_nothing_invisible_is_left(normalizer: Normalizer, text: str) -> None:
    assert not set(normalizer(text).text) & set(JOINERS + INVISIBLE + "\u064b\u064e\u0652")


@RELAXED
@given(text=st.text(st.sampled_from(LETTERS + " .،"), max_size=60))
def test_text_without_a_final_heh_in_normal_form_stays_as_it_is(normalizer: Normalizer, text: str) -> None:
    text = text.replace("ه", "")
    assert normalizer(text) == Normalized(text, None, None)


@RELAXED
@given(word=st.text(st.sampled_from(LETTERS), max_size=12))
@example(word="بووون")
def test_a_key_is_its_own_key(normalizer: Normalizer, word: str) -> None:
    assert normalizer.key(normalizer.key(word)) == normalizer.key(word)


@RELAXED
@given(word=st.text(st.sampled_from(LETTERS), max_size=12))
def test_what_folding_leaves_as_it_is_it_leaves_from_every_beginning(normalizer: Normalizer, word: str) -> None:
    key = normalizer.key(word)
    if normalizer.key(key) == key:
        assert all(normalizer.key(key[:end]) == key[:end] for end in range(len(key)))


@RELAXED
@given(lines=st.lists(TEXTS, max_size=4))
@example(lines=["نه\u200c", "دهـ", "", "ﻻ"])
def test_each_line_is_put_in_normal_form_by_itself(normalizer: Normalizer, lines: list[str]) -> None:
    whole = normalizer("\n".join(lines))
    assert whole.text == "\n".join(normalizer(line).text for line in lines)
    found, at = iter(spans(whole)), 0
    for line in lines:
        alone = spans(normalizer(line))
        assert [next(found) for _ in alone] == [(at + start, at + end) for start, end in alone]
        at += len(line) + 1
        next(found, None)  # the line break


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("نه\u200cوت", "نەوت"),
        ("ئه\u200cم", "ئەم"),
        ("سێیه\u200cم", "سێیەم"),
        ("كوردي", "کوردی"),
        ("پارتى", "پارتی"),
        ("كۆمه\u200cڵه\u200c", "کۆمەڵە"),
        ("كۆمه\u200cڵه", "کۆمەڵە"),
        ("ئێمه.", "ئێمە."),
        ("ھەولێر", "هەولێر"),
        ("هـه\u200cر", "هەر"),
        ("هـەولێر", "هەولێر"),
        ("کـــورد", "کورد"),
        ("شاه", "شاه"),
        ("ڕووه", "ڕووه"),
        ("سپی\u200cپێست", "سپیپێست"),
        ("\u202bکورد\u202c", "کورد"),
        ("کُوردِستان", "کوردستان"),
        ("ﻛﻮﺭﺩ", "کورد"),
        ("۲۰۲۰ و ٢٠٢١", "2020 و 2021"),
        ("«ئازادی»", "“ئازادی”"),
        ("د\u00a0ئازاد", "د ئازاد"),
        ("خانه\u0654 نوێ", "خانەی نوێ"),
        ("ی\u0654ازاد", "ئازاد"),
        ("ئەورو\u0654پا", "ئەورۆپا"),
    ],
)
def test_spellings_become_one(normalizer: Normalizer, text: str, normal: str) -> None:
    assert normalizer(text).text == normal


@pytest.mark.parametrize(
    ("text", "piece", "quoted"),
    [
        ("ئه\u200cم شاره\u200c جوانه\u200c", "شارە", "شاره\u200c"),
        ("کـــورد هات", "کورد", "کـــورد"),
        ("\u202bهەولێر\u202c نزیکە", "هەولێر", "هەولێر"),
        ("لە ﻛﻮﺭﺩستان", "کوردستان", "ﻛﻮﺭﺩستان"),
        ("ساڵی ٢٠٢٠ هات", "2020", "٢٠٢٠"),
    ],
)
def test_pieces_are_quoted_as_they_were_written(normalizer: Normalizer, text: str, piece: str, quoted: str) -> None:
    done = normalizer(text)
    at = done.text.index(piece)
    start, end = done.original(at, at + len(piece))
    assert text[start:end] == quoted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ڕۆژ", "رۆژ"),
        ("ساڵ", "سال"),
        ("حکومەت", "حکوومەت"),
        ("کردوە", "کردووە"),
        ("نییە", "نیە"),
        ("چالاکییەکان", "چالاکیەکان"),
    ],
)
def test_spellings_that_count_as_one_word_have_one_key(normalizer: Normalizer, one: str, other: str) -> None:
    assert normalizer.key(one) == normalizer.key(other)


@pytest.mark.parametrize(("one", "other"), [("ئازادی", "ئازادیی"), ("دەر", "دەڤەر"), ("شەر", "شار")])
def test_different_words_keep_different_keys(normalizer: Normalizer, one: str, other: str) -> None:
    assert normalizer.key(one) != normalizer.key(other)
