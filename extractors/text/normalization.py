"""Bring text into one spelling and keep the way back to the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import regex

from ..native import mypyc_attr

# Zero-width space, soft hyphen, byte order mark and every bidirectional control: no sound, no meaning.
_IGNORABLE = "\u200b\u00ad\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Of one class of characters `re` finds the first in a quarter of the time.
_JOINERS = re.compile("[\u0640\u0654\u0655\u200c\u200d]")  # tatweel, hamza, joiners: sequences say what they mean
_GONE = "\uf8ff"  # stands for a character to be dropped until the offsets are counted
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LIMIT = 8_000  # words whose folded form is kept
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"


class Normalized(NamedTuple):
    """A normalised text and the offsets of its characters in the original.

    `starts` and `ends` are None where both texts have the same length and every
    character stands where it stood.
    """

    text: str
    starts: Sequence[int] | None
    ends: Sequence[int] | None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original text of the stretch `start:end` (end exclusive, not empty)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


class Sequence_(NamedTuple):
    """A regular expression over the text and what its matches become."""

    pattern: regex.Pattern[str]
    becomes: str


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Normalizer:
    """Normalise the text of one language, by tables of its orthography.

    `letters` and `quotes` map one character to one; `sequences` are pairs of a
    regular expression and its replacement, tried in their order before the letters, within a line;
    `fold` are pairs of strings that make two spellings one key, `inner_fold` the same
    for all but the end of a word.

    >>> n = Normalizer({"y": "i"}, {}, [("a\\u200c", "e")], [("rh", "r")])
    >>> done = n("na\\u200cty")
    >>> done.text, done.original(1, 2)
    ('neti', (1, 3))
    >>> n.key("rhoj")
    'roj'
    """

    def __init__(
        self,
        letters: Mapping[str, str],
        quotes: Mapping[str, str],
        sequences: Sequence[tuple[str, str]],
        fold: Sequence[tuple[str, str]],
        inner_fold: Sequence[tuple[str, str]] = (),
    ) -> None:
        table = {ord(a): b for a, b in {**letters, **quotes}.items()}
        table.update({ord(c): _GONE for c in _IGNORABLE + _MARKS})
        for zero in (0x0660, 0x06F0):
            table.update({zero + digit: str(digit) for digit in range(10)})
        table.update(dict.fromkeys((0x00A0, 0x2007, 0x202F, 0x0009, 0x000B, 0x000C), " "))
        self._table = table
        self._sequences = tuple(Sequence_(regex.compile(p), b) for p, b in sequences)
        self._given = re.compile("[" + "".join(map(re.escape, map(chr, table))) + "]")  # what the table changes
        self._letters_folded = {ord(old): new for old, new in fold if len(old) == 1}
        self._unfolded = frozenset(map(chr, self._letters_folded))
        self._fold = tuple(pair for pair in fold if len(pair[0]) > 1)
        self._inner_fold = tuple(inner_fold)
        self._keys: dict[str, str] = {}

    def __call__(self, text: str) -> Normalized:
        """Return the text in normal form with its offsets; normalising twice changes nothing more."""
        plain = self._in_place(text)
        return self._with_offsets(text) if plain is None else Normalized(plain, None, None)

    def key(self, word: str) -> str:
        """Return the folded form under which a word is looked up.

        Where that is the word itself, it is so for all beginnings of the word.
        """
        known = self._keys.get(word)
        if known is None:
            if len(self._keys) >= _LIMIT:
                self._keys.clear()
            known = self._folded(word)
            self._keys[word] = known = word if known == word else known  # one string for both
        return known

    def forget(self) -> None:
        """Forget the folded forms of the words so far."""
        self._keys.clear()

    def _folded(self, word: str) -> str:
        if not self._unfolded.isdisjoint(word):
            word = word.translate(self._letters_folded)
        for old, new in self._fold:
            while old in word:
                word = word.replace(old, new)
        for old, new in self._inner_fold:
            end = old if word.endswith(old) else ""
            word = word.removesuffix(end)
            while old in word:
                word = word.replace(old, new)
            word += end
        return word

    def _in_place(self, text: str) -> str | None:
        """Return a text in normal form if no character moves, else None."""
        plain = text.translate(self._table) if self._given.search(text) else text
        if _GONE in plain or _PRESENTATION.search(plain) or _JOINERS.search(plain):
            return None
        return None if any(sequence.pattern.search(plain) for sequence in self._sequences) else plain

    def _with_offsets(self, text: str) -> Normalized:
        lines: list[str] = []
        starts, ends = array("Q"), array("Q")  # a text may be long, and most lines of it plain
        begin = 0
        for line in text.split("\n"):
            after = begin + len(line)
            plain = self._in_place(line)
            if plain is None:
                pieces = self._pieces(line)
                plain = "".join([char for char, _, _ in pieces])
                starts.extend([begin + start for _, start, _ in pieces])
                ends.extend([begin + end for _, _, end in pieces])
            else:
                starts.extend(range(begin, after))
                ends.extend(range(begin + 1, after + 1))
            lines.append(plain)
            starts.append(after)
            ends.append(after + 1)
            begin = after + 1
        del starts[-1], ends[-1]  # no line break follows the last line
        return Normalized("\n".join(lines), starts, ends)

    def _pieces(self, line: str) -> list[tuple[str, int, int]]:
        """Return the characters of a line in normal form, each with the offsets of what it was in the line."""
        pieces = [
            (letter, i, i + 1)
            for i, char in enumerate(line)
            for new in (unicodedata.normalize("NFKC", char).strip() if _PRESENTATION.match(char) else char)
            if (letter := new.translate(self._table)) != _GONE
        ]
        for _ in range(2):  # without the joiners more may follow one another
            for sequence in self._sequences:
                pieces = _replace(pieces, sequence)
            pieces = [piece for piece in pieces if not _JOINERS.match(piece[0])]
        return pieces


def _replace(pieces: list[tuple[str, int, int]], sequence: Sequence_) -> list[tuple[str, int, int]]:
    text = "".join(char for char, _, _ in pieces)
    out: list[tuple[str, int, int]] = []
    position = 0
    for match in sequence.pattern.finditer(text):
        if match.end() == match.start():
            continue
        out += pieces[position : match.start()]
        start, end = pieces[match.start()][1], pieces[match.end() - 1][2]
        out += [(char, start, end) for char in sequence.becomes]
        position = match.end()
    return out + pieces[position:]
