"""A form as it was sent: text by name, nothing else, within limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.incoming import Incoming

FORM_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 600

TOKEN_FIELD = "jeton"
"""The hidden field that proves a form to be of this session."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields; one that was sent twice holds both values."""

    fields: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        """The value without spaces around it, empty when there is none.

        Raises ELEMENT_INVALID for a field sent twice.
        """
        values = self.fields.get(name, ())
        if len(values) > 1:
            raise Refusal.of("ELEMENT_INVALID", name, reason="le champ figure deux fois")
        return values[0].strip() if values else ""

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
