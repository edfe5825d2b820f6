"""The questions by name, on a few events whose answers can be told by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from tewn.graph import NAMED, Answer, Filters, GraphStore, Iri, as_csv, as_json, as_table, named_query, to_rdf, weave
from tewn.graph.rdf import group
from tewn.ontology.errors import GraphError
from tewn.ontology.model import Document, Event, Location, Participant, Span, TimeExpression
from tewn.ontology.plover import load_plover
from tewn.ontology.registry import load_registry
from tewn.ontology.vocabulary import DATA

TEXT = "they did it there and then, and others"


def who(name: str) -> Participant:
    """A participant by the id of the registry, or by words and a code joined with a slash."""
    entity = load_registry().get(name)
    if entity is not None:
        return Participant("they", 0, 4, entity.code, entity.id, entity.label("en"))
    words, _, code = name.partition("/")
    return Participant(words, TEXT.index(words), TEXT.index(words) + len(words), code)


def happening(document: str, type: str, actor: str, recipient: str, **fields: Any) -> Event:
    """An event; participants are names joined with `+`."""
    time, place = fields.pop("time", None), fields.pop("place", None)
    plover = load_plover()
    given: dict[str, Any] = {
        "id": f"{document}-{type}-{fields.get('factuality', 'actual')}",
        "document": document,
        "language": "en",
        "sentence": 0,
        "type": type,
        "mode": None,
        "contexts": (),
        "cameo": None,
        "quad": plover.quad(type),
        "score": plover.score(type, None),
        "factuality": "actual",
        "trigger": (Span("did it", 5, 11),),
        "lemma": "do",
        "actor": tuple(map(who, actor.split("+"))) if actor else (),
        "recipient": tuple(map(who, recipient.split("+"))) if recipient else (),
        "instrument": (),
        "attribution": (),
        "time": TimeExpression("then", 22, 26, time) if time else None,
        "place": Location("there", 12, 17, *place) if place else None,
        "rule": "en.test",
    }
    return Event(**given | fields)


PUBLISHED = {
    "attack": ("2021-01-10", "Paper"),
    "again": ("2021-01-20", "Paper"),
    "guards": ("2021-02-27", "Wire"),
    "talks": ("2022-03-01", "Wire"),
    "undated": (None, None),
    "disputed": ("2021-06-02", "Wire"),
    "denial": ("2021-01-11", "Wire"),
    "plan": ("2021-07-01", "Paper"),
    "days": ("2021-05-01", "Paper"),
    "gunmen": ("2020-12-31", None),
}
DOCUMENTS = [
    Document(name, TEXT, date.fromisoformat(day) if day else None, "en", source=source)
    for name, (day, source) in PUBLISHED.items()
]
# fmt: off
EVENTS = [
    happening("attack", "ASSAULT", "irn", "usa", time="2021-01-05", score=-8.0, place=("irq-erbil", 36.2, 44.0)),
    happening("again", "ASSAULT", "irn", "usa", score=-5.0),
    happening("guards", "ASSAULT", "irn-irgc", "usa", time="2021-02", score=-9.5),
    happening("talks", "CONSULT", "tur+irq", ""),
    happening("undated", "ACCUSE", "usa", "irn", attribution=(who("usa"),)),
    happening("disputed", "ASSAULT", "irn", "tur", attribution=(who("tur"),)),
    happening("disputed", "ASSAULT", "irn", "tur", factuality="negated", attribution=(who("irn"),), sentence=1),
    happening(
        "denial", "ASSAULT", "irn", "usa", time="2021-01-05", factuality="negated", attribution=(who("irn"),),
        place=("irq-erbil", 36.2, 44.0),
    ),
    happening("plan", "SANCTION", "usa", "irn", factuality="future"),
    happening("plan", "COERCE", "usa", "irn", factuality="possible", sentence=1),
    happening("days", "PROTEST", "they/IRN-CVL", "irn", time="2021-03-28/2021-04-02"),
    happening("gunmen", "ASSAULT", "they/-REB", "others/-CVL", place=("irq-mosul", 36.3, 43.1)),
]
# fmt: on


@pytest.fixture(scope="module")
def graph() -> Graph:
    return to_rdf(EVENTS, DOCUMENTS)


Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def ask(graph: Graph) -> Ask:
    """Ask a question and return the rows, without the identifiers at their ends."""

    def ask(name: str, **filters: Any) -> list[tuple[Any, ...]]:
        answer = named_query(graph, name, Filters(**filters))
        kept = [at for at, column in enumerate(answer.columns) if not column.endswith("_id")]
        return [tuple(row[at] for at in kept) for row in answer.rows]

    return ask


# ---------------------------------------------------------------- the questions


def test_actors_are_counted_with_what_they_do_and_what_is_done_to_them(ask: Ask) -> None:
    found = {row[0]: row[1:] for row in ask("actors")}
    assert found["Iran"] == ("IRN-GOV", 2, 2, -6.5)
    assert found["United States"] == ("USA-GOV", 1, 3, -3.0)
    assert found["Islamic Revolutionary Guard Corps"] == ("IRN-MIL", 1, 0, -9.5)
    assert found["Iraq"] == ("IRQ-GOV", 1, 0, 2.5)
    assert "others" in found
    assert [row[2] + row[3] for row in ask("actors")][:2] == [4, 4]


def test_dyads_by_month(ask: Ask) -> None:
    rows = ask("dyads")
    assert ("Iran", "United States", "2021-01", 2, -6.5) in rows
    assert ("Islamic Revolutionary Guard Corps", "United States", "2021-02", 1, -9.5) in rows
    assert ("United States", "Iran", None, 1, -3.0) in rows
    assert ("they", "Iran", "2021-03", 1, -5.0) in rows
    assert ("they", "others", "2020-12", 1, -9.0) in rows
    assert not any(row[:2] == ("Iran", "Türkiye") for row in rows)
    assert rows[0][3] == 2


@pytest.mark.parametrize(
    ("period", "rows"),
    [
        ("day", [("2021-01-05", 1, -8.0), ("2021-01-20", 1, -5.0)]),
        ("month", [("2021-01", 2, -6.5)]),
        ("year", [("2021", 2, -6.5)]),
        ("all", [(2, -6.5)]),
    ],
)
def test_dyads_by_period(ask: Ask, period: str, rows: list[tuple[Any, ...]]) -> None:
    found = ask("dyads", by=period, actor="actor:irn", recipient="usa")
    mine = [row for row in found if row[0] == "Iran"]
    assert sorted(row[2:] for row in mine) == rows


def test_those_who_meet_do_it_to_each_other(ask: Ask) -> None:
    assert {row[:4] for row in ask("dyads", type="CONSULT")} == {
        ("Iraq", "Türkiye", "2022-03", 1),
        ("Türkiye", "Iraq", "2022-03", 1),
    }


def test_timeline_counts_events_once(ask: Ask) -> None:
    assert ask("timeline", by="year") == [
        (None, 1, 0, 1, -3.0),
        ("2020", 1, 0, 1, -9.0),
        ("2021", 4, 0, 4, -6.88),
        ("2022", 1, 1, 0, 2.5),
    ]
    assert ask("timeline", by="all") == [(7, 1, 6, -5.29)]


def test_events_have_their_words_their_reports_and_documents(ask: Ask) -> None:
    [told] = ask("events", first=date(2021, 1, 1), last=date(2021, 1, 9))
    assert told == (
        "2021-01-05", "ASSAULT", "Iran", "United States", "actual; negated", "Erbil", 2, 2, "did it",
    )  # fmt: skip
    assert len(ask("events")) == 10
    assert [row[0] for row in ask("events")] == sorted((row[0] for row in ask("events")), key=lambda day: day or "")


def test_sources_are_publishers_and_speakers(ask: Ask) -> None:
    assert ask("sources") == [
        ("Paper", "publisher", 4, 5, 5, 0),
        ("Wire", "publisher", 4, 5, 4, 2),
        (None, "publisher", 2, 2, 2, 0),
        ("Iran", "speaker", 2, 2, 2, 2),
        ("Türkiye", "speaker", 1, 1, 1, 0),
        ("United States", "speaker", 1, 1, 1, 0),
    ]


def test_contradictions_say_who_affirms_and_who_denies(ask: Ask) -> None:
    assert ask("contradictions") == [
        ("2021-01-05", "ASSAULT", "Iran", "United States", "Paper", "Iran"),
        ("2021-06-02", "ASSAULT", "Iran", "Türkiye", "Türkiye", "Iran"),
    ]


# ---------------------------------------------------------------- filters


COUNTED: dict[str, tuple[dict[str, Any], int]] = {
    "actor": ({"actor": "Iran"}, 4),  # with its guards
    "actor by identifier": ({"actor": "irn"}, 4),
    "recipient": ({"recipient": "USA"}, 3),
    "involving": ({"involving": "USA"}, 6),
    "actor and recipient": ({"actor": "USA", "recipient": "Iran"}, 3),
    "actor and involving": ({"actor": "USA", "involving": "TUR"}, 0),
    "type": ({"type": "ASSAULT"}, 5),
    "type that nobody did": ({"type": "AID"}, 0),
    "factuality": ({"factuality": "negated"}, 2),
    "future": ({"factuality": "future"}, 1),
    "possible": ({"factuality": "possible"}, 1),
    "any": ({"factuality": "any"}, 10),
    "place": ({"place": "Erbil"}, 1),
    "country of places": ({"place": "IRQ"}, 2),
    "from": ({"first": date(2021, 6, 2)}, 4),
    "to": ({"last": date(2021, 1, 20)}, 3),
    "a day of the month that is told": ({"first": date(2021, 2, 14), "last": date(2021, 2, 14)}, 1),
    "a day of the interval": ({"first": date(2021, 4, 1), "last": date(2021, 4, 1)}, 1),
    "a day after the interval": ({"first": date(2021, 4, 3), "last": date(2021, 4, 30)}, 0),
    "the day of publication, where another is told": ({"first": date(2021, 1, 10), "last": date(2021, 1, 10)}, 0),
    "limit": ({"limit": 3}, 3),
    "limit of none": ({"limit": 0}, 0),
    "all together": (
        {"actor": "Iran", "recipient": "USA", "type": "ASSAULT", "place": "Erbil", "first": date(2021, 1, 5)}, 1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", COUNTED)
def test_events_are_filtered(ask: Ask, case: str) -> None:
    filters, count = COUNTED[case]
    assert len(ask("events", **filters)) == count


def test_disputed_events_count_only_where_their_factuality_is_asked_for(ask: Ask) -> None:
    assert ask("dyads", recipient="TUR") == []
    assert ask("dyads", recipient="TUR", factuality="actual") == [("Iran", "Türkiye", "2021-06", 1, -9.0)]
    assert ask("dyads", recipient="TUR", factuality="negated") == [("Iran", "Türkiye", "2021-06", 1, -9.0)]
    assert ask("timeline", by="all", factuality="any") == [(10, 1, 9, -5.95)]


def test_names_come_in_a_language(ask: Ask) -> None:
    assert ask("dyads", actor="USA", language="ckb")[0][:2] == ("ویلایەتە یەکگرتووەکان", "ئێران")
    assert ask("dyads", actor="USA", language="xx")[0][:2] == ("United States", "Iran")
    assert ask("events", type="CONSULT", language="ckb")[0][2] == "عێراق; تورکیا"


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"type": "ASSULT"}, r"unknown PLOVER type 'ASSULT' \(did you mean 'ASSAULT'\?\); known are AGREE, "),
        ({"type": "assault"}, "unknown PLOVER type 'assault'.*known are AGREE, "),
        ({"factuality": "negative"}, r"unknown factuality 'negative' \(did you mean 'negated'\?\); known are actual, "),
        ({"by": "week"}, "unknown period 'week'; known are day, month, year, all"),
        ({"first": date(2021, 2, 1), "last": date(2021, 1, 1)}, "the first day, 2021-02-01, is after the last, 2021-0"),
        ({"limit": -1}, "-1 is no number of rows"),
        ({"actor": "Irann"}, r"no actor of the graph is 'Irann' \(did you mean 'Iran'\?\); give a name, a code"),
        ({"recipient": "XYZ"}, "no actor of the graph is 'XYZ'"),
        ({"involving": ""}, "no actor of the graph is ''"),
        ({"place": "Erbl"}, r"no place of the graph is 'Erbl' \(did you mean 'Erbil'\?\)"),
        ({"place": "usa"}, "no place of the graph is 'usa'"),
        ({"actor": "place:irq-erbil"}, "no actor of the graph is 'place:irq-erbil'"),
    ],
)
@pytest.mark.parametrize("name", NAMED)
def test_filter_with_a_value_that_does_not_exist_is_an_error(
    graph: Graph, name: str, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(GraphError, match=message):
        named_query(graph, name, Filters(**filters))


def test_unknown_question_is_an_error(graph: Graph) -> None:
    with pytest.raises(GraphError, match=r"no question has the name 'dyad' \(did you mean 'dyads'\?\); known are act"):
        named_query(graph, "dyad")


@pytest.mark.parametrize("name", NAMED)
def test_empty_graph_has_an_empty_answer(tmp_path: Path, name: str) -> None:
    weave([], tmp_path / "empty.ttl")
    weave([], f"{tmp_path}/empty/")
    answers = [named_query(place, name) for place in (Graph(), tmp_path / "empty.ttl", tmp_path / "empty")]
    assert answers[0].rows == ()
    assert answers[0] == answers[1] == answers[2]
    for show in (as_table, as_csv, as_json):
        show(answers[0])


# ---------------------------------------------------------------- many documents, strange names


def test_event_that_many_documents_tell_of_is_one(tmp_path: Path) -> None:
    events, documents = [], []
    for number in range(150):
        name = f"d{number:03}"
        documents.append(Document(name, TEXT, date(2021, 1, 6), "en", source="Paper"))
        events.append(happening(name, "ASSAULT", "irn", "usa", time="2021-01-05", place=("irq-erbil", 36.2, 44.0)))
    weave(group(events, documents), f"{tmp_path}/news/")
    with GraphStore(tmp_path / "news") as opened:
        assert len(list(opened.store.named_graphs())) == 150
    assert named_query(tmp_path / "news", "timeline", Filters(type="ASSAULT", actor="Iran")).rows == (
        ("2021-01", 1, 0, 1, -9.0),
    )
    [told] = named_query(tmp_path / "news", "events").rows
    assert told[:9] == ("2021-01-05", "ASSAULT", "Iran", "United States", "actual", "Erbil", 150, 150, "did it")
    assert named_query(tmp_path / "news", "sources").rows == (("Paper", "publisher", 150, 150, 1, 0),)


BREAKING = [
    'q"uote', "it's", "back\\slash", "a\\u0022b", "new\nline", "tab\t", "> <http://x", "x } UNION { ?s ?p ?o", "\u0000",
    "😀", "\u202eltr", "{}", "?x", "#", "a" * 10_000, "éé", "\ufffe", "%s",
]  # fmt: skip


@pytest.mark.parametrize("name", BREAKING, ids=range(len(BREAKING)))
def test_names_that_break_iris_or_strings_are_names_like_others(name: str, tmp_path: Path) -> None:
    strange = Participant(name, 0, len(name), "IRN-CVL", label=name)
    place = Location(name, 0, len(name))
    document = Document("d", name + TEXT, date(2021, 1, 1), "en", source=name)
    event = replace(
        happening("d", "ASSAULT", "", ""),
        trigger=(Span(name[:1], 0, 1),),
        actor=(strange,),
        attribution=(strange,),
        recipient=(Participant(None, None, None, "USA-GOV", "usa", "United States"),),
        place=place,
    )
    weave(group([event], [document]), f"{tmp_path}/news/")
    for filters in (Filters(actor=name), Filters(involving=name, place=name)):
        answer = named_query(tmp_path / "news", "events", filters)
        assert [row[2:4] for row in answer.rows] == [(name, "United States")]
        assert answer.rows[0][5] == name
    assert {row[0] for row in named_query(tmp_path / "news", "sources").rows} == {name}
    for show in (as_table, as_csv, as_json):
        assert show(answer)


@pytest.mark.parametrize("name", [*BREAKING, "\ud800", "", " "], ids=range(len(BREAKING) + 3))
@pytest.mark.parametrize("prefix", ["", "actor:", f"{DATA}place/"])
def test_argument_that_breaks_iris_or_strings_is_an_unknown_name(graph: Graph, name: str, prefix: str) -> None:
    for filters in (Filters(actor=prefix + name), Filters(place=prefix + name)):
        with pytest.raises(GraphError, match=r"no (actor|place) of the graph is "):
            named_query(graph, "events", filters)


@pytest.mark.parametrize(
    ("triples", "message"),
    [
        ('report:r tewn:score "much" .', "has the score .*, which is no number"),
        ("report:r tewn:score 1 .", "is of the type 'NEWER', which this version of tewn does not know"),
    ],
)
def test_graph_of_others_that_does_not_fit_is_an_error(tmp_path: Path, triples: str, message: str) -> None:
    prefixes = "".join(f"@prefix {p}: <{i}> .\n" for p, i in to_rdf([]).namespaces())
    path = tmp_path / "graph.ttl"
    path.write_text(f"""{prefixes} report:r tewn:reports event:e ; prov:wasDerivedFrom doc:d ;
        tewn:factuality <https://w3id.org/tewn/factuality/actual> ; tewn:reportedActor actor:x ;
        tewn:reportedType plover:NEWER . actor:x rdfs:label actor:y , 7 . {triples}""")
    with pytest.raises(GraphError, match=message):
        named_query(path, "events")


def test_identifiers_stand_beside_the_names(graph: Graph) -> None:
    answer = named_query(graph, "dyads", Filters(actor="Iran", by="all", limit=1))
    assert answer == Answer(
        ("actor", "recipient", "events", "score", "actor_id", "recipient_id"),
        (("Iran", "United States", 2, -6.5, Iri(f"{DATA}actor/irn"), Iri(f"{DATA}actor/usa")),),
    )
