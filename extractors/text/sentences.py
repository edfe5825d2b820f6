"""Split normalised text into sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

_CLOSERS = "\"'”’»)\\]"
_END = regex.compile(rf"(?:[.!?؟…]+[{_CLOSERS}]*(?=\s|$|[{_CLOSERS}])|[؛;](?=\s)|\n+| {{2,}})")
_SPACE = regex.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence's place in the normalised text, end exclusive.

    `soft` says that nothing but white space ends it: the next sentence may go on where it stops.
    """

    start: int
    end: int
    soft: bool


class SentenceSplitter:
    """Split text at end punctuation, line breaks and double spaces.

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
        if start < end:
            out.append(Stretch(start, end, soft))
