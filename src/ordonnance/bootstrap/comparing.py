"""What is printed on a file, and what is attached to it, against what the base would make."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from ordonnance.adapters.drugs.former import FormerDrugs
from ordonnance.bootstrap.attached_cda import Likened, Likeness, likened
from ordonnance.bootstrap.redrawing import Redrawing, large
from ordonnance.bootstrap.rendering import cda_of, withheld
from ordonnance.documents.compared import compared, is_numerique
from ordonnance.documents.sheet import Sheet, Sheets
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import Presented
from ordonnance.domain.verification import Difference, Proof, Told
from ordonnance.usecases.medicines import medicines_of
from ordonnance.usecases.ports import PdfForm, SheetFiles, SheetRenderer
from ordonnance.usecases.verifying_words import (
    CDA_TOLD,
    LOOKS_OTHERWISE,
    OTHERS_ATTACHED,
    PAPER_SAME,
    PAPER_UNKNOWN,
    PRINTED_DIFFERS,
    PRINTED_SAME,
    STOCK_SAME,
    WORDS_NOT_READ,
    CdaFound,
)

Medicines = Mapping[int, Medicine | None]
Drawing = Sheet | Sheets


@dataclass(frozen=True, slots=True)
class Compared:
    """What is told of the words, of the aspect and of the attached files.

    `paper`: the file prints a form of paper.
    """

    told: tuple[Told, ...]
    differences: tuple[Difference, ...] = ()
    paper: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a file against the drawing that comes nearest."""

    told: Told
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparing:
    """One comparison: the file shown and the ordonnance that it claims to be."""

    files: SheetFiles
    renderer: SheetRenderer
    redrawing: Redrawing
    former: FormerDrugs | None = None

    async def compared(self, file: Presented, *, detailed: bool) -> Compared:
        """What is told, and each difference when `detailed`."""
        if not file.kind.has_words:
            return Compared((WORDS_NOT_READ,))
        words = await self._words(file, self.redrawing.opened.medicines, detailed=detailed)
        used = self.redrawing.opened.medicines
        if words.told.proof is Proof.CONTRADICTED:
            async for medicines in self._former():
                then = await self._words(file, medicines, detailed=False)
                if then.told.proof is not Proof.CONTRADICTED:
                    words, used = then, medicines
                    break
        attached = [told async for told in self._attached(file, used)]
        paper = not is_numerique(file.words)
        return Compared((words.told, *attached), words.differences, paper)

    async def _former(self) -> AsyncIterator[Medicines]:
        """What the catalogues of the days since the issue said, where it is something else."""
        opened = self.redrawing.opened
        if self.former is None:
            return
        known = [dict(opened.medicines)]
        digest = opened.catalogue.version.digest
        catalogues = self.former.since(opened.stored.issued_at, digest)
        while (catalogue := await asyncio.to_thread(next, catalogues, None)) is not None:
            medicines = dict(medicines_of(opened.ordonnance, catalogue))
            if medicines not in known:
                known.append(medicines)
                yield medicines

    # --- Words ----------------------------------------------------------------------------------

    async def _words(self, file: Presented, medicines: Medicines, *, detailed: bool) -> _Words:
        drawings = await asyncio.to_thread(self.redrawing.nearest, file.words, medicines)
        if not drawings:
            return _Words(PAPER_UNKNOWN)
        first: tuple[Difference, ...] = ()
        same: Drawing | None = None
        for drawing in drawings:
            for each in (drawing, large(drawing)):
                again = await self._drawn(each)
                differences = await asyncio.to_thread(
                    compared, each, file.words, again.words, detailed=detailed and not first
                )
                if not differences and file.resembles(again):
                    return _Words(_same(each))
                same = same or (None if differences else each)
                first = first or differences
        if same is None:
            return _Words(PRINTED_DIFFERS, first)
        return _Words(STOCK_SAME if _on_stock(same) else LOOKS_OTHERWISE)

    async def _drawn(self, drawing: Drawing) -> Presented:
        """The drawing, printed and read as the file shown was."""
        pdf = await asyncio.to_thread(self.renderer.render, drawing, b"", form=PdfForm.PLAIN)
        return await self.files.read(pdf)

    # --- Attached files -------------------------------------------------------------------------

    async def _attached(self, file: Presented, medicines: Medicines) -> AsyncIterator[Told]:
        for cda in file.cdas:
            yield CDA_TOLD[await self._cda(cda, medicines)]
        if file.others:
            yield OTHERS_ATTACHED

    async def _cda(self, cda: bytes, medicines: Medicines) -> CdaFound:
        if withheld(self.redrawing.opened.ordonnance):
            return CdaFound.NEVER_WRITTEN
        written = [await asyncio.to_thread(self._written, medicines, objection)
                   for objection in (True, False)]  # fmt: skip
        found = await asyncio.to_thread(likened, cda, written)
        if found.likeness is Likeness.CODED and await self._copy_differs(found, medicines):
            return CdaFound.OTHER
        return CdaFound(found.likeness.value)

    def _written(self, medicines: Medicines, objection: bool) -> bytes:
        """The document that the base writes, around its own copy of the sheet."""
        redrawing, stored = self.redrawing, self.redrawing.opened.stored
        sheet = redrawing.original(medicines, objection=objection)
        copy = self.renderer.render(sheet, b"", form=PdfForm.A1B)
        given = redrawing.given(medicines)
        numbers = redrawing.own.numbers
        return cda_of(given, stored.number, stored.issued_at, sheet, copy, numbers)

    async def _copy_differs(self, found: Likened, medicines: Medicines) -> bool:
        """True when the copy inside the document prints something else, or is none at all."""
        if found.copy is None:
            return False
        try:
            inside = await self.files.read(found.copy)
        except Refusal:
            return True
        words = await self._words(inside, medicines, detailed=False)
        return words.told.proof is not Proof.PROVEN


def _same(drawing: Drawing) -> Told:
    if isinstance(drawing, Sheet):
        return PRINTED_SAME
    return PAPER_SAME


def _on_stock(drawing: Drawing) -> bool:
    return isinstance(drawing, Sheets) and any(sheet.stock for sheet in drawing.sheets)
