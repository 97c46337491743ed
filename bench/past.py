"""Past ordonnances as the service would have written them: issued, opened, served in full.

The same fields, of the same lengths, as those of an act that goes through the API; the signature of
the seal alone is noise, of the right length.
"""

import base64
import hashlib
import json
import os
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from bench import crowd
from ordonnance.adapters.database.sealing import People, RowSealers
from ordonnance.adapters.database.writing import apply_arguments, issue_arguments, journal_bytes
from ordonnance.adapters.identity.demo_people import DemoProfessional
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.domain.dispensing import Dispense, Executant, Progress, Served
from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.counter_views import Remaining
from ordonnance.usecases.ports import (
    AnswerScope,
    Change,
    Covered,
    JournalEntry,
    NewOrdonnance,
    OutboxMessage,
)
from ordonnance.usecases.results import Dispensed, Issued, LineView, ServedView

BETWEEN = timedelta(days=40)
"""Between two ordonnances of one patient."""

KEY_ID = "bench-key-of-the-seal-forty-three-characters"[:43]
_NONE_LEFT = Remaining(Decimal(0), 0, Decimal(0))
_TWICE_LEFT = Remaining(Decimal(2), 60, Decimal(60))

_LINES = (
    ("CLAMOXYL 500 mg, gélule", "1 gélule matin, midi et soir, par voie orale, pendant 7 jours",
     2, 24, 7, "3400931587538"),
    ("LEVOTHYROX 50 microgrammes, comprimé sécable",
     "1 comprimé le matin, par voie orale, pendant 1 mois", 1, 30, 30, "3400930065662"),
    ("TOPALGIC 50 mg, gélule", "1 gélule le soir, par voie orale, pendant 14 jours",
     1, 30, 14, "3400930002278"),
)  # fmt: skip


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

    def __init__(self, cabinet: KeyCabinet, *, compact: bool) -> None:
        self._documents = crowd.Documents()
        self._sealers = RowSealers(cabinet, compact=compact)
        self._people = People(cabinet)
        self._doctors = [crowd.doctor(rank) for rank in range(crowd.PRESCRIBERS)]
        self._pharmacists = [crowd.pharmacist(rank) for rank in range(crowd.PHARMACISTS)]

    def make(self, rank: int) -> Past:
        """The ordonnance of that rank."""
        number = crowd.past_number(rank)
        day = self._documents.at - BETWEEN * (rank % crowd.PAST + 1)
        # No two at the same instant, as in life: an index cannot fold them.
        at = day + timedelta(microseconds=rank)
        doctor = self._doctors[rank % crowd.PRESCRIBERS]
        pharmacist = self._pharmacists[rank % crowd.PHARMACISTS]
        patient = Ins(crowd.matricule(rank // crowd.PAST), InsOid.NIR_DEMO)
        document = self._documents.of(rank, rank // crowd.PAST, doctor, day)
        seal = _seal(document, number.value, at)
        new = NewOrdonnance(
            number=number, document=document, content_type="application/fhir+json", seal=seal,
            seal_key=KEY_ID, issued_at=at, established_on=at.date(),
            closes_on=at.date() + timedelta(days=365), author=doctor.rpps, patient=patient,
            progress=Progress(), entry=_entry("issue", "prescriber", doctor, at),
            answer=AnswerScope(f"prescriber|8{doctor.rpps}", f"i-{rank}", os.urandom(32)),
            result=Issued(number.value, 1, at, (), seal),
            outbox=(OutboxMessage("record.deposit", {}),),
        )  # fmt: skip
        sealer, kek_id, wrapped = self._sealers.new(number.value)
        served_at = at + timedelta(hours=3)
        opening = _entry("consult", "dispenser", pharmacist, served_at)
        serving = _serving(number, pharmacist, served_at)
        return Past(
            issue_arguments(new, sealer, kek_id, wrapped, self._people),
            (number.value, served_at, journal_bytes(sealer, opening)),
            apply_arguments(1, serving, sealer, self._people),
            patient,
            _covered(number, doctor.rpps, pharmacist.place.finess, at)
            if crowd.is_under_rule(rank)
            else (),
        )


def _seal(document: bytes, number: str, at: datetime) -> str:
    header = {"alg": "ES256", "kid": KEY_ID, "typ": "ordonnance-seal+jws"}
    content = {
        "at": at.isoformat(timespec="microseconds"),
        "digest": f"sha-256:{hashlib.sha256(document).hexdigest()}",
        "number": number,
    }
    parts = (*(json.dumps(each).encode() for each in (header, content)), os.urandom(64))
    return ".".join(base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in parts)


def _entry(
    act: str, role: str, person: DemoProfessional, at: datetime, **details: str
) -> JournalEntry:
    return JournalEntry(
        at, act, role, f"8{person.rpps}", "Paul EXEMPLE", "Pharmacie Exemple", "bench 1", details
    )


def _serving(number: OrdonnanceNumber, pharmacist: DemoProfessional, at: datetime) -> Change:
    day, reference = at.date(), f"EX-{number.value[-2:]}-001"
    pharmacy = Executant(
        f"8{pharmacist.rpps}", "Paul EXEMPLE", f"F{pharmacist.place.finess}", "Pharmacie Exemple"
    )
    served = tuple(
        Served(rank, label, Decimal(packs), Decimal(units), days, day, code)
        for rank, (label, _, packs, units, days, code) in enumerate(_LINES, 1)
    )
    given = Dispense(reference, at, day, pharmacy, served)
    return Change(
        progress=Progress().next(dispenses=(given,)), state=OrdonnanceState.PARTLY_EXECUTED,
        entry=_entry("dispense", "dispenser", pharmacist, at, reference=reference),
        answer=AnswerScope(f"dispenser|8{pharmacist.rpps}", f"d-{number.value}", os.urandom(32)),
        result=_answer(number.value, reference, day),
        outbox=(OutboxMessage("record.execution", {"reference": reference}),),
    )  # fmt: skip


def _answer(number: str, reference: str, day: date) -> Dispensed:
    views = tuple(
        ServedView(rank, label, Decimal(packs), Decimal(units), days, code)
        for rank, (label, _, packs, units, days, code) in enumerate(_LINES, 1)
    )
    over = LineView(
        1, "", "", LineState.EXECUTED, _NONE_LEFT, None, day + timedelta(days=364), _NONE_LEFT
    )
    lines = [
        replace(over, line=rank, label=label, posology=posology)
        for rank, (label, posology, *_) in enumerate(_LINES, 1)
    ]
    lines[1] = replace(
        lines[1], state=LineState.PARTLY_EXECUTED, remaining=_TWICE_LEFT,
        next_on=day + timedelta(days=30), renewals=2,
    )  # fmt: skip
    return Dispensed(number, 2, reference, views, (), tuple(lines), False)


def _covered(
    number: OrdonnanceNumber, author: str, place: str, at: datetime
) -> tuple[Covered, ...]:
    first, last = at.date(), at.date() + timedelta(days=13)
    return (
        Covered("established", "tramadol", first, last, author, number.value, 3, ""),
        Covered("executed", "tramadol", first, last, place, number.value, 3, f"E-{number.value}"),
    )
