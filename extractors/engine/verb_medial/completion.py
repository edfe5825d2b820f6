"""Fill the roles of event nouns that stand apart from their participants."""

from __future__ import annotations

from ..completion import Completion, Roles
from ..model import NOMINAL_KINDS, Actor, Clause, Nominal, Predicate

_ADDRESSED = frozenset(("REQUEST", "AGREE", "THREATEN", "REJECT"))
_COMPLEMENTS = frozenset(("infinitive", "complementizer"))


class MedialCompletion(Completion):
    """Complete the roles of the predicates of one sentence of a verb-medial language."""

    def complete(self, predicate: Predicate, roles: Roles) -> None:
        """Fill what stands with the verb that an event noun is an argument of."""
        if predicate.kind not in NOMINAL_KINDS:
            self._addressed(predicate, roles)
            return
        self._charged(predicate, roles)
        self._struck(predicate, roles)
        self._carried_out(predicate, roles)
        self._undergone(predicate, roles)
        self._met(predicate, roles)

    def _addressed(self, predicate: Predicate, roles: Roles) -> None:
        """Who is demanded, promised, threatened or refused something stands in the clause that says what.

        It is that clause's subject where it has one of its own ("demanded that Israel withdraw"), else
        whom its verb is done to ("threatened to expel the envoy", "refused to talk with the rebels").
        """
        if roles["recipient"] or predicate.rule.type not in _ADDRESSED or not roles["actor"]:
            return
        taken = {actor.start for actor in roles["actor"]}
        for number, clause in enumerate(self._analysis.clauses):
            if clause.matrix != predicate.clause or clause.opener not in _COMPLEMENTS or clause.head is not None:
                continue
            arguments = self._analysis.roles.arguments[number]
            marked = (p for p in clause.phrases if p.marker in self._analysis.language.profile["addressing_markers"])
            own = clause.opener == "complementizer"  # a clause with a subject of its own
            for phrase in [arguments.subject] if own else [arguments.object, *marked]:
                found = self._participants(predicate, clause, phrase.items) if phrase else []
                found = [actor for actor in found if actor.start not in taken]
                if found:
                    roles["recipient"] = found
                    return

    def _carried_out(self, predicate: Predicate, roles: Roles) -> None:
        """Who launches, holds or takes part in what an event noun names is its actor; in the passive the agent."""
        clause = self._analysis.clauses[predicate.clause]
        if clause.verb is None or roles["actor"] and not self._is_weak(predicate):
            return
        verb = self._analysis.sentence.tokens[clause.verb].verb
        markers = self._analysis.language.supports.get(self._analysis.keys.get(clause.verb, ""))
        if markers is None or verb is None or not self._is_argument(predicate, clause, markers):
            return
        if verb.voice == "passive":
            agent = self._analysis.language.profile["agent_marker"]
            nominals = [n for p in clause.phrases if p.marker == agent for n in p.items]
        else:
            subject = self._analysis.roles.arguments[predicate.clause].subject
            nominals = subject.items if subject else []
        roles["actor"] = self._participants(predicate, clause, nominals) or roles["actor"]

    def _is_weak(self, predicate: Predicate) -> bool:
        """Tell whether only a pronoun or modifier before an event noun names its actor ("voiced its support")."""
        tokens = self._analysis.sentence.tokens
        at = min(predicate.tokens) - 1
        while at >= 0 and tokens[at].tag in ("noun", "name", "adjective"):
            at -= 1
        return at < 0 or tokens[at].tag != "clitic"

    def _undergone(self, predicate: Predicate, roles: Roles) -> None:
        """Who faces or suffers what an event noun names is its recipient."""
        clause = self._analysis.clauses[predicate.clause]
        if roles["recipient"] or clause.verb is None or predicate.head < clause.verb:
            return
        markers = self._analysis.language.undergoing.get(self._analysis.keys.get(clause.verb, ""))
        subject = self._analysis.roles.arguments[predicate.clause].subject
        if markers is not None and subject and self._is_argument(predicate, clause, markers):
            roles["recipient"] = self._participants(predicate, clause, subject.items)

    def _participants(self, predicate: Predicate, clause: Clause, nominals: list[Nominal]) -> list[Actor]:
        owners = (self._analysis.roles.owner_of(n, False) for n in nominals if n.head not in predicate.tokens)
        tokens = self._analysis.sentence.tokens
        kept = [n for n in owners if self._analysis.roles.could_act(n) and tokens[n.head].tag != "possessive"]
        return [self._subjects.resolve(n, predicate.clause) for n in kept]
