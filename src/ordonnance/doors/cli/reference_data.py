"""Commands on the rules of the law, without a base."""

from typing import Annotated

import typer

from ordonnance.doors.cli import asking, local, output, program
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, Problem

law = typer.Typer(
    cls=FrenchGroup,
    help="Montre les règles de droit appliquées, avec leur source, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)

_On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="Jour à retenir (2026-03-12).")
]


@law.command("show", cls=FrenchCommand)
def show_rule(
    rule: Annotated[
        str, typer.Argument(metavar="RÈGLE", help="Code de la règle, comme RX-DUR-01.")
    ],
    on: _On = None,
    as_json: Json = False,
) -> None:
    """Explique une règle : toutes ses versions, ou celle en vigueur un jour donné."""
    from ordonnance.doors.cli import prose_findings
    from ordonnance.law import explain

    versions = explain.show(rule, asking.day(on, "--on"))
    if not versions:
        when = "" if on is None else f" ou n'est pas en vigueur le {on}"
        raise Problem.local(
            "RULE_UNKNOWN",
            f"La règle «\u202f{rule[:60]}\u202f» n'existe pas{when}.",
            f"Voir la liste\u202f: {program.command('law list')}",
            exit_code=REFUSED,
        )
    output.answer({"versions": versions}, lambda _: prose_findings.rule(versions), as_json=as_json)


@law.command("list", cls=FrenchCommand)
def list_rules(on: _On = None, as_json: Json = False) -> None:
    """Liste les règles en vigueur aujourd'hui, ou un jour donné."""
    from ordonnance.doors.cli import prose_findings
    from ordonnance.law import explain

    day = asking.day(on, "--on") or local.today()
    rules = explain.list_on(day)
    told = {"on": day, "rules": rules}
    output.answer(told, lambda _: prose_findings.rules(rules, day), as_json=as_json)
