"""Commands that keep a base: backup, backup-keys, restore, compact."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ordonnance.doors.cli import output
from ordonnance.doors.cli.options import Data, Json
from ordonnance.law.french import date_text

if TYPE_CHECKING:
    from ordonnance.bootstrap.backing_up import BackupMade, KeysCopied
    from ordonnance.bootstrap.owning import Compacted
    from ordonnance.bootstrap.restoring import Restored
    from ordonnance.settings import Settings

T = TypeVar("T")

KEYS_WARNING = (
    "Ce fichier ouvre toutes les ordonnances de la base à qui a aussi les données : à garder hors "
    "ligne, chiffré, jamais avec une sauvegarde des données."
)


def backup(
    target: Annotated[
        str,
        typer.Argument(
            metavar="FICHIER", help="Fichier à écrire, ou dossier : le nom vient alors de l'heure."
        ),
    ],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Sauvegarde une base, en marche ou non.

    La base de données, les copies déposées, les données importées et les notes de
    garde. Les clés n'y sont pas : voir backup-keys.
    """
    from ordonnance.bootstrap.backing_up import make_backup

    settings, folder = _where(data)
    made = _run(make_backup(settings, folder, Path(target)))
    output.answer(made, _backed_up, as_json=as_json)


def backup_keys(
    target: Annotated[str, typer.Argument(metavar="FICHIER", help="Fichier à écrire (0600).")],
    data: Data = None,
    as_json: Json = False,
) -> None:
    """Copie les clés d'une base dans un fichier, à garder loin des données."""
    from ordonnance.bootstrap.backing_up import copy_keys

    settings, folder = _where(data)
    copied = copy_keys(settings, folder, Path(target))
    sys.stderr.write(f"Attention : {KEYS_WARNING}\n".replace(" :", "\u202f:"))
    output.answer(copied, _keys_copied, as_json=as_json)


def restore(
    source: Annotated[str, typer.Argument(metavar="FICHIER", help="Sauvegarde à restaurer.")],
    data: Data = None,
    keys: Annotated[
        str | None,
        typer.Option(
            "--keys",
            metavar="FICHIER",
            help="Copie des clés (backup-keys) à remettre aussi ; sinon le dossier de clés doit "
            "déjà les contenir.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Restaure une sauvegarde dans un dossier neuf, entièrement ou pas du tout.

    Tout est vérifié avant d'écrire, puis comparé à ce qui avait été sauvegardé.
    """
    from ordonnance.bootstrap.restoring import restore_backup

    settings, folder = _where(data)
    done = _run(restore_backup(settings, folder, Path(source), Path(keys) if keys else None))
    output.answer(done, _restored, as_json=as_json)


def compact(data: Data = None, as_json: Json = False) -> None:
    """Fait écrire plus court une base créée avant que la forme courte existe.

    Les serveurs plus anciens ne savent pas lire la forme courte : à lancer quand il
    n'en tourne plus, puis redémarrer. Une base neuve écrit court dès le début.
    """
    from ordonnance.bootstrap.owning import compact as run

    settings, folder = _where(data)
    output.answer(_run(run(settings, folder)), _compacted, as_json=as_json)


def _where(data: str | None) -> "tuple[Settings, Path]":
    from ordonnance.bootstrap.opening import data_folder
    from ordonnance.doors.api.logs import configure_logs
    from ordonnance.settings import read_settings

    settings = read_settings()
    configure_logs(settings.log_level)
    return settings, data_folder(settings, Path(data) if data else None, demonstration=False)


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def _backed_up(made: "BackupMade") -> str:
    size = f"{made.size / 1e6:.1f}".replace(".", ",")
    return (
        f"Sauvegarde\u202f: {made.file}\n"
        f"{made.ordonnances} ordonnances et {made.deposits} copies déposées, {size} Mo.\n"
        f"{_beside(made.imports)}\n"
        "Les clés n'y sont pas."
    )


def _keys_copied(copied: "KeysCopied") -> str:
    return f"Clés copiées dans {copied.file}\u202f: {', '.join(copied.files)}."


def _compacted(done: "Compacted") -> str:
    return (
        f"La base de {done.data} écrira plus court dès que ses serveurs auront redémarré\u202f; "
        "ce qui est écrit reste lisible."
    )


def _restored(done: "Restored") -> str:
    at = done.made_at
    return (
        f"Base restaurée dans {done.data}, telle qu'elle était le {date_text(at.date())} à "
        f"{at:%H:%M} (UTC)\u202f: {done.ordonnances} ordonnances, {done.deposits} copies "
        f"déposées.\n{_beside(done.imports)}"
    )


_BESIDE = {
    "drugs": "médicaments",
    "interactions": "thésaurus des interactions",
    "directory": "annuaire",
    "white_list": "liste blanche",
    "duty_notes.json": "notes de garde",
}


def _beside(names: tuple[str, ...]) -> str:
    """What is kept beside the database, said by name: what is missing must be imported again."""
    told = ", ".join(_BESIDE[each] for each in names) or "rien"
    return f"À côté de la base de données\u202f: {told}."
