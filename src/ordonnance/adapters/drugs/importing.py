"""The import of the official files: read, cleaned, counted, compared with the former version."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from ordonnance.adapters.drugs import published
from ordonnance.adapters.drugs.availability import SHORTAGES
from ordonnance.adapters.drugs.bdpm import OFFICIAL, PACKS, SPECIALITIES, assemble
from ordonnance.adapters.drugs.cleaning import cleaned
from ordonnance.adapters.drugs.details import Details, details
from ordonnance.adapters.drugs.errors import BadDrugFile, DrugsRefused
from ordonnance.adapters.drugs.tally import FileTally
from ordonnance.collecting import no_collection
from ordonnance.domain.drug import Catalogue, CatalogueVersion
from ordonnance.law.labels import read_label

LABEL = "Base de données publique des médicaments"
SOURCE = "base-donnees-publique.medicaments.gouv.fr"

MOST_REFUSED_PERCENT = 5
"""Above that share of refused rows, a required file is not what it should be."""
MOST_ORPHANS_PERCENT = 50
"""Rows on specialities that are gone: already a quarter of the register of groups in 2026."""
FEWEST_PERCENT = 90
"""A new version that keeps fewer of the former specialities is held for a truncated one."""

_DAY = re.compile(rb"\b(\d\d)/(\d\d)/(\d{4})\b")
_ORPHAN = "spécialité absente du fichier des spécialités"


@dataclass(frozen=True, slots=True)
class Imported:
    """A version read, not yet kept, and everything that is said of it."""

    catalogue: Catalogue
    details: Details
    files: tuple[FileTally, ...]
    unread_conditions: Mapping[str, int]
    """Labels that no rule reads, with the number of specialities that carry them."""

    def report(self, at: datetime) -> dict[str, object]:
        """Only JSON values."""
        version = self.catalogue.version
        return {
            "label": version.label,
            "source": version.source,
            "dated": version.dated.isoformat(),
            "digest": version.digest,
            "imported_at": at.isoformat(timespec="seconds"),
            "specialities": len(self.catalogue.by_cis),
            "presentations": len(self.catalogue.by_cip13),
            "uncounted_presentations": sum(
                pack.units is None
                for medicine in self.catalogue.by_cis.values()
                for pack in medicine.presentations
            ),
            "files": [tally.as_json() for tally in self.files],
            "absent_files": [
                name for name in published.KNOWN if name not in {t.name for t in self.files}
            ],
            "conditions": len(self._labels()),
            "uncounted_labels": self._uncounted(),
            "unread_conditions": [
                {"label": label, "specialities": count}
                for label, count in sorted(
                    self.unread_conditions.items(), key=lambda item: (-item[1], item[0])
                )
            ],
        }

    def _labels(self) -> set[str]:
        """The distinct labels of conditions."""
        return {
            label for medicine in self.catalogue.by_cis.values() for label in medicine.conditions
        }

    def _uncounted(self) -> list[dict[str, object]]:
        """Labels of packs that hold an unknown number of units, the most frequent first."""
        counts = Counter(
            pack.label
            for medicine in self.catalogue.by_cis.values()
            for pack in medicine.presentations
            if pack.units is None
        )
        return [{"label": label, "presentations": n} for label, n in counts.most_common()]


def imported(contents: Mapping[str, bytes], today: date, dated: date | None = None) -> Imported:
    """Read a whole publication; `dated` None: the last day that it mentions.

    Raises DrugsRefused when a file is cut, or is not what its name says.
    """
    with no_collection():
        return _imported(contents, today, dated)


def _imported(contents: Mapping[str, bytes], today: date, dated: date | None) -> Imported:
    read = {name: cleaned(name, content) for name, content in contents.items()}
    tables = {name: rows for name, (rows, _) in read.items()}
    tallies = {name: tally for name, (_, tally) in read.items()}

    def refuse(error: BadDrugFile) -> None:
        tallies[error.file].refuse(error.why, error.line)

    version = CatalogueVersion(
        LABEL, SOURCE, dated or _last_day(contents, today), _digest(tallies.values())
    )
    catalogue = assemble(tables, version, refuse)
    known = {row.cells[0]: row for row in tables[SPECIALITIES] if row.cells[0] in catalogue.by_cis}
    told = details(tables, known, refuse)
    for name in OFFICIAL:
        _require_read(tallies[name])
    return Imported(catalogue, told, tuple(tallies.values()), _unread(catalogue))


def require_succession(new: Catalogue, former: Catalogue) -> None:
    """Raises DrugsRefused when too many specialities of the former version are gone."""
    kept = sum(cis in new.by_cis for cis in former.by_cis)
    if kept * 100 < len(former.by_cis) * FEWEST_PERCENT:
        raise DrugsRefused(
            "DRUGS_IMPORT_REFUSED",
            f"{len(former.by_cis) - kept} des {len(former.by_cis)} spécialités en service "
            "manquent dans ces fichiers.",
            "Vérifier qu'ils sont entiers ; si c'est voulu, recommencer avec --accept-fewer.",
        )


def _require_read(tally: FileTally) -> None:
    orphans = tally.refused.get(_ORPHAN)
    lost = orphans.count if orphans else 0
    wrong = (tally.refusals - lost) * 100 > tally.read * MOST_REFUSED_PERCENT
    if not tally.kept or wrong or lost * 100 > tally.read * MOST_ORPHANS_PERCENT:
        first = max(tally.refused.items(), key=lambda item: item[1].count, default=None)
        why = f" ({first[0]}, {first[1].examples[0]})" if first else ""
        raise DrugsRefused(
            "DRUGS_IMPORT_REFUSED",
            f"{tally.name} : {tally.refusals} lignes sur {tally.read} ne se lisent pas{why}.",
            "Vérifier que les fichiers sont ceux d'une même publication ; "
            "la version précédente reste en service.",
        )


def _unread(catalogue: Catalogue) -> dict[str, int]:
    counts = Counter(
        label for medicine in catalogue.by_cis.values() for label in medicine.conditions
    )
    return {label: count for label, count in counts.items() if read_label(label) is None}


def _digest(tallies: Iterable[FileTally]) -> str:
    """SHA-256 over the names and digests of the files, in the order of their names."""
    named = sorted(f"{tally.name}\0{tally.sha256}\n" for tally in tallies)
    return hashlib.sha256("".join(named).encode()).hexdigest()


def _last_day(contents: Mapping[str, bytes], today: date) -> date:
    """The last day, not after today, that the files mention: they carry no date of their own."""
    written = {
        match
        for name in (SPECIALITIES, PACKS, SHORTAGES)
        for match in _DAY.findall(contents.get(name, b""))
    }
    found = []
    for day, month, year in written:
        with suppress(ValueError):
            found.append(date(int(year), int(month), int(day)))
    return max((day for day in found if day <= today), default=today)
