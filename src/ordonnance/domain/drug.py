"""A medicine as the law and the counter see it: composition, conditions, packs, groups.

The facts come from the public drug database (or the demonstration catalogue, same layout); what
they mean in law is decided in `ordonnance.law`, never here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.ids import Cip13, Cis
from ordonnance.domain.quantity import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Substance:
    """One active substance of a medicine, with its strength per countable unit when it has one."""

    name: str
    code: str | None = None
    strength: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Presentation:
    """One pack as sold: its CIP13 and what it holds.

    `units` is the number of countable units in the pack (tablets, capsules, patches, millilitres);
    None when the label does not let us count.
    """

    cip13: Cip13
    label: str
    units: Decimal | None
    unit: Unit | None
    marketed: bool = True
    reimbursement: str | None = None
    price: Decimal | None = None


class GroupRole(StrEnum):
    """Place of a speciality in its generic group (numbers of the public file)."""

    REFERENCE = "0"
    GENERIC = "1"
    COMPLEMENTARY = "2"
    SUBSTITUTABLE = "4"


@dataclass(frozen=True, slots=True)
class GenericGroup:
    """Membership of the register of generic groups (L.5121-1 5°)."""

    group: str
    label: str
    role: GroupRole


@dataclass(frozen=True, slots=True)
class Medicine:
    """A speciality, or a virtual medicine built from a prescription in DCI (`cis` is then None)."""

    cis: Cis | None
    name: str
    form: str
    routes: tuple[str, ...]
    substances: tuple[Substance, ...]
    conditions: tuple[str, ...] = ()
    presentations: tuple[Presentation, ...] = ()
    generic_group: GenericGroup | None = None
    biosimilar_group: str | None = None
    atc: str | None = None
    holder: str | None = None
    marketed: bool = True

    def __hash__(self) -> int:
        # Medicines are keys of what the law remembers of them: the name alone spreads them enough.
        return hash(self.name)

    def presentation(self, cip13: Cip13) -> Presentation | None:
        """The pack of this medicine with that code, or None."""
        return next((p for p in self.presentations if p.cip13 == cip13), None)

    @property
    def single_strength(self) -> Quantity | None:
        """Strength of the only active substance, None for associations or when unknown."""
        return self.substances[0].strength if len(self.substances) == 1 else None


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """Which drug facts are in use: shown wherever a drug fact is shown."""

    label: str
    source: str
    dated: date
    digest: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A snapshot of the drug facts, immutable: looked up without I/O, swapped whole on import."""

    version: CatalogueVersion
    by_cis: Mapping[str, Medicine] = field(repr=False)
    by_cip13: Mapping[str, Medicine] = field(repr=False)

    @classmethod
    def of(cls, version: CatalogueVersion, medicines: Iterable[Medicine]) -> "Catalogue":
        """Index the medicines; the last one wins if a code stands twice."""
        kept = tuple(medicines)
        return cls(
            version,
            {m.cis.value: m for m in kept if m.cis},
            {p.cip13.value: m for m in kept for p in m.presentations},
        )

    def speciality(self, cis: Cis) -> Medicine | None:
        """The speciality with that CIS code, or None when the catalogue does not know it."""
        return self.by_cis.get(cis.value)

    def with_presentation(self, cip13: Cip13) -> Medicine | None:
        """The speciality sold under that CIP13, or None."""
        return self.by_cip13.get(cip13.value)

    def same_group(self, medicine: Medicine) -> tuple[Medicine, ...]:
        """The other members of its generic group, reference included."""
        if medicine.generic_group is None:
            return ()
        group = medicine.generic_group.group
        return tuple(
            m
            for m in self.by_cis.values()
            if m.generic_group and m.generic_group.group == group and m.cis != medicine.cis
        )
