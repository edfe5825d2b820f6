"""Find the rules' triggers in the clauses of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ..morphology.readings import NounReading, VerbReading
from ..native import mypyc_attr
from ..rules.model import Rule
from .model import Clause, Predicate, Token
from .phrases import Sentence

if TYPE_CHECKING:
    from ..language import Language

Words = tuple[str, ...]
_NO_NOUNS = frozenset(("verb", "time", "punctuation", "quote", "comma", "number"))  # tags
_AFTER = 10  # tokens after a trigger in which a role that it needs may begin
_REACH = 14  # tokens between a light verb and its nominal


class _Entry(NamedTuple):
    words: Words
    light: frozenset[str]
    rule: Rule


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class RuleIndex:
    """The rules by the words that trigger them."""

    def __init__(self, rules: Sequence[Rule], language: Language) -> None:
        self._key = language.key
        self.paths = language.paths
        self.rules = tuple(rules)
        self.verbs: dict[str, list[Rule]] = {}
        self.light: dict[str, list[_Entry]] = {}
        self.nouns: dict[str, list[_Entry]] = {}
        self.phrasal: dict[str, list[tuple[Words, Rule]]] = {}  # verbs of several words, by the first
        self._medial = language.is_medial
        for rule in rules:
            self._add(rule)
        for table in (self.light, self.nouns):
            for entries in table.values():
                entries.sort(key=_rank)
        self._compounds = self._joined(language)
        self.unless = {rule.id: [self._folded(words) for words in rule.unless] for rule in rules if rule.unless}
        self.requires = {rule.id: [self._folded(words) for words in rule.requires] for rule in rules if rule.requires}

    def _add(self, rule: Rule) -> None:
        if rule.kind == "verb":
            for lemma in rule.triggers:
                first, *rest = self._key(lemma).split()
                if self._medial and rest:
                    self.phrasal.setdefault(first, []).append((tuple(rest), rule))
                else:
                    self.verbs.setdefault(self.verb_key(lemma), []).append(rule)
            return
        table = self.light if rule.kind == "light-verb" else self.nouns
        light = frozenset(self.verb_key(verb) for verb in rule.light)
        for trigger in rule.triggers:
            for words in self.paths(trigger):
                table.setdefault(words[0], []).append(_Entry(words, light, rule))

    def _folded(self, words: str) -> frozenset[str]:
        return frozenset(map(self._key, words.split()))

    def _joined(self, language: Language) -> dict[str, list[tuple[Words, str]]]:
        """Return the nominals' words and the light verbs of all compounds, by the compounds' keys."""
        light = {tuple(nominal.split()): set(verbs) for nominal, verbs in language.light.items()}
        for entries in self.light.values():
            for entry in entries:
                light.setdefault(entry.words, set()).update(entry.light)
        found: dict[str, list[tuple[Words, str]]] = {}
        for words, verbs in light.items():
            for verb in sorted(verbs):
                found.setdefault(self._key("".join(words) + verb), []).append((words, verb))
        return found

    def parts_of(self, lemma: str) -> list[tuple[Words, str]]:
        """Return what has to stand in a sentence for a verb of a rule: words, and the key of a verb.

        It can be the verb alone, or the nominal and the light verb that it is made of, or the particles of the verb
        and the verb.
        """
        if self._medial:
            first, *rest = self._key(lemma).split()
            return [(tuple(rest), first)]
        key = self.verb_key(lemma)
        return [((), key), *self._compounds.get(key, ())]

    def nominals_of(self, rule: Rule) -> set[str]:
        """Return the nominals of one word that with their light verb are one of a verb rule's lemmas."""
        parts = (part for lemma in rule.triggers for part in self._compounds.get(self.verb_key(lemma), ()))
        return {words[0] for words, _ in parts if len(words) == 1}

    def verb_key(self, infinitive: str) -> str:
        """Return the key of a verb; a compound has the same key written as one word or as two."""
        return self._key(infinitive.replace(" ", ""))

    def reading_key(self, verb: VerbReading, nominal: str | None = None) -> str:
        """Return the key of a verb reading, with the nominal of its light verb if it has one."""
        host = nominal or verb.nominal
        lemma = self._key(verb.lemma)
        return self._key(host.replace(" ", "") + lemma) if host else lemma

    def entries(self, table: dict[str, list[_Entry]], keys: Words) -> list[_Entry]:
        """Return the entries of a table that begin with any of a token's keys, those that want more first."""
        found: list[_Entry] | None = None
        for key in keys:
            if key in table:
                found = table[key] if found is None else sorted(found + table[key], key=_rank)
        return found or []


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class PredicateFinder:
    """Find the predicates of one sentence."""

    def __init__(self, index: RuleIndex, language: Language) -> None:
        self._index = index
        self._language = language
        self._key = language.key
        self._light = language.light
        self._light_of_word = dict(self._light)  # with those of the rules
        for key, entries in index.light.items():
            simple = [entry.light for entry in entries if len(entry.words) == 1]
            if simple:
                self._light_of_word[key] = self._light.get(key, frozenset()).union(*simple)

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
            if token.tag in ("preverb", "number", "quantifier", "adposition", "coordinator", "comma", "quote", "time"):
                continue
            i = self._chain_head(sentence, i, lemma)
            if self._dependent(sentence, clause, i, verb) or self._in_phrase(sentence, clause, i):
                continue
            for length in (3, 2, 1):
                words = [t.word.keys for t in sentence.tokens[i : i + length]]
                if i + length > (clause.verb or 0) or len(words) < length:
                    continue
                nominal = self._nominal(words, lemma)
                far = i + length < (clause.verb or 0)
                if far and sentence.covered[i] and self._first(clause, i):
                    continue
                adjacent = (
                    i + length == clause.verb
                    or i + length + 1 == clause.verb
                    and sentence.tokens[i + length].tag == "preverb"
                )
                if (
                    nominal
                    and self.in_form(sentence.tokens[i], nominal)
                    and (adjacent or self._leans(token) or length > 1 or sentence.marker(i + 1))
                ):
                    return i, i + length, nominal
        return None

    def _in_phrase(self, sentence: Sentence, clause: Clause, at: int) -> bool:
        """Tell whether a word belongs to an adposition's phrase, not to the verb, before which it would be bare."""
        noun = sentence.tokens[at].noun
        bare = noun is None or noun.number == "bare"
        if clause.verb is None or at + 1 >= clause.verb and bare:
            return False
        return any(p.marker and p.items[0].start <= at < p.end for p in clause.phrases)

    def _dependent(self, sentence: Sentence, clause: Clause, at: int, verb: VerbReading) -> bool:
        """Tell whether a word only goes on an ezafe ("of the ministry of education do they ask").

        In the past what looks like an ezafe can be the agent's clitic, but not inside an adposition's phrase,
        unless a noun governs that ("the attack on X.he condemned").
        """
        if at == 0 or sentence.tokens[at - 1].tag not in ("noun", "name") or not sentence.full_ezafe(at - 1):
            return False
        marked = any(p.marker and p.governor is None and p.marker_at < at - 1 < p.end for p in clause.phrases)
        return marked or verb.tense == "present"

    def _chain_head(self, sentence: Sentence, at: int, lemma: str) -> int:
        """Return the nominal in whose ezafe another nominal of the same light verb stands ("demand of talks")."""
        if self._nominal([sentence.tokens[at].word.keys], lemma) is None:
            return at
        before = at - 1
        if before >= 0 and sentence.tokens[before].tag == "quote":
            before -= 1
        while before >= 0 and sentence.tokens[before].tag in ("noun", "name") and sentence.full_ezafe(before):
            noun = sentence.tokens[before].noun
            if sentence.covered[before] or noun and noun.number.startswith("definite"):
                break  # a kind of actor, or what ends in a definite ending and a clitic, is the object
            if self._nominal([sentence.tokens[before].word.keys], lemma):
                return before
            if not (sentence.tokens[before].noun and sentence.tokens[before].noun.pos == "adjective"):  # type: ignore[union-attr]
                break
            before -= 1
        return at

    def _leans(self, token: Token) -> bool:
        """Tell whether a nominal carries an ending that lets other words stand before its light verb."""
        return any(noun.links or noun.clitics or noun.number != "bare" for noun in token.word.nouns)

    def in_form(self, token: Token, nominal: str) -> bool:
        """Tell whether a nominal has a form of light verbs: bare, indefinite, with a clitic; of adjectives bare."""
        readings = [n for n in token.word.nouns if self._key(n.lemma) == nominal]
        if not readings:
            return True
        return any(self._is_open(n) for n in readings if not n.postposition)

    def _is_open(self, noun: NounReading) -> bool:
        if noun.number == "bare":
            return True
        if noun.pos == "adjective":
            return False
        if noun.number == "plural":  # after a vowel the clitic of the third person looks like it
            return self._language.ends_in_vowel(noun.lemma)
        return (
            noun.number == "indefinite"
            or bool(noun.clitics - {"3sg"})
            or noun.number == "definite"
            and bool(noun.clitics)
        )

    def _nominal(self, words: Sequence[Words], lemma: str) -> str | None:
        if len(words) > 1:
            joined = " ".join(w[0] for w in words)
            return joined if joined in self._light and lemma in self._light[joined] else None
        for key in words[0]:
            if key in self._light_of_word and lemma in self._light_of_word[key]:
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
                if i not in used and i not in sentence.mentioned and sentence.tokens[i].tag not in _NO_NOUNS:
                    predicate = self._event_noun(sentence, number, clause, i, used)
                    predicate = predicate or self._verbal_noun(sentence, number, clause, i, used)
                    found += [predicate] if predicate else []
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
            yield from self._coordinated(sentence, light, used)
            return
        rules = strict_first(
            verb, self._index.verbs.get(keys[at], ()) or self._index.verbs.get(self._key(verb.lemma), ())
        )
        tokens = (*range(*clause.nominal), at) if clause.nominal else (at,)
        for rule in rules:
            if self._allowed(rule, sentence, clause, verb):
                used.update(tokens)
                yield Predicate(rule, number, tokens, at, verb, "verb", keys[at], at)
                return

    def _coordinated(self, sentence: Sentence, light: Predicate, used: set[int]) -> Iterable[Predicate]:
        """Yield what a light verb makes of a nominal before its own ("arrest and torture"), unless of the same type."""
        at = min(light.tokens) - 2
        if at < 0 or sentence.tokens[at + 1].tag != "coordinator" or at in used or light.verb is None:
            return
        simple = self._key(light.verb.lemma)
        for entry in self._index.entries(self._index.light, sentence.tokens[at].word.keys):
            rule = entry.rule
            if len(entry.words) > 1 or simple not in entry.light or rule.requires or rule.polarity:
                continue
            if not self.in_form(sentence.tokens[at], entry.words[0]):
                continue
            used.add(at)
            sentence.taken |= {at, at + 1}
            if rule.type == light.rule.type:
                light.tokens = (at, *light.tokens)
            else:
                lemma = f"{entry.words[0]} {simple}"
                yield replace(light, rule=rule, tokens=(at,), head=at, lemma=lemma)
            return

    def _light_predicate(
        self, sentence: Sentence, number: int, clause: Clause, key: str, verb: VerbReading, used: set[int]
    ) -> Predicate | None:
        at = clause.verb
        assert at is not None
        simple = self._key(verb.lemma)
        if verb.nominal:  # nominal and light verb in one word
            entries = [e for e in self._index.light.get(verb.nominal, ()) if len(e.words) == 1 and simple in e.light]
            for rule in strict_first(verb, [e.rule for e in entries]):
                if self._allowed(rule, sentence, clause, verb):
                    used.add(at)
                    return Predicate(rule, number, (at,), at, verb, "light-verb", key, at)
        wanted = {key} if verb.nominal else {simple, key} | self._language.verb_aliases.get(simple, frozenset())
        before = [i for i in clause.tokens() if i < at][-_REACH - 4 :]
        after = [at + 1] if verb.goal and at + 1 < len(sentence) else []  # "made it a target"
        for i in [*after, *reversed(before)]:
            entries = self._index.entries(self._index.light, sentence.tokens[i].word.keys)
            entries = [e for e in entries if not e.light.isdisjoint(wanted)]
            entries = [e for e in entries if self._fits(sentence, clause, e, i, simple, key, used)]
            if entries:
                i, entries = self._longer(sentence, clause, i, entries, wanted, simple, key, used)
                longest = [e for e in entries if len(e.words) == len(entries[0].words)]
                allowed = [
                    r for r in strict_first(verb, [e.rule for e in longest]) if self._allowed(r, sentence, clause, verb)
                ]
                if allowed:
                    end = i + len(entries[0].words)
                    extra = tuple(range(*clause.nominal)) if clause.nominal and key in entries[0].light else ()
                    tokens = tuple(sorted({*range(i, end), *extra, at}))
                    used.update(tokens)
                    sentence.taken |= set(range(i, end))
                    lemma = " ".join((*entries[0].words, simple))
                    return Predicate(allowed[0], number, tokens, i, verb, "light-verb", lemma, at, end)
        return None

    def _longer(
        self, sentence: Sentence, clause: Clause, at: int, entries: list[_Entry], wanted: set[str] | frozenset[str],
        simple: str, key: str, used: set[int],
    ) -> tuple[int, list[_Entry]]:  # fmt: skip
        """Prefer a nominal of several words that begins earlier and takes in the one found ("finger of blame")."""
        for start in range(max(0, at - 2), at):
            options = self._index.entries(self._index.light, sentence.tokens[start].word.keys)
            options = [e for e in options if start + len(e.words) > at and not e.light.isdisjoint(wanted)]
            options = [e for e in options if self._fits(sentence, clause, e, start, simple, key, used)]
            if options:
                return start, options
        return at, entries

    def _fits(
        self, sentence: Sentence, clause: Clause, entry: _Entry, i: int, simple: str, key: str, used: set[int]
    ) -> bool:
        """Tell whether a nominal at a token goes with the clause's verb, or only with the verb's own nominal."""
        end = i + len(entry.words)
        verb_at = clause.verb or 0
        if i in used or i < verb_at < end or not self._stands(sentence, i, entry.words):
            return False
        if len(entry.words) == 1 and not self.in_form(sentence.tokens[i], entry.words[0]):
            return False
        if end < verb_at and self._in_phrase(sentence, clause, i):
            return False
        if sentence.covered[i] and end < verb_at and len(entry.words) == 1 and self._first(clause, i):
            return False  # a kind of actor that begins the clause takes part, and is no predicate
        if clause.nominal and key != simple:
            if key in entry.light:
                return not self._same(clause.nominal, i, end)
            return self._same(clause.nominal, i, end) or self._described_by(sentence, end, clause.nominal)
        return True

    def _first(self, clause: Clause, at: int) -> bool:
        """Tell whether a token stands in the first bare phrase of a clause."""
        bare = [p for p in clause.phrases if p.marker is None]
        return bool(bare) and bare[0].items[0].start <= at < bare[0].end

    def _described_by(self, sentence: Sentence, end: int, nominal: tuple[int, int]) -> bool:
        """Tell whether what looks like the verb's own nominal only describes another ("a mad and dangerous threat")."""
        between = sentence.tokens[end : nominal[1]]
        adjectives = [
            t.tag == "coordinator" or t.tag == "name" or t.noun is not None and t.noun.pos == "adjective"
            for t in between
        ]
        return end <= nominal[0] and sentence.link(end - 1)[0] and all(adjectives)

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
            around |= {
                k for p in clause.phrases for i in range(p.marker_at, p.end) for k in sentence.tokens[i].word.keys
            }
            if any(self._key(word) in around for word in rule.unless):
                return False
            if rule.requires and not any(self._key(word) in around for word in rule.requires):
                return False
        return clause.verb is None or self.has_needed(rule, sentence, clause, clause.verb)

    def has_needed(self, rule: Rule, sentence: Sentence, clause: Clause, last: int) -> bool:
        """Tell whether the roles that a rule needs have a phrase in the clause, or after the trigger's last token."""
        if not rule.needs:
            return True
        there = {phrase.marker for phrase in clause.phrases}
        for at in range(last + 1, min(len(sentence), last + _AFTER)):
            marked = sentence.marker(at)
            there.add(marked[1].name if marked else None)
            if sentence.tokens[at].tag in ("verb", "punctuation") or at == clause.verb:
                break
        return all(there & set(rule.roles[role]) for role in rule.needs)

    # ---- verbal nouns, participles, event nouns ------------------------------------------------------

    def _verbal_noun(
        self, sentence: Sentence, number: int, clause: Clause, at: int, used: set[int]
    ) -> Predicate | None:
        for noun in sentence.tokens[at].word.nouns:
            verb = noun.verb
            if verb is None:
                continue
            tokens: tuple[int, ...] = (at,)
            nominal = verb.nominal
            if nominal is None and at > 0 and at - 1 not in used:
                before = sentence.tokens[at - 1].word.keys
                nominal = (
                    self._nominal([before], self._key(verb.lemma)) if sentence.tokens[at - 1].tag != "verb" else None
                )
                tokens = (at - 1, at) if nominal else tokens
            key = self._index.reading_key(verb, nominal)
            rules = [*self._index.verbs.get(key, ())]
            if nominal:
                light = self._key(verb.lemma)
                rules += [e.rule for e in self._index.light.get(nominal, ()) if len(e.words) == 1 and light in e.light]
            for rule in rules:
                if rule.polarity is None and self._free(rule, sentence, clause, at):
                    used.update(tokens)
                    return Predicate(rule, number, tokens, at, verb, verb.form, key)
        return None

    def _event_noun(self, sentence: Sentence, number: int, clause: Clause, at: int, used: set[int]) -> Predicate | None:
        for entry in self._index.entries(self._index.nouns, sentence.tokens[at].word.keys):
            end = at + len(entry.words)
            if any(i in used for i in range(at, end)) or not self._stands(sentence, at, entry.words):
                continue
            if entry.rule.kind == "adjective" and not self.is_predicate(sentence, at, end, entry.rule.polarity):
                continue
            if self._free(entry.rule, sentence, clause, end - 1):
                used.update(range(at, end))
                return Predicate(
                    entry.rule, number, tuple(range(at, end)), at, None, entry.rule.kind, " ".join(entry.words)
                )
        return None

    def is_predicate(self, sentence: Sentence, at: int, end: int, polarity: str | None) -> bool:
        """Tell whether an adjective is said of the subject: it has a copula, or a form of "be" follows."""
        last = sentence.tokens[end - 1]
        following = sentence.tokens[end] if end < len(sentence.tokens) else None
        copular = following is not None and following.verb is not None and self._is_copular(following.verb)
        if following and following.verb and copular and (last.noun is None or last.noun.number == "bare"):
            return polarity != "negative" or following.verb.negative
        if polarity == "negative":
            return False
        if any("copula" in noun.links and not noun.postposition for noun in last.word.nouns):
            return not (following and following.noun and following.noun.pos == "adjective")
        return False

    def _is_copular(self, verb: VerbReading) -> bool:
        """Tell a form of "be", "become" or "remain", or of "make" in the passive."""
        lemma = self._key(verb.lemma)
        return lemma in self._language.copular and (not verb.transitive or verb.voice == "passive")

    def _free(self, rule: Rule, sentence: Sentence, clause: Clause, last: int) -> bool:
        if not self.has_needed(rule, sentence, clause, last):
            return False
        if rule.polarity == "negative" and rule.kind != "adjective":
            return False
        if rule.unless or rule.requires:
            around = {key for token in sentence.tokens for key in token.word.keys}
            if any(self._key(word) in around for word in rule.unless):
                return False
            return not rule.requires or any(self._key(word) in around for word in rule.requires)
        return True


def _rank(entry: _Entry) -> tuple[int, bool, bool]:
    return -len(entry.words), entry.rule.polarity != "negative", not entry.rule.requires


def strict_first(verb: VerbReading, rules: Sequence[Rule]) -> list[Rule]:
    """Put the rules that want more before the others: a negated predicate, or certain words in the clause."""
    if len(rules) < 2:
        return list(rules)
    return sorted(rules, key=lambda rule: (verb.negative and rule.polarity != "negative", not rule.requires))
