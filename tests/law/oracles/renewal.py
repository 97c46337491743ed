"""What may be renewed, and until when."""

from datetime import date

from tests.law.oracles.walked import covered


def may_be_served_again(regime: str, renewals: int | None, duration_days: int, spent: int) -> bool:
    """`spent`: days of treatment served; `renewals` None: nothing written.

    Liste I asks for a written number or a duration still running; liste II lets renew unless it is
    forbidden, and a number written forbids nothing; a stupéfiant is never renewed.
    """
    if spent < duration_days:
        return True
    if regime == "stupefiant":
        return False
    if regime in ("liste-2", "aucune"):
        return renewals is None or renewals > 0
    if renewals is None:
        return False
    return spent < duration_days * (renewals + 1)


def in_time(established: date, presented: date, value: int, unit: str) -> bool:
    """Inside the longest duration, counted from the day of establishment."""
    return presented in set(covered(established, value, unit))
