"""The registers of a pharmacy: a number for each listed serving, kept when it is taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ordonnance.domain.actors import Role
from ordonnance.domain.counter import Bearer, CounterFacts
from ordonnance.domain.register import RegisterKind
from ordonnance.usecases.read_register import ReadRegister, read_register, read_whole
from ordonnance.usecases.register_views import RegisterRead, RegisterRow
from tests.builders.counter import (
    AMLOR,
    CLAMOXYL,
    KARDEGIC,
    MIFEGYNE,
    SKENAN,
    of,
    packs,
)
from tests.builders.platform import Platform, a_platform, done, refused

ORDONNANCIER, NARCOTICS = RegisterKind.ORDONNANCIER, RegisterKind.NARCOTICS
PADERYL = "62582924"
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)


def register(
    platform: Platform, kind: RegisterKind = ORDONNANCIER, by: str = "pharmacien", after: int = 0
) -> RegisterRead:
    """A page of a register, as that person reads it."""
    command = ReadRegister(platform.caller(by), kind, FIRST, LAST, after)
    return done(read_register(command, platform.ports))


def test_a_listed_serving_has_a_number_and_one_without_list_has_none() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12), of(KARDEGIC, days=30)).number
    answer = platform.dispense(number, everything=True)
    assert [(each.line, each.register, each.rank) for each in answer.numbered] == [
        (1, ORDONNANCIER, 1)
    ]
    (row,) = register(platform).rows
    assert (row.rank, row.line, row.regime, row.reference) == (1, 1, "liste I", answer.reference)
    assert row.patient.startswith("EXEMPLE")
    assert number not in repr(register(platform).rows)


def test_a_stupefiant_stands_in_both_registers_with_how_its_bearer_was_known() -> None:
    platform = a_platform()
    number = platform.issue(of(SKENAN, days=28, daily=2, in_words="deux")).number
    facts = CounterFacts(bearer=Bearer(patient=False, identified=True))
    platform.dispense(number, packs(1, facts=facts))
    (row,) = register(platform, NARCOTICS).rows
    assert (row.regime, row.bearer, row.units) == ("stupéfiant", "IDENTIFIED", 56)
    assert [each.rank for each in register(platform).rows] == [1]


def test_a_renewal_has_a_number_of_its_own() -> None:
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=90)).number
    for rank in (1, 2, 3):
        assert platform.dispense(number, everything=True).numbered[0].rank == rank
        platform.later(30)


@pytest.mark.parametrize(("days", "regime"), [(0, "liste II"), (1, "liste I"), (2, "liste I")])
def test_a_serving_is_entered_under_the_list_of_its_own_day(days: int, regime: str) -> None:
    # Codeine syrups went from liste II to liste I on 01/03/2025.
    platform = a_platform(datetime(2025, 2, 28, 9, tzinfo=UTC))
    number = platform.issue(of(PADERYL, days=5)).number
    platform.later(days)
    platform.dispense(number, packs(1, 1))
    command = ReadRegister(
        platform.caller("pharmacien"), ORDONNANCIER, date(2025, 2, 1), date(2025, 3, 31)
    )
    (row,) = done(read_register(command, platform.ports)).rows
    assert (row.rank, row.regime) == (1, regime)


def test_the_same_key_answers_the_same_number() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    first = platform.dispense(number, everything=True, key="key-000000")
    platform.dispense(platform.issue(of(CLAMOXYL, days=12)).number, everything=True)
    assert platform.dispense(number, everything=True, key="key-000000") == first
    assert [each.rank for each in register(platform).rows] == [1, 2]


def test_a_dispensing_taken_back_keeps_its_number_and_says_so() -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    platform.dispense(number, everything=True)
    platform.undo(number)
    platform.dispense(number, everything=True)
    undone = [(each.rank, each.undone_at is not None) for each in register(platform).rows]
    assert undone == [(1, True), (2, False)]


def test_a_pharmacy_reads_its_own_registers_only() -> None:
    platform = a_platform()
    for by in ("pharmacien", "pharmacien2"):
        platform.dispense(platform.issue(of(CLAMOXYL, days=12)).number, everything=True, by=by)
        assert [each.rank for each in register(platform, by=by).rows] == [1]
    places = {register(platform, by=by).place for by in ("pharmacien", "pharmacien2")}
    assert len(places) == 2


@pytest.mark.parametrize("by", ["medecin", "preparateur", "patient", "caisse"])
def test_only_a_pharmacist_reads_a_register(by: str) -> None:
    with refused("NOT_ALLOWED"):
        register(a_platform(), by=by)


def test_days_in_the_wrong_order_are_refused() -> None:
    platform = a_platform()
    command = ReadRegister(platform.caller("pharmacien"), ORDONNANCIER, LAST, FIRST)
    with refused("ELEMENT_INVALID"):
        done(read_register(command, platform.ports))


def test_a_session_without_pharmacy_is_told_that_it_has_none() -> None:
    platform = a_platform()
    nowhere = replace(platform.caller("patient"), role=Role.DISPENSER)
    with refused("ELEMENT_INVALID") as refusal:
        done(read_register(ReadRegister(nowhere, ORDONNANCIER, FIRST, LAST), platform.ports))
    assert "pharmacie" in refusal.value.first.message
    assert "précède" not in refusal.value.first.message


def test_a_long_register_is_read_page_after_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordonnance.usecases.read_register.PAGE", 2)
    platform = a_platform()
    number = platform.issue(of(AMLOR, days=150)).number
    for _ in range(5):
        platform.dispense(number, everything=True)
        platform.later(30)
    page = register(platform)
    assert ([each.rank for each in page.rows], page.next) == ([1, 2], 2)
    last = register(platform, after=4)
    assert ([each.rank for each in last.rows], last.next) == ([5], None)
    command = ReadRegister(platform.caller("pharmacien"), ORDONNANCIER, FIRST, LAST)
    whole: tuple[RegisterRow, ...] = done(read_whole(command, platform.ports)).rows
    assert [each.rank for each in whole] == [1, 2, 3, 4, 5]


def test_an_anonymous_entry_names_nobody() -> None:
    platform = a_platform()
    line = of(MIFEGYNE, packs=1, daily=3)
    number = platform.issue(line, by="sage-femme", anonymous=True).number
    platform.dispense(number, everything=True)
    assert [each.patient for each in register(platform).rows] == [""]
