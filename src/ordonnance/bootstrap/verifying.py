"""A verification from end to end: the file read, the base asked, the sheet drawn and compared."""

import asyncio
import collections
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from ordonnance.adapters.drugs.former import FormerDrugs
from ordonnance.adapters.drugs.store import DrugStore
from ordonnance.adapters.openings.pace import Pace
from ordonnance.adapters.pades.reading import NO_LIST
from ordonnance.adapters.scans.sheet_files import SandboxedSheetFiles
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.revocation import RevocationFolder
from ordonnance.bootstrap.comparing import Compared, Comparing
from ordonnance.bootstrap.given_files import read_revocation
from ordonnance.bootstrap.pdf_signatures import signatures_told
from ordonnance.bootstrap.practice_papers import PracticePapers
from ordonnance.bootstrap.redrawing import OwnAddresses, Redrawing
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.presented import FileKind, Presented
from ordonnance.domain.verification import Point, Proof, Told, in_order, nature_of
from ordonnance.settings import Settings
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.ports import Ports, SheetFiles, SheetRenderer
from ordonnance.usecases.verify import Verification, Verify, verify
from ordonnance.usecases.verify_stock import stock_told, with_stock
from ordonnance.usecases.verifying_views import HeldLine, Verified

AT_ONCE = 6
"""Files held in memory at the same time; one more is told that the base is busy."""


EACH = 2
"""Of these places, those that one asker may have: a sender who stalls holds no other."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What somebody shows to be verified; `address` is where the request comes from."""

    address: str
    caller: Caller | None = None
    number: str | None = None
    established_on: date | None = None
    file: bytes | None = None
    stock: str | None = None
    read: Presented | None = None
    """The file as it was read, by who read it already."""

    def __repr__(self) -> str:
        return "Shown(•••)"


@dataclass(slots=True)
class Verifying:
    """What a verification needs beside the ports: the reader of files, and the caps."""

    files: SheetFiles = field(default_factory=SandboxedSheetFiles)
    pace: Pace = field(default_factory=Pace)
    trust: TrustAnchors | None = None
    """The authorities of the prescribers' signatures."""
    revocation: RevocationFolder | None = None
    """Their lists of revocation."""
    former: FormerDrugs | None = None
    """The catalogues that were in service when a sheet may have been printed."""
    papers: PracticePapers = field(default_factory=PracticePapers)
    """What practices print on their paper."""
    held: collections.Counter[str] = field(default_factory=collections.Counter)

    def hold(self, asker: str, *, signed_in: bool) -> "_Held":
        """A place for one file in memory; people who are signed in have theirs apart.

        Raises Refusal SERVER_BUSY when they are all taken, or this asker has EACH of them.
        """
        return _Held(self.held, "signed in" if signed_in else "public", asker)

    def paced(self, asker: str, at: datetime) -> None:
        """Count a verification asked, before anything of it is read: TOO_MANY_VERIFICATIONS."""
        self.pace.asked(asker, at)

    async def verified(
        self, shown: Shown, ports: Ports, renderer: SheetRenderer, own: OwnAddresses
    ) -> Verified:
        """The whole answer. Raises Refusal as `verify` does, FILE_… and STOCK_NUMBER_INVALID."""
        if shown.stock is None:
            return await self._verified(shown, ports, renderer, own)
        told = await stock_told(shown.stock, ports)
        if shown.number is None and shown.file is None:
            return with_stock(told)
        return with_stock(told, await self._verified(shown, ports, renderer, own))

    async def _verified(
        self, shown: Shown, ports: Ports, renderer: SheetRenderer, own: OwnAddresses
    ) -> Verified:
        file = shown.read
        if file is None and shown.file is not None:
            file = await self.files.read(shown.file)
        asked = Verify(shown.address, shown.caller, shown.number, shown.established_on, file)
        verification = await verify(asked, ports)
        if file is None or shown.file is None:
            return verification.verified
        opened = verification.opened
        told = list(verification.verified.points)
        if file.kind is FileKind.PDF:
            author = opened.ordonnance.prescriber.rpps if opened else None
            lists = self.revocation.lists if self.revocation else None
            told += await asyncio.to_thread(
                lambda content: signatures_told(
                    content, self.trust, ports.clock.now(), author, lists() if lists else NO_LIST
                ),
                shown.file,
            )
        if opened is None:
            return _whole(verification, told, None)
        numbered = bool(file.numbers)
        redrawing = Redrawing(opened, own, ports.demonstration, numbered, self.papers)
        comparing = Comparing(self.files, renderer, redrawing, self.former)
        found = await comparing.compared(file, detailed=verification.detailed)
        return _whole(verification, [*told, *found.told], found)


def _whole(verification: Verification, told: Sequence[Told], found: Compared | None) -> Verified:
    """The answer with what the file itself says; its details for whom they are."""
    points, verified = in_order(told), verification.verified
    known = any(each.about is Point.KNOWN and each.proof is Proof.PROVEN for each in points)
    nature = verified.nature
    if known:
        nature = nature_of(points, paper=found is not None and found.paper)
    whole = replace(verified, nature=nature, points=points)
    if verification.opened is None or not verification.detailed:
        return whole
    differences = found.differences if found else ()
    return replace(whole, held_lines=_lines(verification.opened), differences=differences)


def verifying_of(
    settings: Settings, data: Path, trust: TrustAnchors | None, papers: PracticePapers
) -> Verifying:
    """The verifying of a base. Raises OpeningRefused when its lists of revocation do not read."""
    return Verifying(
        trust=trust,
        revocation=read_revocation(settings.revocation),
        former=FormerDrugs(DrugStore(data)),
        papers=papers,
    )


class _Held:
    """One of the places for a file, for the time of a request."""

    def __init__(self, held: collections.Counter[str], kind: str, asker: str) -> None:
        self._held, self._kind, self._asker = held, kind, f"{kind}|{asker}"

    def __enter__(self) -> None:
        if self._held[self._kind] >= AT_ONCE or self._held[self._asker] >= EACH:
            raise Refusal.of("SERVER_BUSY")
        self._held.update((self._kind, self._asker))

    def __exit__(self, *_: object) -> None:
        self._held.subtract((self._kind, self._asker))
        if not self._held[self._asker]:
            del self._held[self._asker]


def _lines(opened: Opened) -> tuple[HeldLine, ...]:
    return tuple(
        HeldLine(line.number, f"{line.label}\u202f: {sentence(line.posology)}")
        for line in opened.ordonnance.lines
    )
