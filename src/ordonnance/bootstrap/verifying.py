"""A verification from end to end: the file read, the base asked, the sheet drawn and compared."""

import asyncio
import collections
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ordonnance.adapters.openings.pace import Pace
from ordonnance.adapters.scans.sheet_files import SandboxedSheetFiles
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.revocation import RevocationFolder
from ordonnance.bootstrap.pdf_signatures import signatures_told
from ordonnance.documents.compared import compared, duplicate_of, is_numerique
from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet
from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.presented import FileKind, Presented
from ordonnance.domain.verification import (
    Difference,
    Point,
    Proof,
    Told,
    in_order,
    nature_of,
)
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.medicines import in_words
from ordonnance.usecases.ports import PdfForm, Ports, SheetFiles, SheetRenderer
from ordonnance.usecases.verify import JOSE, Verification, Verify, verify
from ordonnance.usecases.verify_stock import stock_told, with_stock
from ordonnance.usecases.verifying_views import HeldLine, Verified
from ordonnance.usecases.verifying_words import (
    LOOKS_OTHERWISE,
    PAPER_NOT_COMPARED,
    PRINTED_DIFFERS,
    PRINTED_SAME,
    WORDS_NOT_READ,
)

AT_ONCE = 6
"""Files held in memory at the same time; one more is told that the base is busy."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What somebody shows to be verified; `address` is where the request comes from."""

    address: str
    caller: Caller | None = None
    number: str | None = None
    established_on: date | None = None
    file: bytes | None = None
    stock: str | None = None

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
    held: collections.Counter[bool] = field(default_factory=collections.Counter)

    def hold(self, *, signed_in: bool) -> "_Held":
        """A place for one file in memory; people who are signed in have theirs apart.

        Raises Refusal SERVER_BUSY when they are all taken.
        """
        return _Held(self.held, signed_in)

    def paced(self, asker: str, at: datetime) -> None:
        """Count a verification asked, before anything of it is read: TOO_MANY_VERIFICATIONS."""
        self.pace.asked(asker, at)

    async def verified(
        self, shown: Shown, ports: Ports, renderer: SheetRenderer, base_url: str
    ) -> Verified:
        """The whole answer. Raises Refusal as `verify` does, FILE_… and STOCK_NUMBER_INVALID."""
        if shown.stock is None:
            return await self._verified(shown, ports, renderer, base_url)
        told = await stock_told(shown.stock, ports)
        if shown.number is None and shown.file is None:
            return with_stock(told)
        return with_stock(told, await self._verified(shown, ports, renderer, base_url))

    async def _verified(
        self, shown: Shown, ports: Ports, renderer: SheetRenderer, base_url: str
    ) -> Verified:
        file = await self.files.read(shown.file) if shown.file is not None else None
        asked = Verify(shown.address, shown.caller, shown.number, shown.established_on, file)
        verification = await verify(asked, ports)
        if file is None or shown.file is None:
            return verification.verified
        opened = verification.opened
        told = list(verification.verified.points)
        if file.kind is FileKind.PDF:
            author = opened.ordonnance.prescriber.rpps if opened else None
            told += await asyncio.to_thread(
                signatures_told, shown.file, self.trust, ports.clock.now(), author
            )
        differences: tuple[Difference, ...] = ()
        if opened is not None:
            drawing = _Drawing(self.files, renderer, opened, base_url, ports.demonstration)
            said, differences = await drawing.told(file, detailed=verification.detailed)
            told.append(said)
        return _whole(verification, told, differences)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The sheet of an ordonnance drawn now, and read as the file shown was."""

    files: SheetFiles
    renderer: SheetRenderer
    opened: Opened
    base_url: str
    demonstration: bool

    async def told(self, file: Presented, *, detailed: bool) -> tuple[Told, tuple[Difference, ...]]:
        """What is said of the words and of the aspect of the file, and its differences."""
        if not file.kind.has_words:
            return WORDS_NOT_READ, ()
        if not is_numerique(file.words):
            return PAPER_NOT_COMPARED, ()
        first: tuple[Difference, ...] = ()
        same = False
        for sheet in self._sheets(duplicate_of(file.words)):
            drawn = await asyncio.to_thread(
                self.renderer.render, sheet, self.opened.bundle, form=PdfForm.PLAIN
            )
            again = await self.files.read(drawn)
            differences = await asyncio.to_thread(
                compared, sheet, file.words, again.words, detailed=detailed and not first
            )
            if not differences and file.resembles(again):
                return PRINTED_SAME, ()
            same = same or not differences
            first = first or differences
        return (LOOKS_OTHERWISE, ()) if same else (PRINTED_DIFFERS, first)

    def _sheets(self, duplicate: date | None) -> Iterator[Sheet]:
        """As it is printed today, in large letters, and as before the patient objected or not."""
        stored, opened = self.opened.stored, self.opened
        objects = stored.progress.objection is not None
        words = frozenset(in_words(opened.ordonnance, opened.medicines))
        for objection in (objects, not objects):
            for large in (False, True):
                yield numerique(
                    opened.ordonnance,
                    stored.number,
                    stored.issued_at,
                    base_url=self.base_url,
                    demonstration=self.demonstration,
                    in_words=words,
                    medicines=opened.medicines,
                    objection=objection,
                    signed=stored.content_type == JOSE,
                    duplicate=duplicate,
                    large=large,
                )


def _whole(
    verification: Verification, told: Sequence[Told], differences: tuple[Difference, ...]
) -> Verified:
    """The answer with what the file itself says; its details for whom they are."""
    points, verified = in_order(told), verification.verified
    known = any(each.about is Point.KNOWN and each.proof is Proof.PROVEN for each in points)
    nature = nature_of(points) if known else verified.nature
    whole = replace(verified, nature=nature, points=points)
    if verification.opened is None or not verification.detailed:
        return whole
    return replace(whole, held_lines=_lines(verification.opened), differences=differences)


class _Held:
    """One of the places for a file, for the time of a request."""

    def __init__(self, held: collections.Counter[bool], signed_in: bool) -> None:
        self._held, self._signed_in = held, signed_in

    def __enter__(self) -> None:
        if self._held[self._signed_in] >= AT_ONCE:
            raise Refusal.of("SERVER_BUSY")
        self._held[self._signed_in] += 1

    def __exit__(self, *_: object) -> None:
        self._held[self._signed_in] -= 1


def _lines(opened: Opened) -> tuple[HeldLine, ...]:
    return tuple(
        HeldLine(line.number, f"{line.label}\u202f: {sentence(line.posology)}")
        for line in opened.ordonnance.lines
    )
