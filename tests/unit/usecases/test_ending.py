"""Undo, cancel, replace: what was served stays true, what was not can no longer be."""

from dataclasses import replace

import pytest

from ordonnance.domain.dispensing import CancelReason, UndoReason
from ordonnance.domain.execution import LineState
from ordonnance.domain.people import IdentityStatus
from ordonnance.usecases.replace import replace as replace_ordonnance
from tests.builders.counter import (
    CHILD,
    CLAMOXYL,
    ESCITALOPRAM,
    KARDEGIC,
    PATIENT,
    STILNOX,
    acknowledged,
    declined,
    of,
    packs,
)
from tests.builders.platform import Platform, a_platform, done, refused
from tools.examples import prescriber

PLAIN = of(CLAMOXYL, days=12)
MONTHLY = of(ESCITALOPRAM, days=28, renewals=2)


def states(platform: Platform, number: str, by: str = "pharmacien") -> list[LineState]:
    return [each.state for each in platform.consult(number, by).lines]


def half_served() -> tuple[Platform, str]:
    platform = a_platform()
    number = platform.issue(PLAIN, of(KARDEGIC, days=60)).number
    platform.dispense(number, everything=True)
    return platform, number


# --- Undo


@pytest.mark.parametrize("reason", UndoReason)
def test_a_dispensing_taken_back_frees_what_it_had_taken(reason: UndoReason) -> None:
    platform, number = half_served()
    answer = platform.undo(number, reason=reason)
    assert answer.reference.endswith("-001")
    assert answer.version == 3
    assert [each.state for each in answer.lines] == [LineState.OPEN, LineState.OPEN]
    assert platform.executions(number).executions[0].undone == reason.value
    assert platform.dispense(number, everything=True, by="pharmacien2").reference.endswith("-002")


def test_without_a_reference_the_latest_of_this_pharmacy_is_taken_back() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=24), of(KARDEGIC, days=30)).number
    platform.dispense(number, packs(1, 1))
    platform.dispense(number, packs(2, 1), by="pharmacien2")
    assert platform.undo(number).reference.endswith("-001")
    with refused("DISPENSE_UNKNOWN"):
        platform.undo(number)
    assert states(platform, number) == [LineState.OPEN, LineState.EXECUTED]


def test_a_named_dispensing_is_taken_back_once() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), of(KARDEGIC, days=30)).number
    first = platform.dispense(number, packs(1)).reference
    platform.dispense(number, packs(2))
    assert platform.undo(number, first).reference == first
    with refused("DISPENSE_ALREADY_UNDONE"):
        platform.undo(number, first)
    with refused("DISPENSE_UNKNOWN"):
        platform.undo(number, "EX-00-009")
    assert states(platform, number) == [LineState.OPEN, LineState.EXECUTED]


def test_another_pharmacy_s_dispensing_looks_like_none() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN, of(KARDEGIC, days=30)).number
    theirs = platform.dispense(number, packs(1)).reference
    platform.dispense(number, packs(2), by="pharmacien2")
    with refused("DISPENSE_UNKNOWN"):
        platform.undo(number, theirs, by="pharmacien2")


def test_what_is_taken_back_after_the_end_frees_nothing() -> None:
    platform, number = half_served()
    platform.cancel(number)
    assert [each.state for each in platform.undo(number).lines] == [LineState.CANCELLED] * 2
    with refused("ORDONNANCE_CANCELLED"):
        platform.dispense(number, everything=True)


# --- Cancel


@pytest.mark.parametrize("reason", CancelReason)
def test_the_author_cancels_what_is_not_served(reason: CancelReason) -> None:
    platform, number = half_served()
    answer = platform.cancel(number, reason=reason, text="explication EXEMPLE")
    assert (answer.number, answer.version, answer.state) == (number, 2, "cancelled")
    assert states(platform, number) == [LineState.EXECUTED, LineState.CANCELLED]
    assert platform.consult(number).lines[1].remaining.packs == 0
    with refused("ALREADY_ENDED") as refusal:
        platform.cancel(number)
    assert "annulée" in refusal.value.first.message


def test_another_reason_needs_words() -> None:
    platform, number = half_served()
    with refused("TEXT_REQUIRED"):
        platform.cancel(number, reason=CancelReason.OTHER)


def test_what_is_entirely_served_is_not_cancelled_nor_replaced() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    platform.dispense(number, everything=True)
    with refused("NOTHING_LEFT"):
        platform.cancel(number)
    with refused("NOTHING_LEFT"):
        platform.replace(number, PLAIN)


def test_the_withdrawal_of_the_deposit_is_enqueued() -> None:
    platform, number = half_served()
    other = platform.issue(of(STILNOX, days=7)).number
    platform.messages()
    platform.undo(number)
    assert platform.messages() == ("record.withdraw",)
    platform.cancel(number)
    assert platform.messages() == ("record.withdraw",)
    platform.cancel(other)
    assert sorted(platform.messages()) == ["coverage.forgotten", "record.withdraw"]


def test_a_cancelled_period_may_be_prescribed_again() -> None:
    platform = a_platform()
    number = platform.issue(of(STILNOX, days=14)).number
    platform.cancel(number)
    assert platform.issue(of(STILNOX, days=14)).number


# --- Replace


def test_the_corrected_ordonnance_and_the_former_name_each_other() -> None:
    platform, number = half_served()
    answer = platform.replace(number, PLAIN)
    assert (answer.replaces, answer.version) == (number, 1)
    assert platform.consult(number, "medecin").replaced_by == answer.number
    assert platform.consult(answer.number, "medecin").replaces == number
    assert states(platform, number) == [LineState.EXECUTED, LineState.REPLACED]
    assert states(platform, answer.number) == [LineState.OPEN]


