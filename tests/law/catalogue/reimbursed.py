"""What else the line and the author owe: posology, directions, and what the fund asks for."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import GenericGroup, GroupRole, Medicine
from ordonnance.domain.mentions import (
    Access,
    NonSubstitutionReason,
    NotSubstitutable,
    OffLabel,
    PriorAgreement,
    SupportingDocument,
)
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.quantity import Unit
from ordonnance.law.case import Case
from ordonnance.law.counter import AgreedPoint, Agreement, CounterFacts
from ordonnance.law.form import Form
from tests.builders import a_medicine, a_served, an_ordonnance, months, per_day, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter
from tests.law.catalogue.mentions import SEMAGLUTIDE
from tests.law.catalogue.pairs import WRITTEN, Pair, by, days, patient, rx

NEUROLOGY = a_medicine(
    "EXEMPLE DE NEUROLOGIE 10 mg, comprimé", "60000141", [("EXEMPLINE", "10")],
    [m.LISTE_I, "prescription réservée aux spécialistes et services NEUROLOGIE"], (30,),
)  # fmt: skip
HOSPITAL = a_medicine(
    "EXEMPLE D’HOPITAL 10 mg, comprimé", "60000142", [("EXEMPLINE", "10")],
    [m.LISTE_I, "prescription initiale hospitalière annuelle"], (30,),
)  # fmt: skip
PATCH = a_medicine(
    "EXEMPLE 10 mg/24 h, dispositif transdermique", "60000143", [("EXEMPLINE", "10")],
    [m.LISTE_I], (30,), form="dispositif transdermique", route="transdermique", unit=m.PATCH,
)  # fmt: skip
WARNED = a_medicine(
    "EXEMPLE A RISQUES 10 mg, comprimé", "60000144", [("EXEMPLINE", "10")],
    [m.LISTE_I, "prescription nécessitant préalablement le recueil de l'accord de soins du "
     "patient", "délivrance après vérification de la présence de l'attestation d'information"],
    (30,),
)  # fmt: skip
ACCESS = a_medicine(
    "EXEMPLE ACCES PRECOCE 10 mg, comprimé", "60000145", [("EXEMPLINE", "10")], [m.LISTE_I], (30,)
)
COMPASSION = replace(ACCESS, name="EXEMPLE ACCES COMPASSIONNEL 10 mg, comprimé")
REFERENCE = replace(
    m.RAMIPRIL_5, generic_group=GenericGroup("510", "RAMIPRIL", GroupRole.REFERENCE)
)
FREE = a_medicine("EXEMPLE LIBRE 10 mg, comprimé", "60000146", [("EXEMPLINE", "10")], [], (8, 30))

TAKEN = Posology((DosageStep(dose=Dose.of(Decimal(1), m.PATCH)),))
BY_WEIGHT = Posology(
    (replace(per_day(1).steps[0], calculated=Dose.of(Decimal(15), Unit("mg/kg")), dose=None),)
)
OUTSIDE = SupportingDocument("DOC-EXEMPLE", reimbursable=False)
AGREED = CounterFacts(
    agreement=Agreement("Dr EXEMPLE", WRITTEN, frozenset({AgreedPoint.DURATION}), "un mois")
)


def _served(medicine: Medicine = m.RAMIPRIL_5, pack: int = 0, **asked: Any) -> Case:
    """One pack of a line that gives neither duration nor packs."""
    asked = {"packs": 1, "pack": medicine.presentations[pack], **asked}
    return counter(an_ordonnance().of(medicine), WRITTEN, ask(**asked))


def _again(**line: Any) -> Case:
    """A second month, at the counter."""
    past = {1: (a_served(30, WRITTEN, units=30),)}
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30, **line)
    return counter(builder, WRITTEN + timedelta(30), ask(days=30), served=past)


def _refused(**line: Any) -> Case:
    """The reference of a group, the patient refusing the generic."""
    asked = ask(days=30, facts=CounterFacts(generic_refused=True))
    return counter(an_ordonnance().of(REFERENCE, days=30, **line), WRITTEN, asked)


def _pen(**line: Any) -> Case:
    """A product whose reimbursement rests on a document, at the counter."""
    return counter(an_ordonnance().of(SEMAGLUTIDE, days=28, **line), WRITTEN, ask(days=28))


REIMBURSED: dict[str, Pair] = {
    "RX-GEN-01": Pair(rx, lambda: rx(by=by(family=None))),
    "MI-03": Pair(
        lambda: rx(NEUROLOGY, by=by(specialty=Coding("urn:exemple", "SM32", "Neurologie"))),
        lambda: rx(NEUROLOGY),
    ),
    "MI-08": Pair(rx, lambda: rx(facts={"form": Form.CLASSIQUE})),
    "MI-10": Pair(
        lambda: rx(HOSPITAL, having={"hospital_service": "Neurologie"}),
        lambda: rx(HOSPITAL, by=by(practice=None)),
    ),
    "MP-04": Pair(
        lambda: rx(posology=BY_WEIGHT, patient=patient(weight_kg=Decimal(18))),
        lambda: rx(posology=BY_WEIGHT),
    ),
    "MD-02": Pair(
        rx, lambda: rx(posology=Posology((DosageStep(as_needed=True),)))
    ),
    "MD-03": Pair(
        lambda: rx(PATCH, posology=worded("un dispositif par jour, sur le bras")),
        lambda: rx(PATCH, posology=TAKEN),
    ),
    "MD-06": Pair(
        lambda: _again(renewals=2), lambda: _again()
    ),
    "MD-10": Pair(
        lambda: rx(i_say="cent milligrammes", renewals=0),
        lambda: rx(i_say="cent milligrammes", renewals=2),
    ),
    "MD-17": Pair(
        lambda: rx(off_label=OffLabel("essai des autres traitements"), risk_information=True),
        lambda: rx(off_label=OffLabel()),
    ),
    "MD-19": Pair(
        lambda: rx(supporting_document=OUTSIDE, not_reimbursable=True),
        lambda: rx(supporting_document=OUTSIDE),
    ),
    "MD-21": Pair(lambda: rx(ACCESS, access=Access.EARLY), lambda: rx(ACCESS)),
    "MD-22": Pair(lambda: rx(COMPASSION, access=Access.COMPASSIONATE), lambda: rx(COMPASSION)),
    "MD-23": Pair(lambda: rx(WARNED, risk_information=True), lambda: rx(WARNED)),
    "RX-DUR-02": Pair(lambda: rx(FREE, days(365)), lambda: rx(FREE, days(400))),
    "RX-DUR-14": Pair(
        lambda: rx(duration=months(3)), lambda: rx(duration=None, packs=6)
    ),
    "AM-01": Pair(rx, lambda: rx(duration=None)),
    "AM-02": Pair(lambda: _served(facts=AGREED), _served),
    "AM-03": Pair(lambda: _served(FREE), lambda: _served(FREE, pack=1)),
    "AM-06": Pair(
        lambda: rx(prior_agreement=PriorAgreement.PENDING),
        lambda: rx(prior_agreement=PriorAgreement.NOT_ASKED),
    ),
    "AM-09": Pair(
        lambda: _refused(not_substitutable=NotSubstitutable(
            NonSubstitutionReason.CONTRAINDICATION, "lactose")),
        lambda: _refused(),
    ),
    "AM-13": Pair(
        lambda: _pen(supporting_document=SupportingDocument("DOC-EXEMPLE", reimbursable=True)), _pen
    ),
}  # fmt: skip
