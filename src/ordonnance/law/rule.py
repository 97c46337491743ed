"""What a legal rule is: who it binds, since when, where it is written, and how it is checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from ordonnance.law.correction import Correction
from ordonnance.law.french import typographic

Subject = TypeVar("Subject")
"""What a rule judges: a whole case, or one line of it."""


class Severity(StrEnum):
    """What the platform does with a breach, not what a court would decide."""

    BLOCKING = "blocking"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """French word."""
        return {"blocking": "bloquante", "warning": "avertissement", "info": "information"}[self]


class Verdict(StrEnum):
    """The answer of a rule on a case. A missing fact never counts as met."""

    MET = "met"
    BREACHED = "breached"
    CANNOT_TELL = "cannot_tell"
    INFORMS = "informs"
    """Nothing is wrong: what the text says is worth knowing now."""

    @property
    def label(self) -> str:
        """French words."""
        return {
            "met": "respectée",
            "breached": "non respectée",
            "cannot_tell": "impossible à dire",
            "informs": "à savoir",
        }[self]


class Confidence(StrEnum):
    """How the rule is known; it is shown with every finding (ERRATA 30)."""

    VERIFIED = "verified"
    OFFICIAL_DATA = "official-data"
    SECONDARY = "secondary"
    SEED = "seed"
    MEMORY = "memory"
    PLATFORM = "platform"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "verified": "texte lu",
            "official-data": "donnée officielle (ANSM)",
            "secondary": "source secondaire",
            "seed": "document de référence, texte non relu",
            "memory": "de mémoire, à vérifier",
            "platform": "règle de prudence de la plateforme",
        }[self]


class Clock(StrEnum):
    """Which day selects the version of a rule."""

    PRESCRIBING = "prescribing"
    DISPENSING = "dispensing"

    @property
    def label(self) -> str:
        """French words."""
        return {"prescribing": "jour de l’établissement", "dispensing": "jour de la délivrance"}[
            self
        ]


class Moment(StrEnum):
    """When a rule is evaluated."""

    PRESCRIBING = "prescribing"
    DISPENSING = "dispensing"

    @property
    def label(self) -> str:
        """French word."""
        return {"prescribing": "prescription", "dispensing": "délivrance"}[self]


class Family(StrEnum):
    """Chapters of the catalogue of rules."""

    GENERAL = "Forme et conditions générales"
    PRESCRIBER = "Mentions du prescripteur"
    PATIENT = "Mentions du patient"
    LINE = "Ligne de médicament"
    DURATION = "Validité, durées, renouvellements"
    NARCOTIC = "Stupéfiants"
    SECURED = "Assimilés et support sécurisé"
    RESTRICTED = "Prescription restreinte"
    WHO = "Qui prescrit quoi"
    TYPE = "Types d’ordonnance"
    DIGITAL = "Ordonnance numérique"
    INSURANCE = "Assurance maladie"
    OTHER_CARE = "Dispositifs, auxiliaires médicaux, biologie"
    PERIMETER = "Circuit et périmètre"
    DISPENSING = "Délivrance"
    SAMU = "Dérogation SAMU-SAS"
    BARCODES = "Codes à barres"
    RETENTION = "Conservation"
    SAFETY = "Interactions et doubles emplois"
    KERNEL = "Limites de ce que la plateforme sait lire"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the rule is written. `read_on` is the day on which somebody read
    that text, or the document that quotes it when the confidence says so."""

    text: str
    article: str
    read_on: date
    legiarti: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.article} ({self.text})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check says: verdict, and the figures that fill the sentences.

    `severity` replaces the rule's own for this finding (never to raise it). `message` replaces the
    rule's sentence when the same rule is broken in another way. `attestable` False says that
    nobody present can know the missing fact. `corrections` are changes that make it right.
    """

    verdict: Verdict
    facts: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    message: str | None = None
    remedy: str | None = None
    attestable: bool | None = None
    corrections: tuple[Correction, ...] = ()


MET = Answer(Verdict.MET)


def breached(
    *, severity: Severity | None = None, message: str | None = None, remedy: str | None = None,
    corrections: tuple[Correction, ...] = (), **facts: str,
) -> Answer:  # fmt: skip
    """The rule is not respected."""
    return Answer(Verdict.BREACHED, facts, severity, message, remedy, None, corrections)


def informs(*, message: str | None = None, remedy: str | None = None, **facts: str) -> Answer:
    """Nothing is wrong; the rule's sentence, or this one, is worth knowing at this moment."""
    return Answer(Verdict.INFORMS, facts, Severity.INFO, message, remedy)


def cannot_tell(
    missing: str, *, attestable: bool | None = None, severity: Severity | None = None,
    remedy: str | None = None, **facts: str,
) -> Answer:  # fmt: skip
    """A fact is missing; `missing` names it in French, as the end of a sentence."""
    return Answer(
        Verdict.CANNOT_TELL, {"missing": missing, **facts}, severity, None, remedy, attestable
    )


@dataclass(frozen=True, slots=True)
class Example:
    """A case that the rule judges, in French, and the verdict expected on its last line.

    `build` gives a `Case`; it is typed loosely so that this module knows no case.
    """

    text: str
    verdict: Verdict
    build: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule(Generic[Subject]):
    """One version of one rule, in force from `since` to `until`, both included.

    A version equals itself only: what is kept of it is found by identity. Versions share an id,
    never reused. `since` None means in force, start not established.
    `message` answers a breach and `unknown` a missing fact; both are templates filled by the facts
    of the answer. `reason` is the acknowledgement expected when it is not free.
    """

    id: str
    title: str
    family: Family
    moments: frozenset[Moment]
    clock: Clock
    severity: Severity
    confidence: Confidence
    citation: Citation
    message: str
    unknown: str = "On ne peut pas dire si la règle est respectée : {missing}."
    why: str
    remedy: str
    line_rule: bool
    applies: Callable[[Subject], bool]
    check: Callable[[Subject], Answer]
    examples: tuple[Example, ...]
    since: date | None = None
    until: date | None = None
    attestable: bool = True
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"{self.id}: a version ends before it begins")
        for name in ("title", "message", "unknown", "why", "remedy"):
            object.__setattr__(self, name, typographic(getattr(self, name)))

    @property
    def effective_severity(self) -> Severity:
        """Severity applied: « from memory » only warns, except on stupéfiants (ERRATA 30)."""
        if (
            self.confidence is Confidence.MEMORY
            and self.severity is Severity.BLOCKING
            and self.family is not Family.NARCOTIC
        ):
            return Severity.WARNING
        return self.severity

    @property
    def closed(self) -> bool:
        """True for a version kept only to judge old ordonnances."""
        return self.until is not None

    def in_force(self, day: date) -> bool:
        """True when this version applies on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
