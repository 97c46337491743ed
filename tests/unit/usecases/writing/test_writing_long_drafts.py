"""Drafts as long as an ordonnance may be, and those that were longer before there was a limit."""

from dataclasses import replace
from uuid import uuid4

import pytest

from ordonnance.domain.prescription import MOST_LINES
from ordonnance.usecases.ports import DeskKind, DeskSheet
from ordonnance.usecases.writing.draft import Draft, written_down
from ordonnance.usecases.writing.drafts import KEPT, begin, drafts, keep, open_draft
from ordonnance.usecases.writing.lines import added, copied
from tests.builders.desk import DeskInMemory, a_desk
from tests.builders.platform import refused

pytestmark = pytest.mark.anyio

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
KARDEGIC = "kardegic 75 1 sachet par jour 3 mois ald"


def sixty(desk: DeskInMemory) -> Draft:
    """A draft as long as an ordonnance may be."""
    draft = desk.draft(AMOX)
    return replace(draft, lines=copied(draft.understood * MOST_LINES, lambda: str(uuid4())))


async def test_a_draft_holds_no_more_lines_than_can_be_read_again() -> None:
    desk = a_desk()
    full = sixty(desk)
    more = replace(full.lines[0], id=str(uuid4()))
    with refused("LINES_TOO_MANY"):
        full.with_line(more)
    kept = await begin(desk.writing, full)
    with refused("LINES_TOO_MANY"):
        await keep(desk.writing, replace(kept, lines=(*kept.lines, more)))
    assert len((await open_draft(desk.writing, kept.id)).lines) == MOST_LINES
    assert [each.id for each in await drafts(desk.writing)] == [kept.id]


async def test_a_line_of_a_full_draft_is_put_in_place_of_another_one() -> None:
    desk = a_desk()
    full = sixty(desk)
    other = replace(full.lines[0], typed="autre")
    kept = await begin(desk.writing, full.with_line(other))
    assert (await open_draft(desk.writing, kept.id)).lines[0].typed == "autre"


async def test_a_protocol_that_has_no_room_is_refused_whole() -> None:
    desk = a_desk()
    full = sixty(desk)
    short = full.without(full.lines[0].id)
    assert len(added(short, desk.draft(AMOX).lines).lines) == MOST_LINES
    with refused("LINES_TOO_MANY"):
        added(short, desk.draft(AMOX, KARDEGIC).lines)


async def test_a_draft_kept_before_there_was_a_limit_opens_says_so_and_can_be_shortened() -> None:
    desk = a_desk()
    full = sixty(desk)
    long = replace(full, lines=(*full.lines, *copied(full.understood[:2], lambda: str(uuid4()))))
    now = desk.platform.ports.clock.now()
    content = written_down(long, desk.writing.reader, now)
    sheet = DeskSheet(long.id, 1, content, now)
    assert await desk.desk.put(desk.writing.owner, DeskKind.DRAFT, sheet, now + KEPT)
    (opened,) = await drafts(desk.writing)
    assert len(opened.lines) == MOST_LINES + 2
    light = desk.light(opened)
    assert not light.may_issue
    assert str(MOST_LINES) in light.refusals[0]
    shorter = await keep(desk.writing, opened.without(opened.lines[0].id))
    assert len(shorter.lines) == MOST_LINES + 1
    with refused("LINES_TOO_MANY"):
        await keep(desk.writing, replace(shorter, lines=long.lines))
    short = await keep(desk.writing, shorter.without(shorter.lines[0].id))
    assert "LINES" not in " ".join(desk.light(short).refusals)
    assert str(MOST_LINES) not in " ".join(desk.light(short).refusals)
