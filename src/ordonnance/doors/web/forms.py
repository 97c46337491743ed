"""A form as it was sent: text by name, nothing else, within limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl

from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.incoming import Incoming
from ordonnance.fhir.operation_input import TEXT_LIMIT

FORM_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 3000

YEARS = range(1850, 2200)
"""Years of the days that a form may name."""

E = TypeVar("E", bound=StrEnum)

TOKEN_FIELD = "jeton"
"""The hidden field that proves a form to be of this session."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields; one that was sent twice holds both values."""

    fields: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        """The value without spaces around it, empty when there is none.

        Raises ELEMENT_INVALID for a field sent twice, TEXT_TOO_LONG.
        """
        values = self.fields.get(name, ())
        if len(values) > 1:
            raise Refusal.of("ELEMENT_INVALID", name, reason="le champ figure deux fois")
        if values and len(values[0]) > TEXT_LIMIT:
            raise Refusal.of("TEXT_TOO_LONG", name, limit=TEXT_LIMIT)
        return values[0].strip() if values else ""

    def day(self, name: str) -> date | None:
        """The day of that field, None when it is empty. Raises ELEMENT_INVALID."""
        text = self.text(name)
        return day_of(text, name) if text else None

    def several(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may be sent several times."""
        return self.fields.get(name, ())

    def has(self, name: str) -> bool:
        """True for a box that is ticked, a button that was pressed."""
        return name in self.fields


def read_form(incoming: Incoming) -> Form:
    """Read it. Raises CONTENT_TYPE, ELEMENT_INVALID."""
    if not incoming.body:
        return Form({})
    if incoming.content_type != FORM_TYPE:
        raise Refusal.of("CONTENT_TYPE", type=incoming.content_type or "absent", expected=FORM_TYPE)
    try:
        pairs = parse_qsl(
            incoming.body.decode("ascii"), keep_blank_values=True, strict_parsing=True,
            encoding="utf-8", errors="strict", max_num_fields=MOST_FIELDS,
        )  # fmt: skip
    except ValueError as error:
        raise Refusal.of("ELEMENT_INVALID", "formulaire", reason="il n'est pas lisible") from error
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), value)
    return Form(fields)


def coded(kind: type[E], text: str, field: str) -> E:
    """One of the codes of `kind`. Raises Refusal CODE_UNKNOWN with the field."""
    try:
        return kind(text)
    except ValueError as error:
        allowed = ", ".join(each.value for each in kind)
        raise Refusal.of("CODE_UNKNOWN", field, code=text[:40], allowed=allowed) from error


def optional(kind: type[E], text: str, field: str) -> E | None:
    """One of the codes of `kind`, None for an empty field."""
    return coded(kind, text, field) if text else None


def invalid(field: str, reason: str) -> Refusal:
    """A field that cannot be read, with the reason in French."""
    return Refusal.of("ELEMENT_INVALID", field, reason=reason)


def day_of(text: str, field: str) -> date:
    """The day of a field, as browsers send it. Raises ELEMENT_INVALID."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise invalid(field, "la date n'existe pas") from error
    if day.year not in YEARS:
        raise invalid(field, "l'année n'est pas de notre temps")
    return day
