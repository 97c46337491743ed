"""The return of a census: written, read again whole, or refused at its places."""

import csv
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.documents.census_rows import COLUMNS, MOST_FLAWS, read_rows, table_of
from ordonnance.documents.report_csv import csv_of
from ordonnance.domain.census import (
    CensusEntry,
    CensusFlag,
    CensusRow,
    Centre,
    Molecule,
    Motive,
    Regulator,
)
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.ids import Finess
from tests.builders.census import MANY, a_row

NAMES = st.from_regex(r"[A-Za-z0-9É][A-Za-z0-9 É'’\";,=+@-]{0,40}", fullmatch=True)
CENTRES = st.builds(
    Centre, st.from_regex(r"[0-9]{9}", fullmatch=True).map(Finess), NAMES,
    st.sampled_from(["01", "59", "2A", "974"]),
)  # fmt: skip
ENDINGS = st.sampled_from([
    (Circuit.PHARMACY, Box.ORGANISATION), (Circuit.PHARMACY, Box.PERSON),
    (Circuit.CARE_HOME, Box.PERSON), (Circuit.PATIENT, Box.PATIENT_SPACE),
])  # fmt: skip
MOLECULES = st.sets(st.sampled_from(Molecule), min_size=1).map(lambda found: tuple(sorted(found)))
ENTRIES = st.builds(
    lambda on, ending, motive, centre, regulator, molecules, out: CensusEntry(
        on, *ending, motive, centre, regulator, molecules, out
    ),
    st.dates(), ENDINGS, st.sampled_from(Motive), CENTRES, st.sampled_from(Regulator), MOLECULES,
    st.booleans(),
)  # fmt: skip
ROWS = st.lists(
    st.builds(CensusRow, st.from_regex(r"[0-9a-f]{32}", fullmatch=True), ENTRIES,
              st.frozensets(st.sampled_from(CensusFlag))),
    max_size=6, unique_by=lambda row: row.id,
)  # fmt: skip


def written(rows: list[CensusRow]) -> bytes:
    return csv_of(table_of(rows))


@given(ROWS)
def test_what_is_written_is_read_again_as_it_was(rows: list[CensusRow]) -> None:
    found = read_rows(written(rows))
    assert (list(found.rows), found.flaws) == (rows, ())
    assert read_rows(written(rows).decode("utf-8-sig").encode()) == found
    assert read_rows(written(rows).replace(b"\r\n", b"\n")) == found


def test_no_column_holds_free_text_and_every_cell_is_a_code_a_day_or_the_centre() -> None:
    lines = list(csv.reader(StringIO(written(list(MANY)).decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(MANY) + 1
    codes = {each.value for kind in (Motive, Regulator, Circuit, Box) for each in kind}
    for line in lines[1:]:
        id, on, case, box, motive, finess, name, department, who, molecules, *flags = line
        assert date.fromisoformat(on)
        assert {case, box, motive, who} <= codes
        assert set(molecules.split("+")) <= {each.value for each in Molecule}
        assert set(flags) <= {"oui", "non"}
        assert (len(id), len(finess), len(department)) == (32, 9, 2)
        assert name in ("SAMU 59 EXEMPLE", "SAMU 75 EXEMPLE")
    assert not {"texte", "patient", "nom", "numero"} & {column.name for column in COLUMNS}


GOOD = "0123456789abcdef0123456789abcdef"


def line_of(**changes: str) -> bytes:
    """A file of one line, some of its cells changed."""
    (cells,) = list(csv.reader(StringIO(
        written([a_row(id=GOOD)]).decode("utf-8-sig")), delimiter=";"))[1:]  # fmt: skip
    names = [column.name for column in COLUMNS]
    cells = [changes.get(name, cell) for name, cell in zip(names, cells, strict=True)]
    return f"{';'.join(names)}\r\n{';'.join(cells)}\r\n".encode()


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("date", "02/06/2025", "AAAA-MM-JJ"),
        ("date", "20250602", "AAAA-MM-JJ"),
        ("cas", "4", "code"),
        ("boite", "EMAIL", "boîte"),
        ("boite", "MES", "boîte"),
        ("motif", "Douleur dentaire", "code"),
        ("motif", "", "code"),
        ("finess", "59", "FINESS"),
        ("centre", "=1+1", "nom"),
        ("departement", "5", "département"),
        ("prescripteur", "medecin", "code"),
        ("molecules", "morphine", "code"),
        ("molecules", "tramadol+codeine", "molécules"),
        ("hors_horaires", "peut-être", "oui ou non"),
        ("retiree", "1", "oui ou non"),
        ("non_remise", "OUI", "oui ou non"),
        ("identifiant", "U0123456789", "identifiant"),
    ],
)
def test_a_malformed_line_is_refused_with_its_place(column: str, value: str, said: str) -> None:
    found = read_rows(line_of(**{column: value}))
    assert found.rows == ()
    (flaw,) = found.flaws
    assert flaw.line == 2
    assert said in flaw.message
    assert flaw.column in (column, "")


def test_files_that_are_not_a_return_are_refused() -> None:
    good = line_of()
    for content, line, said in (
        (b"", 1, "titres"),
        (b"identifiant;date\r\n", 1, "titres"),
        (good + b"x;y\r\n", 3, "2 valeurs au lieu de 13"),
        (good + good.splitlines(keepends=True)[1], 3, "ligne 2"),
        (good.replace(b"SAMU 59", b"SAMU \xff"), 2, "UTF-8"),
        (good.replace(b"SAMU 59 EXEMPLE", b'"SAMU"59'), 2, "CSV"),
        (good.replace(b";", b","), 1, "titres"),
    ):
        found = read_rows(content)
        assert found.rows == ()
        assert [(flaw.line, said in flaw.message) for flaw in found.flaws] == [(line, True)]


def test_a_file_full_of_faults_is_not_read_to_its_end() -> None:
    content = line_of() + b"x\r\n" * 500
    assert len(read_rows(content).flaws) == MOST_FLAWS
