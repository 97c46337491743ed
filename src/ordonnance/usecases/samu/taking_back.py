"""What ends with a prescription of the SAMU-SAS: its message, and its row marked in the census."""

from datetime import datetime

from ordonnance.domain.census import CensusFlag
from ordonnance.domain.dispensing import Progress
from ordonnance.usecases.census import flag_message
from ordonnance.usecases.ports import OutboxMessage

TAKE_BACK = "samu.take-back"
"""Kind of the outbox message by which a letter is cancelled, or followed by a withdrawal."""


def taken_back(progress: Progress, at: datetime) -> tuple[OutboxMessage, ...]:
    """Messages of an ending; none for an ordonnance that did not leave by secure mail."""
    if progress.sent is None:
        return ()
    return OutboxMessage(TAKE_BACK, {}), flag_message(CensusFlag.WITHDRAWN, at)
