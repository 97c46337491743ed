"""Plays the scenarios against a demonstration base, one after the other, and judges each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from ordonnance.client.attesting import attested
from ordonnance.client.client import Client
from ordonnance.client.rehearsal.line import SLOW_SECONDS, FaultyLine
from ordonnance.client.rehearsal.messages import PROTOCOL, Asked, Line
from ordonnance.client.rehearsal.software import Software
from ordonnance.domain.preserie.rehearsal.codes import scanned
from ordonnance.domain.preserie.rehearsal.judging import Played, Replied, Truth, judged
from ordonnance.domain.preserie.rehearsal.scenario import Elsewhere, Scenario, Sheet, Step
from ordonnance.fhir.inputs import AcknowledgementInput, LineInput

T = TypeVar("T")

_PRODUCT = "ordonnance-repetition"
_ATTESTED = "Vérifié pour la répétition."
_IDENTITY = (AcknowledgementInput("MP-05", "PATIENT_NOT_IDENTIFIABLE"),)
"""Their patient is nobody: without a qualified identity there is no history to meet."""
_PEOPLE = ("medecin", "pharmacien", "pharmacien2")
_ENDED = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"
"""A session that no base opens."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The base of the rehearsal, and who is on stage: an author, a patient, two pharmacies.

    `now` is the instant of the base's machine; `document` writes a sheet at an instant, its lines
    named from a text.
    """

    base: str
    author: str
    counter: str
    elsewhere: str
    now: Callable[[], datetime]
    document: Callable[[Sheet, datetime, str], bytes]
    slow: float = SLOW_SECONDS


def stage_of(
    base: str,
    now: Callable[[], datetime],
    document: Callable[[Sheet, datetime, str], bytes],
    slow: float = SLOW_SECONDS,
) -> Stage:
    """The people of a demonstration base. Raises Refused, Unreachable, AddressInvalid."""
    with Client(base, product=_PRODUCT) as nobody:
        author, counter, elsewhere = (nobody.demo_token(each).token for each in _PEOPLE)
    return Stage(base.rstrip("/"), author, counter, elsewhere, now, document, slow)


def played(scenarios: tuple[Scenario, ...], software: Software, stage: Stage) -> Iterator[Played]:
    """Each scenario in its turn. Raises Refused or Unreachable when the base itself fails."""
    with (
        FaultyLine(stage.base, stage.slow) as line,
        FaultyLine(None) as trap,
        Client(stage.base, stage.author, product=_PRODUCT) as author,
        Client(stage.base, stage.counter, product=_PRODUCT) as counter,
        Client(stage.base, stage.elsewhere, product=_PRODUCT) as elsewhere,
    ):
        crew = _Crew(stage, line, trap, author, counter, elsewhere, software)
        for scenario in scenarios:
            yield crew.play(scenario)


@dataclass(slots=True)
class _Crew:
    """What a scenario needs on stage; `step` counts through all of them."""

    stage: Stage
    line: FaultyLine
    trap: FaultyLine
    author: Client
    counter: Client
    elsewhere: Client
    software: Software
    step: int = 0

    def play(self, scenario: Scenario) -> Played:
        """One scenario, from its issue to what the base holds in the end."""
        number = self._issued(scenario)
        self.line.asked = self.trap.asked = 0
        replies = tuple(self._step(scenario, each, number) for each in scenario.steps)
        asked, strayed = self.line.asked, self.trap.asked
        return judged(scenario, replies, self._truth(number, asked, strayed))

    def _issued(self, scenario: Scenario) -> str:
        body = self.stage.document(scenario.sheet, self.stage.now(), str(uuid4()))
        return _acted(
            lambda given: self.author.issue(body, acknowledgements=given).number, _IDENTITY
        )

    def _step(self, scenario: Scenario, step: Step, number: str) -> Replied:
        if step.elsewhere is not None:
            self._act_elsewhere(step.elsewhere, scenario, number)
        self.line.break_(step.trouble)
        self.step += 1
        try:
            return self.software.play(
                Asked(
                    protocol=PROTOCOL,
                    scenario=scenario.id,
                    step=self.step,
                    order=step.order.value,
                    base=self.line.url,
                    token=_ENDED if step.no_session else self.stage.counter,
                    code=scanned(scenario.code, number, self.line.url, self.trap.url),
                    clock=(self.stage.now() + timedelta(hours=step.clock)).isoformat(),
                    lines=tuple(Line(each.line, each.packs, each.decline) for each in step.given),
                )
            )
        finally:
            self.line.break_(None)

    def _act_elsewhere(self, what: Elsewhere, scenario: Scenario, number: str) -> None:
        """What somebody else does meanwhile; each of them is done, or the rehearsal stops."""
        other = self.elsewhere
        if what in (Elsewhere.SERVED, Elsewhere.UNDONE):
            _acted(
                lambda given: other.dispense(number, everything=True, acknowledgements=given),
            )
        if what is Elsewhere.UNDONE:
            other.undo(number, "MISTAKE")
        if what is Elsewhere.SERVED_FIRST:
            _acted(
                lambda given: other.dispense(number, (LineInput(line=1),), acknowledgements=given),
            )
        if what is Elsewhere.CANCELLED:
            self.author.cancel(number, "ERROR")
        if what is Elsewhere.REPLACED:
            body = self.stage.document(scenario.sheet, self.stage.now(), str(uuid4()))
            _acted(
                lambda given: self.author.replace(number, body, acknowledgements=given), _IDENTITY
            )
        if what is Elsewhere.OBJECTED:
            self.author.object(number, proof="Demande orale, répétition.")

    def _truth(self, number: str, asked: int, strayed: int) -> Truth:
        """The dispensings of the pharmacy that rehearses, read without the line."""
        standing = [
            each for each in self.counter.executions(number).executions if each.undone is None
        ]
        lines = frozenset(served.line for each in standing for served in each.served)
        return Truth(len(standing), lines, asked, strayed)


def _acted(
    act: Callable[[tuple[AcknowledgementInput, ...]], T],
    answers: tuple[AcknowledgementInput, ...] = (),
) -> T:
    """An act of the stage, its findings answered."""
    return attested(_ATTESTED, act, answers)
