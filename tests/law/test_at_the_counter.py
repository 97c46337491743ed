"""What a pharmacist is told in a hurry: the box to name, the day, the tolerance, the month."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ordonnance.domain.counter import CounterFacts, Exceptional
from ordonnance.domain.drug import Medicine
from ordonnance.domain.posology import Posology
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.examples import RAMIPRIL, TRAMADOL, a_case, at_counter, days
from ordonnance.law.examples_beyond import ENDS, asked_beyond, chronic
from ordonnance.law.form import Form
from ordonnance.law.rule import Severity, Verdict

SMALL = RAMIPRIL.presentations[0]
LARGE = replace(SMALL, label="boîte de 90", units=Decimal(90))
TWO_SIZES = replace(RAMIPRIL, presentations=(SMALL, LARGE))
UNCOUNTED = replace(RAMIPRIL, presentations=(replace(SMALL, units=None),))
RENEWAL = CounterFacts(exceptional=Exceptional.RENEWAL)


def asking(medicine: Medicine | None, posology: Posology | None = None) -> Case:
    """Two boxes, without saying which."""
    taken = {"posology": posology} if posology else {}
    case = at_counter(a_case(medicine, duration=days(90), **taken), date(2026, 1, 5))
    return replace(case, serving=ServingRequest("p", "l", (Asked(1, packs=Decimal(2)),)))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (asking(TWO_SIZES), "boîtes de 30 ou 90, et rien ne dit laquelle est remise"),
        (asking(None), "n’est pas connu du catalogue"),
        (asking(UNCOUNTED), "le contenu de la boîte ne se compte pas"),
        (asking(replace(RAMIPRIL, presentations=())), "la boîte remise n’est pas connue"),
        (asking(RAMIPRIL, Posology(text="selon besoin")), "dans l’unité de la boîte"),
    ],
)
def test_what_cannot_be_compared_says_what_is_missing(case: Case, why: str) -> None:
    (found,) = [each for each in check(case).all if each.rule == "DI-02"]
    assert found.verdict is Verdict.CANNOT_TELL
    assert why in found.message


@pytest.mark.parametrize(
    ("on", "rules"),
    [
        (date(2025, 2, 28), {"RX-SEC-10"}),
        (date(2025, 3, 1), {"RX-SEC-01", "RX-SEC-10"}),
        (date(2025, 3, 31), {"RX-SEC-01", "RX-SEC-10"}),
        (date(2025, 4, 1), {"RX-SEC-01", "RX-SEC-05", "RX-SEC-02"}),
    ],
)
def test_the_tolerance_of_march_2025_is_told_once(on: date, rules: set[str]) -> None:
    case = a_case(TRAMADOL, on=on, duration=days(14), facts={"form": Form.CLASSIQUE})
    found = {each.rule for each in check(case).findings if each.rule.startswith("RX-SEC")}
    assert found <= rules
    assert ("RX-SEC-05" in found) is (on > date(2025, 3, 31))


@pytest.mark.parametrize(("asked", "stops"), [(30, False), (31, True), (60, True)])
def test_a_month_more_is_a_month_in_days(asked: int, stops: bool) -> None:
    case = replace(
        asked_beyond(chronic(), date(2026, 4, 24), served=ENDS),
        serving=ServingRequest("p", "l", (Asked(1, days=asked, facts=RENEWAL),)),
    )
    assert ("DI-REN-01" in {each.rule for each in check(case).blocking()}) is stops


@pytest.mark.parametrize(("asked", "stops"), [(30, False), (31, True), (60, True)])
@pytest.mark.parametrize("medicine", [RAMIPRIL, TWO_SIZES])
def test_a_month_more_is_a_month_in_units(medicine: Medicine, asked: int, stops: bool) -> None:
    case = replace(
        asked_beyond(a_case(medicine, duration=days(90)), date(2026, 4, 24), served=ENDS),
        serving=ServingRequest("p", "l", (Asked(1, units=Decimal(asked), facts=RENEWAL),)),
    )
    assert ("DI-REN-01" in {each.rule for each in check(case).blocking()}) is stops


def test_units_that_nobody_can_count_are_not_told_to_be_a_month() -> None:
    case = replace(
        asked_beyond(a_case(UNCOUNTED, duration=days(90)), date(2026, 4, 24), served=ENDS),
        serving=ServingRequest("p", "l", (Asked(1, units=Decimal(30), facts=RENEWAL),)),
    )
    (found,) = [each for each in check(case).all if each.rule == "DI-REN-01"]
    assert (found.verdict, found.severity) == (Verdict.CANNOT_TELL, Severity.BLOCKING)
