"""What went wrong during a présérie: whose fault, whether it stops an operation, which fix.

Anomalies are reported by pharmacies or suspected from error codes; people classify them. Until an
anomaly is classified, nothing is decided from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.executions import Field
from ordonnance.domain.preserie.traces import Attempt, Operation, Outcome


class Origin(StrEnum):
    """Where an anomaly comes from."""

    SOFTWARE = "software"
    """Intrinsic to the software."""
    BASE = "base"
    NETWORK = "network"
    EQUIPMENT = "equipment"
    USE = "use"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        """French words."""
        return _ORIGINS[self]


_ORIGINS = {
    Origin.SOFTWARE: "intrinsèque au logiciel",
    Origin.BASE: "base de l’Assurance Maladie",
    Origin.NETWORK: "réseau",
    Origin.EQUIPMENT: "équipement du site",
    Origin.USE: "emploi",
    Origin.NOT_KNOWN: "à qualifier",
}


class Standing(StrEnum):
    """Where an anomaly stands for the balance sheet."""

    HARMLESS = "harmless"
    """Not intrinsic, or stops no operation."""
    OPEN = "open"
    TO_VERIFY = "to_verify"
    """Fixed in a version, not yet verified at a site."""
    CLOSED = "closed"
    TO_CLASSIFY = "to_classify"

    @property
    def label(self) -> str:
        """French words."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.HARMLESS: "sans effet sur le bilan",
    Standing.OPEN: "ouverte",
    Standing.TO_VERIFY: "correctif à vérifier",
    Standing.CLOSED: "corrigée et vérifiée",
    Standing.TO_CLASSIFY: "à qualifier",
}


@dataclass(frozen=True, slots=True)
class Fix:
    """The version that fixes an anomaly, when it was delivered, when it was verified at a site."""

    version: str
    on: date
    verified: date | None = None


@dataclass(frozen=True, slots=True)
class Anomaly:
    """One anomaly. `blocking`: it stops an operation from being used as intended; None: not said.

    `codes` are the error codes that show it; `sites` those that reported it.
    """

    id: str
    opened: date
    told: str
    operation: Operation | None = None
    origin: Origin = Origin.NOT_KNOWN
    blocking: bool | None = None
    reproduced: date | None = None
    fix: Fix | None = None
    codes: frozenset[str] = frozenset()
    sites: tuple[AmNumber, ...] = ()

    def standing(self, day: date) -> Standing:
        """Where it stands at the end of a day."""
        if self.origin not in (Origin.SOFTWARE, Origin.NOT_KNOWN) or self.blocking is False:
            return Standing.HARMLESS
        if self.origin is Origin.NOT_KNOWN or self.blocking is None:
            return Standing.TO_CLASSIFY
        if self.fix is None or self.fix.on > day:
            return Standing.OPEN
        if self.fix.verified is None or self.fix.verified > day:
            return Standing.TO_VERIFY
        return Standing.CLOSED


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An error code that no anomaly explains: how often, at which sites, in which versions."""

    code: str
    operation: Operation
    times: int
    sites: tuple[AmNumber, ...]
    versions: tuple[str, ...]


MISUSE = frozenset({400, 405, 411, 413, 415, 431})
"""Statuses by which the base says that the software itself made a wrong request."""


def is_software_fault(attempt: Attempt) -> bool:
    """True for a failure of the software's own, or a request that it made wrong."""
    if attempt.code is None or attempt.test:
        return False
    entry = CATALOGUE.get(attempt.code)
    if attempt.outcome is Outcome.FAILED:
        return True
    return attempt.outcome is Outcome.REFUSED and (entry is None or _misuse(attempt.code))


def _misuse(code: str) -> bool:
    entry = CATALOGUE[code]
    # A number typed wrong is the user's: the software sent it as it should.
    shaped = entry.issue in ("structure", "extension", "code-invalid")
    return (entry.status in MISUSE or shaped) and code != "NUMBER_INVALID"


def suspected(
    attempts: tuple[Attempt, ...], field: Field, known: Iterable[Anomaly]
) -> tuple[Suspicion, ...]:
    """Error codes of the software that no known anomaly carries, the most frequent first.

    Each attempt is given once.
    """
    explained = frozenset(code for each in known for code in each.codes)
    grouped: dict[tuple[str, Operation], list[Attempt]] = {}
    for each in attempts:
        if is_software_fault(each) and each.code is not None and each.code not in explained:
            grouped.setdefault((each.code, each.operation), []).append(each)
    found = (
        Suspicion(
            code, operation, len(group),
            tuple(sorted({field.site(each) for each in group}, key=lambda am: am.value)),
            tuple(sorted({each.version for each in group})),
        )
        for (code, operation), group in grouped.items()
    )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.times, each.code, each.operation)))


def seen_again(anomaly: Anomaly, attempts: tuple[Attempt, ...]) -> int:
    """How often its codes were met in the version that fixes it: what a verification looks at.

    Each attempt is given once.
    """
    if anomaly.fix is None:
        return 0
    return sum(
        each.code in anomaly.codes and each.version == anomaly.fix.version and not each.test
        for each in attempts
    )
