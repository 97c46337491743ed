"""Which forms a document may take: read, never issued, nothing kept; and their views."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.form_reasons import Reason
from ordonnance.law.forms import forms
from ordonnance.law.ways import Forms, Prescribed, Situation, Written
from ordonnance.usecases.form_views import ALLOWED, BARRED, REQUIRED, FormView, ReasonView
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


def form_views(found: Forms) -> tuple[FormView, ...]:
    """Every form, those of the preferred way first, then those that are barred."""
    return (*_used(found), *_barred(found))


def _used(found: Forms) -> Iterator[FormView]:
    status = REQUIRED if found.required else ALLOWED
    for rank, way in enumerate(found.ways, start=1):
        for each in way.ordonnances:
            yield _view(each, status, rank)


def _view(each: Written, status: str, rank: int) -> FormView:
    return FormView(
        each.form.value,
        status,
        each.form.label,
        rank,
        each.lines,
        tuple(copy.value for copy in each.copies),
        each.ground.value if each.ground else None,
        each.prints.value if each.prints else None,
        tuple(_reason(reason) for reason in each.reasons),
    )


def _barred(found: Forms) -> Iterator[FormView]:
    for each in found.barred:
        yield FormView(
            each.form.value, BARRED, each.form.label, reasons=(_reason(each.reason),)
        )  # fmt: skip


def _reason(reason: Reason) -> ReasonView:
    return ReasonView(reason.text, reason.article, reason.rule)
