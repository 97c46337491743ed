"""Once the ordonnance has expired: three months more, one at a time (since 29 November 2024)."""

from datetime import date

from tests.law.oracles.walked import length, months_later

EXCLUDED = ("stupéfiant", "anxiolytique", "hypnotique")


def in_force(day: date) -> bool:
    """The text of three months."""
    return day >= date(2024, 11, 29)


def allowed(
    *,
    total_days: int,
    established: date,
    category: str,
    expired_on: date,
    day: date,
    months_served: int,
) -> bool:
    """`expired_on` is the last day covered; `months_served` the months already given so.

    Three months are three calendar months, or three times thirty days.
    """
    if not in_force(day) or category in EXCLUDED or months_served >= 3:
        return False
    if total_days < min(length(established, 3, "mo"), 90):
        return False
    if months_served:
        return True
    return expired_on < day <= months_later(expired_on, 1)[0]
