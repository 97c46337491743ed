"""The shape of identifiers made of one text: canonical form only, typed forms through `parse`."""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from ordonnance.domain.ids.checks import InvalidId, masked, typed


@dataclass(frozen=True, slots=True)
class Identifier:
    """One text in its only canonical form; two identifiers are equal when kind and text are.

    The constructor raises InvalidId for anything else; `parse` accepts what people type.
    """

    kind: ClassVar[str]
    form: ClassVar[re.Pattern[str]]
    expected: ClassVar[str]

    value: str

    def __post_init__(self) -> None:
        if self.form.fullmatch(self.value) is None:
            raise InvalidId(self.kind, self.expected)
        self._check()

    def _check(self) -> None:
        """Raise InvalidId for what the form alone cannot say; nothing to say by default."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a text as typed: spaces, hyphens, dots and lower case are accepted."""
        return cls(typed(cls.kind, text))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What looks wrong without being refused, in French sentences that do not vary."""
        return ()

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True, repr=False)
class PersonalIdentifier(Identifier):
    """An identifier that designates a person: its `repr` is masked, `str` gives the real text."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({masked(self.value)!r})"
