"""The links by which pharmacists of a présérie answer its questionnaire: nobody signs in for it.

A link holds the présérie, the rank of the site in it, the rank of the pharmacist there and who
invites, with a mark that only this base can make. The same pharmacist always has the same link, so
that a reminder is the same link sent again, and answering again replaces what was said.
"""

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.parties import MAY_WRITE, Kind, Party, PartyRole

MOST_AT_A_SITE = 9
"""Most pharmacists invited at one site."""

_MARK_BYTES = 16
_PURPOSE = "preserie-questionnaire|"
_ANSWERED_BY = "questionnaire"

Mark = Callable[[str], bytes]
"""Bytes that only whoever holds the keys of the base can make of a text."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One pharmacist invited: `site` and `pharmacist` are ranks from 1."""

    pilot: str
    site: int
    pharmacist: int
    role: PartyRole
    organisation: str

    @property
    def party(self) -> Party:
        """In whose name the answers are written in the register: whoever invited."""
        return Party(self.role, self.organisation, _ANSWERED_BY)

    @property
    def _told(self) -> str:
        return f"{self.pilot}|{self.site}|{self.pharmacist}|{self.role}|{self.organisation}"

    def respondent(self, mark: Mark) -> str:
        """The reference of the pharmacist, the same whoever invites."""
        told = f"{_PURPOSE}{self.pilot}|{self.site}|{self.pharmacist}"
        return mark(told)[:_MARK_BYTES].hex()

    def code(self, mark: Mark) -> str:
        """What the link holds."""
        made = mark(f"{_PURPOSE}{self._told}")[:_MARK_BYTES] + self._told.encode()
        return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def respondent_of(pilot: str, site: int, person: str, mark: Mark) -> str:
    """The reference of somebody who answers signed in: theirs alone, no name in it."""
    return mark(f"{_PURPOSE}{pilot}|{site}|signed|{person}")[:_MARK_BYTES].hex()


def read_code(code: str, mark: Mark) -> Invitation:
    """The invitation of a link. Raises Refusal ROUTE_UNKNOWN for what this base never made."""
    try:
        made = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        given, told = made[:_MARK_BYTES], made[_MARK_BYTES:].decode()
        if not hmac.compare_digest(given, mark(f"{_PURPOSE}{told}")[:_MARK_BYTES]):
            raise Refusal.of("ROUTE_UNKNOWN")
        pilot, site, pharmacist, role, organisation = told.split("|", 4)
        found = Invitation(pilot, int(site), int(pharmacist), PartyRole(role), organisation)
    except ValueError as error:
        raise Refusal.of("ROUTE_UNKNOWN") from error
    if found.role not in MAY_WRITE[Kind.REMINDER]:
        raise Refusal.of("ROUTE_UNKNOWN")
    return found
