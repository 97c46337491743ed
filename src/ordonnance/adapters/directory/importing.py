"""Reads a whole publication into the database of a version; what became of every row is said."""

import csv
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ordonnance.adapters.directory.activities import read_activities
from ordonnance.adapters.directory.building import Builder
from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.establishments import read_establishments
from ordonnance.adapters.directory.lines import Lines
from ordonnance.adapters.directory.mailboxes import MailboxReader
from ordonnance.adapters.directory.published import Kind, PublishedFile
from ordonnance.adapters.drugs.tally import FileTally

LABEL = "Annuaire des boîtes MSSanté"
SOURCE = "annuaire.sante.fr"
FEWEST_PERCENT = 90
"""A new version that keeps fewer mailboxes, or places of a kind, is held for a truncated one."""
MOST_REFUSED_PERCENT = 5
"""Above that share of refused rows, a file is not what it should be."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A version read into a file, not yet kept; `counts` says how much it holds."""

    path: Path
    dated: date
    digest: str
    counts: Mapping[str, int]
    files: tuple[FileTally, ...]

    def report(self, at: datetime) -> dict[str, object]:
        """Only JSON values."""
        return {
            "label": LABEL,
            "source": SOURCE,
            "dated": self.dated.isoformat(),
            "digest": self.digest,
            "imported_at": at.isoformat(timespec="seconds"),
            **self.counts,
            "files": [tally.as_json() for tally in self.files],
            "absent_files": [
                kind.value for kind in Kind if kind.value not in {t.encoding for t in self.files}
            ],
        }

    def abandon(self) -> None:
        """Remove what was not kept, and the folder it was made in."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


def imported(files: Mapping[Kind, PublishedFile], dated: date | None, beside: Path) -> Imported:
    """Read the files into a new database in a folder of its own, made in `beside`.

    `dated` None: the day in the name of the extraction. Raises DirectoryRefused, OSError.
    """
    day = dated or files[Kind.MAILBOXES].dated
    if day is None:
        raise DirectoryRefused(
            "DIRECTORY_SOURCE_UNREADABLE",
            f"{files[Kind.MAILBOXES].name} ne dit pas de quel jour il est.",
            "Donner son jour par --dated.",
        )
    beside.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix=".making-", dir=beside)) / "directory"
    builder = Builder(path)
    try:
        tallies = tuple(_read(builder, files[kind]) for kind in _ORDER if kind in files)
        counts = builder.finish()
    except BaseException:
        builder.abandon()
        shutil.rmtree(path.parent, ignore_errors=True)
        raise
    named = "".join(f"{tally.name}\0{tally.sha256}\n" for tally in tallies)
    digest = hashlib.sha256(named.encode()).hexdigest()
    return Imported(path, day, digest, counts, tallies)


def require_succession(new: Mapping[str, int], former: Mapping[str, object]) -> None:
    """Raises DirectoryRefused when too much of the former version is gone."""
    for name, words in (("mailboxes", "boîtes"), ("pharmacies", "pharmacies reconnues")):
        before = former.get(name)
        if isinstance(before, int) and new[name] * 100 < before * FEWEST_PERCENT:
            raise DirectoryRefused(
                "DIRECTORY_IMPORT_REFUSED",
                f"Ces fichiers donnent {new[name]} {words}, contre {before} en service.",
                "Vérifier qu'ils sont entiers, et que le fichier FINESS est parmi eux ; si c'est "
                "voulu, recommencer avec --accept-fewer.",
            )


def _read(builder: Builder, file: PublishedFile) -> FileTally:
    tally = FileTally(file.name, "", file.kind.value)
    try:
        with file.opened() as stream:
            _READERS[file.kind](builder, Lines(stream, tally), tally)
    except csv.Error as error:
        raise DirectoryRefused(
            "DIRECTORY_SOURCE_UNREADABLE",
            f"{file.name} a un guillemet qui ne se ferme pas.",
            "Le télécharger de nouveau.",
        ) from error
    if not tally.kept or tally.refusals * 100 > tally.read * MOST_REFUSED_PERCENT:
        first = max(tally.refused.items(), key=lambda item: item[1].count, default=None)
        why = f" ({first[0]}, {first[1].examples[0]})" if first else ""
        raise DirectoryRefused(
            "DIRECTORY_IMPORT_REFUSED",
            f"{file.name} : {tally.refusals} lignes sur {tally.read} ne se lisent pas{why}.",
            "Vérifier que c'est le fichier publié ; la version précédente reste en service.",
        )
    return tally


def _mailboxes(builder: Builder, lines: Lines, tally: FileTally) -> None:
    MailboxReader(builder, tally).read(lines)


_ORDER = (Kind.FINESS, Kind.ACTIVITIES, Kind.MAILBOXES)
"""What says the kind of a place is read before the mailboxes that belong to it."""
_READERS: Mapping[Kind, Callable[[Builder, Lines, FileTally], None]] = {
    Kind.FINESS: read_establishments,
    Kind.ACTIVITIES: read_activities,
    Kind.MAILBOXES: _mailboxes,
}
