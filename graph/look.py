"""What the explorer and the pictures share: words of the interface, names of codes, colours, fonts.

Words and looks stand in `explorer/messages.toml` and `explorer/look.toml`; what codes are called stands in the
ontology.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rdflib.namespace import SKOS

from ..ontology.errors import GraphError, nearest
from ..ontology.model import Participant
from ..ontology.plover import Names, load_plover
from ..ontology.registry import Entity, load_registry
from ..ontology.vocabulary import FACTUALITY, SECTOR, load_vocabulary
from .identity import actor_label

LANGUAGES = ("ckb", "en")
"""The languages of the interface."""

# Marks that turn the direction of what follows: harmless in a text of their own, but not inside a page.
_TURNING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def check_language(language: str | None) -> None:
    """Raise GraphError where there is no interface in a language; None stands for any."""
    if language is not None and language not in LANGUAGES:
        allowed = ", ".join(LANGUAGES)
        raise GraphError(f"no interface in {language!r}{nearest(language, LANGUAGES)}; there are {allowed}")


@cache
def messages() -> Mapping[str, Any]:
    """Return the words of the interface by language, and the letters that count as one in a search."""
    return _table("messages.toml")


@cache
def look() -> Mapping[str, Any]:
    """Return the colours, light and dark, the fonts, and the sectors that share a colour."""
    return _table("look.toml")


def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files(__package__) / "explorer" / name).read_text("utf-8"))


def kind_of(code: str) -> int:
    """Return the number of the kind that colours an actor, by its code.

    >>> kind_of("IRN-GOV"), kind_of("IGO:UNO"), kind_of("IRQ-UNK")
    (0, 6, 7)
    """
    country, _, sector = code.partition("-")
    wanted = "IGO" if country.startswith("IGO") else sector
    kinds = look()["kinds"]
    return next((number for number, sectors in enumerate(kinds) if wanted in sectors), len(kinds))


def names_of_codes(language: str) -> dict[str, dict[str, str]]:
    """Return what codes are called in a language of the interface, by kind of code."""
    plover = load_plover()
    return {
        "types": {code: _named(type.names, language) for code, type in plover.types.items()},
        "modes": {
            f"{code}.{mode.code}": _named(mode.names, language)
            for code, type in plover.types.items()
            for mode in type.modes.values()
        },
        "contexts": {code: _named(names, language) for code, names in plover.contexts.items()},
        "quads": {str(number): _named(names, language) for number, names in plover.quads.items()},
        "sectors": _concepts(SECTOR, language),
        "factualities": _concepts(FACTUALITY, language),
    }


def _named(names: Names, language: str) -> str:
    return str(getattr(names, f"label_{language}"))


@cache
def _concepts(namespace: str, language: str) -> dict[str, str]:
    vocabulary = load_vocabulary()
    return {
        str(concept).removeprefix(namespace): str(label)
        for concept, label in vocabulary.subject_objects(SKOS.prefLabel)
        if str(concept).startswith(namespace) and getattr(label, "language", None) == language
    }


def labels(entity: Entity | None) -> dict[str, str]:
    """Return the names that an entity has in the languages of the interface."""
    if entity is None:
        return {}
    return {language: entity.names[language][0] for language in LANGUAGES if entity.names.get(language)}


def shown_name(participant: Participant, language: str) -> str:
    """Return what to call a participant: its name in a language, or in English, or else its words.

    >>> shown_name(Participant("إيران", 0, 5, "IRN-GOV", "irn"), "en")
    'Iran'
    """
    known = labels(load_registry().get(participant.entity))
    return known.get(language) or known.get("en") or tidy(actor_label(participant))


def tidy(words: str) -> str:
    """Return words as a label: on one line, and without what would turn the direction of what is round them.

    >>> tidy("  the\\u202e army ")
    'the army'
    """
    return " ".join(_TURNING.sub("", words).split())
