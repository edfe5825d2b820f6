"""Sentence ends: what ends one, what only looks like an end."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tewn.extractors.text.sentences import LONGEST, SentenceSplitter
from tewn.extractors.text.tokens import tokenize

RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def sentences(splitter: SentenceSplitter, text: str) -> list[str]:
    """The sentences as strings."""
    return [text[s.start : s.end] for s in splitter(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["ئازاد هات.", "نازدار ڕۆیشت."],
        ["کێ هات؟", "کەس نەهات!"],
        ["بارزان گەیشت", "دوو کەس بریندار بوون"],
    ],
    ids=["stops", "marks", "headlines"],
)
@pytest.mark.parametrize("between", ["\n", "\n\n", "  ", "\r\n", " \n "])
def test_sentences_end_at_marks_line_breaks_and_double_spaces(
    splitter: SentenceSplitter, parts: list[str], between: str
) -> None:
    assert sentences(splitter, between.join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "د. ئازاد وەزیری تەندروستی هات.",
        "پێشمەرگە م. نازدار ڕۆیشت.",
        "لە ساڵی 700ی پ.ز. شارەکە دروستکرا.",
        "نرخی نەوت گەیشتە 71.5 دۆلار.",
        "کاتژمێر 14.30 دەستی پێکرد.",
        "ژمارەکە 1.250.000 دۆلارە.",
        "ماڵپەڕی example.org بڵاوی کردەوە.",
        "ئاسۆ، نازدار و بارزان هاتن.",
        "سێ شت: نان، ئاو و ئازادی.",
    ],
)
def test_one_sentence_stays_whole(splitter: SentenceSplitter, text: str) -> None:
    assert sentences(splitter, text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('بارزان وتی "دێم." پاشان ڕۆیشت.', ['بارزان وتی "دێم."', "پاشان ڕۆیشت."]),
        ("بارزان وتی “دێم.” پاشان ڕۆیشت.", ["بارزان وتی “دێم.”", "پاشان ڕۆیشت."]),
        ("(ئازاد هات.) نازدار نەهات.", ["(ئازاد هات.)", "نازدار نەهات."]),
        ("هات... ڕۆیشت.", ["هات...", "ڕۆیشت."]),
        ("هات… ڕۆیشت.", ["هات…", "ڕۆیشت."]),
        ("هات؟! ڕۆیشت.", ["هات؟!", "ڕۆیشت."]),
        ("ئازاد هات؛ نازدار ڕۆیشت.", ["ئازاد هات؛", "نازدار ڕۆیشت."]),
        ("ئەمە ساڵی 2014. ئەوە ساڵی 2015.", ["ئەمە ساڵی 2014.", "ئەوە ساڵی 2015."]),
    ],
)
def test_closing_quotes_and_runs_of_marks_belong_to_the_sentence_they_end(
    splitter: SentenceSplitter, text: str, parts: list[str]
) -> None:
    assert sentences(splitter, text) == parts


@pytest.mark.parametrize("text", ["ئازاد و  نازدار هاتن.", "ئازاد لە  هەولێر دەژی.", "نازدار بۆ  ماڵەوە ڕۆیشت."])
def test_a_double_space_after_a_word_that_cannot_end_a_sentence_is_a_slip(
    splitter: SentenceSplitter, text: str
) -> None:
    assert sentences(splitter, text) == [text]


def test_only_double_spaces_end_softly(splitter: SentenceSplitter) -> None:
    assert [s.soft for s in splitter("ئازاد هات  نازدار ڕۆیشت\nبارزان مایەوە. کۆتایی")] == [True, False, False, False]


CHARACTERS = st.one_of(st.sampled_from('ئازاد دپم.؟!…؛"”»)\n\r  37'), st.characters(exclude_categories=()))


@RELAXED
@given(text=st.text(CHARACTERS, max_size=60))
@example(text="...")
@example(text="\ud800.  \n")
def test_nothing_but_white_space_is_lost(splitter: SentenceSplitter, text: str) -> None:
    position = 0
    for stretch in splitter(text):
        assert position <= stretch.start < stretch.end <= len(text)
        assert not text[position : stretch.start].strip()
        assert text[stretch.start : stretch.end] == text[stretch.start : stretch.end].strip()
        position = stretch.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    "cycle", ["ئازاد ", "ئازاد، نازدار ", "،", "(«", "ئازاد12"], ids=["words", "commas", "marks", "open", "glued"]
)
def test_an_endless_sentence_is_cut_and_nothing_of_it_lost(splitter: SentenceSplitter, cycle: str) -> None:
    text = cycle * 1000
    stretches = splitter(text)
    tokens = [span for s in stretches for span in tokenize(text, s.start, s.end)]
    assert tokens == tokenize(text, 0, len(text))
    assert len(stretches) > 1 and all(len(tokenize(text, s.start, s.end)) <= LONGEST for s in stretches)


def test_an_endless_sentence_is_cut_after_a_mark_where_it_has_one(splitter: SentenceSplitter) -> None:
    text = "ئازاد " * (LONGEST - 20) + "هات، " + "نازدار " * 30
    first, second = sentences(splitter, text)
    assert first.endswith("هات،") and second.startswith("نازدار")


def test_a_long_sentence_of_news_stays_whole(splitter: SentenceSplitter) -> None:
    text = "ئازاد هات، " * (LONGEST // 3)
    assert sentences(splitter, text) == [text.strip()]


@pytest.mark.parametrize("run", ["!", ".", '!"', "؟!", " ", "«"])
def test_a_long_run_of_marks_is_read_once(splitter: SentenceSplitter, run: str) -> None:
    begin = time.process_time()
    splitter(run * 40_000 + "ئ")
    assert time.process_time() - begin < 1  # second; each mark against all others takes many
