"""The demonstration directory in the official layouts: places and people that do not exist.

FINESS begin with 99, RPPS with 999, telephones with 01 99 00, which no operator assigns; mailboxes
are in the reserved domain `.example`, but for that of patients, where nothing leaves from here: a
demonstration writes to servers of its own machine only.
"""

from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.importing import imported
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.store import DirectoryStore
from ordonnance.adapters.directory.white_list import read_white_list
from ordonnance.adapters.directory.white_lists import WhiteListStore
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.mssante import WhiteList

SOURCE = "annuaire de démonstration, fictif"
_WHITE_LIST = "listeblanchemssante.xml"


def lay_out(data: Path, now: datetime) -> None:
    """Put them in service in a demonstration base, dated the day it opens.

    A directory or a white list that somebody imported there stays. Raises OSError (the folder).
    """
    with as_file(files(__name__)) as folder:
        _lay_out_directory(DirectoryStore(data), folder, now)
        _lay_out_white_list(WhiteListStore(data), folder / _WHITE_LIST, now)


def _lay_out_directory(store: DirectoryStore, folder: Path, now: datetime) -> None:
    today = legal_day(now, PARIS)
    try:
        digest = store.in_service()
        former = None if digest is None else store.report(digest)
    except DirectoryRefused:
        # Damaged: whoever runs the base is told when it is opened, and imports again.
        return
    if former is not None and not _ours(former["source"], former["dated"], today.isoformat()):
        return
    new = imported(find(folder), today, store.folder)
    try:
        store.keep(new, new.report(now) | {"source": SOURCE})
    finally:
        new.abandon()


def _lay_out_white_list(store: WhiteListStore, path: Path, now: datetime) -> None:
    today = legal_day(now, PARIS)
    try:
        former = store.in_service()
    except DirectoryRefused:
        return
    if former is not None and not _ours(former.source, former.dated, today):
        return
    new = read_white_list(path, today)
    found = new.white_list
    told = WhiteList(found.domains, found.dated, found.digest, SOURCE)
    store.keep(told, new.report(now) | {"source": SOURCE})


def _ours(source: str, dated: object, today: object) -> bool:
    """True of what this module laid out on another day."""
    return source == SOURCE and dated != today
