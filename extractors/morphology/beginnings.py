"""Which entries of a table a string can begin with: its first letters tell most of those that it cannot."""

from __future__ import annotations

from collections.abc import Iterable

from ..native import mypyc_attr

_LETTERS = 4


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Beginnings:
    """The lengths of the entries that begin as a string does, by its first four letters.

    >>> beginnings = Beginnings(["in", "inside", "insane", "under"])
    >>> beginnings.lengths("insists"), beginnings.lengths("income"), beginnings.lengths("out")
    ((2, 6), (2,), ())
    """

    def __init__(self, entries: Iterable[str]) -> None:
        found: dict[str, set[int]] = {"": set()}
        for entry in entries:
            found.setdefault(entry[:_LETTERS], set()).add(len(entry))
        for start, lengths in found.items():
            lengths.update(size for size in range(len(start)) if size in found.get(start[:size], ()))
        shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # by most
        listed = ((start, tuple(sorted(lengths))) for start, lengths in found.items())
        self._lengths = {start: shared.setdefault(lengths, lengths) for start, lengths in listed}

    def lengths(self, text: str, at: int = 0) -> tuple[int, ...]:
        """Return the lengths of the entries that `text[at:]` may begin with, in order."""
        for end in range(at + _LETTERS, at, -1):
            found = self._lengths.get(text[at:end])
            if found is not None:
                return found
        return self._lengths[""]
