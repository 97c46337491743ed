"""The printed register: every entry on the page, those of a demonstration marked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2

from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.documents.register import HEADINGS, printed_register
from ordonnance.domain.register import RegisterKind
from ordonnance.usecases.register_views import RegisterRead, RegisterRow

DAY, AT = date(2026, 3, 12), datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
ROW = RegisterRow(
    7, DAY, "EX-AA-001", 1, "MORPHINE EXEMPLE 10 mg", "stupéfiant", Decimal("0.5"), Decimal(7),
    "EXEMPLE Alice, 12/04/1985", "EXEMPLE Claire (99900000011)", "Cabinet Exemple, 75011 Paris",
    DAY, "Paul EXEMPLE", "Anne DÉMO", "LOT7",
)  # fmt: skip
READ = RegisterRead(RegisterKind.NARCOTICS, "Pharmacie Exemple", DAY, DAY, (ROW,))


def text_of(read: RegisterRead, *, demonstration: bool = False) -> str:
    """The words of the pages, without spaces."""
    pages = printed_register(read, AT, demonstration=demonstration)
    pdf = TypstRenderer().render(pages, b'{"resourceType": "Parameters"}')
    document = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_every_entry_stands_with_its_number_quantity_and_people() -> None:
    said = text_of(READ)
    for expected in (
        *HEADINGS, "7", "12/03/2026", "MORPHINE EXEMPLE 10 mg", "0,5 boîte", "7 unités", "LOT7",
        "EXEMPLE Alice", "EXEMPLE Claire", "Cabinet Exemple", "Paul EXEMPLE", "Anne DÉMO",
    ):  # fmt: skip
        assert "".join(expected.split()) in said
    assert "SPÉCIMEN" not in said


def test_an_entry_undone_says_so_and_a_demonstration_is_marked() -> None:
    undone = replace(READ, rows=(replace(ROW, undone_at=AT), replace(ROW, rank=8, patient="")))
    said = text_of(undone, demonstration=True)
    assert "annuléele31/03/2026" in said
    assert "anonyme" in said
    assert "SPÉCIMEN" in said


def test_a_long_register_repeats_its_headings() -> None:
    rows = tuple(replace(ROW, rank=rank) for rank in range(1, 80))
    said = text_of(replace(READ, rows=rows))
    assert said.count("Prescripteur") > 1
    assert "79entrées" in said
