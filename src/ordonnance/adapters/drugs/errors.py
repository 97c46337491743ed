"""What can be wrong in a drug file, and what stops an import or a reading."""

from ordonnance.adapters.stopped import Stopped


class BadDrugFile(ValueError):
    """A row that cannot be read as the official layout says; names the file and the line."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line} : {why}")
        self.file = file
        self.line = line
        self.why = why


class DrugsRefused(Stopped):
    """Drug facts cannot be imported or read; `code` is stable, `message` and `do` are French."""
