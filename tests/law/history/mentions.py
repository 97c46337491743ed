"""Changes of what is written: the author, the patient, the grounds of reimbursement."""

from datetime import date

from ordonnance.law.case import Case
from ordonnance.law.counter import CounterFacts
from ordonnance.law.form import Form
from tests.builders import an_ordonnance
from tests.law.cases import ask, counter
from tests.law.catalogue.mentions import SEMAGLUTIDE
from tests.law.catalogue.pairs import at, patient, rx
from tests.law.catalogue.reimbursed import REFERENCE
from tests.law.history.changes import BINDS, Change

SHOWN = "told|unknown|warned|blocked"


def pen(on: date) -> Case:
    """A product that needs its document, handed over the day it is written."""
    return counter(an_ordonnance().of(SEMAGLUTIDE, days=28).written_on(on), on, ask(days=28))


def reference(on: date) -> Case:
    """The reference of a generic group, the patient refusing the generic without a reason."""
    asked = ask(days=30, facts=CounterFacts(generic_refused=True))
    return counter(an_ordonnance().of(REFERENCE, days=30).written_on(on), on, asked)


WHAT_IS_WRITTEN: tuple[Change, ...] = (
    Change("naissance, et non plus âge", ("MP-03",), date(2013, 12, 28),
           lambda on: rx(on=on, patient=patient(birth_date=None)), ("free|unknown", *BINDS[1:])),
    Change("téléphone", ("MI-06",), date(2013, 12, 28), lambda on: rx(on=on, by=at(phone=None))),
    Change("adresse électronique", ("MI-07",), date(2013, 12, 28),
           lambda on: rx(on=on, by=at(email=None))),
    Change("document d’accompagnement, au comptoir", ("AM-13",), date(2025, 2, 1), pen,
           ("free", SHOWN, SHOWN)),
    Change("document d’accompagnement, à la prescription", ("MD-24",), date(2026, 1, 1),
           lambda on: rx(SEMAGLUTIDE, on=on), ("free|told", SHOWN, SHOWN)),
    Change("papier sans motif", ("ON-01",), date(2025, 1, 1),
           lambda on: rx(on=on, facts={"form": Form.CLASSIQUE}),
           ("told", "warned|blocked", "warned|blocked")),
    Change("tiers payant contre générique, sans suite lue", ("AM-09",), date(2026, 9, 1),
           reference, ("told", "unknown", "unknown")),
)  # fmt: skip
