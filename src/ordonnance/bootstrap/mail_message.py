"""What an ordonnance becomes in a message: its CDA in the archive, the same sheet as PDF/A-1."""

from datetime import date

from ordonnance.bootstrap.rendering import SOFTWARE
from ordonnance.bootstrap.xdm import archived, read_archive
from ordonnance.documents.mail.naming import LABEL, Traits
from ordonnance.documents.mail.prescribed import Carried, MessageInvalid
from ordonnance.domain.people import Patient, Sex


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


def ins_told(patient: Patient) -> bool:
    """True when the CDA holds matricule, OID and the four traits (ECO.2.4.2): INS qualified."""
    known = (patient.family, patient.given, patient.birth_date)
    return patient.ins_qualified and all(known) and patient.sex in (Sex.FEMALE, Sex.MALE)
