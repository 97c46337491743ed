"""What surrounds a day of a large SAMU: how large it is, the operator played, the logs heard."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from ordonnance.domain.letters import OpenBox
from ordonnance.usecases.ports import PdfForm
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Postman, Prepared, Trouble
from tests.builders.samu import CENTRE

HOUR = 60
BY_HOUR = (9, 6, 5, 4, 4, 5, 9, 15, 22, 26, 28, 27, 24, 22, 25, 30, 36, 48, 64, 80, 72, 50, 28, 16)
"""Prescriptions asked in each hour, for a peak of eighty."""
PEAK = BY_HOUR.index(max(BY_HOUR))


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the day is, and how bad. `peak`: prescriptions of the fullest hour; parts of one.

    `bounced`, `unanswered`, `twice`: of the messages, those that come back, those taken without an
    answer, those posted twice; `homes`, `spaces`: of the prescriptions, those of cases 2 and 3.
    """

    calls: int = 2_000
    peak: int = 80
    outage: int = 60
    """Minutes in which the operator answers « later », from the fullest hour."""
    bounced: float = 0.03
    unanswered: float = 0.01
    twice: float = 0.02
    homes: float = 0.2
    spaces: float = 0.1
    seed: int = 20261123

    @property
    def by_hour(self) -> tuple[int, ...]:
        """Prescriptions asked in each hour."""
        return tuple(round(each * self.peak / max(BY_HOUR)) for each in BY_HOUR)

    @property
    def out(self) -> range:
        """The minutes of the outage."""
        return range(PEAK * HOUR, PEAK * HOUR + self.outage)


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


Report = tuple[str, str, str]
"""What comes back of a letter: its id, an outcome, a code."""


@dataclass
class Operator:
    """The port `Postman` of an operator on a bad day."""

    random: Random
    sizes: Sizes
    out: bool = False
    coming: list[Report] = field(default_factory=list)

    def senders(self) -> frozenset[OpenBox]:
        """The centre's mailbox, which opens with its certificate."""
        return frozenset({OpenBox(CENTRE)})

    async def prepare(self, envelope: Envelope, content: bytes) -> "Played":
        """Everything up to the end of the message."""
        assert content
        if self.out:
            raise MailTrouble(Trouble.LATER, "421")
        return Played(self, envelope)

    async def reports(self) -> list[Report]:
        """What came back since."""
        found, self.coming = self.coming, []
        return found


@dataclass
class Played:
    """A message that is whole but for its end."""

    operator: Operator
    envelope: Envelope

    async def finish(self) -> str:
        """Taken: a report will come, and the answer may be lost."""
        operator, sizes = self.operator, self.operator.sizes
        bounced = operator.random.random() < sizes.bounced
        said = ("failed", "5.1.1") if bounced else ("delivered", "")
        operator.coming.append((self.envelope.id, *said))
        if operator.random.random() < sizes.unanswered:
            raise MailTrouble(Trouble.UNSURE, "")
        return "2.0.0"

    async def abandon(self) -> None:
        """Nobody took it."""


class Counted:
    """Any operator, with the count of what it took: by letter and recipient."""

    def __init__(self, operator: Postman) -> None:
        self.operator = operator
        self.took: Counter[tuple[str, str]] = Counter()

    def senders(self) -> frozenset[OpenBox]:
        """Those of the operator."""
        return self.operator.senders()

    async def prepare(self, envelope: Envelope, content: bytes) -> "Ended":
        """As the operator does."""
        return Ended(self, envelope, await self.operator.prepare(envelope, content))


@dataclass
class Ended:
    """Its end is counted before it is sent: an answer that is lost was taken all the same."""

    counted: Counted
    envelope: Envelope
    ending: Prepared

    async def finish(self) -> str:
        """The end of the message."""
        try:
            answer = await self.ending.finish()
        except MailTrouble as trouble:
            if trouble.trouble is Trouble.UNSURE:
                self.counted.took[self.envelope.id, self.envelope.recipient] += 1
            raise
        self.counted.took[self.envelope.id, self.envelope.recipient] += 1
        return answer

    async def abandon(self) -> None:
        """Nobody took it."""
        await self.ending.abandon()


class Heard(logging.Handler):
    """Every line that was logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One more."""
        self.lines.append(self.format(record))


@contextmanager
def heard() -> Iterator[list[str]]:
    """What the logs say meanwhile, whatever their level."""
    root, handler = logging.getLogger(), Heard()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield handler.lines
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
