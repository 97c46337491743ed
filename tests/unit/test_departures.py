"""Requests that come while others are under way begin together; alone, they begin at once."""

import asyncio
from collections.abc import Callable

import pytest

from ordonnance.doors.api import departures
from ordonnance.doors.api.departures import Departures

pytestmark = pytest.mark.anyio

SOON = 0.01
PATIENCE = 10.0


class Asking:
    """Requests that go through departures, end when told, and say that they began."""

    def __init__(self, at_once: int = 2, together: int = 99, every: float = SOON) -> None:
        self.departures = Departures(at_once, together, every)
        self.began: list[int] = []
        self.end = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def _one(self, rank: int, act: str) -> None:
        async with self.departures.of(act):
            self.began.append(rank)
            await self.end.wait()

    def come(self, *ranks: int, act: str = "issue") -> None:
        """They come, in this order, for that act."""
        self._tasks += [asyncio.create_task(self._one(rank, act)) for rank in ranks]

    def leave(self, rank: int) -> None:
        """The caller of that request is gone."""
        self._tasks[rank].cancel()

    async def turn(self) -> None:
        """What can happen without any waiting has happened."""
        for _ in range(10):
            await asyncio.sleep(0)

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait for it."""
        async with asyncio.timeout(PATIENCE):
            while not met():
                await asyncio.sleep(SOON / 10)

    async def ended(self) -> None:
        """Everybody ends."""
        self.end.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def test_while_few_are_under_way_one_that_comes_begins_at_once() -> None:
    asking = Asking(at_once=2, every=3600)
    asking.come(0, 1)
    await asking.turn()
    assert set(asking.began) == {0, 1}
    await asking.ended()
    asking.come(2)
    await asking.turn()
    assert 2 in asking.began


async def test_the_others_begin_when_their_time_has_come() -> None:
    asking = Asking(at_once=1, every=SOON)
    asking.come(0, 1, 2)
    await asking.until(lambda: set(asking.began) == {0, 1, 2})
    await asking.ended()


async def test_where_nothing_is_under_way_nobody_waits_for_those_who_do_not_come() -> None:
    asking = Asking(at_once=1, every=3600)
    asking.come(0, 1, 2)
    await asking.turn()
    assert set(asking.began) == {0}
    asking.end.set()
    await asking.until(lambda: set(asking.began) == {0, 1, 2})
    await asking.ended()


async def test_enough_of_them_wait_no_longer_and_the_next_ones_wait_for_each_other() -> None:
    asking = Asking(at_once=1, together=3, every=3600)
    asking.come(0, 1, 2)
    await asking.turn()
    assert set(asking.began) == {0}
    asking.come(3, 4)
    await asking.turn()
    assert set(asking.began) == {0, 1, 2, 3}
    await asking.ended()


async def test_who_comes_while_others_wait_does_not_go_before_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(departures, "QUIET_SECONDS", 3600)
    asking = Asking(at_once=1, together=3, every=3600)
    asking.come(0, 1)
    await asking.turn()
    asking.end.set()
    await asking.turn()
    asking.come(2)
    await asking.turn()
    assert asking.began == [0]
    asking.come(3)
    await asking.turn()
    assert asking.began == [0, 1, 2, 3]
    await asking.ended()


async def test_who_gives_up_while_waiting_keeps_nobody_and_takes_no_place() -> None:
    asking = Asking(at_once=1, together=3, every=3600)
    asking.come(0, 1, 2)
    await asking.turn()
    asking.leave(1)
    asking.come(3)
    await asking.turn()
    assert set(asking.began) == {0, 2, 3}
    await asking.ended()
    asking.come(4)
    await asking.turn()
    assert 4 in asking.began


async def test_those_who_leave_together_leave_act_by_act_each_in_the_order_of_coming() -> None:
    asking = Asking(at_once=1, together=6, every=3600)
    asking.come(0)
    for rank, act in enumerate(("issue", "consult", "issue", "dispense", "consult", "issue"), 1):
        asking.come(rank, act=act)
    await asking.turn()
    assert asking.began == [0, 2, 5, 4, 1, 3, 6]
    await asking.ended()


async def test_a_request_that_fails_leaves_its_place() -> None:
    one_place = Departures(at_once=1, every=3600)
    with pytest.raises(ValueError, match="failed"):
        async with one_place.of("issue"):
            raise ValueError("failed")
    async with asyncio.timeout(PATIENCE), one_place.of("issue"):
        pass
