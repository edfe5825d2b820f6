"""Cut a sentence of a verb-medial language into clauses, each with its verb, subject, object and other phrases.

Every verb has a clause: finite ones, infinitives, gerunds and participles that stand after the noun they describe.
The subject stands before the verb, its own or that of the clause it depends on; the object right after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ....ontology.registry import PLACES, STATES
from ...morphology.readings import VerbForm, VerbReading, Voice
from ..model import Clause, Phrase
from ..roles import Arguments
from .sentence import MedialSentence
from .tagging import MedialTagger, Shape

_FINITE_FORMS = ("present", "past")
_CONTENT_REACH = 5  # tokens between a verb and the complementizer of what it says
_SKIPPED = frozenset(("adverb", "negator", "time"))


@dataclass(slots=True, eq=False)
class _Open:
    """A clause under construction. `pending` is a bare phrase after the verb's object, perhaps the next subject."""

    opener: str | None = None
    opener_at: int | None = None
    head: int | None = None
    matrix: _Open | None = None
    outer: _Open | None = None
    quoted: int = 0
    verb: int | None = None
    reading: VerbReading | None = None
    subject: Phrase | None = None
    object: Phrase | None = None
    second: Phrase | None = None
    pending: Phrase | None = None
    coordinated: bool = False
    joining: bool = False  # a coordinator stands last
    phrases: list[Phrase] = field(default_factory=list)
    described: Phrase | None = None  # the phrase that a relative or reduced clause describes
    nonfinite: str = ""
    before: Phrase | None = None  # what stands right before a complementizer, and may be the object of its clause


@dataclass(frozen=True, slots=True)
class Reading:
    """The clauses of a sentence with the grammatical functions of each."""

    clauses: list[Clause]
    arguments: list[Arguments]


