"""Two ordonnances of one author written at the same moment over the same period: mark and alert.

The check before issue cannot see a twin being written meanwhile; the second look after the commit
does. Nothing is undone: both are marked, the counter sees it, the base's operator is alerted.
"""

import hashlib
from collections.abc import Iterable

from ordonnance.domain.dispensing import Progress
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import ATTEMPTS, opened_by_the_base, pause
from ordonnance.usecases.ports import (
    AnswerScope,
    Change,
    Covered,
    JournalEntry,
    OutboxMessage,
    Ports,
    Stored,
    Written,
)
from ordonnance.usecases.results import FindingView, TwinMarked
from ordonnance.usecases.view import state_of

BASE_ROLE = "base"
"""Role of the base itself in the journal."""


async def mark_twins(number: OrdonnanceNumber, twins: Iterable[Covered], ports: Ports) -> None:
    """Mark an ordonnance and each of its twins, once per pair."""
    found = list(twins)
    for other in {each.number for each in found}:
        lines = tuple(sorted({each.line for each in found if each.number == other}))
        await _mark(number, other, lines, ports)
        await _mark(OrdonnanceNumber(other), number.value, lines, ports)


def twin_findings(progress: Progress) -> tuple[FindingView, ...]:
    """What a reader is told of a marked ordonnance."""
    if not progress.twins:
        return ()
    return (
        FindingView(
            rule="RX-STUP-07",
            verdict="breached",
            severity="warning",
            line=None,
            message="Une autre ordonnance du même prescripteur, établie au même moment, couvre "
            "la même période pour la même substance.",
            citation="CSP R.5132-33 al. 2",
            remedy="Joindre le prescripteur avant de délivrer les deux.",
        ),
    )


async def _mark(number: OrdonnanceNumber, other: str, lines: tuple[int, ...], ports: Ports) -> None:
    digest = hashlib.sha256(f"{number.value}{other}".encode()).digest()
    scope = AnswerScope(BASE_ROLE, f"twin:{digest.hex()}", digest)
    for attempt in range(ATTEMPTS):
        stored = await ports.base.read(number, scope)
        if stored is None or stored.answered is not None:
            return
        change = _change(stored, lines, scope, ports)
        if await ports.base.apply(number, stored.progress.version, change) is Written.WRITTEN:
            return
        await pause(attempt)


def _change(stored: Stored, lines: tuple[int, ...], scope: AnswerScope, ports: Ports) -> Change:
    opened = opened_by_the_base(stored, ports)
    marked = tuple(sorted({*stored.progress.twins, *lines}))
    return Change(
        stored.progress.next(twins=marked),
        state_of(opened, stored.progress),
        JournalEntry(opened.at, Act.MARK_TWIN.value, BASE_ROLE, BASE_ROLE, "", "", ""),
        scope,
        TwinMarked(stored.number.value),
        (OutboxMessage("alert.overlap", {}),),
    )
