"""One event for each happening, however often it is told.

Reports are of one event where nothing they say differs and something identifies it. Documents are compared in
two steps, each a function of the records alone, so that their order does not matter. In doubt reports stay
apart: a happening that is counted twice is easier to see than two that became one.

Within a document, in reading order, a report joins the latest event of its type with which it agrees, among the
last hundred:

- It agrees where one says nothing or both say the same of actors, recipients, time, place, and of the mode,
  unless the modes are means (`EventType.means`). A time agrees with one that it lies in, a place with one close
  by. In meetings and agreements actors and recipients are all parties. Participants are compared at the level
  that both have, the army of a state with the state, but not where something is done to them: an attack on an
  embassy is none on a consulate. Of those without a name, fighters and crowds go by their code, as long as they
  are not counted differently ("2 soldiers", "5 soldiers"), all others by their words. What is said to happen or
  to have happened, or is denied, is kept apart from what is only possible or to come.
- What more it takes depends on how the report names the event. A definite noun ("the attack") is taken to
  mean an event told before: it needs the recipient in common, or close by the actor, or names nobody at all.
  A noun without a mark needs the recipient in common, or close by the actor where neither tells a recipient.
  An indefinite one ("an attack") tells of something new, and joins only on the same day and the same
  recipient. Close by is within two sentences, or on the same day.
- A clause joins where the recipient is the same and so far only nouns named the event, or one denies the other.
  Else all participants have to be the same, and the day, or again one has to deny the other, or the verb has to
  be the same: for deeds and meetings, as the same actor can ask the same for many things, and where nobody has a
  name only if no day is told or in both. In clauses those without a name are the same where their number is, or
  their words.

Across documents events are one where they have the same key: type, mode (unless it is a means), day and
participants, those of states at the level of the state unless something is done to them, and of deeds the place:
the same army can shell two towns on one day. Who did it, and where, is no part of the key of material conflict
that befell a body or person of the registry, other than forces: on that reports differ most. The day is the one
told; for what a clause tells with actor and recipient it is else that of the document. This is the one-a-day
filter of the field (Schrodt and Gerner, Analyzing International Event Data, ch. 2), with what identifies the
event made explicit. An event without such a key is of its document alone, and has the id of its first report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from math import cos, hypot, radians

from ..ontology.model import Document, Event, Location, Participant
from ..ontology.plover import EventType, load_plover
from ..ontology.registry import PLACES, STATES, load_registry
from .claims import state_of
from .dates import Days, day, days
from .identity import actor_name, country_and_sector, folded, place_name

_UNSPECIFIC = frozenset(("CVL", "UNK", "CRM"))  # sectors that many have in common
_MANY = frozenset(("MIL", "COP", "SPY", "REB", "OPP"))  # forces and crowds, which go by many words
_NEAR = 30.0  # kilometres between two names for where one thing happened, such as a city and a part of it
_REMEMBERED = 100  # events of one type, the latest of a document, that one report is compared with
_CLOSE = 2  # sentences in which an actor who does much the same every day still identifies what a noun names
_NUMBER = re.compile(r"\s*(\d{1,18})(?!\d)")
_KILOMETRES = 111.2  # a degree of latitude


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """A happening, with every report of it: the event records, in the order of document, sentence and trigger.

    `id` is stable. `type` and `quad` are those of all reports; of `mode`, `cameo`, `score`, `time` (an ISO 8601
    value) and `place` it has the most precise, of contexts and participants each one once.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    score: float
    actor: tuple[Participant, ...]
    recipient: tuple[Participant, ...]
    instrument: tuple[Participant, ...]
    time: str | None
    place: Location | None
    reports: tuple[Event, ...]


def merge(events: Iterable[Event], documents: Iterable[Document] = ()) -> tuple[MergedEvent, ...]:
    """Return the happenings that records tell of, in the order of their first reports.

    Records with the same id count once. Documents give the day of publication.
    """
    published = {document.id: document.date for document in documents}
    by_document: dict[str, dict[str, Event]] = defaultdict(dict)
    for event in events:
        by_document[event.document][event.id] = event
    found: dict[str, list[Event]] = defaultdict(list)
    for name in sorted(by_document):
        for identifier, reports in told(by_document[name].values(), published.get(name)):
            found[identifier] += reports
    return tuple(merged(identifier, reports) for identifier, reports in found.items())


