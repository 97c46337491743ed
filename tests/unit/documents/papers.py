"""Paper ordonnances for the tests: what the law's forms answer, laid out."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from ordonnance.documents.paper import Printing, paper
from ordonnance.documents.sheet import Sheets
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import (
    Category,
    Exoneration,
    Ingredient,
    Preparation,
    Product,
)
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.forms import forms
from ordonnance.law.kinds import Kind
from ordonnance.law.ways import Prescribed, Situation, Written
from ordonnance.usecases.printing import papers
from tests.builders.medicines import METFORMINE_1000, MORPHINE_LP_30, RAMIPRIL_5
from tests.builders.prescriptions import OrdonnanceBuilder, a_line, an_ordonnance, months
from tests.unit.documents.situations import (
    DOCTOR,
    ISSUED_AT,
    MORNING_AND_EVENING,
    WOMAN,
    simple,
    taken,
)

DOWN = PaperGround.TELESERVICE_UNAVAILABLE
GRAM = Unit("g")


def start() -> OrdonnanceBuilder:
    return an_ordonnance().by(DOCTOR).for_(WOMAN)


def on_paper(
    made: OrdonnanceBuilder, form: Form | None = None, ground: PaperGround | None = DOWN,
    words: frozenset[int] = frozenset(), **printing: Any,
) -> Sheets:  # fmt: skip
    """The paper of an ordonnance, in that form or in the one that the law asks for."""
    ordonnance = made.build()
    found = forms(
        [Prescribed(line, made.medicines.get(line.number)) for line in ordonnance.lines],
        ordonnance.established_on,
        Situation(ground=ground),
    )
    asked = Printing(ISSUED_AT, **{"demonstration": False, **printing})
    return paper(ordonnance, papers(found, form), asked, medicines=made.medicines, in_words=words)


def exceptional() -> Sheets:
    """The four sheets of exception for two lines; no public list says which medicines are some."""
    made = simple()
    written = Written(Form.EXCEPTION, (1, 2), Kind.MEDICINES, tuple(Copy), ())
    return paper(
        made.build(), [written], Printing(ISSUED_AT, demonstration=False), medicines=made.medicines
    )


def care(category: Category, *labels: str, text: str = "à jeun", **facts: Any) -> OrdonnanceBuilder:
    """Lines of another kind than medicines."""
    made = start()
    for label in labels:
        line = a_line(None, posology=Posology(text=text), category=category, **facts)
        made = made.with_line(replace(line, product=Product(label)))
    return made


def prepared() -> OrdonnanceBuilder:
    """A magistral preparation with its formula."""
    formula = (
        Ingredient("urée", Quantity(Decimal(10), GRAM)),
        Ingredient("vaseline officinale", Quantity(Decimal(20), GRAM)),
        Ingredient("cold cream", Quantity(Decimal(100), GRAM), qsp=True),
    )
    preparation = Preparation("Pommade à l’urée", formula, therapeutic_mention=True)
    posology = Posology(text="une application par jour sur les talons")
    return start().of_preparation(preparation, posology=posology, duration=months(1))


def many(count: int, *, apart: bool = False, **changes: Any) -> OrdonnanceBuilder:
    """That many lines, every other one in ALD when `apart`."""
    made = start()
    for index in range(count):
        medicine = (RAMIPRIL_5, METFORMINE_1000)[index % 2]
        ground = Exoneration.ALD if apart and index % 2 else None
        made = made.of(
            medicine, duration=Duration(index + 1, TimeUnit.DAY), exoneration=ground,
            posology=taken(*MORNING_AND_EVENING), **changes,
        )  # fmt: skip
    return made


def narcotics(count: int, *, apart: bool = False) -> OrdonnanceBuilder:
    """That many lines that need the secured form."""
    made = start()
    for index in range(count):
        ground = Exoneration.ALD if apart and index % 2 else None
        posology = taken(*MORNING_AND_EVENING, unit=Unit("gélule"))
        made = made.of(MORPHINE_LP_30, days=14, posology=posology, exoneration=ground)
    return made
