"""Claims of the issuer of préséries -> an editor, a CPAM that accompanies, the Cnam."""

from collections.abc import Mapping
from typing import Any

from ordonnance.adapters.identity.claims import refused, required_text
from ordonnance.domain.preserie.parties import Party, PartyRole

_ROLES = {"editeur": PartyRole.EDITOR, "cpam": PartyRole.CPAM, "cnam": PartyRole.CNAM}
CNAM = "Cnam"


def party_of(claims: Mapping[str, Any]) -> Party:
    """`sub`, `preserie_role` (editeur, cpam, cnam), `organisation`: the editor's name as in its
    préséries, or the département of the CPAM; the Cnam needs none. Raises TokenRefused.
    """
    role = _ROLES.get(required_text(claims, "preserie_role"))
    if role is None:
        raise refused("preserie_role: editeur, cpam or cnam expected")
    organisation = CNAM if role is PartyRole.CNAM else required_text(claims, "organisation")
    return Party(role, organisation, required_text(claims, "sub"))
