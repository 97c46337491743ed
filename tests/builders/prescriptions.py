"""Ordonnances built in one sentence; everybody in them is fictitious."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.ids import AmNumber, Ins, InsOid, Rpps
from ordonnance.domain.people import IdentityStatus, Patient, Practice, Prescriber, Sex
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Line, Ordonnance, Preparation, Product
from tests.builders.medicines import once_a_day

PRACTICE = Practice(
    name="Cabinet médical Exemple", lines=("1 rue de l’Exemple",), postcode="75011", city="Paris",
    country="FR", phone="+33199000001", email="cabinet@exemple.example",
    am=AmNumber("991000019"),
)  # fmt: skip
PRESCRIBER = Prescriber(
    family="EXEMPLE", given=("Claire",), profession=Profession.PHYSICIAN, practice=PRACTICE,
    rpps=Rpps("99900000011"),
)  # fmt: skip
PRESCRIBER_2 = replace(PRESCRIBER, family="DÉMO", given=("Bruno",), rpps=Rpps("99900000029"))
PATIENT = Patient(
    family="EXEMPLE", given=("Alice",), sex=Sex.FEMALE, birth_date=date(1985, 4, 12),
    ins=Ins("285049999900115", InsOid.NIR_DEMO), identity=IdentityStatus.QUALIFIED,
    birth_place="99999",
)  # fmt: skip
PATIENT_NOT_QUALIFIED = replace(PATIENT, ins=None, identity=IdentityStatus.VALIDATED)


def day(text: str | date) -> date:
    """An ISO date."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def weeks(value: int) -> Duration:
    """That many weeks."""
    return Duration(value, TimeUnit.WEEK)


def months(value: int) -> Duration:
    """That many calendar months."""
    return Duration(value, TimeUnit.MONTH)


def a_line(
    medicine: Medicine | None = None, *, number: int = 1, days: int | None = None,
    posology: Posology | None = None, **changes: Any,
) -> Line:  # fmt: skip
    """A line for a speciality, one unit a day unless told otherwise; `days` is its duration."""
    product = Product(medicine.name, medicine.cis) if medicine else Product("MÉDICAMENT INCONNU")
    taken = posology or (once_a_day(medicine) if medicine else Posology(text="une fois par jour"))
    line = Line(number, f"line-{number}", Category.MEDICINE, taken, product=product)
    if days is not None:
        line = replace(line, duration=Duration(days, TimeUnit.DAY))
    return replace(line, **changes)


def a_served(
    days: int, first_day: str | date, *, units: str | int | None = None, packs: str | int = 1,
    line: int = 1, **changes: Any,
) -> Served:  # fmt: skip
    """What one dispensing gave for a line."""
    content = None if units is None else Decimal(units)
    served = Served(line, "servi", Decimal(packs), content, days, day(first_day))
    return replace(served, **changes)


@dataclass(frozen=True, slots=True)
class OrdonnanceBuilder:
    """Each step answers a new builder, so that a base can be shared between tests."""

    lines: tuple[Line, ...] = ()
    known: tuple[tuple[int, Medicine | None], ...] = ()
    at: datetime = datetime(2026, 1, 5, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    prescriber: Prescriber = PRESCRIBER
    patient: Patient | None = PATIENT
    more: dict[str, Any] = field(default_factory=dict)

    def of(
        self, medicine: Medicine, *, days: int | None = None, posology: Posology | None = None,
        **changes: Any,
    ) -> Self:  # fmt: skip
        """One more line: `days`, or `duration=`, `packs=`, `renewals=` and any field of Line."""
        number = len(self.lines) + 1
        line = a_line(medicine, number=number, days=days, posology=posology, **changes)
        return self.with_line(line, medicine)

    def with_line(self, line: Line, medicine: Medicine | None = None) -> Self:
        """One more line as it is; `medicine` None is unknown to the catalogue."""
        line = replace(line, number=len(self.lines) + 1)
        return replace(
            self, lines=(*self.lines, line), known=(*self.known, (line.number, medicine))
        )

    def of_preparation(self, preparation: Preparation, **changes: Any) -> Self:
        """One more line for a preparation."""
        line = a_line(None, category=Category.PREPARATION, product=None, preparation=preparation)
        return self.with_line(replace(line, **changes))

    def written_on(self, on: str | date, at: str = "10:00") -> Self:
        """Established that day, at that hour of the prescriber's place."""
        instant = datetime.combine(
            day(on), time.fromisoformat(at), tzinfo=ZoneInfo(self.prescriber.zone)
        )
        return replace(self, at=instant)

    def by(self, prescriber: Prescriber) -> Self:
        """By another prescriber."""
        return replace(self, prescriber=prescriber)

    def for_(self, patient: Patient) -> Self:
        """For another patient."""
        return replace(self, patient=patient)

    def anonymous(self) -> Self:
        """Without a patient (IVG)."""
        return replace(self, patient=None, more={**self.more, "anonymous": True})

    def having(self, **fields: Any) -> Self:
        """Any other field of Ordonnance: objection, hospital_service, advice, reserved."""
        return replace(self, more={**self.more, **fields})

    @property
    def medicines(self) -> dict[int, Medicine | None]:
        """The medicine of each line by line number, as a catalogue would answer."""
        return dict(self.known)

    def build(self) -> Ordonnance:
        """The ordonnance."""
        return Ordonnance(
            established_at=self.at, prescriber=self.prescriber, lines=self.lines,
            patient=self.patient, **self.more,
        )  # fmt: skip


def an_ordonnance() -> OrdonnanceBuilder:
    """An ordonnance of Dr EXEMPLE for Alice EXEMPLE, written on 5 January 2026, still empty."""
    return OrdonnanceBuilder()
