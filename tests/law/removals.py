"""Every fact that a case may lack, taken away one at a time."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from ordonnance.domain.counter import NOTHING_SAID, CounterFacts
from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Line
from ordonnance.law.case import Asked, Case
from ordonnance.law.regulation import Regulation

KEPT = {"number", "id", "category", "_hash", "line", "established_on", "label", "name", "family"}
"""What every case has: places in lists, names of things."""


def _empty(value: Any) -> Any:
    """What stands for « nobody said », or the value itself when there is nothing such."""
    if value is None or value is False or value in ((), ""):
        return value
    if isinstance(value, tuple):
        return ()
    if isinstance(value, Mapping):
        return {} if value else value
    if isinstance(value, CounterFacts):
        return value if value == NOTHING_SAID else NOTHING_SAID
    return None


def _without(thing: Any, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for each in fields(thing):
        if each.name in names and each.init:
            value = getattr(thing, each.name)
            if _empty(value) is not value:
                yield each.name, replace(thing, **{each.name: _empty(value)})


OF_A_LINE = tuple(
    each.name for each in fields(Line) if each.init and each.name not in {*KEPT, "posology"}
)
OF_A_MEDICINE = ("substances", "conditions", "presentations", "routes", "atc", "generic_group")
OF_A_PATIENT = ("given", "sex", "birth_date", "ins", "weight_kg", "height_cm")
OF_AN_AUTHOR = ("given", "profession", "practice", "rpps", "specialty", "sector", "replaces")
OF_A_PRACTICE = ("lines", "postcode", "city", "country", "phone", "email", "finess", "am")
OF_WHAT_IS_ASKED = ("units", "packs", "days", "pack", "medicine", "reason", "facts")
OF_A_CASE = (
    "history", "paper_ground", "setting", "interactions", "regulation", "author_specialty",
    "served", "handed", "beyond",
)  # fmt: skip
OF_A_REGULATION = tuple(each.name for each in fields(Regulation))
OF_THE_COUNTER = tuple(each.name for each in fields(CounterFacts))


def removed(case: Case) -> Iterator[tuple[str, Case]]:
    """Each fact by its name, and the case without it."""
    yield from _without(case, OF_A_CASE)
    yield from _of_the_document(case)
    yield from _of_the_medicines(case)
    if (known := case.regulation) is not None:
        for name in OF_A_REGULATION:
            if getattr(known, name) is not None:  # « no » is an answer, and may be missing too
                other_sending = replace(known, **{name: None})  # type: ignore[arg-type]  # a field
                yield f"regulation.{name}", replace(case, regulation=other_sending)
    if case.serving is not None:
        for index, asked in enumerate(case.serving.lines):
            for name, other in _without(asked, OF_WHAT_IS_ASKED):
                if (other.units, other.packs, other.days) == (None, None, None):
                    continue  # something is always asked
                yield f"asked.{name}", _asking(case, index, other)
            for name, facts in _without(asked.facts, OF_THE_COUNTER):
                yield f"facts.{name}", _asking(case, index, replace(asked, facts=facts))


def _asking(case: Case, index: int, asked: Asked) -> Case:
    """The same case, something else asked of one line."""
    assert case.serving is not None
    lines = (*case.serving.lines[:index], asked, *case.serving.lines[index + 1 :])
    return replace(case, serving=replace(case.serving, lines=lines))


def _of_the_document(case: Case) -> Iterator[tuple[str, Case]]:
    document = case.ordonnance
    for index, line in enumerate(document.lines):
        for name, other in _without(line, OF_A_LINE):
            lines = (*document.lines[:index], other, *document.lines[index + 1 :])
            yield f"line.{name}", replace(case, ordonnance=replace(document, lines=lines))
    if document.patient is not None:
        for name, patient in _without(document.patient, OF_A_PATIENT):
            yield f"patient.{name}", replace(case, ordonnance=replace(document, patient=patient))
    author = document.prescriber
    for name, other_author in _without(author, OF_AN_AUTHOR):
        yield f"author.{name}", replace(case, ordonnance=replace(document, prescriber=other_author))
    if author.practice is not None:
        for name, place in _without(author.practice, OF_A_PRACTICE):
            moved = replace(document, prescriber=replace(author, practice=place))
            yield f"practice.{name}", replace(case, ordonnance=moved)


def _of_the_medicines(case: Case) -> Iterator[tuple[str, Case]]:
    for number, medicine in case.medicines.items():
        if medicine is None:
            continue
        yield "medicine", replace(case, medicines={**case.medicines, number: None})
        for name, other in _without(medicine, OF_A_MEDICINE):
            yield f"medicine.{name}", replace(case, medicines={**case.medicines, number: other})
        bare = _unmeasured(medicine)
        if bare != medicine:
            yield "medicine.strength", replace(case, medicines={**case.medicines, number: bare})


def _unmeasured(medicine: Medicine) -> Medicine:
    """Without strengths."""
    return replace(
        medicine,
        substances=tuple(replace(each, strength=None) for each in medicine.substances),
    )
