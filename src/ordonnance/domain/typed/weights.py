"""Reading doses that a pipette graduated by weight gives: « 1 dose de 15 kg ».

The weight is a mark on the pipette: it stays in the name of the unit, and nothing is worked out.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ordonnance.domain.dosage import Dose
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.quantity import Unit
from ordonnance.domain.typed.draft import Sketch
from ordonnance.domain.typed.phrases import found, number, said
from ordonnance.domain.typed.tokens import Token

_GRADUATED: Final = {
    ("dose",): "dose-poids", ("doses",): "dose-poids", ("dose", "poids"): "dose-poids",
    ("doses", "poids"): "dose-poids", ("pipette",): "pipette", ("pipettes",): "pipette",
    ("dose", "kg"): "dose-poids", ("unidose",): "dose-poids",
}  # fmt: skip
_LINKS: Final = (
    ("pour", "un", "poids", "de"), ("pour", "un", "enfant", "de"), ("graduee", "a"), ("graduee",),
    ("de",), ("pour",), ("a",),
)  # fmt: skip
_HEAVIEST: Final = 100
"""Kilograms: no pipette is graduated beyond."""


def weighed(tokens: Sequence[Token], at: int, sketch: Sketch) -> int | None:
    """« 1 dose de 15 kg », « dose poids 12 kg » (one dose, with care)."""
    amount = number(tokens, at)
    named = found(tokens, amount[1] if amount else at, _GRADUATED)
    if named is None or sketch.last.has("dose", "calculated"):
        return None
    if amount is None and at > 0 and tokens[at - 1].value is not None:
        return None
    name, place = named
    place += next((len(link) for link in _LINKS if said(tokens, place, *link)), 0)
    weight = number(tokens, place)
    if weight is None or not said(tokens, weight[1], "kg") or not 0 < weight[0] <= _HEAVIEST:
        return None
    count = amount[0] if amount else Decimal(1)
    if not count or said(tokens, weight[1] + 1, "/"):
        return None
    if amount is None:
        sketch.note("« dose » sans nombre, lue « 1 dose »")
    label = f"{name} de {in_figures(weight[0])} kg"
    return weight[1] + 1 if sketch.last.put(dose=Dose.of(count, Unit(label))) else None
