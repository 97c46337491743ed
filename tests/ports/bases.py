"""What the tests of the port Base share: acts to write, and bases to write them in."""

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from ordonnance.adapters.database.opening import OpenBase, create_base, open_base
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.memory import MemoryBase, MemoryCoverage, MemoryOutbox
from ordonnance.domain.dispensing import Dispense, Executant, Progress, Served
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import (
    AnswerScope,
    Change,
    JournalEntry,
    NewOrdonnance,
    OutboxMessage,
)
from ordonnance.usecases.results import Ended, Issued

NOON = datetime(2026, 3, 12, 12, 0, 0, 123456, tzinfo=UTC)
_people = itertools.count(1)


_WAITING_HERE = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


async def until_waiting(superuser: Any, expected: int = 1) -> None:
    """Wait until so many sessions of this database wait for another; others than their own are
    shown to the superuser only."""
    async with asyncio.timeout(60):
        while await superuser.fetchval(_WAITING_HERE) < expected:
            await asyncio.sleep(0.01)


def a_number() -> OrdonnanceNumber:
    """A number never used before."""
    return OrdonnanceNumber.from_payload("D", secrets.randbits(70))


def an_author() -> str:
    """An author whom nobody else uses."""
    return f"999{next(_people):08d}"


def a_patient() -> Ins:
    """A patient whom nobody else uses, under the demonstration OID."""
    return Ins(f"28504999{next(_people):05d}42", InsOid.NIR_DEMO)


def a_scope(key: str | None = None, caller: str = "prescriber|8EXEMPLE|F990000001") -> AnswerScope:
    """A request; a new key unless told otherwise."""
    return AnswerScope(caller, key or secrets.token_hex(8), b"d" * 32)


def an_entry(act: str = "ISSUE", at: datetime = NOON, **details: str) -> JournalEntry:
    """A journal entry of Dr EXEMPLE."""
    return JournalEntry(
        at, act, "prescriber", "8EXEMPLE", "Claire EXEMPLE", "Cabinet Exemple", "Logiciel 1",
        details,
    )  # fmt: skip


def a_new(**changes: Any) -> NewOrdonnance:
    """A new ordonnance, for a new patient, by a new author."""
    number = changes.pop("number", None) or a_number()
    new = NewOrdonnance(
        number=number, document=b'{"resourceType":"Bundle"}' + bytes(range(256)),
        content_type="application/fhir+json", seal="seal.of.it", seal_key="s-1", issued_at=NOON,
        established_on=date(2026, 3, 12), closes_on=date(2027, 3, 12), author=an_author(),
        patient=a_patient(), progress=Progress(), entry=an_entry(), answer=a_scope(),
        result=Issued(number.value, 1, NOON, ()),
        outbox=(OutboxMessage("record.deposit", {"why": "issue"}),),
    )  # fmt: skip
    return replace(new, **changes)


def a_dispense(reference: str = "E-1", note: str | None = None) -> Dispense:
    """A dispensing of one box."""
    return Dispense(
        reference, NOON, date(2026, 3, 12),
        Executant("99900000037", "Paul EXEMPLE", "F990000001", "Pharmacie Exemple"),
        (Served(1, "DOLIPRANE", Decimal("1.0"), Decimal(8), 8, date(2026, 3, 12), note=note),),
    )  # fmt: skip


def a_change(after: Progress | None = None, **changes: Any) -> Change:
    """A dispensing added to a progress."""
    before = after or Progress()
    served = before.next(dispenses=(*before.dispenses, a_dispense(f"E-{before.version}")))
    change = Change(
        progress=served, state=OrdonnanceState.PARTLY_EXECUTED, entry=an_entry("DISPENSE"),
        answer=a_scope(), result=Ended("", served.version, OrdonnanceState.PARTLY_EXECUTED),
        outbox=(OutboxMessage("record.update", {}),),
    )  # fmt: skip
    return replace(change, **changes)


def later(minutes: int) -> datetime:
    """That many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


@dataclass
class Opened:
    """A base to be tested, whichever it is."""

    base: Any
    coverage: Any
    outbox: Any
    registers: Any
    open: OpenBase | None = None


@dataclass(frozen=True)
class Made:
    """A PostgreSQL base made for a test module: addresses and keys."""

    owner_dsn: str
    app_dsn: str
    cabinet: KeyCabinet


def in_thread(make: Any) -> Any:
    """The result of a coroutine function, whether or not an event loop runs here."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(make())).result()


def make_base(postgres: Any, name: str, **options: Any) -> Made:
    """A new base in a fresh database."""
    owner = postgres.fresh_database(name)
    cabinet = KeyCabinet.generate(NOON)
    mark = {"demonstration": True, "scheme": "D", "at": NOON} | options
    in_thread(lambda: create_base(owner, cabinet, **mark))
    return Made(owner, postgres.dsn_for("ordonnance_app", name), cabinet)


@asynccontextmanager
async def opened(made: Made | None) -> AsyncIterator[Opened]:
    """That base open, or one in memory."""
    if made is None:
        outbox = MemoryOutbox()
        base = MemoryBase(outbox)
        yield Opened(base, MemoryCoverage(), outbox, base.registers)
        return
    made_open = await open_base(made.app_dsn, made.cabinet)
    try:
        store = made_open.base
        yield Opened(store, made_open.coverage, made_open.outbox, store.registers, made_open)
    finally:
        await made_open.close()
