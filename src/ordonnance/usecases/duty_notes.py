"""What a regulation centre learned of a pharmacy on duty: typed by a regulator, for some days."""

from datetime import date, timedelta

from ordonnance.domain.actors import Caller, Professional
from ordonnance.domain.directory import DutyNote
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.access import Act, require_role

MOST_TEXT = 300
"""Characters of a note."""

LONGEST = timedelta(days=62)
"""How long a note may hold, and how far ahead it may begin."""


def may_note(caller: Caller) -> bool:
    """True for a professional whose session says that they regulate (Pro Santé Connect)."""
    return isinstance(caller.actor, Professional) and caller.actor.regulation_access


def require_may_note(caller: Caller) -> None:
    """Raises Refusal NOT_ALLOWED."""
    require_role(caller, Act.DIRECTORY)
    if not may_note(caller):
        allowed = "professionnel qui régule (SAMU, SAS)"
        raise Refusal.of("NOT_ALLOWED", role=caller.role.label.lower(), allowed=allowed)


def duty_note(
    caller: Caller, finess: str, text: str, first: date, last: date, today: date
) -> DutyNote:
    """The note that this caller types today.

    Raises Refusal NOT_ALLOWED, ELEMENT_MISSING, TEXT_TOO_LONG, ELEMENT_INVALID.
    """
    require_may_note(caller)
    told = " ".join(text.split())
    if not told:
        raise Refusal.of("ELEMENT_MISSING", "note", element="note")
    if len(told) > MOST_TEXT:
        raise Refusal.of("TEXT_TOO_LONG", "note", limit=MOST_TEXT)
    if last < first:
        raise Refusal.of("ELEMENT_INVALID", "fin", reason="elle finit avant son début")
    if first > today + LONGEST or last > first + LONGEST or last < today:
        reason = "elle vaut d'aujourd'hui à deux mois, et pour deux mois au plus"
        raise Refusal.of("ELEMENT_INVALID", "fin", reason=reason)
    return DutyNote(finess, told, first, last, today)
