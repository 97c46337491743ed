"""Changes judged on the day of writing."""

from datetime import date, timedelta
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import NotSubstitutable, ScheduledIntervention
from ordonnance.law.case import Case
from ordonnance.law.form import Form
from ordonnance.law.history import Covered, History
from tests.builders import PATIENT_NOT_QUALIFIED, a_medicine, an_ordonnance, months, weeks, worded
from tests.builders import medicines as m
from tests.law.cases import prescribing
from tests.law.catalogue.mentions import LEVOTHYROX, MTE
from tests.law.history.changes import FREES, WARNS, Change

WORDS = ("RX-STUP-02", "RX-SEC-05")
IN_FIGURES = worded("1 gél 2 fois par jour")
PLAIN = {"form": Form.CLASSIQUE}
CLONAZEPAM = a_medicine(
    "CLONAZEPAM EXEMPLE 2 mg, comprimé", "60000101", [("CLONAZÉPAM", "2")], [m.LISTE_I], (28,)
)
KETAMINE = a_medicine(
    "KETAMINE EXEMPLE 250 mg/5 ml, solution injectable", "60000102", [("KÉTAMINE", None)],
    [m.LISTE_I], (5,), form="solution injectable", route="intraveineuse",
)  # fmt: skip


def written(on: date, medicine: Medicine, duration: Duration, **more: Any) -> Case:
    """One line written that day; `facts` are fields of the case."""
    facts = more.pop("facts", {})
    return prescribing(
        an_ordonnance().of(medicine, duration=duration, **more).written_on(on), **facts
    )


def days(value: int) -> Duration:
    """That many days."""
    return Duration(value, TimeUnit.DAY)


def covered(on: date, substance: str) -> dict[str, Any]:
    """The same prescriber covered the day already."""
    period = Covered(substance, on - timedelta(5), on + timedelta(5), own=True)
    return {"history": History((period,))}


WHEN_WRITING: tuple[Change, ...] = (
    Change("clonazépam, douze semaines", ("RX-DUR-03", "RX-DUR-10"), date(2011, 9, 7),
           lambda on: written(on, CLONAZEPAM, days(90))),
    Change("zolpidem, forme sécurisée", ("RX-SEC-01", "RX-SEC-07"), date(2017, 4, 11),
           lambda on: written(on, m.ZOLPIDEM_10, days(28), facts=PLAIN)),
    Change("zolpidem, chevauchement", ("RX-STUP-07",), date(2017, 4, 11),
           lambda on: written(on, m.ZOLPIDEM_10, days(28), facts=covered(on, "zolpidem"))),
    Change("kétamine, stupéfiant", ("RX-STUP-03", "RX-DUR-03"), date(2017, 4, 24),
           lambda on: written(on, KETAMINE, days(30))),
    Change("« non substituable » sur papier, sans motif", ("MD-11",), date(2020, 1, 1),
           lambda on: written(on, LEVOTHYROX, days(30), not_substitutable=NotSubstitutable(None),
                              facts=PLAIN),
           ("free|unknown", "blocked", "blocked")),
    Change("« non substituable (MTE) », tapé", ("MD-11",), date(2020, 1, 1),
           lambda on: written(on, LEVOTHYROX, days(30), not_substitutable=MTE), FREES),
    Change("tramadol, douze semaines", ("RX-DUR-07",), date(2020, 4, 15),
           lambda on: written(on, m.TRAMADOL_50, days(90))),
    Change("prégabaline, six mois", ("RX-DUR-03", "RX-DUR-09"), date(2021, 5, 24),
           lambda on: written(on, m.PREGABALINE_75, months(7))),
    Change("prégabaline, forme sécurisée", ("RX-SEC-01",), date(2021, 5, 24),
           lambda on: written(on, m.PREGABALINE_75, days(30), facts=PLAIN)),
    Change("identité nationale de santé", ("MP-05",), date(2021, 1, 1),
           lambda on: prescribing(an_ordonnance().of(m.RAMIPRIL_5, days=30).written_on(on)
                                  .for_(PATIENT_NOT_QUALIFIED)),
           WARNS),
    Change("intervention programmée sans date de sortie", ("RX-STUP-08",), date(2022, 7, 3),
           lambda on: written(on, m.MORPHINE_LP_30, days(7),
                              intervention=ScheduledIntervention(on + timedelta(20)))),
    Change("tramadol, forme sécurisée", ("RX-SEC-01",), date(2025, 3, 1),
           lambda on: written(on, m.TRAMADOL_50, days(20), facts=PLAIN), WARNS),
    Change("codéine, forme sécurisée", ("RX-SEC-01",), date(2025, 3, 1),
           lambda on: written(on, m.CODEINE_PARACETAMOL, days(20), facts=PLAIN), WARNS),
    Change("dihydrocodéine, forme sécurisée", ("RX-SEC-01",), date(2025, 3, 1),
           lambda on: written(on, m.DIHYDROCODEINE_60, days(20), facts=PLAIN), WARNS),
    Change("tramadol, fin de la tolérance", ("RX-SEC-01",), date(2025, 4, 1),
           lambda on: written(on, m.TRAMADOL_50, days(20), facts=PLAIN),
           ("warned", "blocked", "blocked")),
    Change("codéine, douze semaines", ("RX-DUR-03", "RX-DUR-08"), date(2025, 3, 1),
           lambda on: written(on, m.CODEINE_PARACETAMOL, weeks(13))),
    Change("dihydrocodéine, douze semaines", ("RX-DUR-03", "RX-DUR-08"), date(2025, 3, 1),
           lambda on: written(on, m.DIHYDROCODEINE_60, weeks(13))),
    Change("tramadol, en toutes lettres", WORDS, date(2025, 3, 1),
           lambda on: written(on, m.TRAMADOL_50, days(20), posology=IN_FIGURES),
           ("free", "warned|blocked", "warned|blocked")),
    Change("prégabaline, jamais en toutes lettres", WORDS, date(2021, 5, 24),
           lambda on: written(on, m.PREGABALINE_75, days(20), posology=IN_FIGURES),
           ("free", "free", "free")),
)  # fmt: skip
