"""Events that a text names more than once: an attack with its casualties, and what was told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .analysis import Analysis
from .definiteness import definiteness
from .identify import Identifier
from .model import NOMINAL_KINDS, Actor, Draft, Predicate

_VIOLENCE = "ASSAULT"


class EventCoreference:
    """Find, among the events of one sentence and of those before it, those that are one and the same."""

    def __init__(self, analysis: Analysis, identifier: Identifier) -> None:
        self._analysis = analysis
        self._identifier = identifier

    def merge(self, drafts: Sequence[Draft]) -> None:
        """Make one event of an attack and the casualties told in its clause."""
        self._merge_joined(drafts)
        for casualty in drafts:
            if casualty.predicate.rule.type != _VIOLENCE or casualty.dropped or casualty.same_as:
                continue
            attack = next(self._attacks(casualty, drafts), None)
            if attack and (self._befalls(casualty) or _is_bare(attack) or self._brings(attack, casualty)):
                self._join(attack, casualty)

    def _merge_joined(self, drafts: Sequence[Draft]) -> None:
        """Make one event of two verbs of one type that share their participants.

        These are joined verbs ("shot and killed a man") and a purpose ("met to discuss", "gathered to protest").
        """
        for draft, other in pairwise(drafts):
            clause = self._analysis.clauses[other.predicate.clause]
            if clause.matrix != draft.predicate.clause or draft.predicate.rule.type != other.predicate.rule.type:
                continue
            one, two = ([{a.start for a in d.roles[r]} for r in ("actor", "recipient")] for d in (draft, other))
            joined = clause.coordinated and one == two and bool(one[1])
            purpose = clause.opener == "infinitive" and one[0] == two[0] and not two[1]
            if (joined or purpose) and other.predicate.verb_at is not None:
                other.same_as = draft.predicate.rule.id

    def _befalls(self, draft: Draft) -> bool:
        """Tell whether an event is told as what happens to its recipient, not as what an actor does."""
        verb, roles = draft.predicate.verb, draft.predicate.rule.roles
        passive = verb is not None and verb.voice == "passive"
        return passive or "subject" in roles.get("recipient", ())

    def _brings(self, attack: Draft, casualty: Draft) -> bool:
        """Tell whether an attack is the subject of the verb that tells its casualties ("air strikes killed four")."""
        if not self._analysis.language.is_medial or casualty.predicate.kind in NOMINAL_KINDS:
            return False
        subject = self._analysis.roles.arguments[casualty.predicate.clause].subject
        return subject is not None and any(item.head in attack.predicate.tokens for item in subject.items)

    def _attacks(self, casualty: Draft, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield the attacks that the clause of a casualty names as its cause."""
        predicate = casualty.predicate
        finite = predicate.kind not in NOMINAL_KINDS
        causes = self._analysis.language.profile["cause_markers"] if finite else (None,)
        if not finite and not self._resulting(casualty, drafts):
            return
        for draft in drafts:
            if (
                draft.predicate.rule.type == _VIOLENCE
                and draft.predicate.kind in NOMINAL_KINDS
                and (
                    draft.predicate.head < predicate.head or self._analysis.language.is_medial and draft is not casualty
                )
                and (draft.predicate.clause == predicate.clause or self._describes(predicate, draft.predicate))
                and draft.dropped is None
                and draft.factuality == casualty.factuality
                and draft.same_as is None
                and not self._befalls(draft)
                and self._causes(draft.predicate, predicate, causes)
                and _agree(draft.roles["actor"], casualty.roles["actor"])
            ):
                yield draft

    def _resulting(self, casualty: Draft, drafts: Sequence[Draft]) -> bool:
        """Tell whether a casualty is a noun that a clause without an event of its own brings about ("led to")."""
        number = casualty.predicate.clause
        own = any(d.predicate.clause == number and d.predicate.kind not in NOMINAL_KINDS for d in drafts)
        verb = self._analysis.clauses[number].verb
        return verb is not None and not own and self._marker(casualty.predicate) in (None, "goal")

    def _causes(self, attack: Predicate, casualty: Predicate, markers: Sequence[str | None]) -> bool:
        """Tell whether an attack is the subject of a casualty, described by it, or named under a marker of causes."""
        subject = self._analysis.roles.arguments[casualty.clause].subject
        acts = subject is not None and any(item.head in attack.tokens for item in subject.items)
        return acts or self._describes(casualty, attack) or self._marker(attack) in markers

    def _describes(self, casualty: Predicate, attack: Predicate) -> bool:
        """Tell whether a casualty is told in a relative clause about the attack: "the attack that led to the death"."""
        described = self._analysis.described(self._analysis.clauses[casualty.clause])
        return described is not None and described.head in attack.tokens

    def _marker(self, predicate: Predicate) -> str | None:
        """Return the marker of the phrase that a predicate stands in; an empty string where it is in none."""
        for phrase in self._analysis.clauses[predicate.clause].phrases:
            if phrase.marker_at <= predicate.head < phrase.end:
                return phrase.marker
        return ""

    def _join(self, attack: Draft, casualty: Draft) -> None:
        """Keep of an attack and its casualties the one that says more, with the participants of both."""
        kept, gone = (casualty, attack) if _is_bare(attack) else (attack, casualty)
        gone.same_as = kept.predicate.rule.id
        kept.roles["actor"] = kept.roles["actor"] or gone.roles["actor"]
        there = {(a.start, a.end) for a in kept.roles["recipient"]}
        kept.roles["recipient"] += [a for a in gone.roles["recipient"] if (a.start, a.end) not in there]
        kept.time, kept.place = kept.time or gone.time, kept.place or gone.place

    def recall(self, drafts: Sequence[Draft]) -> None:
        """Let an event noun that names again what was told before take over who took part and when.

        That is one about the same person, or a definite one ("the attack") after another of its type; what
        befell somebody in the course of an attack ("two were wounded") is not what "the attack" means.
        """
        memory = self._identifier.memory
        here: set[str] = set()
        for draft in drafts:
            if draft.factuality != "actual" or draft.dropped or draft.same_as:
                continue
            kind = draft.predicate.rule.type
            person = next((a.entity for a in draft.roles["recipient"] if self._identifier.is_person(a.entity)), None)
            if draft.predicate.kind in NOMINAL_KINDS:
                known = memory.events.get((kind, person)) if person else None
                if known:
                    self._take_over(draft, known, "actor")
                elif definiteness(self._analysis.sentence, draft.predicate) == "definite" and kind in memory.told:
                    self._resume(draft, memory.told[kind])
            if person:
                memory.events.setdefault((kind, person), draft)
            if not _is_bare(draft) and not (kind in here and self._befalls(draft)):
                memory.told[kind] = draft
                here.add(kind)

    def _resume(self, draft: Draft, known: Draft) -> None:
        """Take over from the last event of a type: everything where a definite noun says nothing, else the day."""
        if _is_bare(draft):
            self._take_over(draft, known, "actor", "recipient")
        elif {a.code for a in draft.roles["recipient"]} & {a.code for a in known.roles["recipient"]}:
            self._take_over(draft, known)

    def _take_over(self, draft: Draft, known: Draft, *roles: str) -> None:
        for role in roles:
            draft.roles[role] = draft.roles[role] or list(known.roles[role])
        if draft.time is None or draft.time.value is None:
            draft.time = known.time


def _is_bare(draft: Draft) -> bool:
    """Tell whether an event names no participant."""
    return not draft.roles["actor"] and not draft.roles["recipient"]


def _agree(some: Sequence[Actor], others: Sequence[Actor]) -> bool:
    """Tell whether two fillings of a role can be one: either is empty, or they share a participant."""
    return not some or not others or bool({(a.start, a.code) for a in some} & {(a.start, a.code) for a in others})
