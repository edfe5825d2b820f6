"""Code the sentences of a document: predicates, roles, certainty, speech, time, place and reference together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ...ontology.model import Document, Event, Factuality, Location, Participant, Span, TimeExpression
from ...ontology.plover import Plover
from ..rules.model import Content
from ..text.normalization import Normalized
from ..text.tokens import tokenize
from .certainty import CertaintyReader
from .clauses import ClauseReader
from .identify import PLACES, UNKNOWN, Identifier
from .model import Actor, Clause, Draft, Match, Nominal, Predicate
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
_ON_THINGS = frozenset(("ASSAULT", "COERCE"))
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
        self._splits: dict[str, int] = {}

    def code(self, document: Document) -> list[Event]:
        """Return the events of a document in the order of their triggers."""
        normalized = self._language.normalizer(document.text)
        state = _State(self, document, normalized)
        for number, stretch in enumerate(self._language.splitter(normalized.text)):
            state.sentence(number, stretch.start, stretch.end)
        return state.events

    def read(self, text: str, start: int, end: int, document: Document) -> tuple[Sentence, list[Time]] | None:
        """Return the analysed sentence, or None where no word of it could be part of a trigger."""
        words = [
            (c, d, self._analyzer(text[c:d])) for a, b in tokenize(text, start, end) for c, d in self._parts(text, a, b)
        ]
        if not any(self._index.hot(word) for _, _, word in words):
            return None
        tokens = self._tagger(words)
        times = self._times.read(tokens, document.date)
        return Sentence(self._language, tokens, text), times

    def _parts(self, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Part two words that are written together."""
        cut = self._splits.get(text[start:end], -1)
        if cut == -1:
            cut = self._splits[text[start:end]] = self._analyzer.split(text[start:end]) or 0
            if len(self._splits) > 200_000:
                self._splits.clear()
        return ((start, start + cut), (start + cut, end)) if cut else ((start, end),)


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
            time=self._time(draft.time),
            place=self._place(draft.place),
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

    def _time(self, time: TimeExpression | None) -> TimeExpression | None:
        if time is None:
            return None
        span = self._span(time.start, time.end)
        return TimeExpression(span.text, span.start, span.end, time.value)

    def _place(self, place: Location | None) -> Location | None:
        if place is None:
            return None
        span = self._span(place.start, place.end)
        return Location(span.text, span.start, span.end, place.entity, place.latitude, place.longitude)

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
        self._recall_events(drafts)
        self._count_days(drafts)
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
        described = self._nominal_ending(clause.head) if clause.head is not None and clause.opener == "complementizer" else None
        if arguments.subject:
            found = [self._resolve(self._identify(n), n, number, last) for n in arguments.subject.items]
        elif described:
            found = [self._identify(described)]
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
        if "reflexive" in self._sentence.tokens[nominal.head].word.classes and self._subjects.get(clause):
            return self._subjects[clause][0]
        before = [a for n, actors in self._subjects.items() if n < clause for a in actors if a.code != UNKNOWN]
        meant = before[-1] if before else last
        if meant is None:
            return actor
        return Actor(actor.start, actor.end, meant.code, meant.entity, meant.label, None, actor.plural, self._number)

    # ---- roles -----------------------------------------------------------------------------------------

    def _draft(self, predicate: Predicate, factuality: Factuality) -> Draft:
        roles: dict[str, list[Actor]] = {"actor": [], "recipient": []}
        subjects = self._subjects.get(predicate.clause, [])
        self._identifier.owner = subjects[0].code.split("-")[0] or None if subjects else None
        for role in ("actor", "recipient"):
            phrases = [self._owner_of(n) for n in self._roles.phrases(predicate, role)]
            found = [n for n in phrases if self._takes_part(predicate, role, n)]
            roles[role] = [self._resolve(self._identify(n), n, predicate.clause, None) for n in found]
        partners = [self._identify(n) for n in self._roles.phrases(predicate, "coactor")]
        roles["actor"] += partners
        roles["recipient"] += [self._identify(n) for n in self._roles.phrases(predicate, "corecipient")]
        self._complete(predicate, roles)
        time = self._time(predicate)
        place = self._event_place(predicate)
        return Draft(predicate, roles, factuality, [], time, place)

    def _owner_of(self, nominal: Nominal) -> Nominal:
        """Take for "the resignation of X" the one it is about: X."""
        head = self._sentence.tokens[nominal.head].noun
        if head is None or head.verb is None or head.verb.form != "infinitive" or self._sentence.covered[nominal.head]:
            return nominal
        start = next((i for i in range(nominal.head + 1, nominal.end) if self._names_actor(i)), None)
        return nominal if start is None else Nominal(start, nominal.end, start, host=nominal.host)

    def _names_actor(self, at: int) -> bool:
        match = self._sentence.covered[at]
        return match is not None and match.start == at and not match.adjective or self._sentence.tokens[at].tag == "name"

    def _takes_part(self, predicate: Predicate, role: str, nominal: Nominal) -> bool:
        """Tell whether a phrase can be a participant: a name, a kind of actor, or what belongs to one.

        Only violence and coercion are also done to things.
        """
        if self._roles.could_act(nominal):
            return True
        token = self._sentence.tokens[nominal.head]
        noun = token.noun
        if role == "actor" or noun is None or noun.pos not in ("noun", "suffix"):
            return False
        return predicate.rule.type in _ON_THINGS

    def _complete(self, predicate: Predicate, roles: dict[str, list[Actor]]) -> None:
        """Fill what the clause leaves out from the clauses around it."""
        clause = self._clauses[predicate.clause]
        rule = predicate.rule
        finite = predicate.kind not in _NOMINAL_KINDS
        if not finite:
            self._charged(predicate, roles)
            self._possessed(predicate, roles)
            self._controlled(predicate, roles)
        passive = predicate.verb is not None and predicate.verb.voice == "passive"
        if finite and clause.head is not None and clause.opener == "complementizer":
            self._relative(predicate, clause, roles)
        patient = next((r for r in ("recipient", "actor") if "object" in rule.roles.get(r, ())), None)
        if finite and passive and patient and not roles[patient] and self._roles.arguments[predicate.clause].subject is None:
            roles[patient] = [a for a in self._subjects.get(predicate.clause, []) if a not in roles["actor"]]
        subject_role = next((r for r in ("actor", "recipient") if "subject" in rule.roles.get(r, ())), None)
        if finite and not passive and subject_role and not roles[subject_role]:
            own = self._subjects.get(predicate.clause, [])
            taken = {(a.start, a.end) for a in roles["recipient"]} if subject_role == "actor" else set()
            roles[subject_role] = [a for a in own if a.start is None or (a.start, a.end) not in taken]

    def _charged(self, predicate: Predicate, roles: dict[str, list[Actor]]) -> None:
        """Whom a verb affects "on charges of" something is the one who is charged, and who is said to have done it."""
        marker = self._language.profile["charge_marker"]
        if not self._roles.marked_by(predicate.clause, predicate.head, marker):
            return
        patient = [self._identify(n) for n in self._roles.patient(predicate.clause)]
        verb = self._sentence.tokens[self._clauses[predicate.clause].verb or 0].verb
        if not patient and verb and verb.voice == "passive":
            patient = self._subjects.get(predicate.clause, [])
        inside = any(p.marker == marker and p.items[0].start <= predicate.head for p in self._clauses[predicate.clause].phrases)
        role = "actor" if inside else "recipient"
        roles[role] = roles[role] or list(patient)
        if role == "recipient" and not roles["actor"] and verb and verb.voice == "active":
            roles["actor"] = [a for a in self._subjects.get(predicate.clause, []) if a not in patient]

    def _possessed(self, predicate: Predicate, roles: dict[str, list[Actor]]) -> None:
        """An event noun with a possessive ("their operation", "their arrest") is about the clause's subject."""
        last = max(predicate.tokens)
        noun = self._sentence.tokens[last].noun
        following = self._sentence.marker(last + 1) if last + 1 < len(self._sentence) else None
        if noun is None or not noun.clitics & {"3sg", "3pl"} or self._roles.has_complement(last + 1):
            return
        if following and following[1].relational:
            return  # an ezafe that leads to an adposition: "the attack on"
        if last + 1 < len(self._sentence) and self._sentence.tokens[last + 1].tag in ("noun", "name", "demonstrative", "adverb"):
            return
        if "3sg" in noun.clitics and not noun.number.startswith("definite"):
            return  # more likely an ezafe or the agent's clitic
        owner = [a for a in self._subjects.get(predicate.clause, []) if a.start is None or not self._inside(a, predicate)]
        role = next((r for r in ("actor", "recipient") if self._roles.takes_ezafe(predicate, r)), None)
        if role and not roles[role]:
            roles[role] = owner

    def _controlled(self, predicate: Predicate, roles: dict[str, list[Actor]]) -> None:
        """Who does what a verbal noun says, where no agent is named, is the subject of the clause it depends on."""
        verb, clause = predicate.verb, self._clauses[predicate.clause]
        if predicate.kind != "infinitive" or verb is None or verb.voice == "passive" or roles["actor"] or clause.verb is None:
            return
        main = self._sentence.tokens[clause.verb].verb
        if main is None or main.voice == "passive" or not roles["recipient"]:
            return
        taken = {(a.start, a.end) for a in roles["recipient"]}
        own = [a for a in self._subjects.get(predicate.clause, []) if a.code != UNKNOWN and not self._inside(a, predicate)]
        if "subject" in predicate.rule.roles.get("actor", ()):
            roles["actor"] = [a for a in own if (a.start, a.end) not in taken]

    def _inside(self, actor: Actor, predicate: Predicate) -> bool:
        tokens = self._sentence.tokens
        return actor.start is not None and actor.start <= tokens[predicate.head].start < (actor.end or 0)

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
        dated = [t for t in own if t.value or t.days is not None]
        near = dated or [t for t in self._times if t.start < min(predicate.tokens) and t.value][:1] or own
        if not near:
            return None
        best = min(near, key=lambda t: (t.value is None, abs(t.start - predicate.head), t.start))
        first, last = self._sentence.tokens[best.start], self._sentence.tokens[best.end - 1]
        return TimeExpression(self._sentence.text[first.start : last.end], first.start, last.end, best.value)

    def _recall_events(self, drafts: list[Draft]) -> None:
        """An event noun that repeats what was told of the same person takes over who did it and when.

        What is told once with a finite verb or in full is remembered by type and person.
        """
        memory = self._identifier.memory.events
        for draft in drafts:
            person = next((a.entity for a in draft.roles["recipient"] if self._identifier.is_person(a.entity)), None)
            if person is None or draft.factuality != "actual":
                continue
            known = memory.get((draft.predicate.rule.type, person))
            if known and draft.predicate.kind in _NOMINAL_KINDS:
                draft.roles["actor"] = draft.roles["actor"] or list(known.roles["actor"])
                if draft.time is None or draft.time.value is None:
                    draft.time = known.time
            memory.setdefault((draft.predicate.rule.type, person), draft)

    def _count_days(self, drafts: list[Draft]) -> None:
        """Resolve "five days after X" where the day of X is known."""
        for time in self._times:
            anchor = next((d for d in drafts if 0 <= d.predicate.head - time.end <= 3), None) if time.days is not None else None
            value = anchor.time.value if anchor and anchor.time else None
            if time.days is None or value is None or len(value) != len("2020-01-01"):
                continue
            day = (date.fromisoformat(value) + timedelta(days=time.days)).isoformat()
            for draft in drafts:
                if draft is not anchor and draft.time and draft.time.start == self._sentence.tokens[time.start].start:
                    draft.time = replace(draft.time, value=day)

    def _sentence_place(self) -> str | None:
        """Return the country of the first place that the sentence names as one, for actors without a country."""
        for at, match in enumerate(self._sentence.matches):
            if match and match.entity and match.kind in PLACES and not match.entity.capital_of:
                return match.entity.country
            if match and match.entity and (match.kind in PLACES or match.kind == "country") and self._located(at):
                return match.entity.country
        return None

    def _located(self, at: int) -> bool:
        marked = self._sentence.marker(at - 1) if at else None
        return marked is not None and marked[0] == at and marked[1].name == self._language.profile["place_marker"]

    def _event_place(self, predicate: Predicate) -> Location | None:
        """Return the nearest phrase of the clause that says where: a place under the marker of places."""
        clause = self._clauses[predicate.clause]
        marker = self._language.profile["place_marker"]
        found = [
            (abs(item.head - predicate.head), item, match)
            for phrase in clause.phrases
            if phrase.marker == marker or phrase.marker in self._language.place_markers
            for item in phrase.items
            if (match := self._place_match(item))
        ]
        if not found:
            return None
        _, item, match = min(found, key=lambda row: row[0])
        start, end = self._identifier.span(self._sentence, (item.start, item.end))
        entity = match.entity
        return Location(
            self._sentence.text[start:end], start, end, entity.id if entity else None,
            entity.latitude if entity else None, entity.longitude if entity else None,
        )  # fmt: skip

    def _place_match(self, item: Nominal) -> Match | None:
        matches = [m for m in self._sentence.matches[item.start : item.end] if m]
        places = [m for m in matches if m.entity and (m.kind in PLACES or m.kind == "country")]
        head = self._sentence.covered[item.head]
        if head in places or head and head.kind == "settlement":
            return places[0] if places else head
        return None

    # ---- speech and embedding --------------------------------------------------------------------------

    def _attribute(self, drafts: list[Draft]) -> None:
        """Say for each event who tells of it: the subject of a verb of speech around it, or "according to X"."""
        for number, clause in enumerate(self._clauses):
            if clause.verb is None or self._keys.get(clause.verb) not in self._language.speech:
                continue
            verb = self._sentence.tokens[clause.verb].verb
            if verb is None or verb.voice == "passive":
                continue
            source = [a for a in self._subjects.get(number, []) if a.start is not None or a.entity]
            told = [d for d in drafts if self._depends(d.predicate.clause, number)]
            if not told and all(d.predicate.clause <= number for d in drafts):
                told = [d for d in drafts if d.predicate.clause < number]
            for draft in told:
                draft.attribution = list(source)
        according = self._language.profile["speech"]["according"]
        for clause in self._clauses:
            for phrase in clause.phrases:
                if phrase.marker in according:
                    source = [self._identify(item) for item in phrase.items]
                    for draft in drafts:
                        draft.attribution = draft.attribution or list(source)

    def _depends(self, number: int, on: int) -> bool:
        """Tell whether a clause follows from another through the chain of matrix clauses."""
        seen: set[int] = set()
        at = self._clauses[number].matrix
        while at is not None and at not in seen:
            if at == on:
                return True
            seen.add(at)
            at = self._clauses[at].matrix
        return False

    def _embed(self, drafts: list[Draft]) -> None:
        """Apply to the events in a predicate's complement what the predicate makes of them."""
        for draft in drafts:
            content = draft.predicate.rule.content or _CONTENT.get(draft.predicate.rule.type, "keep")
            if content == "keep":
                continue
            for other in drafts:
                if other is not draft and self._in_complement(other.predicate, draft.predicate):
                    self._apply(content, draft, other)

    def _in_complement(self, inner: Predicate, outer: Predicate) -> bool:
        if inner.clause != outer.clause:
            clause = self._clauses[inner.clause]
            if outer.verb_at is None or clause.matrix != outer.clause or clause.head is not None:
                return clause.matrix is not None and clause.matrix != outer.clause and self._subjunctive(inner.clause) and (
                    self._subjunctive(clause.matrix) and self._clauses[clause.matrix].matrix == outer.clause
                )
            return self._subjunctive(inner.clause) or clause.opener in ("subordinator", "complementizer")
        if inner.verb_at is not None or inner.head <= min(outer.tokens):
            return False
        marked = [p for p in self._clauses[inner.clause].phrases if p.marker_at <= inner.head < p.end]
        if marked and marked[0].marker is not None:
            return marked[0].marker in self._language.profile["complement_markers"]
        return inner.head <= max(outer.tokens) + 4

    def _subjunctive(self, number: int) -> bool:
        at = self._clauses[number].verb
        verb = self._sentence.tokens[at].verb if at is not None else None
        return verb is not None and verb.mood == "subjunctive"

    def _apply(self, content: Content, outer: Draft, inner: Draft) -> None:
        if content == "drop":
            inner.dropped = outer.predicate.rule.id
        elif content == "attributed":
            inner.attribution = list(outer.roles["actor"])
            if not inner.roles["actor"]:
                inner.roles["actor"] = list(outer.roles["recipient"])
        elif content == "negated":
            inner.factuality = "negated"
            if not inner.roles["actor"]:
                inner.roles["actor"] = list(outer.roles["actor"])
        else:
            inner.factuality = content

    def _is_event(self, draft: Draft) -> bool:
        """Tell an event from a word that only names a kind of event: a bare noun needs someone who takes part."""
        return True
