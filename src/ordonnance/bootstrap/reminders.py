"""Reminders of the questionnaire of a présérie: by secure mail, to the mailbox of the site.

They leave when a CPAM or the Cnam sends them, and no longer once the site has answered.
"""

import asyncio
from dataclasses import dataclass

from ordonnance.bootstrap.invitations import Invitation
from ordonnance.bootstrap.platform import Platform
from ordonnance.documents.mail.withdrawn import reminder_message
from ordonnance.documents.mail.writing import written
from ordonnance.domain.directory import MailboxType
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.letters import LetterKind, OpenBox
from ordonnance.domain.preserie.parties import Kind, Party
from ordonnance.domain.preserie.pilot import Site
from ordonnance.domain.preserie.register import Kept, Said
from ordonnance.domain.preserie.reminders import Reminded
from ordonnance.usecases.directory import in_service
from ordonnance.usecases.mail import posting
from ordonnance.usecases.mssante import require_trusted
from ordonnance.usecases.preserie.record import Record, Recorded, record

NO_SENDER = "aucune boîte d’envoi n’est configurée ici"
NO_MAILBOX = "pas de boîte connue"
OUTSIDE = "sa boîte n’est pas dans l’espace de confiance connu ici"


@dataclass(frozen=True, slots=True)
class Reminding:
    """One site to remind, and the invitation to send again."""

    invitation: Invitation
    site: Site


def why_not(platform: Platform, site: Site) -> str:
    """Why no reminder can be sent to that site (French); empty when one can."""
    mailing = platform.mailing
    if mailing is None or mailing.operators.preserie is None:
        return NO_SENDER
    to = _mailbox(platform, site)
    if to is None:
        return NO_MAILBOX
    try:
        require_trusted(to, mailing.room.trust.current())
    except Refusal:
        # Said of this site, so that the others receive theirs.
        return OUTSIDE
    return ""


async def entered(platform: Platform, party: Party, content: bytes, key: str) -> Recorded:
    """Write in a register; an answer stops the reminders of its site that have not left.

    Raises Refusal as `Preserie.enter`.
    """
    done = await platform.preserie.enter(party, content, key)
    answers = done.entry.said.answers
    if answers is not None:
        await _cancel_reminders(platform, done.pilot, answers.site)
    return done


async def remind(platform: Platform, state: Kept, one: Reminding, party: Party) -> None:
    """Put a reminder on its way and write it in the register: pressed twice, it is one.

    Raises Refusal PILOT_NOT_ALLOWED, PILOT_ENTRY (none is owed), MAIL_NOT_SET_UP, white list.
    """
    mailing, room = platform.mailing, platform.preserie
    to = _mailbox(platform, one.site)
    if mailing is None or mailing.operators.preserie is None or to is None:
        raise Refusal.of("MAIL_NOT_SET_UP")
    require_trusted(to, mailing.room.trust.current())
    mark = platform.marks.page_key
    named = one.invitation.respondent(mark)
    rank = len(state.reminders.get(one.site.am, ())) + 1
    at = room.clock.now()
    sending = mailing.sending(f"questionnaire.{named}.{rank}", mailing.operators.preserie, to, at)
    link = f"{platform.base_url.rstrip('/')}/questionnaire/{one.invitation.code(mark)}"
    message = reminder_message(sending, state.pilot.title, link)
    said = Said(Kind.REMINDER, reminded=Reminded(one.site.am))
    await record(Record(party, one.invitation.pilot, said, f"rappel-{named}-{rank}"), room)
    # Written first: dying in between loses one reminder, and never sends one too many.
    concerns = _concerns(one.invitation.pilot, one.site.am)
    await posting.post(mailing.room.letters, posting.Posted(
        id=str(message.id), kind=LetterKind.REMINDER, concerns=concerns,
        box=OpenBox(mailing.operators.preserie), recipient=to,
        content=await asyncio.to_thread(written, message),
    ), mailing.room.trust.current(), at)  # fmt: skip


async def _cancel_reminders(platform: Platform, pilot: str, site: AmNumber) -> None:
    letters = platform.regulating.letters
    for letter in await letters.concerning(_concerns(pilot, site)):
        if letter.state.unsent:
            try:
                await posting.cancel(letters, letter.id, platform.preserie.clock.now())
            except Refusal as refused:
                # Leaving just now: it says « répondre de nouveau remplace », and harms nobody.
                if refused.code != "MAIL_LEFT":
                    raise


def _concerns(pilot: str, site: AmNumber) -> str:
    return f"questionnaire|{pilot}|{site.value}"


def _mailbox(platform: Platform, site: Site) -> str | None:
    """That of the site: told here, else the organisational one that the directory publishes."""
    mailing = platform.mailing
    keys = [f"F{site.finess.value}"] if site.finess is not None else []
    keys += [f"C{site.siret.value}"] if site.siret is not None else []
    places = mailing.operators.places if mailing is not None else {}
    own = next((str(places[each].address) for each in keys if each in places), None)
    found = in_service(platform.directory.directories)
    if own is not None or found is None or site.finess is None:
        return own
    published = (
        each.address
        for each in found.at(site.finess.value)
        if each.type is MailboxType.ORGANISATION and each.address is not None
    )
    return next((str(each) for each in published), None)
