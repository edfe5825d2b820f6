"""Which reports are of one event: pairs that are and are not, what holds for any records, and whole texts."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tewn
from tewn.graph import quads, to_rdf
from tewn.graph.claims import plain
from tewn.graph.merge import MergedEvent, merge
from tewn.graph.rdf import CodedDocument
from tewn.graph.reading import read_records
from tewn.ontology.model import Document, Event, Factuality, Location, Participant, Span, TimeExpression
from tewn.ontology.plover import load_plover

EXAMPLES = Path(__file__).parents[2] / "examples"

# ---------------------------------------------------------------- reports in short

WORDS = (
    "attack", "strike", "deny", "Embassy", "Consulate", "Turkey", "army", "Iran", "ministry", "USA", "PKK", "ISIS",
    "fighters", "soldiers", "2 soldiers", "5 soldiers", "2 soldiers of the enemy", "villagers", "people", "Baghdad",
    "Green Zone", "Mosul", "Iraq", "then",
)  # fmt: skip
TEXT = "; ".join(WORDS)


def stands(words: str) -> tuple[str, int, int]:
    """Words with their place in the text that all reports quote."""
    start = f"; {TEXT};".index(f"; {words};")
    return words, start, start + len(words)


def who(words: str, code: str, entity: str | None = None) -> Participant:
    return Participant(*stands(words), code, entity)


EMBASSY = who("Embassy", "USA-GOV", "usa-embassy")
CONSULATE = who("Consulate", "USA-GOV", "usa-consulate")
TURKEY = who("Turkey", "TUR-GOV", "tur")
ARMY = who("army", "TUR-MIL", "tur-armed-forces")
IRAN = who("Iran", "IRN-GOV", "irn")
MINISTRY = who("ministry", "IRN-GOV", "irn-foreign-ministry")
USA = who("USA", "USA-GOV", "usa")
PKK = who("PKK", "TUR-REB", "tur-pkk")
ISIS = who("ISIS", "-REB", "int-isis")
FIGHTERS = who("fighters", "SYR-REB")
SOLDIERS = who("soldiers", "TUR-MIL")
TWO_SOLDIERS = who("2 soldiers", "TUR-MIL")
TWO_ENEMIES = who("2 soldiers of the enemy", "TUR-MIL")
FIVE_SOLDIERS = who("5 soldiers", "TUR-MIL")
VILLAGERS = who("villagers", "IRQ-CVL")
PEOPLE = who("people", "IRQ-CVL")

BAGHDAD = Location(*stands("Baghdad"), "irq-baghdad", 33.3406, 44.4009)
GREEN_ZONE = Location(*stands("Green Zone"), "irq-green-zone")
MOSUL = Location(*stands("Mosul"), "irq-mosul", 36.335, 43.1189)
IRAQ = Location(*stands("Iraq"), "irq")

Who = Participant | tuple[Participant, ...]


def report(
    definiteness: str | None,
    by: Who = (),
    to: Who = (),
    *,
    type: str = "ASSAULT",
    mode: str | None = None,
    verb: str = "attack",
    on: str | None = None,
    at: Location | None = None,
    is_: Factuality = "actual",
    sentence: int | None = None,
    id: str = "r",
    document: str = "d",
) -> Event:
    """A report of an event; of the second of a pair the sentence is the next one where none is given."""
    plover = load_plover()
    return Event(
        id=id, document=document, language="en", sentence=-1 if sentence is None else sentence, type=type, mode=mode,
        contexts=(), cameo=plover.to_cameo(type, mode), quad=plover.quad(type), score=plover.score(type, mode),
        factuality=is_, trigger=(Span(*stands(verb)),), lemma=verb,
        actor=by if isinstance(by, tuple) else (by,), recipient=to if isinstance(to, tuple) else (to,),
        instrument=(), attribution=(), time=TimeExpression(*stands("then"), on) if on else None, place=at,
        rule="en.test", definiteness=definiteness,  # type: ignore[arg-type]
    )  # fmt: skip


clause = partial(report, None)
the = partial(report, "definite")  # the attack
an = partial(report, "indefinite")  # an attack
noun = partial(report, "bare")  # attack


def events_of(pair: Iterable[Event]) -> list[frozenset[str]]:
    """The merged events of the reports of a document, each as the ids of its reports."""
    numbered = [
        replace(event, id=f"r{number}", sentence=event.sentence if event.sentence >= 0 else number)
        for number, event in enumerate(pair)
    ]
    return [frozenset(report.id for report in event.reports) for event in merge(numbered)]


ONE, TWO = "one event", "two events"


def case(id: str, first: Event, second: Event, expected: str) -> object:
    return pytest.param(first, second, expected, id=id)


# ---------------------------------------------------------------- pairs within a document


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # how the second one is named
        case("the attack, after a clause", clause(PKK, EMBASSY), the(), ONE),
        case("the attack on the same", clause(PKK, EMBASSY), the((), EMBASSY), ONE),
        case("the attack by the same", clause(PKK, EMBASSY), the(PKK), ONE),
        case("the attack, after an attack", an((), EMBASSY), the(), ONE),
        case("attack without a mark on the same", clause(PKK, EMBASSY), noun((), EMBASSY), ONE),
        case("attack without a mark by the same, on nobody", clause(PKK), noun(PKK), ONE),
        case("attack without a mark by the same, who attacked somebody", clause(PKK, EMBASSY), noun(PKK), TWO),
        case("attack without a mark that names nobody", clause(PKK, EMBASSY), noun(), TWO),
        case("an attack, after an attack", an((), EMBASSY), an((), EMBASSY), TWO),
        case("an attack, after a clause", clause(PKK, EMBASSY), an((), EMBASSY), TWO),
        case(
            "an attack, after an attack on the same day",
            an((), EMBASSY, on="2020-12-20"), an((), EMBASSY, on="2020-12-20"), ONE,
        ),
        case("a clause, after the attack on the same", the((), EMBASSY), clause(PKK, EMBASSY), ONE),
        case("two clauses with the same verb", clause(PKK, EMBASSY), clause(PKK, EMBASSY), ONE),
        case("two clauses with other verbs", clause(PKK, EMBASSY), clause(PKK, EMBASSY, verb="strike"), TWO),
        case(
            "two clauses with other verbs on the same day",
            clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, EMBASSY, on="2020-12-20", verb="strike"), ONE,
        ),
        case("two clauses of which one tells who", clause((), EMBASSY), clause(PKK, EMBASSY), TWO),
        case("two clauses that name nobody", clause(), clause(), TWO),
        # who and whom
        case("by others", clause(PKK, EMBASSY), the(ISIS, EMBASSY), TWO),
        case("embassy and consulate", clause(PKK, EMBASSY), the((), CONSULATE), TWO),
        case("by the army and by its state", clause(ARMY, EMBASSY), clause(TURKEY, EMBASSY), ONE),
        case("on the army and on its state", clause(PKK, ARMY), the((), TURKEY), TWO),
        case(
            "asked of a ministry and of its state",
            clause(PKK, MINISTRY, type="REQUEST"), the((), IRAN, type="REQUEST"), ONE,
        ),
        case("together and alone", clause((ARMY, FIGHTERS), EMBASSY), clause(ARMY, EMBASSY), ONE),
        case("together with others", clause((ARMY, FIGHTERS), EMBASSY), clause((ARMY, PKK), EMBASSY), TWO),
        case("the soldiers, after 2 soldiers", clause((), TWO_SOLDIERS), the((), SOLDIERS), ONE),
        case("the 5 soldiers, after 2 soldiers", clause((), TWO_SOLDIERS), the((), FIVE_SOLDIERS), TWO),
        case("2 soldiers twice in other words", clause((), TWO_SOLDIERS), clause((), TWO_ENEMIES), ONE),
        case("5 soldiers and 2 soldiers in clauses", clause((), FIVE_SOLDIERS), clause((), TWO_SOLDIERS), TWO),
        case("soldiers and 2 soldiers in clauses", clause((), SOLDIERS), clause((), TWO_SOLDIERS), TWO),
        case("civilians in other words", clause((), VILLAGERS), the((), PEOPLE), TWO),
        case("soldiers, one time with a day", clause((), SOLDIERS, on="2020-12-20"), clause((), SOLDIERS), TWO),
        case("soldiers, never with a day", clause((), SOLDIERS), clause((), SOLDIERS), ONE),
        case("embassy, one time with a day", clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, EMBASSY), ONE),
        # how far
        case("by the same, two sentences on", clause(TURKEY, sentence=0), the(TURKEY, sentence=2), ONE),
        case("by the same, three sentences on", clause(TURKEY, sentence=0), the(TURKEY, sentence=3), TWO),
        case(
            "by the same on the same day, three sentences on",
            clause(TURKEY, on="2020-12-20", sentence=0), the(TURKEY, on="2020-12-20", sentence=3), ONE,
        ),
        case("on the same, nine sentences on", clause((), EMBASSY, sentence=0), the((), EMBASSY, sentence=9), ONE),
        # when and where
        case("on a day and in its month", clause((), EMBASSY, on="2020-12-20"), the((), EMBASSY, on="2020-12"), ONE),
        case("on a day and in its year", clause((), EMBASSY, on="2020-12-20"), the((), EMBASSY, on="2020"), ONE),
        case("on other days", clause((), EMBASSY, on="2020-12-20"), the((), EMBASSY, on="2020-12-21"), TWO),
        case(
            "an attack in a month, an attack on its first day",
            an((), EMBASSY, on="2020-12"), an((), EMBASSY, on="2020-12-01"), TWO,
        ),
        case("in a city and a zone close by", clause((), EMBASSY, at=BAGHDAD), the((), EMBASSY, at=GREEN_ZONE), ONE),
        case("in a city and its country", clause((), EMBASSY, at=BAGHDAD), the((), EMBASSY, at=IRAQ), ONE),
        case("in other cities", clause((), EMBASSY, at=BAGHDAD), the((), EMBASSY, at=MOSUL), TWO),
        # whether
        case("a denial", clause(PKK, EMBASSY), clause(PKK, EMBASSY, is_="negated", verb="deny"), ONE),
        case("a denial that alone tells who", clause((), EMBASSY), clause(PKK, EMBASSY, is_="negated"), ONE),
        case("a denial of another attack", clause(PKK, EMBASSY), clause(PKK, CONSULATE, is_="negated"), TWO),
        case("possible", clause(PKK, EMBASSY), the((), EMBASSY, is_="possible"), TWO),
        case("to come", clause(PKK, EMBASSY), the((), EMBASSY, is_="future"), TWO),
        case("possible both times", clause(PKK, EMBASSY, is_="possible"), the(is_="possible"), ONE),
        # what
        case("another type", clause(PKK, EMBASSY), the((), EMBASSY, type="COERCE"), TWO),
        case("rockets, and not told with what", clause((), EMBASSY, mode="heavy-weapons"), the((), EMBASSY), ONE),
        case(
            "rockets and rifles",
            clause((), EMBASSY, mode="heavy-weapons"), the((), EMBASSY, mode="firearms"), ONE,
        ),
        case(
            "arrest and seizure",
            clause(TURKEY, PKK, type="COERCE", mode="arrest"), the((), PKK, type="COERCE", mode="seize"), TWO,
        ),
        case(
            "arrest, and not told how",
            clause(TURKEY, PKK, type="COERCE", mode="arrest"), the((), PKK, type="COERCE"), ONE,
        ),
        # meetings and words
        case("met, and met with", clause((IRAN, USA), type="CONSULT"), clause(USA, IRAN, type="CONSULT"), ONE),
        case("met, and one of them met", clause(IRAN, USA, type="CONSULT"), clause((), USA, type="CONSULT"), TWO),
        case("met others", clause((IRAN, USA), type="CONSULT"), the((IRAN, TURKEY), type="CONSULT"), TWO),
        case("asked twice", clause(PKK, IRAN, type="REQUEST"), clause(PKK, IRAN, type="REQUEST"), TWO),
        case(
            "asked twice on a day",
            clause(PKK, IRAN, type="REQUEST", on="2020-12-20"), clause(PKK, IRAN, type="REQUEST", on="2020-12-20"), ONE,
        ),
        case("asked, and the demand", clause(PKK, IRAN, type="REQUEST"), the(PKK, type="REQUEST"), ONE),
    ],
)  # fmt: skip
def test_two_reports_of_a_document_are_of(first: Event, second: Event, expected: str) -> None:
    assert len(events_of([first, second])) == (1 if expected == ONE else 2)


def test_report_joins_the_latest_event_that_it_agrees_with() -> None:
    reports = [clause(PKK, EMBASSY), clause(ISIS, CONSULATE), the(), the((), EMBASSY)]
    assert events_of(reports) == [{"r0", "r3"}, {"r1", "r2"}]


def test_report_agrees_with_all_that_was_told_before() -> None:
    """What one report adds, the next ones have to agree with as well."""
    reports = [the((), EMBASSY), the((), EMBASSY, on="2020-12-20"), the((), EMBASSY, on="2020-12-22")]
    assert events_of(reports) == [{"r0", "r1"}, {"r2"}]


# ---------------------------------------------------------------- pairs across documents

PUBLISHED = {"a": date(2020, 12, 24), "b": date(2020, 12, 26)}


def published(days: Mapping[str, date] = PUBLISHED) -> list[Document]:
    return [Document(name, TEXT, day, "en") for name, day in days.items()]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # when
        case("on the same day", clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, EMBASSY, on="2020-12-20"), ONE),
        case("on other days", clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, EMBASSY, on="2020-12-21"), TWO),
        case("on the day of the other's publication", clause(PKK, EMBASSY, on="2020-12-26"), clause(PKK, EMBASSY), ONE),
        case("without a day, published on other days", clause(PKK, EMBASSY), clause(PKK, EMBASSY), TWO),
        case("without a day, a noun", clause(PKK, EMBASSY, on="2020-12-26"), the(PKK, EMBASSY), TWO),
        case("without a day, a clause without actor", clause((), EMBASSY, on="2020-12-26"), clause((), EMBASSY), TWO),
        case("in the same month", clause(PKK, EMBASSY, on="2020-12"), clause(PKK, EMBASSY, on="2020-12"), TWO),
        # who and whom
        case(
            "who is told in one of them",
            clause(PKK, EMBASSY, on="2020-12-20"), the((), EMBASSY, on="2020-12-20"), ONE,
        ),
        case(
            "who is disputed, of a deed to a body with a name",
            clause(PKK, EMBASSY, on="2020-12-20"), clause(ISIS, EMBASSY, on="2020-12-20"), ONE,
        ),
        case(
            "embassy and consulate",
            clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, CONSULATE, on="2020-12-20"), TWO,
        ),
        case(
            "on the army and on its state",
            clause(PKK, ARMY, on="2020-12-20"), clause(PKK, TURKEY, on="2020-12-20"), TWO,
        ),
        case(
            "on some of the army and on its state",
            clause(PKK, SOLDIERS, on="2020-12-20"), clause(PKK, TURKEY, on="2020-12-20"), TWO,
        ),
        case(
            "asked by a ministry and by its state",
            clause(MINISTRY, USA, type="REQUEST", on="2020-12-20"), clause(IRAN, USA, type="REQUEST", on="2020-12-20"),
            ONE,
        ),
        # where, for those who are many
        case(
            "villagers in the same city",
            clause(PKK, VILLAGERS, on="2020-12-20", at=MOSUL), clause(PKK, PEOPLE, on="2020-12-20", at=MOSUL), ONE,
        ),
        case(
            "villagers in other cities",
            clause(PKK, VILLAGERS, on="2020-12-20", at=MOSUL), clause(PKK, PEOPLE, on="2020-12-20", at=BAGHDAD), TWO,
        ),
        case(
            "villagers nobody knows where",
            clause(PKK, VILLAGERS, on="2020-12-20"), clause(PKK, VILLAGERS, on="2020-12-20"), TWO,
        ),
        case(
            "villagers in the same city, by others",
            clause(PKK, VILLAGERS, on="2020-12-20", at=MOSUL), clause(ISIS, VILLAGERS, on="2020-12-20", at=MOSUL), TWO,
        ),
        # where, for forces, which are in many places
        case(
            "on the army in two cities",
            clause(PKK, ARMY, on="2020-12-20", at=MOSUL), clause(PKK, ARMY, on="2020-12-20", at=BAGHDAD), TWO,
        ),
        case(
            "on the army in one city",
            clause(PKK, ARMY, on="2020-12-20", at=MOSUL), clause(PKK, ARMY, on="2020-12-20", at=MOSUL), ONE,
        ),
        case(
            "on the army, by others",
            clause(PKK, ARMY, on="2020-12-20", at=MOSUL), clause(ISIS, ARMY, on="2020-12-20", at=MOSUL), TWO,
        ),
        case(
            "a demand made in two cities",
            clause(IRAN, USA, type="REQUEST", on="2020-12-20", at=MOSUL),
            clause(IRAN, USA, type="REQUEST", on="2020-12-20", at=BAGHDAD), ONE,
        ),
        # what and whether
        case(
            "meeting in other roles",
            clause((IRAN, USA), type="CONSULT", on="2020-12-20"), the(USA, IRAN, type="CONSULT", on="2020-12-20"), ONE,
        ),
        case(
            "meeting with one more",
            clause((IRAN, USA), type="CONSULT", on="2020-12-20"),
            clause((IRAN, USA, TURKEY), type="CONSULT", on="2020-12-20"), TWO,
        ),
        case(
            "rockets, and not told with what",
            clause(PKK, EMBASSY, mode="heavy-weapons", on="2020-12-20"), clause(PKK, EMBASSY, on="2020-12-20"), ONE,
        ),
        case(
            "arrest and seizure",
            clause(TURKEY, PKK, type="COERCE", mode="arrest", on="2020-12-20"),
            clause(TURKEY, PKK, type="COERCE", mode="seize", on="2020-12-20"), TWO,
        ),
        case(
            "told and denied",
            clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, EMBASSY, on="2020-12-20", is_="negated"), ONE,
        ),
        case(
            "told and possible",
            clause(PKK, EMBASSY, on="2020-12-20"), clause(PKK, EMBASSY, on="2020-12-20", is_="possible"), TWO,
        ),
    ],
)  # fmt: skip
def test_reports_of_two_documents_are_of(first: Event, second: Event, expected: str) -> None:
    reports = [replace(first, id="r0", document="a", sentence=0), replace(second, id="r1", document="b", sentence=0)]
    assert len(merge(reports, published())) == (1 if expected == ONE else 2)


def test_of_two_events_that_a_document_keeps_apart_the_first_is_that_of_other_documents() -> None:
    """Both attacks of the day have the same key, but the document tells them as two."""
    an_attack = partial(an, (), EMBASSY, on="2020-12-20")
    reports = [
        an_attack(id="a0", document="a", sentence=0, at=BAGHDAD),
        an_attack(id="a1", document="a", sentence=1, at=MOSUL),
        an_attack(id="b0", document="b", sentence=0),
    ]
    assert [[report.id for report in event.reports] for event in merge(reports, published())] == [["a0", "b0"], ["a1"]]


# ---------------------------------------------------------------- what a merged event holds


def test_merged_event_has_the_most_precise_of_its_reports() -> None:
    reports = [
        the((), EMBASSY, on="2020-12", at=IRAQ, id="1", sentence=0),
        clause(TURKEY, EMBASSY, mode="heavy-weapons", on="2020-12-20", at=BAGHDAD, id="2", sentence=1),
        the(ARMY, EMBASSY, id="3", sentence=2),
    ]
    (event,) = merge(reports)
    assert (event.mode, event.time, event.place) == ("heavy-weapons", "2020-12-20", BAGHDAD)
    assert event.score == load_plover().score("ASSAULT", "heavy-weapons")
    assert (event.actor, event.recipient) == ((ARMY,), (EMBASSY,))  # the army is who acted for its state
    assert event.reports == tuple(reports)


# ---------------------------------------------------------------- what holds for any records

PEOPLE_AND_BODIES = (EMBASSY, CONSULATE, TURKEY, ARMY, IRAN, USA, PKK, SOLDIERS, TWO_SOLDIERS, FIVE_SOLDIERS, VILLAGERS)
MODES: dict[str, tuple[str | None, ...]] = {
    "ASSAULT": (None, "heavy-weapons", "firearms"),
    "COERCE": (None, "arrest", "seize"),
    "CONSULT": (None, "visit"),
    "REQUEST": (None,),
}
several = st.lists(st.sampled_from(PEOPLE_AND_BODIES), max_size=2, unique=True).map(tuple)


@st.composite
def records(draw: st.DrawFn, documents: str = "abc", most: int = 6) -> list[Event]:
    """Records of some documents that share what they tell of."""
    found = []
    for document in documents:
        for number in range(draw(st.integers(0, most))):
            type = draw(st.sampled_from(sorted(MODES)))
            found.append(
                report(
                    draw(st.sampled_from((None, "definite", "indefinite", "bare"))),
                    draw(several),
                    draw(several),
                    type=type,
                    mode=draw(st.sampled_from(MODES[type])),
                    verb=draw(st.sampled_from(("attack", "strike"))),
                    on=draw(st.sampled_from((None, "2020-12-20", "2020-12-24", "2020-12"))),
                    at=draw(st.sampled_from((None, BAGHDAD, GREEN_ZONE, MOSUL, IRAQ))),
                    is_=draw(st.sampled_from(("actual", "actual", "negated", "possible", "future"))),
                    sentence=draw(st.integers(0, 5)),
                    id=f"{document}{number}",
                    document=document,
                )
            )
    return found


DOCUMENTS = published({"a": date(2020, 12, 20), "b": date(2020, 12, 24), "c": date(2020, 12, 24)})
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def ids(merged: Iterable[MergedEvent]) -> dict[str, str]:
    """The id of the event of each report."""
    return {report.id: event.id for event in merged for report in event.reports}


@quick
@given(records(), st.randoms(use_true_random=False))
def test_order_of_the_input_does_not_matter(events: list[Event], random: object) -> None:
    mixed = sorted(events, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert merge(mixed, reversed(DOCUMENTS)) == merge(events, DOCUMENTS)


@quick
@given(records())
def test_every_report_is_in_exactly_one_event(events: list[Event]) -> None:
    merged = merge(events, DOCUMENTS)
    assert sorted(report.id for event in merged for report in event.reports) == sorted(event.id for event in events)
    assert len({event.id for event in merged}) == len(merged)


@quick
@given(records())
def test_merging_again_changes_nothing(events: list[Event]) -> None:
    merged = merge(events, DOCUMENTS)
    assert merge([report for event in merged for report in event.reports], DOCUMENTS) == merged
    for event in merged:
        (alone,) = merge(event.reports, DOCUMENTS)
        assert alone.reports == event.reports


@quick
@given(records("ab"), records("c"), records("c"))
def test_what_one_document_tells_changes_no_id_in_another(
    events: list[Event], more: list[Event], anew: list[Event]
) -> None:
    """Neither where it is added nor where it is coded anew."""
    before = ids(merge(events, DOCUMENTS))
    for other in (more, anew):
        after = ids(merge([*events, *other], DOCUMENTS))
        assert {report: after[report] for report in before} == before


@quick
@given(records())
def test_reports_of_an_event_agree_in_type_and_standing(events: list[Event]) -> None:
    for event in merge(events, DOCUMENTS):
        assert {report.type for report in event.reports} == {event.type}
        standing = {"told" if one.factuality == "negated" else one.factuality for one in event.reports}
        assert len({one.replace("actual", "told") for one in standing}) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(most=4))
def test_graph_is_the_union_of_the_graphs_of_its_documents(events: list[Event]) -> None:
    """There are no blank nodes, so that equal sets of triples are isomorphic graphs."""
    whole, parts = set(to_rdf(events, DOCUMENTS)), set()
    for document in DOCUMENTS:
        parts |= set(to_rdf([event for event in events if event.document == document.id], [document]))
    assert whole == parts


def stored(events: Iterable[Event], documents: Iterable[Document]) -> ox.Store:
    """The graph of records in a store."""
    store = ox.Store()
    lines = "".join(f"{' '.join(quad)} .\n" for quad in quads(events, documents))
    store.load(lines.encode(), format=ox.RdfFormat.N_QUADS)
    return store


def in_reading_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (event.document, event.sentence, event.trigger[0].start, event.id))


def read_back(coded: Iterable[CodedDocument]) -> list[Event]:
    return [event for one in coded for event in one.events]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(most=4))
def test_merging_loses_no_record(events: list[Event]) -> None:
    found = list(read_records(stored(events, DOCUMENTS)))
    assert read_back(found) == in_reading_order(events)
    assert [coded.document for coded in found] == DOCUMENTS


def test_merging_loses_no_record_of_the_fixture(events: tuple[Event, ...], documents: tuple[Document, ...]) -> None:
    found = list(read_records(stored(events, documents)))
    assert read_back(found) == in_reading_order(events)
    assert [coded.document for coded in found] == list(documents)


def test_merging_loses_no_record_of_the_examples() -> None:
    documents = [
        Document(path.stem, path.read_text("utf-8"), date(2021, 3, 14), "ckb")
        for path in sorted(EXAMPLES.glob("*.txt"))
    ]
    events = [event for document in documents for event in tewn.extract(document)]
    assert len(merge(events, documents)) < len(events)
    plover = load_plover()
    in_order = [replace(event, contexts=tuple(c for c in plover.contexts if c in event.contexts)) for event in events]
    found = list(read_records(stored(events, documents)))
    assert read_back(found) == in_reading_order(in_order)
    assert [coded.document for coded in found] == documents


# ---------------------------------------------------------------- whole texts

FIVE_TIMES = (
    "دوێنێ هەشت مووشەک ئاراستەی کونسوڵخانەی تورکیا لە مووسڵ کران. "
    "هێرشەکە زیانی گەورەی لێکەوتەوە. "
    "دوو ڕۆژ دوای هێرشە مووشەکییەکەی سەر کونسوڵخانەی تورکیا، وەزیری دەرەوەی تورکیا گەیشتە بەغدا. "
    "پەکەکە ڕەتیکردەوە کە هێرشی کردبێتە سەر کونسوڵخانەی تورکیا. "
    "ئەنقەرە دەڵێت پەکەکە هێرشی کردە سەر کونسوڵخانەکە. "
    "هەروەها دوێنێ داعش هێرشی کردە سەر باڵیۆزخانەی ئەمریکا لە بەغدا."
)
"""Rockets at a consulate: a clause, "the attack", "two days after the rocket attack", a denial and an accusation;
and on the same day an attack on an embassy elsewhere."""

LATER = "ڕۆژی 13ی ئازاری 2021 پەکەکە هێرشی کردە سەر کونسوڵخانەی تورکیا لە مووسڵ."


def assaults(*documents: Document) -> list[MergedEvent]:
    events = [event for document in documents for event in tewn.extract(document)]
    return [event for event in merge(events, documents) if event.type == "ASSAULT"]


def test_attack_that_is_told_five_times_is_one_event_next_to_another() -> None:
    consulate, embassy = assaults(Document("a", FIVE_TIMES, date(2021, 3, 14), "ckb"))
    assert [report.sentence for report in consulate.reports] == [0, 1, 2, 3, 4]
    assert {report.factuality for report in consulate.reports} == {"actual", "negated"}
    assert [one.entity for one in consulate.recipient] == ["tur-consulate"]
    assert (consulate.time, consulate.place and consulate.place.entity) == ("2021-03-13", "irq-mosul")
    assert [report.sentence for report in embassy.reports] == [5]
    assert [one.entity for one in embassy.recipient] == ["usa-embassy"]


def test_happening_of_two_documents_is_one_event_with_the_reports_of_both() -> None:
    """One says "yesterday", the other the date, some days later."""
    first, second = Document("a", FIVE_TIMES, date(2021, 3, 14), "ckb"), Document("b", LATER, date(2021, 3, 17), "ckb")
    consulate, _embassy = assaults(first, second)
    assert [report.document for report in consulate.reports] == ["a"] * 5 + ["b"]
    (alone,) = assaults(second)
    assert alone.id == consulate.id


def test_two_clauses_in_two_documents_are_one_event_with_two_reports() -> None:
    yesterday = Document("a", "دوێنێ پەکەکە هێرشی کردە سەر کونسوڵخانەی تورکیا لە مووسڵ.", date(2021, 3, 14), "ckb")
    (event,) = assaults(yesterday, Document("b", LATER, date(2021, 3, 17), "ckb"))
    assert [report.document for report in event.reports] == ["a", "b"]


@pytest.mark.parametrize("factualities", [["actual"], ["negated", "actual", "actual"]], ids=["told", "denied"])
@pytest.mark.parametrize("whom", [USA, VILLAGERS], ids=["one event", "many events"])
def test_a_document_of_thousands_of_events_takes_no_endless_time(
    factualities: list[Factuality], whom: Participant
) -> None:
    event = report(None, IRAN, whom)
    told = [
        replace(event, id=f"e{i}", sentence=3 * i, factuality=factualities[i % len(factualities)]) for i in range(3000)
    ]
    begin = time.process_time()
    assert sum(len(one.reports) for one in merge(told)) == len(told)
    assert len(list(plain(told))) == (0 if "negated" in factualities else len(told))
    assert time.process_time() - begin < 10  # seconds; where each is compared with all others it is minutes
