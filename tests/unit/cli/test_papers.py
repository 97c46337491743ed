"""`ordonnance print` and `calibrate`: paper from a document, without a base."""

import json
from pathlib import Path

import pypdfium2
import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.doors.cli import local
from ordonnance.fhir.inputs import StockRecordInput
from tests.unit.cli.conftest import ANSWERS, NUMBER, FakeClient, Ordonnance


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "ordonnance.json"
    path.write_bytes(local.example("ald"))
    return str(path)


def text_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path.read_bytes())
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def test_the_paper_that_the_lines_ask_for_is_printed_with_its_copies(
    ordonnance: Ordonnance, document: str, tmp_path: Path
) -> None:
    to = tmp_path / "papier.pdf"
    words = ("--ground", "teleservice-unavailable", "--specimen", "-o", str(to), "--json")
    result = ordonnance("print", document, *words)
    assert json.loads(result.stdout) == {"file": str(to), "bytes": to.stat().st_size}
    assert to.stat().st_mode & 0o077 == 0
    said = text_of(to)
    assert "ORDONNANCE BIZONE" in said
    assert "Duplicata destiné à l’assurance maladie" in said
    assert "SPÉCIMEN" in said


def test_one_copy_alone_may_be_printed_again_large_and_marked(
    ordonnance: Ordonnance, document: str, tmp_path: Path
) -> None:
    to = tmp_path / "papier.pdf"
    words = ("--ground", "INSUFFICIENT_CONNECTION", "--copy", "Patient", "--duplicate", "--large")
    assert ordonnance("print", document, *words, "-o", str(to)).exit_code == 0
    said = text_of(to)
    assert "DUPLICATA du" in said
    assert "assurance maladie" not in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "FORM_BARRED"),
        (("--form", "securise"), "CODE_UNKNOWN"),
        (("--copy", "medecin"), "CODE_UNKNOWN"),
        (("--ground", "PANNE"), "CODE_UNKNOWN"),
        (("--form", "exception", "--ground", "TELESERVICE_UNAVAILABLE"), "FORM_BARRED"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_code(
    ordonnance: Ordonnance, document: str, words: tuple[str, ...], code: str
) -> None:
    result = ordonnance("print", document, *words, "-o", "-", "--json")
    assert result.exit_code != 0
    assert code in result.output


@pytest.mark.parametrize("words", [
    ("--copy", "caisse"),
    ("--cda", "--large"), ("--xdm", "--form", "classique"), ("--cda", "--pdf", "a1b"),
    ("--execution", "EX-SV-001", "--form", "classique"), ("--execution", "EX-SV-001", "--large"),
    ("--language", "en", "--duplicate"), ("--language", "en", "--form", "classique"),
], ids=" ".join)  # fmt: skip
def test_an_option_that_a_rendering_would_drop_is_refused(
    ordonnance: Ordonnance, base: FakeClient, words: tuple[str, ...]
) -> None:
    result = ordonnance("render", NUMBER, *words, "-o", "-", "--json")
    assert "USAGE" in result.output
    assert base.calls == []


@pytest.mark.parametrize("option", ["--form", "--ground", "--copy", "--stock", "--heading"])
def test_an_option_that_a_translation_would_drop_is_refused(
    ordonnance: Ordonnance, document: str, option: str
) -> None:
    result = ordonnance("print", document, "--language", "en", option, "x", "-o", "-", "--json")
    assert "USAGE" in result.output
    assert option in result.output


def test_secured_paper_follows_the_file_of_its_supplier(
    ordonnance: Ordonnance, document: str, tmp_path: Path
) -> None:
    stock, to = tmp_path / "papier.toml", tmp_path / "calage.pdf"
    stock.write_text('nom = "Papier DÉMO"\n[places]\npatient = [110, 20, 80, 32]\n', "utf-8")
    words = ("--form", "securisee-bizone", "--ground", "TELESERVICE_UNAVAILABLE")
    to_print = tmp_path / "securisee.pdf"
    result = ordonnance("print", document, *words, "--stock", str(stock), "-o", str(to_print))
    assert result.exit_code == 0
    assert "Motif du papier" in text_of(to_print)
    assert ordonnance("calibrate", "--stock", str(stock), "-o", str(to)).exit_code == 0
    assert "patient 110 × 20" in text_of(to)


def test_a_wrong_file_of_a_supplier_is_told_with_every_problem(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    stock = tmp_path / "papier.toml"
    stock.write_text("couleur = 1\n[places]\npatient = [1]\n", "utf-8")
    result = ordonnance("calibrate", "--stock", str(stock), "-o", "-", "--json")
    assert result.exit_code != 0
    assert "STOCK_INVALID" in result.output
    assert "couleur" in result.output
    assert "places.patient" in result.output


SECURED = ("--form", "securisee-bizone", "--ground", "TELESERVICE_UNAVAILABLE")


def test_a_secured_sheet_is_recorded_as_used_once_it_is_drawn(
    ordonnance: Ordonnance, base: FakeClient, document: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setitem(ANSWERS, "stock_record", None)
    to = tmp_path / "securisee.pdf"
    result = ordonnance("print", document, *SECURED, "--sheet", "EX-A/12-13", "-o", str(to))
    assert result.exit_code == 0, result.output
    assert base.asked == ("stock_record", (StockRecordInput("used", "EX-A", "12-13"),), {})
    assert to.exists()


def test_a_sheet_that_the_register_refuses_is_not_written(
    ordonnance: Ordonnance, base: FakeClient, document: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setitem(ANSWERS, "stock_record", None)
    base.error = Refusal.of("STOCK_DECLARED", sheets="12", day="12/03/2026")
    to = tmp_path / "securisee.pdf"
    result = ordonnance("print", document, *SECURED, "--sheet", "EX-A/12", "-o", str(to))
    assert result.exit_code != 0
    assert not to.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--form", "bizone", "--ground", "TELESERVICE_UNAVAILABLE", "--sheet", "EX-A/12"),
      "ELEMENT_INVALID"),
     ((*SECURED, "--copy", "caisse", "--sheet", "EX-A/12"), "ELEMENT_INVALID"),
     ((*SECURED, "--sheet", "12"), "STOCK_NUMBER_INVALID"),
     (("--language", "en", "--sheet", "EX-A/12"), "USAGE")],
)  # fmt: skip
def test_a_sheet_goes_with_secured_paper_only(
    ordonnance: Ordonnance, base: FakeClient, document: str, words: tuple[str, ...], code: str
) -> None:
    result = ordonnance("print", document, *words, "-o", "-", "--json")
    assert code in result.output
    assert base.calls == []
