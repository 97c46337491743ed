"""What is asked at the counter for one line, and how it becomes what is served or declined."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ordonnance.domain.dispensing import (
    DeclineReason,
    QuantityReason,
    Served,
    Substitution,
)
from ordonnance.domain.drug import Catalogue, Medicine, Presentation
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import Line
from ordonnance.law.due import Due, NotDue
from ordonnance.law.serving import due
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.packs import usual_pack
from ordonnance.usecases.substituting import substitution_of

MOST_PACKS, MOST_UNITS = 999, 9999
"""What one serving of one line may hold at most: beyond, a figure was mistyped."""


@dataclass(frozen=True, slots=True)
class LineRequest:
    """One line at the counter: a quantity (packs or units), or a reason not to serve.

    No quantity means the portion due that day. `cip13` is the pack handed over; it may be left out
    when one pack of the prescribed speciality fits.
    """

    line: int
    packs: Decimal | None = None
    units: Decimal | None = None
    cip13: Cip13 | None = None
    substitution: Substitution | None = None
    quantity_reason: QuantityReason | None = None
    lot: str | None = None
    decline: DeclineReason | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack handed over for a line, if it is known, and the medicine it belongs to."""

    medicine: Medicine | None
    presentation: Presentation | None
    substitution: Substitution | None


def quantity_served(
    opened: Opened, line: Line, request: LineRequest, catalogue: Catalogue
) -> Served:
    """What would be served for a line today; raises Refusal when it cannot be.

    Codes: PACK_REQUIRED, PACK_UNKNOWN, SUBSTITUTION_NOT_ALLOWED, SUBSTITUTION_REASON_REQUIRED,
    LINE_NOT_DUE, LOT_REQUIRED, QUANTITY_INVALID, QUANTITY_TOO_LARGE, QUANTITY_REASON_REQUIRED.
    """
    pack = pack_for(opened, line, request, catalogue)
    owed = owed_in(opened, line, pack.presentation)
    if owed.state_reason is NotDue.NOT_YET:
        # The rest of a portion is due, but not in this pack: a whole one exceeds it.
        on = short(owed.earliest) if owed.earliest else ""
        raise Refusal.of("LINE_NOT_DUE", line=line.number, next_on=on)
    packs, units = _amount(line, request, owed)
    _require_within(line, request, owed, packs, units)
    return Served(
        line.number,
        pack.medicine.name if pack.medicine else line.label,
        packs,
        units,
        _days(owed, packs, units),
        owed.first_day,
        pack.presentation.cip13.value if pack.presentation else None,
        pack.substitution,
        request.quantity_reason,
        request.lot,
        request.note,
    )


def _days(owed: Due, packs: Decimal, units: Decimal | None) -> int:
    """Days covered. The portion covers its own days: a fraction of 14 days is 14, not 15 (patches
    served whole cover a little more)."""
    if packs == owed.portion_packs and units == owed.portion_units and owed.portion_days:
        return owed.portion_days
    covered = owed.days_of(units=units, packs=packs)
    if covered is None and owed.portion_packs is None:
        # Nobody can count: the serving takes the days of the portion, so that the line ends.
        return owed.portion_days or 0
    return covered or 0


def owed_in(opened: Opened, line: Line, pack: Presentation | None) -> Due:
    """What is owed on a line today, counted in the pack handed over."""
    return due(
        line,
        opened.medicines.get(line.number),
        opened.ordonnance.established_on,
        opened.stored.progress.served(line.number),
        opened.day,
        packs_of=pack,
    )


def pack_for(opened: Opened, line: Line, request: LineRequest, catalogue: Catalogue) -> Pack:
    """The pack handed over: the one scanned, else the one that fits best."""
    if request.cip13 is None:
        if line.preparation is not None:
            return Pack(None, None, None)
        prescribed = _prescribed(line, catalogue)
        if prescribed is None:
            raise Refusal.of("PACK_REQUIRED", line=line.number)
        _require_lot(line, request, prescribed)
        served = opened.stored.progress.served(line.number)
        established_on = opened.ordonnance.established_on
        usual = usual_pack(line, prescribed, established_on, served, opened.day)
        return Pack(prescribed, usual, None)
    scanned = catalogue.with_presentation(request.cip13)
    if scanned is None:
        raise Refusal.of("PACK_UNKNOWN", line=line.number)
    _require_lot(line, request, scanned)
    substitution = substitution_of(
        opened, line, request.cip13, request.substitution, scanned, catalogue
    )
    return Pack(scanned, scanned.presentation(request.cip13), substitution)


def _prescribed(line: Line, catalogue: Catalogue) -> Medicine | None:
    product = line.product
    if product is None:
        return None
    if product.cis is not None:
        return catalogue.speciality(product.cis)
    return catalogue.with_presentation(product.cip13) if product.cip13 else None


def _require_lot(line: Line, request: LineRequest, served: Medicine) -> None:
    if served.biosimilar_group is not None and not request.lot:
        raise Refusal.of("LOT_REQUIRED", line=line.number)


def _amount(line: Line, request: LineRequest, owed: Due) -> tuple[Decimal, Decimal | None]:
    """(packs, countable units) handed over; units None when they cannot be counted."""
    held = owed.per_pack
    if request.units is not None:
        return _packs_of_units(line, request.units, owed), request.units
    if request.packs is not None:
        if not owed.exact:
            _require_whole(line, request.packs, "un nombre entier de boîtes est attendu")
        return request.packs, _units_of_packs(line, request.packs, owed) if held else None
    packs = owed.portion_packs if owed.portion_packs is not None else Decimal(1)
    if packs <= 0:
        raise _invalid(line.number, "la posologie ne fait rien de dû : dire la quantité servie")
    return packs, owed.portion_units


