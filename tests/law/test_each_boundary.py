"""Limits, periods and portions at the day and the unit where the answer changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.counter import CounterFacts
from ordonnance.domain.dispensing import QuantityReason
from ordonnance.domain.interactions import InteractionSource, Level
from ordonnance.domain.posology import Dose, Posology
from ordonnance.domain.prescription import DciSubstance, Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.examples import ONE_A_DAY, RAMIPRIL, TABLET, a_case, days, tablets
from ordonnance.law.examples_beyond import asked_beyond
from ordonnance.law.history import Covered, History
from ordonnance.law.professions import may_prescribe
from ordonnance.law.rule import Verdict
from ordonnance.law.running import Running
from ordonnance.law.treatment import plan_of
from tests.builders import a_line, a_medicine, a_served, an_ordonnance, per_day
from tests.builders import medicines as m
from tests.builders.interactions import OLDEST_DAYS, couple, thesaurus
from tests.law.cases import ask, counter
from tests.law.catalogue.pairs import preparation
from tests.law.verdicts import verdict, written

TODAY = date(2026, 1, 5)
FIVE = Quantity(Decimal(5), Unit("mg"))
MET, BREACHED, TOLD = Verdict.MET, Verdict.BREACHED, Verdict.INFORMS


@pytest.mark.parametrize(("length", "expected"), [(28, MET), (29, BREACHED)])
def test_a_stupefiant_known_by_its_label_alone_lasts_four_weeks(
    length: int, expected: Verdict
) -> None:
    case = a_case(tablets("exemplol", "stupéfiants"), duration=days(length))
    assert verdict(case, "RX-STUP-03") is expected


@pytest.mark.parametrize(("length", "expected"), [(19, False), (20, False), (21, True)])
def test_an_overlap_begins_on_the_first_day_that_both_cover(length: int, expected: bool) -> None:
    first = TODAY + timedelta(days=20)
    covered = Covered("morphine", first, first + timedelta(days=7), own=True)
    case = written(m.MORPHINE_LP_30, days=length, facts={"history": History((covered,))})
    assert (verdict(case, "RX-STUP-07") is BREACHED) is expected


def test_what_is_on_no_list_ends_on_no_day_of_a_list() -> None:
    served = {1: (a_served(8, TODAY, units=8),)}
    late = date(2027, 6, 1)
    for medicine, expected in ((m.PARACETAMOL_1G, None), (m.RAMIPRIL_5, BREACHED)):
        case = counter(an_ordonnance().of(medicine, days=60), late, ask(days=8), served=served)
        assert verdict(case, "RX-REN-01") is expected


@pytest.mark.parametrize(
    ("on", "reason", "expected"),
    [
        (date(2026, 2, 4), None, MET),
        (date(2026, 2, 2), None, TOLD),
        (date(2026, 2, 2), QuantityReason.TRAVEL, MET),
    ],
)
def test_a_renewal_a_little_early_is_recalled_unless_its_reason_is_given(
    on: date, reason: QuantityReason | None, expected: Verdict
) -> None:
    served = {1: (a_served(30, TODAY, units=30),)}
    document = an_ordonnance().of(m.RAMIPRIL_5, days=90)
    case = counter(document, on, ask(days=30, reason=reason), served=served)
    assert verdict(case, "RX-REN-03") is expected


def test_a_pack_of_a_part_of_a_unit_is_counted_as_it_is() -> None:
    drops = a_medicine("EXEMPLE collyre", "60000983", [("EXEMPLINE", None)], [], (1,), unit=m.ML)
    pack = replace(drops.presentations[0], units=Decimal("2.5"))
    plan = plan_of(a_line(drops, days=5, posology=per_day("0.5", m.ML)), drops, TODAY, pack)
    assert plan.pack_units == Decimal("2.5")


@pytest.mark.parametrize(
    ("level", "asks"), [(Level.CONTRAINDICATED, True), (Level.NOT_RECOMMENDED, False)]
)
def test_only_a_contraindication_with_another_treatment_asks_for_a_reason(
    level: Level, asks: bool
) -> None:
    bound = thesaurus(couple("exempline", "témoinase", level))
    treatment = Running(tablets("témoinase"), TODAY, date(2026, 2, 4))
    case = replace(
        a_case(tablets("exempline"), duration=days(7)),
        interactions=InteractionSource(bound, OLDEST_DAYS),
        history=History((), running=(treatment,)),
    )
    (finding,) = (each for each in check(case).findings if each.rule == "interaction.running")
    assert (finding.outcome.value == "warning") is asks


def running(case: Case, *treatments: Running, level: Level = Level.PRECAUTION) -> Case:
    """The same case, the patient taking these by other ordonnances."""
    bound = thesaurus(couple("exempline", "témoinase", level))
    source = InteractionSource(bound, OLDEST_DAYS)
    return replace(case, interactions=source, history=History((), running=treatments))


def test_one_other_treatment_is_told_alone_and_nothing_of_an_unknown_medicine() -> None:
    treatment = Running(tablets("témoinase"), TODAY, date(2026, 2, 4))
    case = running(a_case(tablets("exempline"), duration=days(7)), treatment)
    (finding,) = (each for each in check(case).findings if each.rule == "interaction.running")
    assert "de plus" not in finding.message
    unknown = running(a_case(None, duration=days(7)), treatment)
    assert verdict(unknown, "interaction.running") is None


def test_a_fraction_asked_in_packs_is_compared_in_packs() -> None:
    document = an_ordonnance().of(m.METHADONE_GELULE, days=28)
    for packs, expected in ((1, MET), (2, BREACHED)):
        case = counter(document, TODAY, ask(packs=packs))
        assert verdict(case, "DI-STUP-04") is expected


def test_a_vaccine_is_open_only_to_those_whose_list_says_vaccines() -> None:
    vaccine = replace(m.RAMIPRIL_5, name="VACCIN EXEMPLE", atc=None)
    assert may_prescribe(Profession.PHARMACIST, vaccine, TODAY) is True
    assert may_prescribe(Profession.PHYSIOTHERAPIST, vaccine, TODAY) is False


def test_an_ingredient_that_is_a_medicine_with_its_strength_is_measured() -> None:
    own = Product("EXEMPLOL 5 mg", substances=(DciSubstance("exemplol", None, FIVE),))
    for ingredient, expected in (
        (Ingredient("exemplol", product=own), MET), (Ingredient("exemplol"), BREACHED),
        (Ingredient("exemplol", FIVE), MET),
    ):  # fmt: skip
        made = Preparation("Préparation EXEMPLE", (ingredient,))
        assert verdict(preparation(made, not_reimbursable=True), "MD-04") is expected


@pytest.mark.parametrize(("year", "expected"), [(2023, BREACHED), (2026, MET)])
def test_one_box_at_most_was_prolonged_before_november_2024(year: int, expected: Verdict) -> None:
    """Two tablets a day: a month is two boxes, which the former text did not allow."""
    first = date(year, 1, 5)
    twice = Posology((replace(ONE_A_DAY.steps[0], dose=Dose.of(Decimal(2), TABLET)),))
    served = tuple(
        a_served(30, first + timedelta(days=30 * rank), units=60, packs=2) for rank in range(3)
    )
    case = a_case(RAMIPRIL, on=first, duration=days(90), posology=twice)
    asked = asked_beyond(case, date(year, 4, 24), served=served, packs=2)
    assert verdict(asked, "DI-REN-01") is expected


def test_a_text_beside_a_preparation_that_names_a_drug_is_surely_about_another() -> None:
    made = Preparation("Préparation EXEMPLE", (Ingredient("exemplol", FIVE),))
    text = "associer DÉMOXINE 1 g"
    assert verdict(preparation(made, advice=text), "text.other_drug") is BREACHED
    unknown = a_case(None, duration=days(7), advice=text)
    assert verdict(unknown, "text.other_drug") is Verdict.CANNOT_TELL


def test_a_generic_refused_concerns_the_medicine_prescribed_when_it_is_handed_over() -> None:
    refused = CounterFacts(generic_refused=True)
    document = an_ordonnance().of(m.RAMIPRIL_5, days=30)
    for handed, expected in ((None, BREACHED), (m.RAMIPRIL_5, None)):
        asked = ask(days=30, facts=refused, medicine=handed)
        finding = verdict(counter(document, TODAY, asked), "AM-09")
        assert (finding is None) is (expected is None)
