"""What comes back, applied to the letter that it is about; and the alarm on those that stay."""

import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ordonnance.domain.letters import TRANSITIONS, Event, Letter, LetterState, NotPossible
from ordonnance.usecases.mail.believing import FAILED, Reported, believed
from ordonnance.usecases.mail.sending import happened, mark_bounced, mark_withdrawn
from ordonnance.usecases.ports.census import Census
from ordonnance.usecases.ports.letters import Letters

_UNSENT = frozenset(state for state in LetterState if state.unsent)
_AT_ONCE = 200

REPORTED: Mapping[str, Event] = {
    "delivered": Event.DELIVERED,
    "read": Event.READ,
    "delayed": Event.DELAYED,
    FAILED: Event.BOUNCED,
    "not_filed": Event.NOT_FILED,
}
"""By what a report says became of a message (`documents.mail.reports.Outcome`)."""

_log = logging.getLogger(__name__)


async def reported(
    letters: Letters, told: Reported, at: datetime, census: Census | None = None
) -> Letter | None:
    """Apply a report: the letter after it, None when it is about no letter, or is not believed.

    Who sent is who is told: a report in another mailbox is not believed. The same one twice changes
    nothing more than its line in the history. A prescription that comes back is marked in the
    `census`.
    """
    about, outcome, code = told.about, told.outcome, told.code
    if about is None:
        _log.warning("report about no letter: %s %s", outcome, code)
        return None
    event, found = REPORTED[outcome], await letters.read(about)
    if found is None:
        _log.warning("report about an unknown letter: %s %s", outcome, code)
        return None
    if found.sender.casefold() != told.box.casefold():
        _log.error("ALERT report in another mailbox (%s %s): %s", outcome, code, about)
        return None
    if not believed(told, found):
        await _note(letters, found, outcome, at)
        return None
    if event is Event.BOUNCED and event in TRANSITIONS[found.state]:
        await mark_bounced(census, found, at)
    try:
        letter = await happened(letters, about, event, at, code)
    except NotPossible:
        # It says that something left which did not: a forgery, or a server that lies.
        _log.error("ALERT report that cannot be (%s %s): %s", outcome, code, about)
        return None
    if letter is None:
        return None
    if not letter.state.unsent and not letter.state.over:
        await mark_withdrawn(letters, letter, at)
    if event is Event.BOUNCED:
        _log.error("ALERT letter bounced (%s): %s", code or "-", letter.id)
    elif event is Event.NOT_FILED:
        _log.error("ALERT letter not filed by its recipient (%s): %s", code, letter.id)
    return letter


async def _note(letters: Letters, letter: Letter, outcome: str, at: datetime) -> None:
    """Keep that a report came which nothing proves, once for each thing that such reports say."""
    _log.error("ALERT report that nothing proves (%s): %s", outcome, letter.id)
    found: Letter | None = letter
    # Again when something else is written meanwhile: the report is not looked at twice.
    while found is not None and _notable(found, outcome):
        if await letters.write(found.after(Event.NOTED, at, outcome)) is not None:
            return
        found = await letters.read(letter.id)


def _notable(letter: Letter, outcome: str) -> bool:
    return outcome not in letter.unproven and Event.NOTED in TRANSITIONS[letter.state]


@dataclass(frozen=True, slots=True)
class Lateness:
    """Awaited letters that have not left in time. `told` were told now; `since`: the oldest."""

    letters: int = 0
    since: datetime | None = None
    told: tuple[Letter, ...] = ()


async def warn_late(letters: Letters, now: datetime) -> Lateness:
    """Tell, once each, the letters that have not left in time; how many stay, since when."""
    told, late, since = [], 0, None
    async for letter in _late(letters, now):
        late += 1
        since = since or letter.written_at
        if letter.warned:
            continue
        if (written := await letters.write(letter.after(Event.WARNED, now))) is not None:
            told.append(written)
            _log.error("ALERT letter not sent after five minutes (%s): %s", letter.state, letter.id)
    return Lateness(late, since, tuple(told))


async def _late(letters: Letters, now: datetime) -> AsyncIterator[Letter]:
    """Every awaited letter that should have left, the oldest first, however many stay."""
    last: Letter | None = None
    while page := await letters.among(_UNSENT, _AT_ONCE, last):
        for letter in page:
            if not letter.kind.awaited:
                continue
            if not letter.late(now):
                return
            yield letter
        last = page[-1]