def _packs_of_units(line: Line, units: Decimal, owed: Due) -> Decimal:
    """Packs that hold those units, to the thousandth."""
    if owed.per_pack is None:
        raise _invalid(line.number, "cette boîte ne se compte pas en unités")
    return _thousandth(units / owed.per_pack)


def _units_of_packs(line: Line, packs: Decimal, owed: Due) -> Decimal:
    """Units in those packs. A part of a pack, told to the thousandth, is a number of units."""
    units = packs * (owed.per_pack or 0)
    if not owed.exact or packs == packs.to_integral_value():
        return units
    whole = units.to_integral_value()
    if whole <= 0 or _thousandth(whole / (owed.per_pack or 1)) != _thousandth(packs):
        raise _invalid(line.number, "cette part de boîte ne fait pas un nombre entier d'unités")
    return whole


def _require_whole(line: Line, amount: Decimal, reason: str) -> None:
    if amount != amount.to_integral_value():
        raise _invalid(line.number, reason)


def _invalid(line: int, reason: str) -> Refusal:
    return Refusal.of("QUANTITY_INVALID", line=line, reason=reason)


def _thousandth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.001")).normalize()


def _require_within(
    line: Line, request: LineRequest, owed: Due, packs: Decimal, units: Decimal | None
) -> None:
    """A quantity within what remains; above the portion of the day it needs a reason."""
    if _exceeds(owed, packs, units, owed.remaining_packs, owed.remaining_units):
        remaining = amount_text(owed.remaining_packs, owed.remaining_units)
        raise Refusal.of("QUANTITY_TOO_LARGE", line=line.number, remaining=remaining)
    beyond = _exceeds(owed, packs, units, owed.portion_packs, owed.portion_units)
    if beyond and request.quantity_reason is None:
        portion = amount_text(owed.portion_packs, owed.portion_units)
        raise Refusal.of("QUANTITY_REASON_REQUIRED", line=line.number, due=portion)


def _exceeds(
    owed: Due, packs: Decimal, units: Decimal | None, most_packs: Decimal | None,
    most_units: Decimal | None,
) -> bool:  # fmt: skip
    """Stupéfiants and fractions count to the unit; everything else by whole packs."""
    if owed.exact and units is not None and most_units is not None:
        return units > most_units
    return most_packs is not None and packs > most_packs


def amount_text(packs: Decimal | None, units: Decimal | None) -> str:
    """« 2 boîtes », « 1,5 boîte (42 unités) », for sentences."""
    if packs is None:
        return f"{in_figures(units)} unités" if units is not None else "la portion du jour"
    noun = "boîte" if packs < 2 else "boîtes"
    counted = f" ({in_figures(units)} unités)" if units is not None and packs % 1 else ""
    return f"{in_figures(packs)} {noun}{counted}"


def by_line(requests: tuple[LineRequest, ...]) -> Mapping[int, tuple[LineRequest, ...]]:
    """The requests by line number: several of one line are several packs or lots of it."""
    indexed: dict[int, tuple[LineRequest, ...]] = {}
    for request in requests:
        _require_sound(request)
        indexed[request.line] = (*indexed.get(request.line, ()), request)
    for line, several in indexed.items():
        if len(several) > 1:
            _require_distinct(line, several)
    return indexed


def _require_distinct(line: int, several: tuple[LineRequest, ...]) -> None:
    """Each names its own pack or lot, and how much of it: else a request was sent twice."""
    if any(each.decline is not None for each in several):
        raise _invalid(line, "elle est à la fois délivrée et non délivrée")
    if any(each.packs is None and each.units is None for each in several):
        raise _invalid(line, "elle figure deux fois : dire la quantité de chaque boîte")
    if len({(each.cip13, each.lot) for each in several}) != len(several):
        raise _invalid(line, "elle figure deux fois avec la même boîte")


def _require_sound(request: LineRequest) -> None:
    """A quantity that a hand can take, in one measure, and none for what is declined."""
    if request.packs is not None and request.units is not None:
        raise _invalid(request.line, "boîtes ou unités, pas les deux")
    amount = request.packs if request.units is None else request.units
    if amount is None:
        return
    if request.decline is not None:
        raise _invalid(request.line, "une ligne non délivrée n'a pas de quantité")
    in_units = request.units is not None
    most, noun = (MOST_UNITS, "unités") if in_units else (MOST_PACKS, "boîtes")
    reason = _unsound(amount, most, noun)
    if reason is None and in_units and amount != amount.to_integral_value():
        reason = "un nombre entier d'unités est attendu"
    if reason is not None:
        raise _invalid(request.line, reason)


def _unsound(amount: Decimal, most: int, noun: str) -> str | None:
    """Why a figure is no quantity, in French; None when it may be one."""
    if not amount.is_finite():
        return "ce n'est pas un nombre"
    if amount == 0:
        return "elle est nulle"
    if amount < 0:
        return "elle est négative"
    if amount > most:
        return f"elle dépasse {most} {noun}"
    if amount != amount.quantize(Decimal("0.001")):
        return "trois décimales au plus sont attendues"
    return None
