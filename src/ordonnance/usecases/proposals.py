"""What a pharmacist may hand over today for a line: packs of what is prescribed, and substitutes.

Asked for by a dispenser, on lines where something is due: nothing more than the portion of the day
is told. A proposal decides nothing: what is served is judged when it is served.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil

from ordonnance.domain.drug import GroupRole, Medicine, Presentation
from ordonnance.domain.prescription import Line
from ordonnance.law.biosimilars import BIOSIMILARS_SOURCE, same_dose
from ordonnance.law.due import Due
from ordonnance.law.french import plural, typographic
from ordonnance.law.hybrids import HYBRIDS_SOURCE, hybrid_substitutable
from ordonnance.law.packing import held, packs_for
from ordonnance.law.perimeter import perimeter_problem
from ordonnance.law.substitution import biosimilar_substitutable, substitution_problem
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.drug_facts import shortage_sentence
from ordonnance.usecases.drug_views import Proposal, ProposedPack, Unproposed
from ordonnance.usecases.medicines import equivalents
from ordonnance.usecases.packs import in_town
from ordonnance.usecases.serving import owed_in
from ordonnance.usecases.view import owed_on

MOST = 12
"""Proposals for one line; the others are counted, not shown."""

NOT_SUBSTITUTABLE = "l'ordonnance porte « non substituable » : rien d'autre n'est proposé"
NO_SUBSTITUTE = (
    "aucune autre spécialité commercialisée du catalogue ne peut le remplacer : ni groupe "
    "générique, ni groupe hybride ou biologique ouvert à la substitution"
)
_HYBRID = f"hybride : informer le patient ({HYBRIDS_SOURCE})"
_BIOSIMILAR = (
    f"biosimilaire : informer le patient et le prescripteur, relever le lot ({BIOSIMILARS_SOURCE})"
)


def proposals_of(opened: Opened) -> tuple[tuple[Proposal, ...], tuple[Unproposed, ...]]:
    """For every line on which something is due today; none on an ordonnance that is over."""
    found: list[Proposal] = []
    missing: list[Unproposed] = []
    progress = opened.stored.progress
    if progress.ending is not None:
        return (), ()
    for line in opened.ordonnance.lines:
        if line.product is not None and owed_on(opened, line, progress, opened.day).is_due:
            mine, why = _Proposing(opened, line).all()
            found += mine
            missing += (Unproposed(line.number, typographic(each)) for each in why)
    return tuple(found), tuple(missing)


KINDS = ("PRESCRIBED", "DCI", "GENERIC", "HYBRID", "BIOSIMILAR")
"""What a medicine that may be handed over is to the one prescribed, best first."""

_Chosen = tuple[tuple[ProposedPack, ...], int | None, Decimal | None]
"""Packs, days that they cover, units left over."""


def _order(each: Proposal) -> tuple[int, bool, bool, Decimal, str]:
    """As prescribed first, then what is not short, then the cheapest."""
    price = each.price or Decimal(0)
    rank = KINDS.index(each.kind)
    return rank, each.shortage is not None, each.price is None, price, each.medicine


@dataclass(slots=True)
class _Proposing:
    """The proposals of one line; what is owed is computed once for each size of pack."""

    opened: Opened
    line: Line
    owed: dict[tuple[Decimal | None, str], Due] = field(default_factory=dict)

    def all(self) -> tuple[list[Proposal], list[str]]:
        """The proposals, best first, and why others are missing."""
        candidates = list(self._candidates())
        why = []
        if not candidates:
            why.append("aucune spécialité commercialisée du catalogue ne correspond")
        elif self.line.not_substitutable is not None:
            why.append(NOT_SUBSTITUTABLE)
        elif all(kind == "PRESCRIBED" for _, kind, _ in candidates):
            why.append(NO_SUBSTITUTE)
        found = [each for each in (self._proposal(*one) for one in candidates) if each]
        if len(found) < len(candidates):
            why.append("des spécialités dont aucune boîte ne convient ne sont pas montrées")
        found.sort(key=_order)
        if len(found) > MOST:
            left = plural(len(found) - MOST, "autre spécialité n’est pas montrée",
                          "autres spécialités ne sont pas montrées")  # fmt: skip
            why.append(left)
        return found[:MOST], why

    def _candidates(self) -> Iterator[tuple[Medicine, str, str | None]]:
        """(medicine, kind, note) of everything sold that the law lets be handed over."""
        line, catalogue, day = self.line, self.opened.catalogue, self.opened.day
        prescribed = self.opened.medicines.get(line.number)
        if prescribed is None or line.product is None:
            return
        if prescribed.cis is None:
            for each in self._servable(prescribed, equivalents(line, catalogue)):
                yield each, "DCI", None
            return
        yield prescribed, "PRESCRIBED", None
        if line.not_substitutable is not None:
            return
        for each in self._servable(prescribed, catalogue.same_group(prescribed)):
            if each.generic_group and each.generic_group.role is not GroupRole.COMPLEMENTARY:
                yield each, "GENERIC", None
        for each in self._servable(prescribed, catalogue.same_hybrid_group(prescribed)):
            if hybrid_substitutable(prescribed, each, day):
                yield each, "HYBRID", typographic(_HYBRID)
        for each in self._servable(prescribed, catalogue.same_biosimilar_group(prescribed)):
            open_to_it = all(biosimilar_substitutable(one, day) for one in (prescribed, each))
            if open_to_it and _same_strength(prescribed, each):
                yield each, "BIOSIMILAR", typographic(_BIOSIMILAR)

    def _servable(self, prescribed: Medicine, others: Iterable[Medicine]) -> Iterator[Medicine]:
        day = self.opened.ordonnance.established_on
        for other in others:
            sold = other.marketed and perimeter_problem(other) is None
            if sold and substitution_problem(prescribed, other, day) is None:
                yield other

    def _proposal(self, medicine: Medicine, kind: str, note: str | None) -> Proposal | None:
        product = self.line.product
        named = product.cip13 if product and kind == "PRESCRIBED" else None
        sold = [pack for pack in medicine.presentations if pack.marketed and pack.cip13 == named]
        sold = sold if named is not None else in_town(medicine.presentations)
        packs, days, surplus = self._packs(sold)
        if not packs or medicine.cis is None:
            return None
        codes = {pack.cip13 for pack in packs}
        chosen = [medicine.shortage_of(p.cip13) for p in sold if p.cip13.value in codes]
        shortage = next((each for each in chosen if each is not None), None)
        return Proposal(
            self.line.number,
            kind,
            medicine.cis.value,
            medicine.name,
            packs,
            days,
            surplus,
            _price(packs),
            shortage_sentence(medicine, shortage) if shortage else None,
            note,
        )

    def _packs(self, sold: list[Presentation]) -> _Chosen:
        """What makes the portion of the day; of two packs of one size, the cheaper."""
        by_size: dict[Decimal, tuple[Presentation, Due]] = {}
        for pack in sorted(sold, key=lambda each: (each.price is None, each.price or 0)):
            if pack.units is not None and pack.units not in by_size:
                owed = self._owed_in(pack)
                if owed.is_due and owed.portion_units:
                    by_size[pack.units] = pack, owed
        if not by_size:
            return self._uncounted(sold)
        if next(iter(by_size.values()))[1].exact:
            return _to_the_unit(by_size.values())
        need = min(_needed(owed) for _, owed in by_size.values())
        counts = packs_for(need, frozenset(by_size))
        owed = by_size[counts[0][0]][1]
        chosen = tuple(
            _proposed(by_size[size][0], Decimal(count), size * count) for size, count in counts
        )
        return chosen, owed.days_of(units=held(counts), packs=None), held(counts) - need

    def _uncounted(self, sold: list[Presentation]) -> _Chosen:
        """Packs that nobody can count: the first, with the number prescribed when there is one."""
        for pack in sold:
            owed = self._owed_in(pack)
            if owed.is_due:
                return (_proposed(pack, owed.portion_packs, None),), owed.portion_days, None
        return (), None, None

    def _owed_in(self, pack: Presentation) -> Due:
        key = pack.units, pack.unit.label if pack.unit else ""
        known = self.owed.get(key)
        if known is None:
            known = self.owed[key] = owed_in(self.opened, self.line, pack)
        return known


def _same_strength(one: Medicine, other: Medicine) -> bool:
    """Same doses, device, form and route: a biological group holds every size of its substance."""
    alike = one.form == other.form and set(one.routes) == set(other.routes)
    return alike and same_dose(one.name, other.name)


def _needed(owed: Due) -> Decimal:
    """Units that the days of the portion take, before they are rounded to whole packs.

    The portion that ends the treatment needs what remains of it. A portion never exceeds its month.
    """
    portion, remaining = owed.portion_units or Decimal(0), owed.remaining_units
    if remaining is not None and remaining <= portion:
        return remaining
    units = Decimal(ceil((owed.daily or 0) * (owed.portion_days or 0)))
    return min(units, portion) or portion


def _to_the_unit(choices: Iterable[tuple[Presentation, Due]]) -> _Chosen:
    """Narcotics and fractions: exactly the units due, from the pack that leaves the fewest."""

    def left(choice: tuple[Presentation, Due]) -> Decimal:
        size, units = choice[0].units or Decimal(1), choice[1].portion_units or Decimal(0)
        return -units % size

    pack, owed = min(choices, key=left)
    chosen = _proposed(pack, owed.portion_packs, owed.portion_units)
    return (chosen,), owed.portion_days, Decimal(0)


def _price(packs: Iterable[ProposedPack]) -> Decimal | None:
    """What the packs cost in all, when each price is known and no pack is cut."""
    total = Decimal(0)
    for pack in packs:
        if pack.price is None or pack.count is None or pack.count % 1:
            return None
        total += pack.price * pack.count
    return total.quantize(Decimal("0.01"))


def _proposed(pack: Presentation, count: Decimal | None, units: Decimal | None) -> ProposedPack:
    price, rate = pack.price, pack.reimbursement
    if count is not None and count == count.to_integral_value():
        count = count.to_integral_value()
    return ProposedPack(pack.cip13.value, pack.label, count, units, price, rate)
