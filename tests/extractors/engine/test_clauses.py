"""Clauses: each closes with its finite verb; what is inside another clause is cut out of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tewn.extractors.engine.coder import Reading
from tewn.extractors.engine.model import Clause

Read = Callable[..., Reading]


def words(reading: Reading, clause: Clause) -> str:
    """The words of a clause, its stretches parted by a bar."""
    tokens = reading.sentence.tokens
    return " | ".join(" ".join(tokens[i].text for i in range(*segment)) for segment in clause.segments)


def verbs(reading: Reading) -> list[str | None]:
    """The verbs of the clauses, None for a stretch without one."""
    tokens = reading.sentence.tokens
    return [None if clause.verb is None else tokens[clause.verb].text for clause in reading.clauses]


def test_a_finite_verb_closes_its_clause(read: Read) -> None:
    reading = read("سوپا گوندەکەی بۆردومان کرد و چەکدارەکان پاشەکشەیان کرد.")
    assert verbs(reading)[:2] == ["کرد", "کرد"]
    first, second = reading.clauses[:2]
    assert words(reading, first) == "سوپا گوندەکەی بۆردومان کرد"
    assert words(reading, second) == "چەکدارەکان پاشەکشەیان کرد"


def test_a_coordinated_clause_depends_on_the_one_before(read: Read) -> None:
    reading = read("سوپا گوندەکەی بۆردومان کرد و سێ جووتیاری کوشت.")
    assert [(c.matrix, c.coordinated) for c in reading.clauses[:2]] == [(None, False), (0, True)]


def test_the_goal_of_a_fronted_verb_belongs_to_it(read: Read) -> None:
    reading = read("چەکدارەکان هێرشیان کردە سەر بازگەکە.")
    (goal,) = [phrase for phrase in reading.clauses[0].phrases if phrase.after_verb]
    tokens = reading.sentence.tokens
    assert (goal.marker, [tokens[item.head].text for item in goal.items]) == ("سەر", ["بازگەکە"])


def test_a_bare_goal_has_the_marker_goal(read: Read) -> None:
    reading = read("وەزیرەکە گەیشتە تاران.")
    assert [(p.marker, p.after_verb) for p in reading.clauses[0].phrases] == [(None, False), ("goal", True)]


def test_a_relative_clause_is_cut_out_of_its_main_clause(read: Read) -> None:
    reading = read("ئەو وەزیرەی کە پۆلیس دەستگیری کرد سەردانی بەغدای کرد.")
    relative, main = reading.clauses[:2]
    assert words(reading, relative) == "پۆلیس دەستگیری کرد"
    assert words(reading, main).startswith("ئەو وەزیرەی | سەردانی بەغدای کرد")
    assert relative.opener == "complementizer"
    assert relative.head is not None and reading.sentence.tokens[relative.head].text == "وەزیرەی"


def test_a_complement_clause_depends_on_the_verb_before_it(read: Read) -> None:
    reading = read("وەزیرەکە وتی کە سوپا گوندەکەی بۆردومان کرد.")
    said, told = reading.clauses[:2]
    assert (said.matrix, told.matrix, told.opener) == (None, 0, "complementizer")


def test_without_a_complementiser_the_clause_still_depends(read: Read) -> None:
    reading = read("وەزیرەکە ڕایگەیاند، سوپا گوندەکەی بۆردومان کرد.")
    assert [clause.matrix for clause in reading.clauses[:2]] == [None, 0]


def test_a_subordinate_clause_at_the_beginning_is_one_of_its_own(read: Read) -> None:
    reading = read("کاتێک سوپا گەیشتە شارەکە، چەکدارەکان پاشەکشەیان کرد.")
    assert verbs(reading)[:2] == ["گەیشتە", "کرد"]
    assert reading.clauses[0].opener == "subordinator"
    assert reading.clauses[1].opener is None


def test_a_colon_ends_a_clause_without_a_verb(read: Read) -> None:
    reading = read("پۆلیس: سێ خوێندکار دەستگیر کران.")
    assert verbs(reading)[:2] == [None, "کران"]


def test_a_headline_without_a_verb_is_one_clause(read: Read) -> None:
    reading = read("دەستگیرکردنی سێ چالاکوان لە سنە")
    assert verbs(reading) == [None]


def test_a_quotation_is_a_clause_apart(read: Read) -> None:
    reading = read('سەرۆکەکە گوتی: "سوپا گوندەکەی بۆردومان کرد و سێ کەسی دەستگیر کرد."')
    assert [clause.quoted for clause in reading.clauses][:3] == [0, 1, 1]


def test_a_word_in_quotes_inside_a_clause_is_no_speech(read: Read) -> None:
    reading = read('گرووپی "شەوگەڕ" هێرشی کردە سەر بازگەکە.')
    assert verbs(reading)[:1] == ["کردە"]
    assert {clause.quoted for clause in reading.clauses} == {0}


@pytest.mark.parametrize("text", ["هێرش", "هێرش.", "و هێرش", "کە هێرش", '"هێرش"', "هێرش: هێرش", "، هێرش ،"])
def test_scraps_are_read_too(text: str, read: Read) -> None:
    assert read(text).clauses
