"""What is written to the base when it is measured: acts of the size of real ones."""

import itertools
import secrets
from datetime import date
from decimal import Decimal

from bench.documents import bundle_of_6_kb, now
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

_NOW = now()
_TODAY = _NOW.date()
_DOCUMENT = bundle_of_6_kb()
# As long as a compact JWS of the base over a digest.
_SEAL = "s" * 260
_people = itertools.count(1)


def entry(act: str) -> JournalEntry:
    """A journal entry of a fictitious pharmacist."""
    return JournalEntry(
        _NOW, act, "pharmacist", "899900000037", "Paul EXEMPLE", "990000069",
        "bench; version=1", {},
    )  # fmt: skip


def new() -> NewOrdonnance:
    """A new ordonnance of 6 kB for a patient and by an author whom no other one has."""
    person = next(_people) % 100_000
    number = OrdonnanceNumber.from_payload("D", secrets.randbits(70))
    return NewOrdonnance(
        number=number, document=_DOCUMENT, content_type="application/fhir+json", seal=_SEAL,
        seal_key="bench", issued_at=_NOW, established_on=_TODAY,
        closes_on=date(_TODAY.year + 1, _TODAY.month, 1), author=f"999{person:08d}",
        patient=Ins(f"28504999{person:05d}42", InsOid.NIR_DEMO), progress=Progress(),
        entry=entry("ISSUE"), answer=_scope(), result=Issued(number.value, 1, _NOW, ()),
        outbox=(OutboxMessage("record.deposit", {}),),
    )  # fmt: skip


def first_change() -> Change:
    """The first dispensing of an ordonnance: its version goes from 1 to 2."""
    pharmacy = Executant("99900000037", "Paul EXEMPLE", "990000069", "Pharmacie Exemple")
    served = Served(1, "AMOXICILLINE EXEMPLE 500 mg", Decimal(2), Decimal(24), 7, _TODAY)
    given = Dispense(f"E-{secrets.token_hex(8)}", _NOW, _TODAY, pharmacy, (served,))
    return Change(
        progress=Progress().next(dispenses=(given,)), state=OrdonnanceState.PARTLY_EXECUTED,
        entry=entry("DISPENSE"), answer=_scope(),
        result=Ended("", 2, OrdonnanceState.PARTLY_EXECUTED),
        outbox=(OutboxMessage("record.execution", {"reference": given.reference}),),
    )  # fmt: skip


def _scope() -> AnswerScope:
    """A request with a fresh key."""
    return AnswerScope("pharmacist|899900000037|990000069", secrets.token_hex(16), b"d" * 32)
