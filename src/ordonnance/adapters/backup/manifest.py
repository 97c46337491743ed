"""The last entry of a backup: what it must hold. Without it, a backup is cut."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ordonnance.adapters.backup.content import Content, Table

FORMAT = 2
"""2 since the anchors are in the backup; 1, without them, is still read."""

_NO_FILES: Mapping[str, Any] = {"files": 0, "digest": hashlib.sha256().hexdigest()}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was saved, when, by which version; digests are SHA-256 in hexadecimal."""

    made_at: datetime
    version: str
    content: Content
    dump_digest: str
    deposits: int
    deposits_digest: str
    anchors: int
    anchors_digest: str

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
        "deposits": {"files": manifest.deposits, "digest": manifest.deposits_digest},
        "anchors": {"files": manifest.anchors, "digest": manifest.anchors_digest},
    }
    return json.dumps(document, indent=1).encode()


def read(data: bytes) -> Manifest:
    """What `write` wrote. Raises ValueError for anything else."""
    try:
        root: Mapping[str, Any] = json.loads(data)
        if root["format"] not in (1, FORMAT):
            raise ValueError("another format")
        creation = dict(root["creation"])
        creation["created_at"] = datetime.fromisoformat(creation["created_at"])
        creation["wrapped"] = bytes.fromhex(creation["wrapped"])
        tables = {name: Table(t["rows"], t["digest"]) for name, t in root["tables"].items()}
        content = Content(root["schema_version"], creation, tuple(root["seal_keys"]), tables)
        deposits = root["deposits"]
        anchors = _NO_FILES if root["format"] == 1 else root["anchors"]
        return Manifest(
            datetime.fromisoformat(root["made_at"]), root["version"], content, root["dump"],
            deposits["files"], deposits["digest"], anchors["files"], anchors["digest"],
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest") from error
