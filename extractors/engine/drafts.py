"""The events of one sentence, put together before they become records."""

from __future__ import annotations

from collections.abc import Sequence

from ...ontology.model import Factuality
from .analysis import Analysis
from .circumstances import Circumstances
from .completion import Roles
from .coreference import EventCoreference
from .identify import Identifier
from .model import NOMINAL_KINDS, Actor, Draft, Nominal, Predicate
from .roles import ON_THINGS
from .speech import Speech
from .subjects import Subjects
from .timex import Time


class DraftWriter:
    """Draft the events of one sentence. `last` is the subject of the sentences before, then of this one."""

    def __init__(
        self, analysis: Analysis, times: Sequence[Time], identifier: Identifier, number: int, last: Actor | None
    ) -> None:
        self._analysis = analysis
        self._sentence = analysis.sentence
        self._identifier = identifier
        self._circumstances = Circumstances(analysis, times, identifier)
        self._subjects = Subjects(analysis, identifier, number, self._circumstances.country(), last)
        self._completion = analysis.completion(self._subjects)
        self._named: dict[int, Draft] = {}  # the events so far by the tokens of their predicates
        self.last = self._subjects.last

    def drafts(self) -> list[Draft]:
        """Return the events in the order of their triggers; what is no event of its own is marked as such."""
        certainty = self._analysis.certainty()
        for predicate in sorted(self._analysis.predicates, key=lambda p: p.kind not in NOMINAL_KINDS):
            draft = self._draft(predicate, certainty.factuality(predicate))
            self._named.update(dict.fromkeys(predicate.tokens, draft))
        drafts = [self._named[predicate.head] for predicate in self._analysis.predicates]
        speech = Speech(self._analysis, self._subjects)
        speech.attribute(drafts)
        speech.embed(drafts)
        coreference = EventCoreference(self._analysis, self._identifier)
        coreference.merge(drafts)
        coreference.recall(drafts)
        self._circumstances.count_days(drafts)
        return drafts

    def _draft(self, predicate: Predicate, factuality: Factuality) -> Draft:
        subjects = self._subjects.of(predicate.clause)
        self._identifier.owner = subjects[0].code.split("-")[0] or None if subjects else None
        roles: Roles = {"actor": [], "recipient": []}
        participants: list[Nominal] = []
        for role in ("actor", "recipient"):
            for nominal in self._analysis.roles.phrases(predicate, role):
                event = self._named.get(nominal.head)
                if event and self._stands_for_actor(event, role, predicate):
                    roles[role] += event.roles["actor"]  # who condemns an attack condemns who made it
                    continue
                thing = role != "actor" and predicate.rule.type in ON_THINGS
                owner = self._analysis.roles.owner_of(nominal, nominal.head in self._named, thing)
                if self._analysis.roles.takes_part(predicate, role, owner):
                    participants.append(owner)
                    roles[role].append(self._subjects.resolve(owner, predicate.clause))
        self._completion.complete(predicate, roles)
        for role in ("actor", "recipient"):
            more = self._analysis.roles.phrases(predicate, f"co{role}")
            taking = [n for n in more if self._analysis.roles.takes_part(predicate, role, n)]
            roles[role] += [self._subjects.resolve(n, predicate.clause) for n in taking]
        roles["instrument"] = [
            self._subjects.identify(n) for n in self._analysis.roles.phrases(predicate, "instrument")
        ]
        return Draft(
            predicate,
            roles,
            factuality,
            time=self._circumstances.time(predicate),
            place=self._circumstances.place(predicate, participants),
        )

    def _stands_for_actor(self, event: Draft, role: str, predicate: Predicate) -> bool:
        """Tell whether an event in a role stands for its actor; where it names nobody its ezafe may say whose it is."""
        if event.predicate.rule.type == predicate.rule.type:
            return role == "actor"  # "an explosion killed two"
        if role != "actor" and predicate.rule.type in ON_THINGS:
            return False
        return event.predicate.kind != "noun" or bool(event.roles["actor"] or event.roles["recipient"])
