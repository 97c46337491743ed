"""At the counter: who may serve a prescription of the SAMU-SAS, and how often.

Case 1: the pharmacy that it names. Case 2: the pharmacy named beside the establishment, or the one
of the establishment itself; when none is named, any, since no text takes its choice of a pharmacy
from the establishment. Case 3: any. Whichever it is, the first that serves is the only one, and a
line served once is over, so that a copy forwarded twice is served once.
"""

from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Line
from ordonnance.usecases.acting import Opened


def require_recipient(opened: Opened, place: str) -> None:
    """Refuse a pharmacy (key of its place) that may not serve.

    Raises SAMU_OTHER_PHARMACY, SAMU_SERVED_ELSEWHERE.
    """
    said = opened.ordonnance.derogation
    if said is None:
        return
    allowed = _allowed(said)
    if allowed and place not in allowed:
        raise Refusal.of("SAMU_OTHER_PHARMACY")
    given = (each for each in opened.stored.progress.dispenses if each.undone is None)
    if any(each.served and each.executant.place != place for each in given):
        raise Refusal.of("SAMU_SERVED_ELSEWHERE")


def require_beyond(opened: Opened, line: Line) -> None:
    """Refuse what goes beyond what is written: it is served once. Raises SAMU_ONCE."""
    if opened.ordonnance.derogation is not None:
        raise Refusal.of("SAMU_ONCE", line=line.number)


def _allowed(said: Derogation) -> frozenset[str]:
    """The keys of the places that may serve, empty when any may."""
    if said.server is None:
        return frozenset()
    named: tuple[Named | None, ...] = (said.server, said.recipient)
    return frozenset(f"F{each.finess.value}" for each in named if each and each.finess)
