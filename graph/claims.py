"""Which actions a set of events says to have happened: the pairs of plain triples, and what is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations, product
from typing import Protocol

from ..ontology.model import Event, Participant
from ..ontology.plover import load_plover
from ..ontology.registry import load_registry
from .identity import actor_name, country_and_sector

_Named = tuple[tuple[str | None, str, str] | None, ...]
_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "SPY"))


@dataclass(frozen=True, slots=True)
class Pair:
    """One actor and one recipient of an event; one of the two may be None, where the event names none."""

    actor: Participant | None
    recipient: Participant | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """An event that is denied, and one that the same document asserts."""

    denial: Event
    claim: Event
    pair: Pair


class Acted(Protocol):
    """An event record or a merged event: what was done, by whom, to whom."""

    @property
    def type(self) -> str: ...
    @property
    def actor(self) -> tuple[Participant, ...]: ...
    @property
    def recipient(self) -> tuple[Participant, ...]: ...


def pairs(event: Acted) -> tuple[Pair, ...]:
    """Return every actor of an event, or of a merged event, with every recipient.

    Several actors without a recipient who meet, agree or cooperate do it to each other.
    """
    actors: tuple[Participant | None, ...] = event.actor
    recipients: tuple[Participant | None, ...] = event.recipient
    if not actors and not recipients:
        return ()
    if len(actors) > 1 and not recipients and load_plover().type(event.type).reciprocal:
        return tuple(Pair(*two) for two in permutations(actors, 2))
    return tuple(Pair(*two) for two in product(actors or (None,), recipients or (None,)))


def disputes(events: Iterable[Event]) -> Iterator[Dispute]:
    """Yield every denial with each claim it denies.

    A claim is an actual event, whoever says so. A denial is a negated event of the same
    document and type, with the same actor and the same recipient. Participants are the
    same where their entities are; where one has none, where their codes name the same
    country and sector; and where the codes name no country, where their words are the same.
    """
    for denials, answers in denied(events):
        for denial in denials:
            for claim, pair in answers:
                yield Dispute(denial, claim, pair)


def denied(events: Iterable[Event]) -> Iterator[tuple[list[Event], list[tuple[Event, Pair]]]]:
    """Yield the denials that name the same participants, with the claims and their pairs that they deny.

    What many denials say is compared with the claims once.
    """
    claims: dict[tuple[str, str], list[Event]] = defaultdict(list)
    denials: dict[tuple[str, str, tuple[_Named, ...]], list[Event]] = defaultdict(list)
    for event in events:
        if event.factuality == "actual":
            claims[event.document, event.type].append(event)
        elif event.factuality == "negated":
            denials[event.document, event.type, tuple(map(_named, pairs(event)))].append(event)
    for (document, type, _), alike in denials.items():
        refused = pairs(alike[0])
        answers = [
            (claim, pair)
            for claim in claims[document, type]
            for pair in pairs(claim)
            if any(_same_pair(pair, one) for one in refused)
        ]
        if answers:
            yield alike, answers


def disputed(events: Iterable[Event]) -> set[tuple[str, Pair]]:
    """Return each actual event, by id, and pair of it that something in the same document denies."""
    return {(claim.id, pair) for _, answers in denied(events) for claim, pair in answers}


def plain(events: Iterable[Event]) -> Iterator[tuple[Event, Pair]]:
    """Yield each actual event with each of its pairs that nothing in the same document denies."""
    events = list(events)
    refused = disputed(events)
    for event in events:
        if event.factuality == "actual":
            for pair in pairs(event):
                if (event.id, pair) not in refused:
                    yield event, pair


def state_of(participant: Participant) -> Participant | None:
    """Return the state that a participant acts for, or None: executive, armed forces, police and intelligence do.

    >>> state_of(Participant("US aircraft", 0, 11, "USA-MIL")).entity
    'usa'
    >>> state_of(Participant("Iran", 0, 4, "IRN-GOV", "irn")) is None
    True
    """
    country, sector = country_and_sector(participant.code)
    state = load_registry().country(participant.code) if country and sector in _STATE_SECTORS else None
    if state is None or state.id == participant.entity:
        return None
    return Participant(None, None, None, state.code, state.id, state.label("en"))


def _named(pair: Pair) -> _Named:
    """Return all that tells whether a pair is the same as another."""
    return tuple((one.entity, one.code, actor_name(one)) if one else None for one in (pair.actor, pair.recipient))


def _same_pair(one: Pair, other: Pair) -> bool:
    return _same(one.actor, other.actor) and _same(one.recipient, other.recipient)


def _same(one: Participant | None, other: Participant | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.entity and other.entity:
        return one.entity == other.entity
    if country_and_sector(one.code)[0]:
        return one.code == other.code
    return actor_name(one) == actor_name(other)
