"""A renewal forbidden in words is forbidden at the counter (R.5132-22); a take is no renewal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ordonnance.domain.counter import Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.domain.typed.lasting import forbidden
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import KETOPROFENE, ONE_A_DAY, a_case, days
from ordonnance.law.examples_beyond import asked_beyond
from ordonnance.law.renewing import renewable

SERVED = (Served(1, "servi", Decimal(1), Decimal(30), 30, date(2026, 1, 10)),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ne pas renouveler", "Ne pas renouveler"),
        ("Traitement à ne pas renouveler.", "ne pas renouveler"),
        ("NON RENOUVELABLE", "NON RENOUVELABLE"),
        ("1 comprimé le soir, sans renouvellement", "sans renouvellement"),
        ("Pas de renouvellement sans me revoir", "Pas de renouvellement"),
        ("Renouvellement interdit", "Renouvellement interdit"),
        ("ne pas renouveler l’ordonnance", "ne pas renouveler"),
        ("Aucun renouvellement", "Aucun renouvellement"),
    ],
)
def test_these_words_forbid_and_are_quoted(text: str, words: str) -> None:
    assert forbidden(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "À renouveler 3 fois",
        "Ne pas renouveler la prise avant 6 heures",
        "Ne pas renouveler les injections",
        "Ne pas renouveler avant 1 mois",
        "Ne pas renouveler plus de 2 fois",
        "Ne pas renouveler si diarrhée",
        "Ne pas croquer. À renouveler 1 fois",
        "Ne pas oublier de renouveler le traitement",
        "À prendre sans manger, à renouveler",
        "",
    ],
)
def test_these_words_forbid_nothing(text: str) -> None:
    assert forbidden(text) is None


def renewing(case: Case) -> set[str]:
    """What stops the pharmacist who renews it after thirty days."""
    asked = asked_beyond(case, date(2026, 2, 9), kind=Exceptional.LISTE_II, served=SERVED)
    return {each.rule for each in check(asked).blocking()}


def in_the_posology(text: str) -> Case:
    return a_case(KETOPROFENE, duration=days(30), posology=replace(ONE_A_DAY, text=text))


@pytest.mark.parametrize(
    "case",
    [
        a_case(KETOPROFENE, duration=days(30), advice="Ne pas renouveler"),
        a_case(KETOPROFENE, duration=days(30), other_mentions=("Ordonnance non renouvelable",)),
        in_the_posology("1 comprimé le matin. Ne pas renouveler"),
    ],
)
def test_wherever_it_is_written_the_pharmacist_does_not_renew(case: Case) -> None:
    assert renewing(case) == {"RX-L2-02"}
    line = case.ordonnance.lines[0]
    assert not renewable(line, KETOPROFENE, case.ordonnance)


def test_advice_to_the_whole_ordonnance_counts_for_each_line() -> None:
    case = a_case(KETOPROFENE, duration=days(30))
    whole = replace(case, ordonnance=replace(case.ordonnance, advice="Non renouvelable."))
    assert renewing(whole) == {"RX-L2-02"}
    assert renewing(case) == set()
    assert renewable(case.ordonnance.lines[0], KETOPROFENE, case.ordonnance)
