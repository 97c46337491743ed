"""Which forms a document may take: read, never issued, nothing kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.forms import forms
from ordonnance.law.ways import Forms, Prescribed, Situation
from ordonnance.usecases.medicines import medicines_of, require_one_medicine
from ordonnance.usecases.ports import Drugs, Reader


@dataclass(frozen=True, slots=True)
class AskForms:
    """A document, what surrounds it, and the day; None: that of the document."""

    document: bytes
    content_type: str
    on: date | None = None
    situation: Situation | None = None


def forms_of(command: AskForms, reader: Reader, drugs: Drugs) -> Forms:
    """The forms that the lines of this document may take.

    The form is judged on the day of establishment (ERRATA 15). What never enters an ordonnance
    numérique is no refusal here: the paper that is right is the answer. Raises Refusal when the
    document cannot be read.
    """
    ordonnance = reader.draft(command.document, command.content_type).ordonnance
    catalogue = drugs.current()
    require_one_medicine(ordonnance, catalogue)
    medicines = medicines_of(ordonnance, catalogue)
    return forms_for(ordonnance, medicines, command.on, command.situation)


def forms_for(
    ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None], on: date | None = None,
    situation: Situation | None = None,
) -> Forms:  # fmt: skip
    """The forms of an ordonnance that was read; `on` None: the day of its establishment."""
    asked = situation or Situation()
    if ordonnance.anonymous:
        asked = replace(asked, anonymous=True)
    return forms(
        (Prescribed(line, medicines.get(line.number)) for line in ordonnance.lines),
        on or ordonnance.established_on,
        asked,
    )
