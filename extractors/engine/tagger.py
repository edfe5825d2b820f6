"""Give each token the reading that its context leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..morphology.readings import NounReading, VerbReading, Word
from ..native import mypyc_attr
from .model import Token
from .trie import Trie

if TYPE_CHECKING:
    from ..language import Language

_QUOTES = frozenset("\"“”'")
_COMMAS = frozenset(",\u060c\u3001")

# Word classes of the profile in the order in which they win over each other.
_CLASS_TAGS = (
    "coordinator", "complementizer", "conditional", "purpose", "subordinator", "connector", "absolute", "quantifier",
    "numeral", "reflexive", "adverb", "particle", "pronoun", "adposition",
)  # fmt: skip
_OPEN = 4  # tokens before a verb in which an adposition may wait for its second half
_CIRCUMPOSITION = 8  # tokens between an adposition and its detached second half
_ENDS = frozenset(("coordinator", "complementizer", "connector", "subordinator", "conditional", "purpose"))
_SUBORDINATORS = {"conditional", "purpose", "subordinator"}


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Tagger:
    """Tag the tokens of a sentence by word class, form and neighbours."""

    def __init__(self, language: Language, suffix: Callable[[str], Word | None]) -> None:
        self._language = language
        self._suffix = suffix
        quantities = language.profile["quantities"]
        self._fixed = Trie(
            (tuple(language.key(phrase).split()), tag)
            for tag, phrases in (
                ("adverb", language.profile["adverb_phrases"]),
                ("quantifier", quantities["quantifier_phrases"]),
                ("approximation", quantities["approximations"]),
            )
            for phrase in phrases
        )
        self._preverbs = frozenset(verb.preverb for verb in language.verbs() if verb.preverb)
        self._infinitives = frozenset(language.key(verb.infinitive) for verb in language.verbs())
        self._light = language.light

    def __call__(self, words: Sequence[tuple[int, int, Word]]) -> list[Token]:
        """Return the tokens with tag and reading."""
        tokens = [Token(start, end, word.text, word, "") for start, end, word in words]
        for i, token in enumerate(tokens):
            if not token.tag and not self._glued(tokens, i, token) and not self._phrase(tokens, i):
                self._tag(tokens, i, token)
            if token.tag == "verb" and i:
                self._join_preverb(tokens[i - 1], token)
        self._give_verb(tokens)
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if (
                token.text == "-"
                and before.end == token.start
                and token.end == after.start
                and after.tag in ("noun", "name")
            ):
                token.tag = "hyphen"
        return tokens

    def _give_verb(self, tokens: list[Token]) -> None:
        """Read a form that is infinitive and finite as finite where its stretch would have no verb at the end."""
        for i in range(len(tokens) - 1, -1, -1):
            token = tokens[i]
            if token.tag == "verb":
                return
            noun = token.noun
            if (
                token.tag != "noun"
                or noun is None
                or noun.verb is None
                or noun.stem != len(token.text)
                or not token.word.verbs
            ):
                continue
            if (
                noun.verb.form == "infinitive"
                and i
                and tokens[i - 1].tag in ("noun", "name")
                and not self._after_ezafe(tokens, i)
            ):
                token.tag, token.noun, token.verb = "verb", None, self._best_verb(token.word.verbs)
                return

    def _join_preverb(self, before: Token, token: Token) -> None:
        """Read a preverb that is written apart together with its verb."""
        for reading in token.word.verbs:
            lemma = before.text + reading.lemma
            if before.text in self._preverbs and self._language.key(lemma) in self._infinitives:
                token.verb = reading._replace(lemma=lemma)
                before.tag = "preverb"
                return

    def _phrase(self, tokens: list[Token], i: int) -> bool:
        """Tag an adverb ("in full") or quantifier ("by the dozen") of several words, or "around" before a number."""
        if not self._fixed.starts(tokens[i].word.keys[:1]):
            return False
        found = self._fixed.longest([token.word.keys[:1] for token in tokens[i : i + 4]], 0)
        if found is None:
            return False
        end, tag = i + found[0], found[1]
        if tag == "approximation":
            if end >= len(tokens) or not tokens[end].word.number:
                return False
            tag = "quantifier"
        for token in tokens[i:end]:
            token.tag = tag
        return True

    def _glued(self, tokens: list[Token], i: int, token: Token) -> bool:
        """Tag an ending that is written onto a number, a word of another script or a closing quote."""
        if not i or tokens[i - 1].end != token.start or not token.text[0].isalpha():
            return False
        before = tokens[i - 1]
        word = self._suffix(token.text)
        if word is None or not (before.tag in ("number", "quote") or before.text[-1].isascii() or before.text in "-)"):
            return False
        token.word, token.tag, token.noun = word, "suffix", word.nouns[0]
        if before.text == "-":
            before.tag = "suffix"
        return True

    def _tag(self, tokens: list[Token], i: int, token: Token) -> None:
        word = token.word
        if not word.text[0].isalnum():
            token.tag = "quote" if word.text in _QUOTES else "comma" if word.text in _COMMAS else "punctuation"
        elif word.number:
            token.tag = "number"
        elif word.classes - {"partitive"}:
            self._closed(tokens, i, token)
        else:
            self._open(tokens, i, token)

    def _closed(self, tokens: list[Token], i: int, token: Token) -> None:
        classes = token.word.classes
        if "verb_form" in classes:
            token.tag = "verb"
            token.verb = self._language.verb_forms[token.word.keys[0]]
        elif "fused" in classes:
            token.tag = "fused"
        elif "postposition" in classes:
            token.tag = (
                "verb"
                if token.word.verbs and not self._completes(tokens, i) and self._may_end(tokens, i)
                else "postposition"
            )
            token.verb = token.word.verbs[0] if token.tag == "verb" else None
        elif "demonstrative" in classes:
            following = self._next_word(tokens, i)
            token.tag = "demonstrative" if following and self._could_be_noun(following) else "pronoun"
        else:
            tag = next((name for name in _CLASS_TAGS if name in classes), "particle")
            token.tag = {"numeral": "number"}.get(tag, "subordinator" if tag in _SUBORDINATORS else tag)
            if tag == "reflexive" or tag == "subordinator" and self._points_ahead(tokens, i):
                token.tag = "pronoun"
            token.noun = token.word.nouns[0] if token.word.nouns else None

    def _points_ahead(self, tokens: list[Token], i: int) -> bool:
        """Tell a pronoun with the agent's clitic from "what": "the minister it.he rejected that ..."."""
        demonstrative = any(noun.pos == "demonstrative" for noun in tokens[i].word.nouns)
        if not demonstrative or not i or tokens[i - 1].tag not in ("noun", "name", "adverb"):
            return False
        for at in range(i + 1, min(i + 3, len(tokens) - 1)):
            told = any(verb.tense in ("past", "perfect") for verb in tokens[at].word.verbs)
            after = tokens[at + 1].word
            if told and ("complementizer" in after.classes or after.text in _COMMAS):
                return True
        return False

    def _open(self, tokens: list[Token], i: int, token: Token) -> None:
        word = token.word
        noun = word.noun
        if word.verbs and self._is_verb(tokens, i, word, noun):
            token.tag = "verb"
            token.verb = self._best_verb(word.verbs)
            return
        token.noun = noun
        if noun is None:
            token.tag = "name"
        elif noun.pos == "adverb":
            token.tag = "adverb"
        else:
            token.tag = "name" if noun.pos in ("name", "unknown") else "noun"

    def _is_verb(self, tokens: list[Token], i: int, word: Word, noun: NounReading | None) -> bool:
        if noun is None or not noun.known or noun.pos == "absolute":
            return True
        if i and tokens[i - 1].tag in ("demonstrative", "fused") and noun.verb and "demonstrative" in noun.links:
            return False  # "this killing"
        before = i - 2 if i > 1 and tokens[i - 1].tag == "quote" else i - 1
        after_adposition = before >= 0 and tokens[before].tag == "adposition"
        goal = any(reading.goal for reading in word.verbs) and not after_adposition
        verbal_noun = noun.verb is not None and noun.verb.form == "infinitive"
        if goal and self._before_goal(tokens, i, noun):
            return not (verbal_noun and self._verb_follows(tokens, i))
        closing = self._closes(tokens, i)
        if noun.verb is not None:  # an infinitive or participle that is also a finite form
            wanted = noun.verb.form == "infinitive" and self._before_subjunctive(tokens, i)
            closing = closing and not wanted or self._light_before(tokens, i, noun)
            return closing and not noun.postposition and not after_adposition and not self._governed(tokens, i, noun)
        if noun.postposition and i and tokens[i - 1].tag in ("adposition", "demonstrative", "fused"):
            return False
        if self._is_hosted(tokens, i, word):
            return True
        if self._weak(word):
            return closing and not (noun.stem == len(word.text) and self._after_ezafe(tokens, i))
        finite = noun.stem < len(word.text) and any(v.tense == "present" or v.negative for v in word.verbs)
        return closing or finite and not after_adposition

    def _governed(self, tokens: list[Token], i: int, noun: NounReading) -> bool:
        """Tell an infinitive with its nominal in one word after an adposition of several words or with "this".

        Nothing there could carry the agent's clitic that a finite past needs.
        """
        if noun.verb is None or noun.verb.form != "infinitive" or noun.verb.nominal is None or not noun.verb.transitive:
            return False
        if i and tokens[i - 1].tag == "fused":
            return True
        for start in range(max(0, i - 3), i):
            keys = [token.word.keys[:1] for token in tokens[start:i]]
            found = self._language.adpositions.longest(keys, 0)
            if found and found[0] == i - start:
                return True
        return False

    def _is_hosted(self, tokens: list[Token], i: int, word: Word) -> bool:
        """Tell whether the nominal of a light verb with the agent's clitic on it stands right before the verb."""
        lemmas = {self._language.key(v.lemma) for v in word.verbs if v.tense == "past" and v.nominal is None}
        before = tokens[i - 1].word if i else None
        if before is None or not any(noun.clitics for noun in before.nouns):
            return False
        return any(lemmas & self._light.get(key, frozenset()) for key in before.keys)

    def _verb_follows(self, tokens: list[Token], i: int) -> bool:
        """Tell whether the stretch after a verbal noun with a goal still ends in a finite verb of its own."""
        for token in tokens[i + 1 :]:
            if token.word.classes & _ENDS or not token.text[0].isalnum():
                return False
            if token.word.verbs and not any(noun.known for noun in token.word.nouns):
                return True
        return False

    def _before_goal(self, tokens: list[Token], i: int, noun: NounReading) -> bool:
        """Tell whether a directional ending has its goal after it: an adposition, or any noun for a verbal noun."""
        following = self._next_word(tokens, i)
        if following is None:
            return False
        light = {self._language.key(v.lemma) for v in tokens[i].word.verbs if v.goal}
        host = i > 0 and any(light & self._light.get(key, frozenset()) for key in tokens[i - 1].word.keys)
        target = any(light & self._light.get(key, frozenset()) for key in following.keys)
        return (
            "relational" in following.classes
            or target
            or (host or noun.verb is not None)
            and self._could_be_noun(following)
        )

    def _weak(self, word: Word) -> bool:
        """Tell a form that only a short past stem makes a verb of."""
        return all(reading.tense == "past" and not reading.negative for reading in word.verbs) and len(word.text) < 5

    def _best_verb(self, verbs: Sequence[VerbReading]) -> VerbReading:
        """Prefer a light verb in one word, then a reading with fewer assumptions."""
        return min(
            verbs,
            key=lambda v: (
                v.nominal is None,
                v.mood == "imperative",
                v.person.startswith("2"),  # the same form as a third person, and news seldom addresses its readers
                v.clitic is not None,
                v.person != "3sg",
            ),
        )

    def _closes(self, tokens: list[Token], i: int) -> bool:
        """Tell whether a finite verb could stand here: at the end, before punctuation or a clause opener."""
        if i + 1 >= len(tokens):
            return True
        following = tokens[i + 1].word
        if not following.text[0].isalnum():
            return True
        return bool(following.classes & _ENDS) or self._before_subjunctive(tokens, i)

    def _before_subjunctive(self, tokens: list[Token], i: int) -> bool:
        """Tell whether a verb in the subjunctive follows: what a finite verb wants, or what befalls a verbal noun."""
        following = tokens[i + 1].word if i + 1 < len(tokens) else None
        if following is None or any(noun.known for noun in following.nouns):
            return False
        return any(verb.mood == "subjunctive" and verb.tense == "present" for verb in following.verbs)

    def _light_before(self, tokens: list[Token], i: int, noun: NounReading) -> bool:
        """Tell whether a bare infinitive goes with the nominal before it and not with what follows."""
        if not i or noun.stem != len(tokens[i].text) or noun.verb is None:
            return False
        lemma = self._language.key(noun.verb.lemma)
        before = tokens[i - 1].word.keys[:1]
        return any(lemma in self._light.get(key, ()) for key in before) and self._next_word(tokens, i) is not None

    def _completes(self, tokens: list[Token], i: int) -> bool:
        """Tell a detached postposition that closes an adposition's phrase from a verb that looks alike."""
        lemmas = {self._language.key(verb.lemma) for verb in tokens[i].word.verbs}
        if i and any(lemmas & self._light.get(key, frozenset()) for key in tokens[i - 1].word.keys):
            return False
        for token in reversed(tokens[max(0, i - _CIRCUMPOSITION) : i]):
            if token.tag == "verb":
                return False
            if token.tag in ("adposition", "fused"):
                return not self._closes(tokens, i) and not self._light_waits(tokens, i, lemmas)
        return False

    def _may_end(self, tokens: list[Token], i: int) -> bool:
        """Tell whether a clause can end with a form that is also a postposition."""
        lemmas = {self._language.key(verb.lemma) for verb in tokens[i].word.verbs}
        return self._closes(tokens, i) or self._light_waits(tokens, i, lemmas) or self._light_stands(tokens, i, lemmas)

    def _light_stands(self, tokens: list[Token], i: int, lemmas: set[str]) -> bool:
        """Tell whether the nominal stands right before its light verb and an adposition follows, none being open."""
        host = i > 0 and any(lemmas & self._light.get(key, frozenset()) for key in tokens[i - 1].word.keys)
        following = tokens[i + 1].word.classes if i + 1 < len(tokens) else frozenset()
        opened = any(token.tag in ("adposition", "fused") for token in tokens[max(0, i - _OPEN) : i])
        return host and "adposition" in following and not opened

    def _light_waits(self, tokens: list[Token], i: int, lemmas: set[str]) -> bool:
        """Tell whether a nominal with an ezafe or clitic waits for its light verb, and a subjunctive follows it."""
        before = tokens[max(0, i - _CIRCUMPOSITION) : i]
        waiting = any(
            lemmas & self._light.get(key, frozenset())
            for token in before
            if token.noun and (token.noun.clitics or "ezafe" in token.noun.links)
            for key in token.word.keys
        )
        return waiting and any(v.mood == "subjunctive" for t in tokens[i + 1 :] for v in t.word.verbs)

    def _after_ezafe(self, tokens: list[Token], i: int) -> bool:
        noun = tokens[i - 1].noun if i else None
        return noun is not None and "ezafe" in noun.links

    def _next_word(self, tokens: list[Token], i: int) -> Word | None:
        return tokens[i + 1].word if i + 1 < len(tokens) and tokens[i + 1].word.text[0].isalnum() else None

    def _could_be_noun(self, word: Word) -> bool:
        if word.number or word.classes & {"numeral", "quantifier"}:
            return True
        if word.classes:
            return False
        return any(n.known for n in word.nouns) or not word.verbs
