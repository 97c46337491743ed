"""What each person finds at the top of every page."""

from ordonnance.bootstrap.browsing import SignedIn
from ordonnance.domain.actors import Role

_COUNTER = (("/comptoir", "Comptoir"),)
_REGISTERS = ("/comptoir/registres", "Registres")
_PATIENT = (("/mes-ordonnances", "Mes ordonnances"),)
_WRITING = (("/prescrire", "Prescrire"), ("/emises", "Mes ordonnances"))

SCREENS_OF: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.DISPENSER: (*_COUNTER, _REGISTERS),
    Role.PRESCRIBER: _WRITING,
    Role.ASSISTANT: (("/prescrire", "Préparer"),),
    Role.ASSISTANT_DISPENSER: _COUNTER,
    Role.PATIENT: _PATIENT,
    Role.REPRESENTATIVE: _PATIENT,
    Role.FUND_AGENT: (("/opposition", "Opposition"),),
}
"""Addresses and labels by role; the first is where the role begins."""


def navigation(visitor: SignedIn | None) -> tuple[tuple[str, str], ...]:
    """The screens of this person; none before they said where they act."""
    if visitor is None or not visitor.chosen:
        return ()
    return SCREENS_OF.get(visitor.caller.role, ())


def first_screen(role: Role) -> str | None:
    """Where a role begins, None for one that has no screen."""
    found = SCREENS_OF.get(role, ())
    return found[0][0] if found else None


def current(visitor: SignedIn | None, here: str) -> str | None:
    """The address, among those of this person, of the screen that they are on."""
    known = [address for address, _ in navigation(visitor) if here.startswith(address)]
    return max(known, key=len, default=None)
