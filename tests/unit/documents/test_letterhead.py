"""The heading of a practice: what R.4127-79 allows, and nothing that looks like advertising."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from ordonnance.bootstrap.paper_files import logo_of, read_letterhead
from ordonnance.documents.letterhead import AGA, Letterhead, LetterheadInvalid, letterhead_from
from tests.unit.documents.papers import on_paper
from tests.unit.documents.sheets import plain
from tests.unit.documents.situations import simple


def png(side: int = 8) -> bytes:
    kept = BytesIO()
    Image.new("RGB", (side, side), "navy").save(kept, "PNG")
    return kept.getvalue()


def test_a_heading_adds_what_a_practice_may_print() -> None:
    content = (
        'nom = "Maison de santé Exemple"\nlogo = "logo.png"\naga = true\nurgence = "15"\n'
        'associes = ["Dr Bruno DÉMO"]\nhoraires = ["Lundi, 9 h à 19 h"]\n'
    ).encode()
    assert logo_of(content) == "logo.png"
    found = read_letterhead(content, png())
    assert (found.name, found.aga) == ("Maison de santé Exemple", AGA)
    assert plain(found.emergency) == "En cas d'urgence : 15"
    assert (found.associates, found.hours) == (("Dr Bruno DÉMO",), ("Lundi, 9 h à 19 h",))
    assert bytes(found.logo) == png()
    sheet = on_paper(simple(), letterhead=found).sheets[0]
    assert sheet.letterhead is found
    assert AGA in sheet.mentions


def test_without_a_number_of_its_own_the_emergency_stays() -> None:
    sheet = on_paper(simple(), letterhead=letterhead_from({"nom": "Cabinet Exemple"})).sheets[0]
    assert plain(sheet.emergency) == "En cas d'urgence : 15"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"slogan": "x"}, "slogan : ce réglage n'existe pas."),
        ({"nom": "Le meilleur cabinet"}, "publicité"),
        ({"horaires": ["Première visite gratuite"]}, "publicité"),
        ({"titres": ["www.exemple.example"]}, "publicité"),
        ({"nom": "x" * 91}, "90 caractères"),
        ({"nom": 3}, "nom : un texte"),
        ({"aga": "oui"}, "aga : true ou false"),
        ({"associes": "Dr DÉMO"}, "associes : une liste"),
        ({"associes": ["a"] * 9}, "associes : au plus 8"),
        ({"urgence": "appeler le cabinet"}, "urgence : un numéro"),
    ],
)
def test_what_is_not_allowed_is_said(given: dict[str, Any], said: str) -> None:
    with pytest.raises(LetterheadInvalid) as refused:
        letterhead_from(given)
    assert said in plain(" ".join(refused.value.problems))


@pytest.mark.parametrize("logo", [b"GIF89a", png()[:40], b"\x89PNG\r\n\x1a\n" + b"0" * 70_000])
def test_a_logo_that_is_no_small_png_is_refused(logo: bytes) -> None:
    with pytest.raises(LetterheadInvalid):
        read_letterhead(b'nom = "Cabinet Exemple"', logo)


def test_a_file_that_is_not_toml_is_refused() -> None:
    for content in (b"\xff", b"nom ="):
        with pytest.raises(LetterheadInvalid):
            read_letterhead(content)


def test_a_heading_says_no_more_than_its_name_in_logs() -> None:
    assert repr(Letterhead("Cabinet Exemple", associates=("Dr DÉMO",))) == (
        "Letterhead('Cabinet Exemple')"
    )