def told(events: Iterable[Event], published: date | None = None) -> Iterator[tuple[str, list[Event]]]:
    """Yield each event that the records of one document tell of, as its id and its reports in reading order."""
    taken: set[str] = set()
    for telling in _tellings(events):
        key = _key(telling, published)
        # Two events that the document keeps apart stay apart: the key names the first of them.
        if key is None or key in taken:
            yield telling.reports[0].id, telling.reports
        else:
            taken.add(key)
            yield "e" + sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16], telling.reports


# ---------------------------------------------------------------- within a document


class _People:
    """Participants of an event so far: counted as often as they are named, given each once."""

    def __init__(self) -> None:
        self._named = 0
        self._different: dict[tuple[str | None, str, str | None, str | None], Participant] = {}

    def add(self, participants: Sequence[Participant]) -> None:
        self._named += len(participants)
        for one in participants:
            self._different.setdefault((one.text, one.code, one.entity, one.label), one)

    def __len__(self) -> int:
        return self._named

    def __iter__(self) -> Iterator[Participant]:
        return iter(self._different.values())


class _Telling:
    """An event of a document while it is put together: its reports, and what they say in all."""

    def __init__(self) -> None:
        self.reports: list[Event] = []
        self.actor, self.recipient, self.everyone = _People(), _People(), _People()
        self.time: Days | None = None
        self.mode: str | None = None
        self.places: dict[tuple[str, str | None, float | None, float | None], Location] = {}
        self.lemmas: set[str] = set()
        self.denials: set[bool] = set()  # whether a report denies the event
        self.is_named_by_nouns = True

    def add(self, event: Event) -> None:
        self.reports.append(event)
        self.actor.add(event.actor)
        self.recipient.add(event.recipient)
        self.everyone.add((*event.actor, *event.recipient))
        time = days(event.time.value) if event.time else None
        if time and (self.time is None or _length(time) < _length(self.time)):
            self.time = time
        self.mode = self.mode or event.mode
        if event.place:
            one = event.place
            self.places.setdefault((one.text, one.entity, one.latitude, one.longitude), one)
        self.lemmas.add(event.lemma)
        self.denials.add(event.factuality == "negated")
        self.is_named_by_nouns = self.is_named_by_nouns and event.definiteness is not None

    @property
    def place(self) -> Location | None:
        return next(iter(self.places.values()), None)


def _tellings(events: Iterable[Event]) -> Iterator[_Telling]:
    by_type: dict[str, list[_Telling]] = defaultdict(list)
    found = []
    for event in sorted(events, key=_reading_order):
        latest = islice(reversed(by_type[event.type]), _REMEMBERED)
        telling = next((one for one in latest if _is_of(event, one)), None)
        if telling is None:
            telling = _Telling()
            by_type[event.type].append(telling)
            found.append(telling)
        telling.add(event)
    yield from found


def _reading_order(event: Event) -> tuple[int, int, str]:
    return event.sentence, event.trigger[0].start, event.id


def _is_of(event: Event, telling: _Telling) -> bool:
    """Tell whether a report is of an event told before."""
    by_actor, by_recipient = _comparisons(event)
    if not _agrees(event, telling, by_actor, by_recipient):
        return False
    type = load_plover().type(event.type)
    actor = _shares(event.actor, telling.everyone if type.reciprocal else telling.actor, by_actor)
    recipient = _shares(event.recipient, telling.everyone if type.reciprocal else telling.recipient, by_recipient)
    told_day = day(event.time.value) if event.time else None
    same_day = told_day is not None and telling.time == (told_day, told_day)
    is_close = same_day or event.sentence - telling.reports[-1].sentence <= _CLOSE
    if event.definiteness == "definite":
        return recipient or actor and is_close or not (event.actor or event.recipient)
    if event.definiteness == "bare":
        return recipient or actor and is_close and not (event.recipient or telling.recipient)
    if event.definiteness == "indefinite":
        return recipient and same_day
    is_denied = (event.factuality != "negated") in telling.denials
    if recipient and (is_denied or telling.is_named_by_nouns):
        return True
    is_same_actor = actor or not (event.actor or telling.actor)
    is_same_recipient = recipient or not (event.recipient or telling.recipient)
    are_same_parties = type.reciprocal and len(telling.everyone) > 1 and len(event.actor) + len(event.recipient) > 1
    if not (actor or recipient) or not (are_same_parties or is_same_actor and is_same_recipient):
        return False
    if same_day or is_denied:
        return True
    is_named = any(participant.entity for participant in (*event.actor, *event.recipient))
    is_as_dated = is_named or (event.time is None) == (telling.time is None)
    return event.lemma in telling.lemmas and is_as_dated and (type.reciprocal or _is_deed(type))


