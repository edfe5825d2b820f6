"""Who the subject of each clause is, said or understood, and whom a pronoun stands for."""

from __future__ import annotations

from .analysis import Analysis
from .identify import Identifier
from .model import Actor, Clause, Nominal


class Subjects:
    """The subjects of a sentence's clauses: their own, that of the clause they go on, or the last sentence's.

    `place` is the country of the sentence, for actors that name none; `last` the subject
    of the sentences before.
    """

    def __init__(
        self, analysis: Analysis, identifier: Identifier, number: int, place: str | None, last: Actor | None
    ) -> None:
        self._analysis = analysis
        self._identifier = identifier
        self._number = number
        self._place = place
        self._found: dict[int, list[Actor]] = {}
        self._actors: dict[tuple[int, int], Actor] = {}
        self._before = last
        self.last = last
        for clause in range(len(analysis.clauses)):
            self._find(clause, frozenset())
            if analysis.roles.arguments[clause].subject and self._known(clause):
                self.last = self._found[clause][0]

    def of(self, clause: int) -> list[Actor]:
        """Return the subject of a clause."""
        return self._found.get(clause, [])

    def identify(self, nominal: Nominal) -> Actor:
        """Return the participant that a noun phrase names; the same phrase is always the same one."""
        key = (nominal.start, nominal.end)
        if key not in self._actors:
            self._actors[key] = self._identifier.identify(self._analysis.sentence, nominal, self._number, self._place)
        return self._actors[key]

    def resolve(self, nominal: Nominal, clause: int) -> Actor:
        """Return the participant that a phrase of a clause names; a pronoun gets the code of the one it stands for."""
        actor = self.identify(nominal)
        if not nominal.pronoun:
            return actor
        word = self._analysis.sentence.tokens[nominal.head].word
        if "reflexive" in word.classes and self._found.get(clause):
            return self._found[clause][0]
        if self._analysis.language.we & set(word.keys):
            speaker = next(iter(self.speaker(clause)), None)
            return actor._replace(code=speaker.code, entity=speaker.entity, label=speaker.label) if speaker else actor
        named = [a for n, actors in self._found.items() if n < clause for a in actors if a.known]
        meant = named[-1] if named else self._before
        if meant is None:
            return actor
        return actor._replace(code=meant.code, entity=meant.entity, label=meant.label)

    def _same_speaker(self, clause: Clause, seen: frozenset[int]) -> list[Actor]:
        """Return the subject of the clause that one in the first person goes on, if that is in the first person too."""
        roles, before = self._analysis.roles, clause.matrix
        if before is None or before in seen or not roles.first_person(self._analysis.clauses[before]):
            return []
        return self._find(before, seen)

    def speaker(self, number: int) -> list[Actor]:
        """Return who says what a clause says: in this sentence, or who spoke last in those before."""
        teller = self._analysis.teller(number)
        if teller is None:
            return list(self._identifier.memory.speakers)
        told = [a for a in self._find(teller, frozenset({number})) if a.start is not None or a.entity]
        self._identifier.memory.speakers = told or self._identifier.memory.speakers
        return told

    def _known(self, clause: int) -> bool:
        return bool(self._found.get(clause)) and self._found[clause][0].known

    def _find(self, number: int, seen: frozenset[int]) -> list[Actor]:
        if number in self._found:
            return self._found[number]
        self._found[number] = []  # who says "we said" is not asked again
        clause = self._analysis.clauses[number]
        own = self._analysis.roles.arguments[number].subject
        described = self._analysis.described(clause)
        found: list[Actor] = []
        if own:
            found = [self.resolve(nominal, number) for nominal in own.items]
        elif self._analysis.roles.first_person(clause):
            found = self._same_speaker(clause, seen | {number}) or self.speaker(number)
        elif described:
            found = [self.identify(described)]
        elif clause.matrix is not None and clause.matrix not in seen:
            found = self._find(clause.matrix, seen | {number})
        elif self._before is not None:
            found = [self._before]
        self._found[number] = found
        return found
