"""The affix tables of a language, spelt out from its `affixes.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

Affixes = Mapping[str, Any]

CONSONANT = "consonant"
VOWEL = "vowel"  # stands in for every kind of vowel that a list of forms does not name
ELIDED = "elided"  # a stem that has lost its last vowel before the affix


class NounSuffix(NamedTuple):
    """One way to read what follows a noun's stem.

    `inner` counts the letters of number, definiteness and an "also" before the link;
    `links` are the link readings (ezafe, compound, relative, demonstrative, copula).
    """

    number: str
    inner: int
    links: frozenset[str]
    clitics: frozenset[str]
    postposition: str


class VerbPrefix(NamedTuple):
    """One way to read what stands before a verb's stem; `bare` tells that nothing does.

    `before` is what the stem must begin with, `barred` the letters it must not begin
    with, `tenses` the tenses of the stem it goes with (empty for all), `tense` the one
    that it makes of a past (empty for none), `also` tells of an "also" in it.
    """

    preverb: str
    stem: str
    mood: str
    negative: bool
    clitic: str | None
    bare: bool
    before: str
    barred: tuple[str, ...]
    tenses: tuple[str, ...]
    tense: str
    also: bool = False

    def fits(self, text: str, at: int = 0) -> bool:
        """Tell whether the stem may be what begins at an index of a text."""
        return text.startswith(self.before, at) and not text.startswith(self.barred, at)


class VerbSuffix(NamedTuple):
    """One way to read what follows a verb's stem."""

    tense: str
    person: str
    clitic: str | None
    goal: bool
    postverb: bool
    also: bool = False


def sound(text: str, affixes: Affixes) -> str:
    """Return the kind of sound a piece of a word ends in: a name of `[sounds]` or "consonant"."""
    for name, endings in affixes["sounds"].items():
        if text.endswith(tuple(endings)):
            return str(name)
    return CONSONANT


def sounds(affixes: Affixes) -> list[str]:
    """Return the names of all kinds of sound."""
    return list(dict.fromkeys([CONSONANT, *affixes["sounds"]]))


def after(forms: Mapping[str, Sequence[str]], kind: str) -> Sequence[str]:
    """Return the forms of an affix after a kind of sound; a kind that is not named is a vowel like others.

    >>> after({"consonant": ["ik"], "vowel": ["yik"]}, "long_u")
    ['yik']
    """
    if kind in forms:
        return forms[kind]
    return () if kind == ELIDED else forms.get(VOWEL, ())


# ---- nouns --------------------------------------------------------------------------------------


def noun_suffixes(affixes: Affixes) -> dict[str, dict[str, tuple[NounSuffix, ...]]]:
    """Return, by the sound a stem ends in, every suffix string with its readings; "elided" is a kind of its own."""
    free = {kind: list(_tails(affixes, kind, True)) for kind in sounds(affixes)}
    fixed = {kind: list(_tails(affixes, kind, False)) for kind in sounds(affixes)}
    tables: dict[str, dict[str, tuple[NounSuffix, ...]]] = {}
    shared: dict[tuple[NounSuffix, ...], tuple[NounSuffix, ...]] = {}  # many strings are read alike
    known: dict[NounSuffix, NounSuffix] = {}
    for kind in [*free, ELIDED]:
        found: dict[str, dict[NounSuffix, None]] = {}
        for number, forms in affixes["noun"]["number"].items():
            tails = free if number in affixes["noun"]["open"] else fixed
            for form in after(forms, kind):
                for inner, links, clitics, post, text in tails[sound(form, affixes) if form else kind]:
                    suffix = NounSuffix(number, len(form) + inner, links, clitics, post)
                    found.setdefault(form + text, {})[known.setdefault(suffix, suffix)] = None
        for number, forms in affixes["noun"]["final"].items():
            for form in after(forms, kind):
                found.setdefault(form, {})[NounSuffix(number, len(form), frozenset(), frozenset(), "")] = None
        listed = ((text, tuple(readings)) for text, readings in found.items())
        tables[kind] = {text: shared.setdefault(readings, readings) for text, readings in listed}
    return tables


