"""The steps that scenarios share, with what is right after each."""

from dataclasses import replace

from ordonnance.domain.preserie.rehearsal.scenario import (
    Elsewhere,
    Fault,
    Given,
    Order,
    Outcome,
    Step,
    Trouble,
)

_DONE = frozenset({Outcome.DONE})
_REFUSED = frozenset({Outcome.REFUSED})
_BILLED = Step(Order.BILL, _DONE)


def opened(elsewhere: Elsewhere | None = None) -> Step:
    """Opened; before that, somebody else acted."""
    return Step(Order.OPEN, _DONE, elsewhere=elsewhere)


def served(*given: Given, elsewhere: Elsewhere | None = None) -> Step:
    """Served as prescribed, but for the lines given."""
    return Step(Order.SERVE, _DONE, given=given, elsewhere=elsewhere)


def refused(order: Order, *codes: str, elsewhere: Elsewhere | None = None) -> Step:
    """The base refuses, with one of these codes (any when none is given)."""
    return Step(order, _REFUSED, frozenset(codes), elsewhere=elsewhere)


def unread(order: Order) -> Step:
    """The code is not one, and the software says so by itself."""
    return Step(order, frozenset({Outcome.UNREAD}))


def undone() -> Step:
    """The latest dispensing is taken back."""
    return Step(Order.UNDO, _DONE)


def settled() -> Step:
    """What was not certain comes to its end; nothing when it had come to it."""
    return Step(Order.SETTLE, frozenset({Outcome.DONE, Outcome.NOTHING}))


def billed() -> Step:
    """The invoice is made."""
    return _BILLED


def without_session(order: Order) -> Step:
    """Asked with a session that has ended: refused, and nothing is lost."""
    return Step(order, _REFUSED, no_session=True)


def late(step: Step, hours: int) -> Step:
    """The same on a workstation whose clock is that many hours ahead (behind when negative)."""
    return replace(step, clock=hours)


def broken(step: Step, fault: Fault, times: int | None) -> Step:
    """The same while something breaks: what a software may then say without lying.

    Once, many ask again by themselves and it is done; when nobody can know whether the base heard,
    « not recorded » is a guess.
    """
    outcomes = {Outcome.DONE} if times is not None or fault is Fault.SLOW else set[Outcome]()
    if fault is not Fault.SLOW:
        outcomes.add(Outcome.UNCONFIRMED)
        if step.order is Order.OPEN or not fault.reaches:
            outcomes.add(Outcome.UNREACHABLE)
    return replace(step, outcomes=frozenset(outcomes), trouble=Trouble(fault, times))
