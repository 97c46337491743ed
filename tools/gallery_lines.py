"""What the pictures of the gallery prescribe."""

from dataclasses import replace
from decimal import Decimal

from ordonnance.domain.posology import Moment, Posology
from ordonnance.domain.prescription import (
    Category,
    Ingredient,
    Line,
    Ordonnance,
    Preparation,
    Product,
)
from ordonnance.domain.quantity import Quantity, Unit
from tools import examples
from tools.examples import CAPSULE, ESTABLISHED, TABLET, days, months, take


def amoxicillin(**facts: object) -> Line:
    """A week of an antibiotic."""
    step = take(CAPSULE, Moment.MORNING, Moment.NOON, Moment.EVENING, bounds=days(7))
    return examples.line("67707794", step, **facts)


def levothyroxine(**facts: object) -> Line:
    """A month, to be renewed twice."""
    step = take(TABLET, Moment.MORNING, bounds=months(1))
    return examples.line("65143010", step, renewals=2, **facts)


def tramadol(**facts: object) -> Line:
    """Two weeks of a medicine on secured paper."""
    return examples.line("63435884", take(CAPSULE, Moment.MORNING, bounds=days(14)), **facts)


def ordonnance(*lines: Line) -> Ordonnance:
    """Those lines, numbered, by the doctor of the demonstration for its patient."""
    numbered = tuple(
        replace(line, number=rank, id=f"ligne-{rank}") for rank, line in enumerate(lines, start=1)
    )
    return Ordonnance(ESTABLISHED, examples.prescriber("medecin"), numbered, examples.patient())


def care(category: Category, label: str, text: str, packs: int | None = None) -> Line:
    """A line of another category than medicines."""
    return replace(
        amoxicillin(), category=category, product=Product(label), duration=None, packs=packs,
        posology=Posology(text=text),
    )  # fmt: skip


def prepared() -> Line:
    """A preparation with its formula."""
    gram = Unit("g")
    formula = (
        Ingredient("urée", Quantity(Decimal(10), gram)),
        Ingredient("vaseline officinale", Quantity(Decimal(20), gram)),
        Ingredient("cold cream", Quantity(Decimal(100), gram), qsp=True),
    )
    return replace(
        amoxicillin(), category=Category.PREPARATION, product=None, duration=months(1),
        posology=Posology(text="une application par jour sur les talons"),
        preparation=Preparation("Pommade à l’urée", formula, therapeutic_mention=True),
    )  # fmt: skip
