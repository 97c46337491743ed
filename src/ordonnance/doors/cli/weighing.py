"""`ordonnance preserie balance`: the balance sheet of a présérie described in a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, output, report_files
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, Problem

if TYPE_CHECKING:
    from ordonnance.domain.preserie.balance import Balance

Description = Annotated[
    str, typer.Argument(metavar="FICHIER", help="Description de la présérie, en YAML.")
]
Traces = Annotated[
    str,
    typer.Option("--traces", metavar="FICHIER", help="Traces des postes, un JSON par ligne."),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="JOUR", help="Dernier jour du bilan\u202f; aujourd'hui sinon."),
]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="DOSSIER", help="Y écrit aussi le rapport pour le comité."),
]
Format = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="FORMAT",
                 help="Format du rapport (pdf, ods, csv, json), à répéter\u202f; tous sinon."),
]  # fmt: skip
_EVERY = ("pdf", "ods", "csv", "json")


def balance(
    file: Description,
    traces: Traces,
    on: On = None,
    out: Out = None,
    formats: Format = None,
    as_json: Json = False,
) -> None:
    """Fait le bilan d'une présérie décrite dans un fichier, d'après les traces de ses postes.

    Sort avec 1 quand un critère n'est pas atteint ou ne se décide pas encore, avec 2 quand un
    fichier ne se lit pas.
    """
    from ordonnance.bootstrap import pilot_files
    from ordonnance.doors.cli import prose_balance

    day = asking.day(on, "--on") or pilot_files.today()
    told = asking.file(traces, pilot_files.LARGEST_TRACES)
    try:
        weighed = pilot_files.weighed_files(asking.file(file), file, told, day)
    except pilot_files.CaseUnreadable as error:
        raise Problem.local(
            "FILE_UNREADABLE", f"{error.place}\u202f: {error.message}", error.do
        ) from error
    except pilot_files.TraceUnreadable as error:
        raise Problem.local(
            "FILE_UNREADABLE", f"{traces}, trace {error.rank}\u202f: {error.reason}.",
            "Corriger cette trace\u202f: la documentation donne les champs.",
        ) from error  # fmt: skip
    if out is not None:
        report_files.write(pilot_files.report_of(weighed), Path(out), tuple(formats or _EVERY))
    if as_json:
        output.say(output.to_json(summary(weighed)))
    else:
        output.tell(prose_balance.told(weighed))
    if not weighed.satisfied:
        raise typer.Exit(REFUSED)


def summary(weighed: "Balance") -> dict[str, object]:
    """The answer as JSON: the share, then each criterion."""
    measures = weighed.measures
    return {
        "title": weighed.pilot.title,
        "on": weighed.day.isoformat(),
        "stage": weighed.stage.value,
        "satisfied": weighed.satisfied,
        "recorded": measures.overall.recorded,
        "counted": measures.overall.counted,
        "leftOut": {each.value: times for each, times in measures.left_out.items()},
        "criteria": [
            {"id": each.criterion.id, "verdict": each.finding.verdict.value,
             "why": each.finding.why, "missing": list(each.finding.missing)}
            for each in weighed.criteria
        ],
    }  # fmt: skip
