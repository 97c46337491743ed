"""Does some order of acts that took place one by one explain what everybody was told?

The search of Wing and Gong: of the acts not yet placed, one may come next unless another one was
over before it began; it must answer, from the state reached, what was really answered. Situations
already tried are remembered.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

State = TypeVar("State", bound=Hashable)
Act = TypeVar("Act")


@dataclass(frozen=True, slots=True)
class Event(Generic[Act]):
    """An act from its sending to its answer. Without answer (`told` is None) it may have happened
    or not, at any time since."""

    act: Act
    began: float
    ended: float
    told: Any

    @classmethod
    def unanswered(cls, act: Act, began: float) -> "Event[Act]":
        """An act whose answer was lost."""
        return cls(act, began, float("inf"), None)


def explanation(
    start: State,
    events: Sequence[Event[Act]],
    step: Callable[[State, Act], tuple[State, Hashable]],
) -> list[int] | None:
    """The ranks of the events in an order that explains every answer; None when there is none.

    `step` is the sequential model: the next state, and what is told.
    """
    wanted = sum(1 << rank for rank, each in enumerate(events) if each.told is not None)
    tried: set[tuple[int, State]] = set()
    order: list[int] = []

    def search(placed: int, state: State) -> bool:
        if placed & wanted == wanted:
            return True
        if (placed, state) in tried:
            return False
        tried.add((placed, state))
        for rank in next_ones(placed):
            event = events[rank]
            after, told = step(state, event.act)
            if event.told is None or told == event.told:
                order.append(rank)
                if search(placed | 1 << rank, after):
                    return True
                order.pop()
        return False

    def next_ones(placed: int) -> list[int]:
        left = [rank for rank in range(len(events)) if not placed >> rank & 1]
        first_end = min(events[rank].ended for rank in left)
        return [rank for rank in left if events[rank].began <= first_end]

    return order if search(0, start) else None
