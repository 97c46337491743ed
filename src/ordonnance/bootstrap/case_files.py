"""Case files found, read and judged: what `law test` does, without any base."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from ordonnance.adapters.case_files.nodes import CaseUnreadable, Place
from ordonnance.adapters.case_files.reading import Reader
from ordonnance.adapters.drugs.demonstration import load_demonstration as demonstration_drugs
from ordonnance.adapters.interactions.demonstration import load_demonstration as demonstration_list
from ordonnance.bootstrap.drug_facts import installed, named_catalogue
from ordonnance.bootstrap.offline import EXAMPLES
from ordonnance.domain.drug import Catalogue
from ordonnance.law.written import Judged, judged

SUFFIXES = (".yaml", ".yml", ".jsonl", ".ndjson")
SHIPPED = EXAMPLES / "cases"
"""The cases that come with the program."""
LARGEST = 2 * 1024 * 1024
"""Most bytes of a case file."""

__all__ = ["SHIPPED", "CaseUnreadable", "JudgedFile", "case_paths", "catalogue", "judge"]


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """One file: its cases judged, and what could not be read of it."""

    file: str
    cases: tuple[Judged, ...]
    problems: tuple[CaseUnreadable, ...]


def catalogue(source: str) -> Catalogue:
    """The medicines of official files brought (folder or ZIP), or of a version kept here.

    Raises DrugsRefused.
    """
    return named_catalogue(installed(None, demonstration=False), source)


def case_paths(names: tuple[str, ...]) -> tuple[Path, ...]:
    """The case files named: files, folders and their folders, patterns; the shipped ones if none.

    Raises CaseUnreadable for a name that leads to no case file.
    """
    found: dict[Path, None] = {}
    for name in names or (str(SHIPPED),):
        under = tuple(_under(name))
        if not under:
            raise CaseUnreadable(
                Place(name, 1), "Aucun fichier de cas n’est là.",
                f"Vérifier le nom\u202f; un fichier de cas finit par {', '.join(SUFFIXES)}.",
            )  # fmt: skip
        found |= dict.fromkeys(under)
    return tuple(found)


def _under(name: str) -> Iterator[Path]:
    """The files of a name: itself, those of a folder, those that a pattern finds."""
    path = Path(name)
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES)
    elif path.is_file():
        yield path
    else:
        for each in sorted(glob(name, recursive=True)):
            yield from _under(each) if Path(each).exists() else ()


def judge(
    paths: tuple[Path, ...],
    drugs: Catalogue | None = None,
    name_of: Callable[[Path], str] = str,
) -> Iterator[JudgedFile]:
    """Each file judged in turn, with the demonstration catalogue unless another is given."""
    reader = Reader(drugs or demonstration_drugs(), demonstration_list())
    for path in paths:
        file = name_of(path)
        try:
            content = _content(path, file)
        except CaseUnreadable as problem:
            yield JudgedFile(file, (), (problem,))
            continue
        read = reader.read(content, file)
        yield JudgedFile(file, tuple(judged(case) for case in read.cases), tuple(read.problems))


def _content(path: Path, file: str) -> bytes:
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise CaseUnreadable(
            Place(file, 1), "Ce fichier ne peut pas être lu.", "Vérifier le droit de le lire."
        ) from error
    if len(content) > LARGEST:
        raise CaseUnreadable(Place(file, 1), "Ce fichier dépasse 2 Mio.", "Le découper.")
    return content
