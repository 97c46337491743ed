"""Secure mail put together: what this process can send, and the loop that sends and follows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.mailbox.folders import FolderInbox, FolderPostman
from ordonnance.adapters.mailbox.imap import ImapInbox
from ordonnance.adapters.mailbox.operators import Operators, OperatorsInvalid, read_operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.adapters.pausing import stopped_within
from ordonnance.bootstrap.demo_mail import FOLDER, DemoTrust, demo_operators
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.mail_standing import MailStanding
from ordonnance.bootstrap.trust_space import trust_space_of
from ordonnance.documents.mail.message import Correspondent
from ordonnance.documents.mail.parsing import MessageUnreadable
from ordonnance.documents.mail.prescribed import Sending
from ordonnance.documents.mail.reading import received
from ordonnance.documents.mail.reports import Report
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.settings import Settings
from ordonnance.usecases.mail.believing import Reported
from ordonnance.usecases.mail.following import reported, warn_late
from ordonnance.usecases.mail.sending import AT_ONCE, MailRoom, send_due
from ordonnance.usecases.ports.census import Census
from ordonnance.usecases.ports.inbox import Arrived, Inbox
from ordonnance.usecases.ports.letters import Letters, MailTrouble, Trouble

POLL_SECONDS = 2.0
"""Between two looks at the queue."""

REPORTS_SECONDS = 15.0
"""Between two looks at the mailboxes for what came back."""

BOX_SECONDS = 120.0
"""What a look at one mailbox may last; the next look goes on from there."""

READING_SECONDS, READING_DIALOGUE_SECONDS = 6.0, 15.0
"""How long a server may be silent, and a dialogue last, while somebody waits before a page."""

_MOST_TROUBLES = 3
"""Messages of a mailbox that cannot be fetched before the look at it ends."""

LISTED = 200
"""Messages of a mailbox looked at, the last to arrive."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mailing:
    """Secure mail in this process. `tokens` are the sessions that people opened here."""

    operators: Operators
    tokens: LiveTokens
    room: MailRoom
    _read: dict[str, set[str]] = field(default_factory=dict)
    """By mailbox, what was looked at and is no report of ours."""
    poll_seconds: float = POLL_SECONDS
    reports_seconds: float = REPORTS_SECONDS
    folder: Path | None = None
    """Where the mailboxes of a demonstration are; None for those of operators."""
    standing: MailStanding = field(default_factory=MailStanding)

    def inbox(self, box: OpenBox) -> Inbox:
        """The inbox of a mailbox that can be opened here."""
        if self.folder is not None:
            return FolderInbox(self.folder, MssAddress.parse(box.address))
        return ImapInbox(self.operators, self.tokens, box)

    def reading(self, box: OpenBox) -> Inbox:
        """The same for somebody who waits before a page: it gives up sooner."""
        if self.folder is not None:
            return self.inbox(box)
        return ImapInbox(
            self.operators, self.tokens, box, READING_SECONDS, READING_DIALOGUE_SECONDS
        )

    def sending(self, unique: str, sender: str, recipient: str, at: datetime) -> Sending:
        """Who writes to whom: the names shown are those of the configuration."""
        return Sending(
            unique=unique,
            at=at,
            sender=Correspondent(MssAddress.parse(sender), self.operators.name_of(sender)),
            recipient=Correspondent(MssAddress.parse(recipient)),
            product=self.operators.product,
        )

    def unattended(self) -> "Mailing":
        """The same, which also sends for the application mailboxes, with their certificates."""
        if self.folder is not None:
            return self
        postman = SmtpPostman(self.operators, self.tokens, self.room.trust)
        return replace(self, room=replace(self.room, postman=postman))

    async def run(self, stop: asyncio.Event) -> None:
        """Send, warn and follow until `stop`: none waits for another, no failure ends one."""
        await asyncio.gather(
            self._again(stop, self._send, self.poll_seconds),
            self._again(stop, self._warn, self.poll_seconds),
            self._again(stop, self.follow, self.reports_seconds),
        )

    async def _send(self) -> bool:
        return await send_due(self.room) >= AT_ONCE

    async def _warn(self) -> None:
        self.standing.lateness = await warn_late(self.room.letters, self.room.clock.now())

    async def _again(
        self, stop: asyncio.Event, do: Callable[[], Awaitable[object]], seconds: float
    ) -> None:
        """Do it every so many seconds until `stop`; at once again when it says True."""
        while not stop.is_set():
            more: object = False
            try:
                more = await do()
            except (Refusal, DirectoryRefused) as refused:
                _log.warning("mail out of reach: %s", refused.code)
            except Exception as error:  # a loop that died would leave everything waiting, unseen
                _log.error("ALERT mail round failed: %s", type(error).__name__)
            if more is not True:
                await stopped_within(stop, seconds)

    async def follow(self) -> int:
        """Apply the reports that wait in the mailboxes open here, and put them away; how many.

        What goes wrong in one mailbox stops none of the others.
        """
        followed, failed = 0, set()
        # A report is read by the base itself, once, whoever of those that share the box is here.
        boxes = {each.address: each for each in sorted(self.room.postman.senders())}
        for box in boxes.values():
            try:
                async with asyncio.timeout(BOX_SECONDS):
                    followed += await self._follow(box)
            except MailTrouble as trouble:
                failed.add(box.address)
                _log.warning("mail out of reach: %s", trouble.code)
            except (Refusal, DirectoryRefused):
                raise
            except Exception as error:  # one box would stop the following of the others
                failed.add(box.address)
                _log.error("ALERT mailbox not followed: %s", type(error).__name__)
        self.standing.unfollowed = frozenset(failed)
        return followed

    async def _follow(self, box: OpenBox) -> int:
        inbox, address = self.inbox(box), box.address
        known, listed = self._read.setdefault(address, set()), await inbox.listed(LISTED)
        # What is no longer there is forgotten too.
        known &= {each.id for each in listed}
        followed = troubles = 0
        for each in listed:
            if each.id in known or each.served:
                continue
            try:
                if await self._applied(inbox, each, address):
                    followed += 1
                else:
                    known.add(each.id)
            except MailTrouble as trouble:
                troubles += 1
                if trouble.trouble is Trouble.REFUSED:
                    known.add(each.id)
                elif troubles >= _MOST_TROUBLES:
                    raise
                _log.warning("a message that arrived is not read: %s", trouble.code)
        return followed

    async def _applied(self, inbox: Inbox, arrived: Arrived, box: str) -> bool:
        """True of a report on a letter of ours, applied then put away.

        What dies in between is applied again. Others are left where they are: people send from
        the same mailbox with other software.
        """
        body = await inbox.fetch(arrived.id)
        try:
            # In a thread: whoever writes to the mailbox chooses how long it takes.
            report = (await asyncio.to_thread(received, body)).report
        except MessageUnreadable as error:
            _log.warning("a message that arrived is not read: %s", error)
            return False
        except Exception as error:  # one hostile message would hide every other
            _log.error("ALERT a message that arrived is not read: %s", type(error).__name__)
            return False
        if report is None:
            return False
        room, told = self.room, self.told(report, box)
        if await reported(room.letters, told, room.clock.now(), room.census) is None:
            return False
        await inbox.archive(arrived.id)
        return True

    def told(self, report: Report, box: str) -> Reported:
        """What a report that arrived in a mailbox says, for who judges whether it is believed."""
        origin = report.origin
        return Reported(
            str(report.about) if report.about else None, report.outcome.value, report.code, box,
            report.kind.by_server, origin.sender, origin.path, origin.recipients,
            self.operators.reporting(MssAddress.parse(box)),
        )  # fmt: skip


