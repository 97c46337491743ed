"""Prescriptions for the journeys, written now by the people of the demonstration."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Ins, InsOid
from ordonnance.domain.people import Patient
from ordonnance.domain.posology import DosageStep, Dose, Moment
from ordonnance.domain.prescription import DciSubstance, Line, Ordonnance, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.write import write_ordonnance
from tests.journeys.asking import Door
from tools import examples
from tools.examples import CAPSULE, TABLET, days, months, take

Json = dict[str, Any]

AMOXICILLIN, AMOXICILLIN_GENERIC = "67707794", "69118175"
LEVOTHYROXINE, AMLODIPINE, AMLODIPINE_GENERIC = "65143010", "63458349", "65728601"
FENTANYL, TRAMADOL = "60914025", "63435884"
ENOXAPARIN = "60782303"
RETROCEDED, HOSPITAL_ONLY = "60256036", "60028552"


def now() -> datetime:
    """The present instant at the prescribers' place, to the second."""
    return SystemClock().now().astimezone(ZoneInfo("Europe/Paris")).replace(microsecond=0)


def written(
    *lines: Line, author: str = "medecin", at: datetime | None = None, **fields: Any
) -> bytes:
    """The Bundle of an ordonnance; `fields` are those of Ordonnance."""
    numbered = tuple(
        replace(line, number=rank, id=str(uuid4())) for rank, line in enumerate(lines, start=1)
    )
    patient = None if fields.get("anonymous") else examples.patient()
    given = {"patient": patient, "prescriber": examples.prescriber(author), **fields}
    return write_ordonnance(Ordonnance(established_at=at or now(), lines=numbered, **given))


def course(cis: str = AMOXICILLIN, **facts: Any) -> Line:
    """Three capsules a day for seven days, served once."""
    moments = (Moment.MORNING, Moment.NOON, Moment.EVENING)
    return examples.line(cis, take(CAPSULE, *moments, bounds=days(7)), **facts)


def monthly(cis: str = AMLODIPINE, renewals: int = 2, **facts: Any) -> Line:
    """One a day for a month, renewed."""
    step = take(CAPSULE, Moment.EVENING, bounds=months(1))
    return examples.line(cis, step, renewals=renewals, **facts)


def injected(cis: str = ENOXAPARIN, **facts: Any) -> Line:
    """One syringe a day for ten days."""
    step = take(Unit("seringue"), Moment.EVENING, bounds=days(10), route=None)
    return examples.line(cis, step, **facts)


def painkiller(duration: int = 14) -> Line:
    """Tramadol for that many days."""
    return examples.line(TRAMADOL, take(CAPSULE, Moment.MORNING, bounds=days(duration)))


def patches() -> Line:
    """Fentanyl for four weeks, in two fractions of five patches."""
    step = DosageStep(
        dose=Dose.of(Decimal(1), examples.PATCH), frequency=1, period=Decimal(72),
        period_unit=TimeUnit.HOUR, bounds=days(28), route=examples.CUTANEOUS,
    )  # fmt: skip
    return examples.line(FENTANYL, step, fraction=days(14))


def alice() -> Patient:
    """Another patient, whose treatments concern no other journey."""
    ins = Ins("285049999900115", InsOid.NIR_DEMO)
    return replace(examples.patient(), given=("Alice",), birth_date=date(1985, 4, 12), ins=ins)


def abortion() -> bytes:
    """An anonymous ordonnance of the midwife."""
    step = DosageStep(dose=Dose.of(Decimal(3), TABLET), bounds=days(1), route=examples.ORAL)
    line = examples.line("66422290", step, packs=1)
    return written(line, author="sage-femme", anonymous=True)


def issued_anonymously(door: Door) -> str:
    """Issue it: a midwife may; its number."""
    number: str = door.does("issue", "sage-femme", prescription=abortion())["number"]
    return number


def simple() -> bytes:
    """One antibiotic."""
    return written(course())


def renewed() -> bytes:
    """Two chronic treatments for a month, renewed twice."""
    return written(monthly(LEVOTHYROXINE), monthly(AMLODIPINE))


def edited(document: bytes, change: Callable[[Json], object]) -> bytes:
    """The document after a change of its tree."""
    tree = json.loads(document)
    change(tree)
    return json.dumps(tree, ensure_ascii=False).encode()


def resource(tree: Json, kind: str, rank: int = 0) -> Json:
    """The resource of that kind, by rank."""
    found = [e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == kind]
    resource: Json = found[rank]
    return resource


def index_of(tree: Json, kind: str) -> int:
    """The place of the first resource of that kind."""
    kinds = [entry["resource"]["resourceType"] for entry in tree["entry"]]
    return kinds.index(kind)


def ago(**span: float) -> datetime:
    """An instant before now."""
    return now() - timedelta(**span)


def in_common_name() -> bytes:
    """Amoxicillin by its common name: no brand, no pack."""
    named = Product(
        "AMOXICILLINE 500 mg, gélule",
        substances=(
            DciSubstance("amoxicilline", strength=Quantity(Decimal(500), examples.MILLIGRAM)),
        ),
        form=Coding(examples.EDQM, "10210000", "gélule"),
    )
    return written(replace(course(), product=named))


def pack_of(cis: str) -> str:
    """The CIP13 of the first pack of a speciality."""
    return load_demonstration().by_cis[cis].presentations[0].cip13.value
