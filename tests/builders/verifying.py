"""A counter where sheets are drawn and verified, in this process: no server, no child.

desk = a_desk(); number = desk.issue(of(CLAMOXYL, days=24)); desk.verified(desk.printed(number))
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from ordonnance.adapters.drugs.former import FormerDrugs
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.adapters.scans import reading
from ordonnance.adapters.scans.sheet_files import presented
from ordonnance.bootstrap.practice_papers import PracticePapers
from ordonnance.bootstrap.printing import DIGITAL, Asked, Opened, pdf_form
from ordonnance.bootstrap.reader import FHIR_JSON
from ordonnance.bootstrap.redrawing import OwnAddresses
from ordonnance.bootstrap.rendering import cda_of, drawn, opened, sheet_of, withheld
from ordonnance.bootstrap.verifying import Shown, Verifying
from ordonnance.documents.sheet import Sheet, Sheets
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Line
from ordonnance.domain.presented import Presented
from ordonnance.domain.verification import Point, Proof
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.usecases.ports import PdfForm
from ordonnance.usecases.verifying_views import Verified
from tests.builders.platform import Platform, a_platform

BASE_URL = "https://ordonnance.example"
OWN = OwnAddresses(BASE_URL, DEFAULT_SYSTEMS.number)
RENDERER = TypstRenderer()


class FilesReadHere:
    """The port `SheetFiles` without its process."""

    async def read(self, content: bytes) -> Presented:
        """See SheetFiles."""
        reading.prepare()
        try:
            said = reading.read(content)
        except reading.Refused as refused:
            said = {"refused": refused.code, "facts": refused.facts}
        return presented(json.dumps(said).encode())


@dataclass
class Drugs:
    """The catalogue in service, which the test changes."""

    catalogue: Catalogue

    def current(self) -> Catalogue:
        """See Drugs."""
        return self.catalogue


@dataclass
class Desk:
    """A platform in memory, and what prints and verifies beside it."""

    platform: Platform
    former: FormerDrugs | None = None
    verifying: Verifying = field(default_factory=lambda: Verifying(files=FilesReadHere()))

    def issue(self, *lines: Line, **fields: object) -> str:
        """Write and issue: the number."""
        return self.platform.issue(*lines, **fields).number  # type: ignore[arg-type]  # fields of Ordonnance

    def drawing(self, number: str, asked: Asked = DIGITAL, by: str = "medecin") -> Sheet | Sheets:
        """What would be printed."""
        consulted = self.platform.consult(number, by)
        given = opened(consulted, self.platform.ports, FHIR_JSON)
        if asked.on_paper:
            papers = PracticePapers()
            return drawn(given, consulted, BASE_URL, asked, self.platform.ports, papers)
        return sheet_of(given, consulted, BASE_URL, asked, self.platform.ports)

    def printed(
        self, number: str, asked: Asked = DIGITAL, *, form: PdfForm | None = None,
        drawing: Sheet | Sheets | None = None, cda: bytes | None = None, by: str = "medecin",
    ) -> bytes:  # fmt: skip
        """The PDF, as the base gives it, or of another drawing or with another CDA."""
        consulted = self.platform.consult(number, by)
        given = opened(consulted, self.platform.ports, FHIR_JSON)
        true = self.drawing(number, asked, by)
        if isinstance(true, Sheets):
            form = form or pdf_form(true)
        elif cda is None and not withheld(given.ordonnance):
            cda = self.cda(number, given, by=by)
        return RENDERER.render(
            drawing or true, consulted.document, form=form or PdfForm.A3A,
            cda=None if isinstance(true, Sheets) else cda,
        )  # fmt: skip

    def cda(self, number: str, given: Opened | None = None, *, by: str = "medecin") -> bytes:
        """The CDA that the base writes, of that ordonnance or of another put in its place."""
        consulted = self.platform.consult(number, by)
        made = given or opened(consulted, self.platform.ports, FHIR_JSON)
        sheet = sheet_of(made, consulted, BASE_URL, DIGITAL, self.platform.ports)
        copy = RENDERER.render(sheet, b"", form=PdfForm.A1B)
        at = consulted.issued_at
        return cda_of(made, OrdonnanceNumber(number), at, sheet, copy, OWN.numbers)

    def given(self, number: str) -> Opened:
        """The ordonnance as it is opened to be drawn."""
        consulted = self.platform.consult(number, "medecin")
        return opened(consulted, self.platform.ports, FHIR_JSON)

    def verified(
        self, file: bytes, *, by: str | None = None, number: str | None = None
    ) -> Verified:
        """What a file proves to somebody, or to nobody in particular."""
        caller = self.platform.caller(by) if by else None
        verifying = replace(self.verifying, former=self.former)
        shown = Shown("192.0.2.1", caller, number=number, file=file)
        return asyncio.run(verifying.verified(shown, self.platform.ports, RENDERER, OWN))


def a_desk() -> Desk:
    """A new one, on the demonstration."""
    return Desk(a_platform())


def points(found: Verified) -> dict[Point, Proof]:
    """What each point is worth; several told of one point are worth the least of them."""
    return {
        about: min(
            (each.proof for each in found.points if each.about is about),
            key=lambda proof: (Proof.CONTRADICTED, Proof.NOT_PROVEN, Proof.PROVEN).index(proof),
        )
        for about in {each.about for each in found.points}
    }


def with_facts(
    catalogue: Catalogue, digest: str, change: Callable[[Medicine], Medicine]
) -> Catalogue:
    """Another version of the catalogue, whose medicines are told otherwise."""
    version = replace(catalogue.version, digest=digest, demonstration=False)
    medicines: Iterable[Medicine] = (change(each) for each in catalogue.by_cis.values())
    return Catalogue.of(version, tuple(medicines))
