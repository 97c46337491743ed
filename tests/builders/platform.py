"""A whole platform in memory: real acts, real tokens, a clock that moves only when told to.

platform = a_platform(); issued = platform.issue(of(CLAMOXYL, days=12, daily=2))
platform.dispense(issued.number, everything=True)
"""

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest

from ordonnance.adapters.clock import FrozenClock
from ordonnance.adapters.drugs.demonstration import DemonstrationDrugs
from ordonnance.adapters.identity.demo_issuer import DemoIssuer
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.memory import MemoryBase, MemoryCoverage
from ordonnance.adapters.openings import OpeningCounter
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.adapters.seal.sealer import BaseSealer
from ordonnance.bootstrap.numbering import CabinetNumbering
from ordonnance.bootstrap.reader import FHIR_JSON, FhirReader
from ordonnance.domain.actors import Caller, SoftwareClient
from ordonnance.domain.dispensing import CancelReason, Progress, UndoReason
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write import write_ordonnance
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.cancel import Cancel, cancel
from ordonnance.usecases.consult import consult
from ordonnance.usecases.dispense import DispenseCommand, dispense
from ordonnance.usecases.executions import read_executions
from ordonnance.usecases.issue import Issue, issue
from ordonnance.usecases.journal import read_journal
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.listing import list_mine
from ordonnance.usecases.objection import Object, record_objection
from ordonnance.usecases.ports import Base, Interactions, Ports, Reader
from ordonnance.usecases.replace import Replace
from ordonnance.usecases.replace import replace as replace_ordonnance
from ordonnance.usecases.results import (
    Consulted,
    Dispensed,
    Ended,
    Executions,
    Issued,
    JournalRead,
    Listed,
    ObjectionRecorded,
    Replaced,
    Undid,
)
from ordonnance.usecases.undo import Undo, undo
from tests.builders.counter import PATIENT
from tests.builders.interactions import KnownInteractions
from tools.examples import prescriber

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Ten o'clock in Paris, one o'clock in the afternoon in Saint-Denis."""

T = TypeVar("T")
_ISSUER = DemoIssuer.from_pem(DemoIssuer.generate())
_CABINET = KeyCabinet.generate(MORNING)
_CLIENT = SoftwareClient(product="Logiciel EXEMPLE", version="1.0")
_fresh = count(1)


def done(act: Coroutine[Any, Any, T]) -> T:
    """The answer of an act that never has to wait: the base is in memory and nobody else writes.

    It may let others come up (`in_step`): there are none.
    """
    try:
        while act.send(None) is None:
            pass
    except StopIteration as answered:
        return answered.value  # type: ignore[no-any-return]  # what the coroutine returns
    act.close()
    raise AssertionError("the act waited for something")


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """What is inside is refused with that code."""
    with pytest.raises(Refusal) as refusal:
        yield refusal
    assert refusal.value.code == code, refusal.value.issues


def a_fresh_key() -> str:
    """A key that no other call of this test run has."""
    return f"key-{next(_fresh):06d}"


@dataclass
class Platform:
    """The ports of a platform in memory, and every act in one short sentence."""

    ports: Ports
    clock: FrozenClock
    base: MemoryBase
    coverage: MemoryCoverage
    sealer: BaseSealer
    alerts: list[str] = field(default_factory=list)

    # --- People and time

    def caller(self, handle: str) -> Caller:
        """Somebody of the demonstration, signed in with a real token."""
        verifier = TokenVerifier(_ISSUER.trusted(), self.clock.now)
        return verifier.verify(_ISSUER.token(handle, self.clock.now()), None, _CLIENT)

    def later(self, days: int = 0, *, hours: int = 0) -> None:
        """Time goes by."""
        self.clock.set(self.clock.now() + timedelta(days=days, hours=hours))

    def on(self, base: Base) -> "Platform":
        """The same platform whose acts go through another base."""
        return replace(self, ports=replace(self.ports, base=base))

    # --- Documents

    def written(self, *lines: Line, by: str = "medecin", **fields: Any) -> Ordonnance:
        """What somebody prescribes now; an anonymous ordonnance has no patient."""
        numbered = tuple(
            replace(line, number=rank, id=str(uuid5(NAMESPACE_URL, f"{uuid4()}")))
            for rank, line in enumerate(lines, start=1)
        )
        named = {"patient": None if fields.get("anonymous") else PATIENT}
        return Ordonnance(
            established_at=self.clock.now().replace(microsecond=0), lines=numbered,
            **{"prescriber": prescriber(by), **named, **fields},
        )  # fmt: skip

    def document(self, *lines: Line, by: str = "medecin", **fields: Any) -> bytes:
        """The same as a Bundle."""
        return write_ordonnance(self.written(*lines, by=by, **fields), DEFAULT_SYSTEMS)

    # --- Acts

    def asked(self, number: str, by: str | Caller, **more: Any) -> Asked:
        """What every act on a number carries; a fresh key unless one is given."""
        caller = self.caller(by) if isinstance(by, str) else by
        more.setdefault("key", a_fresh_key())
        return Asked(caller, OrdonnanceNumber(number), **more)

    def issuing(self, document: bytes, by: str | Caller = "medecin", **more: Any) -> Issue:
        """The command that issues a document."""
        caller = self.caller(by) if isinstance(by, str) else by
        more.setdefault("key", a_fresh_key())
        return Issue(caller, document, FHIR_JSON, **more)

    def issue(self, *lines: Line, by: str = "medecin", given: tuple[Acknowledgement, ...] = (),
              **fields: Any) -> Issued:  # fmt: skip
        """Write and issue."""
        document = self.document(*lines, by=by, **fields)
        return done(issue(self.issuing(document, by, acknowledgements=given), self.ports))

    def issued_by(self, command: Issue) -> Issued:
        """Issue by that command, again maybe."""
        return done(issue(command, self.ports))

    def consult(self, number: str, by: str | Caller = "pharmacien") -> Consulted:
        """Open."""
        return done(consult(self.asked(number, by), self.ports))

    def serving(
        self, number: str, *lines: LineRequest, by: str | Caller = "pharmacien",
        everything: bool = False, given: tuple[Acknowledgement, ...] = (),
        pharmacist: str | None = None, **asked: Any,
    ) -> DispenseCommand:  # fmt: skip
        """The command of a dispensing."""
        named = Rpps(pharmacist) if pharmacist else None
        about = self.asked(number, by, **asked)
        return DispenseCommand(about, lines, everything, given, named)

    def dispense(self, number: str, *lines: LineRequest, **more: Any) -> Dispensed:
        """Serve."""
        return done(dispense(self.serving(number, *lines, **more), self.ports))

    def undo(
        self, number: str, reference: str | None = None, *, by: str | Caller = "pharmacien",
        reason: UndoReason = UndoReason.MISTAKE, **asked: Any,
    ) -> Undid:  # fmt: skip
        """Take a dispensing back."""
        command = Undo(self.asked(number, by, **asked), reason, reference)
        return done(undo(command, self.ports))

    def cancel(
        self, number: str, *, by: str | Caller = "medecin",
        reason: CancelReason = CancelReason.ERROR, text: str | None = None, **asked: Any,
    ) -> Ended:  # fmt: skip
        """End."""
        return done(cancel(Cancel(self.asked(number, by, **asked), reason, text), self.ports))

    def replacing(self, number: str, document: bytes, by: str | Caller = "medecin",
                  given: tuple[Acknowledgement, ...] = (), **asked: Any) -> Replace:  # fmt: skip
        """The command that replaces an ordonnance by a corrected document."""
        about = self.asked(number, by, **asked)
        corrected = self.issuing(document, by, key=about.key, acknowledgements=given)
        return Replace(about, corrected)

    def replace(self, number: str, *lines: Line, by: str = "medecin",
                given: tuple[Acknowledgement, ...] = (), **fields: Any) -> Replaced:  # fmt: skip
        """Write a corrected ordonnance and replace."""
        document = self.document(*lines, by=by, **fields)
        command = self.replacing(number, document, by, given)
        return done(replace_ordonnance(command, self.ports))

    def object(self, number: str, *, by: str | Caller = "patient", withdraw: bool = False,
               proof: str | None = None, **asked: Any) -> ObjectionRecorded:  # fmt: skip
        """Object, or withdraw."""
        command = Object(self.asked(number, by, **asked), withdraw, proof)
        return done(record_objection(command, self.ports))

    def executions(self, number: str, by: str | Caller = "medecin") -> Executions:
        """Read what was served."""
        return done(read_executions(self.asked(number, by), self.ports)).answer

    def list(self, by: str | Caller = "medecin", limit: int = 50) -> Listed:
        """List one's own."""
        caller = self.caller(by) if isinstance(by, str) else by
        return done(list_mine(caller, self.ports, limit))

    def journal(self, number: str, by: str | Caller = "patient") -> JournalRead:
        """Read the journal of accesses."""
        return done(read_journal(self.asked(number, by), self.ports))

    def progress(self, number: str) -> Progress:
        """What the base holds of what happened to an ordonnance."""
        stored = done(self.base.read(OrdonnanceNumber(number)))
        assert stored is not None
        return stored.progress

    def messages(self) -> tuple[str, ...]:
        """Kinds of the outbox messages that wait, each taken once."""
        taken: list[str] = []
        while claimed := done(self.base.outbox.claim(1000)):
            for each in claimed:
                taken.append(each.message.kind)
                done(self.base.outbox.done(each.number, each.sequence))
        return tuple(taken)


def a_platform(
    at: datetime = MORNING, *, reader: Reader | None = None, per_hour: int = 10_000,
    scheme: str = OrdonnanceNumber.DEMO_SCHEME, interactions: Interactions | None = None,
    running: bool = False,
) -> Platform:  # fmt: skip
    """A platform in memory, empty, at that instant. Its people are those of the demonstration."""
    clock, base, coverage = FrozenClock(at), MemoryBase(), MemoryCoverage()
    sealer = BaseSealer(SealKeys.generate(at))
    alerts: list[str] = []
    ports = Ports(
        base=base, coverage=coverage, clock=clock, drugs=DemonstrationDrugs(),
        interactions=interactions or KnownInteractions(),
        reader=reader or FhirReader(DEFAULT_SYSTEMS, None, clock), sealer=sealer,
        numbering=CabinetNumbering(_CABINET, scheme),
        openings=OpeningCounter(per_hour, alerts.append), registers=base.registers,
        stock=base.stock, census=base.census, demonstration=True, running=running,
    )  # fmt: skip
    return Platform(ports, clock, base, coverage, sealer, alerts)
