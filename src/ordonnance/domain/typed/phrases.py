"""Looking words up: the longest phrase of a table that begins at a place, and plain numbers."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import NUMBERS, TIME_UNITS

T = TypeVar("T")

LONGEST = 6
"""Words in the longest phrase of any table."""

LONGEST_GROUP = 20
CLOSING = {"(": ")", "[": "]"}
"""Signs around words said aside, and how many tokens they may hold."""

_PARTS: dict[tuple[Decimal, Decimal], Decimal] = {
    (Decimal(1), Decimal(2)): Decimal("0.5"),
    (Decimal(1), Decimal(4)): Decimal("0.25"),
    (Decimal(3), Decimal(4)): Decimal("0.75"),
}
_SPOKEN = {
    tuple(words.split()): Decimal(value)
    for words, value in {
        "un demi": "0.5", "une demi": "0.5", "une demie": "0.5", "1 demi": "0.5", "demi": "0.5",
        "trois quarts": "0.75", "un quart": "0.25",
    }.items()
}  # fmt: skip


_OPENINGS: dict[int, frozenset[str]] = {}


def said(tokens: Sequence[Token], at: int, *texts: str) -> bool:
    """True when these words stand at that place."""
    if at >= len(tokens) or tokens[at].text != texts[0]:
        return False
    return len(texts) == 1 or tuple([t.text for t in tokens[at : at + len(texts)]]) == texts


def longest(tokens: Sequence[Token], at: int, table: Collection[tuple[str, ...]]) -> int:
    """How many words the longest phrase of the table has at that place, 0 when none."""
    if at >= len(tokens) or tokens[at].text not in _openings(table):
        return 0
    words = tuple([token.text for token in tokens[at : at + LONGEST]])
    for size in range(len(words), 0, -1):
        if words[:size] in table:
            return size
    return 0


def _openings(table: Collection[tuple[str, ...]]) -> frozenset[str]:
    """The first words of a table; tables are constants, so that each is looked at once."""
    known = _OPENINGS.get(id(table))
    if known is None:
        known = _OPENINGS[id(table)] = frozenset(words[0] for words in table)
    return known


def found(
    tokens: Sequence[Token], at: int, table: Mapping[tuple[str, ...], T]
) -> tuple[T, int] | None:
    """What the table says of the longest phrase at that place, and the place after it."""
    size = longest(tokens, at, table)
    if not size:
        return None
    return table[tuple(token.text for token in tokens[at : at + size])], at + size


def number(tokens: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    """A number in figures, in words or as a part (1/2, ½, « un demi »), and the place after it."""
    if at >= len(tokens):
        return None
    spoken = found(tokens, at, _SPOKEN)
    if spoken is not None:
        return spoken
    value = tokens[at].value
    if value is None:
        word = NUMBERS.get(tokens[at].text)
        return None if word is None else (Decimal(word), at + 1)
    part = fraction(tokens, at)
    if part is not None:
        return part, at + 3
    after = fraction(tokens, at + 1) if at + 1 < len(tokens) else None
    if after is not None and value == int(value) and not tokens[at + 1].glued:
        return value + after, at + 4
    if at + 1 < len(tokens) and tokens[at + 1].text in "½¼¾" and tokens[at + 1].value is not None:
        return value + (tokens[at + 1].value or 0), at + 2
    return value, at + 1


def fraction(tokens: Sequence[Token], at: int) -> Decimal | None:
    """1/2, 1/4 or 3/4 written without a space, None for anything else."""
    if not said(tokens, at + 1, "/") or at + 2 >= len(tokens):
        return None
    above, below = tokens[at].value, tokens[at + 2].value
    if above is None or below is None or not (tokens[at + 1].glued and tokens[at + 2].glued):
        return None
    if at + 3 < len(tokens) and tokens[at + 3].text in TIME_UNITS:
        return None  # « 1/2 j » may be a half day or once in two days.
    return _PARTS.get((above, below))


def span(
    tokens: Sequence[Token], at: int, *, dash: bool = True
) -> tuple[Decimal, Decimal, int] | None:
    """« 1 », « 1 à 2 », « 1-2 »: low, high (the same for one number) and the place after."""
    low = number(tokens, at)
    if low is None:
        return None
    links = {"a", "-", "ou"} if dash else {"a"}
    if low[1] < len(tokens) and tokens[low[1]].text in links:
        high = number(tokens, low[1] + 1)
        if high is not None and high[0] > low[0]:
            return low[0], high[0], high[1]
    return low[0], low[0], low[1]


def time_unit(tokens: Sequence[Token], at: int) -> TimeUnit | None:
    """The unit of time at that place."""
    return TIME_UNITS.get(tokens[at].text) if at < len(tokens) else None


def whole(value: Decimal) -> int | None:
    """The number as an int from 1 to 9 999, None when it is anything else."""
    return int(value) if value == int(value) and 1 <= value <= 9_999 else None


def group_end(tokens: Sequence[Token], at: int) -> int | None:
    """The place after the closing sign of a group that begins here, None when it does not close."""
    closing = CLOSING.get(tokens[at].text) if at < len(tokens) else None
    if closing is None:
        return None
    for place in range(at + 1, min(at + LONGEST_GROUP, len(tokens))):
        if tokens[place].text == closing:
            return place + 1
    return None
