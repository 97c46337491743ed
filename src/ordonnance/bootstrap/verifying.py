"""A verification from end to end: the file read, the base asked, the sheet drawn and compared."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ordonnance.adapters.openings.pace import Pace
from ordonnance.adapters.scans.limits import LARGEST_FILE
from ordonnance.adapters.scans.sheet_files import SandboxedSheetFiles
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.bootstrap.pdf_signatures import signatures_told
from ordonnance.documents.compared import compared, is_numerique
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
from ordonnance.usecases.verifying_views import HeldLine, Verified
from ordonnance.usecases.verifying_words import (
    PAPER_NOT_COMPARED,
    PRINTED_DIFFERS,
    PRINTED_SAME,
    WORDS_NOT_READ,
)

__all__ = ["LARGEST_FILE", "Shown", "Verifying"]

AT_ONCE = 4
"""Files held in memory at the same time; one more is told that the base is busy."""


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """What somebody shows to be verified; `address` is where the request comes from."""

    address: str
    caller: Caller | None = None
    number: str | None = None
    established_on: date | None = None
    file: bytes | None = None

    def __repr__(self) -> str:
        return "Shown(•••)"


@dataclass(slots=True)
class Verifying:
    """What a verification needs beside the ports: the reader of files, and the caps."""

    files: SheetFiles = field(default_factory=SandboxedSheetFiles)
    pace: Pace = field(default_factory=Pace)
    trust: TrustAnchors | None = None
    """The authorities of the prescribers' signatures."""
    held: int = 0

    def hold(self) -> "_Held":
        """A place for one file in memory. Raises Refusal SERVER_BUSY when they are all taken."""
        return _Held(self)

    async def verified(
        self, shown: Shown, ports: Ports, renderer: SheetRenderer, base_url: str
    ) -> Verified:
        """The whole answer. Raises Refusal as `verify` does, FILE_…, TOO_MANY_VERIFICATIONS."""
        if shown.caller is None:
            self.pace.asked(shown.address, ports.clock.now())
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
            differences = await self._differences(file, opened, ports, renderer, base_url)
            told.append(_printed(file, differences))
        return _whole(verification, told, differences)

    async def _differences(
        self, file: Presented, opened: Opened, ports: Ports, renderer: SheetRenderer, base_url: str
    ) -> tuple[Difference, ...]:
        """What is printed against the same sheet, drawn now and read in the same way."""
        if not is_numerique(file.words):
            return ()
        sheet = _sheet(opened, base_url, demonstration=ports.demonstration)
        drawn = await asyncio.to_thread(renderer.render, sheet, opened.bundle, form=PdfForm.PLAIN)
        again = await self.files.read(drawn)
        return await asyncio.to_thread(compared, sheet, file.words, again.words)


def _printed(file: Presented, differences: tuple[Difference, ...]) -> Told:
    if not file.kind.has_words:
        return WORDS_NOT_READ
    if not is_numerique(file.words):
        return PAPER_NOT_COMPARED
    return PRINTED_DIFFERS if differences else PRINTED_SAME


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

    def __init__(self, verifying: Verifying) -> None:
        self._verifying = verifying

    def __enter__(self) -> None:
        if self._verifying.held >= AT_ONCE:
            raise Refusal.of("SERVER_BUSY")
        self._verifying.held += 1

    def __exit__(self, *_: object) -> None:
        self._verifying.held -= 1


def _sheet(opened: Opened, base_url: str, *, demonstration: bool) -> Sheet:
    stored = opened.stored
    return numerique(
        opened.ordonnance,
        stored.number,
        stored.issued_at,
        base_url=base_url,
        demonstration=demonstration,
        in_words=frozenset(in_words(opened.ordonnance, opened.medicines)),
        medicines=opened.medicines,
        objection=stored.progress.objection is not None,
        signed=stored.content_type == JOSE,
    )


def _lines(opened: Opened) -> tuple[HeldLine, ...]:
    return tuple(
        HeldLine(line.number, f"{line.label}\u202f: {sentence(line.posology)}")
        for line in opened.ordonnance.lines
    )
