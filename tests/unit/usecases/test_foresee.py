"""What is foreseen at the counter is what the act then does; nothing is written but the access."""

from dataclasses import replace

import pytest

from ordonnance.domain.interactions import Level
from ordonnance.domain.prescription import Line
from ordonnance.usecases.foresee import Foreseen, Meeting, foresee
from tests.builders.counter import (
    AMLOR,
    CLAMOXYL,
    ESCITALOPRAM,
    KARDEGIC,
    LOVENOX,
    PROGRAF,
    SKENAN,
    acknowledged,
    declined,
    of,
    packs,
)
from tests.builders.interactions import KnownInteractions, couple, thesaurus
from tests.builders.platform import Platform, a_platform, done, refused

SITUATIONS = {
    "two lines": (of(CLAMOXYL, days=12), of(KARDEGIC, days=30)),
    "a renewal": (of(ESCITALOPRAM, days=28, renewals=2),),
    "a narcotic beside another line": (of(SKENAN, days=14, daily=2), of(AMLOR, days=60)),
    "a line that asks for an answer": (of(PROGRAF, days=28), of(CLAMOXYL, days=6)),
}


def foreseen(platform: Platform, number: str, by: str = "pharmacien") -> Foreseen:
    return done(foresee(platform.asked(number, by), platform.ports))


@pytest.fixture(params=SITUATIONS)
def situation(request: pytest.FixtureRequest) -> tuple[Line, ...]:
    lines: tuple[Line, ...] = SITUATIONS[request.param]
    return tuple(replace(line, number=rank) for rank, line in enumerate(lines, start=1))


def issued(platform: Platform, situation: tuple[Line, ...]) -> str:
    asked = any(str(line.product.cis) == PROGRAF for line in situation if line.product)
    return platform.issue(*situation, given=(acknowledged("PR-PIH-01"),) if asked else ()).number


def test_what_is_foreseen_is_what_is_served(situation: tuple[Line, ...]) -> None:
    platform = a_platform()
    number = issued(platform, situation)
    told = foreseen(platform, number).lines
    answers = tuple(
        acknowledged(each.rule, line=each.line) for line in told for each in line.waiting
    )
    served = platform.dispense(number, everything=True, given=answers)
    assert served.served == tuple(each.served for each in told if each.served)
    assert {each.line: each.message for each in served.skipped} == {
        each.line: each.message for each in told if not each.served
    }


def test_what_waits_for_an_answer_is_what_the_act_asks(situation: tuple[Line, ...]) -> None:
    platform = a_platform()
    number = issued(platform, situation)
    waiting = [each for line in foreseen(platform, number).lines for each in line.waiting]
    if not waiting:
        assert platform.dispense(number, everything=True).served
        return
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        platform.dispense(number, everything=True)


def test_a_line_already_served_says_why_it_is_not_served_again() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    platform.dispense(number, everything=True)
    (line,) = foreseen(platform, number).lines
    assert (line.served, line.code) == (None, "LINE_ALREADY_SERVED")
    assert line.message


def test_a_line_declined_is_still_foreseen() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), of(KARDEGIC, days=30)).number
    platform.dispense(number, declined(1), packs(2, 1))
    first, second = foreseen(platform, number).lines
    assert first.served is not None
    assert second.served is None


def test_looking_writes_the_access_and_changes_nothing() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    before = platform.progress(number)
    foreseen(platform, number)
    assert platform.progress(number) == before
    assert [each.code for each in platform.journal(number).accesses].count("consult") == 1


def test_only_who_serves_foresees() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    assert foreseen(platform, number, "pharmacien2").lines
    for somebody in ("patient", "medecin"):
        with refused("NOT_ALLOWED"):
            foreseen(platform, number, somebody)


def test_lines_that_a_finding_names_are_told_with_it() -> None:
    platform = a_platform()
    number = platform.issue(
        of(CLAMOXYL, days=6), of(KARDEGIC, days=30), of(CLAMOXYL, days=6)
    ).number  # fmt: skip
    first, second, third = foreseen(platform, number).lines
    assert (first.meetings, second.meetings) == ((), ())
    assert third.meetings == (Meeting("substance.duplicate", 1),)


def test_what_waits_for_its_lot_or_its_pack_is_told_what_the_law_says_of_it() -> None:
    bleeding = thesaurus(
        couple("acide acétylsalicylique", "énoxaparine", Level.NOT_RECOMMENDED)
    )  # fmt: skip
    platform = a_platform(interactions=KnownInteractions(bleeding))
    number = platform.issue(of(KARDEGIC, days=30), of(LOVENOX, days=10)).number
    _, injected = foreseen(platform, number).lines
    assert (injected.served, injected.code) == (None, "LOT_REQUIRED")
    assert "interaction.not_recommended" in [each.rule for each in injected.findings]
    assert injected.meetings == (Meeting("interaction.not_recommended", 1),)
