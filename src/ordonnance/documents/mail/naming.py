"""Names that Ref. #2 lays down: subject, file of the PDF, name shown for a sender."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ordonnance.documents.mail.message import PREFIX
from ordonnance.domain.people import Patient

LABEL = "Prescription de médicaments"
"""What a message that carries an ordonnance of medicines is called."""

_LONGEST_LABEL = 40
_LONGEST_NAME = 60
_NOT_IN_FILES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Traits:
    """The traits that name the one patient of a message, in its subject and its files."""

    family: str
    given: str
    birth_date: date

    def __repr__(self) -> str:
        return "Traits(•••)"

    @classmethod
    def of(cls, patient: Patient) -> "Traits | None":
        """Those of a patient; None when one of the three is missing."""
        if patient.family is None or not patient.given or patient.birth_date is None:
            return None
        return cls(patient.family, patient.given[0], patient.birth_date)


def plain(text: str, longest: int = _LONGEST_NAME) -> str:
    """One line of printable characters: what a header or a file name can hold."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(each if unicodedata.category(each)[0] != "C" else " " for each in composed)
    return _SPACES.sub(" ", kept).strip()[:longest].rstrip()


def subject(traits: Traits, label: str = LABEL, *, archive: bool) -> str:
    """« XDM/1.0/DDM+Prescription de médicaments NOM prénom 28/03/1979 » (ECO.2.1.3).

    The prefix announces an archive: without one, it is left out.
    """
    said = " ".join(
        (
            plain(label, _LONGEST_LABEL),
            plain(traits.family).upper(),
            plain(traits.given),
            f"{traits.birth_date:%d/%m/%Y}",
        )
    )
    return f"{PREFIX}{said}" if archive else said


def pdf_name(act: date, traits: Traits, label: str = LABEL) -> str:
    """« 20260312_Prescription de médicaments_NOM_Prénom.pdf » (ECO.2.1.6)."""
    parts = (
        f"{act:%Y%m%d}",
        _in_file(plain(label, _LONGEST_LABEL)),
        _in_file(plain(traits.family)).upper(),
        _in_file(plain(traits.given)),
    )
    return f"{'_'.join(parts)}.pdf"


def _in_file(text: str) -> str:
    """Without what no file system takes, nor the separator of the parts."""
    return _SPACES.sub(" ", _NOT_IN_FILES.sub(" ", text).replace("_", " ")).strip(" .")


def personal_name(family: str, given: str, title: str = "", entity: str = "") -> str:
    """« Dr_Claire_EXEMPLE_SAMU 99 »: the name shown for a personal mailbox (ECO.2.2.7)."""
    parts = (title, given, family.upper(), entity)
    return "_".join(_in_file(plain(part)) for part in parts if part.strip())
