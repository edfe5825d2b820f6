"""What no news ever is: the extractor bears it, in a time that grows with the length alone."""

from __future__ import annotations

import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tewn.extractors.identify import identify
from tewn.ontology.model import Document

FUZZ = Path(__file__).resolve().parents[2] / "benchmarks" / "fuzz.py"


def load() -> ModuleType:
    """Return the fuzzer's module, whose promises are tested here too."""
    spec = spec_from_file_location("fuzz", FUZZ)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzz = load()
RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)
LANGUAGE = st.sampled_from(fuzz.LANGUAGES)
DAY = st.sampled_from(fuzz.DAYS)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@st.composite
def mixtures(draw: st.DrawFn) -> Document:
    """Words of a language, in groups that tell of events, times and actors, among noise and any characters."""
    language = draw(LANGUAGE)
    groups = [st.sampled_from(group) for group in (*fuzz.words(language), fuzz.NOISE)]
    piece = st.one_of(*groups, st.text(st.characters(exclude_categories=()), min_size=1, max_size=3))
    between = st.sampled_from((" ", " ", " ", ""))
    parts = draw(st.lists(st.tuples(piece, between), max_size=40))
    return Document("d", "".join(part + space for part, space in parts), draw(DAY), language)


@RELAXED
@given(given=mixtures())
def test_words_among_noise_break_no_promise(given: Document) -> None:
    fuzz.check(given)


@RELAXED
@given(text=ANYTHING, language=LANGUAGE, day=DAY)
@example(text="", language="en", day=None)
@example(text="\ud800 Iran attacked \udfff\x00 a village.", language="en", day=None)
def test_any_text_breaks_no_promise(text: str, language: str, day: object) -> None:
    fuzz.check(Document("d", text, day, language))  # type: ignore[arg-type]


@RELAXED
@given(data=st.binary(min_size=1, max_size=400))
def test_the_bytes_of_the_fuzzer_break_no_promise(data: bytes) -> None:
    fuzz.check(fuzz.document(data))


@pytest.mark.parametrize("language", fuzz.LANGUAGES)
def test_every_control_character_between_words_breaks_no_promise(language: str) -> None:
    sentence = "داعش هێرشی کردە سەر گوندێک" if language == "ckb" else "Iran attacked a village"
    controls = [
        chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x2000, 0x2070), *range(0xFFF0, 0x10000))
    ]
    for control in (*controls, "\ud800", "\udfff", "\ufeff", "\u061c", "\U000e0001"):
        for text in (
            sentence.replace(" ", control),
            f"{control}{sentence}{control}",
            sentence.replace("t", f"t{control}"),
        ):
            fuzz.check(Document("d", text, None, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "<p>Iran <b>attacked</b> a&nbsp;village.</p><script>if (a < b) kill()</script>"),
        ("ckb", "<p>داعش <b>هێرشی</b> کردە سەر&nbsp;گوندێک.</p>"),
        ("en", "\u202eIran attacked داعش هێرشی کردە سەر a village\u202c שלום attacked Москва."),
        ("en", "Iranattackedavillage." * 3),
        ("ckb", "داعشهێرشیکردەسەرگوندێک" * 3),
    ],
    ids=["markup", "Kurdish markup", "directions", "no spaces", "no Kurdish spaces"],
)
def test_texts_as_they_come_break_no_promise(language: str, text: str) -> None:
    fuzz.check(Document("d", text, None, language))


@RELAXED
@given(text=ANYTHING)
def test_telling_the_language_of_any_text_gives_one_or_a_reason(text: str) -> None:
    found = identify(text)
    assert found.reason and (found.language is None or found.language.isalpha())


# ---- length --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "cycle"),
    [
        ("ckb", "کرد دەڵێت کوشت "),
        ("ckb", "وەزیر دەڵێت وەزیر وتی هێرش "),
        ("ckb", "دوو ڕۆژ دوای هێرش "),
        ("ckb", "14ی ئازاری 2021 دوێنێ ئێوارە هێرش "),
        ("ckb", "ئێران، وەزیری دەرەوە، هێرش، "),
        ("ckb", '"هێرش '),
        ("en", "the minister said rebels attacked "),
        ("en", "two days after the attack "),
        ("en", "14 March 2021 yesterday evening attack "),
        ("en", "the attack of the president of the minister of "),
        ("en", '"attack '),
    ],
)
def test_an_endless_sentence_takes_no_endless_time(language: str, cycle: str) -> None:
    extractor = fuzz.extractor(language)
    text = cycle * (2000 // len(cycle.split()))
    begin = time.process_time()
    events = extractor.extract(Document("endless", text))
    assert time.process_time() - begin < 6  # seconds; where each word is compared with all others it is minutes
    assert events


@pytest.mark.parametrize("cycle", ["a", "ە", "ه\u0654", "\u200c", "1", "!", "a@", "<a ", "\ufdfa", "\ud800", " "])
@pytest.mark.parametrize("language", fuzz.LANGUAGES)
def test_a_word_without_end_takes_no_endless_time(language: str, cycle: str) -> None:
    text = (
        f"Iran attacked {cycle * 20_000} village" if language == "en" else f"داعش هێرشی کردە سەر {cycle * 20_000} گوند"
    )
    begin = time.process_time()
    identify(text)
    fuzz.extractor(language).extract(Document("endless", text))
    assert time.process_time() - begin < 4  # seconds
