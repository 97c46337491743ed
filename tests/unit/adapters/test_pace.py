"""How many verifications may be asked, by address and in all."""

from datetime import UTC, datetime, timedelta

import pytest

from ordonnance.adapters.openings.pace import WINDOW, Pace
from ordonnance.domain.errors import Refusal

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def capped(pace: Pace, address: str, at: datetime) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        pace.asked(address, at)
    assert refusal.value.code == "TOO_MANY_VERIFICATIONS"
    return refusal.value


def test_an_address_waits_once_it_asked_as_often_as_it_may() -> None:
    pace = Pace(per_address=2, in_all=100)
    pace.asked("a", NOON)
    pace.asked("a", NOON + timedelta(seconds=20))
    refused = capped(pace, "a", NOON + timedelta(seconds=30))
    assert refused.first.facts["seconds"] == "30"
    pace.asked("b", NOON + timedelta(seconds=30))
    pace.asked("a", NOON + WINDOW)


def test_all_addresses_together_wait_too() -> None:
    pace = Pace(per_address=2, in_all=3)
    for address in ("a", "b", "c"):
        pace.asked(address, NOON)
    capped(pace, "d", NOON + timedelta(seconds=59))
    pace.asked("d", NOON + WINDOW)


def test_what_was_refused_does_not_count() -> None:
    pace = Pace(per_address=1, in_all=100)
    pace.asked("a", NOON)
    for second in range(1, 59):
        capped(pace, "a", NOON + timedelta(seconds=second))
    pace.asked("a", NOON + WINDOW)


def test_a_clock_put_back_blocks_nobody() -> None:
    pace = Pace(per_address=1, in_all=1)
    pace.asked("a", NOON)
    pace.asked("a", NOON - timedelta(hours=1))


def test_addresses_are_forgotten_after_the_window() -> None:
    pace = Pace(per_address=1, in_all=100)
    for each in range(50):
        pace.asked(f"a{each}", NOON)
    pace.asked("z", NOON + WINDOW)
    assert list(pace._by) == ["z"]
