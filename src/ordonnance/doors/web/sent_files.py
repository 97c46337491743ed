"""A form with a file, as it was sent: in memory only, within limits."""

from collections.abc import AsyncGenerator

from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE

LARGEST_REQUEST = LARGEST_FILE + 16 * 1024
"""Most bytes of a form: a file of the largest size, and what goes around it."""


class _InMemory(MultiPartParser):
    """A form whose file never touches the disk."""

    spool_max_size = LARGEST_REQUEST


async def sent_form(request: Request, body: bytes) -> FormData:
    """Its fields and its file; to be closed once read. Raises CONTENT_TYPE."""

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parser = _InMemory(request.headers, once(), max_files=1, max_fields=4)
        return await parser.parse()
    except (MultiPartException, MultipartParseError, KeyError, AssertionError) as error:
        given = request.headers.get("content-type", "absent")[:60]
        raise Refusal.of("CONTENT_TYPE", type=given, expected="multipart/form-data") from error
