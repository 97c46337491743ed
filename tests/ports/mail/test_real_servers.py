"""Letters through a real Postfix to a real Dovecot and back: certificates, sessions, reports."""

import asyncio
import secrets
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.mailbox.imap import ImapInbox
from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.documents.mail.heads import head_of
from ordonnance.documents.mail.message import Correspondent
from ordonnance.documents.mail.prescribed import prescription_message
from ordonnance.documents.mail.reading import Received, received
from ordonnance.documents.mail.reports import Outcome
from ordonnance.documents.mail.writing import written
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterState, OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mail.following import reported
from ordonnance.usecases.mail.posting import post
from ordonnance.usecases.mail.sending import MailRoom, send_due
from ordonnance.usecases.ports.inbox import Arrived, Mark
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble
from tests.builders.mail import ARCHIVE, PDF, TRUSTED, WRITER, Trust, a_sending, carried, posted
from tests.ports.mail.servers import DOCTOR, PHARMACY, SAMU, UNKNOWN, MailServers

pytestmark = [pytest.mark.anyio, pytest.mark.service]
SECONDS = 60.0


class Office:
    """A mail room on those servers, with letters of its own."""

    def __init__(self, servers: MailServers, operators: Operators) -> None:
        self.servers, self.operators = servers, operators
        self.clock, self.letters = SystemClock(), MemoryLetters()
        self.tokens = LiveTokens(self.clock)
        self.postman = SmtpPostman(operators, self.tokens, Trust())
        self.mail = MailRoom(self.letters, self.postman, Trust(), self.clock)

    def signed_in(self, address: str, token: str | None = None, person: str = WRITER) -> None:
        """Somebody signs in."""
        until = self.clock.now() + timedelta(minutes=10)
        given = token or self.servers.authority.token(address)
        self.tokens.hold(OpenBox(address, person), given, until)

    def inbox(self, address: str) -> ImapInbox:
        box = self.operators.opened(MssAddress.parse(address), WRITER)
        return ImapInbox(self.operators, self.tokens, box)

    async def post(self, sender: str, recipient: str, writer: str = WRITER) -> Letter:
        """A prescription of its own on the way."""
        unique = secrets.token_hex(16)
        sending = a_sending(
            unique,
            at=self.clock.now(),
            sender=Correspondent(MssAddress.parse(sender), "SAMU 99"),
            recipient=Correspondent(MssAddress.parse(recipient)),
        )
        given = posted(
            unique, sender=sender, recipient=recipient, writer="" if sender == SAMU else writer,
            content=written(prescription_message(sending, carried())),
        )  # fmt: skip
        return await post(self.letters, given, TRUSTED, self.clock.now())

    async def state(self, letter: Letter) -> LetterState:
        found = await self.letters.read(letter.id)
        assert found is not None
        return found.state

    async def applied(self, letter: Letter, back: Received) -> Letter | None:
        """The letter after what came back to who sent it; None when it is not believed."""
        assert back.report is not None
        mailing = Mailing(self.operators, self.tokens, self.mail)
        return await reported(
            self.letters, mailing.told(back.report, letter.sender), self.clock.now()
        )

    async def arrived(self, address: str, about: str) -> tuple[Arrived, Received]:
        """Wait for the message of that id, or the report about it, in a mailbox."""
        inbox, until, seen = self.inbox(address), time.monotonic() + SECONDS, set[str]()
        while time.monotonic() < until:
            for each in await inbox.listed(500):
                if each.id in seen:
                    continue
                seen.add(each.id)
                found = received(await inbox.fetch(each.id))
                named = found.report.about if found.report else found.id
                if str(named) == about:
                    return each, found
            await asyncio.sleep(0.1)
        raise AssertionError(f"nothing about {about} arrived in {SECONDS} seconds")


@pytest.fixture
def office(servers: MailServers, operators: Operators) -> Office:
    return Office(servers, operators)


async def test_with_a_certificate_a_prescription_arrives_whole_and_its_delivery_comes_back(
    office: Office,
) -> None:
    letter = await office.post(SAMU, PHARMACY)
    await send_due(office.mail)
    assert await office.state(letter) is LetterState.HANDED
    office.signed_in(PHARMACY)
    _, found = await office.arrived(PHARMACY, letter.id)
    assert (found.archives, found.pdfs) == ((ARCHIVE,), (PDF,))
    assert found.subject == "Prescription de médicaments D’EXEMPLE Zoé 28/03/1979"
    assert found.receipt_to_sender
    _, back = await office.arrived(SAMU, letter.id)
    assert back.report is not None
    assert back.report.outcome is Outcome.DELIVERED
    assert await office.applied(letter, back) is not None
    assert await office.state(letter) is LetterState.DELIVERED


async def test_with_the_session_of_a_person_too_and_not_after_it_ends(office: Office) -> None:
    office.signed_in(DOCTOR)
    first = await office.post(DOCTOR, PHARMACY)
    await send_due(office.mail)
    assert await office.state(first) is LetterState.HANDED
    office.tokens.drop(OpenBox(DOCTOR, WRITER))
    second = await office.post(DOCTOR, PHARMACY)
    await send_due(office.mail)
    assert await office.state(second) is LetterState.WAITING


