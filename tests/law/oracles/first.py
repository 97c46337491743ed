"""How late an ordonnance may be presented for the first time."""

from datetime import date

from tests.law.oracles.walked import months_later, walk


def listed_in_time(established: date, presented: date) -> bool:
    """Listes I and II: an ordonnance of less than three calendar months."""
    return presented < months_later(established, 3)[0]


def device_in_time(established: date, presented: date, before: date | None = None) -> bool:
    """Products of the LPP: less than six months, and not after the day that the prescriber wrote.

    « À exécuter avant le » leaves the day written: the reading that helps the patient.
    """
    limit = months_later(established, 6)[0]
    return presented < limit and (before is None or presented <= before)


def conditional_in_time(established: date, presented: date) -> bool:
    """Angina: seven calendar days, the day of the ordonnance is the first."""
    return presented in walk(established, 7)
