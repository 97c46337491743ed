"""Messages that arrive in the mailboxes of the shared base, each with an id of its own."""

import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import anyio
import pikepdf

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.mailbox.folders import FolderInbox
from ordonnance.bootstrap.demo_mail import FOLDER
from ordonnance.documents.mail.message import Correspondent
from ordonnance.documents.mail.parsing import MessageUnreadable
from ordonnance.documents.mail.prescribed import prescription_message
from ordonnance.documents.mail.reading import Received, received
from ordonnance.documents.mail.writing import written
from ordonnance.domain.mssante import MssAddress
from tests.builders.mail import a_sending, carried

PHARMACY = Correspondent(MssAddress.parse("pharmacie-exemple@officine.mssante.example"))
PRACTICE = Correspondent(
    MssAddress.parse("cabinet-exemple@medecin.mssante.example"), "Cabinet médical Exemple"
)
PATIENT = Correspondent(MssAddress.parse("279035121518989@patient.mssante.fr"), "Zoé EXEMPLE")
SECONDS = 60.0
Found = TypeVar("Found")


def nobodys_sheet() -> bytes:
    """A PDF without any code."""
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Mailed:
    """The mailboxes of a base."""

    data: Path

    def inbox(self, address: MssAddress) -> FolderInbox:
        return FolderInbox(self.data / FOLDER, address)

    def deliver(
        self,
        pdf: bytes,
        sender: Correspondent = PRACTICE,
        recipient: Correspondent = PHARMACY,
        **more: Any,
    ) -> str:
        """A message with that PDF and no archive; its id."""
        sending = a_sending(
            secrets.token_hex(16), at=SystemClock().now(), sender=sender, recipient=recipient
        )
        message = prescription_message(
            sending, carried(pdf=pdf, archive=None, codes=(), ins_told=False, **more)
        )
        self.deliver_bytes(written(message), sender, recipient)
        return str(message.id)

    def deliver_bytes(
        self, body: bytes, sender: Correspondent = PRACTICE, to: Correspondent = PHARMACY
    ) -> None:
        """These bytes, as a server would leave them."""
        self.inbox(to.address).deliver(f"Return-Path: <{sender.address}>\r\n".encode() + body)

    def arrived(self, address: MssAddress, about: Callable[[Received], bool]) -> Received:
        """Wait for a message of that mailbox."""
        # In a thread of its own: a browser that is driven here has an event loop already.
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(anyio.run, self._arrived, address, about).result()

    async def _arrived(self, address: MssAddress, about: Callable[[Received], bool]) -> Received:
        inbox, until = self.inbox(address), time.monotonic() + SECONDS
        while time.monotonic() < until:
            for each in await inbox.listed(500):
                try:
                    found = received(await inbox.fetch(each.id))
                except MessageUnreadable:
                    # Left in the same mailbox by a test of hostile messages.
                    continue
                if about(found):
                    return found
            await anyio.sleep(0.1)
        raise AssertionError("nothing arrived")
