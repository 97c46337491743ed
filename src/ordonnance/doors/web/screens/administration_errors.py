"""The catalogue of errors, searched by code and by words: nothing needs a script."""

import unicodedata

from starlette.responses import Response

from ordonnance.domain.error_catalogue import CATALOGUE, ErrorEntry
from ordonnance.doors.web.visit import Visit

ASKED_LIMIT = 80
"""Most characters of a search."""


async def search(visit: Visit) -> Response:
    """The refusals whose code, sentence or advice has every word; all of them without a word."""
    asked = visit.request.query_params.get("q", "").strip()[:ASKED_LIMIT]
    found = matching(asked)
    return visit.page(
        "administration_errors.html", asked=asked, found=found, total=len(CATALOGUE),
        limit=ASKED_LIMIT,
    )  # fmt: skip


def matching(asked: str) -> tuple[ErrorEntry, ...]:
    """In the order of the catalogue; accents and case do not count, a status may be typed."""
    words = plain(asked).split()
    return tuple(
        entry for entry in CATALOGUE.values() if all(word in plain(_told(entry)) for word in words)
    )


def _told(entry: ErrorEntry) -> str:
    return f"{entry.code} {entry.status} {entry.message} {entry.do}"


def plain(text: str) -> str:
    """Without accents, in lower case, with one kind of apostrophe."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    return "".join(each for each in bare if not unicodedata.combining(each))
