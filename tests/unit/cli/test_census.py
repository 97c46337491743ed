"""`census`: the report, the returns and their roll-up, from the command line."""

import csv
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ordonnance.adapters.memory.census import MemoryCensus
from ordonnance.bootstrap import census as desks
from ordonnance.bootstrap.census import CensusDesk
from ordonnance.bootstrap.reports import csv_of
from ordonnance.documents.census_rows import table_of
from ordonnance.domain.census import CensusRow, Counted, Motive
from tests.builders.census import MANY, OTHER_SAMU, SAMU, a_row, an_entry
from tests.ports.bases import a_number
from tests.ports.pages import pages_of
from tests.unit.cli.conftest import Ordonnance

WORDS = "CANARIEXEMPLE, douleur de Mme DÉMO"
ON = date(2025, 6, 2)
QUARTER = ("--from", "2025-04-01", "--to", "30/06/2025")
DAYS = ("--from", "2025-06-02", "--to", "02/07/2025")


@pytest.fixture(autouse=True)
def base(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MemoryCensus:
    """Seven prescriptions of one centre, one of another; their words say somebody's name."""
    made = MemoryCensus()
    for rank in range(7):
        motive = Motive.OTHER if rank == 3 else Motive.DENTAL
        made.count(a_number(), Counted(an_entry(motive=motive), WORDS))
    made.count(a_number(), Counted(an_entry(centre=OTHER_SAMU), WORDS))

    @asynccontextmanager
    async def opened(*_: Any) -> AsyncIterator[CensusDesk]:
        yield CensusDesk(made, tmp_path / "data")

    monkeypatch.setattr(desks, "census_desk", opened)
    return made


def written(folder: Path, name: str, rows: tuple[CensusRow, ...]) -> str:
    path = folder / name
    path.write_bytes(csv_of(table_of(rows)))
    return str(path)


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))


def test_the_report_is_told_on_the_terminal_for_the_days_asked(ordonnance: Ordonnance) -> None:
    said = ordonnance("census", "report", *DAYS).stdout
    assert "Du 02/06/2025 au 02/07/2025. 2 centres." in said
    row = next(line for line in said.splitlines() if line.startswith("  Douleur dentaire"))
    assert row.split()[2:4] == ["7", "87,5"]
    assert "aucun annuaire n’est importé" in said
    other = ordonnance("census", "report", *DAYS, "--centre", OTHER_SAMU.finess.value).stdout
    assert "SAMU 75 EXEMPLE (FINESS 750000016)" in other


def test_the_report_in_json_has_typed_cells(ordonnance: Ordonnance) -> None:
    told = json.loads(ordonnance("census", "report", *DAYS, "--json").stdout)
    motives = next(each for each in told["tables"] if each["table"] == "motifs")
    assert motives["rows"][0] == ["Douleur dentaire", 7, "0.875"]
    assert told["report"] == "recensement"
    same = json.loads(ordonnance("census", "report", *DAYS, "--format", "json").stdout)
    assert same["tables"] == told["tables"]


def test_files_are_written_in_the_folder_asked_and_none_says_anybody_s_words(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    out = tmp_path / "sortie"
    report = ordonnance("census", "report", *DAYS, "--out", str(out))
    rows = ordonnance("census", "rows", *DAYS, "--out", str(out))
    published = ordonnance("census", "report", *QUARTER, "--published", "--out", str(out))
    names = {path.name for path in out.iterdir()}
    assert {
        "recensement.pdf", "recensement.ods", "recensement-motifs.csv", "recensement-publie.pdf",
        "recensement-lignes.csv", "recensement-lignes.ods",
    } <= names  # fmt: skip
    for path in out.iterdir():
        content = path.read_bytes()
        texts = [content]
        if path.suffix == ".ods":
            with ZipFile(BytesIO(content)) as archive:
                texts += [archive.read(name) for name in archive.namelist()]
        if path.suffix == ".pdf":
            texts += ["".join(pages_of(content)).encode()]
        assert not any(b"CANARI" in text or "DÉMO".encode() in text for text in texts), path.name
        assert path.stat().st_mode & 0o077 == 0
    assert not any("CANARI" in each.stdout for each in (report, rows, published))


def test_what_is_published_keeps_small_cells_back(ordonnance: Ordonnance) -> None:
    said = ordonnance("census", "report", *QUARTER, "--published").stdout
    row = next(line for line in said.splitlines() if line.startswith("  Autre motif"))
    assert row.split()[2:] == ["n.c.", "n.c."]
    assert "effectif inférieur à 5" in said.lower()


def test_days_that_are_not_a_quarter_are_not_published(ordonnance: Ordonnance) -> None:
    told = ordonnance("census", "report", *DAYS, "--published")
    assert "CENSUS_PERIOD" in told.stderr
    assert told.stdout == ""


def test_the_return_is_every_row(ordonnance: Ordonnance) -> None:
    found = lines(ordonnance("census", "rows", *DAYS).stdout_bytes)
    assert len(found) == 9
    assert {line[4] for line in found[1:]} == {"douleur_dentaire", "autre"}


def test_the_returns_due_are_told_with_the_command_that_makes_them(ordonnance: Ordonnance) -> None:
    said = ordonnance("census", "due").stdout
    assert "census rows --from 2025-03-01 --to 2025-05-31" in said
    assert "À 3 mois du début local" in said
    assert "02/06/2025 au 01/09/2025" in said
    owed = json.loads(ordonnance("census", "due", "--start", "2025-04-01", "--json").stdout)
    assert [each["due_on"] for each in owed] == [
        "2025-06-01", "2025-07-01", "2025-09-01", "2025-10-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("report", "--from", "2025-07-01", "--to", "2025-06-01"), "PERIOD_INVALID"),
        (("report", "--from", "hier"), "DATE_INVALID"),
        (("report", "--format", "xlsx", "--out", "x"), "USAGE"),
        (("report", "--centre", "59"), "IDENTIFIER_INVALID"),
    ],
)
def test_what_cannot_be_done_is_said(
    ordonnance: Ordonnance, words: tuple[str, ...], code: str
) -> None:
    done = ordonnance("census", *words, "--json")
    assert json.loads(done.stdout)["error"]["code"] == code
    assert done.exit_code == 2


