"""The codes that other tables of events use for countries; they stand in `data/country_codes.tsv`."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


def fips(iso3: str) -> str | None:
    """Return the FIPS 10-4 code of a country of ISO 3166 (alpha-3; XKX for Kosovo), or None where it has none.

    >>> fips("IRQ"), fips("TUR"), fips("ALA")
    ('IZ', 'TU', None)
    """
    return _codes().get(iso3)


@cache
def _codes() -> dict[str, str]:
    lines = (files(__package__) / "data" / "country_codes.tsv").read_text("utf-8").splitlines()
    return {row["iso3"]: row["fips"] for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
