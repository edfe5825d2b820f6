"""Tell the language of a text by its letters and frequent words, and leave undecided what is unsure."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

_LETTER: Final = r"[^\W\d_]"
_INNER: Final = "\u0300-\u036f\u064b-\u065f\u0670\u200c\u200d\u00ad"  # marks and joiners
# Letters of any script with what may stand between or after them; an apostrophe ends a word of one letter.
_WORD: Final = re.compile(rf"{_LETTER}+(?:[{_INNER}]+{_LETTER}*|(?<={_LETTER}{{2}})['\u2019]{_LETTER}+)*")
_MARKUP: Final = re.compile(
    r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[/!a-z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"\b(?:https?://|www\.)\S+|[^\s@]{0,64}@\S*", re.IGNORECASE)
_IGNORED: Final = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200d\u00ad]")
_NON_JOINER: Final = "\u200c"

# In characters: of a text with markup only so much is read, and of a longer plain text only pieces.
_MARKED: Final = 200_000
_LONGEST: Final = 6_000
_PIECE: Final = 2_000

_REMEMBERED: Final = 8_000  # words
_Votes = tuple[tuple[str, float, float], ...]


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


class _Reading(NamedTuple):
    """A word as it is compared: `spelling` with alphabets, `key` and `parts` with words and affixes."""

    spelling: str
    key: str
    parts: tuple[str, ...]


class _Spelling:
    """Which letters are read as which others."""

    def __init__(self, tables: Mapping[str, Any]) -> None:
        self._letters = str.maketrans(dict(tables["letters"]))
        self._loose = str.maketrans(dict(tables["loose"]))
        self._plain = str.maketrans(dict(tables["plain"]))
        ((self._heh, self._vowel),) = tables["vowel"].items()
        self._unclear = re.compile(f"(?<!^){self._heh}(?![{tables['vowels']}])")

    def readings(self, word: str, ways: Iterable[str]) -> dict[str, _Reading]:
        """Return a word, in lower case, as it is read by the ways in which languages use the zero-width non-joiner."""
        word = word.translate(self._letters)
        if _NON_JOINER in word:
            return {way: self._read(word, way) for way in ways}
        key = word.translate(self._loose)
        return {way: _Reading(word, self._key(key, way), ()) for way in ways}

    def _read(self, word: str, non_joiner: str) -> _Reading:
        parts = tuple(word.split(_NON_JOINER)[1:]) if non_joiner == "compound" else ()
        if non_joiner == "vowel":
            word = word.replace(self._heh + _NON_JOINER, self._vowel)
        spelling = word.replace(_NON_JOINER, "")
        key = spelling.translate(self._loose)
        return _Reading(spelling, self._key(key, non_joiner), parts)

    def _key(self, key: str, non_joiner: str) -> str:
        if non_joiner == "vowel" and len(key) > 2 and self._vowel not in key:
            return self._unclear.sub(self._vowel, key)  # the plainest spelling has no non-joiner either
        return key

    def letters(self, listed: str) -> frozenset[str]:
        """Return the letters of an alphabet."""
        return frozenset(listed.translate(self._letters).split())

    def keys(self, listed: str, non_joiner: str) -> frozenset[str]:
        """Return the keys of words or affixes; an affix may stand beside a vowel that the word is written with."""
        keys = listed.translate(self._letters).translate(self._loose).split()
        return frozenset(keys) | {self._key(key, non_joiner) for key in keys}

    def plain(self, keys: frozenset[str], shortest: int) -> frozenset[str]:
        """Return keys as they are typed without the marks on their letters, of so many letters at least."""
        return frozenset(key.translate(self._plain) for key in keys if len(key) >= shortest)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What speaks for one language and against it.

    `shared` are the words of the language that it is a neighbour of: they say nothing.
    `common` are the words that a language has in common with its neighbours: they tell it from others only.
    """

    code: str
    supported: bool
    neighbour_of: str | None
    non_joiner: str
    alphabet: frozenset[str]
    letters: re.Pattern[str] | None
    words: frozenset[str]
    shared: frozenset[str]
    common: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any], spelling: _Spelling, shared: str) -> _Profile:
        letters = row.get("letters", "").split()
        way = row.get("non_joiner", "")
        words, endings = spelling.keys(row.get("words", ""), way), spelling.keys(row.get("endings", ""), way)
        common = spelling.keys(row.get("common", ""), way)
        words |= common
        if row.get("plain"):
            common |= spelling.plain(common, 1)
            words |= spelling.plain(words, 1)
            endings |= spelling.plain(endings, 3)
        return cls(
            code=row["code"],
            supported=row.get("supported", False),
            neighbour_of=row.get("neighbour_of"),
            non_joiner=way,
            alphabet=spelling.letters(row.get("alphabet", "")),
            letters=re.compile("|".join(map(re.escape, letters))) if letters else None,
            words=words,
            shared=spelling.keys(shared, way),
            common=common,
            beginnings=tuple(spelling.keys(row.get("beginnings", ""), way)),
            endings=tuple(endings),
        )

    def points(self, word: str, reading: _Reading, points: Mapping[str, float]) -> tuple[float, float]:
        """Return what a word, in lower case, says for the language when read in its way, and what of it is its own."""
        if reading.key in self.shared:
            return 0.0, 0.0
        letter = points["letter"] if self.letters and self.letters.search(word) else 0.0
        if self.alphabet and not self.alphabet.issuperset(reading.spelling):
            return letter + points["foreign"], 0.0
        if reading.key in self.words or not self.words.isdisjoint(reading.parts):
            return letter + points["word"], 0.0 if reading.key in self.common else points["word"]
        # Only what leaves two letters is an affix.
        beginning = points["beginning"] if reading.key[:-2].startswith(self.beginnings) else 0.0
        ending = points["ending"] if reading.key[2:].endswith(self.endings) else 0.0
        return letter + beginning + ending, beginning + ending


