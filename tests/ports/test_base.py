"""The port Base: one suite, in memory and on PostgreSQL."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from ordonnance.domain.dispensing import CancelReason, Ending, Progress
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.usecases.ports import (
    AnswerScope,
    OutboxMessage,
    Written,
)
from tests.ports.bases import (
    NOON,
    Opened,
    a_change,
    a_new,
    a_number,
    a_scope,
    an_entry,
    later,
)

pytestmark = pytest.mark.anyio


async def test_what_was_issued_is_read_back_byte_for_byte(base: Any) -> None:
    new = a_new(progress=Progress(replaces="UX"))
    assert await base.issue(new) is Written.WRITTEN
    read = await base.read(new.number)
    assert (read.number, read.document, read.content_type, read.seal) == (
        new.number, new.document, new.content_type, new.seal,
    )  # fmt: skip
    assert (read.issued_at, read.progress, read.answered) == (NOON, new.progress, None)


async def test_an_unknown_number_is_none(base: Any) -> None:
    assert await base.read(a_number(), a_scope()) is None
    assert await base.journal(a_number()) == ()


async def test_a_number_taken_by_somebody_else_is_a_conflict(base: Any) -> None:
    first = a_new()
    await base.issue(first)
    assert await base.issue(a_new(number=first.number)) is Written.CONFLICT
    assert (await base.read(first.number)).document == first.document
    assert len(await base.journal(first.number)) == 1


async def test_an_issue_retried_is_answered_with_the_first_result(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    assert await base.issue(replace(new, document=b"other")) is Written.ANSWERED
    answered = (await base.read(new.number, new.answer)).answered
    assert (answered.digest, answered.result) == (new.answer.digest, new.result)


async def test_a_change_moves_version_progress_and_journal_together(base: Any) -> None:
    new, change = a_new(), a_change()
    await base.issue(new)
    assert await base.apply(new.number, 1, change) is Written.WRITTEN
    read = await base.read(new.number, change.answer)
    assert read.progress == change.progress
    assert read.answered.result == change.result
    assert [each.entry for each in await base.journal(new.number)] == [new.entry, change.entry]


async def test_a_stale_version_is_a_conflict_and_writes_nothing(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    await base.apply(new.number, 1, a_change())
    late = a_change()
    assert await base.apply(new.number, 1, late) is Written.CONFLICT
    read = await base.read(new.number, late.answer)
    assert (read.progress.version, read.answered) == (2, None)
    assert len(await base.journal(new.number)) == 2


async def test_a_change_to_an_unknown_number_is_a_conflict(base: Any) -> None:
    assert await base.apply(a_number(), 1, a_change()) is Written.CONFLICT
    assert await base.replace(a_number(), 1, a_change(), a_new()) is Written.CONFLICT


async def test_a_retry_after_a_lost_answer_is_answered_even_when_others_acted(base: Any) -> None:
    new, lost = a_new(), a_change()
    await base.issue(new)
    await base.apply(new.number, 1, lost)
    await base.apply(new.number, 2, a_change(lost.progress))
    assert await base.apply(new.number, 1, lost) is Written.ANSWERED
    read = await base.read(new.number)
    again = replace(a_change(read.progress), answer=lost.answer)
    assert await base.apply(new.number, 3, again) is Written.ANSWERED
    assert (await base.read(new.number, lost.answer)).answered.result == lost.result
    assert len(await base.journal(new.number)) == 3


async def test_the_same_key_of_another_caller_is_another_request(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    scope = AnswerScope("dispenser|somebody else", new.answer.key, new.answer.digest)
    assert (await base.read(new.number, scope)).answered is None
    assert await base.apply(new.number, 1, a_change(answer=scope)) is Written.WRITTEN


async def test_caller_and_key_cannot_be_cut_elsewhere(base: Any) -> None:
    new = a_new(answer=AnswerScope("ab", "c", b"d" * 32))
    await base.issue(new)
    assert (await base.read(new.number, AnswerScope("a", "bc", b"d" * 32))).answered is None


async def test_a_digest_is_kept_with_its_answer(base: Any) -> None:
    new = a_new(answer=AnswerScope("me", "key", b"first".ljust(32)))
    await base.issue(new)
    other = AnswerScope("me", "key", b"second".ljust(32))
    assert (await base.read(new.number, other)).answered.digest == b"first".ljust(32)


async def test_a_change_that_does_not_move_the_version_on_by_one_is_a_fault(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    with pytest.raises(ValueError, match="version"):
        await base.apply(new.number, 1, replace(a_change(), progress=Progress(version=3)))


async def test_a_reading_is_journaled_and_leaves_the_version_alone(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    await base.record_access(new.number, an_entry("CONSULT", later(1)))
    assert (await base.read(new.number)).progress.version == 1
    assert await base.apply(new.number, 1, a_change()) is Written.WRITTEN
    with pytest.raises(LookupError):
        await base.record_access(a_number(), an_entry("CONSULT"))


async def test_the_journal_keeps_order_ranks_and_distinct_hashes(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    # The clock of another server may be behind: the order is that of the commits.
    entries = [an_entry("CONSULT", later(-minute), reason=str(minute)) for minute in range(20)]
    for entry in entries:
        await base.record_access(new.number, entry)
    journal = await base.journal(new.number)
    assert [each.sequence for each in journal] == list(range(1, 22))
    assert [each.entry for each in journal] == [new.entry, *entries]
    assert len({each.hash for each in journal}) == 21


async def test_replacing_ends_one_and_issues_the_other(base: Any) -> None:
    old, new = a_new(), a_new()
    await base.issue(old)
    ending = Progress().next(
        by_author=True, ending=Ending(NOON, CancelReason.ERROR, None, new.number.value)
    )
    change = a_change(progress=ending, state=OrdonnanceState.REPLACED, answer=new.answer)
    assert await base.replace(old.number, 1, change, new) is Written.WRITTEN
    assert (await base.read(old.number)).progress == ending
    assert (await base.read(new.number)).document == new.document
    assert await base.replace(old.number, 1, change, new) is Written.ANSWERED


async def test_a_replacement_refused_on_either_side_writes_neither(base: Any) -> None:
    old, taken = a_new(), a_new()
    await base.issue(old)
    await base.issue(taken)
    change = a_change()
    assert await base.replace(old.number, 1, change, a_new(number=taken.number)) is Written.CONFLICT
    assert (await base.read(old.number, change.answer)).progress == Progress()
    assert (await base.read(old.number, change.answer)).answered is None
    assert len(await base.journal(old.number)) == 1
    new = a_new()
    await base.apply(old.number, 1, a_change())
    assert await base.replace(old.number, 1, change, new) is Written.CONFLICT
    assert await base.read(new.number) is None


async def test_of_fifty_changes_at_once_exactly_one_is_written(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    changes = [a_change(entry=an_entry("DISPENSE", n=str(n))) for n in range(50)]
    written = await asyncio.gather(*(base.apply(new.number, 1, each) for each in changes))
    assert sorted(written) == [Written.CONFLICT] * 49 + [Written.WRITTEN]
    journal = await base.journal(new.number)
    assert [each.entry for each in journal][1:] == [changes[written.index(Written.WRITTEN)].entry]


async def test_of_twenty_issues_of_one_number_at_once_exactly_one_is_written(base: Any) -> None:
    number = a_number()
    news = [a_new(number=number, document=str(n).encode()) for n in range(20)]
    written = await asyncio.gather(*map(base.issue, news))
    assert sorted(written) == [Written.CONFLICT] * 19 + [Written.WRITTEN]
    winner = news[written.index(Written.WRITTEN)]
    assert (await base.read(number)).document == winner.document


async def test_the_same_request_twice_at_once_is_written_once(base: Any) -> None:
    new = a_new()
    written = await asyncio.gather(*(base.issue(new) for _ in range(10)))
    assert sorted(written) == [Written.ANSWERED] * 9 + [Written.WRITTEN]
    change = a_change()
    written = await asyncio.gather(*(base.apply(new.number, 1, change) for _ in range(10)))
    assert sorted(written) == [Written.ANSWERED] * 9 + [Written.WRITTEN]
    assert len(await base.journal(new.number)) == 2


async def test_readings_and_changes_at_once_are_all_journaled(base: Any) -> None:
    new = a_new()
    await base.issue(new)
    readings = [base.record_access(new.number, an_entry("CONSULT")) for _ in range(30)]
    await asyncio.gather(base.apply(new.number, 1, a_change()), *readings)
    journal = await base.journal(new.number)
    assert [each.sequence for each in journal] == list(range(1, 33))


async def test_a_message_that_no_outbox_accepts_undoes_the_whole_act(here: Opened) -> None:
    base = here.base
    bad = (OutboxMessage("record.deposit", {}), OutboxMessage("Not a kind!", {}))
    new = a_new(outbox=bad)
    waiting = await here.outbox.waiting()
    with pytest.raises(Exception, match=r"kind|23514"):
        await base.issue(new)
    assert await base.read(new.number) is None
    assert await base.journal(new.number) == ()
    good = a_new(outbox=())
    await base.issue(good)
    for act in (
        base.apply(good.number, 1, a_change(outbox=bad)),
        base.replace(good.number, 1, a_change(outbox=()), new),
    ):
        with pytest.raises(Exception, match=r"kind|23514"):
            await act
    assert (await base.read(good.number)).progress == Progress()
    assert len(await base.journal(good.number)) == 1
    assert await here.outbox.waiting() == waiting


async def test_ordonnances_read_at_once_come_each_with_its_own_answer(base: Any) -> None:
    news = [a_new() for _ in range(5)]
    await asyncio.gather(*map(base.issue, news))
    change = a_change()
    await base.apply(news[0].number, 1, change)
    asked = [(new.number, new.answer) for new in news]
    # Two requests on one number, one of a stranger, one without key, and a number of nobody.
    asked += [(news[0].number, change.answer), (news[0].number, a_scope()), (news[1].number, None)]
    *found, unknown = await asyncio.gather(
        *(base.read(number, scope) for number, scope in asked), base.read(a_number(), a_scope())
    )
    assert unknown is None
    assert [each.number for each in found] == [number for number, _ in asked]
    answers = [each.answered.result if each.answered else None for each in found]
    assert answers == [*(new.result for new in news), change.result, None, None]
