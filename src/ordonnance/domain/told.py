"""What a document of another system says, held as said: concepts, pointers, medicines.

Our own facts have types of their own (CIS, RPPS, FINESS). What comes from elsewhere in Europe has
codes of terminologies that this base has no table of: they are kept with their words, never
judged.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ordonnance.domain.coding import Coding
from ordonnance.domain.people import Sex
from ordonnance.domain.quantity import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Concept:
    """Codes, words, or both for one thing. Raises ValueError when there is neither."""

    codes: tuple[Coding, ...] = ()
    text: str | None = None

    def __post_init__(self) -> None:
        if not self.codes and self.text is None:
            raise ValueError("un code ou un libellé est nécessaire")

    @property
    def label(self) -> str:
        """What a reader may be shown: the words, else the first code's."""
        return self.text or next((c.display for c in self.codes if c.display), self.codes[0].code)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Somebody or something as a document designates it: an identifier, an address, a name.

    `address` is that of a resource beside it. Raises ValueError when nothing designates it.
    """

    name: str | None = None
    system: str | None = None
    value: str | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        if self.name is None and self.value is None and self.address is None:
            raise ValueError("un identifiant, une adresse ou un nom est nécessaire")

    def __repr__(self) -> str:
        return "Pointer(•••)"


@dataclass(frozen=True, slots=True, repr=False)
class ToldPerson(Pointer):
    """Somebody described beside: a patient, or a professional with a role and a place."""

    birth_date: date | None = None
    sex: Sex | None = None
    role: Concept | None = None
    place: Pointer | None = None


@dataclass(frozen=True, slots=True)
class Strength:
    """A quantity for another one: « 50 mg pour 20 gouttes », « 10 flacons par boîte »."""

    quantity: Quantity
    per: Decimal
    per_unit: Unit | None = None

    def __post_init__(self) -> None:
        if not self.per.is_finite() or self.per <= 0:
            raise ValueError("dosage : une quantité positive au dénominateur")


@dataclass(frozen=True, slots=True)
class ToldSubstance:
    """A substance of a medicine. `basis` is the substance for which the strength is told."""

    concept: Concept
    strength: Strength | None = None
    basis: Concept | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class Accessory:
    """A device in the pack, such as two needles."""

    concept: Concept
    count: Decimal


@dataclass(frozen=True, slots=True)
class ToldMedicine:
    """A medicine as another system describes it (HL7 Europe MPD).

    `pack` is what one pack holds, `size` the content of one unit, `unit` the unit of presentation,
    `parts` the items of a combined pack. Raises ValueError when nothing says what it is.
    """

    concept: Concept | None = None
    name: str | None = None
    identifiers: tuple[Pointer, ...] = ()
    form: Concept | None = None
    substances: tuple[ToldSubstance, ...] = ()
    parts: tuple["ToldMedicine", ...] = ()
    pack: Strength | None = None
    size: Quantity | None = None
    unit: Concept | None = None
    classes: tuple[Concept, ...] = ()
    accessories: tuple[Accessory, ...] = ()
    holder: str | None = None
    lot: str | None = None

    def __post_init__(self) -> None:
        named = self.concept is not None or self.name is not None
        if not named and not self.substances and not self.parts:
            raise ValueError("médicament : un code, un nom ou une composition est nécessaire")

    @property
    def label(self) -> str:
        """What a reader may be shown: the name, else the code's words, else the composition."""
        if self.name is not None:
            return self.name
        if self.concept is not None:
            return self.concept.label
        return " + ".join(
            [each.concept.label for each in self.substances] + [each.label for each in self.parts]
        )
