"""What a prescriber writes beside a line, as types, so that « absent » and « refused » differ."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ordonnance.domain.calendar import Duration, Period
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Finess


class NonSubstitutionReason(StrEnum):
    """The three admissible reasons (arrêté du 12 novembre 2019)."""

    NARROW_MARGIN = "MTE"
    CHILD_FORM = "EFG"
    CONTRAINDICATION = "CIF"


@dataclass(frozen=True, slots=True)
class NotSubstitutable:
    """« Non substituable » next to the denomination, with its reason (R.5125-54).

    `reason` None means that the mention stands without one of the three codes: the law judges it.
    """

    reason: NonSubstitutionReason | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class OffLabel:
    """« Prescription hors autorisation de mise sur le marché » (CSS L.162-4)."""

    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NamedPharmacy:
    """The pharmacy that the patient named to the prescriber (CSS L.162-4-2)."""

    name: str
    finess: Finess | None = None


@dataclass(frozen=True, slots=True)
class OverlapMention:
    """Express mention that allows an ordonnance over a period already covered (R.5132-33 al. 2)."""

    text: str
    over: date | None = None


@dataclass(frozen=True, slots=True)
class ScheduledIntervention:
    """Dates that R.5132-29 asks for before a scheduled intervention."""

    on: date
    discharge_on: date | None = None
    window: Period | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """An examination, test or diagnosis whose date conditions serving, with its lapse in days."""

    label: str
    on: date
    lapse: Duration | None = None


class Access(StrEnum):
    """Framework outside the marketing authorisation under which a medicine is prescribed."""

    EARLY = "AAP"
    COMPASSIONATE = "AAC"
    COMPASSIONATE_FRAMEWORK = "CPC"


@dataclass(frozen=True, slots=True)
class InitialPrescription:
    """The first prescription on which a renewal rests (R.5121-77 3°, labels of conditions).

    `specialty` is that of its author, `hospital` True when it was made at a hospital; None: unsaid.
    """

    on: date
    hospital: bool | None = None
    specialty: Coding | None = None
    establishment: str | None = None


class ConditionalTest(StrEnum):
    """The test that decides of a conditional delivery (L.5121-12-1-1)."""

    ANGINA = "TROD_ANGINE"
    CYSTITIS = "BU_CYSTITE"


@dataclass(frozen=True, slots=True)
class ConditionalDelivery:
    """Delivered only when the test gives the result written; `within`: days after writing."""

    test: ConditionalTest
    result: str
    within: Duration | None = None


@dataclass(frozen=True, slots=True)
class SupportingDocument:
    """The document that justifies the reimbursement of a product (CSS L.162-1-7-1)."""

    reference: str
    reimbursable: bool | None = None
    """False when it says that the indication is outside those reimbursed."""


class PriorAgreement(StrEnum):
    """Where a request for the fund's prior agreement stands (CSS L.162-4 5°)."""

    NOT_ASKED = "NOT_ASKED"
    PENDING = "PENDING"
    GRANTED = "GRANTED"
    REFUSED = "REFUSED"
