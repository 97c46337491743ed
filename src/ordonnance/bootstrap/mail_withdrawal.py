"""The message that takes a letter back, made once however often it is asked."""

from datetime import datetime

from ordonnance.bootstrap.mail_message import posted_of
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.documents.mail.message import MessageId
from ordonnance.documents.mail.withdrawn import Withdrawn, withdrawal_message
from ordonnance.domain.letters import Letter, LetterKind, OpenBox
from ordonnance.usecases.mail import posting
from ordonnance.usecases.ports.letters import Letters


async def withdrawn(
    letters: Letters, mailing: Mailing, id: str, reason: str, now: datetime,
    box: OpenBox | None = None,
) -> Letter:  # fmt: skip
    """Put the withdrawal of a letter on its way, to who received it. Raises as `posting.withdraw`.

    Its id is made from that of the letter: asked twice, it is one withdrawal, unless the first was
    cancelled or came back. It leaves from `box`, else as the letter did.
    """
    letter = await posting.known(letters, id)
    posting.require_withdrawable(letter)
    over = [
        each for each in await letters.concerning(letter.concerns)
        if each.about == letter.id and each.state.over
    ]  # fmt: skip
    again = f"{len(over) + 1}." if over else ""
    unique = f"retrait.{again}{letter.id.partition('@')[0]}"
    sending = mailing.sending(unique, letter.sender, letter.recipient, now)
    message = withdrawal_message(sending, Withdrawn(MessageId(letter.id), reason))
    leaves = letter.box if box is None else box
    posted = posted_of(message, LetterKind.WITHDRAWAL, leaves, letter.concerns, letter.id)
    return await posting.withdraw(letters, posted, mailing.room.trust.current(), now)
