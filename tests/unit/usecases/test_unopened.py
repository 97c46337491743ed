"""A number that opens nothing is answered at the end of a slot, whatever the work behind it."""

import time

import pytest

from ordonnance.usecases.unopened import evened, now

pytestmark = pytest.mark.anyio
SLOT = 0.05


@pytest.mark.parametrize("work", [0.0, 0.004, 0.02])
async def test_little_work_and_more_work_end_with_the_same_slot(work: float) -> None:
    began = now()
    while now() - began < work:
        time.sleep(0.001)
    await evened(began, SLOT)
    # What ends it may be late on a machine that does much else, never early.
    assert now() - began >= SLOT


async def test_work_longer_than_a_slot_ends_with_the_next_one() -> None:
    began = now() - SLOT * 1.5
    await evened(began, SLOT)
    assert now() - began >= SLOT * 2


async def test_without_a_slot_nobody_waits() -> None:
    began = now()
    await evened(began - 100, 0.0)
    assert now() - began < SLOT
