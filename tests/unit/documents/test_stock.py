"""A supplier's description of secured stock: what it says, and what is wrong with it."""

from typing import Any

import pytest

from ordonnance.bootstrap.paper_files import read_stock
from ordonnance.documents.stock import AREAS, GENERIC, Area, StockInvalid, stock_from


def problems(**given: Any) -> str:
    with pytest.raises(StockInvalid) as refused:
        stock_from(given)
    return " ".join(refused.value.problems).replace("\u202f", " ")


def test_without_a_file_the_stock_is_the_generic_one_and_its_places_do_not_meet() -> None:
    assert read_stock(None) is GENERIC
    assert stock_from({}) == GENERIC


def test_a_file_moves_places_and_shifts_the_whole() -> None:
    content = 'nom = "DÉMO"\ndecalage = [1.5, -2]\n[places]\npatient = [110, 20, 80, 32]\n'
    stock = read_stock(content.encode())
    assert (stock.name, stock.shift_right, stock.shift_down) == ("DÉMO", 1.5, -2)
    assert stock.patient == Area(110, 20, 80, 32)
    assert stock.body == GENERIC.body


def test_a_place_that_the_paper_already_has_is_not_drawn_unless_it_is_given() -> None:
    assert "prescripteur" not in dict(GENERIC.areas())
    stock = stock_from({"places": {"prescripteur": [18, 18, 80, 30]}})
    assert dict(stock.areas())["prescripteur"] == Area(18, 18, 80, 30)


def test_every_place_of_a_file_has_a_name() -> None:
    given = {name: list(vars_of(area)) for name, area in GENERIC.areas()}
    assert stock_from({"places": given}) == GENERIC
    assert set(given) < set(AREAS.values())


def vars_of(area: Area) -> tuple[float, float, float, float]:
    return area.left, area.top, area.width, area.height


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"couleur": "bleu"}, "couleur : ce réglage n'existe pas."),
        ({"places": {"logo": [1, 2, 30, 40]}}, "places.logo : cette place n'existe pas."),
        ({"places": []}, "places : une table est attendue."),
        ({"places": {"patient": [1, 2, 3]}}, "places.patient : 4 nombres"),
        ({"places": {"patient": [1, 2, "3", True]}}, "places.patient : 4 nombres"),
        ({"feuille": [210]}, "feuille : 2 nombres"),
        ({"feuille": [20, 20]}, "feuille : une feuille de 100 à 300 mm"),
        ({"decalage": [30, 0]}, "decalage : au plus 20 mm"),
        ({"places": {"patient": [180, 18, 80, 30]}}, "places.patient : cette place sort"),
        ({"places": {"patient": [112, 18, 80, 3]}}, "places.patient : cette place a moins"),
        ({"places": {"patient": [112, 50, 80, 30]}}, "se chevauchent"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, Any], said: str) -> None:
    assert said in problems(**given)


def test_every_problem_is_said_at_once() -> None:
    said = problems(couleur="bleu", decalage=[1], places={"logo": [1, 2, 3, 4]})
    assert said.count(" : ") == 3


@pytest.mark.parametrize("content", [b"\xff\xfe", b"nom = ", b"nom"])
def test_a_file_that_is_not_toml_is_refused(content: bytes) -> None:
    with pytest.raises(StockInvalid):
        read_stock(content)
