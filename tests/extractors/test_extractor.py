"""The door to the extraction layer: extractors side by side, the same bytes again, and offsets into any text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tewn.extractors.check import check_rules
from tewn.extractors.extractor import Extractor
from tewn.extractors.rules.reader import read_rules
from tewn.ontology.errors import InputError
from tewn.ontology.model import Document, Event, Location, Participant, Span, TimeExpression, event_to_dict

DAY = date(2021, 3, 14)
ARTICLE = (
    "وەزارەتی دەرەوەی سوید دوێنێ هێرشەکەی سەر باڵیۆزخانەکەی لە بەغدا ئیدانە کرد. لارا نۆرێن، وەزیری دەرەوەی سوید، "
    "وتی کە چەکدارەکان دوو کارمەندیان ڕفاندووە.  حکومەتی عێراق ڕەتی دەکاتەوە کە ڕێگەی بە چەکدارەکان دابێت.\n"
    "پۆلیسی عێراق لە 12ی ئادار سێ کەسی دەستگیر کرد."
)


def quotes(event: Event) -> Iterator[Span | Participant | TimeExpression | Location]:
    """All that an event quotes from the text."""
    yield from event.trigger
    for people in (event.actor, event.recipient, event.instrument, event.attribution):
        yield from (person for person in people if person.text is not None)
    yield from (part for part in (event.time, event.place) if part)


def check_offsets(text: str, events: list[Event]) -> None:
    """Every stretch that an event quotes stands where it says."""
    for event in events:
        assert event.trigger
        for part in quotes(event):
            assert part.start is not None and part.end is not None
            assert 0 <= part.start < part.end <= len(text)
            assert text[part.start : part.end] == part.text


# ---- extractors ------------------------------------------------------------------------------------------

OWN_VERB = """
[[rule]]
id = "en.coerce.padlock"
kind = "verb"
lemma = "padlock"
type = "COERCE"
gloss = "close with a padlock"
frame = "transitive"

[[rule.match]]
text = "Peruvian police padlocked a bakery."
actor = "Peruvian police"
recipient = "bakery"

[[rule.match]]
text = "A bakery was padlocked by police."
actor = "police"
recipient = "bakery"

[[rule.no_match]]
text = "The police bought a padlock."
why = "a noun"
"""


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(InputError, match="unknown language 'cbk'; known: ckb"):
        Extractor("cbk")


def test_text_and_document_give_the_same_events(ckb: Extractor) -> None:
    assert ckb.extract(ARTICLE, DAY) == ckb.extract(Document("text", ARTICLE, DAY))


def test_the_same_input_gives_the_same_events(ckb: Extractor) -> None:
    first = [event_to_dict(event) for event in ckb.extract(ARTICLE, DAY)]
    assert first and first == [event_to_dict(event) for event in ckb.extract(ARTICLE, DAY)]
    assert first == [event_to_dict(event) for event in Extractor("ckb").extract(ARTICLE, DAY)]


def test_what_was_read_before_changes_nothing(ckb: Extractor) -> None:
    alone = ckb.extract(ARTICLE, DAY)
    ckb.extract("سوپای میسر هێرشی کردە سەر گوندەکە.", date(2005, 1, 1))
    assert ckb.extract(ARTICLE, DAY) == alone


def test_events_have_ids_of_their_own(ckb: Extractor) -> None:
    ids = [event.id for event in ckb.extract(ARTICLE * 3, DAY)]
    assert ids and len(set(ids)) == len(ids)


def test_events_of_two_documents_have_different_ids(ckb: Extractor) -> None:
    one, two = (ckb.extract(Document(name, ARTICLE, DAY)) for name in ("one", "two"))
    assert not {event.id for event in one} & {event.id for event in two}
    assert [replace(event, id="", document="") for event in one] == [replace(e, id="", document="") for e in two]


RULE = """\
[[rule]]
id    = "ckb.accuse.hero"
kind  = "verb"
type  = "SUPPORT"
gloss = "a rule of a user"
lemma = "کوشتن"
frame = "transitive"

[[rule.match]]
text      = "پۆلیس دزەکەی کوشت."
actor     = "پۆلیس"
recipient = "دزەکە"

