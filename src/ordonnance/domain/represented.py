"""For whom a representative may act, as their session says it."""

from dataclasses import dataclass, field
from datetime import date

from ordonnance.domain.ids import Ins


@dataclass(frozen=True, slots=True)
class Represented:
    """A person represented until a day included, as recorded by a professional or a fund.

    `id` names what this base recorded, empty for what an issuer says; `name` greets. `minor`: False
    only on a paper that concerns an adult.
    """

    ins: Ins
    until: date
    name: str = field(default="", repr=False, compare=False)
    id: str = ""
    minor: bool = True
