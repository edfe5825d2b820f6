"""Which sentences are worth reading: all that have an event, and few others."""

from __future__ import annotations

import pytest

from tewn.extractors.engine.triggers import TriggerTest
from tewn.extractors.extractor import Extractor
from tewn.extractors.text.tokens import tokenize
from tewn.ontology.model import Document


@pytest.fixture(scope="module")
def english() -> Extractor:
    """The extractor of English."""
    return Extractor("en")


def is_open(extractor: Extractor, text: str) -> bool:
    """Tell whether a sentence could have a trigger."""
    test = TriggerTest(extractor.index, extractor.language)
    return test([extractor.analyzer(text[a:b]) for a, b in tokenize(text, 0, len(text))])


@pytest.mark.parametrize("text", [
    "پۆلیس هێرشی کردە سەر گوندەکە.",   # a nominal before its light verb
    "پۆلیس هێرشیکردە سەر گوندەکە.",     # in one word with it
    "هێرشەکە بەردەوامە.",                # an event noun
    "دووان کوژران.",                     # a verb
])  # fmt: skip
def test_a_sentence_with_a_whole_trigger_is_read(ckb: Extractor, text: str) -> None:
    assert is_open(ckb, text)


@pytest.mark.parametrize("text", [
    "ئەمڕۆ کەش و هەوا خۆشە.",          # no word of any trigger
    "ئەو پەنجەی خۆی بینی.",             # a word of an idiom without the others
])  # fmt: skip
def test_a_sentence_without_one_is_not(ckb: Extractor, text: str) -> None:
    assert not is_open(ckb, text)
    assert ckb.extract(text) == []


def test_a_light_verb_alone_makes_no_trigger(ckb: Extractor) -> None:
    assert not is_open(ckb, "ئێمە کارەکەمان کرد.")


def test_a_verb_with_particles_wants_them_all(english: Extractor) -> None:
    verb, parts = next((v, words) for v, entries in english.index.phrasal.items() for words, _ in entries)
    assert is_open(english, f"They {verb} {' '.join(parts)}.")


def test_no_event_of_the_examples_is_missed(ckb: Extractor, english: Extractor) -> None:
    for extractor in (ckb, english):
        for rule in extractor.rules[::5]:
            for example in rule.examples:
                if example.why is None:
                    assert is_open(extractor, example.text), (rule.id, example.text)


def test_who_is_told_of_in_sentences_without_events_is_remembered(ckb: Extractor) -> None:
    alone = ckb.extract(Document("a", "بارزانی ئەو هێرشەی ئیدانە کرد."))
    after = ckb.extract(Document("b", "نێچیرڤان بارزانی لە ماڵەوەیە. بارزانی ئەو هێرشەی ئیدانە کرد."))
    assert {p.entity for e in after for p in e.actor} != {p.entity for e in alone for p in e.actor}