[[rule.no_match]]
text = "دزەکە هات."
why  = "another verb"
"""


def test_extractors_with_other_rules_stand_side_by_side(ckb: Extractor, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RULE, encoding="utf-8")
    rules = read_rules([tmp_path / "own.toml"], "ckb", ckb.plover, ckb.language.markers)
    own = Extractor("ckb", rules)
    text = "چەکدارەکان وەزیرەکەیان کوشت."
    before = ckb.extract(text, DAY)
    assert [event.rule for event in own.extract(text, DAY)] == ["ckb.accuse.hero"]
    assert ckb.extract(text, DAY) == before
    assert [event.rule for event in before] == ["ckb.assault.kushtin"]
    assert own.extract("سوپا هێرشی کردە سەر گوندەکە.", DAY) == []


def test_a_rule_brings_along_a_regular_verb_that_the_table_of_forms_lacks(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN_VERB, encoding="utf-8")
    assert check_rules([path], language="en").faults == ()


def test_an_extractor_without_rules_finds_nothing() -> None:
    assert Extractor("ckb", []).extract(ARTICLE, DAY) == []


# ---- any text --------------------------------------------------------------------------------------------


def test_offsets_quote_the_article(ckb: Extractor) -> None:
    events = ckb.extract(ARTICLE, DAY)
    assert len(events) >= 5
    check_offsets(ARTICLE, events)


MESSY = {
    "arabic-letters": "سوپاي توركيا هێرشي كردە سەر گوندەكە.",
    "heh-and-non-joiner": "سوپای تورکیا هێرشی كرده‌ سه‌ر گونده‌كه‌.",
    "tatweel": "سوپـای تورکـیا هێــرشی کــردە سەر گوندەکە.",
    "bidirectional-controls": "\u200fسوپای تورکیا\u200f هێرشی \u202bکردە سەر\u202c گوندەکە\u200e.",
    "no-break-spaces": "سوپای\u00a0تورکیا هێرشی\u00a0کردە سەر\u00a0گوندەکە.",
    "presentation-forms": "ﺳﻮﭘﺎی تورکیا هێرشی کردە سەر گوندەکە.",
    "byte-order-mark": "\ufeffسوپای تورکیا هێرشی کردە سەر گوندەکە.",
    "vowel-marks": "سوپای تورکیا هێرشِی کردە سەرْ گوندەکە.",
    "line-breaks": "\r\n\r\nسوپای تورکیا هێرشی کردە سەر گوندەکە\r\n",
}


@pytest.mark.parametrize("name", MESSY)
def test_other_spellings_give_the_same_event(name: str, ckb: Extractor) -> None:
    (event,) = ckb.extract(MESSY[name], DAY)
    check_offsets(MESSY[name], [event])
    assert (event.type, [p.code for p in event.actor], [p.code for p in event.recipient]) == (
        "ASSAULT",
        ["TUR-MIL"],
        ["TUR-CVL"],
    )


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "؟!", "١", "a", "\u200c", "\ufeff", "\x00", "🙂", "ـ", '"', "((("]
)
def test_scraps_give_no_event(text: str, ckb: Extractor) -> None:
    assert ckb.extract(text, DAY) == []


VOCABULARY = """
    سوپای تورکیا پۆلیس هێرشی هێرش هێرشیان کردە کرد کرا کردووە دەکات نەکرد بکات سەر گوندەکە گوندەکەی لە بە بۆ لەلایەن
    لەگەڵ سوپاوە ئێران عێراق بەغدا دوێنێ ڕۆژی هەینی 7ی شوباتدا ساڵی 2016 سێ دوو کەسی خوێندکاری دەستگیر کوشت کوژران
    داوای دا هەڕەشەی وتی ڕایگەیاند کە و یان بەڵام ئەگەر ئەو ئەوان خۆی وەزیری دەرەوەی سەرۆکی لارا نۆرێن یەکێک لەو بەم
    کوشتنی ڕەتی دەکاتەوە دەستگیرکردنی کوژراو ڕفێندراوەکانی بۆردومانکردنی گەیشتە گەیشتنە داگیر بکەن دەیانەوێت هیچ نییە
"""
WORDS = VOCABULARY.split()
MARKS = [
    "،",
    ".",
    "؟",
    ":",
    '"',
    "«",
    "»",
    "(",
    ")",
    "-",
    "…",
    "\n",
    "  ",
    "\u200c",
    "\u200f",
    "ـ",
    "٣",
    "12/3/2021",
    "BBC",
    "'",
]
SENTENCES = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=40).flatmap(
    lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
)
DAYS = st.dates(date(1000, 1, 1), date(9000, 1, 1))
SLOWLY = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=SENTENCES)
@SLOWLY
def test_words_in_any_order_are_read_and_quoted(text: str, ckb: Extractor) -> None:
    check_offsets(text, ckb.extract(text, DAY))


@given(text=st.text(alphabet=st.sampled_from("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێيكھة\u200c\u200fـ ٠۱2.،\"'\n")))
@SLOWLY
def test_letters_in_any_order_are_read_and_quoted(text: str, ckb: Extractor) -> None:
    check_offsets(text, ckb.extract(text, DAY))


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["No"])), day=DAYS | st.none())
@SLOWLY
def test_any_text_of_any_day_is_read(text: str, day: date | None, ckb: Extractor) -> None:
    check_offsets(text, ckb.extract(text, day))


@given(words=st.lists(st.sampled_from(WORDS), max_size=12), day=DAYS)
@SLOWLY
def test_times_of_any_day_are_resolved_or_left_open(words: list[str], day: date, ckb: Extractor) -> None:
    text = " ".join(["دوێنێ", "مانگی داهاتوو", "10 ساڵ لەمەوبەر", "3ی خاکەلێوە", *words])
    check_offsets(text, ckb.extract(text, day))


@pytest.mark.parametrize(
    ("text", "day"), [("دوێنێ هێرش کرا.", date.min), ("سبەینێ هێرش دەکرێت.", date.max)], ids=["first", "last"]
)
def test_the_first_and_last_day_have_neighbours(text: str, day: date, ckb: Extractor) -> None:
    assert [event.time and event.time.value for event in ckb.extract(text, day)] == [None]


@pytest.mark.parametrize("sign", ["¹", "②", "፩"])
def test_signs_that_are_digits_but_no_decimals_are_read(sign: str, ckb: Extractor) -> None:
    assert ckb.extract(f"لە {sign} شوبات هێرش کرا.", DAY)
