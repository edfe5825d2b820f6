"""Find the rules' triggers in the clauses of a sentence of a verb-medial language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...morphology.readings import VerbReading
from ...native import mypyc_attr
from ...rules.model import Rule
from ..model import Clause, Predicate, Token
from ..phrases import Sentence
from ..predicates import RuleIndex, strict_first
from ..roles import ON_THINGS, Arguments
from .sentence import MedialSentence

if TYPE_CHECKING:
    from ...language import Language

_PARTICLE_REACH = 6  # tokens between a verb and a particle that its object parts from it
_NOMINAL_REACH = 6  # tokens between a verb and the noun that only with it means something
_EVENTFUL = frozenset(("noun", "name", "adjective"))
_COMPLEMENTS = frozenset(("infinitive", "complementizer", "gerund"))
_BACK = 4  # tokens before an adjective in which its verb stands
_SYNTACTIC = frozenset(("object", "complement"))


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class MedialPredicateFinder:
    """Find the predicates of one sentence."""

    def __init__(self, index: RuleIndex, language: Language) -> None:
        self._index = index
        self._language = language
        self._key = language.key

    def keys(self, sentence: MedialSentence, clauses: Sequence[Clause]) -> dict[int, str]:
        """Return the verbs' keys by token, of a phrasal verb with its particle."""
        found: dict[int, str] = {}
        for clause in clauses:
            if clause.verb is None:
                continue
            verb = sentence.tokens[clause.verb].verb
            if verb is None:
                continue
            found[clause.verb] = self._key(verb.lemma)
            after = clause.verb + 1
            if after < len(sentence) and sentence.tokens[after].tag == "particle":
                whole = self._key(verb.lemma + sentence.tokens[after].word.keys[0])
                if whole in self._index.verbs or whole in self._language.supports:
                    found[clause.verb] = whole
        return found

    def in_form(self, token: Token, nominal: str) -> bool:
        """Tell whether a noun has a form of light verbs: all have."""
        return True

    def has_needed(self, rule: Rule, sentence: Sentence, clause: Clause, last: int) -> bool:
        """Tell whether a phrase stands where a role or constituent that a rule needs can be, as `explain` asks."""
        markers = {phrase.marker for phrase in clause.phrases}
        wanted = (set(rule.roles[role]) for role in rule.needs if role in rule.roles)
        return all(marked & (markers | {"subject", "object", "possessive", "modifier"}) for marked in wanted)

    def is_predicate(self, sentence: Sentence, at: int, end: int, polarity: str | None) -> bool:
        """Tell whether an adjective stands after a verb such as "be", negated where that is wanted."""
        verbs = (token.verb for token in sentence.tokens[max(0, at - _BACK) : at] if token.verb)
        found = [verb for verb in verbs if self._key(verb.lemma) in self._language.copular]
        return bool(found) and (polarity != "negative" or found[-1].negative)

    def find(
        self, sentence: MedialSentence, clauses: Sequence[Clause], arguments: Sequence[Arguments], keys: dict[int, str]
    ) -> list[Predicate]:
        """Return the predicates in the order of their words; no token triggers twice."""
        finding = _Finding(self._index, self._language, sentence, clauses, arguments, keys)
        return sorted(finding.predicates(), key=lambda p: p.head)


