"""`ordonnance`: the commands, put together."""

import io
import sys
from collections.abc import Callable

import typer

from ordonnance.doors.cli import (
    administering,
    archives,
    base,
    census,
    census_merge,
    checking,
    clinical,
    counter,
    directory,
    documents,
    drugs,
    european,
    following,
    forms,
    interactions,
    journals,
    keeping,
    law_cases,
    mail,
    papers,
    posologies,
    preserie,
    reference_data,
    registers,
    rendering,
    samu,
    signing,
    stock,
    telling,
    typed_lines,
    verifying,
)
from ordonnance.doors.cli.help_page import FrenchCommand, Ordonnance

app = typer.Typer(
    cls=Ordonnance,
    help="L'ordonnance numérique, de la prescription à la délivrance.\n\n"
    "Les commandes vers une base lisent son adresse dans ORDONNANCE_URL et la session dans "
    "ORDONNANCE_TOKEN. Codes de sortie : 1 refusé, 2 illisible, 3 pas permis, 4 conflit, "
    "5 injoignable.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_COMMANDS: dict[str, Callable[..., None]] = {
    "check": checking.check,
    "issue": documents.issue,
    "consult": counter.consult,
    "dispense": counter.dispense,
    "undo": counter.undo,
    "cancel": following.cancel,
    "replace": documents.replace,
    "executions": following.executions,
    "object": following.object_,
    "list": following.list_mine,
    "reserve": documents.reserve,
    "sign": signing.sign,
    "render": rendering.render,
    "verify": verifying.verify,
    "print": papers.print_paper,
    "calibrate": papers.calibrate,
    "example": documents.example,
    "europe": european.europe,
    "cda": clinical.cda,
    "xdm": archives.xdm,
    "demo": telling.demo,
    "serve": base.serve,
    "worker": base.worker,
    "backup": keeping.backup,
    "backup-keys": keeping.backup_keys,
    "restore": keeping.restore,
    "compact": keeping.compact,
    "version": base.version,
}

for _name, _run in _COMMANDS.items():
    app.command(_name, cls=FrenchCommand)(_run)
app.add_typer(drugs.drugs, name="drugs")
app.add_typer(interactions.interactions, name="interactions")
app.add_typer(directory.directory, name="directory")
app.add_typer(posologies.posology, name="posology")
reference_data.law.command("forms", cls=FrenchCommand)(forms.forms)
app.add_typer(typed_lines.line, name="line")
app.add_typer(reference_data.law, name="law")
reference_data.law.command("test", cls=FrenchCommand)(law_cases.try_cases)
app.add_typer(base.tokens, name="tokens")
app.add_typer(journals.journal, name="journal")
app.add_typer(administering.admin, name="admin")
app.add_typer(mail.mail, name="mail")
census.census.command("merge", cls=FrenchCommand)(census_merge.merge)
app.add_typer(census.census, name="census")
app.add_typer(samu.samu, name="samu")
app.add_typer(registers.registers, name="registers")
app.add_typer(stock.stock, name="stock")
app.add_typer(preserie.preserie, name="preserie")


def main() -> None:
    """Entry point of the `ordonnance` command."""
    for stream in (sys.stdout, sys.stderr):
        # French needs UTF-8 whatever the locale; a file name that is not must not end the command.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


if __name__ == "__main__":
    main()
