"""Mailboxes tried from a page: the letter leaves as any other, the page follows what comes back."""

import asyncio
from uuid import uuid4

from ordonnance.bootstrap.mail_message import posted_of
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.documents.mail.parsing import MessageUnreadable
from ordonnance.documents.mail.reading import received
from ordonnance.documents.mail.withdrawn import trial_message
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import LetterKind, OpenBox
from ordonnance.usecases.mail import posting
from ordonnance.usecases.mail.trials import Trial, arrived, awaited_in_the_box, trial_of, tried
from ordonnance.usecases.mssante import require_trusted
from ordonnance.usecases.ports.inbox import Inbox
from ordonnance.usecases.ports.letters import MailTrouble

MOST_LOOKED = 200
"""Messages of a mailbox looked at for one trial, the last to arrive."""

OPENING_SECONDS = 15.0
"""How long somebody waits before a page for a mailbox to open."""


def own_boxes(mailing: Mailing | None) -> tuple[str, ...]:
    """The mailboxes that this base opens with nobody signed in."""
    if mailing is None:
        return ()
    return tuple(sorted(mailing.operators.boxes))


async def begin_trial(mailing: Mailing, box: OpenBox) -> str:
    """Put a message of that mailbox to itself on the way; its id.

    Raises Refusal (white list), MailTrouble: a mailbox that cannot be opened is told before
    anything leaves.
    """
    letters, trusted = mailing.room.letters, mailing.room.trust.current()
    require_trusted(box.address, trusted)
    await mailing.reading(box).listed(1)
    now = mailing.room.clock.now()
    message = trial_message(mailing.sending(f"essai.{uuid4()}", box.address, box.address, now))
    posted = posted_of(message, LetterKind.TRIAL, box)
    await posting.post(letters, posted, trusted, now)
    return posted.id


async def tried_from_a_page(mailing: Mailing | None, address: str) -> str:
    """Begin a trial of one of the base's own mailboxes.

    Raises Refusal (MAIL_NOT_SET, MAILBOX_NOT_OWN, MAILBOX_SHUT, white list).
    """
    if mailing is None:
        raise Refusal.of("MAIL_NOT_SET")
    if address not in own_boxes(mailing):
        raise Refusal.of("MAILBOX_NOT_OWN")
    try:
        async with asyncio.timeout(OPENING_SECONDS):
            return await begin_trial(mailing, OpenBox(address))
    except MailTrouble as trouble:
        raise Refusal.of("MAILBOX_SHUT", reason=trouble.code) from trouble
    except TimeoutError as error:
        raise Refusal.of("MAILBOX_SHUT", reason="pas de réponse") from error


async def look(mailing: Mailing | None, id: str) -> Trial:
    """What became of a trial; the mailbox is looked into while its message is awaited there.

    Raises Refusal (MAIL_NOT_SET, MAIL_UNKNOWN).
    """
    if mailing is None:
        raise Refusal.of("MAIL_NOT_SET")
    letters, clock = mailing.room.letters, mailing.room.clock
    letter = await tried(letters, id)
    answers = mailing.folder is None
    trial = trial_of(letter, clock.now(), answers=answers)
    if trial.over or not awaited_in_the_box(letter):
        return trial
    try:
        async with asyncio.timeout(OPENING_SECONDS):
            inbox = mailing.reading(letter.box)
            if await found_in(inbox, id, set()):
                found = await arrived(letters, id, clock.now())
                if found is not None:
                    return trial_of(found, clock.now(), answers=answers)
    except (MailTrouble, TimeoutError):
        # It does not open now: the next look says, or the time is over.
        return trial
    return trial


async def found_in(inbox: Inbox, id: str, seen: set[str]) -> bool:
    """True when the message of that id is in the mailbox; it is then put away.

    `seen` are the messages known not to be it, added to.
    """
    for each in reversed(await inbox.listed(MOST_LOOKED)):
        if each.id in seen:
            continue
        try:
            message = await asyncio.to_thread(received, await inbox.fetch(each.id))
        except MessageUnreadable:
            # Somebody else's message: the inbox says what it thinks of it, not a trial.
            seen.add(each.id)
            continue
        if str(message.id) == id:
            await inbox.archive(each.id)
            return True
        seen.add(each.id)
    return False
