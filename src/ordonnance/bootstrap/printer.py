"""Paper drawn from a document in this process: no base, nothing kept."""

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.bootstrap.drug_facts import installed
from ordonnance.bootstrap.drug_versions import drugs_of
from ordonnance.bootstrap.printing import Asked, Opened, paper_of, pdf_form, translated
from ordonnance.bootstrap.reader import FhirReader
from ordonnance.documents.letterhead import Letterhead
from ordonnance.documents.stock import GENERIC, Stock, calibration
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write import write_ordonnance
from ordonnance.usecases.medicines import in_words, medicines_of, require_one_medicine
from ordonnance.usecases.ports import Clock, Drugs, PdfForm


class Printer:
    """Draws documents on paper."""

    def __init__(self, drugs: Drugs, clock: Clock) -> None:
        self._drugs, self._clock = drugs, clock
        self._reader = FhirReader(DEFAULT_SYSTEMS, None, clock)
        self._renderer = TypstRenderer()

    def paper(
        self,
        document: bytes,
        content_type: str,
        asked: Asked,
        stock: Stock = GENERIC,
        letterhead: Letterhead | None = None,
        *,
        specimen: bool = False,
    ) -> bytes:
        """The PDF of every sheet. Raises Refusal when it cannot be read, or has no such form."""
        ordonnance = self._reader.draft(document, content_type).ordonnance
        catalogue = self._drugs.current()
        require_one_medicine(ordonnance, catalogue)
        medicines = medicines_of(ordonnance, catalogue)
        given = Opened(ordonnance, medicines, frozenset(in_words(ordonnance, medicines)))
        now = self._clock.now().replace(microsecond=0)
        if asked.language is not None:
            words = translated(given, asked.language, asked, now, demonstration=specimen)
            return self._renderer.render(words, b"")
        sheets = paper_of(
            given, asked, now, demonstration=specimen, stock=stock, letterhead=letterhead
        )
        return self._renderer.render(sheets, write_ordonnance(ordonnance), form=pdf_form(sheets))

    def calibration(self, stock: Stock) -> bytes:
        """The PDF of a stock's calibration page."""
        page = calibration(stock, self._clock.now().replace(microsecond=0))
        return self._renderer.render(page, b"", form=PdfForm.PLAIN)


def printer() -> Printer:
    """A printer for this process, on the drug facts of this installation."""
    return Printer(drugs_of(installed(None, demonstration=False)), SystemClock())
