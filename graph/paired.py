"""What merged events say: who did it to whom, what of that is said to have happened, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from ..ontology.model import Document, Event, Participant
from .check import require_sound
from .claims import Pair, pairs, plain, state_of
from .dates import Days, days
from .identity import actor_name
from .merge import MergedEvent, merge

COOPERATION = frozenset((1, 2))
"""PLOVER's quad classes of verbal and material cooperation; the others, 3 and 4, are conflict."""


_NOBODY = {("actor", None), ("recipient", None)}


@dataclass(frozen=True, slots=True)
class PairedEvent:
    """A merged event with its pairs of actor and recipient, each pair once.

    `plain` are the pairs that some report says to have happened and that nothing in the same document denies;
    `is_actual` tells whether that holds of anything the event is about, named or not. `published` are the days
    of publication of the first and the last report, None where no document gives its date.
    """

    event: MergedEvent
    pairs: tuple[Pair, ...]
    plain: frozenset[Pair]
    is_actual: bool
    published: Days | None

    @property
    def when(self) -> Days | None:
        """The first and the last day of the time told, or else the day of the first report, or else None."""
        return days(self.event.time) or (self.published and (self.published[0], self.published[0]))


def paired_events(events: Iterable[Event], documents: Iterable[Document] = ()) -> list[PairedEvent]:
    """Return what event records tell of, one for each merged event, in the order of `merge`.

    Raises GraphError where a record is faulty or does not fit its document.
    """
    events, documents = list(events), list(documents)
    require_sound(events, documents)
    records = list({event.id: event for event in events}.values())
    said: dict[str, set[Pair]] = defaultdict(set)
    for event, pair in plain(records):
        said[event.id].add(pair)
    dates = {document.id: document.date for document in documents}
    return [paired(merged, said, dates) for merged in merge(records, documents)]


def paired(merged: MergedEvent, said: Mapping[str, Collection[Pair]], dates: Mapping[str, date | None]) -> PairedEvent:
    """Return a merged event with its pairs, from the plain pairs of each record and the dates of documents, by id."""
    people = {actor_name(one): one for one in (*merged.recipient, *merged.actor)}
    told: dict[Pair, bool] = {}
    for report in merged.reports:
        for pair in pairs(report):
            same = _of(people, pair)
            told[same] = told.get(same, False) or pair in said.get(report.id, ())
    found = _completed(told, merged, people)
    # A pair that no report has as a whole is put together from halves: each has to be said to have happened.
    named = {end for pair, is_plain in told.items() if is_plain for end in (None, pair.actor, pair.recipient)}
    plain = [pair for pair in found if told.get(pair, {pair.actor, pair.recipient} <= named)]
    halves = _left_over([pair for pair, is_plain in told.items() if is_plain], plain)
    published = [day for report in merged.reports if (day := dates.get(report.document))]
    return PairedEvent(
        event=merged,
        pairs=tuple(dict.fromkeys([*found, *halves])),
        plain=frozenset([*plain, *halves]),
        is_actual=any(told.values()) if told else any(report.factuality == "actual" for report in merged.reports),
        published=(min(published), max(published)) if published else None,
    )


def _completed(told: dict[Pair, bool], merged: MergedEvent, people: dict[str, Participant]) -> tuple[Pair, ...]:
    """Return the pairs of a merged event: what one report leaves open is taken from the others."""
    whole = [pair for pair in told if pair.actor and pair.recipient]
    if not whole:
        return tuple(dict.fromkeys(_of(people, pair) for pair in pairs(merged)))
    found = list(whole)
    for half in told:
        if half in whole:
            continue
        if not any(pair.actor == half.actor or pair.recipient == half.recipient for pair in whole):
            actors = (half.actor,) if half.actor else merged.actor
            recipients = (half.recipient,) if half.recipient else merged.recipient or (None,)
            found += [_of(people, Pair(*two)) for two in product(actors, recipients)]
    return tuple(dict.fromkeys(found))


def _left_over(said: list[Pair], plain: list[Pair]) -> list[Pair]:
    """Return the halves that are said to have happened where the pairs that complete them are not.

    "The embassy was attacked; Iran denies having attacked it": the embassy was.
    """
    sides = {("actor", pair.actor) for pair in plain} | {("recipient", pair.recipient) for pair in plain}
    halves = [pair for pair in said if not (pair.actor and pair.recipient)]
    return [half for half in halves if not {("actor", half.actor), ("recipient", half.recipient)} & (sides - _NOBODY)]


def _of(people: dict[str, Participant], pair: Pair) -> Pair:
    """Return a pair with each participant as the merged event names it."""
    return Pair(_known(people, pair.actor), _known(people, pair.recipient))


def _known(people: dict[str, Participant], participant: Participant | None) -> Participant | None:
    if participant is None:
        return None
    # Of a state and its army, named in two reports, a merged event has the army alone.
    acting = (one for one in people.values() if (state := state_of(one)) and state.entity == participant.entity)
    return people.get(actor_name(participant)) or next(acting, participant)
