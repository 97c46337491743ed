"""Commands on the queue of secure mail of a base: shown, cancelled, taken back, tried."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from ordonnance.doors.cli import output, prose_mail
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import UNREACHABLE, Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.mail_desk import MailDesk

TOKEN = "ORDONNANCE_MAIL_TOKEN"

mail = typer.Typer(
    cls=FrenchGroup,
    help="Messagerie sécurisée : ce qui attend, part, arrive ou revient.\n\n"
    "Un envoi est désigné par l'identifiant de son message (Message-ID) ; jamais par son "
    "destinataire ni par l'ordonnance.",
    rich_markup_mode=None,
    add_completion=False,
)

Id = Annotated[str, typer.Argument(metavar="ENVOI", help="Identifiant du message (mail queue).")]
Told = TypeVar("Told")


@mail.command("queue", cls=FrenchCommand)
def queue(
    everything: Annotated[
        bool, typer.Option("--all", help="Aussi ce qui est arrivé, retiré ou annulé.")
    ] = False,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Montre les envois : en attente, partis sans nouvelle, revenus."""
    found = _asked(data, lambda desk: desk.queue(everything=everything))
    output.answer(found, prose_mail.queue, as_json=as_json)


@mail.command("show", cls=FrenchCommand)
def show(id: Id, data: Data = None, as_json: Json = False) -> None:
    """Montre un envoi et toute son histoire."""
    output.answer(_asked(data, lambda desk: desk.show(id)), prose_mail.shown, as_json=as_json)


@mail.command("cancel", cls=FrenchCommand)
def cancel(id: Id, data: Data = None, as_json: Json = False) -> None:
    """Annule un envoi qui n'est pas encore parti."""
    output.answer(_asked(data, lambda desk: desk.cancel(id)), prose_mail.line, as_json=as_json)


@mail.command("withdraw", cls=FrenchCommand)
def withdraw(
    id: Id,
    reason: Annotated[
        str,
        typer.Option("--reason", metavar="TEXTE", help="Pourquoi ; le destinataire le lira."),
    ],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Retire un envoi parti : un message de retrait part vers le même destinataire."""
    found = _asked(data, lambda desk: desk.withdraw(id, reason))
    output.answer(found, prose_mail.line, as_json=as_json)


@mail.command("test", cls=FrenchCommand)
def try_out(
    address: Annotated[
        str,
        typer.Argument(metavar="ADRESSE", help="La boîte à essayer : elle s'écrit à elle-même."),
    ],
    seconds: Annotated[
        int, typer.Option("--seconds", min=1, max=600, help="Secondes pendant lesquelles attendre.")
    ] = 60,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Essaie une boîte : un message à elle-même, et son accusé.

    Une boîte de personne ou d'organisation prend le jeton d'accès de ORDONNANCE_MAIL_TOKEN ; une
    boîte applicative, le certificat de la configuration. Code de sortie 1 si tout n'est pas revenu.
    """
    token = os.environ.get(TOKEN) or None
    found = _opened(data, lambda desk: desk.try_out(address, token, seconds))
    output.answer(found, prose_mail.tried, as_json=as_json)
    if not found.whole:
        raise typer.Exit(1)


@mail.command("inbox", cls=FrenchCommand)
def inbox(
    address: Annotated[str, typer.Argument(metavar="ADRESSE", help="La boîte à regarder.")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Montre ce qui attend dans une boîte : quand, quoi, ouvert ou servi ; jamais de qui.

    Une boîte de personne ou d'organisation prend le jeton d'accès de ORDONNANCE_MAIL_TOKEN ; une
    boîte applicative, le certificat de la configuration. Rien n'est marqué ni déplacé.
    """
    token = os.environ.get(TOKEN) or None
    found = _opened(data, lambda desk: desk.inbox(address, token))
    output.answer(found, prose_mail.inbox, as_json=as_json)


def _opened(data: str | None, ask: "Callable[[MailDesk], Awaitable[Told]]") -> Told:
    """What a mailbox answers. Raises Problem MAIL_BOX_CLOSED."""
    from ordonnance.usecases.ports.letters import MailTrouble

    try:
        return _asked(data, ask)
    except MailTrouble as trouble:
        raise Problem.local(
            "MAIL_BOX_CLOSED",
            f"Cette boîte ne s'ouvre pas ({trouble.code}).",
            "Vérifier ORDONNANCE_MAIL, le certificat de la boîte ou le jeton d'accès.",
            exit_code=UNREACHABLE,
        ) from None


def _asked(data: str | None, ask: "Callable[[MailDesk], Awaitable[Told]]") -> Told:
    """What the letters of the base answer."""
    from ordonnance.bootstrap.mail_desk import mail_desk
    from ordonnance.bootstrap.opening import data_folder
    from ordonnance.doors.api.logs import configure_logs
    from ordonnance.settings import read_settings

    settings = read_settings()
    configure_logs(settings.log_level)
    folder = data_folder(settings, Path(data) if data else None, demonstration=False)

    async def run() -> Told:
        async with mail_desk(settings, folder) as desk:
            return await ask(desk)

    return asyncio.run(run())
