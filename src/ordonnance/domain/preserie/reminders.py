"""When a site where nobody has answered the questionnaire of a présérie is reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ordonnance.domain.ids import AmNumber

FIRST_AFTER = timedelta(days=14)
"""Days with the software before the first reminder."""

AGAIN_AFTER = timedelta(days=14)
"""Days between two of them."""

MOST = 2
"""A site reminded so often has answered by its silence."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder that was sent to a site, on the day of its entry."""

    site: AmNumber


def next_on(installed: date, sent: Sequence[date]) -> date | None:
    """The first day of the next reminder; None once there were enough. `sent` in order."""
    if len(sent) >= MOST:
        return None
    return installed + FIRST_AFTER if not sent else sent[-1] + AGAIN_AFTER
