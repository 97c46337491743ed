"""A slow model of an ordonnance at the counter: boxes counted one by one, from the texts.

Nothing of it calls the code under test. A line serves boxes of units taken once a day; a listed
medicine begins within three months, everything ends within twelve; a renewal comes at the earliest
three days before the end of what was served; the rest of a portion is due at once.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ordonnance.domain.execution import LineState
from tests.builders.counter import CLAMOXYL, ESCITALOPRAM, KARDEGIC, MOPRAL

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Product:
    """A box of daily units, how many are due for a month, and the months to begin."""

    cis: str
    box: int
    monthly: int
    begins_within: int
    renewable: bool = False


PRODUCTS = (
    Product(ESCITALOPRAM, 28, 1, 3),
    Product(CLAMOXYL, 12, 3, 3),
    Product(KARDEGIC, 30, 1, 12),
    Product(MOPRAL, 14, 2, 3, renewable=True),
)


def eve_months_later(day: date, months: int) -> date:
    """The eve of the same day of a later month; that month's last day when it has none such."""
    later = months_later(day, months)
    return later if later.day != day.day else later - ONE_DAY


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Given:
    """Boxes of one line that somebody took away."""

    line: int
    boxes: int
    first: date
    until: date


@dataclass(eq=False)
class Visit:
    """One dispensing: itself, and no other one that gave the same."""

    by: str
    given: list[Given] = field(default_factory=list)
    undone: bool = False


@dataclass
class Shelf:
    """One line: its boxes prescribed."""

    product: Product
    boxes: int


@dataclass
class Model:
    """What happened, and what follows from it by counting."""

    shelves: list[Shelf]
    written: date
    visits: list[Visit] = field(default_factory=list)
    ended: LineState | None = None
    objects: bool = False
    version: int = 1
    author_version: int = 1

    # --- Counting

    def taken(self, line: int, *, blind: bool = False) -> Iterator[Given]:
        for visit in self.visits:
            if not visit.undone and not blind:
                yield from (each for each in visit.given if each.line == line)

    def left(self, line: int, *, blind: bool = False) -> int:
        boxes = self.shelves[line - 1].boxes
        for each in self.taken(line, blind=blind):
            boxes -= each.boxes
        return boxes

    def standing(self, line: int, *, blind: bool = False) -> tuple[date, int]:
        """The day after the last covered one, and the boxes that the portion begun still owes."""
        shelf = self.shelves[line - 1]
        until, left, rest = self.written, shelf.boxes, 0
        for each in self.taken(line, blind=blind):
            # A part that begins on the very day of the next portion reads as the rest (ADR 0009).
            if rest == 0 or each.first > until:
                rest = min(shelf.product.monthly, left)
            rest, left = max(rest - each.boxes, 0), left - each.boxes
            until = max(until, each.until + ONE_DAY)
        return until, rest

    def opens(self, line: int, *, blind: bool = False) -> date:
        return self.standing(line, blind=blind)[0]

    def rest(self, line: int, day: date, *, blind: bool = False) -> int:
        """Boxes of the portion begun, due at once while the patient is covered."""
        until, rest = self.standing(line, blind=blind)
        return rest if day < until else 0

    def last(self, line: int, *, blind: bool = False) -> date:
        begun = any(self.taken(line, blind=blind))
        months = 12 if begun else self.shelves[line - 1].product.begins_within
        if begun or months == 12:
            return eve_months_later(self.written, months)
        return months_later(self.written, months) - ONE_DAY

    def state(self, line: int, day: date, *, blind: bool = False) -> LineState:
        if self.left(line, blind=blind) == 0:
            return LineState.EXECUTED
        if self.ended is not None:
            return self.ended
        if day > self.last(line, blind=blind):
            return LineState.EXPIRED
        served = list(self.taken(line, blind=blind))
        return LineState.PARTLY_EXECUTED if served else LineState.OPEN

    def whole(self, day: date, *, blind: bool = False) -> str:
        states = {self.state(n + 1, day, blind=blind) for n in range(len(self.shelves))}
        if states == {LineState.OPEN}:
            return "issued"
        if states & {LineState.OPEN, LineState.PARTLY_EXECUTED}:
            return "partly-executed"
        for ending in (LineState.REPLACED, LineState.CANCELLED, LineState.EXPIRED):
            if ending in states:
                return ending.value
        return "executed"

    def refusal(self, line: int, day: date, boxes: int | None) -> str | None:
        """The code that asking these boxes gets (None: the portion), or None when served."""
        state = self.state(line, day)
        if self.ended is not None:
            return f"ORDONNANCE_{self.ended.name}"
        if state is LineState.EXECUTED:
            return "LINE_ALREADY_SERVED"
        if state is LineState.EXPIRED:
            return "LINE_ENDED"
        early = any(self.taken(line)) and day < self.opens(line) - 3 * ONE_DAY
        if early and not self.rest(line, day):
            return "LINE_ENDED" if self.no_day_left(line) else "LINE_NOT_DUE"
        if boxes is not None and boxes > self.left(line):
            return "QUANTITY_TOO_LARGE"
        if boxes is not None and boxes > self.portion(line, day):
            return "QUANTITY_REASON_REQUIRED"
        return None

    def no_day_left(self, line: int) -> bool:
        """What was served lasts beyond the last day: a listed medicine begins by then."""
        listed = self.shelves[line - 1].product.begins_within < 12
        opens = self.opens(line)
        return (opens if listed else opens - 3 * ONE_DAY) > self.last(line)

    def portion(self, line: int, day: date) -> int:
        due = min(self.shelves[line - 1].product.monthly, self.left(line))
        return self.rest(line, day) or due

    def renewable(self, line: int, day: date, *, blind: bool = False) -> bool:
        """A line of liste II served whole, that nobody ended, until its twelve months are over."""
        shelf = self.shelves[line - 1]
        served = self.left(line, blind=blind) == 0
        last = eve_months_later(self.written, 12)
        return served and shelf.product.renewable and self.ended is None and day <= last

    def any_renewable(self, day: date, *, blind: bool = False) -> bool:
        return any(self.renewable(n + 1, day, blind=blind) for n in range(len(self.shelves)))

    def give(self, visit: Visit, line: int, day: date, boxes: int) -> None:
        first = max(day, self.opens(line))
        days = boxes * self.shelves[line - 1].product.box
        visit.given.append(Given(line, boxes, first, first + (days - 1) * ONE_DAY))
