"""Say, for people to read, how a text was read: words, names, clauses, rules tried, and why rules did not match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ..ontology.model import Definiteness, Document, Event, Participant
from .engine.coder import Reading
from .engine.definiteness import definiteness
from .engine.identify import Identifier
from .engine.model import Actor, Clause, Draft, Match, Phrase, Token
from .engine.phrases import Sentence
from .extractor import Extractor
from .language import Language
from .morphology.readings import NounReading, VerbReading
from .refusals import RefusalFinder

_GLOSSES = ("verbs.tsv", "agents.tsv", "words.tsv")  # tables whose first column has the word
_NOT_SHOWN = frozenset(("punctuation", "comma", "quote"))
_NUMBERS = {"bare": "", "definite_plural": "definite plural", "indefinite_plural": "indefinite plural"}
_TAG_NOTES = {
    "fused": "adposition and demonstrative in one word",
    "absolute": "adposition with its pronoun",
    "suffix": "ending of the word before it",
}


@dataclass(frozen=True, slots=True)
class WordView:
    """A word: its class, dictionary form, meaning if a table gives one, and what its form says."""

    text: str
    tag: str
    lemma: str
    gloss: str
    features: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameView:
    """A name or kind of actor: its words, what it is, code, and the entity of the registry if it is one."""

    text: str
    kind: str
    code: str
    entity: str | None


@dataclass(frozen=True, slots=True)
class PhraseView:
    """A phrase of a clause: its function or marker, and the members of the list that it is."""

    function: str
    marker: str | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause: the words of its verb (None without one), how it hangs together with others, and its phrases."""

    number: int
    verb: str | None
    lemma: str
    relation: str
    phrases: tuple[PhraseView, ...]


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role of a rule that matched: where the rule looks for it, and who was found."""

    role: str
    markers: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatchView:
    """A rule that matched: its trigger's words, how a noun among them is marked, its roles, and why it gave no event.

    `marked` is None for a clause, `dropped` for an event.
    """

    rule: str
    type: str
    gloss: str
    words: str
    marked: Definiteness | None
    roles: tuple[RoleView, ...]
    dropped: str | None


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Rules that did not match, for one reason, a sentence."""

    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """How one sentence was read; `times` are expressions and values, `note` says why no rule was tried."""

    number: int
    text: str
    words: tuple[WordView, ...]
    names: tuple[NameView, ...]
    times: tuple[tuple[str, str | None], ...]
    clauses: tuple[ClauseView, ...]
    matches: tuple[MatchView, ...]
    refusals: tuple[RefusalView, ...]
    note: str | None
    events: tuple[Event, ...]

    def render(self) -> str:
        """Return the sentence's screen."""
        return "\n".join(_screen(self))

    def __str__(self) -> str:
        return self.render()


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a text was read, sentence by sentence; `note` says what speaks against its language."""

    note: str | None
    sentences: tuple[SentenceView, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all sentences."""
        return tuple(event for sentence in self.sentences for event in sentence.events)

    def render(self) -> str:
        """Return all screens, one below the other."""
        if not self.sentences:
            return self.note or "There is no sentence in this text."
        return "\n\n".join([*([self.note] if self.note else []), *(s.render() for s in self.sentences)])

    def __str__(self) -> str:
        return self.render()


def explain(extractor: Extractor, text: str, day: date | None = None, doubt: str | None = None) -> Explanation:
    """Return how an extractor reads a text published on `day`, and why it gives the events it gives.

    `doubt`, if any, is what speaks against the text being in the extractor's language.

    >>> from tewn.extractors.extractor import Extractor
    >>> explained = explain(Extractor("ckb"), "سوپاکە گەیشتە شارەکە.")
    >>> explained.events
    ()
    >>> print(explained.sentences[0].words[0].features)
    ('definite',)
    """
    document = Document("text", text, day, extractor.language.code)
    views = _Views(extractor, day)
    sentences = tuple(views.sentence(reading) for reading in extractor.readings(document))
    return Explanation(f"Beware: {doubt}." if doubt else None, sentences)


