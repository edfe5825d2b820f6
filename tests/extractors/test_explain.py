"""Why a sentence gave the events it gave: in words, for a linguist, and never at odds with the extractor."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tewn.extractors.explain import Explanation, SentenceView, event_summary, explain
from tewn.extractors.extractor import Extractor
from tewn.extractors.rules.reader import read_rules

DAY = date(2021, 3, 14)
ATTACK = "سوپای تورکیا دوێنێ هێرشی کردە سەر گوندەکە."
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "ckb"
TEXTS = [
    line.removeprefix("text").strip()
    for path in sorted(GOLDEN.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.startswith("text ")
]
ARABIC = "\u0620-\u06ff"
Explain = Callable[[str], SentenceView]


@pytest.fixture(scope="session")
def explained(ckb: Extractor) -> Explain:
    """Explain a text of one sentence."""

    def explain_one(text: str) -> SentenceView:
        (view,) = explain(ckb, text, DAY).sentences
        return view

    return explain_one


def reason(view: SentenceView, rule: str) -> str:
    """Why a rule did not match."""
    (found,) = [refusal.reason for refusal in view.refusals if rule in refusal.rules]
    return found


# ---- what is shown -----------------------------------------------------------------------------------------


def test_words_have_class_lemma_meaning_and_features(explained: Explain) -> None:
    words = {word.text: word for word in explained(ATTACK).words}
    attack, did, village = words["هێرشی"], words["کردە"], words["گوندەکە"]
    assert (attack.tag, attack.lemma, attack.features) == ("noun", "هێرش", ("ezafe or clitic 3sg",))
    assert (did.tag, did.lemma, did.features) == ("verb", "کردن", ("past", "3sg", "with a goal"))
    assert (village.lemma, village.gloss, village.features) == ("گوند", "village", ("definite",))


def test_punctuation_is_no_word(explained: Explain) -> None:
    assert "." not in {word.text for word in explained(ATTACK).words}


def test_names_have_code_and_entity(explained: Explain) -> None:
    army = explained(ATTACK).names[0]
    assert (army.text, army.kind, army.code, army.entity) == ("سوپای تورکیا", "military", "TUR-MIL", "tur-armed-forces")


def test_times_have_their_value(explained: Explain) -> None:
    assert explained(ATTACK).times == (("دوێنێ", "2021-03-13"),)


def test_clauses_have_verb_phrases_and_markers(explained: Explain) -> None:
    (clause,) = [clause for clause in explained(ATTACK).clauses if clause.verb]
    assert clause.verb == "هێرشی کردە"
    assert [(p.function, p.marker, p.items) for p in clause.phrases] == [
        ("subject", None, ("سوپای تورکیا",)),
        ("goal", "سەر", ("گوندەکە",)),
    ]


def test_clauses_say_what_they_depend_on(explained: Explain) -> None:
    view = explained("وەزیرەکە وتی کە سوپا گوندەکەی بۆردومان کرد و سێ دیلی ئازاد کرد.")
    relations = [clause.relation for clause in view.clauses if clause.verb]
    assert relations[0] == ""
    assert relations[1].startswith('complementizer "کە"') and relations[1].endswith("after clause 1")
    assert relations[2] == "joined to clause 2"


def test_a_match_shows_trigger_and_roles(explained: Explain) -> None:
    (match,) = explained(ATTACK).matches
    assert (match.rule, match.type, match.words) == ("ckb.assault.herish-kirdin", "ASSAULT", "هێرشی کردە")
    assert [(role.role, role.found) for role in match.roles] == [
        ("actor", ("سوپای تورکیا [TUR-MIL]",)),
        ("recipient", ("گوندەکە [TUR-CVL]",)),
    ]


def test_a_role_that_nobody_fills_says_where_it_was_looked_for(explained: Explain) -> None:
    assert "actor: nobody found, wanted as subject" in explained("چوار ڕۆژنامەنووس کوژران.").render()


def test_what_a_demand_drops_says_which_rule_dropped_it(explained: Explain) -> None:
    view = explained("میسر داوای ئازادکردنی دیلەکانی کرد.")
    dropped = {match.rule: match.dropped for match in view.matches}
    released = next(text for rule, text in dropped.items() if rule.startswith("ckb.retreat."))
    assert released and re.search(r"what ckb\.request\.\S+ speaks of", released)
    assert {event.type for event in view.events} == {"REQUEST"}


# ---- why a rule did not match --------------------------------------------------------------------------------

RULES = """\
[[rule]]
id        = "ckb.assault.attack"
kind      = "light-verb"
type      = "ASSAULT"
gloss     = "to attack"
nominal   = "هێرش"
light     = "کردن"
unless    = "سەرما"
roles     = {actor = "subject", recipient = "سەر"}
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.assault.attack-noun"
kind      = "noun"
type      = "ASSAULT"
gloss     = "attack"
noun      = "هێرش"
unless    = "سەرما"
roles     = {actor = "ezafe", recipient = "سەر"}
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.coerce.seize"
kind      = "verb"
type      = "COERCE"
gloss     = "to seize"
lemma     = "گرتن"
requires  = "زەوی"
frame     = "transitive"
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.reject.not-listen"
kind      = "light-verb"
type      = "REJECT"
gloss     = "not to listen"
nominal   = "گوێ"
light     = "گرتن"
polarity  = "negative"
roles     = {actor = "subject"}
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.consult.talk"
kind      = "light-verb"
type      = "CONSULT"
gloss     = "to talk with"
nominal   = "قسە"
light     = "کردن"
needs     = "coactor"
roles     = {actor = "subject", coactor = "لەگەڵ"}
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.accuse.finger"
kind      = "light-verb"
type      = "ACCUSE"
gloss     = "to blame"
nominal   = "پەنجەی تۆمەت"
light     = "درێژکردن"
roles     = {actor = "subject", recipient = "بۆ"}
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.accuse.displeased"
kind      = "adjective"
type      = "ACCUSE"
gloss     = "displeased"
adjective = "ناڕازی"
roles     = {actor = "subject"}
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]

