"""Check a document without issuing it: all findings, nothing kept."""

from dataclasses import dataclass
from datetime import date

from ordonnance.domain.calendar import legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.law.finding import Outcome
from ordonnance.usecases.drafts import reading_findings
from ordonnance.usecases.drug_facts import MOST_DAYS, facts_of, shortages_of, version_of
from ordonnance.usecases.forms import form_views, forms_for
from ordonnance.usecases.judging import judge_dispensing, judge_prescribing, views
from ordonnance.usecases.medicines import medicines_of, require_one_medicine
from ordonnance.usecases.perimeter import require_perimeter
from ordonnance.usecases.ports import Clock, Drugs, Interactions, Reader
from ordonnance.usecases.results import Checked


@dataclass(frozen=True, slots=True)
class Check:
    """A document to judge: on the day of prescribing, and maybe on a day of dispensing."""

    document: bytes
    content_type: str
    on: date | None = None
    dispensing: date | None = None


def check(
    command: Check,
    reader: Reader,
    drugs: Drugs,
    clock: Clock,
    interactions: Interactions,
    *,
    demonstration: bool = False,
    facts_days: int = MOST_DAYS,
) -> Checked:
    """Every finding on this document, of its reading, then of the law; the forms it may take.

    History only informs. A document that is not complete, or that belongs to a hospital, is judged
    as far as it goes. The form is that of the day of establishment. `on` replaces today (not the
    date of the document). `demonstration`: of a base that is one. `facts_days`: the age beyond
    which drug facts are told to be old. Raises Refusal when the document cannot be read or is out
    of the perimeter.
    """
    draft = reader.draft(command.document, command.content_type)
    ordonnance, catalogue, consulted = draft.ordonnance, drugs.current(), interactions.current()
    require_one_medicine(ordonnance, catalogue)
    medicines = medicines_of(ordonnance, catalogue)
    require_perimeter(ordonnance, medicines)
    real_day = legal_day(clock.now(), ordonnance.prescriber.zone)
    today = command.on or real_day
    report = judge_prescribing(ordonnance, medicines, today, interactions=consulted)
    if command.dispensing is not None:
        if command.dispensing < ordonnance.established_on:
            raise Refusal.of("ELEMENT_INVALID", reason="la délivrance précède l'ordonnance")
        report = report.and_(judge_dispensing(ordonnance, medicines, command.dispensing, consulted))
    return Checked(
        (Outcome.BLOCKED if draft.waiting else report.outcome).value,
        reading_findings(draft) + views(report.findings),
        facts_of(
            catalogue.version, real_day, demonstration=demonstration, most_days=facts_days,
            thesaurus=version_of(consulted),
        ),
        shortages_of(ordonnance, medicines, catalogue),
        form_views(forms_for(ordonnance, medicines)),
    )  # fmt: skip
