"""A pharmacy's mailbox put together: receipts once and only when asked, mail that is down."""

import asyncio
from pathlib import Path

import pytest

from ordonnance.adapters.mailbox.folders import FolderInbox, FolderPostman
from ordonnance.adapters.mailbox.operators import Box, Operators, PlaceBox
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.pharmacy_inbox import PharmacyInbox
from ordonnance.documents.mail.message import Correspondent
from ordonnance.documents.mail.reading import received
from ordonnance.documents.mail.reports import Outcome
from ordonnance.documents.mail.writing import written
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import LetterKind, LetterState, OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mail.inbox import MessageState
from ordonnance.usecases.mail.sending import MailRoom, send_due
from ordonnance.usecases.ports.inbox import Inbox
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from tests.builders.mail import PHARMACY, SAMU, Trust, Watch, a_message
from tests.builders.platform import a_platform

pytestmark = pytest.mark.anyio
PATIENT = Correspondent(MssAddress.parse("279035121518989@patient.mssante.fr"), "Zoé EXEMPLE")
STRANGER = Correspondent(MssAddress.parse("x@ailleurs.example"))


class Counter:
    """A pharmacy with one mailbox in a folder, its own letters and its own clock."""

    def __init__(self, folder: Path) -> None:
        self.watch, self.letters, self.folder = Watch(), MemoryLetters(), folder
        self.pharmacist: Caller = a_platform().caller("pharmacien")
        assert self.pharmacist.place is not None
        places = {self.pharmacist.place.key: PlaceBox(PHARMACY.address, PHARMACY.name)}
        own = {str(PHARMACY.address): Box(PHARMACY.address, PHARMACY.name, Path(), None)}
        operators = Operators("DEMO", Path(), None, {}, own, places)
        postman = FolderPostman(folder, frozenset({str(PHARMACY.address)}), Trust())
        self.room = MailRoom(self.letters, postman, Trust(), self.watch)
        self.mailing = Mailing(operators, LiveTokens(self.watch), self.room, folder=folder)
        self.inbox = PharmacyInbox(self.mailing, self.watch.now)

    def box(self, address: MssAddress = PHARMACY.address) -> FolderInbox:
        return FolderInbox(self.folder, address)

    async def arrives(self, body: bytes, back: MssAddress = SAMU.address) -> str:
        """These bytes in the mailbox; the id of the message there."""
        self.box().deliver(f"Return-Path: <{back}>\r\n".encode() + body)
        return (await self.box().listed(10))[-1].id

    async def kinds(self) -> list[LetterKind]:
        """What leaves from here."""
        return [each.kind for each in await self.letters.among(frozenset(LetterState), 100)]


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path)


async def test_a_message_opened_is_marked_and_its_receipt_leaves_once(counter: Counter) -> None:
    id = await counter.arrives(written(a_message()))
    [listed] = await counter.inbox.listed(counter.pharmacist)
    assert (listed.state, listed.receipt) == (MessageState.NEW, True)
    await asyncio.gather(*(counter.inbox.seen(counter.pharmacist, id) for _ in range(3)))
    assert await counter.kinds() == [LetterKind.RECEIPT]
    await counter.inbox.receipt(counter.pharmacist, id, unreadable=False)
    assert await counter.kinds() == [LetterKind.RECEIPT]
    [listed] = await counter.inbox.listed(counter.pharmacist)
    assert (listed.state, listed.receipt) == (MessageState.OPENED, False)
    await send_due(counter.room)
    [receipt] = await counter.box(SAMU.address).listed(10)
    # A server refuses a line that ends otherwise (RFC 5321, 2.3.8).
    sent = await counter.box(SAMU.address).fetch(receipt.id)
    assert sent.count(b"\n") == sent.count(b"\r\n") == sent.count(b"\r")
    report = received(await counter.box(SAMU.address).fetch(receipt.id)).report
    assert report is not None
    assert (report.outcome, report.about) == (Outcome.READ, a_message().id)


async def test_what_is_served_tells_nothing_to_who_sent(counter: Counter) -> None:
    id = await counter.arrives(written(a_message()))
    await counter.inbox.served(counter.pharmacist, id)
    [listed] = await counter.inbox.listed(counter.pharmacist)
    assert listed.state is MessageState.SERVED
    await counter.inbox.unserved(counter.pharmacist, id)
    [listed] = await counter.inbox.listed(counter.pharmacist)
    assert listed.state is MessageState.OPENED
    assert await counter.kinds() == []


async def test_a_receipt_is_never_sent_unasked(counter: Counter) -> None:
    body = written(a_message()).replace(b"Disposition-Notification-To", b"X-Nothing")
    id = await counter.arrives(body)
    await counter.inbox.seen(counter.pharmacist, id)
    with pytest.raises(Refusal, match="MESSAGE_NO_RECEIPT") as met:
        await counter.inbox.receipt(counter.pharmacist, id, unreadable=False)
    assert met.value.code == "MESSAGE_NO_RECEIPT"
    assert await counter.kinds() == []