def event_summary(event: Event) -> str:
    """Return an event as one line: type, factuality, who to whom with codes, and time, place and source if known.

    >>> from tewn.ontology.model import Span
    >>> who = Participant("Aldova", 0, 6, "ALD-GOV")
    >>> event_summary(Event("e1", "d", "en", 0, "CONSULT", "visit", (), "040", 1, 1.0, "actual", (Span("x", 0, 1),),
    ...     "x", (who,), (), (), (), None, None, "en.r"))
    'CONSULT actual | Aldova [ALD-GOV] -> nobody'
    """
    parts = [
        f"{event.type} {event.factuality}",
        f"{_people(event.actor) or 'nobody'} -> {_people(event.recipient) or 'nobody'}",
    ]
    if event.time:
        parts.append(f"time {event.time.value}" if event.time.value else f"time unknown: {event.time.text}")
    if event.place:
        parts.append(f"place {event.place.text}")
    if event.attribution:
        parts.append(f"source {_people(event.attribution)}")
    return " | ".join(parts)


def _people(participants: Iterable[Participant]) -> str:
    return ", ".join(f"{p.text or '(understood)'} [{p.code}]" for p in participants)


class _Views:
    """Make views of readings, for one extractor and day."""

    def __init__(self, extractor: Extractor, day: date | None) -> None:
        self._language = extractor.language
        self._refusals = RefusalFinder(extractor.language, extractor.index)
        self._identifier = Identifier(extractor.language, day)
        self._glosses = _glosses(extractor.language)

    def sentence(self, reading: Reading) -> SentenceView:
        sentence = reading.sentence
        matches = tuple(self._match(sentence, draft, event) for draft, event in reading.outcomes)
        refusals = tuple(self._refused(reading))
        shown = [token for token in sentence.tokens if token.tag not in _NOT_SHOWN]
        return SentenceView(
            number=reading.number,
            text=_words(sentence, 0, len(sentence)) if len(sentence) else "",
            words=tuple(self._word(token) for token in shown),
            names=tuple(self._name(sentence, m) for m in sentence.matches if m),
            times=tuple((_words(sentence, t.start, t.end), t.value) for t in reading.times),
            clauses=tuple(self._clauses(reading)),
            matches=matches,
            refusals=refusals,
            note=None if matches or refusals else self._note(reading),
            events=tuple(event for _, event in reading.outcomes if event),
        )

    # ---- words and names -----------------------------------------------------------------------------

    def _word(self, token: Token) -> WordView:
        if token.verb:
            lemma = " ".join(filter(None, (token.verb.nominal, token.verb.lemma)))
            gloss = self._gloss(token.verb.lemma)
            return WordView(token.text, token.tag, lemma, gloss, _said(_verb_features(token.verb)))
        noun = token.noun
        if noun is None or token.tag not in ("noun", "name", "adverb"):
            return WordView(token.text, token.tag, "", "", _said([_TAG_NOTES.get(token.tag, "")]))
        tag = noun.pos if token.tag == "noun" and noun.pos == "adjective" else token.tag
        return WordView(token.text, tag, noun.lemma, self._gloss(noun.lemma), _said(_noun_features(noun)))

    def _gloss(self, lemma: str) -> str:
        return self._glosses.get(self._language.key(lemma), "")

    def _name(self, sentence: Sentence, match: Match) -> NameView:
        text = _words(sentence, match.start, match.end)
        if match.entity is None:
            return NameView(text, match.kind, f"-{match.sector}", None)
        code = f"{match.entity.country}-CVL" if match.adjective else self._identifier.entity_code(match.entity)
        return NameView(text, match.kind, code, match.entity.id)

    # ---- clauses -------------------------------------------------------------------------------------

    def _clauses(self, reading: Reading) -> Iterator[ClauseView]:
        sentence = reading.sentence
        for number, clause in enumerate(reading.clauses):
            verb = None
            if clause.verb is not None:
                verb = _words(sentence, clause.verb, clause.verb + 1)
                if clause.nominal:
                    apart = clause.nominal[1] != clause.verb
                    verb = _words(sentence, *clause.nominal) + (" … " if apart else " ") + verb
            key = reading.keys.get(clause.verb, "") if clause.verb is not None else ""
            phrases = tuple(_phrase(reading, number, phrase) for phrase in clause.phrases)
            yield ClauseView(number + 1, verb, key, _relation(sentence, clause), phrases)

    # ---- rules ---------------------------------------------------------------------------------------

    def _match(self, sentence: Sentence, draft: Draft, event: Event | None) -> MatchView:
        rule = draft.predicate.rule
        roles = tuple(
            RoleView(role, tuple(rule.roles.get(role, ())), tuple(_actor(sentence, a) for a in draft.roles[role]))
            for role in ("actor", "recipient")
            if role in rule.roles or draft.roles[role]
        )
        words = " … ".join(_words(sentence, run[0], run[-1] + 1) for run in _runs(draft.predicate.tokens))
        dropped = None
        if draft.same_as:
            dropped = f"It belongs to the event of {draft.same_as}, which it tells more of."
        elif event is None:
            dropped = f"It stands in what {draft.dropped} speaks of, and that is no event of its own."
        marked = definiteness(sentence, draft.predicate)
        return MatchView(rule.id, rule.type, rule.gloss, words, marked, roles, dropped)

    def _refused(self, reading: Reading) -> Iterator[RefusalView]:
        for reason, group in groupby(self._refusals(reading), key=lambda refusal: refusal.reason):
            yield RefusalView(tuple(refusal.rule.id for refusal in group), reason)

    def _note(self, reading: Reading) -> str:
        said = "No trigger of any rule stands in this sentence."
        verbs = [(token.text, self._gloss(token.verb.lemma)) for token in reading.sentence.tokens if token.verb]
        listed = " and ".join(f'"{text}"' + (f" ({gloss})" if gloss else "") for text, gloss in verbs)
        return f"{said} Verbs: {listed}." if verbs else said


