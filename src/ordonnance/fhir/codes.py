"""Two-way tables between domain values and FHIR codes; a test proves that each is complete."""

from enum import StrEnum
from typing import Literal

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dispensing import SubstitutionKind

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Codes of the days, Monday first, as the domain counts them."""

BOX = "30009000"
"""EDQM container « boîte »: the unit of packs."""

WEIGHT, HEIGHT = "29463-7", "8302-2"
"""LOINC codes of the two measures that a prescription may carry."""

TIME_UNITS: dict[TimeUnit, str] = {
    TimeUnit.MINUTE: "minute",
    TimeUnit.HOUR: "heure",
    TimeUnit.DAY: "jour",
    TimeUnit.WEEK: "semaine",
    TimeUnit.MONTH: "mois",
    TimeUnit.YEAR: "an",
}
"""UCUM codes (the values of TimeUnit) with the French word that goes beside them."""

ORDERED, CALCULATED = "ordered", "calculated"
"""HL7 types of a dose: what is to be given, and the dose per weight or surface behind it."""

INPATIENT = "inpatient"
"""Category of a prescription executed where it was written: read, never issued."""

CATEGORIES_OUTSIDE = frozenset({"community", "outpatient", "discharge"})
"""Categories of a prescription executed in town: accepted, they add nothing."""

SUBSTITUTED: dict[SubstitutionKind, str] = {
    SubstitutionKind.GENERIC: "G",
    SubstitutionKind.HYBRID: "E",
    SubstitutionKind.BIOSIMILAR: "E",
    SubstitutionKind.SHORTAGE: "TE",
    SubstitutionKind.PRESCRIBER_AGREEMENT: "TE",
}
"""HL7 codes of what was done: generic, equivalent, therapeutic alternative. Ours says why."""

OUT_OF_STOCK = "OS"
"""HL7 ActReason: the medicine prescribed could not be had."""


class Fill(StrEnum):
    """Completeness of a dispensing (HL7 ActCode, JDV_CompletudeDispensation_CISIS)."""

    FIRST_COMPLETE = "FFC"
    FIRST_PARTIAL = "FFP"
    REFILL_COMPLETE = "RFC"
    REFILL_PARTIAL = "RFP"

    @classmethod
    def of(cls, *, first: bool, complete: bool) -> "Fill":
        """First or later serving of the line, whole portion or part of it."""
        if first:
            return cls.FIRST_COMPLETE if complete else cls.FIRST_PARTIAL
        return cls.REFILL_COMPLETE if complete else cls.REFILL_PARTIAL


class IssueType(StrEnum):
    """The R4 value set issue-type, whole: only these may stand in an OperationOutcome."""

    INVALID = "invalid"
    STRUCTURE = "structure"
    REQUIRED = "required"
    VALUE = "value"
    INVARIANT = "invariant"
    SECURITY = "security"
    LOGIN = "login"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    FORBIDDEN = "forbidden"
    SUPPRESSED = "suppressed"
    PROCESSING = "processing"
    NOT_SUPPORTED = "not-supported"
    DUPLICATE = "duplicate"
    MULTIPLE_MATCHES = "multiple-matches"
    NOT_FOUND = "not-found"
    DELETED = "deleted"
    TOO_LONG = "too-long"
    CODE_INVALID = "code-invalid"
    EXTENSION = "extension"
    TOO_COSTLY = "too-costly"
    BUSINESS_RULE = "business-rule"
    CONFLICT = "conflict"
    TRANSIENT = "transient"
    LOCK_ERROR = "lock-error"
    NO_STORE = "no-store"
    EXCEPTION = "exception"
    TIMEOUT = "timeout"
    INCOMPLETE = "incomplete"
    THROTTLED = "throttled"
    INFORMATIONAL = "informational"