_Set = frozenset[str]
_Tail = tuple[int, _Set, _Set, str, str]


def _tails(affixes: Affixes, kind: str, is_open: bool) -> Iterator[_Tail]:
    """Yield what can follow number and definiteness: length of an inner "also", links, clitics, postposition, text.

    All links follow a number that `is_open`, ezafe and copula the others. The order is "also", link or clitic,
    "also", postposition, copula, "also"; there is one "also" at most.
    """
    noun = affixes["noun"]

    def ends(text: str, otherwise: str) -> str:
        return sound(text, affixes) if text else otherwise

    for also in ["", *after(noun["also"], kind)]:
        for link, (links, clitics, copula) in _links(affixes, ends(also, kind), is_open).items():
            linked = also + link
            last = ends(linked, kind)
            for middle in [""] if also or not link else ["", *after(noun["also"], last)]:
                last = ends(linked + middle, kind)
                for post in ["", *after(noun["postposition"], last)]:
                    text = linked + middle + post
                    if middle and not post:
                        continue
                    for be in ["", *after(noun["final_copula"], ends(post, last))] if post and not copula else [""]:
                        found = links | {"copula"} if be else links
                        for end in [""] if also or middle else ["", *after(noun["also"], ends(text + be, kind))]:
                            yield len(also), found, clitics, post, text + be + end


def _links(affixes: Affixes, kind: str, is_open: bool) -> dict[str, tuple[_Set, _Set, bool]]:
    """Return the links and clitics that can follow a sound, and whether a copula is what stands last in them."""
    strings: dict[str, tuple[set[str], set[str], bool]] = {"": (set(), set(), False)}

    def add(text: str, link: str | None, clitic: str | None, copula: bool = False) -> None:
        links, clitics, _ = strings.setdefault(text, (set(), set(), copula))
        links.update([link] if link else [])
        clitics.update([clitic] if clitic else [])

    noun = affixes["noun"]
    names = [name for name in noun["link"] if is_open or name not in noun["open_links"]]
    for name in names:
        for form in after(noun["link"][name], kind):
            add(form, name, None)
    demonstratives = after(noun["link"]["demonstrative"], kind) if is_open else ()
    for form in demonstratives:
        for be in after(noun["final_copula"], sound(form, affixes)):
            add(form + be, "demonstrative", None, True)
            add(form + be, "copula", None, True)
    for person, form in affixes["clitics"].items():
        add(form, None, person)
        for be in noun["clitic_copula"].get(person, ()):
            add(be, "copula", person, True)
        for before in demonstratives:
            if before + form not in strings:  # a clitic is not told apart from the relative's ending
                add(before + form, "demonstrative", person)
    return {text: (frozenset(links), frozenset(clitics), be) for text, (links, clitics, be) in strings.items()}


def degrees(affixes: Affixes) -> list[str]:
    """Return the endings of comparison."""
    return list(affixes["adjective"]["degree"])


def ordinals(text: str, affixes: Affixes) -> list[str]:
    """Return the ordinal numbers made of a numeral, in every spelling."""
    return [text + end for end in after(affixes["numeral"]["ordinal"], sound(text, affixes))]


# ---- verbs --------------------------------------------------------------------------------------


def verb_prefixes(affixes: Affixes, preverbs: Iterable[str]) -> dict[str, tuple[VerbPrefix, ...]]:
    """Return every string that can stand before a verb's stem with its readings."""
    table: dict[str, dict[VerbPrefix, None]] = {}
    clitics: list[tuple[str, str | None]] = [("", None)]
    clitics += [(form, person) for person, form in affixes["clitics"].items()]
    for rule, preverb in product(affixes["verb"]["prefix"], ["", *preverbs]):
        if rule.get("after_preverb") and not preverb:
            continue
        for form, (clitic, person) in product(rule["forms"], clitics):
            if clitic and not preverb and not form:
                continue  # a clitic needs something to lean on
            bare = not (preverb or form or clitic)
            reading = VerbPrefix(
                preverb, rule["stem"], rule["mood"], rule.get("negative", False), person,
                bare, rule.get("before", ""), tuple(rule.get("barred", "")),
                tuple(rule.get("tenses", ())), rule.get("tense", ""),
            )  # fmt: skip
            for text, also in _placed(affixes, preverb, form, clitic, rule.get("split", len(form))).items():
                table.setdefault(text, {})[reading._replace(also=True) if also else reading] = None
    shared: dict[tuple[VerbPrefix, ...], tuple[VerbPrefix, ...]] = {}
    listed = ((text, tuple(readings)) for text, readings in table.items())
    return {text: shared.setdefault(readings, readings) for text, readings in listed}


