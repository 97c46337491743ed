"""An assistant prepares, a prescriber of the same place issues; nobody else sees anything."""

from dataclasses import replace

import pytest

from ordonnance.domain.actors import Role
from ordonnance.domain.ids import Rpps
from ordonnance.usecases.ports import DeskKind
from ordonnance.usecases.writing.draft import Draft, Explained
from ordonnance.usecases.writing.drafts import KEPT, MOST_DRAFTS, begin, drafts, keep, open_draft
from ordonnance.usecases.writing.handing import (
    KEPT_DONE,
    MOST_PREPARED,
    hand_over,
    handed_over,
    take_back,
    throw_away,
)
from ordonnance.usecases.writing.hands import Outcome
from tests.builders.desk import DeskInMemory, a_desk
from tests.builders.platform import refused

pytestmark = pytest.mark.anyio
AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
CLAIRE, BRUNO = Rpps("99900000011"), Rpps("99900000029")


def desks() -> tuple[DeskInMemory, DeskInMemory]:
    """The assistant's and the doctor's, of one practice."""
    doctor = a_desk()
    return DeskInMemory(doctor.platform, "assistante", doctor.desk), doctor


async def handed(assistant: DeskInMemory, to: Rpps = CLAIRE) -> Draft:
    draft = replace(assistant.draft(AMOX), explained=(Explained("MP-05", "", "vu"),))
    kept = await begin(assistant.writing, draft)
    return await hand_over(assistant.writing, kept, to, "Claire EXEMPLE")


async def test_what_is_handed_over_lies_with_its_prescriber_and_says_who_prepared_it() -> None:
    assistant, doctor = desks()
    left = await handed(assistant)
    (found,) = await drafts(doctor.writing)
    assert found.id == left.id
    assert found.prepared is not None
    assert found.prepared.by == "Lina DÉMO"
    assert [each.typed for each in found.lines] == [AMOX]
    # Reasons are the prescriber's own.
    assert found.explained == ()
    outcome = await doctor.issue(found)
    assert outcome.number is not None
    (told,) = await handed_over(assistant.writing)
    assert told.handed is not None
    assert told.handed.outcome is Outcome.ISSUED


async def test_the_assistant_keeps_a_name_and_nothing_of_what_is_prescribed() -> None:
    assistant, doctor = desks()
    left = await handed(assistant)
    now = doctor.platform.ports.clock.now()
    sheet = await assistant.desk.get(assistant.writing.owner, DeskKind.DRAFT, left.id, now)
    assert sheet is not None
    assert b"EXEMPLE" in sheet.content.upper()
    for secret in (b"clamoxyl", b"CLAMOXYL", b"270069999900106", b"15/06/1970"):
        assert secret not in sheet.content
    assert await drafts(assistant.writing) == ()
    with refused("DRAFT_HANDED"):
        await open_draft(assistant.writing, left.id)


async def test_nobody_but_that_prescriber_at_that_place_finds_it() -> None:
    assistant, doctor = desks()
    left = await handed(assistant)
    platform, desk = doctor.platform, doctor.desk
    elsewhere = replace(
        doctor.writing,
        caller=replace(
            doctor.writing.caller,
            actor=replace(
                doctor.writing.caller.actor,  # type: ignore[type-var]  # a professional
                place=platform.caller("medecin2").place,
            ),
        ),
    )
    others = [DeskInMemory(platform, who, desk).writing for who in ("remplacant", "medecin2")]
    for writing in (*others, elsewhere):
        assert await drafts(writing) == ()
        with refused("DRAFT_UNKNOWN"):
            await open_draft(writing, left.id)


@pytest.mark.parametrize("who", ["medecin", "remplacant"])
async def test_only_an_assistant_hands_over(who: str) -> None:
    doctor = replace(a_desk(), handle=who)
    kept = await begin(doctor.writing, doctor.draft(AMOX))
    for act in (
        hand_over(doctor.writing, kept, BRUNO, "X"), handed_over(doctor.writing),
        take_back(doctor.writing, kept.id),
    ):  # fmt: skip
        with refused("NOT_ALLOWED"):
            await act


