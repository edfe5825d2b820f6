"""Fill the roles of event nouns that stand apart from their participants."""

from __future__ import annotations

from ..completion import Completion, Roles
from ..model import NOMINAL_KINDS, Clause, Predicate


class MedialCompletion(Completion):
    """Complete the roles of the predicates of one sentence of a verb-medial language."""

    def complete(self, predicate: Predicate, roles: Roles) -> None:
        """Fill what stands with the verb that an event noun is an argument of."""
        if predicate.kind not in NOMINAL_KINDS:
            return
        self._charged(predicate, roles)
        self._struck(predicate, roles)
        self._carried_out(predicate, roles)
        self._undergone(predicate, roles)

    def _carried_out(self, predicate: Predicate, roles: Roles) -> None:
        """Who launches, holds or takes part in what an event noun names is its actor; in the passive the agent."""
        clause = self._analysis.clauses[predicate.clause]
        if roles["actor"] or clause.verb is None:
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
        roles["actor"] = self._participants(predicate, clause, nominals)

    def _undergone(self, predicate: Predicate, roles: Roles) -> None:
        """Who faces or suffers what an event noun names is its recipient."""
        clause = self._analysis.clauses[predicate.clause]
        if roles["recipient"] or clause.verb is None or predicate.head < clause.verb:
            return
        markers = self._analysis.language.undergoing.get(self._analysis.keys.get(clause.verb, ""))
        subject = self._analysis.roles.arguments[predicate.clause].subject
        if markers is not None and subject and self._is_argument(predicate, clause, markers):
            roles["recipient"] = self._participants(predicate, clause, subject.items)

    def _participants(self, predicate: Predicate, clause: Clause, nominals: list) -> list:  # type: ignore[type-arg]
        owners = (self._analysis.roles.owner_of(n, False) for n in nominals if n.head not in predicate.tokens)
        kept = [n for n in owners if self._analysis.roles.could_act(n)]
        return [self._subjects.resolve(n, predicate.clause) for n in kept]
