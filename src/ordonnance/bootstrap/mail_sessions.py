"""The access token of whoever signs in sends from their mailboxes, in this process only.

It lives in the memory of the process where they signed in or were vouched for again, until it ends
or they leave: it is never in a session, a row or a log (Ref. #2, ECO.1.2.5 and 1.2.6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ordonnance.adapters.database.opening import OpenBase
from ordonnance.adapters.identity.professionals import activities_proved
from ordonnance.adapters.identity.refusals import TokenRefused
from ordonnance.bootstrap.directory_service import DirectoryService, directory_service_of
from ordonnance.bootstrap.mailing import Mailing, mailing_of
from ordonnance.domain.actors import Professional
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.settings import Settings
from ordonnance.usecases.directory import Directories, in_service, published_boxes


@dataclass(frozen=True, slots=True)
class MailSessions:
    """Holds and forgets tokens. `_opened`, by subject: the mailboxes that their session opens."""

    mailing: Mailing | None
    directories: Directories
    _opened: dict[str, frozenset[OpenBox]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, mailing: Mailing | None, directory: DirectoryService) -> "MailSessions":
        """Those of a process."""
        return cls(mailing, directory.directories)

    def hold(self, sub: str, claims: Mapping[str, Any], token: str, until: datetime) -> None:
        """Keep a token for the person's mailboxes, and for that of each place of theirs."""
        if self.mailing is None:
            return
        boxes = self.boxes(claims)
        for each in boxes:
            self.mailing.tokens.hold(each, token, until)
        self._opened[sub] = boxes

    def forget(self, sub: str) -> None:
        """Forget the token of somebody who leaves; those of colleagues stay."""
        for each in self._opened.pop(sub, ()):
            if self.mailing is not None:
                self.mailing.tokens.drop(each)

    def lapsed(self, sub: str) -> bool:
        """True for somebody whose token was held here and is over: their letters wait."""
        boxes = self._opened.get(sub, frozenset())
        if self.mailing is None or not boxes:
            return False
        return all(self.mailing.tokens.of(each) is None for each in boxes)

    def boxes(self, claims: Mapping[str, Any]) -> frozenset[OpenBox]:
        """The mailboxes that a session of these claims opens; none for who has no role here."""
        try:
            proved = [each.actor for each in activities_proved(claims)]
        except TokenRefused:
            return frozenset()
        return frozenset(
            OpenBox(str(address), actor.person_key)
            for actor in proved
            if isinstance(actor, Professional)
            for address in (*self._published(actor), *self._of_place(actor))
        )

    def _published(self, actor: Professional) -> list[MssAddress]:
        """The personal mailboxes of the directory whose operator is configured here."""
        if self.mailing is None:
            return []
        operators = self.mailing.operators
        found = published_boxes(actor.rpps, in_service(self.directories))
        return [each for each in found if operators.server_of(each) is not None]

    def _of_place(self, actor: Professional) -> list[MssAddress]:
        """The mailbox of the place, unless it opens with its certificate."""
        if self.mailing is None:
            return []
        operators = self.mailing.operators
        box = operators.places.get(actor.place.key)
        return [] if box is None or str(box.address) in operators.boxes else [box.address]


def mail_of(
    settings: Settings, data: Path, base: OpenBase
) -> tuple[Mailing | None, DirectoryService]:
    """Secure mail and the directory of a base. Raises OpeningRefused, DirectoryRefused."""
    census, demonstration = base.base.census, base.mark.demonstration
    mailing = mailing_of(settings, data, base.letters, demonstration, census)
    return mailing, directory_service_of(settings, data)
