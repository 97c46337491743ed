"""The numbers of every process of a base, shown by whichever of them is asked.

Servers share a port: nobody chooses which one answers. So each process leaves its numbers in a
private file every few seconds, and the one that is asked adds those of the others to its own, under
the label `process` (its rank). A file that is no longer written is left out.
"""

import asyncio
import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import structlog
from prometheus_client.metrics_core import Metric as Family

from ordonnance.bootstrap.platform import Platform
from ordonnance.doors.api.measures import Measures
from ordonnance.doors.api.metric_table import METRICS

FOLDER = "mesures"
EVERY_SECONDS = 3.0
STALE_SECONDS = 15.0
LABEL = "process"

_log = structlog.get_logger("ordonnance")


async def share(platform: Platform, measures: Measures) -> None:
    """Leave the numbers of this process for the others, until cancelled."""
    own = _folder(platform) / f"{platform.rank}.json"
    told = False
    try:
        while True:
            try:
                _write(own, measures.counted(await platform.vitals.read(ask=False)))
                told = False
            except OSError as error:
                if not told:
                    _log.warning("measures not shared", error=type(error).__name__)
                told = True
            await asyncio.sleep(EVERY_SECONDS)
    finally:
        with contextlib.suppress(OSError):
            own.unlink(missing_ok=True)


def merged(platform: Platform, own: Iterable[Family]) -> list[Family]:
    """The families of this process, each sample under its rank, with those of the others."""
    families = {family.name: family for family in own}
    for name, family in families.items():
        if not _of_base(name, family.type):
            family.samples = [
                sample._replace(labels={**sample.labels, LABEL: str(platform.rank)})
                for sample in family.samples
            ]
    for rank, left in _left(platform):
        for name, kind, text, samples in left:
            family = families.setdefault(name, Family(name, text, kind))
            for sample, labels, value in samples:
                family.add_sample(sample, {**labels, LABEL: rank}, value)
    return list(families.values())


def _of_base(name: str, kind: str) -> bool:
    told = METRICS.get(f"{name}_total" if kind == "counter" else name)
    return told is not None and told.whole


def _left(platform: Platform) -> Iterator[tuple[str, list[Any]]]:
    """What the other processes left lately, by rank."""
    now = platform.ports.clock.now().timestamp()
    for path in sorted(_folder(platform).glob("*.json")):
        if path.stem == str(platform.rank):
            continue
        # Replaced or removed meanwhile: the next time shows it.
        with contextlib.suppress(FileNotFoundError):
            if abs(now - path.stat().st_mtime) < STALE_SECONDS:
                yield path.stem, json.loads(path.read_bytes())


def _write(path: Path, families: Iterable[Family]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = [
        [family.name, family.type, family.documentation,
         [[sample.name, sample.labels, sample.value] for sample in family.samples]]
        for family in families if not _of_base(family.name, family.type)
    ]  # fmt: skip
    partial = path.with_suffix(".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(told, file)
    partial.replace(path)


def _folder(platform: Platform) -> Path:
    return platform.vitals.data / FOLDER


def shared_by(platform: Platform) -> "asyncio.Task[None]":
    """Share the numbers of a process that answers nobody: the worker."""
    return asyncio.create_task(share(platform, Measures(platform)))
