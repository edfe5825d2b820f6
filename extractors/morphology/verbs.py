"""Verbs: every form of a verb from its stems, and from a form back to the verb."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .readings import VerbReading
from .tables import Affixes, VerbPrefix, past_suffixes, present_forms, sound, verb_prefixes


@dataclass(frozen=True, slots=True)
class Verb:
    """A line of the verb table; stems stand without the preverb and without a postverb."""

    infinitive: str
    preverb: str
    past: tuple[str, ...]
    present: tuple[str, ...]
    passive: tuple[str, ...]
    transitive: bool


@dataclass(frozen=True, slots=True)
class _Stem:
    """A stem as it stands in a form: present stems have their personal ending already."""

    verb: Verb
    kind: str
    voice: str
    person: str
    postverb: bool


class VerbAnalyzer:
    """Read word forms as forms of the verbs given.

    `key` folds spellings; all tables hold folded strings, so that a form is found
    whichever spelling of its stem and endings the text has.
    """

    def __init__(self, verbs: Iterable[Verb], affixes: Affixes, key: Callable[[str], str]) -> None:
        self._key = key
        self._affixes = affixes
        self._postverb: str = affixes["verb"]["postverb"]
        self._goal: str = affixes["verb"]["goal"]
        self._prefixes = verb_prefixes(affixes, key)
        self._longest_prefix = max(map(len, self._prefixes))
        self._past = past_suffixes(affixes, key)
        self._present_suffixes = self._after_present()
        self._verbs = tuple(verbs)
        self._infinitives = {verb.infinitive for verb in self._verbs}
        self._stems: dict[str, tuple[_Stem, ...]] = {}
        self._sounds: dict[str, str] = {}
        stems: dict[str, dict[_Stem, None]] = {}
        for verb in self._verbs:
            for text, stem in self._stems_of(verb):
                stems.setdefault(key(text), {})[stem] = None
                self._sounds.setdefault(key(text), sound(text, affixes))
        self._stems = {text: tuple(found) for text, found in stems.items()}
        self._longest_stem = max(map(len, self._stems), default=0)

    def nominals(self) -> Iterator[tuple[str, VerbReading]]:
        """Yield every verbal noun and participle in dictionary form, unfolded, with its reading."""
        passive, ending = self._affixes["verb"]["passive"], self._affixes["verb"]["infinitive"]["ending"]
        for verb in self._verbs:
            after = self._postverb if verb.infinitive.endswith(self._postverb) else ""
            base = VerbReading(
                verb.infinitive, None, "infinitive", "", "", False, "active", "", None, False, verb.transitive
            )
            forms = [(verb.preverb + past + ending, base) for past in verb.past]
            for stem in verb.passive:
                for name in ("infinitive", "participle"):
                    reading = replace(base, form=name, voice="passive")
                    forms.append((verb.preverb + stem + passive[name], reading))
            for text, reading in forms:
                yield text + after, reading
                # Every verb has a form with the postverb; where the table has no line of its own it is a repetition.
                again = text + self._postverb
                if not after and reading.form == "infinitive" and verb.infinitive + self._postverb not in self._infinitives:
                    yield again, replace(reading, lemma=verb.infinitive + self._postverb)

    def analyze(self, folded: str, host: bool = False) -> tuple[VerbReading, ...]:
        """Return the readings of a folded form as a finite verb, or none.

        With `host` the form follows the nominal of a light verb in the same word, which
        takes the place of a preverb: the subjunctive may then be bare, and a clitic stands alone.
        """
        found: dict[VerbReading, None] = {}
        for cut in range(min(self._longest_prefix, len(folded) - 1) + 1):
            prefixes = self._prefixes.get(folded[:cut])
            if prefixes is None:
                continue
            for end in range(cut + 1, min(len(folded), cut + self._longest_stem) + 1):
                stems = self._stems.get(folded[cut:end])
                if stems is None:
                    continue
                rest = folded[end:]
                for prefix in prefixes:
                    for stem in stems:
                        for reading in self._combine(prefix, stem, rest, folded[cut:end], host):
                            found[reading] = None
        return tuple(found)

    def paradigm(self, infinitive: str) -> list[tuple[str, VerbReading]]:
        """Return the finite forms of a verb without object clitics, each with its reading, for people to read.

        Raises KeyError for a verb that the table does not have.
        """
        verb = next((v for v in self._verbs if v.infinitive == infinitive), None)
        if verb is None:
            raise KeyError(infinitive)
        forms: dict[tuple[str, VerbReading], None] = {}
        for text, stem in self._stems_of(verb):
            for before in self._prefixes:
                for after in self._endings(stem, sound(text, self._affixes)):
                    form = before + self._key(text) + after
                    for reading in self.analyze(form):
                        if reading.lemma == infinitive and reading.clitic is None:
                            forms[form, reading] = None
        return list(forms)

    def _endings(self, stem: _Stem, kind: str) -> Iterable[str]:
        return self._past[kind] if stem.kind == "past" else self._present_suffixes

    def _after_present(self) -> dict[str, tuple[bool, bool]]:
        """What may follow a present form: goal, postverb; and the same after a long vowel."""
        table = {"": (False, False), self._goal: (True, False), self._postverb: (False, True)}
        for also in self._affixes["verb"]["also"]["forms"]:
            table[also] = (False, False)
            table[self._postverb + also] = (False, True)
        return {self._key(text): value for text, value in table.items()}

    def _stems_of(self, verb: Verb) -> Iterator[tuple[str, _Stem]]:
        postverb = verb.infinitive.endswith(self._postverb)
        passive = self._affixes["verb"]["passive"]
        for past in verb.past:
            yield past, _Stem(verb, "past", "active", "", postverb)
        for present in verb.present:
            for text, person in present_forms(present, self._affixes):
                yield text, _Stem(verb, "present", "active", person, postverb)
            for ending in self._affixes["verb"]["imperative"]["2sg"]:
                if not (ending and sound(present, self._affixes) != "consonant"):
                    yield present + ending, _Stem(verb, "imperative", "active", "2sg", postverb)
        for stem in verb.passive:
            yield stem + passive["past"], _Stem(verb, "past", "passive", "", postverb)
            for text, person in present_forms(stem + passive["present"], self._affixes):
                yield text, _Stem(verb, "present", "passive", person, postverb)

    def _combine(
        self, prefix: VerbPrefix, stem: _Stem, rest: str, text: str, host: bool
    ) -> Iterator[VerbReading]:
        verb = stem.verb
        if verb.preverb != prefix.preverb:
            return
        if stem.kind == "past":
            if prefix.stem != "past":
                return
            for suffix in self._past[self._sounds[text]].get(rest, ()):
                if prefix.clitic and suffix.clitic or verb.transitive is False and suffix.clitic and stem.voice == "active":
                    continue
                if suffix.clitic and stem.voice == "passive":
                    continue
                tense = "imperfect" if prefix.imperfect and suffix.tense == "past" else suffix.tense
                mood = "subjunctive" if "subjunctive" in tense or tense == "conditional" else prefix.mood
                yield from self._reading(
                    stem, tense, mood, prefix.negative, suffix.person, prefix.clitic or suffix.clitic,
                    suffix.goal, suffix.postverb,
                )  # fmt: skip
            return
        after = self._present_suffixes.get(rest)
        if after is None or prefix.stem != "present":
            return
        mood = prefix.mood
        if stem.kind == "imperative":
            if mood != "subjunctive" or host:
                return
            mood = "imperative"
        yield from self._reading(
            stem, "present", mood, prefix.negative, stem.person, prefix.clitic, after[0], after[1]
        )

    def _reading(
        self, stem: _Stem, tense: str, mood: str, negative: bool, person: str, clitic: str | None,
        goal: bool, postverb: bool,
    ) -> Iterator[VerbReading]:  # fmt: skip
        if stem.postverb and not postverb:
            return
        lemma = stem.verb.infinitive
        if postverb and not stem.postverb:
            lemma += self._postverb
            if lemma in self._infinitives:
                return  # the line of its own says it
        yield VerbReading(
            lemma, None, "finite", tense, mood, negative, "passive" if stem.voice == "passive" else "active",
            person, clitic, goal, stem.verb.transitive and stem.voice != "passive",
        )  # fmt: skip

