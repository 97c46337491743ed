"""A medicine as the law and the counter see it: composition, conditions, packs, groups.

The facts come from the public drug database (or the demonstration catalogue, same layout); what
they mean in law is decided in `ordonnance.law`, never here.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

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

    def __hash__(self) -> int:
        # Packs are keys of what the law remembers: the code alone spreads them enough.
        return hash(self.cip13.value)


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
class HybridGroup:
    """Membership of the register of hybrid groups (L.5121-1 5° bis)."""

    group: str
    label: str
    reference: bool


class ShortageKind(StrEnum):
    """What is declared about the supply of a speciality (numbers of the public file)."""

    OUT_OF_STOCK = "1"
    TENSION = "2"
    DISCONTINUED = "3"
    BACK = "4"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "1": "rupture de stock",
            "2": "tension d’approvisionnement",
            "3": "arrêt de commercialisation",
            "4": "remise à disposition",
        }[self]


@dataclass(frozen=True, slots=True)
class Shortage:
    """One declaration; `cip13` None stands for every pack of the speciality."""

    kind: ShortageKind
    since: date | None = None
    updated: date | None = None
    back: date | None = None
    cip13: Cip13 | None = None
    link: str | None = None

    @property
    def stands(self) -> bool:
        """False once the medicine is declared available again."""
        return self.kind is not ShortageKind.BACK


@dataclass(frozen=True, slots=True)
class Variation:
    """A label of conditions that only `bearing` of the `of` specialities of a line in DCI bear."""

    label: str
    bearing: int
    of: int


@dataclass(frozen=True, slots=True)
class Medicine:
    """A speciality, or a virtual medicine built from a prescription in DCI (`cis` is then None).

    `variations` are the labels of a virtual one that depend on which speciality is served; `opens`
    the generic groups of the specialities that it stands for.
    """

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
    shortages: tuple[Shortage, ...] = ()
    hybrid_group: HybridGroup | None = None
    variations: tuple[Variation, ...] = ()
    opens: tuple[str, ...] = ()

    def __hash__(self) -> int:
        # Medicines are keys of what the law remembers of them: the name alone spreads them enough.
        return hash(self.name)

    def presentation(self, cip13: Cip13) -> Presentation | None:
        """The pack of this medicine with that code, or None."""
        return next((p for p in self.presentations if p.cip13 == cip13), None)

    def shortage_of(self, cip13: Cip13 | None = None) -> Shortage | None:
        """What stands about that pack, or about every pack when none is named; None if nothing."""
        return next((s for s in self.shortages if s.stands and s.cip13 in (None, cip13)), None)

    @property
    def single_strength(self) -> Quantity | None:
        """Strength of the only active substance, None for associations or when unknown."""
        return self.substances[0].strength if len(self.substances) == 1 else None


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """Which drug facts are in use: shown wherever a drug fact is shown.

    `demonstration`: a choice of specialities shipped with the program, not a source for care.
    """

    label: str
    source: str
    dated: date
    digest: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A snapshot of the drug facts, immutable: looked up without I/O, swapped whole on import."""

    version: CatalogueVersion
    by_cis: Mapping[str, Medicine] = field(repr=False)
    by_cip13: Mapping[str, Medicine] = field(repr=False)
    by_group: Mapping[str, tuple[Medicine, ...]] = field(repr=False)
    """Under the number of each generic group; hybrid and biosimilar groups under `hybrid:` and
    `biosimilar:` and their own."""
    by_substance: Mapping[str, tuple[Medicine, ...]] = field(repr=False)
    """Under each code of substance, and under each folded word of its name."""

    @classmethod
    def of(cls, version: CatalogueVersion, medicines: Iterable[Medicine]) -> "Catalogue":
        """Index the medicines; the last one wins if a code stands twice."""
        by_cis = {m.cis.value: m for m in medicines if m.cis}
        groups: dict[str, list[Medicine]] = {}
        words: dict[str, dict[str, Medicine]] = {}
        for cis, medicine in by_cis.items():
            for group in groups_of(medicine):
                groups.setdefault(group, []).append(medicine)
            for substance in medicine.substances:
                for word in substance_words(substance.name, substance.code):
                    words.setdefault(word, {})[cis] = medicine
        return cls(
            version,
            by_cis,
            {p.cip13.value: m for m in by_cis.values() for p in m.presentations},
            {group: tuple(members) for group, members in groups.items()},
            {word: tuple(found.values()) for word, found in words.items()},
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
        return self._others(medicine, medicine.generic_group.group)

    def same_hybrid_group(self, medicine: Medicine) -> tuple[Medicine, ...]:
        """The other members of its hybrid group, reference included."""
        if medicine.hybrid_group is None:
            return ()
        return self._others(medicine, f"hybrid:{medicine.hybrid_group.group}")

    def same_biosimilar_group(self, medicine: Medicine) -> tuple[Medicine, ...]:
        """The other members of its group of similar biological medicines, whatever the strength."""
        if medicine.biosimilar_group is None:
            return ()
        return self._others(medicine, f"biosimilar:{medicine.biosimilar_group}")

    def _others(self, medicine: Medicine, group: str) -> tuple[Medicine, ...]:
        members = self.by_group.get(group, ())
        return tuple(other for other in members if other.cis != medicine.cis)

    def holding(self, name: str, code: str | None) -> tuple[Medicine, ...]:
        """Every speciality that may hold the substance of that code or name; the caller decides.

        Those of the code come first; then, in the order of the catalogue, those whose substance
        has every word of the name.
        """
        words = [self.by_substance.get(word, ()) for word in folded(name).split()]
        named = min(words, key=len, default=())
        coded = self.by_substance.get(code, ()) if code else ()
        return tuple({m.cis: m for m in (*coded, *named)}.values())


def groups_of(medicine: Medicine) -> Iterator[str]:
    """The keys of the groups to which a medicine belongs, one for each register."""
    if medicine.generic_group is not None:
        yield medicine.generic_group.group
    if medicine.hybrid_group is not None:
        yield f"hybrid:{medicine.hybrid_group.group}"
    if medicine.biosimilar_group is not None:
        yield f"biosimilar:{medicine.biosimilar_group}"


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A text without case nor accents, to compare names of substances and of forms."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).strip()


def substance_words(name: str, code: str | None) -> tuple[str, ...]:
    """What a substance is found under: its code, and each word of its name."""
    words = folded(name).split()
    return (code, *words) if code else tuple(words)
