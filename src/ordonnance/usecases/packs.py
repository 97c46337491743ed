"""Which pack a line is counted and served in, when nobody scanned one."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import Line
from ordonnance.law.serving import due
from ordonnance.law.terms import Terms, terms_of
from ordonnance.law.treatment import one_duration, packs_of


def in_town(packs: Sequence[Presentation]) -> list[Presentation]:
    """The packs sold, without those of hospitals: they have no rate beside others that have one."""
    sold = [pack for pack in packs if pack.marketed]
    return [pack for pack in sold if pack.reimbursement] or sold


def usual_pack(
    line: Line,
    medicine: Medicine | None,
    established_on: date,
    served: tuple[Served, ...],
    day: date,
) -> Presentation | None:
    """The pack served last, else the marketed one that gives the portion with the least left over.

    Kept for every line of the same terms. None when the medicine or its packs are not known (a line
    in DCI, a preparation).
    """
    named = line.product.cip13 if line.product else None
    return _usual(terms_of(line), named, medicine, established_on, served, day)


@lru_cache(maxsize=8192)
def _usual(
    line: Terms,
    named: Cip13 | None,
    medicine: Medicine | None,
    established_on: date,
    served: tuple[Served, ...],
    day: date,
) -> Presentation | None:
    offered = packs_of(medicine, named)
    former = served[-1].cip13 if served else None
    for pack in offered:
        if pack.cip13.value == former:
            return pack
    candidates = in_town(offered) or list(offered)
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    if line.packs is None and one_duration(line.said) is None:
        # Nothing fixes a quantity: the smallest pack is what may be served (R.162-20-4).
        return min(candidates, key=lambda pack: (pack.units is None, pack.units or 0))

    def cost(pack: Presentation) -> tuple[bool, int, int]:
        owed = due(line, medicine, established_on, served, day, packs_of=pack, anticipate=True)
        units, packs = owed.portion_units, owed.portion_packs
        return units is None, int(units or 0), int(packs or 0)

    return min(candidates, key=cost)
