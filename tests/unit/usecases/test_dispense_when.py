"""Dispense: when a line can be served no more, not yet, or is covered by another."""

from datetime import date

import pytest

from ordonnance.domain.prescription import Line
from ordonnance.law.register import versions
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.results import LineView
from tests.builders.counter import (
    CLAMOXYL,
    ESCITALOPRAM,
    STILNOX,
    acknowledged,
    declined,
    of,
    packs,
)
from tests.builders.platform import Platform, a_platform, refused

MONTHLY = of(ESCITALOPRAM, days=28, renewals=2)
ATTESTED = (acknowledged("PR-PIH-01"),)


def issued(*lines: Line) -> tuple[Platform, str]:
    platform = a_platform()
    return platform, platform.issue(*lines).number


def line_of(platform: Platform, number: str, line: int = 1) -> LineView:
    return platform.consult(number).lines[line - 1]


def test_a_cancelled_or_replaced_ordonnance_is_served_no_more() -> None:
    platform, number = issued(MONTHLY)
    platform.dispense(number, everything=True)
    other = platform.issue(of(CLAMOXYL, days=12)).number
    platform.cancel(number)
    platform.replace(other, of(CLAMOXYL, days=6))
    platform.later(days=28)
    for ended, code in ((number, "ORDONNANCE_CANCELLED"), (other, "ORDONNANCE_REPLACED")):
        for lines in ((packs(1, 1),), (declined(1),)):
            with refused(code):
                platform.dispense(ended, *lines)


def test_the_first_serving_comes_within_three_months() -> None:
    platform, number = issued(of(ESCITALOPRAM, days=28))
    assert line_of(platform, number).last_on == date(2027, 2, 22)
    platform.later(days=91)
    assert platform.consult(number).state == "issued"
    platform.later(days=1)
    assert platform.consult(number).state == "expired"
    for asked in (packs(1), declined(1)):
        with refused("LINE_ENDED") as refusal:
            platform.dispense(number, asked)
        assert "22/02/2027" in refusal.value.first.message


def test_a_line_not_to_be_served_yet_waits_for_its_day() -> None:
    platform, number = issued(of(CLAMOXYL, days=12, not_before=date(2026, 11, 30)))
    with refused("LINE_NOT_DUE") as refusal:
        platform.dispense(number, everything=True)
    assert "30/11/2026" in refusal.value.first.message
    platform.later(days=7)
    assert platform.dispense(number, everything=True).served


def test_an_overlap_at_the_same_pharmacy_blocks_its_line_only() -> None:
    platform = a_platform()
    former = platform.issue(of(STILNOX, days=14)).number
    platform.dispense(former, everything=True)
    number = platform.issue(of(CLAMOXYL, days=12), of(STILNOX, days=14), by="medecin2").number
    with refused("LINE_BLOCKED"):
        platform.dispense(number, packs(2))
    with refused("ACKNOWLEDGEMENT_NOT_POSSIBLE"):
        platform.dispense(number, packs(2), given=(acknowledged("RX-STUP-07", line=2),))
    answer = platform.dispense(number, everything=True)
    assert [each.line for each in answer.served] == [1]
    assert [(each.line, each.code) for each in answer.skipped] == [(2, "LINE_BLOCKED")]


LOOKED = (
    "vos délivrances ou ordonnances antérieures consultées (ordonnances qui se suivent, R.5132-33)"
)
TITLE = versions("RX-STUP-07")[-1].title
ANSWERED = f"constats auxquels une réponse a été donnée\u202f: {TITLE} (RX-STUP-07)"


def test_an_overlap_served_elsewhere_is_a_warning_that_names_the_period_only() -> None:
    platform = a_platform()
    former = platform.issue(of(STILNOX, days=14)).number
    platform.dispense(former, everything=True)
    number = platform.issue(of(STILNOX, days=14), by="medecin2").number
    with pytest.raises(LawRefusal) as refusal:
        platform.dispense(number, packs(1), by="pharmacien2")
    assert refusal.value.code == "ACKNOWLEDGEMENT_REQUIRED"
    (finding,) = refusal.value.findings
    assert (finding.rule, finding.severity) == ("RX-STUP-07", "warning")
    assert "du 23/11/2026 au 06/12/2026" in finding.message
    told = f"{finding}"
    assert "Pharmacie Exemple" not in told
    assert "EXEMPLE" not in told
    assert former not in told
    given = (acknowledged("RX-STUP-07", line=1),)
    assert platform.dispense(number, packs(1), by="pharmacien2", given=given).served
    read = platform.journal(number).accesses
    assert [(each.code, each.details, each.refused) for each in read[:3]] == [
        ("issue", LOOKED, False),
        ("dispense", "refusé\u202f: une réponse du professionnel à des constats était attendue, "
         f"{LOOKED}", True),
        ("dispense", f"référence {platform.progress(number).dispenses[0].reference}, "
         f"{LOOKED}, {ANSWERED}", False),
    ]  # fmt: skip


def test_a_dispensing_taken_back_covers_no_day_any_more() -> None:
    platform = a_platform()
    former = platform.issue(of(STILNOX, days=14)).number
    platform.dispense(former, everything=True)
    number = platform.issue(of(STILNOX, days=14), by="medecin2").number
    with refused("LINE_BLOCKED"):
        platform.dispense(number, packs(1))
    platform.undo(former)
    assert platform.dispense(number, packs(1)).served
