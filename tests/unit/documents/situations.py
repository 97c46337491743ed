"""Seven ordonnances as people write them, and their sheets; everybody in them is fictitious."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import NamedPharmacy, NonSubstitutionReason, NotSubstitutable
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.posology import DosageStep, Dose, Moment, Posology
from ordonnance.domain.prescription import DciSubstance, Exoneration, Product
from ordonnance.domain.quantity import Quantity, Unit
from tests.builders.medicines import (
    AMOXICILLINE_1G,
    COMPRIME,
    FENTANYL_PATCH,
    GELULE,
    KETOPROFENE_100,
    METFORMINE_1000,
    MG,
    MIFEPRISTONE_200,
    MISOPROSTOL_400,
    MORPHINE_LP_30,
    PARACETAMOL_1G,
    PATCH,
    RAMIPRIL_5,
    TRAMADOL_50,
)
from tests.builders.prescriptions import (
    PATIENT,
    PRESCRIBER,
    OrdonnanceBuilder,
    a_line,
    an_ordonnance,
    months,
)

NUMBER = OrdonnanceNumber.from_payload("D", 0x2A5F00AA55DEADBEEF)
ISSUED_AT = datetime(2026, 1, 5, 9, 2, 31, 123456, tzinfo=UTC)
BASE_URL = "https://ordonnance.example"
ORAL = Coding("urn:route", "20053000", "Voie orale")

DOCTOR = replace(
    PRESCRIBER, prefix="DR", specialty=Coding("urn:s", "SM54", "Médecine générale (SM)"), sector="1"
)
WOMAN = replace(PATIENT, weight_kg=Decimal(58), height_cm=Decimal(165))


def taken(*moments: Moment, value: str | int = 1, unit: Unit = COMPRIME, **more: Any) -> Posology:
    """So many units at those moments."""
    return Posology((DosageStep(dose=Dose.of(Decimal(value), unit), moments=moments, **more),))


def every(value: int, period_unit: TimeUnit, *, unit: Unit, **more: Any) -> Posology:
    """One unit at that interval."""
    return taken(
        unit=unit, frequency=1, period=Decimal(value), period_unit=period_unit, **more
    )  # fmt: skip


MORNING_AND_EVENING = (Moment.MORNING, Moment.EVENING)


def _start() -> OrdonnanceBuilder:
    return an_ordonnance().by(DOCTOR).for_(WOMAN)


def simple() -> OrdonnanceBuilder:
    """Five ordinary lines."""
    pain = every(6, TimeUnit.HOUR, unit=COMPRIME, as_needed=True, as_needed_reason="douleur")
    return (
        _start()
        .of(AMOXICILLINE_1G, days=7, posology=taken(*MORNING_AND_EVENING), packs=1)
        .of(PARACETAMOL_1G, days=5, posology=pain, packs=2)
        .of(KETOPROFENE_100, days=5, posology=taken(Moment.EVENING), renewals=0)
        .of(METFORMINE_1000, duration=months(1), posology=taken(Moment.DINNER))
        .of(RAMIPRIL_5, duration=months(1), posology=taken(Moment.MORNING))
    )


def renewed() -> OrdonnanceBuilder:
    """One month, to be renewed twice, not substitutable."""
    kept = NotSubstitutable(NonSubstitutionReason.NARROW_MARGIN)
    return (
        _start()
        .of(RAMIPRIL_5, duration=months(1), posology=taken(Moment.MORNING), renewals=2)
        .of(METFORMINE_1000, duration=months(1), renewals=5, not_substitutable=kept)
    )


def stupefiant() -> OrdonnanceBuilder:
    """Morphine in one delivery, fentanyl in fractions, in words, pharmacy named."""
    patch = every(72, TimeUnit.HOUR, unit=PATCH)
    return (
        _start()
        .of(
            MORPHINE_LP_30, days=14, posology=taken(*MORNING_AND_EVENING, unit=GELULE),
            single_delivery=True, named_pharmacy=NamedPharmacy("Pharmacie Exemple"),
        )
        .of(FENTANYL_PATCH, days=28, posology=patch, fraction=Duration(14, TimeUnit.DAY))
    )  # fmt: skip


def tramadol() -> OrdonnanceBuilder:
    """Tramadol, in words."""
    posology = taken(
        unit=GELULE, frequency=3, period=Decimal(1), period_unit=TimeUnit.DAY, as_needed=True,
        as_needed_reason="douleur",
    )  # fmt: skip
    return _start().of(TRAMADOL_50, days=14, posology=posology, renewals=0)


def ald() -> OrdonnanceBuilder:
    """Two lines for the long-term illness, one without relation."""
    return (
        _start()
        .of(METFORMINE_1000, duration=months(3), exoneration=Exoneration.ALD)
        .of(AMOXICILLINE_1G, days=7, posology=taken(*MORNING_AND_EVENING))
        .of(RAMIPRIL_5, duration=months(3), exoneration=Exoneration.ALD)
    )


def dci() -> OrdonnanceBuilder:
    """An association in common names."""
    product = Product(
        "Amlodipine + valsartan",
        substances=(
            DciSubstance("amlodipine", strength=Quantity(Decimal(5), MG)),
            DciSubstance("valsartan", strength=Quantity(Decimal(80), MG)),
        ),
        form=Coding("urn:form", "10221000", "comprimé pelliculé"),
    )
    posology = taken(Moment.MORNING, route=ORAL)
    return _start().with_line(
        replace(a_line(None, posology=posology, duration=months(1)), product=product)
    )


def anonymous() -> OrdonnanceBuilder:
    """An IVG by medicines, without any identity."""
    return (
        _start()
        .of(
            MIFEPRISTONE_200,
            packs=1,
            posology=taken(unit=COMPRIME, instructions=("à la consultation",)),
        )
        .of(
            MISOPROSTOL_400,
            packs=1,
            posology=taken(unit=COMPRIME, instructions=("48 heures après",)),
        )
        .anonymous()
    )


IN_WORDS = {"stupefiant": frozenset({1, 2}), "tramadol": frozenset({1})}
SITUATIONS: dict[str, Callable[[], OrdonnanceBuilder]] = {
    each.__name__: each for each in (simple, renewed, stupefiant, tramadol, ald, dci, anonymous)
}


def a_sheet(builder: OrdonnanceBuilder | None = None, **changes: Any) -> Sheet:
    """The sheet of an ordonnance, a demonstration one unless told otherwise."""
    made = builder or simple()
    asked: dict[str, Any] = {"base_url": BASE_URL, "demonstration": True, **changes}
    return numerique(made.build(), NUMBER, ISSUED_AT, medicines=made.medicines, **asked)


def sheet_of(situation: str, **changes: Any) -> Sheet:
    """The sheet of one of the seven situations."""
    words = IN_WORDS.get(situation, frozenset())
    return a_sheet(SITUATIONS[situation](), in_words=words, **changes)
