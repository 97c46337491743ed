"""The ordonnances of the rehearsal: fictitious people, plain medicines of the demonstration."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.ids import AmNumber, Cis, Rpps, Siret
from ordonnance.domain.people import IdentityStatus, Patient, Practice, Prescriber, Sex
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.prescription import Category, Line, Ordonnance, Product
from ordonnance.domain.preserie.rehearsal.scenario import Sheet
from ordonnance.domain.quantity import Unit
from ordonnance.fhir.write.ordonnance import write_ordonnance

_SPACE = UUID("6d7f1d0e-6a3c-5f0e-9b7e-2a1d8f0c4b35")
_PRACTICE = Practice(
    name="Cabinet médical Exemple", lines=("1 rue de l’Exemple",), postcode="75011", city="Paris",
    country="FR", phone="+33199000001",
    email="cabinet@exemple.example", am=AmNumber("991000019"), siret=Siret("99990000400014"),
)  # fmt: skip
_PRESCRIBER = Prescriber(
    family="EXEMPLE", given=("Claire",), profession=Profession.PHYSICIAN, practice=_PRACTICE,
    rpps=Rpps("99900000011"),
)  # fmt: skip
_PATIENT = Patient(
    family="RÉPÉTITION", given=("Alix",), sex=Sex.FEMALE, birth_date=date(1980, 1, 1), ins=None,
    identity=IdentityStatus.VALIDATED,
)  # fmt: skip
_DAILY = (
    ("AMLOR 5 mg, gélule", "63458349", "gélule"),
    ("LEVOTHYROX 50 microgrammes, comprimé sécable", "65143010", "comprimé"),
    ("MOPRAL 20 mg, gélule gastro-résistante", "64103828", "gélule"),
    ("TRIATEC 5 mg, comprimé sécable", "63524315", "comprimé"),
    ("GLUCOPHAGE 850 mg, comprimé pelliculé", "67547090", "comprimé"),
)
_IN_BOXES = ("DOLIPRANE 1000 mg, comprimé", "60234100", "comprimé")
_BOXES = 3
_MONTH = Duration(1, TimeUnit.MONTH)


def document(sheet: Sheet, at: datetime, unique: str) -> bytes:
    """The Bundle of one sheet, written at that instant; `unique` makes its lines its own."""
    if sheet is Sheet.BOXES:
        line = replace(_line(1, _IN_BOXES, unique), duration=None, packs=_BOXES)
        lines = [line]
    else:
        renewals = 2 if sheet is Sheet.RENEWABLE else None
        lines = [
            replace(_line(rank, medicine, unique), renewals=renewals)
            for rank, medicine in enumerate(_DAILY[: sheet.lines], 1)
        ]
    ordonnance = Ordonnance(
        established_at=at.replace(microsecond=0), prescriber=_PRESCRIBER, lines=tuple(lines),
        patient=_PATIENT,
    )  # fmt: skip
    return write_ordonnance(ordonnance)


def _line(number: int, medicine: tuple[str, str, str], unique: str) -> Line:
    label, cis, unit = medicine
    daily = DosageStep(
        dose=Dose.of(Decimal(1), Unit(unit)), frequency=1,
        period=Decimal(1), period_unit=TimeUnit.DAY,
    )  # fmt: skip
    return Line(
        number, str(uuid5(_SPACE, f"{unique}/{number}")), Category.MEDICINE, Posology((daily,)),
        product=Product(label, Cis(cis)), duration=_MONTH,
    )  # fmt: skip
