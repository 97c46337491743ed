"""A posology in another language, made from its structure; what cannot be said whole is not said.

Each part is a row, « How much each time: 1 × tablet », so that no grammar has to be guessed. A step
that says anything without a word here is not translated at all: half a posology would be worse
than a French one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal

from ordonnance.documents.phrasebook import Phrasebook
from ordonnance.documents.sheet import Fact
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dosage import DosageStep, Dose
from ordonnance.domain.french import dates
from ordonnance.domain.french.plurals import noun_of
from ordonnance.domain.posology import Posology
from ordonnance.domain.quantity import Quantity

_SAID = {
    "dose", "moments", "times_of_day", "weekdays", "frequency", "period", "period_unit",
    "as_needed", "as_needed_reason", "max_dose", "bounds", "bounds_start", "bounds_end", "route",
    "instructions", "coded", "sequence",
}  # fmt: skip
"""The parts of a step that have words here."""


class Untranslatable(LookupError):
    """A part of the posology has no word in that language."""


def stages_in(posology: Posology, book: Phrasebook) -> tuple[tuple[Fact, ...], ...]:
    """The rows of each step, in order. Raises Untranslatable."""
    if posology.text is not None or not posology.steps:
        raise Untranslatable("text")
    return tuple(tuple(_rows(step, book)) for stage in posology.stages() for step in stage)


def _rows(step: DosageStep, book: Phrasebook) -> Iterator[Fact]:
    for each in fields(step):
        if each.name not in _SAID and getattr(step, each.name) != each.default:
            raise Untranslatable(each.name)
    found = {
        "dose": _dose(step.dose, book) if step.dose else "",
        "route": _route(step, book),
        "when": _when(step, book),
        "often": _often(step, book),
        "needed": _needed(step, book),
        "most": _most(step, book),
        "duration": _duration(step, book),
        # The prescriber's own words stay theirs.
        "note": " ; ".join(step.instructions),
    }
    yield from (Fact(book.labels[name], said) for name, said in found.items() if said)


def _dose(dose: Dose, book: Phrasebook) -> str:
    if dose.open:
        raise Untranslatable("dose")
    low, high = book.figures(dose.low), book.figures(dose.high)
    value = high if dose.low == dose.high else f"{low}–{high}"
    return _counted(value, dose.unit.label, book)


def _quantity(quantity: Quantity, book: Phrasebook) -> str:
    return _counted(book.figures(quantity.value), quantity.unit.label, book)


def _counted(value: str, label: str, book: Phrasebook) -> str:
    noun = noun_of(label)
    if noun.symbol is not None:
        return f"{value}\u00a0{noun.symbol}"
    if noun.singular not in book.units:
        raise Untranslatable(noun.singular)
    return f"{value}\u00a0× {book.units[noun.singular]}"


def _route(step: DosageStep, book: Phrasebook) -> str:
    if step.route is None:
        return ""
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", step.route.label.lower())
    known = [book.routes[word] for word in words if word in book.routes]
    if len(known) != 1:
        raise Untranslatable("route")
    return known[0]


def _when(step: DosageStep, book: Phrasebook) -> str:
    said = [book.weekdays[str(day)] for day in step.weekdays]
    said += [book.moments[moment.value] for moment in step.moments]
    said += [f"{each:%H:%M}" for each in step.times_of_day]
    return _listed(said, book)


def _listed(said: Sequence[str], book: Phrasebook) -> str:
    comma = "، " if book.direction == "rtl" else ", "
    return comma.join(said)


def _often(step: DosageStep, book: Phrasebook) -> str:
    period, unit = step.period, step.period_unit
    if period is None or unit is None:
        if step.frequency is not None:
            raise Untranslatable("frequency")
        return ""
    if step.frequency is None:
        raise Untranslatable("frequency")
    count = book.figures(Decimal(step.frequency))
    if period == 1:
        return book.phrases["per"].format(count=count, unit=book.unit(unit))
    return book.phrases["every"].format(count=count, period=book.span(period, unit))


def _needed(step: DosageStep, book: Phrasebook) -> str:
    if not step.as_needed:
        return ""
    reason = step.as_needed_reason
    if reason is None:
        return book.phrases["needed"]
    bare = reason.strip().lower().removeprefix("si ").removeprefix("en cas de ")
    if bare not in book.reasons:
        raise Untranslatable("reason")
    return book.phrases["needed_for"].format(reason=book.reasons[bare])


def _most(step: DosageStep, book: Phrasebook) -> str:
    most = step.max_dose
    if most is None:
        return ""
    period = book.unit(most.per_unit) if most.per == 1 else book.span(most.per, most.per_unit)
    return book.phrases["most"].format(quantity=_quantity(most.quantity, book), period=period)


def _duration(step: DosageStep, book: Phrasebook) -> str:
    said = [duration_in(step.bounds, book)] if step.bounds else []
    first = dates.short(step.bounds_start) if step.bounds_start else ""
    last = dates.short(step.bounds_end) if step.bounds_end else ""
    if first and last:
        said.append(book.phrases["dates"].format(first=first, last=last))
    elif first:
        said.append(book.phrases["first"].format(first=first))
    elif last:
        said.append(book.phrases["last"].format(last=last))
    return _listed(said, book)


def duration_in(duration: Duration, book: Phrasebook) -> str:
    """« 7 days »."""
    return book.span(Decimal(duration.value), TimeUnit(duration.unit))
