"""What stretch of time a value names."""

from __future__ import annotations

from datetime import date

import pytest

from tewn.graph.dates import day, days


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        pytest.param("2021-03-14", (2021, 3, 14), (2021, 3, 14), id="day"),
        pytest.param("2021-03-14T10:30", (2021, 3, 14), (2021, 3, 14), id="moment"),
        pytest.param("2020-02", (2020, 2, 1), (2020, 2, 29), id="month of a leap year"),
        pytest.param("2021-02", (2021, 2, 1), (2021, 2, 28), id="month"),
        pytest.param("2021", (2021, 1, 1), (2021, 12, 31), id="year"),
        pytest.param("2021-03-08/2021-03-14", (2021, 3, 8), (2021, 3, 14), id="interval"),
        pytest.param("2020/2021-02", (2020, 1, 1), (2021, 2, 28), id="interval of a year and a month"),
        pytest.param("../2021-02", (2021, 2, 1), (2021, 2, 28), id="open at its beginning"),
        pytest.param("/2021-02", (2021, 2, 1), (2021, 2, 28), id="beginning left out"),
        pytest.param("2021-03-14/..", (2021, 3, 14), (2021, 3, 14), id="open at its end"),
        pytest.param("2021-03/", (2021, 3, 1), (2021, 3, 31), id="end left out"),
        pytest.param("2021-03-14/2021-03-14", (2021, 3, 14), (2021, 3, 14), id="interval of a day"),
    ],
)
def test_days_of_a_value(value: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert days(value) == (date(*first), date(*last))


@pytest.mark.parametrize(
    "value",
    [
        None, "", "Monday", "2021-13", "2021-00", "2021-02-30", "0000", "20210314", "/", "../..", "P2D", "2021-W05",
        "٢٠٢١", "2021-03-14/2021-03-08", "2021-03-14\n",
    ],
)  # fmt: skip
def test_no_days_of_what_is_no_time(value: str | None) -> None:
    assert days(value) is None
    assert day(value) is None


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("2021-03-14", True),
        ("2021-03-14T10:30", True),
        ("2021-03-14/2021-03-14", True),
        ("2021-03", False),
        ("2021", False),
        ("2021-03-08/2021-03-14", False),
    ],
)
def test_day_is_that_of_a_value_no_longer_than_a_day(value: str, whole: bool) -> None:
    assert day(value) == (date(2021, 3, 14) if whole else None)
