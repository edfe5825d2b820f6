"""Tell the language of a text by its letters and frequent words, and leave undecided what is unsure."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

_LETTER: Final = r"[^\W\d_]"
_INNER: Final = "\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d\u00ad"  # marks and joiners
# Letters of any script with what may stand between or after them; an apostrophe ends a word of one letter.
_WORD: Final = re.compile(rf"{_LETTER}+(?:[{_INNER}]+{_LETTER}*|(?<={_LETTER}{{2}})['\u2019]{_LETTER}+)*")
_MARKUP: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[/!a-z][^<>]*>", re.DOTALL | re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_IGNORED: Final = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200d\u00ad]")
_ONE_SPELLING: Final = str.maketrans("\u064a\u0649\u0643\u06aa\u06be\u2019", "\u06cc\u06cc\u06a9\u06a9\u0647'")
_FOLD: Final = str.maketrans("\u0695\u06b5", "\u0631\u0644")
_NON_JOINER: Final = "\u200c"
_HEH: Final = "\u0647"
_AE: Final = "\u06d5"

_LONGEST: Final = 6000  # characters; of a longer text only pieces are read
_PIECE: Final = 2000


@dataclass(frozen=True, slots=True)
class Identification:
    """The language of a text, or None where it is undecided, and why.

    `words` is the number of words read; `scores` are points per word, highest first,
    also of the languages that are known only so as not to be taken for another;
    `reason` is a short clause.
    """

    language: str | None
    words: int
    scores: tuple[tuple[str, float], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A word as it is compared: `spelling` with the letters, `key` and `parts` with the words and affixes."""

    spelling: str
    key: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, word: str, non_joiner: str) -> _Reading:
        word = word.translate(_ONE_SPELLING)
        parts = tuple(word.split(_NON_JOINER)[1:]) if non_joiner == "compound" else ()
        if non_joiner == "vowel":
            word = word.replace(_HEH + _NON_JOINER, _AE)
        spelling = word.replace(_NON_JOINER, "")
        key = spelling.translate(_FOLD)
        if non_joiner == "vowel" and len(key) > 2 and _AE not in key:
            key = key.replace(_HEH, _AE)  # in a still plainer spelling, heh alone is the vowel too
        return cls(spelling, key, parts)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What speaks for one language and against it; `shared` are the words of the language that it is a neighbour of."""

    code: str
    supported: bool
    neighbour_of: str | None
    non_joiner: str
    alphabet: frozenset[str]
    letters: re.Pattern[str] | None
    words: frozenset[str]
    shared: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any], shared: frozenset[str]) -> _Profile:
        letters = row.get("letters", "").split()
        return cls(
            code=row["code"],
            supported=row.get("supported", False),
            neighbour_of=row.get("neighbour_of"),
            non_joiner=row.get("non_joiner", ""),
            alphabet=frozenset(row.get("alphabet", "").translate(_ONE_SPELLING)) - {" "},
            letters=re.compile("|".join(map(re.escape, letters))) if letters else None,
            words=_folded(row, "words"),
            shared=shared,
            beginnings=tuple(_folded(row, "beginnings")),
            endings=tuple(_folded(row, "endings")),
        )

    def points(self, word: str, reading: _Reading, points: Mapping[str, float]) -> float:
        """Return what a word, in lower case, says for the language when read in its way."""
        if reading.key in self.shared:
            return 0.0
        letter = points["letter"] if self.letters and self.letters.search(word) else 0.0
        if self.alphabet and not self.alphabet.issuperset(reading.spelling):
            return letter + points["foreign"]
        if reading.key in self.words or not self.words.isdisjoint(reading.parts):
            return letter + points["word"]
        # Only what leaves two letters is an affix.
        beginning = points["beginning"] if reading.key[:-2].startswith(self.beginnings) else 0.0
        ending = points["ending"] if reading.key[2:].endswith(self.endings) else 0.0
        return letter + beginning + ending


class LanguageIdentifier:
    """Identify the language of texts by the tables of `identification.toml`.

    >>> identify = LanguageIdentifier()
    >>> identify("The president met the ministers on Monday.").language
    'en'
    >>> found = identify("Serokê partiyê ji bo civînê hat.")
    >>> found.language, found.words, found.scores[0][0]
    ('kmr', 6, 'kmr')
    >>> identify("Der Minister ist nicht in die Stadt gekommen.").reason
    'nearest to de'
    """

    def __init__(self) -> None:
        data = tomllib.loads((files(__package__) / "identification.toml").read_text(encoding="utf-8"))
        self._points: Mapping[str, float] = data["points"]
        self._decision: Mapping[str, float] = data["decision"]
        self._profiles: defaultdict[str, list[_Profile]] = defaultdict(list)
        words = {row["code"]: _folded(row, "words") for row in data["language"]}
        for row in data["language"]:
            shared = words.get(row.get("neighbour_of", ""), frozenset())
            self._profiles[row["script"]].append(_Profile.of(row, shared))
        profiles = [profile for group in self._profiles.values() for profile in group]
        self.languages = tuple(profile.code for profile in profiles if profile.supported)
        self._neighbours = {profile.code: profile.neighbour_of for profile in profiles}
        self._votes = lru_cache(maxsize=1 << 16)(self._weigh)

    def __call__(self, text: str) -> Identification:
        """Identify the language of `text`; a very long text is judged by its beginning, middle and end."""
        words = _WORD.findall(_plain(text))
        totals: dict[str, float] = {}
        for votes, count in Counter(map(self._votes, words)).items():
            for code, points in votes:
                totals[code] = totals.get(code, 0.0) + count * points
        ranked = sorted(((code, points) for code, points in totals.items() if points > 0), key=lambda r: (-r[1], r[0]))
        language, reason = self._decide(ranked, len(words))
        return Identification(language, len(words), tuple((c, round(p / len(words), 2)) for c, p in ranked), reason)

    def votes(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the points that one word gives to each language.

        >>> LanguageIdentifier().votes("jibo")
        ()
        """
        return self._votes(word)

    def _decide(self, ranked: list[tuple[str, float]], words: int) -> tuple[str | None, str]:
        if not words:
            return None, "no words"
        best, points = next((row for row in ranked if not self._neighbours[row[0]]), ("", 0.0))
        if points < max(self._decision["total"], self._decision["share"] * words):
            return None, "too little that tells"
        if best not in self.languages:
            return None, f"nearest to {best}"
        for other, others in ranked:
            if other != best and others > self._limit(best, points, other):
                return None, f"between {best} and {other}"
        return best, f"nearest to {best}"

    def _limit(self, best: str, points: float, other: str) -> float:
        """Return how many points another language may have beside the best."""
        neighbour_of = self._neighbours[other]
        if neighbour_of == best:
            return max(points * self._decision["neighbour"], self._decision["slip"])
        return float("inf") if neighbour_of else points * self._decision["rival"]

    def _weigh(self, word: str) -> tuple[tuple[str, float], ...]:
        word = _IGNORED.sub("", unicodedata.normalize("NFKC", word).replace("\u0130", "i").lower())
        script = unicodedata.name(word[0], "").partition(" ")[0].lower() if word else ""
        profiles = self._profiles.get(script, [])
        readings = {way: _Reading.of(word, way) for way in {profile.non_joiner for profile in profiles}}
        votes = ((p.code, p.points(word, readings[p.non_joiner], self._points)) for p in profiles)
        return tuple(vote for vote in votes if vote[1])


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier()


def identify_language(text: str) -> str | None:
    """Return the code of the language of `text`, or None where that is undecided.

    >>> identify_language("Bakanlar Kurulu yeni kararı bugün açıkladı.")
    'tr'
    >>> identify_language("2024!") is None
    True
    """
    return _identifier()(text).language


def _plain(text: str) -> str:
    """Return what is to be read of a text: without markup and addresses, and of a very long one only pieces."""
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


def _folded(row: Mapping[str, Any], name: str) -> frozenset[str]:
    text: str = row.get(name, "")
    return frozenset(text.translate(_ONE_SPELLING).translate(_FOLD).split())