def _placed(affixes: Affixes, preverb: str, form: str, clitic: str, split: int) -> dict[str, bool]:
    """Return the strings of preverb, prefix and clitic, and whether an "also" stands before the clitic."""
    hosts = [(preverb + form[:split], form[split:])]
    if preverb:
        hosts.append((preverb, form))
    texts = {host + clitic + rest: False for host, rest in hosts}
    for host, rest in hosts:
        if host:
            fitting = after(affixes["noun"]["also"], sound(host, affixes))
            alsos = fitting if host == preverb else affixes["verb"]["also"]["forms"]
            for also in alsos:
                texts.setdefault(host + also + clitic + rest, True)
    return texts


def past_suffixes(affixes: Affixes) -> dict[str, dict[str, tuple[VerbSuffix, ...]]]:
    """Return, by the sound a past stem ends in, every ending with its readings."""
    tables: dict[str, dict[str, dict[VerbSuffix, None]]] = {kind: {} for kind in [*sounds(affixes), ELIDED]}
    for rule in affixes["verb"]["past"]:
        for kind in rule["after"]:
            for text, suffix in _past_suffixes(affixes, rule):
                tables[kind].setdefault(text, {})[suffix] = None
    return {kind: {text: tuple(found) for text, found in table.items()} for kind, table in tables.items()}


def _past_suffixes(affixes: Affixes, rule: Mapping[str, Any]) -> Iterator[tuple[str, VerbSuffix]]:
    verb, tense = affixes["verb"], rule["tense"]
    also = verb["also"]["forms"]
    goal, postverb = rule.get("goal", verb["goal"]), rule.get("postverb", verb["postverb"])
    for person, forms in rule.get("person", {}).items():
        for form, end in product(forms, ["", *also]):
            yield form + end, VerbSuffix(tense, person, None, False, False, bool(end))
    for person, forms in rule.get("agent", {}).items():
        for form in forms:
            yield form, VerbSuffix(tense, "3sg", person, False, False)
            for end in also:
                yield end + form, VerbSuffix(tense, "3sg", person, False, False, True)
    for name, is_agent in (("directed", False), ("agent_directed", True)):
        for person, forms in rule.get(name, {}).items():
            subject, clitic = ("3sg", person) if is_agent else (person, None)
            for form, end in product(forms, ["", also[-1]]):
                if goal:
                    yield form + goal + end, VerbSuffix(tense, subject, clitic, True, False, bool(end))
                yield form + postverb + end, VerbSuffix(tense, subject, clitic, False, True, bool(end))


def present_forms(stem: str, affixes: Affixes) -> Iterator[tuple[str, str]]:
    """Yield the present stem with each personal ending, and the person."""
    for rule in affixes["verb"]["present"]:
        if stem.endswith(rule["stem_final"]):
            base = stem[: len(stem) - rule["drop"]]
            for person, endings in rule["endings"].items():
                for ending in endings:
                    yield base + ending, person
            return


def imperatives(stem: str, affixes: Affixes) -> Iterator[tuple[str, bool]]:
    """Yield the imperative of a present stem for one person, and whether a postverb must follow it."""
    rule = affixes["verb"]["imperative"]
    kind = sound(stem, affixes)
    for form in after(rule["forms"], kind):
        yield stem + form, False
    for form in after(rule["directed"], kind):
        yield stem + form, True
