"""Checks of the actor registry's data files: form, orthography, one name for one entity, terms of office.

They read the TOML files themselves rather than the registry built on them, so that a fault in the
data shows even where a reader would pass over it; the registry serves for the names of countries and
places alone. A failing check lists every fault it found.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tewn.ontology.registry import load_registry

FOLDER = Path(__file__).parents[2] / "ontology" / "data" / "actors"
BODIES = (
    *("international", "government", "military", "police", "intelligence", "legislature", "court", "party"),
    *("armed_group", "media", "company", "organisation", "people"),
)
KINDS = frozenset({*BODIES, "country", "region", "person"})
SECTORS = "GOV|MIL|COP|SPY|LEG|JUD|PTY|OPP|REB|CVL|MED|BUS|NGO|EDU|REL|CRM|UNK"
CODE = re.compile(rf"[A-Z]{{3}}|(?:[A-Z]{{3}})?-(?:{SECTORS})|IGO:[A-Z0-9+]+")
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ENTITY_KEYS = frozenset({"id", "kind", "code", "part_of", "wikidata", "names", "term"})
TERM_KEYS = frozenset({"office", "code", "start", "end"})
SORANI_LETTERS = frozenset("ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهەوۆیێ")
ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
INVISIBLE = re.compile(r"[\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# Offices that one person at a time holds in a country; of the others (senator, party leader) there are many.
SINGLE_OFFICE = re.compile(
    "president|king|queen|emir|sultan|pope|crown prince|supreme leader|prime minister|chancellor"
    "|secretary-general|secretary of (?:state|defense)"
    "|(?:foreign|defence|defense|interior|justice|finance|oil|health|peshmerga) minister"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One `[[entity]]` table and the name of the file that holds it."""

    file: str
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The identifier, or what stands in for it where it is missing."""
        return str(self.data.get("id", "(no id)"))

    @property
    def where(self) -> str:
        """File and identifier, for complaints."""
        return f"{self.file}: {self.id}"

    def aliases(self) -> Iterator[tuple[str, str]]:
        """Yield each name with its language."""
        for language, names in self.data.get("names", {}).items():
            for name in names:
                yield language, name


@dataclass(frozen=True, slots=True)
class Term:
    """Who held which office of which country, from start up to end (`date.max` while in office)."""

    holder: str
    country: str
    office: str
    start: date
    end: date


def folded(name: str) -> str:
    """Return a name as the matcher compares it: case, ڕ and ر, ڵ and ل, وو and و, یی and ی made alike.

    >>> folded("یەکێتیی ئەورووپا") == folded("یەکێتی  ئەوروپا")
    True
    """
    plain = name.casefold().translate(str.maketrans("ڕڵ", "رل"))
    return " ".join(re.sub("ی+", "ی", re.sub("و+", "و", plain)).split())


def orthography_faults(name: str) -> Iterator[str]:
    """Yield what is wrong with the spelling of a name, if anything.

    >>> for fault in orthography_faults("روسيا"):
    ...     print(fault)
    'ي' is no Sorani letter
    a word begins with ر, not ڕ
    """
    for letter in dict.fromkeys(ARABIC_SCRIPT.findall(name)):
        if letter not in SORANI_LETTERS and letter not in "،؟؛":
            yield f"{letter!r} is no Sorani letter"
    if INVISIBLE.search(name):
        yield "an invisible character"
    if name != " ".join(name.split()):
        yield "spaces at the edge or doubled"
    if re.search(r"(?<!\w)ر", name):
        yield "a word begins with ر, not ڕ"
    if re.search("[٠-٩۰-۹]", name):
        yield "digits other than 0-9"


def shared_names(entities: Iterable[Entity]) -> list[str]:
    """Return a complaint for each name that two entities bear."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for _, name in entity.aliases():
            bearers[folded(name)].add(entity.id)
    return [f"{name}: {', '.join(sorted(ids))}" for name, ids in sorted(bearers.items()) if len(ids) > 1]


