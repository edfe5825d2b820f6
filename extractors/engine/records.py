"""Drafts to event records, with offsets into the text as it was given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from ...ontology.model import Document, Event, Location, Participant, Span, TimeExpression
from ...ontology.plover import Plover
from ..text.normalization import Normalized
from .definiteness import definiteness
from .identify import UNKNOWN
from .model import Actor, Draft
from .phrases import Sentence


class RecordWriter:
    """Write the events of one document."""

    def __init__(self, document: Document, normalized: Normalized, language: str, plover: Plover) -> None:
        self._document = document
        self._normalized = normalized
        self._language = language
        self._plover = plover

    def event(self, draft: Draft, sentence: Sentence, number: int) -> Event:
        """Return the record of a draft in the sentence of a number; the same input gives the same id."""
        predicate = draft.predicate
        rule = predicate.rule
        plover = self._plover
        planned = plover.type(rule.type).planned if draft.factuality == "future" else rule.type
        mode = rule.mode if planned == rule.type else None
        presumed = plover.type(rule.type).presumed
        trigger = tuple(self._trigger(sentence, predicate.tokens))
        key = f"{self._document.id}\0{rule.id}\0{[(s.start, s.end) for s in trigger]}"
        return Event(
            id="e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            document=self._document.id,
            language=self._language,
            sentence=number,
            type=planned,
            mode=mode,
            contexts=rule.contexts,
            cameo=rule.cameo if rule.cameo and planned == rule.type else plover.to_cameo(planned, mode),
            quad=plover.quad(planned),
            score=plover.score(planned, mode),
            factuality=draft.factuality,
            trigger=trigger,
            lemma=predicate.lemma,
            actor=self._participants(draft.roles["actor"], presumed.get("actor")),
            recipient=self._participants(draft.roles["recipient"], presumed.get("recipient")),
            instrument=self._participants(draft.roles["instrument"]),
            attribution=self._participants(draft.attribution),
            time=self._time(draft.time),
            place=self._place(draft.place),
            rule=rule.id,
            definiteness=definiteness(sentence, predicate),
        )

    def _trigger(self, sentence: Sentence, tokens: Sequence[int]) -> Iterable[Span]:
        begin = previous = tokens[0]
        for at in [*tokens[1:], -1]:
            if at == previous + 1:
                previous = at
                continue
            yield self._span(sentence.tokens[begin].start, sentence.tokens[previous].end)
            begin = previous = at

    def _span(self, start: int, end: int) -> Span:
        a, b = self._normalized.original(start, end)
        return Span(self._document.text[a:b], a, b)

    def _time(self, time: TimeExpression | None) -> TimeExpression | None:
        if time is None:
            return None
        span = self._span(time.start, time.end)
        return TimeExpression(span.text, span.start, span.end, time.value)

    def _place(self, place: Location | None) -> Location | None:
        if place is None:
            return None
        span = self._span(place.start, place.end)
        return Location(span.text, span.start, span.end, place.entity, place.latitude, place.longitude)

    def _participants(self, actors: Sequence[Actor], presumed: str | None = None) -> tuple[Participant, ...]:
        """Return the participants of a role; `presumed` is the sector of those of whom none is known."""
        out: dict[tuple[int | None, str], Participant] = {}
        for actor in actors:
            country = actor.code.removesuffix(UNKNOWN)
            code = f"{country}-{presumed}" if presumed and country != actor.code else actor.code
            if actor.start is None or actor.end is None:
                participant = Participant(None, None, None, code, actor.entity, actor.label)
            else:
                span = self._span(actor.start, actor.end)
                participant = Participant(span.text, span.start, span.end, code, actor.entity, actor.label)
            out.setdefault((participant.start, participant.code), participant)
        return tuple(out.values())
