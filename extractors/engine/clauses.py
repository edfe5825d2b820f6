"""Cut a sentence of a verb-final language into clauses: each closes with its finite verb.

A subordinator or complementizer in the middle of a clause opens one inside it; when
that one's verb has come, the outer clause goes on. What follows a verb with a
directional ending (its goal) still belongs to that verb, as does a last stretch under
an adposition that no verb follows.
"""

from __future__ import annotations

from .model import Clause, Phrase
from .phrases import Sentence

_LONGEST_SLOGAN = 24  # tokens
_ENDS = frozenset(("coordinator", "punctuation"))  # of a clause
_STOPS = frozenset(("comma", "punctuation", "quote", "connector", "complementizer", "subordinator"))
_OPENERS = frozenset(("complementizer", "subordinator"))


class _Open:
    """A clause under construction. `follows` is where the verb before it and its goal end."""

    __slots__ = (
        "begin", "coordinated", "follows", "head", "inner", "matrix", "opener", "opener_at", "quoted", "segments",
    )  # fmt: skip

    def __init__(
        self, opener: str | None = None, opener_at: int | None = None, head: int | None = None,
        matrix: int | None = None, coordinated: bool = False, quoted: int = 0, follows: int = -1,
    ) -> None:  # fmt: skip
        self.segments: list[tuple[int, int]] = []
        self.begin: int | None = None
        self.opener = opener
        self.opener_at = opener_at
        self.head = head
        self.matrix = matrix
        self.coordinated = coordinated
        self.quoted = quoted
        self.inner: list[int] = []
        self.follows = follows

    def close(self, end: int) -> list[tuple[int, int]]:
        """Return the stretches up to `end`."""
        if self.begin is not None and end > self.begin:
            return [*self.segments, (self.begin, end)]
        return self.segments