def operators_of(path: Path) -> Operators:
    """What ORDONNANCE_MAIL says. Raises OpeningRefused MAIL_FILE_INVALID."""
    try:
        operators = read_operators(path)
        for address in (None, *(each.address for each in operators.boxes.values())):
            operators.tls(address)
    except OperatorsInvalid as error:
        raise _invalid(str(error)) from error
    except OSError as error:
        raise _invalid("un certificat, une clé ou une liste de révocation ne se lit pas") from error
    return operators


def mailing_of(
    settings: Settings, data: Path, letters: Letters, demonstration: bool,
    census: Census | None = None,
) -> Mailing | None:  # fmt: skip
    """Secure mail of a base; None when ORDONNANCE_MAIL is empty. Bounces are told to the census.

    A demonstration then has mailboxes of its own, in its folder. Raises OpeningRefused,
    DirectoryRefused (the white list is damaged).
    """
    if settings.mail is None:
        return _demo_mailing(data, letters) if demonstration else None
    operators = operators_of(settings.mail)
    if demonstration:
        require_local(operators)
    clock, trust = SystemClock(), trust_space_of(data)
    tokens = LiveTokens(clock)
    postman = SmtpPostman(operators, tokens, trust, unattended=False)
    return Mailing(operators, tokens, MailRoom(letters, postman, trust, clock, census))


def _demo_mailing(data: Path, letters: Letters) -> Mailing:
    clock, trust, operators = SystemClock(), DemoTrust(trust_space_of(data)), demo_operators()
    folder = data / FOLDER
    postman = FolderPostman(folder, frozenset(operators.boxes), trust)
    room = MailRoom(letters, postman, trust, clock)
    return Mailing(operators, LiveTokens(clock), room, folder=folder)


def mail_loop(
    mailing: Mailing | None, stop: asyncio.Event, *, unattended: bool
) -> tuple[Coroutine[Any, Any, None], ...]:
    """The loop of a process, nothing without ORDONNANCE_MAIL.

    Every process runs one: letters of a person leave from where their session is; only the one
    that drains the outbox is `unattended` and sends with the certificates.
    """
    if mailing is None:
        return ()
    return ((mailing.unattended() if unattended else mailing).run(stop),)


def mail_tasks(
    mailing: Mailing | None, stop: asyncio.Event, *, unattended: bool
) -> list[asyncio.Task[None]]:
    """The same, begun."""
    loops = mail_loop(mailing, stop, unattended=unattended)
    return [asyncio.create_task(each, name="mail") for each in loops]


def require_local(operators: Operators) -> None:
    """A demonstration writes to servers of its own machine only. Raises OpeningRefused."""
    hosts = {host.name for each in operators.servers.values() for host in (each.smtp, each.imap)}
    if hosts - _LOOPBACK:
        raise OpeningRefused(
            "DEMO_WITH_MAIL",
            "Une base de démonstration n'écrit à personne : ORDONNANCE_MAIL nomme des serveurs "
            "d'ailleurs.",
            "Retirer ce réglage, ou ouvrir une base qui n'est pas de démonstration.",
        )


def _invalid(reason: str) -> OpeningRefused:
    return OpeningRefused(
        "MAIL_FILE_INVALID",
        f"Le fichier ORDONNANCE_MAIL ne peut pas servir\u202f: {reason}.",
        "Le corriger ; le guide « Envoyer par messagerie sécurisée » en donne un entier.",
    )