def terms_of(entities: Iterable[Entity]) -> Iterator[Term]:
    """Yield all terms of office."""
    for entity in entities:
        for term in entity.data.get("term", ()):
            country = term["code"].split("-")[0]
            yield Term(entity.id, country, term["office"], term["start"], term.get("end", date.max))


def double_holders(terms: Iterable[Term]) -> list[str]:
    """Return a complaint for each office of one holder that two people hold at once, handover days apart."""
    by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        if SINGLE_OFFICE.fullmatch(term.office):
            by_office[term.country, term.office].append(term)
    return [
        f"{country} {office}: {a.holder} ({a.start} to {a.end}) and {b.holder} ({b.start} to {b.end})"
        for (country, office), held in sorted(by_office.items())
        for a, b in combinations(held, 2)
        if a.start < b.end and b.start < a.end
    ]


@pytest.fixture(scope="module")
def entities() -> tuple[Entity, ...]:
    """All entities of all files, in the order of the files' names."""
    return tuple(
        Entity(path.name, table)
        for path in sorted(FOLDER.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("entity", ())
    )


def report(complaints: Iterable[str]) -> None:
    """Fail with all complaints, one a line, if there are any."""
    found = list(complaints)
    assert not found, "\n" + "\n".join(found)


def test_the_registry_covers_the_bodies_the_news_is_about(entities: tuple[Entity, ...]) -> None:
    bodies = [e for e in entities if e.data["kind"] in BODIES]
    assert len(bodies) >= 450


def test_ids_are_well_formed_and_unique(entities: tuple[Entity, ...]) -> None:
    files: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        files[entity.id].append(entity.file)
    report(f"{i}: in {', '.join(f)}" for i, f in files.items() if len(f) > 1 or not ID.fullmatch(i))


def test_no_id_is_also_that_of_a_country_or_place(entities: tuple[Entity, ...]) -> None:
    """The registry holds one entity an id: of two, the place would be lost."""
    tables = (FOLDER.parent / name for name in ("places.tsv", "countries.tsv"))
    taken = {line.split("\t")[0].lower() for table in tables for line in table.read_text(encoding="utf-8").splitlines()}
    report(f"{e.where}: the id is taken" for e in entities if e.id in taken)


def test_tables_hold_known_keys_kinds_and_codes(entities: tuple[Entity, ...]) -> None:
    def faults(entity: Entity) -> Iterator[str]:
        for key in entity.data.keys() - ENTITY_KEYS:
            yield f"unknown key {key!r}"
        if entity.data.get("kind") not in KINDS:
            yield f"unknown kind {entity.data.get('kind')!r}"
        if not CODE.fullmatch(str(entity.data.get("code"))):
            yield f"malformed code {entity.data.get('code')!r}"

    report(f"{e.where}: {fault}" for e in entities for fault in faults(e))


def test_parents_exist_and_no_entity_is_part_of_itself(entities: tuple[Entity, ...]) -> None:
    parent = {e.id: e.data.get("part_of") for e in entities}

    def fault(entity: Entity) -> str | None:
        seen, above = {entity.id}, entity.data.get("part_of")
        while above in parent:
            if above in seen:
                return "is part of itself"
            seen.add(above)
            above = parent[above]
        known = above is None or re.fullmatch("[a-z]{3}", above)  # three letters: a country, kept elsewhere
        return None if known else f"unknown parent {above!r}"

    report(f"{e.where}: {f}" for e in entities if (f := fault(e)))


def test_every_entity_has_an_english_label_and_a_sorani_name(entities: tuple[Entity, ...]) -> None:
    report(
        f"{e.where}: no name in {language}"
        for e in entities
        for language in ("en", "ckb")
        if not e.data.get("names", {}).get(language)
    )


def test_names_keep_to_the_house_orthography(entities: tuple[Entity, ...]) -> None:
    report(
        f"{e.where}: {name}: {fault}" for e in entities for _, name in e.aliases() for fault in orthography_faults(name)
    )


def test_no_name_stands_twice_in_one_entity(entities: tuple[Entity, ...]) -> None:
    def repeats(entity: Entity) -> Iterator[str]:
        seen: set[tuple[str, str]] = set()
        for language, name in entity.aliases():
            if (language, folded(name)) in seen:
                yield f"{entity.where}: {name}"
            seen.add((language, folded(name)))

    report(repeat for e in entities for repeat in repeats(e))


def test_no_name_stands_for_two_entities(entities: tuple[Entity, ...]) -> None:
    report(shared_names(entities))


def test_no_name_is_also_that_of_a_country_or_place(entities: tuple[Entity, ...]) -> None:
    ours = {e.id for e in entities}
    taken = {
        (language, folded(name)): other.id
        for other in load_registry().entities.values()
        if other.id not in ours
        for language, names in other.names.items()
        for name in names
    }
    report(
        f"{e.where}: {name} is a name of {taken[language, folded(name)]}"
        for e in entities
        for language, name in e.aliases()
        if (language, folded(name)) in taken
    )


def test_right_to_left_strings_stand_on_lines_of_their_own() -> None:
    report(
        f"{path.name}:{number}: two right-to-left strings on one line"
        for path in sorted(FOLDER.glob("*.toml"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len([s for s in re.findall(r'"[^"]*"', line) if ARABIC_SCRIPT.search(s)]) > 1
    )


def test_terms_belong_to_persons_and_are_well_formed(entities: tuple[Entity, ...]) -> None:
    def faults(entity: Entity, term: Mapping[str, Any]) -> Iterator[str]:
        if entity.data["kind"] != "person":
            yield "a term of office, but no person"
        for key in term.keys() ^ (TERM_KEYS if "end" in term else TERM_KEYS - {"end"}):
            yield f"unknown or missing key {key!r}"
        if not CODE.fullmatch(str(term.get("code"))):
            yield f"malformed code {term.get('code')!r}"
        if not all(type(term[key]) is date for key in ("start", "end") if key in term):
            yield "start and end are dates without a time"
        elif "end" in term and term["end"] < term["start"]:
            yield "ends before it starts"

    report(
        f"{e.where}: {term.get('office')}: {fault}"
        for e in entities
        for term in e.data.get("term", ())
        for fault in faults(e, term)
    )


def test_no_office_of_a_country_has_two_holders_at_once(entities: tuple[Entity, ...]) -> None:
    report(double_holders(terms_of(entities)))


def test_the_checks_see_spellings_that_differ_by_folded_letters_alone() -> None:
    first = Entity("a.toml", {"id": "x-a", "names": {"ckb": ["کۆمەڵەی ڕووناکی"]}})
    second = Entity("b.toml", {"id": "x-b", "names": {"ckb": ["کۆمەلەی روناکی"]}})
    assert shared_names([first, second]) == [folded("کۆمەڵەی ڕووناکی") + ": x-a, x-b"]


@pytest.mark.parametrize(
    ("start", "complaints"),
    [(date(2020, 1, 1), 0), (date(2019, 12, 31), 1)],
    ids=["handover-on-the-day", "one-day-too-early"],
)
def test_the_checks_see_two_holders_of_one_office(start: date, complaints: int) -> None:
    before = Term("x-a", "XYZ", "prime minister", date(2016, 1, 1), date(2020, 1, 1))
    after = Term("x-b", "XYZ", "prime minister", start, date.max)
    assert len(double_holders([before, after])) == complaints


def test_an_office_of_many_holders_may_have_two_at_once() -> None:
    terms = [Term(holder, "XYZ", "senator", date(2016, 1, 1), date.max) for holder in ("x-a", "x-b")]
    assert double_holders(terms) == []
