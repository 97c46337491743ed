"""What leaves the base on paper or in a record: the sheet, and the CDA document around it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from ordonnance import __version__
from ordonnance.adapters.renderer.codes import picture
from ordonnance.adapters.xml.writing import write
from ordonnance.bootstrap.digital import DigitalOriginal
from ordonnance.bootstrap.practice_papers import PracticePapers
from ordonnance.bootstrap.printing import Asked, Opened, paper_of
from ordonnance.bootstrap.xdm import archived
from ordonnance.documents.cda.codes import EXCEPTION
from ordonnance.documents.cda.dispensation import Recorded, dispensation
from ordonnance.documents.cda.level_one import level_one
from ordonnance.documents.cda.prescription import STRUCTURED, Issued, prescription
from ordonnance.documents.sheet import Sheet, Sheets
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Catalogue
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance
from ordonnance.fhir.codes import Fill
from ordonnance.usecases.executions import ExecutionsRead
from ordonnance.usecases.medicines import exceptional, in_words, medicines_of, secured
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import Consulted


class Rendering(StrEnum):
    """The forms in which an issued ordonnance leaves the base."""

    PDF = "pdf"
    CDA = "cda"
    XDM = "xdm"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes, and their media type."""

    content: bytes
    media: str


SOFTWARE = f"ordonnance {__version__}"
"""What documents name as the software that wrote them."""


def rendered_cda(document: bytes, wanted: Rendering) -> Rendered:
    """A CDA document as it is, or in an archive of secure mail."""
    if wanted is Rendering.XDM:
        return Rendered(archived((document,), SOFTWARE), "application/zip")
    return Rendered(document, "application/xml")


def opened(consulted: Consulted, ports: Ports, media: str) -> Opened:
    """The ordonnance as it was issued, beside the drug facts of today."""
    ordonnance = ports.reader.reopen(consulted.document, media).ordonnance
    medicines = dict(medicines_of(ordonnance, ports.drugs.current()))
    return Opened(ordonnance, medicines, frozenset(in_words(ordonnance, medicines)))


def drawn(
    given: Opened, consulted: Consulted, base_url: str, asked: Asked, ports: Ports,
    papers: PracticePapers,
) -> Sheets:  # fmt: skip
    """The paper that is asked for; its code still opens the ordonnance of the base.

    It has the heading and the stock of the practice that prescribed, when they are configured.
    Raises FORM_BARRED when the law has no such form for these lines.
    """
    practice = papers.of(given.ordonnance.prescriber.practice)
    return paper_of(
        given, asked, ports.clock.now().replace(microsecond=0),
        demonstration=ports.demonstration,
        number=OrdonnanceNumber(consulted.number),
        base_url=base_url,
        objection=consulted.objection,
        stock=practice.stock,
        letterhead=practice.letterhead,
    )  # fmt: skip


def sheet_of(
    given: Opened, consulted: Consulted, base_url: str, asked: Asked, ports: Ports
) -> Sheet:
    """What the patient carries."""
    today = legal_day(ports.clock.now(), given.ordonnance.prescriber.zone)
    original = original_of(given, consulted, base_url, ports)
    return original.sheet(duplicate=today if asked.duplicate else None, large=asked.large)


def original_of(
    given: Opened, consulted: Consulted, base_url: str, ports: Ports
) -> DigitalOriginal:
    """An ordonnance that was opened, to be drawn."""
    return DigitalOriginal(
        ordonnance=given.ordonnance,
        number=OrdonnanceNumber(consulted.number),
        issued_at=consulted.issued_at,
        medicines=given.medicines,
        words=given.words,
        base_url=base_url,
        demonstration=ports.demonstration,
        objection=consulted.objection,
        signed=consulted.signed,
    )


def withheld(ordonnance: Ordonnance) -> bool:
    """True of an anonymous or a protected ordonnance: CDA documents go to the patient's record."""
    return ordonnance.anonymous or ordonnance.hidden_from_representative


def require_cda(ordonnance: Ordonnance) -> None:
    """Raises CDA_WITHHELD when no CDA may be made of this ordonnance."""
    if withheld(ordonnance):
        raise Refusal.of("CDA_WITHHELD")


def require_digital(ordonnance: Ordonnance) -> None:
    """Raises FORM_BARRED for a prescription of the SAMU-SAS: it has a sheet of its own only."""
    if ordonnance.derogation is not None:
        own = "une prescription du SAMU-SAS a sa propre feuille"
        raise Refusal.of("FORM_BARRED", form="papier", reason=own, allowed="aucune")


def dispensing_of(
    read: ExecutionsRead, reference: str, catalogue: Catalogue, numbers: str
) -> bytes:
    """One dispensing as eDISP-MED, among those that its reader may see.

    Raises DISPENSE_UNKNOWN, CDA_WITHHELD, CDA_NO_DISPENSING (nothing handed over, or taken back).
    """
    dispense = next((each for each in read.dispenses if each.reference == reference), None)
    if dispense is None:
        raise Refusal.of("DISPENSE_UNKNOWN")
    require_cda(read.ordonnance)
    if dispense.undone is not None:
        raise Refusal.of("CDA_NO_DISPENSING", reason="elle a été annulée")
    if not dispense.served:
        raise Refusal.of("CDA_NO_DISPENSING", reason="rien n'y a été remis")
    codes = {each.cip13 for each in dispense.served if each.cip13}
    recorded = Recorded(
        dispense=dispense,
        number=OrdonnanceNumber(read.answer.number),
        number_root=number_root(numbers),
        software=SOFTWARE,
        medicines={each: catalogue.by_cip13[each] for each in codes & catalogue.by_cip13.keys()},
        fills={
            line: Fill.of(first=fill.first, complete=fill.complete).value
            for (named, line), fill in read.fills.items()
            if named == reference
        },
    )
    return write(dispensation(read.ordonnance, recorded))


def cda_of(
    given: Opened,
    number: OrdonnanceNumber,
    sealed_at: datetime,
    sheet: Sheet,
    pdf: bytes,
    numbers: str,
) -> bytes:
    """The sheet within eP-MED-DM, or within a CDA of level 1 for lines that have no model here.

    `sealed_at` is the instant of the seal, `numbers` the address under which the base gives
    numbers. Raises CDA_WITHHELD.
    """
    require_cda(given.ordonnance)
    issued = Issued(
        number=number,
        number_root=number_root(numbers),
        sealed_at=sealed_at,
        pdf=pdf,
        code=picture(sheet.qr.text) if sheet.qr else None,
        medicines=given.medicines,
        in_words=given.words,
        secured=given.ordonnance.derogation is None and secured(given.ordonnance, given.medicines),
        flags=_flags(given),
    )
    structured = {line.category for line in given.ordonnance.lines} <= STRUCTURED
    return write((prescription if structured else level_one)(given.ordonnance, issued))


def _flags(given: Opened) -> frozenset[str]:
    """What is said of the whole prescription beside its lines."""
    found = exceptional(given.ordonnance, given.medicines)
    return frozenset({EXCEPTION}) if found else frozenset()


def number_root(numbers: str) -> str:
    """An OID for the numbers of a base, made from their FHIR address (ITU-T X.667, arc 2.25)."""
    return f"2.25.{uuid5(NAMESPACE_URL, numbers).int}"
