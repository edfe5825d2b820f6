"""Code the sentences of a document: predicates, roles, certainty, speech, time, place and reference together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ...ontology.model import Document, Event, Factuality, Location, Participant, Span, TimeExpression
from ...ontology.plover import Plover
from ..rules.model import Content
from ..text.normalization import Normalized
from ..text.tokens import tokenize
from .certainty import CertaintyReader
from .clauses import ClauseReader
from .identify import UNKNOWN, Identifier
from .model import Actor, Clause, Draft, Nominal, Predicate
from .phrases import Sentence
from .predicates import PredicateFinder, RuleIndex
from .roles import RoleFinder
from .tagger import Tagger
from .timex import Time, TimeReader

if TYPE_CHECKING:
    from ..language import Language
    from ..morphology.analyzer import Analyzer

_AGENT = "agent"
_CONTENT: dict[str, Content] = {
    "REQUEST": "drop", "THREATEN": "drop", "AGREE": "drop", "ACCUSE": "attributed", "REJECT": "drop",
}  # fmt: skip
_RECIPROCAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
_NOMINAL_KINDS = frozenset(("noun", "infinitive", "participle"))


class Coder:
    """Code documents of one language. Keeps nothing between documents."""

    def __init__(self, language: Language, analyzer: Analyzer, index: RuleIndex, plover: Plover) -> None:
        self._language = language
        self._analyzer = analyzer
        self._index = index
        self._plover = plover
        self._tagger = Tagger(language, analyzer.suffix)
        self._times = TimeReader(language)
        self._finder = PredicateFinder(index, language)
        self._agent = language.profile["agent_marker"]

    def code(self, document: Document) -> list[Event]:
        """Return the events of a document in the order of their triggers."""
        normalized = self._language.normalizer(document.text)
        state = _State(self, document, normalized)
        for number, stretch in enumerate(self._language.splitter(normalized.text)):
            state.sentence(number, stretch.start, stretch.end)
        return state.events

    def read(self, text: str, start: int, end: int, document: Document) -> tuple[Sentence, list[Time]] | None:
        """Return the analysed sentence, or None where no word of it could be part of a trigger."""
        words = [(a, b, self._analyzer(text[a:b])) for a, b in tokenize(text, start, end)]
        if not any(self._index.hot(word) for _, _, word in words):
            return None
        tokens = self._tagger(words)
        times = self._times.read(tokens, document.date)
        return Sentence(self._language, tokens, text), times


class _State:
    """What coding one document keeps from sentence to sentence."""

    def __init__(self, coder: Coder, document: Document, normalized: Normalized) -> None:
        self._coder = coder
        self._document = document
        self._normalized = normalized
        self._identifier = Identifier(coder._language, document.date)
        self._last_subject: Actor | None = None
        self._speaker: Actor | None = None
        self.events: list[Event] = []

    def sentence(self, number: int, start: int, end: int) -> None:
        """Code one sentence."""
        read = self._coder.read(self._normalized.text, start, end, self._document)
        if read is None:
            return
        sentence, times = read
        work = _SentenceCoder(self._coder, sentence, times, self._identifier, number)
        drafts = work.drafts(self._last_subject)
        self._last_subject = work.last_subject or self._last_subject
        for draft in drafts:
            self.events.append(self._event(draft, sentence, number))

    # ---- records -------------------------------------------------------------------------------------

    def _event(self, draft: Draft, sentence: Sentence, number: int) -> Event:
        predicate = draft.predicate
        rule = predicate.rule
        plover = self._coder._plover
        trigger = tuple(self._trigger(sentence, predicate.tokens))
        key = f"{self._document.id}\0{rule.id}\0{[(s.start, s.end) for s in trigger]}"
        return Event(
            id="e" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
            document=self._document.id,
            language=self._coder._language.code,
            sentence=number,
            type=rule.type,
            mode=rule.mode,
            contexts=rule.contexts,
            cameo=rule.cameo or plover.to_cameo(rule.type, rule.mode),
            quad=plover.quad(rule.type),
            score=plover.score(rule.type, rule.mode),
            factuality=draft.factuality,
            trigger=trigger,
            lemma=predicate.lemma,
            actor=self._participants(draft.roles["actor"]),
            recipient=self._participants(draft.roles["recipient"]),
            instrument=(),
            attribution=self._participants(draft.attribution),
            time=draft.time,
            place=draft.place,
            rule=rule.id,
        )

    def _trigger(self, sentence: Sentence, tokens: Sequence[int]) -> Iterable[Span]:
        begin = previous = tokens[0]
        for at in [*tokens[1:], -1]:
            if at == previous + 1:
                previous = at
                continue
            yield self._span(sentence.tokens[begin].start, sentence.tokens[previous].end)
            begin = previous = at

    def _span(self, start: int, end: int) -> Span:
        a, b = self._normalized.original(start, end)
        return Span(self._document.text[a:b], a, b)

    def _participants(self, actors: Sequence[Actor]) -> tuple[Participant, ...]:
        out: dict[tuple[int | None, str], Participant] = {}
        for actor in actors:
            if actor.start is None or actor.end is None:
                participant = Participant(None, None, None, actor.code, actor.entity, actor.label)
            else:
                span = self._span(actor.start, actor.end)
                participant = Participant(span.text, span.start, span.end, actor.code, actor.entity, actor.label)
            out.setdefault((participant.start, participant.code), participant)
        return tuple(out.values())


class _SentenceCoder:
    """Code one sentence."""

    def __init__(
        self, coder: Coder, sentence: Sentence, times: list[Time], identifier: Identifier, number: int
    ) -> None:
        self._coder = coder
        self._language = coder._language
        self._sentence = sentence
        self._times = times
        self._identifier = identifier
        self._number = number
        self._subjects: dict[int, list[Actor]] = {}
        self._actors: dict[tuple[int, int], Actor] = {}
        self.last_subject: Actor | None = None

    def drafts(self, last_subject: Actor | None) -> list[Draft]:
        """Return the events of the sentence, before they become records."""
        clauses = ClauseReader(self._sentence).read()
        keys = self._coder._finder.compounds(self._sentence, clauses)
        if self._sentence.taken:
            self._reread(clauses)
        before = len(self._sentence.taken)
        predicates = self._coder._finder.find(self._sentence, clauses, keys)
        if len(self._sentence.taken) > before:
            self._reread(clauses)
        self._clauses = clauses
        self._keys = keys
        self._roles = RoleFinder(self._language, self._sentence, clauses, predicates, self._coder._agent)
        self._place = self._sentence_place()
        self._find_subjects(last_subject)
        if not predicates:
            return []
        certainty = CertaintyReader(self._language, self._sentence, clauses, keys)
        drafts = [self._draft(predicate, certainty.factuality(predicate)) for predicate in predicates]
        self._attribute(drafts)
        self._embed(drafts)
        return [draft for draft in drafts if draft.dropped is None and self._is_event(draft)]

    def _reread(self, clauses: Sequence[Clause]) -> None:
        """Read the phrases again: they must not run into the nominals of light verbs."""
        for clause in clauses:
            goals = [p for p in clause.phrases if p.after_verb and p.items[0].start not in self._sentence.taken]
            clause.phrases = [p for a, b in clause.segments for p in self._sentence.phrases(a, b)] + goals

    # ---- subjects ------------------------------------------------------------------------------------

    def _identify(self, nominal: Nominal) -> Actor:
        key = (nominal.start, nominal.end)
        if key not in self._actors:
            self._actors[key] = self._identifier.identify(self._sentence, nominal, self._number, self._place)
        return self._actors[key]

    def _find_subjects(self, last_subject: Actor | None) -> None:
        """Give every clause its subject: its own, that of the clause it goes on, or the last sentence's."""
        for number in range(len(self._clauses)):
            self._subject(number, last_subject, frozenset())
            own = self._roles.arguments[number].subject
            if own and self._subjects.get(number) and self._subjects[number][0].code != UNKNOWN:
                self.last_subject = self._subjects[number][0]

    def _subject(self, number: int, last: Actor | None, seen: frozenset[int]) -> list[Actor]:
        if number in self._subjects:
            return self._subjects[number]
        clause = self._clauses[number]
        arguments = self._roles.arguments[number]
        found: list[Actor] = []
        if arguments.subject:
            found = [self._resolve(self._identify(n), n, number, last) for n in arguments.subject.items]
        elif clause.matrix is not None and clause.matrix not in seen:
            found = self._subject(clause.matrix, last, seen | {number})
        elif last is not None:
            found = [last]
        self._subjects[number] = found
        return found

    def _resolve(self, actor: Actor, nominal: Nominal, clause: int, last: Actor | None) -> Actor:
        """Give a pronoun the code of the one it stands for."""
        if not nominal.pronoun:
            return actor
        before = [a for n, actors in self._subjects.items() if n < clause for a in actors if a.code != UNKNOWN]
        meant = before[-1] if before else last
        if meant is None:
            return actor
        return Actor(actor.start, actor.end, meant.code, meant.entity, meant.label, None, actor.plural, self._number)

    # ---- roles -----------------------------------------------------------------------------------------

    def _draft(self, predicate: Predicate, factuality: Factuality) -> Draft:
        roles: dict[str, list[Actor]] = {"actor": [], "recipient": []}
        for role in ("actor", "recipient"):
            found = self._roles.phrases(predicate, role)
            roles[role] = [self._resolve(self._identify(n), n, predicate.clause, None) for n in found]
        partners = [self._identify(n) for n in self._roles.phrases(predicate, "coactor")]
        roles["actor"] += partners
        self._complete(predicate, roles)
        time = self._time(predicate)
        place = self._event_place(predicate)
        return Draft(predicate, roles, factuality, [], time, place)

    def _complete(self, predicate: Predicate, roles: dict[str, list[Actor]]) -> None:
        """Fill what the clause leaves out from the clauses around it."""
        clause = self._clauses[predicate.clause]
        rule = predicate.rule
        finite = predicate.kind not in _NOMINAL_KINDS
        passive = predicate.verb is not None and predicate.verb.voice == "passive"
        if finite and clause.head is not None and clause.opener == "complementizer":
            self._relative(predicate, clause, roles)
        subject_role = next((r for r in ("actor", "recipient") if "subject" in rule.roles.get(r, ())), None)
        if finite and not passive and subject_role and not roles[subject_role]:
            own = self._subjects.get(predicate.clause, [])
            taken = {(a.start, a.end) for a in roles["recipient"]} if subject_role == "actor" else set()
            roles[subject_role] = [a for a in own if a.start is None or (a.start, a.end) not in taken]

    def _relative(self, predicate: Predicate, clause: Clause, roles: dict[str, list[Actor]]) -> None:
        """The noun that a relative clause describes fills the role that the clause leaves empty."""
        assert clause.head is not None
        nominal = self._nominal_ending(clause.head)
        if nominal is None:
            return
        rule = predicate.rule
        passive = predicate.verb is not None and predicate.verb.voice == "passive"
        wanted = "object" if passive else "subject"
        for role in ("actor", "recipient"):
            if wanted in rule.roles.get(role, ()) and not roles[role]:
                roles[role] = [self._identify(nominal)]
                return
        for role in ("recipient", "actor"):
            if "object" in rule.roles.get(role, ()) and not roles[role]:
                roles[role] = [self._identify(nominal)]
                return

    def _nominal_ending(self, at: int) -> Nominal | None:
        for clause in self._clauses:
            for phrase in clause.phrases:
                for item in phrase.items:
                    if item.start <= at < item.end:
                        return item
        return None

    # ---- time and place --------------------------------------------------------------------------------

    def _time(self, predicate: Predicate) -> TimeExpression | None:
        if not self._times:
            return None
        clause = self._clauses[predicate.clause]
        spans = clause.segments
        own = [t for t in self._times if any(a <= t.start < b for a, b in spans)]
        near = own or [t for t in self._times if t.start < min(predicate.tokens)][:1]
        if not near:
            return None
        best = min(near, key=lambda t: (abs(t.start - predicate.head), t.start))
        first, last = self._sentence.tokens[best.start], self._sentence.tokens[best.end - 1]
        return TimeExpression(self._sentence.text[first.start : last.end], first.start, last.end, best.value)

    def _sentence_place(self) -> str | None:
        return None

    def _event_place(self, predicate: Predicate) -> Location | None:
        return None

    # ---- speech and embedding --------------------------------------------------------------------------

    def _attribute(self, drafts: list[Draft]) -> None:
        pass

    def _embed(self, drafts: list[Draft]) -> None:
        pass

    def _is_event(self, draft: Draft) -> bool:
        return True
