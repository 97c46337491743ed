"""How what is asked at the counter for one line becomes what is served."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ordonnance.domain.counter import NOTHING_SAID, AgreedPoint
from ordonnance.domain.dispensing import (
    BEFORE_ITS_DAY,
    QuantityReason,
    Served,
    Substitution,
    SubstitutionKind,
)
from ordonnance.domain.drug import Catalogue, Medicine, Presentation
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.numbers import in_figures
from ordonnance.domain.prescription import Line
from ordonnance.law.drugs import reading
from ordonnance.law.due import Due, NotDue
from ordonnance.law.serving import due
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.line_request import LineRequest, invalid_quantity
from ordonnance.usecases.not_due import not_due
from ordonnance.usecases.packs import usual_pack
from ordonnance.usecases.substituting import substitution_of


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack handed over for a line, if it is known, and the medicine it belongs to."""

    medicine: Medicine | None
    presentation: Presentation | None
    substitution: Substitution | None


def quantity_served(
    opened: Opened, line: Line, request: LineRequest, catalogue: Catalogue,
    owed_of: Callable[[Presentation | None], Due] | None = None,
) -> Served:  # fmt: skip
    """What would be served for a line today; raises Refusal when it cannot be.

    `owed_of` says what is owed, counted in the pack handed over, when it is not what is written.

    Codes: PACK_REQUIRED, PACK_UNKNOWN, SUBSTITUTION_NOT_ALLOWED, SUBSTITUTION_REASON_REQUIRED,
    LINE_NOT_DUE, LINE_ENDED, LOT_REQUIRED, QUANTITY_INVALID, QUANTITY_TOO_LARGE,
    QUANTITY_REASON_REQUIRED.
    """
    pack = pack_for(opened, line, request, catalogue)
    counted = pack.presentation
    soon = early(opened, line, request)
    owed = owed_of(counted) if owed_of else owed_in(opened, line, counted, anticipate=soon)
    if owed.state_reason is NotDue.NOT_YET:
        # The rest of a portion is due, but not in this pack: a whole one exceeds it.
        raise not_due(opened, line, owed)
    packs, units = _amount(line, request, owed)
    why = _reason_within(line, request, owed, packs, units)
    return Served(
        line.number,
        pack.medicine.name if pack.medicine else line.label,
        packs,
        units,
        _days(owed, packs, units),
        owed.first_day,
        pack.presentation.cip13.value if pack.presentation else None,
        pack.substitution,
        why,
        request.lot,
        request.note,
        request.facts if request.facts != NOTHING_SAID else None,
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


def early(opened: Opened, line: Line, request: LineRequest) -> bool:
    """True when a renewal may come before its day: a reason of that kind is told
    (RX-REN-02).

    Never a stupéfiant nor a fraction: the next one follows the end of the last one.
    """
    medicine = opened.medicines.get(line.number)
    why = request.quantity_reason
    if why not in BEFORE_ITS_DAY or medicine is None or line.fraction is not None:
        return False
    law = reading(medicine, opened.ordonnance.established_on)
    return not law.narcotic and law.fraction is None


def owed_in(
    opened: Opened, line: Line, pack: Presentation | None, *, anticipate: bool = False
) -> Due:
    """What is owed on a line today, counted in the pack handed over; `anticipate` as in `due`."""
    return due(
        line,
        opened.medicines.get(line.number),
        opened.ordonnance.established_on,
        opened.stored.progress.served(line.number),
        opened.day,
        packs_of=pack,
        anticipate=anticipate,
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
    asked = _in_words(request)
    substitution = substitution_of(opened, line, asked, scanned)
    return Pack(scanned, scanned.presentation(request.cip13), substitution)


def _in_words(request: LineRequest) -> Substitution | None:
    """The substitution asked; the words of an agreement on the medicine are its own."""
    asked, agreement = request.substitution, request.facts.agreement
    if asked is None or asked.text or asked.kind is not SubstitutionKind.PRESCRIBER_AGREEMENT:
        return asked
    agreed = agreement is not None and request.facts.agreed(AgreedPoint.MEDICINE)
    return replace(asked, text=agreement.text) if agreement is not None and agreed else asked


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
        raise invalid_quantity(
            line.number, "la posologie ne fait rien de dû : dire la quantité servie"
        )
    return packs, owed.portion_units


def _packs_of_units(line: Line, units: Decimal, owed: Due) -> Decimal:
    """Packs that hold those units, to the thousandth."""
    if owed.per_pack is None:
        raise invalid_quantity(line.number, "cette boîte ne se compte pas en unités")
    return _thousandth(units / owed.per_pack)


def _units_of_packs(line: Line, packs: Decimal, owed: Due) -> Decimal:
    """Units in those packs. A part of a pack, told to the thousandth, is a number of units."""
    units = packs * (owed.per_pack or 0)
    if not owed.exact or packs == packs.to_integral_value():
        return units
    whole = units.to_integral_value()
    if whole <= 0 or _thousandth(whole / (owed.per_pack or 1)) != _thousandth(packs):
        raise invalid_quantity(
            line.number, "cette part de boîte ne fait pas un nombre entier d'unités"
        )
    return whole


def _require_whole(line: Line, amount: Decimal, reason: str) -> None:
    if amount != amount.to_integral_value():
        raise invalid_quantity(line.number, reason)


def _thousandth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.001")).normalize()


def _reason_within(
    line: Line, request: LineRequest, owed: Due, packs: Decimal, units: Decimal | None
) -> QuantityReason | None:
    """A quantity within what remains; above the portion of the day it needs a reason.

    The prescriber's agreement on the quantity is one.
    """
    if _exceeds(owed, packs, units, owed.remaining_packs, owed.remaining_units):
        remaining = amount_text(owed.remaining_packs, owed.remaining_units)
        raise Refusal.of("QUANTITY_TOO_LARGE", line=line.number, remaining=remaining)
    beyond = _exceeds(owed, packs, units, owed.portion_packs, owed.portion_units)
    if beyond and request.quantity_reason is None:
        if request.facts.agreed(AgreedPoint.QUANTITY):
            return QuantityReason.PRESCRIBER_AGREEMENT
        portion = amount_text(owed.portion_packs, owed.portion_units)
        raise Refusal.of("QUANTITY_REASON_REQUIRED", line=line.number, due=portion)
    return request.quantity_reason


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
