"""The mailbox of a pharmacy put together: listed, opened, marked, answered, put away.

Whatever the mail does, the counter does not wait for it: dialogues are short and few, a mailbox
that does not answer is left alone for a moment, and what is new is counted beside the pages.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.message_answers import ending_of, receipt_of
from ordonnance.bootstrap.message_files import SandboxedMessages, Taken
from ordonnance.documents.mail.heads import Head, MessageUnreadable, head_of
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import WhiteList
from ordonnance.usecases.mail import posting
from ordonnance.usecases.mail.inbox import (
    MOST_LISTED,
    Listed,
    MessageState,
    box_of,
    refusal_of,
    sender_of,
    state_of,
)
from ordonnance.usecases.ports.inbox import Arrived, Inbox, Mark
from ordonnance.usecases.ports.letters import MailTrouble, Trouble

AT_ONCE = 3
"""Dialogues with mail servers at the same time, in this process."""
LEFT_ALONE = timedelta(seconds=10)
"""How long a mailbox that did not answer is not asked again."""
COUNTED_EVERY = timedelta(seconds=60)
"""How old the count of new messages may be before it is made again."""
MOST_HEADS = 2000
"""Headers kept read: a message never changes."""

_log = structlog.get_logger("ordonnance")


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message taken apart, and how it stands in the mailbox."""

    arrived: Arrived
    taken: Taken

    def __repr__(self) -> str:
        return f"OpenedMessage({self.arrived.id})"


