"""Places of a phrase: where something that is understood begins, and slices as they were typed."""

from collections.abc import Sequence

from ordonnance.domain.typed import marks, rhythm
from ordonnance.domain.typed.expressions import ROUTES
from ordonnance.domain.typed.phrases import longest, number, said, span
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MOMENTS, READ_WITH_CARE, RHYTHMS, TIME_UNITS, UNITS
from ordonnance.domain.typed.weekdays import weekday

SIGNS = frozenset(',.;:()-–—•"«»')
"""Signs that separate and say nothing."""


def begins(tokens: Sequence[Token], at: int) -> bool:
    """True where an amount, a rhythm, a moment or a duration begins."""
    text = tokens[at].text
    if text in ("puis", "si") or said(tokens, at, "en", "cas") or _on_a_day(tokens, at):
        return True
    times = number(tokens, at + 1) if text in ("x", "*") else None
    if times is not None and any(said(tokens, times[1], each) for each in ("/", "par", "fois")):
        return True  # « dans un verre d'eau x3/j »: how often, and no word of the place.
    if text in ("par", "en", "voie") and longest(tokens, at, ROUTES):
        return True
    if _counts(tokens, at) or marks.begins(tokens, at):
        return True
    if longest(tokens, at, MOMENTS) or longest(tokens, at, RHYTHMS):
        return True
    if rhythm.every(tokens, at) or rhythm.per(tokens, at):
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    opens = text in ("pendant", "pdt", "pd", "durant", "qsp", "sans", "max", "maximum", "du", "a")
    numbered = number(tokens, at + 1) is not None
    dated = after is not None and len(after.text) == 10 and after.text[2:3] == "/"
    return (opens and (numbered or dated)) or said(tokens, at, "sans", "depasser")


def _on_a_day(tokens: Sequence[Token], at: int) -> bool:
    """True at « le lundi », « les mardis », « du lundi au vendredi »."""
    return tokens[at].text in ("le", "les", "du") and weekday(tokens, at + 1) is not None


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """True where a number is followed by what it counts."""
    amount = span(tokens, at)
    if amount is None:
        return False
    after = tokens[amount[2]].text if amount[2] < len(tokens) else ""
    known = longest(tokens, amount[2], UNITS) or longest(tokens, amount[2], READ_WITH_CARE)
    return known > 0 or after in TIME_UNITS or after in ("fois", "x", "*", "/", "f", "-")


def slices(text: str, tokens: Sequence[Token], places: Sequence[int] | range) -> tuple[str, ...]:
    """Neighbouring tokens as they were typed."""
    found_slices: list[list[int]] = []
    for at in sorted(places):
        if found_slices and all(
            tokens[between].text in SIGNS for between in range(found_slices[-1][-1] + 1, at)
        ):
            found_slices[-1].append(at)
        else:
            found_slices.append([at])
    return tuple(
        " ".join(text[tokens[run[0]].start : tokens[run[-1]].end].split()) for run in found_slices
    )
