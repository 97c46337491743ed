"""What works in this process, without a base. Each import waits until it is needed."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ordonnance.doors.cli.problems import Problem
from ordonnance.usecases.results import Checked

if TYPE_CHECKING:
    from ordonnance.bootstrap.directory import DirectoryVersions
    from ordonnance.bootstrap.drug_versions import DrugVersions
    from ordonnance.bootstrap.interaction_versions import InteractionVersions
    from ordonnance.bootstrap.journals import Verified
    from ordonnance.bootstrap.printer import Printer
    from ordonnance.bootstrap.trust_space import WhiteLists
    from ordonnance.documents.letterhead import Letterhead
    from ordonnance.documents.stock import Stock
    from ordonnance.law.ways import Forms
    from ordonnance.usecases.correct import Wanted
    from ordonnance.usecases.corrected import Corrected
    from ordonnance.usecases.equipment import Readiness
    from ordonnance.usecases.explained import Explained
    from ordonnance.usecases.forms import AskForms
    from ordonnance.usecases.typed_line import TypedLine


class Checker(Protocol):
    """Judges a document."""

    def check(
        self, document: bytes, content_type: str, on: date | None, dispensing: date | None
    ) -> Checked:
        """Every finding. Raises Refusal when the document cannot be read."""
        ...

    def correct(
        self, document: bytes, content_type: str, wanted: "tuple[Wanted, ...]", on: date | None
    ) -> "Corrected":
        """The document corrected. Raises Refusal when it cannot be, whole."""
        ...

    def explain(
        self, document: bytes, content_type: str, on: date | None, at_counter: date | None
    ) -> "Explained":
        """The whole reasoning. Raises Refusal when the document cannot be read."""

    def forms(self, command: "AskForms") -> "Forms":
        """The forms a document may take. Raises Refusal when it cannot be read."""
        ...


class DrugFacts(Protocol):
    """The drug facts in service."""

    def search(self, text: str, limit: int) -> Sequence[dict[str, object]]:
        """The medicines that match, best first."""
        ...

    def show(self, code: str, on: date | None) -> dict[str, object] | None:
        """One medicine by CIS, CIP13 or name."""
        ...

    def read_line(self, text: str) -> "TypedLine":
        """One typed line, written today."""
        ...


def checker() -> Checker:
    """The checker of this installation."""
    from ordonnance import bootstrap

    return bootstrap.checker()


def stock(name: str | None) -> "Stock":
    """The secured stock of a supplier's file; the generic one without it."""
    from ordonnance.bootstrap.paper_files import read_stock
    from ordonnance.doors.cli import asking

    if name is None:
        return read_stock(None)
    try:
        return read_stock(asking.file(name))
    except ValueError as error:
        raise Problem.local(
            "STOCK_INVALID",
            f"{name}\u202f: {error}",
            "Corriger le fichier\u202f; « calibrate » en dessine les places.",
            "--stock",
        ) from None


def letterhead(name: str | None) -> "Letterhead | None":
    """The heading of a practice's file, with the logo that it names beside it."""
    from ordonnance.bootstrap.paper_files import logo_of, read_letterhead
    from ordonnance.doors.cli import asking

    if name is None:
        return None
    content = asking.file(name)
    try:
        named = logo_of(content)
        logo = asking.file(str(Path(name).parent / named)) if named else b""
        return read_letterhead(content, logo)
    except ValueError as error:
        raise Problem.local(
            "HEADING_INVALID",
            f"{name}\u202f: {error}",
            "Corriger le fichier de l'en-tête.",
            "--heading",
        ) from None


def printer() -> "Printer":
    """What draws the paper of a document, without a base."""
    from ordonnance.bootstrap.printer import printer

    return printer()


def drugs(data: str | None, demo: bool) -> DrugFacts:
    """The drug facts in service in a data folder."""
    from ordonnance.bootstrap.drug_facts import drug_facts

    return drug_facts(folder(data, demo))


