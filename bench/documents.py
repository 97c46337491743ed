"""The prescriptions that are measured; their people are those of the demonstration."""

import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from ordonnance.adapters.clock import SystemClock
from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.posology import DosageStep, Dose, Moment
from ordonnance.domain.prescription import Line, Ordonnance
from tools import examples
from tools.examples import CAPSULE, CUTANEOUS, PATCH, TABLET, days, months, take

AMOXICILLIN, LEVOTHYROXINE, AMLODIPINE = "67707794", "65143010", "63458349"
FENTANYL, TRAMADOL = "60914025", "63435884"


def now() -> datetime:
    """The present instant at the prescriber's place, to the second."""
    return SystemClock().now().astimezone(ZoneInfo("Europe/Paris")).replace(microsecond=0)


def five_lines() -> Ordonnance:
    """A short treatment, two renewed ones, a narcotic and a medicine treated like one."""
    patch = DosageStep(
        dose=Dose.of(Decimal(1), PATCH), frequency=1, period=Decimal(72),
        period_unit=TimeUnit.HOUR, bounds=days(28), route=CUTANEOUS,
    )  # fmt: skip
    lines = (
        amoxicillin(),
        examples.line(LEVOTHYROXINE, take(TABLET, Moment.MORNING, bounds=months(1)), renewals=2),
        examples.line(AMLODIPINE, take(CAPSULE, Moment.EVENING, bounds=months(1)), renewals=2),
        examples.line(FENTANYL, patch, fraction=days(14)),
        examples.line(TRAMADOL, take(CAPSULE, Moment.MORNING, bounds=days(14))),
    )
    return ordonnance(lines, now())


def bundle_of_6_kb() -> bytes:
    """Four lines, two of them in ALD, without spaces."""
    tree = json.loads(examples.examples()["ald"])
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()


def amoxicillin() -> Line:
    """A week of an antibiotic."""
    thrice = take(CAPSULE, Moment.MORNING, Moment.NOON, Moment.EVENING, bounds=days(7))
    return examples.line(AMOXICILLIN, thrice)


def ordonnance(lines: tuple[Line, ...], at: datetime) -> Ordonnance:
    """Those lines, numbered, by the demonstration's doctor for its patient."""
    numbered = tuple(
        replace(line, number=rank, id=str(uuid5(NAMESPACE_URL, f"bench/{rank}")))
        for rank, line in enumerate(lines, start=1)
    )
    return Ordonnance(at, examples.prescriber("medecin"), numbered, examples.patient())
