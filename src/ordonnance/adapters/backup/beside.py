"""What a base keeps beside its database and nobody would type again: imports, duty notes.

Every version of the drug facts and of the thesaurus is kept: what a sheet said on its day, and what
was already told at the counter, are read in them. Of the directory and of the white list, only the
version in service: no former one is read again, and one of the directory is large.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from stat import S_ISREG

from ordonnance.adapters.backup.refusals import reading
from ordonnance.adapters.directory.notes import FILE as DUTY_NOTES
from ordonnance.adapters.directory.store import FOLDER as DIRECTORY
from ordonnance.adapters.directory.white_lists import FOLDER as WHITE_LIST
from ordonnance.adapters.drugs.store import FOLDER as DRUGS
from ordonnance.adapters.interactions.store import FOLDER as INTERACTIONS
from ordonnance.adapters.versions.copying import files_of, held
from ordonnance.adapters.versions.store import CURRENT

FORMER_KEPT = {DRUGS: True, INTERACTIONS: True, DIRECTORY: False, WHITE_LIST: False}
"""The stores of versions, by their folder: whether former versions are copied too."""

BESIDE = (*FORMER_KEPT, DUTY_NOTES)
"""What is copied when it is there, by its name in the data folder."""

_VERSIONED = "|".join(FORMER_KEPT)
_NAME = re.compile(
    rf"{re.escape(DUTY_NOTES)}"
    rf"|(?:{_VERSIONED})/current\.json"
    rf"|(?:{_VERSIONED})/[0-9a-f]{{64}}/[a-z_]+(?:\.json|\.sha256)?"
)


def copy_beside(data: Path, add: Callable[[str, Path], None]) -> None:
    """Give each file to `add`, with its name in the data folder, in the order of these names.

    No import ends meanwhile, so that each store is copied whole. What somebody else left in a
    store is not copied: no backup that holds it could be read. Raises BackupRefused
    BACKUP_SOURCE_UNREADABLE, and whatever `add` raises.
    """
    for folder, former in sorted(FORMER_KEPT.items()):
        with ExitStack() as until_copied:
            with reading(data / folder):
                until_copied.enter_context(held(data / folder))
                found = {
                    path.relative_to(data).as_posix(): path
                    for path in files_of(data / folder, former=former)
                }
                ours = [name for name, path in found.items() if _is_ours(name, path)]
            for name in ours:
                add(name, found[name])
    if (data / DUTY_NOTES).is_file():
        add(DUTY_NOTES, data / DUTY_NOTES)


def may_stand_beside(name: str) -> bool:
    """True of a name that `copy_beside` gives: never a way out of the folder, nor another one."""
    return _NAME.fullmatch(name) is not None


def named_beside(data: Path) -> tuple[str, ...]:
    """What a data folder holds of it, by name: a store where no import ended holds nothing."""
    return tuple(name for name in BESIDE if _there(data, name).is_file())


def _is_ours(name: str, path: Path) -> bool:
    # `is_file` would say no of a file of ours that cannot be reached, and leave it out unsaid.
    return may_stand_beside(name) and S_ISREG(path.stat().st_mode)


def _there(data: Path, name: str) -> Path:
    return data / name / CURRENT if name in FORMER_KEPT else data / name
