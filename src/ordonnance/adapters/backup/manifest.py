"""The last entry of a backup: what it must hold. Without it, a backup is cut."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ordonnance.adapters.backup.content import Content, Table

FORMAT = 3
"""Of what is written: 2 since the anchors are in it, 3 since what is beside the base is too."""

_ADDED = {"anchors": 2, "imports": 3}
"""By part, the first format that has it: those before are still read, without it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of one part: how many, one digest over their names and contents."""

    files: int = 0
    digest: str = hashlib.sha256().hexdigest()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was saved, when, by which version; digests are SHA-256 in hexadecimal."""

    made_at: datetime
    version: str
    content: Content
    dump_digest: str
    deposits: Kept
    anchors: Kept
    imports: Kept

    @property
    def ordonnances(self) -> int:
        """How many ordonnances are in it."""
        return self.content.tables["ordonnance"].rows


def write(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    content = manifest.content
    creation = dict(content.creation)
    creation["created_at"] = creation["created_at"].isoformat()
    creation["wrapped"] = creation["wrapped"].hex()
    tables = {name: {"rows": t.rows, "digest": t.digest} for name, t in content.tables.items()}
    document = {
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(),
        "version": manifest.version,
        "schema_version": content.schema_version,
        "creation": creation,
        "seal_keys": list(content.seal_keys),
        "tables": tables,
        "dump": manifest.dump_digest,
        "deposits": asdict(manifest.deposits),
        "anchors": asdict(manifest.anchors),
        "imports": asdict(manifest.imports),
    }
    return json.dumps(document, indent=1).encode()


def read(data: bytes) -> Manifest:
    """What `write` wrote, in this format or one before. Raises ValueError for anything else."""
    try:
        root: Mapping[str, Any] = json.loads(data)
        if root["format"] not in range(1, FORMAT + 1):
            raise ValueError("another format")
        creation = dict(root["creation"])
        creation["created_at"] = datetime.fromisoformat(creation["created_at"])
        creation["wrapped"] = bytes.fromhex(creation["wrapped"])
        tables = {name: Table(t["rows"], t["digest"]) for name, t in root["tables"].items()}
        content = Content(root["schema_version"], creation, tuple(root["seal_keys"]), tables)
        return Manifest(
            datetime.fromisoformat(root["made_at"]), root["version"], content, root["dump"],
            _kept(root, "deposits"), _kept(root, "anchors"), _kept(root, "imports"),
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest") from error


def _kept(root: Mapping[str, Any], part: str) -> Kept:
    if root["format"] < _ADDED.get(part, 1):
        return Kept()
    return Kept(root[part]["files"], root[part]["digest"])
