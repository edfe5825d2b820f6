"""Time expressions: three calendars, weekdays, and what counts from the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tewn.extractors.engine.coder import Reading
from tewn.extractors.engine.timex import solar_to_gregorian

Read = Callable[..., Reading]
SUNDAY = date(2021, 3, 14)

# Leap years of the Iranian calendar since it was introduced (1304, 1925).
LEAP = (
    1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375, 1379,
    1383, 1387, 1391, 1395, 1399, 1403, 1408,
)  # fmt: skip


def expressions(reading: Reading) -> list[tuple[str, str | None]]:
    """The words and values of a sentence's time expressions."""
    sentence = reading.sentence
    return [
        (sentence.text[sentence.tokens[time.start].start : sentence.tokens[time.end - 1].end], time.value)
        for time in reading.times
    ]


# ---- the solar calendar ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1304, 1, 11), date(1925, 3, 31)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1358, 1, 12), date(1979, 4, 1)),
        ((1358, 8, 13), date(1979, 11, 4)),
        ((1367, 5, 29), date(1988, 8, 20)),
        ((1388, 3, 22), date(2009, 6, 12)),
        ((1399, 1, 1), date(2020, 3, 20)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1408, 1, 1), date(2029, 3, 20)),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, tuple) else value.isoformat(),
)
def test_known_days_of_two_calendars_are_the_same(solar: tuple[int, int, int], gregorian: date) -> None:
    assert solar_to_gregorian(*solar) == gregorian


def test_leap_years_have_a_day_more() -> None:
    years = range(1304, 1409)
    lengths = {year: (solar_to_gregorian(year + 1, 1, 1) - solar_to_gregorian(year, 1, 1)).days for year in years}
    assert tuple(year for year, days in lengths.items() if days == 366) == LEAP
    assert set(lengths.values()) == {365, 366}


def test_each_day_of_a_year_follows_the_one_before() -> None:
    lengths = [31] * 6 + [30] * 5 + [29]
    days = [solar_to_gregorian(1400, m, d) for m, n in enumerate(lengths, 1) for d in range(1, n + 1)]
    assert days == [days[0] + timedelta(days=n) for n in range(365)]


# ---- expressions -----------------------------------------------------------------------------------------

DATED = {
    "levantine": ("لە 7ی شوباتدا.", "7ی شوباتدا", "2021-02-07"),
    "levantine-without-ezafe": ("لە 7 شوبات.", "7 شوبات", "2021-02-07"),
    "levantine-year": ("لە 21ی ئازاری 2020.", "21ی ئازاری 2020", "2020-03-21"),
    "levantine-two-words": ("لە 15ی کانوونی دووەم.", "15ی کانوونی دووەم", "2021-01-15"),
    "levantine-month-alone": ("لە تشرینی یەکەمدا.", "تشرینی یەکەمدا", "2020-10"),
    "word-for-month": ("لە مانگی ئازاردا.", "مانگی ئازاردا", "2021-03"),
    "month-of-a-year": ("لە مانگی تەممووزی ساڵی 2014.", "مانگی تەممووزی ساڵی 2014", "2014-07"),
    "month-last": ("لە حوزەیرانی ڕابردوو.", "حوزەیرانی ڕابردوو", "2020-06"),
    "european": ("لە 5ی ئۆکتۆبەری 2019.", "5ی ئۆکتۆبەری 2019", "2019-10-05"),
    "word-for-day": ("ڕۆژی 19ی نیسان.", "ڕۆژی 19ی نیسان", "2021-04-19"),
    "solar": ("لە 1ی خاکەلێوە.", "1ی خاکەلێوە", "2021-03-21"),
    "solar-leap-day": ("لە 30ی ڕەشەمە.", "30ی ڕەشەمە", "2021-03-20"),
    "solar-year": ("لە 22ی ڕێبەندانی 1357.", "22ی ڕێبەندانی 1357", "1979-02-11"),
    "solar-month-alone": ("لە بەفرانباردا.", "بەفرانباردا", "2020-12"),
    "solar-kurdish-era": ("لە 1ی خاکەلێوەی 2720.", "1ی خاکەلێوەی 2720", "2020-03-20"),
    "year": ("ساڵی 2016.", "ساڵی 2016", "2016"),
    "figures-year-first": ("لە 2021/2/28.", "2021/2/28", "2021-02-28"),
    "figures-day-first": ("لە 28-2-2021.", "28-2-2021", "2021-02-28"),
    "eastern-digits": ("لە ٢٠٢١/٢/٢٨.", "2021/2/28", "2021-02-28"),
    "no-such-day": ("لە 31ی شوبات.", "31ی شوبات", None),
    "today": ("ئەمڕۆ.", "ئەمڕۆ", "2021-03-14"),
    "yesterday": ("دوێنێ.", "دوێنێ", "2021-03-13"),
    "day-before-yesterday": ("پێرێ.", "پێرێ", "2021-03-12"),
    "tomorrow": ("سبەینێ.", "سبەینێ", "2021-03-15"),
    "last-night": ("شەوی ڕابردوو.", "شەوی ڕابردوو", "2021-03-13"),
    "part-of-a-day": ("ئێوارەی دوێنێ.", "ئێوارەی دوێنێ", "2021-03-13"),
    "this-year": ("ئەمساڵ.", "ئەمساڵ", "2021"),
    "last-year": ("ساڵی پار.", "ساڵی پار", "2020"),
    "year-before": ("ساڵی ڕابردوو.", "ساڵی ڕابردوو", "2020"),
    "last-month": ("مانگی ڕابردوو.", "مانگی ڕابردوو", "2021-02"),
    "next-month": ("مانگی داهاتوو.", "مانگی داهاتوو", "2021-04"),
    "this-month": ("ئەم مانگە.", "ئەم مانگە", "2021-03"),
    "day-of-this-month": ("لە 9ی ئەم مانگە.", "9ی ئەم مانگە", "2021-03-09"),
    "days-ago": ("3 ڕۆژ لەمەوبەر.", "3 ڕۆژ لەمەوبەر", "2021-03-11"),
    "days-ago-before-a-noun": ("3 ڕۆژ لەمەوبەر هێرشێک.", "3 ڕۆژ لەمەوبەر", "2021-03-11"),
    "weeks-ago": ("2 هەفتە لەمەوبەر.", "2 هەفتە لەمەوبەر", "2021-02-28"),
    "years-ago": ("10 ساڵ لەمەوبەر.", "10 ساڵ لەمەوبەر", "2011"),
    "weekday": ("ڕۆژی هەینی.", "ڕۆژی هەینی", "2021-03-12"),
    "weekday-is-today": ("ڕۆژی یەکشەممە.", "ڕۆژی یەکشەممە", "2021-03-14"),
    "weekday-in-two-words": ("ڕۆژی دوو شەممەی ڕابردوو.", "ڕۆژی دوو شەممەی ڕابردوو", "2021-03-08"),
    "weekday-and-date": ("دووشەممە، 8ی ئادار.", "دووشەممە، 8ی ئادار", "2021-03-08"),
    "month-with-two-meanings-and-year": ("لە ئایاری ساڵی 2003دا.", "ئایاری ساڵی 2003دا", "2003-05"),
    "last-week": ("هەفتەی ڕابردوو.", "هەفتەی ڕابردوو", "2021-03-01/2021-03-07"),
    "number-in-words": ("سێ ڕۆژ لەمەوبەر.", "سێ ڕۆژ لەمەوبەر", "2021-03-11"),
}  # fmt: skip


