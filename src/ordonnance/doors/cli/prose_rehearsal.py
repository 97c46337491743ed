"""A rehearsal told in French: each scenario that failed, then the criteria of the balance sheet."""

from collections.abc import Sequence

from ordonnance.domain.preserie.balance import Balance
from ordonnance.domain.preserie.rehearsal.judging import Played
from ordonnance.domain.preserie.rehearsal.scenario import Scenario
from ordonnance.doors.cli.layout import columns, count, paragraph
from ordonnance.doors.cli.prose_balance import criteria


def playbill(scenarios: Sequence[Scenario]) -> str:
    """The scenarios, and where those published elsewhere are answered."""
    rows = [(each.id, each.title, " ".join(each.sources)) for each in scenarios]
    return "\n".join([*columns(rows), "", count(len(rows), "scénario", "scénarios") + "."])


def failed(played: Played) -> list[str]:
    """One scenario that did not go as it should."""
    lines = paragraph(f"✗ {played.scenario.id}  {played.scenario.title}", hang=4)
    for fault in played.faults:
        lines += paragraph(f"{fault.failing.label}\u202f: {fault.why}.", indent=4, hang=6)
    return lines


def told(plays: Sequence[Played], balance: Balance) -> str:
    """How many went well, then each criterion."""
    good = sum(not each.faults for each in plays)
    lines = ["", f"Scénarios réussis\u202f: {good} sur {len(plays)}.", "", "Bilan de la répétition"]
    lines += criteria(balance)
    return "\n".join([*lines, "", f"Source\u202f: {balance.pilot.terms.source}."])
