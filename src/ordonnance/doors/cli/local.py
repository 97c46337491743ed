"""What works in this process, without a base. Each import waits until it is needed."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from ordonnance.usecases.results import Checked


class Checker(Protocol):
    """Judges a document."""

    def check(
        self, document: bytes, content_type: str, on: date | None, dispensing: date | None
    ) -> Checked:
        """Every finding. Raises Refusal when the document cannot be read."""
        ...


class DrugFacts(Protocol):
    """The catalogue of medicines."""

    def search(self, text: str, limit: int) -> Sequence[dict[str, object]]:
        """The medicines that match, best first."""
        ...

    def show(self, code: str) -> dict[str, object] | None:
        """One medicine by CIS, CIP13 or name."""
        ...


def checker() -> Checker:
    """The checker of this installation."""
    from ordonnance import bootstrap

    return bootstrap.checker()


def drugs() -> DrugFacts:
    """The catalogue of this installation."""
    from ordonnance import bootstrap

    return bootstrap.drugs()


def example(name: str) -> bytes:
    """An example prescription established now. Raises LookupError for an unknown name."""
    from ordonnance import bootstrap

    return bootstrap.example(name)


def example_names() -> tuple[str, ...]:
    """The names of the examples."""
    from ordonnance import bootstrap

    return bootstrap.example_names()


def today() -> date:
    """The day in Paris, by the clock of this installation."""
    from ordonnance import bootstrap
    from ordonnance.domain.calendar import legal_day

    return legal_day(bootstrap.now(), "Europe/Paris")
