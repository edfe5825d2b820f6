"""Say why rules whose trigger words stand in a sentence did not match.

The conditions of the engine are asked one by one, and the first that fails is the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .engine.coder import Reading
from .engine.model import Clause, Predicate
from .engine.predicates import PredicateFinder, RuleIndex
from .engine.reading import finder_for
from .engine.verb_medial.predicates import MedialPredicateFinder
from .language import Language
from .morphology.readings import VerbReading
from .rules.model import Rule

_LISTED = 4  # words of a rule that are listed
_FUNCTION = frozenset(("adposition", "fused", "coordinator", "complementizer", "subordinator", "quantifier", "pronoun"))
_BE_NO_TRIGGER = frozenset(("time", "punctuation", "quote", "comma", "number"))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that did not match: its trigger's tokens, and why, in one English sentence.

    `nearness` is the greater, the more conditions of the rule the sentence meets.
    """

    rule: Rule
    tokens: tuple[int, ...]
    reason: str
    nearness: int


class RefusalFinder:
    """Find, for the sentences of one language, why rules did not match."""

    def __init__(self, language: Language, index: RuleIndex) -> None:
        self._language = language
        self._index = index
        self._finder = finder_for(language, index)
        self._compounds: dict[str, list[Rule]] = {}  # verb rules by the nominals of their lemmas
        for rule in index.rules:
            if rule.kind == "verb":
                for nominal in sorted(index.nominals_of(rule)):
                    self._compounds.setdefault(nominal, []).append(rule)

    def __call__(self, reading: Reading) -> list[Refusal]:
        """Return a refusal for each rule that did not match though a trigger of it stands there, in text order."""
        matched = {draft.predicate.rule.id for draft, _ in reading.outcomes}
        best: dict[str, Refusal] = {}
        for refusal in _Asker(self._language, self._index, self._finder, self._compounds, reading).refusals():
            known = best.get(refusal.rule.id)
            if refusal.rule.id not in matched and (known is None or refusal.nearness > known.nearness):
                best[refusal.rule.id] = refusal
        return sorted(best.values(), key=lambda r: (r.tokens, -r.nearness, r.rule.id))


