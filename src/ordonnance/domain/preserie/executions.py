"""From attempts to executions: what was done, whether it was recorded, and what does not count.

An execution is one ordonnance served at one visit, or issued: the retries share its reference. It
counts on the day of its first attempt, whenever its traces arrive.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ordonnance.domain.calendar import PARIS, Period, legal_day
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.choices import Choices, Consent, consent_of, cut_short
from ordonnance.domain.preserie.sides import Side
from ordonnance.domain.preserie.traces import (
    Attempt,
    Installation,
    Operation,
    Outage,
    Outcome,
    Witness,
    once,
)


class Exclusion(StrEnum):
    """Why an execution is left out of the share; the first that holds, in this order."""

    TEST = "test"
    OUTSIDE = "outside"
    REFUSED = "refused"
    OTHER_VERSION = "other_version"
    NOT_EXECUTED = "not_executed"
    BASE_DOWN = "base_down"

    @property
    def label(self) -> str:
        """French words."""
        return _EXCLUSIONS[self]


_EXCLUSIONS = {
    Exclusion.TEST: "ordonnance d’essai",
    Exclusion.OUTSIDE: "avant l’installation ou après le retrait du poste",
    Exclusion.REFUSED: "moins d’un jour avant que le site refuse ses traces",
    Exclusion.OTHER_VERSION: "version qui n’est pas de la présérie",
    Exclusion.NOT_EXECUTED: "ordonnance non servie, ou non émise",
    Exclusion.BASE_DOWN: "base indisponible, selon son propre état",
}

DOWN_CODES = frozenset({"BASE_UNAVAILABLE", "STORAGE_UNWRITABLE", "SEAL_KEY_UNUSABLE"})
"""Refusals by which the base says of itself that it cannot record: its own status."""


@dataclass(frozen=True, slots=True)
class Field:
    """What attempts are read against. `versions`: those of the présérie, None when any will do.

    `witnessed`: workstations that the base recognises and traces itself: there a success counts
    when the base saw it. `choices`: what sites decided of each workstation; None where nobody kept
    it (a présérie described in a file).
    """

    installations: Mapping[str, Installation]
    outages: tuple[Outage, ...] = ()
    versions: frozenset[str] | None = None
    witnessed: frozenset[str] = frozenset()
    choices: Mapping[str, Choices] | None = None

    def site(self, attempt: Attempt) -> AmNumber:
        """Where it was made. Raises KeyError for an installation that is not here."""
        return self.installations[attempt.installation].site

    def consent(self, site: AmNumber, day: date) -> Consent | None:
        """What a site decided by the end of a day; None when it has no workstation, or not kept."""
        if self.choices is None:
            return None
        own = [name for name, each in self.installations.items() if each.site == site]
        return consent_of([self.choices.get(name, ()) for name in own], day)

    def cut_short(self, attempt: Attempt) -> bool:
        """True when its site refused the traces soon after: what followed was told to nobody."""
        choices = (self.choices or {}).get(attempt.installation, ())
        return cut_short(choices, attempt.at)


@dataclass(frozen=True, slots=True)
class Execution:
    """One execution: its site, its day (Paris), its attempts in order, and why it does not count.

    `recorded_at` is the instant of the first success, None when there is none.
    """

    site: AmNumber
    reference: str
    day: date
    attempts: tuple[Attempt, ...]
    recorded_at: datetime | None
    exclusion: Exclusion | None
    claimed: bool = False
    """A success that only the software tells."""

    @property
    def recorded(self) -> bool:
        """True when the base has it."""
        return self.recorded_at is not None


def executions(
    attempts: tuple[Attempt, ...], field: Field, side: Side, period: Period | None = None
) -> tuple[Execution, ...]:
    """The executions that began in a period, in the order of their first attempt."""
    grouped: dict[tuple[AmNumber, str], list[Attempt]] = {}
    for each in once(attempts):
        if each.operation in (side.counted, Operation.INVOICE) and each.reference is not None:
            grouped.setdefault((field.site(each), each.reference), []).append(each)
    found = (
        _execution(site, reference, tuple(group), field, side)
        for (site, reference), group in grouped.items()
        if any(each.operation is side.counted for each in group)
    )
    return tuple(each for each in found if period is None or period.contains(each.day))


def _execution(
    site: AmNumber, reference: str, group: tuple[Attempt, ...], field: Field, side: Side
) -> Execution:
    tried = tuple(each for each in group if each.operation is side.counted)
    day = legal_day(tried[0].at, PARIS)
    succeeded = [each for each in tried if each.outcome is Outcome.SUCCESS]
    seen = [
        each
        for each in succeeded
        if each.seen_by is Witness.BASE or each.installation not in field.witnessed
    ]
    recorded_at = seen[0].at if seen else None
    return Execution(
        site, reference, day, group, recorded_at,
        _exclusion(tried, day, field, side, recorded=bool(seen)),
        claimed=bool(succeeded) and all(each.seen_by is not Witness.BASE for each in succeeded),
    )  # fmt: skip


def _exclusion(
    tried: tuple[Attempt, ...], day: date, field: Field, side: Side, *, recorded: bool
) -> Exclusion | None:
    if any(each.test for each in tried):
        return Exclusion.TEST
    if not all(field.installations[each.installation].holds(day) for each in tried[:1]):
        return Exclusion.OUTSIDE
    if field.cut_short(tried[0]):
        return Exclusion.REFUSED
    if field.versions is not None and tried[0].version not in field.versions:
        return Exclusion.OTHER_VERSION
    if recorded:
        return None
    if _not_done(tried, side):
        return Exclusion.NOT_EXECUTED
    if all(_base_was_down(each, field.outages) for each in tried):
        return Exclusion.BASE_DOWN
    return None


def _not_done(tried: tuple[Attempt, ...], side: Side) -> bool:
    told = [each.served for each in tried if each.served is not None]
    if told:
        return not any(told)
    return tried[-1].outcome is Outcome.REFUSED and tried[-1].code in side.fruitless


def _base_was_down(attempt: Attempt, outages: tuple[Outage, ...]) -> bool:
    """By its own status: it said so itself to this attempt, or its outage covers it."""
    if attempt.outcome is Outcome.REFUSED and attempt.code in DOWN_CODES:
        return True
    return attempt.outcome is Outcome.UNREACHABLE and any(
        each.covers(attempt.at) for each in outages
    )
