"""A pharmacy's mailbox on real servers: received, opened, answered, served, put away."""

import asyncio
import time
from dataclasses import replace

import pytest

from ordonnance.adapters.mailbox.operators import Operators, PlaceBox
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.pharmacy_inbox import PharmacyInbox
from ordonnance.documents.mail.reports import Outcome
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mail.inbox import FileKind, Listed, MessageState
from ordonnance.usecases.mail.sending import send_due
from tests.builders.platform import a_platform
from tests.ports.mail.servers import PHARMACY, SAMU, MailServers
from tests.ports.mail.test_real_servers import SECONDS, Office

pytestmark = [pytest.mark.anyio, pytest.mark.service]


class Counter:
    """A pharmacist of the structure that has the mailbox, on those servers."""

    def __init__(self, servers: MailServers, operators: Operators) -> None:
        self.pharmacist: Caller = a_platform().caller("pharmacien")
        assert self.pharmacist.place is not None
        box = PlaceBox(MssAddress.parse(PHARMACY), "PHARMACIE DÉMO")
        told = replace(operators, places={self.pharmacist.place.key: box})
        self.office = Office(servers, told)
        self.mailing = Mailing(told, self.office.tokens, self.office.mail)
        self.inbox = PharmacyInbox(self.mailing, self.office.clock.now)

    async def arrived(self, letter: Letter) -> Listed:
        """Wait for that message in the list: the one that is there and opens under its id."""
        until, others = time.monotonic() + SECONDS, set[str]()
        while time.monotonic() < until:
            for each in await self.inbox.listed(self.pharmacist):
                if each.id in others or each.announced != "prescription":
                    continue
                if (await self.inbox.opened(self.pharmacist, each.id)).taken.id == letter.id:
                    return each
                others.add(each.id)
            await asyncio.sleep(0.1)
        raise AssertionError(f"{letter.id} did not arrive in {SECONDS} seconds")

    async def now(self, listed: Listed) -> Listed:
        """The same line of the list, as it stands."""
        found = await self.inbox.listed(self.pharmacist)
        return next(each for each in found if each.id == listed.id)


async def test_a_prescription_is_received_answered_served_and_put_away(
    servers: MailServers, operators: Operators
) -> None:
    counter = Counter(servers, operators)
    office, who = counter.office, counter.pharmacist
    with pytest.raises(Refusal, match="INBOX_SESSION"):
        await counter.inbox.listed(who)
    office.signed_in(PHARMACY, person=who.actor.person_key)
    letter = await office.post(SAMU, PHARMACY)
    await send_due(office.mail)
    line = await counter.arrived(letter)
    assert (line.state, line.receipt) == (MessageState.NEW, True)
    assert line.sender is not None
    assert (line.sender.shown, line.sender.trusted) == ("SAMU 99", True)
    taken = (await counter.inbox.opened(who, line.id)).taken
    assert [each.kind for each in taken.files] == [FileKind.ARCHIVE, FileKind.PDF]
    await counter.inbox.seen(who, line.id)
    assert (await counter.now(line)).state is MessageState.OPENED
    assert not (await counter.now(line)).receipt
    await send_due(office.mail)
    _, back = await read_receipt(office, letter)
    assert back is Outcome.READ
    await counter.inbox.served(who, line.id)
    assert (await counter.now(line)).state is MessageState.SERVED
    place = await counter.inbox.archive(who, line.id)
    assert place is not None
    others = {each.id for each in await counter.inbox.listed(who)}
    await counter.inbox.restore(who, place)
    # Put back, it has another id: it arrived again. Letters of other tests may lie beside it.
    [line] = [each for each in await counter.inbox.listed(who) if each.id not in others]
    assert line.state is MessageState.SERVED
    await counter.inbox.archive(who, line.id)
    assert line.id not in {each.id for each in await counter.inbox.listed(who)}
    with pytest.raises(Refusal, match="INBOX_MESSAGE_GONE"):
        await counter.inbox.opened(who, line.id)


async def read_receipt(office: Office, letter: Letter) -> tuple[str, Outcome]:
    """Wait for the receipt in the mailbox of who sent: its delivery notice comes there too."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        arrived, found = await office.arrived(SAMU, letter.id)
        assert found.report is not None
        if found.report.outcome is Outcome.READ:
            return arrived.id, found.report.outcome
        await office.inbox(SAMU).archive(arrived.id)
    raise AssertionError("no receipt came back")