def _agrees(event: Event, telling: _Telling, by_actor: _Comparison, by_recipient: _Comparison) -> bool:
    """Tell whether a report says nothing else than the reports of an event do."""
    type = load_plover().type(event.type)
    if _standing(event) != _standing(telling.reports[0]):
        return False
    if not type.means and event.mode and telling.mode and event.mode != telling.mode:
        return False
    time = days(event.time.value) if event.time else None
    if time and telling.time and not _overlap(time, telling.time):
        return False
    if event.place and not all(_near(event.place, place) for place in telling.places.values()):
        return False
    if type.reciprocal:
        return _all_match((*event.actor, *event.recipient), telling.everyone, by_actor)
    is_same_actor = _all_match(event.actor, telling.actor, by_actor)
    return is_same_actor and _all_match(event.recipient, telling.recipient, by_recipient)


def _comparisons(event: Event) -> tuple[_Comparison, _Comparison]:
    """Return how the actors and how the recipients of a report are compared with those of an event told before."""
    is_clause = event.definiteness is None
    is_deed = _is_deed(load_plover().type(event.type))
    return _Comparison(lift=True, strict=is_clause), _Comparison(lift=not is_deed, strict=is_clause)


def _is_deed(type: EventType) -> bool:
    """Tell whether a type is of deeds, not words: an attack on a body of a state is none on another of its bodies."""
    return type.quad in (2, 4)


def _standing(event: Event) -> str:
    return "told" if event.factuality in ("actual", "negated") else event.factuality


@dataclass(frozen=True, slots=True)
class _Comparison:
    """When two participants are the same.

    With `lift` they are at the level of the state where one is a state. Of those without a name, forces and
    crowds go by their code, as long as they are not counted differently; with `strict` the count has to be the
    same, or where there is none one's words have to begin with those of the other.
    """

    lift: bool
    strict: bool

    def holds(self, one: Participant, other: Participant) -> bool:
        """Tell whether two participants are the same."""
        if actor_name(one) == actor_name(other):
            return True
        if self.lift and (_state(one) == other.entity is not None or _state(other) == one.entity is not None):
            return True
        if one.entity or other.entity or one.code != other.code:
            return False
        country, sector = country_and_sector(one.code)
        return country is not None and sector in _MANY and self._is_alike(one.text or "", other.text or "")

    def _is_alike(self, one: str, other: str) -> bool:
        first, second = _count(one), _count(other)
        if first is not None and second is not None:
            return first == second
        if not self.strict:
            return True
        return first == second and (folded(one).startswith(folded(other)) or folded(other).startswith(folded(one)))


def _count(words: str) -> int | None:
    """Return the number that words begin with, or None: how many fighters, soldiers or protesters."""
    found = _NUMBER.match(words)
    return int(found[1]) if found else None


