"""Give each token of a verb-medial language the reading that its neighbours leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...morphology.readings import REMEMBERED, NounReading, VerbForm, VerbReading, Voice, Word
from ...native import mypyc_attr
from ..model import Match, Token
from ..trie import Trie

if TYPE_CHECKING:
    from ...language import Language, Marker

_QUOTES = frozenset("\"“”'‘’")
_COMMAS = frozenset(",\u060c\u3001;–—-")
# Closed classes whose words have no other reading, in the order in which they win over each other.
_FIXED = (
    "coordinator", "negator", "subject_pronoun", "object_pronoun", "reflexive", "article", "possessive", "relative",
    "numeral", "quantifier", "pronoun",
)  # fmt: skip
_TAGS = {
    "subject_pronoun": "pronoun", "object_pronoun": "pronoun", "reflexive": "pronoun", "numeral": "number",
}  # fmt: skip
_BEFORE_NOUN = frozenset((
    "definite", "indefinite", "demonstrative", "possessive", "clitic", "quantifier", "number", "adjective",
    "adposition",
))  # fmt: skip
_STARTS = frozenset(
    ("definite", "indefinite", "demonstrative", "possessive", "number", "quantifier", "pronoun", "name")
)
_BOUNDARIES = frozenset(("comma", "punctuation", "quote", "complementizer", "relative", "adverbial"))
_NOMINAL = frozenset(("noun", "name", "adjective", "number"))
_BEFORE_COMPLEMENTIZER = frozenset(("verb", "noun", "name", "adjective", "pronoun", "coordinator", "time", "adverb"))
_NAME_LIKE = frozenset(("auxiliary", "pronoun", "quantifier", "number"))  # tags of words that can be names too
_TRANSPARENT = frozenset(("adverb", "negator"))
_BETWEEN = frozenset((  # a verb and its particle
    "definite", "indefinite", "possessive", "noun", "name", "pronoun", "adjective", "adverb", "number", "particle",
))  # fmt: skip
_HEADLINE = 0.6  # of the words that are capitalised in a headline


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """A form of an auxiliary verb: `form` is present, past, infinitive, participle or gerund."""

    lemma: str
    form: str
    modal: bool
    negative: bool


class Shape:
    """All that a word can be, whatever stands around it."""

    __slots__ = (
        "adjective", "adverb", "auxiliary", "base", "classes", "fixed", "gerund", "lower", "name", "noun",
        "opens_adposition", "opens_name", "opens_particle", "opens_phrase", "participle", "past", "rate", "third",
    )  # fmt: skip

    def __init__(self, word: Word, auxiliary: Auxiliary | None, rate: str) -> None:
        self.classes = word.classes
        self.lower = word.keys[1] if len(word.keys) > 1 and word.text[0].isupper() else word.keys[0]
        self.opens_adposition = self.opens_name = self.opens_particle = self.opens_phrase = (
            False  # what of several words it can begin
        )
        self.auxiliary = auxiliary
        self.rate = rate
        found: dict[str, NounReading] = {}
        for noun in word.nouns:
            found.setdefault(noun.pos, noun)
        self.noun, self.adjective = found.get("noun"), found.get("adjective")
        self.adverb, self.name = "adverb" in found, found.get("name")
        forms: dict[str, VerbReading] = {}
        for verb in word.verbs:
            forms[("past" if verb.tense == "past" else "third") if verb.form == "finite" else verb.form] = verb
        self.base, self.third, self.past = forms.get("infinitive"), forms.get("third"), forms.get("past")
        self.participle, self.gerund = forms.get("participle"), forms.get("gerund")
        self.fixed = self._fixed(word)

    def _fixed(self, word: Word) -> str:
        """Return the tag that context does not change, or an empty string."""
        text, classes = word.text, word.classes
        if not text[0].isalnum() and (text[0] != "'" or len(text) == 1):
            return "quote" if text in _QUOTES else "comma" if text in _COMMAS else "punctuation"
        if word.number:
            return "number"
        if self.auxiliary:
            return "auxiliary"
        if (
            len(classes) == 1
            or classes
            and not classes & {"complementizer", "adverbial", "infinitive", "adposition", "relative"}
        ):
            return next((_TAGS.get(name, name) for name in _FIXED if name in classes), "")
        return ""

    @property
    def verbal(self) -> bool:
        """Whether the word can be a form of a verb."""
        return bool(self.base or self.third or self.past or self.participle or self.gerund)

    @property
    def nominal(self) -> bool:
        """Whether the word can be a noun, adjective or name."""
        return bool(self.noun or self.adjective or self.name)


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class MedialTagger:
    """Tag the tokens of sentences; `phrasal` are verbs with the particles and prepositions that go with them."""

    def __init__(self, language: Language, phrasal: Mapping[str, Sequence[tuple[str, ...]]]) -> None:
        self._language = language
        self.phrasal = phrasal
        self.particles = frozenset(words[0] for listed in phrasal.values() for words in listed)
        self._auxiliaries = _auxiliaries(language)
        self._clitics = frozenset(language.profile["genitive"]["clitics"])
        self._definite = frozenset(language.profile["classes"]["article"][:1])
        quantities = language.profile["quantities"]
        self._fixed_phrases = Trie(
            (tuple(language.key(phrase).split()), tag)
            for tag, phrases in (
                ("adverb", language.profile["adverb_phrases"]),
                ("quantifier", quantities["quantifier_phrases"]),
            )
            for phrase in phrases
        )
        self._shapes: dict[str, Shape] = {}
        self._readings: dict[tuple[VerbReading, str, str, str, bool, str], VerbReading] = {}

    def shape(self, word: Word) -> Shape:
        """Return what a word can be; remembered for each form."""
        shape = self._shapes.get(word.text)
        if shape is None:
            if len(self._shapes) >= REMEMBERED:
                self._shapes.clear()
            lower = word.keys[1] if len(word.keys) > 1 and word.text[0].isupper() else word.keys[0]
            auxiliary = self._auxiliaries.get(lower)
            lemma = next((verb.lemma for verb in word.verbs if verb.form in ("infinitive", "finite")), lower)
            rate = self._language.noun_rate.get(self._language.key(lemma), "")
            shape = self._shapes[word.text] = Shape(word, auxiliary, rate)
            shape.opens_adposition = self._language.adpositions.starts((shape.lower,))
            shape.opens_phrase = self._fixed_phrases.starts((shape.lower,))
            shape.opens_particle = shape.lower in self.particles
            shape.opens_name = self._language.names.starts(word.keys)
        return shape

    def start(self, words: Sequence[tuple[int, int, Word]]) -> list[Token]:
        """Return the tokens, tagged where no context is needed."""
        tokens: list[Token] = []
        known = self._shapes
        for start, end, word in words:
            tag = (known.get(word.text) or self.shape(word)).fixed
            if tag == "article":
                tag = (
                    "definite"
                    if word.keys[-1] in self._definite or word.text.lower() in self._definite
                    else "indefinite"
                )
            tokens.append(Token(start, end, word.text, word, tag))
        return tokens

    def shapes(self, tokens: Sequence[Token]) -> list[Shape]:
        """Return what the words of tokens can be."""
        known = self._shapes
        return [known.get(token.text) or self.shape(token.word) for token in tokens]

    def finish(
        self,
        tokens: list[Token],
        shapes: list[Shape],
        covered: Sequence[Match | None],
        adpositions: Trie[Marker],
    ) -> list[int]:
        """Tag the rest by context; return for each token where an adposition that begins there ends, else 0."""
        return _Pass(self, self._language, tokens, shapes, covered, adpositions).run()

    def reading(
        self, verb: VerbReading, form: VerbForm, tense: str, mood: str, negative: bool, voice: Voice
    ) -> VerbReading:
        """Return a verb's reading with what its auxiliaries make of it; equal ones are one object."""
        key = (verb, form, tense, mood, negative, voice)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = verb._replace(
                form=form, tense=tense, mood=mood, negative=negative, voice=voice
            )
        return found

    @property
    def clitics(self) -> frozenset[str]:
        """The forms of the genitive on the possessor."""
        return self._clitics

    @property
    def fixed_phrases(self) -> Trie[str]:
        """Adverbs and quantifiers of several words."""
        return self._fixed_phrases


