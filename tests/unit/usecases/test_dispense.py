"""Dispense: full, part, line by line, in several pharmacies; what remains is always told."""

from datetime import date
from decimal import Decimal

import pytest

from ordonnance.domain.dispensing import DeclineReason, QuantityReason
from ordonnance.domain.execution import LineState
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.domain.quantity import Unit
from ordonnance.usecases.counter_views import Remaining
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.results import LineView
from tests.builders.counter import (
    AMLOR,
    CLAMOXYL,
    ESCITALOPRAM,
    KARDEGIC,
    PROGRAF,
    SKENAN,
    acknowledged,
    declined,
    of,
    packs,
    speciality,
    units,
)
from tests.builders.medicines import per_day
from tests.builders.platform import Platform, a_platform, refused
from tests.builders.prescriptions import a_line

MONTHLY = of(ESCITALOPRAM, days=28, renewals=2)
ATTESTED = (acknowledged("PR-PIH-01"),)


def issued(*lines: Line) -> tuple[Platform, str]:
    platform = a_platform()
    return platform, platform.issue(*lines).number


def line_of(platform: Platform, number: str, line: int = 1) -> LineView:
    return platform.consult(number).lines[line - 1]


def test_everything_due_is_served_at_once_and_the_answer_tells_what_remains() -> None:
    platform, number = issued(of(CLAMOXYL, days=12), of(KARDEGIC, days=30))
    answer = platform.dispense(number, everything=True)
    assert [(each.line, each.packs, each.days) for each in answer.served] == [
        (1, Decimal(1), 12), (2, Decimal(1), 30),
    ]  # fmt: skip
    assert answer.reference == f"EX-{number[-2:]}-001"
    assert (answer.version, answer.scan_for_payer, answer.skipped) == (2, False, ())
    assert {each.state for each in answer.lines} == {LineState.EXECUTED}
    assert {each.remaining for each in answer.lines} == {Remaining(Decimal(0), 0, Decimal(0))}
    assert platform.consult(number).state == "executed"


def test_a_part_of_a_line_leaves_the_rest_due() -> None:
    platform, number = issued(of(CLAMOXYL, days=24))
    answer = platform.dispense(number, packs(1, 1))
    assert answer.lines[0].state is LineState.PARTLY_EXECUTED
    assert answer.lines[0].remaining == Remaining(Decimal(1), 12, Decimal(12))
    assert answer.lines[0].next_on == date(2026, 11, 23), "the rest of the portion is due at once"
    assert platform.consult(number).state == "partly-executed"
    assert platform.dispense(number, everything=True, by="pharmacien2").lines[0].next_on is None


def test_one_line_of_two_leaves_the_other_open() -> None:
    platform, number = issued(of(CLAMOXYL, days=12), of(KARDEGIC, days=30))
    answer = platform.dispense(number, packs(2))
    assert [each.state for each in answer.lines] == [LineState.OPEN, LineState.EXECUTED]
    assert platform.consult(number).state == "partly-executed"


def test_all_as_prescribed_serves_the_portion_of_the_day_never_the_renewals_ahead() -> None:
    platform, number = issued(MONTHLY, of(AMLOR, days=30, renewals=5))
    answer = platform.dispense(number, everything=True)
    assert [(each.packs, each.units) for each in answer.served] == [
        (Decimal(1), Decimal(28)), (Decimal(1), Decimal(30)),
    ]  # fmt: skip
    assert [each.remaining.days for each in answer.lines] == [56, 150]


def test_all_as_prescribed_skips_what_is_not_due_and_says_until_when() -> None:
    platform, number = issued(MONTHLY, of(CLAMOXYL, days=12))
    platform.dispense(number, packs(1))
    answer = platform.dispense(number, everything=True)
    assert [each.line for each in answer.served] == [2]
    assert [(each.line, each.code) for each in answer.skipped] == [(1, "LINE_NOT_DUE")]
    assert "18/12/2026" in answer.skipped[0].message


def test_nothing_due_names_the_reason_of_each_line() -> None:
    platform, number = issued(MONTHLY, of(CLAMOXYL, days=12))
    platform.dispense(number, everything=True)
    with refused("NOTHING_TO_SERVE") as refusal:
        platform.dispense(number, everything=True)
    codes = [each.code for each in refusal.value.issues]
    assert codes == ["NOTHING_TO_SERVE", "LINE_NOT_DUE", "LINE_ALREADY_SERVED"]


