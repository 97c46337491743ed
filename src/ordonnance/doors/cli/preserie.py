"""Commands on préséries: a pilot described in a file, judged without a base."""

from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, output, rehearsing, weighing
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.pilot_files import JudgedPilot

preserie = typer.Typer(
    cls=FrenchGroup,
    help="Prépare, répète et suit la présérie d'un logiciel.",
    rich_markup_mode=None,
    add_completion=False,
)


@preserie.command("check", cls=FrenchCommand)
def check(
    file: Annotated[
        str, typer.Argument(metavar="FICHIER", help="Description de la présérie, en YAML.")
    ],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="JOUR", help="Jour où juger ; aujourd'hui sinon."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Juge une présérie décrite dans un fichier : chaque exigence de la note, et pourquoi.

    Sort avec 1 quand une exigence n'est pas respectée, avec 2 quand le fichier ne se lit pas.
    """
    from ordonnance.bootstrap import pilot_files
    from ordonnance.doors.cli import prose_preserie

    day = asking.day(on, "--on") or pilot_files.today()
    try:
        judged = pilot_files.judged_file(asking.file(file), file, day)
    except pilot_files.CaseUnreadable as unreadable:
        raise Problem.local(
            "FILE_UNREADABLE",
            f"{unreadable.place}\u202f: {unreadable.message}",
            unreadable.do,
        ) from unreadable
    if as_json:
        output.say(output.to_json(summary(judged)))
    else:
        output.tell(prose_preserie.told(judged))
    if any(each.answer.verdict == "breached" for each in judged.answers):
        raise typer.Exit(REFUSED)


preserie.command("rehearse", cls=FrenchCommand)(rehearsing.rehearse)
preserie.command("balance", cls=FrenchCommand)(weighing.balance)


def summary(judged: "JudgedPilot") -> dict[str, object]:
    """The answer as JSON: the stage, then each requirement with its verdict."""
    return {
        "title": judged.pilot.title,
        "on": judged.day.isoformat(),
        "stage": judged.stage.value,
        "requirements": [
            {"id": each.requirement.id, "asks": each.requirement.asks,
             "verdict": each.answer.verdict.value, "why": each.answer.why, "do": each.answer.do}
            for each in judged.answers
        ],
    }  # fmt: skip
