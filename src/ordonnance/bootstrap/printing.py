"""Paper drawn: the sheets of a document, issued or not, in the form that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ordonnance.documents.letterhead import Letterhead
from ordonnance.documents.paper import Printing, paper
from ordonnance.documents.phrasebook import Language
from ordonnance.documents.sheet import Sheets
from ordonnance.documents.stock import GENERIC, Stock
from ordonnance.documents.translation import Translation, translation
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.forms import forms
from ordonnance.law.ways import Prescribed, Situation
from ordonnance.usecases.ports import PdfForm
from ordonnance.usecases.printing import papers


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody wants a sheet. `form` None: the ordonnance numérique, or the law's own paper.

    `ground` is why it is paper; `duplicate` marks a second printing; `large` sets it in 14 pt;
    `copy` draws that copy only; `language` gives the translation, which is no ordonnance.
    """

    form: Form | None = None
    ground: PaperGround | None = None
    duplicate: bool = False
    large: bool = False
    copy: Copy | None = None
    language: Language | None = None

    @property
    def on_paper(self) -> bool:
        """True when a paper that is the ordonnance itself is asked for."""
        return self.ground is not None or (self.form is not None and self.form.paper)


@dataclass(frozen=True, slots=True)
class Opened:
    """An ordonnance read to be drawn, with what the catalogue knows of its lines."""

    ordonnance: Ordonnance
    medicines: Mapping[int, Medicine | None]
    words: frozenset[int]


DIGITAL = Asked()
"""The sheet of an ordonnance numérique, an original."""


def require_meaning(asked: Asked, *, sheet: bool) -> None:
    """Refuse what would be dropped in silence. Raises Refusal ELEMENT_INVALID.

    `sheet` False: a CDA or an archive, which hold the digital original and nothing else.
    """
    if not sheet and asked not in (DIGITAL, Asked(Form.NUMERIQUE)):
        reason = "un document CDA et une archive ne contiennent que l'original numérique"
    elif asked.language is not None and asked != Asked(large=asked.large, language=asked.language):
        reason = "une traduction n'a ni forme, ni motif, ni volet, ni duplicata"
    elif asked.copy is not None and not asked.on_paper:
        reason = "un volet n'existe que sur papier"
    else:
        return
    raise Refusal.of("ELEMENT_INVALID", "Parameters.parameter", reason=reason)


def require_secured(asked: Asked, *, sheet: bool = True) -> None:
    """Refuse a sheet of secured paper for what is printed on another. Raises ELEMENT_INVALID."""
    secured = asked.form is not None and asked.form.secured and asked.copy is not Copy.FUND
    if not sheet or not secured:
        reason = "une feuille de papier sécurisé ne va qu'avec une forme sécurisée"
        raise Refusal.of("ELEMENT_INVALID", "Parameters.parameter", reason=reason)


def pdf_form(sheets: Sheets) -> PdfForm:
    """Nothing is attached to what is printed on pre-printed stock."""
    return PdfForm.PLAIN if any(sheet.stock for sheet in sheets.sheets) else PdfForm.A3A


def translated(
    given: Opened, language: Language, asked: Asked, at: datetime, *, demonstration: bool
) -> Translation:
    """The translation for the patient: no number, no code, nothing attached."""
    return translation(
        given.ordonnance, language, at,
        demonstration=demonstration, large=asked.large, medicines=given.medicines,
    )  # fmt: skip


def paper_of(
    given: Opened,
    asked: Asked,
    at: datetime,
    *,
    demonstration: bool,
    number: OrdonnanceNumber | None = None,
    base_url: str = "",
    objection: bool = False,
    stock: Stock = GENERIC,
    letterhead: Letterhead | None = None,
) -> Sheets:
    """The paper of an ordonnance. Raises Refusal FORM_BARRED when the law has no such form here.

    `number` and `base_url` are those of an ordonnance that is already in a base.
    """
    ordonnance = given.ordonnance
    found = forms(
        (Prescribed(line, given.medicines.get(line.number)) for line in ordonnance.lines),
        ordonnance.established_on,
        Situation(ground=asked.ground, anonymous=ordonnance.anonymous),
    )
    printing = Printing(
        printed_at=at,
        demonstration=demonstration,
        number=number,
        base_url=base_url,
        duplicate=legal_day(at, ordonnance.prescriber.zone) if asked.duplicate else None,
        large=asked.large,
        objection=objection or ordonnance.objection,
        stock=stock,
        letterhead=letterhead,
        copy=asked.copy,
    )
    return paper(
        ordonnance, papers(found, asked.form), printing,
        medicines=given.medicines, in_words=given.words,
    )  # fmt: skip
