"""Cells that a spreadsheet takes for a formula, and how they lose that meaning."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)


def harmless(text: str) -> str:
    """Return the text of a cell with an apostrophe before what a spreadsheet would compute; numbers stay numbers.

    Formulas begin with `=`, `+`, `-` or `@`, also in their wide forms; a tab or a line end may come before.

    >>> harmless("=1+1"), harmless("-4.0"), harmless("-UNK"), harmless("Iran")
    ("'=1+1", '-4.0', "'-UNK", 'Iran')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
