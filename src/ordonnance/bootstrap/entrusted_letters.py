"""The letters that carry an ordonnance at the wish of its author: made, posted, followed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ordonnance.bootstrap.mail_desk import ToldLetter, told
from ordonnance.bootstrap.mail_message import carried_letter, posted_of
from ordonnance.bootstrap.mail_withdrawal import withdrawn
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.reader import FHIR_JSON
from ordonnance.bootstrap.rendering import opened, original_of
from ordonnance.documents.mail.prescribed import Carried, MessageInvalid, prescription_message
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterKind, LetterState, OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.directory import Directory, in_service
from ordonnance.usecases.mail import posting
from ordonnance.usecases.mail.entrusting import (
    Entrust,
    Entrusted,
    Towards,
    concern_of,
    entrust,
    named,
    pharmacy_at,
)

REASON = "à la demande du prescripteur"
_WORDS = {
    Towards.PHARMACY: (
        "Le patient a choisi votre pharmacie et demande que son ordonnance vous soit envoyée.",
        "Elle s’ouvre par son numéro, imprimé sur la feuille jointe\u202f: la base dit ce qu’elle "
        "permet encore.",
    ),
    Towards.PATIENT: (
        "Votre ordonnance est jointe. Montrez son code dans la pharmacie de votre choix, ou "
        "transférez ce message à sa messagerie.",
    ),
}


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as its author follows it."""

    towards: Towards
    recipient: str
    told: ToldLetter
    cancellable: bool
    withdrawable: bool

    def __repr__(self) -> str:
        return f"SentLetter({self.towards})"


@dataclass(frozen=True, slots=True)
class EntrustedLetters:
    """The letters of the authors of a base."""

    platform: Platform

    async def send(self, command: Entrust) -> Letter:
        """Put an ordonnance on its way; the same key is the same letter.

        Raises Refusal: MAIL_NOT_SET_UP, MAIL_TRAITS_MISSING, MAIL_ANOTHER_LETTER, as `entrust`.
        """
        mailing, platform = self._mailing(), self.platform
        box = box_of(command.asked.caller, mailing)
        trusted, now = mailing.room.trust.current(), platform.ports.clock.now()
        entrusted = await entrust(command, self.directory(), trusted, platform.ports)
        number = command.asked.number
        unique = sha256(f"{number.value}|{command.asked.key}".encode()).hexdigest()[:40]
        sending = mailing.sending(
            f"ordonnance.{unique}", box.address, str(entrusted.recipient), now
        )
        carried = await asyncio.to_thread(self._carried, entrusted)
        message = prescription_message(sending, carried, _WORDS[command.towards])
        concerns = concern_of(number, command.towards)
        posted = posted_of(message, LetterKind.PRESCRIPTION, box, concerns)
        return await posting.post(mailing.room.letters, posted, trusted, now)

    async def of(self, number: OrdonnanceNumber) -> Sequence[SentLetter]:
        """What was sent of an ordonnance, the latest first; nothing where there is no mail."""
        mailing = self.platform.mailing
        if mailing is None:
            return ()
        stored = await self.platform.ports.base.read(number)
        if stored is not None and stored.progress.sent is not None:
            # The letters of a regulator are taken back with their prescription, never alone.
            return ()
        found = []
        for towards in Towards:
            for each in await mailing.room.letters.concerning(concern_of(number, towards)):
                if each.kind is LetterKind.PRESCRIPTION:
                    found.append((each, towards))
        found.sort(key=lambda pair: pair[0].written_at, reverse=True)
        return tuple(self._sent(*pair) for pair in found)

    async def cancel(self, number: OrdonnanceNumber, id: str) -> None:
        """Stop one before it leaves. Raises Refusal MAIL_UNKNOWN, MAIL_LEFT."""
        await self._require_own(number, id)
        room = self._mailing().room
        await posting.cancel(room.letters, id, room.clock.now())

    async def withdraw(self, number: OrdonnanceNumber, id: str, caller: Caller) -> None:
        """Take back one that left: a message says so, in the session of who asks.

        Raises Refusal as `posting.withdraw`.
        """
        await self._require_own(number, id)
        mailing = self._mailing()
        letters, now = mailing.room.letters, mailing.room.clock.now()
        letter = await posting.known(letters, id)
        opened = OpenBox(letter.sender, letter.writer and caller.actor.person_key)
        await withdrawn(letters, mailing, id, REASON, now, opened)

    def directory(self) -> Directory | None:
        """The directory in service."""
        return in_service(self.platform.directory.directories)

    async def _require_own(self, number: OrdonnanceNumber, id: str) -> None:
        if id not in {each.told.id for each in await self.of(number)}:
            raise Refusal.of("MAIL_UNKNOWN")

    def _carried(self, entrusted: Entrusted) -> Carried:
        """Sheet and CDA, as for the record; the sheet alone where no CDA may be made."""
        platform, consulted = self.platform, entrusted.consulted
        given = opened(consulted, platform.ports, FHIR_JSON)
        original = original_of(given, consulted, platform.base_url, platform.ports)
        try:
            return carried_letter(original, platform.renderer, platform.systems.number)
        except MessageInvalid as error:
            raise Refusal.of("MAIL_TRAITS_MISSING") from error

    def _sent(self, letter: Letter, towards: Towards) -> SentLetter:
        recipient = "Mon espace santé du patient"
        if towards is Towards.PHARMACY:
            recipient = self._called(letter.recipient)
        shown = told(letter, self._mailing().room.clock.now())
        return SentLetter(
            towards, recipient, shown,
            cancellable=letter.state in (LetterState.WAITING, LetterState.READY),
            withdrawable=letter.state in (LetterState.HANDED, LetterState.DELIVERED),
        )  # fmt: skip

    def _called(self, address: str) -> str:
        """The pharmacy of an address, as the directory of today names it."""
        try:
            return named(pharmacy_at(MssAddress.parse(address), self.directory()))
        except Refusal:
            return address

    def _mailing(self) -> Mailing:
        if self.platform.mailing is None:
            raise Refusal.of("MAIL_NOT_SET_UP")
        return self.platform.mailing


def box_of(caller: Caller, mailing: Mailing) -> OpenBox:
    """The mailbox of the structure where the caller prescribes, as it opens for them.

    Raises Refusal MAIL_NOT_SET_UP.
    """
    box = mailing.operators.places.get(caller.place.key) if caller.place else None
    if box is None:
        raise Refusal.of("MAIL_NOT_SET_UP")
    return mailing.operators.opened(box.address, caller.actor.person_key)
