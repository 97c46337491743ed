"""Which forms are required or allowed, situation by situation, on the days where that changes."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Category, Exoneration, Product
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.forms import forms
from ordonnance.law.ways import Forms, Prescribed, Situation, Written
from tests.builders import a_line, a_medicine
from tests.builders import medicines as m

TODAY = date(2026, 1, 5)
DOWN = Situation(ground=PaperGround.TELESERVICE_UNAVAILABLE)
SOMATROPINE = a_medicine("SOMATROPINE EXEMPLE", "60000990", [("SOMATROPINE", "5")], ["liste I"])


def line(medicine: Medicine | None, number: int = 1, **changes: object) -> Prescribed:
    return Prescribed(a_line(medicine, number=number, days=7, **changes), medicine)  # type: ignore[arg-type]  # fields of Line


def asked(*medicines: Medicine, on: date = TODAY, situation: Situation | None = None) -> Forms:
    lines = [line(medicine, number) for number, medicine in enumerate(medicines, start=1)]
    return forms(lines, on, situation)


def shape(found: Forms) -> list[list[Form]]:
    return [[each.form for each in way.ordonnances] for way in found.ways]


def only(found: Forms) -> Written:
    assert found.required
    (written,) = found.ways[0].ordonnances
    return written


def reasons(found: Forms) -> set[str]:
    return {reason.rule for each in found.ways[0].ordonnances for reason in each.reasons}


ORDINARY, CLOSED = m.PARACETAMOL_1G, m.MORPHINE_LP_30


@pytest.mark.parametrize(
    ("on", "ordinary", "closed"),
    [
        ("1999-09-30", [[Form.CLASSIQUE]], [[Form.CLASSIQUE]]),
        ("1999-10-01", [[Form.CLASSIQUE]], [[Form.SECURISEE]]),
        ("2023-12-21", [[Form.CLASSIQUE]], [[Form.SECURISEE]]),
        ("2023-12-22", [[Form.NUMERIQUE], [Form.CLASSIQUE]], [[Form.NUMERIQUE]]),
        ("2024-12-31", [[Form.NUMERIQUE], [Form.CLASSIQUE]], [[Form.NUMERIQUE]]),
        ("2025-01-01", [[Form.NUMERIQUE]], [[Form.NUMERIQUE]]),
    ],
)
def test_digital_comes_first_for_the_secured_then_for_everything(
    on: str, ordinary: list[list[Form]], closed: list[list[Form]]
) -> None:
    day = date.fromisoformat(on)
    assert shape(asked(ORDINARY, on=day)) == ordinary
    assert shape(asked(CLOSED, on=day)) == closed


def test_ordinary_medicines_on_paper_take_the_plain_form() -> None:
    written = only(asked(ORDINARY, m.RAMIPRIL_5, situation=DOWN))
    assert (written.form, written.lines) == (Form.CLASSIQUE, (1, 2))
    assert [reason.rule for reason in written.reasons] == ["TY-30", "ON-18"]
    assert (written.ground, written.prints) == (PaperGround.TELESERVICE_UNAVAILABLE, None)


def test_paper_has_a_sheet_for_the_patient_and_one_for_the_fund() -> None:
    for medicine in (ORDINARY, CLOSED):
        assert only(asked(medicine, situation=DOWN)).copies == (Copy.PATIENT, Copy.FUND)
    assert only(asked(ORDINARY)).copies == (Copy.PATIENT,)


@pytest.mark.parametrize("ground", [each for each in PaperGround if each.of_the_decree])
def test_a_secured_sheet_prints_its_ground_of_the_decree(ground: PaperGround) -> None:
    found = asked(CLOSED, situation=Situation(ground=ground))
    written = found.ways[-1].ordonnances[0]
    assert (written.form, written.ground, written.prints) == (Form.SECURISEE, ground, ground)
    assert ground.label in written.reasons[-1].text
    before = asked(CLOSED, on=date(2023, 12, 21)).ways[0].ordonnances[0]
    assert (before.form, before.prints) == (Form.SECURISEE, None)


def test_an_identity_that_cannot_be_verified_permits_paper_and_leaves_digital() -> None:
    given = Situation(ground=PaperGround.PATIENT_NOT_IDENTIFIABLE)
    assert shape(asked(CLOSED, situation=given)) == [[Form.NUMERIQUE], [Form.SECURISEE]]


@pytest.mark.parametrize("ground", [each for each in PaperGround if each.leaves_paper_only])
def test_what_leaves_paper_only_bars_the_digital_form(ground: PaperGround) -> None:
    found = asked(ORDINARY, situation=Situation(ground=ground))
    assert shape(found) == [[Form.CLASSIQUE]]
    (barred,) = [each for each in found.barred if each.form is Form.NUMERIQUE]
    assert ground.label in barred.reason.text


def test_anonymity_permits_paper_beside_digital() -> None:
    given = Situation(anonymous=True)
    both = [[Form.NUMERIQUE], [Form.CLASSIQUE]]
    assert shape(asked(m.MIFEPRISTONE_200, m.MISOPROSTOL_400, situation=given)) == both
    assert shape(asked(m.MIFEPRISTONE_200, ORDINARY, situation=given)) == [[Form.CLASSIQUE]]
    assert "ON-28" in {note.rule for note in asked(m.MIFEPRISTONE_200, situation=given).notes}


def test_anonymity_is_no_ground_for_a_secured_sheet() -> None:
    assert shape(asked(CLOSED, situation=Situation(anonymous=True))) == [[Form.NUMERIQUE]]


def test_an_exonerating_affection_on_paper_takes_two_zones() -> None:
    apart = line(m.METFORMINE_1000, exoneration=Exoneration.ALD)
    written = only(forms([apart, line(ORDINARY, 2)], TODAY, DOWN))
    assert (written.form, written.lines) == (Form.BIZONE, (1, 2))
    assert "le médecin atteste que ces soins figurent au protocole" in written.reasons[0].text
    written = only(forms([apart, line(CLOSED, 2)], TODAY, DOWN))
    assert written.form is Form.SECURISEE_BIZONE
    assert only(forms([apart], TODAY)).form is Form.NUMERIQUE


def test_a_medicine_of_exception_stands_alone_on_its_four_sheets_even_for_an_affection() -> None:
    apart = line(SOMATROPINE, exoneration=Exoneration.ALD)
    (way,) = forms([apart, line(ORDINARY, 2)], TODAY, DOWN).ways
    four, plain = way.ordonnances
    assert (four.form, four.lines, four.copies) == (Form.EXCEPTION, (1,), tuple(Copy))
    assert (plain.form, plain.lines) == (Form.CLASSIQUE, (2,))
    paid = line(SOMATROPINE, not_reimbursable=True)
    assert only(forms([paid], TODAY, DOWN)).form is Form.CLASSIQUE
    assert only(asked(SOMATROPINE)).form is Form.NUMERIQUE


def test_a_retroceded_line_goes_on_paper_and_the_others_stay_digital() -> None:
    found = asked(ORDINARY, m.RETROCESSION)
    (way,) = found.ways
    digital, paper = way.ordonnances
    assert (digital.form, digital.lines) == (Form.NUMERIQUE, (1,))
    assert (paper.form, paper.lines, paper.ground) == (
        Form.CLASSIQUE, (2,), PaperGround.RETROCESSION,
    )  # fmt: skip
    hospital = only(asked(m.HOSPITAL_ONLY))
    assert (hospital.ground, hospital.copies) == (PaperGround.INTRA_HOSPITAL, (Copy.PHARMACIST,))


@pytest.mark.parametrize(
    ("ground", "copies"),
    [
        (PaperGround.VETERINARY, (Copy.PATIENT,)),
        (PaperGround.PROFESSIONAL_USE, (Copy.PHARMACIST,)),
    ],
)
def test_veterinary_and_professional_use_stay_on_secured_paper_without_a_sheet_for_the_fund(
    ground: PaperGround, copies: tuple[Copy, ...]
) -> None:
    apart = line(CLOSED, exoneration=Exoneration.ALD)
    written = only(forms([apart], TODAY, Situation(ground=ground)))
    assert (written.form, written.copies, written.prints) == (Form.SECURISEE, copies, None)
    assert only(asked(SOMATROPINE, situation=Situation(ground=ground))).form is Form.CLASSIQUE


def test_each_kind_of_prescription_has_its_ordonnance() -> None:
    care = replace(
        line(None, 2).line, category=Category.PHYSIOTHERAPY, product=Product("Rééducation")
    )
    found = forms([line(ORDINARY), Prescribed(care)], TODAY)
    assert shape(found) == [[Form.NUMERIQUE, Form.NUMERIQUE]]
    assert [each.lines for each in found.ways[0].ordonnances] == [(1,), (2,)]
    assert [note.rule for note in found.notes] == ["TY-01"]


def test_the_patient_may_decline_the_sheet_and_refusing_digital_is_no_ground() -> None:
    found = asked(ORDINARY, situation=Situation(declines_sheet=True, refuses_digital=True))
    written = only(found)
    assert (written.form, written.copies) == (Form.NUMERIQUE, ())
    assert reasons(found) == {"ON-01", "ON-15"}
    assert "pas un motif" in found.notes[0].text


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-02-28", [[Form.NUMERIQUE]]),
        ("2025-03-01", [[Form.NUMERIQUE], [Form.DEROGATION_SAMU]]),
    ],
)
def test_the_derogation_of_the_samu_begins_on_1_march_2025(
    on: str, expected: list[list[Form]]
) -> None:
    given = Situation(regulator=True)
    assert shape(asked(m.TRAMADOL_50, on=date.fromisoformat(on), situation=given)) == expected
    if on == "2025-03-01":
        assert shape(asked(m.TRAMADOL_50, on=date.fromisoformat(on))) == [[Form.NUMERIQUE]]


def test_the_derogation_covers_three_substances_and_leaves_the_others_as_they_are() -> None:
    given = Situation(regulator=True)
    for opioid in (m.TRAMADOL_50, m.CODEINE_PARACETAMOL, m.DIHYDROCODEINE_60):
        assert Form.DEROGATION_SAMU in asked(opioid, situation=given).ways[-1].forms
    assert shape(asked(CLOSED, situation=given)) == [[Form.NUMERIQUE]]
    assert shape(asked(ORDINARY, situation=given)) == [[Form.NUMERIQUE]]
    assert shape(asked(m.TRAMADOL_50, ORDINARY, situation=given)) == [
        [Form.NUMERIQUE], [Form.DEROGATION_SAMU, Form.NUMERIQUE],
    ]  # fmt: skip


def test_the_month_of_tolerance_is_told() -> None:
    for day, told in (("2025-02-28", False), ("2025-03-31", True), ("2025-04-01", False)):
        notes = asked(m.TRAMADOL_50, on=date.fromisoformat(day)).notes
        assert ("RX-SEC-10" in {note.rule for note in notes}) is told


def test_an_unknown_medicine_is_told_where_the_form_depends_on_it() -> None:
    on_paper = forms([line(None)], TODAY, DOWN)
    assert "on ne peut pas dire" in on_paper.notes[0].text
    assert forms([line(None)], TODAY).notes == ()


def test_there_is_nothing_to_write_without_a_line() -> None:
    with pytest.raises(ValueError, match="aucune ligne"):
        forms([], TODAY)