class LanguageIdentifier:
    """Identify the language of texts by the tables of `identification.toml`.

    `languages` are the codes of the languages that a text can be said to be in.

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
        self._points = {name: float(points) for name, points in data["points"].items()}
        self._decision: Mapping[str, float] = data["decision"]
        self._spelling = _Spelling(data["spelling"])
        self._profiles: defaultdict[str, list[_Profile]] = defaultdict(list)
        words = {row["code"]: f"{row.get('words', '')} {row.get('common', '')}" for row in data["language"]}
        for row in data["language"]:
            shared = words.get(row.get("neighbour_of", ""), "")
            self._profiles[row["script"]].append(_Profile.of(row, self._spelling, shared))
        self._ways = {script: {profile.non_joiner for profile in group} for script, group in self._profiles.items()}
        profiles = [profile for group in self._profiles.values() for profile in group]
        self.languages = tuple(profile.code for profile in profiles if profile.supported)
        self._neighbours = {profile.code: profile.neighbour_of for profile in profiles}
        self._known: dict[str, _Votes] = {}
        self._shared: dict[_Votes, _Votes] = {}

    def __call__(self, text: str) -> Identification:
        """Identify the language of `text`; a very long text is judged by its beginning, middle and end."""
        words = _WORD.findall(_plain(text))
        totals: dict[str, float] = {}
        owns: dict[str, float] = {}
        for word, count in Counter(words).items():
            for code, points, own in self._votes(word):
                totals[code] = totals.get(code, 0.0) + count * points
                owns[code] = owns.get(code, 0.0) + count * own
        ranked = sorted((row for row in totals.items() if row[1] > 0), key=lambda row: (-row[1], row[0]))
        language, reason = self._decide(ranked, owns, len(words))
        scores = tuple((code, round(points / len(words), 2)) for code, points in ranked)
        return Identification(language, len(words), scores, reason)

    def votes(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the points that one word gives to each language that it says something about.

        >>> LanguageIdentifier().votes("piştî")
        (('kmr', 5.0), ('tr', 1.0), ('en', -2.0))
        """
        return tuple((code, points) for code, points, _ in self._votes(word) if points)

    def _decide(self, ranked: list[tuple[str, float]], owns: Mapping[str, float], words: int) -> tuple[str | None, str]:
        if not words:
            return None, "no words"
        best, points = next((row for row in ranked if not self._neighbours[row[0]]), ("", 0.0))
        own = owns.get(best, 0.0) if best in self._neighbours.values() else points
        if points < max(self._decision["total"], self._decision["share"] * words) or own < self._decision["own"]:
            return None, "too little that tells"
        if best not in self.languages:
            return None, f"nearest to {best}"
        for other, others in ranked:
            if other != best and others > self._limit(best, points, other):
                return None, f"between {best} and {other}"
        return best, f"nearest to {best}"

    def _limit(self, best: str, points: float, other: str) -> float:
        """Return how many points another language may have beside the best."""
        if self._neighbours[other] == best:
            return max(points * self._decision["neighbour"], self._decision["slip"])
        return points * self._decision["rival"]

    def _votes(self, word: str) -> _Votes:
        """Return the points of a word, in all and its own, by language; remembered for the words of late."""
        votes = self._known.get(word)
        if votes is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
                self._shared.clear()
            votes = self._weigh(word)
            votes = self._known[word] = self._shared.setdefault(votes, votes)
        return votes

    def _weigh(self, word: str) -> _Votes:
        word = _IGNORED.sub("", unicodedata.normalize("NFKC", word).replace("\u0130", "i").lower())
        script = unicodedata.name(word[0], "").partition(" ")[0].lower() if word else ""
        profiles = self._profiles.get(script, [])
        readings = self._spelling.readings(word, self._ways.get(script, ()))
        votes: list[tuple[str, float, float]] = []
        for profile in profiles:
            points, own = profile.points(word, readings[profile.non_joiner], self._points)
            if points or own:
                votes.append((profile.code, points, own))
        return tuple(votes)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier()


def identify(text: str) -> Identification:
    """Return the language of `text`, or that it is undecided, with the scores and the reason.

    >>> identify("Bakanlar Kurulu yeni kararı bugün açıkladı.").language
    'tr'
    >>> identify("2024!")
    Identification(language=None, words=0, scores=(), reason='no words')
    """
    return _identifier()(text)


def _plain(text: str) -> str:
    """Return what is to be read of a text: no markup, no addresses, and of a very long one only pieces."""
    if "<" in text:
        text = _MARKUP.sub(" ", text[:_MARKED])
    if len(text) > _LONGEST:
        middle = len(text) // 2
        text = f"{text[:_PIECE]} {text[middle : middle + _PIECE]} {text[-_PIECE:]}"
    if "&" in text:
        text = html.unescape(text)
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    return text
