"""The loop that sends and follows, and the desk of the queue, on real servers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.bootstrap.mail_desk import MailDesk
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.domain.letters import Letter, LetterState, OpenBox
from ordonnance.usecases.mail.posting import known
from ordonnance.usecases.mail.sending import MailRoom
from ordonnance.usecases.ports.letters import Envelope, MailTrouble
from tests.builders.mail import WRITER, Trust
from tests.ports.mail.servers import DOCTOR, PHARMACY, SAMU, UNKNOWN, MailServers
from tests.ports.mail.test_real_servers import SECONDS, Office
from tests.unit.documents.mail.test_reports import ID, a_delivery, a_receipt

pytestmark = [pytest.mark.anyio, pytest.mark.service]


@pytest.fixture
def office(servers: MailServers, operators: Operators) -> Office:
    return Office(servers, operators)


def mailing_of(office: Office) -> Mailing:
    """The mail of a process that sends for everybody."""
    postman = SmtpPostman(office.operators, office.tokens, Trust())
    room = MailRoom(office.letters, postman, Trust(), office.clock)
    return Mailing(office.operators, office.tokens, room, poll_seconds=0.05, reports_seconds=0.2)


@asynccontextmanager
async def working(mailing: Mailing) -> AsyncIterator[None]:
    """The loop, as long as the block lasts."""
    stop = asyncio.Event()
    loop = asyncio.create_task(mailing.run(stop))
    try:
        yield
    finally:
        stop.set()
        await loop


async def reached(office: Office, letter: Letter, state: LetterState) -> Letter:
    """Wait until the letter is in that state."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            while (found := await known(office.letters, letter.id)).state is not state:
                await asyncio.sleep(0.1)
    found = await known(office.letters, letter.id)
    assert found.state is state
    return found


async def test_the_loop_sends_what_is_posted_and_applies_what_comes_back(office: Office) -> None:
    arrives = await office.post(SAMU, PHARMACY)
    bounces = await office.post(SAMU, UNKNOWN)
    async with working(mailing_of(office)):
        await reached(office, arrives, LetterState.DELIVERED)
        bounced = await reached(office, bounces, LetterState.BOUNCED)
    assert bounced.code == "5.1.1"
    told = await MailDesk(office.letters, mailing_of(office)).show(bounces.id)
    assert told.next_step.startswith("Cette boîte n'existe pas.")


async def forged(office: Office, body: bytes, about: Letter) -> None:
    """Somebody of the same domain writes to who sent, in the name of others."""
    envelope = Envelope(f"faux.{about.id}", OpenBox(DOCTOR, WRITER), SAMU)
    content = body.replace(str(ID).encode(), about.id.encode())
    await (await office.postman.prepare(envelope, content)).finish()


async def noted(office: Office, letter: Letter, outcomes: set[str]) -> None:
    """Wait until these were told by reports that nothing proves."""
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            while (await known(office.letters, letter.id)).unproven != outcomes:
                await asyncio.sleep(0.1)
    assert (await known(office.letters, letter.id)).unproven == outcomes


async def test_reports_that_somebody_else_writes_change_nothing(office: Office) -> None:
    letter = await office.post(SAMU, PHARMACY)
    office.signed_in(DOCTOR)
    async with working(mailing_of(office)):
        await reached(office, letter, LetterState.DELIVERED)
        await forged(office, a_delivery("failed"), letter)
        await forged(office, a_receipt("manual-action/MDN-sent-manually; displayed"), letter)
        await noted(office, letter, {"failed", "read"})
    after = await known(office.letters, letter.id)
    assert (after.state, after.read, after.came_back) == (LetterState.DELIVERED, False, False)


async def test_a_prescription_withdrawn_after_it_left_is_followed_by_its_withdrawal(
    office: Office,
) -> None:
    letter = await office.post(SAMU, PHARMACY)
    mailing = mailing_of(office)
    desk = MailDesk(office.letters, mailing)
    async with working(mailing):
        await reached(office, letter, LetterState.DELIVERED)
        told = await desk.withdraw(letter.id, "autre pharmacie choisie")
        assert (await desk.withdraw(letter.id, "autre pharmacie choisie")).id == told.id
        withdrawal = await known(office.letters, told.id)
        await reached(office, withdrawal, LetterState.DELIVERED)
    assert (await desk.show(letter.id)).state == "withdrawn"
    office.signed_in(PHARMACY)
    _, found = await office.arrived(PHARMACY, told.id)
    assert (str(found.answers), found.sender_name) == (letter.id, "SAMU 99")
    assert "autre pharmacie choisie" in found.text


@pytest.mark.parametrize("address", [SAMU, DOCTOR])
async def test_a_mailbox_is_tried_by_a_message_to_itself_and_its_receipt(
    office: Office, address: str
) -> None:
    desk = MailDesk(office.letters, mailing_of(office))
    token = None if address == SAMU else office.servers.authority.token(DOCTOR)
    tried = await desk.try_out(address, token, SECONDS)
    assert tried.whole
    assert (await desk.show(tried.id)).kind == "trial"
    assert await desk.queue(everything=False) == ()


async def test_a_mailbox_without_session_is_told_before_anything_leaves(office: Office) -> None:
    desk = MailDesk(office.letters, mailing_of(office))
    with pytest.raises(MailTrouble, match="NO_SESSION"):
        await desk.try_out(DOCTOR, None, SECONDS)
    assert await desk.queue(everything=True) == ()
