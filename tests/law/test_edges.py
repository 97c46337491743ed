"""Corners of the kernel: facts that are absent, types that refuse, amounts that cannot be read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.drug import Substance
from ordonnance.domain.ids import Cip13
from ordonnance.domain.posology import DosageStep, Dose, Posology
from ordonnance.domain.prescription import Category, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law import substances
from ordonnance.law.anonymous import anonymity_problem
from ordonnance.law.check import check
from ordonnance.law.drugs import reading
from ordonnance.law.finding import Outcome
from ordonnance.law.french import number_text, plural, typographic
from ordonnance.law.history import Covered, History
from ordonnance.law.register import REGISTER, version_on
from ordonnance.law.rule import Confidence, Family, Severity, Verdict
from ordonnance.law.substances import Regime
from ordonnance.law.treatment import plan_of, treatment_days
from tests.builders import PATIENT, a_line, a_served, an_ordonnance, day, per_day, worded
from tests.builders import medicines as m
from tests.law.cases import ask, counter, found, prescribing

TODAY = date(2026, 1, 5)


def test_an_anonymous_ordonnance_says_why_it_may_not_be() -> None:
    empty = an_ordonnance().anonymous()
    assert anonymity_problem(empty.build(), {}, TODAY) == "aucune ligne n’est prescrite"
    named = replace(empty.of(m.MIFEPRISTONE_200, packs=1).build(), patient=PATIENT)
    assert anonymity_problem(named, {}, TODAY) == "un patient est nommé"
    device = empty.with_line(a_line(None, category=Category.DEVICE)).build()
    assert anonymity_problem(device, {}, TODAY) == "la ligne 1 n’est pas un médicament"


def test_a_case_knows_its_days() -> None:
    builder = an_ordonnance().of(m.RAMIPRIL_5, days=30)
    assert not prescribing(builder).dispensing
    served = counter(builder, "2026-02-01")
    assert served.dispensing
    assert (served.established_on, served.day) == (day("2026-01-05"), day("2026-02-01"))


def test_the_reading_of_an_unknown_medicine_is_a_fault_of_the_rule() -> None:
    (line,) = prescribing(an_ordonnance().with_line(a_line(None, days=3))).lines()
    with pytest.raises(LookupError):
        _ = line.law


def test_a_fraction_that_cannot_be_measured_is_not_said_to_be_respected() -> None:
    builder = an_ordonnance().of(m.METHADONE_GELULE, days=28, posology=worded("selon avis"))
    finding = found(check(counter(builder, "2026-01-05", ask(units=7))), "DI-STUP-04")
    assert finding is not None
    assert finding.verdict is Verdict.CANNOT_TELL
    late = found(check(counter(builder, "2026-01-15", ask(units=7))), "RX-STUP-06")
    assert late is not None
    assert late.verdict is Verdict.CANNOT_TELL


def test_an_unwritten_fraction_blocks_and_is_written_in_one_step() -> None:
    report = check(prescribing(an_ordonnance().of(m.METHADONE_GELULE, days=28)))
    finding = found(report, "RX-STUP-04")
    assert finding is not None
    assert finding.outcome is Outcome.BLOCKED
    by_fractions, at_once = finding.corrections
    assert by_fractions.changes == {"fraction": Duration(7, TimeUnit.DAY)}
    assert at_once.asserts


def test_a_late_patch_is_compared_in_days_when_only_days_are_asked() -> None:
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=28, posology=worded("selon avis"))
    asked = found(check(counter(builder, "2026-01-15", ask(days=18))), "RX-STUP-06")
    assert asked is not None
    assert asked.verdict is Verdict.MET


def test_a_patch_may_outlast_its_fraction_by_its_last_unit() -> None:
    builder = an_ordonnance().of(m.FENTANYL_PATCH, days=28, posology=per_day("0.333", m.PATCH))
    for units, expected in ((5, Verdict.MET), (6, Verdict.BREACHED)):
        finding = found(check(counter(builder, "2026-01-05", ask(units=units))), "DI-STUP-04")
        assert finding is not None
        assert finding.verdict is expected


def test_an_unknown_end_before_a_known_period_cannot_be_told() -> None:
    builder = an_ordonnance().of(m.MORPHINE_LP_30, packs=1, posology=worded("selon avis"))
    for first, expected in (("2026-02-01", Verdict.CANNOT_TELL), ("2025-12-01", Verdict.MET)):
        known = History((Covered("morphine", day(first), day(first), own=True),))
        finding = found(check(prescribing(builder, history=known)), "RX-STUP-07")
        assert finding is not None
        assert finding.verdict is expected


def test_labels_of_a_fraction_that_the_text_does_not_know_are_reported() -> None:
    odd = replace(m.MORPHINE_LP_30, conditions=(*m.MORPHINE_LP_30.conditions, m.FRACTION_7))
    assert any(text.startswith("fraction") for text in reading(odd, TODAY).differences)
    secured = replace(m.RAMIPRIL_5, substances=(Substance("DIAZÉPAM"),), conditions=(m.SECURED,))
    told = reading(secured, TODAY).differences
    assert any("exigée par l’étiquette" in text for text in told)


def test_a_strength_in_another_unit_is_read_or_left_unknown() -> None:
    for value, unit, key in (
        ("8000", m.MICROGRAM, "buprenorphine-haut-dosage"),
        ("200", m.MICROGRAM, "buprenorphine-bas-dosage"),
        ("1", Unit("UI"), "buprenorphine-haut-dosage"),
    ):
        strength = Quantity(Decimal(value), unit)
        made = replace(m.BUPRENORPHINE_8, substances=(Substance("BUPRÉNORPHINE", None, strength),))
        row = reading(made, TODAY).row
        assert row is not None
        assert row.key == key


def test_a_form_alone_tells_the_scope() -> None:
    bare = replace(m.MORPHINE_LP_30, routes=())
    row = reading(bare, TODAY).row
    assert row is not None
    assert row.key == "morphine-orale"


def test_a_named_pack_decides_and_an_unknown_one_tells_nothing() -> None:
    chosen = m.ZOLPIDEM_10.presentations[1].cip13
    product = Product(m.ZOLPIDEM_10.name, m.ZOLPIDEM_10.cis, chosen)
    line = a_line(m.ZOLPIDEM_10, packs=1, product=product)
    assert treatment_days(line, m.ZOLPIDEM_10, TODAY) == (28, 28)
    other = replace(line, product=replace(product, cip13=Cip13("3400930000007")))
    assert treatment_days(other, m.ZOLPIDEM_10, TODAY) is None
    assert treatment_days(line, None, TODAY) is None


def test_packs_alone_make_the_plan_in_units() -> None:
    pack = m.RAMIPRIL_5.presentations[0]
    plan = plan_of(a_line(m.RAMIPRIL_5, packs=2), m.RAMIPRIL_5, TODAY, pack)
    assert (plan.units, plan.days) == (60, 60)
    nothing = plan_of(a_line(m.RAMIPRIL_5), m.RAMIPRIL_5, TODAY, pack)
    assert (nothing.units, nothing.days, nothing.packs) == (None, None, None)


def test_a_course_in_stages_is_counted_stage_by_stage() -> None:
    def stage(sequence: int, dose: str, bounds: Duration | None) -> DosageStep:
        return DosageStep(
            dose=Dose.of(Decimal(dose), m.COMPRIME), frequency=1, period=Decimal(1),
            period_unit=TimeUnit.DAY, bounds=bounds, sequence=sequence,
        )  # fmt: skip

    posology = Posology((stage(1, "2", Duration(7, TimeUnit.DAY)), stage(2, "1", None)))
    line = a_line(m.RAMIPRIL_5, days=20, posology=posology)
    plan = plan_of(line, m.RAMIPRIL_5, TODAY, m.RAMIPRIL_5.presentations[0])
    assert plan.units == 7 * 2 + 13


def test_a_rule_from_memory_only_warns_outside_narcotics() -> None:
    rule = replace(REGISTER[0], confidence=Confidence.MEMORY)
    assert rule.effective_severity is Severity.WARNING
    assert replace(rule, family=Family.NARCOTIC).effective_severity is Severity.BLOCKING


def test_the_label_of_today_gives_only_the_list_before_the_table_begins() -> None:
    law = reading(m.CODEINE_PARACETAMOL, date(2015, 6, 1))
    assert (law.regime, law.maximum, law.articles) == (Regime.LISTE_I, None, frozenset())


def test_servings_recorded_in_packs_are_counted_in_units() -> None:
    line = an_ordonnance().of(m.RAMIPRIL_5, days=60)
    case = counter(
        line, "2026-02-04", ask(packs=2, pack=m.RAMIPRIL_5.presentations[0]),
        served={1: (a_served(30, "2026-01-05", packs=1),)},
    )  # fmt: skip
    finding = found(check(case), "DI-02")
    assert finding is not None
    assert finding.outcome is Outcome.BLOCKED


def test_a_version_never_ends_before_it_begins() -> None:
    rule = REGISTER[0]
    with pytest.raises(ValueError, match="ends before"):
        replace(rule, since=date(2026, 1, 2), until=date(2026, 1, 1))


def test_closed_versions_say_so() -> None:
    closed = version_on("RX-DUR-07", date(2019, 1, 1))
    assert closed is not None
    assert closed.closed
    assert not closed.in_force(date(2026, 1, 1))


def test_figures_and_sentences_are_typeset() -> None:
    assert number_text(Fraction(1, 3)) == "0,333"
    assert number_text(Decimal("2.50")) == "2,5"
    assert number_text(30) == "30"
    assert plural(Decimal("1.5"), "boîte", "boîtes") == "1,5 boîte"
    assert plural(2, "boîte", "boîtes") == "2 boîtes"
    assert typographic("« a » : b") == "«\u202fa\u202f»\u202f: b"


def test_a_day_without_window_is_a_fault_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(substances, "_WINDOWS", ())
    with pytest.raises(LookupError):
        substances.narcotic_window(TODAY)


def test_durations_of_the_tables_are_read() -> None:
    assert substances.duration_of("12 wk") == Duration(12, TimeUnit.WEEK)
    with pytest.raises(ValueError, match="not enough values"):
        substances.duration_of("12")


def test_a_stupefiant_whose_substance_nobody_knows_is_not_said_to_cover_no_other_period() -> None:
    unknown = replace(m.MORPHINE_LP_30, substances=())
    covered = Covered("morphine", TODAY, TODAY, own=True)
    builder = an_ordonnance().of(unknown, days=7)
    finding = found(check(prescribing(builder, history=History((covered,)))), "RX-STUP-07")
    assert finding is not None
    assert finding.verdict is Verdict.CANNOT_TELL
    assert finding.outcome is Outcome.CANNOT_TELL
