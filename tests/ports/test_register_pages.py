"""The printed register: every entry on the page, those of a demonstration marked."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest

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


def text_of(
    read: RegisterRead, *, demonstration: bool = False, at: datetime = AT,
    zone: str = "Europe/Paris",
) -> str:  # fmt: skip
    """The words of the pages, without spaces."""
    pages = printed_register(read, at, zone, demonstration=demonstration)
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


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Paris", "13/03/2026"), ("America/Martinique", "12/03/2026")]
)
def test_days_are_those_of_the_clocks_of_the_pharmacy(zone: str, day: str) -> None:
    late = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)
    undone = replace(READ, rows=(replace(ROW, undone_at=late),))
    said = text_of(undone, at=late, zone=zone)
    assert f"annuléele{day}" in said
    assert f"Éditéle{day}" in said


@pytest.mark.parametrize(
    ("packs", "units", "told"),
    [
        ("1", "1", "1 boîte (1 unité)"),
        ("1.5", None, "1,5 boîte"),
        ("2", "56", "2 boîtes (56 unités)"),
    ],
)
def test_a_quantity_agrees_with_its_number(packs: str, units: str | None, told: str) -> None:
    row = replace(ROW, packs=Decimal(packs), units=Decimal(units) if units else None)
    assert row.quantity == told
    assert "".join(told.split()) in text_of(replace(READ, rows=(row,)))


def test_what_stands_in_a_register_is_not_in_its_repr() -> None:
    for each in (ROW, READ):
        assert "EXEMPLE" not in repr(each)
        assert "MORPHINE" not in repr(each)