async def test_a_draft_is_taken_back_until_its_prescriber_touches_it() -> None:
    assistant, doctor = desks()
    left = await handed(assistant)
    back = await take_back(assistant.writing, left.id)
    assert [each.typed for each in back.lines] == [AMOX]
    assert back.prepared is None
    assert await drafts(doctor.writing) == ()
    assert await handed_over(assistant.writing) == ()
    again = await hand_over(assistant.writing, back, CLAIRE, "Claire EXEMPLE")
    (found,) = await drafts(doctor.writing)
    await keep(doctor.writing, replace(found, objection=True))
    with refused("DRAFT_TAKEN"):
        await take_back(assistant.writing, again.id)


async def test_a_prescriber_who_deletes_it_tells_the_assistant() -> None:
    assistant, doctor = desks()
    left = await handed(assistant)
    await throw_away(doctor.writing, left.id)
    (told,) = await handed_over(assistant.writing)
    assert told.handed is not None
    assert told.handed.outcome is Outcome.DELETED
    with refused("DRAFT_TAKEN"):
        await take_back(assistant.writing, left.id)


async def test_what_was_cut_short_is_handed_over_once_when_asked_again() -> None:
    assistant, doctor = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    # As if the second of the two writings had not happened: the draft is whole again there.
    now = doctor.platform.ports.clock.now()
    await assistant.desk.drop(assistant.writing.owner, DeskKind.DRAFT, kept.id)
    whole = await keep(assistant.writing, replace(kept, version=0))
    await hand_over(assistant.writing, whole, CLAIRE, "Claire EXEMPLE")
    assert [each.id for each in await drafts(doctor.writing)] == [kept.id]
    assert len(await assistant.desk.all(assistant.writing.owner, DeskKind.DRAFT, now)) == 1


async def test_a_draft_changed_in_another_page_meanwhile_goes_nowhere() -> None:
    assistant, doctor = desks()
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    await keep(assistant.writing, replace(kept, objection=True))
    with refused("DRAFT_CHANGED"):
        await hand_over(assistant.writing, kept, CLAIRE, "Claire EXEMPLE")
    assert await drafts(doctor.writing) == ()


async def test_an_empty_draft_and_a_desk_full_of_prepared_ones_take_nothing() -> None:
    assistant, doctor = desks()
    empty = await begin(assistant.writing, Draft(""))
    with refused("DRAFT_EMPTY"):
        await hand_over(assistant.writing, empty, CLAIRE, "Claire EXEMPLE")
    for _ in range(MOST_PREPARED):
        await handed(assistant)
    with refused("PREPARED_TOO_MANY"):
        await handed(assistant)
    # The one refused stays open, and another prescriber of the place may have it.
    (refused_one,) = [each for each in await drafts(assistant.writing) if each.id != empty.id]
    await hand_over(assistant.writing, refused_one, BRUNO, "Bruno DÉMO")
    await throw_away(doctor.writing, (await drafts(doctor.writing))[0].id)
    await handed(assistant)


async def test_what_is_handed_over_takes_no_room_from_what_anybody_begins() -> None:
    assistant, doctor = desks()
    for _ in range(MOST_PREPARED):
        await handed(assistant)
    for desk in (assistant, doctor):
        for _ in range(MOST_DRAFTS):
            await begin(desk.writing)
        with refused("DRAFTS_TOO_MANY"):
            await begin(desk.writing)
    assert len(await handed_over(assistant.writing)) == MOST_PREPARED


async def test_nothing_is_kept_after_its_time_on_either_desk() -> None:
    assistant, doctor = desks()
    left = await handed(assistant)
    end = doctor.platform.ports.clock.now() + KEPT
    for writing in (assistant.writing, doctor.writing):
        assert await writing.desk.get(writing.owner, DeskKind.DRAFT, left.id, end) is None
    await doctor.issue((await drafts(doctor.writing))[0])
    done = doctor.platform.ports.clock.now() + KEPT_DONE
    owner = assistant.writing.owner
    assert await assistant.desk.get(owner, DeskKind.DRAFT, left.id, done) is None


async def test_an_assistant_has_no_other_role_than_preparing() -> None:
    assistant, _ = desks()
    assert assistant.writing.caller.role is Role.ASSISTANT
    kept = await begin(assistant.writing, assistant.draft(AMOX))
    with refused("NOT_ALLOWED"):
        await assistant.issue(kept)
    light = assistant.light(kept)
    assert not [each for each in light.findings if each.view.rule.startswith(("MI-", "WH-"))]