def test_the_old_code_answers_replaced_and_keeps_the_new_one_secret() -> None:
    platform, number = half_served()
    new = platform.replace(number, PLAIN).number
    opened = platform.consult(number)
    assert (opened.state, opened.replaced_by) == ("replaced", None)
    with refused("ORDONNANCE_REPLACED") as refusal:
        platform.dispense(number, packs(2))
    assert new not in f"{refusal.value.first.message}{refusal.value.first.do}"
    assert platform.dispense(new, everything=True).served
    for again in (platform.cancel, lambda n: platform.replace(n, PLAIN)):
        with refused("ALREADY_ENDED") as refusal:
            again(number)
        assert "remplacée" in refusal.value.first.message


def test_a_correction_under_the_overlap_rule_is_not_barred_by_what_it_corrects() -> None:
    platform = a_platform()
    number = platform.issue(of(STILNOX, days=14)).number
    new = platform.replace(number, of(STILNOX, days=7)).number
    assert platform.consult(new).findings == ()
    with refused("LAW_BLOCKED"):
        platform.issue(of(STILNOX, days=7))


def test_a_correction_refused_for_another_ordonnance_leaves_its_trace_on_that_one() -> None:
    platform = a_platform()
    other = platform.issue(of(STILNOX, days=14)).number
    corrected = platform.issue(PLAIN).number
    with refused("LAW_BLOCKED"):
        platform.replace(corrected, of(STILNOX, days=7))
    assert [each.code for each in platform.journal(other).accesses] == ["issue", "check", "journal"]


def test_a_correction_is_judged_like_any_other() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    with refused("LAW_BLOCKED"):
        platform.replace(number, of(CLAMOXYL))
    with refused("AUTHOR_MISMATCH"):
        platform.replace(number, PLAIN, prescriber=prescriber("medecin2"))
    assert states(platform, number) == [LineState.OPEN]


def test_a_correction_concerns_the_same_patient() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    known = replace(PATIENT, ins=None, identity=IdentityStatus.VALIDATED)
    namesake = replace(known, given=("Autre",))
    given = (acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"),)
    for patient, answers in ((CHILD, ()), (namesake, given)):
        with refused("PATIENT_MISMATCH"):
            platform.replace(number, PLAIN, patient=patient, given=answers)
    assert [each.number for each in platform.list().ordonnances] == [number]


def test_a_correction_may_change_what_is_known_of_the_identity() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    known = replace(PATIENT, ins=None, identity=IdentityStatus.VALIDATED)
    given = (acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"),)
    assert platform.replace(number, PLAIN, patient=known, given=given).replaces == number


def test_the_objection_follows_the_correction() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    platform.object(number)
    new = platform.replace(number, PLAIN).number
    platform.dispense(new, everything=True)
    assert platform.executions(new).hidden
    platform.object(new, withdraw=True)
    assert not platform.executions(new).hidden
    assert platform.executions(number).hidden


def test_replacing_again_with_the_same_key_answers_the_same() -> None:
    platform = a_platform()
    number = platform.issue(PLAIN).number
    command = platform.replacing(number, platform.document(of(KARDEGIC, days=30)))
    first = done(replace_ordonnance(command, platform.ports))
    assert done(replace_ordonnance(command, platform.ports)) == first
    assert len(platform.list().ordonnances) == 2
    other = replace(command, asked=replace(command.asked, body=b"autre"))
    with refused("IDEMPOTENCY_KEY_REUSED"):
        done(replace_ordonnance(other, platform.ports))


# --- Idempotency and versions


def test_the_same_key_takes_back_or_cancels_once() -> None:
    platform = a_platform()
    number = platform.issue(MONTHLY).number
    served = platform.dispense(number, everything=True, key="cle-d")
    platform.later(days=28)
    assert platform.dispense(number, everything=True, key="cle-d") == served
    undone = platform.undo(number, key="cle-u")
    assert platform.undo(number, key="cle-u") == undone
    ended = platform.cancel(number, key="cle-c")
    assert platform.cancel(number, key="cle-c") == ended
    assert platform.progress(number).version == 4
    with refused("IDEMPOTENCY_KEY_REUSED"):
        platform.cancel(number, key="cle-c", body=b"autre demande")


def test_the_key_of_one_act_does_not_open_another() -> None:
    platform = a_platform()
    number = platform.issue(MONTHLY).number
    platform.dispense(number, everything=True, key="cle")
    with refused("IDEMPOTENCY_KEY_REUSED"):
        platform.undo(number, key="cle")


def test_a_stale_version_is_refused_and_the_current_one_accepted() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=24)).number
    platform.dispense(number, packs(1, 1), if_match=1)
    for stale in (1, 3):
        with refused("VERSION_STALE"):
            platform.undo(number, if_match=stale)
    assert platform.undo(number, if_match=2).version == 3


def test_the_author_s_version_counts_the_author_s_acts_only() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=24)).number
    platform.dispense(number, packs(1, 1))
    platform.dispense(number, declined(1))
    platform.object(number)
    assert platform.consult(number, "medecin").version == 1
    assert platform.consult(number, "pharmacien").version == 4
    assert platform.consult(number, "patient").version == 4
    with refused("VERSION_STALE"):
        platform.cancel(number, if_match=4)
    assert platform.cancel(number, if_match=1).version == 2
    assert platform.consult(number, "medecin").version == 2
