"""What each person finds at the top of every page."""

from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.domain.actors import Assistant, Caller, Professional, Role
from ordonnance.usecases.samu.proposing import REGULATING

_COUNTER = (("/comptoir", "Comptoir"),)
_REGISTERS = ("/comptoir/registres", "Registres")
_PATIENT = (("/mes-ordonnances", "Mes ordonnances"),)
_DIRECTORY = ("/annuaire", "Annuaire")
_WRITING = (("/prescrire", "Prescrire"), ("/emises", "Mes ordonnances"), _DIRECTORY)

REGULATION = ("/regulation", "Régulation")
"""Before all else for who answers calls; a telephone rings there."""

_PUBLIC_HOSPITAL = "SA01"
"""Sector of activity (TRE_R02) of the hospitals that hold a SAMU."""

SCREENS_OF: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.DISPENSER: (*_COUNTER, _REGISTERS, _DIRECTORY),
    Role.PRESCRIBER: _WRITING,
    Role.REGULATING_PHARMACIST: (_DIRECTORY, ("/prescrire/coordonnees", "Mes coordonnées")),
    Role.ASSISTANT: (("/prescrire", "Préparer"), _DIRECTORY),
    Role.ASSISTANT_DISPENSER: (*_COUNTER, _DIRECTORY),
    Role.PATIENT: _PATIENT,
    Role.REPRESENTATIVE: _PATIENT,
    Role.FUND_AGENT: (("/opposition", "Opposition"), ("/representation", "Représentation")),
}
"""Addresses and labels by role; the first is where the role begins."""


def navigation(visitor: SignedIn | None) -> tuple[tuple[str, str], ...]:
    """The screens of this person; none before they said where they act."""
    if visitor is None or not visitor.chosen:
        return ()
    own = SCREENS_OF.get(visitor.caller.role, ())
    return (REGULATION, *own) if regulates(visitor.caller) else own


def regulates(caller: Caller) -> bool:
    """True for a regulator, and for an assistant in a hospital, where a centre may be."""
    actor = caller.actor
    if isinstance(actor, Assistant):
        return actor.place.sector_code == _PUBLIC_HOSPITAL
    return isinstance(actor, Professional) and caller.role in REGULATING and actor.regulation_access


def first_screen(visitor: SignedIn) -> str | None:
    """Where this person begins, None for a role that has no screen."""
    found = navigation(visitor)
    return found[0][0] if found else None


def current(visitor: SignedIn | None, here: str) -> str | None:
    """The address, among those of this person, of the screen that they are on."""
    known = [address for address, _ in navigation(visitor) if here.startswith(address)]
    return max(known, key=len, default=None)
