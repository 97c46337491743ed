"""Commands of whoever runs a base: the link that opens the administration screens."""

from pathlib import Path
from typing import Annotated

import typer

from ordonnance.doors.cli import output
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import Problem

admin = typer.Typer(
    cls=FrenchGroup,
    help="Ouvre les écrans d'administration d'une base.",
    rich_markup_mode=None,
    add_completion=False,
)

Duty = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="FONCTION",
        help="Fonction de qui entre (« astreinte », « exploitation »), jamais un nom.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="ADRESSE",
        help="Adresse de la base ; sinon ORDONNANCE_PUBLIC_URL, ou cette machine.",
    ),
]


@admin.callback()
def _group() -> None:
    """Ouvre les écrans d'administration d'une base."""


@admin.command("link", cls=FrenchCommand)
def link(
    duty: Duty = "exploitation",
    url: Url = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Donne un lien d'entrée : une seule fois, dans les dix minutes.

    À lancer sur le serveur, sous le compte qui lit le dossier des clés. La session ainsi ouverte
    montre la santé, les volumes et les versions ; elle n'ouvre aucune ordonnance.
    """
    from ordonnance.bootstrap.opening import data_folder
    from ordonnance.bootstrap.operators import DutyInvalid, made_link
    from ordonnance.doors.cli.session import DEFAULT_URL
    from ordonnance.settings import read_settings

    settings = read_settings()
    folder = data_folder(settings, Path(data) if data else None, demonstration=False)
    try:
        code = made_link(settings, folder, duty)
    except DutyInvalid:
        raise Problem.local(
            "DUTY_INVALID",
            "La fonction donnée par --as n'est pas lisible.",
            "Donner de 2 à 32 lettres, chiffres, espaces ou tirets.",
        ) from None
    where = (url or settings.public_url or DEFAULT_URL).rstrip("/")
    address = f"{where}/administration/entrer"
    told = {"link": f"{address}#{code}", "code": code}
    if as_json:
        output.answer(told, str, as_json=True)
        return
    # Not as print would have it: these two are copied.
    output.say(told["link"])
    output.tell(f"Valable une fois, dix minutes. Sans JavaScript : ouvrir {address}, coller :")
    output.say(code)
