"""An OpenAPI 3.1 description of the endpoints: paths, sign-in, headers, bodies, answers, links.

Bodies and answers are described from the types that read and write them; the FHIR model says what a
document holds.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.fhir.openapi_links import links_of
from ordonnance.fhir.openapi_preserie import FILES, JSON, PRESERIE
from ordonnance.fhir.openapi_schemas import INPUTS, RESULTS, schemas
from ordonnance.fhir.routes import RouteInfo

FHIR_JSON = "application/fhir+json"
_READS = frozenset(
    {"check", "correct", "consult", "directory", "executions", "journal", "render", "list",
     "medicines", "read-line", "registers", "samu-propose", "samu-follow", "stock", "verify"}
)  # fmt: skip
"""Operations that write nothing: they take no idempotency key."""

_OPEN_TO_ANYBODY = frozenset({"verify"})
"""Operations that a session makes say more, and that need none."""

_WITH_DOCUMENT = frozenset({"check", "correct", "issue"})
"""Operations whose body may also be the Bundle itself, or a compact JWS around it."""

_ALWAYS = frozenset({400, 403, 408, 431, 500, 503})
"""Statuses that any endpoint may answer: what is no request, comes too slowly, or fails."""

_SIGNED_IN = frozenset({401, 413, 415, 422, 429}) | _ALWAYS
_ON_A_NUMBER = frozenset({404, 409, 412})

_TYPES = {
    "/.well-known/jwks.json": "application/jwk-set+json",
    "/metrics": "text/plain",
}
"""Media types of the pages that are neither FHIR nor plain JSON."""


def openapi(routes: Sequence[RouteInfo], version: str = "1") -> dict[str, Any]:
    """The description of every endpoint given."""
    ids = {route.name: route.id for route in routes if route.is_operation}
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, ids)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Ordonnance numérique",
            "version": version,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
            },
            "parameters": _HEADERS,
            "responses": {
                f"refusal-{status}": _content(_told(status), "Refusal")
                for status in sorted(_SIGNED_IN | _ON_A_NUMBER)
            },
            "schemas": {"Refusal": _REFUSAL, "Resource": _RESOURCE, **schemas()},
        },
    }


def _told(status: int) -> str:
    """The refusals that have this status."""
    codes = sorted(code for code, entry in CATALOGUE.items() if entry.status == status)
    return f"Refus, avec ce qu'il faut faire : {', '.join(codes)}"


def _operation(route: RouteInfo, ids: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": route.id,
        "summary": route.summary,
        "responses": {"200": _answer(route, ids), **_refusals(_statuses(route))},
    }
    if route.roles:
        found["description"] = f"Rôles : {', '.join(route.roles)}."
    if route.path in PRESERIE:
        return found | PRESERIE[route.path]
    if not route.is_fhir or route.name == "capabilities":
        found["security"] = []
    if route.name in _OPEN_TO_ANYBODY:
        found["security"] = [{"bearer": []}, {}]
    if route.path == "/demo/tokens":
        found["requestBody"] = {"content": {"application/json": {"schema": _HANDLE}}}
    if route.name == "search-type" and route.method == "GET":
        found["parameters"] = _SEARCHED
    if route.resource == "MedicationDispense":
        content = {"application/x-www-form-urlencoded": {"schema": _DISPENSES}}
        found["requestBody"] = {"required": True, "content": content}
    if not route.is_operation:
        return found
    found["parameters"] = [_header("Place")]
    if route.name not in _READS:
        found["parameters"] += [_header("IdempotencyKey"), _header("IfMatch")]
    if route.name in INPUTS:
        found["requestBody"] = {"required": True, "content": _bodies(route)}
    return found


def _statuses(route: RouteInfo) -> frozenset[int]:
    if route.is_operation or route.resource == "MedicationDispense" or route.path in PRESERIE:
        return _SIGNED_IN | _ON_A_NUMBER
    signed_in = route.method == "POST" or route.name == "search-type"
    return _SIGNED_IN if signed_in else _ALWAYS


def _refusals(statuses: Iterable[int]) -> dict[str, Any]:
    return {
        str(status): {"$ref": f"#/components/responses/refusal-{status}"}
        for status in sorted(statuses)
    }


def _bodies(route: RouteInfo) -> dict[str, Any]:
    taken = _schema(INPUTS[route.name].__name__)
    if route.name not in _WITH_DOCUMENT:
        return {FHIR_JSON: {"schema": taken}}
    return {
        FHIR_JSON: {"schema": {"anyOf": [taken, _BUNDLE]}},
        "application/jose": {"schema": {"type": "string"}},
    }


_ZIP = "application/zip"
_PDF = "application/pdf"
_DRAWN = {"registers": (_PDF,), "stock": (_PDF,), "executions": ("application/xml", _ZIP)}
"""What some operations answer instead, when a document is asked for."""


def _answer(route: RouteInfo, ids: dict[str, str]) -> dict[str, Any]:
    if route.name == "render":
        kinds: dict[str, Any] = {"application/pdf": {}, "application/xml": {}, _ZIP: {}}
        return {"description": "La feuille, le document CDA, ou l'archive", "content": kinds}
    if not route.is_fhir:
        kept = (_TYPES.get(route.path, JSON), *FILES.get(route.path, ()))
        return {"description": "Réponse", "content": {each: {} for each in kept}}
    if not route.is_operation:
        return _content("Réponse", "Resource")
    answer = _content("Réponse", RESULTS[route.name].__name__)
    for media in _DRAWN.get(route.name, ()):
        answer["content"][media] = {}
    if links := links_of(route.name, ids):
        answer["links"] = links
    return answer


def _content(description: str, schema: str) -> dict[str, Any]:
    return {"description": description, "content": {FHIR_JSON: {"schema": _schema(schema)}}}


def _schema(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _header(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


_SEARCHED: list[dict[str, Any]] = [
    {
        "name": "_count",
        "in": "query",
        "description": "Ordonnances par page.",
        "schema": {"type": "integer", "minimum": 1, "maximum": 100},
    },
    {
        "name": "authoredon",
        "in": "query",
        "description": "Jour d'établissement, au besoin précédé de eq, ne, ge, gt, le ou lt.",
        "schema": {"type": "string", "pattern": r"^(eq|ne|ge|gt|le|lt)?\d{4}-\d\d-\d\d$"},
    },
    {
        "name": "_cursor",
        "in": "query",
        "description": "Suite d'une page : celle que son lien next porte.",
        "schema": {"type": "string", "pattern": r"^\d{1,16}\.\d{1,3}$"},
    },
]

_DISPENSES: dict[str, Any] = {
    "type": "object",
    "required": ["prescription.group-or-identifier"],
    "properties": {
        "prescription.group-or-identifier": {
            "type": "string",
            "description": "Le numéro, seul ou après « urn:ordonnance:numero| ».",
        },
        "status": {"type": "string", "description": "Statuts voulus, séparés par des virgules."},
    },
}

_HEADERS: dict[str, Any] = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Clé unique de l'acte ; la même si l'on recommence.",
        "schema": {"type": "string", "pattern": "^[!-~]([ -~]{0,198}[!-~])?$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "Version lue ; dépassée, la réponse est 412.",
        "schema": {"type": "string", "pattern": '^(W/)?"[0-9]{1,9}"$'},
    },
    "Place": {
        "name": "Ordonnance-Place",
        "in": "header",
        "required": False,
        "description": "Lieu d'exercice, quand la session en a plusieurs.",
        "schema": {"type": "string"},
    },
}

_BUNDLE: dict[str, Any] = {
    "type": "object",
    "description": "Le document, tel qu'il sera gardé.",
    "required": ["resourceType", "type", "entry"],
    "properties": {
        "resourceType": {"const": "Bundle"},
        "type": {"enum": ["collection", "document", "searchset"]},
        "entry": {"type": "array", "minItems": 1, "items": {"type": "object"}},
    },
}

_HANDLE: dict[str, Any] = {
    "type": "object",
    "properties": {"as": {"type": "string", "description": "Une personne fictive."}},
    "additionalProperties": False,
}

_RESOURCE: dict[str, Any] = {
    "type": "object",
    "required": ["resourceType"],
    "properties": {"resourceType": {"type": "string"}},
}

_REFUSAL: dict[str, Any] = {
    "type": "object",
    "required": ["resourceType", "issue"],
    "properties": {
        "resourceType": {"const": "OperationOutcome"},
        "issue": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["severity", "code", "details"],
                "properties": {
                    "severity": {"enum": ["fatal", "error", "warning", "information"]},
                    "code": {"type": "string"},
                    "details": {
                        "type": "object",
                        "description": "coding[0].code : un code du catalogue ou une règle.",
                        "examples": sorted(CATALOGUE)[:3],
                    },
                    "diagnostics": {"type": "string", "description": "Que faire."},
                    "expression": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
