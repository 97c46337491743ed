"""Writes the seven prescriptions of `examples/`: `./dev docs`.

Their people are those of the demonstration, all invented; their medicines stand in the
demonstration catalogue. The date is fixed so that the files do not change; the command
`ordonnance example NAME` prints one of them established now.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.identity import demo_people
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import AmNumber, Cis, Ins, InsOid, Rpps, Siret
from ordonnance.domain.people import IdentityStatus, Patient, Practice, Prescriber, Sex
from ordonnance.domain.posology import DosageStep, Dose, MaxDose, Moment, Posology
from ordonnance.domain.prescription import (
    Category,
    DciSubstance,
    Exoneration,
    Line,
    Ordonnance,
    Product,
)
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write import write_ordonnance

FOLDER = Path(__file__).resolve().parent.parent / "examples"
ESTABLISHED = datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Europe/Paris"))
EDQM = DEFAULT_SYSTEMS.edqm

TABLET = Unit("comprimé", "15054000", EDQM)
CAPSULE = Unit("gélule")
PATCH = Unit("patch")
MILLIGRAM = Unit("mg", "mg", DEFAULT_SYSTEMS.ucum)
ORAL = Coding(EDQM, "20053000", "voie orale")
CUTANEOUS = Coding(EDQM, "20070000", "voie transdermique")


def days(value: int) -> Duration:
    """That many days."""
    return Duration(value, TimeUnit.DAY)


def months(value: int) -> Duration:
    """That many calendar months."""
    return Duration(value, TimeUnit.MONTH)


def prescriber(handle: str) -> Prescriber:
    """A person of the demonstration as a document declares them."""
    person = next(each for each in demo_people.PROFESSIONALS if each.handle == handle)
    place = person.place
    way = {"R": "rue", "AV": "avenue"}[place.way_type]
    return Prescriber(
        family=person.family,
        given=(person.given,),
        profession=person.profession,
        practice=Practice(
            name=place.label,
            lines=(f"{place.way_number} {way} {place.way_name}",),
            postcode=place.postcode,
            city=place.city,
            country="FR",
            phone=place.phone,
            email=person.email,
            am=AmNumber(place.am) if place.am else None,
            siret=Siret(place.siret) if place.siret else None,
        ),
        rpps=Rpps(person.rpps),
        prefix="DR" if person.specialty else None,
        specialty=Coding(DEFAULT_SYSTEMS.specialty, person.specialty.code, person.specialty.label)
        if person.specialty
        else None,
    )


def patient() -> Patient:
    """The patient of the demonstration, INS qualified."""
    person = demo_people.PATIENT
    return Patient(
        family=person.family,
        given=(person.given,),
        sex=Sex.FEMALE if person.sex == "F" else Sex.MALE,
        birth_date=person.birth_date,
        ins=Ins(person.ins, InsOid(person.ins_oid)),
        identity=IdentityStatus.QUALIFIED,
        birth_place=person.birth_place,
    )


def line(cis: str, step: DosageStep, **facts: object) -> Line:
    """A line for a speciality of the catalogue; number and id are given by `ordonnance`."""
    medicine = load_demonstration().by_cis[cis]
    product = Product(medicine.name, Cis(cis))
    base = Line(1, "", Category.MEDICINE, Posology((step,)), product, duration=step.bounds)
    return replace(base, **facts)  # type: ignore[arg-type]  # names are checked by replace()


def ordonnance(name: str, *lines: Line, author: str = "medecin", anonymous: bool = False) -> bytes:
    """The Bundle of one example."""
    numbered = tuple(
        replace(each, number=rank, id=str(uuid5(NAMESPACE_URL, f"ordonnance/{name}/{rank}")))
        for rank, each in enumerate(lines, start=1)
    )
    written = write_ordonnance(
        Ordonnance(
            established_at=ESTABLISHED,
            prescriber=prescriber(author),
            lines=numbered,
            patient=None if anonymous else patient(),
            anonymous=anonymous,
        )
    )
    return json.dumps(json.loads(written), ensure_ascii=False, indent=2).encode() + b"\n"


def take(unit: Unit, *moments: Moment, amount: str = "1", **facts: object) -> DosageStep:
    """A regular take by mouth."""
    step = DosageStep(dose=Dose.of(Decimal(amount), unit), moments=moments, route=ORAL)
    return replace(step, **facts)  # type: ignore[arg-type]  # names are checked by replace()


def examples() -> Mapping[str, bytes]:
    """Name of the file -> Bundle."""
    morning, noon, evening = Moment.MORNING, Moment.NOON, Moment.EVENING
    amoxicillin = line("67707794", take(CAPSULE, morning, noon, evening, bounds=days(7)))
    paracetamol = line(
        "60234100",
        take(
            TABLET, as_needed=True, as_needed_reason="douleur ou fièvre",
            max_dose=MaxDose(Quantity(Decimal(3), TABLET), Decimal(1), TimeUnit.DAY),
            bounds=days(5),
        ),
    )  # fmt: skip
    once = take(TABLET, morning, bounds=months(1))
    levothyroxine = line("65143010", once, renewals=2)
    daily = take(CAPSULE, evening, bounds=months(1))
    amlodipine = line("63458349", daily, renewals=2)
    fentanyl = line(
        "60914025",
        DosageStep(
            dose=Dose.of(Decimal(1), PATCH), frequency=1, period=Decimal(72),
            period_unit=TimeUnit.HOUR, bounds=days(28), route=CUTANEOUS,
            instructions=("changer de place à chaque pose",),
        ),
        renewals=None, fraction=days(14),
    )  # fmt: skip
    tramadol = line(
        "63435884",
        take(
            CAPSULE, as_needed=True, as_needed_reason="douleur",
            max_dose=MaxDose(Quantity(Decimal(4), CAPSULE), Decimal(1), TimeUnit.DAY),
            bounds=days(14),
        ),
    )  # fmt: skip
    ald = (
        line("67547090", take(TABLET, morning, evening, bounds=months(3)),
             exoneration=Exoneration.ALD),
        line("63524315", take(TABLET, morning, bounds=months(3)), exoneration=Exoneration.ALD),
        line("64755969", take(Unit("sachet"), noon, bounds=months(3)),
             exoneration=Exoneration.ALD),
        line("64103828", take(CAPSULE, evening, bounds=days(28))),
    )  # fmt: skip
    in_dci = replace(
        amoxicillin,
        product=Product(
            "AMOXICILLINE 500 mg, gélule",
            substances=(DciSubstance("amoxicilline", strength=Quantity(Decimal(500), MILLIGRAM)),),
            form=Coding(EDQM, "10210000", "gélule"),
        ),
    )
    single = DosageStep(dose=Dose.of(Decimal(3), TABLET), bounds=days(1), route=ORAL,
                        instructions=("en une seule prise, selon le protocole remis",))  # fmt: skip
    abortion = (line("66422290", single, packs=1), line("61240145", replace(
        single, dose=Dose.of(Decimal(1), TABLET)), packs=1))  # fmt: skip
    return {
        "simple": ordonnance("simple", amoxicillin, paracetamol),
        "renouvellements": ordonnance("renouvellements", levothyroxine, amlodipine),
        "stupefiant": ordonnance("stupefiant", fentanyl),
        "tramadol": ordonnance("tramadol", tramadol),
        "ald": ordonnance("ald", *ald),
        "dci": ordonnance("dci", in_dci),
        "anonyme": ordonnance("anonyme", *abortion, author="sage-femme", anonymous=True),
    }


def main() -> None:
    """Write every example."""
    FOLDER.mkdir(exist_ok=True)
    for name, bundle in examples().items():
        (FOLDER / f"{name}.json").write_bytes(bundle)


if __name__ == "__main__":
    main()
