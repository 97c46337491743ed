"""What stands on paper that is the ordonnance itself, whatever draws it."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.documents.framing import ALD_TITLE, ORDINARY_TITLE
from ordonnance.documents.kinds_of_care import CARE
from ordonnance.documents.numerique import OBJECTION, TRANSMITTED
from ordonnance.documents.paper import FUND_DUPLICATE, Printing, paper
from ordonnance.domain.mentions import SupportingDocument
from ordonnance.domain.prescription import Category
from ordonnance.law.form import Copy, Form, PaperGround
from tests.builders.medicines import AMOXICILLINE_1G, RAMIPRIL_5
from tests.unit.documents.papers import (
    care,
    exceptional,
    many,
    narcotics,
    on_paper,
    prepared,
    start,
)
from tests.unit.documents.sheets import plain
from tests.unit.documents.situations import (
    BASE_URL,
    ISSUED_AT,
    NUMBER,
    ald,
    simple,
)


def test_a_classic_sheet_is_made_twice_for_the_patient_and_for_the_fund() -> None:
    drawn = on_paper(simple())
    assert drawn.layout == "papier"
    assert [sheet.copy for sheet in drawn.sheets] == [
        "Original — à remettre au patient", FUND_DUPLICATE,
    ]  # fmt: skip
    assert {sheet.heading for sheet in drawn.sheets} == {"ORDONNANCE"}
    assert all(sheet.signature.by_hand for sheet in drawn.sheets)


def test_the_ground_of_plain_paper_is_not_printed_that_of_secured_paper_is() -> None:
    assert on_paper(simple()).sheets[0].ground == ""
    assert on_paper(narcotics(1)).sheets[0].ground == "indisponibilité des téléservices"


def test_a_bizone_keeps_ald_above_and_the_rest_below() -> None:
    upper, lower = on_paper(ald()).sheets[0].zones
    assert (upper.title, [line.number for line in upper.lines]) == (ALD_TITLE, [1, 3])
    assert (lower.title, [line.number for line in lower.lines]) == (ORDINARY_TITLE, [2])
    assert not lower.kept


def test_an_empty_lower_zone_is_kept_and_not_struck_in_advance() -> None:
    made = ald()
    alone = replace(made, lines=made.lines[:1], known=made.known[:1])
    upper, lower = on_paper(alone).sheets[0].zones
    assert len(upper.lines) == 1
    assert (lower.lines, lower.title, lower.kept) == ((), ORDINARY_TITLE, True)


def test_the_fund_does_not_read_the_grounds_kept_for_its_medical_service() -> None:
    made = start().of(
        RAMIPRIL_5, days=30, motive="hypertension",
        supporting_document=SupportingDocument("formulaire EXEMPLE"),
    )  # fmt: skip
    patient, fund = on_paper(made).sheets
    said = " ".join(patient.zones[0].lines[0].mentions)
    assert "hypertension" in said
    assert "formulaire EXEMPLE" in said
    assert fund.zones[0].lines[0].mentions == ()


def test_a_secured_original_is_printed_once_and_the_fund_duplicate_on_plain_paper() -> None:
    secured = on_paper(narcotics(2), words=frozenset({1, 2}))
    assert secured.layout == "securisee"
    (original,) = secured.sheets
    assert original.stock is not None
    assert "trente milligrammes" in original.zones[0].lines[0].posology
    fund = on_paper(narcotics(2), copy=Copy.FUND)
    assert fund.layout == "papier"
    assert [(sheet.copy, sheet.stock) for sheet in fund.sheets] == [(FUND_DUPLICATE, None)]


def test_the_ordonnance_of_exception_has_four_sheets_and_each_thing_under_its_word() -> None:
    drawn = exceptional()
    assert [plain(sheet.copy).split(" — ")[0] for sheet in drawn.sheets] == [
        "Volet 1/4", "Volet 2/4", "Volet 3/4", "Volet 4/4",
    ]  # fmt: skip
    line = drawn.sheets[0].zones[0].lines[0]
    said = {fact.label: plain(fact.value) for fact in line.facts}
    assert said["Forme"] == "comprimé"
    assert said["Dosage"] in ("1 g", "1 000 mg")
    assert said["Voie"] == "orale"
    assert said["Posologie"] == "1 comprimé matin et soir."
    assert said["Durée, quantité"] == "7 jours, 1 boîte"
    assert [box.ticked for box in drawn.sheets[0].boxes] == [True, False, False]


def test_what_the_data_do_not_say_is_left_to_be_written_on_a_sheet_of_exception() -> None:
    from ordonnance.documents.exception import TO_FILL, exception_line
    from tests.unit.documents.sheets import line_with

    made = start().with_line(replace(start().of(RAMIPRIL_5, days=3).lines[0], duration=None))
    (line,) = made.lines
    printed = exception_line(replace(line_with(), right=()), line, None)
    assert [fact.label for fact in printed.facts if fact.value == TO_FILL] == [
        "Forme", "Dosage", "Voie", "Durée, quantité",
    ]  # fmt: skip


def test_an_order_for_professional_use_names_no_patient() -> None:
    made = start().of(AMOXICILLINE_1G, packs=3).of(RAMIPRIL_5, days=30)
    (sheet,) = on_paper(made, ground=PaperGround.PROFESSIONAL_USE).sheets
    assert sheet.copy.startswith("Usage professionnel")
    assert "EXEMPLE" not in repr((sheet.patient.name, sheet.patient.lines, sheet.running[20:]))
    first, second = sheet.zones[0].lines
    assert (first.posology, first.right) == ("", ("3 boîtes",))
    assert plain(second.right[0]).startswith("Quantité :")


def test_a_stupefiant_for_professional_use_stands_on_secured_paper() -> None:
    drawn = on_paper(narcotics(1), ground=PaperGround.PROFESSIONAL_USE)
    assert drawn.layout == "securisee"
    assert drawn.sheets[0].ground == ""


def test_a_preparation_carries_its_formula() -> None:
    (line,) = on_paper(prepared()).sheets[0].zones[0].lines
    rows = [(row.ingredient, plain(row.quantity)) for row in line.formula]
    assert rows == [("urée", "10 g"), ("vaseline officinale", "20 g"), ("cold cream", "qsp 100 g")]


@pytest.mark.parametrize("category", Category)
def test_every_kind_of_care_has_its_sheet(category: Category) -> None:
    drawn = on_paper(
        care(category, "Acte d’exemple", packs=10), ground=PaperGround.OUT_OF_SERVICE_PERIMETER
    )
    (sheet, _) = drawn.sheets
    assert sheet.heading == CARE[category].heading
    counted = plain(sheet.zones[0].lines[0].right[0])
    assert counted.startswith(f"10 {CARE[category].counted}")


def test_two_kinds_of_care_stand_on_two_sheets() -> None:
    made = care(Category.NURSING, "Pansement").with_line(
        care(Category.PHYSIOTHERAPY, "Rééducation").lines[0]
    )
    drawn = on_paper(made, ground=PaperGround.OUT_OF_SERVICE_PERIMETER)
    assert [sheet.heading for sheet in drawn.sheets] == [
        "SOINS INFIRMIERS", "SOINS INFIRMIERS", "MASSO-KINÉSITHÉRAPIE", "MASSO-KINÉSITHÉRAPIE",
    ]  # fmt: skip


def test_paper_of_an_ordonnance_in_a_base_carries_its_code() -> None:
    sheet = on_paper(simple(), number=NUMBER, base_url=BASE_URL).sheets[0]
    assert sheet.qr is not None
    assert sheet.qr.text == f"{BASE_URL}/o#{NUMBER}"
    assert sheet.number == NUMBER.grouped
    assert sheet.mentions == (TRANSMITTED,)
    assert "ne pas servir deux fois" in sheet.instruction


def test_paper_outside_any_base_carries_no_code_and_claims_no_transmission() -> None:
    sheet = on_paper(simple()).sheets[0]
    assert (sheet.qr, sheet.number, sheet.mentions) == (None, "", ())


def test_an_objection_is_written_on_the_paper() -> None:
    assert OBJECTION in on_paper(simple(), objection=True).sheets[0].mentions


def test_a_second_printing_is_marked_with_its_day() -> None:
    sheet = on_paper(simple(), duplicate=date(2026, 1, 7)).sheets[0]
    assert sheet.marks.duplicate == "DUPLICATA du 07/01/2026"


def test_every_line_stands_on_exactly_one_sheet_of_each_copy() -> None:
    for form in (None, Form.BIZONE):
        drawn = on_paper(many(7, apart=form is not None), form)
        for sheet in drawn.sheets:
            numbers = [line.number for zone in sheet.zones for line in zone.lines]
            assert sorted(numbers) == list(range(1, 8))


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="fuseau"):
        paper(simple().build(), (), Printing(ISSUED_AT.replace(tzinfo=None), demonstration=False))


def test_sheets_show_nothing_in_logs() -> None:
    assert "EXEMPLE" not in repr(on_paper(simple()))