class MedialClauseReader:
    """Read the clauses of one sentence."""

    def __init__(self, sentence: MedialSentence, tagger: MedialTagger) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._tagger = tagger
        self._shapes: list[Shape] = sentence.shapes
        self._subject_control = frozenset(sentence.language.profile["control"]["subject"])
        self._giving = frozenset(sentence.language.profile["control"]["two_objects"])
        self._opens: list[_Open] = []
        self._owner: list[_Open | None] = [None] * len(self._tokens)
        self._quoted = 0
        self._now = self._new()
        self._marker_at: int | None = None  # an adposition that waits for its phrase
        self._last: Phrase | None = None  # the phrase that ends right before the token
        self._leading: list[_Open] = []  # adverbial clauses that wait for the main one

    # ---- clauses under construction ------------------------------------------------------------------

    def _new(self, **features: object) -> _Open:
        made = _Open(quoted=self._quoted, **features)  # type: ignore[arg-type]
        self._opens.append(made)
        return made

    def _own(self, start: int, end: int) -> None:
        for at in range(start, end):
            self._owner[at] = self._now

    def read(self) -> Reading:
        """Return the clauses in the order of their first tokens."""
        at = 0
        while at < len(self._tokens):
            after = self._step(at)
            at = max(after, at + 1)
        return self._result()

    def _step(self, at: int) -> int:
        token = self._tokens[at]
        tag = token.tag
        if at in self._sentence.transparent:
            self._own(at, at + 1)
            return at + 1
        if tag in ("verb", "auxiliary", "infinitive"):
            return self._verb_group(at)
        if tag == "negator":
            self._own(at, at + 1)
            return at + 1
        if tag == "adposition":
            return self._adposition(at)
        if tag == "quote":
            return self._quote(at)
        if tag == "comma":
            return self._comma(at)
        if tag == "punctuation":
            return self._punctuation(at)
        if tag == "coordinator":
            self._now.joining = True
            self._now.pending = None  # what stands before the coordinator is no subject of what follows it
            self._own(at, at + 1)
            self._last = None
            return at + 1
        if tag in ("relative", "complementizer", "adverbial"):
            return self._opener(at, tag)
        if self._sentence.starts_nominal(at, len(self._tokens)):
            return self._bare(at)
        self._own(at, at + 1)
        if tag not in _SKIPPED:
            self._last = None
        return at + 1

    # ---- phrases -------------------------------------------------------------------------------------

    def _bare(self, at: int) -> int:
        after_verb = self._now.verb is not None
        giving = self._now.reading is not None and self._now.reading.lemma in self._giving and self._now.object is None
        phrase = self._sentence.phrase(at, len(self._tokens), alone=after_verb, apart=after_verb and giving)
        if phrase is None:
            self._own(at, at + 1)
            return at + 1
        now = self._now
        self._own(at, phrase.end)
        now.phrases.append(phrase)
        self._last = phrase
        if now.verb is None:
            now.subject = (
                phrase if now.subject is None or not self._heads(now.subject) or self._heads(phrase) else now.subject
            )
        elif now.object is None and not self._parted(now, at):
            now.object = phrase
            now.pending = phrase
        else:
            now.second = now.second or (
                phrase if now.pending is now.object and not now.joining and not self._parted(now, at) else None
            )
            now.pending = phrase
        return phrase.end

    def _heads(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is more than a thing: what could do something."""
        item = phrase.items[0]
        return item.pronoun or self._sentence.covered[item.head] is not None or self._tokens[item.head].tag == "name"

    def _parted(self, now: _Open, at: int) -> bool:
        """Tell whether a comma, a phrase under an adposition or a coordinator stands between the verb and a token."""
        assert now.verb is not None
        return any(
            self._tokens[i].tag in ("comma", "coordinator", "adposition", "punctuation")
            for i in range(now.verb + 1, at)
            if i not in self._sentence.transparent and self._owner[i] is now
        ) and not (now.object is not None and now.object.end == at)

    def _adposition(self, at: int) -> int:
        marked = self._sentence.marker(at)
        if marked is None:
            self._own(at, at + 1)
            return at + 1
        begin, marker = marked
        following = begin
        while following < len(self._tokens) and self._tokens[following].tag in _SKIPPED:
            following += 1
        if following < len(self._tokens) and self._tokens[following].tag == "verb":
            self._own(at, following)
            self._marker_at = at
            return following
        phrase = self._sentence.phrase(begin, len(self._tokens), marker.name, at)
        self._marker_at = None
        if phrase is None:
            self._own(at, begin)
            return begin
        if len(phrase.items) > 1 and self._before_verb(phrase.end):
            phrase = self._without_last(phrase)
        self._own(at, phrase.end)
        self._now.phrases.append(phrase)
        self._last = phrase
        return phrase.end

    def _before_verb(self, at: int) -> bool:
        """Tell whether a finite verb begins at a token while the clause has one already."""
        while at < len(self._tokens) and self._tokens[at].tag in _SKIPPED:
            at += 1
        if at >= len(self._tokens) or self._now.verb is None:
            return False
        verb = self._tokens[at].verb
        return (
            self._tokens[at].tag == "auxiliary"
            or self._tokens[at].tag == "verb"
            and verb is not None
            and verb.form == "finite"
        )

    def _without_last(self, phrase: Phrase) -> Phrase:
        items = phrase.items[:-1]
        end = max(items[-1].end, (items[-1].apposition or (0, 0))[1])
        return Phrase(phrase.marker, phrase.marker_at, items, end)

    # ---- what parts clauses --------------------------------------------------------------------------

    def _quote(self, at: int) -> int:
        self._quoted = 1 - self._quoted
        if self._now.verb is not None or self._now.phrases:
            self._break(at)
        self._now.quoted = self._quoted
        return at + 1

    def _break(self, at: int) -> None:
        """Begin a clause of its own; what one of speech before it tells depends on that."""
        before = self._main(self._now)
        self._now = self._new(matrix=before if before.verb is not None and self._quoted else None)
        self._last = None

    def _main(self, now: _Open) -> _Open:
        while now.outer is not None:
            now = now.outer
        return now

    def _punctuation(self, at: int) -> int:
        text = self._tokens[at].text
        if text in ":;.!?" and (self._now.verb is not None or self._now.phrases):
            before = self._main(self._now)
            self._now = self._new(matrix=before if text == ":" and before.verb is not None else None)
        self._last = None
        return at + 1

    def _comma(self, at: int) -> int:
        now = self._now
        self._last = None if now.nonfinite != "relative" else self._last
        if now.outer is not None and (now.verb is not None or now.head is not None):
            if (
                now.outer.verb is None
                or now.opener in ("complementizer", "adverbial")
                and now.head is not None
                or now.nonfinite
            ):
                self._now = now.outer
        elif now.opener == "adverbial" and now.verb is not None and now.outer is None and now.matrix is None:
            self._leading.append(now)
            self._now = self._new()
        self._now.joining = False
        self._own(at, at + 1)
        return at + 1

    def _opener(self, at: int, tag: str) -> int:
        now = self._now
        self._marker_at = None
        if tag == "relative":
            described = self._described(at)
            if described is not None:
                self._now = self._new(
                    opener="complementizer", opener_at=at, head=described.items[-1].head, matrix=now, outer=now
                )
                self._now.described = described
            else:
                self._now = self._new(
                    opener="complementizer", opener_at=at, matrix=now if now.verb is not None else None, outer=now
                )
            self._own(at, at + 1)
            self._last = None
            return at + 1
        started = now.verb is not None or now.subject is not None
        if tag == "adverbial" and not started and not now.phrases:
            now.opener, now.opener_at = "adverbial", at
        else:
            outer = now if started else now.outer
            matrix = now if now.verb is not None else None
            follows = tag == "complementizer" and self._last is not None and self._last.end == at
            before = self._last if follows else None
            self._now = self._new(opener=tag, opener_at=at, matrix=matrix, outer=outer, before=before)
        self._own(at, at + 1)
        self._last = None
        return at + 1

    def _described(self, at: int) -> Phrase | None:
        """Return the phrase right before a relative word, past a comma or an adposition."""
        before = at - 1
        while before >= 0 and self._tokens[before].tag in ("comma", "adposition"):
            before -= 1
        phrases = self._now.phrases
        for number in range(len(phrases) - 1, -1, -1):
            phrase = phrases[number]
            if phrase.items[0].start <= before < phrase.end:
                apart = number and self._names_place(phrase) and phrases[number - 1].end == phrase.marker_at
                return phrases[number - 1] if apart else phrase  # "an attack in Colombo that killed 50"
        return None

    def _names_place(self, phrase: Phrase) -> bool:
        """Tell a place under an adposition, which what follows it seldom describes ("marched in Rome demanding")."""
        match = self._sentence.covered[phrase.items[-1].head]
        named = match is not None and match.entity is not None and match.kind in PLACES | STATES
        return phrase.marker is not None and named

    # ---- verbs ---------------------------------------------------------------------------------------

    def _verb_group(self, at: int) -> int:
        end, main, reading = self._group(at)
        if reading is None:
            self._own(at, end)
            return end
        self._tokens[main].tag, self._tokens[main].verb = "verb", reading
        if reading.form == "infinitive":
            self._infinitive(at)
        elif reading.form == "gerund":
            self._gerund(at, main)
        elif reading.form == "participle":
            self._participle(at)
        else:
            self._finite(at)
        now = self._now
        now.verb, now.reading = main, reading
        now.joining = False
        self._own(at, end)
        self._marker_at = None
        self._last = None
        now.pending = None
        end = self._inverted(now, end)
        return end

    def _group(self, at: int) -> tuple[int, int, VerbReading | None]:
        """Read auxiliaries, negation and adverbs up to the main verb: where it ends, the main verb, its reading."""
        tokens, shapes = self._tokens, self._shapes
        negative = infinitive = False
        forms: list[str] = []
        lemmas: list[str] = []
        main: int | None = None
        last = at
        i = at
        while i < len(tokens):
            tag = tokens[i].tag
            if tag == "infinitive" and i == at:
                infinitive = True
            elif tag == "negator":
                negative = True
            elif tag == "auxiliary":
                auxiliary = shapes[i].auxiliary
                if auxiliary is None:
                    break
                if lemmas and auxiliary.form == "gerund" and lemmas[-1] != "be":
                    break
                forms.append("modal" if auxiliary.modal else auxiliary.form)
                lemmas.append(auxiliary.lemma)
                negative = negative or auxiliary.negative
                last = i
            elif tag == "verb" and self._is_copula(i):
                forms.append("past" if shapes[i].past is tokens[i].verb else "present")
                lemmas.append("be")
                last = i
            elif tag == "verb":
                main = i
                break
            elif tag == "adverb" and i + 1 < len(tokens) and self._goes_on(i + 1):
                pass
            else:
                break
            i += 1
        if main is not None:
            reading = self._reading(main, forms, lemmas, infinitive, negative)
            if reading is None and lemmas:
                main = None
            elif reading is not None:
                return main + 1, main, reading
        if not lemmas:
            return at + 1, at, None
        form: VerbForm = "infinitive" if infinitive else "gerund" if forms[0] == "gerund" else "finite"
        tense = "past" if forms[0] == "past" else "present"
        mood = "subjunctive" if infinitive else "indicative"
        takes = lemmas[-1] != "be"
        copula = VerbReading(lemmas[-1], None, form, tense, mood, negative, "active", "3sg", None, False, takes)
        return last + 1, last, copula

    def _is_copula(self, at: int) -> bool:
        """Tell a verb that like "be" makes a passive with the participle right after it ("remains committed")."""
        verb = self._tokens[at].verb
        if verb is None or verb.lemma not in self._sentence.language.copular or at + 1 >= len(self._tokens):
            return False
        following = self._shapes[at + 1]
        return self._tokens[at + 1].tag == "verb" and following.participle is not None and not following.base

    def _goes_on(self, at: int) -> bool:
        """Tell whether a verb group goes on at a token, past adverbs."""
        while at < len(self._tokens) and self._tokens[at].tag in ("adverb", "negator"):
            at += 1
        return at < len(self._tokens) and self._tokens[at].tag in ("verb", "auxiliary")

    def _reading(
        self, main: int, forms: list[str], lemmas: list[str], infinitive: bool, negative: bool
    ) -> VerbReading | None:
        """Return the reading of the main verb after its auxiliaries, None where the two do not go together."""
        shape = self._shapes[main]
        last = lemmas[-1] if lemmas else ""
        if last == "be":
            found = shape.participle or shape.gerund
            if found is None:
                return None
        elif last == "have":
            found = shape.participle
            if found is None:
                return None
        elif last in ("will", "do") or infinitive and not lemmas:
            found = shape.base or (shape.gerund if infinitive else None)
            if found is None:
                return None
        elif last:
            found = shape.base or shape.participle
        else:
            return self._plain(main, shape, negative)
        if found is None:
            return None
        voice: Voice = "passive" if last == "be" and found.form == "participle" else "active"
        form: VerbForm = "infinitive" if infinitive else "gerund" if forms and forms[0] == "gerund" else "finite"
        tense = "past" if forms and forms[0] == "past" else "perfect" if "have" in lemmas else "present"
        mood = "subjunctive" if form == "infinitive" else "indicative"
        return self._tagger.reading(found, form, tense, mood, negative, voice)

    def _opens_content(self, at: int) -> bool:
        """Tell whether a complementizer follows, past a short phrase: "denied on Sunday that"."""
        for token in self._tokens[at : at + _CONTENT_REACH]:
            if token.tag == "complementizer":
                return True
            if token.tag not in ("adposition", "time", "definite", "noun", "name", "adverb"):
                return False
        return False

    def _reduces(self, now: _Open, main: int, has_object: bool, following: str) -> bool:
        """Tell a participle that describes the object before it from the verb of a clause that somebody tells."""
        if now.verb is None or has_object or following == "infinitive" or self._tells(now) or now.joining:
            return False
        last = self._last
        return last is not None and last is now.object and last.end == main and self._heads(last)

    def _describe(self, now: _Open) -> None:
        """Read a clause that lacks its object as one about the phrase before its complementizer."""
        if now.described is None and now.before is not None:
            now.described, now.head = now.before, now.before.items[-1].head

    def _with_negation(self, verb: VerbReading, negative: bool) -> VerbReading:
        return self._tagger.reading(verb, verb.form, verb.tense, verb.mood, True, verb.voice) if negative else verb

    def _plain(self, main: int, shape: Shape, negative: bool) -> VerbReading | None:
        """Return the reading of a verb without auxiliary."""
        chosen = self._tokens[main].verb
        if shape.gerund:
            return self._with_negation(shape.gerund, negative)
        if shape.past and shape.participle and (chosen is None or chosen.form != "infinitive"):
            return self._past_or_participle(main, shape, negative)
        if shape.participle and not shape.past:
            return self._with_negation(shape.participle, negative)
        if chosen is None:
            return None
        tense = "past" if chosen.tense == "past" else "present"
        return self._tagger.reading(chosen, "finite", tense, "indicative", negative, "active")

    def _past_or_participle(self, main: int, shape: Shape, negative: bool) -> VerbReading:
        """Tell "the army attacked the town" from "the town attacked by the army"."""
        past, participle = shape.past, shape.participle
        assert past is not None and participle is not None
        active = self._with_negation(past, negative)
        reduced = self._with_negation(participle, negative)
        now = self._now
        after = main + 1
        while after < len(self._tokens) and self._tokens[after].tag in ("adverb", "particle"):
            after += 1
        following = self._tokens[after].tag if after < len(self._tokens) else "punctuation"
        has_object = self._sentence.starts_nominal(after, len(self._tokens)) and following != "time"
        marked = self._sentence.marker(after) if after < len(self._tokens) else None
        by = marked is not None and marked[1].name == self._sentence.language.profile["agent_marker"]
        gerund = following == "verb" and self._shapes[after].gerund is not None
        joined = (
            following == "coordinator" and after + 1 < len(self._tokens) and self._shapes[after + 1].past is not None
        )
        told = (
            gerund
            or joined
            or self._opens_content(after)
            or following in ("complementizer", "quote")
            or following == "infinitive"
            and past.lemma in self._subject_control
        )
        passive = by and past.transitive or past.needs_object and not has_object and not told
        if (
            self._marker_at is not None
            or now.verb is None
            and now.subject is None
            and now.head is None
            and now.opener is None
        ):
            return active if has_object and main else reduced
        if not passive and self._reduces(now, main, has_object or joined, following):
            return reduced  # "detained people suspected of theft"
        if not passive:
            return active
        if now.verb is None and now.subject is not None and not by and (now.described or now.before):
            self._describe(now)
            return active  # "the bridge that troops destroyed"
        if now.verb is None and not self._finite_ahead(after):
            return self._tagger.reading(
                participle, "finite", "past", "indicative", negative, "passive"
            )  # a headline: "Three killed in blast"
        return reduced

    def _tells(self, now: _Open) -> bool:
        return now.reading is not None and now.reading.lemma in self._sentence.language.speech

    def _back(self, at: int) -> int:
        """Return the token after the last one before a verb that is no adverb."""
        while at > 0 and self._tokens[at - 1].tag in ("adverb", "negator", "time"):
            at -= 1
        return at

    def _finite_ahead(self, at: int) -> bool:
        """Tell whether a finite verb follows without a comma or opener before it."""
        for i in range(at, len(self._tokens)):
            tag = self._tokens[i].tag
            if tag in ("comma", "punctuation", "quote", "complementizer", "relative", "adverbial", "coordinator"):
                return False
            if tag == "auxiliary":
                auxiliary = self._shapes[i].auxiliary
                return auxiliary is not None and auxiliary.form in _FINITE_FORMS
            if tag == "verb" and (verb := self._tokens[i].verb) is not None and verb.form == "finite":
                return True
        return False

    def _inverted(self, now: _Open, end: int) -> int:
        """Read the subject after a verb of speech that follows what was said (“...,” said the minister)."""
        if (
            now.subject is None
            and now.reading is not None
            and now.reading.form == "finite"
            and self._tells(now)
            and now.head is None
        ):
            at = end
            if self._sentence.starts_nominal(at, len(self._tokens)):
                phrase = self._sentence.phrase(at, len(self._tokens))
                if phrase is not None and self._heads(phrase):
                    now.subject = phrase
                    now.phrases.append(phrase)
                    self._own(at, phrase.end)
                    self._last = phrase
                    return phrase.end
        return end

    # ---- where a verb belongs ------------------------------------------------------------------------

    def _finite(self, at: int) -> None:
        now = self._now
        if now.verb is None:
            self._complete(now)
            return
        waiting = self._waiting(now)
        if now.joining and now.pending is None:
            joined = self._new(opener=now.opener, head=now.head, matrix=now, coordinated=True, outer=now.outer)
            joined.subject, joined.described = now.subject, now.described
            self._now = joined
            return
        subject = now.pending
        if waiting is not None and (subject is None or waiting.subject is not None and not now.joining):
            self._now = waiting
            self._complete(waiting)
            return
        apart = subject is not None and self._after_comma(subject)  # "..., his spokesman said"
        made = self._new(matrix=None if apart else now, outer=now.outer, coordinated=now.joining)
        if subject is not None:
            self._move(subject, now, made)
            made.subject = subject
            if self._tells(now) and not now.joining and not apart:
                made.opener = "complementizer"
        elif now.joining:
            made.subject = now.subject
        self._now = made

    def _after_comma(self, phrase: Phrase) -> bool:
        """Tell whether a comma stands before a phrase, past its article."""
        at = phrase.marker_at - 1
        return at >= 0 and self._tokens[at].tag in ("comma", "quote")

    def _complete(self, now: _Open) -> None:
        """Give a clause its subject where a relative word stands for it."""
        if now.subject is None and now.described is not None:
            now.subject = now.described
        elif now.described is not None and now.object is None and now.head is not None:
            now.object = now.described
        for made in self._opens:
            if made.outer is now and made.nonfinite and made.subject is None and made.matrix is None:
                made.subject, made.matrix = now.subject, now  # "before attacking the barracks, the rebels ..."
        for leading in self._leading:
            leading.matrix = leading.matrix or now
        self._leading.clear()

    def _waiting(self, now: _Open) -> _Open | None:
        """Return the clause around one that still lacks its verb."""
        outer = now.outer
        while outer is not None:
            if outer.verb is None and outer.subject is not None:
                return outer
            outer = outer.outer
        return None

    def _move(self, phrase: Phrase, old: _Open, new: _Open) -> None:
        """Give a phrase to the clause whose subject it turned out to be."""
        old.phrases = [p for p in old.phrases if p is not phrase]
        if old.object is phrase:
            old.object = None
        if old.second is phrase:
            old.second = None
        old.pending = None
        new.phrases.append(phrase)
        for at in range(phrase.items[0].start, phrase.end):
            self._owner[at] = new

    def _below(self, opener: str, subject: Phrase | None) -> None:
        """Begin the clause of an infinitive, gerund or participle, below the one under construction."""
        now = self._now
        matrix = now if now.verb is not None else now.matrix
        self._now = self._new(opener=opener, matrix=matrix, outer=now)
        self._now.subject = subject
        self._now.nonfinite = opener

    def _infinitive(self, at: int) -> None:
        now = self._now
        subject = now.subject
        if now.verb is not None:
            passive = now.reading is not None and now.reading.voice == "passive"
            lemma = now.reading.lemma if now.reading else ""
            if (
                now.object is not None
                and not passive
                and lemma not in self._subject_control
                and self._heads(now.object)
            ):
                subject = now.object
        if now.joining and now.nonfinite == "infinitive":
            subject = now.subject
            self._now = self._new(opener="infinitive", matrix=now.matrix, outer=now.outer, coordinated=True)
            self._now.subject, self._now.nonfinite = subject, "infinitive"
            return
        self._below("infinitive", subject)

    def _gerund(self, at: int, main: int) -> None:
        now = self._now
        if self._marker_at is not None:
            accused = (
                now.object
                if now.verb is not None and now.object is not None and self._heads(now.object)
                else now.subject
            )
            if now.reading is not None and now.reading.voice == "passive":
                accused = now.subject
            marker = self._sentence.marker(self._marker_at)
            temporal = marker is not None and marker[1].name in self._sentence.language.profile["temporal_markers"]
            self._below("adverbial" if temporal else "gerund", now.subject if temporal else accused)
            return
        if (
            self._last is not None
            and self._last.end == self._back(at)
            and now.phrases
            and now.phrases[-1] is self._last
            and not self._names_place(self._last)
        ):
            head = self._last.items[-1].head
            self._below("gerund", self._last)
            self._now.described, self._now.head = self._last, head
            return
        if now.verb is None and now.subject is None and now.opener is None and not now.phrases:
            now.nonfinite = "gerund"
            return
        self._below("gerund", now.subject)

    def _participle(self, at: int) -> None:
        now = self._now
        last = self._last
        if last is not None and now.phrases and now.phrases[-1] is last:
            self._below("participle", last)
            self._now.head, self._now.described = last.items[-1].head, last
            return
        if now.joining and now.verb is not None and now.reading is not None and now.reading.voice == "passive":
            self._now = self._new(opener=now.opener, head=now.head, matrix=now, outer=now.outer, coordinated=True)
            self._now.subject, self._now.described = now.subject, now.described
            return
        self._below("participle", now.subject)

    # ---- the result ----------------------------------------------------------------------------------

    def _result(self) -> Reading:
        for leading in self._leading:
            leading.matrix = None
        spans: dict[int, list[tuple[int, int]]] = {}
        for at, owner in enumerate(self._owner):
            if owner is None:
                continue
            runs = spans.setdefault(id(owner), [])
            if runs and runs[-1][1] == at:
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
        kept = [made for made in self._opens if id(made) in spans]
        kept.sort(key=lambda made: spans[id(made)][0][0])
        number = {id(made): i for i, made in enumerate(kept)}
        clauses = [
            Clause(
                made.verb, spans[id(made)], made.opener, made.opener_at, made.head,
                number.get(id(made.matrix)), made.coordinated, made.phrases, None, made.quoted,
            )
            for made in kept
        ]  # fmt: skip
        for made in kept:
            self._share_object(made)
        return Reading(clauses, [Arguments(made.subject, made.object, made.second) for made in kept])

    def _share_object(self, made: _Open) -> None:
        """Give a verb the object of the one joined to it: "shot and killed a man"."""
        first = made.matrix
        if first is None or not made.coordinated or made.object is None or first.verb is None or made.verb is None:
            return
        joined = all(token.tag in ("coordinator", "adverb") for token in self._tokens[first.verb + 1 : made.verb])
        if first.object is None and joined and first.reading is not None and first.reading.transitive:
            first.object = made.object
