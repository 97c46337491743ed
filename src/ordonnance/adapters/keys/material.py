"""The keys themselves, and their strict reading from JSON."""

import base64
import binascii
import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ordonnance.adapters.keys.errors import KeysUnavailable

KEY_BYTES = 32
FORMAT = 1
_KEK_ID = re.compile(r"k-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class KeyEncryptionKey:
    """A key that wraps data keys. One only is active; past ones still unwrap.

    A key wraps with random 96-bit nonces, so it must not wrap more than 2**32 data keys
    (NIST SP 800-38D, 8.3): a new one each year keeps a national base far below.
    """

    id: str
    created: datetime
    active: bool
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pepper:
    """The secret of keyed hashes of people; rows keep the version that made them."""

    version: int
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeySet:
    """Every key of a base, checked: one active key, distinct ids and versions."""

    keks: tuple[KeyEncryptionKey, ...]
    peppers: tuple[Pepper, ...]
    numbering: bytes = field(repr=False)
    log: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if [kek.active for kek in self.keks].count(True) != 1:
            raise _unreadable("il faut exactement une clé active dans « keks »")
        if len({kek.id for kek in self.keks}) != len(self.keks):
            raise _unreadable("deux clés portent le même « id »")
        if not self.peppers or len({p.version for p in self.peppers}) != len(self.peppers):
            raise _unreadable("les versions de « peppers » doivent être distinctes")
        keys = [k.key for k in self.keks] + [p.key for p in self.peppers]
        keys += [self.numbering, self.log]
        if any(len(key) != KEY_BYTES for key in keys):
            raise _unreadable("chaque clé doit faire 32 octets")
        if len(set(keys)) != len(keys):
            raise _unreadable("une même clé sert deux fois")


def new_key() -> bytes:
    """32 bytes of the system's generator."""
    return secrets.token_bytes(KEY_BYTES)


def new_kek(on: datetime) -> KeyEncryptionKey:
    """An active key-encryption key; random id, so that two copies of a cabinet never collide."""
    return KeyEncryptionKey(f"k-{secrets.token_hex(4)}", on.astimezone(UTC), True, new_key())


def write_json(keys: KeySet) -> str:
    """The text of keys.json (and of the environment variable)."""
    document = {
        "format": FORMAT,
        "keks": [
            {
                "id": kek.id,
                "created": kek.created.isoformat(),
                "active": kek.active,
                "key": _encode(kek.key),
            }
            for kek in keys.keks
        ],
        "peppers": [{"version": p.version, "key": _encode(p.key)} for p in keys.peppers],
        "numbering": _encode(keys.numbering),
        "log": _encode(keys.log),
    }
    return json.dumps(document, indent=2) + "\n"


def read_json(text: str) -> KeySet:
    """Read keys strictly: unknown, missing or doubled fields are refused.

    Raises KeysUnavailable `KEYS_UNREADABLE`, whose text never quotes the document.
    """
    try:
        document: object = json.loads(text, object_pairs_hook=_without_doubles)
    except (json.JSONDecodeError, RecursionError):
        # `from None`: the decoder's error holds the whole document, keys included.
        raise _unreadable("ce n'est pas du JSON") from None
    root = _fields(document, "format", "keks", "peppers", "numbering", "log")
    if root["format"] != FORMAT or isinstance(root["format"], bool):
        raise _unreadable("« format » inconnu")
    return KeySet(
        keks=tuple(_read_kek(item) for item in _list(root["keks"])),
        peppers=tuple(_read_pepper(item) for item in _list(root["peppers"])),
        numbering=_decode(root["numbering"]),
        log=_decode(root["log"]),
    )


def _read_kek(item: object) -> KeyEncryptionKey:
    fields = _fields(item, "id", "created", "active", "key")
    kek_id, active = fields["id"], fields["active"]
    if not isinstance(kek_id, str) or not _KEK_ID.fullmatch(kek_id):
        raise _unreadable("« id » de clé inattendu")
    if not isinstance(active, bool):
        raise _unreadable("« active » doit être vrai ou faux")
    try:
        created = datetime.fromisoformat(str(fields["created"]))
    except ValueError:
        raise _unreadable("« created » n'est pas une date") from None
    if created.tzinfo is None:
        raise _unreadable("« created » n'a pas de fuseau horaire")
    return KeyEncryptionKey(kek_id, created.astimezone(UTC), active, _decode(fields["key"]))


def _read_pepper(item: object) -> Pepper:
    fields = _fields(item, "version", "key")
    version = fields["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _unreadable("« version » doit être un entier à partir de 1")
    return Pepper(version, _decode(fields["key"]))


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _unreadable("un champ est écrit deux fois")
    return dict(pairs)


def _fields(value: object, *names: str) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise _unreadable(f"champs attendus\u202f: {', '.join(names)}")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _unreadable("« keks » et « peppers » doivent être des listes")
    return value


def _encode(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _decode(value: object) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except (binascii.Error, ValueError):
        raise _unreadable("une clé n'est pas en base64") from None


def _unreadable(reason: str) -> KeysUnavailable:
    return KeysUnavailable(
        "KEYS_UNREADABLE",
        f"Le trousseau de clés n'est pas lisible\u202f: {reason}.",
        "Restaurez keys.json depuis sa sauvegarde\u202f; sans ces clés, les ordonnances restent "
        "illisibles.",
    )
