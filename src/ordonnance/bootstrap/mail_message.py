"""What an ordonnance becomes in a message: its CDA in the archive, the same sheet as PDF/A-1."""

from datetime import date

from ordonnance.bootstrap.digital import DigitalOriginal
from ordonnance.bootstrap.printing import Opened
from ordonnance.bootstrap.rendering import SOFTWARE, cda_of, withheld
from ordonnance.bootstrap.xdm import archived, read_archive
from ordonnance.documents.mail.message import Message
from ordonnance.documents.mail.naming import LABEL, Traits
from ordonnance.documents.mail.prescribed import Carried, MessageInvalid
from ordonnance.documents.mail.writing import written
from ordonnance.domain.letters import LetterKind, OpenBox
from ordonnance.domain.people import Patient, Sex
from ordonnance.usecases.mail.posting import Posted
from ordonnance.usecases.ports import PdfForm, SheetRenderer


def carried_of(
    patient: Patient | None, act: date, pdf: bytes, cda: bytes | None, label: str = LABEL
) -> Carried:
    """What travels: `pdf` is the PDF/A-1 of the sheet, `act` the day of prescribing.

    Without CDA (anonymous, protected: CDA_WITHHELD) the PDF leaves alone. Raises MessageInvalid
    when a trait of the patient is missing, CdaInvalid when the CDA cannot be read.
    """
    traits = Traits.of(patient) if patient is not None else None
    if patient is None or traits is None:
        raise MessageInvalid(
            "le nom, le prénom et la date de naissance du patient sont nécessaires"
        )
    if cda is None:
        return Carried(traits, act, pdf, label=label)
    archive = archived((cda,), SOFTWARE)
    codes = tuple(each.entry.type_code.code for each in read_archive(archive).documents)
    return Carried(traits, act, pdf, archive, codes, ins_told(patient), label)


def carried_letter(original: DigitalOriginal, renderer: SheetRenderer, numbers: str) -> Carried:
    """What travels of an ordonnance: its sheet, drawn once, and the CDA that holds the same.

    It draws: for a thread. `numbers` is the address under which the base gives numbers. Raises as
    `carried_of`.
    """
    ordonnance, sheet = original.ordonnance, original.sheet()
    pdf, cda = renderer.render(sheet, b"", form=PdfForm.A1B), None
    if not withheld(ordonnance):
        given = Opened(ordonnance, original.medicines, original.words)
        cda = cda_of(given, original.number, original.issued_at, sheet, pdf, numbers)
    return carried_of(ordonnance.patient, ordonnance.established_on, pdf, cda)


def posted_of(
    message: Message, kind: LetterKind, box: OpenBox, concerns: str = "", about: str | None = None
) -> Posted:
    """A message as it is put on its way from that mailbox; it concerns itself unless told."""
    return Posted(
        id=str(message.id), kind=kind, concerns=concerns or str(message.id), box=box,
        recipient=str(message.recipient.address), content=written(message),
        files=tuple(each.content for each in message.attachments), about=about,
    )  # fmt: skip


def ins_told(patient: Patient) -> bool:
    """True when the CDA holds matricule, OID and the four traits (ECO.2.4.2): INS qualified."""
    known = (patient.family, patient.given, patient.birth_date)
    return patient.ins_qualified and all(known) and patient.sex in (Sex.FEMALE, Sex.MALE)
