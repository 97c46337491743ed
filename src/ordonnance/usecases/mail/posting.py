"""A message put on the way, cancelled before it leaves, or taken back after."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import (
    Event,
    Letter,
    LetterKind,
    LetterState,
    NotPossible,
    OpenBox,
)
from ordonnance.domain.mssante import WhiteList
from ordonnance.usecases.mail.sending import mark_withdrawn
from ordonnance.usecases.mssante import require_trusted
from ordonnance.usecases.ports.letters import Letters


@dataclass(frozen=True, slots=True)
class Posted:
    """What is put on the way: ids, mailboxes, bytes. `box` says in whose session it leaves."""

    id: str
    kind: LetterKind
    concerns: str
    box: OpenBox
    recipient: str
    content: bytes
    files: tuple[bytes, ...] = ()
    about: str | None = None

    def __repr__(self) -> str:
        return f"Posted({self.id})"


async def post(letters: Letters, posted: Posted, trusted: WhiteList | None, at: datetime) -> Letter:
    """Put a message on the way; the same id twice is one letter.

    Raises Refusal: MAIL_ANOTHER_LETTER while another recipient may still receive what it is about;
    as `require_trusted` for an address outside the white list.
    """
    recipient = str(require_trusted(posted.recipient, trusted))
    # Without a certificate, it leaves when the session of who wrote it is there to take it.
    unattended = not posted.box.person
    state = LetterState.READY if unattended else LetterState.WAITING
    letter = Letter(
        id=posted.id,
        kind=posted.kind,
        concerns=posted.concerns,
        sender=posted.box.address,
        unattended=unattended,
        recipient=recipient,
        state=state,
        version=1,
        written_at=at,
        due_at=at,
        about=posted.about,
        digests=tuple(sha256(each).hexdigest() for each in posted.files),
        writer=posted.box.person,
    )
    if await letters.post(letter, posted.content):
        return letter
    return await known(letters, posted.id)


async def cancel(letters: Letters, id: str, at: datetime) -> Letter:
    """Stop a letter before it leaves. Raises Refusal MAIL_UNKNOWN, MAIL_LEFT."""
    while True:
        letter = await known(letters, id)
        if letter.state is LetterState.CANCELLED:
            return letter
        try:
            cancelled = letter.after(Event.CANCELLED, at)
        except NotPossible:
            raise Refusal.of("MAIL_LEFT") from None
        if (written := await letters.write(cancelled)) is not None:
            return written


async def withdraw(
    letters: Letters, posted: Posted, trusted: WhiteList | None, at: datetime
) -> Letter:
    """Take back a letter that left: `posted` is the message that says so, to the same recipient.

    The letter holds what it is about until a server has taken that message. Raises Refusal
    MAIL_UNKNOWN, MAIL_NOT_PRESCRIPTION, MAIL_NOT_LEFT (cancel it), MAIL_LEAVING (wait), MAIL_OVER
    (nobody has it).
    """
    letter = await known(letters, posted.about or "")
    require_withdrawable(letter)
    same = replace(
        posted, kind=LetterKind.WITHDRAWAL, recipient=letter.recipient, concerns=letter.concerns
    )
    withdrawal = await post(letters, same, trusted, at)
    if not withdrawal.state.unsent and not withdrawal.state.over:
        # Whoever sent it may have died before it marked the letter.
        await mark_withdrawn(letters, withdrawal, at)
    return withdrawal


def require_withdrawable(letter: Letter) -> None:
    """Raises Refusal unless the letter carries a prescription and left."""
    if letter.kind is not LetterKind.PRESCRIPTION:
        raise Refusal.of("MAIL_NOT_PRESCRIPTION")
    if letter.state in (LetterState.WAITING, LetterState.READY):
        raise Refusal.of("MAIL_NOT_LEFT")
    if letter.state is LetterState.HANDING:
        # A withdrawal could arrive before what it takes back.
        raise Refusal.of("MAIL_LEAVING")
    never_left = letter.state is LetterState.BOUNCED and not letter.left
    if letter.state is LetterState.CANCELLED or never_left:
        raise Refusal.of("MAIL_OVER")


async def known(letters: Letters, id: str) -> Letter:
    """The letter. Raises Refusal MAIL_UNKNOWN."""
    letter = await letters.read(id)
    if letter is None:
        raise Refusal.of("MAIL_UNKNOWN")
    return letter
