"""What the rehearsal and a software say to each other: one JSON object each, per step.

docs/how-to/rehearse-a-preserie.md is the page for whoever writes the adapter of a software.
"""

import msgspec

from ordonnance.domain.preserie.rehearsal.judging import Replied
from ordonnance.domain.preserie.rehearsal.scenario import Outcome

PROTOCOL = 1
LARGEST_REPLY = 65_536
"""Bytes of one reply."""

_MOST_LINES = 60


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line at the counter, when it is not served as prescribed."""

    line: int
    packs: int | None = None
    decline: str | None = None


class Asked(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step, numbered through the whole rehearsal; the reply repeats `step`.

    `base`: the only address to ask; `clock`: what the workstation believes it is.
    """

    protocol: int
    scenario: str
    step: int
    order: str
    base: str
    token: str
    code: str
    clock: str
    lines: tuple[Line, ...] = ()


class _Reply(msgspec.Struct, frozen=True):
    step: int
    outcome: str
    code: str = ""
    scan: bool | None = None
    lines: tuple[int, ...] | None = None


def encoded(asked: Asked) -> bytes:
    """One line of JSON, without its end."""
    return msgspec.json.encode(asked)


def decoded(body: bytes, step: int) -> Replied | None:
    """What the software answered; whatever is not a reply is told in `trouble`.

    None for the reply to another step: one that came too late.
    """
    if len(body) > LARGEST_REPLY:
        return unanswered(f"la réponse dépasse {LARGEST_REPLY} octets")
    try:
        reply = msgspec.json.decode(body, type=_Reply)
        outcome = Outcome(reply.outcome)
    except (msgspec.MsgspecError, ValueError, UnicodeDecodeError):
        return unanswered("la réponse n’est pas celle que le protocole décrit")
    if reply.step != step:
        return None
    if len(reply.code) > 80 or len(reply.lines or ()) > _MOST_LINES:
        return unanswered("un champ de la réponse est trop long")
    lines = None if reply.lines is None else frozenset(reply.lines)
    return Replied(outcome, reply.code, reply.scan, lines)


def unanswered(trouble: str) -> Replied:
    """No reply, and why."""
    return Replied(None, trouble=trouble)
