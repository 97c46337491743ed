"""What leaves the base on paper or in a record: the sheet, and the CDA document around it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from ordonnance.adapters.cda.writing import write
from ordonnance.adapters.renderer.codes import picture
from ordonnance.bootstrap.printing import Asked, Opened, paper_of
from ordonnance.documents.cda.prescription import Issued, prescription
from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet, Sheets
from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.medicines import in_words, medicines_of, secured
from ordonnance.usecases.ports import Ports
from ordonnance.usecases.results import Consulted


class Rendering(StrEnum):
    """The forms in which an issued ordonnance leaves the base."""

    PDF = "pdf"
    CDA = "cda"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes, and their media type."""

    content: bytes
    media: str


def opened(consulted: Consulted, ports: Ports, media: str) -> Opened:
    """The ordonnance as it was issued, beside the drug facts of today."""
    ordonnance = ports.reader.reopen(consulted.document, media).ordonnance
    medicines = dict(medicines_of(ordonnance, ports.drugs.current()))
    return Opened(ordonnance, medicines, frozenset(in_words(ordonnance, medicines)))


def drawn(given: Opened, consulted: Consulted, base_url: str, asked: Asked, ports: Ports) -> Sheets:
    """The paper that is asked for; its code still opens the ordonnance of the base.

    Raises FORM_BARRED when the law has no such form for these lines.
    """
    return paper_of(
        given, asked, ports.clock.now().replace(microsecond=0),
        demonstration=ports.demonstration,
        number=OrdonnanceNumber(consulted.number),
        base_url=base_url,
        objection=consulted.objection,
    )  # fmt: skip


def sheet_of(
    given: Opened, consulted: Consulted, base_url: str, asked: Asked, ports: Ports
) -> Sheet:
    """What the patient carries."""
    today = legal_day(ports.clock.now(), given.ordonnance.prescriber.zone)
    return numerique(
        given.ordonnance,
        OrdonnanceNumber(consulted.number),
        consulted.issued_at,
        base_url=base_url,
        demonstration=ports.demonstration,
        duplicate=today if asked.duplicate else None,
        large=asked.large,
        in_words=given.words,
        medicines=given.medicines,
        objection=consulted.objection,
        signed=consulted.signed,
    )


def withheld(given: Opened) -> bool:
    """True of an anonymous or a protected ordonnance: CDA documents go to the patient's record."""
    return given.ordonnance.anonymous or given.ordonnance.hidden_from_representative


def require_cda(given: Opened) -> None:
    """Raises CDA_WITHHELD when no CDA may be made of this ordonnance."""
    if withheld(given):
        raise Refusal.of("CDA_WITHHELD")


def cda_of(given: Opened, consulted: Consulted, sheet: Sheet, pdf: bytes, numbers: str) -> bytes:
    """The sheet within eP-MED-DM. `numbers` is the address under which the base gives numbers.

    Raises CDA_WITHHELD.
    """
    require_cda(given)
    issued = Issued(
        number=OrdonnanceNumber(consulted.number),
        number_root=number_root(numbers),
        sealed_at=consulted.issued_at,
        pdf=pdf,
        code=picture(sheet.qr.text) if sheet.qr else None,
        medicines=given.medicines,
        in_words=given.words,
        secured=secured(given.ordonnance, given.medicines),
    )
    return write(prescription(given.ordonnance, issued))


def number_root(numbers: str) -> str:
    """An OID for the numbers of a base, made from their FHIR address (ITU-T X.667, arc 2.25)."""
    return f"2.25.{uuid5(NAMESPACE_URL, numbers).int}"
