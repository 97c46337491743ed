"""What the pharmacist says and does at the counter beside handing packs over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ordonnance.domain.mentions import ConditionalTest


class AgreedPoint(StrEnum):
    """What a prescriber agreed to, when asked by the pharmacist."""

    POSOLOGY = "POSOLOGY"
    DURATION = "DURATION"
    PACKS = "PACKS"
    QUANTITY = "QUANTITY"
    MEDICINE = "MEDICINE"
    OVERLAP = "OVERLAP"
    MENTION = "MENTION"


@dataclass(frozen=True, slots=True)
class Agreement:
    """The prescriber's agreement: from whom, on which day, to what (R.5123-1, R.165-42).

    `text` is what was agreed, as it is written on the ordonnance.
    """

    by: str
    on: date
    points: frozenset[AgreedPoint]
    text: str

    def __repr__(self) -> str:
        return "Agreement(•••)"


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """The result of the test that a conditional ordonnance asks for."""

    test: ConditionalTest
    positive: bool
    on: date

    def __repr__(self) -> str:
        return "ConditionResult(•••)"


class SeenDocument(StrEnum):
    """A document that the texts make the pharmacist look at before serving."""

    INITIAL_PRESCRIPTION = "INITIAL_PRESCRIPTION"
    ATTESTATION = "ATTESTATION"
    CARE_AGREEMENT = "CARE_AGREEMENT"
    BOOKLET = "BOOKLET"
    EXAMINATION = "EXAMINATION"
    SUPPORTING_DOCUMENT = "SUPPORTING_DOCUMENT"
    DOSSIER_PHARMACEUTIQUE = "DOSSIER_PHARMACEUTIQUE"


@dataclass(frozen=True, slots=True)
class Seen:
    """One document looked at; `on` is the day written on it."""

    document: SeenDocument
    on: date | None = None


BEARER_CODES = ("PATIENT", "KNOWN", "IDENTIFIED", "UNIDENTIFIED")
"""The patient, somebody known, an unknown person who showed who they are, or one who did not."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who carries the ordonnance; `identified` when an unknown bearer showed who they are."""

    patient: bool
    known: bool = False
    identified: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """What is known of them, in words of `BEARER_CODES`: never who they are."""
        stands = (self.patient, self.known, self.identified)
        told = zip(BEARER_CODES, stands, strict=False)
        return tuple(word for word, holds in told if holds) or BEARER_CODES[-1:]

    @property
    def code(self) -> str:
        """The first of them."""
        return self.codes[0]


class Exceptional(StrEnum):
    """A serving beyond what is written, that a text allows."""

    LISTE_II = "LISTE_II"
    """A medicine of liste II whose renewal the prescriber did not forbid (R.5132-22)."""

    RENEWAL = "RENEWAL"
    """Month by month once the ordonnance has expired (R.5123-2-1)."""
    CONTRACEPTIVE = "CONTRACEPTIVE"
    """Oral contraceptives, six months more (R.5134-4-1)."""

    @property
    def mention(self) -> str:
        """What the text has written on the ordonnance."""
        return {
            "LISTE_II": "renouvellement par le pharmacien (liste II)",
            "RENEWAL": "dispensation supplémentaire exceptionnelle",
            "CONTRACEPTIVE": "dispensation supplémentaire de contraceptifs oraux",
        }[self]

    @property
    def told_to_prescriber(self) -> bool:
        """True when the text has the prescriber informed: a renewal not forbidden is ordinary."""
        return self is not Exceptional.LISTE_II


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """What was said and checked for one line; empty by default: nothing is supposed."""

    agreement: Agreement | None = None
    result: ConditionResult | None = None
    seen: tuple[Seen, ...] = ()
    bearer: Bearer | None = None
    exceptional: Exceptional | None = None
    lot: str | None = None
    by_the_unit: bool = False
    expiry: date | None = None
    """Last day of use, written with the lot on what is dispensed by the unit."""
    generic_refused: bool = False
    """The patient refuses the generic that is proposed (CSS L.162-16)."""

    def __repr__(self) -> str:
        return "CounterFacts(•••)"

    def agreed(self, *points: AgreedPoint) -> bool:
        """True when the prescriber agreed to one of these points."""
        return self.agreement is not None and not self.agreement.points.isdisjoint(points)

    def saw(self, document: SeenDocument) -> Seen | None:
        """The document looked at, or None."""
        return next((each for each in self.seen if each.document is document), None)


NOTHING_SAID = CounterFacts()
