"""Tell the whole reasoning on a document, without issuing it: nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.reasoning import LineReasoning, Reasoning, reasoned
from ordonnance.law.rule import Moment
from ordonnance.usecases.drafts import reading_findings
from ordonnance.usecases.explained import Explained, moment_view
from ordonnance.usecases.medicines import medicines_of, require_one_medicine
from ordonnance.usecases.ports import Clock, Drugs, Interactions, Reader


@dataclass(frozen=True, slots=True)
class Explain:
    """A document to explain on a day of prescribing, and maybe on a day at the counter."""

    document: bytes
    content_type: str
    on: date | None = None
    at_counter: date | None = None


def explain(
    command: Explain, reader: Reader, drugs: Drugs, clock: Clock, interactions: Interactions
) -> Explained:
    """How each medicine is read, and each rule applied or left aside, at one or both moments.

    What is outside the service is explained too: no perimeter is required. Raises Refusal when the
    document cannot be read, or when the day at the counter precedes it.
    """
    draft = reader.draft(command.document, command.content_type)
    ordonnance = draft.ordonnance
    catalogue, consulted = drugs.current(), interactions.current()
    require_one_medicine(ordonnance, catalogue)
    medicines = medicines_of(ordonnance, catalogue)
    today = command.on or legal_day(clock.now(), ordonnance.prescriber.zone)
    written = Case(
        ordonnance=ordonnance, medicines=medicines, moment=Moment.PRESCRIBING, day=today,
        interactions=consulted,
    )  # fmt: skip
    told = [reasoned(written)]
    if command.at_counter is not None:
        if command.at_counter < ordonnance.established_on:
            raise Refusal.of("ELEMENT_INVALID", reason="la délivrance précède l'ordonnance")
        told.append(_at_counter(replace(written, moment=Moment.DISPENSING, day=command.at_counter)))
    return Explained(
        catalogue.version.label, reading_findings(draft), tuple(moment_view(each) for each in told)
    )


def _at_counter(case: Case) -> Reasoning:
    """A first serving of what is due that day, line by line; the others are told as they stand."""
    whole = reasoned(case)
    lines = tuple(_asking(case, each) for each in whole.lines)
    return replace(whole, lines=lines)


def _asking(case: Case, line: LineReasoning) -> LineReasoning:
    asked = _portion(line.case, case.medicines)
    if asked is None:
        return line
    request = ServingRequest("", "", (asked,))
    (told,) = reasoned(replace(case, serving=request)).lines
    return told


def _portion(line: LineCase, medicines: Mapping[int, Medicine | None]) -> Asked | None:
    """What is due, asked in the narrowest unit that can be counted; None when nothing is."""
    due, number = line.due, line.line.number
    if medicines.get(number) is None or not due.is_due:
        return None
    if due.portion_units:
        return Asked(number, units=due.portion_units)
    if due.portion_packs:
        return Asked(number, packs=due.portion_packs)
    return Asked(number, days=due.portion_days) if due.portion_days else None
