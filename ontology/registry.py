"""The actor registry: who can take part in events, under which names and codes, and when.

Countries and places are generated from data sets (`scripts/`), their further names and
everything else are written by hand in `data/`. The bodies that every country has one of
(embassy, army) are composed from the country and `data/bodies.toml`. Codes follow the coding guide:
`COUNTRY-SECTOR`, with `KRD` for the Kurdistan Region and `IGO:…` for
international governmental bodies.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from .compiled import compiled

_NOTHING: Mapping[str, Any] = {}
STATE = "GOV"  # a country or capital that acts stands for its government
PLACES = frozenset((
    "capital", "city", "province", "district", "town", "village", "region", "area", "camp",
    "mountain", "island", "river", "facility",
))  # fmt: skip
"""Kinds of entities that are places below the level of a state."""
STATES = frozenset(("country", "adjective"))
"""Kinds of names that stand for a state."""


class Term(NamedTuple):
    """An office held from `start` to `end` (end exclusive, None while it lasts), and its code."""

    office: str
    code: str
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Tell whether the office was held on a day."""
        return self.start <= day and (self.end is None or day < self.end)


class Entity(NamedTuple):
    """An actor or place of the registry.

    `names` and `adjectives` are lists by language, the first name the label.
    `country` is the part of the code before the sector. `part_of` is the id of the body,
    or for a region of the country, that it belongs to. Latitude and longitude are degrees (WGS 84).
    """

    id: str
    kind: str
    code: str
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]] = _NOTHING
    terms: tuple[Term, ...] = ()
    part_of: str | None = None
    identifiers: Mapping[str, str] = _NOTHING
    latitude: float | None = None
    longitude: float | None = None
    capital_of: str | None = None

    @property
    def country(self) -> str:
        """The code's part before the sector."""
        return self.code.split("-")[0]

    def label(self, language: str) -> str:
        """Return the name to show in a language, else the English one, else the id."""
        for names in (self.names.get(language), self.names.get("en")):
            if names:
                return names[0]
        return self.id

    def code_at(self, day: date | None) -> str:
        """Return the code on a day: that of the office then held, else the entity's own.

        Without a day the latest office counts.
        """
        held = [term for term in self.terms if (term.holds(day) if day else True)]
        return max(held, key=lambda term: term.start).code if held else self.code


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a country has one of: an embassy, a ministry of defence, an army.

    `glosses` are those under which the languages' tables of agents list its words. `names` are patterns by
    language with `{}` for the country's name, `registered` the entities that are the body of a country, by the
    country's id, where the registry has one under another id. `local` says that towns have one as well.
    """

    id: str
    sector: str
    glosses: tuple[str, ...]
    names: Mapping[str, str]
    registered: Mapping[str, str] = field(default_factory=dict)
    local: bool = False


class Registry:
    """All entities, by id, and those that are composed of a country and one of its `bodies`.

    `articles` says by language how the names of countries are filled into those of their bodies, where not as
    they are: patterns by country id.
    """

    def __init__(
        self,
        entities: Iterable[Entity],
        bodies: Iterable[Body] = (),
        articles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.entities: dict[str, Entity] = {entity.id: entity for entity in entities}
        self.bodies: dict[str, Body] = {body.id: body for body in bodies}
        self._articles = articles or {}
        self._composed: dict[str, Entity] = {}

    def __getitem__(self, identifier: str) -> Entity:
        found = self.get(identifier)
        if found is None:
            raise KeyError(identifier)
        return found

    def get(self, identifier: str | None) -> Entity | None:
        """Return the entity of an id, or None; the id of a country and that of a body make one (`usa-embassy`)."""
        if not identifier:
            return None
        found = self.entities.get(identifier) or self._composed.get(identifier)
        at = identifier.find("-")
        while found is None and at > 0:
            found = self.body_of(identifier[:at], identifier[at + 1 :])
            at = identifier.find("-", at + 1)
        return found

    def body_of(self, country: str, body: str) -> Entity | None:
        """Return the body of a country, both by their ids: the registered one, else one composed of both.

        >>> embassy = load_registry().body_of("usa", "embassy")
        >>> embassy.id, embassy.code, embassy.label("en")
        ('usa-embassy', 'USA-GOV', 'Embassy of the United States')
        >>> load_registry().body_of("usa", "army").id
        'usa-military'
        """
        kind, owner = self.bodies.get(body), self.entities.get(country)
        if kind is None or owner is None or owner.kind != "country":
            return None
        identifier = f"{country}-{body}"
        known = self.entities.get(kind.registered.get(country, identifier)) or self._composed.get(identifier)
        if known is None:
            known = self._composed[identifier] = self._compose(identifier, kind, owner)
        return known

    def _compose(self, identifier: str, body: Body, owner: Entity) -> Entity:
        names = {}
        for language, pattern in body.names.items():
            if owner.names.get(language):
                filled = self._articles.get(language, {}).get(owner.id, "{}")
                names[language] = (pattern.format(filled.format(owner.names[language][0])),)
        return Entity(identifier, "body", f"{owner.country}-{body.sector}", names, part_of=owner.id)

    def country(self, code: str) -> Entity | None:
        """Return the country (or region with a code of its own) of a code such as `IRQ-MIL`."""
        return self.entities.get(code.split("-")[0].lower())

    def state(self, code: str) -> Entity | None:
        """Return the state of a code such as `IRQ-MIL`: for a region with a code of its own, the one it is in.

        >>> load_registry().state("KRD-GOV").id
        'irq'
        """
        found = self.country(code)
        return self.entities.get(found.part_of, found) if found and found.part_of else found

    def names(self, language: str) -> Iterator[tuple[str, Entity]]:
        """Yield every name in a language with its entity."""
        for entity in self.entities.values():
            for name in entity.names.get(language, ()):
                yield name, entity

    def adjectives(self, language: str) -> Iterator[tuple[str, Entity]]:
        """Yield every adjective and people's name in a language with its country."""
        for entity in self.entities.values():
            for name in entity.adjectives.get(language, ()):
                yield name, entity