async def test_two_people_share_a_mailbox_and_each_letter_leaves_in_the_session_of_its_writer(
    office: Office,
) -> None:
    hers, his = [await office.post(DOCTOR, PHARMACY, each) for each in ("zoe", "paul")]
    office.signed_in(DOCTOR, person="paul")
    await send_due(office.mail)
    assert await office.state(hers) is LetterState.WAITING
    assert await office.state(his) is LetterState.HANDED
    # Her own token is the one that is tried, and refused: his, live, would have been taken.
    office.signed_in(DOCTOR, office.servers.authority.token(DOCTOR, minutes=-5), person="zoe")
    await send_due(office.mail)
    found = await office.letters.read(hers.id)
    assert found is not None
    assert (found.state, found.code) == (LetterState.WAITING, "5.7.8")
    with pytest.raises(MailTrouble, match="NOT_SIGNED_IN"):
        await ImapInbox(office.operators, office.tokens, hers.box).listed(1)


async def test_a_token_that_the_operator_refuses_puts_the_letter_back_to_wait(
    office: Office,
) -> None:
    expired = office.servers.authority.token(DOCTOR, minutes=-5)
    office.signed_in(DOCTOR, expired)
    letter = await office.post(DOCTOR, PHARMACY)
    await send_due(office.mail)
    found = await office.letters.read(letter.id)
    assert found is not None
    assert (found.state, found.code) == (LetterState.WAITING, "5.7.8")
    with pytest.raises(MailTrouble) as refused:
        await office.inbox(DOCTOR).listed(1)
    assert refused.value.trouble is Trouble.TOKEN


async def test_a_mailbox_that_does_not_exist_comes_back_with_its_cause(office: Office) -> None:
    letter = await office.post(SAMU, UNKNOWN)
    await send_due(office.mail)
    _, back = await office.arrived(SAMU, letter.id)
    assert back.report is not None
    assert (back.report.outcome, back.report.code) == (Outcome.FAILED, "5.1.1")
    assert await office.applied(letter, back) is not None
    assert await office.state(letter) is LetterState.BOUNCED


async def test_a_message_abandoned_before_its_end_reaches_nobody(office: Office) -> None:
    lost = await office.post(SAMU, PHARMACY)
    content = await office.letters.content(lost.id)
    assert content is not None
    prepared = await office.postman.prepare(Envelope(lost.id, OpenBox(SAMU), PHARMACY), content)
    await prepared.abandon()
    kept = await Office(office.servers, office.operators).post(SAMU, PHARMACY)
    renamed = content.replace(lost.id.encode(), kept.id.encode())
    ended = await office.postman.prepare(Envelope(kept.id, OpenBox(SAMU), PHARMACY), renamed)
    await ended.finish()
    office.signed_in(PHARMACY)
    await office.arrived(PHARMACY, kept.id)
    inbox = office.inbox(PHARMACY)
    ids = [received(await inbox.fetch(each.id)).id for each in await inbox.listed(500)]
    assert lost.id not in {str(each) for each in ids}


async def test_an_inbox_marks_what_is_served_and_puts_it_away(office: Office) -> None:
    letter = await office.post(SAMU, DOCTOR)
    await send_due(office.mail)
    office.signed_in(DOCTOR)
    arrived, _ = await office.arrived(DOCTOR, letter.id)
    inbox = office.inbox(DOCTOR)
    assert (arrived.seen, arrived.served) == (False, False)
    await inbox.mark(arrived.id, served=True)
    [marked] = [each for each in await inbox.listed(500) if each.id == arrived.id]
    assert marked == replace(arrived, seen=True, served=True)
    await inbox.mark(arrived.id, served=False)
    [marked] = [each for each in await inbox.listed(500) if each.id == arrived.id]
    assert marked == replace(arrived, seen=True, served=False)
    heads = await inbox.heads([arrived.id])
    assert head_of(heads[arrived.id]).id == received(await inbox.fetch(arrived.id)).id
    await inbox.seen(arrived.id, Mark.RECEIPTED)
    [marked] = [each for each in await inbox.listed(500) if each.id == arrived.id]
    assert marked == replace(arrived, seen=True, served=False, receipted=True)
    await inbox.archive(arrived.id)
    await inbox.archive(arrived.id)
    assert arrived.id not in {each.id for each in await inbox.listed(500)}
    with pytest.raises(MailTrouble, match="GONE"):
        await inbox.fetch(arrived.id)
    with pytest.raises(MailTrouble, match="MAILBOX_CHANGED"):
        await inbox.fetch("1-1")


async def test_the_adapter_itself_refuses_a_domain_outside_the_list(office: Office) -> None:
    with pytest.raises(Refusal, match="MAIL_DOMAIN_OUTSIDE"):
        await office.postman.prepare(Envelope("a@b.fr", OpenBox(SAMU), "a@exemple.fr"), b"x\r\n")


async def test_a_server_whose_certificate_is_revoked_is_sent_nothing(office: Office) -> None:
    for file, state in (("none", LetterState.HANDED), ("server", LetterState.READY)):
        told = replace(office.operators, revocation=office.servers.authority.revoked(file))
        postman = SmtpPostman(told, office.tokens, Trust())
        letters = MemoryLetters()
        office.letters = letters
        letter = await office.post(SAMU, PHARMACY)
        await send_due(MailRoom(letters, postman, Trust(), office.clock))
        found = await letters.read(letter.id)
        assert found is not None
        assert found.state is state
        assert found.code == ("2.0.0" if file == "none" else "TLS")
