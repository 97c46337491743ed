"""The people and places named on an ordonnance, as the document declares them.

What the session proves about the caller stands in `ordonnance.domain.actors`; here is what the
sheet says (CSP R.5132-3, CSS R.161-45), to be compared and checked.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import PARIS, zone_of_postcode
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Adeli, AmNumber, Finess, Ins, Rpps, Siret


class IdentityStatus(StrEnum):
    """Trust in a patient's identity (RNIV, EXI SI 07); only QUAL may carry the INS."""

    PROVISIONAL = "PROV"
    RETRIEVED = "RECUP"
    VALIDATED = "VALI"
    QUALIFIED = "QUAL"


class Sex(StrEnum):
    """Administrative sex, FHIR codes (INS knows female and male only)."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Patient:
    """The person treated. Absent from an anonymous ordonnance."""

    family: str | None
    given: tuple[str, ...]
    sex: Sex | None
    birth_date: date | None
    ins: Ins | None = None
    identity: IdentityStatus = IdentityStatus.PROVISIONAL
    used_family: str | None = None
    birth_place: str | None = None
    weight_kg: Decimal | None = None
    height_cm: Decimal | None = None

    @property
    def ins_qualified(self) -> bool:
        """True when the INS may be used as an identity (status QUAL and a matricule)."""
        return self.identity is IdentityStatus.QUALIFIED and self.ins is not None

    def __repr__(self) -> str:
        return "Patient(•••)"


@dataclass(frozen=True, slots=True)
class Practice:
    """Where the prescriber works: the structure of activity printed on the sheet."""

    name: str
    lines: tuple[str, ...] = ()
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    phone: str | None = None
    email: str | None = None
    finess: Finess | None = None
    am: AmNumber | None = None
    siret: Siret | None = None
    service: str | None = None

    @property
    def zone(self) -> str:
        """IANA time zone of the place: decides the legal day of prescribing."""
        try:
            return zone_of_postcode(self.postcode or "")
        except ValueError:
            # No French postcode on the sheet: the clocks are those of metropolitan France.
            return PARIS


@dataclass(frozen=True, slots=True)
class ReplacedPrescriber:
    """The colleague whom a remplaçant replaces."""

    rpps: Rpps | None
    family: str
    given: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "ReplacedPrescriber(•••)"


@dataclass(frozen=True, slots=True)
class Prescriber:
    """The author of the ordonnance as the sheet names them (R.5132-3 1°)."""

    family: str | None
    given: tuple[str, ...]
    profession: Profession | None
    practice: Practice | None
    rpps: Rpps | None = None
    adeli: Adeli | None = None
    prefix: str | None = None
    specialty: Coding | None = None
    sector: str | None = None
    replaces: ReplacedPrescriber | None = None
    others: tuple[Coding, ...] = field(default=())

    @property
    def zone(self) -> str:
        """Zone of the practice, metropolitan France when it is not known."""
        return self.practice.zone if self.practice else PARIS

    def __repr__(self) -> str:
        return f"Prescriber({self.profession})"
