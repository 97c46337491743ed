"""The balance sheet of a présérie told in French: each criterion, why, and what is missing."""

from collections.abc import Iterator

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance, Weighed
from ordonnance.doors.cli.layout import count, day, paragraph

_MARKS = {Verdict.MET: "✓", Verdict.BREACHED: "✗", Verdict.NOT_YET: "…"}


def told(balance: Balance) -> str:
    """The criteria in the order of the note, then what a prolongation would verify."""
    period = balance.period
    since = f"du {day(period.first)} au {day(balance.day)}" if period else "rien n’est installé"
    lines = [
        f"{balance.pilot.title} ({balance.pilot.editor})",
        f"Bilan {since}\u202f: présérie {balance.stage.label}.",
        *criteria(balance),
        "",
    ]
    met = sum(each.finding.verdict is Verdict.MET for each in balance.criteria)
    reached = count(met, "critère atteint", "critères atteints")
    lines.append(f"{reached} sur {len(balance.criteria)}.")
    if balance.carried:
        again = ", ".join(each.id for each in balance.carried)
        lines += paragraph(f"À vérifier en cas de prolongation\u202f: {again}.")
    return "\n".join([*lines, f"Source\u202f: {balance.pilot.terms.source}."])


def criteria(balance: Balance) -> Iterator[str]:
    """Each criterion with its answer."""
    for each in balance.criteria:
        yield from _one(each)


def _one(weighed: Weighed) -> Iterator[str]:
    finding = weighed.finding
    yield ""
    yield f"{_MARKS[finding.verdict]} {weighed.criterion.title}\u202f: {finding.label}"
    yield from paragraph(f"{finding.why[0].upper()}{finding.why[1:]}.", indent=2)
    for evidence in finding.evidence:
        yield from paragraph(evidence, indent=2, hang=4)
    for missing in finding.missing:
        yield from paragraph(f"Il manque\u202f: {missing}", indent=2, hang=4)
