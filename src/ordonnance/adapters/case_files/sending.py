"""How a prescription of the SAMU-SAS left under the derogation."""

from ordonnance.adapters.case_files.fields import Fields
from ordonnance.adapters.case_files.keys import REGULATION
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node
from ordonnance.adapters.case_files.words import BOXES, CIRCUITS
from ordonnance.law.form import Form
from ordonnance.law.regulation import Regulation


def regulation_of(node: Node | None, form: Form) -> Regulation | None:
    """What is known of the sending; nothing at all when the case says nothing of it."""
    if node is None:
        return None
    if form is not Form.DEROGATION_SAMU:
        raise CaseUnreadable(
            node.place,
            "Une régulation va avec la forme « dérogation SAMU ».",
            "Écrire « forme: dérogation SAMU », ou retirer la régulation.",
        )
    fields = Fields(node, REGULATION)
    return Regulation(
        regulator=fields.flag("régulateur"),
        circuit=fields.choice("circuit", CIRCUITS),
        box=fields.choice("messagerie", BOXES),
        organisation_box=fields.flag("boîte d’organisation"),
        given_by_recipient=fields.flag("adresse donnée"),
        space_active=fields.flag("espace actif"),
        others_impossible=fields.flag("autres circuits impossibles"),
        reason=fields.said("motif"),
        software_capable=fields.flag("logiciel capable"),
        address_elsewhere=fields.flag("adresse d’une autre structure"),
        pharmacist=fields.flag("régulateur pharmacien"),
    )
