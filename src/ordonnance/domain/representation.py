"""Who acts for a patient: on which paper, until which day, and how it ends.

It is recorded by somebody who saw the paper, never by who represents.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from ordonnance.domain.civil_identity import Traits
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.dates import short
from ordonnance.domain.ids import Ins

MAJORITY = 18
"""Age of majority, in years (code civil, article 414)."""

LONGEST = 20
"""Longest protective measure of an adult, in years (code civil, articles 442 and 494-6)."""


class Proof(StrEnum):
    """The paper that was seen. It proves the representation of a minor, or that of an adult."""

    FAMILY_RECORD_BOOK = "livret-de-famille"
    BIRTH_CERTIFICATE = "acte-de-naissance"
    DECISION_ON_A_MINOR = "decision-mineur"
    GUARDIANSHIP = "tutelle"
    FAMILY_HABILITATION = "habilitation-familiale"
    FUTURE_PROTECTION = "mandat-protection-future"

    @property
    def label(self) -> str:
        """French name of the paper, as people choose it and as the patient reads it."""
        return _LABELS[self]

    @property
    def of_a_minor(self) -> bool:
        """True for what proves who holds authority over a minor."""
        return self in _OF_A_MINOR


_LABELS = {
    Proof.FAMILY_RECORD_BOOK: "livret de famille",
    Proof.BIRTH_CERTIFICATE: "acte de naissance avec filiation",
    Proof.DECISION_ON_A_MINOR: "décision de justice (autorité parentale, tutelle d'un mineur)",
    Proof.GUARDIANSHIP: "jugement de tutelle relatif à la personne",
    Proof.FAMILY_HABILITATION: "jugement d'habilitation familiale relatif à la personne",
    Proof.FUTURE_PROTECTION: "mandat de protection future relatif à la personne, mis en œuvre",
}
_OF_A_MINOR = {Proof.FAMILY_RECORD_BOOK, Proof.BIRTH_CERTIFICATE, Proof.DECISION_ON_A_MINOR}


@dataclass(frozen=True, slots=True)
class By:
    """Who recorded or ended it, and when; `person` is their `person_key`."""

    at: datetime
    role: str
    person: str = field(repr=False)
    name: str = field(repr=False)
    place: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Representation:
    """Somebody acts for a patient until a day included, unless it is ended before.

    `number`: the ordonnance at which it was recorded, empty for a fund, which opens none.
    """

    id: str
    ins: Ins
    represented: str = field(repr=False)
    representative: Traits
    proof: Proof
    until: date
    recorded: By
    number: str = field(default="", repr=False)
    ended: By | None = None

    def stands(self, day: date) -> bool:
        """True while it was not ended, its last day included."""
        return self.ended is None and day <= self.until


def majority(born: date) -> date:
    """The eighteenth birthday; the 1st of March for who was born on a 29th of February."""
    return _years_after(born, MAJORITY)


def last_day(born: date, today: date) -> date:
    """The last day that may be recorded: the eve of majority, else twenty years from today."""
    adult_on = majority(born)
    return adult_on - timedelta(days=1) if today < adult_on else _years_after(today, LONGEST)


def require_recordable(born: date, proof: Proof, until: date, today: date) -> None:
    """That paper, for that person, until that day.

    Raises Refusal REPRESENTATION_PROOF, REPRESENTATION_UNTIL.
    """
    minor = today < majority(born)
    if proof.of_a_minor is not minor:
        raise Refusal.of("REPRESENTATION_PROOF", age="mineure" if minor else "majeure")
    last = last_day(born, today)
    if not today <= until <= last:
        raise Refusal.of("REPRESENTATION_UNTIL", last=short(last))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
