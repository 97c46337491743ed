"""Cases seldom met, that changing the law in small ways showed to be held by no test."""

from dataclasses import replace
from datetime import date

from ordonnance.domain.interactions import InteractionSource, Level
from ordonnance.domain.posology import Posology
from ordonnance.law.anonymous import listed_for_anonymity
from ordonnance.law.articles.interactions import example_source
from ordonnance.law.biosimilars import same_dose
from ordonnance.law.check import check
from ordonnance.law.conditions import who_prescribes
from ordonnance.law.due import NotDue
from ordonnance.law.finding import Outcome
from ordonnance.law.labels import Label, LabelKind, read_label
from ordonnance.law.rhythm import left_on
from ordonnance.law.rule import Severity, Verdict
from ordonnance.law.substitution import same_substances
from tests.builders import a_line, a_medicine, a_served, an_ordonnance, per_day, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing
from tests.law.catalogue.beyond import prolonged
from tests.law.dues import WRITTEN, the_due

TODAY = date(2026, 1, 5)


def test_a_medicine_of_unknown_composition_is_never_on_the_anonymous_list() -> None:
    assert listed_for_anonymity(m.MIFEPRISTONE_200, TODAY)
    assert not listed_for_anonymity(replace(m.MIFEPRISTONE_200, substances=()), TODAY)


def test_two_devices_of_one_dose_are_told_apart_by_their_words() -> None:
    assert same_dose("EXEMPLE 40 mg, en stylo prérempli", "TÉMOIN 40 mg, en stylo prérempli")
    assert not same_dose("EXEMPLE 40 mg, en stylo prérempli", "TÉMOIN 40 mg, poudre en flacon")
    assert not same_dose("EXEMPLE 40 mg, en seringue", "TÉMOIN 40 mg, poudre")


def test_an_association_does_not_hold_the_same_substances_as_one_of_them() -> None:
    assert same_substances(m.CODEINE_PARACETAMOL, m.CODEINE_PARACETAMOL)
    assert not same_substances(m.PARACETAMOL_1G, m.CODEINE_PARACETAMOL)
    assert not same_substances(m.CODEINE_PARACETAMOL, m.PARACETAMOL_1G)


def test_a_fraction_is_told_only_when_one_is_due() -> None:
    due = the_due(m.METHADONE_GELULE, 0, days=28)
    assert [note.rule for note in due.findings] == ["DI-STUP-04"]
    waiting = the_due(m.METHADONE_GELULE, 2, a_served(7, WRITTEN, units=7), days=28)
    assert waiting.state_reason is NotDue.NOT_YET
    assert waiting.findings == ()


def test_labels_without_any_restriction_say_nothing_of_who_prescribes() -> None:
    assert who_prescribes([m.LISTE_I]) == []
    assert who_prescribes([m.LISTE_I, "prescription hospitalière"]) == [
        "prescription hospitalière, chaque fois"
    ]


def test_a_line_of_an_unknown_medicine_is_compared_with_no_other() -> None:
    builder = an_ordonnance().of(m.PARACETAMOL_1G, days=5).with_line(a_line(None, days=5))
    assert found(check(prescribing(builder)), "substance.duplicate", 2) is None


def test_a_demonstration_list_only_informs_and_another_lack_warns() -> None:
    source = example_source(Level.PRECAUTION)
    assert source.thesaurus is not None
    version = replace(source.thesaurus.version, demonstration=True)
    shown = InteractionSource(replace(source.thesaurus, version=version), 540)
    known = an_ordonnance().of(a_medicine("EXEMPLE", "60000161", [("EXEMPLINE", "1")], []), days=3)
    alone = found(check(prescribing(known, interactions=shown)), "interaction.not_checked", None)
    assert alone is not None
    assert alone.severity is Severity.INFO
    unknown = known.with_line(a_line(None, days=3))
    more = found(check(prescribing(unknown, interactions=shown)), "interaction.not_checked", None)
    assert more is not None
    assert more.verdict is Verdict.CANNOT_TELL
    assert more.severity is not Severity.INFO


def test_a_portion_that_is_counted_to_the_unit_is_told_in_parts_of_a_pack() -> None:
    by_unit = the_due(m.METHADONE_GELULE, 0, days=28)
    assert by_unit.remaining_units == 28
    assert by_unit.remaining_packs == 4
    half = the_due(m.MORPHINE_LP_30, 0, days=7)
    assert half.remaining_packs is not None
    assert half.remaining_packs * 2 == 1
    whole = the_due(m.RAMIPRIL_5, 0, days=7)
    assert whole.remaining_packs == 1


def test_what_is_only_worth_knowing_never_stops_anybody() -> None:
    report = check(prescribing(an_ordonnance().of(m.RAMIPRIL_5, days=30)))
    assert report.outcome is Outcome.ALLOWED


def test_a_month_more_is_not_judged_as_a_renewal_nor_a_first_serving() -> None:
    beyond = check(prolonged())
    assert found(beyond, "RX-REN-01") is None
    assert found(beyond, "RX-L1-02") is None
    first = check(counter(an_ordonnance().of(m.RAMIPRIL_5, days=30), "2026-01-06", ask(days=30)))
    assert found(first, "RX-REN-01") is None
    assert found(first, "RX-L1-01") is not None


def test_a_label_is_of_the_hospital_only_when_it_says_so() -> None:
    initial = read_label("prescription initiale hospitalière annuelle")
    assert initial is not None
    assert initial.hospital
    reserved = read_label("prescription réservée aux spécialistes et services NEUROLOGIE")
    assert reserved is not None
    assert not reserved.hospital
    assert not Label("exemple", LabelKind.NOTE).hospital


def test_a_stupefiant_without_a_length_is_previewed_without_a_day_lost() -> None:
    due = the_due(m.MORPHINE_LP_30, 10, posology=worded("selon besoin"))
    assert due.lost_days == 0
    assert due.remaining_days is None


def test_more_packs_than_the_duration_needs_do_not_lengthen_the_treatment() -> None:
    assert the_due(m.RAMIPRIL_5, 0, days=30, packs=3).remaining_units == 30
    assert the_due(m.RAMIPRIL_5, 0, days=90, packs=2).remaining_units == 60


def test_dates_on_one_step_only_say_nothing_of_what_is_left_of_the_whole() -> None:
    (step,) = per_day(1).steps
    dated = replace(step, bounds_start=date(2026, 1, 1), bounds_end=date(2026, 1, 20))
    assert left_on(Posology((dated,)), date(2026, 1, 11)) == 10
    assert left_on(Posology((dated, step)), date(2026, 1, 11)) is None