def _auxiliaries(language: Language) -> dict[str, Auxiliary]:
    found: dict[str, Auxiliary] = {}
    for row in language.profile["auxiliary"]:
        modal = row.get("modal", False)
        for form in ("present", "past", "infinitive", "participle", "gerund"):
            for text in row[form]:
                found.setdefault(language.key(text), Auxiliary(row["lemma"], form, modal, False))
        for text in row["negative"]:
            found[language.key(text)] = Auxiliary(row["lemma"], "present", modal, True)
    return found


class _Pass:
    """One pass over the tokens of a sentence."""

    def __init__(
        self,
        tagger: MedialTagger,
        language: Language,
        tokens: list[Token],
        shapes: list[Shape],
        covered: Sequence[Match | None],
        adpositions: Trie[Marker],
    ) -> None:
        self._tagger = tagger
        self._speech = language.speech
        self._tokens = tokens
        self._covered = covered
        self._adpositions = adpositions
        self._shapes = shapes
        self._ends = [0] * len(tokens)
        self._finite = self._finite_after()
        self._quoted = False  # whether a single quote has been opened
        cased = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
        upper = sum(t.text[0].isupper() for t in cased)
        self._title = len(cased) > 3 and upper > _HEADLINE * len(cased)

    def run(self) -> list[int]:
        at = 0
        while at < len(self._tokens):
            at = self._step(at)
        return self._ends

    # ---- looking ahead -------------------------------------------------------------------------------

    def _finite_after(self) -> list[bool]:
        """Tell for each token whether a verb that is surely finite follows before the next boundary."""
        after = [False] * (len(self._tokens) + 1)
        for at in range(len(self._tokens) - 1, -1, -1):
            token, shape = self._tokens[at], self._shapes[at]
            if token.tag in ("comma", "punctuation", "quote") or shape.classes & {
                "relative",
                "complementizer",
                "adverbial",
            }:
                after[at] = False
            else:
                after[at] = after[at + 1] or self._surely_finite(at, shape)
        return after[1:]

    def _surely_finite(self, at: int, shape: Shape) -> bool:
        if shape.auxiliary:
            return shape.auxiliary.form in ("present", "past")
        following = self._next(at)
        starts = following is not None and (following.fixed in _STARTS or following.fixed == "article")
        if shape.past and starts and not self._covered[at]:
            return True
        if self._covered[at] or shape.nominal and not (shape.past and not shape.noun):
            return False
        return bool(shape.third or shape.past and not shape.participle)

    # ---- one token -----------------------------------------------------------------------------------

    def _step(self, at: int) -> int:
        token, shape = self._tokens[at], self._shapes[at]
        if token.tag == "time":
            return at + 1
        after = shape.opens_particle and self._particle(at) or shape.opens_phrase and self._phrase(at)
        if after:
            return after
        if token.text in self._tagger.clitics:
            self._clitic(at, token)
            return at + 1
        after = shape.opens_adposition and self._adposition(at)
        if after:
            return after
        if not token.tag:
            token.tag = self._tag(at, token, shape)
        if token.tag in _NAME_LIKE and self._is_named(at, token.tag):
            token.tag = "name"
        if token.tag in _NOMINAL:
            self._give_noun(token, shape)
        return at + 1

    def _give_noun(self, token: Token, shape: Shape) -> None:
        if token.tag == "adjective":
            token.noun = shape.adjective or shape.noun
        else:
            token.noun = shape.noun or shape.name or shape.adjective

    def _is_named(self, at: int, tag: str) -> bool:
        """Tell a name that is spelt like a word of a closed class ("May", "US") by its capital."""
        if not self._tokens[at].text[0].isupper():
            return False
        match, following = self._covered[at], self._next(at)
        verb = following is not None and following.verbal and not following.base and not following.nominal
        return (
            match is not None
            and match.entity is not None
            or tag == "auxiliary"
            and verb
            and self._is_capital(at, self._tokens[at])
        )

    def _phrase(self, at: int) -> int | None:
        """Tag an adverb or quantifier of several words."""
        phrases = self._tagger.fixed_phrases
        found = phrases.longest([self._lower(i) for i in range(at, min(at + 5, len(self._tokens)))], 0)
        if found is None:
            return None
        for token in self._tokens[at : at + found[0]]:
            token.tag = found[1]
        return at + found[0]

    def _lower(self, at: int) -> tuple[str, ...]:
        return (self._shapes[at].lower,)

    def _clitic(self, at: int, token: Token) -> None:
        """Tell the genitive from a short form of "be" or "have" after a pronoun or before a verb."""
        attached = at > 0 and self._tokens[at - 1].end == token.start
        if len(token.text) == 1 and (not attached or self._quoted):
            self._quoted = not attached
            token.tag = "quote"
            return
        before = self._tokens[at - 1].tag if attached else ""
        following = self._shapes[at + 1] if at + 1 < len(self._shapes) else None
        verb = (
            following is not None
            and (following.gerund or following.fixed in ("article", "negator"))
            and not following.noun
        )
        if len(token.text) > 1 and (before in ("pronoun", "relative") or verb):
            token.tag = "auxiliary"
        elif before in ("noun", "name", "time", "number", "adjective"):
            token.tag = "clitic"
        else:
            token.tag = "quote"

    # ---- words of closed classes ---------------------------------------------------------------------

    def _adposition(self, at: int) -> int | None:
        """Tag an adposition, which may have several words, unless the word is something else here."""
        token, shape = self._tokens[at], self._shapes[at]
        found = self._adpositions.longest([self._lower(i) for i in range(at, min(at + 5, len(self._tokens)))], 0)
        if found is None:
            return None
        end = at + found[0]
        if found[0] == 1:
            other = self._instead_of_adposition(at, shape)
            if other:
                token.tag = other
                return at + 1
        for i in range(at, end):
            self._tokens[i].tag = "adposition"
        self._ends[at] = end
        return end

    def _particle(self, at: int) -> int | None:
        """Tag the particles and prepositions that make one verb with the verb before them."""
        verb = self._verb_before(at)
        for words in self._tagger.phrasal.get(verb.lemma, ()) if verb is not None else ():
            end = at + len(words)
            if end <= len(self._tokens) and all(
                self._shapes[i].lower == w for i, w in zip(range(at, end), words, strict=True)
            ):
                for token in self._tokens[at:end]:
                    token.tag = "particle"
                return end
        return None

    def _verb_before(self, at: int) -> VerbReading | None:
        """Return the verb right before a token, or before the short phrase in between."""
        for back in range(at - 1, max(-1, at - 6), -1):
            token = self._tokens[back]
            if token.tag == "verb":
                return token.verb
            if token.tag not in _BETWEEN:
                return None
        return None

    def _instead_of_adposition(self, at: int, shape: Shape) -> str:
        """Return what a word that can be an adposition is here where it is none, or an empty string."""
        classes = shape.classes
        following = self._shapes[at + 1] if at + 1 < len(self._shapes) else None
        if "infinitive" in classes and self._before_infinitive(at):
            return "infinitive"
        if "adverbial" in classes and self._opens_clause(at, following):
            return "adverbial"
        if shape.verbal and "particle" not in classes and not classes & {"adverbial"} and following is not None:
            before = self._tokens[at - 1].tag if at else ""
            if before in ("auxiliary", "infinitive", "pronoun") or shape.gerund and before == "auxiliary":
                return self._verb(
                    self._tokens[at], shape.gerund or shape.base or shape.third or shape.past or shape.participle
                )
        if "quantifier" in classes and following is not None and following.fixed == "number":
            return "quantifier"
        if "particle" in classes and (following is None or not self._may_start(at + 1)):
            return "particle"
        return ""

    def _before_infinitive(self, at: int) -> bool:
        after = at + 1
        while after < len(self._tokens) and self._shapes[after].adverb and not self._shapes[after].base:
            after += 1
        if after >= len(self._tokens):
            return False
        shape = self._shapes[after]
        if shape.auxiliary:
            return shape.auxiliary.form in ("infinitive", "present") and not shape.auxiliary.modal
        match = self._covered[after]
        if shape.base is None or match is not None and match.entity is not None:
            return False
        return shape.rate != "mostly" or at > 0 and self._tokens[at - 1].tag in ("verb", "adjective", "auxiliary")

    def _opens_clause(self, at: int, following: Shape | None) -> bool:
        """Tell a word that opens a clause: a finite verb follows before the next boundary."""
        if following is None or following.gerund and not following.noun:
            return False
        if following.auxiliary and following.auxiliary.form == "gerund":
            return False  # "after being attacked"
        if self._finite[at]:
            return True
        verbs = (i for i in range(at + 1, min(at + 12, len(self._tokens))))
        for i in verbs:
            shape = self._shapes[i]
            if (
                shape.fixed in ("comma", "punctuation", "quote")
                or shape.classes & {"adverbial", "relative", "complementizer"}
                and i > at + 1
            ):
                return False
            if i > at + 1 and self._surely_finite(i, shape):
                return True
            if (
                (shape.past or shape.third or shape.auxiliary)
                and not shape.noun
                and i > at + 1
                and not self._covered[i]
            ):
                return True
        return False

    def _may_start(self, at: int) -> bool:
        """Tell whether a noun phrase can begin at a token that may not be tagged yet."""
        shape, tag = self._shapes[at], self._tokens[at].tag
        if tag in _STARTS or tag in ("article", "definite", "indefinite", "time"):
            return True
        return not tag and (shape.nominal or bool(shape.classes & {"pronoun", "quantifier", "demonstrative"}))

    def _tag(self, at: int, token: Token, shape: Shape) -> str:
        classes = shape.classes
        match = self._covered[at]
        if match is not None and match.entity is not None and not (shape.verbal and token.text[0].islower()):
            return "name"
        if "infinitive" in classes:
            return "infinitive"
        if "complementizer" in classes or "relative" in classes or "demonstrative" in classes:
            return self._that(at, classes)
        if "possessive" in classes:
            return "possessive" if at + 1 < len(self._shapes) and self._continues(at + 1) else "pronoun"
        if "adverbial" in classes and (self._opens_clause(at, self._next(at)) or "adverb" not in classes):
            return "adverbial"
        for name in ("quantifier", "pronoun", "adverb", "particle"):
            if name in classes:
                return name
        return self._open(at, token, shape)

    def _next(self, at: int) -> Shape | None:
        return self._shapes[at + 1] if at + 1 < len(self._shapes) else None

    def _continues(self, at: int) -> bool:
        """Tell whether a word can go on a noun phrase that has begun."""
        shape = self._shapes[at]
        return shape.nominal or shape.fixed == "number" or bool(shape.participle or shape.gerund)

    def _that(self, at: int, classes: frozenset[str]) -> str:
        """Tell "that" before a clause from "that" before a noun or alone; the same for other such words."""
        before = self._tokens[at - 1].tag if at else ""
        following = self._next(at)
        if "relative" in classes and "complementizer" not in classes:
            return "relative"
        if "complementizer" in classes:
            verbal = following is not None and (following.auxiliary or following.verbal and not following.nominal)
            if "relative" in classes and before in ("noun", "name", "number", "comma") and verbal:
                return "relative"
            pointing = "demonstrative" in classes and before == "verb" and self._points(at, following)
            if before in _BEFORE_COMPLEMENTIZER and not pointing and self._opens_clause(at, following):
                return "complementizer"
            starts = following is not None and (following.fixed == "article" or following.fixed in _STARTS)
            if before == "verb" and starts:
                return "complementizer"  # "demanded that the government release them"
            if "demonstrative" not in classes:
                return "adverbial" if "adverbial" in classes else "complementizer"
        if following is not None and self._continues(at + 1) and not following.auxiliary:
            return "demonstrative"
        return "pronoun"

    def _points(self, at: int, following: Shape | None) -> bool:
        """Tell "attacked that town" from "said that towns": no verb of speech, and a bare noun in the singular."""
        verb = self._tokens[at - 1].verb
        told = verb is not None and verb.lemma in self._speech
        noun = following.noun if following is not None and not following.fixed else None
        return not told and noun is not None and noun.number != "plural"

    # ---- nouns, verbs, adjectives --------------------------------------------------------------------

    def _open(self, at: int, token: Token, shape: Shape) -> str:
        if not shape.verbal or self._is_capital(at, token):
            return self._nominal_tag(at, shape)
        if not shape.nominal:
            return self._verb_tag(at, shape)
        before = self._before(at)
        if shape.base and self._is_base(at, before, shape):
            return self._verb(token, shape.base)
        if shape.third and not shape.base and self._is_third(at, before, shape):
            return self._verb(token, shape.third)
        if shape.gerund:
            return self._gerund_tag(at, before, token, shape)
        if (shape.past or shape.participle) and not shape.base:
            return self._past_tag(at, before, token, shape)
        if shape.base and (shape.past or shape.participle) and self._is_past(at, before):
            return self._verb(token, shape.past or shape.participle)
        return self._nominal_tag(at, shape)

    def _is_capital(self, at: int, token: Token) -> bool:
        """Tell a capital that marks a name: not that of a first word or of a headline."""
        if self._title or not token.text[0].isupper() or at == 0:
            return False
        return self._tokens[at - 1].tag not in ("quote", "punctuation")

    def _nominal_tag(self, at: int, shape: Shape) -> str:
        following = self._next(at)
        match = self._covered[at]
        if match is not None and match.entity is None and match.end == at + 1 and shape.noun:
            return "noun"
        if shape.noun and shape.adjective:
            goes_on = following is not None and following.noun is not None and not following.auxiliary
            return "adjective" if goes_on and at + 1 < len(self._tokens) and not self._tokens[at + 1].tag else "noun"
        if shape.noun:
            return "noun"
        if shape.adjective:
            return "adjective"
        if shape.adverb:
            return "adverb"
        return "name"

    def _verb(self, token: Token, verb: VerbReading | None) -> str:
        token.verb = verb
        return "verb"

    def _verb_tag(self, at: int, shape: Shape) -> str:
        """Tag a word that can only be a verb; before a noun its participle may describe that."""
        token, before = self._tokens[at], self._before(at)
        if shape.gerund:
            return self._gerund_tag(at, before, token, shape)
        if shape.participle and not shape.base:
            return self._past_tag(at, before, token, shape)
        if shape.base and not shape.past and before in ("definite", "indefinite", "possessive", "clitic", "adjective"):
            return "noun"
        token.verb = shape.third or shape.past or shape.base or shape.participle
        if shape.base and shape.past and before not in ("infinitive", "auxiliary", "pronoun"):
            token.verb = shape.past
        if shape.base and before in ("infinitive", "auxiliary"):
            token.verb = shape.base
        return "verb"

    def _before(self, at: int) -> str:
        """Return the tag before a token, past adverbs and quotes."""
        at -= 1
        while at >= 0 and (self._tokens[at].tag in _TRANSPARENT or self._tokens[at].tag == "quote"):
            at -= 1
        return self._tokens[at].tag if at >= 0 else ""

    def _is_base(self, at: int, before: str, shape: Shape) -> bool:
        if before == "infinitive":
            return True
        if before == "auxiliary":
            return self._last_auxiliary(at) in ("will", "do")
        if before in _BEFORE_NOUN:
            return False
        if before in ("pronoun", "relative"):
            return shape.rate != "mostly" or self._may_follow(at)
        if before == "coordinator":
            return self._coordinates_verb(at, "infinitive")
        if before in ("noun", "name"):
            likely = shape.rate != "mostly" or self._starts_object(at) or self._before_particle(at, shape)
            agrees = self._is_plural(at) or self._starts_object(at) and self._in_that_clause(at)
            free = not self._verb_in_clause(at) or self._after_speech(at)
            return likely and not self._finite[at] and agrees and free and self._may_follow(at)
        return before == "" and at == 0 and self._starts_object(at)

    def _in_that_clause(self, at: int) -> bool:
        """Tell whether a clause that a complementizer opens still lacks its verb ("demands that Iraq free the men")."""
        for token in reversed(self._tokens[:at]):
            if token.tag in ("verb", "auxiliary", "comma", "punctuation"):
                return False
            if token.tag == "complementizer":
                return True
        return False

    def _before_particle(self, at: int, shape: Shape) -> bool:
        """Tell whether a particle that makes a verb of a word follows."""
        if shape.base is None or at + 1 >= len(self._tokens):
            return False
        following = self._shapes[at + 1].lower
        return any(words[0] == following for words in self._tagger.phrasal.get(shape.base.lemma, ()))

    def _is_third(self, at: int, before: str, shape: Shape) -> bool:
        if before in _BEFORE_NOUN or before in ("auxiliary", "infinitive", "verb"):
            return False
        if before in ("pronoun", "relative"):
            return True
        if before == "coordinator":
            return self._coordinates_verb(at, "finite")
        following = self._next(at)
        if following is not None and following.past and not following.noun and not following.base:
            return False  # "opposition figures alleged"
        if before in ("noun", "name") and not self._finite[at] and not self._is_plural(at):
            actor = self._covered[at - 1] is not None or self._tokens[at - 1].tag == "name"
            likely = self._starts_object(at) or actor and shape.rate != "mostly"
            return likely and not self._verb_in_clause(at)
        return before == "time" and self._may_follow(at)

    def _verb_in_clause(self, at: int) -> bool:
        """Tell whether the clause up to a token has a finite verb already."""
        for i in range(at - 1, -1, -1):
            tag = self._tokens[i].tag
            if tag in _BOUNDARIES or tag == "coordinator":
                return False
            if tag == "auxiliary" or tag == "verb" and (v := self._tokens[i].verb) is not None and v.form == "finite":
                return True
        return False

    def _after_speech(self, at: int) -> bool:
        """Tell whether the last verb before a token is one of speech, after which a clause may begin."""
        last = next((token for token in reversed(self._tokens[:at]) if token.tag == "verb"), None)
        return last is not None and last.verb is not None and last.verb.lemma in self._speech

    def _may_follow(self, at: int) -> bool:
        """Tell whether what follows can follow a verb: no auxiliary."""
        following = self._next(at)
        return following is None or following.auxiliary is None

    def _starts_object(self, at: int) -> bool:
        following = self._next(at)
        if following is None:
            return False
        if following.fixed in _STARTS or following.fixed == "article" or self._covered[at + 1] is not None:
            return True
        return bool(following.classes & {"possessive", "object_pronoun", "infinitive"})

    def _coordinates_verb(self, at: int, form: str) -> bool:
        """Tell whether a coordinator joins a word to a verb of a form before it."""
        for i in range(at - 1, max(-1, at - 8), -1):
            token = self._tokens[i]
            if token.tag == "verb" and token.verb is not None:
                return (
                    token.verb.form == form
                    or form == "infinitive"
                    and token.verb.form == "finite"
                    and token.verb.tense == "present"
                )
            if token.tag in _BOUNDARIES:
                return False
        return False

    def _is_plural(self, at: int) -> bool:
        """Tell whether the noun before a token is plural, or several are joined."""
        i = at - 1
        while i >= 0 and self._tokens[i].tag in _TRANSPARENT:
            i -= 1
        noun = self._shapes[i].noun
        if noun is not None and noun.number == "plural" or self._shapes[i].rate == "plural":
            return True
        return i >= 2 and self._tokens[i - 1].tag == "coordinator" and self._tokens[i - 2].tag in ("noun", "name")

    def _last_auxiliary(self, at: int) -> str:
        for i in range(at - 1, max(-1, at - 5), -1):
            auxiliary = self._shapes[i].auxiliary
            if auxiliary and self._tokens[i].tag == "auxiliary":
                return auxiliary.lemma
        return ""

    def _gerund_tag(self, at: int, before: str, token: Token, shape: Shape) -> str:
        token.verb = shape.gerund
        if before == "auxiliary":
            return "verb" if not shape.noun or self._last_auxiliary(at) == "be" else "noun"
        following = self._next(at)
        takes = following is not None and (
            self._may_start(at + 1) or "particle" in following.classes and not shape.noun
        )
        plural = (
            following is not None and following.noun is not None and not following.auxiliary and not following.verbal
        )
        if before in ("definite", "indefinite", "possessive", "clitic", "demonstrative"):
            return "adjective" if plural and not shape.noun else "noun"
        if before in ("adjective", "number", "quantifier"):
            return "noun"
        if before in ("noun", "name"):
            return "verb" if takes or not shape.noun else "noun"
        if shape.noun and not takes:
            return "noun"
        return "verb"

    def _is_past(self, at: int, before: str) -> bool:
        """Tell whether a form that is base, past and noun ("hit", "cut") is the past here."""
        if before == "auxiliary":
            return self._last_auxiliary(at) in ("be", "have")
        return before in ("noun", "name", "pronoun", "relative") and not self._finite[at]

    def _past_tag(self, at: int, before: str, token: Token, shape: Shape) -> str:
        """Tag a past or participle: a verb, or before a noun an adjective."""
        token.verb = shape.past or shape.participle
        following = self._next(at)
        if before == "auxiliary":
            if shape.adjective and not shape.noun and self._last_auxiliary(at) == "be" and not shape.participle:
                return "adjective"
            token.verb = shape.participle or shape.past
            return "verb"
        goes_on = following is not None and following.nominal and not following.fixed and not following.adverb
        if before in _BEFORE_NOUN and goes_on and shape.participle:
            token.verb = shape.participle
            return "adjective"
        if before in ("definite", "indefinite", "possessive", "clitic"):
            return "adjective" if not shape.noun else "noun"
        if before == "verb" and goes_on and shape.participle and not shape.noun:
            token.verb = shape.participle
            return "adjective"
        if (
            before in ("", "coordinator", "comma")
            and goes_on
            and shape.participle
            and following is not None
            and following.noun is not None
        ):
            joined = before == "coordinator" and self._coordinates_verb(at, "finite")
            if not joined and following.noun.number == "plural":
                token.verb = shape.participle
                return "adjective"
        if shape.noun and not shape.past:
            return "noun"
        return "verb"
