"""Find names and agent nouns in a sentence: a trie over folded words, longest match first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from ..native import mypyc_attr

T = TypeVar("T")
_BETWEEN = "\n"  # stands in no word


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class Trie(Generic[T]):
    """A trie over words, kept as its paths: one is looked up under any of the tokens' keys.

    >>> trie = Trie([(("new", "york"), "NYC"), (("york",), "York")])
    >>> trie.longest([("new",), ("york", "yorks")], 0)
    (2, 'NYC')
    """

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        self._values: dict[str, T] = {}
        self._beginnings: set[str] = set()  # of the paths of more words
        self._first: set[str] = set()
        for words, value in entries:
            path, *rest = words
            self._first.add(path)
            for word in rest:
                self._beginnings.add(path)
                path += _BETWEEN + word
            self._values.setdefault(path, value)

    def starts(self, keys: Sequence[str]) -> bool:
        """Tell whether any entry begins with one of the keys: a cheap test before `longest`."""
        return not self._first.isdisjoint(keys)

    def longest(
        self, keys: Sequence[Sequence[str]], at: int, good: Callable[[int], bool] | None = None
    ) -> tuple[int, T] | None:
        """Return the end and value of the longest entry that begins at position `at`, or None.

        `good(end)` may refuse an end.
        """
        found: tuple[int, T] | None = None
        values, beginnings = self._values, self._beginnings
        before = [""]
        position = at
        while before and position < len(keys):
            longer: list[str] = []
            is_new = True  # of several keys the first one counts
            for path in before:
                for key in keys[position]:
                    key = path + key
                    if key in beginnings:
                        longer.append(key + _BETWEEN)
                    if is_new and key in values and (good is None or good(position + 1)):
                        found = (position + 1, values[key])
                        is_new = False
            before = longer
            position += 1
        return found
