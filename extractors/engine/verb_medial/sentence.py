"""Noun phrases of verb-medial languages: what stands before the head, its genitives, lists and appositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Match, Nominal, Phrase, Token
from ..phrases import Sentence, transparent
from .tagging import MedialTagger

if TYPE_CHECKING:
    from ...language import Language, Marker

_NAMELESS = frozenset(("punctuation", "comma", "quote", "time"))
_INSIDE = frozenset(("adjective", "number", "quantifier", "possessive"))
_OPENING = frozenset(("definite", "indefinite", "demonstrative"))
_HEADS = frozenset(("noun", "name"))
_STARTS = _INSIDE | _OPENING | _HEADS | {"pronoun"}
_FINITE = frozenset(("verb", "auxiliary"))
_REACH = 12  # tokens that the phrase of a word is looked for before it


class MedialSentence(Sentence):
    """The tokens of a sentence with the names in them, and the phrases that can be read from any place."""

    def __init__(self, language: Language, tokens: list[Token], text: str, tagger: MedialTagger) -> None:
        self.language = language
        self.tokens = tokens
        self.text = text
        self.taken: set[int] = set()
        self.mentioned: set[int] = set()
        self.matches: list[Match | None] = [None] * len(tokens)
        self.covered: list[Match | None] = [None] * len(tokens)
        self.shapes = tagger.shapes(tokens)
        self._find_names()
        self._ends = tagger.finish(tokens, self.shapes, self.covered, language.adpositions)
        self._uncover()
        self.transparent = set(transparent(tokens))
        self._genitive = language.profile["genitive_marker"]
        self._markers: dict[int, tuple[int, Marker] | None] = {}

    def _find_names(self) -> None:
        names = self.language.names
        keys = [() if t.tag in _NAMELESS else t.word.keys for t in self.tokens]
        n = 0
        while n < len(keys):
            found = names.longest(keys, n) if keys[n] and self.shapes[n].opens_name else None
            matches = tuple(m for m in found[1] if self._fits(m, n)) if found else ()
            if found and matches:
                match = self._choose(matches, n, found[0])._replace(start=n, end=found[0])
                self.matches[n] = match
                self.covered[n : found[0]] = [match] * (found[0] - n)
                n = found[0]
            else:
                n += 1

    def _fits(self, match: Match, at: int) -> bool:
        """Tell whether a word that is a name stands as one; an ambiguous one needs a name beside it."""
        if not match.ambiguous:
            return True
        return any(
            0 <= i < len(self.tokens) and self.tokens[i].text[0].isupper() and self.tokens[i].text[-1].isalpha()
            for i in (at - 1, at + 1)
        )

    def _uncover(self) -> None:
        """Drop the kinds of actors whose words turned out to be no nouns."""
        for at, match in enumerate(self.matches):
            if match is None:
                continue
            last = self.tokens[match.end - 1]
            if match.entity is None and last.tag not in _HEADS:
                if last.tag == "adjective" and match.end - match.start > 1 or last.tag == "clitic":
                    continue
                self.matches[at] = None
                self.covered[match.start : match.end] = [None] * (match.end - match.start)
                continue
            for token in self.tokens[match.start : match.end]:
                if token.tag not in _HEADS:
                    token.tag = "name" if match.entity else "noun"

    # ---- markers -------------------------------------------------------------------------------------

    def marker(self, at: int) -> tuple[int, Marker] | None:
        """Return the adposition that begins at a token and the token after it, or None."""
        end = self._ends[at]
        if not end or self.tokens[at].tag != "adposition":
            return None
        if at not in self._markers:
            keys = [self._lower(i) for i in range(at, end)]
            found = self.language.adpositions.longest(keys, 0)
            self._markers[at] = (end, found[1]) if found else None
        return self._markers[at]

    def _lower(self, at: int) -> tuple[str, ...]:
        token = self.tokens[at]
        return (token.word.keys[1] if len(token.word.keys) > 1 and token.text[0].isupper() else token.word.keys[0],)

    def fused_marker(self, at: int) -> str | None:
        """Return None: no adposition and demonstrative are one word."""
        return None

    def link(self, at: int) -> tuple[bool, bool]:
        """Tell whether a genitive ties what follows to a word."""
        return self.is_genitive(at + 1) if at + 1 < len(self.tokens) else False, False

    def full_ezafe(self, at: int) -> bool:
        """Tell whether a genitive ties what follows to a word."""
        return self.link(at)[0]

    def hidden_ezafe(self, at: int, *kinds: str) -> bool:
        """Return False: nothing is left out in writing."""
        return False

    def is_genitive(self, at: int) -> bool:
        """Tell the adposition of genitives."""
        if not 0 <= at < len(self.tokens) or self.tokens[at].tag != "adposition":
            return False
        marked = self.marker(at)
        return marked is not None and marked[1].name == self._genitive

    # ---- noun phrases --------------------------------------------------------------------------------

    def starts_nominal(self, at: int, limit: int) -> bool:
        """Tell whether a noun phrase can begin at a token."""
        at = self.skip(at, limit)
        if at < limit and self.tokens[at].tag == "adverb" and at + 1 < limit:
            return self.tokens[at + 1].tag in ("number", "adjective")
        return at < limit and self.tokens[at].tag in _STARTS

    def nominal(self, at: int, limit: int, apart: bool = False) -> Nominal | None:
        """Read the noun phrase that begins at a token, without its article, or None.

        With `apart` it ends after a name or kind of actor, where another may follow ("gave Iran weapons").
        """
        tokens = self.tokens
        at = self.skip(at, limit)
        begin = at
        while at < limit and tokens[at].tag in _OPENING:
            at = self.skip(at + 1, limit)
        if at < limit and tokens[at].tag == "pronoun":
            return self._with_genitives(Nominal(at, at + 1, at, pronoun=True), limit)
        start, head = at, None
        while at < limit:
            tag = tokens[at].tag
            if tag in _HEADS:
                if (
                    head is not None
                    and head == at - 1
                    and (self.parts(head, at) or apart and self._ends_actor(head, at))
                ):
                    break
                match = self.covered[at]
                head = max(at, min(match.end, limit) - 1) if match and match.start == at else at
                at = head + 1
            elif (
                tag in _INSIDE
                and head is None
                or tag == "adverb"
                and head is None
                and at + 1 < limit
                and tokens[at + 1].tag in ("adjective", "number")
            ):
                at += 1
            elif tag == "clitic" and head is not None and at + 1 < limit and tokens[at + 1].tag in _INSIDE | _HEADS:
                head, at = None, at + 1
            elif (
                tag in ("coordinator", "comma")
                and head is None
                and self._joins_adjectives(at, start, limit)
                or at in self.transparent
                and at + 1 < limit
                and head is None
                and at > start
            ):
                at += 1
            else:
                break
        if head is None:
            head = at - 1
            if at == start:
                return (
                    Nominal(begin, begin + 1, begin, pronoun=True)
                    if start > begin and tokens[begin].tag == "demonstrative"
                    else None
                )
        return self._with_genitives(Nominal(start, head + 1, head), limit)

    def _joins_adjectives(self, at: int, start: int, limit: int) -> bool:
        """Tell a coordinator or comma between two adjectives before a noun."""
        return (
            at > start
            and self.tokens[at - 1].tag == "adjective"
            and at + 1 < limit
            and self.tokens[at + 1].tag == "adjective"
        )

    def _ends_actor(self, head: int, at: int) -> bool:
        """Tell a name or kind of actor before a word that is none."""
        match = self.covered[head]
        return match is not None and not match.adjective and self.covered[at] is None

    def parts(self, head: int, at: int) -> bool:
        """Tell two phrases that stand side by side ("told reporters Iran ...") from one of several words."""
        before, this = self.tokens[head], self.tokens[at]
        plural = before.tag == "noun" and before.noun is not None and before.noun.number == "plural"
        if plural and not before.text[0].isupper() and this.text[0].isupper():
            return True
        one, other = self.covered[head], self.covered[at]
        if plural and one is not None and other is not None and one is not other:
            return True  # "called the rebels terrorists"
        return (
            one is not None
            and other is not None
            and one.kind == "person"
            and one.entity is not None
            and other.kind == "person"
        )

    def _with_genitives(self, nominal: Nominal, limit: int) -> Nominal:
        """Read on over genitives; "dozens of protesters" is about protesters."""
        at = nominal.end
        if at >= limit or not self.is_genitive(at) or not self.starts_nominal(at + 1, limit):
            return nominal
        match = self.covered[nominal.head]
        named = match is not None and match.entity is not None and not match.adjective
        inner = None if named else self.nominal(at + 1, limit)
        if inner is None:
            return nominal
        head = self.tokens[nominal.head]
        part = "partitive" in head.word.classes or head.tag in ("number", "quantifier") or nominal.pronoun
        if part and not self.covered[nominal.head]:
            return Nominal(nominal.start, inner.end, inner.head, pronoun=inner.pronoun)
        return Nominal(nominal.start, inner.end, nominal.head, pronoun=nominal.pronoun)

    def names_actor(self, nominal: Nominal) -> bool:
        """Tell whether a phrase names somebody, or what belongs to somebody."""
        token = self.tokens[nominal.head]
        if nominal.pronoun:
            return not self.language.pointers & set(token.word.keys)
        if token.tag in ("name", "number", "quantifier"):
            return True
        return any(self.covered[at] is not None for at in range(nominal.start, nominal.end))

    def begin_of(self, at: int) -> int:
        """Return where the noun phrase of a head begins, without its article."""
        begin = at
        while begin > 0 and at - begin < _REACH:
            tag = self.tokens[begin - 1].tag
            if (
                tag in _INSIDE | _HEADS
                or tag == "clitic"
                or tag == "adverb"
                and self.tokens[begin].tag in ("adjective", "number")
            ):
                begin -= 1
            else:
                break
        return begin

    # ---- lists and appositions -----------------------------------------------------------------------

    def phrase(
        self,
        at: int,
        limit: int,
        marker: str | None = None,
        marker_at: int | None = None,
        alone: bool = False,
        apart: bool = False,
    ) -> Phrase | None:
        """Read a noun phrase with all that is coordinated with it.

        With `alone` what a coordinator joins is left where a verb follows it: a clause of its own;
        `apart` as in `nominal`.
        """
        first = self.nominal(at, limit, apart)
        if first is None:
            return None
        items = [first]
        end = self._apposition(first, limit)
        while True:
            following = self._member(items, end, limit, alone)
            if following is None:
                break
            items.append(following)
            end = self._apposition(following, limit)
        return Phrase(marker, at if marker_at is None else marker_at, items, end)

    def _member(self, items: list[Nominal], end: int, limit: int, alone: bool) -> Nominal | None:
        """Read the next member of a list: after a coordinator, or after a comma that one follows."""
        at = self.skip(end, limit)
        if at >= limit:
            return None
        tag = self.tokens[at].tag
        comma = tag == "comma" and at + 1 < limit and self.tokens[at + 1].tag == "coordinator"
        begin = at + 2 if comma else at + 1
        if (tag == "coordinator" or comma) and self.starts_nominal(begin, limit):
            following = self.nominal(begin, limit)
            return None if following is None or alone and self._has_verb(following, limit) else following
        if tag == "comma" and self.starts_nominal(at + 1, limit):
            following = self.nominal(at + 1, limit)
            if following is None or following.pronoun:
                return None
            after = self.skip(following.end, limit)
            listed = after < limit and self.tokens[after].tag == "coordinator" or len(items) > 1
            if not listed and self._describes(items[-1], following) and not self._lists_on(after, limit):
                return None
            goes_on = after < limit and self.tokens[after].tag in ("coordinator", "comma")
            return following if goes_on and self._member([*items, following], following.end, limit, alone) else None
        return None

    def _lists_on(self, at: int, limit: int) -> bool:
        """Tell whether after a comma another member and a coordinator follow: a list, no apposition."""
        if at >= limit or self.tokens[at].tag != "comma" or not self.starts_nominal(at + 1, limit):
            return False
        following = self.nominal(at + 1, limit)
        after = self.skip(following.end, limit) if following else limit
        return after < limit and self.tokens[after].tag == "coordinator"

    def _has_verb(self, nominal: Nominal, limit: int) -> bool:
        """Tell whether a finite verb follows a phrase."""
        at = nominal.end
        while at < limit and self.tokens[at].tag in ("adverb", "negator", "time"):
            at += 1
        if at >= limit or self.tokens[at].tag not in _FINITE:
            return False
        verb = self.tokens[at].verb
        return self.tokens[at].tag == "auxiliary" or verb is not None and verb.form == "finite"

    def _apposition(self, nominal: Nominal, limit: int) -> int:
        """Attach "X, the minister of Y," and return where the phrase ends; ages and brackets are passed over."""
        at = self.skip(nominal.end, limit)
        if at + 1 >= limit or self.tokens[at].tag != "comma" or nominal.pronoun:
            return nominal.end
        begin = at + 1
        if self.tokens[begin].tag == "number" and begin + 1 < limit and self.tokens[begin + 1].tag == "comma":
            return begin + 2  # "X, 45, said"
        if not self.starts_nominal(begin, limit):
            return nominal.end
        following = self.nominal(begin, limit)
        if following is None or following.pronoun or not self._describes(nominal, following):
            return nominal.end
        end = following.end
        if end < limit and (self.tokens[end].tag == "coordinator" or self.tokens[end].tag in _FINITE):
            return nominal.end  # no comma closes it: "After questioning X, police said"
        nominal.apposition = (following.start, following.end)
        if end < limit and self.tokens[end].tag == "comma":
            end += 1
        return end

    def _is_role(self, nominal: Nominal) -> bool:
        match = self.covered[nominal.head]
        if match is None or match.entity is not None:
            return False
        articled = nominal.start > 0 and self.tokens[nominal.start - 1].tag in _OPENING
        return match.kind == "person" or articled and match.kind in ("body", "group")

    def _is_person(self, nominal: Nominal) -> bool:
        match = self.covered[nominal.head]
        if match and match.entity:
            return match.entity.kind not in ("country",) and not match.adjective
        return match is None and self.tokens[nominal.head].tag == "name"

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """Read all phrases of a stretch of tokens, each with its marker."""
        found: list[Phrase] = []
        at = start
        while at < end:
            marked = self.marker(at)
            phrase = self.phrase(marked[0], end, marked[1].name, at) if marked else self.phrase(at, end)
            if phrase is None:
                at = marked[0] if marked else at + 1
            else:
                found.append(phrase)
                at = max(phrase.end, at + 1)
        return found
