"""Fill the roles of a predicate of a verb-medial language from the phrases around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model import NOMINAL_KINDS, Clause, Nominal, Phrase, Predicate
from ..roles import ON_THINGS, Arguments, RoleFinder
from .sentence import MedialSentence

if TYPE_CHECKING:
    from ...language import Language

_PASSED = frozenset(("time", "adverb", "comma"))
_AFTER_NOUN = 24  # tokens after an event noun in which its arguments stand


class MedialRoleFinder(RoleFinder):
    """Find the phrases that fill the roles of the predicates of one sentence."""

    def __init__(
        self,
        language: Language,
        sentence: MedialSentence,
        clauses: Sequence[Clause],
        predicates: Sequence[Predicate],
        keys: Mapping[int, str],
        arguments: list[Arguments],
    ) -> None:
        self._language = language
        self._sentence = sentence
        self._medial = sentence
        self._clauses = clauses
        self._keys = keys
        self._agent = language.profile["agent_marker"]
        self._genitive = language.profile["genitive_marker"]
        self._verbal = {p.clause for p in predicates if p.verb_at is not None}
        self._events = {i for p in predicates for i in p.tokens if p.verb_at is None}
        self.arguments = arguments

    # ---- who can take part ---------------------------------------------------------------------------

    def first_person(self, clause: Clause) -> bool:
        """Tell whether the subject of a clause is who speaks."""
        subject = next((a.subject for c, a in zip(self._clauses, self.arguments, strict=True) if c is clause), None)
        return subject is not None and self._is_speaker(subject)

    def could_act(self, nominal: Nominal) -> bool:
        """Tell whether a phrase can stand for an actor: a name, a kind of actor, a pronoun."""
        token = self._medial.tokens[nominal.head]
        if nominal.pronoun:
            return not self._language.pointers & set(token.word.keys)
        match = self._medial.covered[nominal.head]
        if nominal.apposition or match is not None:
            return match is None or match.kind != "facility"
        if token.tag == "name" or token.tag == "possessive":
            return nominal.head not in self._events
        if nominal.head != nominal.end - 1:
            return False
        counted = token.tag == "number" or token.tag == "quantifier" and "partitive" in token.word.classes
        before = self._medial.tokens[nominal.start - 1].tag if nominal.start else ""
        return counted or token.tag == "adjective" and before == "definite"  # "three", "many", "the wounded"

    def takes_part(self, predicate: Predicate, role: str, nominal: Nominal) -> bool:
        """Tell whether a phrase can be a participant; only violence and coercion are also done to things."""
        if nominal.head in predicate.tokens:
            return False
        if self.could_act(nominal):
            return True
        return role != "actor" and predicate.rule.type in ON_THINGS and nominal.head not in self._events

    def owner_of(self, nominal: Nominal, event: bool, thing: bool = False) -> Nominal:
        """Take for a thing or event ("the resignation of X", "X's program") the one that it belongs to."""
        if self.could_act(nominal) or nominal.pronoun or thing and not event:
            return nominal
        return next(self._owners(nominal), nominal)

    def _owners(self, nominal: Nominal) -> Iterator[Nominal]:
        """Yield who a phrase belongs to: the possessor, the genitive, a name or kind of actor before its head."""
        sentence = self._medial
        if nominal.end > nominal.head + 1:
            inner = sentence.nominal(nominal.head + 2, nominal.end)
            if inner is not None and self.could_act(inner):
                yield inner
        before = self._possessor(nominal.start, nominal.head)
        if before is not None and self.could_act(before):
            yield before
        modifier = self._modifier(nominal.start, nominal.head)
        if modifier is not None:
            yield modifier

    def _possessor(self, begin: int, head: int) -> Nominal | None:
        """Return the possessor that stands before a head: with its clitic, or as a pronoun."""
        sentence = self._medial
        for at in range(head - 1, begin - 1, -1):
            if sentence.tokens[at].tag == "clitic":
                start = sentence.begin_of(at - 1)
                return Nominal(start, at, at - 1)
            if sentence.tokens[at].tag == "possessive":
                return Nominal(at, at + 1, at, pronoun=True)
        return None

    def _modifier(self, begin: int, head: int) -> Nominal | None:
        """Return the last name or kind of actor among the words before a head that no clitic parts from it."""
        sentence = self._medial
        for at in range(head - 1, begin - 1, -1):
            if sentence.tokens[at].tag == "clitic":
                return None
            match = sentence.covered[at]
            if match is not None:
                return Nominal(match.start, at + 1, at)
            if sentence.tokens[at].tag == "name":
                start = at
                while (
                    start > begin and sentence.tokens[start - 1].tag == "name" and sentence.covered[start - 1] is None
                ):
                    start -= 1
                return Nominal(start, at + 1, at)
        return None

    # ---- roles -----------------------------------------------------------------------------------------

    def phrases(self, predicate: Predicate, role: str) -> list[Nominal]:
        """Return the noun phrases that fill a role of a predicate, none if no phrase does."""
        markers = predicate.rule.roles.get(role, ())
        if predicate.kind not in NOMINAL_KINDS:
            return self._of_verb(predicate, markers)
        found = self._of_noun(predicate, role, markers)
        if role != "recipient" or not found:
            return found
        actors = {
            nominal.head for nominal in self.phrases(predicate, "actor")
        }  # "support of X" is by X, "Y's support of X" is not
        return [nominal for nominal in found if nominal.head not in actors]

    def _of_verb(self, predicate: Predicate, markers: Sequence[str]) -> list[Nominal]:
        clause, arguments = self._clauses[predicate.clause], self.arguments[predicate.clause]
        verb = predicate.verb
        passive = verb is not None and verb.voice == "passive"
        passed: list[Nominal] = []
        for marker in markers:
            found: Phrase | None
            if marker == "subject":
                found = self._marked(clause, self._agent, predicate) if passive else arguments.subject
            elif marker == "object":
                found = arguments.subject if passive else self._object(predicate, arguments)
            else:
                found = self._genitive_of(predicate, marker) or self._marked(clause, marker, predicate)
                found = found or (arguments.object if marker == self._stray_particle(predicate) else None)
                if found is None and arguments.second is not None and arguments.object and "object" not in markers:
                    found = arguments.object if marker == self._dative else None
            items = [i for i in found.items if i.head not in predicate.tokens] if found else []
            if any(self._serves(predicate, item) for item in items):
                return items
            passed = passed or items
        return passed

    def _serves(self, predicate: Predicate, nominal: Nominal) -> bool:
        """Tell whether a phrase names a participant, an event, or for violence a thing."""
        if nominal.head in self._events or predicate.rule.type in ON_THINGS:
            return True
        return self.could_act(self.owner_of(nominal, False))

    def _stray_particle(self, predicate: Predicate) -> str | None:
        """Return the preposition after a verb that was read with it but is no part of the trigger."""
        at = max(i for i in predicate.tokens) + 1
        token = self._medial.tokens[at] if at < len(self._medial) else None
        return token.word.keys[0] if token is not None and token.tag == "particle" else None

    def _genitive_of(self, predicate: Predicate, marker: str) -> Phrase | None:
        """Return the genitive after the noun of a light verb ("took control of the town")."""
        last = max(predicate.tokens)
        if marker != self._genitive or last == predicate.verb_at or not self._medial.is_genitive(last + 1):
            return None
        return self._medial.phrase(last + 2, len(self._medial), marker, last + 1)

    @property
    def _dative(self) -> str:
        return str(self._language.profile["dative_marker"])

    def _object(self, predicate: Predicate, arguments: Arguments) -> Phrase | None:
        """Return the object; of a light verb the one that is not its noun."""
        found = arguments.object
        if found is not None and any(item.head in predicate.tokens for item in found.items):
            return arguments.second
        return found

    def _marked(self, clause: Clause, marker: str, predicate: Predicate) -> Phrase | None:
        """Return the phrase of a clause under a marker: the first after the predicate, else the last before it."""
        options = [p for p in clause.phrases if p.marker == marker and not self._names_time(p)]
        if not options and marker == self._agent:  # "was asked to resign by his party"
            below = (c for c in self._clauses if c.matrix is not None and self._clauses[c.matrix] is clause)
            options = [p for c in below if c.opener == "infinitive" for p in c.phrases if p.marker == marker]
        after = [p for p in options if p.marker_at > predicate.head]
        return next(iter(after or options[-1:]), None)

    def _names_time(self, phrase: Phrase) -> bool:
        return any(self._medial.tokens[item.head].tag == "time" for item in phrase.items)

    def _of_noun(self, predicate: Predicate, role: str, markers: Sequence[str]) -> list[Nominal]:
        wanted = list(self._noun_markers(predicate, role, markers))
        begin = self._medial.begin_of(min(predicate.tokens))
        for marker in wanted:
            if marker == "head":
                found = self._described_by(predicate)
            elif marker == "possessive":
                found = self._possessor(begin, min(predicate.tokens))
            elif marker == "modifier":
                found = self._modifier(begin, min(predicate.tokens))
            else:
                phrase = self._around(predicate, marker)
                if phrase:
                    return phrase.items
                continue
            if found:
                return [found]
        return []

    def _noun_markers(self, predicate: Predicate, role: str, markers: Sequence[str]) -> Iterator[str]:
        """Yield the markers of a role; with a verbal noun or participle in place of the finite verb its own ones."""
        verb = predicate.verb
        for marker in markers:
            if verb is None or marker not in ("subject", "object"):
                yield marker
            elif marker == "object":
                yield "head" if verb.form == "participle" else self._genitive
            else:
                yield self._agent
                if verb.form != "participle":
                    yield "possessive"
                    yield "modifier"

    def _described_by(self, predicate: Predicate) -> Nominal | None:
        """Return the noun phrase that a participle stands in."""
        at = max(predicate.tokens)
        for clause in self._clauses:
            for phrase in clause.phrases:
                for item in phrase.items:
                    if item.start <= at < item.end and item.head > at:
                        return item
        return None

    def _around(self, predicate: Predicate, marker: str) -> Phrase | None:
        """Return the phrase under a marker after an event noun, or after the verb whose argument that is."""
        sentence = self._medial
        at = max(predicate.tokens) + 1
        limit = min(len(sentence), at + _AFTER_NOUN)
        while at < limit:
            marked = sentence.marker(at)
            if marked:
                phrase = sentence.phrase(marked[0], len(sentence), marker, at)
                if marked[1].name == marker and phrase and not self._names_time(phrase):
                    return phrase
                at = phrase.end if phrase else marked[0] + 1
            elif sentence.tokens[at].tag in _PASSED or at in sentence.transparent:
                at += 1
            else:
                break
        clause = self._clauses[predicate.clause]
        if predicate.clause in self._verbal or not self._is_argument(predicate, clause):
            return None
        options = [
            p for p in clause.phrases if p.marker == marker and p.marker_at > predicate.head and not self._names_time(p)
        ]
        return next(iter(options), None)

    def _is_argument(self, predicate: Predicate, clause: Clause) -> bool:
        """Tell whether an event noun heads the subject or object of its clause."""
        return any(p.marker is None and any(i.head in predicate.tokens for i in p.items) for p in clause.phrases)

    def has_complement(self, at: int) -> bool:
        """Tell whether a genitive before a token leads to a phrase."""
        return self._medial.is_genitive(at - 1)
