"""Split normalised text into sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import regex

from ..native import mypyc_attr
from .tokens import tokenize

LONGEST = 256
"""Tokens of a sentence at most; the engine looks from each word to all others. In 16,000 sentences of news none had
half as many."""

_CLOSERS = "\"'”’»)\\]"
# A run of marks is tried from its first mark only, and as a whole: else "!!!!a" is read again from each of its marks.
_MARKS = r"[.!?؟…]"
_END = regex.compile(rf"(?:(?<!{_MARKS}){_MARKS}++[{_CLOSERS}]*(?=\s|$|[{_CLOSERS}])|[؛;](?=\s)|\n+| {{2,}})")
_SPACE = regex.compile(r"\s+")


class Stretch(NamedTuple):
    """A sentence's place in the normalised text, end exclusive.

    `soft` says that nothing but white space ends it: the next sentence may go on where it stops.
    """

    start: int
    end: int
    soft: bool


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class SentenceSplitter:
    """Split text at end punctuation, line breaks and double spaces, and what has none of them after `LONGEST` tokens.

    `abbreviations` are words after which a full stop ends nothing; `unfinished` are
    words that cannot end a sentence (a double space after them is a slip of typing).

    >>> split = SentenceSplitter(abbreviations=["Dr"], unfinished=["and"])
    >>> text = "Dr. Who came. He left"
    >>> [text[s.start:s.end] for s in split(text)]
    ['Dr. Who came.', 'He left']
    """

    def __init__(self, abbreviations: Iterable[str], unfinished: Iterable[str]) -> None:
        self._abbreviations = frozenset(abbreviations)
        self._unfinished = frozenset(unfinished)

    def __call__(self, text: str) -> list[Stretch]:
        """Return the sentences in order, without the white space around them."""
        out: list[Stretch] = []
        start = 0
        for match in _END.finditer(text):
            mark = match.group()
            blank = mark.isspace()
            if not self._ends(text, start, match.start(), mark, blank):
                continue
            self._add(out, text, start, match.end(), blank and "\n" not in mark)
            start = match.end()
        self._add(out, text, start, len(text), False)
        return out

    def _ends(self, text: str, start: int, at: int, mark: str, blank: bool) -> bool:
        before = text[max(start, at - 24) : at].rsplit(None, 1)
        word = before[-1] if before else ""
        if blank:
            return "\n" in mark or word not in self._unfinished
        if mark != ".":
            return True
        bare = word.lstrip("(\"'“")
        return bare not in self._abbreviations and not (len(bare) == 1 and bare.isalpha())

    def _add(self, out: list[Stretch], text: str, start: int, end: int, soft: bool) -> None:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start > LONGEST:
            start = self._cut(out, text, start, end)
        if start < end:
            out.append(Stretch(start, end, soft))

    def _cut(self, out: list[Stretch], text: str, start: int, end: int) -> int:
        """Cut an endless sentence into stretches, and return where its last one begins.

        Each ends with the last mark in its second half, or without one after so many tokens.
        """
        tokens = tokenize(text, start, end)
        first = 0
        while len(tokens) - first > LONGEST:
            window = range(first + LONGEST - 1, first + LONGEST // 2, -1)
            last = next((i for i in window if not text[tokens[i][0]].isalnum()), window[0])
            out.append(Stretch(tokens[first][0], tokens[last][1], False))
            first = last + 1
        return tokens[first][0] if first else start
