"""Documents with and without a language: which one they are coded in, and which are refused."""

from __future__ import annotations

import pytest

from tewn.extractors.batch import AUTO, code, language_code, language_or_first, resolved
from tewn.ontology.errors import InputError
from tewn.ontology.model import Document

ATTACK = "سوپای تورکیا دوێنێ هێرشی کردە سەر گوندێکی سنووری."
BADINI = "سەروکێ هەرێما کوردستانێ دگەل شاندەکێ ئەمریکی ل هەولێرێ کومبوو و بەحسێ پەیوەندیێن هەردوو لایان کر."
OTHERS = {
    "ar": "أعلنت وزارة الخارجية أن الوزير سوف يزور طهران في الأسبوع المقبل.",
    "fa": "وزیر امور خارجه گفت که این کشور هفته آینده میزبان نشستی خواهد بود.",
    "tr": "Bakanlar Kurulu yeni kararı bugün açıkladı ve muhalefet buna karşı çıktı.",
    "kmr": "Serokê partiyê ji bo civînê hat bajêr û bi wezîr re axivî.",
}
ENGLISH = "The army attacked the village at dawn and arrested three of the students."


@pytest.mark.parametrize("said", [None, AUTO, "ckb", "ckb-Arab", "CKB"])
def test_what_is_said_or_told_gives_the_same_events(said: str | None) -> None:
    (event,) = code(Document("d", ATTACK, language=said))
    assert (event.type, event.language) == ("ASSAULT", "ckb")
    assert resolved(Document("d", ATTACK, language=said)).language == "ckb"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("said", [None, "ckb"])
def test_other_languages_are_refused(language: str, said: str | None) -> None:
    with pytest.raises(InputError, match=rf"^document d: this looks like [A-Z]\w+( \w+)? \({language}\), "):
        code(Document("d", OTHERS[language], language=said))


def test_each_document_is_coded_in_its_own_language() -> None:
    found = [event.language for text in (ATTACK, ENGLISH) for event in code(Document("d", text))]
    assert found == ["ckb", "en", "en"]


def test_a_language_that_is_not_the_said_one_is_refused() -> None:
    with pytest.raises(InputError, match=r"^document d: this looks like English \(en\), "):
        code(Document("d", ENGLISH, language="ckb"))


@pytest.mark.parametrize("text", [BADINI, "", "2024!", "Der Minister ist nicht in die Stadt gekommen."])
def test_undecided_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^document d: its language is undecided \(.+\), give it; known: Central"):
        code(Document("d", text))


def test_undecided_text_is_coded_when_its_language_is_said() -> None:
    assert code(Document("d", "2024!", language="ckb")) == []


def test_unknown_language_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="unknown language 'cbk'; known: ckb"):
        resolved(Document("d", ATTACK, language="cbk"))
    with pytest.raises(InputError, match="unknown language 'xx'"):
        language_code("xx")


def test_language_to_explain_in_comes_with_the_doubt() -> None:
    assert language_or_first(Document("d", ATTACK)) == ("ckb", None)
    language, doubt = language_or_first(Document("d", OTHERS["ar"]))
    assert language == "ckb" and doubt and doubt.startswith("this looks like Arabic (ar)")
    language, doubt = language_or_first(Document("d", BADINI))
    assert language == "ckb" and doubt and doubt.startswith("its language is undecided")