def _glosses(language: Language) -> Mapping[str, str]:
    """Return the glosses of the language's tables by folded dictionary form; verbs come before other words."""
    found: dict[str, str] = {}
    for table in _GLOSSES:
        for row in language.table(table):
            found.setdefault(language.key(next(iter(row.values()))), row.get("gloss") or "")
    return found


def _said(features: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, features))


def _noun_features(noun: NounReading) -> Iterator[str]:
    if noun.verb:
        yield "passive participle" if noun.verb.form == "participle" else "verbal noun"
    if not noun.known and noun.pos == "unknown":
        yield "not in the lexicon"
    yield _NUMBERS.get(noun.number, noun.number)
    endings = [*sorted(noun.links), *(f"clitic {person}" for person in sorted(noun.clitics))]
    yield " or ".join(endings)
    if noun.postposition:
        yield f'postposition "{noun.postposition}"'


def _verb_features(verb: VerbReading) -> Iterator[str]:
    yield verb.tense
    yield "" if verb.mood == "indicative" else verb.mood
    yield "" if verb.voice == "active" else verb.voice
    yield "negated" if verb.negative else ""
    yield verb.person
    yield f"clitic {verb.clitic}" if verb.clitic else ""
    yield "with a goal" if verb.goal else ""


def _phrase(reading: Reading, number: int, phrase: Phrase) -> PhraseView:
    arguments = reading.analysis.roles.arguments[number]
    function = "phrase"
    for name in ("subject", "object"):
        if getattr(arguments, name) is phrase:
            function = name
    if phrase.marker:
        function = "goal" if phrase.after_verb else "phrase"
    marker = None if phrase.marker == "goal" else phrase.marker
    items = tuple(_words(reading.sentence, item.start, (item.apposition or (0, item.end))[1]) for item in phrase.items)
    return PhraseView(function, marker, items)


