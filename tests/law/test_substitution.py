"""What may replace what: dated biological groups, stricter laws, and lines that nobody counts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.posology import Posology
from ordonnance.law.biosimilars import (
    BIOSIMILARS,
    BIOSIMILARS_CONFIDENCE,
    same_dose,
    similar_group,
)
from ordonnance.law.due import NotDue
from ordonnance.law.rule import Confidence
from ordonnance.law.serving import due
from ordonnance.law.substitution import (
    biosimilar_substitutable,
    same_substances,
    substitution_problem,
)
from tests.builders import a_line, a_medicine
from tests.builders import medicines as m

WRITTEN = date(2026, 1, 5)
OPENED_ON = date(2025, 2, 28)


def holding(*names: str) -> Medicine:
    return a_medicine("EXEMPLE", "60000098", [(n, "1") for n in names], ["liste I"], (1,))


@pytest.mark.parametrize(
    "name",
    ["FILGRASTIM", "PEGFILGRASTIM", "RANIBIZUMAB", "TÉRIPARATIDE", "ÉTANERCEPT", "ADALIMUMAB",
     "ÉNOXAPARINE SODIQUE", "FOLLITROPINE ALFA", "ÉPOÉTINE ALFA"],
)  # fmt: skip
def test_a_biological_group_is_open_from_its_first_day(name: str) -> None:
    assert biosimilar_substitutable(holding(name), OPENED_ON)
    assert not biosimilar_substitutable(holding(name), OPENED_ON - timedelta(days=1))


@pytest.mark.parametrize(
    "name", ["INSULINE GLARGINE", "INFLIXIMAB", "FOLLITROPINE BÊTA", "MORPHINE"]
)
def test_any_other_biological_group_is_closed(name: str) -> None:
    assert not biosimilar_substitutable(holding(name), WRITTEN)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HUMIRA 40 mg, solution en stylo prérempli (0,4 ml)", "HYRIMOZ 40 mg, stylo prérempli",
         True),
        ("HUMIRA 40 mg, solution en stylo prérempli", "HUMIRA 20 mg, solution en stylo prérempli",
         False),
        ("HUMIRA 40 mg, en stylo prérempli", "HUMIRA 40 mg, en seringue préremplie", False),
        ("LOVENOX 4 000 UI (40 mg)/0,4 ml, seringue", "INHIXA 4000 UI (40 mg) dans 0,4 mL, "
         "seringue", True),
        ("EXEMPLE, seringue", "EXEMPLE, seringue", False),
    ],
)  # fmt: skip
def test_the_same_dose_in_the_same_device(one: str, other: str, same: bool) -> None:
    assert same_dose(one, other) is same
    assert same_dose(other, one) is same


def test_a_brand_that_the_table_does_not_list_stands_in_no_group() -> None:
    epoetin = holding("ÉPOÉTINE BÊTA").substances
    assert similar_group("NEORECORMON 30 000 UI, solution", epoetin) is None
    assert similar_group("EPREX 4000 UI, solution", epoetin) == "époétine"
    assert similar_group("HUMIRA 40 mg, solution", epoetin) is None


def test_the_table_says_how_it_is_known() -> None:
    assert BIOSIMILARS_CONFIDENCE is Confidence.SECONDARY
    assert len(BIOSIMILARS) == 9


def test_a_stricter_law_never_replaces_and_a_lighter_one_may() -> None:
    assert substitution_problem(m.RAMIPRIL_5, m.MORPHINE_LP_30, WRITTEN) is not None
    assert substitution_problem(m.RAMIPRIL_5, m.TRAMADOL_50, WRITTEN) is not None
    assert substitution_problem(None, m.MORPHINE_LP_30, WRITTEN) is not None
    assert substitution_problem(m.MORPHINE_LP_30, m.RAMIPRIL_5, WRITTEN) is None
    assert substitution_problem(None, m.RAMIPRIL_5, WRITTEN) is None


def test_a_salt_is_the_same_substance_and_an_association_is_not() -> None:
    assert same_substances(holding("TRAMADOL"), holding("CHLORHYDRATE DE TRAMADOL"))
    assert not same_substances(holding("TRAMADOL"), holding("TRAMADOL", "PARACÉTAMOL"))
    assert not same_substances(holding("TRAMADOL"), holding("RAMIPRIL"))


@pytest.mark.parametrize("renewals", [None, 1, 3])
def test_without_duration_nor_packs_there_is_one_serving_for_each_execution(
    renewals: int | None,
) -> None:
    line = a_line(m.RAMIPRIL_5, posology=Posology(text="si besoin"), renewals=renewals)
    past: tuple[Served, ...] = ()
    day = WRITTEN
    pack = m.RAMIPRIL_5.presentations[0]
    for _ in range(1 + (renewals or 0)):
        answer = due(line, m.RAMIPRIL_5, WRITTEN, past, day, packs_of=pack)
        assert answer.is_due
        past += (Served(1, "servi", Decimal(1), None, 0, answer.first_day),)
        after = due(line, m.RAMIPRIL_5, WRITTEN, past, day, packs_of=pack)
        assert after.state_reason in (NotDue.NOT_YET, NotDue.SERVED)
        day += timedelta(days=28)
    answer = due(line, m.RAMIPRIL_5, WRITTEN, past, day, packs_of=pack)
    assert answer.state_reason is NotDue.SERVED
