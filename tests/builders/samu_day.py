"""A day of a large SAMU: calls, prescriptions of the three cases, an operator out, messages back.

Frozen clock and ports in memory; the operator is the one played here, or any other port of SMTP
(`postman`, `reports`). `account(day)` says what happened, and everything that went wrong.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.bootstrap.samu_letters import SamuLetters
from ordonnance.domain.census import CensusFlag
from ordonnance.domain.derogation import Derogation
from ordonnance.domain.letters import Event, Letter, LetterState
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.mail.following import reported, warn_late
from ordonnance.usecases.mail.posting import known
from ordonnance.usecases.mail.sending import MailRoom, send_due
from ordonnance.usecases.ports import OutboxMessage
from ordonnance.usecases.ports.letters import Postman
from ordonnance.usecases.samu.prescribing import POST, prescribe
from ordonnance.usecases.samu.proposing import propose
from tests.builders.mail import a_report
from tests.builders.platform import a_platform
from tests.builders.prescriptions import PATIENT_NOT_QUALIFIED
from tests.builders.samu import (
    NURSE,
    OFFICINE,
    PHARMACY,
    TO_HOME,
    TO_PATIENT,
    TO_PHARMACY,
    Centre,
)
from tests.builders.samu_operator import BY_HOUR, HOUR, Counted, Operator, Renderer, Report, Sizes

DAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
"""Of that day, in Lille."""
MINUTE = timedelta(minutes=1)
CANARY = "ZZTEMOIN"
"""Begins the name of every patient."""


class Day:
    """One centre, its operator, and the log kept here of what was asked."""

    def __init__(
        self, sizes: Sizes, operator: Postman | None = None,
        reports: Callable[[], Awaitable[list[Report]]] | None = None,
        outage: Callable[[bool], None] | None = None,
    ) -> None:  # fmt: skip
        self.sizes, self.random = sizes, Random(sizes.seed)
        self.centre = Centre(a_platform(MIDNIGHT))
        played = Operator(self.random, sizes)
        self.operator = Counted(operator or played)
        self.reports = reports or played.reports
        self.outage = outage or (lambda out: setattr(played, "out", out))
        self.clock, self.census = self.centre.platform.clock, self.centre.platform.base.census
        self.room = MailRoom(
            self.centre.letters, self.operator, self.centre.listed, self.clock, self.census
        )
        operators = Operators("PRODUIT-DEMO", Path(), None, {}, {})
        self.worker = SamuLetters(
            self.centre.platform.ports, self.centre.letters,
            Mailing(operators, LiveTokens(self.clock), self.room), Renderer(),
            "https://base.example", "urn:ordonnance:number",
        )  # fmt: skip
        self.log: dict[str, tuple[str, str]] = {}
        """By number, the case and the mailbox asked for."""
        self.calls = self.warned = self.held = 0

    async def live(self) -> None:
        """The whole day, minute by minute, and the hour after it."""
        asked = Counter(
            hour * HOUR + self.random.randrange(HOUR)
            for hour, some in enumerate(self.sizes.by_hour) for _ in range(some)
        )  # fmt: skip
        minutes = len(BY_HOUR) * HOUR
        others = max(self.sizes.calls - asked.total(), 0)
        calls = Counter(self.random.randrange(minutes) for _ in range(others))
        for rank in range(minutes + HOUR):
            if rank in (self.sizes.out.start, self.sizes.out.stop):
                self.outage(rank in self.sizes.out)
            await self.minute(rank, asked[rank], calls[rank])
            if rank == self.sizes.out.stop - 1:
                self.held = sum([(await self.letter(each)).state.unsent for each in self.log])

    async def minute(self, rank: int, asked: int, calls: int) -> None:
        """What is asked in that minute, then one round of each loop of the mail."""
        self.clock.set(MIDNIGHT + rank * MINUTE)
        for _ in range(calls):
            await propose(self.centre.propose(pharmacy=PHARMACY), self.centre.needs)
        for _ in range(asked):
            await self.prescribed()
        self.calls += calls + asked
        coming = await self.reports()
        while await send_due(self.room):
            pass
        await self.told(coming)
        self.warned += len((await warn_late(self.room.letters, self.clock.now())).told)

    async def told(self, coming: list[Report]) -> None:
        """What came back, followed."""
        for id, outcome, code in coming:
            letters = self.room.letters
            back = a_report(await known(letters, id), outcome, code)
            await reported(letters, back, self.clock.now(), self.census)

    async def prescribed(self) -> None:
        """One prescription, and its message out of the outbox; now and then, twice."""
        said, address, sending = self.way()
        patient = replace(PATIENT_NOT_QUALIFIED, family=f"{CANARY}{len(self.log)}")
        command = self.centre.command(said=said, sending=sending, fields={"patient": patient})
        given = await prescribe(command, self.centre.needs)
        self.log[given.number] = (said.circuit.value, address)
        for _ in range(2 if self.random.random() < self.sizes.twice else 1):
            await self.worker.post(OrdonnanceNumber(given.number), 100, OutboxMessage(POST, {}))

    def way(self) -> tuple[Derogation, str, dict[str, Any]]:
        """A case, its mailbox, what is said of it."""
        drawn = self.random.random()
        if drawn < self.sizes.homes:
            return TO_HOME, NURSE, {}
        if drawn >= self.sizes.homes + self.sizes.spaces:
            return TO_PHARMACY, OFFICINE, {}
        matricule = f"2700699999{len(self.log) % 1000:03d}06"
        box = f"{matricule}@patient.mssante.fr"
        return TO_PATIENT, box, {"address": box, "dictated": matricule}

    async def letter(self, number: str) -> Letter:
        """The only letter of a prescription."""
        (letter,) = await self.centre.letters.concerning(number)
        return letter


@dataclass(frozen=True, slots=True)
class Account:
    """What happened in a day; `faults` is everything that should not have."""

    calls: int
    cases: Counter[str]
    peak: int
    held: int
    warned: int
    states: Counter[LetterState]
    unsure: int
    rows: int
    lines: int
    faults: tuple[str, ...]

    @property
    def prescriptions(self) -> int:
        """How many."""
        return self.cases.total()


async def account(day: Day, lines: list[str]) -> Account:
    """What a lived day shows; `lines` is what was logged."""
    letters = {number: await day.letter(number) for number in day.log}
    rows = await day.census.between(DAY, DAY)
    cases = Counter(case for case, _ in day.log.values())
    states = Counter(each.state for each in letters.values())
    wanted = Counter({(letters[number].id, box): 1 for number, (_, box) in day.log.items()})
    faults = [f"perdu : {each}" for each in wanted - day.operator.took]
    faults += [f"en trop : {each}" for each in day.operator.took - wanted]
    faults += [f"sans suite : {each.id}" for each in letters.values() if not _known(each)]
    if Counter(each.entry.circuit.value for each in rows) != cases:
        faults.append("le recensement n'est pas le journal des appels")
    bounced = sum(CensusFlag.BOUNCED in each.flags for each in rows)
    if bounced != states[LetterState.BOUNCED]:
        faults.append(f"{bounced} rejets recensés, {states[LetterState.BOUNCED]} revenus")
    secrets = (CANARY, *(box for _, box in day.log.values()), "tramadol", *day.log)
    text = "\n".join(lines).casefold()
    faults += [f"dans les logs : {each}" for each in set(secrets) if each.casefold() in text]
    steps = [step.event for each in letters.values() for step in each.history]
    return Account(
        day.calls, cases, max(day.sizes.by_hour), day.held, day.warned, states,
        steps.count(Event.UNSURE), len(rows), len(lines), tuple(faults),
    )  # fmt: skip


def _known(letter: Letter) -> bool:
    return letter.state in (LetterState.DELIVERED, LetterState.BOUNCED)
