"""Tell the language of a text by its letters and function words, and leave undecided what is unsure."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

# A word: letters of any script, with the marks and joiners that may stand inside it.
_WORD: Final = re.compile("[^\\W\\d_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d\u00ad]+[^\\W\\d_]*)*")
_MARKUP: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[/!a-z][^<>]*>", re.DOTALL | re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_NOT_LETTERS: Final = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200d\u00ad]")
_NON_JOINER: Final = "\u200c"
_HEH, _AE = "\u0647", "\u06d5"
_OLD_HEH: Final = re.compile(f"{_HEH}{_NON_JOINER}")
_LETTERS: Final = str.maketrans("\u064a\u0649\u0643\u06aa\u06be", "\u06cc\u06cc\u06a9\u06a9\u0647")
_FOLD: Final = str.maketrans("\u0695\u06b5", "\u0631\u0644")
_LONGEST: Final = 6000
_PIECE: Final = 2000


@dataclass(frozen=True, slots=True)
class Profile:
    """What speaks for one language and against it; all words and affixes folded."""

    code: str
    script: str
    supported: bool
    old_heh: bool
    alphabet: frozenset[str]
    letters: frozenset[str]
    words: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identification:
    """The language found, or None, and why.

    `scores` are points per word, highest first, also for the varieties that are kept
    only so as not to be taken for a supported language; `reason` is one short sentence.
    """

    language: str | None
    words: int
    scores: tuple[tuple[str, float], ...]
    reason: str


class LanguageIdentifier:
    """Identify the language of texts by the tables of `identification.toml`.

    >>> identifier = LanguageIdentifier()
    >>> identifier("The president met the ministers on Monday.").language
    'en'
    >>> identifier("Serokê partiyê ji bo civînê hat.").language
    'kmr'
    >>> identifier("2024").reason
    'no words'
    """

    def __init__(self) -> None:
        data = tomllib.loads((files(__package__) / "identification.toml").read_text(encoding="utf-8"))
        self._profiles = tuple(_profile(row) for row in data["language"])
        self._points: Mapping[str, float] = data["points"]
        self._decision: Mapping[str, float] = data["decision"]
        self._supported = frozenset(profile.code for profile in self._profiles if profile.supported)
        self._votes = lru_cache(maxsize=1 << 16)(self._weigh)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that a text can be said to be in."""
        return tuple(profile.code for profile in self._profiles if profile.supported)

    def __call__(self, text: str) -> Identification:
        """Identify the language of `text`; a very long text is judged by its beginning, middle and end."""
        words = _WORD.findall(_plain(text))
        totals: dict[str, float] = {}
        for word in words:
            for code, points in self._votes(word):
                totals[code] = totals.get(code, 0.0) + points
        ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        language, reason = self._decide(ranked, len(words))
        scores = tuple((code, round(points / len(words), 3)) for code, points in ranked)
        return Identification(language, len(words), scores, reason)

    def explain(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the points that one word gives to each language, none for a word that says nothing.

        >>> LanguageIdentifier().explain("jibo")
        ()
        """
        return self._votes(word)

    def _decide(self, ranked: list[tuple[str, float]], words: int) -> tuple[str | None, str]:
        if not words:
            return None, "no words"
        if not ranked or ranked[0][1] < max(self._decision["total"], self._decision["share"] * words):
            return None, "too few words that tell"
        best, points = ranked[0]
        if best not in self._supported:
            return None, f"nearest to {best}"
        if len(ranked) > 1 and points - ranked[1][1] < self._decision["margin"] * points:
            return None, f"between {best} and {ranked[1][0]}"
        return best, f"most like {best}"

    def _weigh(self, word: str) -> tuple[tuple[str, float], ...]:
        word = _clean(word)
        script = unicodedata.name(word[0], "").partition(" ")[0].lower() if word else ""
        votes = []
        for profile in self._profiles:
            if profile.script == script:
                points = max(self._judge(profile, reading) for reading in _readings(word, profile.old_heh))
                if points:
                    votes.append((profile.code, points))
        return tuple(votes)

    def _judge(self, profile: Profile, word: str) -> float:
        letters = set(word)
        if not letters <= profile.alphabet:
            return self._points["foreign"]
        total = self._points["letter"] if letters & profile.letters else 0.0
        word = word.translate(_FOLD)
        if word in profile.words:
            return total + self._points["word"]
        if word.endswith(profile.endings):
            total += self._points["ending"]
        if word.startswith(profile.beginnings):
            total += self._points["beginning"]
        return total


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier()


def identify_language(text: str) -> str | None:
    """Return the code of the language of `text`, or None where that is unsure.

    >>> identify_language("Bakanlar Kurulu yeni kararı bugün açıkladı.")
    'tr'
    >>> identify_language("2024!") is None
    True
    """
    return _identifier()(text).language


def _profile(row: Mapping[str, Any]) -> Profile:
    def folded(name: str) -> list[str]:
        return [_clean(word).translate(_FOLD) for word in row.get(name, "").split()]

    return Profile(
        code=row["code"],
        script=row["script"],
        supported=row.get("supported", False),
        old_heh=row.get("old_heh", False),
        alphabet=frozenset(_clean(row["alphabet"])),
        letters=frozenset(row.get("letters", "")),
        words=frozenset(folded("words")),
        beginnings=tuple(folded("beginnings")),
        endings=tuple(folded("endings")),
    )


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        middle = len(text) // 2
        text = f"{text[:_PIECE]} {text[middle : middle + _PIECE]} {text[-_PIECE:]}"
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    return text


def _clean(word: str) -> str:
    word = unicodedata.normalize("NFKC", word).replace("\u0130", "i").lower()
    return _NOT_LETTERS.sub("", word).translate(_LETTERS)


def _readings(word: str, old_heh: bool) -> list[str]:
    if old_heh:
        modern = word.replace(_HEH + _NON_JOINER, _AE).replace(_NON_JOINER, "")
        return [modern]
    return [piece for piece in word.split(_NON_JOINER) if piece]