def test_what_is_entirely_served_is_refused_without_saying_who_served() -> None:
    platform, number = issued(of(CLAMOXYL, days=12))
    platform.dispense(number, everything=True)
    for ask in ({"everything": True}, {}):
        with refused("LINE_ALREADY_SERVED") as refusal:
            lines = () if ask else (packs(1, 1),)
            platform.dispense(number, *lines, by="pharmacien2", **ask)
        told = " ".join(f"{each.message} {each.do}" for each in refusal.value.issues)
        assert "Pharmacie" not in told
        assert "EXEMPLE" not in told


def test_a_renewal_is_served_from_three_days_before_its_day() -> None:
    platform, number = issued(MONTHLY)
    platform.dispense(number, everything=True)
    assert line_of(platform, number).next_on == date(2026, 12, 21)
    platform.later(days=24)
    with refused("LINE_NOT_DUE") as refusal:
        platform.dispense(number, packs(1, 1))
    assert "au plus tôt le 18/12/2026" in refusal.value.first.message
    assert "18/12/2026" in refusal.value.first.do
    platform.later(days=1)
    platform.dispense(number, everything=True)
    assert line_of(platform, number).next_on == date(2027, 1, 18)


def test_two_pharmacies_share_one_ordonnance() -> None:
    platform, number = issued(MONTHLY)
    platform.dispense(number, everything=True)
    platform.later(days=28)
    second = platform.dispense(number, everything=True, by="pharmacien2")
    assert second.reference.endswith("-002")
    places = [each.place for each in platform.executions(number, "patient").executions]
    assert places == ["Pharmacie Exemple", "Pharmacie Démo"]
    own = platform.executions(number, "pharmacien2").executions
    assert [each.reference for each in own] == [second.reference]


def test_more_than_the_portion_of_the_day_needs_its_reason() -> None:
    platform, number = issued(MONTHLY)
    with refused("QUANTITY_REASON_REQUIRED") as refusal:
        platform.dispense(number, packs(1, 2))
    assert "1 boîte" in refusal.value.first.message
    answer = platform.dispense(number, packs(1, 2, quantity_reason=QuantityReason.TRAVEL))
    assert (answer.served[0].packs, answer.lines[0].remaining.packs) == (Decimal(2), Decimal(1))
    assert line_of(platform, number).next_on == date(2027, 1, 18)


def test_more_than_what_remains_is_refused_whatever_the_reason() -> None:
    platform, number = issued(MONTHLY)
    with refused("QUANTITY_TOO_LARGE") as refusal:
        platform.dispense(number, packs(1, 4, quantity_reason=QuantityReason.TRAVEL))
    assert "3 boîtes" in refusal.value.first.message


def test_less_than_the_portion_needs_no_reason() -> None:
    platform, number = issued(of(ESCITALOPRAM, days=28, daily=2))
    answer = platform.dispense(number, packs(1, 1))
    assert answer.lines[0].remaining.packs == 1
    assert answer.lines[0].due.packs == 1


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("0", "elle est nulle"),
        ("-1", "elle est négative"),
        ("NaN", "ce n'est pas un nombre"),
        ("sNaN", "ce n'est pas un nombre"),
        ("Infinity", "ce n'est pas un nombre"),
        ("1e400", "elle dépasse"),
        ("10000", "elle dépasse"),
        ("1e-400", "trois décimales au plus"),
        ("1e-30", "trois décimales au plus"),
        ("0.0001", "trois décimales au plus"),
        ("0.5", "un nombre entier"),
        ("1.5", "un nombre entier"),
    ],
)
def test_what_no_hand_can_take_is_refused_and_says_why(value: str, reason: str) -> None:
    platform, number = issued(MONTHLY)
    for asked in (packs(1, value), units(1, value)):
        with refused("QUANTITY_INVALID") as refusal:
            platform.dispense(number, asked)
        assert reason in refusal.value.first.message
    assert platform.consult(number).version == 1


def test_a_quantity_is_in_packs_or_in_units_and_none_for_what_is_declined() -> None:
    platform, number = issued(MONTHLY)
    both = LineRequest(1, packs=Decimal(1), units=Decimal(28))
    refusing = LineRequest(1, packs=Decimal(1), decline=DeclineReason.NOT_WANTED)
    for asked, reason in ((both, "pas les deux"), (refusing, "non délivrée")):
        with refused("QUANTITY_INVALID") as refusal:
            platform.dispense(number, asked)
        assert reason in refusal.value.first.message


