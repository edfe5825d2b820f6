"""Fill the roles that a predicate's own clause leaves empty."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from ...ontology.registry import PLACES
from ..morphology.readings import VerbReading
from .model import NOMINAL_KINDS, Actor, Clause, Predicate
from .roles import ON_THINGS

if TYPE_CHECKING:
    from .analysis import Analysis
    from .subjects import Subjects

Roles = dict[str, list[Actor]]

_VIOLENCE = "ASSAULT"
_THIRD = frozenset(("3sg", "3pl"))
_GOES_ON = frozenset(("noun", "name", "demonstrative", "adverb"))


class Completion:
    """Complete the roles of the predicates of one sentence from what stands around them."""

    def __init__(self, analysis: Analysis, subjects: Subjects) -> None:
        self._analysis = analysis
        self._subjects = subjects

    def complete(self, predicate: Predicate, roles: Roles) -> None:
        """Fill what the clause leaves out from the clauses around it."""
        clause = self._analysis.clauses[predicate.clause]
        rule = predicate.rule
        finite = predicate.kind not in NOMINAL_KINDS
        if not finite:
            self._charged(predicate, roles)
            self._struck(predicate, roles)
            self._possessed(predicate, roles)
            self._carried_out(predicate, roles)
            self._undergone(predicate, roles)
            self._met(predicate, roles)
            self._controlled(predicate, roles)
        passive = predicate.verb is not None and predicate.verb.voice == "passive"
        if finite:
            self._relative(predicate, clause, roles)
            self._meant_by_clitic(predicate, clause, roles)
        patient = next((r for r in ("recipient", "actor") if "object" in rule.roles.get(r, ())), None)
        if (
            finite
            and passive
            and patient
            and not roles[patient]
            and self._analysis.roles.arguments[predicate.clause].subject is None
        ):
            roles[patient] = [a for a in self._subjects.of(predicate.clause) if a not in roles["actor"]]
        subject_role = next((r for r in ("actor", "recipient") if "subject" in rule.roles.get(r, ())), None)
        if finite and not passive and subject_role and not roles[subject_role]:
            own = self._subjects.of(predicate.clause)
            if subject_role == "recipient" and rule.type not in ON_THINGS:
                own = [a for a in own if self._acts(a)]
            own = [a for a in own if a.start is None or self._acts(a) or not self._is_deed(a)]
            taken = {(a.start, a.end) for a in roles["recipient"]} if subject_role == "actor" else set()
            roles[subject_role] = [a for a in own if a.start is None or (a.start, a.end) not in taken]

    def _charged(self, predicate: Predicate, roles: Roles) -> None:
        """Whom a verb affects "on charges of" something is the one who is charged, and who is said to have done it."""
        marker = self._analysis.language.profile["charge_marker"]
        if not self._analysis.roles.marked_by(predicate.clause, predicate.head, marker):
            return
        patient = [self._subjects.identify(n) for n in self._analysis.roles.patient(predicate.clause)]
        at = self._analysis.clauses[predicate.clause].verb
        verb = self._analysis.sentence.tokens[at].verb if at is not None else None
        if not patient and (verb is None or verb.voice == "passive"):
            patient = self._subjects.of(predicate.clause)
        inside = any(
            p.marker == marker and p.items[0].start <= predicate.head
            for p in self._analysis.clauses[predicate.clause].phrases
        )
        role = "actor" if inside else "recipient"
        roles[role] = roles[role] or list(patient)
        if role == "recipient" and not roles["actor"] and verb and verb.voice == "active":
            roles["actor"] = [a for a in self._subjects.of(predicate.clause) if a not in patient]

    def _struck(self, predicate: Predicate, roles: Roles) -> None:
        """A town or village in the ezafe of an attack is its target: "the shelling of X"."""
        if predicate.rule.type != _VIOLENCE or predicate.kind != "noun" or roles["recipient"]:
            return
        owners = self._analysis.roles.phrases(predicate, "actor")
        if owners and all(self._is_place(nominal.head) for nominal in owners):
            roles["recipient"], roles["actor"] = roles["actor"], []

    def _is_place(self, at: int) -> bool:
        """Tell whether a token names a place that stands for no government."""
        match = self._analysis.sentence.covered[at]
        if match is None:
            return False
        entity = match.entity
        return match.kind == "settlement" or entity is not None and match.kind in PLACES and not entity.capital_of

    def _possessed(self, predicate: Predicate, roles: Roles) -> None:
        """An event noun with a possessive ("their operation", "their arrest") is about the clause's subject."""
        last = max(predicate.tokens)
        noun = self._analysis.sentence.tokens[last].noun
        following = self._analysis.sentence.marker(last + 1) if last + 1 < len(self._analysis.sentence) else None
        if noun is None or not noun.clitics & {"3sg", "3pl"} or self._analysis.roles.has_complement(last + 1):
            return
        if self._hosts_agent(last):
            return
        if following and following[1].relational:
            return  # an ezafe that leads to an adposition: "the attack on"
        if last + 1 < len(self._analysis.sentence) and self._analysis.sentence.tokens[last + 1].tag in _GOES_ON:
            return
        if "3sg" in noun.clitics and not noun.number.startswith("definite"):
            return  # more likely an ezafe or the agent's clitic
        owner = [a for a in self._subjects.of(predicate.clause) if a.start is None or not self._inside(a, predicate)]
        role = next((r for r in ("actor", "recipient") if self._analysis.roles.takes_ezafe(predicate, r)), None)
        if role and not roles[role]:
            roles[role] = owner

    def _hosts_agent(self, at: int) -> bool:
        """Tell whether the clitic on a word is that of a past transitive's agent."""
        items = (item for c in self._analysis.clauses for p in c.phrases for item in p.items)
        return any(item.host and item.end - 1 == at for item in items)

    def _carried_out(self, predicate: Predicate, roles: Roles) -> None:
        """Who launches, goes on with or takes part in what an event noun names is its actor."""
        clause = self._analysis.clauses[predicate.clause]
        if roles["actor"] or clause.verb is None:
            return
        verb = self._analysis.sentence.tokens[clause.verb].verb
        markers = self._analysis.language.supports.get(self._analysis.keys.get(clause.verb, ""))
        if markers and verb and verb.voice == "active" and self._is_argument(predicate, clause, markers):
            taken = {(a.start, a.end) for a in roles["recipient"]}
            own = [a for a in self._subjects.of(predicate.clause) if self._acts(a) and not self._inside(a, predicate)]
            roles["actor"] = [a for a in own if (a.start, a.end) not in taken]

    def _acts(self, actor: Actor) -> bool:
        """Tell whether somebody is known to be an actor, if only by a name."""
        sentence = self._analysis.sentence
        inside = [i for i, t in enumerate(sentence.tokens) if (actor.start or 0) <= t.start < (actor.end or 0)]
        named = any(sentence.covered[i] or sentence.tokens[i].tag in ("name", "pronoun") for i in inside)
        return actor.known or named

    def _is_deed(self, actor: Actor) -> bool:
        """Tell whether what stands as a subject is a verbal noun ("staying away"), which does nothing itself."""
        tokens = self._analysis.sentence.tokens
        head = next((t.noun for t in tokens if t.start >= (actor.start or 0) and t.tag == "noun"), None)
        return head is not None and head.verb is not None and head.verb.form == "infinitive"

    def _is_argument(self, predicate: Predicate, clause: Clause, markers: Collection[str]) -> bool:
        """Tell whether an event noun heads a phrase that the verb of its clause asks for."""
        return any(
            (phrase.marker is None or phrase.marker in markers)
            and (item.head in predicate.tokens or self._tries(item.head) and item.start < predicate.head < item.end)
            for phrase in clause.phrases
            for item in phrase.items
        )

    def _tries(self, at: int) -> bool:
        """Tell a noun whose ezafe says what is attempted or planned."""
        keys = set(self._analysis.sentence.tokens[at].word.keys)
        return any(certainty.governors & keys for certainty in self._analysis.language.certainties)

    def _undergone(self, predicate: Predicate, roles: Roles) -> None:
        """Who comes up against what an event noun names is its recipient."""
        clause = self._analysis.clauses[predicate.clause]
        if clause.verb is None:
            return
        markers = self._analysis.language.undergoing.get(self._analysis.keys.get(clause.verb, ""))
        if markers and not roles["recipient"] and self._is_argument(predicate, clause, markers):
            marked = any(p.marker in markers and p.marker_at <= predicate.head < p.end for p in clause.phrases)
            own = [a for a in self._subjects.of(predicate.clause) if self._acts(a) and not self._inside(a, predicate)]
            roles["recipient"] = own if marked else []

    def _met(self, predicate: Predicate, roles: Roles) -> None:
        """Who speaks or acts "after a meeting with X" is the one who met X."""
        if roles["actor"] or not self._analysis.roles.phrases(predicate, "coactor"):
            return
        own = self._subjects.of(predicate.clause)
        roles["actor"] = [a for a in own if self._acts(a) and not self._inside(a, predicate)]

    def _controlled(self, predicate: Predicate, roles: Roles) -> None:
        """Who does what a verbal noun says, where no agent is named, is the subject of the clause it depends on."""
        verb, clause = self._nominalized(predicate), self._analysis.clauses[predicate.clause]
        if (
            verb is None
            or verb.form != "infinitive"
            or verb.voice == "passive"
            or roles["actor"]
            or clause.verb is None
        ):
            return
        main = self._analysis.sentence.tokens[clause.verb].verb
        if main is None or main.voice == "passive" or not (roles["recipient"] or self._is_purpose(predicate)):
            return
        if self._only_dates(predicate) or self._is_object(predicate):
            return
        taken = {(a.start, a.end) for a in roles["recipient"]}
        own = [a for a in self._subjects.of(predicate.clause) if a.known and not self._inside(a, predicate)]
        if predicate.verb is None or "subject" in predicate.rule.roles.get("actor", ()):
            roles["actor"] = [a for a in own if (a.start, a.end) not in taken]

    def _nominalized(self, predicate: Predicate) -> VerbReading | None:
        """Return the verb that an event noun is made of, for a noun rule where the noun says what is done for."""
        if predicate.verb is not None or predicate.kind != "noun" or not self._is_purpose(predicate):
            return predicate.verb
        noun = self._analysis.sentence.tokens[max(predicate.tokens)].noun
        return noun.verb if noun else None

    def _is_purpose(self, predicate: Predicate) -> bool:
        """Tell whether a verbal noun says what its clause is done for."""
        markers = {marker for certainty in self._analysis.language.certainties for marker in certainty.markers}
        return any(self._analysis.roles.marked_by(predicate.clause, predicate.head, marker) for marker in markers)

    def _is_object(self, predicate: Predicate) -> bool:
        """Tell whether an event noun is what the verb of its clause does something to ("condemns the attack")."""
        thing = self._analysis.roles.arguments[predicate.clause].object
        return thing is not None and any(item.head in predicate.tokens for item in thing.items)

    def _only_dates(self, predicate: Predicate) -> bool:
        """Tell whether violence is named only to say when ("after the killing of X"), so that who did it is open."""
        markers = self._analysis.language.profile["temporal_markers"]
        marked = any(self._analysis.roles.marked_by(predicate.clause, predicate.head, marker) for marker in markers)
        return predicate.rule.type == _VIOLENCE and marked

    def _inside(self, actor: Actor, predicate: Predicate) -> bool:
        tokens = self._analysis.sentence.tokens
        return actor.start is not None and actor.start <= tokens[predicate.head].start < (actor.end or 0)

    def _relative(self, predicate: Predicate, clause: Clause, roles: Roles) -> None:
        """The noun that a relative clause describes fills the role that the clause leaves empty."""
        nominal = self._analysis.described(clause)
        if nominal is None:
            return
        rule = predicate.rule
        passive = predicate.verb is not None and predicate.verb.voice == "passive"
        wanted = "object" if passive else "subject"
        first = [role for role in ("actor", "recipient") if wanted in rule.roles.get(role, ())]
        then = [role for role in ("recipient", "actor") if "object" in rule.roles.get(role, ())]
        role = next((role for role in [*first, *then] if not roles[role]), None)
        if role and self._analysis.roles.takes_part(predicate, role, nominal):
            roles[role] = [self._subjects.identify(nominal)]

    def _meant_by_clitic(self, predicate: Predicate, clause: Clause, roles: Roles) -> None:
        """A clitic object of the present ("sends them back") is the object of the clause that this one goes on."""
        verb = predicate.verb
        role = next((r for r in ("recipient", "actor") if "object" in predicate.rule.roles.get(r, ())), None)
        if verb is None or verb.voice == "passive" or verb.tense != "present" or verb.clitic not in _THIRD:
            return
        thing = self._analysis.roles.arguments[clause.matrix].object if clause.matrix is not None else None
        if role and thing and not roles[role]:
            roles[role] = [self._subjects.identify(n) for n in thing.items if self._analysis.roles.could_act(n)]
