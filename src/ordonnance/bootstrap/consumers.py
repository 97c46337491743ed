"""What the worker does with each kind of outbox message."""

from collections.abc import Callable, Mapping
from pathlib import Path

import structlog

from ordonnance.adapters.database.draining import Consumer
from ordonnance.adapters.database.writing import MESSAGES_PER_ACT
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.record import Deposits, LocalRecord
from ordonnance.domain.dispensing import Dispense
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.fhir.write import Execution, write_executions
from ordonnance.usecases.census import CENSUS_FLAG, read_flag
from ordonnance.usecases.coverage import (
    forget,
    record_execution,
    record_stored_establishment,
)
from ordonnance.usecases.in_step import in_step
from ordonnance.usecases.ports import OutboxMessage, Ports, Stored
from ordonnance.usecases.twins import mark_twins

RECORD_FOLDER = "depots-dossier-patient"
NOTICE = "-avis"
"""What ends the name of a copy that is for the prescriber, not for the patient's record."""

_log = structlog.get_logger("ordonnance.worker")


def local_record(data: Path, cabinet: KeyCabinet, *, demonstration: bool) -> LocalRecord:
    """The record of a base: in clear for the fictitious people of a demonstration, else sealed."""
    return LocalRecord(data / RECORD_FOLDER, None if demonstration else cabinet)


class Consumers:
    """One method per kind of message. Each may run twice for the same one: the key says which."""

    def __init__(
        self,
        ports: Ports,
        record: LocalRecord,
        log_hash: Callable[[str], str],
        others: Mapping[str, Consumer] | None = None,
    ) -> None:
        self._ports = ports
        self._record = record
        self._deposits = Deposits(record)
        self._log_hash = log_hash
        self._others = others or {}

    def by_kind(self) -> Mapping[str, Consumer]:
        """The consumer of each kind."""
        return {
            "alert.overlap": self.alert,
            "record.deposit": self.deposit,
            "record.execution": self.execution,
            "record.withdraw": self.withdraw,
            "coverage.established": self.established,
            "coverage.executed": self.executed,
            "coverage.forgotten": self.forgotten,
            "prescriber.notice": self.notice,
            **self._others,
            CENSUS_FLAG: self.flagged,
        }

    async def deposit(
        self, number: OrdonnanceNumber, sequence: int, _message: OutboxMessage
    ) -> None:
        """A copy of the ordonnance to the patient's record."""
        stored = await self._ports.base.read(number)
        if stored is not None:
            bundle = self._ports.reader.bundle(stored.document, stored.content_type)
            # With the executions of the same batch: their copies are written together.
            await in_step()
            await self._deposits.put(self._name(number, sequence), bundle)

    async def execution(
        self, number: OrdonnanceNumber, sequence: int, message: OutboxMessage
    ) -> None:
        """A copy of a dispensing to the patient's record."""
        stored = await self._ports.base.read(number)
        given = stored.progress.dispense(message.payload["reference"]) if stored else None
        if stored is not None and given is not None:
            await self._deposit_execution(self._name(number, sequence), stored, given)

    async def withdraw(
        self, number: OrdonnanceNumber, sequence: int, message: OutboxMessage
    ) -> None:
        """Mark the copy of an undone dispensing, or (empty reference) every copy, as withdrawn."""
        if reference := message.payload.get("reference", ""):
            endings = [f"-{reference}", f"-{reference}{NOTICE}"]
        else:
            stored = await self._ports.base.read(number)
            given = stored.progress.dispenses if stored else ()
            kept = [f"-{each.reference}" for each in given]
            endings = ["", *kept, *(f"{each}{NOTICE}" for each in kept)]
        # The names that the acts before this one may have given: the folder holds millions, and is
        # never listed. The message for the record is the first of its act.
        names = [
            f"{self._name(number, rank)}{ending}"
            for rank in range(MESSAGES_PER_ACT, sequence, MESSAGES_PER_ACT)
            for ending in endings
        ]
        self._record.withdraw(names)

    async def notice(self, number: OrdonnanceNumber, sequence: int, message: OutboxMessage) -> None:
        """Leave a dispensing to its prescriber, unless the patient has objected meanwhile."""
        stored = await self._ports.base.read(number)
        given = stored.progress.dispense(message.payload["reference"]) if stored else None
        if stored is None or given is None or given.undone is not None:
            return
        if stored.progress.objection is None:
            # Named as the first message of its act, which is what a withdrawal looks for.
            first = sequence - sequence % MESSAGES_PER_ACT
            await self._deposit_execution(self._name(number, first), stored, given, NOTICE)

    async def _deposit_execution(
        self, name: str, stored: Stored, given: Dispense, ending: str = ""
    ) -> None:
        opened = self._ports.reader.reopen(stored.document, stored.content_type)
        await in_step()
        bundle = write_executions(opened.ordonnance, (Execution(given),))
        await self._deposits.put(f"{name}-{given.reference}{ending}", bundle)

    async def established(
        self, number: OrdonnanceNumber, _sequence: int, _message: OutboxMessage
    ) -> None:
        """Enter the periods of an issue in the coverage index; mark the twins seen then."""
        twins = await record_stored_establishment(number, self._ports)
        await mark_twins(number, twins, self._ports)

    async def executed(
        self, number: OrdonnanceNumber, _sequence: int, message: OutboxMessage
    ) -> None:
        """Enter the periods of a dispensing in the coverage index."""
        await record_execution(number, message.payload["reference"], self._ports)

    async def forgotten(
        self, number: OrdonnanceNumber, _sequence: int, message: OutboxMessage
    ) -> None:
        """Take the periods of an undone dispensing, or of an ended ordonnance, out of the index."""
        await forget(number, message.payload["reference"], self._ports)

    async def flagged(
        self, number: OrdonnanceNumber, _sequence: int, message: OutboxMessage
    ) -> None:
        """Mark in the census what happened to a derogatory prescription."""
        flag, at = read_flag(message)
        await self._ports.census.flag(number, flag, at)

    def _name(self, number: OrdonnanceNumber, sequence: int) -> str:
        return f"{self._stem(number)}-{sequence:06d}"

    def _stem(self, number: OrdonnanceNumber) -> str:
        """What the files of an ordonnance begin with: its number is a secret, hashes stand for it.

        Two hashes of 32 bits: with one, two ordonnances of a large base would share their files.
        """
        return self._log_hash(number.value) + self._log_hash(f"record|{number.value}")

    async def alert(
        self, number: OrdonnanceNumber, _sequence: int, _message: OutboxMessage
    ) -> None:
        """Tell the operator, by hash, that two ordonnances overlap."""
        _log.error(
            "ALERT two ordonnances overlap (R.5132-33)", ordonnance=self._log_hash(number.value)
        )