@pytest.mark.parametrize(
    "words",
    [("report", "--format", "pdf"), ("rows", "--format", "docx"), ("report", "--format", "csv")],
)
def test_what_is_no_text_is_not_shown_on_the_terminal(
    ordonnance: Ordonnance, words: tuple[str, ...]
) -> None:
    done = ordonnance("census", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--out" in done.stderr or "n’existe pas" in done.stderr


def test_returns_of_several_centres_are_put_together_each_prescription_once(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    of_one = tuple(row for row in MANY if row.entry.centre == SAMU)
    of_other = tuple(row for row in MANY if row.entry.centre == OTHER_SAMU)
    new = a_row(on=of_one[9].entry.on)
    files = [
        written(tmp_path, "lille.csv", of_one),
        written(tmp_path, "paris.csv", of_other),
        written(tmp_path, "encore.csv", (*of_one[:5], new)),
    ]
    out = tmp_path / "national"
    done = json.loads(ordonnance("census", "merge", *files, "--out", str(out), "--json").stdout)
    assert (done["rows"], done["doubles"]) == (201, 5)
    merged = lines((out / "recensement-lignes.csv").read_bytes())
    assert len(merged) == 202
    told = lines((out / "recensement-fichiers.csv").read_bytes())
    assert [line[:2] for line in told[1:]] == [
        ["lille.csv", str(len(of_one))], ["paris.csv", str(len(of_other))], ["encore.csv", "6"],
    ]  # fmt: skip
    again = ordonnance("census", "merge", str(out / "recensement-lignes.csv"), *files,
                       "--out", str(tmp_path / "bis"), "--json")  # fmt: skip
    assert json.loads(again.stdout)["rows"] == 201
    published = tmp_path / "publie"
    two_quarters = ordonnance("census", "merge", *files, "--out", str(published), "--published")
    assert "CENSUS_PERIOD" in two_quarters.stderr
    june = tuple(row for row in MANY if row.entry.on.month == 6)
    one = written(tmp_path, "juin.csv", june)
    ordonnance("census", "merge", one, "--out", str(published), "--published")
    assert "Du 01/04/2025 au 30/06/2025" in "".join(
        pages_of((published / "recensement-publie.pdf").read_bytes())
    )
    assert not [path.name for path in published.iterdir() if "lignes" in path.name]


def test_a_malformed_return_is_refused_at_its_place_and_nothing_is_written(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    good = written(tmp_path, "lille.csv", MANY[:5])
    bad = tmp_path / "paris.csv"
    bad.write_bytes(Path(good).read_bytes().replace(b"chirurgien_dentiste", b"dentiste"))
    out = tmp_path / "national"
    done = ordonnance("census", "merge", good, str(bad), "--out", str(out))
    assert done.exit_code == 2
    assert "paris.csv, ligne" in done.stderr
    assert "colonne prescripteur" in done.stderr
    assert not out.exists()


def test_two_returns_that_contradict_each_other_are_refused(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    id = "0" * 32
    files = [written(tmp_path, "a.csv", (a_row(id=id),)),
             written(tmp_path, "b.csv", (a_row(id=id, motive=Motive.CANCER),))]  # fmt: skip
    done = ordonnance("census", "merge", *files, "--out", str(tmp_path / "x"), "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["error"]["code"] == "CENSUS_CONFLICT"
    assert not (tmp_path / "x").exists()


def test_the_same_file_given_twice_by_one_name_is_refused(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    file = written(tmp_path, "a.csv", MANY[:1])
    done = ordonnance("census", "merge", file, file, "--out", str(tmp_path / "x"), "--json")
    assert json.loads(done.stdout)["error"]["code"] == "USAGE"


@pytest.mark.anyio
async def test_without_days_the_report_begins_with_the_first_row(base: MemoryCensus) -> None:
    desk = CensusDesk(base, Path("/nonexistent"))
    asked = await desk.asked(None, None)
    assert asked.first == ON
    assert asked.last >= date(2026, 1, 1)
    empty = await CensusDesk(MemoryCensus(), Path("/nonexistent")).asked(None, None)
    assert empty.first == date(2025, 3, 1)
