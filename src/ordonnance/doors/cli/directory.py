"""Commands on the directory of secure health mail (MSSanté); no base is needed."""

import typer

from ordonnance.doors.cli import trust
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup

directory = typer.Typer(
    cls=FrenchGroup,
    help="Importe et cherche les adresses de messagerie sécurisée de santé, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)

directory.command("white-list", cls=FrenchCommand)(trust.import_white_list)
directory.command("trusted", cls=FrenchCommand)(trust.trusted)
