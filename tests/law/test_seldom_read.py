"""Branches of the law that ordinary ordonnances seldom reach, each by a case that does."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.counter import AgreedPoint, Agreement, CounterFacts, Exceptional
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import GenericGroup, GroupRole, Variation
from ordonnance.domain.mentions import (
    ScheduledIntervention,
)
from ordonnance.domain.posology import DosageStep, Dose, Moment, Posology, takes_per_day
from ordonnance.domain.prescription import DciSubstance, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.recurrence import Cycle
from ordonnance.law.articles.csp_r5134_4_1 import PILL
from ordonnance.law.case import LineCase
from ordonnance.law.check import check
from ordonnance.law.examples import TABLET, a_case, days, tablets
from ordonnance.law.examples_beyond import asked_beyond
from ordonnance.law.exceptional import Past, beyond
from ordonnance.law.hybrids import CLASSES, hybrid_substitutable
from ordonnance.law.rhythm import last_of, left_on
from ordonnance.law.rule import Verdict
from ordonnance.law.substitution import substitution_problem
from tests.builders import an_ordonnance, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found
from tests.law.dues import the_due
from tests.law.verdicts import by, verdict, written

TODAY = date(2026, 1, 5)
SERVED = Served(1, "servi", Decimal(1), Decimal(84), 84, TODAY)


# --- Common names


SOLUTION = Product(
    "paracétamol 500 mg solution",
    substances=(DciSubstance("paracétamol", None, Quantity(Decimal(500), Unit("mg"))),),
)


@pytest.mark.parametrize(
    ("posology", "expected"),
    [
        ("une dose-graduée par voie orale", Verdict.MET),
        ("une dose-graduée", Verdict.BREACHED),
    ],
)
def test_the_words_of_a_posology_may_tell_the_route(posology: str, expected: Verdict) -> None:
    case = written(m.RAMIPRIL_5, product=SOLUTION, posology=worded(posology))
    assert verdict(case, "MD-07") is expected


# --- Stupéfiants


def test_a_dentist_may_have_no_use_for_methadone_and_nobody_says_so() -> None:
    dentist = by(Profession.DENTIST)
    assert verdict(written(m.METHADONE_GELULE, dentist), "RX-STUP-13") is Verdict.CANNOT_TELL
    assert verdict(written(m.MORPHINE_LP_30, dentist), "RX-STUP-13") is Verdict.MET


def test_the_list_of_the_advanced_nurse_is_not_read_and_other_nurses_are_refused() -> None:
    advanced, other = by(Profession.NURSE, "SI01"), by(Profession.NURSE)
    assert verdict(written(m.MORPHINE_LP_30, advanced), "RX-STUP-13") is Verdict.CANNOT_TELL
    assert verdict(written(m.MORPHINE_LP_30, other), "RX-STUP-13") is Verdict.BREACHED


def test_an_intervention_without_its_discharge_opens_no_window() -> None:
    planned = ScheduledIntervention(date(2026, 1, 20))
    document = an_ordonnance().of(m.MORPHINE_LP_30, days=7, intervention=planned)
    case = counter(document, TODAY, ask(days=7))
    assert verdict(case, "RX-STUP-09") is Verdict.CANNOT_TELL


def test_a_structure_that_does_not_say_the_takes_writes_no_quantity_in_words() -> None:
    silent = Posology((DosageStep(dose=Dose.of(Decimal(1), m.GELULE)),))
    case = written(m.MORPHINE_LP_30, posology=silent, days=7)
    finding = found(check(case), "RX-STUP-02")
    assert finding is not None
    assert finding.verdict is Verdict.CANNOT_TELL
    assert "le nombre de prises" in finding.message


# --- At the counter


def test_what_is_not_reimbursable_asks_for_no_document_at_the_counter() -> None:
    glp1 = tablets("sémaglutide", "liste I", name="EXEMPLOZIC 1 mg, solution injectable")
    for paid, expected in ((True, Verdict.MET), (False, Verdict.BREACHED)):
        document = an_ordonnance().of(glp1, days=28, not_reimbursable=paid)
        assert verdict(counter(document, TODAY, ask(days=28)), "AM-13") is expected


def test_the_prescriber_who_fixed_the_quantity_is_not_held_to_the_smallest_pack() -> None:
    agreed = Agreement("Dr EXEMPLE", TODAY, frozenset({AgreedPoint.PACKS}), "deux boîtes")
    facts = CounterFacts(agreement=agreed)
    pack = m.PARACETAMOL_1G.presentations[0]
    document = an_ordonnance().of(m.PARACETAMOL_1G)
    for given, expected in ((facts, Verdict.MET), (CounterFacts(), Verdict.BREACHED)):
        case = counter(document, TODAY, ask(packs=2, pack=pack, facts=given))
        assert verdict(case, "AM-03") is expected


def test_nobody_is_told_of_a_thesaurus_that_may_not_be_consulted() -> None:
    case = counter(an_ordonnance().of(m.RAMIPRIL_5, days=30), TODAY)
    assert LineCase(case, case.ordonnance.lines[0]).told_before is None


# --- Doses and brands


def test_a_dose_above_its_own_maximum_for_one_take_is_told() -> None:
    step = DosageStep(dose=Dose.of(Decimal(3), TABLET), max_per_take=Quantity(Decimal(2), TABLET))
    for dose, expected in ((3, Verdict.BREACHED), (2, Verdict.MET)):
        taken = Posology((replace(step, dose=Dose.of(Decimal(dose), TABLET)),))
        case = written(m.PARACETAMOL_1G, posology=taken)
        finding = found(check(case), "dose.above_own_maximum")
        assert finding is not None
        assert finding.verdict is expected
        assert ("3 comprimé par prise" in finding.message) is (expected is Verdict.BREACHED)


def test_beyond_six_labels_only_their_number_is_told() -> None:
    labels = tuple(Variation(f"étiquette {rank}", 1, 9) for rank in range(1, 9))
    for count, more in ((6, None), (7, "et 1 de plus"), (8, "et 2 de plus")):
        case = written(replace(m.PARACETAMOL_1G, cis=None, variations=labels[:count]))
        finding = found(check(case), "condition.differs_between_brands")
        assert finding is not None
        assert f"étiquette {count}" not in finding.message or count == 6
        assert (more or "étiquette 6") in finding.message


# --- Substitution


def test_a_hybrid_is_substituted_within_its_group_and_in_an_open_class_only() -> None:
    prefix, since = CLASSES[0]
    group = GenericGroup("900", "EXEMPLINE", GroupRole.GENERIC)
    one = replace(m.RAMIPRIL_5, hybrid_group=group, atc=prefix)
    other = replace(one, hybrid_group=replace(group, group="901"))
    assert hybrid_substitutable(one, one, since)
    assert not hybrid_substitutable(one, one, since - timedelta(days=1))
    assert not hybrid_substitutable(one, other, since)
    assert not hybrid_substitutable(one, replace(one, hybrid_group=None), since)
    assert not hybrid_substitutable(replace(one, atc=None), replace(one, atc=None), since)
    assert hybrid_substitutable(replace(one, atc=None), one, since)


def test_a_stupefiant_never_replaces_what_is_none_even_where_no_article_is_known() -> None:
    """In 1990 the table of substances says nothing of zolpidem: only its label is left."""
    narcotic = replace(m.ZOLPIDEM_10, conditions=(m.STUP,))
    day = date(1990, 1, 5)
    assert substitution_problem(m.ZOLPIDEM_10, m.ZOLPIDEM_10, day) is None
    assert "règles plus strictes" in (substitution_problem(m.ZOLPIDEM_10, narcotic, day) or "")


# --- Days and packs


def test_a_step_that_begins_on_a_date_and_lasts_ends_on_another() -> None:
    lasting = DosageStep(
        dose=Dose.of(Decimal(1), TABLET), bounds=Duration(10, TimeUnit.DAY),
        bounds_start=date(2026, 1, 1),
    )  # fmt: skip
    assert last_of(lasting) == date(2026, 1, 10)
    assert left_on(Posology((lasting,)), date(2026, 1, 8)) == 3
    assert left_on(Posology((lasting,)), date(2026, 1, 11)) is None


def test_packs_of_an_uncounted_treatment_are_shared_over_its_duration() -> None:
    """Three tubes for ninety days: one a month; without a duration, one."""
    cream = m.HYDROCORTISONE_CREME
    tubes = {packs: {"packs": packs} for packs in (3, 6)}
    for line, packs in (
        ({**tubes[3], "days": 90}, 1),
        ({**tubes[6], "days": 90}, 2),
        (tubes[3], 1),
    ):
        document = an_ordonnance().of(cream, **line).build()
        found_ = beyond(Exceptional.RENEWAL, document.lines[0], cream, TODAY, Past(), TODAY)
        assert found_.packs == packs


def test_units_of_a_fraction_cover_its_days_off_and_more_units_cover_those_that_follow() -> None:
    """Five days in seven: the fifth capsule of the week covers the week-end too."""
    five = DosageStep(
        dose=Dose.of(Decimal(1), m.GELULE), frequency=1, period=Decimal(1),
        period_unit=TimeUnit.DAY, cycle=Cycle.on_and_off(5, 2, TimeUnit.DAY),
    )  # fmt: skip
    owed = the_due(m.METHADONE_GELULE, days=28, posology=Posology((five,)))
    covered = {units: owed.days_of(units=Decimal(units), packs=None) for units in (4, 5, 6, 9, 40)}
    assert covered == {4: 4, 5: 7, 6: 8, 9: 11, 40: 28}


def test_a_contraceptive_served_beyond_waits_for_the_end_of_the_former_serving() -> None:
    pack = {"kind": Exceptional.CONTRACEPTIVE, "served": (SERVED,)}
    case = a_case(PILL, duration=days(84))
    more = replace(SERVED, first_day=date(2026, 3, 30))
    for on, expected in ((date(2026, 5, 1), Verdict.BREACHED), (date(2026, 6, 22), Verdict.MET)):
        answer = verdict(asked_beyond(case, on, before=(more,), **pack), "DI-CON-02")
        assert answer is expected
    early = verdict(asked_beyond(case, date(2026, 1, 20), kind=Exceptional.CONTRACEPTIVE),
                    "DI-CON-01")  # fmt: skip
    assert early is Verdict.BREACHED


def test_takes_that_only_a_cycle_tells_are_one_on_each_day_it_runs() -> None:
    running = DosageStep(dose=Dose.of(Decimal(1), TABLET), cycle=Cycle((1, 2), 7))
    assert takes_per_day(running) == 1
    assert takes_per_day(replace(running, moments=(Moment.MORNING, Moment.EVENING))) == 2
