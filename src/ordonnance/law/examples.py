"""Small cases for the examples that stand beside each rule; everybody in them is fictitious."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation, Substance
from ordonnance.domain.ids import AmNumber, Cip7, Cip13, Ins, InsOid, Rpps
from ordonnance.domain.people import IdentityStatus, Patient, Practice, Prescriber, Sex
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.prescription import Category, Line, Ordonnance, Product
from ordonnance.domain.quantity import Unit
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.rule import Example, Moment, Verdict

TABLET = Unit("comprimé")
WRITTEN = date(2026, 1, 5)
ONE_A_DAY = Posology(
    (
        DosageStep(
            dose=Dose.of(Decimal(1), TABLET),
            frequency=1,
            period=Decimal(1),
            period_unit=TimeUnit.DAY,
        ),
    )
)
PATIENT = Patient(
    family="EXEMPLE", given=("Alice",), sex=Sex.FEMALE, birth_date=date(1985, 4, 12),
    ins=Ins("285049999900115", InsOid.NIR_DEMO), identity=IdentityStatus.QUALIFIED,
)  # fmt: skip
PRACTICE = Practice(
    "Cabinet Exemple", postcode="75011", city="Paris", country="FR", phone="+33199000001",
    email="cabinet@exemple.example", am=AmNumber("991000019"),
)  # fmt: skip
PRESCRIBER = Prescriber(
    "EXEMPLE", ("Claire",), Profession.PHYSICIAN, PRACTICE, rpps=Rpps("99900000011")
)


def authored(**changes: Any) -> dict[str, Any]:
    """Fields of an ordonnance by the usual author, changed."""
    return {"prescriber": replace(PRESCRIBER, **changes)}


def tablets(substance: str, *conditions: str, pack: int = 28, **changes: Any) -> Medicine:
    """An oral medicine with one pack of `pack` tablets."""
    box = Presentation(Cip13.of(Cip7("3009999")), f"boîte de {pack}", Decimal(pack), TABLET)
    plain = Medicine(
        None, substance.upper(), "comprimé", ("orale",), (Substance(substance),), conditions, (box,)
    )
    return replace(plain, **changes)


MORPHINE = tablets("sulfate de morphine", "stupéfiants", pack=14)
METHADONE = tablets("chlorhydrate de méthadone", "stupéfiants", pack=7, form="gélule")
TRAMADOL = tablets("chlorhydrate de tramadol", "liste I", pack=30)
ZOLPIDEM = tablets("tartrate de zolpidem", "liste I", pack=14)
PREGABALINE = tablets("prégabaline", "liste I", pack=56)
ALPRAZOLAM = tablets("alprazolam", "liste I", "prescription limitée à 12 semaines", pack=30)
RAMIPRIL = tablets("ramipril", "liste I", pack=30)
IBUPROFENE = tablets("ibuprofène", pack=30)
KETOPROFENE = tablets("kétoprofène", "liste II", pack=30)


def days(value: int) -> Duration:
    """That many days."""
    return Duration(value, TimeUnit.DAY)


def months(value: int) -> Duration:
    """That many calendar months."""
    return Duration(value, TimeUnit.MONTH)


def a_case(
    medicine: Medicine | None = RAMIPRIL, *, on: date = WRITTEN, day: date | None = None,
    duration: Duration | None = None, ordonnance: dict[str, Any] | None = None,
    facts: dict[str, Any] | None = None, **line: Any,
) -> Case:  # fmt: skip
    """One line written on a day; `line` holds fields of Line, `facts` fields of Case."""
    label = medicine.name if medicine else "MÉDICAMENT INCONNU"
    plain = Line(1, "1", Category.MEDICINE, ONE_A_DAY, Product(label), duration=duration)
    document = Ordonnance(
        datetime.combine(on, time(11), UTC), PRESCRIBER, (replace(plain, **line),), PATIENT
    )
    return Case(
        ordonnance=replace(document, **(ordonnance or {})),
        medicines={1: medicine},
        moment=Moment.PRESCRIBING,
        day=day or on,
        **(facts or {}),
    )


def two_lines(first: Medicine, second: Medicine, **case: Any) -> Case:
    """Two lines of seven days, one medicine each; `case` as in `a_case`."""
    one = a_case(first, duration=days(7), **case)
    line = replace(one.ordonnance.lines[0], number=2, id="2", product=Product(second.name))
    lines = (*one.ordonnance.lines, line)
    return replace(
        one, ordonnance=replace(one.ordonnance, lines=lines), medicines={1: first, 2: second}
    )


def at_counter(
    case: Case, on: date, *, asked: int | None = None, served: tuple[Served, ...] = ()
) -> Case:
    """The same case at the counter; `asked` is a number of days."""
    request = ServingRequest("pharmacien", "pharmacie", (Asked(1, days=asked),)) if asked else None
    return replace(case, moment=Moment.DISPENSING, day=on, serving=request, served={1: served})


def met(text: str, build: Callable[[], Case]) -> Example:
    """An example that respects the rule."""
    return Example(text, Verdict.MET, build)


def breaks(text: str, build: Callable[[], Case]) -> Example:
    """An example that does not."""
    return Example(text, Verdict.BREACHED, build)


def unsure(text: str, build: Callable[[], Case]) -> Example:
    """An example where a fact is missing."""
    return Example(text, Verdict.CANNOT_TELL, build)


def tells(text: str, build: Callable[[], Case]) -> Example:
    """An example where nothing is wrong and the rule informs."""
    return Example(text, Verdict.INFORMS, build)
