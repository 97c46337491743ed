"""What is said at the counter, as the rules read it: the types stand in `domain.counter`."""

from ordonnance.domain.counter import (
    NOTHING_SAID,
    AgreedPoint,
    Agreement,
    Bearer,
    ConditionResult,
    CounterFacts,
    Exceptional,
    Seen,
    SeenDocument,
)

__all__ = [
    "NOTHING_SAID",
    "AgreedPoint",
    "Agreement",
    "Bearer",
    "ConditionResult",
    "CounterFacts",
    "Exceptional",
    "Seen",
    "SeenDocument",
]
