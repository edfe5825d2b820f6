"""Noun phrases with their ezafe chains, coordination and apposition, and the adpositions that mark them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from ...ontology.registry import PLACES, STATES
from .model import Match, Nominal, Phrase, Token

if TYPE_CHECKING:
    from ..language import Language, Marker

_HEADS = frozenset(("noun", "name"))
_BEFORE_HEAD = frozenset(("number", "quantifier", "demonstrative"))
_STARTS = _HEADS | _BEFORE_HEAD | {"pronoun"}
_NAMELESS = frozenset(("punctuation", "comma", "quote", "time"))  # tags that stand in no name
_LONGEST_NAME = 5  # words
_LONGEST_QUOTE = 6  # tokens between quotes that are a name rather than speech


class Sentence:
    """The tokens of a sentence with the names in them, and the phrases that can be read from any place.

    `taken` are tokens that belong to a predicate and never to a phrase, `mentioned` those
    of a slogan or title in quotes, which tells of no event.
    """

    def __init__(self, language: Language, tokens: list[Token], text: str) -> None:
        self.language = language
        self.tokens = tokens
        self.text = text
        self.taken: set[int] = set()
        self.mentioned: set[int] = set()
        self.transparent = set(transparent(tokens))
        self.matches: list[Match | None] = [None] * len(tokens)
        self.covered: list[Match | None] = [None] * len(tokens)
        self._find_names()
        self._markers: dict[int, tuple[int, Marker] | None] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def _find_names(self) -> None:
        names = self.language.names
        at = [i for i, token in enumerate(self.tokens) if token.tag != "hyphen"]
        keys = [() if self.tokens[i].tag in _NAMELESS else self.tokens[i].word.keys for i in at]
        n = 0
        while n < len(keys):
            found = names.longest(keys, n) if keys[n] and names.starts(keys[n]) else None
            start, end = at[n], at[found[0] - 1] + 1 if found else 0
            if found is None or not self._may_be_name(start, end, found[1]):
                n = self._find_alike(at, n) if keys[n] else n + 1
                continue
            matches = tuple(m for m in found[1] if not m.ambiguous or self._speaks_for_place(start))
            n = found[0] if matches else n + 1
            if matches:
                self._cover(Match(start, end, *self._choose(matches, start, end)[2:]))

    def _find_alike(self, at: Sequence[int], n: int) -> int:
        """Find a name in a spelling of its own in unknown words; return the position after it, else the next one."""
        alike, consonants = self.language.alike, self.language.consonants
        words: list[list[str]] = []
        for i in at[n : n + _LONGEST_NAME]:
            if self.tokens[i].tag != "name":
                break
            words.append([consonants(key) for key in self.tokens[i].word.keys])
            if not alike.starts(words[0]):
                return n + 1
        strange = [not any(noun.known for noun in self.tokens[i].word.nouns) for i in at[n : n + len(words)]]
        found = alike.longest(words, 0, lambda end: strange[end - 1])
        if found is None:
            return n + 1
        self._cover(Match(at[n], at[n + found[0] - 1] + 1, *found[1][0][2:]))
        return n + found[0]

    def _cover(self, match: Match) -> None:
        """Note a name on its tokens; a hyphen inside it is part of it."""
        self.matches[match.start] = match
        for i in range(match.start, match.end):
            self.covered[i] = match
            if self.tokens[i].tag not in _HEADS:
                self.tokens[i].tag = "name" if match.entity else "noun"

    def _may_be_name(self, at: int, end: int, matches: Sequence[Match]) -> bool:
        if end - at > 1:
            words = {word for match in matches for word in self.language.key(match.label).replace("-", " ").split()}
            joined = all(self._joined(i, words) for i in range(at, end - 1) if self.tokens[i].tag != "hyphen")
            return joined and self.tokens[at].tag != "verb" and self.tokens[end - 1].tag != "verb"
        token = self.tokens[at]
        if token.tag not in _HEADS or token.noun and token.noun.known and token.noun.verb:
            return False
        longest = max((n.stem for n in token.word.nouns if n.known and n.pos in ("noun", "adverb")), default=0)
        named = max(len(match.label) for match in matches)
        return not all(match.entity for match in matches) or named >= longest

    def _joined(self, at: int, words: set[str]) -> bool:
        """Tell whether a word inside a name stands as the name has it, or leads on to the next."""
        word = self.tokens[at].word
        return word.keys[0] in words or any(self.link(at)) or self.language.ends_in_vowel(word.text)

    def _speaks_for_place(self, at: int) -> bool:
        """Tell whether a name that is also a common word stands where only a place can: "the city of", "in"."""
        before = self.covered[at - 1] if at else None
        if before and before.kind == "settlement":
            return True
        place = self.language.profile["place_marker"]
        marked = self.tokens[at - 1].word.text == place if at else False
        noun = self.tokens[at].noun
        return marked and noun is not None and noun.number == "bare" and not noun.clitics

    def _choose(self, matches: Sequence[Match], at: int, end: int) -> Match:
        """Of several meanings of one string prefer an entity to a kind of actor, a name to an adjective."""
        rank = {"country": 0, "person": 0, "adjective": 2}
        return min(matches, key=lambda m: (m.entity is None, rank.get(m.kind, 1)))

    # ---- markers -----------------------------------------------------------------------------------

    def marker(self, at: int) -> tuple[int, Marker] | None:
        """Return the adposition that begins at a token and the token after it, or None."""
        if at not in self._markers:
            self._markers[at] = self._marker(at)
        return self._markers[at]

    def _marker(self, at: int) -> tuple[int, Marker] | None:
        token = self.tokens[at]
        if token.tag in ("punctuation", "comma", "quote", "number", "verb", "quantifier") or at in self.taken:
            return None
        if not self.language.adpositions.starts(token.word.keys[:1]):
            return None
        keys = [t.word.keys[:1] for t in self.tokens[at : at + 4]]
        found = self.language.adpositions.longest(keys, 0)
        return (at + found[0], found[1]) if found else None

    def fused_marker(self, at: int) -> str | None:
        """Return the marker inside a token that is preposition and demonstrative in one."""
        token = self.tokens[at]
        if token.tag != "fused":
            return None
        return next(name.split(":", 1)[1] for name in token.word.classes if name.startswith("fused:"))

    # ---- noun phrases ------------------------------------------------------------------------------

    def skip(self, at: int, limit: int) -> int:
        """Return the next token that is not a transparent quote or bracket."""
        while at < limit and at in self.transparent:
            at += 1
        return at

    def starts_nominal(self, at: int, limit: int) -> bool:
        """Tell whether a noun phrase can begin at a token."""
        at = self.skip(at, limit)
        return at < limit and at not in self.taken and self.tokens[at].tag in _STARTS and self.marker(at) is None

    def nominal(self, at: int, limit: int) -> Nominal | None:
        """Read the noun phrase that begins at a token, or None."""
        start = at = self.skip(at, limit)
        while at < limit and self._before_head(at, limit):
            after = self._past_approximation(at + 1, limit)
            start = after if after > at + 1 else start
            at = after
        head = self.skip(at, limit)
        stands = head < limit and head not in self.taken and self.tokens[head].tag in _HEADS | {"pronoun"}
        if not stands or head > start and self.marker(head):
            if at == start:
                return None
            while at < limit and self.tokens[at].tag == "suffix":
                at += 1
            if self.tokens[at - 1].tag == "suffix" and self.link(at - 1)[0] and self.starts_nominal(at, limit):
                whole = self.nominal(at, limit)  # "70 (percent) of those who"
                if whole:
                    return Nominal(start, whole.end, whole.head, pronoun=whole.pronoun)
            return self._partitive(
                start, Nominal(start, at, at - 1), limit
            )  # a number or quantifier alone: "80 thousand"
        if self.tokens[head].tag == "pronoun":
            return self._partitive(start, Nominal(start, head + 1, head, pronoun=True), limit)
        return self._partitive(start, Nominal(start, self._chain(head, limit), head), limit)

    def _partitive(self, start: int, nominal: Nominal, limit: int) -> Nominal:
        """Read "one of X" as a phrase about X."""
        end = nominal.end
        if end >= limit or "partitive" not in self.tokens[nominal.head].word.classes or end - nominal.head > 1:
            return nominal
        marked = self.marker(end)
        if marked and marked[1].name == self.language.profile["place_marker"] and self.starts_nominal(marked[0], limit):
            whole = self.nominal(marked[0], limit)
            noun = self.tokens[whole.head].noun if whole else None
            participle = noun is not None and noun.verb is not None and noun.verb.form == "participle"
            people = noun is not None and (participle or noun.pos == "adjective") and "plural" in noun.number
            if whole and (people or whole.pronoun or self._has_members(whole.head)):
                return Nominal(start, whole.end, whole.head)
        return nominal

    def _ends_name(self, head: int, at: int) -> bool:
        """Tell an adjective that the registered name of a body above the states ends with; it belongs to nobody."""
        match, noun = self.covered[at], self.tokens[at].noun
        if at == head or match is None or match.entity is None or noun is None:
            return False
        return noun.pos == "adjective" and match.entity.code.startswith(("-", "IGO:"))

    def _has_members(self, at: int) -> bool:
        """Tell a known actor, or an unknown name, from a named place: "four of the soldiers", "four in Tehran"."""
        match = self.covered[at]
        if match is None:
            return self.tokens[at].tag == "name"
        return match.entity is None or match.entity.kind not in PLACES | STATES

    def _before_head(self, at: int, limit: int) -> bool:
        """Tell what goes before the head: number, quantifier, demonstrative, measure, "and" between numbers."""
        token = self.tokens[at]
        if at in self.taken or self.covered[at]:
            return False
        if token.tag in _BEFORE_HEAD:
            return True
        numbers = at > 0 and self.tokens[at - 1].tag == "number"
        if token.tag == "coordinator":
            return numbers and at + 1 < limit and self.tokens[at + 1].tag == "number"
        return numbers and bool(self.language.measures & set(token.word.keys)) and self.starts_nominal(at + 1, limit)

    def _past_approximation(self, at: int, limit: int) -> int:
        """Step over the adposition of "more than 60" between quantifier and number."""
        if (
            at + 1 < limit
            and self.tokens[at + 1].tag == "number"
            and self.marker(at)
            and self.tokens[at - 1].tag == "quantifier"
        ):
            return at + 1
        return at

    def _chain(self, head: int, limit: int) -> int:
        """Return the end of the ezafe chain from a head."""
        covered = self.covered[head]
        last = max(head, covered.end - 1) if covered else head
        at = self.skip(last + 1, limit)
        while (
            at < limit
            and at not in self.taken
            and (
                self.tokens[at].tag in ("suffix", "hyphen")
                or self.tokens[at - 1].tag == "hyphen"
                or self._links(head, last, at, limit)
                or self._past_time(last, at, limit) > at
            )
        ):
            at = self._past_time(last, at, limit)
            last = at
            match = self.covered[at]
            if match and match.start == at:
                last = match.end - 1
            if self.tokens[at].tag in _BEFORE_HEAD and not match:
                following = self.nominal(at, limit)
                last = following.end - 1 if following else at
            at = self.skip(last + 1, limit)
        return min(last + 1, limit)

    def _past_time(self, last: int, at: int, limit: int) -> int:
        """Step over the time inside an ezafe chain: "the visit of yesterday of the minister"."""
        end = at
        while end < limit and self.tokens[end].tag in ("time", "adverb"):
            end += 1
        goes_on = end > at and self.link(last)[0] and self.link(end - 1)[0] and self.starts_nominal(end, limit)
        return end if goes_on else at

    def _links(self, head: int, last: int, at: int, limit: int) -> bool:
        """Tell whether the word at `at` goes on the phrase that stands up to `last`."""
        this, following = self.tokens[last], self.tokens[at]
        if self.marker(at) is not None or following.tag not in _STARTS:
            return False
        if this.tag == "pronoun":
            return False
        ezafe, compound = self.link(last)
        if self._ends_name(head, last):
            ezafe = ezafe and self.full_ezafe(last)
        else:
            match = self.covered[last]
            inside = last > head and (match is None or match.entity is None)
            ezafe = ezafe or self.hidden_ezafe(last, "noun", *(("adjective",) if inside else ()))
        if not ezafe and self._pointed_at(head) and self.points_on(last, at):
            return True
        if following.tag == "pronoun":
            return ezafe
        if following.tag in ("demonstrative", "quantifier"):
            return ezafe and self.starts_nominal(at + 1, limit)
        if following.tag == "number":
            counted = self.starts_nominal(at + 1, limit)
            suffix = at + 1 < limit and self.tokens[at + 1].tag == "suffix" and self.link(at + 1)[0]
            ordinal = suffix and self.starts_nominal(at + 2, limit)  # "branch 1 of the court"
            after_name = this.tag == "name" and following.word.number and not counted
            return ezafe and (counted or ordinal) or after_name
        if ezafe:
            kind = self.covered[last] is not None and self.covered[last].entity is None  # type: ignore[union-attr]
            noun = (kind or last == head) and self._noun_before_ezafe(last) or kind and self.covered[at] is not None
            return self.full_ezafe(last) or self._possessor(at) or noun
        if compound or self._open_vowel(last, at):
            named = self.covered[at] if following.tag == "name" else None
            return following.noun is not None and (
                named is None or named.adjective and "relative" in following.noun.links
            )
        return self._juxtaposed(head, last, at)

    def _juxtaposed(self, head: int, last: int, at: int) -> bool:
        """Names of several words, titles before names, and open compounds stand side by side without a link."""
        this, following = self.tokens[last], self.tokens[at]
        before, after = self.covered[last], self.covered[at]
        bare = this.noun is None or this.noun.number == "bare" and not this.noun.postposition
        if not bare:
            return False
        title = before or self.covered[head]
        if title and title.kind == "person" and title.entity is None and following.tag == "name":
            return not (after and after.entity and after.entity.kind != "person")
        if (
            this.tag == "name"
            and before is None
            and after
            and after.entity
            and after.end - at == 1
            and self._surname(at)
        ):
            return True
        if this.tag == "name" and following.tag == "name":
            return before is None and after is None or bool(before and after and before is after)
        return False

    def full_ezafe(self, at: int) -> bool:
        """Tell whether the longest reading of a word has the ezafe, not one that takes a final letter off the stem."""
        return self.tokens[at].word.full_ezafe

    def _noun_before_ezafe(self, at: int) -> bool:
        """Tell whether the head of a phrase, which could be an adjective in form, is a noun with its ezafe."""
        nouns = [n for n in self.tokens[at].word.nouns if n.known]
        longest = max((noun.stem for noun in nouns), default=0)
        adjective = all(noun.pos == "adjective" for noun in nouns if noun.stem == longest)
        return adjective and any(noun.pos == "noun" and "ezafe" in noun.links for noun in nouns)

    def _possessor(self, at: int) -> bool:
        """Tell a word that is likely to depend on what stands before it: a name, an adjective or a participle."""
        noun = self.tokens[at].noun
        match = self.covered[at]
        if match and (match.entity or match.kind == "settlement" and noun is not None and noun.number == "bare"):
            return True
        participle = noun is not None and noun.verb is not None and noun.verb.form == "participle"
        return participle or noun is not None and noun.pos == "adjective"

    def points_on(self, last: int, at: int) -> bool:
        """Tell whether the ending of a noun that a demonstrative points at leads to its owner ("that army of X")."""
        return self.tokens[last].word.relative and (self._possessor(at) or self.covered[at] is not None)

    def _pointed_at(self, at: int) -> bool:
        """Tell whether a demonstrative stands before a noun."""
        return at > 0 and self.tokens[at - 1].tag in ("demonstrative", "fused")

    def _open_vowel(self, last: int, at: int) -> bool:
        """Tell an open compound whose first part ends in a vowel and so has no linking vowel of its own."""
        this, following = self.tokens[last].noun, self.tokens[at].noun
        if this is None or following is None or not following.number.startswith("definite"):
            return False
        if following.pos not in ("adjective", "unknown") or this.pos != "noun":
            return False
        return (
            this.number == "bare"
            and this.stem == len(self.tokens[last].text)
            and self.language.ends_in_vowel(this.lemma)
        )

    def _surname(self, at: int) -> bool:
        """Tell a name of origin made from a place ("Tikriti") from the place."""
        noun = self.tokens[at].noun
        return noun is not None and "ezafe" in noun.links and noun.number == "bare" and not self.tokens[at].verb

    def link(self, at: int) -> tuple[bool, bool]:
        """Tell whether a word may carry an ezafe, and whether it may open a compound."""
        word = self.tokens[at].word
        ezafe = compound = False
        for noun in word.nouns:
            if noun.postposition:
                continue
            if "ezafe" in noun.links:
                ezafe = True
            if "compound" in noun.links and noun.number == "bare":
                compound = True
        return ezafe, compound

    def hidden_ezafe(self, at: int, *kinds: str) -> bool:
        """Tell whether a bare word of some parts of speech ends like an ezafe, whose own letter is then left out."""
        noun, text = self.tokens[at].noun, self.tokens[at].text
        if noun is None or not noun.known or noun.number != "bare" or noun.stem != len(text):
            return False
        return noun.pos in kinds and self.language.hides_ezafe(text)

    # ---- coordination, apposition, markers -----------------------------------------------------------

    def phrase(self, at: int, limit: int, marker: str | None = None, marker_at: int | None = None) -> Phrase | None:
        """Read a noun phrase with all that is coordinated with it."""
        first = self.nominal(at, limit)
        if first is None:
            return None
        items = [first]
        end = self._past_origin(first, self._apposition(first, limit), limit)
        while True:
            following = self._coordinated(items, end, limit)
            if following is None:
                break
            items.append(following)
            end = self._apposition(following, limit)
        if self._one_list(items):
            items = [Nominal(first.start, items[-1].end, first.head)]
        elif len(items) > 1 and self._shares_complement(first):
            items = [Nominal(first.start, items[1].end, items[1].head, items[1].apposition), *items[2:]]
        return Phrase(marker, at if marker_at is None else marker_at, items, end)

    def _shares_complement(self, first: Nominal) -> bool:
        """Tell "the team and staff of X", where a bare noun that is no actor by itself shares the next one's ezafe."""
        token = self.tokens[first.head]
        bare = token.noun is not None and token.noun.number == "bare" and token.noun.known
        return bare and first.end - first.start == 1 and token.tag == "noun" and self.covered[first.head] is None

    def _one_list(self, items: Sequence[Nominal]) -> bool:
        """Tell "the villages of A, B and C", which is one phrase, from three."""
        head = self.tokens[items[0].head].noun
        if len(items) < 2 or head is None or "plural" not in head.number or items[0].end - items[0].head < 2:
            return False
        names = [item for item in items[1:] if self.tokens[item.start].tag == "name" and item.start == item.head]
        match = self.covered[items[0].head]
        return len(names) == len(items) - 1 and bool(match and match.kind == "settlement" or match is None)

    def _coordinated(self, items: list[Nominal], end: int, limit: int) -> Nominal | None:
        """Read the next member of a list: after a coordinator, or after a comma that one follows."""
        at = self.skip(end, limit)
        if at >= limit:
            return None
        token = self.tokens[at]
        if token.tag == "coordinator" and self.starts_nominal(at + 1, limit):
            return self.nominal(at + 1, limit)
        if token.tag == "comma" and self.starts_nominal(at + 1, limit):
            following = self.nominal(at + 1, limit)
            if following is None:
                return None
            after = self.skip(following.end, limit)
            listed = after < limit and self.tokens[after].tag in ("coordinator", "comma")
            if (
                listed
                and self._coordinated([*items, following], following.end, limit)
                and not self._describes(items[-1], following)
            ):
                return following
        return None

    def _apposition(self, nominal: Nominal, limit: int) -> int:
        """Attach "X, the minister of Y" or "a man by the name of X", and return where the phrase ends."""
        at = self.skip(nominal.end, limit)
        naming = self.marker(at) if at < limit else None
        if naming and naming[1].naming and self.starts_nominal(naming[0], limit):
            several = self.is_counted(nominal)
            name = self.phrase(naming[0], limit) if several else self.nominal(naming[0], limit)
            if name:
                nominal.apposition = (naming[0], name.end)
                return name.end
        comma = at < limit and self.tokens[at].tag == "comma"
        begin = at + 1 if comma else at
        if not self.starts_nominal(begin, limit) or self.tokens[self.skip(begin, limit)].tag not in _HEADS:
            return nominal.end
        following = self.nominal(begin, limit)
        if following is None or not self._describes(nominal, following):
            return nominal.end
        nominal.apposition = (following.start, following.end)
        end = following.end
        if comma and end < limit and self.tokens[end].tag == "comma":
            end += 1
        return end

    def _past_origin(self, nominal: Nominal, end: int, limit: int) -> int:
        """Step over where a named person comes from ("X, and from the village of Y"), which is nobody else."""
        at = self.skip(end, limit)
        parted = at > end
        if at < limit and self.tokens[at].tag in ("comma", "coordinator"):
            at, parted = self.skip(at + 1, limit), True
        match = self.covered[nominal.head]
        named = self.tokens[nominal.head].tag == "name" and (match is None or parted and self._is_person(nominal))
        if not (named or nominal.apposition) or at >= limit or self.is_counted(nominal):
            return end
        lemmas = {reading.lemma for reading in self.tokens[at].word.nouns}
        origin = self.nominal(at, limit) if lemmas & self.language.origins and self.link(at)[0] else None
        return origin.end if origin and any(self._names_place(i) for i in range(at + 1, origin.end)) else end

    def _names_place(self, at: int) -> bool:
        match = self.covered[at]
        return match is None and self.tokens[at].tag == "name" or bool(match and match.entity and not match.adjective)

    def is_counted(self, nominal: Nominal) -> bool:
        """Tell whether a phrase counts its head: "three citizens", not "one of three"."""
        before = self.tokens[nominal.start : nominal.head]
        return any(t.tag == "number" for t in before) and not any("partitive" in t.word.classes for t in before)

    def _describes(self, nominal: Nominal, other: Nominal) -> bool:
        """Tell whether one of two phrases names a person and the other says what he or she is."""
        return self._is_person(nominal) and self._is_role(other) or self._is_role(nominal) and self._is_person(other)

    def _is_person(self, nominal: Nominal) -> bool:
        match = self.covered[nominal.head]
        if match and match.entity:
            return match.entity.kind == "person"
        return match is None and self.tokens[nominal.head].tag == "name"

    def _is_role(self, nominal: Nominal) -> bool:
        match = self.covered[nominal.head]
        return bool(match and match.entity is None and match.kind == "person")

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """Read all phrases of a stretch of tokens, each with its marker."""
        found: list[Phrase] = []
        at = start
        while at < end:
            phrase = self._phrase_at(at, end, found)
            if phrase is None:
                marked = self.marker(at)
                at = marked[0] if marked else at + 1  # an adposition without a phrase leaves no noun of its own
            else:
                found.append(phrase)
                at = max(phrase.end, at + 1)
        return found

    def _phrase_at(self, at: int, end: int, before: list[Phrase]) -> Phrase | None:
        marked = self.marker(at)
        if marked:
            begin, marker = marked
            phrase = self.phrase(begin, end, marker.name, at)
            if phrase and marker.relational:
                phrase.governor = self._governor(at)
            if phrase is None and begin < end and self.fused_marker(begin):
                phrase = self.phrase(begin + 1, end, marker.name, at)
            return phrase
        fused = self.fused_marker(at) if at not in self.taken else None
        if fused:
            return self.phrase(at + 1, end, fused, at)
        return self.phrase(at, end) if self.starts_nominal(at, end) else None

    def _governor(self, at: int) -> int | None:
        """Return the noun whose ezafe ties an adposition to it: the attacks-of on X."""
        before = at - 1
        if before >= 0 and self.tokens[before].tag in _HEADS and self.link(before)[0]:
            return before
        return None


def transparent(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the quote marks around a few words, bracketed stretches and ages, which a phrase may read past."""
    found = {i for i, token in enumerate(tokens) if token.tag == "age"}
    for i in sorted(found):  # "X, aged 30, the ..."
        found |= {at for at in (i - 1, i + 1) if 0 <= at < len(tokens) and tokens[at].tag == "comma"}
    quotes = [i for i, token in enumerate(tokens) if token.tag == "quote"]
    for a, b in pairwise(quotes):
        if b - a <= _LONGEST_QUOTE and not any(t.tag in ("verb", "punctuation", "comma") for t in tokens[a + 1 : b]):
            found |= {a, b}
    opened: int | None = None
    for i, token in enumerate(tokens):
        if token.text in "([":
            opened = i
        elif token.text in ")]" and opened is not None and i - opened < 12:
            found |= set(range(opened, i + 1))
            opened = None
    return frozenset(found)
