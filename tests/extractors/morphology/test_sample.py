"""How often the best lemma of a word form is the right one.

`sample.tsv` holds 300 running words of news, drawn at random and sorted, each a form and the lemma that was coded by
hand. Words of the closed classes are their own lemma; several right answers stand with "|" between them; nominal and
light verb of a compound stand apart.
"""

from __future__ import annotations

from pathlib import Path

from tewn.extractors.language import Language
from tewn.extractors.morphology.analyzer import Analyzer
from tewn.extractors.morphology.readings import NounReading, VerbReading, Word

SAMPLE = Path(__file__).parent / "sample.tsv"
BAR = 0.9


def rows() -> list[tuple[str, list[str]]]:
    """The forms of the sample with their lemmas."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()[1:]
    return [(form, lemmas.split("|")) for form, lemmas in (line.split("\t") for line in lines)]


def best(word: Word) -> str:
    """The lemma of a form by itself: a closed class, else the longest known stem, else a verb, else a guess.

    A verb wins over a noun that has endings where it is in the present or negative.
    """
    if word.classes:
        return word.text
    known = [noun for noun in word.nouns if noun.known]
    noun = max(known, key=lambda n: (n.stem, n.verb is not None, not n.clitics), default=None)
    verb = min(
        word.verbs, key=lambda v: (v.nominal is None, v.mood == "imperative", v.clitic is not None), default=None
    )
    if verb and (noun is None or _verbal(word, noun, verb)):
        return f"{verb.nominal} {verb.lemma}" if verb.nominal else verb.lemma
    if noun:
        return noun.verb.lemma if noun.verb and not noun.verb.nominal else noun.lemma
    return word.nouns[0].lemma if word.nouns else word.text


def _verbal(word: Word, noun: NounReading, verb: VerbReading) -> bool:
    return noun.stem < len(word.text) and (verb.tense == "present" or verb.negative or verb.goal)


def test_the_sample_is_sorted_so_that_no_two_words_are_neighbours_by_more_than_chance() -> None:
    forms = [form for form, _ in rows()]
    assert len(forms) == 300
    assert forms == sorted(forms)


def test_the_best_lemma_is_mostly_right(analyzer: Analyzer, language: Language) -> None:
    wrong = [
        (form, lemmas, best(analyzer(form)))
        for form, lemmas in rows()
        if language.key(best(analyzer(form))) not in [language.key(lemma) for lemma in lemmas]
    ]
    assert 1 - len(wrong) / len(rows()) >= BAR, wrong


def test_the_right_lemma_is_nearly_always_among_the_readings(analyzer: Analyzer, language: Language) -> None:
    missing = []
    for form, lemmas in rows():
        word = analyzer(form)
        found = {noun.lemma for noun in word.nouns} | {noun.verb.lemma for noun in word.nouns if noun.verb}
        found |= {f"{verb.nominal} {verb.lemma}" if verb.nominal else verb.lemma for verb in word.verbs}
        found |= {word.text} if word.classes else set()
        if not {language.key(lemma) for lemma in lemmas} & {language.key(lemma) for lemma in found}:
            missing.append((form, lemmas, found))
    assert len(missing) <= 0.05 * len(rows()), missing
