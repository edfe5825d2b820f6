"""Verbs: tables of forms written by hand, and that every form that is generated is read again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tewn.extractors.language import Language
from tewn.extractors.morphology.analyzer import Analyzer
from tewn.extractors.morphology.readings import VerbReading
from tewn.extractors.morphology.verbs import VerbAnalyzer

TABLE = Path(__file__).parent / "verb_forms.txt"
TENSES = {"present", "past", "imperfect", "perfect", "pluperfect", "conditional", "may"}
MOODS = {"subj": "subjunctive", "imp": "imperative"}
PERSONS = {"1sg", "2sg", "3sg", "1pl", "2pl", "3pl"}


def reading(infinitive: str, features: str) -> VerbReading:
    """The reading that a line of the table describes."""
    words, _, other = features.partition(" of ")
    found = VerbReading(
        other or infinitive, None, "finite", "", "indicative", False, "active", "3sg", None, False, False
    )
    for word in words.split():
        if word in TENSES:
            found = found._replace(tense="perfect subjunctive" if word == "may" else word)
        elif word in MOODS:
            found = found._replace(mood=MOODS[word])
        elif word in PERSONS:
            found = found._replace(person=word)
        elif word[0] == "=" and word[1:] in PERSONS:
            found = found._replace(clitic=word[1:])
        else:
            assert word in ("neg", "pass", "goal"), f"{word!r} is no feature"
            names = {"neg": "negative", "pass": "voice", "goal": "goal"}
            values: dict[str, Any] = {"voice": "passive"}
            found = found._replace(**{names[word]: values.get(names[word], True)})
    return found


def table() -> list[tuple[str, VerbReading]]:
    """The forms of the table with their readings."""
    rows: list[tuple[str, VerbReading]] = []
    infinitive = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            infinitive = line[1:].strip()
        elif line and not line.startswith("#"):
            form, _, features = line.partition(" ")
            rows.append((form, reading(infinitive, features)))
    return rows


def test_the_table_has_at_least_twenty_forms_of_each_of_sixteen_verbs() -> None:
    blocks = [block.split() for block in TABLE.read_text(encoding="utf-8").split("\n@ ")[1:]]
    sizes = {block.pop(0): sum(word in TENSES for word in block) for block in blocks}
    assert len(sizes) == 16
    assert [verb for verb, size in sizes.items() if size < 20] == []


def test_the_table_has_no_line_twice() -> None:
    assert [row for row, count in Counter(table()).items() if count > 1] == []


def test_every_form_of_the_table_has_its_reading(analyzer: Analyzer) -> None:
    missing = []
    for form, expected in table():
        found = {verb._replace(transitive=False) for verb in analyzer(form).verbs}
        if expected not in found:
            missing.append((form, expected, found))
    assert missing == []


@pytest.mark.parametrize(
    "form",
    ["پێشکەش", "کوردستان", "ئازادی", "هێز", "دەوڵەت", "بڕیار", "ناوچە", "بەرپرس", "دەستە", "شار"],
)
def test_nouns_are_no_finite_verbs(analyzer: Analyzer, form: str) -> None:
    assert [verb for verb in analyzer(form).verbs if verb.mood != "imperative" and verb.person == "3sg"] == []


@pytest.mark.parametrize(
    ("form", "nominal", "lemma", "clitic"),
    [
        ("داوایکرد", "داوا", "کردن", "3sg"),
        ("داوایانکرد", "داوا", "کردن", "3pl"),
        ("ئەنجامدرا", "ئەنجام", "دان", None),
        ("ئەنجامیدا", "ئەنجام", "دان", "3sg"),
        ("بڵاویکردەوە", "بڵاو", "کردنەوە", "3sg"),
        ("بڵاوکرایەوە", "بڵاو", "کردنەوە", None),
        ("بڵاوبووەتەوە", "بڵاو", "بوونەوە", None),
        ("دەستگیرکران", "دەستگیر", "کردن", None),
        ("دەستیپێکرد", "دەست", "پێکردن", "3sg"),
        ("دەستیشیپێکرد", "دەست", "پێکردن", "3sg"),
        ("دروستدەکات", "دروست", "کردن", None),
        ("دروستبکرێت", "دروست", "کردن", None),
        ("دادگاییکران", "دادگایی", "کردن", None),
    ],
)
def test_light_verbs_are_read_in_one_word(
    analyzer: Analyzer, language: Language, form: str, nominal: str, lemma: str, clitic: str | None
) -> None:
    assert (language.key(nominal), lemma, clitic) in {(v.nominal, v.lemma, v.clitic) for v in analyzer(form).verbs}


@pytest.mark.parametrize(
    ("form", "lemma", "kind", "negative"),
    [
        ("کوشتن", "کوشتن", "infinitive", False),
        ("نەکوشتن", "کوشتن", "infinitive", True),
        ("ڕاگەیاندن", "ڕاگەیاندن", "infinitive", False),
        ("ڕانەگەیاندن", "ڕاگەیاندن", "infinitive", True),
        ("گواستنەوە", "گواستنەوە", "infinitive", False),
        ("کوژران", "کوشتن", "infinitive", False),
        ("کوژراو", "کوشتن", "participle", False),
        ("کوژراوەکان", "کوشتن", "participle", False),
    ],
)
def test_verbal_nouns_and_participles(analyzer: Analyzer, form: str, lemma: str, kind: str, negative: bool) -> None:
    found = {(n.verb.lemma, n.verb.form, n.verb.negative) for n in analyzer(form).nouns if n.verb}
    assert (lemma, kind, negative) in found


@pytest.mark.parametrize(("form", "lemma"), [("کۆچکردووان", "کۆچکردو"), ("گەڕاوەکان", "گەڕاو"), ("تووشبووان", "توشبو")])
def test_active_participles_are_adjectives(analyzer: Analyzer, language: Language, form: str, lemma: str) -> None:
    assert (language.key(lemma), "adjective") in {
        (language.key(n.lemma), n.pos) for n in analyzer(form).nouns if n.known
    }


def test_an_active_participle_gives_way_to_the_finite_form(analyzer: Analyzer) -> None:
    assert analyzer("مردووە").verbs
    assert all(noun.verb is None and not noun.links & {"copula"} for noun in analyzer("هاتوون").nouns)


def test_every_generated_form_is_read_as_its_verb(language: Language, verbs: VerbAnalyzer) -> None:
    """All finite forms without clitics of all verbs, some six hundred thousand."""
    lost = []
    for verb in language.verbs():
        readings: dict[str, set[VerbReading]] = {}
        for form, expected in verbs.paradigm(verb.infinitive):
            readings.setdefault(language.key(form), set()).add(expected)
        lost += [(form, found) for form, found in readings.items() if not found <= set(verbs.analyze(form))]
    assert lost == []


def test_paradigm_is_in_dictionary_spelling(verbs: VerbAnalyzer) -> None:
    forms = {form for form, _ in verbs.paradigm("ڕاگەیاندن")}
    assert {"ڕادەگەیەنێت", "ڕاگەیەنرا", "ڕاگەیاندووە", "ڕانەگەیاند"} <= forms


def test_paradigm_of_an_unknown_verb_is_an_error(verbs: VerbAnalyzer) -> None:
    with pytest.raises(KeyError):
        verbs.paradigm("ئازادی")


def test_intransitive_verbs_end_in_no_clitic(verbs: VerbAnalyzer, language: Language) -> None:
    readings = verbs.analyze(language.key("گەیشتیان"))
    assert not [r for r in readings if r.lemma == "گەیشتن"]
