"""Bases whose journals are anchored, for the tests of anchors and of tampering."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ordonnance.adapters.database.anchor_file import AnchorFolder, read_outside
from ordonnance.adapters.database.anchoring import Anchoring
from ordonnance.adapters.database.anchors import Anchor, Leaf, read_leaves
from ordonnance.adapters.database.journals import Chain, Journals, journals_of
from ordonnance.adapters.database.verifying import Finding, Outside, Seen, verify
from ordonnance.adapters.seal.anchors import read_anchor, sign_anchor
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.domain.number import OrdonnanceNumber
from tests.ports.bases import NOON, Made, Opened, a_new, an_entry

SEALS = SealKeys.generate(NOON)


@dataclass
class Watch:
    """A clock that the test moves."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def later(self, **span: float) -> None:
        self.at += timedelta(**span)


def anchoring(here: Opened, folder: Path, watch: Watch, seals: SealKeys = SEALS) -> Anchoring:
    """What anchors that base."""
    assert here.open is not None

    def sign(content: Mapping[str, object], at: datetime) -> str:
        return sign_anchor(seals, content, at)

    return Anchoring(here.open.connections, AnchorFolder(folder), sign, watch.now)


@dataclass(repr=False)
class Copy:
    """The journals of a base in memory, to be tampered with."""

    anchors: list[Anchor]
    chains: dict[str, list[dict[str, Any]]]
    outside: tuple[Outside, ...] = ()
    seen: Seen = field(default_factory=Seen)

    async def _anchors(self) -> AsyncIterator[Anchor]:
        for anchor in self.anchors:
            yield anchor

    async def _chains(self) -> AsyncIterator[Chain]:
        for number in sorted(self.chains):
            yield Chain(number, self.chains[number])

    async def findings(self) -> list[Finding]:
        """Everything that the verification finds."""
        journals = Journals(self._anchors(), self._chains())
        self.seen = Seen()
        return await found(journals, self.outside, self.seen)


async def found(
    journals: Journals, outside: Iterable[Outside] = (), seen: Seen | None = None
) -> list[Finding]:
    """The findings on some journals, with the public keys of the test."""
    jwks = SEALS.jwks()
    return [
        each
        async for each in verify(
            journals, tuple(outside), lambda jws: read_anchor(jws, jwks), seen or Seen()
        )
    ]


async def copied(made: Made, folder: Path | None = None) -> Copy:
    """The journals of a base as they are now."""
    async with journals_of(made.app_dsn) as journals:
        anchors = [anchor async for anchor in journals.anchors]
        chains = {
            chain.number: [dict(row) for row in chain.rows] async for chain in journals.chains
        }
        outside = tuple(read_outside(folder)) if folder else ()
        return Copy(anchors, chains, outside)


async def issued(here: Opened, watch: Watch) -> OrdonnanceNumber:
    """A new ordonnance, at the instant of the clock."""
    new = a_new(entry=an_entry(at=watch.now()))
    await here.base.issue(new)
    return new.number


async def consulted(here: Opened, number: OrdonnanceNumber, watch: Watch) -> None:
    """One more entry of its journal."""
    await here.base.record_access(number, an_entry("CONSULT", watch.now()))


async def leaves(made: Made) -> list[list[Leaf]]:
    """What stands under each anchor, oldest first."""
    copy = await copied(made)
    return [list(read_leaves(anchor.leaves)) for anchor in copy.anchors]
