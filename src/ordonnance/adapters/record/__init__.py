"""The patient's record, locally: a labelled folder until the real adapter exists.

Each deposit is one file named by its idempotency key, so that a message delivered twice writes the
same file. The content is the Bundle as received: the folder belongs to the operator of the base and
is created private.
"""

import os
from pathlib import Path

LABEL = """Dossier local de dépôt (démonstration du DMP / Mon espace santé).

Ces fichiers sont des copies déposées par la base, une par émission. Ce dossier n'est PAS le dossier
médical partagé : le vrai adaptateur viendra le remplacer. Contenu personnel de santé : accès privé.
"""


class LocalRecord:
    """Deposits into a folder of the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deposit(self, key: str, document: bytes) -> Path:
        """Write one copy; the same key writes the same file. Raises OSError when it cannot."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        label = self._folder / "LISEZ-MOI.txt"
        if not label.exists():
            label.write_text(LABEL, encoding="utf-8")
        target = self._folder / f"{key}.json"
        partial = target.with_suffix(".partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(document)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        return target

    def withdraw(self, key: str, reason: str) -> None:
        """Mark the deposits of an ordonnance as withdrawn."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self._folder / f"{key}.retiré").write_text(reason, encoding="utf-8")