class _Finding:
    """The search through one sentence."""

    def __init__(
        self,
        index: RuleIndex,
        language: Language,
        sentence: MedialSentence,
        clauses: Sequence[Clause],
        arguments: Sequence[Arguments],
        keys: dict[int, str],
    ) -> None:
        self._index = index
        self._language = language
        self._key = language.key
        self._sentence = sentence
        self._clauses = clauses
        self._arguments = arguments
        self._keys = keys
        self._used: set[int] = set()
        self._words: frozenset[str] | None = None

    def predicates(self) -> Iterator[Predicate]:
        """Yield the predicates: verbs first, then nouns and adjectives."""
        for number, clause in enumerate(self._clauses):
            if clause.verb is not None:
                found = self._verbal(number, clause, clause.verb)
                if found:
                    self._used.update(found.tokens)
                    yield found
        for number, clause in enumerate(self._clauses):
            for at in clause.tokens():
                if at not in self._used and self._sentence.tokens[at].tag in _EVENTFUL:
                    nominal = self._nominal(number, clause, at)
                    if nominal:
                        self._used.update(nominal.tokens)
                        yield nominal

    # ---- verbs ---------------------------------------------------------------------------------------

    def _verbal(self, number: int, clause: Clause, at: int) -> Predicate | None:
        verb = self._sentence.tokens[at].verb
        assert verb is not None
        lemma = self._key(verb.lemma)
        if verb.voice == "passive":
            adjective = self._participial(number, clause, at, verb)
            if adjective:
                return adjective
        options = [
            (tokens, rule, name)
            for tokens, rules, name in self._options(clause, at, lemma)
            for rule in strict_first(verb, rules)
        ]
        options.sort(key=lambda option: (not verb.negative or option[1].polarity != "negative", -len(option[0])))
        for tokens, rule, name in options:
            if self._allowed(rule, number, clause, verb):
                return Predicate(rule, number, tokens, at, verb, rule.kind, name, at)
        return None

    def _participial(self, number: int, clause: Clause, at: int, verb: VerbReading) -> Predicate | None:
        """Return the predicate of an adjective that is a participle in form ("is committed to")."""
        for entry in self._index.entries(self._index.nouns, self._sentence.tokens[at].word.keys[:2]):
            rule = entry.rule
            if (
                rule.kind != "adjective"
                or not self._stands(at, entry.words)
                or (rule.polarity == "negative" and not verb.negative)
            ):
                continue
            if self._free(rule, number, clause, at + len(entry.words)):
                tokens = tuple(range(at, at + len(entry.words)))
                return Predicate(rule, number, tokens, at, None, "adjective", " ".join(entry.words))
        return None

    def _options(self, clause: Clause, at: int, lemma: str) -> Iterator[tuple[tuple[int, ...], list[Rule], str]]:
        """Yield the words that with a verb may be a trigger, longest first: particles, nouns, the verb alone."""
        for words, rule in sorted(self._index.phrasal.get(lemma, ()), key=lambda entry: -len(entry[0])):
            tokens = self._particles(at, words)
            if tokens:
                yield (at, *tokens), [rule], " ".join((lemma, *words))
        light = {lemma, self._with_particles(at, lemma)}
        for first in range(at + 1, min(len(self._sentence), at + 1 + _NOMINAL_REACH)):
            if self._sentence.tokens[first].tag in ("comma", "punctuation", "verb"):
                break
            for entry in self._index.entries(self._index.light, self._sentence.tokens[first].word.keys):
                if entry.light & light and self._stands(first, entry.words):
                    tokens = tuple(range(first, first + len(entry.words)))
                    yield (at, *tokens), [entry.rule], " ".join((lemma, *entry.words))
        yield from self._passive_nominal(clause, at, lemma)
        if lemma in self._index.verbs:
            yield (at,), self._index.verbs[lemma], lemma

    def _with_particles(self, at: int, lemma: str) -> str:
        """Return the key of a verb with the particles after it."""
        tokens = self._sentence.tokens
        after = at + 1
        while after < len(tokens) and tokens[after].tag == "particle":
            lemma += tokens[after].word.keys[0]
            after += 1
        return lemma

    def _passive_nominal(
        self, clause: Clause, at: int, lemma: str
    ) -> Iterator[tuple[tuple[int, ...], list[Rule], str]]:
        """Yield the noun that is the subject of a light verb in the passive ("fire was opened on")."""
        verb = self._sentence.tokens[at].verb
        if verb is None or verb.voice != "passive":
            return
        for i in (i for i in clause.tokens() if i < at):
            for entry in self._index.entries(self._index.light, self._sentence.tokens[i].word.keys):
                if entry.light & {lemma, self._with_particles(at, lemma)} and self._stands(i, entry.words):
                    tokens = tuple(range(i, i + len(entry.words)))
                    yield (*tokens, at), [entry.rule], " ".join((lemma, *entry.words))

    def _particles(self, at: int, words: Sequence[str]) -> tuple[int, ...]:
        """Return where the particles of a verb stand: right after it, or after its object."""
        for first in range(at + 1, min(len(self._sentence), at + 2 + _PARTICLE_REACH)):
            tag = self._sentence.tokens[first].tag
            if self._stands(first, words) and (
                tag in ("particle", "adposition", "adverb", "infinitive") or len(words) > 1 or first == at + 1
            ):
                return tuple(range(first, first + len(words)))
            if tag in ("comma", "punctuation", "verb", "adposition", "quote"):
                return ()
        return ()

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        tokens = self._sentence.tokens[at : at + len(words)]
        return len(tokens) == len(words) and all(w in t.word.keys for w, t in zip(words, tokens, strict=True))

    # ---- conditions ----------------------------------------------------------------------------------

    def _allowed(self, rule: Rule, number: int, clause: Clause, verb: VerbReading | None) -> bool:
        if rule.polarity == "negative" and not (verb and verb.negative):
            return False
        return self._fits_words(rule) and all(self._has(role, rule, number, clause, verb) for role in rule.needs)

    def _fits_words(self, rule: Rule) -> bool:
        """Tell whether the words that a rule wants stand in the sentence, and none that it bars."""
        if rule.unless and any(words <= self._around() for words in self._index.unless[rule.id]):
            return False
        return not rule.requires or any(words <= self._around() for words in self._index.requires[rule.id])

    def _around(self) -> frozenset[str]:
        """Return the keys of all words of the sentence."""
        if self._words is None:
            tokens = self._sentence.tokens
            verbs = (self._key(token.verb.lemma) for token in tokens if token.verb)
            self._words = frozenset([*(key for token in tokens for key in token.word.keys), *verbs])
        return self._words

    def _has(self, role: str, rule: Rule, number: int, clause: Clause, verb: VerbReading | None) -> bool:
        """Tell whether what a rule needs stands in the clause."""
        arguments = self._arguments[number]
        if role == "complement":
            return any(c.matrix == number and c.opener in _COMPLEMENTS and c.head is None for c in self._clauses)
        passive = verb is not None and verb.voice == "passive"
        patient = arguments.subject if passive else arguments.object
        if role == "object":
            return patient is not None
        markers = rule.roles[role]
        agent = self._language.profile["agent_marker"]
        options = [
            p for p in clause.phrases if p.marker in markers or passive and p.marker == agent and "subject" in markers
        ]
        if "object" in markers and patient is not None:
            options.append(patient)
        if "subject" in markers and not passive and arguments.subject is not None:
            options.append(arguments.subject)
        things = role != "actor" and rule.type in ON_THINGS
        return any(things or self._sentence.names_actor(item) for phrase in options for item in phrase.items)

    # ---- nouns, adjectives, participles ----------------------------------------------------------------

    def _nominal(self, number: int, clause: Clause, at: int) -> Predicate | None:
        token = self._sentence.tokens[at]
        match = self._sentence.covered[at]
        if match is not None and match.entity is not None:
            return None
        for entry in self._index.entries(self._index.nouns, token.word.keys):
            end = at + len(entry.words)
            if not self._stands(at, entry.words) or any(i in self._used for i in range(at, end)):
                continue
            if entry.rule.kind == "adjective" and not self._is_predicative(entry.rule, clause, at, end):
                continue
            if entry.rule.kind == "noun" and not self._is_head(end - 1):
                continue
            if match is not None and not self._has_argument(entry.rule, end):
                continue  # "the opposition" is who opposes, "their opposition to the plan" what they do
            if self._free(entry.rule, number, clause, end):
                tokens = tuple(range(at, end))
                head = at if entry.rule.kind == "adjective" else end - 1
                return Predicate(entry.rule, number, tokens, head, None, entry.rule.kind, " ".join(entry.words))
        return self._verbal_noun(number, clause, at)

    def _verbal_noun(self, number: int, clause: Clause, at: int) -> Predicate | None:
        """Return the predicate of a participle before its noun, or of a gerund that stands as a noun."""
        token = self._sentence.tokens[at]
        verb = token.verb
        if verb is None or verb.form not in ("participle", "gerund"):
            return None
        kind = "participle" if verb.form == "participle" else "infinitive"
        if kind == "participle" and token.tag != "adjective":
            return None
        for rule in self._index.verbs.get(self._key(verb.lemma), ()):
            takes = any("object" in markers for markers in rule.roles.values())
            if rule.polarity is None and takes and self._free(rule, number, clause, at + 1):
                return Predicate(rule, number, (at,), at, verb, kind, self._key(verb.lemma))
        return None

    def _is_head(self, at: int) -> bool:
        """Tell whether a noun heads its phrase, or describes another event ("murder charges")."""
        tokens = self._sentence.tokens
        after = at + 1
        if after >= len(tokens) or tokens[after].tag not in ("noun", "name"):
            return True
        if self._sentence.parts(at, after) or self._language.bleached & set(tokens[after].word.keys):
            return True
        return any(
            entry.rule.kind == "noun" for entry in self._index.entries(self._index.nouns, tokens[after].word.keys)
        )

    def _is_predicative(self, rule: Rule, clause: Clause, at: int, end: int) -> bool:
        """Tell whether an adjective is said of the subject by a verb such as "be", negated where that is wanted."""
        if clause.verb is None or clause.verb > at:
            return False
        verb = self._sentence.tokens[clause.verb].verb
        if verb is None or self._key(verb.lemma) not in self._language.copular:
            return False
        if rule.polarity == "negative" and not verb.negative:
            return False
        return end >= len(self._sentence) or self._sentence.tokens[end].tag not in ("noun", "name")

    def _free(self, rule: Rule, number: int, clause: Clause, end: int) -> bool:
        if not self._fits_words(rule):
            return False
        needed = [role for role in rule.needs if role not in _SYNTACTIC]
        return all(
            self._has_after(rule, role, end) or self._has_before(rule, role, end - 1)
            or self._supported(rule, role, number, clause) or self._has(role, rule, number, clause, None)
            for role in needed
        )  # fmt: skip

    def _has_argument(self, rule: Rule, end: int) -> bool:
        """Tell whether a possessor stands before a noun, or a phrase of one of its roles after it."""
        before = self._sentence.tokens[self._sentence.begin_of(end - 1) : end]
        return any(t.tag in ("clitic", "possessive") for t in before) or any(
            self._has_after(rule, role, end) for role in rule.roles
        )

    def _has_before(self, rule: Rule, role: str, head: int) -> bool:
        """Tell whether a possessor or modifier of a role stands before a noun in its phrase."""
        markers = rule.roles.get(role, ())
        if "possessive" not in markers and "modifier" not in markers:
            return False
        tokens, covered = self._sentence.tokens, self._sentence.covered
        inside = range(self._sentence.begin_of(head), head)
        return any(covered[i] is not None or tokens[i].tag in ("possessive", "name") for i in inside)

    def _supported(self, rule: Rule, role: str, number: int, clause: Clause) -> bool:
        """Tell whether the subject of a support verb can be the actor of its noun."""
        subject = self._arguments[number].subject
        if role != "actor" or clause.verb is None or subject is None:
            return False
        key = self._keys.get(clause.verb, "")
        return key in self._language.supports and any(self._sentence.names_actor(item) for item in subject.items)

    def _has_after(self, rule: Rule, role: str, at: int) -> bool:
        """Tell whether a phrase of a role follows a noun."""
        markers: Iterable[str] = rule.roles.get(role, ())
        limit = min(len(self._sentence), at + 10)
        for i in range(at, limit):
            marked = self._sentence.marker(i)
            if marked and marked[1].name in markers:
                return True
            if self._sentence.tokens[i].tag in ("verb", "punctuation"):
                return False
        return False
