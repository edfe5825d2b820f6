"""Find names and agent nouns in a sentence: a trie over folded words, longest match first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Trie(Generic[T]):
    """A trie over words; each node's words are looked up under any of a token's keys.

    >>> trie = Trie([(("new", "york"), "NYC"), (("york",), "York")])
    >>> trie.longest([("new",), ("york", "yorks")], 0)
    (2, 'NYC')
    """

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        self._root: dict[str, tuple[dict, list[T]]] = {}  # type: ignore[type-arg]
        for words, value in entries:
            node = self._root
            values: list[T] = []
            for word in words:
                node, values = node.setdefault(word, ({}, []))
            if not values:
                values.append(value)

    def starts(self, keys: Sequence[str]) -> bool:
        """Tell whether any entry begins with one of the keys: a cheap test before `longest`."""
        root = self._root
        return any(key in root for key in keys) if len(keys) != 1 else keys[0] in root

    def longest(
        self, keys: Sequence[Sequence[str]], at: int, good: Callable[[int], bool] | None = None
    ) -> tuple[int, T] | None:
        """Return the end and value of the longest entry that begins at position `at`, or None.

        `good(end)` may refuse an end.
        """
        found: tuple[int, T] | None = None
        nodes = [self._root]
        position = at
        while nodes and position < len(keys):
            after = []
            for node in nodes:
                for key in keys[position]:
                    child = node.get(key)
                    if child is not None:
                        after.append(child[0])
                        longer = found is None or found[0] <= position  # of several keys the first one counts
                        if child[1] and longer and (good is None or good(position + 1)):
                            found = (position + 1, child[1][0])
            nodes = after
            position += 1
        return found
