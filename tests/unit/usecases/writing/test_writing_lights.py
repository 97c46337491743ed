"""The validity light and the lines of a draft: what is read, what waits, what one click mends."""

from dataclasses import replace

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.prescription import Exoneration
from ordonnance.usecases.writing.draft import DraftLine, Explained
from ordonnance.usecases.writing.light import Colour
from ordonnance.usecases.writing.lines import Parts, corrected
from ordonnance.usecases.writing.patient import TypedPatient
from tests.builders.desk import JEANNE, DeskInMemory, a_desk

AMOX = "clamoxyl 500 1 gelule matin et soir 7 jours"
TRAMADOL = "tramadol 50 1 gelule 4 fois par jour 3 mois"


@pytest.fixture(scope="module")
def desk() -> DeskInMemory:
    return a_desk()


def test_an_empty_draft_says_what_is_missing(desk: DeskInMemory) -> None:
    light = desk.light(desk.draft(patient=TypedPatient()))
    assert light.colour is Colour.UNFINISHED
    assert light.missing == ("l’identité du patient", "une ligne au moins")
    assert not light.may_issue


def test_a_plain_prescription_is_digital_at_once(desk: DeskInMemory) -> None:
    light = desk.light(desk.draft(AMOX))
    assert light.colour is Colour.DIGITAL
    assert light.may_issue


def test_a_patient_to_come_is_said_once(desk: DeskInMemory) -> None:
    light = desk.light(desk.draft(AMOX, patient=TypedPatient()))
    assert light.colour is Colour.UNFINISHED
    assert [each for each in light.findings if each.blocks] == []


def test_a_sentence_that_is_not_understood_stops_the_issue_and_keeps_its_words(
    desk: DeskInMemory,
) -> None:
    draft = desk.draft(AMOX, "truc introuvable")
    assert draft.lines[1].typed == "truc introuvable"
    assert desk.light(draft).missing == ("une ligne qui n’a pas été comprise",)


def test_words_that_were_not_understood_ask_for_a_choice(desk: DeskInMemory) -> None:
    draft = desk.draft(AMOX)
    doubtful = draft.with_line(replace(draft.lines[0], rest=("peut-être",)))
    assert desk.light(doubtful).colour is Colour.UNFINISHED
    assert desk.light(doubtful.with_line(draft.lines[0])).may_issue


def test_an_identity_that_is_not_qualified_waits_for_a_reason(desk: DeskInMemory) -> None:
    draft = desk.draft(AMOX, patient=replace(JEANNE, qualified=False))
    light = desk.light(draft)
    assert light.colour is Colour.TO_EXPLAIN
    (waiting,) = (each for each in light.findings if each.waits)
    # The rule takes one reason only: another one does not lift it.
    other = draft.explaining(Explained(waiting.view.rule, waiting.line, "vue au domicile"))
    assert not desk.light(other).may_issue
    said = draft.explaining(Explained(waiting.view.rule, waiting.line, waiting.expected))
    assert desk.light(said).may_issue


def test_a_breach_offers_its_correction_on_its_line(desk: DeskInMemory) -> None:
    draft = desk.draft(AMOX, TRAMADOL)
    light = desk.light(draft)
    assert light.colour is Colour.TO_CORRECT
    (breach,) = (each for each in light.findings if each.blocks)
    assert breach.line == draft.lines[1].id
    assert [each.label for each in breach.view.corrections] == ["Mettre 84 jours"]


def test_an_anonymous_draft_needs_no_identity_and_is_judged_as_anonymous(
    desk: DeskInMemory,
) -> None:
    light = desk.light(desk.draft(AMOX, patient=TypedPatient(anonymous=True)))
    assert light.missing == ()
    assert not light.may_issue


def mended(desk: DeskInMemory, line: DraftLine, **parts: object) -> DraftLine:
    """The line after its form, which has no fault."""
    ports = desk.platform.ports
    said = Parts(**{"posology": "1 gélule matin et soir", **parts})  # type: ignore[arg-type]
    done = corrected(line, said, ports.reader, ports.clock.now())
    assert done.problems == {}
    return done.line


def test_the_parts_of_a_line_are_corrected_one_by_one(desk: DeskInMemory) -> None:
    line = desk.draft(AMOX).lines[0]
    after = mended(
        desk, line, posology="2 gélules le soir", duration="10", packs="2", renewals="1", ald=True,
        not_substitutable="MTE", not_reimbursable=True,
    ).line  # fmt: skip
    assert after is not None
    assert after.duration == Duration(10, TimeUnit.DAY)
    assert (after.packs, after.renewals) == (2, 1)
    assert after.exoneration is Exoneration.ALD
    assert after.not_substitutable is not None
    assert after.not_reimbursable
    back = mended(desk, DraftLine(line.id, "", after), duration="10").line
    assert back is not None
    assert (back.packs, back.exoneration, back.not_substitutable) == (None, None, None)


def test_a_new_duration_stands_wherever_the_former_one_stood(desk: DeskInMemory) -> None:
    line = desk.draft(AMOX).lines[0]
    assert line.line is not None
    after = mended(desk, line, posology="1 gélule matin et soir, pendant 7 jours", duration="5")
    assert after.line is not None
    assert after.line.posology.total_duration() == Duration(5, TimeUnit.DAY)


def test_words_that_cannot_be_counted_stay_as_they_were_written(desk: DeskInMemory) -> None:
    line = desk.draft(AMOX).lines[0]
    after = mended(desk, line, posology="selon le schéma remis au patient", duration="7")
    assert after.line is not None
    assert after.line.posology.text == "selon le schéma remis au patient"
    assert after.notes


def test_a_line_is_built_step_by_step(desk: DeskInMemory) -> None:
    medicine = desk.read("clamoxyl 500").medicines[0]
    empty = DraftLine("11111111-1111-1111-1111-111111111111", "")
    after = mended(desk, empty, medicine=medicine, posology="1 matin et soir", duration="7")
    assert after.line is not None
    assert after.line.label == medicine.name
    assert after.line.posology.daily_units() == 2


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"posology": ""}, "posology"), ({"duration": "dix"}, "duration"),
        ({"duration": "0"}, "duration"), ({"duration": "3", "unit": "h"}, "duration"),
        ({"packs": "0"}, "packs"), ({"packs": "٣"}, "packs"), ({"renewals": "13"}, "renewals"),
    ],
)  # fmt: skip
def test_a_part_that_is_not_understood_is_said_at_its_field_and_changes_nothing(
    desk: DeskInMemory, parts: dict[str, str], field: str
) -> None:
    line = desk.draft(AMOX).lines[0]
    ports = desk.platform.ports
    said = Parts(**{"posology": "1 gélule le soir", **parts})  # type: ignore[arg-type]
    done = corrected(line, said, ports.reader, ports.clock.now())
    assert list(done.problems) == [field]
    assert done.line == line


def test_a_new_line_needs_its_medicine(desk: DeskInMemory) -> None:
    ports = desk.platform.ports
    empty = DraftLine("11111111-1111-1111-1111-111111111111", "")
    done = corrected(empty, Parts(posology="1 le soir"), ports.reader, ports.clock.now())
    assert list(done.problems) == ["medicine"]


def test_a_reason_not_to_substitute_that_does_not_exist_is_said_at_its_field(
    desk: DeskInMemory,
) -> None:
    line, ports = desk.draft(AMOX).lines[0], desk.platform.ports
    done = corrected(
        line, Parts(posology="1 gélule par jour", not_substitutable="ZZZ"), ports.reader,
        ports.clock.now(),
    )  # fmt: skip
    assert (done.line, list(done.problems)) == (line, ["not_substitutable"])
