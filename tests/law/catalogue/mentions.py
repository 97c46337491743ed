"""What is written about the author, the patient and the line."""

from datetime import date
from decimal import Decimal

from ordonnance.domain.ids import Finess
from ordonnance.domain.mentions import (
    NonSubstitutionReason,
    NotSubstitutable,
    SupportingDocument,
)
from ordonnance.domain.prescription import (
    DciSubstance,
    Exoneration,
    Ingredient,
    Preparation,
    Product,
)
from ordonnance.domain.quantity import Quantity
from ordonnance.law.case import Case
from tests.builders import PATIENT_NOT_QUALIFIED, a_line, a_medicine, an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import prescribing
from tests.law.catalogue.pairs import Pair, at, by, days, patient, preparation, rx

LEVOTHYROX = a_medicine(
    "LEVOTHYROX 50 microgrammes, comprimé sécable", "60000111",
    [("LÉVOTHYROXINE SODIQUE", "0.05")], [m.LISTE_II], (30,), group="1234",
)  # fmt: skip
ATORVASTATINE = a_medicine(
    "ATORVASTATINE EXEMPLE 10 mg, comprimé", "60000112", [("ATORVASTATINE", "10")], [m.LISTE_I],
    (30,), group="1235",
)  # fmt: skip
SEMAGLUTIDE = a_medicine(
    "OZEMPIC 0,5 mg, solution injectable en stylo prérempli", "60000113", [("SÉMAGLUTIDE", None)],
    [m.LISTE_I], (4,), form="solution injectable", route="sous-cutanée", atc="A10BJ06",
)  # fmt: skip


def _ingredient(label: str, grams: int | None = 1) -> Ingredient:
    return Ingredient(label, Quantity(Decimal(grams), m.MG) if grams else None)


def _made(*labels: str, quantity: int | None = 1, mention: bool = True) -> Preparation:
    return Preparation(
        "préparation magistrale", tuple(_ingredient(label, quantity) for label in labels),
        Quantity(Decimal(30), m.MG), therapeutic_mention=mention,
    )  # fmt: skip


def _dci(*substances: tuple[str, int | None], label: str | None = None) -> Product:
    return Product(
        label or " + ".join(name for name, _ in substances),
        substances=tuple(
            DciSubstance(name, None, Quantity(Decimal(mg), m.MG) if mg else None)
            for name, mg in substances
        ),
    )


def unknown(label: str) -> Case:
    """A line that the catalogue of medicines does not know."""
    line = a_line(None, days=6, product=Product(label))
    return prescribing(an_ordonnance().with_line(line, None))


MTE = NotSubstitutable(NonSubstitutionReason.NARROW_MARGIN)
EFG = NotSubstitutable(NonSubstitutionReason.CHILD_FORM)
CHILD_OF_4 = patient(birth_date=date(2021, 9, 1))
CHILD_OF_8 = patient(birth_date=date(2017, 9, 1))
ORDINARY = rx

MENTIONS: dict[str, Pair] = {
    "RX-GEN-02": Pair(ORDINARY, lambda: rx(having={"language": "en"})),
    "RX-GEN-08": Pair(
        lambda: preparation(_made("diazépam")),
        lambda: preparation(_made("furosémide", "lévothyroxine")),
    ),
    "MI-01": Pair(ORDINARY, lambda: rx(by=by(given=()))),
    "MI-02": Pair(ORDINARY, lambda: rx(by=by(profession=None))),
    "MI-04": Pair(ORDINARY, lambda: rx(by=by(rpps=None))),
    "MI-05": Pair(ORDINARY, lambda: rx(by=at(lines=(), city=None, postcode=None))),
    "MI-06": Pair(ORDINARY, lambda: rx(by=at(phone=None))),
    "MI-07": Pair(ORDINARY, lambda: rx(by=at(email=None))),
    "MI-09": Pair(ORDINARY, lambda: rx(facts={"day": date(2026, 1, 4)})),
    "MI-11": Pair(ORDINARY, lambda: rx(by=at(am=None, finess=None))),
    "MI-17": Pair(ORDINARY, lambda: rx(by=by(
        rpps=None, practice=at(finess=Finess("990000069"), am=None).practice))),
    "MP-01": Pair(ORDINARY, lambda: rx(patient=patient(given=()))),
    "MP-02": Pair(ORDINARY, lambda: rx(patient=patient(sex=None))),
    "MP-03": Pair(ORDINARY, lambda: rx(patient=patient(birth_date=None))),
    "MP-05": Pair(ORDINARY, lambda: rx(patient=PATIENT_NOT_QUALIFIED)),
    "MP-06": Pair(
        lambda: rx(m.AMOXICILLINE_1G, days(6), patient=CHILD_OF_4, not_substitutable=EFG),
        lambda: rx(m.AMOXICILLINE_1G, days(6), patient=patient(birth_date=None),
                   not_substitutable=EFG),
    ),
    "MD-01": Pair(ORDINARY, lambda: unknown("antibiotique")),
    "MD-04": Pair(
        lambda: preparation(_made("acide salicylique")),
        lambda: preparation(_made("crème habituelle", quantity=None)),
    ),
    "MD-05": Pair(ORDINARY, lambda: rx(duration=None)),
    "MD-07": Pair(
        lambda: rx(product=_dci(("ramipril", 5))),
        lambda: rx(product=_dci(("ramipril", None))),
    ),
    "MD-08": Pair(
        lambda: rx(product=_dci(("amlodipine", 5), ("valsartan", 80))),
        lambda: rx(product=_dci(("amlodipine", None), ("valsartan", None))),
    ),
    "MD-11": Pair(
        lambda: rx(LEVOTHYROX, not_substitutable=MTE),
        lambda: rx(LEVOTHYROX, not_substitutable=NotSubstitutable(None)),
    ),
    "MD-13": Pair(
        lambda: rx(LEVOTHYROX, not_substitutable=MTE),
        lambda: rx(ATORVASTATINE, not_substitutable=MTE),
    ),
    "MD-14": Pair(
        lambda: rx(ATORVASTATINE, patient=CHILD_OF_4, not_substitutable=EFG),
        lambda: rx(ATORVASTATINE, patient=CHILD_OF_8, not_substitutable=EFG),
    ),
    "MD-15": Pair(
        lambda: rx(ATORVASTATINE, not_substitutable=NotSubstitutable(
            NonSubstitutionReason.CONTRAINDICATION, "allergie au lactose")),
        lambda: rx(ATORVASTATINE, not_substitutable=NotSubstitutable(
            NonSubstitutionReason.CONTRAINDICATION)),
    ),
    "MD-20": Pair(
        lambda: preparation(_made("acide salicylique")),
        lambda: preparation(_made("acide salicylique", mention=False)),
    ),
    "MD-24": Pair(
        lambda: rx(SEMAGLUTIDE, supporting_document=SupportingDocument("DOC-EXEMPLE", True)),
        lambda: rx(SEMAGLUTIDE),
    ),
    "TY-15": Pair(
        lambda: rx(exoneration=Exoneration.MATERNITY),
        lambda: rx(exoneration=Exoneration.WORK_ACCIDENT),
    ),
}  # fmt: skip
