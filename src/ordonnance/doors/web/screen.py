"""A row of the table of screens, and the people whom rows name."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.domain.actors import Role
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import Act, roles_of

SMALL_FORM = 64 * 1024
"""Most bytes of a form."""

ANYBODY = None
SIGNED_IN = tuple(Role)
WRITERS = roles_of(Act.DRAFT)
PRESCRIBER = roles_of(Act.ISSUE)
SIGNING = (*PRESCRIBER, Role.REGULATING_PHARMACIST)
"""Whose own name stands on what they prescribe."""
COUNTER = roles_of(Act.DISPENSE)
PHARMACIST = (Role.DISPENSER,)
"""Who answers for the pharmacy."""
INBOX = roles_of(Act.INBOX)
ASSISTANT = tuple(each for each in WRITERS if each not in PRESCRIBER)
"""Who prepares, and issues nothing."""
REGULATORS = roles_of(Act.REGULATE)
REGISTERS = roles_of(Act.REGISTERS)
DIRECTORY = roles_of(Act.DIRECTORY)
PATIENT = roles_of(Act.JOURNAL)
FUND = tuple(each for each in roles_of(Act.OBJECT) if each not in roles_of(Act.CONSULT))
"""Who records what others ask, and opens nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen, or the form of one. `roles` None: whoever comes, signed in or not.

    `alone`: it recognises nobody, and so is shown even without the database. `unread`: it reads by
    itself what was sent, such as a file, and checks that a page of ours sent it. `anywhere`: it is
    for whoever is signed in, also before they said where they act.
    """

    method: str
    path: str
    run: Callable[[Visit], Awaitable[Response]]
    roles: tuple[Role, ...] | None
    summary: str
    limit: int = SMALL_FORM
    alone: bool = False
    unread: bool = False
    operator: bool = False
    """For whoever runs the base, whose session is no person's (ADR 0067)."""
    anywhere: bool = False
    party: bool = False
    """For the parties of préséries, whose session is no person's either (ADR 0082)."""
