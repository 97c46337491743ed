"""Letters handed over: each once, whatever dies on the way.

A letter is written `handing` after the server has everything but the end of the message, and
before that end. What dies earlier left nothing; what dies later may have left, and says so: it is
handed over again under the same Message-ID once its report has had time to come. A cancellation
that comes in between changes the version, and the message is abandoned without its end.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ordonnance.domain.census import CensusFlag
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, Letter, LetterKind, LetterState
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber
from ordonnance.usecases.mssante import TrustSpace, require_trusted
from ordonnance.usecases.ports.census import Census
from ordonnance.usecases.ports.letters import (
    Envelope,
    Letters,
    MailTrouble,
    Postman,
    Prepared,
    Trouble,
)
from ordonnance.usecases.ports.outside import Clock

LEASE = timedelta(minutes=4)
"""How long a letter claimed is left alone; longer than a whole dialogue with a server."""

AT_ONCE = 8
_FIRST_PAUSE = timedelta(seconds=15)
_LONGEST_PAUSE = timedelta(minutes=5)
UNSURE_PAUSE = timedelta(minutes=2)
"""Time left to a report, before a letter that may have left is handed over again."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailRoom:
    """What handing over needs."""

    letters: Letters
    postman: Postman
    trust: TrustSpace
    clock: Clock
    census: Census | None = None
    """Where what comes back is counted; None: nowhere."""


async def send_due(room: MailRoom) -> int:
    """Hand over what is due from the mailboxes that can send here; how many were tried."""
    claimed = await room.letters.claim(room.postman.senders(), room.clock.now(), LEASE, AT_ONCE)
    for letter in claimed:
        await _send(room, letter)
    return len(claimed)


async def _send(room: MailRoom, letter: Letter) -> None:
    if letter.state is LetterState.WAITING:
        letter = letter.after(Event.TOKEN, room.clock.now())
    letter = replace(letter, attempts=letter.attempts + 1)
    content = await room.letters.content(letter.id)
    if content is None:
        await _failed(room, letter, MailTrouble(Trouble.REFUSED, "CONTENT_GONE"))
        return
    try:
        require_trusted(letter.recipient, room.trust.current())
        envelope = Envelope(letter.id, letter.box, letter.recipient)
        prepared = await room.postman.prepare(envelope, content)
    except Refusal as refusal:
        # No list is no verdict on the address: the letter waits for the list.
        later = refusal.code == "MAIL_WHITE_LIST_NONE"
        trouble = Trouble.LATER if later else Trouble.REFUSED
        await _failed(room, letter, MailTrouble(trouble, refusal.code))
    except MailTrouble as trouble_met:
        await _failed(room, letter, trouble_met)
    else:
        await _finish(room, letter, prepared)


async def _finish(room: MailRoom, letter: Letter, prepared: Prepared) -> None:
    """The end of the message, once it is written that it comes."""
    now = room.clock.now()
    ending = replace(letter.after(Event.HANDING, now), due_at=now + UNSURE_PAUSE)
    try:
        written = await room.letters.write(ending)
    except BaseException:
        await prepared.abandon()
        raise
    if written is None:
        # Cancelled, or claimed by another process meanwhile: nothing left from here.
        await prepared.abandon()
        return
    try:
        code = await prepared.finish()
    except MailTrouble as trouble:
        await _failed(room, written, trouble, ended=True)
        return
    # Before it is written that it left: what dies in between hands it over again, and marks again.
    await mark_withdrawn(room.letters, letter, room.clock.now())
    await happened(room.letters, letter.id, Event.TAKEN, room.clock.now(), code)
    _log.info("letter handed over: %s", letter.id)


async def _failed(
    room: MailRoom, letter: Letter, trouble: MailTrouble, *, ended: bool = False
) -> None:
    """Write why it was not handed over; `ended`: the end of the message was given."""
    now = room.clock.now()
    event, due_at = _meaning(letter, trouble.trouble, ended=ended), now + pause(letter.attempts)
    if event is Event.UNSURE:
        due_at = now + UNSURE_PAUSE
    if event is Event.REFUSED:
        await mark_bounced(room.census, letter, now)
    # Written on the letter as it was read: when it changed meanwhile, that change stands.
    await room.letters.write(replace(letter.after(event, now, trouble.code), due_at=due_at))
    _log.warning("letter not handed over (%s %s): %s", event, trouble.code, letter.id)


def _meaning(letter: Letter, trouble: Trouble, *, ended: bool) -> Event:
    """The event. Of a letter that may have left before, no answer of today says that it did not."""
    if trouble is Trouble.TOKEN:
        return Event.TOKEN_GONE
    if trouble is Trouble.UNSURE:
        return Event.UNSURE
    if letter.state is LetterState.HANDING and (letter.doubts or not ended):
        return Event.PUT_OFF
    if trouble is Trouble.REFUSED:
        return Event.REFUSED
    return Event.NOT_TAKEN if ended else Event.PUT_OFF


def pause(attempts: int) -> timedelta:
    """How long a letter tried that often waits: from 15 seconds, doubling, to five minutes."""
    return min(_FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)), _LONGEST_PAUSE)


async def happened(
    letters: Letters, id: str, event: Event, at: datetime, code: str = ""
) -> Letter | None:
    """Write an event on a letter, whatever else is written at the same time; None: unknown letter.

    Raises NotPossible.
    """
    while (letter := await letters.read(id)) is not None:
        if (written := await letters.write(letter.after(event, at, code))) is not None:
            return written
    return None


async def mark_bounced(census: Census | None, letter: Letter, at: datetime) -> None:
    """Tell the census that a prescription came back, before the letter says so: what dies in
    between is told again. Others are not counted.
    """
    if census is None or letter.kind is not LetterKind.PRESCRIPTION:
        return
    try:
        number = OrdonnanceNumber(letter.concerns)
    except InvalidNumber:
        # A prescription sent by hand, about no ordonnance of the base.
        return
    await census.flag(number, CensusFlag.BOUNCED, at)


async def mark_withdrawn(letters: Letters, withdrawal: Letter, at: datetime) -> None:
    """Mark the letter that a withdrawal takes back, once that one left; others take back nothing.

    The same twice changes nothing more.
    """
    if withdrawal.kind is not LetterKind.WITHDRAWAL or withdrawal.about is None:
        return
    letter = await letters.read(withdrawal.about)
    if letter is not None and letter.state is not LetterState.WITHDRAWN:
        await happened(letters, letter.id, Event.WITHDRAWN, at)
