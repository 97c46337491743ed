"""A day of a large SAMU: two thousand calls, an operator out for an hour, messages that come back.

Frozen clock, ports in memory, the operator played at the port of SMTP: what takes, what answers
« later », what takes and whose answer is lost. Nothing is lost, nothing leaves twice, the census is
the log, and the log names nobody.
"""

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.samu_letters import SamuLetters
from ordonnance.domain.census import CensusFlag
from ordonnance.domain.letters import Event, Letter, LetterState, OpenBox
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.mail.following import reported, warn_late
from ordonnance.usecases.mail.posting import known
from ordonnance.usecases.mail.sending import MailRoom, send_due
from ordonnance.usecases.ports import OutboxMessage, PdfForm
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble
from ordonnance.usecases.samu.prescribing import POST
from ordonnance.usecases.samu.proposing import propose
from tests.builders.mail import a_report
from tests.builders.platform import a_platform, done
from tests.builders.prescriptions import PATIENT_NOT_QUALIFIED
from tests.builders.samu import CENTRE, NURSE, OFFICINE, PHARMACY, TO_HOME, TO_PHARMACY, Centre

DAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
"""Of that day, in Lille."""
BY_HOUR = (9, 6, 5, 4, 4, 5, 9, 15, 22, 26, 28, 27, 24, 22, 25, 30, 36, 48, 64, 80, 72, 50, 28, 16)
"""Prescriptions asked in each hour: eighty at the peak."""
CALLS = 2_000
OUTAGE = range(19 * 60, 20 * 60)
"""Minutes in which the operator answers « later »: those of the peak."""
BOUNCED, LOST_ANSWERS, TWICE = 0.03, 0.01, 0.02
"""Parts of the messages that come back, that are taken without an answer, posted twice."""
MINUTE = timedelta(minutes=1)
CANARY = "ZZTEMOIN"
"""Begins the name of every patient."""


class Renderer:
    """Draws nothing: a day of sheets would only measure the drawing."""

    def picture(self, sheet: object) -> bytes:
        """No picture."""
        raise AssertionError(sheet)

    def render(
        self, sheet: object, attachment: bytes, *, form: PdfForm = PdfForm.A3A,
        cda: bytes | None = None,
    ) -> bytes:  # fmt: skip
        """A PDF as small as can be."""
        assert sheet is not None
        assert (attachment, cda) == (b"", None)
        return b"%PDF-1.4\n" + form.value.encode()


@dataclass
class Operator:
    """The port `Postman` of an operator on a bad day."""

    random: Random
    out: bool = False
    took: Counter[tuple[str, str]] = field(default_factory=Counter)
    reports: list[tuple[str, str, str]] = field(default_factory=list)
    """What comes back next: letter, outcome, code."""

    def senders(self) -> frozenset[OpenBox]:
        """The centre's mailbox, which opens with its certificate."""
        return frozenset({OpenBox(CENTRE)})

    async def prepare(self, envelope: Envelope, content: bytes) -> "Ending":
        """Everything up to the end of the message."""
        assert content
        if self.out:
            raise MailTrouble(Trouble.LATER, "421")
        return Ending(self, envelope)


@dataclass
class Ending:
    """A message that is whole but for its end."""

    operator: Operator
    envelope: Envelope

    async def finish(self) -> str:
        """Taken: a report will come, and the answer may be lost."""
        operator, id = self.operator, self.envelope.id
        operator.took[id, self.envelope.recipient] += 1
        bounced = operator.random.random() < BOUNCED
        operator.reports.append((id, *(("failed", "5.1.1") if bounced else ("delivered", ""))))
        if operator.random.random() < LOST_ANSWERS:
            raise MailTrouble(Trouble.UNSURE, "")
        return "2.0.0"

    async def abandon(self) -> None:
        """Nobody took it."""


