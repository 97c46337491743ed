"""A base whose journals are anchored, changed behind its back and judged."""

import copy as copies
import tempfile
from pathlib import Path
from typing import Any

from ordonnance.adapters.database.chain import journal_hash
from ordonnance.adapters.database.verifying import Finding
from tests.ports.anchored import Copy, Watch, anchoring, copied
from tests.ports.bases import a_change, a_new, an_entry, in_thread, make_base, opened

MINUTES = 6


def lived(postgres: Any, name: str) -> Copy:
    """Four ordonnances and six anchors of a new base; the last entry of all is anchored."""
    made = make_base(postgres, name)

    async def live() -> Copy:
        watch = Watch()
        with tempfile.TemporaryDirectory() as folder:
            async with opened(made) as here:
                anchors = anchoring(here, Path(folder), watch)
                numbers = []
                for minute in range(MINUTES):
                    if minute < 4:
                        new = a_new(entry=an_entry(at=watch.now()))
                        await here.base.issue(new)
                        numbers.append(new.number)
                    for number in numbers[minute % 2 :: 2]:
                        await here.base.record_access(number, an_entry("CONSULT", watch.now()))
                    await anchors.once()
                    watch.later(minutes=1)
                await here.base.apply(numbers[0], 1, a_change(entry=an_entry(at=watch.now())))
                await anchors.once()
            return await copied(made, Path(folder))

    kept: Copy = in_thread(live)
    return kept


def judged(copy: Copy) -> list[Finding]:
    found: list[Finding] = in_thread(copy.findings)
    return found


def tampered(whole: Copy) -> Copy:
    """A copy of its own, the anchors of the folder left where they are."""
    return copies.deepcopy(whole)


def rebuilt(copy: Copy) -> Copy:
    """Every chain made again over what the rows say now, as anybody can without any key."""
    for number, rows in copy.chains.items():
        previous = b""
        for rank, row in enumerate(rows, start=1):
            row["sequence"] = rank
            row["hash"] = previous = journal_hash(previous, number, rank, row["at"], row["entry"])
        for row in rows:
            row["journal_count"], row["journal_head"] = len(rows), previous
    return copy
