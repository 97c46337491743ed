"""The head of a request, judged before anything of it is obeyed.

Refused is what two readers may take for two different requests: RFC 9112 (sections 3.2, 6.1, 11.2)
says where they differ. Everything here is answered once, then the connection closes.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from ordonnance.domain.errors import Refusal

HEAD_LIMIT = 32 * 1024
"""Most bytes of a request line and its headers; a token has at most half of them."""

MOST_HEADERS = 100

Header = tuple[bytes, bytes]

_ONCE = frozenset(
    {
        b"authorization", b"content-encoding", b"content-length", b"content-type", b"host",
        b"idempotency-key", b"if-match", b"ordonnance-client", b"ordonnance-place",
        b"transfer-encoding",
    }
)  # fmt: skip
"""Headers that say one thing: said twice, each reader would choose its own."""

_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?\Z")
_ESCAPE = re.compile(rb"%(?!24)")


def head_fault(target: bytes, headers: Sequence[Header], version: str) -> Refusal | None:
    """Why this head is not taken, None when it is. Names of headers are in lower case."""
    size = len(target) + sum(map(len, chain.from_iterable(headers))) + 4 * len(headers)
    if size > HEAD_LIMIT or len(headers) > MOST_HEADERS:
        return Refusal.of("HEADERS_TOO_LARGE", limit=f"{HEAD_LIMIT // 1024} Kio")
    found = dict(headers)
    if len(found) < len(headers):
        names = [name for name, _ in headers]
        twice = sorted(name for name in _ONCE if names.count(name) > 1)
        if twice:
            return Refusal.of("HEADER_INVALID", header=twice[0].decode("ascii").title())
    if not _is_clear(found, version):
        return Refusal.of("REQUEST_MALFORMED")
    # Only `$` may be escaped in our paths: a proxy that forbids one must see it as we do.
    if b"%" in target and _ESCAPE.search(target.partition(b"?")[0]):
        return Refusal.of("ROUTE_UNKNOWN")
    return None


def _is_clear(headers: dict[bytes, bytes], version: str) -> bool:
    if version not in ("1.0", "1.1"):
        return False
    host = headers.get(b"host")
    if host is None:
        if version == "1.1":
            return False
    elif not _is_host(host):
        return False
    return headers.get(b"transfer-encoding", b"chunked").lower() == b"chunked"


@lru_cache(maxsize=64)
def _is_host(value: bytes) -> bool:
    return _HOST.match(value) is not None
