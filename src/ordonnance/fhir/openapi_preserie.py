"""The endpoints of préséries in the OpenAPI description: plain JSON, traces signed."""

from collections.abc import Mapping
from typing import Any

from ordonnance.domain.preserie.traces import LONGEST_MS, Operation, Outcome, Paper

JSON, JOSE = "application/json", "application/jose"

_UUID = {"type": "string", "format": "uuid"}
_ASKED: dict[str, Any] = {
    "type": "object",
    "required": ["pilot"],
    "additionalProperties": False,
    "properties": {"pilot": _UUID},
}
_BALANCE: dict[str, Any] = {
    **_ASKED,
    "properties": {
        "pilot": _UUID,
        "on": {"type": "string", "format": "date"},
        "format": {"enum": ["json", "pdf", "ods"]},
        "compare": {"type": "boolean"},
    },
}
_ENTRY: dict[str, Any] = {
    "type": "object",
    "required": ["présérie"],
    "properties": {"présérie": _UUID},
    "description": "La présérie et une seule chose à inscrire ; noms dans la référence.",
}
_VERSION = {"type": "string", "pattern": r"^[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}$"}
TRACE: dict[str, Any] = {
    "type": "object",
    "required": ["id", "installation", "operation", "at", "outcome", "version", "module_version"],
    "additionalProperties": False,
    "properties": {
        "id": _UUID,
        "installation": {"type": "string"},
        "operation": {"enum": [each.value for each in Operation]},
        "at": {"type": "string", "format": "date-time"},
        "outcome": {"enum": [each.value for each in Outcome]},
        "version": _VERSION,
        "module_version": _VERSION,
        "reference": {"type": "string", "pattern": "^[0-9a-f]{32,64}$"},
        "code": {"type": "string", "pattern": "^[A-Z][A-Z0-9_]{1,63}$"},
        "duration_ms": {"type": "integer", "minimum": 0, "maximum": LONGEST_MS},
        "paper": {"enum": [each.value for each in Paper]},
        "served": {"type": "boolean"},
        "test": {"type": "boolean"},
    },
}
"""One trace, inside what is signed."""

_POSTING: dict[str, Any] = {
    "type": "string",
    "description": "JWS compact (ES256 ou RS256) autour de {pilot, traces}.",
    "contentMediaType": JSON,
    "contentSchema": {
        "type": "object",
        "required": ["pilot", "traces"],
        "additionalProperties": False,
        "properties": {"pilot": _UUID, "traces": {"type": "array", "items": TRACE}},
    },
}
_KEY = {"$ref": "#/components/parameters/IdempotencyKey"}


def _taking(media: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {media: {"schema": schema}}}}


PRESERIE: Mapping[str, dict[str, Any]] = {
    "/preserie/entries": {**_taking(JSON, _ENTRY), "parameters": [_KEY]},
    "/preserie/pilots": {},
    "/preserie/register": _taking(JSON, _ASKED),
    "/preserie/balance": _taking(JSON, _BALANCE),
    "/preserie/traces": {**_taking(JOSE, _POSTING), "security": []},
}
"""What each endpoint takes; a token of a party is asked for, but for traces."""

FILES: Mapping[str, tuple[str, ...]] = {
    "/preserie/balance": ("application/pdf", "application/vnd.oasis.opendocument.spreadsheet"),
}
"""What an endpoint answers instead of JSON, when a file is asked for."""
