"""The law used alone: judge a prescription in a program, without a base nor anybody’s identity.

    from ordonnance.law.alone import findings_json, judged, prescribed, written

Pure: no file is opened but the tables of the law when this module is imported, no address is
reached, nothing is kept. The guide is `docs/how-to/use-the-law-alone.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine
from ordonnance.domain.people import Patient, Practice, Prescriber, Sex
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Line, Ordonnance, Product
from ordonnance.law.case import Asked, Case, ServingRequest
from ordonnance.law.check import check
from ordonnance.law.finding import Report
from ordonnance.law.findings_json import SCHEMA
from ordonnance.law.findings_json import findings_json as _findings_json
from ordonnance.law.register import REGISTER
from ordonnance.law.rule import Family, Moment

__all__ = [
    "IDENTITY",
    "SCHEMA",
    "Prescribed",
    "counter",
    "findings_json",
    "judged",
    "prescribed",
    "written",
]

IDENTITY: frozenset[str] = frozenset(
    rule.id for rule in REGISTER if rule.family in (Family.PRESCRIBER, Family.PATIENT)
)
"""Rules on who prescribes and for whom: not judged here, and told as such."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """A line and the facts of its medicine; None when nobody knows that medicine."""

    line: Line
    medicine: Medicine | None


def prescribed(medicine: Medicine | str, posology: Posology | str, **line: Any) -> Prescribed:
    """One line; `line` holds fields of `Line` (`duration`, `renewals`, `packs`, `fraction`…).

    A medicine given by its name alone is unknown: its conditions cannot be told. A posology in
    words alone counts nothing. Raises TypeError for a field that a line does not have.
    """
    known = medicine if isinstance(medicine, Medicine) else None
    label = medicine.name if isinstance(medicine, Medicine) else medicine
    taken = posology if isinstance(posology, Posology) else Posology(text=posology)
    product = Product(label, known.cis if known else None)
    plain = Line(1, "1", Category.MEDICINE, taken, product)
    return Prescribed(replace(plain, **line), known)


def written(
    *lines: Prescribed, on: date | datetime, profession: Profession = Profession.PHYSICIAN,
    specialty: Coding | None = None, practice: Practice | None = None, sex: Sex | None = None,
    birth_date: date | None = None, day: date | None = None, **facts: Any,
) -> Case:  # fmt: skip
    """The case of prescribing these lines on a day, by somebody whose name is not told.

    A date is taken at noon in Paris, or at the zone of `practice` when `on` is an instant. `sex`
    and `birth_date` only when a rule needs them. `day` is the day of judging, that of writing
    unless told. `facts` are fields of `Case` (`form`, `setting`, `history`, `interactions`…).
    Raises ValueError without a line.
    """
    if not lines:
        raise ValueError("une ordonnance a au moins une ligne")
    at = on if isinstance(on, datetime) else datetime.combine(on, time(11), UTC)
    numbered = tuple(
        replace(each.line, number=rank, id=str(rank)) for rank, each in enumerate(lines, start=1)
    )
    ordonnance = Ordonnance(
        established_at=at,
        prescriber=Prescriber(None, (), profession, practice, specialty=specialty),
        lines=numbered,
        patient=Patient(None, (), sex, birth_date),
    )
    return Case(
        ordonnance=ordonnance,
        medicines={rank: each.medicine for rank, each in enumerate(lines, start=1)},
        moment=Moment.PRESCRIBING,
        day=day or ordonnance.established_on,
        **facts,
    )


def counter(
    case: Case, on: date, *asked: Asked, served: Mapping[int, tuple[Served, ...]] | None = None
) -> Case:
    """The same at the counter on a day; `asked` is what is served, `served` what was before."""
    request = ServingRequest("", "", asked) if asked else None
    return replace(
        case, moment=Moment.DISPENSING, day=on, serving=request, served=dict(served or {})
    )


def judged(case: Case) -> Report:
    """Every finding, but those on identity, which a case made here does not hold."""
    return Report(tuple(each for each in check(case).all if each.rule not in IDENTITY))


def findings_json(report: Report, *, met: bool = False, indent: int | None = None) -> str:
    """The report as JSON (`SCHEMA`), naming the rules not judged."""
    return _findings_json(report, met=met, not_judged=IDENTITY, indent=indent)
