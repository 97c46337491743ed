"""After a bounce, another mailbox of the same pharmacy: one prescription, one pharmacy, never two.

The pharmacy is the one that the sealed document names. Its shared mailboxes are tried before those
of its pharmacists, each once, and only when the letter before came back: a server gave it up, and a
report that is not believed gives nothing up (`usecases.mail.believing`).
"""

from collections.abc import Sequence
from dataclasses import replace

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.derogation import Derogation, Sent
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Letter, LetterKind, LetterState, OpenBox
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked, Opened, change, entry
from ordonnance.usecases.ports import Change, OutboxMessage
from ordonnance.usecases.samu.models import Destination, SentAgain
from ordonnance.usecases.samu.needs import Regulation
from ordonnance.usecases.samu.prescribing import POST
from ordonnance.usecases.samu.proposing import require_regulator, sender_of
from ordonnance.usecases.samu.recipients import to_pharmacy
from ordonnance.usecases.view import state_of

MAY_FOLLOW = {
    LetterState.WAITING: "MAIL_ANOTHER_LETTER",
    LetterState.READY: "MAIL_ANOTHER_LETTER",
    LetterState.HANDING: "MAIL_ANOTHER_LETTER",
    LetterState.HANDED: "MAIL_ANOTHER_LETTER",
    LetterState.DELIVERED: "MAIL_ANOTHER_LETTER",
    LetterState.BOUNCED: "",
    LetterState.WITHDRAWN: "SAMU_NO_OTHER_BOX",
    LetterState.CANCELLED: "SAMU_NO_OTHER_BOX",
}
"""By the state of the last letter, why no other may follow it; empty when one may."""


async def try_other_box(asked: Asked, needs: Regulation) -> SentAgain:
    """Send it again, to the next mailbox of its pharmacy; journaled with what is written.

    Raises Refusal: those of `require_regulator`, NUMBER_UNKNOWN, SAMU_NOT_SENT, ALREADY_ENDED,
    MAIL_ANOTHER_LETTER, SAMU_NO_OTHER_BOX, SAMU_NO_SENDER, those of `to_pharmacy`.
    """
    require_regulator(asked.caller, needs)

    async def decided(opened: Opened) -> Change:
        letters = await needs.letters.concerning(asked.number.value)
        return _decide(asked, opened, letters, needs)

    result = await change(asked, Act.SEND, needs.ports, decided)
    if not isinstance(result, SentAgain):
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    return result


def other_box(
    said: Derogation, sent: Sent, letters: Sequence[Letter], sender: OpenBox | None,
    needs: Regulation,
) -> Destination:  # fmt: skip
    """The mailbox to try next. Raises Refusal as `try_other_box`."""
    tried = [each for each in letters if each.kind is LetterKind.PRESCRIPTION]
    if not tried or tried[-1].id != sent.letter:
        # Its message is not even made.
        raise Refusal.of("MAIL_ANOTHER_LETTER")
    if refused := MAY_FOLLOW[tried[-1].state]:
        raise Refusal.of(refused)
    recipient = said.recipient.finess if said.recipient else None
    if said.circuit is not Circuit.PHARMACY or recipient is None:
        raise Refusal.of("SAMU_NO_OTHER_BOX")
    known = {each.recipient.casefold() for each in tried}
    known |= {sender.address.casefold()} if sender else set()
    found = to_pharmacy(recipient.value, needs.directory(), needs.trust.current())
    for each in found.destinations:
        if each.address.casefold() not in known:
            return each
    raise Refusal.of("SAMU_NO_OTHER_BOX")


def _decide(asked: Asked, opened: Opened, letters: Sequence[Letter], needs: Regulation) -> Change:
    """The same prescription with another sending; nothing of it depends on what was served."""
    progress, said = opened.stored.progress, opened.ordonnance.derogation
    sent = progress.sent
    if said is None or sent is None:
        raise Refusal.of("SAMU_NOT_SENT")
    if progress.ending is not None:
        raise Refusal.of("ALREADY_ENDED", state="annulée")
    sender = sender_of("", asked.caller, needs.directory(), needs)
    chosen = other_box(said, sent, letters, sender, needs)
    rank = 1 + sum(each.kind is LetterKind.PRESCRIPTION for each in letters)
    again = replace(
        sent, letter=needs.senders.identifier(f"{needs.hidden(asked.number)}.{rank}",
                                              sender.address),
        sender=sender.address, unattended=not sender.person, writer=sender.person,
        recipient=chosen.address, box=chosen.box,
    )  # fmt: skip
    named = said.recipient.name if said.recipient else ""
    after = progress.next(by_author=True, sent=again)
    sent_to = f"{named} (une autre de ses boîtes)"
    journaled = entry(asked.caller, Act.SEND, opened.at, sent_to=sent_to)
    return Change(
        after, state_of(opened, after), journaled, asked.scope,
        SentAgain(asked.number.value, after.author_version, again.letter, named, chosen.box),
        (OutboxMessage(POST, {}),),
    )  # fmt: skip
