"""What a site decides of the traces of its workstations: asked, accepted, refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ordonnance.domain.calendar import PARIS, legal_day

CUT_SHORT = timedelta(hours=24)
"""How long before a refusal an execution may have begun whose end was then never told."""


class Consent(StrEnum):
    """Where the traces of a workstation, or of a site, stand."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """French words."""
        return _CONSENTS[self]


_CONSENTS = {
    Consent.ASKED: "traces à accepter par le site",
    Consent.ACCEPTED: "traces acceptées",
    Consent.REFUSED: "traces refusées par le site",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice about one workstation, from an instant on."""

    at: datetime
    accepted: bool


Choices = tuple[Choice, ...]
"""Those of one workstation, in their order."""


def consent(choices: Choices, at: datetime) -> Consent:
    """What holds at an instant."""
    return _last([each for each in choices if each.at <= at])


def consent_of(workstations: Iterable[Choices], day: date) -> Consent | None:
    """What holds at a site at the end of a day; None when it has no workstation.

    Accepted as soon as one of its workstations tells.
    """
    found = {
        _last([each for each in own if legal_day(each.at, PARIS) <= day]) for own in workstations
    }
    known = (each for each in (Consent.ACCEPTED, Consent.REFUSED, Consent.ASKED) if each in found)
    return next(known, None)


def cut_short(choices: Choices, begun: datetime) -> bool:
    """True when a refusal followed so soon that the end of an execution may be missing."""
    return any(not each.accepted and begun <= each.at < begun + CUT_SHORT for each in choices)


def _last(choices: list[Choice]) -> Consent:
    if not choices:
        return Consent.ASKED
    return Consent.ACCEPTED if choices[-1].accepted else Consent.REFUSED