@pytest.mark.parametrize("posology", [Posology(text="selon la douleur"), per_day(1, Unit("dose"))])
def test_a_line_that_nobody_can_count_is_bounded_and_ends(posology: Posology) -> None:
    platform, number = issued(a_line(speciality(KARDEGIC), days=60, posology=posology))
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        platform.dispense(number, packs(1, 50))
    assert platform.dispense(number, packs(1, 1)).served[0].days == 30
    with refused("LINE_NOT_DUE"):
        platform.dispense(number, packs(1, 1))
    platform.later(days=30)
    given = (acknowledged("DI-02", "deux boîtes pour le voyage"),)
    answer = platform.dispense(number, packs(1, 2), given=given)
    assert answer.lines[0].state is LineState.EXECUTED
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, packs(1, 1))


def test_a_line_that_does_not_exist_or_is_asked_twice_is_refused() -> None:
    platform, number = issued(MONTHLY)
    with refused("LINE_UNKNOWN"):
        platform.dispense(number, packs(2, 1))
    with refused("QUANTITY_INVALID"):
        platform.dispense(number, packs(1, 1), packs(1, 1))
    with refused("NOTHING_TO_SERVE"):
        platform.dispense(number)
    assert platform.consult(number).version == 1


def test_one_line_refused_refuses_the_dispensing_and_records_nothing() -> None:
    platform, number = issued(of(CLAMOXYL, days=12), MONTHLY)
    platform.messages()
    with refused("QUANTITY_TOO_LARGE"):
        platform.dispense(number, packs(1, 1), packs(2, 9))
    assert platform.consult(number).state == "issued"
    assert platform.messages() == ()


@pytest.mark.parametrize("reason", DeclineReason)
def test_a_line_declined_stays_open_and_the_reason_is_kept(reason: DeclineReason) -> None:
    platform, number = issued(of(CLAMOXYL, days=12))
    answer = platform.dispense(number, LineRequest(1, decline=reason, note="motif EXEMPLE"))
    assert (answer.served, answer.lines[0].state) == ((), LineState.OPEN)
    kept = platform.executions(number, "pharmacien").executions[0]
    assert [(each.line, each.reason, each.text) for each in kept.declined] == [
        (1, reason.value, "motif EXEMPLE")
    ]
    assert platform.dispense(number, everything=True, by="pharmacien2").served


def test_all_as_prescribed_leaves_out_what_the_patient_does_not_want() -> None:
    platform, number = issued(of(CLAMOXYL, days=12), of(KARDEGIC, days=30))
    answer = platform.dispense(number, declined(2), everything=True)
    assert [each.line for each in answer.served] == [1]
    assert [each.state for each in answer.lines] == [LineState.EXECUTED, LineState.OPEN]


def test_a_line_already_served_can_no_longer_be_declined() -> None:
    platform, number = issued(of(CLAMOXYL, days=12))
    platform.dispense(number, everything=True)
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, declined(1))


def test_a_finding_at_the_counter_is_attested_for_the_line() -> None:
    platform = a_platform()
    number = platform.issue(of(PROGRAF, days=50), of(CLAMOXYL, days=12), given=ATTESTED).number
    for ask in ({"everything": True}, {}):
        with refused("ACKNOWLEDGEMENT_REQUIRED"):
            platform.dispense(number, *(() if ask else (packs(1),)), **ask)
    platform.dispense(number, everything=True, given=ATTESTED)
    stored = platform.progress(number)
    assert [(each.rule, each.line) for each in stored.dispenses[0].acknowledged] == [
        ("PR-PIH-01", 1)
    ]


def test_a_preparateur_serves_under_a_named_pharmacist_and_both_are_recorded() -> None:
    platform, number = issued(of(CLAMOXYL, days=12))
    with refused("PHARMACIST_REQUIRED"):
        platform.dispense(number, everything=True, by="preparateur")
    platform.dispense(number, everything=True, by="preparateur", pharmacist="99900000078")
    executant = platform.progress(number).dispenses[0].executant
    assert (executant.rpps, executant.assistant) == ("99900000078", "899900000094")
    assert executant.assistant_name == "Zoé EXEMPLE"
    assert platform.journal(number).accesses[1].actor == "Zoé EXEMPLE"


def test_a_deposit_is_enqueued_with_each_dispensing() -> None:
    platform, number = issued(of(SKENAN, days=7), of(CLAMOXYL, days=12))
    platform.messages()
    platform.dispense(number, packs(2))
    assert sorted(platform.messages()) == ["coverage.executed", "record.execution"]
