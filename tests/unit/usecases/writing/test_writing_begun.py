"""Lines begun step by step: kept beside their draft, over once and for all."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import Rpps
from ordonnance.usecases.ports import DeskKind
from ordonnance.usecases.writing.begun import (
    MOST_BEGUN,
    Begun,
    LineForm,
    forms_down,
    forms_up,
)
from ordonnance.usecases.writing.drafts import begin, form_over, keep_form, open_draft
from ordonnance.usecases.writing.handing import hand_over, take_back, throw_away
from ordonnance.usecases.writing.light import Colour
from ordonnance.usecases.writing.stages import Stage
from tests.builders.desk import DeskInMemory, a_desk
from tests.builders.platform import refused

pytestmark = pytest.mark.anyio

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
CLAIRE = Rpps("99900000011")
WORDS = st.text(max_size=8)
STAGES = st.builds(
    Stage, unit=WORDS, morning=WORDS, as_needed=st.booleans(), reason=WORDS,
    weekdays=st.lists(st.integers(0, 6), unique=True).map(tuple),
)  # fmt: skip
IDS = st.sampled_from([f"form-{rank}" for rank in range(4)])
FORMS = st.builds(
    LineForm, line=st.sampled_from(["", "a", "b"]), label=WORDS, cis=WORDS, medicine=WORDS,
    stages=st.lists(STAGES, min_size=1, max_size=3).map(tuple),
    said=st.dictionaries(WORDS, WORDS, max_size=3), id=IDS,
)  # fmt: skip


def a_form(line: str = "", dose: str = "1") -> LineForm:
    """A form with one dose in the morning."""
    return LineForm(line, "CLAMOXYL", stages=(Stage(morning=dose),), id=str(uuid4()))


@given(st.lists(FORMS, max_size=4).map(tuple), st.lists(IDS, max_size=4).map(tuple))
def test_what_was_begun_is_read_again_as_it_was_written(
    forms: tuple[LineForm, ...], over: tuple[str, ...]
) -> None:
    begun = Begun(forms, over)
    assert forms_up(forms_down(begun)) == begun


@given(st.lists(st.tuples(FORMS, st.booleans()), max_size=30))
def test_a_form_that_is_over_never_comes_back(steps: list[tuple[LineForm, bool]]) -> None:
    begun, over = Begun(), set()
    for form, ends in steps:
        begun = begun.without(form.id) if ends else begun.with_form(form)
        over |= {form.id} if ends else set()
        assert not over & {each.id for each in begun.forms}
        lines = [each.line for each in begun.forms if each.line]
        assert len(lines) == len(set(lines))
        if not ends and form.id not in over:
            assert begun.forms[-1] == form


def test_the_oldest_of_too_many_forms_goes() -> None:
    begun = Begun()
    for _ in range(MOST_BEGUN + 1):
        begun = begun.with_form(a_form())
    assert len(begun.forms) == MOST_BEGUN


async def test_a_line_begun_waits_with_its_draft_and_stops_the_issue() -> None:
    desk = a_desk()
    draft = await begin(desk.writing, desk.draft(AMOX))
    form = a_form()
    await keep_form(desk.writing, draft, form)
    opened = await open_draft(desk.writing, draft.id)
    assert opened.unfinished == (form,)
    # Typing in a form makes no page of the draft stale.
    assert opened.version == draft.version
    light = desk.light(opened)
    assert light.colour is Colour.UNFINISHED
    assert "la fin d’une saisie pas à pas, ou son abandon" in light.missing
    assert (await desk.issue(opened)).number is None
    await form_over(desk.writing, draft, form.id)
    assert (await desk.issue(await open_draft(desk.writing, draft.id))).number is not None


async def test_what_a_page_sends_late_never_brings_a_form_back() -> None:
    desk = a_desk()
    draft = await begin(desk.writing, desk.draft())
    form = a_form()
    await keep_form(desk.writing, draft, form)
    await form_over(desk.writing, draft, form.id)
    await keep_form(desk.writing, draft, replace(form, label="tard"))
    assert (await open_draft(desk.writing, draft.id)).unfinished == ()


async def test_the_form_of_a_line_that_was_removed_waits_for_nothing() -> None:
    desk = a_desk()
    draft = await begin(desk.writing, desk.draft(AMOX))
    await keep_form(desk.writing, draft, a_form(line=draft.lines[0].id))
    opened = await open_draft(desk.writing, draft.id)
    assert len(opened.unfinished) == 1
    assert opened.without(opened.lines[0].id).unfinished == ()


async def test_what_was_begun_goes_with_its_draft() -> None:
    desk = a_desk()
    draft = await begin(desk.writing, desk.draft(AMOX))
    await keep_form(desk.writing, draft, a_form())
    await throw_away(desk.writing, draft.id)
    now = desk.platform.ports.clock.now()
    assert await desk.desk.get(desk.writing.owner, DeskKind.BEGUN, draft.id, now) is None


async def test_a_draft_with_a_line_begun_is_not_handed_over() -> None:
    doctor = a_desk()
    assistant = DeskInMemory(doctor.platform, "assistante", doctor.desk)
    draft = await begin(assistant.writing, assistant.draft(AMOX))
    form = a_form()
    await keep_form(assistant.writing, draft, form)
    with refused("DRAFT_UNFINISHED"):
        opened = await open_draft(assistant.writing, draft.id)
        await hand_over(assistant.writing, opened, CLAIRE, "Claire EXEMPLE")
    await form_over(assistant.writing, draft, form.id)
    opened = await open_draft(assistant.writing, draft.id)
    await hand_over(assistant.writing, opened, CLAIRE, "Claire EXEMPLE")


async def test_a_page_of_a_copy_taken_back_shows_none_of_the_copy_handed_over_again() -> None:
    doctor = a_desk()
    assistant = DeskInMemory(doctor.platform, "assistante", doctor.desk)
    draft = await begin(assistant.writing, assistant.draft(AMOX))
    stamps = []
    for _ in range(3):
        await hand_over(assistant.writing, draft, CLAIRE, "Claire EXEMPLE")
        seen = await open_draft(doctor.writing, draft.id)
        assert seen.version == 1
        assert not seen.shown_as & set(stamps)
        stamps.append(seen.stamp)
        draft = await take_back(assistant.writing, draft.id)
    assert len(set(stamps)) == len(stamps)
