"""How secure mail stands, as the last rounds of a process found it, for whoever runs the base."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ordonnance.domain.letters import LATE_AFTER
from ordonnance.usecases.mail.following import Lateness


@dataclass(slots=True)
class MailStanding:
    """Written by the rounds of `Mailing`. `unfollowed`: mailboxes that the last look could not
    read, among those that open in this process."""

    lateness: Lateness = field(default_factory=Lateness)
    unfollowed: frozenset[str] = frozenset()

    def overdue(self, now: datetime) -> timedelta:
        """How late the oldest awaited letter is; zero when none is."""
        since = self.lateness.since
        return max(timedelta(), now - since - LATE_AFTER) if since else timedelta()

    def warning(self, now: datetime) -> str:
        """In French, empty when all goes well; numbers only, no address."""
        told, since = [], self.lateness.since
        if since is not None:
            told.append(_late(self.lateness.letters, int((now - since).total_seconds() // 60)))
        if self.unfollowed:
            told.append(_unfollowed(len(self.unfollowed)))
        return " ".join(told)


def _late(letters: int, minutes: int) -> str:
    waited = f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} heures"
    if letters == 1:
        return f"Un message de la messagerie sécurisée n'est pas parti depuis {waited}."
    return (
        f"{letters} messages de la messagerie sécurisée ne sont pas partis, le plus ancien "
        f"depuis {waited}."
    )


def _unfollowed(boxes: int) -> str:
    if boxes == 1:
        return "Une boîte de messagerie sécurisée ne se relève pas."
    return f"{boxes} boîtes de messagerie sécurisée ne se relèvent pas."
