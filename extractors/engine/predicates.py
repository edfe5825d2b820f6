"""Find the rules' triggers in the clauses of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..morphology.readings import VerbReading, Word
from ..rules.model import Rule
from .model import Clause, Predicate, Token
from .phrases import Sentence

if TYPE_CHECKING:
    from ..language import Language
    from ..morphology.analyzer import Analyzer

Words = tuple[str, ...]
_REACH = 14  # tokens between a light verb and its nominal


@dataclass(frozen=True, slots=True)
class _Entry:
    words: Words
    light: frozenset[str]
    rule: Rule


class RuleIndex:
    """The rules by the words that trigger them."""

    def __init__(self, rules: Sequence[Rule], language: Language, analyzer: Analyzer) -> None:
        self._key = language.key
        self._analyzer = analyzer
        self._path = language.path
        self.rules = tuple(rules)
        self.verbs: dict[str, list[Rule]] = {}
        self.light: dict[str, list[_Entry]] = {}
        self.nouns: dict[str, list[_Entry]] = {}
        for rule in rules:
            self._add(rule)
        for table in (self.light, self.nouns):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry.words))
        self._hot: dict[str, bool] = {}

    def _add(self, rule: Rule) -> None:
        if rule.kind == "verb":
            for lemma in rule.triggers:
                self.verbs.setdefault(self.verb_key(lemma), []).append(rule)
            return
        table = self.light if rule.kind == "light-verb" else self.nouns
        light = frozenset(self.verb_key(verb) for verb in rule.light)
        for trigger in rule.triggers:
            words = self._path(trigger)
            table.setdefault(words[0], []).append(_Entry(words, light, rule))

    def verb_key(self, infinitive: str) -> str:
        """Return the key of a verb: a compound written as one word gets the key of its two parts."""
        words = infinitive.split()
        if len(words) > 1:
            return self._key(infinitive)
        for noun in self._analyzer(infinitive).nouns:
            if noun.verb and noun.verb.nominal and noun.body == len(infinitive):
                return f"{noun.verb.nominal} {self._key(noun.verb.lemma)}"
        return self._key(infinitive)

    def hot(self, word: Word) -> bool:
        """Tell whether a word could be part of a trigger; a sentence without such a word has no event."""
        known = self._hot.get(word.text)
        if known is None:
            known = any(key in self.light or key in self.nouns for key in word.keys)
            readings = [*word.verbs, *(noun.verb for noun in word.nouns if noun.verb)]
            known = known or any(self.reading_key(v) in self.verbs or (v.nominal or "") in self.light for v in readings)
            if len(self._hot) > 200_000:
                self._hot.clear()
            self._hot[word.text] = known
        return known

    def reading_key(self, verb: VerbReading, nominal: str | None = None) -> str:
        """Return the key of a verb reading, with the nominal of its light verb if it has one."""
        host = nominal or verb.nominal
        lemma = self._key(verb.lemma)
        return f"{host} {lemma}" if host else lemma


class PredicateFinder:
    """Find the predicates of one sentence."""

    def __init__(self, index: RuleIndex, language: Language) -> None:
        self._index = index
        self._language = language
        self._key = language.key
        self._light = {language.key(n): frozenset(map(language.key, v)) for n, v in language.light_verbs.items()}

    def compounds(self, sentence: Sentence, clauses: Sequence[Clause]) -> dict[int, str]:
        """Join light verbs with the nominal before them, mark it as taken, and return the verbs' keys by token."""
        keys: dict[int, str] = {}
        for clause in clauses:
            if clause.verb is None:
                continue
            verb = sentence.tokens[clause.verb].verb
            if verb is None:
                continue
            keys[clause.verb] = self._index.reading_key(verb)
            found = None if verb.nominal else self._nominal_before(sentence, clause, verb)
            if found:
                start, end, nominal = found
                clause.nominal = (start, end)
                sentence.taken |= set(range(start, end))
                keys[clause.verb] = self._index.reading_key(verb, nominal)
        return keys

    def _nominal_before(self, sentence: Sentence, clause: Clause, verb: VerbReading) -> tuple[int, int, str] | None:
        lemma = self._key(verb.lemma)
        positions = [i for i in clause.tokens() if clause.verb is not None and i < clause.verb]
        for back, i in enumerate(reversed(positions)):
            if back > _REACH:
                return None
            token = sentence.tokens[i]
            if token.tag in ("verb", "punctuation"):
                return None
            for length in (3, 2, 1):
                words = [t.word.keys for t in sentence.tokens[i : i + length]]
                if i + length > (clause.verb or 0) or len(words) < length:
                    continue
                nominal = self._nominal(words, lemma)
                if nominal and (i + length == clause.verb or self._leans(token) or length > 1):
                    return i, i + length, nominal
        return None

    def _leans(self, token: Token) -> bool:
        """Tell whether a nominal carries an ending that lets other words stand before its light verb."""
        noun = token.noun
        return noun is not None and bool(noun.links or noun.clitics or noun.number != "bare")

    def _nominal(self, words: Sequence[Words], lemma: str) -> str | None:
        if len(words) == 1:
            options: Iterable[str] = words[0]
        else:
            options = (" ".join(w[0] for w in words),)
        for key in options:
            if lemma in self._light.get(key, ()):
                return key
            if any(lemma in entry.light and len(entry.words) == 1 for entry in self._index.light.get(key, ())) and len(words) == 1:
                return key
        return None

    def find(self, sentence: Sentence, clauses: Sequence[Clause], keys: dict[int, str]) -> list[Predicate]:
        """Return the predicates in the order of their words; no token triggers twice."""
        used: set[int] = set()
        found: list[Predicate] = []
        for number, clause in enumerate(clauses):
            found += self._verbal(sentence, number, clause, keys, used)
        for number, clause in enumerate(clauses):
            stretches = [i for i in clause.tokens() if i != clause.verb]
            stretches += [i for p in clause.phrases if p.after_verb for i in range(p.marker_at, p.end)]
            for i in stretches:
                if i not in used:
                    found += self._nominal_at(sentence, number, i, used)
        return sorted(found, key=lambda p: p.head)

    # ---- finite verbs ------------------------------------------------------------------------------

    def _verbal(
        self, sentence: Sentence, number: int, clause: Clause, keys: dict[int, str], used: set[int]
    ) -> Iterable[Predicate]:
        at = clause.verb
        if at is None or at not in keys or at in used:
            return
        verb = sentence.tokens[at].verb
        assert verb is not None
        light = self._light_predicate(sentence, number, clause, keys[at], verb, used)
        if light:
            yield light
            return
        rules = self._index.verbs.get(keys[at], ())
        tokens = tuple(range(*clause.nominal)) + (at,) if clause.nominal else (at,)
        for rule in rules:
            if self._allowed(rule, sentence, clause, verb):
                used.update(tokens)
                yield Predicate(rule, number, tokens, at, verb, "verb", keys[at], at)
                return

    def _light_predicate(
        self, sentence: Sentence, number: int, clause: Clause, key: str, verb: VerbReading, used: set[int]
    ) -> Predicate | None:
        at = clause.verb
        assert at is not None
        simple = self._key(verb.lemma)
        if verb.nominal:  # nominal and light verb in one word
            for entry in self._index.light.get(verb.nominal, ()):
                if len(entry.words) == 1 and simple in entry.light and self._allowed(entry.rule, sentence, clause, verb):
                    used.add(at)
                    return Predicate(entry.rule, number, (at,), at, verb, "light-verb", key, at)
        positions = [i for i in clause.tokens() if i < at]
        for i in reversed(positions[-_REACH - 4 :]):
            for word in sentence.tokens[i].word.keys:
                for entry in self._index.light.get(word, ()):
                    end = i + len(entry.words)
                    if not entry.light & {simple, key} or end > at or i in used:
                        continue
                    if key in entry.light and key != simple and clause.nominal and clause.nominal[0] < end:
                        continue
                    if simple in entry.light and clause.nominal and key != simple and not self._same(clause.nominal, i, end):
                        continue
                    if self._stands(sentence, i, entry.words) and self._allowed(entry.rule, sentence, clause, verb):
                        extra = tuple(range(*clause.nominal)) if clause.nominal and key in entry.light else ()
                        tokens = tuple(sorted({*range(i, end), *extra, at}))
                        used.update(tokens)
                        sentence.taken |= set(range(i, end))
                        return Predicate(entry.rule, number, tokens, i, verb, "light-verb", f"{' '.join(entry.words)} {simple}", at)
        return None

    def _same(self, nominal: tuple[int, int], start: int, end: int) -> bool:
        return nominal[0] < end and start < nominal[1]

    def _stands(self, sentence: Sentence, at: int, words: Words) -> bool:
        tokens = sentence.tokens[at : at + len(words)]
        return len(tokens) == len(words) and all(w in t.word.keys for w, t in zip(words, tokens, strict=True))

    def _allowed(self, rule: Rule, sentence: Sentence, clause: Clause, verb: VerbReading | None) -> bool:
        if rule.polarity == "negative" and not (verb and verb.negative):
            return False
        if verb and verb.mood == "imperative":
            return False
        if rule.unless or rule.requires:
            around = {key for i in clause.tokens() for key in sentence.tokens[i].word.keys}
            around |= {k for p in clause.phrases for i in range(p.marker_at, p.end) for k in sentence.tokens[i].word.keys}
            if any(self._key(word) in around for word in rule.unless):
                return False
            if rule.requires and not any(self._key(word) in around for word in rule.requires):
                return False
        return True

    # ---- verbal nouns, participles, event nouns ------------------------------------------------------

    def _nominal_at(self, sentence: Sentence, number: int, at: int, used: set[int]) -> Iterable[Predicate]:
        token = sentence.tokens[at]
        if token.tag in ("verb", "time", "punctuation", "quote", "comma", "number"):
            return
        clause = _EMPTY if not sentence.tokens else None
        found = self._verbal_noun(sentence, number, at, used) or self._event_noun(sentence, number, at, used)
        if found and clause is None:
            yield found

    def _verbal_noun(self, sentence: Sentence, number: int, at: int, used: set[int]) -> Predicate | None:
        for noun in sentence.tokens[at].word.nouns:
            verb = noun.verb
            if verb is None:
                continue
            tokens: tuple[int, ...] = (at,)
            nominal = verb.nominal
            if nominal is None and at > 0 and at - 1 not in used:
                before = sentence.tokens[at - 1].word.keys
                nominal = self._nominal([before], self._key(verb.lemma)) if sentence.tokens[at - 1].tag != "verb" else None
                tokens = (at - 1, at) if nominal else tokens
            key = self._index.reading_key(verb, nominal)
            rules = [*self._index.verbs.get(key, ())]
            if nominal:
                light = self._key(verb.lemma)
                rules += [e.rule for e in self._index.light.get(nominal, ()) if len(e.words) == 1 and light in e.light]
            for rule in rules:
                if rule.polarity is None and self._free(rule, sentence):
                    used.update(tokens)
                    return Predicate(rule, number, tokens, at, verb, verb.form, key)
        return None

    def _event_noun(self, sentence: Sentence, number: int, at: int, used: set[int]) -> Predicate | None:
        for word in sentence.tokens[at].word.keys:
            for entry in self._index.nouns.get(word, ()):
                end = at + len(entry.words)
                if any(i in used for i in range(at, end)) or not self._stands(sentence, at, entry.words):
                    continue
                if entry.rule.kind == "adjective" and not self._is_predicate(sentence, at, end):
                    continue
                if self._free(entry.rule, sentence):
                    used.update(range(at, end))
                    return Predicate(entry.rule, number, tuple(range(at, end)), at, None, entry.rule.kind, " ".join(entry.words))
        return None

    def _is_predicate(self, sentence: Sentence, at: int, end: int) -> bool:
        """Tell whether an adjective is said of the subject: it has a copula, or a form of "be" follows."""
        last = sentence.tokens[end - 1]
        if any("copula" in noun.links and not noun.postposition for noun in last.word.nouns):
            return not (end < len(sentence.tokens) and sentence.tokens[end].tag in ("noun", "name"))
        following = sentence.tokens[end] if end < len(sentence.tokens) else None
        return bool(following and following.tag == "verb" and following.verb and not following.verb.transitive)

    def _free(self, rule: Rule, sentence: Sentence) -> bool:
        if rule.polarity == "negative":
            return False
        if rule.unless or rule.requires:
            around = {key for token in sentence.tokens for key in token.word.keys}
            if any(self._key(word) in around for word in rule.unless):
                return False
            return not rule.requires or any(self._key(word) in around for word in rule.requires)
        return True


_EMPTY = None
