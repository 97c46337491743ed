"""How a request is sent: headers of a write, a document as a Bundle or as a JWS."""

import base64
import uuid

JOSE = "application/jose"


def write_headers(key: str | None, if_match: int | None) -> dict[str, str]:
    """The idempotency key, a new one unless given, and the version read if it is told."""
    headers = {"Idempotency-Key": key or str(uuid.uuid4())}
    if if_match is not None:
        headers["If-Match"] = f'W/"{if_match}"'
    return headers


def as_binary(content: bytes) -> bytes:
    """Bytes as the FHIR resource that carries them; who receives it tells its kind by itself."""
    data = base64.b64encode(content)
    return b'{"resourceType":"Binary","contentType":"application/octet-stream","data":"%s"}' % data


def either(document: bytes, content_type: str) -> tuple[bytes | None, str | None]:
    """The document as a Bundle or as a JWS."""
    if content_type == JOSE:
        return None, document.decode("ascii", "replace").strip()
    return document, None
