"""One row of a drug file, and where it stands."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from ordonnance.adapters.drugs.errors import BadDrugFile
from ordonnance.domain.ids import Cis

GROUPS = "CIS_GENER_bdpm.txt"
_CIS_COLUMN = {GROUPS: 2, "fic03spe.txt": 1}


@dataclass(frozen=True, slots=True)
class Row:
    """One row and where it stands."""

    file: str
    line: int
    cells: tuple[str, ...]

    def wrong(self, why: str) -> NoReturn:
        """Refuse the row."""
        raise BadDrugFile(self.file, self.line, why)

    @property
    def cis(self) -> str:
        """The speciality that the row is about, wherever its column is."""
        code = self.cells[_CIS_COLUMN.get(self.file, 0)]
        if not Cis.form.fullmatch(code):
            self.wrong(f"code CIS illisible : {code[:20]}")
        return code


def day_of(row: Row, text: str) -> date | None:
    """A day written 19/05/2026, 2026-05-19 or 20260519; None when the cell is empty."""
    if not text:
        return None
    plain = text.replace("-", "")
    figures = text.split("/")[::-1] if "/" in text else (plain[:4], plain[4:6], plain[6:])
    try:
        return date(*map(int, figures))
    except (ValueError, TypeError):
        row.wrong(f"date illisible : {text[:20]}")
