"""Paper that is the ordonnance itself: classic, bizone, of exception, and their copies.

Which form is right is a question of law (`ordonnance.law.forms`); here its answer is laid out. One
ordonnance gives one sheet for each person who receives one (patient, fund, medical service,
pharmacist), and one for each kind of care, since kinds are written apart (TY-01, AX-01).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from ordonnance.documents.exception import exception_boxes, exception_line
from ordonnance.documents.framing import EMERGENCY, dated, marks, qr_code, zone_of, zones_of
from ordonnance.documents.identities import (
    one_line,
    patient_identity,
    person_code,
    prescriber_identity,
    structure_code,
)
from ordonnance.documents.kinds_of_care import CARE, MEDICINES, CareSheet
from ordonnance.documents.letterhead import Letterhead
from ordonnance.documents.lines import counted
from ordonnance.documents.numerique import OBJECTION, TRANSMITTED
from ordonnance.documents.professional import as_ordered, recipient
from ordonnance.documents.sheet import Sheet, Sheets, Signature, Zone
from ordonnance.documents.stock import GENERIC, Stock
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french import dates
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Line, Ordonnance
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.ways import Written

INSTRUCTION = (
    f"Enregistrée aussi sous forme numérique{NARROW}: scannez ce code avant de délivrer, "
    "pour ne pas servir deux fois."
)
FUND_DUPLICATE = "Duplicata destiné à l'assurance maladie"
BIZONE = "Code de la sécurité sociale, art. L. 324-1 et R. 161-45"
EXCEPTION_HEADING = "ORDONNANCE DE MÉDICAMENTS, PRODUITS OU PRESTATIONS D'EXCEPTION"
EXCEPTION = (
    "Code de la sécurité sociale, art. R. 163-2 (modèle du cerfa 12708*02). En l'utilisant, le "
    "prescripteur atteste que la prescription suit la fiche d'information thérapeutique."
)
PROFESSIONAL_HEADING = "COMMANDE À USAGE PROFESSIONNEL"
PROFESSIONAL = "Code de la santé publique, art. R. 5132-4"
PROFESSIONAL_MENTION = "Usage professionnel"

_VOLETS = {
    Copy.PATIENT: "Volet 1/4 — à conserver par le patient",
    Copy.FUND: "Volet 2/4 — à adresser à l'assurance maladie",
    Copy.MEDICAL_SERVICE: "Volet 3/4 — à adresser au service du contrôle médical",
    Copy.PHARMACIST: "Volet 4/4 — à conserver par le pharmacien ou le fournisseur",
}
_COPIES = {
    Copy.PATIENT: "Original — à remettre au patient",
    Copy.FUND: FUND_DUPLICATE,
    Copy.MEDICAL_SERVICE: "Exemplaire du service du contrôle médical",
    Copy.PHARMACIST: "Exemplaire du pharmacien",
}


COPY_WORDS = tuple((copy, (_VOLETS[copy], _COPIES[copy])) for copy in Copy)
"""How each copy may be named on its sheet."""


@dataclass(frozen=True, slots=True)
class Printing:
    """How the paper is printed, whatever its form.

    `printed_at` dates the file (aware). `number` and `base_url` are those of an ordonnance already
    in a base: its code then stands on the paper. `duplicate` is the day of a second printing,
    `stock` the secured paper in the printer; `copy` draws that copy only.
    """

    printed_at: datetime
    demonstration: bool
    number: OrdonnanceNumber | None = None
    base_url: str = ""
    duplicate: date | None = None
    large: bool = False
    objection: bool = False
    stock: Stock = GENERIC
    copy: Copy | None = None
    letterhead: Letterhead | None = None


def paper(
    ordonnance: Ordonnance,
    written: Iterable[Written],
    printing: Printing,
    *,
    medicines: Mapping[int, Medicine | None] | None = None,
    in_words: frozenset[int] = frozenset(),
) -> Sheets:
    """Every sheet of these ordonnances, in one file. Raises ValueError on an instant without zone.

    `medicines`: what the catalogue knows of each line, by number; `in_words`: the numbers of the
    lines under R.5132-29.
    """
    if printing.printed_at.utcoffset() is None:
        raise ValueError("instant d'impression : un fuseau est obligatoire")
    drawn = tuple(
        sheet
        for each in written
        for care, lines in _by_care(ordonnance, each)
        for sheet in _Maker(ordonnance, each, printing, medicines or {}, in_words).copies(
            care, lines
        )
    )
    on = dates.long(ordonnance.established_on)
    secured = any(sheet.stock for sheet in drawn)
    return Sheets(
        "securisee" if secured else "papier", f"Ordonnance du {on}", printing.printed_at, drawn
    )


def _by_care(ordonnance: Ordonnance, written: Written) -> list[tuple[CareSheet, tuple[Line, ...]]]:
    """The lines of one ordonnance, one group for each kind of care, in the order written."""
    found: dict[CareSheet, tuple[Line, ...]] = {}
    for line in ordonnance.lines:
        if line.number in written.lines:
            care = CARE[line.category]
            found[care] = (*found.get(care, ()), line)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class _Maker:
    ordonnance: Ordonnance
    written: Written
    printing: Printing
    medicines: Mapping[int, Medicine | None]
    in_words: frozenset[int]

    def copies(self, care: CareSheet, lines: tuple[Line, ...]) -> tuple[Sheet, ...]:
        """The sheet of these lines, once for each person who receives it."""
        sheet = self._frame(care)
        return tuple(
            replace(
                sheet,
                copy=self._copy(copy, care),
                zones=self._zones(care, tuple(seen_by(copy, line) for line in lines)),
            )
            for copy in self._wanted()
        )

    def _wanted(self) -> tuple[Copy, ...]:
        """The copies to draw: all, or the one asked for.

        A secured sheet is printed once: a second one would be a second original. The fund's
        duplicate is asked for apart, on plain paper.
        """
        copies = self.written.copies or (Copy.PATIENT,)
        if self.printing.copy is not None:
            return tuple(copy for copy in copies if copy is self.printing.copy)
        return copies[:1] if self.written.form.secured else copies

    @property
    def _professional(self) -> bool:
        return self.written.ground is PaperGround.PROFESSIONAL_USE

    def _stock(self) -> Stock | None:
        plain = self.printing.copy is Copy.FUND
        return self.printing.stock if self.written.form.secured and not plain else None

    def _copy(self, copy: Copy, care: CareSheet) -> str:
        if self.written.form is Form.EXCEPTION:
            return _VOLETS[copy]
        if self._professional:
            return f"{PROFESSIONAL_MENTION} — exemplaire du pharmacien"
        if copy is Copy.PHARMACIST and care.executed_by != "pharmacien":
            return f"Exemplaire{NARROW}: {care.executed_by}"
        return _COPIES[copy]

    def _zones(self, care: CareSheet, lines: tuple[Line, ...]) -> tuple[Zone, ...]:
        if self._professional:
            ordered = (as_ordered(line, self.medicines.get(line.number)) for line in lines)
            return (Zone(tuple(ordered)),)
        form = self.written.form
        if form in (Form.BIZONE, Form.SECURISEE_BIZONE):
            zones = zones_of(lines, self.medicines, self.in_words, both=True)
        else:
            zones = (zone_of(lines, self.medicines, self.in_words),)
        if form is Form.EXCEPTION:
            by_number = {line.number: line for line in lines}
            zones = tuple(
                replace(zone, lines=tuple(
                    exception_line(printed, by_number[printed.number],
                                   self.medicines.get(printed.number))
                    for printed in zone.lines
                ))
                for zone in zones
            )  # fmt: skip
        return tuple(counted(zone, care.counted) for zone in zones)

    def _frame(self, care: CareSheet) -> Sheet:
        given, printing = self.ordonnance, self.printing
        author, day = given.prescriber, given.established_on
        identity = prescriber_identity(author, given.hospital_service)
        patient = recipient() if self._professional else patient_identity(given.patient, day)
        number = printing.number
        heading, subtitle = self._heading(care)
        return Sheet(
            layout="papier",
            title=f"Ordonnance du {dates.long(day)}",
            issued_at=printing.printed_at,
            heading=heading,
            subtitle=subtitle,
            instruction=INSTRUCTION if number else "",
            number=number.grouped if number else "",
            qr=qr_code(number, printing.base_url) if number else None,
            prescriber=identity,
            patient=patient,
            dated=dated(author, day),
            person_code=person_code(author),
            structure_code=structure_code(author),
            zones=(),
            advice="" if self._professional else one_line(given.advice or ""),
            mentions=() if self._professional else self._mentions(),
            signature=Signature("Signature du prescripteur", identity.name, "", by_hand=True),
            notice="",
            emergency="" if self._professional else self._emergency(),
            running=f"{identity.name} · {patient.name} · {dates.long(day)}",
            marks=marks(demonstration=printing.demonstration, duplicate=printing.duplicate),
            ground=self.written.prints.label if self.written.prints else "",
            boxes=exception_boxes(care) if self.written.form is Form.EXCEPTION else (),
            large=printing.large,
            stock=self._stock(),
            letterhead=printing.letterhead,
        )

    def _mentions(self) -> tuple[str, ...]:
        said = (OBJECTION,) if self.printing.objection else ()
        heading = self.printing.letterhead
        if heading is not None and heading.aga:
            said = (*said, heading.aga)
        return (*said, TRANSMITTED) if self.printing.number else said

    def _emergency(self) -> str:
        heading = self.printing.letterhead
        return heading.emergency if heading is not None and heading.emergency else EMERGENCY

    def _heading(self, care: CareSheet) -> tuple[str, str]:
        if self._professional:
            return PROFESSIONAL_HEADING, PROFESSIONAL
        if self.written.form is Form.EXCEPTION:
            return EXCEPTION_HEADING, EXCEPTION
        if self.written.form in (Form.BIZONE, Form.SECURISEE_BIZONE):
            heading = "ORDONNANCE BIZONE" if care is MEDICINES else care.heading
            return heading, BIZONE
        return care.heading, care.rests_on


def seen_by(copy: Copy, line: Line) -> Line:
    """A line as one recipient reads it.

    What R.161-45 I 6° says of circumstances and indications is for the medical service, never for
    the fund's other services (R.161-48-1): the fund's sheet leaves them out.
    """
    if copy is not Copy.FUND:
        return line
    return replace(line, motive=None, supporting_document=None)
