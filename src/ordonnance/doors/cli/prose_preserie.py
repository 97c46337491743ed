"""A présérie told in French: where it stands, then each requirement with its answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.requirements import Judged
from ordonnance.domain.preserie.stages import next_acts
from ordonnance.doors.cli.layout import count, day, paragraph

if TYPE_CHECKING:
    from ordonnance.bootstrap.pilot_files import JudgedPilot

_MARKS = {Verdict.MET: "✓", Verdict.BREACHED: "✗", Verdict.NOT_YET: "…"}


def told(judged: "JudgedPilot") -> str:
    """What is not respected first, then what waits, then what is respected."""
    pilot = judged.pilot
    lines = [
        f"{pilot.title} ({pilot.editor})",
        f"Au {day(judged.day)}\u202f: présérie {judged.stage.label}.",
    ]
    instead = ", ".join(act.label for act in next_acts(judged.stage))
    if instead:
        lines += paragraph(f"Peut suivre\u202f: {instead}.")
    for verdict in (Verdict.BREACHED, Verdict.NOT_YET, Verdict.MET):
        for each in judged.answers:
            if each.answer.verdict is verdict:
                lines += _one(each)
    lines += ["", _counts(judged), f"Source\u202f: {pilot.terms.source}."]
    return "\n".join(lines)


def _one(each: Judged) -> Iterator[str]:
    verdict = each.answer.verdict
    yield ""
    yield f"{_MARKS[verdict]} {verdict.label.upper()}  {each.requirement.id}"
    yield from paragraph(each.requirement.asks, indent=2)
    yield from paragraph(f"{each.answer.why[0].upper()}{each.answer.why[1:]}.", indent=2)
    if each.answer.do:
        yield from paragraph(f"À faire\u202f: {each.answer.do}", indent=2, hang=4)


def _counts(judged: "JudgedPilot") -> str:
    found = [each.answer.verdict for each in judged.answers]
    met, breached, later = (found.count(each) for each in Verdict)
    said = (
        count(met, "exigence respectée", "exigences respectées"),
        count(breached, "non respectée", "non respectées"),
        f"{later} à venir",
    )
    return f"{', '.join(said)}."