class PharmacyInbox:
    """The mailboxes of the structures that have one here."""

    def __init__(self, mailing: Mailing | None, clock: Callable[[], datetime]) -> None:
        self._mailing = mailing
        self._clock = clock
        self._messages = SandboxedMessages()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._heads: OrderedDict[tuple[str, str], Head | str] = OrderedDict()
        self._down: dict[str, tuple[datetime, Refusal]] = {}
        self._counts: dict[str, tuple[datetime, int]] = {}
        self._counting: dict[str, asyncio.Task[None]] = {}
        places = mailing.operators.places if mailing else {}
        self._boxes = {key: each.address for key, each in places.items()}

    def unread(self, caller: Caller) -> int | None:
        """How many new messages were there at the last count; None without a mailbox.

        Answers at once: an old count is made again meanwhile.
        """
        try:
            box = self._box(caller)
        except Refusal:
            return None
        at, count = self._counts.get(box.address, (None, 0))
        if (at is None or self._clock() - at > COUNTED_EVERY) and box.address not in self._counting:
            task = asyncio.create_task(self._count(box), name="unread")
            self._counting[box.address] = task
            task.add_done_callback(lambda _: self._counting.pop(box.address, None))
        return count

    async def listed(self, caller: Caller) -> tuple[Listed, ...]:
        """The messages of the caller's structure, the last to arrive first. Raises Refusal."""
        box = self._box(caller)
        async with self._asking(box) as inbox:
            arrived = await inbox.listed(MOST_LISTED)
            await self._read_heads(box, inbox, [each.id for each in arrived])
        self._counted(box, arrived)
        trusted = self._required().room.trust.current()
        return tuple(self._told(box, each, trusted) for each in reversed(arrived))

    async def opened(self, caller: Caller, id: str) -> OpenedMessage:
        """One message, taken apart apart from here; nothing is marked. Raises Refusal."""
        box = self._box(caller)
        async with self._asking(box) as inbox:
            arrived = await _found(inbox, id)
            body = await inbox.fetch(id)
        return OpenedMessage(arrived, await self._messages.taken(body))

    async def seen(self, caller: Caller, id: str) -> None:
        """Mark one as opened; its sender is told that it was read, when they asked to be.

        Never when it is served: a prescriber to whose reading the patient objects would learn there
        what they may not see (R.4072-1).
        """
        box = self._box(caller)
        async with self._asking(box) as inbox:
            [head] = await self._read_heads(box, inbox, [id])
            arrived = await _found(inbox, id)
            marks = []
            if isinstance(head, Head) and head.receipt_to_sender and not arrived.receipted:
                try:
                    await self._return(box, head, unreadable=False)
                    marks.append(Mark.RECEIPTED)
                except Refusal as refusal:
                    # Opened all the same; who asked is not one to whom anything may leave.
                    _log.warning("no receipt is returned", code=refusal.code)
            await inbox.seen(id, *marks)
        if not arrived.seen:
            self._one_less(box)

    async def unserved(self, caller: Caller, id: str) -> None:
        """Say that one is not served after all."""
        async with self._asking(self._box(caller)) as inbox:
            await inbox.mark(id, served=False)

    async def served(self, caller: Caller, id: str) -> None:
        """Mark one as served."""
        async with self._asking(self._box(caller)) as inbox:
            await inbox.mark(id, served=True)

    async def receipt(self, caller: Caller, id: str, *, unreadable: bool) -> None:
        """Return the receipt that was asked for: read, or arrived and not readable.

        Twice, it is one receipt. Raises Refusal MESSAGE_NO_RECEIPT, and as `posting.post`.
        """
        box = self._box(caller)
        async with self._asking(box) as inbox:
            [head] = await self._read_heads(box, inbox, [id])
            if not isinstance(head, Head):
                raise Refusal.of("MESSAGE_UNREADABLE", reason=head)
            await self._return(box, head, unreadable=unreadable)
            await inbox.seen(id, Mark.RECEIPTED)

    async def archive(self, caller: Caller, id: str, *, ends: bool = False) -> str | None:
        """Put one away; where it lies, for `restore`, None when that is not known.

        `ends`: tell the patient that the exchange is over, once. Raises Refusal
        MESSAGE_NOT_FROM_PATIENT.
        """
        box = self._box(caller)
        async with self._asking(box) as inbox:
            if ends:
                [head] = await self._read_heads(box, inbox, [id])
                if not isinstance(head, Head) or head.sender is None or not head.sender.is_patient:
                    raise Refusal.of("MESSAGE_NOT_FROM_PATIENT")
                await self._post(ending_of(self._required(), box, head, self._clock()))
            place = await inbox.archive(id)
        self._counts.pop(box.address, None)
        return place

    async def restore(self, caller: Caller, place: str) -> None:
        """Put back what was archived, as it was."""
        box = self._box(caller)
        async with self._asking(box) as inbox:
            await inbox.restore(place)
        self._counts.pop(box.address, None)

    def _box(self, caller: Caller) -> OpenBox:
        """The mailbox of the caller's structure, as it opens for them: never in the session of a
        colleague. Raises Refusal NOT_ALLOWED, INBOX_NONE."""
        address = box_of(caller, self._boxes)
        return self._required().operators.opened(address, caller.actor.person_key)

    async def _return(self, box: OpenBox, head: Head, *, unreadable: bool) -> None:
        now = self._clock()
        await self._post(receipt_of(self._required(), box, head, now, unreadable=unreadable))

    async def _post(self, posted: posting.Posted) -> None:
        room = self._required().room
        await posting.post(room.letters, posted, room.trust.current(), self._clock())

    @asynccontextmanager
    async def _asking(self, box: OpenBox) -> AsyncIterator[Inbox]:
        """The mailbox, when it may be asked now. Raises Refusal for what it answers."""
        name, now = box.address, self._clock()
        since, refusal = self._down.get(name, (None, None))
        if since is not None and refusal is not None and abs(now - since) < LEFT_ALONE:
            raise refusal
        try:
            async with self._turns:
                yield self._required().reading(box)
            self._down.pop(name, None)
        except MailTrouble as trouble:
            told = refusal_of(trouble)
            if told.code == "INBOX_UNREACHABLE":
                self._down[name] = (now, told)
            raise told from trouble

    async def _read_heads(
        self, box: OpenBox, inbox: Inbox, ids: Sequence[str]
    ) -> Sequence[Head | str]:
        """Their headers, read once each; a reason in French for those that cannot be."""
        wanted = [each for each in ids if (box.address, each) not in self._heads]
        if wanted:
            found = await inbox.heads(wanted)
            for id, head in (await asyncio.to_thread(_all_read, found)).items():
                self._heads[box.address, id] = head
        # Taken before any is forgotten: a list may be longer than what is kept.
        told = [self._heads.get((box.address, each), "le message n’est plus là") for each in ids]
        while len(self._heads) > MOST_HEADS:
            self._heads.popitem(last=False)
        return told

    def _told(self, box: OpenBox, arrived: Arrived, trusted: WhiteList | None) -> Listed:
        head = self._heads.get((box.address, arrived.id), "le message n’est plus là")
        if not isinstance(head, Head):
            return Listed(arrived.id, arrived.at, state_of(arrived), None, "", "", head)
        sender = sender_of(head.sender_name, head.sender, trusted)
        return Listed(
            arrived.id, arrived.at, state_of(arrived), sender, head.subject, head.announced.value,
            receipt=head.receipt_to_sender and not arrived.receipted,
        )  # fmt: skip

    async def _count(self, box: OpenBox) -> None:
        try:
            async with self._asking(box) as inbox:
                self._counted(box, await inbox.listed(MOST_LISTED))
        except Refusal as refusal:
            _log.info("new messages are not counted", code=refusal.code)
            former = self._counts.get(box.address, (None, 0))[1]
            self._counts[box.address] = (self._clock(), former)

    def _counted(self, box: OpenBox, arrived: Sequence[Arrived]) -> None:
        new = sum(state_of(each) is MessageState.NEW for each in arrived)
        self._counts[box.address] = (self._clock(), new)

    def _one_less(self, box: OpenBox) -> None:
        """Until the next count: what was just opened is not new any more."""
        at, count = self._counts.get(box.address, (None, 0))
        if at is not None:
            self._counts[box.address] = (at, max(0, count - 1))

    def _required(self) -> Mailing:
        if self._mailing is None:
            raise Refusal.of("INBOX_NONE")
        return self._mailing


async def _found(inbox: Inbox, id: str) -> Arrived:
    for each in await inbox.listed(MOST_LISTED):
        if each.id == id:
            return each
    raise MailTrouble(Trouble.LATER, "GONE")


def _all_read(heads: Mapping[str, bytes]) -> dict[str, Head | str]:
    """Each read, or why not: whoever writes to the mailbox chooses these bytes."""
    return {id: _read(head) for id, head in heads.items()}


def _read(head: bytes) -> Head | str:
    try:
        return head_of(head)
    except MessageUnreadable as error:
        return str(error)
