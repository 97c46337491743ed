"""Our own files (style, scripts, fonts, icons): read once, compressed once, kept by browsers.

Their address carries a digest of their content, so that a new version is never an old one.
"""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web import awaited

FOLDER = files("ordonnance.doors.web") / "static"
_TYPES = {".woff2": "font/woff2", ".wasm": "application/wasm", ".js": "text/javascript"}
_SENT = (".css", ".js", ".svg", ".wasm", ".woff2")
_PACKED_ALREADY = (".woff2",)
_MADE: Mapping[str, Callable[[], bytes]] = {"actes.js": awaited.script}
_NAMED = re.compile(rb'url\("([a-z0-9.-]+)"\)')


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent."""

    plain: bytes
    packed: bytes | None
    media: str
    digest: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file that a page may ask for, by name: those of the folder, those made of a table."""
    found: dict[str, StaticFile] = {}
    # Styles last: they name the addresses of the others.
    for each in sorted(FOLDER.iterdir(), key=lambda file: file.name.endswith(".css")):
        if each.name.endswith(_SENT):
            found[each.name] = _read(each.name, _addressed(each.read_bytes(), found))
    return found | {name: _read(name, made()) for name, made in _MADE.items()}


def address_of(name: str) -> str:
    """Where a page finds that file. Raises KeyError for one that we do not have."""
    return _address(static_files()[name], name)


PATH = "/fichiers/{digest}/{name}"
"""Where the files are."""


async def sent(request: Request) -> Response:
    """One of the files, as it is now. Raises ROUTE_UNKNOWN for a former one."""
    found = static_files().get(request.path_params["name"])
    if found is None or found.digest != request.path_params["digest"]:
        raise Refusal.of("ROUTE_UNKNOWN")
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }
    accepted = request.headers.get("accept-encoding", "")
    if found.packed is not None and "gzip" in accepted:
        return Response(found.packed, 200, headers | {"Content-Encoding": "gzip"}, found.media)
    return Response(found.plain, 200, headers, found.media)


def _addressed(content: bytes, known: dict[str, StaticFile]) -> bytes:
    """A style whose `url("name")` are whole addresses."""

    def whole(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        return f'url("{_address(known[name], name)}")'.encode()

    return _NAMED.sub(whole, content)


def _address(file: StaticFile, name: str) -> str:
    return f"/fichiers/{file.digest}/{name}"


def _read(name: str, content: bytes) -> StaticFile:
    ending = name[name.rindex(".") :]
    media = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = None if ending in _PACKED_ALREADY else gzip.compress(content, 9, mtime=0)
    return StaticFile(content, packed, media, hashlib.sha256(content).hexdigest()[:16])
