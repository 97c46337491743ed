"""The forms that an ordonnance may take, as the check of a document answers them."""

from collections.abc import Iterator
from dataclasses import dataclass

from ordonnance.law.form_reasons import Reason
from ordonnance.law.ways import Forms, Written

REQUIRED, ALLOWED, BARRED = "required", "allowed", "barred"


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why: a sentence, its article, and the rule of the catalogue."""

    text: str
    article: str
    rule: str


@dataclass(frozen=True, slots=True)
class FormView:
    """One form: `required`, `allowed` or `barred`, its code and its French label, and why.

    When it may be used: the lines that it takes, its sheets, the ground of paper that is recorded,
    that which it prints, and the rank of the `way` of writing the whole (1 is preferred).
    """

    form: str
    status: str
    label: str
    way: int | None = None
    lines: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()
    ground: str | None = None
    prints: str | None = None
    reasons: tuple[ReasonView, ...] = ()


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
