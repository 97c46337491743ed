"""Numbers reserved and revoked, one suite: in memory and on PostgreSQL."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from ordonnance.usecases.ports import StoredReservation, Written
from ordonnance.usecases.results import Ended, Reserved
from tests.ports.bases import NOON, a_new, a_number, a_scope, an_author, later

pytestmark = pytest.mark.anyio


async def test_a_reservation_asked_again_answers_the_first_one(base: Any) -> None:
    scope = a_scope()
    first = Reserved("r1", ("U1", "U2"), NOON.date(), "token 1")
    kept = StoredReservation("r1", "token 1")
    assert await base.reserve(scope, kept, first, NOON) is None
    other = Reserved("r2", ("U3",), NOON.date(), "token 2")
    former = await base.reserve(scope, StoredReservation("r2", "token 2"), other, later(1))
    assert (former.digest, former.result) == (scope.digest, first)
    assert await base.reserve(a_scope(), kept, first, NOON) is None


async def test_of_ten_reservations_at_once_under_one_key_nine_find_the_first(base: Any) -> None:
    scope = a_scope()
    asked = [
        base.reserve(scope, StoredReservation(f"r{n}", "t"), Ended(str(n), 1, "issued"), NOON)
        for n in range(10)
    ]
    answers = [each for each in await asyncio.gather(*asked) if each is not None]
    assert len(answers) == 9
    assert len({each.result.number for each in answers}) == 1


async def test_a_revoked_list_is_known_as_such(base: Any) -> None:
    listed = a_scope().key
    assert not await base.reservation_revoked(listed)
    await base.revoke_reservation(listed, NOON)
    await base.revoke_reservation(listed, later(1))
    assert await base.reservation_revoked(listed)


async def test_each_number_of_a_revoked_list_is_known_since_the_first_time(base: Any) -> None:
    one, other, free = a_number(), a_number(), a_number()
    assert await base.number_revoked(one) is None
    await base.revoke_reservation(a_scope().key, NOON, (one.value, other.value))
    await base.revoke_reservation(a_scope().key, later(1), (other.value,))
    assert (await base.number_revoked(one), await base.number_revoked(other)) == (NOON, NOON)
    assert await base.number_revoked(free) is None


async def test_the_lists_of_a_caller_are_found_until_their_last_day(base: Any) -> None:
    caller, day = f"prescriber|8EXEMPLE|F{an_author()}", NOON.date()
    lists = [
        StoredReservation(f"{caller}{rank}", f"token {rank}", (f"U{rank}", "U9"), day)
        for rank in range(2)
    ]
    for rank, each in enumerate(lists):
        result = Reserved(each.id, each.numbers, day, each.token)
        await base.reserve(a_scope(caller=caller), each, result, later(rank))
    assert await base.reservations(caller, day) == tuple(lists)
    assert await base.reservations(caller, day + timedelta(days=1)) == ()
    assert await base.reservations(f"{caller}9", day) == ()


async def test_a_list_once_revoked_is_no_longer_among_those_that_may_be_used(base: Any) -> None:
    caller, day = f"prescriber|8EXEMPLE|F{an_author()}", NOON.date()
    lost, kept = (StoredReservation(f"{caller}{rank}", "token", ("U1",), day) for rank in (1, 2))
    for rank, each in enumerate((lost, kept)):
        result = Reserved(each.id, each.numbers, day, each.token)
        await base.reserve(a_scope(caller=caller), each, result, later(rank))
    await base.revoke_reservation(lost.id, later(3))
    assert await base.reservations(caller, day) == (kept,)


async def test_a_number_revoked_while_its_issue_was_under_way_is_not_written(base: Any) -> None:
    new = a_new()
    await base.revoke_reservation(a_scope().key, NOON, (new.number.value,))
    assert await base.issue(new) is Written.CONFLICT
    assert await base.read(new.number) is None


async def test_a_number_revoked_after_its_issue_still_finds_its_answer(base: Any) -> None:
    new = a_new()
    assert await base.issue(new) is Written.WRITTEN
    await base.revoke_reservation(a_scope().key, NOON, (new.number.value,))
    assert await base.issue(new) is Written.ANSWERED
