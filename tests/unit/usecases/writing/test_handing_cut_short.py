"""A hand-over killed or crossed anywhere: one draft, one prescriber, one ordonnance."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest

from ordonnance.adapters.memory import MemoryDesk
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Rpps
from ordonnance.usecases.ports import DeskKind, DeskSheet
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import begin, draft_on, drafts, open_draft
from ordonnance.usecases.writing.handing import hand_over, handed_over, take_back, throw_away
from ordonnance.usecases.writing.hands import Outcome
from tests.builders.desk import DeskInMemory, a_desk
from tests.builders.platform import refused

pytestmark = pytest.mark.anyio
AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
CLAIRE, BRUNO = Rpps("99900000011"), Rpps("99900000029")
Crossing = Callable[[], Awaitable[object]]


class Killed(BaseException):
    """The process ends here."""


class CrossedDesk(MemoryDesk):
    """A desk where something happens just before one of the next writings."""

    def __init__(self) -> None:
        super().__init__()
        self._next: list[Crossing | None] = []

    def before(self, rank: int, crossing: Crossing) -> None:
        """Before the writing of that rank, counted from 1."""
        self._next = [None] * (rank - 1) + [crossing]

    async def _reached(self) -> None:
        crossing = self._next.pop(0) if self._next else None
        if crossing is not None:
            await crossing()

    async def put(self, owner: str, kind: DeskKind, sheet: DeskSheet, until: datetime) -> bool:
        await self._reached()
        return await super().put(owner, kind, sheet, until)

    async def drop(self, owner: str, kind: DeskKind, id: str) -> None:
        await self._reached()
        await super().drop(owner, kind, id)

    async def drop_seen(self, owner: str, kind: DeskKind, id: str, version: int) -> bool:
        await self._reached()
        return await super().drop_seen(owner, kind, id, version)


async def killed() -> object:
    raise Killed


def desks() -> tuple[DeskInMemory, DeskInMemory, CrossedDesk]:
    """The assistant's, the doctor's, and what both are."""
    desk = CrossedDesk()
    doctor = a_desk()
    doctor.desk = desk
    return DeskInMemory(doctor.platform, "assistante", desk), doctor, desk


async def until_killed(act: Awaitable[Draft], desk: CrossedDesk, rank: int) -> None:
    """The act up to the writing of that rank."""
    desk.before(rank, killed)
    with pytest.raises(Killed):
        await act


async def answered(act: Awaitable[Any]) -> Any:
    """The answer, or the code of the refusal."""
    try:
        return await act
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("rank", [1, 2, 3])
async def test_a_hand_over_that_was_killed_leaves_one_prescriber_at_most(rank: int) -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await until_killed(hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE"), desk, rank)
    if rank > 1:
        with refused("DRAFT_HANDED"):
            await open_draft(assistant.writing, kept.id)
        await take_back(assistant.writing, kept.id)
    again = await open_draft(assistant.writing, kept.id)
    assert [each.typed for each in again.lines] == [AMOX]
    await hand_over(assistant.writing, again, BRUNO, "Bruno DÉMO")
    assert await drafts(doctor.writing) == ()
    owner = doctor.writing.owner.replace(CLAIRE.value, BRUNO.value)
    assert await desk.get(owner, DeskKind.DRAFT, kept.id, doctor.writing.clock.now()) is not None


async def test_what_a_killed_hand_over_left_there_is_issued_once_and_told() -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await until_killed(hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE"), desk, 3)
    (found,) = await drafts(doctor.writing)
    assert (await doctor.issue(found)).number is not None
    (told,) = await handed_over(assistant.writing)
    assert told.handed is not None
    assert (told.handed.outcome, told.lines) == (Outcome.ISSUED, ())
    with refused("DRAFT_TAKEN"):
        await take_back(assistant.writing, kept.id)


@pytest.mark.parametrize("rank", [1, 2, 3])
async def test_a_taking_back_that_was_killed_loses_nothing_and_is_taken_up_again(
    rank: int,
) -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    await until_killed(take_back(assistant.writing, kept.id), desk, rank)
    back = await take_back(assistant.writing, kept.id)
    assert [each.typed for each in back.lines] == [AMOX]
    assert back.handed is None
    assert await drafts(doctor.writing) == ()


@pytest.mark.parametrize("rank", [1, 2, 3])
async def test_a_draft_that_its_prescriber_issues_meanwhile_is_not_taken_back(rank: int) -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    (seen,) = await drafts(doctor.writing)
    issued: list[Any] = []

    async def issues() -> None:
        issued.append(await answered(doctor.issue(seen)))

    desk.before(rank, issues)
    back = await answered(take_back(assistant.writing, kept.id))
    if rank == 3:
        # It was gone from there already.
        assert issued == ["DRAFT_CHANGED"]
        assert back.handed is None
        return
    assert back in ("DRAFT_TAKEN", "DRAFT_CHANGED")
    assert issued[0].number is not None
    (told,) = await handed_over(assistant.writing)
    assert told.handed is not None
    assert (told.handed.outcome, told.lines) == (Outcome.ISSUED, ())


@pytest.mark.parametrize("rank", [1, 2])
async def test_a_draft_taken_back_while_its_prescriber_issues_it_has_one_end(rank: int) -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    (seen,) = await drafts(doctor.writing)
    desk.before(rank, lambda: answered(take_back(assistant.writing, kept.id)))
    issued = await answered(doctor.issue(seen))
    here = await answered(open_draft(assistant.writing, kept.id))
    if rank == 1:
        assert issued == "DRAFT_CHANGED"
        assert here.lines != ()
    else:
        assert issued.number is not None
        assert here == "DRAFT_HANDED"


async def test_an_issue_killed_before_its_trace_answers_the_same_number_again() -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    (seen,) = await drafts(doctor.writing)
    desk.before(2, killed)
    with pytest.raises(Killed):
        await doctor.issue(seen)
    with refused("DRAFT_TAKEN"):
        await take_back(assistant.writing, kept.id)
    (claimed,) = await drafts(doctor.writing)
    # A page that was open since before the click is still one of this draft.
    assert claimed.shown_as == {seen.stamp, claimed.stamp}
    numbers = {(await doctor.issue(each)).number for each in (seen, claimed, seen)}
    assert len(numbers) == 1
    assert doctor.platform.list().ordonnances[1:] == ()


async def test_one_deleted_just_after_it_was_taken_back_stays_with_the_assistant() -> None:
    assistant, doctor, desk = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    desk.before(1, lambda: take_back(assistant.writing, kept.id))
    await throw_away(doctor.writing, kept.id)
    assert (await open_draft(assistant.writing, kept.id)).lines != ()
    assert await draft_on(doctor.writing, kept.id) is None
