"""Keys that live outside the data folder, and the cryptography that needs them."""

from ordonnance.adapters.keys.cabinet import KeyCabinet, PersonKind
from ordonnance.adapters.keys.dictionaries import DOCUMENT, ROW, Dictionary
from ordonnance.adapters.keys.errors import KeysUnavailable, KeyUnknown, SealBroken
from ordonnance.adapters.keys.material import KeyEncryptionKey, Pepper
from ordonnance.adapters.keys.seal import DataKey, open_bytes, seal_bytes
from ordonnance.adapters.keys.store import ENVIRONMENT_VARIABLE, keys_folder_beside

__all__ = [
    "DOCUMENT",
    "ENVIRONMENT_VARIABLE",
    "ROW",
    "DataKey",
    "Dictionary",
    "KeyCabinet",
    "KeyEncryptionKey",
    "KeyUnknown",
    "KeysUnavailable",
    "Pepper",
    "PersonKind",
    "SealBroken",
    "keys_folder_beside",
    "open_bytes",
    "seal_bytes",
]
