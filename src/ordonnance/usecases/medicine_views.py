"""A medicine as a search answers it: enough to choose it, and to write it on a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.law.drugs import reading
from ordonnance.usecases.drug_facts import shortage_sentence
from ordonnance.usecases.drug_views import Facts


@dataclass(frozen=True, slots=True)
class SubstanceView:
    """An active substance and its strength for one countable unit, when it has one."""

    name: str
    code: str | None = None
    strength: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack sold: `units` are what it holds, absent when the label does not let us count."""

    cip13: str
    label: str
    units: Decimal | None = None
    unit: str | None = None
    price: Decimal | None = None
    reimbursement: str | None = None


@dataclass(frozen=True, slots=True)
class MedicineView:
    """A speciality: identity, composition, list today, packs sold; `shortage` says what stands."""

    cis: str
    name: str
    form: str
    routes: tuple[str, ...]
    substances: tuple[SubstanceView, ...]
    regime: str
    marketed: bool
    atc: str | None = None
    group: str | None = None
    packs: tuple[PackView, ...] = ()
    shortage: str | None = None


@dataclass(frozen=True, slots=True)
class FoundMedicines:
    """The specialities that match, best first, and the version of the drug facts."""

    facts: Facts
    medicines: tuple[MedicineView, ...]


def found_medicines(medicines: Iterable[Medicine], facts: Facts, day: date) -> FoundMedicines:
    """What a search answers on a day; medicines without a code are left out."""
    return FoundMedicines(facts, tuple(_view(each, day) for each in medicines if each.cis))


def _view(medicine: Medicine, day: date) -> MedicineView:
    shortage = next((each for each in medicine.shortages if each.stands), None)
    return MedicineView(
        medicine.cis.value if medicine.cis else "",
        medicine.name,
        medicine.form,
        medicine.routes,
        tuple(
            SubstanceView(
                part.name,
                part.code,
                part.strength.value if part.strength else None,
                part.strength.unit.label if part.strength else None,
            )
            for part in medicine.substances
        ),
        reading(medicine, day).regime.value,
        medicine.marketed,
        medicine.atc,
        medicine.generic_group.group if medicine.generic_group else None,
        tuple(_pack(pack) for pack in medicine.presentations if pack.marketed),
        shortage_sentence(medicine, shortage) if shortage else None,
    )


def _pack(pack: Presentation) -> PackView:
    return PackView(
        pack.cip13.value,
        pack.label,
        pack.units,
        pack.unit.label if pack.unit else None,
        pack.price,
        pack.reimbursement,
    )
