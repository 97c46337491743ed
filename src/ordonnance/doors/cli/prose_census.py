"""The returns of the census, told in French."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ordonnance.domain.french.dates import short
from ordonnance.doors.cli import program

if TYPE_CHECKING:
    from ordonnance.domain.census_returns import Return


def due(today: date, owed: "Sequence[Return]") -> str:
    """One paragraph for each return: what it covers, since when it is due, how it is made."""
    parts = ["Remontées du recensement (note aux SAMU et SAS, partie 3), avec les deux départs."]
    for each in owed:
        start = "du début local" if each.local else "du 1er mars 2025"
        when = _when((each.due_on - today).days)
        days = f"--from {each.first.isoformat()} --to {each.last.isoformat()}"
        parts.append(
            f"À {each.months} mois {start} : prescriptions du {short(each.first)} au "
            f"{short(each.last)}, remontée le {short(each.due_on)} ({when}).\n"
            f"  {program.command(f'census rows {days}')}"
        )
    if not any(each.local for each in owed):
        parts.append(
            "Aucune prescription n'est encore recensée : le départ local se donne par --start."
        )
    return "\n".join(parts)


def _when(days: int) -> str:
    if days > 0:
        return f"dans {days} jours" if days > 1 else "demain"
    if days == 0:
        return "aujourd'hui"
    return f"due depuis {-days} jours" if days < -1 else "due depuis hier"
