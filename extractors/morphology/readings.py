"""What an analysed word can be: its readings as noun, as verb and as a word of the closed classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

REMEMBERED = 20_000
"""Word forms whose analysis is kept; a longer stream of texts starts anew, so that memory stays bounded."""

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
    surface first. `classes` are the closed classes the form belongs to. `full_ezafe` says
    that the longest reading of the word has the ezafe, not one that takes a final letter off
    the stem; `relative` that some reading has the ending that a relative clause follows; `noun`
    is the reading as a noun that takes least off.
    """

    text: str
    keys: tuple[str, ...]
    nouns: tuple[NounReading, ...]
    verbs: tuple[VerbReading, ...]
    classes: frozenset[str]
    number: bool
    full_ezafe: bool = field(init=False, compare=False)
    relative: bool = field(init=False, compare=False)
    noun: NounReading | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        nouns = [noun for noun in self.nouns if noun.known] or self.nouns
        longest = max((noun.stem for noun in nouns), default=0)
        full = any("ezafe" in noun.links and noun.stem == longest for noun in nouns)
        object.__setattr__(self, "full_ezafe", full)
        object.__setattr__(self, "relative", any("relative" in noun.links for noun in self.nouns))
        object.__setattr__(self, "noun", _least_cut(self.nouns))


def _least_cut(nouns: tuple[NounReading, ...]) -> NounReading | None:
    """Return the known reading with the longest stem, that of a verb and without clitic first, else any."""
    best = nouns[0] if nouns else None
    rank = (-1, False, False)
    for noun in nouns:
        if noun.known and noun.stem >= rank[0]:
            this = (noun.stem, noun.verb is not None, not noun.clitics)
            if this > rank:
                best, rank = noun, this
    return best
