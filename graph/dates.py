"""What stretch of time an ISO 8601 value names."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_VALUE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T.*)?)?)?", re.ASCII)

Days = tuple[date, date]


def days(value: str | None) -> Days | None:
    """Return the first and the last day of a year, month, day, moment or interval, or None for anything else.

    An interval that is open at one end counts as its other end.

    >>> days("2020-02")
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    >>> days("2020-12-20/2020-12-22")[1]
    datetime.date(2020, 12, 22)
    >>> days("P2D") is None
    True
    """
    known = [found for found in map(_days, (value or "").split("/", 1)) if found]
    return (known[0][0], known[-1][1]) if known and known[0][0] <= known[-1][1] else None


def day(value: str | None) -> date | None:
    """Return the day that a value names, or None where it names a longer time or none.

    >>> day("2020-12-20T08:30:00"), day("2020-12")
    (datetime.date(2020, 12, 20), None)
    """
    found = days(value)
    return found[0] if found and found[0] == found[1] else None


def _days(value: str) -> Days | None:
    found = _VALUE.fullmatch(value)
    if not found:
        return None
    year, month, number = (int(part) if part else None for part in found.groups())
    try:
        if month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        if number is None:
            return date(year or 0, month, 1), date(year or 0, month, monthrange(year or 0, month)[1])
        whole = date(year or 0, month, number)
        return whole, whole
    except ValueError:
        return None