@cache
def load_registry() -> Registry:
    """Return the registry that ships with tewn."""
    data = files(__package__) / "data"
    return compiled("registry", [data, Path(__file__)], partial(_read, data)) if isinstance(data, Path) else _read(data)


def _read(data: Traversable) -> Registry:
    places = list(_places(data))
    countries = list(_countries(data))
    bodies = _toml(data / "bodies.toml")
    articles = {
        language: {country: pattern for pattern, listed in patterns.items() for country in listed}
        for language, patterns in bodies.get("articles", {}).items()
    }
    entities = _linked([*countries, *places, *_actors(data / "actors")], data / "wikidata.tsv")
    return Registry(entities, _bodies(bodies), articles)


def _toml(path: Traversable) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _table(path: Traversable) -> Iterator[dict[str, str]]:
    if path.is_file():
        lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _linked(entities: Iterable[Entity], path: Traversable) -> Iterator[Entity]:
    """Yield the entities, those that a table of ids and Wikidata ids lists with the latter."""
    known = {row["id"]: row["wikidata"] for row in _table(path)}
    for entity in entities:
        if entity.id in known:
            yield entity._replace(identifiers={**entity.identifiers, "wikidata": known[entity.id]})
        else:
            yield entity


def _lists(table: Mapping[str, Any] | None) -> dict[str, tuple[str, ...]]:
    return {language: tuple(names) for language, names in (table or {}).items()}


def _merged(first: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    languages = dict.fromkeys([*first, *more])
    return {x: tuple(dict.fromkeys([*first.get(x, ()), *more.get(x, ())])) for x in languages}


def _countries(data: Traversable) -> Iterator[Entity]:
    extra = {row["iso3"]: row for row in _toml(data / "countries_extra.toml").get("country", ())}
    for row in _table(data / "countries.tsv"):
        more = extra.pop(row["iso3"], {})
        named = [column for column in row if column.startswith("name_") and row[column]]
        listed: dict[str, tuple[str, ...]] = {column.removeprefix("name_"): (row[column],) for column in named}
        yield _country(row["iso3"], row, more, listed)
    for region in _toml(data / "countries_extra.toml").get("region", ()):
        yield _country(region["id"], {}, region, {})
    for iso3, more in extra.items():
        yield _country(iso3, {}, more, {})


def _country(iso3: str, row: Mapping[str, str], more: Mapping[str, Any], listed: dict[str, tuple[str, ...]]) -> Entity:
    return Entity(
        id=str(more.get("id", iso3.lower())),
        kind="country",
        code=f"{more.get('code', iso3)}-{STATE}",
        names=_merged(listed, _lists(more.get("names"))),
        adjectives=_lists(more.get("adjectives")),
        part_of=more.get("part_of"),
    )


def _places(data: Traversable) -> Iterator[Entity]:
    more = _toml(data / "place_names.toml")
    for row in _table(data / "places.tsv"):
        names = _merged({"en": (row["name_en"],)}, _lists(more.get(row["id"])))
        country = row.get("region") or row["country"]
        yield Entity(
            id=row["id"],
            kind=row["kind"],
            code=f"{country}-{STATE}" if row.get("capital_of") else country,
            names=names,
            identifiers={"geonames": row["geonames"]} if row.get("geonames") else {},
            latitude=float(row["latitude"]) if row.get("latitude") else None,
            longitude=float(row["longitude"]) if row.get("longitude") else None,
            capital_of=row.get("capital_of") or None,
        )


def _bodies(table: Mapping[str, Any]) -> Iterator[Body]:
    for row in table.get("body", ()):
        yield Body(
            row["id"],
            row["sector"],
            tuple(row["glosses"]),
            row["names"],
            row.get("registered", {}),
            row.get("local", False),
        )


def _actors(folder: Traversable) -> Iterator[Entity]:
    for path in sorted(folder.iterdir(), key=lambda p: p.name) if folder.is_dir() else ():
        if path.name.endswith(".toml"):
            for row in _toml(path).get("entity", ()):
                yield Entity(
                    id=row["id"],
                    kind=row["kind"],
                    code=row["code"],
                    names=_lists(row.get("names")),
                    terms=tuple(Term(t["office"], t["code"], t["start"], t.get("end")) for t in row.get("term", ())),
                    part_of=row.get("part_of"),
                    identifiers={"wikidata": row["wikidata"]} if row.get("wikidata") else {},
                )
