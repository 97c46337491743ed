"""Each condition of a rule has a case in which it alone decides."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.domain.actors import Profession
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.counter import AgreedPoint, Agreement, CounterFacts
from ordonnance.domain.ids import Adeli
from ordonnance.domain.mentions import (
    InitialPrescription,
    NonSubstitutionReason,
    NotSubstitutable,
    PriorAgreement,
)
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.prescription import Category, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.recurrence import Cycle
from ordonnance.law.articles.interactions import origin
from ordonnance.law.case import LineCase
from ordonnance.law.check import check
from ordonnance.law.examples import TABLET, WRITTEN, a_case, at_counter, days, tablets
from ordonnance.law.form import Form
from ordonnance.law.rule import Verdict
from tests.builders import PATIENT, PRESCRIBER, a_line, a_served, an_ordonnance, per_day, worded
from tests.builders import medicines as m
from tests.builders.interactions import KnownInteractions, couple, thesaurus
from tests.law.cases import ask, counter, found, prescribing
from tests.law.verdicts import HOSPITAL, TOWN, by, labelled, verdict, written

MET, BREACHED, UNSURE, TOLD = (
    Verdict.MET, Verdict.BREACHED, Verdict.CANNOT_TELL, Verdict.INFORMS,
)  # fmt: skip
YEARLY_AT_HOSPITAL = "prescription initiale hospitalière annuelle"
LONG_AGO = InitialPrescription(date(2023, 1, 5), True, None, None)


def test_a_period_that_is_over_is_nothing_to_the_hospital_that_begins_again() -> None:
    for facts, expected in ((HOSPITAL, None), (TOWN, BREACHED)):
        case = written(labelled(YEARLY_AT_HOSPITAL), facts=facts, initial=LONG_AGO)
        assert verdict(case, "PR-PIH-02") is expected


def test_what_specialists_begin_is_no_matter_of_hospitals() -> None:
    reserved = "prescription initiale annuelle réservée à certains spécialistes"
    assert verdict(written(labelled(reserved), facts=TOWN), "PR-PIH-01") is None
    assert verdict(written(labelled(reserved), facts=TOWN), "MI-10") is None


def test_who_renews_a_hospital_treatment_need_not_name_a_service() -> None:
    nowhere = replace(PRESCRIBER, practice=None)
    for initial, expected in ((LONG_AGO, None), (None, BREACHED)):
        case = written(labelled(YEARLY_AT_HOSPITAL), nowhere, facts=TOWN, initial=initial)
        assert verdict(case, "MI-10") is expected


@pytest.mark.parametrize(("packs", "expected"), [(2, MET), (3, BREACHED)])
def test_several_small_packs_of_less_than_a_month_need_no_duration(
    packs: int, expected: Verdict
) -> None:
    case = a_case(tablets("exemplol", pack=14), packs=packs)
    assert verdict(case, "RX-DUR-14") is expected


def test_the_mention_beside_a_biological_medicine_has_its_own_text() -> None:
    flag = NotSubstitutable(NonSubstitutionReason.NARROW_MARGIN)
    biological = replace(m.RAMIPRIL_5, biosimilar_group="adalimumab")
    assert verdict(written(biological, not_substitutable=flag), "MD-13") is None
    assert verdict(written(m.RAMIPRIL_5, not_substitutable=flag), "MD-13") is not None


def test_words_alone_say_the_quantities_of_a_stupefiant_when_they_hold_no_figure() -> None:
    for text, expected in (("une gélule matin et soir", MET), ("1 gélule matin et soir", BREACHED)):
        case = written(m.MORPHINE_LP_30, posology=worded(text), days=7)
        assert verdict(case, "RX-STUP-02") is expected


def test_days_off_that_follow_a_fraction_are_no_excess() -> None:
    """One week in two: the first fraction of seven days covers the week off too."""
    week = replace(per_day(1, m.GELULE).steps[0], cycle=Cycle.on_and_off(7, 7, TimeUnit.DAY))
    document = an_ordonnance().of(m.METHADONE_GELULE, days=28, posology=Posology((week,)))
    for asked, expected in ((14, MET), (15, BREACHED)):
        assert verdict(counter(document, WRITTEN, ask(days=asked)), "DI-STUP-04") is expected


def test_an_adeli_number_identifies_who_has_no_rpps() -> None:
    for adeli, expected in ((Adeli("759000001"), MET), (None, UNSURE)):
        author = replace(PRESCRIBER, rpps=None, adeli=adeli)
        finding = found(check(written(m.RAMIPRIL_5, author)), "MI-04", None)
        assert finding is not None
        assert finding.verdict is expected


def test_a_session_signs_the_numerique_form_and_no_other() -> None:
    for form, expected in ((Form.NUMERIQUE, MET), (Form.CLASSIQUE, TOLD),
                           (Form.DEROGATION_SAMU, None)):  # fmt: skip
        case = written(m.RAMIPRIL_5, facts={"author_authenticated": True, "form": form})
        finding = found(check(case), "MI-08", None)
        assert (finding.verdict if finding else None) is expected
    assert found(check(written(m.RAMIPRIL_5)), "MI-08", None) is None


def by_weight(*, worked_out: bool) -> Posology:
    """15 mg/kg, with the dose that it makes or without."""
    dose = Dose.of(Decimal(1), TABLET) if worked_out else None
    calculated = Dose.of(Decimal(15), Unit("mg/kg"))
    return Posology((replace(per_day(1).steps[0], dose=dose, calculated=calculated),))


def test_a_weight_is_asked_for_a_listed_medicine_whose_dose_is_not_worked_out() -> None:
    for medicine, worked_out, expected in (
        (m.RAMIPRIL_5, False, BREACHED), (m.RAMIPRIL_5, True, TOLD),
        (m.PARACETAMOL_1G, False, TOLD),
    ):  # fmt: skip
        case = written(medicine, posology=by_weight(worked_out=worked_out))
        assert verdict(case, "MP-04") is expected
        weighed = written(medicine, posology=by_weight(worked_out=worked_out),
                          patient=replace(PATIENT, weight_kg=Decimal(60)))  # fmt: skip
        assert verdict(weighed, "MP-04") is MET


def test_a_code_names_what_its_words_do_not() -> None:
    """« Antibiotique » names a class; with its CIS, one medicine."""
    product = Product("antibiotique")
    for named, expected in ((replace(product, cis=m.AMOXICILLINE_1G.cis), MET),
                            (product, BREACHED)):  # fmt: skip
        line = an_ordonnance().of(m.AMOXICILLINE_1G, days=7, product=named).build().lines[0]
        case = prescribing(an_ordonnance().with_line(line))
        assert verdict(case, "MD-01") is expected


def test_a_dose_alone_says_how_much_and_not_how() -> None:
    alone = Posology((DosageStep(dose=Dose.of(Decimal(1), Unit("dispositif"))),))
    twice = Posology((replace(alone.steps[0], frequency=2, period=Decimal(1),
                              period_unit=TimeUnit.DAY),))  # fmt: skip
    device = replace(m.RAMIPRIL_5, form="dispositif")
    for posology, expected in ((alone, BREACHED), (twice, MET)):
        assert verdict(written(device, posology=posology), "MD-03") is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [(PriorAgreement.PENDING, MET), (PriorAgreement.GRANTED, MET),
     (PriorAgreement.REFUSED, BREACHED), (PriorAgreement.NOT_ASKED, BREACHED)],
)  # fmt: skip
def test_an_agreement_asked_or_given_is_enough_to_be_paid(
    asked: PriorAgreement, expected: Verdict
) -> None:
    assert verdict(written(m.RAMIPRIL_5, prior_agreement=asked), "AM-06") is expected


@pytest.mark.parametrize("point", list(AgreedPoint))
def test_only_an_agreement_on_a_quantity_fixes_one(point: AgreedPoint) -> None:
    facts = CounterFacts(agreement=Agreement("Dr EXEMPLE", WRITTEN, frozenset({point}), "oui"))
    case = counter(an_ordonnance().of(m.RAMIPRIL_5), WRITTEN, ask(packs=1, facts=facts))
    fixes = {AgreedPoint.DURATION, AgreedPoint.PACKS, AgreedPoint.QUANTITY}
    assert verdict(case, "AM-02") is (MET if point in fixes else BREACHED)


LATER = date(2026, 2, 1)


@pytest.mark.parametrize(
    "fact",
    [{"care_agreement": LATER}, {"initial": InitialPrescription(LATER)}, {"care_protocol": LATER}],
    ids=lambda fact: next(iter(fact)),
)
def test_each_kind_of_document_is_dated_before_it_is_relied_upon(fact: dict[str, Any]) -> None:
    assert verdict(written(m.RAMIPRIL_5, **fact), "document.dated_later") is BREACHED


def test_a_maximum_for_one_take_alone_is_compared_with_the_take_alone() -> None:
    step = replace(per_day(1).steps[0], max_per_take=Quantity(Decimal(1), m.COMPRIME), frequency=9)
    case = written(m.PARACETAMOL_1G, posology=Posology((step,)))
    assert verdict(case, "dose.above_own_maximum") is MET


def test_a_physician_prescribes_abortion_in_town_and_a_pharmacist_does_not() -> None:
    medicine = labelled(
        "hors établissement de santé : prescription réservée aux médecins, sages-femmes et centres "
        "habilités conformément à l'article L.2212-2 du code de la santé publique"
    )
    for profession, expected in ((Profession.PHYSICIAN, MET), (Profession.MIDWIFE, MET),
                                 (Profession.PHARMACIST, BREACHED)):  # fmt: skip
        assert verdict(written(medicine, by(profession), facts=TOWN), "PR-IVG-01") is expected


def test_a_profession_refused_is_told_which_medicine_it_is() -> None:
    pill = replace(m.RAMIPRIL_5, atc="C09AA05")
    case = written(pill, by(Profession.MIDWIFE), product=Product("Ramipril de la patiente"))
    finding = found(check(case), "WH-03")
    assert finding is not None
    assert pill.name in finding.message


def test_a_renewal_asked_too_early_is_counted_as_if_it_were_due() -> None:
    line = a_case(tablets("exemplol", "liste I"), duration=days(60))
    first = at_counter(line, date(2026, 1, 5), asked=30)
    served = replace(first, day=date(2026, 1, 20), served={1: (a_served(28, WRITTEN, units=28),)})
    early = LineCase(served, served.ordonnance.lines[0])
    assert early.due.portion_days == 0
    assert (early.anticipated.portion_days or 0) > 0


def test_a_duration_written_twice_is_corrected_twice_and_words_only_when_they_say_it() -> None:
    length = days(200)
    steps = (replace(per_day(1).steps[0], bounds=length),)
    twice = a_case(tablets("alprazolam", "liste I", "prescription limitée à 12 semaines"),
                   duration=length, posology=Posology(steps))  # fmt: skip
    once = replace(twice, ordonnance=replace(twice.ordonnance, lines=(
        replace(twice.ordonnance.lines[0], posology=per_day(1)),
    )))  # fmt: skip
    for case, changed in ((twice, {"duration", "posology"}), (once, {"duration"})):
        finding = next(each for each in check(case).findings if each.corrections)
        assert set(finding.corrections[0].changes or ()) == changed
        assert (finding.corrections[0].changes or {})["duration"] == Duration(84, TimeUnit.DAY)


def test_a_device_is_not_looked_for_in_the_thesaurus() -> None:
    source = KnownInteractions(thesaurus(couple("exempline", "témoinase"))).source
    device = a_line(None, category=Category.DEVICE, product=Product("Bas EXEMPLE"))
    case = replace(prescribing(an_ordonnance().with_line(device)), interactions=source)
    finding = found(check(case), "interaction.not_checked", None)
    assert finding is None or finding.verdict is MET


def test_what_was_told_by_no_thesaurus_has_no_origin() -> None:
    case = written(m.RAMIPRIL_5)
    with pytest.raises(LookupError, match="comes from a thesaurus"):
        origin(LineCase(case, case.ordonnance.lines[0]))
