"""Periods beyond what is written that are served in parts, and what interactions leave aside."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.dosage import Dose
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Product
from ordonnance.law.case import LineCase
from ordonnance.law.conditions import effect
from ordonnance.law.coverage import COVERAGE, Status
from ordonnance.law.examples import tablets
from ordonnance.law.exceptional import Exceptional, Past, beyond
from ordonnance.law.interactions import known, met
from ordonnance.law.quantities_in_words import strengths
from tests.builders import a_line, a_served, an_ordonnance, per_day
from tests.builders import medicines as m
from tests.builders.interactions import couple, thesaurus
from tests.law.cases import ask, counter

WRITTEN = date(2026, 1, 5)
MORROW = date(2026, 4, 5)
"""The day after ninety days served."""
TWICE = Posology((replace(per_day(1).steps[0], dose=Dose.of(Decimal(2), m.COMPRIME)),))
LINE = a_line(m.RAMIPRIL_5, days=90, posology=TWICE)
"""Two tablets a day: a month is two boxes of thirty."""
AS_WRITTEN = tuple(
    a_served(30, WRITTEN + timedelta(days=30 * rank), units=60, packs=2) for rank in range(3)
)


def half(rank: int) -> object:
    """One box, fifteen days, of the month beyond."""
    return a_served(15, MORROW + timedelta(days=15 * rank), units=30)


def asked_on(day: date, halves: int) -> tuple[int, Decimal, int]:
    """The rank of the month, its boxes and its days, after so many halves."""
    before = tuple(half(rank) for rank in range(halves))
    past = Past(AS_WRITTEN, before)  # type: ignore[arg-type]  # servings
    pack = m.RAMIPRIL_5.presentations[0]
    found = beyond(Exceptional.RENEWAL, LINE, m.RAMIPRIL_5, WRITTEN, past, day, pack)
    return found.rank, found.packs, found.days


def test_a_month_beyond_served_by_halves_is_one_month() -> None:
    assert asked_on(MORROW, 0) == (1, Decimal(2), 30)
    assert asked_on(MORROW + timedelta(days=10), 1) == (1, Decimal(1), 15)
    rank, packs, _ = asked_on(MORROW + timedelta(days=30), 2)
    assert (rank, packs) == (2, Decimal(2))


def test_what_is_written_still_allows_is_what_is_due_when_nothing_is_renewed() -> None:
    case = counter(an_ordonnance().of(m.KETOPROFENE_100, days=20), WRITTEN, ask(days=20))
    line = LineCase(case, case.ordonnance.lines[0])
    assert line.as_written is line.due


# --- What is told of labels and words


@pytest.mark.parametrize(
    ("label", "told"),
    [
        (m.FOUR_WEEKS, "durée de prescription : 4 semaines au plus"),
        (m.FRACTION_7, "délivrance par fractions de 7 jours"),
        ("prescription limitée à 7 jours ou 28 jours", "7 jours au plus (28 jours par pompe)"),
        ("réservé à l'usage hospitalier", "hors de l’ordonnance numérique : hôpital seulement"),
    ],
)
def test_lengths_and_places_of_a_label_are_told(label: str, told: str) -> None:
    assert told in effect(label).text.replace("\u202f", " ")


def test_where_each_rule_of_the_catalogue_stands_has_its_words() -> None:
    assert len({status.label for status in Status}) == len(Status)
    assert all(entry.status.label for entry in COVERAGE)


def test_a_patch_holds_what_it_gives_in_an_hour() -> None:
    patch = a_line(None, product=Product("FENTANYL 12,5 microgrammes/heure, dispositif"))
    (held,) = strengths(patch, None)
    assert (held.value, held.unit.label) == (Decimal("12.5"), "µg/h")


def test_a_homeopathic_stock_meets_nothing_and_resembles_nothing() -> None:
    bound = thesaurus(couple("exempline", "témoinase"))
    stock = tablets("exempline pour préparations homéopathiques")
    assert met(bound, stock, tablets("témoinase")) == ()
    assert known(bound, stock).unsure == ()
    assert met(bound, tablets("exempline"), tablets("témoinase")) != ()


def test_a_substance_that_gives_torsades_by_vein_gives_none_by_mouth() -> None:
    term = "substances susceptibles de donner des torsades de pointes"
    bound = thesaurus(couple(term, "témoinase"), substances={"érythromycine": (term,)})
    by_vein = tablets("érythromycine", routes=("intraveineuse",))
    assert met(bound, by_vein, tablets("témoinase")) != ()
    assert met(bound, tablets("érythromycine"), tablets("témoinase")) == ()
