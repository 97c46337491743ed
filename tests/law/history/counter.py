"""Changes seen at the counter: judged on the day of serving, or on that of writing."""

from datetime import date, timedelta

from ordonnance.domain.drug import Medicine
from ordonnance.law.case import Case
from ordonnance.law.form import Form
from tests.builders import an_ordonnance
from tests.builders import medicines as m
from tests.law.cases import ask, counter
from tests.law.catalogue.beyond import ANGINA, prolonged
from tests.law.history.changes import FREES, Change

PLAIN = {"form": Form.CLASSIQUE}


def narcotic(on: date, after: int) -> Case:
    """Morphine for 28 days, presented that many days after it was written, all asked."""
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=28).written_on(on - timedelta(after))
    return counter(builder, on, ask(units=28))


def served_in_june(written: date, medicine: Medicine) -> Case:
    """Plain paper written in spring 2025, served on 10 June 2025."""
    builder = an_ordonnance().of(medicine, days=20, renewals=2).written_on(written)
    return counter(builder, date(2025, 6, 10), ask(days=20), **PLAIN)


def second_month_more(on: date) -> Case:
    """Three months served, one month more given, a second one asked that day."""
    return prolonged(after=50, more=1, on=on - timedelta(89 + 50))


def angina(on: date) -> Case:
    """An antibiotic on condition, written seven days before."""
    builder = an_ordonnance().of(m.AMOXICILLINE_1G, days=6, conditional=ANGINA)
    return counter(builder.written_on(on - timedelta(7)), on, ask(days=6))


AT_THE_COUNTER: tuple[Change, ...] = (
    Change("stupéfiants, vingt-quatre heures puis trois jours", ("RX-STUP-06",), date(2007, 2, 6),
           lambda on: narcotic(on, 3), FREES),
    Change("stupéfiants, le quatrième jour avant comme après", ("RX-STUP-06",), date(2007, 2, 6),
           lambda on: narcotic(on, 4), ("blocked", "blocked", "blocked")),
    Change("stupéfiants, le lendemain avant comme après", ("RX-STUP-06",), date(2007, 2, 6),
           lambda on: narcotic(on, 1), ("free", "free", "free")),
    Change("prolongation : une boîte, puis trois mois", ("DI-REN-01", "DI-REN-08"),
           date(2024, 11, 29), second_month_more, FREES),
    Change("angine : plus rien le huitième jour", ("DI-ODC-03",), date(2021, 12, 15), angina),
    Change("tramadol de mars 2025 servi en juin", ("RX-SEC-01",), date(2025, 4, 1),
           lambda on: served_in_june(on, m.TRAMADOL_50), ("told", "blocked", "blocked")),
    Change("codéine de mars 2025 servie en juin", ("RX-SEC-01",), date(2025, 4, 1),
           lambda on: served_in_june(on, m.CODEINE_PARACETAMOL), ("told", "blocked", "blocked")),
    Change("tramadol de février 2025 servi en juin", ("RX-SEC-01",), date(2025, 3, 1),
           lambda on: served_in_june(on, m.TRAMADOL_50), ("free", "told", "told")),
)  # fmt: skip