def _all_match(some: Sequence[Participant], others: _People, comparison: _Comparison) -> bool:
    """Tell whether nobody in the shorter list is missing in the longer, or one of them is empty."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    return all(any(comparison.holds(one, other) for other in many) for one in few)


def _shares(some: Sequence[Participant], others: _People, comparison: _Comparison) -> bool:
    return any(_is_specific(one) and comparison.holds(one, other) for one in some for other in others)


def _is_specific(participant: Participant) -> bool:
    """Tell whether a participant is more than somebody of a kind that many are."""
    country, sector = country_and_sector(participant.code)
    return participant.entity is not None or country is not None and sector not in _UNSPECIFIC


def _state(participant: Participant) -> str | None:
    state = state_of(participant)
    return state.entity if state else None


def _near(one: Location, other: Location) -> bool:
    """Tell whether two places can be where one thing happened: the same, close to each other, or one in the other."""
    if place_name(one) == place_name(other):
        return True
    registry = load_registry()
    first, second = registry.get(one.entity), registry.get(other.entity)
    if first is None or second is None or first.country != second.country:
        return False
    distance = _distance(one, other)
    return distance is None or distance <= _NEAR or bool({first.kind, second.kind} & STATES)


def _distance(one: Location, other: Location) -> float | None:
    """Return how many kilometres lie between two places, or None where one is not on the map."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north = one.latitude - other.latitude
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return hypot(north, east) * _KILOMETRES


def _length(time: Days) -> int:
    return (time[1] - time[0]).days


def _overlap(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


# ---------------------------------------------------------------- across documents


def _key(telling: _Telling, published: date | None) -> str | None:
    """Return what identifies an event in any document, or None where nothing does."""
    first = telling.reports[0]
    type = load_plover().type(first.type)
    who, whom = _levels(telling.actor, True), _levels(telling.recipient, not _is_deed(type))
    when = telling.time[0] if telling.time and telling.time[0] == telling.time[1] else None
    if when is None and telling.time is None and who and whom and None in {r.definiteness for r in telling.reports}:
        when = published
    if when is None:
        return None
    where = place_name(telling.place) if telling.place and telling.place.entity else ""
    is_hit = type.quad == 4 and bool(whom) and all(_is_target(participant) for participant in telling.recipient)
    if type.reciprocal:
        who, whom = who | whom, frozenset()
    elif is_hit:
        who = frozenset()
    if is_hit or not _is_deed(type) and (who and whom or len(who) > 1):
        where = ""
    elif not (who and whom or len(who) > 1 or where and (who or whom)):
        return None
    mode = None if type.means else telling.mode
    parts = [first.type, mode or "", _standing(first), when.isoformat(), " ".join(sorted(who)), " ".join(sorted(whom))]
    return "\0".join([*parts, where])


def _levels(participants: Iterable[Participant], lift: bool) -> frozenset[str]:
    """Return who takes part, as far as it identifies an event; with `lift`, those who act for a state as the state."""
    found = set()
    for participant in filter(_is_specific, participants):
        state = _state(participant) if lift else None
        found.add(state or participant.entity or participant.code)
    return frozenset(found)


def _is_target(participant: Participant) -> bool:
    """Tell whether a participant is a body or person of the registry that is in one place: no state, place or force."""
    entity = load_registry().get(participant.entity)
    if entity is None or entity.kind in PLACES | STATES:
        return False
    return country_and_sector(participant.code)[1] not in _MANY


# ---------------------------------------------------------------- putting together


def merged(identifier: str, reports: Sequence[Event]) -> MergedEvent:
    """Return the event that reports are of, which come by document and in reading order."""
    precise = min(reports, key=lambda report: report.mode is None)
    times = [report.time.value for report in reports if report.time and days(report.time.value)]
    places = [report.place for report in reports if report.place]
    return MergedEvent(
        id=identifier,
        type=precise.type,
        mode=precise.mode,
        contexts=tuple(dict.fromkeys(context for report in reports for context in report.contexts)),
        cameo=precise.cameo,
        quad=precise.quad,
        score=precise.score,
        actor=_once(report.actor for report in reports),
        recipient=_once(report.recipient for report in reports),
        instrument=_once(report.instrument for report in reports),
        time=min(times, key=lambda value: _length(days(value) or (date.min, date.max)), default=None),
        place=min(places, key=lambda place: (place.latitude is None, place.entity is None), default=None),
        reports=tuple(reports),
    )


def _once(lists: Iterable[Sequence[Participant]]) -> tuple[Participant, ...]:
    """Return each participant once; a state that someone acts for who is named too is not another one."""
    found: dict[str, Participant] = {}
    for participants in lists:
        for participant in participants:
            found.setdefault(actor_name(participant), participant)
    states = {_state(participant) for participant in found.values()}
    return tuple(one for one in found.values() if one.entity is None or one.entity not in states)
