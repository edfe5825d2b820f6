"""What an analysed word can be: its readings as noun, as verb and as a word of the closed classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Voice = Literal["active", "passive"]
VerbForm = Literal["finite", "infinitive", "participle", "gerund"]


class VerbReading(NamedTuple):
    """A reading as a form of a verb.

    `lemma` is the infinitive without a light verb's nominal, `nominal` that nominal
    where both are written as one word. `person` is the subject ending (that of the
    object with a past transitive), `clitic` the person of a clitic, `goal` tells of a
    directional ending that opens a place for a bare noun phrase after the verb;
    `needs_object` of a verb that is never without an object.
    """

    lemma: str
    nominal: str | None
    form: VerbForm
    tense: str
    mood: str
    negative: bool
    voice: Voice
    person: str
    clitic: str | None
    goal: bool
    transitive: bool
    needs_object: bool = False


class NounReading(NamedTuple):
    """A reading as noun, adjective or name.

    `stem` counts the letters before number and definiteness, `body` those before
    clitic, ezafe and postposition. `link` says which links the ending can be.
    `verb` is set for verbal nouns and participles. `known` tells a word of the
    lexicon from a guess.
    """

    lemma: str
    pos: str
    number: str
    links: frozenset[str]
    clitics: frozenset[str]
    postposition: str
    stem: int
    body: int
    verb: VerbReading | None
    known: bool


@dataclass(frozen=True, slots=True)
class Word:
    """A word form with all its readings; one object serves all its occurrences.

    `keys` are the folded forms under which names and agent nouns are looked up, the
    surface first. `classes` are the closed classes the form belongs to.
    """

    text: str
    keys: tuple[str, ...]
    nouns: tuple[NounReading, ...]
    verbs: tuple[VerbReading, ...]
    classes: frozenset[str]
    number: bool
