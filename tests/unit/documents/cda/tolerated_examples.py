"""For each tolerated difference, an ordonnance in which it is seen."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.circuits import Circuit
from ordonnance.domain.coding import Coding
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.ids import Adeli, Finess, Siret
from ordonnance.domain.mentions import InitialPrescription, PriorAgreement, SupportingDocument
from ordonnance.domain.people import IdentityStatus, ReplacedPrescriber, Sex
from ordonnance.domain.posology import DosageStep, Posology
from ordonnance.domain.prescription import (
    DciSubstance,
    Ingredient,
    Preparation,
    Product,
    Relation,
    RelationKind,
)
from ordonnance.domain.quantity import Quantity, Unit
from tests.builders.medicines import PARACETAMOL_1G
from tests.builders.prescriptions import (
    PATIENT,
    PRACTICE,
    PRESCRIBER,
    OrdonnanceBuilder,
    a_line,
    an_ordonnance,
)
from tests.unit.documents.situations import NUMBER, taken

CODE = Coding("urn:autre", "X1", "exemple")
_HOME, _OFFICINE = Named("EHPAD", Finess("990000069")), Named("Officine", Finess("990000085"))
TO_HOME = Derogation(Circuit.CARE_HOME, _HOME, _OFFICINE)
EDQM_UNIT = Unit("ampoule", "15002000", "http://standardterms.edqm.eu")
AMPOULE = Quantity(Decimal(2), EDQM_UNIT)
ON = date(2026, 1, 5)
WEEK = Duration(7, TimeUnit.DAY)


def _document(**fields: Any) -> OrdonnanceBuilder:
    return an_ordonnance().of(PARACETAMOL_1G).having(**fields)


def _by(**fields: Any) -> OrdonnanceBuilder:
    return an_ordonnance().of(PARACETAMOL_1G).by(replace(PRESCRIBER, **fields))


def _at(**fields: Any) -> OrdonnanceBuilder:
    return _by(practice=replace(PRACTICE, **fields))


def _for(**fields: Any) -> OrdonnanceBuilder:
    return an_ordonnance().of(PARACETAMOL_1G).for_(replace(PATIENT, **fields))


def _line(**fields: Any) -> OrdonnanceBuilder:
    return an_ordonnance().of(PARACETAMOL_1G, **fields)


def _product(**fields: Any) -> OrdonnanceBuilder:
    product = Product("Exemple", **fields)
    return an_ordonnance().with_line(replace(a_line(None), product=product))


def _substance(**fields: Any) -> OrdonnanceBuilder:
    return _product(substances=(DciSubstance("exemple", **fields),))


def _mixed(*ingredients: Ingredient, **fields: Any) -> OrdonnanceBuilder:
    held = ingredients or (Ingredient("vaseline"),)
    return an_ordonnance().of_preparation(Preparation("Pommade", held, **fields))


def _related(**fields: Any) -> OrdonnanceBuilder:
    relation = Relation(RelationKind.AFTER, 1, **fields)
    return an_ordonnance().of(PARACETAMOL_1G).of(PARACETAMOL_1G, relations=(relation,))


MINUTES = Quantity(Decimal(30), Unit("min", "min", "http://unitsofmeasure.org"))
DRUG = Product("Exemple")
WHOLE_DRUG = _mixed(Ingredient("Exemple", product=DRUG))

EXAMPLES: Mapping[str, OrdonnanceBuilder] = {
    "established_at": replace(_document(), at=datetime(2026, 1, 5, 9, 0, 0, 5, tzinfo=UTC)),
    "objection": _document(objection=True),
    "reserved": _document(reserved=NUMBER),
    "language": _document(language="en"),
    "hidden_from_representative": _document(hidden_from_representative=True),
    **{
        f"derogation.{name}": _document(derogation=TO_HOME)
        for name in (
            "circuit", "recipient.name", "recipient.finess", "pharmacy.name", "pharmacy.finess",
        )
    },
    "prescriber.given": _by(given=("Ada Marie",)),
    "prescriber.adeli": _by(adeli=Adeli("759999990")),
    "prescriber.specialty": _by(specialty=CODE),
    "prescriber.sector": _by(sector="1"),
    "prescriber.others": _by(others=(CODE,)),
    "prescriber.replaces.given": _by(replaces=ReplacedPrescriber(None, "DÉMO", ("Ada Marie",))),
    "prescriber.practice.country": _at(lines=(), city=None, postcode=None, country="FR"),
    "prescriber.practice.phone": _at(phone="01 00 00 00 00"),
    "prescriber.practice.am": _by(),
    "prescriber.practice.siret": _at(
        siret=Siret("55210055400013"), finess=Finess("750000018")
    ),
    "prescriber.practice.service": _at(service="Exemple"),
    "patient.given": _for(given=("Ada Marie",)),
    "patient.sex": _for(sex=Sex.UNKNOWN),
    "patient.identity": _for(ins=None, identity=IdentityStatus.VALIDATED),
    "patient.ins": _for(identity=IdentityStatus.VALIDATED),
    "lines.id": _line(id="ligne-1"),
    "lines.posology": _line(posology=Posology((), "un comprimé quand ça va mal")),
    "lines.duration": _line(posology=Posology((DosageStep(bounds=WEEK),)), duration=None),
    "lines.in_words": _line(posology=taken(value=1), in_words="comprimé"),
    "lines.advice": _line(advice="Boire\n\nbeaucoup"),
    "lines.childbearing": _line(childbearing=False),
    "lines.prior_agreement": _line(prior_agreement=PriorAgreement.NOT_ASKED),
    "lines.relations.kind": _related(instead=True),
    "lines.relations.interval": _related(interval=MINUTES),
    "lines.initial.hospital": _line(initial=InitialPrescription(ON, hospital=False)),
    "lines.initial.specialty": _line(initial=InitialPrescription(ON, specialty=CODE)),
    "lines.supporting_document.reimbursable": _line(
        supporting_document=SupportingDocument("Exemple", reimbursable=False)
    ),
    "lines.product.form": _product(form=CODE),
    "lines.product.other_codes": _product(other_codes=(CODE,)),
    "lines.product.content": _product(content=AMPOULE),
    "lines.product.substances.code": _substance(code=CODE),
    "lines.product.substances.strength": _substance(strength=AMPOULE),
    "lines.product.substances.per": _substance(strength=AMPOULE, per=EDQM_UNIT),
    "lines.preparation.form": _mixed(form=CODE),
    "lines.preparation.total": _mixed(total=AMPOULE),
    "lines.preparation.ingredients.quantity": _mixed(Ingredient("eau", AMPOULE)),
    "lines.preparation.ingredients.per": _mixed(Ingredient("eau", AMPOULE, per=EDQM_UNIT)),
    **{
        f"lines.preparation.ingredients.product.{each}": WHOLE_DRUG
        for each in (
            "label", "cis", "cip13", "substances.name", "substances.code", "substances.strength",
            "substances.per", "form", "other_codes", "content",
        )
    },
}  # fmt: skip
