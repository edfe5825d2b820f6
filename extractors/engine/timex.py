"""Time expressions: find them in a sentence and resolve them to ISO 8601 at the document's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ..native import mypyc_attr
from .model import Token

if TYPE_CHECKING:
    from ..language import Language


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression at tokens `start:end` with its ISO value, or None.

    `days` is set for "two days after X": the days from the event that is named next, negative for "before";
    `duration` where it says how long, not when.
    """

    start: int
    end: int
    value: str | None
    days: int | None = None
    duration: bool = False


def solar_to_gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a date of the Iranian (solar hijri) calendar.

    The 33-year cycle of leap years is exact for the years 1277 to 1472; before, five leap years fall a year off.

    >>> solar_to_gregorian(1399, 1, 1)
    datetime.date(2020, 3, 20)
    """
    days = 365 * (year - 1) + (8 * year + 21) // 33 + (day - 1)
    days += 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return date(622, 3, 22) + timedelta(days=days - 1) + timedelta(days=_SHIFT)


def _shift() -> int:
    raw = 365 * 1398 + (8 * 1399 + 21) // 33
    return (date(2020, 3, 20) - (date(622, 3, 22) + timedelta(days=raw - 1))).days


_SHIFT = _shift()


def shifted(day: date, days: int) -> str | None:
    """Return the day some days later, or None outside the calendar, which begins with the year 1 and ends with 9999."""
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None


@mypyc_attr(serializable=True, allow_interpreted_subclasses=True)
class TimeReader:
    """Read the time expressions of a language, by its `time.toml`."""

    def __init__(self, language: Language) -> None:
        table: dict[str, Any] = language.times
        key = language.key

        def paths(rows: dict[str, list[str]]) -> dict[tuple[str, ...], int]:
            return {tuple(key(form).split()): int(number) for number, forms in rows.items() for form in forms}

        months = table.get("months", {})
        self._gregorian = paths(months.get("gregorian", {}))
        self._solar = paths(months.get("solar", {}))
        self._weekdays = paths(table.get("weekdays", {}))
        self._days = paths(table.get("days", {}))
        self._ambiguous = {key(word) for word in table.get("ambiguous", {}).get("words", ())}
        self._units = {key(form): unit for unit, forms in table.get("units", {}).items() for form in forms}
        self._words = {name: {key(form) for form in forms} for name, forms in table.get("words", {}).items()}
        self._phrases = {tuple(key(f).split()): name for name, fs in table.get("phrases", {}).items() for f in fs}
        self._numbers = {key(form): int(number) for number, forms in table.get("numbers", {}).items() for form in forms}
        self._modifiers_first: bool = table.get("modifiers_first", False)
        self._month_first: bool = table.get("month_first", False)
        self._bare_years: bool = table.get("bare_years", False)
        self._relevant: dict[str, bool] = {}
        self._first = {
            path[0]
            for rows in (self._gregorian, self._solar, self._weekdays, self._days, self._phrases)
            for path in rows
        }
        words = self._words
        before = words["last"] | words["next"] if self._modifiers_first else set()
        self._opening = self._first | self._units.keys() | words.get("part", set()) | words.get("this", set()) | before

    def read(self, tokens: Sequence[Token], day: date | None) -> list[Time]:
        """Return the expressions of a sentence in order, and tag their tokens as time."""
        found: list[Time] = []
        at = 0
        relevant = self._relevant  # asked here first: most words begin no expression, and are known
        while at < len(tokens):
            if relevant.get(tokens[at].text) is False:
                at += 1
                continue
            time = self._at(tokens, at, day) if self._may_begin(tokens[at]) else None
            if time and self._is(tokens, time.start - 1, "age"):
                for token in tokens[time.start - 1 : time.end]:
                    token.tag = "age"
                at = time.end
                continue
            if time is None:
                at += 1
                continue
            for token in tokens[time.start : time.end]:
                token.tag = "time"
            found.append(time)
            at = time.end
        return found

    def _may_begin(self, token: Token) -> bool:
        """Tell whether an expression can begin with a word; remembered for each form."""
        found = self._relevant.get(token.text)
        if found is None:
            word = token.word
            found = word.number or "numeral" in word.classes or not self._opening.isdisjoint(word.keys)
            if len(self._relevant) > 100_000:
                self._relevant.clear()
            self._relevant[token.text] = found
        return found

    def _keys(self, tokens: Sequence[Token], at: int) -> tuple[str, ...]:
        return tokens[at].word.keys if at < len(tokens) else ()

    def _is(self, tokens: Sequence[Token], at: int, name: str) -> bool:
        return at >= 0 and any(key in self._words.get(name, ()) for key in self._keys(tokens, at))

    def _path(self, tokens: Sequence[Token], at: int, table: dict[tuple[str, ...], Any]) -> tuple[int, Any] | None:
        if not any(key in self._first for key in self._keys(tokens, at)):
            return None
        for length in (2, 1):
            if length == 1:
                for key in self._keys(tokens, at):
                    if (key,) in table:
                        return at + 1, table[(key,)]
            elif at + 1 < len(tokens):
                for first in self._keys(tokens, at):
                    for second in self._keys(tokens, at + 1):
                        if (first, second) in table:
                            return at + 2, table[first, second]
        return None

    def _unit(self, tokens: Sequence[Token], at: int) -> str | None:
        return next((self._units[key] for key in self._keys(tokens, at) if key in self._units), None)

    def _at(self, tokens: Sequence[Token], at: int, day: date | None) -> Time | None:
        token = tokens[at]
        if token.tag in ("verb", "quote", "comma"):
            return None
        if self._is(tokens, at, "this") and self._unit(tokens, at + 1) and day:
            unit = self._unit(tokens, at + 1)
            values = {"day": day.isoformat(), "month": f"{day.year}-{day.month:02}", "year": str(day.year)}
            return Time(at, at + 2, values[unit]) if unit in values else None
        modified = self._modified(tokens, at, day) if self._modifiers_first else None
        if modified:
            return modified
        whole = self._path(tokens, at, self._days)
        if whole and whole[0] == at + 2:  # "last night" is no part of another day
            return self._relative_day(tokens, at, whole[0], whole[1], day)
        if self._is(tokens, at, "part") and at + 1 < len(tokens):
            inner = self._at(tokens, at + 1, day)  # "the evening of yesterday"
            return Time(at, inner.end, inner.value) if inner and inner.start == at + 1 else None
        if token.tag == "number":
            return self._numeric(tokens, at, at, day)
        unit = self._unit(tokens, at)
        if unit:
            return self._from_unit(tokens, at, unit, day)
        for table, read in ((self._weekdays, self._weekday), (self._days, self._relative_day)):
            found = self._path(tokens, at, table)
            if found:
                return read(tokens, at, found[0], found[1], day)
        phrase = self._path(tokens, at, self._phrases)
        if phrase:
            year = None if day is None else day.year - (phrase[1] == "last_year")
            return Time(at, phrase[0], str(year) if year else None)
        return self._month(tokens, at, at, None, day)

    def _modified(self, tokens: Sequence[Token], at: int, day: date | None) -> Time | None:
        """Read "last week", "next Monday", "last June": the word that counts stands before what it dates."""
        step = -1 if self._is(tokens, at, "last") else 1 if self._is(tokens, at, "next") else 0
        if not step or at + 1 >= len(tokens):
            return None
        weekday = self._path(tokens, at + 1, self._weekdays)
        if weekday:
            back = (day.isoweekday() - weekday[1]) % 7 if day else 0
            distance = -(back or 7) if step < 0 else 7 - back
            return Time(at, weekday[0], shifted(day, distance) if day else None)
        month = self._path(tokens, at + 1, self._gregorian)
        if month:
            return Time(at, month[0], self._resolve(None, month[1], None, step, False, day))
        unit = self._unit(tokens, at + 1)
        if unit is None or day is None:
            return Time(at, at + 2, None) if unit else None
        if unit == "week":
            return Time(at, at + 2, _week_beside(day, step))
        if unit == "month":
            return Time(at, at + 2, _month_beside(day, step))
        return Time(at, at + 2, _year_beside(day, step) if unit == "year" else None)

    def _numeric(self, tokens: Sequence[Token], start: int, at: int, day: date | None) -> Time | None:
        """A number: day of a month, or a date written in figures."""
        written = self._figures(tokens, at)
        if written:
            return Time(start, at + 1, written)
        after = self._suffix(tokens, at + 1)
        unit = self._unit(tokens, after)
        if unit and tokens[after].tag in ("noun", "name"):
            return self._ago(tokens, start, at, after, unit, day)
        text = tokens[at].text
        if self._bare_years and len(text) == 4 and text.isdecimal() and self._is_year(tokens, at):
            return Time(start, at + 1, text)
        if not text.isdecimal() or not 1 <= int(text) <= 31:
            return None
        after = at + 1
        if after < len(tokens) and len(tokens[after].text) <= 2 and tokens[after].start == tokens[at].end:
            after += 1
        month = self._month(tokens, start, after, int(text), day)
        if month:
            return month
        if self._is(tokens, after, "this") and self._unit(tokens, after + 1) == "month" and day:
            return Time(start, after + 2, _iso(day.year, day.month, int(text)))
        return None

    def _is_year(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell a bare year from a count: nothing is counted after it."""
        counted = at + 1 < len(tokens) and not tokens[at + 1].tag and tokens[at + 1].text[0].isalpha()
        lower = counted and tokens[at + 1].text[0].islower() and not tokens[at + 1].word.classes
        return 1800 <= int(tokens[at].text) <= 2099 and not lower

    def _ago(self, tokens: Sequence[Token], start: int, at: int, unit_at: int, unit: str, day: date | None) -> Time:
        """A number of days or years; only "ago" makes it a date."""
        days = {"day": 1, "week": 7}.get(unit)
        told = self._is(tokens, unit_at + 1, "before") and self._has_complement(tokens, unit_at + 2)
        ago = self._is(tokens, unit_at + 1, "ago") and not told
        count = self._count(tokens[at])
        value = None
        if ago and day and count is not None and days:
            value = shifted(day, -count * days)
        elif ago and day and count is not None and unit == "year" and count < day.year:
            value = str(day.year - count)
        shift = None
        if not ago and days and count is not None:
            after = [
                i for i in (unit_at + 1, unit_at + 2) if self._is(tokens, i, "after") or self._is(tokens, i, "before")
            ]
            shift = count * days * (1 if self._is(tokens, after[0], "after") else -1) if after else None
        return Time(start, unit_at + 1 + ago, value, shift, duration=not ago and shift is None)

    def _count(self, token: Token) -> int | None:
        """Return the value of a number in figures or of a simple one in words."""
        if token.text.isdecimal():
            return int(token.text) if len(token.text) < 5 else None
        return next((self._numbers[key] for key in token.word.keys if key in self._numbers), None)

    def _has_complement(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell "three days before X" from "three days ago"."""
        return at < len(tokens) and tokens[at].tag in ("noun", "name", "demonstrative", "pronoun", "subordinator")

    def _figures(self, tokens: Sequence[Token], at: int) -> str | None:
        parts = tokens[at].text.replace("-", "/").replace(".", "/").split("/")
        if len(parts) != 3 or not all(p.isdecimal() for p in parts):
            return None
        a, b, c = (int(p) for p in parts)
        return _iso(a, b, c) if len(parts[0]) == 4 else _iso(c, b, a) if len(parts[2]) == 4 else None

    def _month(self, tokens: Sequence[Token], start: int, at: int, number: int | None, day: date | None) -> Time | None:
        """A month's name, with the day before it and the year or "last" after it."""
        for table, solar in ((self._gregorian, False), (self._solar, True)):
            found = self._path(tokens, at, table)
            if found is None:
                continue
            after, month = found
            if self._month_first and number is None and after < len(tokens):
                number, after = self._day_after(tokens, after)
            named = start < at and number is None
            ambiguous = any(key in self._ambiguous for key in self._keys(tokens, at))
            after, year = self._year(tokens, after)
            if number is None and year is None and not named and ambiguous:
                continue
            shift = 0
            if year is None and self._is(tokens, after, "last"):
                shift, after = -1, after + 1
            elif year is None and self._is(tokens, after, "next"):
                shift, after = 1, after + 1
            return Time(start, after, self._resolve(year, month, number, shift, solar, day))
        return None

    def _day_after(self, tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
        """Read the day that stands after its month, with the comma before a year."""
        text = tokens[at].text
        if not text.isdecimal() or not 1 <= int(text) <= 31:
            return None, at
        after = at + 1
        suffix = after < len(tokens) and tokens[after].start == tokens[at].end and len(tokens[after].text) == 2
        after += suffix and tokens[after].text.isalpha()
        comma = after + 1 < len(tokens) and tokens[after].tag == "comma" and tokens[after + 1].text.isdecimal()
        return int(text), after + (comma and len(tokens[after + 1].text) == 4)

    def _resolve(
        self, year: int | None, month: int, number: int | None, shift: int, solar: bool, day: date | None
    ) -> str | None:
        if solar:
            return self._solar_value(year, month, number, shift, day)
        if year is None:
            if day is None:
                return f"--{month:02}" + (f"-{number:02}" if number else "")
            year = day.year
            if shift < 0 and month >= day.month:
                year -= 1
            if shift > 0 and month <= day.month:
                year += 1
            if shift == 0 and abs(month - day.month) > 6:  # the nearest such month
                year += 1 if month < day.month else -1
        return _iso(year, month, number)

    def _solar_value(
        self, year: int | None, month: int, number: int | None, shift: int, day: date | None
    ) -> str | None:
        if year is None:
            if day is None or not 1000 < day.year < 9000:
                return None
            years = (day.year - 623, day.year - 622, day.year - 621)
            year = min(years, key=lambda y: abs((solar_to_gregorian(y, month, number or 1) - day).days)) + min(shift, 0)
        elif year < 100:
            year += 1300
        elif year > 2600:
            year -= 1321
        start = solar_to_gregorian(year, month, number or 1)
        return start.isoformat() if number else f"{start.year}-{start.month:02}"

    def _year(self, tokens: Sequence[Token], at: int) -> tuple[int, int | None]:
        """Read "(of the year) 2018", and return where it ends and the year."""
        begin = at
        if begin < len(tokens) and tokens[begin].tag in ("comma",):
            return at, None
        if self._unit(tokens, begin) == "year":
            begin += 1
            if self._is(tokens, begin, "last"):
                return begin + 1, -1
        if begin < len(tokens) and tokens[begin].text.isdecimal():
            value = int(tokens[begin].text)
            if 1300 <= value <= 2800 or begin > at and 0 < value < 100:
                return self._suffix(tokens, begin + 1), value
        return at, None

    def _suffix(self, tokens: Sequence[Token], at: int) -> int:
        """Step over a suffix that a number carries."""
        glued = at < len(tokens) and tokens[at].start == tokens[at - 1].end and len(tokens[at].text) <= 3
        return at + 1 if glued and tokens[at].tag not in ("punctuation", "comma", "quote") else at

    def _weekday(self, tokens: Sequence[Token], start: int, at: int, number: int, day: date | None) -> Time:
        after = at
        while after < len(tokens) and (tokens[after].tag == "comma" or self._is(tokens, after, "part")):
            after += 1
        exact = (
            self._numeric(tokens, start, after, day) if after < len(tokens) and tokens[after].tag == "number" else None
        )
        if exact:
            return exact
        if self._is(tokens, at, "last"):
            at += 1
        value = None
        if day:
            back = (day.isoweekday() - number) % 7
            value = shifted(day, -back)
        return Time(start, at, value)

    def _relative_day(self, tokens: Sequence[Token], start: int, at: int, number: int, day: date | None) -> Time:
        value = shifted(day, number) if day else None
        weekday = self._path(tokens, at, self._weekdays)
        if weekday:
            time = self._weekday(tokens, start, weekday[0], weekday[1], day)
            exact = time.value if time.end > weekday[0] else value
            return Time(start, time.end, exact)
        return Time(start, at, value)

    def _week(self, tokens: Sequence[Token], at: int, after: int, day: date | None) -> Time | None:
        """Read "last week" and "next week" as the seven days from their Monday."""
        weeks = -1 if self._is(tokens, after, "last") else 1 if self._is(tokens, after, "next") else None
        if weeks is None:
            return None
        return Time(at, after + 1, _week_beside(day, weeks) if day else None)

    def _from_unit(self, tokens: Sequence[Token], at: int, unit: str, day: date | None) -> Time | None:
        """Read what begins with a unit: "the day Monday", "the month June", "the year 2018"."""
        after = at + 1
        if unit == "year":
            begin, year = self._year(tokens, at)
            if year == -1:
                return Time(at, begin, _year_beside(day, -1) if day else None)
            if self._is(tokens, after, "next"):
                return Time(at, after + 1, _year_beside(day, 1) if day else None)
            return Time(at, begin, str(year)) if year and year > 1900 else None
        if unit == "week":
            return self._week(tokens, at, after, day)
        if unit == "month":
            if self._is(tokens, after, "last") and day:
                return Time(at, after + 1, _month_beside(day, -1))
            if self._is(tokens, after, "next") and day:
                return Time(at, after + 1, _month_beside(day, 1))
            return self._month(tokens, at, after, None, day)
        if unit == "day":
            found = self._path(tokens, after, self._weekdays)
            if found:
                return self._weekday(tokens, at, found[0], found[1], day)
            if after < len(tokens) and tokens[after].tag == "number":
                return self._numeric(tokens, at, after, day)
        return None


def _week_beside(day: date, step: int) -> str | None:
    """Return the seven days from the Monday of the week before or after a day's, or None outside the calendar."""
    first = shifted(day, 7 * step - day.weekday())
    last = shifted(day, 7 * step - day.weekday() + 6)
    return f"{first}/{last}" if first and last else None


def _month_beside(day: date, step: int) -> str | None:
    """Return the month before or after a day's, or None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return _iso(year, month + 1, None)


def _year_beside(day: date, step: int) -> str | None:
    """Return the year before or after a day's, or None outside the calendar."""
    return f"{day.year + step:04}" if date.min.year <= day.year + step <= date.max.year else None


def _iso(year: int, month: int, day: int | None) -> str | None:
    try:
        value = date(year, month, day or 1)
    except (ValueError, OverflowError):
        return None
    return value.isoformat() if day else f"{year:04}-{month:02}"
