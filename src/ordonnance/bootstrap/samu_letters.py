"""The letters of prescriptions of the SAMU-SAS: made and posted, cancelled or withdrawn.

Each may be asked twice: the Message-ID is that of the act, so that it is one letter.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from ordonnance.adapters.database.draining import Consumer
from ordonnance.bootstrap.digital import DigitalOriginal
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.mail_message import carried_letter, posted_of
from ordonnance.bootstrap.mail_withdrawal import withdrawn
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.platform import Platform
from ordonnance.documents.mail.prescribed import prescription_message
from ordonnance.domain.derogation import Sent
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import LetterKind, OpenBox
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.mail import posting
from ordonnance.usecases.medicines import in_words, medicines_of
from ordonnance.usecases.ports import OutboxMessage, Ports, SheetRenderer, Stored
from ordonnance.usecases.ports.letters import Letters
from ordonnance.usecases.samu.prescribing import POST
from ordonnance.usecases.samu.taking_back import TAKE_BACK

REASON = "le médecin régulateur l’a retirée"
_WHAT = (
    "Veuillez trouver ci-joint une prescription du SAMU-SAS (circuit dérogatoire MSSanté).",
    "Elle n’est pas une ordonnance numérique, et ne se délivre qu’une fois\u202f: le code de "
    "vérification est sur la feuille.",
)
_TO_PATIENT = (
    "Vous trouverez ci-joint une prescription du SAMU-SAS, à délivrer une seule fois.",
    "Transmettez ce message à la pharmacie de votre choix depuis Mon espace santé.",
)


@dataclass(frozen=True, slots=True)
class SamuLetters:
    """The consumers of the two messages. `numbers` is the address under which numbers are given."""

    ports: Ports
    letters: Letters
    mailing: Mailing | None
    renderer: SheetRenderer
    base_url: str
    numbers: str

    def by_kind(self) -> Mapping[str, Consumer]:
        """The consumer of each kind."""
        return {POST: self.post, TAKE_BACK: self.take_back}

    async def post(self, number: OrdonnanceNumber, _sequence: int, _message: OutboxMessage) -> None:
        """Make the letter and put it on its way; none of what was withdrawn meanwhile."""
        stored = await self.ports.base.read(number)
        sent = stored.progress.sent if stored is not None else None
        if stored is None or sent is None or stored.progress.ending is not None:
            return
        if await self.letters.read(sent.letter) is None:
            mailing = self._mailing()
            posted = await asyncio.to_thread(self._posted, stored, sent, mailing)
            now = self.ports.clock.now()
            await posting.post(self.letters, posted, mailing.room.trust.current(), now)
        # Withdrawn in between, its own message may have found no letter to cancel.
        await self._if_ended(number)

    async def take_back(
        self, number: OrdonnanceNumber, _sequence: int, _message: OutboxMessage
    ) -> None:
        """Cancel the letter, or send its withdrawal once it has left.

        Raises Refusal MAIL_LEAVING while nobody knows whether it left: asked again later.
        """
        for letter in await self.letters.concerning(number.value):
            if not letter.holds:
                continue
            now = self.ports.clock.now()
            try:
                await posting.cancel(self.letters, letter.id, now)
            except Refusal:
                # MAIL_LEFT: somebody has it, or may.
                await withdrawn(self.letters, self._mailing(), letter.id, REASON, now)

    async def _if_ended(self, number: OrdonnanceNumber) -> None:
        stored = await self.ports.base.read(number)
        if stored is not None and stored.progress.ending is not None:
            await self.take_back(number, 0, OutboxMessage(TAKE_BACK, {}))

    def _posted(self, stored: Stored, sent: Sent, mailing: Mailing) -> posting.Posted:
        """The letter: the sheet as PDF/A-1, its CDA in the archive, the words."""
        ports = self.ports
        ordonnance = ports.reader.reopen(stored.document, stored.content_type).ordonnance
        medicines = dict(medicines_of(ordonnance, ports.drugs.current()))
        original = DigitalOriginal(
            ordonnance=ordonnance, number=stored.number, issued_at=stored.issued_at,
            medicines=medicines, words=frozenset(in_words(ordonnance, medicines)),
            base_url=self.base_url, demonstration=ports.demonstration,
            objection=ordonnance.objection, signed=False,
        )  # fmt: skip
        carried = carried_letter(original, self.renderer, self.numbers)
        unique = sent.letter.partition("@")[0]
        sending = mailing.sending(unique, sent.sender, sent.recipient, stored.issued_at)
        words = _TO_PATIENT if sending.recipient.address.is_patient else _WHAT
        message = prescription_message(sending, carried, words)
        box = OpenBox(sent.sender, sent.writer)
        return posted_of(message, LetterKind.PRESCRIPTION, box, stored.number.value)

    def _mailing(self) -> Mailing:
        if self.mailing is None:
            raise OpeningRefused(
                "MAIL_NOT_CONFIGURED",
                "Une prescription du SAMU-SAS attend, et aucune messagerie n'est configurée ici.",
                "Indiquer ORDONNANCE_MAIL à ce processus aussi.",
            )
        return self.mailing


def samu_letters(platform: Platform) -> SamuLetters:
    """Those of a base."""
    return SamuLetters(
        platform.ports, platform.regulating.letters, platform.mailing, platform.renderer,
        platform.base_url, platform.systems.number,
    )  # fmt: skip
