"""A sentence read as far as words alone go: clauses, predicates, grammatical functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .certainty import CertaintyReader
from .clauses import ClauseReader
from .completion import Completion
from .model import Clause, Nominal, Predicate
from .phrases import Sentence
from .predicates import PredicateFinder
from .roles import RoleFinder

if TYPE_CHECKING:
    from ..language import Language
    from .subjects import Subjects


class _Telling:
    """The clauses of a sentence that tell something, all and those that no clause follows from.

    `above` has for each clause those that it follows from through the chain of matrix clauses.
    """

    def __init__(self, tellers: list[int], above: list[frozenset[int]]) -> None:
        self.tellers = tellers
        self.above = above
        below = frozenset[int]().union(*above)
        self.free = [n for n in tellers if n not in below]


class Analysis:
    """The clauses and predicates of one sentence, and what fills the functions of each.

    `keys` are the verbs' keys by token, with the nominal of a light verb.
    """

    def __init__(
        self,
        language: Language,
        sentence: Sentence,
        clauses: list[Clause],
        keys: dict[int, str],
        predicates: list[Predicate],
        roles: RoleFinder,
    ) -> None:
        self.language = language
        self.sentence = sentence
        self.clauses = clauses
        self.keys = keys
        self.predicates = predicates
        self.roles = roles
        self._telling: _Telling | None = None

    def completion(self, subjects: Subjects) -> Completion:
        """Return what fills the roles that a predicate's own clause leaves empty."""
        return Completion(self, subjects)

    def certainty(self) -> CertaintyReader:
        """Return what tells how sure the predicates are."""
        return CertaintyReader(self.language, self.sentence, self.clauses, self.keys)

    def nominal_at(self, at: int) -> Nominal | None:
        """Return the noun phrase that holds a token."""
        items = (item for clause in self.clauses for phrase in clause.phrases for item in phrase.items)
        return next((item for item in items if item.start <= at < item.end), None)

    def described(self, clause: Clause) -> Nominal | None:
        """Return the noun phrase that a relative clause describes."""
        if clause.head is None or clause.opener != "complementizer":
            return None
        at = clause.head
        while at > 0 and at in self.sentence.transparent:  # "a boy, aged 13, who"
            at -= 1
        return self.nominal_at(at)

    def _above(self, number: int) -> frozenset[int]:
        seen: set[int] = set()
        at = self.clauses[number].matrix
        while at is not None and at not in seen:
            seen.add(at)
            at = self.clauses[at].matrix
        return frozenset(seen)

    def tells(self, number: int) -> bool:
        """Tell whether a clause has an active verb of speech, or is a headline's source before a colon."""
        clause = self.clauses[number]
        if clause.verb is None:
            end = clause.segments[-1][1]
            named = len(clause.phrases) == 1 and clause.phrases[0].marker is None
            colon = end < len(self.sentence) and self.sentence.tokens[end].text == ":"
            return colon and named and self.roles.could_act(clause.phrases[0].items[0])
        verb = self.sentence.tokens[clause.verb].verb
        return self.keys.get(clause.verb) in self.language.speech and verb is not None and verb.voice == "active"

    def teller(self, number: int) -> int | None:
        """Return the clause that tells what a clause says.

        It is one that the clause depends on, a headline's source, or the last one of the
        sentence if what it tells stands before it.
        """
        if self._telling is None:
            numbers = range(len(self.clauses))
            self._telling = _Telling([n for n in numbers if self.tells(n)], [self._above(n) for n in numbers])
        telling = self._telling
        tellers = [n for n in telling.tellers if n != number]
        around = [n for n in tellers if n in telling.above[number]]
        sources = [n for n in tellers if n < number and self.clauses[n].verb is None]
        told = self.clauses[number].opener != "subordinator"
        closing = [n for n in telling.free if told and n > number]
        return next(iter([*around, *sources[-1:], *closing[-1:]]), None)

    def subjunctive(self, number: int) -> bool:
        """Tell whether the verb of a clause is in the subjunctive."""
        at = self.clauses[number].verb
        verb = self.sentence.tokens[at].verb if at is not None else None
        return verb is not None and verb.mood == "subjunctive"


def analyse_verb_final(language: Language, finder: PredicateFinder, sentence: Sentence, seek: bool = True) -> Analysis:
    """Analyse a sentence of a language whose verb closes its clause; predicates are found if any are sought."""
    clauses = ClauseReader(sentence).read()
    keys = finder.compounds(sentence, clauses)
    _reread(sentence, clauses, sentence.taken)
    before = set(sentence.taken)
    predicates = finder.find(sentence, clauses, keys) if seek else []
    _reread(sentence, clauses, sentence.taken - before)
    roles = RoleFinder(language, sentence, clauses, predicates, keys, language.profile["agent_marker"])
    return Analysis(language, sentence, clauses, keys, predicates, roles)


def _reread(sentence: Sentence, clauses: list[Clause], taken: set[int]) -> None:
    """Read the phrases again where tokens were taken: they must not run into the nominals of light verbs."""
    for clause in clauses:
        if not any(a <= at < b for at in taken for a, b in clause.segments):
            continue
        goals = [p for p in clause.phrases if p.after_verb and p.items[0].start not in sentence.taken]
        clause.phrases = [p for a, b in clause.segments for p in sentence.phrases(a, b)] + goals
