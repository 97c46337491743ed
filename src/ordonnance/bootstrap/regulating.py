"""Regulation in this process: the mailboxes to send from, and what its acts are given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ordonnance.adapters.keys import KeyCabinet
from ordonnance.bootstrap.directory_service import DirectoryService
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.trust_space import trust_space_of
from ordonnance.documents.mail.causes import next_step
from ordonnance.documents.mail.message import MessageId
from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.settings import Settings
from ordonnance.usecases.directory import Directories, Directory, published_boxes
from ordonnance.usecases.mssante import TrustSpace
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.ports.letters import Letters
from ordonnance.usecases.samu.needs import Regulation


@dataclass(frozen=True, slots=True)
class Regulating:
    """What the regulation of a base rests on. `until`: last day of the derogation."""

    mailing: Mailing | None
    letters: Letters
    directories: Directories
    trust: TrustSpace
    log_hash: Callable[[str], str]
    until: date | None = None

    def needs(self, ports: Ports) -> Regulation:
        """What the acts ask for."""
        return Regulation(
            ports, self.directories, self.trust, MailSenders(self.mailing), self.letters,
            self.hidden, lambda code, patient: next_step(code, patient=patient), self.until,
        )  # fmt: skip

    def hidden(self, number: OrdonnanceNumber) -> str:
        """Two keyed hashes: a Message-ID is read by many, and a number opens an ordonnance."""
        return self.log_hash(number.value) + self.log_hash(f"samu|{number.value}")


@dataclass(frozen=True, slots=True)
class MailSenders:
    """The port `Senders`: the mailbox of the centre, else the caller's own, in their session."""

    mailing: Mailing | None

    def of(self, caller: Caller, directory: Directory | None) -> tuple[OpenBox, ...]:
        """That of the centre when it can send, then the caller's own while their session lives."""
        mailing, place = self.mailing, caller.place
        if mailing is None or place is None:
            return ()
        found, person = [], caller.actor.person_key
        live = {each.address for each in mailing.tokens.boxes() if each.person == person}
        box = mailing.operators.places.get(place.key)
        if box is not None:
            opened = mailing.operators.opened(box.address, person)
            if not opened.person or opened.address in live:
                found.append(opened)
        rpps = caller.actor.rpps if isinstance(caller.actor, Professional) else None
        own = live & {str(each) for each in published_boxes(rpps, directory)}
        return (*found, *(OpenBox(each, person) for each in sorted(own)))

    def identifier(self, unique: str, sender: str) -> str:
        """The Message-ID."""
        return str(MessageId.of(unique, MssAddress.parse(sender)))


def regulating_of(
    settings: Settings, letters: Letters, mailing: Mailing | None, directory: DirectoryService,
    cabinet: KeyCabinet,
) -> Regulating:  # fmt: skip
    """That of a base. Raises DirectoryRefused when its white list is damaged."""
    trust = trust_space_of(directory.data) if mailing is None else mailing.room.trust
    return Regulating(
        mailing, letters, directory.directories, trust, cabinet.log_hash,
        settings.derogation_until,
    )  # fmt: skip