[[rule]]
id        = "ckb.coerce.arrest"
kind      = "verb"
type      = "COERCE"
gloss     = "to arrest"
lemma     = "دەستگیرکردن"
frame     = "transitive"
match     = [{text = "هێرش"}]
no_match  = [{text = "هات", why = "nothing"}]
"""


@pytest.fixture(scope="session")
def own(ckb: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Extractor:
    """An extractor with a few rules of its own."""
    path = tmp_path_factory.mktemp("rules") / "own.toml"
    path.write_text(RULES, encoding="utf-8")
    return Extractor("ckb", read_rules([path], "ckb", ckb.plover, ckb.language.markers))


REASONS = {
    "no-verb-at-all": (
        "هێرش بۆ گوندەکە",
        "ckb.assault.attack",
        '"هێرش" stands where there is no finite verb; its light verb "کردن" is missing.',
    ),
    "other-light-verb": (
        "بەرپرسەکە هێرشی ڕاگەیاند.",
        "ckb.assault.attack",
        '"هێرشی" has another verb in its clause, "ڕاگەیاند", where the rule wants "کردن".',
    ),
    "needs": ("وەزیر قسەی کرد.", "ckb.consult.talk", 'The rule needs a phrase under "لەگەڵ", and none stands there.'),
    "unless": ("سەرما هێرشی کرد.", "ckb.assault.attack", 'The rule must not match where "سەرما" stands.'),
    "unless-of-a-noun": ("هێرشی سەرما.", "ckb.assault.attack-noun", 'The rule must not match where "سەرما" stands.'),
    "requires": (
        "چەکدارەکان شارەکەیان گرت.",
        "ckb.coerce.seize",
        'The rule wants another word to stand there too, and none does: "زەوی".',
    ),
    "polarity": (
        "میسر گوێی لە داواکە گرت.",
        "ckb.reject.not-listen",
        'The rule wants a negated verb, and "گرت" is not negated.',
    ),
    "order": ("سەربازەکە دەستگیر بکە.", "ckb.coerce.arrest", '"بکە" is an imperative: it orders, and does not report.'),
    "longer-rule": (
        "سوپا هێرشی کردە سەر گوندەکە.",
        "ckb.assault.attack-noun",
        '"هێرشی" already belongs to the trigger of ckb.assault.attack, which is longer.',
    ),
    "no-predicate": (
        "جووتیارێکی ناڕازی ماڵەکەی فرۆشت.",
        "ckb.accuse.displeased",
        "\"ناڕازی\" is not said of the subject: neither a copula nor a form of 'be' goes with it.",
    ),
    "light-verb-of-another-word": (
        "میسر گوێی لە داواکە گرت.",
        "ckb.coerce.seize",
        'The rule wants another word to stand there too, and none does: "زەوی".',
    ),
    "only-the-nominal-of-a-verb": (
        "سەربازێکی دەستگیر هات.",
        "ckb.coerce.arrest",
        '"دەستگیر" stands here without the light verb that makes it "دەستگیرکردن".',
    ),
    "words-apart": (
        "پەنجەی خۆی بۆ تۆمەتەکە درێژ کرد.",
        "ckb.accuse.finger",
        'The words of the trigger, "پەنجەی" and "تۆمەتەکە", do not stand side by side here.',
    ),
}


@pytest.mark.parametrize("name", REASONS)
def test_reason_is_one_plain_sentence(name: str, own: Extractor) -> None:
    text, rule, expected = REASONS[name]
    (view,) = explain(own, text, DAY).sentences
    assert reason(view, rule) == expected


def test_without_any_trigger_the_verbs_are_named(explained: Explain) -> None:
    view = explained("باران دەبارێت.")
    assert view.refusals == () and view.events == ()
    assert view.note == ('No trigger of any rule stands in this sentence. Verbs: "دەبارێت" (rain, fall from the sky).')


def test_what_speaks_against_the_language_comes_first(ckb: Extractor) -> None:
    explanation = explain(ckb, ATTACK, doubt="this looks like English (en)")
    assert explanation.note == "Beware: this looks like English (en)."
    assert str(explanation).startswith(explanation.note)


def test_without_doubt_about_the_language_there_is_no_note(ckb: Extractor) -> None:
    assert explain(ckb, ATTACK).note is None


# ---- what always holds ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def screens(ckb: Extractor) -> dict[str, Explanation]:
    """All golden texts with their explanations."""
    return {text: explain(ckb, text, DAY) for text in TEXTS}


def test_explained_events_are_the_extracted_ones(ckb: Extractor, screens: dict[str, Explanation]) -> None:
    for text, explanation in screens.items():
        assert list(explanation.events) == ckb.extract(text, DAY)


def test_no_rule_both_matched_and_did_not(screens: dict[str, Explanation]) -> None:
    for explanation in screens.values():
        for view in explanation.sentences:
            refused = [rule for refusal in view.refusals for rule in refusal.rules]
            assert len(refused) == len(set(refused))
            assert not set(refused) & {match.rule for match in view.matches}


def test_each_reason_is_of_use(screens: dict[str, Explanation]) -> None:
    vague = [
        (text, refusal)
        for text, explanation in screens.items()
        for view in explanation.sentences
        for refusal in view.refusals
        if "does not fit" in refusal.reason
    ]
    assert vague == []


def test_each_sentence_fits_a_screen(screens: dict[str, Explanation]) -> None:
    lines = [len(view.render().splitlines()) for explanation in screens.values() for view in explanation.sentences]
    assert max(lines) <= 75 and sum(lines) / len(lines) <= 40


def test_lines_begin_in_latin_and_part_words_of_the_language(screens: dict[str, Explanation]) -> None:
    """Right-to-left words side by side would change places on the screen."""
    two = re.compile(rf"[{ARABIC}][^{ARABIC}A-Za-z]*[\"\[\]():;=>|,][^{ARABIC}A-Za-z]*[{ARABIC}]")
    for text, explanation in screens.items():
        if re.search(r"[\"«»،:]", text):
            continue
        for line in explanation.render().splitlines():
            assert not line or re.match(r"\s*[A-Za-z0-9\"]", line)
            assert not two.search(line), line


def test_an_event_in_one_line(ckb: Extractor) -> None:
    (event,) = ckb.extract("بەپێی ڕۆیتەرز، دوێنێ سوپای تورکیا لە دهۆک دوو مامۆستای دەستگیر کرد.", DAY)
    assert event_summary(event) == (
        "COERCE actual | سوپای تورکیا [TUR-MIL] -> دوو مامۆستا [KRD-EDU] | time 2021-03-13 | place دهۆک"
        " | source ڕۆیتەرز [GBR-MED]"
    )


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_has_no_sentence(text: str, ckb: Extractor) -> None:
    assert str(explain(ckb, text)) == "There is no sentence in this text."


# Signs that are digits without being decimals are tried in test_extractor.py.
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["No"]))


@given(text=st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=30).map(" ".join) | LETTERS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_explained(text: str, ckb: Extractor) -> None:
    explanation = explain(ckb, text, DAY)
    assert str(explanation)
    assert list(explanation.events) == ckb.extract(text, DAY)
