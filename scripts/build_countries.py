"""Write ontology/data/countries.tsv from the territory names of Unicode CLDR.

    python scripts/build_countries.py            rewrite the file
    python scripts/build_countries.py --check    exit with 1 where the file is not current

Needs the packages Babel (CLDR's names) and pycountry (the ISO 3166 codes), at the versions below: others
may carry other names. The columns, one row a country or territory of ISO 3166, and Kosovo:

    iso3                 ISO 3166 alpha-3 code, XKX for Kosovo
    iso2                 ISO 3166 alpha-2 code, XK for Kosovo
    name_en, name_ckb, name_ar, name_ku, name_fa, name_tr
                         the name in English, Sorani, Arabic, Kurmanji (Latin script), Persian and Turkish;
                         empty where CLDR has none

Names are written without what CLDR adds in brackets, Sorani ones in the project's letters. A Sorani name that
countries_extra.toml lists as ambiguous is left out.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import pycountry
from babel import Locale

DATA = Path(__file__).resolve().parent.parent / "ontology" / "data"
FILE = DATA / "countries.tsv"
EXTRA = DATA / "countries_extra.toml"
PACKAGES = {"babel": "2.18.0", "pycountry": "26.2.16"}

# Scripts alternate, so that two right-to-left names never stand side by side.
LANGUAGES = ("en", "ckb", "tr", "ar", "ku", "fa")
KOSOVO = ("XKX", "XK")  # user-assigned codes: ISO 3166 has none
HOUSE_LETTERS = {
    0x06BE: "\u0647",  # heh doachashmee: heh
    0x064A: "\u06cc",  # Arabic yeh: Farsi yeh
    0x0649: "\u06cc",  # alef maksura: Farsi yeh
    0x0643: "\u06a9",  # Arabic kaf: keheh
    0x0640: None,  # tatweel
    0x200C: None,  # zero-width non-joiner
    0x200E: None,  # left-to-right mark
    0x200F: None,  # right-to-left mark
}
REH, RRA = "\u0631", "\u0695"  # Sorani has no plain reh at the start of a word


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
    header = ["iso3", "iso2", *(f"name_{language}" for language in LANGUAGES)]
    return "".join("\t".join(row) + "\n" for row in (header, *_rows()))


def _rows() -> Iterator[list[str]]:
    names = {language: Locale(language).territories for language in LANGUAGES}
    ambiguous = _ambiguous(EXTRA.read_text("utf-8"))
    codes = [(country.alpha_3, country.alpha_2) for country in pycountry.countries]
    for iso3, iso2 in sorted([*codes, KOSOVO]):
        cells = {language: clean(names[language].get(iso2, ""), language) for language in LANGUAGES}
        if cells["ckb"] in ambiguous.get(iso3, ()):
            cells["ckb"] = ""
        yield [iso3, iso2, *cells.values()]


def _ambiguous(extra: str) -> Mapping[str, list[str]]:
    rows = tomllib.loads(extra)["country"]
    return {row["iso3"]: row.get("names", {}).get("ckb_ambiguous", []) for row in rows}


def clean(name: str, language: str) -> str:
    """Return a CLDR name without brackets, in the project's spelling.

    >>> clean("Bosnia & Herzegovina", "en"), clean("Myanmar (Burma)", "en")
    ('Bosnia and Herzegovina', 'Myanmar')
    """
    name = unicodedata.normalize("NFC", re.sub(r" *\([^)]*\)", "", name))
    if language == "en":
        return name.replace("&", "and").replace("\u2019", "'")
    return house_form(name) if language == "ckb" else name


def house_form(name: str) -> str:
    r"""Return a Sorani name in the project's letters.

    >>> house_form("\u0631\u0648\u0648\u0633\u064a\u0627") == "\u0695\u0648\u0648\u0633\u06cc\u0627"
    True
    """
    words = name.translate(HOUSE_LETTERS).split()
    return " ".join(RRA + word[1:] if word.startswith(REH) else word for word in words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
