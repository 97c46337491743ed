"""The letter of a declaration of loss or theft: everything it says is on its page."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.documents.declaration import printed_declaration
from ordonnance.domain.actors import Place
from ordonnance.domain.ids import Finess
from ordonnance.domain.secured_stock import LossKind
from ordonnance.usecases.read_stock import DeclaredStock
from ordonnance.usecases.stock_views import DeclarationView

AT = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
PLACE = Place(Finess("990000010"), None, None, "Cabinet médical Exemple", "1 rue de l'Exemple",
              "75011", "Europe/Paris")  # fmt: skip
DECLARED = DeclarationView(
    2, date(2026, 3, 12), LossKind.STOLEN, "EX-A", "40 à 59", "40 à 59", date(2026, 3, 1),
    "Cabinet Exemple", "Porte forcée pendant la nuit.", "Claire EXEMPLE",
)  # fmt: skip
GIVEN = DeclaredStock(DECLARED, "Imprimerie EXEMPLE", "RPPS 99900000011")


def page(given: DeclaredStock = GIVEN, *, demonstration: bool = False) -> str:
    """The words of the letter, on one line."""
    letter = printed_declaration(given, PLACE, date(2026, 3, 13), AT, demonstration=demonstration)
    pages = pypdfium2.PdfDocument(TypstRenderer().render(letter, b"{}"))
    return " ".join(" ".join(each.get_textpage().get_text_range() for each in pages).split())


def test_a_theft_says_what_where_when_by_whom_and_to_whom() -> None:
    said = page()
    for words in ("Déclaration de vol d’ordonnances sécurisées", "R. 5132-4", "police",
                  "gendarmerie",
                  "Claire EXEMPLE", "RPPS 99900000011", "Cabinet médical Exemple", "1er mars 2026",
                  "EX-A", "40 à 59 (20 feuilles)", "Imprimerie EXEMPLE", "Porte forcée",
                  "pas encore donnée", "Fait le 13 mars 2026", "12/03/2026"):  # fmt: skip
        assert words in said
    assert "SPÉCIMEN" not in said
    assert "Retrouvées" not in said


def test_a_loss_found_again_in_part_says_so_with_its_reference() -> None:
    lost = replace(DECLARED, loss=LossKind.LOST, standing="40 à 58", police="PV EXEMPLE",
                   police_on=date(2026, 3, 2))  # fmt: skip
    said = page(replace(GIVEN, declaration=lost))
    assert "Déclaration de perte" in said
    assert "59 (1 feuille)" in said
    assert "PV EXEMPLE, le 02/03/2026" in said


@pytest.mark.parametrize(("standing", "found"), [("", "40 à 59 (20 feuilles)"), ("40 à 59", None)])
def test_what_was_found_is_what_no_longer_stands(standing: str, found: str | None) -> None:
    said = page(replace(GIVEN, declaration=replace(DECLARED, standing=standing)))
    assert ("Retrouvées depuis" in said) is (found is not None)


def test_a_letter_of_a_demonstration_is_marked_and_its_repr_says_nothing() -> None:
    assert "SPÉCIMEN" in page(demonstration=True)
    assert "EXEMPLE" not in repr(GIVEN)
    letter = printed_declaration(GIVEN, PLACE, date(2026, 3, 13), AT, demonstration=True)
    assert repr(letter) == "PrintedDeclaration(•••)"


def test_long_words_stay_on_the_page() -> None:
    long = replace(DECLARED, circumstances="X" * 900, where="Y" * 200)
    assert "X" * 20 in page(replace(GIVEN, declaration=long))
