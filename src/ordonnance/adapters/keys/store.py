"""Where keys.json is kept: a private folder outside the data folder, or the environment."""

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from ordonnance.adapters.durability import flush_folder
from ordonnance.adapters.keys.errors import KeysUnavailable

FILE_NAME = "keys.json"
ENVIRONMENT_VARIABLE = "ORDONNANCE_KEYS"
_READ_LIMIT = 1 << 20


def keys_folder_beside(data: Path) -> Path:
    """The default keys folder: a sibling of the data folder, never inside it.

    A copy of the data folder is then unreadable by itself. An operator names another folder
    (another disk, a secrets mount) in the settings.
    """
    data = data.resolve()
    return data.with_name(f"{data.name}.keys")


def read_text(source: Path | Mapping[str, str]) -> str:
    """The stored text, from a keys folder or from an environment.

    Raises KeysUnavailable: `KEYS_MISSING`, or `KEYS_READABLE_BY_OTHERS` when another account
    may read the file or replace it.
    """
    if not isinstance(source, Path):
        if text := source.get(ENVIRONMENT_VARIABLE):
            return text
        raise _missing(f"la variable {ENVIRONMENT_VARIABLE} est vide")
    path = source / FILE_NAME
    try:
        with path.open("rb") as file:
            # The mode of the file that was opened, not of what bears its name a moment later.
            _refuse_others(path, os.fstat(file.fileno()).st_mode, stat.S_IRWXG | stat.S_IRWXO)
            _refuse_others(source, source.stat().st_mode, stat.S_IWGRP | stat.S_IWOTH)
            return file.read(_READ_LIMIT).decode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(f"{path} n'existe pas") from None
    except PermissionError:
        raise KeysUnavailable(
            "KEYS_NOT_PERMITTED",
            f"Le compte courant ne peut pas lire {path}.",
            "Lancez la commande avec le compte qui possède ce fichier.",
        ) from None


def write_text(folder: Path, text: str, *, replace: bool) -> None:
    """Write keys.json, mode 0600, all of it or nothing, flushed to the disk.

    Raises KeysUnavailable `KEYS_ALREADY_EXIST` when a file is there and `replace` is false:
    overwriting keys would make every ordonnance unreadable.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_others(folder, folder.stat().st_mode, stat.S_IWGRP | stat.S_IWOTH)
    path = folder / FILE_NAME
    draft = folder / f".{FILE_NAME}.{secrets.token_hex(8)}"
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            # A link fails when the name is taken, at once and for everybody; a rename would not.
            path.hardlink_to(draft)
    except FileExistsError:
        raise KeysUnavailable(
            "KEYS_ALREADY_EXIST",
            f"{path} existe déjà.",
            "Gardez ce trousseau, ou nommez un autre dossier de clés.",
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(folder)


def _refuse_others(path: Path, mode: int, forbidden: int) -> None:
    if not mode & forbidden:
        return
    private = "700" if stat.S_ISDIR(mode) else "600"
    raise KeysUnavailable(
        "KEYS_READABLE_BY_OTHERS",
        f"D'autres comptes peuvent lire ou remplacer {path} (droits {stat.S_IMODE(mode):04o}).",
        f"Lancez «\u202fchmod {private} {path}\u202f», puis renouvelez les clés si un autre compte "
        "a pu les lire.",
    )


def _missing(reason: str) -> KeysUnavailable:
    return KeysUnavailable(
        "KEYS_MISSING",
        f"Le trousseau de clés manque\u202f: {reason}.",
        "Indiquez le bon dossier de clés ou restaurez sa sauvegarde\u202f; pour une base neuve, "
        "créez un trousseau.",
    )
