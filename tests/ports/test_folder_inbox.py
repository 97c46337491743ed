"""The mailboxes of a demonstration: the port, and two workstations at once."""

import asyncio
from pathlib import Path

import pytest

from ordonnance.adapters.mailbox.folders import FolderInbox, FolderPostman
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import OpenBox
from ordonnance.usecases.ports.inbox import Mark
from ordonnance.usecases.ports.letters import Envelope, MailTrouble
from tests.builders.mail import PHARMACY, SAMU, Trust

pytestmark = pytest.mark.anyio
BODY = b"Subject: essai\r\n\r\nbonjour\r\n"


@pytest.fixture
def inbox(tmp_path: Path) -> FolderInbox:
    return FolderInbox(tmp_path, PHARMACY.address)


async def test_what_is_delivered_is_listed_by_arrival_and_fetched_whole(inbox: FolderInbox) -> None:
    assert list(await inbox.listed(10)) == []
    for rank in range(3):
        inbox.deliver(BODY + bytes([rank]))
    listed = await inbox.listed(2)
    assert [await inbox.fetch(each.id) for each in listed] == [BODY + b"\1", BODY + b"\2"]
    assert [(each.seen, each.served, each.size) for each in listed] == [(False, False, 28)] * 2
    assert await inbox.heads([listed[0].id]) == {listed[0].id: b"Subject: essai"}


async def test_marks_stay_and_none_undoes_another(inbox: FolderInbox) -> None:
    inbox.deliver(BODY)
    [first] = await inbox.listed(10)
    await asyncio.gather(inbox.seen(first.id, Mark.RECEIPTED), inbox.mark(first.id, served=True))
    [marked] = await inbox.listed(10)
    assert (marked.seen, marked.served, marked.receipted) == (True, True, True)
    await inbox.mark(first.id, served=False)
    [marked] = await inbox.listed(10)
    assert (marked.seen, marked.served, marked.receipted) == (True, False, True)


async def test_what_is_archived_is_gone_and_its_rank_never_serves_again(inbox: FolderInbox) -> None:
    inbox.deliver(BODY)
    [first] = await inbox.listed(10)
    await asyncio.gather(inbox.archive(first.id), inbox.archive(first.id))
    inbox.deliver(BODY)
    [second] = await inbox.listed(10)
    assert second.id != first.id
    for id in (first.id, "../../x"):
        with pytest.raises(MailTrouble, match="GONE"):
            await inbox.fetch(id)


async def test_what_is_put_back_is_there_as_it_was(inbox: FolderInbox) -> None:
    inbox.deliver(BODY)
    [first] = await inbox.listed(10)
    await inbox.mark(first.id, served=True)
    place = await inbox.archive(first.id)
    assert place is not None
    assert await inbox.archive(first.id) is None
    for one in (place, place, "../../x", "77"):
        await inbox.restore(one)
    [again] = await inbox.listed(10)
    assert (await inbox.fetch(again.id), again.served) == (BODY, True)


async def test_messages_delivered_at_once_are_all_there(inbox: FolderInbox) -> None:
    await asyncio.gather(
        *(asyncio.to_thread(inbox.deliver, BODY + str(rank).encode()) for rank in range(20))
    )
    listed = await inbox.listed(100)
    assert len({await inbox.fetch(each.id) for each in listed}) == 20


async def test_what_leaves_a_mailbox_arrives_in_another_once_ended(tmp_path: Path) -> None:
    postman = FolderPostman(tmp_path, frozenset({str(SAMU.address)}), Trust())
    envelope = Envelope("demo@x.fr", OpenBox(str(SAMU.address)), str(PHARMACY.address))
    prepared = await postman.prepare(envelope, BODY)
    inbox = FolderInbox(tmp_path, PHARMACY.address)
    assert list(await inbox.listed(10)) == []
    assert await prepared.finish() == "2.0.0"
    [arrived] = await inbox.listed(10)
    assert (await inbox.fetch(arrived.id)).endswith(BODY)
    await (await postman.prepare(envelope, BODY)).abandon()
    assert len(await inbox.listed(10)) == 1
    with pytest.raises(Refusal, match="MAIL_DOMAIN_OUTSIDE"):
        await postman.prepare(
            Envelope("demo@x.fr", OpenBox(str(SAMU.address)), "a@ailleurs.fr"), BODY
        )
