"""The forms that an ordonnance may take, as the check of a document answers them."""

from dataclasses import dataclass

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
