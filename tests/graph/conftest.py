"""Hand-made documents and events for the tests of the graph layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tewn.graph import CodedDocument
from tewn.graph.merge import merge
from tewn.ontology.model import Document, Event, Location, Participant, Span, TimeExpression
from tewn.ontology.plover import load_plover

SORANI = (
    "دوێنێ سوپای ئاراستان بە ڕۆکێت هێرشی کردە سەر بنکەیەکی هێزەکانی دەلاوا لە شاری گولان. "
    "وەزارەتی دەرەوەی دەلاوا دەڵێت ئاراستان باڵیۆزخانەکەی سووتاندووە، بەڵام ئاراستان ئەوەی ڕەت کردەوە."
)
ENGLISH = (
    "The gunmen shelled a market near Golan. Aldova says Meria burned its embassy, "
    "which Meria denies having burned; Aldova may expel two envoys. Aldova and Meria met on Monday."
)

MAKER = Path(__file__).resolve().parents[2] / "benchmarks" / "graphs.py"


@pytest.fixture(scope="session")
def made() -> tuple[CodedDocument, ...]:
    """Eighty made-up documents of a few events each, with actors and places of the registry."""
    spec = spec_from_file_location("made_up_documents", MAKER)
    assert spec and spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return tuple(islice(module.Maker().documents(), 80))


@pytest.fixture(scope="session")
def documents() -> tuple[Document, ...]:
    """A Sorani and an English document."""
    return (
        Document(
            "ckb-1",
            SORANI,
            date(2026, 11, 20),
            "ckb",
            source="ڕۆژنامەی نموونە",
            url="https://news.example/1?a=b&c=<d>",
            title="هێرش بۆ سەر بنکەیەک",
        ),
        Document("en-1", ENGLISH, date(2026, 11, 21), "en", source="Example Press"),
    )


@pytest.fixture(scope="session")
def make(documents: tuple[Document, ...]) -> Callable[..., Event]:
    """Build an event from words that stand in one of the documents."""
    texts = {document.id: document for document in documents}

    def place_of(document: str, words: str) -> tuple[str, int, int]:
        start = texts[document].text.index(words)
        return words, start, start + len(words)

    def participants(document: str, given: list[tuple[str, ...]]) -> tuple[Participant, ...]:
        return tuple(Participant(*place_of(document, words), *rest) for words, *rest in given)

    def build(id: str, document: str, type: str, trigger: list[str], /, **fields: Any) -> Event:
        mode = fields.pop("mode", None)
        for role in ("actor", "recipient", "instrument", "attribution"):
            fields[role] = participants(document, fields.get(role, []))
        if "time" in fields:
            words, value = fields["time"]
            fields["time"] = TimeExpression(*place_of(document, words), value)
        if "place" in fields:
            words, *rest = fields["place"]
            fields["place"] = Location(*place_of(document, words), *rest)
        plover = load_plover()
        event = Event(
            id=id,
            document=document,
            language=texts[document].language or "en",
            sentence=0,
            type=type,
            mode=mode,
            contexts=(),
            cameo=plover.to_cameo(type, mode),
            quad=plover.quad(type),
            score=plover.score(type, mode),
            factuality="actual",
            trigger=tuple(Span(*place_of(document, words)) for words in trigger),
            lemma=trigger[0],
            actor=(),
            recipient=(),
            instrument=(),
            attribution=(),
            time=None,
            place=None,
            rule=f"{texts[document].language}.{type.lower()}.test",
        )
        return replace(event, **fields)

    return build


@pytest.fixture(scope="session")
def events(make: Callable[..., Event]) -> tuple[Event, ...]:
    """A plain attack, a disputed one with its denial, an agentless one, a possible one and a meeting."""
    arastan = ("ئاراستان", "ARS-GOV", "ars", "Arastan")
    embassy = ("باڵیۆزخانەکەی", "DLW-GOV", "dlw-embassy")
    return (
        make(
            "k1",
            "ckb-1",
            "ASSAULT",
            ["هێرشی کردە سەر"],
            mode="heavy-weapons",
            contexts=("military", "territory"),
            actor=[("سوپای ئاراستان", "ARS-MIL", "ars-army", "Army of Arastan")],
            recipient=[("هێزەکانی دەلاوا", "DLW-MIL")],
            instrument=[("ڕۆکێت", "")],
            time=("دوێنێ", "2026-11-19"),
            place=("شاری گولان", "golan", 36.19, 44.01),
        ),
        make(
            "k2",
            "ckb-1",
            "ASSAULT",
            ["سووتاندووە"],
            mode="destroy",
            actor=[arastan],
            recipient=[embassy],
            attribution=[("وەزارەتی دەرەوەی دەلاوا", "DLW-GOV")],
        ),
        make(
            "k3",
            "ckb-1",
            "ASSAULT",
            ["ڕەت کردەوە"],
            factuality="negated",
            actor=[arastan],
            recipient=[embassy],
            attribution=[arastan],
        ),
        make("e1", "en-1", "ASSAULT", ["shelled"], recipient=[("a market", "-CVL")], place=("Golan",)),
        make(
            "e2",
            "en-1",
            "SANCTION",
            ["expel"],
            mode="expel",
            factuality="possible",
            actor=[("Aldova", "ALD-GOV", "ald")],
            recipient=[("two envoys", "MER-GOV")],
        ),
        make(
            "e3",
            "en-1",
            "CONSULT",
            ["met"],
            actor=[("Aldova", "ALD-GOV", "ald"), ("Meria", "MER-GOV", "mer")],
            time=("Monday", "2026-11-16"),
        ),
    )


@pytest.fixture(scope="session")
def ids(events: tuple[Event, ...], documents: tuple[Document, ...]) -> Mapping[str, str]:
    """The id of the event that each record is a report of.

    The shelled market is nobody in particular, so that its event is named by its report; all others have a key.
    """
    return {report.id: event.id for event in merge(events, documents) for report in event.reports}
