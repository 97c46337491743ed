"""CDA documents written from our own situations."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.dispensation import Recorded, dispensation
from ordonnance.documents.cda.prescription import Issued, prescription
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.counter import AgreedPoint, Agreement, CounterFacts
from ordonnance.domain.dispensing import (
    Declined,
    DeclineReason,
    Dispense,
    Executant,
    QuantityReason,
    Served,
    Substitution,
    SubstitutionKind,
)
from ordonnance.domain.mentions import PriorAgreement
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Exoneration, Line, Product
from tests.builders.medicines import AMOXICILLINE_1G
from tests.builders.prescriptions import OrdonnanceBuilder
from tests.unit.documents.situations import IN_WORDS, ISSUED_AT, NUMBER, SITUATIONS

ROOT = "2.25.329800735698586629295641978511506172918"
PDF = b"%PDF-1.7 exemple"


def a_prescription(situation: str = "simple") -> bytes:
    """One of the situations of the sheet, as eP-MED-DM."""
    made = (SITUATIONS | OF_DEVICES)[situation]()
    issued = Issued(
        number=NUMBER,
        number_root=ROOT,
        sealed_at=ISSUED_AT,
        pdf=PDF,
        code=b"image",
        medicines=made.medicines,
        in_words=IN_WORDS.get(situation, frozenset()),
        secured=situation in IN_WORDS,
    )
    return write(prescription(made.build(), issued))


def devices() -> OrdonnanceBuilder:
    """A bed to hire between two medicines: codes, ALD, days, an order of lines to keep."""
    codes = (
        Coding("urn:oid:1.2.250.1.213.2.68", "V0806", "LITS MÉDICAUX"),
        Coding("urn:oid:1.2.250.1.215.200.2.1", "1215702", "lit médical"),
    )
    bed = Line(
        number=2,
        id="0b0e7c1e-3f2a-4d2c-9a51-3f0d6a1c2b02",
        category=Category.DEVICE,
        posology=Posology((), "À domicile, côté gauche."),
        product=Product("Lit médical exemple, deux fonctions", other_codes=codes),
        duration=Duration(6, TimeUnit.WEEK),
        packs=1,
        renewals=1,
        exoneration=Exoneration.ALD,
        prior_agreement=PriorAgreement.GRANTED,
        execute_before=date(2026, 2, 1),
    )
    made = SITUATIONS["simple"]()
    return replace(made, lines=(made.lines[0], bed, replace(made.lines[2], number=3)))


def device_alone() -> OrdonnanceBuilder:
    """A device of which nothing is coded, and no medicine."""
    made = devices()
    bed = replace(made.lines[1], number=1, product=Product("Bas de contention exemple"))
    return replace(made, lines=(replace(bed, renewals=None, duration=None, packs=2),))


OF_DEVICES = {"devices": devices, "device_alone": device_alone}


def a_dispense(**changes: Any) -> Dispense:
    """What a pharmacy served of the first two lines; the third was refused."""
    agreed = Agreement("Docteur DÉMO", date(2026, 1, 6), frozenset({AgreedPoint.PACKS}), "1 boîte")
    served = (
        Served(
            1, "AMOXICILLINE EXEMPLE 1 g, comprimé", Decimal(2), Decimal(12), 6, date(2026, 1, 6),
            cip13=AMOXICILLINE_1G.presentations[0].cip13.value,
            substitution=Substitution(SubstitutionKind.GENERIC, "avec l’accord du patient"),
            lot="LOT-42",
            facts=CounterFacts(agreement=agreed, expiry=date(2027, 5, 31)),
        ),
        Served(
            2, "PARACÉTAMOL EXEMPLE 1 g, comprimé", Decimal(1), None, 5, date(2026, 1, 6),
            quantity_reason=QuantityReason.SHORTAGE, note="Seconde boîte à prendre jeudi",
        ),
    )  # fmt: skip
    made = Dispense(
        reference="EX-7K-001",
        at=datetime(2026, 1, 6, 10, 12, 5, tzinfo=UTC),
        on=date(2026, 1, 6),
        executant=Executant("10000000017", "Ada EXEMPLE", "F750000018", "Pharmacie Exemple"),
        served=served,
        declined=(Declined(3, DeclineReason.CONTRAINDICATION, "allergie connue"),),
    )
    return replace(made, **changes)


def a_dispensation(situation: str = "simple", **changes: Any) -> bytes:
    """A dispensing of one of the situations, as eDISP-MED."""
    return write(dispensation(SITUATIONS[situation]().build(), recorded(a_dispense(**changes))))


def recorded(dispense: Dispense) -> Recorded:
    """What a base knows beside a dispensing."""
    return Recorded(
        dispense=dispense,
        number=NUMBER,
        number_root=ROOT,
        software="ordonnance",
        medicines={AMOXICILLINE_1G.presentations[0].cip13.value: AMOXICILLINE_1G},
        fills={1: "FFC", 2: "FFP"},
    )
