"""The records of rule files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["verb", "light-verb", "noun", "adjective"]
Content = Literal["drop", "attributed", "negated", "possible", "future", "keep"]

KINDS: tuple[Kind, ...] = ("verb", "light-verb", "noun", "adjective")
CONTENTS: tuple[Content, ...] = ("drop", "attributed", "negated", "possible", "future", "keep")
ROLES = ("actor", "recipient", "coactor", "corecipient", "instrument")
SYNTACTIC_MARKERS = ("subject", "object", "ezafe", "goal", "agent", "speaker", "possessive", "modifier")
CONSTITUENTS = ("object", "complement")  # what a predicate may need besides its roles: an object, a clause below it

# Frames that many rules share; a rule names one or spells its roles out.
FRAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "transitive": {"actor": ("subject",), "recipient": ("object",)},
    "intransitive": {"actor": ("subject",)},
    "experiencer": {"recipient": ("subject",)},
}


class Example(NamedTuple):
    """A sentence of a rule: it must match with the roles' exact words, or (`why`) must not match.

    A role that `roles` does not name must come out without words.
    """

    text: str
    gloss: str
    line: int
    roles: Mapping[str, tuple[str, ...]]
    factuality: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A predicate with its event type and the markers of its roles.

    `triggers` are the lemmas, nominals, nouns or adjectives, `light` the light verbs.
    `unless` and `requires` are lemmas that must not, or of which one must, stand in the
    clause, `needs` the roles and constituents that must stand there.
    `polarity` "negative" lets the rule fire on the negated predicate alone, the negation
    being part of its meaning. `content` says what becomes of events named in the
    predicate's complement.
    """

    id: str
    kind: Kind
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    gloss: str
    triggers: tuple[str, ...]
    light: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    content: Content | None
    polarity: str | None
    unless: frozenset[str]
    requires: frozenset[str]
    needs: tuple[str, ...]
    examples: tuple[Example, ...]
    file: str
    line: int