class ClauseReader:
    """Read the clauses of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._clauses: list[Clause] = []
        self._outer: list[_Open] = []
        self._now = _Open()
        self._quoted = 0
        self._mentioned = False
        self._goals: dict[int, Phrase] = {}

    def read(self) -> list[Clause]:
        """Return the clauses in the order of their verbs; a last stretch without a verb is one too."""
        at = 0
        while at < len(self._tokens):
            at = self._step(at)
        self._finish(len(self._tokens))
        for clause in self._clauses:
            clause.phrases = [p for start, end in clause.segments for p in self._sentence.phrases(start, end)]
            if clause.verb in self._goals:
                clause.phrases.append(self._goals[clause.verb])
        return self._clauses

    def _step(self, at: int) -> int:
        token = self._tokens[at]
        tag = token.tag
        if tag == "quote" and at not in self._sentence.transparent:
            return self._quote(at)
        if tag in _OPENERS:
            return self._open(at, tag)
        if tag == "comma" and self._now.opener == "complementizer" and self._outer and self._closes_copula(at):
            return self._resume(at)
        if tag == "comma" and self._now.opener == "subordinator" and not self._outer and self._closes_copula(at):
            return self._break(at)
        if tag == "connector":
            return self._break(at) if not self._empty(at) and self._predicative(at) else at + 1
        if tag == "punctuation" and token.text in ":.!?" and not self._empty(at):
            return self._break(at)
        if self._now.begin is None and tag not in ("punctuation", "comma"):
            if tag == "coordinator":
                self._now.coordinated = True
                return at + 1
            self._now.begin = at
            self._now.quoted = self._quoted
        if tag == "verb":
            return self._verb(at)
        return self._relative(at) if self._opens_relative(at) else at + 1

    def _opens_relative(self, at: int) -> bool:
        """Tell whether a noun that a demonstrative points at opens a relative clause by its ending alone."""
        token, following = self._tokens[at], self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if not token.word.relative or following is None:
            return False
        if following.tag in _OPENERS | {"comma", "punctuation", "quote", "coordinator"}:
            return False
        pointed = at > 0 and self._tokens[at - 1].tag in ("demonstrative", "fused") or token.tag == "pronoun"
        if not pointed or self._sentence.points_on(at, at + 1):
            return False
        wanted = 1 if self._is_told(at) else 2
        return self._verbs_after(at) >= wanted and not self._takes_agent(at)

    def _is_told(self, at: int) -> bool:
        """Tell whether the clause under construction has its predicate already: a verb before it, or a copula."""
        begin = self._now.begin
        if begin is None:
            return False
        trails = (
            self._now.matrix is not None and begin == self._now.follows and self._sentence.marker(begin) is not None
        )
        sentence = self._sentence
        marked = (i for i in range(begin + 1, at) if sentence.marker(i + 1) or sentence.fused_marker(i + 1))
        return trails or any(self._is_copula(i) for i in marked)

    def _is_copula(self, at: int) -> bool:
        """Tell an adjective with the copula."""
        noun = self._tokens[at].noun
        return noun is not None and noun.pos == "adjective" and noun.number == "bare" and "copula" in noun.links

    def _takes_agent(self, at: int) -> bool:
        """Tell whether the ending of a noun is rather the clitic of an agent that stands before it ("X used that")."""
        verb = next((token.verb for token in self._tokens[at + 1 :] if token.tag == "verb"), None)
        past = verb is not None and verb.transitive and verb.tense != "present" and verb.clitic is None
        start = self._now.begin if self._now.begin is not None else at
        return past and any(self._tokens[i].tag in ("noun", "name") for i in range(start, at - 1))

    def _verbs_after(self, at: int) -> int:
        """Count the finite verbs between a token and the next break."""
        count = 0
        for token in self._tokens[at + 1 :]:
            if token.tag in ("punctuation", "quote"):
                break
            count += token.tag == "verb"
        return count

    def _relative(self, at: int) -> int:
        """Open a relative clause after a noun, inside the clause under construction."""
        outer = self._now
        outer.segments = outer.close(at + 1)
        outer.begin = None
        self._outer.append(outer)
        self._now = _Open(opener="complementizer", opener_at=at, head=at, quoted=self._quoted)
        return at + 1

    def _predicative(self, at: int) -> bool:
        """Tell whether the words before a connector end in a copula, which closes a clause without a verb."""
        while at > 0 and self._tokens[at - 1].tag == "comma":
            at -= 1
        noun = self._tokens[at - 1].noun if at else None
        return noun is not None and "copula" in noun.links

    def _resume(self, at: int) -> int:
        """Close a relative clause without a verb, and go on with the one around it ("X, who is guilty, said")."""
        self._clauses.append(self._clause(self._now, None, self._now.close(at)))
        self._now = self._outer.pop()
        self._now.inner.append(len(self._clauses) - 1)
        return at + 1

    def _closes_copula(self, at: int) -> bool:
        """Tell whether a comma ends a clause whose last word is an adjective with the copula ("while it is open,")."""
        begin = self._now.begin
        pointed = any(t.tag in ("demonstrative", "fused") for t in self._tokens[max(0, at - 3) : at])
        return begin is not None and begin < at - 1 and self._is_copula(at - 1) and not pointed

    def _empty(self, at: int) -> bool:
        return not self._now.close(at)

    def _quote(self, at: int) -> int:
        """A long quotation opens or closes: what is inside and outside are different clauses."""
        opening = self._quoted == 0
        before = self._tokens[at - 1].tag if at else "punctuation"
        if opening and before not in ("comma", "punctuation", "verb", "quote"):
            slogan = self._slogan(at)
            if slogan:
                self._sentence.mentioned.update(range(at, slogan))
                self._sentence.transparent.update(range(at, slogan))
                return slogan
            self._mentioned = not self._mentioned  # words in quotes inside a clause, not somebody's speech
            self._sentence.transparent.add(at)
            return at + 1
        if self._mentioned:
            self._mentioned = False
            self._sentence.transparent.add(at)
            return at + 1
        if not self._empty(at):
            self._finish_stretch(at)
        self._quoted = 1 if opening else 0
        return at + 1

    def _slogan(self, at: int) -> int | None:
        """Return the end of words in quotes that hold a verb and stand in a clause that goes on after them."""
        tokens = self._tokens
        reach = range(at + 1, min(len(tokens), at + _LONGEST_SLOGAN))
        end = next((i for i in reach if tokens[i].tag == "quote"), None)
        if end is None or end + 1 >= len(tokens) or not any(token.tag == "verb" for token in tokens[at:end]):
            return None
        marked = any((m := self._sentence.marker(i)) and m[0] == at for i in range(max(0, at - 2), at))
        owned = self._sentence.link(at - 1)[0] and not marked
        return end + 1 if owned and tokens[end + 1].tag != "punctuation" else None

    def _break(self, at: int) -> int:
        self._finish_stretch(at)
        return at + 1

    def _finish_stretch(self, at: int) -> None:
        """Close the clause under construction without a verb, and what is around it."""
        self._finish(at)
        self._outer.clear()
        self._now = _Open(matrix=len(self._clauses) - 1 if self._clauses else None)

    def _finish(self, at: int) -> None:
        for part in [*self._outer, self._now]:
            end = at if part is self._now else part.begin
            segments = part.close(end if end is not None else at)
            if segments and not self._trails(part, segments):
                self._clauses.append(self._clause(part, None, segments))
        self._outer.clear()

    def _trails(self, part: _Open, segments: list[tuple[int, int]]) -> bool:
        """Give what stands after a verb under an adposition, with no verb of its own, to that verb's clause."""
        if part.matrix is None or part.opener or part.coordinated:
            return False
        before, begin = self._clauses[part.matrix], segments[0][0]
        follows = begin == part.follows or begin - 1 == part.follows and self._tokens[begin - 1].tag == "comma"
        if not follows or part.quoted != before.quoted or self._sentence.marker(begin) is None:
            return False
        before.segments = [*before.segments, *segments]
        return True

    def _open(self, at: int, tag: str) -> int:
        """A subordinator: begin a clause, inside the one under construction if that has begun."""
        if not self._empty(at) and self._has_nominal(at):
            outer = self._now
            outer.segments = outer.close(at)
            outer.begin = None
            self._outer.append(outer)
            comma = at > 1 and self._tokens[at - 1].tag == "comma"
            self._now = _Open(opener=tag, opener_at=at, head=at - 2 if comma else at - 1)
        else:
            matrix = self._now.matrix
            coordinated = self._now.coordinated
            self._now = _Open(opener=tag, opener_at=at, matrix=matrix, coordinated=coordinated)
        self._now.quoted = self._quoted
        return at + 1

    def _has_nominal(self, at: int) -> bool:
        return any(
            self._tokens[i].tag in ("noun", "name", "pronoun") for a, b in self._now.close(at) for i in range(a, b)
        )

    def _verb(self, at: int) -> int:
        goal = self._goal(at)
        end = self._past_contrast(self._past_trailing(goal))
        segments = [*self._now.close(at + 1), *([(goal, end)] if end > goal else [])]
        number = len(self._clauses)
        self._clauses.append(self._clause(self._now, at, segments))
        for inner in self._now.inner:
            self._clauses[inner].matrix = number
        following = self._tokens[end] if end < len(self._tokens) else None
        coordinated = following is not None and following.tag == "coordinator"
        if self._outer and not coordinated and self._outer[-1].matrix is None and self._governs_next(at, end):
            self._outer[-1].inner.append(number)
            self._now = _Open(matrix=number, follows=end)
        elif self._outer and not coordinated:
            self._now = self._outer.pop()
            if self._clauses[number].matrix not in self._now.inner:  # what its verb called for stays below that
                self._now.inner.append(number)
            if following is not None and following.tag == "comma":
                end += 1
        else:
            self._now = _Open(matrix=number, follows=end)
        return end

    def _governs_next(self, at: int, end: int) -> bool:
        """Tell whether the next verb before any break is a subjunctive, which a finite one calls for ("tried to")."""
        verb = self._tokens[at].verb
        for token in self._tokens[end:]:
            if token.tag in _STOPS:
                return False
            if token.tag == "verb":
                wanted = verb is not None and verb.mood == "indicative"
                return wanted and token.verb is not None and token.verb.mood == "subjunctive"
        return False

    def _past_contrast(self, end: int) -> int:
        """Step over "and not X" after a verb."""
        limit = len(self._tokens)
        if end >= limit or not {"coordinator", "negator"} <= self._tokens[end].word.classes:
            return end
        phrase = self._sentence.phrase(end + 1, limit)
        stops = phrase is None or phrase.end >= limit or self._tokens[phrase.end].tag in _ENDS
        return phrase.end if phrase and stops else end

    def _past_trailing(self, end: int) -> int:
        """Step over the phrases under adpositions between a verb and what ends its clause."""
        limit = len(self._tokens)
        marked = self._sentence.marker(end) if end < limit else None
        phrase = self._sentence.phrase(marked[0], limit, marked[1].name, end) if marked else None
        if phrase and end and self._brings_about(end - 1, phrase):
            return phrase.end
        if phrase is None or phrase.end >= limit or self._tokens[phrase.end].tag not in _ENDS:
            return end
        opens = phrase.end + 1 < limit and self._tokens[phrase.end + 1].tag in _OPENERS
        return end if opens else self._past_trailing(phrase.end)

    def _brings_about(self, at: int, phrase: Phrase) -> bool:
        """Tell whether the phrase after a verb is what it leads to ("was by-cause-of": led to)."""
        verb, results = self._tokens[at].verb, self._sentence.language.profile["resulting"]
        if verb is None or phrase.marker != results["marker"] or self._now.begin != at:
            return False  # with words of its own before it the verb says something of its subject
        return self._sentence.language.key(verb.lemma) == self._sentence.language.key(results["verb"])

    def _clause(self, part: _Open, verb: int | None, segments: list[tuple[int, int]]) -> Clause:
        return Clause(
            verb, segments, part.opener, part.opener_at, part.head, part.matrix, part.coordinated, quoted=part.quoted
        )

    def _goal(self, at: int) -> int:
        """Read the goal after a verb with a directional ending, and return where the clause goes on."""
        verb = self._tokens[at].verb
        limit = len(self._tokens)
        if verb is None or not verb.goal or at + 1 >= limit:
            return at + 1
        marked = self._sentence.marker(at + 1)
        if marked and marked[1].relational:
            phrase = self._sentence.phrase(marked[0], limit, marked[1].name, at + 1)
        elif marked is None:
            phrase = self._sentence.phrase(at + 1, limit, "goal", at + 1)
        else:
            phrase = None
        if phrase is None:
            return at + 1
        after = phrase.end
        if len(phrase.items) > 1 and after < limit and self._tokens[after].tag not in ("punctuation", "comma"):
            phrase.items = phrase.items[:1]  # what follows the coordinator begins the next clause
            phrase.end = max(phrase.items[0].end, (phrase.items[0].apposition or (0, 0))[1])
        phrase.after_verb = True
        self._goals[at] = phrase
        return phrase.end
