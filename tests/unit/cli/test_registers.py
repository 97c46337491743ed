"""The registers on the command line: told, or written for their owner only."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from ordonnance.domain.register import RegisterKind
from ordonnance.doors.cli.prose_registers import HEADINGS
from ordonnance.doors.cli.registers import table
from ordonnance.usecases.register_views import RegisterRead, RegisterRow
from tests.unit.cli.conftest import ANSWERS, FakeClient

DAY = date(2026, 3, 12)
ROW = RegisterRow(
    7, DAY, "EX-AA-001", 1, "EXEMPLE 5 mg", "liste I", Decimal(1), Decimal(28),
    "EXEMPLE Alice, 12/04/1985", "EXEMPLE Claire (99900000011)", "Cabinet Exemple, 75011 Paris",
    DAY, "Paul EXEMPLE",
)  # fmt: skip
READ = RegisterRead(RegisterKind.ORDONNANCIER, "Pharmacie Exemple", DAY, DAY, (ROW,))
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "register", READ)
    monkeypatch.setitem(ANSWERS, "register_pdf", b"%PDF-1.7 registre")


def test_a_register_is_told_with_its_numbers(ordonnance: Run, base: FakeClient) -> None:
    told = ordonnance("registers", "ordonnancier", "--from", "12/03/2026", "--to", "12/03/2026")
    assert told.exit_code == 0
    assert "7" in told.stdout
    assert "EXEMPLE 5 mg" in told.stdout
    assert base.asked == ("register", ("ordonnancier", DAY, DAY), {})


def test_tables_and_pages_are_files_for_their_owner_only(
    ordonnance: Run, base: FakeClient, tmp_path: Path
) -> None:
    sheet, pages = tmp_path / "registre.csv", tmp_path / "registre.pdf"
    result = ordonnance(
        "registers", "stupefiants", "--from", "2026-03-12", "--to", "2026-03-12",
        "--csv", str(sheet), "--pdf", str(pages),
    )  # fmt: skip
    assert result.exit_code == 0
    assert "EXEMPLE" not in result.stdout
    assert pages.read_bytes() == b"%PDF-1.7 registre"
    assert sheet.stat().st_mode & 0o077 == pages.stat().st_mode & 0o077 == 0
    assert base.calls


def rows_of(read: RegisterRead) -> list[list[str]]:
    text = table(read).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_a_table_has_a_heading_and_a_row_for_each_entry() -> None:
    headings, row = rows_of(READ)
    assert tuple(headings) == HEADINGS
    assert (row[0], row[1], row[6]) == ("7", "12/03/2026", "1")


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@SUM", "\tx"])
def test_no_cell_is_a_formula(name: str) -> None:
    _, row = rows_of(replace(READ, rows=(replace(ROW, patient=name),)))
    assert row[HEADINGS.index("patient")] == f"'{name}"


def test_an_entry_undone_says_when(
    ordonnance: Run, base: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    undone: Any = replace(ROW, undone_at=datetime(2026, 3, 13, 9, 0, tzinfo=UTC))
    monkeypatch.setitem(ANSWERS, "register", replace(READ, rows=(undone,)))
    told = ordonnance("registers", "ordonnancier", "--from", "2026-03-12", "--to", "2026-03-12")
    assert "annulée le 13/03/2026" in told.stdout
    assert base.calls
