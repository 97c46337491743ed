"""What is handed over in place of a medicine is set against the other lines."""

import pytest

from ordonnance.domain.dispensing import Substitution, SubstitutionKind, UndoReason
from ordonnance.domain.interactions import Level
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.coverage import record_execution
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.line_request import LineRequest
from tests.builders.counter import AMLOR, ESCITALOPRAM, MOPRAL, acknowledged, of, pack_of, packs
from tests.builders.interactions import KnownInteractions, couple, thesaurus
from tests.builders.platform import Platform, a_platform, done, refused

RULE, TWICE = "interaction.contraindicated", "substance.duplicate"
BARRED = thesaurus(
    couple("escitalopram", "oméprazole"),
    couple("amlodipine", "oméprazole", Level.PRECAUTION),
)
KINDS = (SubstitutionKind.SHORTAGE, SubstitutionKind.PRESCRIBER_AGREEMENT)


def instead(
    cis: str, line: int = 1, kind: SubstitutionKind = SubstitutionKind.SHORTAGE
) -> LineRequest:
    """One box of another medicine, served for that line."""
    told = Substitution(kind, "rupture, accord du médecin au téléphone")
    return packs(line, 1, cip13=pack_of(cis), substitution=told)


def issued(one: str = AMLOR, renewals: int = 0) -> tuple[Platform, str]:
    platform = a_platform(interactions=KnownInteractions(BARRED))
    lines = (of(cis, days=28, renewals=renewals) for cis in (one, MOPRAL))
    given = (acknowledged(RULE, "voulu", 2),) if one == ESCITALOPRAM else ()
    return platform, platform.issue(*lines, given=given).number


def waits_for(platform: Platform, number: str, *requests: LineRequest) -> list[tuple[str, int]]:
    """The findings for which the serving waits, with their lines."""
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.dispense(number, *requests)
    assert isinstance(refusal.value, LawRefusal)
    return [(each.rule, each.line or 0) for each in refusal.value.findings]


def told(platform: Platform, number: str, *requests: LineRequest) -> list[tuple[str, int]]:
    """The lines on which the same substance twice is told, once they are served."""
    found = platform.dispense(number, *requests).findings
    return [(each.rule, each.line or 0) for each in found if each.rule == TWICE]


@pytest.mark.parametrize("kind", KINDS)
def test_a_substitute_and_the_line_it_bars_in_one_act(kind: SubstitutionKind) -> None:
    platform, number = issued()
    asked = (instead(ESCITALOPRAM, kind=kind), packs(2))
    assert waits_for(platform, number, *asked) == [(RULE, 2)]
    reason = acknowledged(RULE, "avis du cardiologue", 2)
    answer = platform.dispense(number, *asked, given=(reason,))
    assert [each.rule for each in answer.findings].count(RULE) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_substitute_served_before_the_line_it_bars(kind: SubstitutionKind) -> None:
    platform, number = issued()
    platform.dispense(number, instead(ESCITALOPRAM, kind=kind))
    assert waits_for(platform, number, packs(2)) == [(RULE, 2)]


def test_a_substitute_served_after_the_line_it_bars() -> None:
    platform, number = issued()
    platform.dispense(number, packs(2))
    assert waits_for(platform, number, instead(ESCITALOPRAM)) == [(RULE, 1)]


def test_a_substitute_at_a_renewal_is_a_first_time() -> None:
    platform, number = issued(renewals=5)
    platform.dispense(number, everything=True)
    platform.later(days=30)
    asked = (instead(ESCITALOPRAM), packs(2))
    assert waits_for(platform, number, *asked) == [(RULE, 1)]
    reason = acknowledged(RULE, "avis du cardiologue", 1)
    platform.dispense(number, *asked, given=(reason,))
    platform.later(days=30)
    again = platform.dispense(number, instead(ESCITALOPRAM), packs(2))
    assert {each.severity for each in again.findings if each.rule == RULE} == {"info"}


def test_what_a_substitute_replaced_bars_nothing_any_more() -> None:
    platform, number = issued(one=ESCITALOPRAM)
    platform.dispense(number, instead(AMLOR))
    answer = platform.dispense(number, packs(2))
    assert [each.rule for each in answer.findings] == ["interaction.precaution"]


def test_the_medicine_prescribed_comes_back_and_is_compared_again() -> None:
    platform, number = issued(one=ESCITALOPRAM, renewals=1)
    platform.dispense(number, instead(AMLOR), packs(2))
    platform.later(days=28)
    assert waits_for(platform, number, packs(1)) == [(RULE, 1)]


def test_a_substitute_taken_back_bars_nothing() -> None:
    platform, number = issued()
    given = platform.dispense(number, instead(ESCITALOPRAM))
    platform.undo(number, given.reference, reason=UndoReason.RETURNED_UNOPENED)
    answer = platform.dispense(number, packs(2))
    assert [each.rule for each in answer.findings] == ["interaction.precaution"]


def test_the_same_substance_handed_over_twice_is_told_in_every_order() -> None:
    twice = instead(MOPRAL)
    platform, number = issued()
    assert told(platform, number, twice, packs(2)) == [(TWICE, 2)]
    platform, number = issued()
    assert told(platform, number, twice) == []
    assert told(platform, number, packs(2)) == [(TWICE, 2)]
    platform, number = issued()
    platform.dispense(number, packs(2))
    assert told(platform, number, twice) == [(TWICE, 1)]


def test_a_substitute_is_set_against_what_else_the_patient_takes_as_a_first_time() -> None:
    platform = a_platform(interactions=KnownInteractions(BARRED), running=True)
    other = platform.issue(of(ESCITALOPRAM, days=28), by="medecin2").number
    given = platform.dispense(other, everything=True)
    done(record_execution(OrdonnanceNumber(other), given.reference, platform.ports))
    number = platform.issue(of(AMLOR, days=30, daily=4)).number
    platform.dispense(number, packs(1, 1))
    assert waits_for(platform, number, instead(MOPRAL)) == [("interaction.running", 1)]


def test_a_medicine_replaced_is_not_handed_over_and_meets_nothing() -> None:
    platform, number = issued(one=ESCITALOPRAM)
    platform.dispense(number, packs(2), given=(acknowledged(RULE, "voulu", 2),))
    answer = platform.dispense(number, instead(AMLOR))
    assert [each.rule for each in answer.findings if each.rule.startswith("interaction")] == [
        "interaction.precaution"
    ]


def test_a_line_served_with_two_medicines_in_one_act_counts_both() -> None:
    platform = a_platform(interactions=KnownInteractions(BARRED))
    number = platform.issue(of(AMLOR, days=30, daily=4), of(MOPRAL, days=28)).number
    platform.dispense(number, packs(1, 1, cip13=pack_of(AMLOR)), instead(ESCITALOPRAM))
    answer = platform.dispense(number, packs(2), given=(acknowledged(RULE, "voulu", 2),))
    assert {each.rule for each in answer.findings} == {RULE, "interaction.precaution"}
