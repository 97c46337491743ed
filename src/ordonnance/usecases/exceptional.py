"""A line served beyond what is written: the month, or the three months, that a text allows.

How much and when is worked out here; whether the text allows it at all is for its rules.
"""

from decimal import Decimal

from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.prescription import Line
from ordonnance.law.exceptional import Beyond, Past, beyond
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.line_request import LineRequest, invalid_quantity
from ordonnance.usecases.serving import Pack, pack_for


def exceptional_served(
    opened: Opened, line: Line, request: LineRequest, kind: Exceptional
) -> Served:
    """What would be served for a line today under that text.

    Raises Refusal: PACK_REQUIRED, PACK_UNKNOWN, QUANTITY_INVALID, those of a substitution.
    """
    if request.units is not None:
        raise invalid_quantity(line.number, "cette délivrance se compte en boîtes")
    pack = _pack(opened, line, request, kind)
    now = _beyond(opened, line, kind, pack.presentation)
    packs = request.packs if request.packs is not None else now.packs
    if packs != packs.to_integral_value():
        raise invalid_quantity(line.number, "un nombre entier de boîtes est attendu")
    return Served(
        line.number,
        pack.medicine.name if pack.medicine else line.label,
        packs,
        _units(now, packs, pack.presentation),
        _days(now, packs),
        now.first_day,
        pack.presentation.cip13.value if pack.presentation else None,
        pack.substitution,
        request.quantity_reason,
        request.lot,
        request.note,
        request.facts,
    )


def _pack(opened: Opened, line: Line, request: LineRequest, kind: Exceptional) -> Pack:
    """The pack scanned, else the marketed one that makes the month with the fewest units."""
    pack = pack_for(opened, line, request, opened.catalogue)
    if request.cip13 is not None or pack.medicine is None or pack.presentation is None:
        return pack
    best = _smallest(opened, line, kind, pack.medicine, pack.presentation)
    return Pack(pack.medicine, best, pack.substitution)


def _smallest(
    opened: Opened, line: Line, kind: Exceptional, medicine: Medicine, usual: Presentation
) -> Presentation:
    if line.product is not None and line.product.cip13 is not None:
        return usual
    offered = [
        each
        for each in medicine.presentations
        if each.marketed and each.units is not None and each.unit == usual.unit
    ]

    def cost(pack: Presentation) -> tuple[Decimal, bool, Decimal, Decimal]:
        packs = _beyond(opened, line, kind, pack).packs
        held = (pack.units or Decimal(0)) * packs
        return held, pack.price is None, (pack.price or Decimal(0)) * packs, packs

    return min(offered, key=cost, default=usual)


def _beyond(opened: Opened, line: Line, kind: Exceptional, pack: Presentation | None) -> Beyond:
    progress = opened.stored.progress
    return beyond(
        kind, line, opened.medicines.get(line.number), opened.ordonnance.established_on,
        Past(
            progress.served(line.number),
            progress.exceptional(line.number, kind),
            progress.exceptional(line.number, Exceptional.LISTE_II),
        ), opened.day, pack,
    )  # fmt: skip


def _units(now: Beyond, packs: Decimal, pack: Presentation | None) -> Decimal | None:
    if now.portion.portion_units is None or pack is None or pack.units is None:
        return None
    return pack.units * packs


def _days(now: Beyond, packs: Decimal) -> int:
    return now.days if packs == now.packs else int(now.days * packs / now.packs)
