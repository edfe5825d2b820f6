"""Event records: the sectors of parties of whom nothing is known but what they do or suffer."""

from __future__ import annotations

import pytest

from tewn.extractors.extractor import Extractor
from tewn.ontology.model import Document

# A sentence, the role, and the code of who fills it.
PRESUMED = {
    "who-is-arrested": ("پۆلیسی یۆنان لارا نۆرێنی دەستگیر کرد.", "recipient", "GRC-CVL"),
    "who-arrests": ("لارا نۆرێن دەستگیر کرا لەلایەن پۆلیسی یۆنانەوە.", "actor", "GRC-COP"),
    "who-is-known": ("پۆلیسی یۆنان دوو ڕۆژنامەنووسی دەستگیر کرد.", "recipient", "GRC-MED"),
    "who-is-condemned": ("میسر لارا نۆرێنی تاوانبار کرد.", "recipient", "EGY-UNK"),
}

# A sentence that names no country, and the code of whom it happens to.
HOMES = {
    "currency": ("دوو کرێکار بە ١٠ ملیۆن تمەن سزا دران و دەستگیر کران.", "IRN-CVL"),
    "calendar": ("ڕۆژی 5ی ڕەزبەر دوو کرێکار دەستگیر کران.", "IRN-CVL"),
    "force": ("هێزە ئیتلاعاتییەکان دوو کرێکاریان دەستگیر کرد.", "IRN-CVL"),
    "named-country-first": ("لە میسر هێزە ئیتلاعاتییەکان دوو کرێکاریان دەستگیر کرد.", "EGY-CVL"),
    "nothing": ("دوو کرێکار دەستگیر کران.", "-CVL"),
}


@pytest.mark.parametrize("name", PRESUMED)
def test_unknown_party_has_the_sector_of_its_role(name: str, ckb: Extractor) -> None:
    text, role, code = PRESUMED[name]
    (event,) = ckb.extract(Document("test", text))
    assert [participant.code for participant in getattr(event, role)] == [code]


@pytest.mark.parametrize("name", HOMES)
def test_what_one_country_has_tells_the_country(name: str, ckb: Extractor) -> None:
    text, code = HOMES[name]
    event = ckb.extract(Document("test", text))[-1]
    assert [participant.code for participant in event.recipient] == [code]
