"""The machine on which figures are taken; they mean little without it."""

import os
import platform
from dataclasses import dataclass, replace
from time import process_time

from bench.postgres import temporary_folder
from bench.table import figure
from ordonnance.adapters.postgres_server import PostgresUnavailable, find_binaries


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something immutable, such as a base makes by the thousand."""

    rank: int
    name: str


def machine() -> str:
    """Processors, versions, how fast this Python is, and how busy the machine was."""
    try:
        postgres = find_binaries().version
    except PostgresUnavailable:
        postgres = "absent"
    load = figure(os.getloadavg()[0])
    return (
        f"{os.cpu_count()} cœurs, {platform.machine()}, Python {platform.python_version()} "
        f"(étalon {figure(standard())} ms), PostgreSQL {postgres}, "
        f"fichier {figure(file_made())} ms, charge {load} au départ"
    )


def standard() -> float:
    """Processor milliseconds of work like ours, best of five: builds of one version differ.

    One compiled without its profile takes a third more for everything that it interprets.
    """
    return min(_worked() for _ in range(5)) * 1000


def file_made() -> float:
    """Processor milliseconds to make one empty file beside where the base will be, of a hundred.

    Ext4 gives no number of a file removed in the last minutes to a new one: after thousands of
    removals, such as the base of a former bench, it looks through all of them for each new file.
    """
    with temporary_folder() as folder:
        began = process_time()
        for rank in range(100):
            (folder / str(rank)).touch()
        return (process_time() - began) * 10


def _worked() -> float:
    began, total = process_time(), 0
    for rank in range(10_000):
        thing = replace(_Thing(rank, "x"), name="y")
        total += thing.rank + len([each for each in (1, 2, 3) if each > 1])
        total += {thing.name: rank}[thing.name]
    return process_time() - began