class Day:
    """One centre, its operator, and the log that the test keeps of what was asked."""

    def __init__(self) -> None:
        self.random = Random(20261123)
        self.centre = Centre(a_platform(MIDNIGHT))
        self.operator = Operator(self.random)
        self.clock, self.census = self.centre.platform.clock, self.centre.platform.base.census
        room = MailRoom(
            self.centre.letters, self.operator, self.centre.listed, self.clock, self.census
        )
        operators = Operators("PRODUIT-DEMO", Path(), None, {}, {})
        self.room = room
        self.worker = SamuLetters(
            self.centre.platform.ports, self.centre.letters,
            Mailing(operators, LiveTokens(self.clock), room), Renderer(),
            "https://base.example", "urn:ordonnance:number",
        )  # fmt: skip
        self.log: dict[str, str] = {}
        """By number, the mailbox asked for."""
        self.warned = 0

    async def minute(self, rank: int, asked: int, calls: int) -> None:
        """What is asked in that minute, then one round of each loop of the mail."""
        self.clock.set(MIDNIGHT + rank * MINUTE)
        self.operator.out = rank in OUTAGE
        for _ in range(calls):
            proposed = await propose(self.centre.propose(pharmacy=PHARMACY), self.centre.needs)
            assert proposed.sender == CENTRE
        for _ in range(asked):
            await self.prescribed()
        coming, self.operator.reports = self.operator.reports, []
        while await send_due(self.room):
            pass
        for id, outcome, code in coming:
            letters = self.room.letters
            back = a_report(await known(letters, id), outcome, code)
            await reported(letters, back, self.clock.now(), self.census)
        self.warned += len(await warn_late(self.room.letters, self.clock.now()))

    async def prescribed(self) -> None:
        """One prescription, and its message out of the outbox; now and then, twice."""
        home = self.random.random() < 0.2
        said, address = (TO_HOME, NURSE) if home else (TO_PHARMACY, OFFICINE)
        patient = replace(PATIENT_NOT_QUALIFIED, family=f"{CANARY}{len(self.log)}")
        given = self.centre.prescribe(said=said, fields={"patient": patient})
        self.log[given.number] = address
        for _ in range(2 if self.random.random() < TWICE else 1):
            await self.worker.post(OrdonnanceNumber(given.number), 100, OutboxMessage(POST, {}))

    def letter(self, number: str) -> Letter:
        """The only letter of a prescription."""
        (letter,) = done(self.centre.letters.concerning(number))
        return letter


async def lived(day: Day) -> None:
    """The whole day, minute by minute, and the hour after it."""
    minutes = len(BY_HOUR) * 60
    asked = Counter(
        hour * 60 + day.random.randrange(60) for hour, some in enumerate(BY_HOUR)
        for _ in range(some)
    )  # fmt: skip
    calls = Counter(day.random.randrange(minutes) for _ in range(CALLS - asked.total()))
    for rank in range(minutes + 60):
        await day.minute(rank, asked[rank], calls[rank])
        if rank == OUTAGE.stop - 1:
            waiting = [each for each in day.log if day.letter(each).state.unsent]
            assert len(waiting) >= asked_in(asked, OUTAGE)


def asked_in(asked: Counter[int], minutes: range) -> int:
    return sum(asked[each] for each in minutes)


def test_nothing_is_lost_nothing_leaves_twice_and_the_census_is_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    day = Day()
    with caplog.at_level(logging.DEBUG):
        asyncio.run(lived(day))
    letters = {number: day.letter(number) for number in day.log}
    assert len(letters) == sum(BY_HOUR)
    # Each left once, for whom it was asked, and somebody knows what became of it.
    assert day.operator.took == Counter(
        {(letter.id, day.log[number]): 1 for number, letter in letters.items()}
    )
    states = Counter(letter.state for letter in letters.values())
    assert set(states) == {LetterState.DELIVERED, LetterState.BOUNCED}
    assert 0.01 < states[LetterState.BOUNCED] / len(letters) < 0.06
    unsure = [
        step for each in letters.values() for step in each.history if step.event is Event.UNSURE
    ]
    assert unsure
    # Those of the outage were told late, once each, and left when it was over.
    assert day.warned >= BY_HOUR[19] * 0.8
    rows = done(day.census.between(DAY, DAY))
    assert len(rows) == len(day.log)
    circuits = Counter("home" if to == NURSE else "pharmacy" for to in day.log.values())
    counted = Counter(row.entry.circuit for row in rows)
    assert sorted(counted.values()) == sorted(circuits.values())
    marked = sum(CensusFlag.BOUNCED in row.flags for row in rows)
    assert marked == states[LetterState.BOUNCED]
    assert CANARY not in caplog.text
    for secret in (OFFICINE, NURSE, "TRAMADOL", "tramadol", *list(day.log)[:50]):
        assert secret not in caplog.text
