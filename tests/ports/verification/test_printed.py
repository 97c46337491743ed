"""Whatever the base prints is told true, in every form; one word changed is told contradicted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ordonnance.bootstrap.printing import DIGITAL, Asked
from ordonnance.documents.sheet import Sheet, Sheets
from ordonnance.documents.stock import GENERIC, Area
from ordonnance.domain.prescription import Exoneration
from ordonnance.domain.verification import Nature, Point, Proof
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.usecases.ports import PdfForm
from tests.builders.counter import AMLOR, CLAMOXYL, KARDEGIC, SKENAN, of
from tests.builders.prescriptions import months
from tests.builders.verifying import Desk, a_desk, points

DOWN = PaperGround.TELESERVICE_UNAVAILABLE
Make = Callable[[Desk], str]


def ordinary(desk: Desk) -> str:
    return desk.issue(
        of(CLAMOXYL, days=24), of(KARDEGIC, duration=months(1), renewals=2),
        advice="Boire beaucoup d'eau.",
    )  # fmt: skip


def apart(desk: Desk) -> str:
    ald = of(AMLOR, duration=months(3), exoneration=Exoneration.ALD)
    return desk.issue(ald, of(CLAMOXYL, days=24))


def narcotic(desk: Desk) -> str:
    return desk.issue(of(SKENAN, days=14))


PRINTINGS: dict[str, tuple[Make, dict[str, Any]]] = {
    "numérique": (ordinary, {}),
    "numérique, duplicata en 14 points": (
        ordinary, {"asked": Asked(duplicate=True, large=True)}),
    "numérique, A-1b": (ordinary, {"form": PdfForm.A1B}),
    "numérique, deux zones": (apart, {}),
    "classique": (ordinary, {"asked": Asked(Form.CLASSIQUE, DOWN)}),
    "classique, autre motif": (
        ordinary, {"asked": Asked(Form.CLASSIQUE, PaperGround.INTRA_HOSPITAL)}),
    "classique, duplicata en 14 points": (
        ordinary, {"asked": Asked(Form.CLASSIQUE, DOWN, duplicate=True, large=True)}),
    "bizone": (apart, {"asked": Asked(Form.BIZONE, DOWN)}),
    "bizone, un volet": (apart, {"asked": Asked(Form.BIZONE, DOWN, copy=Copy.FUND)}),
}  # fmt: skip


@pytest.mark.parametrize("printing", PRINTINGS)
def test_what_the_base_prints_is_true_for_whoever_serves(printing: str) -> None:
    desk = a_desk()
    make, asked = PRINTINGS[printing]
    number = make(desk)
    found = desk.verified(desk.printed(number, **asked), by="pharmacien")
    assert points(found)[Point.PRINTED] is Proof.PROVEN, found.differences
    assert Proof.CONTRADICTED not in points(found).values()
    attached = asked.get("form") is not PdfForm.A1B
    paper = "asked" in asked and asked["asked"].on_paper
    expected = Nature.PAPER if paper else Nature.NUMERIQUE
    assert found.nature is (expected if attached else Nature.KNOWN)


def texts_of(value: object, path: tuple[object, ...] = ()) -> list[tuple[tuple[object, ...], str]]:
    """Every text of a drawing that is printed, with where it stands."""
    if isinstance(value, str):
        return [(path, value)] if any(each.isalnum() for each in value) else []
    if isinstance(value, tuple):
        return [each for rank, one in enumerate(value) for each in texts_of(one, (*path, rank))]
    fields = getattr(value, "__dataclass_fields__", {})
    return [
        each
        for name in fields
        if name not in _NOT_PRINTED
        for each in texts_of(getattr(value, name), (*path, name))
    ]


_NOT_PRINTED = {"layout", "title", "qr", "person_code", "structure_code", "stock", "running",
                "number", "specimen", "specimen_notice"}  # fmt: skip


def changed(value: Any, path: tuple[object, ...], text: str) -> Any:
    """The drawing with another text there."""
    if not path:
        return text
    first, *rest = path
    if isinstance(value, tuple):
        return tuple(
            changed(one, tuple(rest), text) if rank == first else one
            for rank, one in enumerate(value)
        )
    return replace(value, **{str(first): changed(getattr(value, str(first)), tuple(rest), text)})


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_one_word_changed_anywhere_is_contradicted_and_shown(data: st.DataObject) -> None:
    desk = a_desk()
    make, asked = PRINTINGS[data.draw(st.sampled_from(sorted(PRINTINGS)))]
    number = make(desk)
    true: Sheet | Sheets = desk.drawing(number, asked.get("asked", DIGITAL))
    path, text = data.draw(st.sampled_from(texts_of(true)))
    words = text.split(" ")
    rank = data.draw(st.integers(0, len(words) - 1))
    words[rank] = "Zz" + words[rank][::-1]
    false = changed(true, path, " ".join(words))
    content = desk.printed(number, **{**asked, "drawing": false})
    found = desk.verified(content, by="pharmacien")
    assert points(found)[Point.PRINTED] is Proof.CONTRADICTED, (path, text)
    assert found.differences
    assert found.nature is Nature.ALTERED
    form = {name: kept for name, kept in asked.items() if name == "form"}
    if not form:
        assert desk.verified(content).nature is Nature.ALTERED


SECURED = Asked(Form.SECURISEE, DOWN)


def test_secured_paper_has_no_code_and_is_compared_for_whoever_gives_its_number() -> None:
    desk = a_desk()
    number = narcotic(desk)
    content = desk.printed(number, SECURED)
    found = desk.verified(content, by="pharmacien", number=number)
    assert points(found)[Point.PRINTED] is Proof.PROVEN, found.differences
    assert (points(found)[Point.CODE], found.nature) == (Proof.NOT_PROVEN, Nature.KNOWN)
    for by in (None, "medecin2"):
        told = desk.verified(content, by=by, number=number)
        assert (told.nature, set(points(told))) == (Nature.NOT_NUMERIQUE, {Point.CODE})


def test_the_places_of_a_supplier_s_paper_change_nothing_of_its_words() -> None:
    desk = a_desk()
    number = narcotic(desk)
    true = desk.drawing(number, SECURED)
    assert isinstance(true, Sheets)
    stock = replace(GENERIC, patient=Area(100, 14, 80, 30), shift_down=3)
    moved = replace(true, sheets=tuple(replace(each, stock=stock) for each in true.sheets))
    content = desk.printed(number, SECURED, drawing=moved)
    found = desk.verified(content, by="pharmacien", number=number)
    assert not found.differences
    assert points(found)[Point.PRINTED] is Proof.NOT_PROVEN
    assert "papier sécurisé" in next(e.message for e in found.points if e.about is Point.PRINTED)


def test_a_quantity_changed_on_secured_paper_is_shown_with_its_line() -> None:
    desk = a_desk()
    number = narcotic(desk)
    true = desk.drawing(number, SECURED)
    assert isinstance(true, Sheets)
    sheet = true.sheets[0]
    zone = sheet.zones[0]
    line = replace(zone.lines[0], right=("vingt-huit jours",))
    false = replace(true, sheets=(replace(sheet, zones=(replace(zone, lines=(line,)),)),))
    content = desk.printed(number, SECURED, drawing=false)
    found = desk.verified(content, by="medecin", number=number)
    assert found.nature is Nature.ALTERED
    assert "ligne 1" in {each.place for each in found.differences}


def test_a_form_that_the_law_does_not_have_here_is_not_taken_for_one() -> None:
    desk = a_desk()
    number = narcotic(desk)
    classic = desk.drawing(ordinary(desk), Asked(Form.CLASSIQUE, DOWN))
    content = desk.printed(number, drawing=classic)
    found = desk.verified(content, by="pharmacien")
    assert found.nature not in (Nature.PAPER, Nature.NUMERIQUE)
