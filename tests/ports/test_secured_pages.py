"""Secured stock as it is printed: the variable parts, each inside its place, to the millimetre."""

import re

import pytest

from ordonnance.documents.stock import GENERIC, Area, Stock, calibration, stock_from
from ordonnance.domain.errors import Refusal
from ordonnance.domain.posology import Posology
from ordonnance.law.form import Form
from tests.builders.medicines import RAMIPRIL_5
from tests.ports.pages import Box, drawn, pages, pages_of, strokes, where
from tests.unit.documents.papers import narcotics, on_paper, start
from tests.unit.documents.situations import ISSUED_AT

PLACES = {"patient": "Alice EXEMPLE", "dated": "Établie à Paris", "ground": "Motif du papier"}


def inside(area: Area, stock: Stock = GENERIC) -> Box:
    left, top = area.left + stock.shift_right, area.top + stock.shift_down
    return Box(left, top, left + area.width, top + area.height)


@pytest.mark.parametrize("shift", [(0, 0), (3, -4)])
def test_everything_printed_on_secured_stock_is_inside_its_place(shift: tuple[int, int]) -> None:
    stock = stock_from({"decalage": list(shift)})
    pdf = drawn(on_paper(narcotics(2), words=frozenset({1, 2}), stock=stock))
    for attribute, words in PLACES.items():
        (found,) = where(pdf, words)
        assert inside(getattr(stock, attribute), stock).holds(found, slack=0.6)
    (square,) = where(pdf, "2", 0)[-1:]
    assert inside(stock.square, stock).holds(square)
    for words in ("SKENAN", "Signature du prescripteur", "trente milligrammes"):
        assert all(inside(stock.body, stock).holds(each) for each in where(pdf, words))
    assert all(inside(stock.body, stock).holds(each, 0.6) for each in strokes(pdf))


def test_the_lines_of_a_secured_bizone_stay_in_their_zones_on_every_sheet() -> None:
    pdf = drawn(on_paper(narcotics(14, apart=True), words=frozenset(range(1, 15))))
    said = pages_of(pdf)
    assert len(said) > 1
    numbers: list[int] = []
    for rank, page in enumerate(said):
        assert f"feuille {rank + 1}/{len(said)}" in page
        found = {int(number) for number in re.findall(r"(\d+)\. SKENAN", page)}
        numbers += found
        assert page.split()[-1] == str(len(found)), "the square counts the lines of its sheet"
        for number in found:
            (box,) = (each for each in where(pdf, f"{number}. ", rank) if each.left < 21)
            zone = GENERIC.upper if number % 2 == 0 else GENERIC.lower
            assert inside(zone).holds(box)
    assert sorted(numbers) == list(range(1, 15))
    assert sum("Signature du prescripteur" in page for page in said) == 1


def test_what_the_paper_already_has_is_not_printed_again() -> None:
    said = pages(on_paper(narcotics(1)))[0]
    assert "Cabinet médical" not in said
    assert "RPPS" not in said
    places = {"prescripteur": [18, 18, 80, 30], "code_rpps": [18, 48, 80, 14]}
    said = pages(on_paper(narcotics(1), stock=stock_from({"places": places})))[0]
    assert "Cabinet médical Exemple" in said
    assert "RPPS 99900000011" in said


def test_a_line_with_no_room_on_the_paper_is_refused_rather_than_cut() -> None:
    made = start().of(RAMIPRIL_5, days=30, posology=Posology(text="Encore un mot. " * 900))
    with pytest.raises(Refusal) as refused:
        drawn(on_paper(made, Form.SECURISEE))
    assert refused.value.issues[0].code == "PAPER_TOO_SMALL"


def test_the_calibration_page_draws_two_rulers_of_100_mm_and_every_place() -> None:
    pdf = drawn(calibration(GENERIC, ISSUED_AT))
    (said,) = pages_of(pdf)
    for name, area in GENERIC.areas():
        assert f"{name} {area.left:g} × {area.top:g}" in said
    drawn_boxes = strokes(pdf)
    assert any(abs(each.right - each.left - 100) < 1 for each in drawn_boxes)
    assert any(abs(each.bottom - each.top - 100) < 1 for each in drawn_boxes)
    for _, area in GENERIC.areas():
        place = inside(area)
        assert any(
            abs(each.left - place.left) < 0.5 and abs(each.bottom - place.bottom) < 0.5
            for each in drawn_boxes
        )
