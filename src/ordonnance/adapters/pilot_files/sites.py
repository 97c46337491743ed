"""Sites of a présérie and their numbers, read from French lines."""

from collections.abc import Callable
from typing import TypeVar

from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Text, quoted
from ordonnance.adapters.pilot_files import keys
from ordonnance.domain.ids import AmNumber, Finess, InvalidId, Siret
from ordonnance.domain.preserie.pilot import Done, PilotAct, Site

T = TypeVar("T")

ACTS = {act.label: act for act in PilotAct}
"""What may stand under « acte »."""


def site(node: Node) -> Site:
    """A volunteer. Raises CaseUnreadable."""
    fields = Fields(node, keys.SITE)
    return Site(
        am=am_number(needed(fields.text("n° AM"))),
        department=needed(fields.said("CPAM")),
        agreed=fields.day("accord le"),
        equipped=fields.day("équipement vérifié le"),
        planned=fields.day("prévue le"),
        traces=fields.day("traces depuis le"),
        finess=_place(fields, "FINESS", Finess.parse),
        siret=_place(fields, "SIRET", Siret.parse),
    )


def _place(fields: Fields, name: str, parse: Callable[[str], T]) -> T | None:
    """An identifier of the place. Raises CaseUnreadable."""
    text = fields.text(name)
    if text is None:
        return None
    try:
        return parse(text.value)
    except InvalidId as error:
        raise CaseUnreadable(text.place, f"{quoted(text.value)} n’est pas un {name}.",
                             "Le recopier du répertoire, clé comprise.") from error  # fmt: skip


def done(node: Node) -> Done:
    """An act of the course. Raises CaseUnreadable."""
    fields = Fields(node, keys.DONE)
    act = needed(fields.choice("acte", ACTS))
    named = fields.text("n° AM")
    if (act is PilotAct.INSTALL) is (named is None):
        raise CaseUnreadable(
            fields.place, "Une installation, et elle seule, nomme un site.",
            "Ajouter « n° AM » à l’installation, ou le retirer des autres actes.",
        )  # fmt: skip
    return Done(act, needed(fields.day("le")), None if named is None else am_number(named))


def am_number(text: Text) -> AmNumber:
    """A number of billing. Raises CaseUnreadable."""
    try:
        return AmNumber.parse(text.value)
    except InvalidId as error:
        raise CaseUnreadable(
            text.place, f"{quoted(text.value)} n’est pas un numéro AM.",
            "L’écrire en neuf caractères, clé comprise.",
        ) from error  # fmt: skip
