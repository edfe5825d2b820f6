"""Names found by their words."""

from __future__ import annotations

import pytest

from tewn.extractors.engine.trie import Trie

TRIE = Trie([(("new", "york"), "city"), (("new", "york", "times"), "paper"), (("york",), "town"), (("times",), "time")])


def test_the_longest_entry_wins() -> None:
    assert TRIE.longest([("new",), ("york",), ("times",)], 0) == (3, "paper")


def test_an_entry_cut_short_falls_back_to_the_one_inside() -> None:
    assert TRIE.longest([("new",), ("york",), ("rain",)], 0) == (2, "city")


def test_the_beginning_of_an_entry_is_no_entry() -> None:
    assert TRIE.longest([("new",), ("rain",)], 0) is None


def test_any_key_of_a_token_may_match() -> None:
    assert TRIE.longest([("news", "new"), ("yorkish", "york")], 0) == (2, "city")


def test_search_begins_where_it_is_told() -> None:
    assert TRIE.longest([("new",), ("york",)], 1) == (2, "town")


def test_an_end_can_be_refused() -> None:
    assert TRIE.longest([("new",), ("york",), ("times",)], 0, lambda end: end < 3) == (2, "city")


@pytest.mark.parametrize(
    ("keys", "starts"), [(("new",), True), (("old", "york"), True), (("old",), False), ((), False)]
)
def test_starts_tells_whether_an_entry_begins_with_a_key(keys: tuple[str, ...], starts: bool) -> None:
    assert TRIE.starts(keys) is starts


def test_the_first_of_two_equal_entries_stays() -> None:
    assert Trie([(("a",), 1), (("a",), 2)]).longest([("a",)], 0) == (1, 1)


def test_an_empty_trie_finds_nothing() -> None:
    empty: Trie[int] = Trie([])
    assert empty.longest([("a",)], 0) is None and not empty.starts(("a",))
