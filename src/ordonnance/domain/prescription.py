"""The ordonnance and its lines: what the prescriber wrote, nothing of what happened afterwards.

Each line stands on its own (category, right to serve, remaining quantity); the ordonnance is their
group. Mentions are types, so that « absent » and « refused » cannot be confused.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from ordonnance.domain.calendar import Duration, legal_day
from ordonnance.domain.coding import Coding
from ordonnance.domain.derogation import Derogation
from ordonnance.domain.ids import Cip13, Cis
from ordonnance.domain.mentions import (
    Access,
    ConditionalDelivery,
    Examination,
    InitialPrescription,
    NamedPharmacy,
    NotSubstitutable,
    OffLabel,
    OverlapMention,
    PriorAgreement,
    ScheduledIntervention,
    SupportingDocument,
)
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient, Prescriber
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity, Unit

MOST_LINES = 60
"""Most lines of an ordonnance, wherever one is written or read (ARCHITECTURE, Safety)."""


class Category(StrEnum):
    """What a line prescribes; one ordonnance may hold several medicines, other kinds come later."""

    MEDICINE = "medicine"
    PREPARATION = "preparation"
    DEVICE = "device"
    BIOLOGY = "biology"
    NURSING = "nursing"
    PHYSIOTHERAPY = "physiotherapy"
    SPEECH_THERAPY = "speech-therapy"
    ORTHOPTICS = "orthoptics"
    PODIATRY = "podiatry"


class Exoneration(StrEnum):
    """Ground on which the patient's share is waived or changed for a line."""

    ALD = "ALD"
    WORK_ACCIDENT = "AT_MP"
    PREVENTION = "PREVENTION"
    MATERNITY = "MATERNITE"
    INVALIDITY = "INVALIDITE"
    POST_ALD = "POST_ALD"
    """Acts and examinations that follow an ALD which no longer exonerates (CSS D.160-5 II)."""


@dataclass(frozen=True, slots=True)
class DciSubstance:
    """One substance of a prescription in common name (R.5125-55).

    `per` is what the strength is measured in (« 0,5 mg per g »); None: per countable unit.
    """

    name: str
    code: Coding | None = None
    strength: Quantity | None = None
    per: Unit | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What is prescribed: a speciality (CIS, maybe one CIP13), or DCI, strength, form, route."""

    label: str
    cis: Cis | None = None
    cip13: Cip13 | None = None
    substances: tuple[DciSubstance, ...] = ()
    form: Coding | None = None
    other_codes: tuple[Coding, ...] = ()
    content: Quantity | None = None
    """What one unit holds in all: its volume, or its weight."""

    @property
    def in_dci(self) -> bool:
        """True when no speciality is named."""
        return self.cis is None and self.cip13 is None


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One ingredient of a preparation, quantity as written (« qsp » has none).

    `product` describes an ingredient that is a medicine of its own, `label` then repeats its name;
    `per` is what the quantity is measured in, None for one unit of the preparation.
    """

    label: str
    quantity: Quantity | None = None
    qsp: bool = False
    product: Product | None = None
    per: Unit | None = None


@dataclass(frozen=True, slots=True)
class Preparation:
    """A magistral or officinal preparation: formula, total, mention of CSS R.163-1 III."""

    label: str
    ingredients: tuple[Ingredient, ...]
    total: Quantity | None = None
    therapeutic_mention: bool = False
    form: Coding | None = None


class RelationKind(StrEnum):
    """When a medicine is taken with regard to another one (FHIR action-relationship-type)."""

    BEFORE = "before"
    TOGETHER = "concurrent"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a line stands to the line number `other` of the same ordonnance.

    `interval` is the time between the two. `instead`: the two are alternatives, and this one is
    taken when `condition` holds.
    """

    kind: RelationKind
    other: int
    interval: Quantity | None = None
    instead: bool = False
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One prescription line.

    `renewals` follows FHIR: None is unstated, 0 is forbidden, n is n times after the first.
    `duration` is that of one execution (the renewals repeat it); `packs` likewise.
    """

    number: int
    id: str
    category: Category
    posology: Posology
    product: Product | None = None
    preparation: Preparation | None = None
    duration: Duration | None = None
    packs: int | None = None
    renewals: int | None = None
    exoneration: Exoneration | None = None
    not_substitutable: NotSubstitutable | None = None
    not_reimbursable: bool = False
    off_label: OffLabel | None = None
    named_pharmacy: NamedPharmacy | None = None
    fraction: Duration | None = None
    single_delivery: bool = False
    overlap: OverlapMention | None = None
    in_words: str | None = None
    i_say: str | None = None
    not_before: date | None = None
    examination: Examination | None = None
    diagnosis: Examination | None = None
    risk_information: bool = False
    care_agreement: date | None = None
    intervention: ScheduledIntervention | None = None
    active_perfusion: bool = False
    motive: str | None = None
    advice: str | None = None
    relations: tuple[Relation, ...] = ()
    initial: InitialPrescription | None = None
    access: Access | None = None
    conditional: ConditionalDelivery | None = None
    supporting_document: SupportingDocument | None = None
    prior_agreement: PriorAgreement | None = None
    care_protocol: date | None = None
    """Day of the care protocol (CSS L.324-1, L.162-4-2)."""
    execute_before: date | None = None
    """« À exécuter avant le »: the prescriber shortens the time to execute (CSS R.165-40)."""
    childbearing: bool | None = None
    """The patient may become pregnant; None when the prescriber says nothing."""
    other_mentions: tuple[str, ...] = ()
    """Other mentions as written, such as those that a label of conditions asks for."""
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Once: lines are keys of what the law remembers. All that is said counts, since whoever
        # writes documents chooses the ids, and equal hashes would slow everybody.
        object.__setattr__(self, "_hash", hash(_said(self)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def label(self) -> str:
        """What the line prescribes, as written."""
        named = self.product or self.preparation
        return named.label if named else ""


_said = attrgetter(*Line.__match_args__)
"""All the fields of a line."""


@dataclass(frozen=True, slots=True)
class Ordonnance:
    """One prescription document for one patient, as established.

    `patient` is None exactly when `anonymous` (IVG, R.4072). `objection` is the flag of R.4072-1
    recorded by the prescriber at establishment. `reserved` is the number taken from a reservation.
    """

    established_at: datetime
    prescriber: Prescriber
    lines: tuple[Line, ...]
    patient: Patient | None = None
    anonymous: bool = False
    objection: bool = False
    reserved: OrdonnanceNumber | None = None
    hospital_service: str | None = None
    advice: str | None = None
    language: str = "fr"
    hidden_from_representative: bool = False
    """A minor's protected ordonnance (L.1111-5): the representative never sees it."""
    derogation: Derogation | None = None
    """Sent by secure mail under the derogation of the SAMU-SAS; None for every other."""
    established_on: date = field(init=False, repr=False, compare=False)
    """Legal day of prescribing: the instant seen from the prescriber's place."""

    def __post_init__(self) -> None:
        day = legal_day(self.established_at, self.prescriber.zone)
        object.__setattr__(self, "established_on", day)

    def line(self, number: int) -> Line | None:
        """The line with that number (1 is the first), or None."""
        return next((line for line in self.lines if line.number == number), None)
