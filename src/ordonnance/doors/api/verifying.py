"""`$verify`: is it real? Open to anybody; somebody signed in is told more."""

import base64
import binascii
from ipaddress import IPv6Network, ip_address

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.verifying import Shown
from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE
from ordonnance.doors.api.answers import result_response
from ordonnance.doors.api.incoming import authenticated, read_request, software_client
from ordonnance.doors.api.pages import LOCAL_PEERS
from ordonnance.fhir.inputs import VerifyInput
from ordonnance.fhir.operation_input import read_input

PATH = "/fhir/$verify"
LARGEST_REQUEST = LARGEST_FILE * 4 // 3 + 16 * 1024
"""Most bytes of a request: a file of the largest size in base64, and what goes around it."""

_FILE = "Parameters.parameter.where(name='file').resource"
_TYPES = ("application/fhir+json", "application/json")


class _Binary(msgspec.Struct, rename={"resource_type": "resourceType",
                                      "content_type": "contentType"},
              forbid_unknown_fields=True):  # fmt: skip
    """The file, as FHIR carries bytes. Its declared type is not believed: the bytes tell."""

    resource_type: str
    data: str
    content_type: str = ""


async def answer_verify(request: Request, platform: Platform) -> Response:
    """Verify what the request shows."""
    client = software_client(request.headers.get("ordonnance-client"))
    signed_in = "authorization" in request.headers
    caller = authenticated(request, platform, client) if signed_in else None
    asker = caller.key if caller else asker_of(request)
    platform.verifying.paced(asker, platform.ports.clock.now())
    with platform.verifying.hold(asker, signed_in=caller is not None):
        incoming = await read_request(request, key_required=False, limit=LARGEST_REQUEST)
        if incoming.content_type not in _TYPES:
            given = incoming.content_type or "absent"
            raise Refusal.of("CONTENT_TYPE", type=given, expected=_TYPES[0])
        given_input = read_input(VerifyInput, incoming.body)
        shown = Shown(
            asker,
            caller,
            given_input.number,
            given_input.established_on,
            _file(given_input.file),
            given_input.stock,
        )
        return result_response(await platform.verified(shown))


def asker_of(request: Request) -> str:
    """Whose attempts are counted: an IPv4 address, or the /64 of an IPv6 one.

    A proxy on this machine, which the guide asks for, tells for whom it speaks: the last hop, since
    the ones before are what the caller said.
    """
    peer = request.client.host if request.client else ""
    if peer in LOCAL_PEERS:
        hops = request.headers.get("x-forwarded-for", "").rpartition(",")
        peer = hops[2].strip() or peer
    try:
        address = ip_address(peer)
    except ValueError:
        return "inconnu"
    if address.version == 4:
        return str(address)
    return str(IPv6Network((int(address), 64), strict=False))


def _file(resource: bytes | None) -> bytes | None:
    if resource is None:
        return None
    try:
        binary = msgspec.json.decode(resource, type=_Binary)
        content = base64.b64decode(binary.data, validate=True)
    except msgspec.ValidationError as error:
        reason = "une ressource Binary (contentType, data) est attendue"
        raise Refusal.of("ELEMENT_INVALID", _FILE, reason=reason) from error
    except (binascii.Error, ValueError) as error:
        reason = "le contenu n'est pas en base64"
        raise Refusal.of("ELEMENT_INVALID", f"{_FILE}.data", reason=reason) from error
    if binary.resource_type != "Binary":
        reason = "une ressource Binary est attendue"
        raise Refusal.of("ELEMENT_INVALID", f"{_FILE}.resourceType", reason=reason)
    return content
