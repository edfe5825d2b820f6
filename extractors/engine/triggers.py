"""Whether the words of a sentence could make a trigger: what is cheap to ask before a sentence is analysed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..morphology.readings import REMEMBERED, Word
from ..native import mypyc_attr
from ..rules.model import Rule

if TYPE_CHECKING:
    from ..language import Language
    from .predicates import RuleIndex


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to stand in a sentence so that a word of it is part of a trigger.

    All of `words`, one of `verbs` unless that is empty, and all words of one of `requires` unless that is empty; all
    are folded.
    """

    words: frozenset[str]
    verbs: frozenset[str]
    requires: tuple[frozenset[str], ...]

    def holds(self, words: set[str], verbs: set[str]) -> bool:
        """Tell whether it does, by the keys of all words and the keys of all verbs of the sentence."""
        return (
            self.words <= words
            and (not self.verbs or not self.verbs.isdisjoint(verbs))
            and (not self.requires or any(one <= words or one <= words | verbs for one in self.requires))
        )


class _Form:
    """What a word form adds to a sentence: whether it is a trigger by itself, or on which conditions; keys of verbs."""

    __slots__ = ("conditions", "is_trigger", "verbs")

    def __init__(self, is_trigger: bool, conditions: tuple[Condition, ...], verbs: tuple[str, ...]) -> None:
        self.is_trigger = is_trigger
        self.conditions = conditions
        self.verbs = verbs


_NOTHING = _Form(False, (), ())


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class TriggerTest:
    """Tells which sentences may have a predicate: of all others none is found, in some of these neither."""

    def __init__(self, index: RuleIndex, language: Language) -> None:
        self._index = index
        self._key = language.key
        self._aliases = language.verb_aliases
        self._verb_forms = language.verb_forms if language.profile.get("verb_form") else {}
        verbs = () if language.is_medial else language.verbs()
        self._preverbs = frozenset(verb.preverb for verb in verbs if verb.preverb)
        self._by_word: dict[str, dict[Condition, None]] = {}
        self._by_verb: dict[str, dict[Condition, None]] = {}
        self._forms: dict[str, _Form] = {}
        self._shared: dict[frozenset[str], frozenset[str]] = {}
        for rule in index.rules:
            self._add(rule)

    def __call__(self, words: Sequence[Word]) -> bool:
        """Tell whether these words, all of a sentence, could make a trigger."""
        forms: list[_Form] = []
        is_open = False
        for word in words:
            form = self._forms.get(word.text) or self._form(word)
            if form.is_trigger:
                return True
            if form.conditions:
                is_open = True
            forms.append(form)
        if not is_open:
            return False
        keys = {key for word in words for key in word.keys}
        verbs = {verb for form in forms for verb in form.verbs}
        verbs |= self._with_preverbs(words, verbs)
        return any(condition.holds(keys, verbs) for form in forms for condition in form.conditions)

    def _with_preverbs(self, words: Sequence[Word], verbs: set[str]) -> set[str]:
        """Return the keys of verbs with the preverbs of the sentence, which may be written apart."""
        preverbs = {word.text for word in words if word.text in self._preverbs}
        return {self._key(preverb) + verb for preverb in preverbs for verb in verbs}

    def _form(self, word: Word) -> _Form:
        if len(self._forms) >= REMEMBERED:
            self._forms.clear()
        readings = [*word.verbs, *(noun.verb for noun in word.nouns if noun.verb)]
        if "verb_form" in word.classes and word.keys[0] in self._verb_forms:
            readings.append(self._verb_forms[word.keys[0]])
        verbs: set[str] = set()
        for reading in readings:
            lemma = self._key(reading.lemma)
            verbs.update((lemma, self._index.reading_key(reading)), self._aliases.get(lemma, ()))
        found: dict[Condition, None] = {}
        for key in word.keys:
            found.update(self._by_word.get(key, {}))
        for verb in sorted(verbs):
            found.update(self._by_verb.get(verb, {}))
        alone = any(not (c.words or c.verbs or c.requires) for c in found)
        form = _Form(alone, () if alone else tuple(found), tuple(sorted(verbs))) if found or verbs else _NOTHING
        self._forms[word.text] = form
        return form

    # ---- the rules -------------------------------------------------------------------------------------

    def _add(self, rule: Rule) -> None:
        requires = tuple(self._index.requires.get(rule.id, ()))
        if rule.kind == "verb":
            for lemma in rule.triggers:
                for words, verb in self._index.parts_of(lemma):
                    self._put(words, verb, requires)
            return
        for trigger in rule.triggers:
            for path in self._index.paths(trigger):
                if rule.kind == "light-verb":
                    for light in rule.light:
                        for words, verb in self._index.parts_of(light):
                            self._put({*path, *words}, verb, requires, max(path, key=len))
                            if len(path) == 1:  # nominal and verb in one word
                                self._put(words, self._key(path[0] + verb), requires)
                else:
                    self._put(path, None, requires)

    def _put(
        self, words: Collection[str], verb: str | None, requires: tuple[frozenset[str], ...], anchor: str | None = None
    ) -> None:
        """Note a trigger of some words and a verb under the most telling of its words, else under its verb."""
        at = anchor or max(words, key=len, default=None)
        rest = self._set(word for word in words if word != at)
        if at is None:
            assert verb is not None
            self._by_verb.setdefault(verb, {})[Condition(rest, self._set(()), requires)] = None
        else:
            self._by_word.setdefault(at, {})[Condition(rest, self._set([verb] if verb else ()), requires)] = None

    def _set(self, words: Iterable[str]) -> frozenset[str]:
        """Return a set of words, one object for equal ones."""
        found = frozenset(words)
        return self._shared.setdefault(found, found)