@pytest.mark.parametrize("name", DATED)
def test_expression_is_found_and_resolved(name: str, read: Read) -> None:
    text, words, value = DATED[name]
    assert expressions(read(text, SUNDAY)) == [(words, value)]


@pytest.mark.parametrize("text", ["ئازارێکی زۆری هەیە.", "گوڵانێکی سوور.", "هەزار کەس.", "کاتژمێر 14:30."])
def test_words_that_are_also_months_or_numbers_are_no_time(text: str, read: Read) -> None:
    assert expressions(read(text, SUNDAY)) == []


@pytest.mark.parametrize(
    ("text", "day", "value"),
    [
        ("لە 28ی کانوونی یەکەم.", date(2021, 1, 5), "2020-12-28"),
        ("لە 3ی کانوونی دووەم.", date(2020, 12, 24), "2021-01-03"),
        ("لە 3ی تەممووز.", date(2020, 12, 24), "2020-07-03"),
    ],
    ids=["december-in-january", "january-in-december", "july-in-december"],
)
def test_a_month_without_year_is_the_nearest(text: str, day: date, value: str, read: Read) -> None:
    assert [found for _, found in expressions(read(text, day))] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("لە 7ی شوباتدا.", "--02-07"), ("دوێنێ.", None), ("لە 1ی خاکەلێوە.", None), ("ساڵی 2016.", "2016")],
    ids=["month", "yesterday", "solar", "year"],
)
def test_without_a_day_of_publication_only_what_is_said_is_resolved(text: str, value: str | None, read: Read) -> None:
    assert [found for _, found in expressions(read(text, None))] == [value]


@pytest.mark.parametrize(
    ("text", "days"),
    [("5 ڕۆژ دوای هێرشەکە.", 5), ("2 ڕۆژ پێش کوشتنەکە.", -2), ("1 هەفتە دوای هێرشەکە.", 7)],
    ids=["after", "before", "week-after"],
)
def test_days_from_an_event_wait_for_its_date(text: str, days: int, read: Read) -> None:
    (time,) = read(text, SUNDAY).times
    assert (time.value, time.days) == (None, days)


# ---- where the calendar ends -----------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date.min, date.max], ids=str)
@pytest.mark.parametrize("unit", ["day", "week", "month", "year", "Monday", "June"])
def test_what_lies_outside_the_calendar_has_no_date(read_english: Callable[..., Reading], unit: str, day: date) -> None:
    for which in ("last", "next"):
        for _, value in expressions(read_english(f"Iran attacked a village {which} {unit}.", day)):
            assert value is None or all(date.fromisoformat(f"{end}-01-01"[:10]) for end in value.split("/"))


@pytest.mark.parametrize("unit", ["هەفتەی", "مانگی", "ساڵی"])
def test_nor_has_it_in_kurdish(read: Read, unit: str) -> None:
    for day in (date.min, date.max):
        read(f"داعش {unit} داهاتوو هێرشی کردە سەر گوندێک.", day)
        read(f"داعش {unit} ڕابردوو هێرشی کردە سەر گوندێک.", day)


@pytest.mark.parametrize(
    "words", ["1/99999999999999999999/2021", "2021-99999999999999999999-1", "9" * 6000, f"{'9' * 6000} March 2021"]
)
def test_numbers_beyond_all_bounds_are_no_dates(read_english: Callable[..., Reading], words: str) -> None:
    reading = read_english(f"Iran attacked a village on {words}.")
    assert all(value in (None, "2021-03") for _, value in expressions(reading))
    assert any(event for _, event in reading.outcomes)
