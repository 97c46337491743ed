"""Commands on the rules of the law, without a base."""

from typing import Annotated

import typer

from ordonnance.doors.cli import asking, local, output, program
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Document, Json
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


@law.command("explain", cls=FrenchCommand)
def explain_document(
    document: Document,
    on: _On = None,
    at_counter: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Explique aussi une première délivrance ce jour-là."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Raconte tout le raisonnement sur une ordonnance, sans base ni session.

    Pour chaque ligne : comment le médicament est lu, chaque règle appliquée avec sa version et ses
    faits, et pourquoi les autres sont écartées.
    """
    from ordonnance.doors.cli.prose_reasoning import explained

    days = asking.day(on, "--on"), asking.day(at_counter, "--at-counter")
    content, content_type = asking.document(document)
    result = local.checker().explain(content, content_type, *days)
    output.answer(result, explained, as_json=as_json)


@law.command("what-changed", cls=FrenchCommand)
def changed_between(
    first: Annotated[str, typer.Argument(metavar="DU", help="Premier jour (2025-02-28).")],
    last: Annotated[str, typer.Argument(metavar="AU", help="Dernier jour (2025-03-01).")],
    as_json: Json = False,
) -> None:
    """Dit ce qui commence, prend fin ou change dans le droit entre deux jours."""
    from ordonnance.doors.cli import prose_reasoning
    from ordonnance.law.changes import what_changed
    from ordonnance.usecases.explained import changes_view

    days = asking.day(first, "DU"), asking.day(last, "AU")
    if days[0] is None or days[1] is None or days[1] < days[0]:
        raise Problem.local(
            "DATE_INVALID",
            "Le deuxième jour précède le premier.",
            "Donner les deux jours dans l'ordre du temps.",
            "AU",
        )
    found = what_changed(days[0], days[1])
    output.answer(changes_view(found), lambda _: prose_reasoning.changes(found), as_json=as_json)
