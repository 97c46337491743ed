"""What comes back, applied to the letter that it is about; and the alarm on those that stay."""

import logging
from collections.abc import Mapping
from datetime import datetime

from ordonnance.domain.letters import Event, Letter, LetterState, NotPossible
from ordonnance.usecases.mail.sending import happened
from ordonnance.usecases.ports.letters import Letters

_UNSENT = frozenset(state for state in LetterState if state.unsent)
_MOST_WARNED = 200

REPORTED: Mapping[str, Event] = {
    "delivered": Event.DELIVERED,
    "read": Event.READ,
    "delayed": Event.DELAYED,
    "failed": Event.BOUNCED,
    "not_filed": Event.NOT_FILED,
}
"""By what a report says became of a message (`documents.mail.reports.Outcome`)."""

_log = logging.getLogger(__name__)


async def reported(
    letters: Letters, about: str | None, outcome: str, at: datetime, code: str = ""
) -> Letter | None:
    """Apply a report: the letter after it, None when it is about no letter of this base.

    The same report twice changes nothing more than its line in the history.
    """
    if about is None:
        _log.warning("report about no letter: %s %s", outcome, code)
        return None
    event = REPORTED[outcome]
    try:
        letter = await happened(letters, about, event, at, code)
    except NotPossible:
        # It says that something left which did not: a forgery, or a server that lies.
        _log.error("ALERT report that cannot be (%s %s): %s", outcome, code, about)
        return None
    if letter is None:
        _log.warning("report about an unknown letter: %s %s", outcome, code)
        return None
    if letter.state is LetterState.BOUNCED and letter.history[-1].event is Event.BOUNCED:
        _log.error("ALERT letter bounced (%s): %s", code or "-", letter.id)
    elif event is Event.NOT_FILED:
        _log.error("ALERT letter not filed by its recipient (%s): %s", code, letter.id)
    return letter


async def warn_late(letters: Letters, now: datetime) -> tuple[Letter, ...]:
    """Tell, once each, the letters that have not left in time; those told now."""
    told = []
    for letter in await letters.among(_UNSENT, _MOST_WARNED):
        if letter.warned or not letter.late(now):
            continue
        if (written := await letters.write(letter.after(Event.WARNED, now))) is not None:
            told.append(written)
            _log.error("ALERT letter not sent after five minutes (%s): %s", letter.state, letter.id)
    return tuple(told)
