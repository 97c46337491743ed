"""The seal keys on disk: one private file of the keys folder, replaced all of it or nothing."""

import json
import os
import secrets
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from ordonnance.adapters.durability import flush_folder
from ordonnance.adapters.keys import KeysUnavailable
from ordonnance.adapters.seal.compact_jws import MalformedJws, read_json_object
from ordonnance.adapters.seal.keys import SealKey, SealKeys, public_half

FILE_NAME = "seal-keys.json"
"""Holds PEM texts, dates and nothing else. One file, so that keys and dates cannot disagree."""

_READ_LIMIT = 1 << 20


def save(keys: SealKeys, folder: Path) -> None:
    """Write `folder`/seal-keys.json, mode 0600, flushed to the disk before it takes its name."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / FILE_NAME
    draft = folder / f".{FILE_NAME}.{secrets.token_hex(8)}"
    text = json.dumps({"keys": [_written(key) for key in keys.keys]}, indent=1)
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(folder)


def load(folder: Path) -> SealKeys:
    """Read `folder`/seal-keys.json.

    Raises KeysUnavailable: SEAL_KEYS_MISSING, SEAL_KEYS_READABLE_BY_OTHERS, SEAL_KEYS_UNREADABLE.
    """
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeysUnavailable(
                    "SEAL_KEYS_READABLE_BY_OTHERS",
                    f"D'autres comptes peuvent lire {path}.",
                    f"Lancez «\u202fchmod 600 {path}\u202f», puis renouvelez les clés du sceau.",
                )
            raw = file.read(_READ_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        raise KeysUnavailable(
            "SEAL_KEYS_MISSING",
            f"Les clés du sceau manquent\u202f: {path} n'existe pas.",
            "Indiquez le bon dossier de clés ou restaurez sa sauvegarde.",
        ) from None
    except PermissionError:
        raise _unreadable(path) from None
    try:
        found = read_json_object(raw)["keys"]
        return SealKeys(tuple(_read(each) for each in found))
    except (MalformedJws, JoseError, KeyError, TypeError, ValueError):
        # Without the cause: a parser may quote the text, which holds private keys.
        raise _unreadable(path) from None


def _unreadable(path: Path) -> KeysUnavailable:
    return KeysUnavailable(
        "SEAL_KEYS_UNREADABLE",
        f"Les clés du sceau ne sont pas lisibles ({path}).",
        "Restaurez la sauvegarde du dossier de clés.",
    )


def _written(key: SealKey) -> dict[str, Any]:
    held = key.private or key.public
    return {
        "kid": key.kid,
        "created": key.created.isoformat(),
        "not_after": key.not_after.isoformat(),
        "withdrawn_at": key.withdrawn_at.isoformat() if key.withdrawn_at else None,
        "pem": held.as_pem(private=key.private is not None).decode("ascii"),
    }


def _read(stored: dict[str, Any]) -> SealKey:
    held = ECKey.import_key(stored["pem"])
    withdrawn = stored["withdrawn_at"]
    key = SealKey(
        public=public_half(held),
        created=datetime.fromisoformat(stored["created"]),
        not_after=datetime.fromisoformat(stored["not_after"]),
        withdrawn_at=datetime.fromisoformat(withdrawn) if withdrawn is not None else None,
        private=held if held.is_private else None,
    )
    if key.kid != stored["kid"]:
        raise ValueError("seal keys: kid and key disagree")
    return key
