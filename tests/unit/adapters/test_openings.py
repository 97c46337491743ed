"""The windows of openings and mistyped numbers when the clock is put back."""

from datetime import UTC, datetime, timedelta

import pytest

from ordonnance.adapters.openings import MISSES, OpeningCounter
from ordonnance.domain.errors import Refusal

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
BACK = NOON - timedelta(days=2)


def test_openings_counted_by_a_clock_since_put_back_weigh_no_more() -> None:
    alerts: list[str] = []
    counter = OpeningCounter(2, alerts.append)
    for at in (NOON, BACK):
        counter.opened("pharmacie EXEMPLE", at)
        counter.opened("pharmacie EXEMPLE", at)
        with pytest.raises(Refusal):
            counter.opened("pharmacie EXEMPLE", at)
    assert alerts == ["pharmacie EXEMPLE"] * 2


def test_mistyped_numbers_counted_by_a_clock_since_put_back_block_nobody() -> None:
    counter = OpeningCounter(2, lambda _: None)
    for _ in range(MISSES):
        counter.missed("appelant EXEMPLE", NOON)
    with pytest.raises(Refusal):
        counter.allowed("appelant EXEMPLE", NOON)
    counter.allowed("appelant EXEMPLE", BACK)


def test_a_small_step_back_forgets_nothing() -> None:
    counter = OpeningCounter(2, lambda _: None)
    counter.opened("pharmacie EXEMPLE", NOON)
    counter.opened("pharmacie EXEMPLE", NOON)
    with pytest.raises(Refusal):
        counter.opened("pharmacie EXEMPLE", NOON - timedelta(milliseconds=800))
