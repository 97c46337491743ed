"""CDA documents written from our own situations."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.dispensation import Recorded, dispensation
from ordonnance.documents.cda.prescription import Issued, prescription
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
from tests.builders.medicines import AMOXICILLINE_1G
from tests.unit.documents.situations import IN_WORDS, ISSUED_AT, NUMBER, SITUATIONS

ROOT = "2.25.329800735698586629295641978511506172918"
PDF = b"%PDF-1.7 exemple"


def a_prescription(situation: str = "simple") -> bytes:
    """One of the situations of the sheet, as eP-MED-DM."""
    made = SITUATIONS[situation]()
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
