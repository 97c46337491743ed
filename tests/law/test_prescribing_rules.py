"""Rules at prescribing: durations, form, overlap, identity, on the days where they change."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import OverlapMention
from ordonnance.domain.prescription import DciSubstance, Ingredient, Preparation, Product
from ordonnance.law.check import check
from ordonnance.law.finding import Outcome
from ordonnance.law.form import Form
from ordonnance.law.history import Covered, History
from ordonnance.law.rule import Severity, Verdict
from tests.builders import (
    PATIENT_NOT_QUALIFIED,
    a_line,
    a_medicine,
    an_ordonnance,
    months,
    weeks,
    worded,
)
from tests.builders import medicines as m
from tests.law.cases import found, prescribing


def verdict(rule: str, medicine: Medicine, on: str, **line: Any) -> Verdict | None:
    case = prescribing(an_ordonnance().written_on(on).of(medicine, **line))
    finding = found(check(case), rule)
    return finding.verdict if finding else None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2020-04-14", Verdict.MET),
        ("2020-04-15", Verdict.BREACHED),
        ("2020-04-16", Verdict.BREACHED),
    ],
)
def test_tramadol_is_limited_to_twelve_weeks_since_15_april_2020(
    on: str, expected: Verdict
) -> None:
    assert verdict("RX-DUR-07", m.TRAMADOL_50, on, days=90) is expected
    assert verdict("RX-DUR-07", m.TRAMADOL_50, on, duration=weeks(12)) is Verdict.MET


def test_the_sentence_gives_the_figures_of_the_case() -> None:
    report = check(prescribing(an_ordonnance().of(m.TRAMADOL_50, days=90)))
    finding = found(report, "RX-DUR-07")
    assert finding is not None
    assert finding.message == (
        "La durée demandée (90 jours) dépasse 12 semaines pour le tramadol par voie orale."
    )
    assert finding.remedy == "Mettre 84 jours."
    assert report.outcome is Outcome.BLOCKED


def test_renewals_count_in_the_duration() -> None:
    report = check(prescribing(an_ordonnance().of(m.TRAMADOL_50, days=28, renewals=3)))
    finding = found(report, "RX-DUR-07")
    assert finding is not None
    assert finding.verdict is Verdict.BREACHED
    assert finding.remedy == "Ramener les renouvellements à 2, soit 84 jours en tout."
    assert verdict("RX-DUR-07", m.TRAMADOL_50, "2026-01-05", days=28, renewals=2) is Verdict.MET


@pytest.mark.parametrize("on", ["2026-01-31", "2024-02-29", "2025-12-01"])
def test_months_are_calendar_months(on: str) -> None:
    assert verdict("RX-DUR-01", m.RAMIPRIL_5, on, duration=months(12)) is Verdict.MET
    assert verdict("RX-DUR-01", m.RAMIPRIL_5, on, duration=months(13)) is Verdict.BREACHED
    assert verdict("RX-DUR-01", m.RAMIPRIL_5, on, duration=months(1), renewals=11) is Verdict.MET
    assert verdict("RX-DUR-03", m.PREGABALINE_75, on, duration=months(6)) is Verdict.MET
    assert verdict("RX-DUR-03", m.PREGABALINE_75, on, duration=months(7)) is Verdict.BREACHED


def test_a_duration_beyond_the_calendar_is_a_breach_not_a_fault() -> None:
    case = prescribing(an_ordonnance().of(m.RAMIPRIL_5, duration=months(9999), renewals=99))
    assert check(case).outcome is Outcome.BLOCKED


def test_a_medicine_without_list_has_no_longest_duration() -> None:
    assert verdict("RX-DUR-01", m.PARACETAMOL_1G, "2026-01-05", duration=months(14)) is None


def test_packs_are_counted_when_the_duration_is_missing() -> None:
    one_size = replace(m.TRAMADOL_50, presentations=m.TRAMADOL_50.presentations[:1])
    assert verdict("RX-DUR-07", one_size, "2026-01-05", packs=2) is Verdict.MET
    assert verdict("RX-DUR-07", one_size, "2026-01-05", packs=3) is Verdict.BREACHED
    uncounted = verdict("RX-DUR-07", one_size, "2026-01-05", packs=2, posology=worded("si douleur"))
    assert uncounted is Verdict.CANNOT_TELL


def test_two_pack_sizes_may_make_the_duration_uncertain() -> None:
    assert verdict("RX-DUR-03", m.ZOLPIDEM_10, "2026-01-05", packs=1) is Verdict.MET
    assert verdict("RX-DUR-03", m.ZOLPIDEM_10, "2026-01-05", packs=2) is Verdict.CANNOT_TELL
    assert verdict("RX-DUR-03", m.ZOLPIDEM_10, "2026-01-05", packs=3) is Verdict.BREACHED


@pytest.mark.parametrize(
    ("on", "applies", "severity"),
    [
        ("2025-02-28", False, None),
        ("2025-03-01", True, Severity.WARNING),
        ("2025-03-31", True, Severity.WARNING),
        ("2025-04-01", True, Severity.BLOCKING),
    ],
)
@pytest.mark.parametrize("medicine", [m.TRAMADOL_50, m.CODEINE_PARACETAMOL, m.DIHYDROCODEINE_60])
def test_the_secured_form_of_opioids_begins_on_1_march_2025_with_a_month_of_tolerance(
    medicine: Medicine, on: str, applies: bool, severity: Severity | None
) -> None:
    builder = an_ordonnance().written_on(on).of(medicine, days=28)
    finding = found(check(prescribing(builder, form=Form.CLASSIQUE)), "RX-SEC-01")
    assert (finding is not None) is applies
    if finding:
        assert finding.verdict is Verdict.BREACHED
        assert finding.severity is severity
    numerique = found(check(prescribing(builder)), "RX-SEC-01")
    assert numerique is None or numerique.verdict is Verdict.MET


def test_pregabaline_needs_the_secured_form_since_24_may_2021() -> None:
    for on, expected in (("2021-05-23", None), ("2021-05-24", Verdict.BREACHED)):
        builder = an_ordonnance().written_on(on).of(m.PREGABALINE_75, days=28)
        finding = found(check(prescribing(builder, form=Form.CLASSIQUE)), "RX-SEC-01")
        assert (finding.verdict if finding else None) is expected


def test_injectable_morphine_lasts_seven_days_or_28_by_pump() -> None:
    assert verdict("RX-STUP-03", m.MORPHINE_INJ, "2026-01-05", days=7) is Verdict.MET
    assert verdict("RX-STUP-03", m.MORPHINE_INJ, "2026-01-05", days=8) is Verdict.BREACHED
    pumped = verdict("RX-STUP-03", m.MORPHINE_INJ, "2026-01-05", days=28, active_perfusion=True)
    assert pumped is Verdict.MET


def history(own: bool, first: date = date(2026, 1, 1), last: date = date(2026, 1, 8)) -> History:
    return History((Covered("morphine", first, last, own),))


def test_an_overlap_is_barred_to_the_same_prescriber_and_a_warning_for_others() -> None:
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=28)
    same = found(check(prescribing(builder, history=history(own=True))), "RX-STUP-07")
    other = found(check(prescribing(builder, history=history(own=False))), "RX-STUP-07")
    assert same is not None
    assert other is not None
    assert (same.outcome, other.outcome) == (Outcome.BLOCKED, Outcome.WARNING)
    assert "01/01/2026 au 08/01/2026" in same.message


def test_an_express_mention_allows_the_overlap() -> None:
    mention = OverlapMention("en complément de l’ordonnance du 01/01/2026")
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=28, overlap=mention)
    report = check(prescribing(builder, history=history(own=True)))
    assert report.outcome is Outcome.ALLOWED


@pytest.mark.parametrize(
    ("last", "expected"), [("2026-01-04", Verdict.MET), ("2026-01-05", Verdict.BREACHED)]
)
def test_a_period_overlaps_from_its_last_day_on(last: str, expected: Verdict) -> None:
    known = history(own=True, last=date.fromisoformat(last))
    builder = an_ordonnance().of(m.MORPHINE_LP_30, days=28)
    finding = found(check(prescribing(builder, history=known)), "RX-STUP-07")
    assert finding is not None
    assert finding.verdict is expected


def test_a_history_that_nobody_knows_informs_only() -> None:
    report = check(prescribing(an_ordonnance().of(m.MORPHINE_LP_30, days=28)))
    finding = found(report, "RX-STUP-07")
    assert finding is not None
    assert finding.verdict is Verdict.CANNOT_TELL
    assert not finding.attestable
    assert not finding.needs_acknowledgement
    assert report.outcome is Outcome.ALLOWED


def test_an_identity_without_qualified_ins_warns_and_an_anonymous_one_is_not_concerned() -> None:
    base = an_ordonnance().of(m.PARACETAMOL_1G, days=5)
    warned = check(prescribing(base.for_(PATIENT_NOT_QUALIFIED)))
    finding = found(warned, "MP-05", None)
    assert finding is not None
    assert finding.reason == "PATIENT_NOT_IDENTIFIABLE"
    assert warned.outcome is Outcome.WARNING
    assert found(check(prescribing(base.anonymous())), "MP-05", None) is None


@pytest.mark.parametrize(("shift", "expected"), [(-1, Outcome.BLOCKED), (0, Outcome.ALLOWED),
                                                 (1, Outcome.ALLOWED)])  # fmt: skip
def test_a_date_in_the_future_of_the_day_of_issue_is_refused(shift: int, expected: Outcome) -> None:
    builder = an_ordonnance().of(m.PARACETAMOL_1G, days=5)
    today = builder.build().established_on + timedelta(days=shift)
    assert check(prescribing(builder, day=today)).outcome is expected


def test_packs_alone_suffice_for_a_speciality_not_for_a_common_name() -> None:
    assert verdict("MD-05", m.PARACETAMOL_1G, "2026-01-05", packs=2) is Verdict.MET
    dci = Product("paracétamol 1 g", substances=(DciSubstance("paracétamol"),))
    line = a_line(m.PARACETAMOL_1G, packs=2, product=dci)
    case = prescribing(an_ordonnance().with_line(line, m.PARACETAMOL_1G))
    finding = found(check(case), "MD-05")
    assert finding is not None
    assert finding.verdict is Verdict.BREACHED


def test_what_is_not_known_of_a_medicine_is_said() -> None:
    unknown = prescribing(an_ordonnance().with_line(a_line(None, days=7)))
    prepared = prescribing(
        an_ordonnance().of_preparation(
            Preparation("Pommade EXEMPLE", (Ingredient("Vaseline", qsp=True),)), duration=weeks(1)
        )
    )
    assert check(unknown).outcome is Outcome.CANNOT_TELL
    assert check(prepared).outcome is Outcome.CANNOT_TELL
    assert [f.rule for f in check(prepared).to_acknowledge()] == ["preparation.not_read"]


def test_a_condition_that_no_rule_reads_asks_for_an_acknowledgement_and_is_named() -> None:
    free = replace(m.ISOTRETINOINE_20, conditions=(m.LISTE_I, "condition EXEMPLE"))
    report = check(prescribing(an_ordonnance().of(free, days=28)))
    finding = found(report, "condition.not_encoded")
    assert finding is not None
    assert "condition EXEMPLE" in finding.message
    assert report.outcome is Outcome.CANNOT_TELL


def test_hospital_use_and_retrocession_are_blocked() -> None:
    for medicine, rule in ((m.HOSPITAL_ONLY, "PR-RH-01"), (m.RETROCESSION, "PR-CH-01")):
        report = check(prescribing(an_ordonnance().of(medicine, days=5)))
        assert rule in {finding.rule for finding in report.blocking()}


def test_a_label_that_differs_from_the_text_is_reported_and_the_text_holds() -> None:
    bare = a_medicine(
        "TUSSIPAX EXEMPLE, comprimé", "60000011", [("CODÉINE", "15")], [m.LISTE_I], (20,)
    )
    report = check(prescribing(an_ordonnance().of(bare, days=90)))
    told = found(report, "condition.table_differs")
    limit = found(report, "RX-DUR-03")
    assert told is not None
    assert told.outcome is Outcome.ALLOWED
    assert "forme sécurisée" in told.message
    assert limit is not None
    assert limit.verdict is Verdict.BREACHED
