"""Say who a noun phrase stands for: registry entity, code and label."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ...ontology.registry import PLACES, STATE, STATES, Body, Entity
from ..morphology.readings import NounReading
from .model import Actor, Draft, Match, Nominal, Token
from .phrases import Sentence

if TYPE_CHECKING:
    from ..language import Language

UNKNOWN = "-UNK"
_OPEN_SECTORS = frozenset(("GOV", "UNK", "PTY"))  # offices whose sector is that of the body they belong to
_INTERNATIONAL = "IGO:"
_ENDINGS = frozenset(("ezafe", "relative"))  # links that are no part of a participant's words
_DEFINITE = frozenset(("definite", "definite_plural"))


class Memory:
    """What a document has said so far about who is who."""

    def __init__(self) -> None:
        self.names: dict[str, Actor] = {}
        self.kinds: dict[str, Actor] = {}
        self.countries: list[str] = []
        self.places: list[str] = []
        self.events: dict[tuple[str, str], Draft] = {}
        self.told: dict[str, Draft] = {}
        self.speakers: list[Actor] = []

    def country(self) -> str | None:
        """Return the country that the document is about so far: that of its last place, else of its last actor."""
        for found in (self.places, self.countries):
            if found:
                return found[-1]
        return None


class Identifier:
    """Identify participants in one document, at the document's date."""

    def __init__(self, language: Language, day: date | None) -> None:
        self._language = language
        self._registry = language.registry
        self._day = day
        self._head_last = language.is_medial  # whether a phrase's head stands behind what describes it
        self.memory = Memory()
        self.owner: str | None = None  # the country of the clause's subject, for what is "its" own

    def identify(self, sentence: Sentence, nominal: Nominal, number: int, place: str | None = None) -> Actor:
        """Return the participant that a noun phrase names.

        `place` is the country where the event takes place, for kinds of actors without
        a country of their own.
        """
        main, other = self._main(sentence, nominal)
        match = self._named_by(sentence, main, nominal.host)
        code, entity, label = self._describe(sentence, main, match, place)
        if other and (code == UNKNOWN or match is None):
            more = self._describe(sentence, other, self._named_by(sentence, other, False), place)
            code, entity = more[0], entity or (more[1] if self.is_person(more[1]) else None)
        start, end = self.span(sentence, main, nominal.host)
        text = sentence.text[start:end]
        if code == UNKNOWN:
            known = self._recall(sentence, main)
            if known:
                code, entity, label = known.code, known.entity, known.label
        unknown = code == UNKNOWN
        if unknown:  # where the sentence takes place is the best guess of where somebody belongs
            code = f"{place or self.memory.country() or ''}{UNKNOWN}"
        plural = len(sentence.tokens) > main[0] and self._plural(sentence.tokens[main[0] : main[1]])
        actor = Actor(start, end, code, entity, label or text, None, plural, number, not unknown)
        self._remember(sentence, main, actor)
        return actor

    def _named_by(self, sentence: Sentence, stretch: tuple[int, int], host: bool) -> Match | None:
        """Return the name or kind of a phrase's head, or the first name in it.

        What looks like "Iranian" with the agent's clitic on it is Iran, where nothing counts it.
        """
        if self._head_last:
            return self._named_before(sentence, stretch)
        head, last = self._head(sentence, stretch), stretch[1] - 1
        matches = (m for m in sentence.matches[stretch[0] : stretch[1]] if m)
        match = sentence.covered[head] or next(matches, None)
        if not host or match is None or not match.adjective or match.start != last:
            return match
        counted = last > 0 and sentence.tokens[last - 1].tag in ("number", "quantifier")
        named = any(noun.pos == "name" and noun.clitics for noun in sentence.tokens[last].word.nouns)
        return match._replace(adjective=False) if named and not counted else match

    def _named_before(self, sentence: Sentence, stretch: tuple[int, int]) -> Match | None:
        """Return the name or kind of a phrase's head, of a name that is not known the title or origin before it."""
        head = self._head(sentence, stretch)
        if sentence.covered[head] is not None:
            return sentence.covered[head]
        at = head
        while at >= stretch[0] and sentence.covered[at] is None:
            at -= 1
        if at >= stretch[0]:
            return sentence.covered[at]
        return next((m for m in sentence.matches[head + 1 : stretch[1]] if m), None)

    def _main(self, sentence: Sentence, nominal: Nominal) -> tuple[tuple[int, int], tuple[int, int] | None]:
        """Return the stretch that names the participant and the one that describes it."""
        first = (nominal.start, nominal.end)
        if nominal.apposition is None:
            return first, None
        head = sentence.covered[nominal.head]
        if head and head.entity is None and not sentence.is_counted(nominal):  # "the minister, X": X is the participant
            return nominal.apposition, first
        return first, nominal.apposition

    def _head(self, sentence: Sentence, stretch: tuple[int, int]) -> int:
        """Return the first token of a stretch that is not a number, quantifier or demonstrative.

        Where heads stand last it is the last noun before a genitive, after the one of "dozens of".
        """
        if self._head_last:
            return self._last_head(sentence, stretch)
        for i in range(*stretch):
            if sentence.covered[i] or sentence.tokens[i].tag in ("noun", "name", "pronoun"):
                return i
        return stretch[0]

    def _last_head(self, sentence: Sentence, stretch: tuple[int, int]) -> int:
        head: int | None = None
        for i in range(*stretch):
            tag = sentence.tokens[i].tag
            if tag == "adposition" and head is not None:
                word = sentence.tokens[head].word
                part = "partitive" in word.classes and sentence.covered[head] is None
                if not part or not sentence.full_ezafe(head):
                    break
                head = None
            elif (
                sentence.covered[i]
                or tag in ("noun", "name", "pronoun")
                or head is None
                and tag in ("number", "quantifier")
            ):
                head = i
        return stretch[0] if head is None else head

    def is_person(self, identifier: str | None) -> bool:
        """Tell whether an id is that of a person of the registry."""
        entity = self._registry.get(identifier)
        return entity is not None and entity.kind == "person"

    # ---- codes ---------------------------------------------------------------------------------------

    def _describe(
        self, sentence: Sentence, stretch: tuple[int, int], head: Match | None, place: str | None
    ) -> tuple[str, str | None, str | None]:
        matches = [m for m in sentence.matches[stretch[0] : stretch[1]] if m]
        if head is None:
            return UNKNOWN, None, None
        if head.entity and not head.adjective:
            code = self.entity_code(head.entity)
            if code.startswith("-"):  # a group that acts in many countries
                code = f"{place or self.memory.country() or ''}{code}"
            return code, head.entity.id, head.entity.label(self._language.code)
        if head.entity:
            sector = self._shared_sector(sentence, stretch) or "CVL"
            return f"{head.entity.country}-{sector}", None, None
        return self._agent(sentence, stretch, head, matches, place)

    def _shared_sector(self, sentence: Sentence, stretch: tuple[int, int]) -> str | None:
        """Return the sector of what a country's adjective describes with another: "Pakistani and Indian troops".

        It is that of the state before a noun that is no kind of actor: "Israeli" of "Israeli air strikes".
        """
        after, tokens = stretch[1], sentence.tokens
        if not self._head_last or after >= len(tokens):
            return None
        if tokens[after].tag in ("noun", "name", "adjective"):
            return STATE
        if tokens[after].tag != "coordinator" or after + 1 >= len(tokens):
            return None
        other = sentence.nominal(after + 1, len(tokens))
        first = sentence.covered[other.start] if other else None
        head = sentence.covered[other.head] if other else None
        return head.sector if first is not None and first.adjective and head is not None and head is not first else None

    def entity_code(self, entity: Entity) -> str:
        """Return the code of an entity as a participant; a capital stands for its government."""
        if entity.kind in PLACES or entity.capital_of:
            if entity.capital_of:
                owner = self._registry.get(entity.capital_of.lower())
                return f"{owner.country if owner else entity.capital_of}-{STATE}"
            return f"{entity.country}-CVL"
        return entity.code_at(self._day)

    def _agent(
        self, sentence: Sentence, stretch: tuple[int, int], head: Match, matches: Sequence[Match], place: str | None
    ) -> tuple[str, str | None, str | None]:
        sector = head.sector or "UNK"
        body = self._body(sentence, stretch, head)
        country: str | None = None
        named: Entity | None = None
        for match in matches:
            if match.start <= head.start and not (self._head_last and match.start < head.start):
                continue
            entity = match.entity
            if entity is None and match.start < head.start:
                if sector in _OPEN_SECTORS and match.sector and match.sector not in _OPEN_SECTORS:
                    sector = match.sector  # "rebel leader", "police chief"
                continue
            if entity is None:
                office = head.kind == "person" and match.kind == "body" and sector in _OPEN_SECTORS and country is None
                if office or sector == "UNK":  # "the office of the newspaper"
                    sector = match.sector or sector
                continue
            country = country or self._owner(entity)
            before = match.start < head.start
            if (
                entity.kind == "person"
                and head.kind == "person"
                and not before
                and self._adjacent_name(sentence, match)
            ):
                named = entity
            elif entity.kind not in PLACES | STATES | {"person"} and sector in _OPEN_SECTORS | {"MIL"}:
                theirs = entity.code_at(self._day).partition("-")[2]
                sector = theirs if theirs and theirs != STATE else sector
        if named:
            return self.entity_code(named), named.id, named.label(self._language.code)
        country = self._foreign(matches, head, country, place or self.memory.country())
        if country is not None:
            owner = self._named_owner(sentence, stretch, head, body) if body else None
            return _code(country, sector), self._composed(owner, body), None
        known = self.memory.kinds.get(head.label)
        if self.owner and "reflexive" in sentence.tokens[stretch[1] - 1].word.classes:
            own = self._registry.country(self.owner) if stretch[1] == head.end + 1 else None
            return f"{self.owner}-{sector}", self._composed(own, body), None
        if known and self._is_definite(sentence, stretch):
            return known.code, known.entity, known.label
        if self.owner and self._is_possessed(sentence, stretch):
            return f"{self.owner}-{sector}", self._composed(self._registry.country(self.owner), body), None
        if head.kind == "facility" and sector == STATE:
            country = known.code.split("-")[0] if known else ""
        else:
            country = place or self.memory.country() or self._language.homes.get(head.label, "")
        code = _code(country, sector)
        again = body is not None and known is not None and known.code == code and stretch[1] == head.end
        return code, known.entity if again and known else None, None

    # ---- bodies of countries -----------------------------------------------------------------------------

    def _body(self, sentence: Sentence, stretch: tuple[int, int], head: Match) -> Body | None:
        """Return what a phrase names where that is one thing of which a country has one ("embassy"), else None."""
        body = self._language.bodies.get(head.label)
        before = sentence.tokens[stretch[0] : head.start]
        counted = any(token.tag != "demonstrative" for token in before) and not self._head_last
        if body is None or body.sector != head.sector or counted or any(token.tag == "number" for token in before):
            return None
        numbers = [token.noun.number for token in sentence.tokens[head.start : head.end] if token.noun]
        several = bool(numbers) and "plural" in numbers[0] or any(n.startswith("indefinite") for n in numbers)
        first = sentence.tokens[head.start].noun
        compound = head.end - head.start > 1 and first is not None and "compound" in first.links
        return None if several or compound and "plural" in numbers[-1] else body

    def _named_owner(self, sentence: Sentence, stretch: tuple[int, int], head: Match, body: Body) -> Entity | None:
        """Return the country that stands right after a body as its owner, or None; a capital stands for its country.

        What else describes the body ("the new government of X", "X's new government") makes it another one.
        """
        if self._head_last:
            return self._only_owner(sentence, stretch, head, body)
        at = sentence.skip(head.end, stretch[1])
        owner = sentence.matches[at] if at < stretch[1] else None
        if owner is None or owner.entity is None:
            return None
        occupiers = self._language.profile["foreign"]["occupiers"]
        rest = range(sentence.skip(owner.end, stretch[1]), stretch[1])
        for i in rest:
            match = sentence.covered[i]
            if sentence.marker(i) is not None:
                break
            if i not in sentence.transparent and (match is None or match.label not in occupiers):
                return None
        if owner.entity.kind == "country":
            return owner.entity
        capital = None if body.local else owner.entity.capital_of
        return self._registry.country(capital) if capital else None

    def _only_owner(self, sentence: Sentence, stretch: tuple[int, int], head: Match, body: Body) -> Entity | None:
        """Return the country that alone describes a body, before it or in a genitive after it."""
        rest = [i for i in range(*stretch) if not head.start <= i < head.end]
        owners = {id(m): m for i in rest if (m := sentence.covered[i]) is not None and m.entity is not None}
        bare = [
            i for i in rest if sentence.covered[i] is None and sentence.tokens[i].tag in ("noun", "name", "adjective")
        ]
        entity = next(iter(owners.values())).entity if len(owners) == 1 and not bare else None
        if entity is None:
            return None
        if entity.kind == "country":
            return entity
        capital = None if body.local else entity.capital_of
        return self._registry.country(capital) if capital else None

    def _composed(self, owner: Entity | None, body: Body | None) -> str | None:
        """Return the id of the body of a country, None where one of them is not known."""
        entity = self._registry.body_of(owner.id, body.id) if owner and body else None
        return entity.id if entity else None

    def _foreign(self, matches: Sequence[Match], head: Match, country: str | None, place: str | None) -> str | None:
        """Return the country of who does not belong where he acts: an occupier, or the hired fighters of a state."""
        foreign = self._language.profile["foreign"]
        if country is None and any(m.entity is None and m.label in foreign["occupiers"] for m in matches):
            return str(foreign["occupier_in"].get(place or "", place if place in foreign["fighters_of"] else ""))
        if head.label in foreign["fighters"]:
            return foreign["fighters_of"].get(country or self.owner or place or "", country)  # type: ignore[no-any-return]
        return country

    def _owner(self, entity: Entity) -> str:
        if entity.capital_of:
            owner = self._registry.get(entity.capital_of.lower())
            return owner.country if owner else entity.capital_of
        code = entity.code_at(self._day)
        return code.split("-")[0]

    def _adjacent_name(self, sentence: Sentence, match: Match) -> bool:
        """Tell a title with a name ("president X") from a possessor ("X's president")."""
        before = match.start - 1
        return before >= 0 and not sentence.link(before)[0] or match.end - match.start > 1

    def _is_possessed(self, sentence: Sentence, stretch: tuple[int, int]) -> bool:
        """Tell whether a definite noun carries a possessive."""
        if sentence.tokens[stretch[0]].tag == "possessive":
            return True
        head = self._head(sentence, stretch)
        noun = sentence.tokens[head].noun
        return noun is not None and noun.number in _DEFINITE and bool(noun.clitics) and head == stretch[1] - 1

    def _is_definite(self, sentence: Sentence, stretch: tuple[int, int]) -> bool:
        if stretch[0] > 0 and sentence.tokens[stretch[0] - 1].tag == "definite":
            return True
        noun = sentence.tokens[self._head(sentence, stretch)].noun
        return noun is not None and noun.number in _DEFINITE

    def _begins_with_body(self, match: Match, lemma: str) -> bool:
        """Tell whether a name begins with what it is: the party after "the Labour Party"."""
        return match.end - match.start > 1 and not match.adjective and lemma in self._language.body_nouns

    # ---- spans -----------------------------------------------------------------------------------------

    def span(self, sentence: Sentence, stretch: tuple[int, int], host: bool = False) -> tuple[int, int]:
        """Return the offsets of a phrase without demonstrative, clitic and postposition."""
        start, end = stretch
        while start < end - 1 and (sentence.tokens[start].tag == "demonstrative" or start in sentence.transparent):
            start += 1
        while end > start + 1 and end - 1 in sentence.transparent:
            end -= 1
        last = sentence.tokens[end - 1]
        if self._opens_quote(sentence, start, end):
            return sentence.tokens[start].start, sentence.tokens[end].end
        stop = last.end
        noun = last.noun
        if host and noun and not noun.clitics:  # a shorter stem leaves room for the agent's clitic
            noun = self._host_reading(sentence, end - 1, noun)
        reflexive = "reflexive" in last.word.classes
        if noun and not reflexive and (noun.postposition or noun.clitics or noun.links & _ENDINGS):
            stop = last.start + noun.body
        return sentence.tokens[start].start, stop

    def _opens_quote(self, sentence: Sentence, start: int, end: int) -> bool:
        """Tell whether a phrase ends before the closing quote of a name that begins inside it."""
        quotes = [i for i, token in enumerate(sentence.tokens) if token.tag == "quote"]
        if end not in quotes or end not in sentence.transparent or quotes.index(end) % 2 == 0:
            return False
        return start < quotes[quotes.index(end) - 1] < end

    def _host_reading(self, sentence: Sentence, at: int, noun: NounReading) -> NounReading:
        """Return the reading of a word on which the agent's clitic leans; an adjective keeps what looks like one."""
        with_clitic = [n for n in sentence.tokens[at].word.nouns if n.clitics]
        counted = at > 0 and sentence.tokens[at - 1].tag in ("number", "quantifier", "demonstrative")
        if noun.pos == "adjective" and not counted:
            match = sentence.covered[at]
            named = [n for n in with_clitic if n.pos == "name"] if sentence.tokens[at].tag in ("noun", "name") else []
            plural = [n for n in with_clitic if n.clitics - {"3sg"}]
            with_clitic = plural if match is None or not match.adjective else named if match.start == at else []
        return max(with_clitic, key=lambda n: (n.known, n.stem), default=noun)

    def _plural(self, tokens: Sequence[Token]) -> bool:
        return any(t.tag == "number" or t.noun and "plural" in t.noun.number for t in tokens[:2])

    # ---- memory ----------------------------------------------------------------------------------------

    def _recall(self, sentence: Sentence, stretch: tuple[int, int]) -> Actor | None:
        for i in range(*stretch):
            token = sentence.tokens[i]
            if token.tag == "name":
                for key in token.word.keys:
                    if key in self.memory.names:
                        return self.memory.names[key]
        return None

    def _remember(self, sentence: Sentence, stretch: tuple[int, int], actor: Actor) -> None:
        country = actor.code.split("-")[0]
        if actor.known and country and not country.startswith(_INTERNATIONAL):
            self.memory.countries.append(country)
        if not actor.known:
            return
        head = sentence.covered[self._head(sentence, stretch)]
        if head:
            noun = sentence.tokens[head.start].noun
            if head.entity is None:
                self.memory.kinds[head.label] = actor
            if noun and (head.entity is None or self._begins_with_body(head, noun.lemma)):
                self.memory.kinds[noun.lemma] = actor  # "the minister" is the foreign minister named before
        for i in range(*stretch):
            token, match = sentence.tokens[i], sentence.covered[i]
            if token.tag == "name" and len(token.text) > 2 and (match is None or match.kind == "person"):
                self.memory.names.setdefault(token.word.keys[-1], actor)
                self.memory.names.setdefault(token.word.keys[0], actor)


def _code(country: str, sector: str) -> str:
    """Return the code of a sector of a country; who acts for an international body has its code."""
    return country if country.startswith(_INTERNATIONAL) else f"{country}-{sector}"
