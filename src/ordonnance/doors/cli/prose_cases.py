"""Cases judged, told in French: each difference, then why the law answers so."""

from collections.abc import Iterator, Sequence

from ordonnance.bootstrap.case_files import CaseUnreadable, JudgedFile
from ordonnance.doors.cli.layout import count, day, paragraph
from ordonnance.doors.cli.prose_findings import findings
from ordonnance.law.french import plural, typographic
from ordonnance.law.rule import Verdict
from ordonnance.law.written import OUTCOME_WORDS, Judged, JudgedStep
from ordonnance.usecases.judging import views


def told(files: Sequence[JudgedFile], *, everything: bool) -> str:
    """Every difference and everything unreadable; the reasoning of each case if asked."""
    lines: list[str] = []
    for file in files:
        for case in file.cases:
            if everything or not case.passed:
                lines += _case(case)
        for problem in file.problems:
            lines += _unreadable(problem)
    return "\n".join([*lines, *_counts(files)])


def _counts(files: Sequence[JudgedFile]) -> Iterator[str]:
    cases = [case for file in files for case in file.cases]
    passed = sum(case.passed for case in cases)
    told = f"{count(len(cases), 'cas', 'cas')} dans {count(len(files), 'fichier', 'fichiers')}"
    yield f"{told}\u202f: {count(passed, 'conforme', 'conformes')}"
    if passed < len(cases):
        failed = count(len(cases) - passed, "cas ne donne", "cas ne donnent")
        yield f"{failed} pas ce qui est attendu."
    unreadable = sum(len(file.problems) for file in files)
    if unreadable:
        yield f"{count(unreadable, 'passage ne se lit', 'passages ne se lisent')} pas."


def _unreadable(problem: CaseUnreadable) -> Iterator[str]:
    yield f"ILLISIBLE  {problem.place}"
    yield from paragraph(problem.message, indent=2)
    yield from paragraph(f"À faire\u202f: {problem.do}", indent=2, hang=4)
    yield ""


def _case(case: Judged) -> Iterator[str]:
    written = case.written
    yield f"{'CONFORME' if case.passed else 'ÉCART'}  {written.title}"
    yield f"  {written.file}, ligne {written.line}"
    yield from paragraph(f"Pourquoi\u202f: {' '.join(written.why.split())}", indent=2, hang=4)
    for step in case.steps:
        yield from _step(step)
    yield ""


def _step(step: JudgedStep) -> Iterator[str]:
    judged = step.step.case
    moment = "À la délivrance" if judged.dispensing else "À l’émission"
    answer = OUTCOME_WORDS[step.report.outcome]
    yield f"  {moment}, le {day(judged.day)}\u202f: {answer}"
    for difference in step.differences:
        yield from paragraph(f"≠ {typographic(difference)}", indent=4, hang=6)
    yield "    Raisonnement\u202f:"
    found = findings(views(step.report.findings))
    yield from (f"    {line}" if line else "" for line in found)
    respected = [each.rule for each in step.report.all if each.verdict is Verdict.MET]
    if respected:
        names = ", ".join(dict.fromkeys(respected))
        yield from paragraph(f"Respectées\u202f: {names}", indent=6, hang=8)
    yield from _dues(step)


def _dues(step: JudgedStep) -> Iterator[str]:
    for number, due in step.dues:
        amounts = (
            (due.portion_packs, ("boîte", "boîtes")),
            (due.portion_units, ("unité", "unités")),
            (due.portion_days, ("jour", "jours")),
        )
        known = [plural(value, *unit) for value, unit in amounts if value is not None]
        yield f"      À délivrer, ligne {number}\u202f: {', '.join(known) or 'non calculable'}"
