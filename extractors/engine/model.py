"""The parts of a sentence as the engine sees them. Token positions count within the sentence, ends exclusive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ...ontology.model import Factuality, Location, TimeExpression
from ...ontology.registry import Entity
from ..morphology.readings import NounReading, VerbReading, Word
from ..rules.model import Rule

NOMINAL_KINDS = frozenset(("noun", "infinitive", "participle"))  # kinds of predicates that are no finite verb


@dataclass(slots=True)
class Token:
    """A token: offsets into the normalised document, the word, and the reading the context leaves.

    `tag` is one of noun, name, verb, adverb, number, quantifier, demonstrative, pronoun,
    adposition, absolute, postposition, coordinator, complementizer, subordinator,
    connector, particle, preverb, hyphen (inside a name), fused (adposition and demonstrative in one word), time,
    age, quote, comma, punctuation.
    """

    start: int
    end: int
    text: str
    word: Word
    tag: str
    noun: NounReading | None = None
    verb: VerbReading | None = None


class Match(NamedTuple):
    """A name or agent noun found at tokens `start:end`.

    `entity` is set for names, `sector` for agent nouns; `adjective` for a country's
    adjective or people.
    """

    start: int
    end: int
    entity: Entity | None
    sector: str | None = None
    kind: str = ""
    label: str = ""
    adjective: bool = False
    ambiguous: bool = False


@dataclass(slots=True)
class Nominal:
    """A noun phrase with its ezafe chain: tokens `start:end`, its head, and an apposition if one follows.

    `host` says that a clitic which belongs to the verb leans on its last word.
    """

    start: int
    end: int
    head: int
    apposition: tuple[int, int] | None = None
    pronoun: bool = False
    host: bool = False


@dataclass(slots=True)
class Phrase:
    """One or more coordinated noun phrases under one marker (an adposition's name, or None).

    `governor` is the noun that the phrase depends on where an ezafe ties it to one,
    `marker_at` the first token of the adposition.
    """

    marker: str | None
    marker_at: int
    items: list[Nominal]
    end: int
    governor: int | None = None
    after_verb: bool = False


@dataclass(slots=True)
class Clause:
    """A finite verb with what belongs to it; `verb` is None for a stretch without one.

    `segments` are token stretches, `opener` the word class that opens it, `head` the
    noun it is relative to, `matrix` the clause that it is the complement or coordinate of.
    """

    verb: int | None
    segments: list[tuple[int, int]]
    opener: str | None = None
    opener_at: int | None = None
    head: int | None = None
    matrix: int | None = None
    coordinated: bool = False
    phrases: list[Phrase] = field(default_factory=list)
    nominal: tuple[int, int] | None = None
    quoted: int = 0

    def tokens(self) -> list[int]:
        """Return the positions of the clause's tokens, in order."""
        return [i for start, end in self.segments for i in range(start, end)]


@dataclass(slots=True)
class Predicate:
    """A rule's trigger found in a clause, with the tokens that name the action.

    `nominal_end` is where the nominal of a light verb ends, whose ezafe may hold a role.
    """

    rule: Rule
    clause: int
    tokens: tuple[int, ...]
    head: int
    verb: VerbReading | None
    kind: str
    lemma: str
    verb_at: int | None = None
    nominal_end: int | None = None


class Actor(NamedTuple):
    """A participant before it becomes a record: offsets into the normalised text, or none, and who it is.

    `known` says that name, kind or context tell who it is, if only roughly.
    """

    start: int | None
    end: int | None
    code: str
    entity: str | None
    label: str | None
    text: str | None = None
    plural: bool = False
    sentence: int = 0
    known: bool = True


@dataclass(slots=True)
class Draft:
    """An event while it is being put together.

    `dropped` is the id of the rule in whose content it stands and so is no event,
    `same_as` that of the rule of the event which it only names again.
    """

    predicate: Predicate
    roles: dict[str, list[Actor]]
    factuality: Factuality
    attribution: list[Actor] = field(default_factory=list)
    time: TimeExpression | None = None
    place: Location | None = None
    dropped: str | None = None
    same_as: str | None = None
