"""What follows what: the links of the OpenAPI description, from one answer to the next request."""

from dataclasses import dataclass
from typing import Any

NUMBER = "{$response.body#/parameter/0/valueString}"
"""Every answer about one ordonnance begins with its number."""

_REFERENCE = "{$response.body#/parameter/2/valueString}"
"""The third parameter of a dispensing recorded: its reference."""


@dataclass(frozen=True, slots=True)
class Link:
    """From the success of one operation to a request of another, with these parameters.

    A request that also needs a document has no body here: the description says where things go.
    """

    source: str
    target: str
    description: str
    parameters: tuple[tuple[str, str, str | bool], ...] = ()
    needs_document: bool = False


_NUMBERED = ("issue", "replace", "consult", "dispense", "undo", "object")
_READERS = {
    "consult": "Rouvrir l'ordonnance",
    "executions": "Lire ses délivrances",
    "journal": "Lire qui l'a ouverte",
    "render": "Éditer sa feuille",
}

LINKS = (
    Link("reserve", "issue", "Le numéro réservé se met dans le groupIdentifier de chaque ligne.",
         needs_document=True),
    *(
        Link(source, "replace", "Le document corrigé va avec le numéro.", needs_document=True)
        for source in ("issue", "consult")
    ),
    *(Link(source, reader, said) for source in _NUMBERED for reader, said in _READERS.items()),
    *(
        Link(source, "dispense", "Délivrer", (("allAsPrescribed", "valueBoolean", True),))
        for source in ("issue", "replace", "consult", "undo")
    ),
    *(
        Link(source, "cancel", "Annuler", (("reason", "valueString", "ERROR"),))
        for source in ("issue", "replace", "consult", "dispense")
    ),
    Link("dispense", "undo", "Reprendre la délivrance",
         (("reason", "valueString", "MISTAKE"), ("reference", "valueString", _REFERENCE))),
    Link("consult", "object", "S'opposer", (("withdraw", "valueBoolean", False),)),
    Link("object", "object", "Lever l'opposition", (("withdraw", "valueBoolean", True),)),
)  # fmt: skip


def links_of(source: str, ids: dict[str, str]) -> dict[str, Any]:
    """The links of an operation's success; `ids` are the operationIds by name."""
    return {
        f"{source}-{link.target}": _written(link, ids[link.target])
        for link in LINKS
        if link.source == source and link.target in ids
    }


def _written(link: Link, operation_id: str) -> dict[str, Any]:
    written: dict[str, Any] = {"operationId": operation_id, "description": link.description}
    if not link.needs_document:
        given = (("number", "valueString", NUMBER), *link.parameters)
        written["requestBody"] = {
            "resourceType": "Parameters",
            "parameter": [{"name": name, kind: value} for name, kind, value in given],
        }
    return written
