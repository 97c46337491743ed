"""Reading doses that a measure decides: « 4 UI si glycémie de 1,8 à 2,5 g/L »."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ordonnance.domain.quantity import Unit
from ordonnance.domain.recurrence import Band
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.phrases import longest, number, said
from ordonnance.domain.typed.tokens import Token

_MEASURES: Final = {"glycemie": "glycémie", "dextro": "glycémie"}
_PER_LITRE: Final = {("g", "l"): "g/L", ("mmol", "l"): "mmol/L", ("mg", "dl"): "mg/dL"}
_BELOW: Final = {tuple(each.split()) for each in ["jusqu a", "inferieure ou egale a", "<="]}
_ABOVE: Final = {tuple(each.split()) for each in ["a partir de", "superieure ou egale a", ">="]}
_STRICT: Final = {
    ("<",): "below", ("inferieure", "a"): "below", ("inf", "a"): "below",
    (">",): "above", ("superieure", "a"): "above", ("sup", "a"): "above",
}  # fmt: skip


def band(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """The values for which a dose is meant, said before it or after it; never without a unit."""
    if not said(tokens, at, "si") or at + 2 >= len(tokens):
        return None
    measure = _MEASURES.get(tokens[at + 1].text)
    ends = _ends(tokens, at + 2, sketch) if measure else None
    if measure is None or ends is None:
        return None
    low, high, place = ends
    unit = _unit(tokens, place)
    if unit is None or (low is not None and high is not None and low > high):
        return None
    if sketch.last.has("dose") and _said_before_doses(sketch):
        sketch.begin()  # « si … : 2 UI ; si … : 4 UI »: each dose follows its values.
    if sketch.last.has("band"):
        return None
    low, high = _beside(sketch, low, high)
    return place + 3 if sketch.last.put(band=Band(measure, low, high, Unit(unit))) else None


def _said_before_doses(sketch: Sketch) -> bool:
    """True when the first dose came after the values for which it is meant."""
    names = list(sketch.drafts[0].fields)
    return "band" in names and "dose" in names and names.index("band") < names.index("dose")


def _beside(
    sketch: Sketch, low: Decimal | None, high: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """« 2 UI si > 2, 4 UI si > 3 »: two open bands meet where the second begins."""
    place = len(sketch.drafts) - 2
    before: Band | None = sketch.drafts[place].fields.get("band") if place >= 0 else None
    if before is None:
        return low, high
    if high is None and before.high is None and low is not None and low > (before.low or low):
        sketch.drafts[place].fields["band"] = replace(before, high=low)
        sketch.note("valeurs lues jusqu'où commencent les suivantes")
        return low, high
    if low is None and high is not None and before.low is None and (before.high or high) < high:
        sketch.note("valeurs lues à partir de la fin des précédentes")
        return before.high, high
    return low, high


def _ends(
    tokens: Sequence[Token], at: int, sketch: Sketch
) -> tuple[Decimal | None, Decimal | None, int] | None:
    if said(tokens, at, "de") or said(tokens, at, "entre"):
        low = number(tokens, at + 1)
        linked = low is not None and tokens[low[1] : low[1] + 1]
        if not low or not linked or linked[0].text not in ("a", "et"):
            return None
        high = number(tokens, low[1] + 1)
        return (low[0], high[0], high[1]) if high else None
    for table, above in ((_BELOW, False), (_ABOVE, True)):
        if size := longest(tokens, at, table):
            return _one(tokens, at + size, above=above)
    size = longest(tokens, at, _STRICT)
    if not size:
        return None
    sketch.note("borne de la mesure lue comme comprise")
    side = _STRICT[tuple(token.text for token in tokens[at : at + size])]
    return _one(tokens, at + size, above=side == "above")


def _one(
    tokens: Sequence[Token], at: int, *, above: bool
) -> tuple[Decimal | None, Decimal | None, int] | None:
    end = number(tokens, at)
    if end is None:
        return None
    return (end[0], None, end[1]) if above else (None, end[0], end[1])


def _unit(tokens: Sequence[Token], at: int) -> str | None:
    if at + 2 >= len(tokens) or tokens[at + 1].text != "/":
        return None
    return _PER_LITRE.get((tokens[at].text, tokens[at + 2].text))
