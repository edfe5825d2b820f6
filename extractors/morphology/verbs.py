"""Verbs: every form of a verb from its stems, and from a form back to the verb."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..native import mypyc_attr
from .beginnings import Beginnings
from .readings import VerbReading
from .tables import (
    CONSONANT,
    ELIDED,
    Affixes,
    VerbPrefix,
    VerbSuffix,
    imperatives,
    past_suffixes,
    present_forms,
    sound,
    verb_prefixes,
)

_T = TypeVar("_T")


class Verb(NamedTuple):
    """A line of the verb table; stems stand without the preverb and without a postverb."""

    infinitive: str
    preverb: str
    past: tuple[str, ...]
    present: tuple[str, ...]
    passive: tuple[str, ...]
    transitive: bool


class _Stem(NamedTuple):
    """A stem as it stands in a form: present stems have their personal ending already.

    `sound` is the kind of sound a past stem ends in; `postverb` tells that the verb's
    own postverb must follow, `directed` that some postverb must.
    """

    verb: Verb
    kind: str
    voice: str
    person: str
    postverb: bool
    sound: str = ""
    directed: bool = False


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
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
        self._verbs = {verb.infinitive: verb for verb in verbs}
        preverbs = dict.fromkeys(verb.preverb for verb in self._verbs.values() if verb.preverb)
        self._prefixes = _folded(verb_prefixes(affixes, preverbs), key)
        ends = {kind: endings[0] for kind, endings in affixes["sounds"].items() if kind != CONSONANT}
        self._past = {kind: _folded(table, key, ends.get(kind, "")) for kind, table in past_suffixes(affixes).items()}
        self._present = {key(text): value for text, value in self._after_present().items()}
        stems: dict[str, dict[_Stem, None]] = {}
        inner: dict[str, list[_Stem]] = {}  # before an ending the last letters may be folded too
        for verb in self._verbs.values():
            for text, stem in self._stems_of(verb):
                stems.setdefault(key(text), {})[stem] = None
                if key(text + "x")[:-1] != key(text):
                    inner.setdefault(key(text + "x")[:-1], []).append(stem)
        self._stems = {text: tuple(found) for text, found in stems.items()}
        self._inner = self._stems | {text: (*self._stems.get(text, ()), *found) for text, found in inner.items()}
        self._rests = {rest for table in self._past.values() for rest in table} | set(self._present)
        self._prefix_beginnings = Beginnings(self._prefixes)
        self._stem_beginnings = Beginnings(filter(None, self._inner))

    def nominals(self) -> Iterator[tuple[str, VerbReading]]:
        """Yield every verbal noun and passive participle in dictionary form, unfolded, with its reading.

        Verbal nouns come with and without negation.
        """
        passive = self._affixes["verb"]["passive"]
        for verb in self._verbs.values():
            after = self._postverb if verb.infinitive.endswith(self._postverb) else ""
            base = VerbReading(
                verb.infinitive, None, "infinitive", "", "", False, "active", "", None, False, verb.transitive
            )
            forms = [(text, base._replace(negative=negative)) for text, negative in self._infinitives_of(verb)]
            for stem in verb.passive:
                for name in ("infinitive", "participle"):
                    reading = base._replace(form=name, voice="passive")
                    forms.append((verb.preverb + stem + passive[name], reading))
            for text, reading in forms:
                yield text + after, reading
                # Every verb has a form with the postverb; where the table has no line of its own it is a repetition.
                again = text + self._postverb
                if not after and reading.form == "infinitive" and verb.infinitive + self._postverb not in self._verbs:
                    yield again, reading._replace(lemma=verb.infinitive + self._postverb)

    def participles(self) -> Iterator[tuple[str, str, bool]]:
        """Yield every active participle with its infinitive, and whether it differs from the finite past."""
        endings = self._affixes["verb"]["participle"]
        for verb in self._verbs.values():
            after = self._postverb if verb.infinitive.endswith(self._postverb) else ""
            for past in verb.past:
                ending = endings.get(sound(past, self._affixes), endings["vowel"])
                yield verb.preverb + past + ending + after, verb.infinitive, bool(ending)

    def analyze(self, folded: str, host: bool = False) -> tuple[VerbReading, ...]:
        """Return the readings of a folded form as a finite verb, or none.

        With `host` the form follows the nominal of a light verb in the same word, which
        takes the place of a preverb: the subjunctive may then be bare, and a clitic stands alone.
        """
        found: dict[VerbReading, None] = {}
        for cut in self._prefix_beginnings.lengths(folded):
            prefixes = self._prefixes.get(folded[:cut]) if cut < len(folded) else None
            if prefixes is None:
                continue
            for size in self._stem_beginnings.lengths(folded, cut):
                end = cut + size
                rest = folded[end:]
                if end > len(folded) or rest not in self._rests:
                    continue
                for stem in (self._inner if rest else self._stems).get(folded[cut:end], ()):
                    endings = self._ends(stem, rest)
                    if endings:
                        for prefix in prefixes:
                            if prefix.fits(folded, cut):
                                found.update(dict.fromkeys(self._combine(prefix, stem, endings, host)))
        return tuple(sorted(found, key=_rare)) if found else ()

    def paradigm(self, infinitive: str) -> list[tuple[str, VerbReading]]:
        """Return the finite forms of a verb without clitics and "also", in dictionary spelling, with their readings.

        Raises KeyError for a verb that the table does not have.
        """
        verb = self._verbs[infinitive]
        past = past_suffixes(self._affixes)
        forms: dict[tuple[str, VerbReading], None] = {}
        prefixes = [
            (text, prefix)
            for text, found in verb_prefixes(self._affixes, filter(None, [verb.preverb])).items()
            for prefix in found
            if prefix.preverb == verb.preverb and prefix.clitic is None and not prefix.also
        ]
        for text, stem in self._stems_of(verb):
            for rest, endings in self._all_endings(stem, past):
                for before, prefix in prefixes:
                    if prefix.fits(text):
                        for reading in self._combine(prefix, stem, endings, False):
                            if reading.lemma == infinitive and reading.clitic is None:
                                forms[before + text + rest, reading] = None
        return list(forms)

    def _infinitives_of(self, verb: Verb) -> Iterator[tuple[str, bool]]:
        rule = self._affixes["verb"]["infinitive"]
        for past in verb.past:
            yield verb.preverb + past + rule["ending"], False
            yield verb.preverb + rule["negation"] + past + rule["ending"], True

    def _after_present(self) -> dict[str, VerbSuffix]:
        """What may follow a present form: goal, postverb, "also"."""
        plain = VerbSuffix("present", "", None, False, False)
        table = {"": plain, self._goal: plain._replace(goal=True), self._postverb: plain._replace(postverb=True)}
        for also in self._affixes["verb"]["also"]["forms"]:
            table[also] = plain._replace(also=True)
            table[self._postverb + also] = plain._replace(postverb=True, also=True)
        return table

    def _ends(self, stem: _Stem, rest: str) -> tuple[VerbSuffix, ...]:
        if stem.kind == "past":
            return self._past[stem.sound].get(rest, ())
        suffix = self._present.get(rest)
        return (suffix,) if suffix and not (stem.kind == "imperative" and suffix.also) else ()

    def _all_endings(
        self, stem: _Stem, past: dict[str, dict[str, tuple[VerbSuffix, ...]]]
    ) -> Iterator[tuple[str, tuple[VerbSuffix, ...]]]:
        if stem.kind == "past":
            for rest, found in past[stem.sound].items():
                plain = tuple(suffix for suffix in found if not (suffix.also or suffix.clitic))
                if plain:
                    yield rest, plain
        else:
            for rest, suffix in self._after_present().items():
                if not suffix.also:
                    yield rest, (suffix,)

    def _stems_of(self, verb: Verb) -> Iterator[tuple[str, _Stem]]:
        postverb = verb.infinitive.endswith(self._postverb)
        passive, contraction = self._affixes["verb"]["passive"], self._affixes["verb"]["contraction"]
        for past in verb.past:
            yield past, _Stem(verb, "past", "active", "", postverb, sound(past, self._affixes))
            if past.endswith(contraction["from"]):
                text = past.removesuffix(contraction["from"]) + contraction["to"]
                yield text, _Stem(verb, "past", "active", "", postverb, ELIDED)
        for present in verb.present:
            for text, person in present_forms(present, self._affixes):
                yield text, _Stem(verb, "present", "active", person, postverb)
            for text, directed in imperatives(present, self._affixes):
                yield text, _Stem(verb, "imperative", "active", "2sg", postverb, "", directed)
        for stem in verb.passive:
            past = stem + passive["past"]
            yield past, _Stem(verb, "past", "passive", "", postverb, sound(past, self._affixes))
            for text, person in present_forms(stem + passive["present"], self._affixes):
                yield text, _Stem(verb, "present", "passive", person, postverb)

    def _combine(
        self, prefix: VerbPrefix, stem: _Stem, endings: tuple[VerbSuffix, ...], host: bool
    ) -> list[VerbReading]:
        if stem.verb.preverb != prefix.preverb:
            return []
        if stem.kind == "past":
            return self._past_readings(prefix, stem, endings) if prefix.stem == "past" else []
        if prefix.stem != "present":
            return []
        mood = prefix.mood
        if stem.kind == "imperative":
            if mood != "subjunctive" or host:
                return []
            mood = "imperative"
        return [
            self._reading(stem, "present", mood, prefix.negative, stem.person, prefix.clitic, suffix)
            for suffix in endings
            if (suffix.postverb or not stem.directed) and self._goes_with(stem, suffix)
        ]

    def _past_readings(self, prefix: VerbPrefix, stem: _Stem, endings: tuple[VerbSuffix, ...]) -> list[VerbReading]:
        found: list[VerbReading] = []
        agent = stem.verb.transitive and stem.voice == "active"  # whether an agent's clitic may end the form
        for suffix in endings:
            if suffix.clitic and (prefix.clitic or not agent) or not self._goes_with(stem, suffix):
                continue
            if prefix.tenses and suffix.tense not in prefix.tenses:
                continue
            tense = prefix.tense if prefix.tense and suffix.tense == "past" else suffix.tense
            mood = "subjunctive" if "subjunctive" in tense or tense == "conditional" else prefix.mood
            clitic = prefix.clitic or suffix.clitic
            found.append(self._reading(stem, tense, mood, prefix.negative, suffix.person, clitic, suffix))
        return found

    def _goes_with(self, stem: _Stem, suffix: VerbSuffix) -> bool:
        """Tell whether the postverb is there if the verb has one; a verb with a line of its own has that said there."""
        if stem.postverb or not suffix.postverb:
            return stem.postverb == suffix.postverb
        return stem.verb.infinitive + self._postverb not in self._verbs

    def _reading(
        self, stem: _Stem, tense: str, mood: str, negative: bool, person: str, clitic: str | None, suffix: VerbSuffix
    ) -> VerbReading:
        lemma = stem.verb.infinitive
        if suffix.postverb and not stem.postverb:
            lemma += self._postverb
        return VerbReading(
            lemma, None, "finite", tense, mood, negative, "passive" if stem.voice == "passive" else "active",
            person, clitic, suffix.goal, stem.verb.transitive and stem.voice != "passive",
        )  # fmt: skip


def _rare(reading: VerbReading) -> bool:
    """Tell the readings that a form seldom has beside others: imperfect and subjunctives of the past."""
    return reading.tense == "imperfect" or reading.tense != "present" and reading.mood == "subjunctive"


def _folded(
    table: Mapping[str, tuple[_T, ...]], key: Callable[[str], str], before: str = ""
) -> dict[str, tuple[_T, ...]]:
    """Return a table under folded strings, what falls together side by side.

    `before` is what a piece of a word before each string ends in: letters may be folded across the seam.
    """
    found: dict[str, dict[_T, None]] = {}
    for text, readings in table.items():
        folded = key(before + text)
        for string in {key(text), folded[len(before) :] if folded.startswith(before) else key(text)}:
            found.setdefault(string, {}).update(dict.fromkeys(readings))
    return {text: tuple(readings) for text, readings in found.items()}
