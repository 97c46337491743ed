"""What a patient still takes by their prescriber's own ordonnances: whose, until when."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.actors import Role
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import Patient
from ordonnance.usecases.coverage import record_stored_establishment
from ordonnance.usecases.writing.draft import Draft
from ordonnance.usecases.writing.drafts import begin, open_draft
from ordonnance.usecases.writing.looked import Looked, Treatment, Unread
from ordonnance.usecases.writing.patient import TypedPatient, read_patient
from ordonnance.usecases.writing.treatments import MOST_TOLD, treatments
from tests.builders.desk import JEANNE, DeskInMemory, a_desk

pytestmark = pytest.mark.anyio

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
KARDEGIC = "kardegic 75 1 sachet par jour 3 mois ald a renouveler 1 fois"
WITHOUT_END = "doliprane 1000 1 comprime si douleur 1 boite"


def patient(typed: TypedPatient = JEANNE) -> Patient | None:
    return read_patient(typed, demonstration=True).patient


async def looked(
    desk: DeskInMemory, handle: str = "medecin", typed: TypedPatient = JEANNE
) -> Looked:
    platform = desk.platform
    return await treatments(
        platform.caller(handle), patient(typed), platform.ports, anonymous=typed.anonymous
    )


async def issued(desk: DeskInMemory, *sentences: str) -> str:
    outcome = await desk.issue(await begin(desk.writing, desk.draft(*sentences)))
    assert outcome.number is not None, outcome.light
    return outcome.number.value


async def test_a_treatment_is_told_with_its_last_day_renewals_included() -> None:
    desk = a_desk()
    await issued(desk, KARDEGIC)
    today = (await looked(desk)).on
    (one,) = (await looked(desk)).found
    assert one.label.startswith("KARDEGIC 75 mg")
    assert one.posology.startswith("1 sachet par jour")
    assert not one.supposed
    assert one.until > today.replace(day=1)
    assert one.renewable is not None
    assert one.renewable >= one.until


async def test_a_treatment_that_is_over_is_not_told() -> None:
    desk = a_desk()
    await issued(desk, AMOX)
    assert len((await looked(desk)).found) == 1
    desk.platform.later(days=6)
    assert len((await looked(desk)).found) == 1
    desk.platform.later(days=1)
    assert (await looked(desk)).found == ()


async def test_what_is_not_renewed_has_no_last_day_for_it() -> None:
    desk = a_desk()
    await issued(desk, AMOX)
    assert (await looked(desk)).found[0].renewable is None


async def test_the_latest_to_end_comes_first() -> None:
    desk = a_desk()
    await issued(desk, AMOX, KARDEGIC)
    assert [one.line for one in (await looked(desk)).found] == [2, 1]


async def test_another_prescriber_is_told_nothing_of_it() -> None:
    desk = a_desk()
    await issued(desk, KARDEGIC)
    assert (await looked(desk, "medecin2")).found == ()


async def test_another_patient_takes_nothing_of_it() -> None:
    desk = a_desk()
    await issued(desk, KARDEGIC)
    paul = replace(JEANNE, given="Paul", sex="M", ins="170069999900184")
    if patient(paul) is None:
        pytest.fail("the traits of another patient are not read")
    assert (await looked(desk, typed=paul)).found == ()


async def test_a_cancelled_ordonnance_is_taken_no_more() -> None:
    desk = a_desk()
    number = await issued(desk, KARDEGIC)
    desk.platform.cancel(number)
    assert (await looked(desk)).found == ()


async def test_an_objection_changes_nothing_of_what_is_told() -> None:
    desk = a_desk()
    number = await issued(desk, KARDEGIC)
    before = await looked(desk)
    desk.platform.object(number)
    assert await looked(desk) == before


async def test_each_look_up_is_in_the_journal_that_the_patient_reads() -> None:
    desk = a_desk()
    number = await issued(desk, KARDEGIC)
    await looked(desk)
    acts = [each.act for each in desk.platform.journal(number).accesses]
    assert acts.count("vérification") == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (replace(JEANNE, qualified=False), Unread.NOT_QUALIFIED),
        (TypedPatient(anonymous=True), Unread.ANONYMOUS),
        (TypedPatient(), Unread.NOBODY),
    ],
)
async def test_what_cannot_be_read_says_why(typed: TypedPatient, why: Unread) -> None:
    desk = a_desk()
    await issued(desk, KARDEGIC)
    found = await looked(desk, typed=typed)
    assert (found.unread, found.found) == (why, ())
    assert why.label


async def test_an_assistant_reads_no_former_ordonnance() -> None:
    desk = a_desk()
    await issued(desk, KARDEGIC)
    assistant = replace(desk.platform.caller("medecin"), role=Role.ASSISTANT)
    found = await treatments(assistant, patient(), desk.platform.ports, anonymous=False)
    assert found.unread is Unread.ASSISTANT


async def test_a_base_that_keeps_treatments_is_asked_by_its_index() -> None:
    desk = a_desk()
    desk.platform.ports = replace(desk.platform.ports, running=True)
    number = await issued(desk, KARDEGIC)
    # The index is filled by the worker: nothing is there before.
    assert (await looked(desk)).found == ()
    await record_stored_establishment(OrdonnanceNumber(number), desk.platform.ports)
    (one,) = (await looked(desk)).found
    assert (one.number, one.line) == (number, 1)
    assert (await looked(desk, "medecin2")).found == ()


@pytest.mark.parametrize("running", [False, True])
async def test_so_many_are_told_and_no_more_are_opened(running: bool) -> None:
    desk = a_desk()
    desk.platform.ports = replace(desk.platform.ports, running=running)
    numbers = [await issued(desk, KARDEGIC) for _ in range(MOST_TOLD + 2)]
    for each in numbers:
        await record_stored_establishment(OrdonnanceNumber(each), desk.platform.ports)
    found = await looked(desk)
    assert (len(found.found), found.partly) == (MOST_TOLD, True)
    journals = [desk.platform.journal(each).accesses for each in numbers]
    assert sum(any(a.act == "vérification" for a in held) for held in journals) == MOST_TOLD


async def test_a_draft_keeps_what_was_looked_up() -> None:
    desk = a_desk()
    held = Looked(
        date(2026, 3, 12),
        (Treatment("UD00000000000000AB", 1, "X", "1 par jour", date(2026, 4, 1), True,
                   date(2026, 9, 1)),
         Treatment("UD00000000000000AB", 2, "Y", "1 le soir", date(2026, 4, 1))),
        partly=True,
    )  # fmt: skip
    kept = await begin(desk.writing, Draft("", looked=held))
    assert (await open_draft(desk.writing, kept.id)).looked == held
    unread = await begin(desk.writing, Draft("", looked=Looked(held.on, unread=Unread.NOBODY)))
    again = await open_draft(desk.writing, unread.id)
    assert again.looked == Looked(held.on, unread=Unread.NOBODY)


def test_a_treatment_shows_nothing_of_itself() -> None:
    assert "X" not in repr(Treatment("UD", 1, "X", "Y", date(2026, 4, 1)))