class _Asker:
    """Ask one sentence."""

    def __init__(
        self,
        language: Language,
        index: RuleIndex,
        finder: PredicateFinder | MedialPredicateFinder,
        compounds: dict[str, list[Rule]],
        reading: Reading,
    ) -> None:
        self._language = language
        self._key = language.key
        self._index = index
        self._finder = finder
        self._compounds = compounds
        self._reading = reading
        self._sentence = reading.sentence
        self._tokens = reading.sentence.tokens
        self._predicates = [draft.predicate for draft, _ in reading.outcomes]
        self._clause_of: dict[int, Clause] = {}
        for clause in reading.clauses:
            for at in clause.tokens():
                self._clause_of.setdefault(at, clause)
            for phrase in clause.phrases:
                for at in range(phrase.marker_at, phrase.end):
                    self._clause_of.setdefault(at, clause)

    def refusals(self) -> Iterator[Refusal]:
        """Yield a refusal for each place where a trigger of a rule stands."""
        for at in range(len(self._tokens)):
            yield from filter(None, self._of_words(at))
            yield from self._of_forms(at)

    def _of_words(self, at: int) -> Iterator[Refusal | None]:
        """Refusals of the rules for nouns, adjectives and compounds that a word can begin."""
        token = self._tokens[at]
        keys = token.word.keys
        for entry in self._index.entries(self._index.light, keys):
            if token.tag not in _FUNCTION or len(entry.words) > 1:
                yield self._of_nominal(entry.rule, at, entry.words, entry.light)
        for entry in self._index.entries(self._index.nouns, keys):
            yield self._of_noun(entry.rule, at, entry.words)
        compounds = {rule.id: rule for key in keys for rule in self._compounds.get(key, ())}
        for rule in compounds.values():
            yield self._of_compound(rule, at)

    # ---- verbs ---------------------------------------------------------------------------------------

    def _of_forms(self, at: int) -> Iterator[Refusal]:
        """Refusals of the rules for the verbs that a word can be a form of."""
        token = self._tokens[at]
        for verb in token.word.verbs if token.verb is None else (token.verb, *token.word.verbs):
            for rule in self._rules_of(at, verb):
                yield self._of_finite(rule, at, verb)
        for noun in token.word.nouns:
            if noun.verb:
                for rule in self._rules_of(at, noun.verb):
                    yield self._of_verbal_noun(rule, at, noun.verb)

    def _rules_of(self, at: int, verb: VerbReading) -> Iterator[Rule]:
        keys = (self._reading.keys.get(at, ""), self._index.reading_key(verb))
        for key in dict.fromkeys(keys):
            yield from self._index.verbs.get(key, ())
        if verb.nominal:
            light = self._key(verb.lemma)
            entries = self._index.light.get(verb.nominal, ())
            yield from (entry.rule for entry in entries if len(entry.words) == 1 and light in entry.light)

    def _of_finite(self, rule: Rule, at: int, verb: VerbReading) -> Refusal:
        token = self._tokens[at]
        name = (verb.nominal or "") + verb.lemma
        if token.tag != "verb" or token.verb is None:
            reason = f"{_q(token.text)} could be a form of {_q(name)}, but it is read as {_a(token.tag)}"
            return self._no(rule, (at,), 0, reason)
        if token.verb.lemma != verb.lemma or token.verb.nominal != verb.nominal:
            read = (token.verb.nominal or "") + token.verb.lemma
            reason = f"{_q(token.text)} could be a form of {_q(name)}, but it is read as one of {_q(read)}"
            return self._no(rule, (at,), 0, reason)
        clause = self._clause_of.get(at)
        if clause is None or clause.verb != at:
            return self._no(rule, (at,), 1, f"{_q(token.text)} is not the verb of its clause")
        objection = self._objection(rule, self._around(clause), token.verb, at)
        if objection:
            return self._no(rule, (at,), 3, objection)
        key = self._reading.keys.get(at, "")
        if clause.nominal and key not in {self._index.verb_key(lemma) for lemma in rule.triggers}:
            reason = f"{_q(token.text)} is here the light verb of {self._quote(*clause.nominal)}"
            return self._no(rule, (at,), 2, reason)
        return self._taken(rule, (at,)) or self._no(rule, (at,), 1, f"{_q(token.text)} does not fit the rule")

    def _of_verbal_noun(self, rule: Rule, at: int, verb: VerbReading) -> Refusal:
        token = self._tokens[at]
        if token.tag in ("verb", *_BE_NO_TRIGGER):
            reason = f"{_q(token.text)} could be a verbal noun, but it is read as {_a(token.tag)}"
            return self._no(rule, (at,), 0, reason)
        if rule.polarity == "negative":
            return self._no(rule, (at,), 2, f"The rule wants a negated verb, and {_q(token.text)} is a verbal noun")
        objection = self._objection(rule, self._around(None), None, at)
        if objection:
            return self._no(rule, (at,), 3, objection)
        taken = self._taken(rule, (at,))
        if taken:
            return taken
        if at not in self._clause_of:
            return self._no(rule, (at,), 1, f"{_q(token.text)} stands outside of any clause")
        return self._no(rule, (at,), 1, f"{_q(token.text)} is read together with the word before it")

    def _of_compound(self, rule: Rule, at: int) -> Refusal:
        """A rule for a compound in one word, of which only the nominal stands here."""
        token = self._tokens[at]
        clause = self._clause_of.get(at)
        lemmas = {self._index.verb_key(lemma) for lemma in rule.triggers}
        keys = token.word.keys
        whole = _either([lemma for lemma in rule.triggers if self._key(lemma).startswith(keys)])
        if clause and clause.verb is not None and self._reading.keys.get(clause.verb) in lemmas:
            verb = self._tokens[clause.verb].verb
            objection = self._objection(rule, self._around(clause), verb, clause.verb)
            if objection:
                return self._no(rule, (at,), 3, objection)
            taken = self._taken(rule, (at, clause.verb))
            if taken:
                return taken
        reason = f"{_q(token.text)} stands here without the light verb that makes it {whole}"
        return self._taken(rule, (at,)) or self._no(rule, (at,), 1, reason)

    # ---- nominals of light verbs ---------------------------------------------------------------------

    def _of_nominal(self, rule: Rule, at: int, words: Sequence[str], light: frozenset[str]) -> Refusal | None:
        end = at + len(words)
        tokens = tuple(range(at, end))
        if not self._stands(at, words):
            return self._scattered(rule, words)
        name = self._quote(at, end)
        clause = self._clause_of.get(at)
        verb = self._tokens[clause.verb].verb if clause and clause.verb is not None else None
        if clause is None or clause.verb is None or verb is None or clause.verb == at:
            reason = f"{name} stands where there is no finite verb; its light verb {_either(rule.light)} is missing"
        elif light & self._allowed(clause.verb, verb):
            return self._with_light_verb(rule, tokens, clause, clause.verb, verb)
        else:
            said = self._quote(clause.verb, clause.verb + 1)
            reason = f"{name} has another verb in its clause, {said}, where the rule wants {_either(rule.light)}"
        return self._of_infinitive(rule, end, light) or self._no(rule, tokens, 1, reason)

    def _allowed(self, verb_at: int, verb: VerbReading) -> set[str]:
        """Return the light verbs that a clause's verb can be: itself, one that it also serves, or a compound."""
        simple, key = self._key(verb.lemma), self._reading.keys.get(verb_at, "")
        return {key} if verb.nominal else {simple, key} | self._language.verb_aliases.get(simple, frozenset())

    def _of_infinitive(self, rule: Rule, end: int, light: frozenset[str]) -> Refusal | None:
        """The light verb can follow as a verbal noun, which is a trigger too."""
        noun = self._tokens[end].noun if end < len(self._tokens) else None
        if noun and noun.verb and self._key(noun.verb.lemma) in light:
            return self._of_verbal_noun(rule, end, noun.verb)
        return None

    def _with_light_verb(
        self, rule: Rule, tokens: tuple[int, ...], clause: Clause, verb_at: int, verb: VerbReading
    ) -> Refusal:
        at, end = tokens[0], tokens[-1] + 1
        name, said = self._quote(at, end), self._quote(verb_at, verb_at + 1)
        objection = self._objection(rule, self._around(clause), verb, verb_at)
        if objection:
            return self._no(rule, tokens, 4, objection)
        taken = self._taken(rule, (*tokens, verb_at))
        if taken:
            return taken
        if at > verb_at:
            return self._no(rule, tokens, 2, f"{name} follows its verb {said}; the rule wants it before the verb")
        if len(tokens) == 1 and not self._finder.in_form(self._tokens[at], self._nominal_key(rule, at)):
            return self._no(rule, tokens, 3, f"{name} has an ending that does not go with a light verb")
        if clause.nominal and clause.nominal[0] not in tokens:
            reason = f"The verb {said} goes with another word, {self._quote(*clause.nominal)}"
            return self._no(rule, tokens, 2, reason)
        if self._sentence.covered[at]:
            reason = f"{name} begins the clause as a kind of actor: it takes part, and is no action"
            return self._no(rule, tokens, 2, reason)
        return self._no(rule, tokens, 2, f"{name} stands too far from its verb {said}")

    def _nominal_key(self, rule: Rule, at: int) -> str:
        keys = self._tokens[at].word.keys
        triggers = {self._key(trigger) for trigger in rule.triggers}
        return next((key for key in keys if key in triggers), keys[0])

    # ---- event nouns and adjectives ------------------------------------------------------------------

    def _of_noun(self, rule: Rule, at: int, words: Sequence[str]) -> Refusal | None:
        end = at + len(words)
        tokens = tuple(range(at, end))
        if not self._stands(at, words):
            return self._scattered(rule, words)
        name, tag = self._quote(at, end), self._tokens[at].tag
        taken = self._taken(rule, tokens)
        if tag == "verb" or tag in _BE_NO_TRIGGER:
            return taken or self._no(rule, tokens, 0, f"{name} is read as {_a(tag)} here")
        if taken:
            return taken
        if rule.kind == "adjective" and not self._finder.is_predicate(self._sentence, at, end, rule.polarity):
            wanted = "no negated form of 'be'" if rule.polarity == "negative" else "neither a copula nor a form of 'be'"
            return self._no(rule, tokens, 2, f"{name} is not said of the subject: {wanted} goes with it")
        objection = self._objection(rule, self._around(None), None, at)
        if objection:
            return self._no(rule, tokens, 3, objection)
        if at not in self._clause_of:
            return self._no(rule, tokens, 1, f"{name} stands outside of any clause")
        return self._no(rule, tokens, 1, f"{name} does not fit the rule")

    # ---- conditions of all kinds ---------------------------------------------------------------------

    def _stands(self, at: int, words: Sequence[str]) -> bool:
        tokens = self._tokens[at : at + len(words)]
        return len(tokens) == len(words) and all(w in t.word.keys for w, t in zip(words, tokens, strict=True))

    def _scattered(self, rule: Rule, words: Sequence[str]) -> Refusal | None:
        """The words of a longer trigger stand here, but not side by side."""
        places = [next((i for i, t in enumerate(self._tokens) if word in t.word.keys), None) for word in words]
        tokens = tuple(sorted(i for i in places if i is not None))
        if len(tokens) < len(words):
            return None
        listed = " and ".join(self._quote(i, i + 1) for i in tokens)
        return self._no(rule, tokens, 0, f"The words of the trigger, {listed}, do not stand side by side here")

    def _around(self, clause: Clause | None) -> set[str]:
        """Return the keys of the words of a clause, or of the whole sentence."""
        if clause is None:
            return {key for token in self._tokens for key in token.word.keys}
        places = [*clause.tokens(), *(i for p in clause.phrases for i in range(p.marker_at, p.end))]
        return {key for i in places for key in self._tokens[i].word.keys}

    def _objection(self, rule: Rule, around: set[str], verb: VerbReading | None, at: int) -> str | None:
        """Return what a rule itself objects to: polarity, orders, words that must or must not stand there."""
        word = _q(self._tokens[at].text)
        if rule.polarity == "negative" and verb and not verb.negative:
            return f"The rule wants a negated verb, and {word} is not negated"
        if verb and verb.mood == "imperative":
            return f"{word} is an imperative: it orders, and does not report"
        against = sorted(word for word in rule.unless if self._key(word) in around)
        if against:
            return f"The rule must not match where {_q(against[0])} stands"
        if rule.requires and not any(self._key(word) in around for word in rule.requires):
            return f"The rule wants another word to stand there too, and none does: {_either(sorted(rule.requires))}"
        clause = self._clause_of.get(at)
        if clause and not self._finder.has_needed(rule, self._sentence, clause, at):
            wanted = sorted({marker for role in rule.needs for marker in rule.roles.get(role, (role,))})
            return f"The rule needs a phrase under {_either(wanted)}, and none stands there"
        return None

    def _taken(self, rule: Rule, tokens: Iterable[int]) -> Refusal | None:
        """Say that another rule has the words of the trigger already, and why it came first."""
        wanted = set(tokens)
        other = next((p for p in self._predicates if wanted & set(p.tokens)), None)
        if other is None:
            return None
        shared = tuple(sorted(wanted & set(other.tokens)))
        words = self._words(shared)
        reason = f"{words} already {'belong' if len(shared) > 1 else 'belongs'} to the trigger of {other.rule.id}"
        return self._no(rule, tuple(sorted(wanted)), 3, reason + self._first(other, wanted))

    def _first(self, other: Predicate, wanted: set[int]) -> str:
        if set(other.tokens) > wanted:
            return ", which is longer"
        if other.rule.requires or other.rule.polarity:
            return ", which is stricter"
        return ""

    def _no(self, rule: Rule, tokens: tuple[int, ...], nearness: int, reason: str) -> Refusal:
        return Refusal(rule, tokens, reason + ".", nearness)

    # ---- words ---------------------------------------------------------------------------------------

    def _quote(self, start: int, end: int) -> str:
        return _q(self._sentence.text[self._tokens[start].start : self._tokens[end - 1].end])

    def _words(self, tokens: Sequence[int]) -> str:
        """Quote tokens, those that stand together as one, with "and" between the others."""
        cuts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(tokens)) if b != a + 1), len(tokens)]
        return " and ".join(self._quote(tokens[a], tokens[b - 1] + 1) for a, b in pairwise(cuts))


def _either(words: Sequence[str]) -> str:
    """Quote words with "or" between them, and leave out those of a long list."""
    return " or ".join([*map(_q, words[:_LISTED]), *(["others"] if len(words) > _LISTED else [])])


def _q(text: str) -> str:
    return f'"{text}"'


def _a(tag: str) -> str:
    return f"{'an' if tag[0] in 'aeiou' else 'a'} {tag}"
