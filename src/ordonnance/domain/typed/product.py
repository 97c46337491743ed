"""Setting apart what is taken from how: « AMOXICILLINE 1 g (antibiotique) » before « 1 cp 3/j »."""

from collections.abc import Sequence
from typing import NamedTuple

from ordonnance.domain.typed.amounts import counted
from ordonnance.domain.typed.manner import dangerous
from ordonnance.domain.typed.phrases import CLOSING, group_end, said
from ordonnance.domain.typed.tokens import Token
from ordonnance.domain.typed.vocabulary import MEASURES

MOST_WORDS = 7
"""Words of a name outside parentheses; a longer beginning is a sentence, not a product."""

LEAST_WORDS = 3
"""Words of a name that begins with a small letter."""

_SUMS = frozenset("*/=<>")
_NEVER_A_NAME = frozenset({"ou", "puis", "si", "ne", "pas", "jusqu", "apres", "avant", "svt", "et"})
_LOOK = 20


class Product(NamedTuple):
    """The words that name what is taken end at `end`; `named` is False when they may not."""

    end: int
    named: bool


def product(tokens: Sequence[Token], at: int, text: str, stops: frozenset[int]) -> Product:
    """Where the name that begins at `at` ends; `at` itself when there is none."""
    place, names, sure = _numbered(tokens, at), 0, True
    name_at = at
    if place < len(tokens) and not (tokens[place].is_word or tokens[place].text in CLOSING):
        return Product(at, named=False)
    while place < len(tokens):
        token = tokens[place]
        closed = group_end(tokens, place)
        strength = _strength_end(tokens, place, stops)
        if closed is not None:
            sure = sure and not _tells(tokens, place, closed)
        if closed is not None or strength is not None:
            place = closed or strength or place
            continue
        if place in stops and not _unmeasured(tokens, place):
            break
        if token.text == ":" and names <= LEAST_WORDS + 1:
            # What precedes says for what: « toux sèche : EXEMPLOL sirop ».
            names, name_at = 0, place
        if token.is_word:
            names += len(token.text) > 1
            sure = sure and not dangerous(token.text) and token.text not in _NEVER_A_NAME
        sure = sure and token.text not in _SUMS and not _unread_amount(tokens, place)
        place += 1
    words = [t for t in tokens[at:place] if t.is_word and len(t.text) > 2]
    after = [t for t in words if t.start >= tokens[name_at].start]
    first = next(iter(after or words), None)
    if first is None:
        return Product(at, named=False)
    capital = text[first.start].isupper()
    return Product(place, named=sure and names <= (MOST_WORDS if capital else LEAST_WORDS))


def _numbered(tokens: Sequence[Token], at: int) -> int:
    """The place after the number of an item in a list, « 1- » or « 2) »."""
    if at + 2 < len(tokens) and tokens[at].value is not None and tokens[at + 1].text in ("-", ")"):
        return at + 2 if tokens[at + 2].is_word else at
    return at


def _tells(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True when words in parentheses hold an amount and then « / »: a dose, not a name."""
    amounts = [place for place in range(at, end) if counted(tokens, place)]
    return bool(amounts) and any(t.text == "/" for t in tokens[amounts[0] : end])


def _unread_amount(tokens: Sequence[Token], at: int) -> bool:
    """True for « 40 meq » or « 1gx »: an amount in a unit that is not known."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].value is None or after is None or not after.is_word or tokens[at].glued:
        return False
    return counted(tokens, at) is None


def _strength_end(tokens: Sequence[Token], at: int, stops: frozenset[int]) -> int | None:
    """The end of « 500 mg », « 250 mg/100 mg » or « 200 mg/5 ml » when tablets follow it."""
    read = counted(tokens, at)
    if read is None or read.unit not in MEASURES:
        return None
    end = read.end
    if said(tokens, end, "/") and (under := counted(tokens, end + 1)) is not None:
        end = under.end
    place = end
    while place < min(end + _LOOK, len(tokens)):
        closed = group_end(tokens, place)
        if closed is not None:
            place = closed
            continue
        dose = counted(tokens, place)
        # « 1 g (paracétamol) 1 g 3/j »: between two measures, a word tells strength from dose.
        if dose is not None and (dose.unit not in MEASURES or place > end):
            return read.end if not said(tokens, read.end, "/") else _over(tokens, read.end)
        if place in stops or tokens[place].value is not None or said(tokens, place, "/"):
            return None
        place += 1
    return None


def _over(tokens: Sequence[Token], at: int) -> int | None:
    under = counted(tokens, at + 1)
    return under.end if under is not None else None


def _unmeasured(tokens: Sequence[Token], at: int) -> bool:
    """True for a number that belongs to a name: « 10 % », « 300 + »."""
    return tokens[at].value is not None and (said(tokens, at + 1, "%") or said(tokens, at + 1, "+"))
