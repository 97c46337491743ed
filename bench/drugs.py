"""The public drug database: import, reading by a server, search as one types, memory.

Over the official files beside the project when they are there, else over the demonstration.
"""

import resource
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import TypeVar

from bench.table import Table, figure
from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.drugs.importing import imported
from ordonnance.adapters.drugs.published import read_published
from ordonnance.adapters.drugs.search import search
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.domain.drug import Catalogue

ROOT = Path(__file__).resolve().parents[1]
OFFICIAL = ROOT.parent / "shared" / "data" / "bdpm" / "2026-05"
QUERIES = ROOT / "tests" / "unit" / "adapters" / "drug_queries.tsv"

T = TypeVar("T")


def drugs() -> Table:
    """Seconds of an import and of a reading, milliseconds of a search, memory at the highest."""
    rows: list[tuple[str, ...]] = []
    catalogue = _imported(rows) if OFFICIAL.is_dir() else load_demonstration()
    _, seconds = _timed(lambda: search(catalogue, "zzzz", 1))
    rows.append(("index de recherche", figure(seconds), "s"))
    rows += _searched(catalogue)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(("mémoire au plus haut", figure(peak), "Mio"))
    size = f"{len(catalogue.by_cis)} spécialités, {len(catalogue.by_cip13)} présentations"
    return Table(
        "drugs — base de données publique des médicaments", ("mesure", "valeur", "unité"),
        tuple(rows), (f"{catalogue.version.label}\u202f: {size}.",),
    )  # fmt: skip


def _imported(rows: list[tuple[str, ...]]) -> Catalogue:
    now = SystemClock().now()
    with tempfile.TemporaryDirectory() as folder:
        store = DrugStore(Path(folder))

        def take() -> Catalogue:
            new = imported(read_published(OFFICIAL), date(now.year, now.month, now.day))
            store.keep(new.catalogue, new.details, new.report(now))
            return new.catalogue

        made, seconds = _timed(take)
        rows.append(("import, écriture comprise", figure(seconds), "s"))
        read, seconds = _timed(lambda: store.catalogue(made.version.digest))
        rows.append(("lecture par un serveur", figure(seconds), "s"))
        files = (store.folder / made.version.digest).iterdir()
        size = sum(path.stat().st_size for path in files) / 1024 / 1024
        rows.append(("sur le disque", figure(size), "Mio"))
    return read


def _searched(catalogue: Catalogue) -> list[tuple[str, ...]]:
    """Every query, and each of its beginnings as it is typed."""
    lines = QUERIES.read_text("utf-8").splitlines()
    whole = [line.partition("\t")[0] for line in lines]
    typed = [query[:end] for query in whole for end in range(1, len(query) + 1)]
    return [*_spread("recherche entière", catalogue, whole),
            *_spread("à chaque lettre", catalogue, typed)]  # fmt: skip


def _spread(name: str, catalogue: Catalogue, queries: list[str]) -> list[tuple[str, ...]]:
    times = [_timed(partial(search, catalogue, query, 10))[1] * 1000 for query in queries]
    cuts = quantiles(times, n=100)
    return [
        (f"{name}, médiane", figure(cuts[49]), "ms"),
        (f"{name}, p99", figure(cuts[98]), "ms"),
    ]


def _timed(call: Callable[[], T]) -> tuple[T, float]:
    start = perf_counter()
    found = call()
    return found, perf_counter() - start