def _relation(sentence: Sentence, clause: Clause) -> str:
    """Say what opens a clause and what it depends on."""
    parts = []
    if clause.opener and clause.opener_at is not None:
        parts.append(f'{clause.opener} "{sentence.tokens[clause.opener_at].text}"')
    if clause.head is not None and clause.opener == "complementizer":
        parts.append(f'about "{sentence.tokens[clause.head].text}"')
    if clause.quoted:
        parts.append("in quotes")
    if clause.matrix is not None:
        parts.append(f"{'joined to' if clause.coordinated else 'after'} clause {clause.matrix + 1}")
    return ", ".join(parts)


def _actor(sentence: Sentence, actor: Actor) -> str:
    words = sentence.text[actor.start : actor.end] if actor.start is not None else "(understood)"
    return f"{words} [{actor.code}]"


def _words(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[sentence.tokens[start].start : sentence.tokens[end - 1].end]


def _runs(tokens: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for at in tokens:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


# ---- the screen --------------------------------------------------------------------------------------
# Each line begins in Latin, and between two words of a right-to-left script there is always something in Latin.


def _screen(view: SentenceView) -> Iterator[str]:
    yield f"Sentence {view.number + 1}: {view.text}"
    yield from _section("Words", map(_word_line, view.words))
    yield from _section("Names", map(_name_line, view.names))
    yield from _section("Times", (f'"{text}" is {value or "not resolved"}' for text, value in view.times))
    yield from _section("Clauses", (line for clause in view.clauses for line in _clause_lines(clause)))
    yield from _section("Rules that matched", (line for match in view.matches for line in _match_lines(match)))
    yield from _section("Rules that were tried and did not match", (_refusal_line(r) for r in view.refusals))
    if view.note:
        yield ""
        yield view.note
    yield from _section("Events", map(event_summary, view.events), "Events: none")


def _section(title: str, lines: Iterable[str], otherwise: str | None = None) -> Iterator[str]:
    listed = list(lines)
    if listed or otherwise:
        yield ""
        yield title if listed else str(otherwise)
    yield from (f"  {line}" for line in listed)


def _word_line(word: WordView) -> str:
    line = f"{word.tag:<14} {word.text}"
    if word.lemma and word.lemma != word.text:
        line += f"  from {word.lemma}"
    if word.gloss:
        line += f"  = {word.gloss}"
    return line + (f"  ({', '.join(word.features)})" if word.features else "")


def _name_line(name: NameView) -> str:
    return f"{name.kind:<14} {name.text}  [{name.code}]" + (f" {name.entity}" if name.entity else "")


def _clause_lines(clause: ClauseView) -> Iterator[str]:
    verb = f'verb "{clause.verb}"' if clause.verb else "no verb"
    yield f"{clause.number} {verb}" + (f", {clause.relation}" if clause.relation else "")
    for phrase in clause.phrases:
        marker = f' with marker "{phrase.marker}"' if phrase.marker else ""
        listed = " and ".join(f'"{item}"' for item in phrase.items)
        yield f"    {phrase.function}{marker}: " + (f"it is {listed}" if marker else listed)


def _match_lines(match: MatchView) -> Iterator[str]:
    marked = f", {match.marked}" if match.marked and match.marked != "bare" else ""
    yield f'{match.rule} ({match.type}) by "{match.words}"{marked}, {match.gloss}'
    for role in match.roles:
        found = ", ".join(role.found) or f"nobody found, wanted as {_listed(role.markers)}"
        yield f"    {role.role}: {found}"
    if match.dropped:
        yield f"    No event: {match.dropped}"


def _listed(markers: Sequence[str]) -> str:
    """List markers: names of functions as they are, words of the language in quotes."""
    return " or ".join(m if m.isascii() else f'"{m}"' for m in markers)


def _refusal_line(refusal: RefusalView) -> str:
    return f"{', '.join(refusal.rules)}: {refusal.reason}"
