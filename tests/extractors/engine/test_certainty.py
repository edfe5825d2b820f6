"""How sure an event is."""

from __future__ import annotations

import pytest

from tewn.extractors.extractor import Extractor

CERTAINTY = {
    "past": ("سوپا گوندەکەی بۆردومان کرد.", "actual"),
    "present": ("سوپا گوندەکە بۆردومان دەکات.", "actual"),
    "perfect": ("سوپا گوندەکەی بۆردومان کردووە.", "actual"),
    "negated-past": ("سوپا گوندەکەی بۆردومان نەکرد.", "negated"),
    "negated-present": ("سوپا گوندەکە بۆردومان ناکات.", "negated"),
    "negated-perfect": ("سوپا گوندەکەی بۆردومان نەکردووە.", "negated"),
    "negated-passive": ("گوندەکە بۆردومان نەکراوە.", "negated"),
    "negated-fused": ("سوپا گوندەکەی بۆردوماننەکرد.", "negated"),
    "perhaps": ("ڕەنگە سوپا گوندەکە بۆردومان بکات.", "possible"),
    "may": ("لەوانەیە سوپا گوندەکە بۆردومان بکات.", "possible"),
    "if": ("ئەگەر سوپا گوندەکە بۆردومان بکات، شەڕ دەست پێ دەکات.", "possible"),
    "can": ("سوپا دەتوانێت گوندەکە بۆردومان بکات.", "possible"),
    "wants": ("سوپا دەیەوێت گوندەکە بۆردومان بکات.", "possible"),
    "must": ("پێویستە سوپا گوندەکە بۆردومان بکات.", "possible"),
    "so-that": ("سوپا هات بۆ ئەوەی گوندەکە بۆردومان بکات.", "possible"),
    "is-to": ("بڕیارە سوپا گوندەکە بۆردومان بکات.", "future"),
    "decided": ("سوپا بڕیاری دا گوندەکە بۆردومان بکات.", "future"),
    "tomorrow": ("سبەی سوپا گوندەکە بۆردومان دەکات.", "future"),
    "attempt-noun": ("سوپا هەوڵی بۆردومانکردنی گوندەکەی دا.", "possible"),
    "plan-noun": ("پلانی بۆردومانکردنی گوندەکە ئاشکرا بوو.", "future"),
    "considers": ("سوپا بیر لە بۆردومانکردنی گوندەکە دەکاتەوە.", "possible"),
    "noun": ("بۆردومانی گوندەکە بەردەوامە.", "actual"),
    "verbal-noun": ("بۆردومانکردنی گوندەکە بەردەوامە.", "actual"),
    "perhaps-in-another-clause": ("سوپا گوندەکەی بۆردومان کرد، بەڵام ڕەنگە بکشێتەوە.", "actual"),
}


@pytest.mark.parametrize("name", CERTAINTY)
def test_bombing_is_as_certain_as_it_is_said(name: str, ckb: Extractor) -> None:
    text, factuality = CERTAINTY[name]
    found = [event.factuality for event in ckb.extract(text) if event.rule.startswith("ckb.assault.bordumankirdin")]
    assert found == [factuality]


@pytest.mark.xfail(reason="the negation of an adjective that is in the rule's sense is counted again", strict=True)
def test_a_predicate_whose_sense_is_the_negation_is_not_negated(ckb: Extractor) -> None:
    (event,) = ckb.extract("ئێران پابەند نییە بە ڕێکەوتننامەکەوە.")
    assert (event.type, event.factuality) == ("REJECT", "actual")


def test_what_is_denied_is_negated(ckb: Extractor) -> None:
    events = ckb.extract("تورکیا ڕەتی دەکاتەوە کە گوندێکی دهۆکی بۆردومان کردبێت.")
    assert [(event.type, event.factuality) for event in events] == [("REJECT", "actual"), ("ASSAULT", "negated")]


def test_what_is_demanded_is_no_event(ckb: Extractor) -> None:
    events = ckb.extract("میسر داوا لە سوودان دەکات کە دیلەکان ئازاد بکات.")
    assert [event.type for event in events] == ["REQUEST"]


@pytest.mark.xfail(reason="the nominal of an order is taken by the rule for the noun", strict=True)
def test_the_nominal_of_an_order_is_no_report(ckb: Extractor) -> None:
    assert ckb.extract("گوندەکە بۆردومان بکە.") == []


def test_an_order_is_no_report(ckb: Extractor) -> None:
    assert ckb.extract("خوێندکارەکە دەستگیر بکە.") == []
