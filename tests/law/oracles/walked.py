"""Days and months counted by walking the calendar: a week is seven days, a month goes to its name.

Written from the statement of the counting of weeks and months only; nothing of the engine is used.
"""

from collections.abc import Iterator
from datetime import date, timedelta

ONE = timedelta(days=1)


def walk(first: date, count: int) -> list[date]:
    """That many days from `first`, one after the other."""
    days: list[date] = []
    day = first
    while len(days) < count:
        days.append(day)
        day += ONE
    return days


def months_later(start: date, count: int) -> tuple[date, bool]:
    """The day of the same number that many months later, and whether that month has it.

    When it has none such, the last day of that month.
    """
    year, month = start.year, start.month
    for _ in range(count):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = start.day
    while True:
        try:
            return date(year, month, number), number == start.day
        except ValueError:
            number -= 1


def covered(start: date, value: int, unit: str) -> Iterator[date]:
    """Every day of a duration begun on `start`: « d », « wk », « mo », « a »."""
    if unit in ("d", "wk"):
        yield from walk(start, value * (7 if unit == "wk" else 1))
        return
    arrival, named = months_later(start, value * (12 if unit == "a" else 1))
    day = start
    while day < arrival or (day == arrival and not named):
        yield day
        day += ONE


def length(start: date, value: int, unit: str) -> int:
    """How many days are walked."""
    return sum(1 for _ in covered(start, value, unit))
