"""`python -m bench.loading DATA FIRST COUNT`: past ordonnances written to a running base.

Each was issued, opened and served in full, through the functions of the acts; what makes it fast is
that calls travel by hundreds and that commits are not waited for. Several processes may load
different ranks at once.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import asyncpg
import uvloop

from bench import crowd
from ordonnance.adapters.database.coverage import PostgresCoverage
from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.database.sealing import People, RowSealers
from ordonnance.adapters.database.writing import apply_arguments, issue_arguments, journal_bytes
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from ordonnance.adapters.postgres_server import APP_ROLE, dsn_of_running
from ordonnance.domain.dispensing import Dispense, Executant, Progress, Served
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import (
    AnswerScope,
    Change,
    Covered,
    JournalEntry,
    NewOrdonnance,
    OutboxMessage,
)
from ordonnance.usecases.results import Ended, Issued

BATCH = 200
BETWEEN = timedelta(days=40)
"""Between two ordonnances of one patient."""

_SEAL = "s" * 260

_ISSUE = f"SELECT base.issue_ordonnance({', '.join(f'${n}' for n in range(1, 22))})"
_APPLY = f"SELECT base.apply_change({', '.join(f'${n}' for n in range(1, 13))})"
_RECORD = "SELECT base.record_access($1, $2, $3)"
_FINISH = "SELECT base.finish_outbox($1, $2)"


@dataclass(frozen=True, slots=True)
class Past:
    """The calls that write one past ordonnance, in order, and what its lines covered."""

    issue: tuple[object, ...]
    opening: tuple[object, ...]
    serving: tuple[object, ...]
    patient: Ins
    covered: tuple[Covered, ...]


class Maker:
    """Makes past ordonnances."""

    def __init__(self, cabinet: KeyCabinet) -> None:
        self._documents = crowd.Documents()
        self._sealers, self._people = RowSealers(cabinet), People(cabinet)

    def make(self, rank: int) -> Past:
        """The ordonnance of that rank."""
        number = crowd.past_number(rank)
        at = self._documents.at - BETWEEN * (rank % crowd.PAST + 1)
        doctor, pharmacist = (
            crowd.doctor(rank % crowd.PRESCRIBERS),
            crowd.pharmacist(rank % crowd.PHARMACISTS),
        )
        patient = Ins(crowd.matricule(rank // crowd.PAST), InsOid.NIR_DEMO)
        document = self._documents.of(rank, rank // crowd.PAST, doctor, at)
        new = NewOrdonnance(
            number=number, document=document, content_type="application/fhir+json", seal=_SEAL,
            seal_key="bench", issued_at=at, established_on=at.date(),
            closes_on=at.date() + timedelta(days=365), author=doctor.rpps, patient=patient,
            progress=Progress(), entry=_entry("issue", "prescriber", doctor.rpps, at),
            answer=AnswerScope(f"prescriber|8{doctor.rpps}", f"i-{rank}", b"d" * 32),
            result=Issued(number.value, 1, at, (), _SEAL),
            outbox=(OutboxMessage("record.deposit", {}),),
        )  # fmt: skip
        sealer, kek_id, wrapped = self._sealers.new(number.value)
        served_at = at + timedelta(hours=3)
        opening = _entry("consult", "pharmacist", pharmacist.rpps, served_at)
        place = pharmacist.place.finess
        return Past(
            issue_arguments(new, sealer, kek_id, wrapped, self._people),
            (number.value, served_at, journal_bytes(sealer, opening)),
            apply_arguments(
                1, _serving(number, pharmacist.rpps, place, served_at), sealer, self._people
            ),
            patient,
            _covered(number, doctor.rpps, place, at) if crowd.is_under_rule(rank) else (),
        )


def _entry(act: str, role: str, rpps: str, at: datetime) -> JournalEntry:
    return JournalEntry(
        at, act, role, f"8{rpps}", "Dominique EXEMPLE", "Structure Exemple", "bench 1", {}
    )


def _serving(number: OrdonnanceNumber, rpps: str, place: str, at: datetime) -> Change:
    pharmacy = Executant(f"8{rpps}", "Dominique EXEMPLE", place, "Pharmacie Exemple")
    day = at.date()
    served = (
        Served(1, "AMOXICILLINE EXEMPLE 500 mg", Decimal(2), Decimal(24), 7, day),
        Served(2, "LEVOTHYROXINE EXEMPLE 75 µg", Decimal(1), Decimal(30), 30, day),
        Served(3, "AMLODIPINE EXEMPLE 5 mg", Decimal(1), Decimal(30), 30, day),
    )
    given = Dispense(f"E-{number.value[-8:]}", at, day, pharmacy, served)
    after = Progress().next(dispenses=(given,))
    return Change(
        progress=after, state=OrdonnanceState.PARTLY_EXECUTED,
        entry=_entry("dispense", "pharmacist", rpps, at),
        answer=AnswerScope(f"pharmacist|8{rpps}", f"d-{number.value}", b"d" * 32),
        result=Ended(number.value, 2, OrdonnanceState.PARTLY_EXECUTED),
        outbox=(OutboxMessage("record.execution", {"reference": given.reference}),),
    )  # fmt: skip


def _covered(
    number: OrdonnanceNumber, author: str, place: str, at: datetime
) -> tuple[Covered, ...]:
    first, last = at.date(), at.date() + timedelta(days=13)
    return (
        Covered("established", "tramadol", first, last, author, number.value, 3, ""),
        Covered("executed", "tramadol", first, last, place, number.value, 3, f"E-{number.value}"),
    )


async def load(data: Path, first: int, count: int) -> None:
    """Write `count` past ordonnances from rank `first` on."""
    dsn = dsn_of_running(data, APP_ROLE)
    cabinet = KeyCabinet.load(keys_folder_beside(data))
    maker = Maker(cabinet)
    opened = await open_base(dsn, cabinet, pool_size=1)
    settings = {"synchronous_commit": "off", "plan_cache_mode": "force_generic_plan"}
    connection = await asyncpg.connect(dsn, server_settings=settings)
    try:
        for batch in _batches(first, count):
            await _write(connection, opened.coverage, [maker.make(rank) for rank in batch])
    finally:
        await connection.close()
        await opened.close()


def _batches(first: int, count: int) -> Iterator[range]:
    for start in range(first, first + count, BATCH):
        yield range(start, min(start + BATCH, first + count))


async def _write(
    connection: "asyncpg.Connection[asyncpg.Record]", coverage: PostgresCoverage, past: list[Past]
) -> None:
    written = await connection.fetchmany(_ISSUE, [each.issue for each in past])
    if any(row[0] not in ("written", "answered") for row in written):
        raise RuntimeError("a past ordonnance was not written")
    new = [each for each, row in zip(past, written, strict=True) if row[0] == "written"]
    if not new:
        return
    await connection.executemany(_RECORD, [each.opening for each in new])
    await connection.executemany(_APPLY, [each.serving for each in new])
    ends = [(each.issue[0], sequence) for each in new for sequence in (100, 200)]
    await connection.executemany(_FINISH, ends)
    for each in new:
        await coverage.add(each.patient, each.covered)


if __name__ == "__main__":
    uvloop.run(load(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
