"""`law test`: cases written by people, judged and compared with what they expect."""

from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import output
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, UNREADABLE, Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.case_files import JudgedFile
    from ordonnance.law.written import Judged


def try_cases(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FICHIER",
            help="Cas en YAML ou en JSON Lines : fichiers, dossiers, motifs (« cas/*.yaml ») ; "
            "sans rien, les cas livrés avec le programme.",
        ),
    ] = None,
    drugs: Annotated[
        str | None,
        typer.Option(
            "--drugs",
            metavar="SOURCE",
            help="Médicaments à citer : dossier ou ZIP des fichiers officiels, ou version importée "
            "(2026-05-19) ; sinon le catalogue de démonstration.",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Montre aussi le raisonnement des cas conformes.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Essaie des cas écrits en français : chaque écart est montré avec le raisonnement.

    Sort avec 1 quand un cas ne donne pas ce qu'il attend, avec 2 quand un fichier ou un cas ne se
    lit pas.
    """
    from ordonnance.doors.cli import prose_cases

    judged = _judged(tuple(files or ()), drugs)
    if as_json:
        output.say(output.to_json(summary(judged)))
    else:
        output.tell(prose_cases.told(judged, everything=everything))
    if any(file.problems for file in judged):
        raise typer.Exit(UNREADABLE)
    if any(not case.passed for file in judged for case in file.cases):
        raise typer.Exit(REFUSED)


def _judged(files: tuple[str, ...], drugs: str | None) -> "tuple[JudgedFile, ...]":
    from ordonnance.bootstrap import case_files

    try:
        paths = case_files.case_paths(files)
    except case_files.CaseUnreadable as unreadable:
        raise Problem.local(
            "FILE_UNREADABLE",
            f"{unreadable.place.file}\u202f: {unreadable.message}",
            unreadable.do,
        ) from unreadable
    catalogue = None if drugs is None else case_files.catalogue(drugs)
    return tuple(case_files.judge(paths, catalogue))


def summary(judged: "tuple[JudgedFile, ...]") -> dict[str, object]:
    """The answer as JSON: counts, then each case with its differences, and each problem."""
    cases = [(file, case) for file in judged for case in file.cases]
    passed = sum(case.passed for _, case in cases)
    return {
        "files": len(judged),
        "cases": len(cases),
        "passed": passed,
        "failed": len(cases) - passed,
        "unreadable": sum(len(file.problems) for file in judged),
        "results": [_result(file, case) for file, case in cases],
        "problems": [
            {"file": problem.place.file, "line": problem.place.line,
             "message": problem.message, "do": problem.do}
            for file in judged for problem in file.problems
        ],
    }  # fmt: skip


def _result(file: "JudgedFile", case: "Judged") -> dict[str, object]:
    last = case.steps[-1]
    return {
        "file": file.file,
        "line": case.written.line,
        "case": case.written.title,
        "passed": case.passed,
        "outcome": last.report.outcome.value,
        "expected": last.step.expected.outcome.value,
        "findings": [
            {"rule": finding.rule, "line": finding.line, "verdict": finding.verdict.value,
             "outcome": finding.outcome.value}
            for finding in last.report.findings
        ],
        "differences": [each for step in case.steps for each in step.differences],
    }  # fmt: skip
