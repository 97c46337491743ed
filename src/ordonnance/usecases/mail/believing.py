"""Who may say what of a letter. Anybody can write a report: one that nothing proves is only noted.

A receipt comes from the mailbox that the letter was sent to. A delivery notice or a bounce comes
from the operator to whom the letter was handed over, and servers write in nobody's name (RFC 5321,
4.5.5). Both name the letter and its recipient.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ordonnance.domain.letters import Letter, LetterState
from ordonnance.domain.mssante import PATIENT_DOMAIN

SERVERS = frozenset({"mailer-daemon", "postmaster"})
"""In whose name servers write; no mailbox is called so."""

FAILED = "failed"
"""What a bounce says became of a message."""

UNPROVEN = (
    "Un avis dit que ce message n’est pas arrivé, mais rien ne prouve qu’il vient de l’opérateur "
    "de messagerie\u202f: téléphoner au destinataire."
)
"""What is told of a bounce that is not believed."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What arrived in the mailbox `box` about a letter, as `documents.mail.reports` reads it.

    `operator` are the domains of the operator of that mailbox; addresses are in lower case.
    """

    about: str | None
    outcome: str
    code: str
    box: str
    by_server: bool
    sender: str = ""
    path: str | None = None
    recipients: tuple[str, ...] | None = None
    operator: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"Reported({self.about}, {self.outcome})"


def believed(told: Reported, letter: Letter) -> bool:
    """True when who says it may say it, of this letter and of its recipient."""
    recipient = letter.recipient.casefold()
    if told.recipients is not None and recipient not in told.recipients:
        return False
    if told.by_server:
        return _is_server(told.sender, told) and (not told.path or _is_server(told.path, told))
    return told.sender == recipient and told.path in (None, "", recipient)


def step_of(letter: Letter, next_step: Callable[[str, bool], str]) -> str:
    """What to do about a letter that came back, or is said to have; empty for another.

    `next_step` tells it of a code, for a patient or not.
    """
    if letter.came_back:
        return next_step(letter.code, letter.to_patient)
    over = letter.state.over or letter.state is LetterState.DELIVERED
    return "" if over or FAILED not in letter.unproven else UNPROVEN


def _is_server(address: str, told: Reported) -> bool:
    local, _, domain = address.partition("@")
    if local not in SERVERS or _within(domain, PATIENT_DOMAIN):
        return False
    return any(_within(domain, each) for each in told.operator)


def _within(domain: str, other: str) -> bool:
    return domain == other or domain.endswith(f".{other}")
