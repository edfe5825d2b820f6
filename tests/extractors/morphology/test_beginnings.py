"""What a string can begin with, of the entries of a table."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tewn.extractors.morphology.beginnings import Beginnings

STRINGS = st.text("abc", max_size=8)


@given(entries=st.sets(STRINGS), text=STRINGS, at=st.integers(0, 8))
@example(entries={"", "a", "ab", "abcabc", "abcbb"}, text="abcabca", at=0)
@example(entries={"ca", "cab"}, text="bca", at=1)
def test_no_length_is_missing_and_few_are_too_many(entries: set[str], text: str, at: int) -> None:
    found = Beginnings(entries).lengths(text, at)
    rest = text[at:]
    assert list(found) == sorted(set(found))
    assert {len(entry) for entry in entries if rest.startswith(entry)} <= set(found)
    alike = {len(entry) for entry in entries if rest.startswith(entry[:4])}
    assert set(found) <= alike


def test_entries_may_be_any_iterable() -> None:
    assert Beginnings(word for word in ("one", "ones", "other")).lengths("onerous") == (3,)