async def test_a_receipt_for_another_address_waits_for_a_person(counter: Counter) -> None:
    id = await counter.arrives(written(a_message()), back=PHARMACY.address)
    await counter.inbox.seen(counter.pharmacist, id)
    assert await counter.kinds() == []
    await counter.inbox.receipt(counter.pharmacist, id, unreadable=False)
    assert await counter.kinds() == [LetterKind.RECEIPT]


async def test_what_cannot_be_read_is_told_with_its_code(counter: Counter) -> None:
    id = await counter.arrives(written(a_message()))
    await counter.inbox.receipt(counter.pharmacist, id, unreadable=True)
    await send_due(counter.room)
    [receipt] = await counter.box(SAMU.address).listed(10)
    found = received(await counter.box(SAMU.address).fetch(receipt.id))
    assert found.report is not None
    assert (found.report.outcome, found.report.code) == (Outcome.NOT_FILED, "906")
    assert found.subject.startswith("[KO Intégration système !][906]")


async def test_nothing_answers_an_address_outside_the_trust_space(counter: Counter) -> None:
    id = await counter.arrives(written(a_message(sender=STRANGER)), back=STRANGER.address)
    await counter.inbox.seen(counter.pharmacist, id)
    assert await counter.kinds() == []
    with pytest.raises(Refusal, match="MAIL_DOMAIN_OUTSIDE"):
        await counter.inbox.receipt(counter.pharmacist, id, unreadable=False)
    [listed] = await counter.inbox.listed(counter.pharmacist)
    assert listed.state is MessageState.OPENED


async def test_the_end_of_an_exchange_leaves_once_and_to_patients_only(counter: Counter) -> None:
    id = await counter.arrives(written(a_message()))
    with pytest.raises(Refusal, match="MESSAGE_NOT_FROM_PATIENT") as met:
        await counter.inbox.archive(counter.pharmacist, id, ends=True)
    assert met.value.code == "MESSAGE_NOT_FROM_PATIENT"
    other = await counter.arrives(written(a_message("demo-2", sender=PATIENT)), PATIENT.address)
    await counter.inbox.archive(counter.pharmacist, other, ends=True)
    assert await counter.kinds() == [LetterKind.ENDING]
    assert [each.id for each in await counter.box().listed(10)] == [id]


async def test_another_structure_finds_no_mailbox(counter: Counter) -> None:
    with pytest.raises(Refusal, match="INBOX_NONE"):
        await counter.inbox.listed(a_platform().caller("pharmacien2"))
    assert counter.inbox.unread(a_platform().caller("pharmacien2")) is None
    nowhere = PharmacyInbox(None, counter.watch.now)
    assert nowhere.unread(counter.pharmacist) is None


async def test_new_messages_are_counted_beside_the_page_and_not_at_each_one(
    counter: Counter,
) -> None:
    await counter.arrives(written(a_message()))
    assert counter.inbox.unread(counter.pharmacist) == 0, "nothing was counted yet"
    [counting] = [each for each in asyncio.all_tasks() if each.get_name() == "unread"]
    await counting
    assert counter.inbox.unread(counter.pharmacist) == 1
    await counter.arrives(written(a_message("demo-2")))
    assert counter.inbox.unread(counter.pharmacist) == 1
    counter.watch.pass_by(seconds=61)
    counter.inbox.unread(counter.pharmacist)
    [counting] = [each for each in asyncio.all_tasks() if each.get_name() == "unread"]
    await counting
    assert counter.inbox.unread(counter.pharmacist) == 2


@pytest.mark.parametrize("seconds", [11, -7200], ids=["later", "clock put back"])
async def test_a_mailbox_that_does_not_answer_is_left_alone_for_a_moment(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    asked: list[OpenBox] = []

    def down(_: Mailing, box: OpenBox) -> Inbox:
        asked.append(box)
        raise MailTrouble(Trouble.LATER, "UNREACHABLE")

    with monkeypatch.context() as patched:
        patched.setattr(Mailing, "reading", down)
        for _ in range(5):
            with pytest.raises(Refusal, match="INBOX_UNREACHABLE") as met:
                await counter.inbox.listed(counter.pharmacist)
            assert met.value.code == "INBOX_UNREACHABLE"
    assert asked == [OpenBox(str(PHARMACY.address))]
    with pytest.raises(Refusal, match="INBOX_UNREACHABLE"):
        await counter.inbox.listed(counter.pharmacist)
    counter.watch.pass_by(seconds=seconds)
    assert await counter.inbox.listed(counter.pharmacist) == ()
