"""When and where an event took place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from ...ontology.model import Location, TimeExpression
from ...ontology.registry import PLACES
from .analysis import Analysis
from .identify import Identifier
from .model import NOMINAL_KINDS, Draft, Match, Nominal, Phrase, Predicate
from .timex import Time, shifted

_BREAKS = frozenset(("verb", "comma", "punctuation", "complementizer", "subordinator", "connector"))
_ANCHOR_REACH = 3  # tokens between "five days after" and the event it counts from


class Circumstances:
    """Time and place of the predicates of one sentence."""

    def __init__(self, analysis: Analysis, times: Sequence[Time], identifier: Identifier) -> None:
        self._analysis = analysis
        self._times = times
        self._identifier = identifier
        self._anchors: frozenset[int] | None = None
        self._owners: dict[int, Predicate | None] | None = None

    def time(self, predicate: Predicate) -> TimeExpression | None:
        """Return the time expression that dates a predicate: its clause's, else an earlier one of the sentence.

        What another event noun of the clause has for its own time dates no event noun before that one.
        """
        clause = self._analysis.clauses[predicate.clause]
        spans = clause.segments
        times = [t for t in self._times if not self._belongs_elsewhere(t, predicate)]
        own = [t for t in times if not t.duration and any(a <= t.start < b for a, b in spans)]
        dated = [t for t in own if t.value or t.days is not None]
        near = dated or [t for t in times if t.start < min(predicate.tokens) and t.value][:1] or own
        if not near:
            return None
        best = min(near, key=lambda t: (t.value is None, abs(t.start - predicate.head), t.start))
        first, last = self._analysis.sentence.tokens[best.start], self._analysis.sentence.tokens[best.end - 1]
        return TimeExpression(self._analysis.sentence.text[first.start : last.end], first.start, last.end, best.value)

    def _belongs_elsewhere(self, time: Time, predicate: Predicate) -> bool:
        """Tell whether a time is not that of an event noun: days count from the noun, or it stands with a later one.

        From "on the 22nd, two days after the attack" nothing dates the attack.
        """
        if predicate.kind not in NOMINAL_KINDS:
            return False
        if time.start < predicate.head and self._is_anchor(predicate):
            return True
        nearest = self._owner(time)
        if nearest is None or nearest is predicate:
            return False
        apart = nearest.clause != predicate.clause
        return apart or predicate.head < nearest.head and not self._listed(nearest)

    def _is_anchor(self, predicate: Predicate) -> bool:
        """Tell whether days are counted from an event noun."""
        if self._anchors is None:
            self._anchors = frozenset(noun.head for time in self._times if (noun := self._anchor(time)))
        return predicate.head in self._anchors

    def _owner(self, time: Time) -> Predicate | None:
        """Return the event noun that a time belongs to."""
        if self._owners is None:
            nearest = [(each, self._noun_before(each)) for each in self._times]
            self._owners = {t.start: noun if noun and self._is_time_of(t, noun) else None for t, noun in nearest}
        return self._owners[time.start]

    def _noun_before(self, time: Time) -> Predicate | None:
        """Return the last event noun before a time in its clause."""
        before = (
            p
            for p in self._analysis.predicates
            if p.kind in NOMINAL_KINDS
            and max(p.tokens) < time.start
            and any(a <= time.start < b for a, b in self._analysis.clauses[p.clause].segments)
        )
        return max(before, key=lambda p: p.head, default=None)

    def _anchor(self, time: Time) -> Predicate | None:
        """Return the event noun that days are counted from: "two days after the attack"."""
        if time.days is None:
            return None
        nouns = (p for p in self._analysis.predicates if p.kind in NOMINAL_KINDS)
        near = [p for p in nouns if 0 <= p.head - time.end <= _ANCHOR_REACH]
        return min(near, key=lambda p: p.head, default=None)

    def _is_time_of(self, time: Time, noun: Predicate) -> bool:
        """Tell whether a time under an adposition or ezafe closes the phrase of an event noun before it."""
        sentence, clause = self._analysis.sentence, self._analysis.clauses[noun.clause]
        between = range(max(noun.tokens) + 1, time.start)
        described = {at for phrase in clause.phrases for at in self._apposition(phrase)}
        if any(sentence.tokens[at].tag in _BREAKS and at not in described for at in between):
            return False
        if any(p.marker is None and p.marker_at in between and p.marker_at not in described for p in clause.phrases):
            return False
        marked = (sentence.marker(at) for at in between)
        return sentence.link(time.start - 1)[0] or any(found and found[0] == time.start for found in marked)

    def _apposition(self, phrase: Phrase) -> range:
        """Return the tokens, with its commas, of a phrase that says who somebody named is: "X, the minister of Y,"."""
        sentence, start, end = self._analysis.sentence, phrase.marker_at, phrase.end
        title = sentence.covered[phrase.items[0].head]
        opened = start > 1 and sentence.tokens[start - 1].tag == "comma" and sentence.tokens[start - 2].tag == "name"
        if phrase.marker is not None or not opened or title is None or title.entity or title.kind != "person":
            return range(0)
        return range(start - 1, end + (end < len(sentence) and sentence.tokens[end].tag == "comma"))

    def _listed(self, noun: Predicate) -> bool:
        """Tell whether an event noun follows "and", so that one time dates it and the noun before."""
        before = min(noun.tokens) - 1
        return before >= 0 and self._analysis.sentence.tokens[before].tag == "coordinator"

    def count_days(self, drafts: Sequence[Draft]) -> None:
        """Resolve "five days after X" where the day of X is known."""
        for time in self._times:
            if time.days is None:
                continue
            anchor = next((d for d in drafts if 0 <= d.predicate.head - time.end <= _ANCHOR_REACH), None)
            value = anchor.time.value if anchor and anchor.time else None
            if value is None or len(value) != len("2020-01-01"):
                continue
            day = shifted(date.fromisoformat(value), time.days)
            for draft in drafts:
                if (
                    draft is not anchor
                    and draft.time
                    and draft.time.start == self._analysis.sentence.tokens[time.start].start
                ):
                    draft.time = replace(draft.time, value=day)

    def country(self) -> str | None:
        """Return the country of the sentence, for actors without one of their own.

        It is that of the first place, or else the only country that is named at all, or else the one that
        alone has what the sentence speaks of: a currency, a calendar, a kind of force.
        """
        found: dict[str, None] = {}
        for at, match in enumerate(self._analysis.sentence.matches):
            if match is None or match.entity is None:
                continue
            place = match.kind in PLACES
            if place and not match.entity.capital_of or (place or match.kind == "country") and self._located(at):
                return match.entity.country
            found[match.entity.country] = None
        only = list(found) or list(self._homes())
        return only[0] if len(only) == 1 and not only[0].startswith("IGO") else None

    def _homes(self) -> dict[str, None]:
        """Return the countries that alone have what the sentence speaks of, in order."""
        homes, sentence = self._analysis.language.homes, self._analysis.sentence
        labels = (m.label for m in sentence.matches if m and m.entity is None)
        words = (key for token in sentence.tokens for key in token.word.keys)
        return {homes[word]: None for word in (*labels, *words) if word in homes}

    def _located(self, at: int) -> bool:
        marked = self._analysis.sentence.marker(at - 1) if at else None
        return (
            marked is not None and marked[0] == at and marked[1].name == self._analysis.language.profile["place_marker"]
        )

    def place(self, predicate: Predicate, participants: Collection[Nominal]) -> Location | None:
        """Return the nearest phrase of the clause that says where: a place under the marker of places.

        What takes part in the event is no place of it.
        """
        taken = {item.head for item in participants}
        clause = self._analysis.clauses[predicate.clause]
        marker = self._analysis.language.profile["place_marker"]
        found = [
            (abs(item.head - predicate.head), item, match)
            for phrase in clause.phrases
            if phrase.marker == marker or phrase.marker in self._analysis.language.place_markers
            for item in phrase.items
            if item.head not in taken and (match := self._place_match(item))
        ]
        if not found:
            return None
        _, item, match = min(found, key=lambda row: row[0])
        start, end = self._identifier.span(self._analysis.sentence, (item.start, item.end))
        entity = match.entity
        return Location(
            self._analysis.sentence.text[start:end], start, end, entity.id if entity else None,
            entity.latitude if entity else None, entity.longitude if entity else None,
        )  # fmt: skip

    def _place_match(self, item: Nominal) -> Match | None:
        matches = [m for m in self._analysis.sentence.matches[item.start : item.end] if m]
        places = [m for m in matches if m.entity and (m.kind in PLACES or m.kind == "country")]
        head = self._analysis.sentence.covered[item.head]
        if head in places or head and head.kind == "settlement":
            return places[0] if places else head
        return None
