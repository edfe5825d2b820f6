"""Split a normalised sentence into tokens."""

from __future__ import annotations

import regex

LONGEST = 100
"""Characters of a token at most: what is longer is no word, and is cut."""

# Letters of one script with marks and inner hyphens or apostrophes, initials with their full stops; numbers with
# their separators; one mark each.
_TOKEN = regex.compile(
    r"\d+(?:[.,:/٫٬-]\d+)*"
    r"|[\p{Script=Arabic}&&\p{L}]+"
    r"|(?:\p{Script=Latin}\.){2,}(?:-\p{Script=Latin}+)*"
    r"|\p{Script=Latin}[\p{Script=Latin}\p{M}]*(?:[-'’.&]\p{Script=Latin}+)*"
    r"|[\p{L}--[\p{Script=Arabic}\p{Script=Latin}]]+"
    r"|\.{2,}"
    r"|[^\s\p{L}\d]",
    regex.VERSION1,
)


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of the tokens of `text[start:end]`, end exclusive.

    A number and a word written together are two tokens, and so are letters of two
    scripts; white space belongs to none. None is longer than `LONGEST`.

    >>> text = "In 2020, 5km"
    >>> [text[a:b] for a, b in tokenize(text, 0, len(text))]
    ['In', '2020', ',', '5', 'km']
    """
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    if end - start <= LONGEST:
        return spans
    return [(at, min(at + LONGEST, b)) for a, b in spans for at in range(a, b, LONGEST)]
