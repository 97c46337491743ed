"""Drug facts for people and programs: searched, shown, compared; ready for JSON."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.drugs.comparing import compared
from ordonnance.adapters.drugs.importing import imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.search import search
from ordonnance.adapters.drugs.show import facts, summary
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.bootstrap.drug_versions import DrugVersions
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.ids import Cip13, Cis, InvalidId
from ordonnance.usecases.typed_line import TypedLine, read_typed_line

MOST_NAMED = 20
"""Other medicines of the same name told beside the one shown."""


@dataclass(frozen=True, slots=True)
class DrugFacts:
    """The drug facts in service in one data folder."""

    catalogue: Catalogue
    details: Callable[[str], dict[str, object] | None]

    def search(self, text: str, limit: int = 10) -> list[dict[str, object]]:
        """The specialities that match, best first."""
        return [summary(self.catalogue, each) for each in search(self.catalogue, text, limit)]

    def show(self, code: str, on: date | None = None) -> dict[str, object] | None:
        """One speciality by CIS, CIP13 or name, with its regime today and on the day asked.

        A name may be that of several: the best match is shown, `also` names the next ones.
        """
        named = self._by_code(code)
        found = [named] if named is not None else search(self.catalogue, code, MOST_NAMED + 1)
        if not found:
            return None
        medicine, *others = found
        told = self.details(medicine.cis.value) if medicine.cis else None
        also = [{"cis": each.cis.value, "name": each.name} for each in others if each.cis]
        return facts(self.catalogue, medicine, told, (_today(), on)) | {"also": also}

    def read_line(self, text: str) -> TypedLine:
        """One typed line, written today. Raises ValueError when it is too long."""
        return read_typed_line(text, partial(search, self.catalogue), _today())

    def _by_code(self, code: str) -> Medicine | None:
        for kind in (Cis, Cip13):
            try:
                parsed = kind.parse(code)
            except InvalidId:
                continue
            if isinstance(parsed, Cip13):
                return self.catalogue.with_presentation(parsed)
            return self.catalogue.speciality(parsed)
        return None


def installed(data: Path | None, *, demonstration: bool) -> Path:
    """The data folder whose drug facts are meant: given, the setting's, else the default."""
    from ordonnance.bootstrap.opening import data_folder
    from ordonnance.settings import read_settings

    return data_folder(read_settings(), data, demonstration=demonstration)


def drug_facts(data: Path) -> DrugFacts:
    """The drug facts in service in a data folder. Raises DrugsRefused."""
    versions = DrugVersions(data)
    catalogue = versions.catalogue()
    return DrugFacts(catalogue, lambda cis: versions.details(catalogue.version.digest, cis))


def difference(data: Path, former: str, latter: str) -> dict[str, Any]:
    """What changes between two versions: kept ones by date or digest, or files brought.

    Raises DrugsRefused.
    """
    return compared(named_catalogue(data, former), named_catalogue(data, latter))


def named_catalogue(data: Path, text: str) -> Catalogue:
    """A version kept in a data folder, by date or digest, or the files of a folder or a ZIP.

    Raises DrugsRefused.
    """
    path, store = Path(text), DrugStore(data)
    if path.is_dir() or path.suffix.casefold() == ".zip":
        return imported(read_published(path), _today()).catalogue
    return store.catalogue(store.named(text))


def _today() -> date:
    return legal_day(SystemClock().now(), "Europe/Paris")