def drug_versions(data: str | None, demo: bool) -> "DrugVersions":
    """The versions of the drug facts of a data folder."""
    from ordonnance.bootstrap.drug_versions import DrugVersions

    return DrugVersions(folder(data, demo))


def interaction_versions(data: str | None, demo: bool) -> "InteractionVersions":
    """The versions of the thesaurus of a data folder."""
    from ordonnance.bootstrap.interaction_versions import InteractionVersions

    return InteractionVersions(folder(data, demo), demonstration=demo)


def white_lists(data: str | None, demo: bool) -> "WhiteLists":
    """The white lists of MSSanté domains of a data folder."""
    from ordonnance.bootstrap.trust_space import WhiteLists
    from ordonnance.settings import read_settings

    return WhiteLists(folder(data, demo), read_settings().white_list_days)


def directory_versions(data: str | None, demo: bool) -> "DirectoryVersions":
    """The versions of the directory of a data folder."""
    from ordonnance.bootstrap.directory import DirectoryVersions
    from ordonnance.settings import read_settings

    settings = read_settings()
    return DirectoryVersions(folder(data, demo), settings.directory_days, settings.directory_root)


def for_the_order(found: "Readiness", *, demo: bool, spreadsheet: bool) -> bytes:
    """What goes to the order of pharmacists: a spreadsheet, else CSV."""
    from ordonnance import bootstrap
    from ordonnance.bootstrap.order_files import order_file

    _, content = order_file(found, bootstrap.now(), spreadsheet=spreadsheet, demonstration=demo)
    return content


def drug_difference(data: str | None, demo: bool, former: str, latter: str) -> dict[str, object]:
    """What changes between two versions, kept or brought."""
    from ordonnance.bootstrap.drug_facts import difference

    return difference(folder(data, demo), former, latter)


def folder(data: str | None, demo: bool) -> Path:
    """The data folder meant: given, the setting's, else the default."""
    from ordonnance.bootstrap.drug_facts import installed

    return installed(Path(data) if data else None, demonstration=demo)


def example(name: str) -> bytes:
    """An example prescription established now. Raises LookupError for an unknown name."""
    from ordonnance import bootstrap

    return bootstrap.example(name)


def example_names() -> tuple[str, ...]:
    """The names of the examples."""
    from ordonnance import bootstrap

    return bootstrap.example_names()


def today() -> date:
    """The day in Paris, by the clock of this installation."""
    from ordonnance import bootstrap
    from ordonnance.domain.calendar import legal_day

    return legal_day(bootstrap.now(), "Europe/Paris")


def export_journals(data: str | None, to: Path) -> dict[str, int]:
    """Write the journals of a base to a new file; what it holds."""
    import asyncio

    from ordonnance.bootstrap import journals
    from ordonnance.bootstrap.opening import data_folder
    from ordonnance.settings import read_settings

    settings = read_settings()
    folder = data_folder(settings, Path(data) if data else None, demonstration=False)
    try:
        return asyncio.run(journals.export(settings, folder, to))
    except OSError as error:
        raise Problem.local(
            "FILE_UNWRITABLE",
            f"Le fichier {to} ne peut pas être écrit\u202f: {error.strerror}.",
            "Choisir un fichier qui n'existe pas encore, dans un dossier accessible.",
        ) from None


def verify_journals(
    data: str | None, file: Path | None, jwks: Path | None, anchors: Path | None
) -> "Verified":
    """Verify the journals of an export, or of a base."""
    import asyncio

    from ordonnance.bootstrap import journals
    from ordonnance.bootstrap.opening import data_folder
    from ordonnance.settings import read_settings

    settings = read_settings()
    folder = data_folder(settings, Path(data) if data else None, demonstration=False)
    try:
        return asyncio.run(
            journals.verified(settings, folder, file=file, jwks=jwks, anchors=anchors)
        )
    except journals.JournalsRefused as refused:
        if refused.code not in ("FILE_UNREADABLE", "EXPORT_UNREADABLE", "PUBLIC_KEYS_REQUIRED"):
            raise
        raise Problem.local(refused.code, refused.message, refused.do) from None
