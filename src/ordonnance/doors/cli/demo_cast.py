"""Who plays in the story of the demonstration, and what it remembers from step to step."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from ordonnance.usecases.results import Consulted, Dispensed

if TYPE_CHECKING:
    from ordonnance.client import Client
    from ordonnance.fhir.inputs import AcknowledgementInput

T = TypeVar("T")

HANDLES = ("medecin", "pharmacien", "pharmacien2", "patient")
"""The people of the story, by their demonstration names."""

ATTESTATION = "Vérifié pour la démonstration."
"""What professionals answer to the findings that wait for them."""


class StepDiffers(Exception):
    """A step gives something else than the story says; `reason` is a French sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Story:
    """The state of the story. `open_client` gives a client for a token, or for none."""

    document: bytes
    open_client: "Callable[[str | None], Client]"
    scan: Callable[[bytes], tuple[str, ...]]
    cast: "dict[str, Client]" = field(default_factory=dict)
    number: str = ""
    sheet: bytes = b""
    line: int = 1
    untouched: Consulted | None = None
    served: list[Dispensed] = field(default_factory=list)

    def close(self) -> None:
        """Give every connection back."""
        for client in self.cast.values():
            client.close()


def expect(condition: bool, reason: str) -> None:
    """Raise StepDiffers with this reason unless the condition holds."""
    if not condition:
        raise StepDiffers(reason)


def attested(act: "Callable[[tuple[AcknowledgementInput, ...]], T]") -> T:
    """Do an act; when findings wait for an answer, answer them and do it again."""
    from ordonnance.client.attesting import attested as answered

    return answered(ATTESTATION, act)
