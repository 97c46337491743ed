"""Secured paper on the command line: what is asked, and what is told."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import Result

from ordonnance.domain.secured_stock import LossKind, StockKind
from ordonnance.fhir.inputs import StockRecordInput
from ordonnance.usecases.stock_views import (
    DeclarationView,
    LotView,
    StockLine,
    StockRead,
    StockRecorded,
)
from tests.unit.cli.conftest import ANSWERS, FakeClient

DAY = date(2026, 3, 12)
LOT = LotView("EX-A", "Imprimerie EXEMPLE", 100, 1, 0, 20, 79, "2 à 39, 60 à 100")
DECLARED = DeclarationView(
    1, DAY, LossKind.STOLEN, "EX-A", "40 à 59", "40 à 59", DAY, "Cabinet Exemple", "Porte forcée.",
    "Claire EXEMPLE",
)  # fmt: skip
LINE = StockLine(
    3, StockKind.DECLARED, datetime(2026, 3, 12, 9, 0, tzinfo=UTC), "Claire EXEMPLE", "Logiciel 1",
    "EX-A", "40 à 59", DAY, declaration=1,
)  # fmt: skip
Run = Callable[..., Result]
OF_THE_LOT = ("--lot", "EX-A", "--sheets", "40-59")


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        ANSWERS, "stock", StockRead(3, "Cabinet Exemple", (LOT,), (DECLARED,), (LINE,))
    )
    written = StockRecorded(3, StockKind.DECLARED, "40 à 59", LOT, DECLARED)
    monkeypatch.setitem(ANSWERS, "stock_record", written)
    monkeypatch.setitem(ANSWERS, "stock_letter", b"%PDF-1.7 lettre")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("receive", *OF_THE_LOT, "--supplier", "Imprimerie EXEMPLE", "--on", "12/03/2026"),
         StockRecordInput("received", "EX-A", "40-59", "Imprimerie EXEMPLE", DAY)),
        (("used", *OF_THE_LOT), StockRecordInput("used", "EX-A", "40-59", by_hand=True)),
        (("spoiled", *OF_THE_LOT, "--reason", "bourrage"),
         StockRecordInput("spoiled", "EX-A", "40-59", reason="bourrage")),
        (("lost", *OF_THE_LOT, "--on", "2026-03-12", "--where", "Rue", "--circumstances", "Sac"),
         StockRecordInput("declared", "EX-A", "40-59", on=DAY, loss="lost", where="Rue",
                          circumstances="Sac")),
        (("found", *OF_THE_LOT, "--reason", "tiroir"),
         StockRecordInput("found", "EX-A", "40-59", reason="tiroir")),
        (("revoke", "--reason", "vol"), StockRecordInput("revoked", reason="vol")),
        (("police", "1", "--reference", "PV EXEMPLE", "--on", "2026-03-12"),
         StockRecordInput("police", on=DAY, declaration=1, police="PV EXEMPLE")),
    ],
)  # fmt: skip
def test_each_command_records_what_it_says(
    ordonnance: Run, base: FakeClient, words: tuple[str, ...], asked: StockRecordInput
) -> None:
    assert ordonnance("stock", *words).exit_code == 0
    assert base.asked == ("stock_record", (asked,), {})


def test_a_theft_is_told_with_its_lot_and_the_way_to_its_letter(
    ordonnance: Run, base: FakeClient
) -> None:
    result = ordonnance(
        "stock", "lost", *OF_THE_LOT, "--on", "2026-03-12", "--where", "Cabinet", "--stolen",
        "--circumstances", "Porte forcée.", "--police", "PV EXEMPLE", "--key", "k",
        "--if-match", "2",
    )  # fmt: skip
    act, (given,), options = base.asked
    assert (act, given.loss, given.police) == ("stock_record", "stolen", "PV EXEMPLE")
    assert options == {"key": "k", "if_match": 2}
    assert "numéros bloqués" in result.stdout
    assert "stock print 1" in result.stdout
    assert "20 perdues ou volées, 79 restantes" in result.stdout


def test_revoked_numbers_are_counted(
    ordonnance: Run, base: FakeClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(ANSWERS, "stock_record", StockRecorded(4, StockKind.REVOKED, "", numbers=6))
    listed = tmp_path / "liste.json"
    listed.write_text('{"reservation": "a.b.c"}')
    result = ordonnance("stock", "revoke", "--reason", "vol", "--reservation", str(listed))
    assert "6" in result.stdout
    assert base.asked[1] == (StockRecordInput("revoked", reason="vol", reservation="a.b.c"),)


def test_the_register_shows_counts_declarations_and_lines(
    ordonnance: Run, base: FakeClient
) -> None:
    told = ordonnance("stock", "show").stdout
    for said in ("100 reçues", "2 à 39, 60 à 100", "Déclaration 1 du 12/03/2026", "pas encore",
                 "12/03/2026 10:00"):  # fmt: skip
        assert said in told
    assert base.asked == ("stock", (), {})


def test_the_letter_is_a_file_for_its_owner_only(
    ordonnance: Run, base: FakeClient, tmp_path: Path
) -> None:
    letter = tmp_path / "declaration.pdf"
    assert ordonnance("stock", "print", "1", "-o", str(letter)).exit_code == 0
    assert letter.read_bytes() == b"%PDF-1.7 lettre"
    assert letter.stat().st_mode & 0o077 == 0
    assert base.asked == ("stock_letter", (1,), {})
