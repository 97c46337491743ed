"""The directory of secure health mail at its real size: import, memory, search.

Over files made here in the exact formats, about nobody. Times of the processor are told beside
those of the clock: a busy machine stretches the second only.
"""

import resource
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, process_time
from typing import TypeVar

from bench.directory_files import Synthetic
from bench.table import Table, figure
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.directory.importing import imported
from ordonnance.adapters.directory.published import find
from ordonnance.adapters.directory.reading import DirectoryFile
from ordonnance.adapters.directory.store import DirectoryStore
from ordonnance.domain.directory import PlaceKind
from ordonnance.usecases.directory import Query, nearest

T = TypeVar("T")
_ROUNDS = 300


def directory() -> Table:
    """Seconds of an import, memory at the highest, milliseconds of a search as people type it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        country = Synthetic()
        _, rows = country.write(folder / "files")
        store = DirectoryStore(folder / "data")
        # In a process of its own: what makes the files takes memory too.
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            digest, seconds, busy, peak = alone.submit(_taken, folder).result()
        (_, opened), opening, _ = _timed(lambda: store.open(digest))
        size = sum(path.stat().st_size for path in (store.folder / digest).iterdir()) / 2**20
        table = [
            ("import, écriture comprise", figure(seconds), "s"),
            ("dont temps de processeur", figure(busy), "s"),
            ("mémoire au plus haut", figure(peak), "Mio"),
            ("ouverture par un serveur", figure(opening), "s"),
            ("sur le disque", figure(size), "Mio"),
            *_searched(opened, country),
        ]
        opened.close()
    return Table(
        "directory — annuaire MSSanté", ("mesure", "valeur", "unité"), tuple(table),
        (f"{rows} boîtes, {len(country.structures)} structures FINESS, toutes fictives.",),
    )  # fmt: skip


def _taken(folder: Path) -> tuple[str, float, float, float]:
    """Digest, seconds, seconds of the processor, and mebibytes of one import."""
    store = DirectoryStore(folder / "data")

    def take() -> str:
        new = imported(find(folder / "files"), None, store.folder)
        store.keep(new, new.report(SystemClock().now()))
        new.abandon()
        return new.digest

    return *_timed(take), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _searched(opened: DirectoryFile, country: Synthetic) -> list[tuple[str, ...]]:
    random, times, busy = Random(1), [], []
    places = [opened.place(each[0]) for each in random.sample(country.structures, _ROUNDS)]
    queries = [query for _ in range(_ROUNDS) for query in _typed(random, country)]
    for query in queries:
        _, seconds, processor = _timed(partial(opened.search, query))
        times.append(seconds * 1000)
        busy.append(processor * 1000)
    near = [_timed(partial(nearest, opened, each))[1] * 1000
            for each in places if each is not None]  # fmt: skip
    return [
        (f"recherche, médiane de {len(queries)}", figure(quantiles(times, n=100)[49]), "ms"),
        ("recherche, p99", figure(quantiles(times, n=100)[98]), "ms"),
        ("recherche, p99 du processeur", figure(quantiles(busy, n=100)[98]), "ms"),
        ("pharmacies équipées les plus proches, p99", figure(quantiles(near, n=100)[98]), "ms"),
    ]


def _typed(random: Random, country: Synthetic) -> list[Query]:
    """One place looked for in every way, whole and as it is being typed."""
    finess, name, _, (town, postcode) = random.choice(country.structures)
    word, family = name.split()[-1], random.choice(country.names)
    return [
        Query(text=name), Query(text=word[:2]), Query(text=word[:3]), Query(text=f"{word} {town}"),
        Query(text=f"pharmacie {word[:2]}"), Query(town=town[:5], kind=PlaceKind.PHARMACY),
        Query(postcode=postcode), Query(department=postcode[:2], kind=PlaceKind.PHARMACY),
        Query(finess=finess), Query(town=town[:4], profession="10"), Query(text=f"{family} {word}"),
    ]  # fmt: skip


def _timed(call: Callable[[], T]) -> tuple[T, float, float]:
    start, busy = perf_counter(), process_time()
    found = call()
    return found, perf_counter() - start, process_time() - busy
