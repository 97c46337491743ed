"""A small day of a SAMU through a real Postfix to a real Dovecot: stopped, started, messages back.

The same day as `tests/generative/test_day_of_a_samu.py`; what the servers took, refused and
reported is theirs.
"""

import asyncio
import subprocess
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.mailbox.imap import ImapInbox
from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.documents.mail.reading import received
from ordonnance.domain.letters import LetterState, OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.ports.letters import Envelope, Prepared
from tests.builders.mail import WRITER, Trust
from tests.builders.samu import CENTRE
from tests.builders.samu_day import Day, account
from tests.builders.samu_operator import Report, Sizes, heard
from tests.ports.mail.servers import PHARMACY, SAMU, UNKNOWN, MailServers

pytestmark = [pytest.mark.anyio, pytest.mark.service]
SECONDS = 60.0
ABSENT_EVERY = 9
"""One recipient in nine does not exist on the server: its message comes back."""
SMALL = Sizes(calls=30, peak=2, outage=45, twice=0.3, homes=0.3, spaces=0.2)


class Real:
    """The port `Postman` of those servers: the mailboxes of the day are some of theirs."""

    def __init__(self, servers: MailServers, operators: Operators) -> None:
        tokens = LiveTokens(SystemClock())
        box, token = OpenBox(PHARMACY, WRITER), servers.authority.token(PHARMACY)
        tokens.hold(box, token, SystemClock().now() + timedelta(minutes=10))
        self.pharmacy = ImapInbox(operators, tokens, box)
        self.postman = SmtpPostman(operators, tokens, Trust())
        self.inbox = ImapInbox(operators, tokens, operators.opened(MssAddress.parse(SAMU), ""))
        self.control = ["postfix", "-c", str(servers.folder / "postfix")]
        self.absent: set[str] = set()
        self.sent: list[str] = []
        self.seen: set[str] = set()

    def senders(self) -> frozenset[OpenBox]:
        """The centre's mailbox, which opens with its certificate."""
        return frozenset({OpenBox(CENTRE)})

    async def prepare(self, envelope: Envelope, content: bytes) -> Prepared:
        """The message as it is; one recipient in nine is absent."""
        if envelope.id not in self.sent:
            self.sent.append(envelope.id)
        absent = self.sent.index(envelope.id) % ABSENT_EVERY == ABSENT_EVERY - 1
        recipient = UNKNOWN if absent else PHARMACY
        return await self.postman.prepare(
            replace(envelope, box=OpenBox(SAMU), recipient=recipient), content
        )

    async def reports(self) -> list[Report]:
        """Nothing in the course of the day: its minutes are no minutes of the servers."""
        return []

    async def came_back(self) -> list[Report]:
        """What the mailbox of the centre holds of this day, each report once."""
        found: list[Report] = []
        for each in await self.inbox.listed(500):
            if each.id in self.seen:
                continue
            self.seen.add(each.id)
            report = received(await self.inbox.fetch(each.id)).report
            if report is not None and str(report.about) in self.sent:
                found.append((str(report.about), report.outcome, report.code))
        return found

    async def arrived(self) -> Counter[str]:
        """How often each message of this day stands in the mailbox of the pharmacy."""
        heads = [
            received(await self.pharmacy.fetch(each.id)) for each in await self.pharmacy.listed(500)
        ]
        return Counter(str(each.id) for each in heads if str(each.id) in self.sent)

    def outage(self, out: bool) -> None:
        """Postfix stops, or starts again."""
        subprocess.run([*self.control, "stop" if out else "start"], check=True, capture_output=True)


async def test_a_small_day_on_real_servers_loses_nothing_and_sends_nothing_twice(
    servers: MailServers, operators: Operators
) -> None:
    real = Real(servers, operators)
    day = Day(SMALL, real, real.reports, real.outage)
    with heard() as lines:
        await day.live()
        until = time.monotonic() + SECONDS
        while any([(await day.letter(each)).state is LetterState.HANDED for each in day.log]):
            assert time.monotonic() < until, "a report never came"
            await day.told(await real.came_back())
            await asyncio.sleep(0.1)
    told = await account(day, lines)
    assert told.faults == ()
    assert told.prescriptions == sum(SMALL.by_hour)
    assert told.held >= SMALL.peak
    assert told.states[LetterState.BOUNCED] == told.prescriptions // ABSENT_EVERY
    arrived = await real.arrived()
    assert set(arrived.values()) == {1}
    assert len(arrived) == told.states[LetterState.DELIVERED]
