"""Who says that an event happened, and what a demand, charge or denial makes of the events it is about."""

from __future__ import annotations

from collections.abc import Sequence

from ..rules.model import Content
from .analysis import Analysis
from .model import NOMINAL_KINDS, Draft, Predicate
from .subjects import Subjects

_NEAR = 4  # tokens after a predicate in which a bare event noun still belongs to it
# What becomes of an event in the complement of another, by the type of that other, unless its rule says so.
_CONTENT: dict[str, Content] = {
    "REQUEST": "drop",
    "THREATEN": "drop",
    "AGREE": "drop",
    "ACCUSE": "attributed",
    "REJECT": "drop",
}


def _declares(draft: Draft) -> bool:
    """Tell whether a passive of the present is itself the act of who says it: "it cannot be accepted" refuses."""
    verb = draft.predicate.verb
    passive = verb is not None and verb.voice == "passive" and verb.tense == "present"
    return passive and draft.predicate.rule.type == "REJECT" and draft.predicate.kind not in NOMINAL_KINDS


class Speech:
    """Attribution and embedding of the events of one sentence."""

    def __init__(self, analysis: Analysis, subjects: Subjects) -> None:
        self._analysis = analysis
        self._subjects = subjects

    def attribute(self, drafts: Sequence[Draft]) -> None:
        """Say for each event who tells of it: the subject of a verb of speech around it, or "according to X"."""
        for draft in drafts:
            number = draft.predicate.clause
            first = self._analysis.roles.first_person(self._analysis.clauses[number])
            if first or self._analysis.teller(number) is not None:
                draft.attribution = self._subjects.speaker(number)
        according = self._analysis.language.profile["speech"]["according"]
        for clause in self._analysis.clauses:
            for phrase in clause.phrases:
                if phrase.marker in according:
                    source = [self._subjects.identify(item) for item in phrase.items]
                    for draft in drafts:
                        draft.attribution = draft.attribution or list(source)
        for draft in drafts:
            for role, markers in draft.predicate.rule.roles.items():
                if not draft.roles.get(role) and ("speaker" in markers or "subject" in markers and _declares(draft)):
                    draft.roles[role] = draft.attribution or self._subjects.speaker(draft.predicate.clause)

    def embed(self, drafts: Sequence[Draft]) -> None:
        """Apply to the events in a predicate's complement what the predicate makes of them."""
        for draft in drafts:
            content = draft.predicate.rule.content or _CONTENT.get(draft.predicate.rule.type, "keep")
            if content == "keep":
                continue
            for other in drafts:
                if other is not draft and self._in_complement(other.predicate, draft.predicate):
                    self._apply(content, draft, other)
        for draft in drafts:
            for other in drafts:
                if draft.predicate.rule.type == "REJECT" and other.predicate.rule.type == "ACCUSE":
                    self._deny(draft, other)

    def _deny(self, denial: Draft, charge: Draft) -> None:
        """Who rejects a charge is the one it is against, and rejects it towards who made it."""
        thing = self._analysis.roles.patient(denial.predicate.clause)
        if charge.predicate.verb_at is None and any(item.head in charge.predicate.tokens for item in thing):
            charge.roles["recipient"] = charge.roles["recipient"] or list(denial.roles["actor"])
            denial.roles["recipient"] = denial.roles["recipient"] or list(charge.roles["actor"])

    def _in_complement(self, inner: Predicate, outer: Predicate) -> bool:
        if inner.clause != outer.clause:
            return self._in_clause_below(inner.clause, outer)
        if outer.kind == "adjective" and inner.head > outer.head:
            return self._analysis.subjunctive(inner.clause)
        if inner.verb_at is not None:
            return False
        if inner.head < min(outer.tokens):
            marker = self._analysis.language.profile["content_marker"]
            return outer.verb_at is not None and self._analysis.roles.marked_by(inner.clause, inner.head, marker)
        marked = [p for p in self._analysis.clauses[inner.clause].phrases if p.marker_at <= inner.head < p.end]
        if marked and marked[0].marker is not None:
            return marked[0].marker in self._analysis.language.profile["complement_markers"]
        return inner.head <= max(outer.tokens) + _NEAR

    def _in_clause_below(self, number: int, outer: Predicate) -> bool:
        """Tell whether a clause is the complement of a predicate, or a subjunctive under a subjunctive complement."""
        clause = self._analysis.clauses[number]
        subjunctive = self._analysis.subjunctive(number)
        if clause.matrix is None:
            return False
        if clause.matrix == outer.clause:
            opened = clause.opener in ("subordinator", "complementizer")
            return outer.verb_at is not None and clause.head is None and (subjunctive or opened)
        goes_on = self._analysis.clauses[clause.matrix].matrix == outer.clause
        return goes_on and subjunctive and self._analysis.subjunctive(clause.matrix)

    def _apply(self, content: Content, outer: Draft, inner: Draft) -> None:
        if content == "drop":
            inner.dropped = outer.predicate.rule.id
            if outer.predicate.rule.type == "AGREE":  # whom one is ready to help is who is promised it
                outer.roles["recipient"] = outer.roles["recipient"] or list(inner.roles["recipient"])
        elif content == "attributed" and inner.predicate.rule.type == outer.predicate.rule.type:
            return  # "looks into the allegations against X": a charge is no deed that somebody is charged with
        elif content == "attributed":
            inner.attribution = list(outer.roles["actor"])
            if not inner.roles["actor"] or inner.roles["actor"] == outer.roles["actor"]:
                inner.roles["actor"] = list(outer.roles["recipient"])  # who charges is not who did it
        elif content == "negated":
            inner.factuality = "negated"
            if not inner.roles["actor"]:
                inner.roles["actor"] = list(outer.roles["actor"])
        elif content != "keep":
            inner.factuality = content
