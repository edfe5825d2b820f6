"""The sentence that a report rests on, cut out of its document, with where its words stand in it.

Graphs hold the offsets of words and the number of a sentence, not where sentences begin. For a reader it is enough
to find the ends of sentences by their marks; where a mark is none ("Lt. Ali"), the excerpt grows to hold all the
words of the report that stand close by.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ..ontology.model import Span

_END = re.compile(r"""\n\s*|(?<=\w\w)[.!?؟۔。…]+["'»”’)\]]*\s+|(?<=\w\w["'»”’)\]])[.!?؟۔。…]+\s+""")
_NEAR = 300  # characters from the trigger within which other words of a report are of its sentence
_LONGEST = 1200  # characters of an excerpt; texts without punctuation have sentences of any length
_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document, from `start` to `end` (code points, end exclusive)."""

    text: str
    start: int
    end: int


class Excerpts:
    """Cuts excerpts out of one text.

    >>> text = "It began. Iran attacked the camp. It ended."
    >>> Excerpts(text).around([Span("attacked", 15, 23)]).text
    'Iran attacked the camp.'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        # A sentence begins after the end of another, unless what follows is in lower case ("approx. ten").
        found = (match.end() for match in _END.finditer(text))
        self._starts = [0, *(at for at in found if at < len(text) and not text[at].islower())]

    def around(self, trigger: Iterable[Span], others: Iterable[Span] = ()) -> Excerpt:
        """Return the sentence or sentences that hold a trigger and those of the other words that stand near it."""
        spans = list(trigger)
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        near = [span for span in others if span.start >= first - _NEAR and span.end <= last + _NEAR]
        first = min([first, *(span.start for span in near)])
        last = max([last, *(span.end for span in near)])
        start = self._starts[bisect_right(self._starts, first) - 1]
        after = bisect_left(self._starts, last)
        end = self._starts[after] if after < len(self._starts) else len(self._text)
        if end - start > _LONGEST:
            start, end = max(start, first - _NEAR), min(end, last + _NEAR)
        text = self._text[start:end]
        start += len(text) - len(text.lstrip())
        return Excerpt(text.strip(), start, start + len(text.strip()))


def utf16(text: str, offset: int) -> int:
    """Return an offset in code points as one in UTF-16 code units, in which JavaScript counts.

    >>> utf16("a\U0001f600b", 2)
    3
    """
    return offset + len(_BEYOND_16_BITS.findall(text[:offset]))
