"""What the worker does with each kind of outbox message."""

from collections.abc import Awaitable, Callable, Mapping

from ordonnance.adapters.record import LocalRecord
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.fhir.write import Execution, write_executions
from ordonnance.usecases.coverage import (
    forget,
    record_execution,
    record_stored_establishment,
)
from ordonnance.usecases.ports import OutboxMessage, Ports

Consumer = Callable[[OrdonnanceNumber, int, OutboxMessage], Awaitable[None]]


def consumers(ports: Ports, record: LocalRecord) -> Mapping[str, Consumer]:
    """One consumer per kind. Each may run twice for the same message: the key says which."""

    async def deposit(number: OrdonnanceNumber, sequence: int, _message: OutboxMessage) -> None:
        stored = await ports.base.read(number)
        if stored is None:
            return
        opened = ports.reader.reopen(stored.document, stored.content_type)
        record.deposit(_key(number, sequence), opened.bundle)

    async def withdraw(number: OrdonnanceNumber, sequence: int, message: OutboxMessage) -> None:
        record.withdraw(_key(number, sequence), message.payload.get("reason", ""))

    async def execution(number: OrdonnanceNumber, sequence: int, message: OutboxMessage) -> None:
        stored = await ports.base.read(number)
        if stored is None:
            return
        given = stored.progress.dispense(message.payload["reference"])
        if given is not None:
            ordonnance = ports.reader.reopen(stored.document, stored.content_type).ordonnance
            record.deposit(
                _key(number, sequence), write_executions(ordonnance, (Execution(given),))
            )

    async def forgotten(number: OrdonnanceNumber, _sequence: int, message: OutboxMessage) -> None:
        await forget(number, message.payload["reference"], ports)

    async def established(number: OrdonnanceNumber, _sequence: int, _m: OutboxMessage) -> None:
        await record_stored_establishment(number, ports)

    async def executed(number: OrdonnanceNumber, _sequence: int, message: OutboxMessage) -> None:
        await record_execution(number, message.payload["reference"], ports)

    return {
        "record.deposit": deposit,
        "record.execution": execution,
        "record.withdraw": withdraw,
        "coverage.established": established,
        "coverage.executed": executed,
        "coverage.forgotten": forgotten,
    }


def _key(number: OrdonnanceNumber, sequence: int) -> str:
    """Idempotency key of a message, as a file name."""
    return f"{number.value}-{sequence:04d}"
