"""Paper drawn from a document in this process: no base, nothing kept."""

import tomllib
from io import BytesIO
from typing import Any

from PIL import Image

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.bootstrap.drug_facts import installed
from ordonnance.bootstrap.drug_versions import drugs_of
from ordonnance.bootstrap.printing import Asked, Opened, paper_of, pdf_form, translated
from ordonnance.bootstrap.reader import FhirReader
from ordonnance.documents.letterhead import Letterhead, LetterheadInvalid, letterhead_from
from ordonnance.documents.stock import GENERIC, Stock, StockInvalid, calibration, stock_from
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


def logo_of(content: bytes) -> str | None:
    """The name of the logo that a heading's file names, None when it names none."""
    named = _table(content, LetterheadInvalid).get("logo")
    return named if isinstance(named, str) and named else None


def read_letterhead(content: bytes, logo: bytes = b"") -> Letterhead:
    """The heading of a practice (TOML in UTF-8). Raises ValueError with what is wrong."""
    given = _table(content, LetterheadInvalid)
    if logo:
        try:
            Image.open(BytesIO(logo), formats=["PNG"]).verify()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            raise LetterheadInvalid(("logo : cette image PNG ne se lit pas.",)) from None
    return letterhead_from(given, logo)


def _table(content: bytes, refused: type[StockInvalid] | type[LetterheadInvalid]) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise refused(("ce fichier n'est pas en UTF-8.",)) from None
    except tomllib.TOMLDecodeError as error:
        raise refused((f"ce fichier n'est pas du TOML ({error}).",)) from None


def read_stock(content: bytes | None) -> Stock:
    """The stock of a supplier's file (TOML in UTF-8). Raises ValueError with what is wrong."""
    if content is None:
        return GENERIC
    return stock_from(_table(content, StockInvalid))


def printer() -> Printer:
    """A printer for this process, on the drug facts of this installation."""
    return Printer(drugs_of(installed(None, demonstration=False)), SystemClock())
