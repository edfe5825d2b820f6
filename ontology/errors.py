"""The exceptions that tewn raises, one family under `TewnError`."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class TewnError(Exception):
    """Base of every error that tewn raises on purpose; its text is one clear sentence."""


class InputError(TewnError):
    """A document, file, date or language given by the user cannot be used."""


class DataError(TewnError):
    """One or more faults in tewn's own data files or in a user's rule files.

    `complaints` holds every fault found, one line each, `file:line: what is wrong`.
    """

    def __init__(self, complaints: Iterable[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(self.complaints))


class GraphError(TewnError):
    """A graph cannot be built, read, written or queried."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return `" (did you mean 'x'?)"` for the allowed word nearest to `word`, or nothing.

    >>> nearest("ASSULT", ["ASSAULT", "ACCUSE"])
    " (did you mean 'ASSAULT'?)"
    >>> nearest("zzz", ["ASSAULT"])
    ''
    """
    found = get_close_matches(word, list(allowed), n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""
