"""PLOVER, manual draft 0.8 of 2021: quad classes, types, modes, contexts, scores; CAMEO to and fro.

The facts stand in `data/plover.toml` and `data/cameo.tsv`. The crosswalk is that of the Open Event Data
Alliance (17 September 2021), brought to the names of draft 0.8:

- modes: assassinate and massacre are targeted; return is release; ban and political are restrict; seize in
  ASSAULT is destroy; ease and cleansing are no modes; 175 is crowd-control; 195 is aerial;
- contexts: humanitarian is human_security, democracy is pro_democracy;
- added: 155, 176, 1951 and 1952 of CAMEO 1.1, the roots, and the appeals (02) as REQUEST.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .errors import DataError, nearest


@dataclass(frozen=True, slots=True)
class Names:
    """What a code is called and what it means, in English and in Central Kurdish."""

    label_en: str
    label_ckb: str
    definition_en: str
    definition_ckb: str


@dataclass(frozen=True, slots=True)
class Mode:
    """How an action of a type is done.

    `score` runs from -10 (conflict) to 10 (cooperation) and is None where PLOVER gives none.
    `cameo` is the CAMEO code that stands for the mode.
    """

    code: str
    type: str
    score: float | None
    cameo: str
    names: Names


@dataclass(frozen=True, slots=True, eq=False)
class EventType:
    """A PLOVER event type; `score` from -10 (conflict) to 10 (cooperation).

    `cameo` is the CAMEO code that stands for the type without a mode. Where a type is
    `reciprocal`, several actors without a recipient do it to each other. Where its modes are `means`,
    they say with what the same act is done, so that reports of it may differ in them. `planned` is the
    type that such an event is coded as while it is still to come: its own, or AGREE.
    `presumed` has, by role, the sector of parties of whom nothing is known but what they do or suffer.
    `verb_en` and `verb_ckb` say it in a sentence, the actor first.
    """

    code: str
    quad: int
    score: float
    cameo: str
    reciprocal: bool
    means: bool
    planned: str
    presumed: Mapping[str, str]
    verb_en: str
    verb_ckb: str
    names: Names
    modes: Mapping[str, Mode]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code, what it means, and the PLOVER type, mode and contexts it becomes.

    `parent` is the code it specialises, None for the roots.
    """

    code: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    parent: str | None
    gloss_en: str
    gloss_ckb: str


@dataclass(frozen=True, slots=True, eq=False)
class Plover:
    """The scheme: `types`, `contexts` and `cameo` by code, `quads` by number.

    Every method raises DataError for a code that the scheme does not have.
    """

    quads: Mapping[int, Names]
    types: Mapping[str, EventType]
    contexts: Mapping[str, Names]
    cameo: Mapping[str, CameoCode]

    def type(self, code: str) -> EventType:
        """Return the event type of a code.

        >>> load_plover().type("ASSULT")
        Traceback (most recent call last):
        tewn.ontology.errors.DataError: unknown PLOVER type 'ASSULT' (did you mean 'ASSAULT'?)
        """
        if code not in self.types:
            raise _unknown("PLOVER type", code, self.types)
        return self.types[code]

    def modes(self, type: str) -> Mapping[str, Mode]:
        """Return the modes of a type by code, in the order of the manual.

        >>> list(load_plover().modes("CONSULT"))
        ['visit', 'third-party', 'multilateral', 'phone']
        """
        return self.type(type).modes

    def mode(self, type: str, code: str) -> Mode:
        """Return a mode of a type.

        >>> load_plover().mode("CONSULT", "visit").names.label_en
        'visit'
        """
        modes = self.modes(type)
        if code not in modes:
            raise _unknown(f"mode of {type}", code, modes)
        return modes[code]

    def score(self, type: str, mode: str | None = None) -> float:
        """Return the conflict-cooperation score, from -10 to 10.

        A mode without a score of its own has that of its type.

        >>> load_plover().score("ASSAULT"), load_plover().score("ASSAULT", "drone")
        (-9.0, -9.5)
        """
        own = self.mode(type, mode).score if mode else None
        return self.type(type).score if own is None else own

    def quad(self, type: str) -> int:
        """Return the quad class of a type, 1 to 4.

        >>> load_plover().quad("ACCUSE")
        3
        """
        return self.type(type).quad

    def to_cameo(self, type: str, mode: str | None = None) -> str:
        """Return the CAMEO code that stands for a type, or for a mode of it.

        >>> load_plover().to_cameo("ASSAULT", "aerial")
        '195'
        """
        return self.mode(type, mode).cameo if mode else self.type(type).cameo

    def from_cameo(self, code: str) -> CameoCode:
        """Return what a CAMEO code becomes in PLOVER.

        >>> load_plover().from_cameo("1123").type
        'ACCUSE'
        """
        if code not in self.cameo:
            raise _unknown("CAMEO code", code, self.cameo)
        return self.cameo[code]


@cache
def load_plover() -> Plover:
    """Return the scheme, read once."""
    data = files(__package__) / "data"
    scheme = tomllib.loads((data / "plover.toml").read_text("utf-8"))
    rows = _rows((data / "cameo.tsv").read_text("utf-8"))
    back = {(row["type"], mode): row["code"] for row in rows for mode in row["back"].split()}
    return Plover(
        quads={int(number): Names(**names) for number, names in scheme["quads"].items()},
        types={code: _type(code, entry, back) for code, entry in scheme["types"].items()},
        contexts={code: Names(**names) for code, names in scheme["contexts"].items()},
        cameo=_crosswalk(rows),
    )


def _type(code: str, entry: Mapping[str, Any], back: Mapping[tuple[str, str], str]) -> EventType:
    modes = {
        mode: Mode(mode, code, _score(fields), back.get((code, mode), entry["cameo"]), _names(fields))
        for mode, fields in entry.get("modes", {}).items()
    }
    return EventType(
        code=code,
        quad=entry["quad"],
        score=float(entry["score"]),
        cameo=entry["cameo"],
        reciprocal=entry.get("reciprocal", False),
        means=entry.get("means", False),
        planned=entry.get("planned", code),
        presumed=entry.get("presumed", {}),
        verb_en=entry["verb_en"],
        verb_ckb=entry["verb_ckb"],
        names=_names(entry),
        modes=modes,
    )


def _score(fields: Mapping[str, Any]) -> float | None:
    return float(fields["score"]) if "score" in fields else None


def _names(fields: Mapping[str, Any]) -> Names:
    return Names(fields["label_en"], fields["label_ckb"], fields["definition_en"], fields["definition_ckb"])


def _rows(table: str) -> list[dict[str, str]]:
    header, *lines = [line.split("\t") for line in table.splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def _crosswalk(rows: list[dict[str, str]]) -> dict[str, CameoCode]:
    codes = {row["code"] for row in rows}
    return {
        row["code"]: CameoCode(
            code=row["code"],
            type=row["type"],
            mode=row["mode"] or None,
            contexts=tuple(row["contexts"].split()),
            parent=row["code"][:-1] if row["code"][:-1] in codes else None,
            gloss_en=row["gloss_en"],
            gloss_ckb=row["gloss_ckb"],
        )
        for row in rows
    }


def _unknown(what: str, code: str, allowed: Iterable[str]) -> DataError:
    return DataError([f"unknown {what} {code!r}{nearest(code, allowed)}"])
