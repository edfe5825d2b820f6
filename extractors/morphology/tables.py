"""The affix tables of a language, spelt out from its `affixes.toml`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

Affixes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class NounSuffix:
    """One way to read what follows a noun's stem.

    `inner` counts the letters of number, definiteness and an "also" before the link;
    `links` are the link readings (ezafe, compound, demonstrative, copula).
    """

    number: str
    inner: int
    links: frozenset[str]
    clitics: frozenset[str]
    postposition: str


@dataclass(frozen=True, slots=True)
class VerbPrefix:
    """One way to read what stands before a verb's stem; `bare` tells that nothing does."""

    preverb: str
    stem: str
    mood: str
    negative: bool
    clitic: str | None
    imperfect: bool
    bare: bool


@dataclass(frozen=True, slots=True)
class VerbSuffix:
    """One way to read what follows a verb's past stem."""

    tense: str
    person: str
    clitic: str | None
    goal: bool
    postverb: bool


def sound(text: str, affixes: Affixes) -> str:
    """Return the kind of sound a piece of a word ends in: a name of `[sounds]` or "consonant"."""
    for name, endings in affixes["sounds"].items():
        if text.endswith(tuple(endings)):
            return str(name)
    return "consonant"


def noun_suffixes(affixes: Affixes) -> dict[str, dict[str, tuple[NounSuffix, ...]]]:
    """Return, by the sound a stem ends in, every suffix string with its readings."""
    tables: dict[str, dict[str, tuple[NounSuffix, ...]]] = {}
    for kind in ("consonant", "vowel"):
        found: dict[str, dict[NounSuffix, None]] = {}
        for text, suffix in _noun_suffixes(affixes, kind):
            found.setdefault(text, {})[suffix] = None
        tables[kind] = {text: tuple(readings) for text, readings in found.items()}
    return {**tables, "long_u": tables["vowel"]}


def _noun_suffixes(affixes: Affixes, kind: str) -> Iterator[tuple[str, NounSuffix]]:
    noun = affixes["noun"]

    def ends(text: str) -> str:
        return ("consonant" if sound(text, affixes) == "consonant" else "vowel") if text else kind

    for number, forms in noun["number"].items():
        for form in forms[kind]:
            for also in ["", *noun["also"][ends(form)]]:
                inner = form + also
                for link, links, clitics in _links(affixes, ends(inner)):
                    for post in ["", *noun["postposition"][ends(inner + link)]]:
                        for tail in [""] if also else ["", *noun["also"][ends(inner + link + post)]]:
                            yield inner + link + post + tail, NounSuffix(number, len(inner), links, clitics, post)


def _links(affixes: Affixes, after: str) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    strings: dict[str, tuple[set[str], set[str]]] = {"": (set(), set())}
    for name, forms in affixes["noun"]["link"].items():
        for form in forms[after]:
            strings.setdefault(form, (set(), set()))[0].add(name)
    for person, form in affixes["clitics"].items():
        strings.setdefault(form, (set(), set()))[1].add(person)
    for text, (links, clitics) in strings.items():
        yield text, frozenset(links), frozenset(clitics)


def verb_prefixes(affixes: Affixes, key: Callable[[str], str]) -> dict[str, tuple[VerbPrefix, ...]]:
    """Return every string that can stand before a verb's stem, folded by `key`, with its readings."""
    table: dict[str, dict[VerbPrefix, None]] = {}
    clitics: list[tuple[str, str | None]] = [("", None)]
    clitics += [(form, person) for person, form in affixes["clitics"].items()]
    for rule, preverb in product(affixes["verb"]["prefix"], ["", *affixes["verb"]["preverbs"]]):
        if rule.get("after_preverb") and not preverb:
            continue
        for form, (clitic, person) in product(rule["forms"], clitics):
            if clitic and not preverb and not form:
                continue  # a clitic needs something to lean on
            split = rule.get("split", len(form))
            texts = {preverb + form[:split] + clitic + form[split:]}
            if preverb:
                texts.add(preverb + clitic + form)
            bare = not (preverb or form or clitic)
            negative, imperfect = rule.get("negative", False), rule.get("imperfect", False)
            reading = VerbPrefix(preverb, rule["stem"], rule["mood"], negative, person, imperfect, bare)
            for text in texts:
                table.setdefault(key(text), {})[reading] = None
    return {text: tuple(readings) for text, readings in table.items()}


def past_suffixes(affixes: Affixes, key: Callable[[str], str]) -> dict[str, dict[str, tuple[VerbSuffix, ...]]]:
    """Return, by the sound a past stem ends in, every ending, folded by `key`, with its readings."""
    tables: dict[str, dict[str, dict[VerbSuffix, None]]] = {"consonant": {}, "vowel": {}, "long_u": {}}
    for rule, (kind, table) in product(affixes["verb"]["past"], tables.items()):
        if rule["after"] in ("any", kind):
            for text, suffix in _past_suffixes(affixes, rule):
                table.setdefault(key(text), {})[suffix] = None
    return {kind: {text: tuple(found) for text, found in table.items()} for kind, table in tables.items()}


def _past_suffixes(affixes: Affixes, rule: Mapping[str, Any]) -> Iterator[tuple[str, VerbSuffix]]:
    verb = affixes["verb"]
    tense = rule["tense"]
    also = verb["also"]["forms"]
    for person, forms in rule["person"].items():
        for form, end in product(forms, ["", *also]):
            yield form + end, VerbSuffix(tense, person, None, False, False)
    for person, forms in rule["agent"].items():
        for form in forms:
            yield form, VerbSuffix(tense, "3sg", person, False, False)
            for end in also:
                yield end + form, VerbSuffix(tense, "3sg", person, False, False)
    for name, is_agent in (("directed", False), ("agent_directed", True)):
        for person, forms in rule[name].items():
            subject, clitic = ("3sg", person) if is_agent else (person, None)
            for form in forms:
                yield form + verb["goal"], VerbSuffix(tense, subject, clitic, True, False)
                yield form + verb["postverb"], VerbSuffix(tense, subject, clitic, False, True)
                yield form + verb["postverb"] + also[-1], VerbSuffix(tense, subject, clitic, False, True)


def present_forms(stem: str, affixes: Affixes) -> Iterator[tuple[str, str]]:
    """Yield the present stem with each personal ending, and the person."""
    for rule in affixes["verb"]["present"]:
        if stem.endswith(rule["stem_final"]):
            base = stem[: len(stem) - rule["drop"]]
            for person, endings in rule["endings"].items():
                for ending in endings:
                    yield base + ending, person
            return
