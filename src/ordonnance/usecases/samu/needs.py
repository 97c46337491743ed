"""What the acts of the regulation ask of the outside world, beside the ports of every act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ordonnance.domain.actors import Caller
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.directory import Directories, Directory, in_service
from ordonnance.usecases.mssante import TrustSpace
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.ports.letters import Letters


class Senders(Protocol):
    """The mailboxes that prescriptions leave from, in this process."""

    def of(self, caller: Caller, directory: Directory | None) -> tuple[OpenBox, ...]:
        """Those of this caller, the best first: of their centre, then their own while signed in."""
        ...

    def identifier(self, unique: str, sender: str) -> str:
        """The Message-ID of the sending of that name, from that mailbox."""
        ...


@dataclass(frozen=True, slots=True)
class Regulation:
    """The ports, the directory, the mail. `until`: last day of the derogation, None without end.

    `hidden` gives to a number a name that tells nothing of it.
    """

    ports: Ports
    directories: Directories
    trust: TrustSpace
    senders: Senders
    letters: Letters
    hidden: Callable[[OrdonnanceNumber], str]
    next_step: Callable[[str, bool], str]
    """What to do about a message that came back with that code; True: to a patient."""
    until: date | None = None

    def directory(self) -> Directory | None:
        """The directory in service, None when none was imported."""
        return in_service(self.directories)
