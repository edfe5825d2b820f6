"""What a page knows is what the records say, with every number leading to what it means."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tewn.graph import merge
from tewn.graph.look import LANGUAGES, look, messages
from tewn.graph.network import actor_node
from tewn.graph.paired import paired_events
from tewn.graph.payload import STATUSES, payload
from tewn.graph.rdf import CodedDocument
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, TimeExpression

Events = tuple[Event, ...]
Documents = tuple[Document, ...]


@pytest.fixture(scope="module")
def shown(events: Events, documents: Documents) -> dict[str, Any]:
    return payload(events, documents)


def test_each_language_of_the_interface_has_every_message() -> None:
    words = messages()
    assert {*LANGUAGES, "same_letters"} == set(words)
    keys = {language: set(words[language]) for language in LANGUAGES}
    assert keys["ckb"] == keys["en"]
    for key, value in words["en"].items():
        other = words["ckb"][key]
        assert type(value) is type(other), key
        if isinstance(value, dict):
            assert set(value) == set(other) == {"one", "other"}
        elif isinstance(value, str):
            assert _braces(value) == _braces(other), key
    assert len(words["ckb"]["month_names"]) == len(words["en"]["month_names"]) == 12


def test_light_and_dark_have_the_same_colours_one_for_each_kind() -> None:
    assert list(look()["light"]) == list(look()["dark"])
    kinds = [name for name in look()["light"] if name.startswith("kind-")]
    assert len(kinds) == len(look()["kinds"]) + 1


def _braces(message: str) -> set[str]:
    return {part.partition("}")[0] for part in message.split("{")[1:]}


def test_events_are_the_merged_ones(shown: dict[str, Any], events: Events, documents: Documents) -> None:
    merged = {event.id: event for event in merge(events, documents)}
    rows = shown["events"]
    assert set(rows["id"]) == set(merged)
    for number, identifier in enumerate(rows["id"]):
        event = merged[identifier]
        assert (rows["type"][number], rows["mode"][number]) == (event.type, event.mode)
        assert rows["contexts"][number] == list(event.contexts)
        start, stop = rows["reports"][number]
        assert stop - start == len(event.reports)


def test_pairs_are_those_of_the_network(shown: dict[str, Any], events: Events, documents: Documents) -> None:
    told = {one.event.id: one for one in paired_events(events, documents)}
    actors = shown["actors"]

    def node(number: int | None) -> str | None:
        return None if number is None else actors[number]["node"]

    for identifier, pairs in zip(shown["events"]["id"], shown["events"]["pairs"], strict=True):
        assert [(node(a), node(r), bool(plain)) for a, r, plain in pairs] == [
            (p.actor and actor_node(p.actor), p.recipient and actor_node(p.recipient), p in told[identifier].plain)
            for p in told[identifier].pairs
        ]


def test_every_mark_quotes_its_words(shown: dict[str, Any], events: Events, documents: Documents) -> None:
    by_rule = {event.rule + event.lemma: event for event in events}
    reports = shown["reports"]
    assert len(reports["text"]) == len(events)
    for number, marks in enumerate(reports["marks"]):
        text = shown["texts"][reports["text"][number]].encode("utf-16-le")
        words = [
            (shown["roles"][role], text[2 * start : 2 * end].decode("utf-16-le"))
            for start, end, role in zip(*[iter(marks)] * 3, strict=True)
        ]
        event = by_rule[shown["rules"][reports["rule"][number]] + reports["lemma"][number]]
        for span in event.trigger:
            assert ("trigger", span.text) in words
        for role in ("actor", "recipient"):
            for participant in getattr(event, role):
                assert participant.text is None or (role, participant.text) in words


def test_statuses(make: Callable[..., Event], documents: Documents) -> None:
    def status(*factualities: str) -> str:
        people = {
            "actor": [("سوپای ئاراستان", "ARS-MIL", "ars-army")],
            "recipient": [("بنکەیەکی هێزەکانی دەلاوا", "DLW-MIL", "dlw-base")],
        }
        records = [
            make(f"k{n}", "ckb-1", "ASSAULT", ["هێرشی کردە سەر"], factuality=factuality, rule=f"r{n}", **people)
            for n, factuality in enumerate(factualities)
        ]
        found = {STATUSES[number] for number in payload(records, documents)["events"]["status"]}
        assert len(found) == 1, found
        return found.pop()

    assert status("actual") == "actual"
    assert status("negated") == "negated"
    assert status("actual", "negated") == "disputed"
    assert status("future") == "future"
    assert status("possible") == "possible"


@pytest.mark.parametrize(
    ("value", "published", "at"),
    [
        ("2026-11-19", date(2026, 11, 20), date(2026, 11, 19)),
        ("2026-11", date(2026, 12, 20), date(2026, 11, 1)),
        ("2026", date(2026, 12, 20), date(2026, 12, 20)),
        ("2025", date(2026, 12, 20), None),
        (None, date(2026, 12, 20), date(2026, 12, 20)),
        (None, None, None),
    ],
)
def test_where_an_event_stands_in_time(
    events: Events, documents: Documents, value: str | None, published: date | None, at: date | None
) -> None:
    time = TimeExpression("دوێنێ", 0, 5, value) if value else None
    found = payload([replace(events[0], time=time)], [replace(documents[0], date=published)])["events"]
    assert found["at"] == [at and at.toordinal() - date(1970, 1, 1).toordinal()]
    assert found["told"] == [int(value is not None)]


def test_only_the_strongest_have_a_place_in_the_network(made: tuple[CodedDocument, ...]) -> None:
    events = [event for one in made for event in one.events]
    texts = [one.document for one in made if one.document]
    few, all_ = payload(events, texts, strongest=10), payload(events, texts)
    placed = [actor["node"] for actor in few["actors"] if "at" in actor]
    assert len(placed) == 10
    counts: dict[str, int] = {}
    for pairs in all_["events"]["pairs"]:
        for number in {number for pair in pairs for number in pair[:2] if number is not None}:
            node = all_["actors"][number]["node"]
            counts[node] = counts.get(node, 0) + 1
    least = min(counts[node] for node in placed)
    assert all(count <= least for node, count in counts.items() if node not in placed)
    assert few["events"] == all_["events"]


def test_the_same_records_in_any_order_give_the_same_page(made: tuple[CodedDocument, ...]) -> None:
    events = [event for one in made for event in one.events]
    texts = [one.document for one in made if one.document]
    assert json.dumps(payload(events, texts)) == json.dumps(payload(events[::-1], texts[::-1]))


def test_faulty_records_are_refused(events: Events, documents: Documents) -> None:
    with pytest.raises(GraphError, match="unknown PLOVER type"):
        payload([replace(events[0], type="NONSENSE")], documents)
