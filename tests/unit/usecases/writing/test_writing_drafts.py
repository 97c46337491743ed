"""Drafts: kept at each change as they are, by their author alone, and issued once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.domain.actors import Role
from ordonnance.law.register import IDS
from ordonnance.usecases.writing.draft import Explained, lines_of
from ordonnance.usecases.writing.drafts import (
    MOST_DRAFTS,
    MOST_EXPLAINED,
    begin,
    drafts,
    explained,
    keep,
    open_draft,
)
from ordonnance.usecases.writing.handing import throw_away
from ordonnance.usecases.writing.issuing import issue_draft
from ordonnance.usecases.writing.letterhead import read_letterhead
from ordonnance.usecases.writing.light import Colour
from ordonnance.usecases.writing.lines import copied
from ordonnance.usecases.writing.patient import TypedPatient, read_patient
from tests.builders.desk import JEANNE, DeskInMemory, a_desk
from tests.builders.platform import refused

pytestmark = pytest.mark.anyio

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
KARDEGIC = "kardegic 75 1 sachet par jour 3 mois ald"
STILNOX = "stilnox 10 1 comprime le soir 14 jours"
TRAMADOL = "tramadol 50 1 gelule 4 fois par jour 3 mois"


async def test_a_draft_is_found_again_as_it_was_left() -> None:
    desk = a_desk()
    written = replace(
        desk.draft(AMOX, "mots que personne ne comprend", KARDEGIC),
        explained=(Explained("MP-05", "", "vu"),), objection=True, hidden_from_representative=True,
    )  # fmt: skip
    kept = await begin(desk.writing, written)
    again = await open_draft(desk.writing, kept.id)
    assert again.understood == kept.understood
    assert [each.typed for each in again.lines] == [each.typed for each in written.lines]
    assert again.patient == written.patient
    assert again.explained == written.explained
    assert (again.objection, again.hidden_from_representative) == (True, True)


async def test_another_prescriber_does_not_find_it() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX))
    other = DeskInMemory(desk.platform, "medecin2", desk.desk)
    with refused("DRAFT_UNKNOWN"):
        await open_draft(other.writing, kept.id)
    assert await drafts(other.writing) == ()


async def test_a_pharmacist_has_no_drafts() -> None:
    desk = replace(a_desk(), handle="pharmacien")
    with refused("NOT_ALLOWED"):
        await drafts(desk.writing)


@pytest.mark.parametrize("id", ["", "x", "00000000-0000-0000-0000-000000000000"])
async def test_a_draft_that_never_was_is_unknown(id: str) -> None:
    with refused("DRAFT_UNKNOWN"):
        await open_draft(a_desk().writing, id)


async def test_two_pages_do_not_write_over_each_other() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX))
    await keep(desk.writing, kept.without(kept.lines[0].id))
    with refused("DRAFT_CHANGED"):
        await keep(desk.writing, kept)


async def test_a_draft_that_nobody_touches_goes_after_thirty_days() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX))
    desk.platform.clock.set(desk.platform.clock.now() + timedelta(days=30))
    with refused("DRAFT_UNKNOWN"):
        await open_draft(desk.writing, kept.id)


async def test_a_draft_thrown_away_is_gone() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX))
    await throw_away(desk.writing, kept.id)
    assert await drafts(desk.writing) == ()


async def test_lines_are_moved_and_removed() -> None:
    draft = a_desk().draft(AMOX, KARDEGIC)
    first, second = (each.id for each in draft.lines)
    assert [each.id for each in draft.moved(second, -1).lines] == [second, first]
    assert draft.moved(first, -1) == draft
    assert draft.moved(second, 1) == draft
    assert [each.number for each in draft.moved(second, -1).understood] == [1, 2]
    assert [each.id for each in draft.without(first).lines] == [second]


async def test_a_reason_goes_with_the_line_that_it_explains() -> None:
    draft = a_desk().draft(AMOX)
    line = draft.lines[0]
    said = draft.explaining(Explained("X", line.id, "un")).explaining(
        Explained("X", line.id, "deux")
    )
    assert [each.reason for each in said.explained] == ["deux"]
    assert said.with_line(line).explained == ()
    assert said.without(line.id).explained == ()
    assert said.explaining(Explained("X", line.id, "")).explained == ()


async def test_a_draft_is_issued_once_however_often_it_is_asked() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX, KARDEGIC))
    first = await desk.issue(kept)
    assert first.light.colour is Colour.DIGITAL
    assert first.number is not None
    again = await desk.issue(kept)
    assert again.number == first.number
    left = await open_draft(desk.writing, kept.id)
    assert left.issued == first.number.value
    assert (await desk.issue(left)).number == first.number
    assert await drafts(desk.writing) == ()


async def test_what_is_issued_says_what_the_draft_said() -> None:
    desk = a_desk()
    draft = await begin(desk.writing, desk.draft(AMOX, KARDEGIC))
    number = (await desk.issue(draft)).number
    assert number is not None
    stored = await desk.platform.base.read(number)
    assert stored is not None
    assert lines_of(stored.document, desk.platform.ports.reader) == draft.understood


async def test_nothing_is_issued_while_something_stands_in_the_way() -> None:
    desk = a_desk()
    outcome = await desk.issue(await begin(desk.writing, desk.draft(TRAMADOL)))
    assert outcome.number is None
    assert outcome.light.colour is Colour.TO_CORRECT
    assert [each.view.rule for each in outcome.light.findings if each.blocks] == ["RX-DUR-07"]


async def test_a_draft_that_corrects_an_ordonnance_ends_it() -> None:
    desk = a_desk()
    former = (await desk.issue(await begin(desk.writing, desk.draft(AMOX)))).number
    assert former is not None
    corrected = await begin(desk.writing, replace(desk.draft(AMOX), replaces=former.value))
    number = (await desk.issue(corrected)).number
    assert number not in (None, former)
    stored = await desk.platform.base.read(former)
    assert stored is not None
    ending = stored.progress.ending
    assert ending is not None
    assert number is not None
    assert ending.replaced_by == number.value


async def test_lines_copied_have_ids_of_their_own() -> None:
    draft = a_desk().draft(AMOX)
    ids = iter(("11111111-1111-1111-1111-111111111111",))
    (line,) = copied(draft.understood, lambda: next(ids))
    assert line.id == "11111111-1111-1111-1111-111111111111"
    assert line.line is not None
    assert line.line.posology == draft.understood[0].posology


async def test_an_assistant_prepares_a_draft_and_issues_none() -> None:
    desk = a_desk()
    assistant = replace(desk.writing.caller, role=Role.ASSISTANT)
    writing = replace(desk.writing, caller=assistant)
    kept = await begin(writing, desk.draft(AMOX))
    assert await drafts(writing) == (kept,)
    patient = read_patient(kept.patient, demonstration=True)
    with refused("NOT_ALLOWED"):
        await issue_draft(writing, kept, patient, desk.prescriber, desk.platform.ports)


async def test_an_issue_refused_for_a_former_ordonnance_leaves_its_trace_on_it() -> None:
    desk = a_desk()
    former = (await desk.issue(await begin(desk.writing, desk.draft(STILNOX)))).number
    assert former is not None
    outcome = await desk.issue(await begin(desk.writing, desk.draft(STILNOX)))
    assert outcome.number is None
    assert "RX-STUP-07" in {each.view.rule for each in outcome.light.findings if each.blocks}
    told = [each.entry for each in await desk.platform.base.journal(former)]
    assert [each.act for each in told] == ["issue", "check"]
    assert told[1].details["history"] == "R.5132-33"


async def test_an_issue_refused_for_another_reason_leaves_no_trace_on_former_ones() -> None:
    desk = a_desk()
    former = (await desk.issue(await begin(desk.writing, desk.draft(STILNOX)))).number
    assert former is not None
    refused_one = await begin(desk.writing, desk.draft(AMOX, TRAMADOL))
    assert (await desk.issue(refused_one)).number is None
    assert [each.entry.act for each in await desk.platform.base.journal(former)] == ["issue"]


async def test_an_anonymous_draft_keeps_the_weight_alone() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX, patient=replace(JEANNE, anonymous=True)))
    again = await open_draft(desk.writing, kept.id)
    assert again.patient == TypedPatient(weight="62", anonymous=True)


async def test_a_draft_once_issued_keeps_what_leads_to_its_ordonnance_alone() -> None:
    desk = a_desk()
    kept = await begin(desk.writing, desk.draft(AMOX))
    number = (await desk.issue(kept)).number
    assert number is not None
    left = await open_draft(desk.writing, kept.id)
    assert (left.patient, left.lines, left.issued) == (TypedPatient(), (), number.value)


async def test_a_desk_holds_so_many_drafts_and_those_issued_do_not_count() -> None:
    desk = a_desk()
    issued = await begin(desk.writing, desk.draft(AMOX))
    assert (await desk.issue(issued)).number
    for _ in range(MOST_DRAFTS):
        await begin(desk.writing)
    with refused("DRAFTS_TOO_MANY"):
        await begin(desk.writing)
    await throw_away(desk.writing, (await drafts(desk.writing))[0].id)
    assert (await begin(desk.writing)).version == 1


async def test_a_reason_answers_a_rule_that_exists_on_a_line_that_is_there() -> None:
    draft = a_desk().draft(AMOX)
    line = draft.lines[0].id
    for rule, where in (("x" * 60_000, ""), ("MP-05", "ailleurs")):
        with refused("ACKNOWLEDGEMENT_UNKNOWN"):
            explained(draft, Explained(rule, where, "vu"), asked=True)
    for rule in IDS[:100]:
        for where in ("", line):
            draft = explained(draft, Explained(rule, where, "vu"), asked=True)
    assert (
        len(explained(draft, Explained(IDS[0], "", "vu encore"), asked=True).explained)
        == MOST_EXPLAINED
    )
    with refused("ELEMENT_TOO_MANY"):
        explained(draft, Explained(IDS[100], "", "vu"), asked=True)


async def test_what_nothing_asks_takes_no_reason_but_gives_one_back() -> None:
    draft = a_desk().draft(AMOX)
    with refused("ACKNOWLEDGEMENT_UNKNOWN"):
        explained(draft, Explained("MP-05", "", "vu"), asked=False)
    with refused("ACKNOWLEDGEMENT_UNKNOWN"):
        explained(draft, Explained("MP-05", "", ""), asked=False)
    given = explained(draft, Explained("MP-05", "", "vu"), asked=True)
    assert explained(given, Explained("MP-05", "", ""), asked=False).explained == ()


async def test_a_role_that_the_table_does_not_name_has_no_desk() -> None:
    desk = replace(a_desk(), handle="patient")
    with refused("NOT_ALLOWED"):
        await drafts(desk.writing)
    with refused("NOT_ALLOWED"):
        await read_letterhead(desk.writing.caller, desk.desk, desk.writing.clock.now())


async def test_a_sentence_longer_than_what_is_kept_is_refused() -> None:
    desk = a_desk()
    assert desk.draft("mot " * 250).lines[0].typed
    with refused("TEXT_TOO_LONG"):
        desk.draft("x" * 1001)
