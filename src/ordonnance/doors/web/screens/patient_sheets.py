"""The sheet to download: as issued, in large print, or translated."""

from dataclasses import dataclass

from starlette.responses import Response

from ordonnance.bootstrap.printing import Asked as Wanted
from ordonnance.documents.phrasebook import Language
from ordonnance.domain.errors import Refusal
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.access import Act
from ordonnance.usecases.consult import consult


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One way to have the sheet: what stands in the address, its label and the label's language."""

    name: str
    label: str
    wanted: Wanted
    language: str = "fr"
    direction: str = "ltr"


SHEETS = (
    SheetChoice("feuille", "La feuille (PDF)", Wanted()),
    SheetChoice("grand", "En gros caractères (PDF)", Wanted(large=True)),
    SheetChoice("en", "In English", Wanted(language=Language.ENGLISH), "en"),
    SheetChoice("ar", "بالعربية", Wanted(language=Language.ARABIC), "ar", "rtl"),
    SheetChoice("pt", "Em português", Wanted(language=Language.PORTUGUESE), "pt"),
    SheetChoice("uk", "Українською", Wanted(language=Language.UKRAINIAN), "uk"),
)
_BY_NAME = {each.name: each for each in SHEETS}


async def sheet(visit: Visit) -> Response:
    """The PDF. Raises ROUTE_UNKNOWN for a sheet that we do not make."""
    choice = _BY_NAME.get(visit.path("feuille"))
    if choice is None:
        raise Refusal.of("ROUTE_UNKNOWN")
    opened = await consult(visit.asked(visit.number()), visit.platform.ports, Act.RENDER)
    made = visit.platform.rendered(opened, asked=choice.wanted)
    # The day tells two files apart on a phone; the number would stay in its list of downloads.
    name = f"ordonnance-{opened.established_on.isoformat()}-{choice.name}.pdf"
    headers = SECURITY_HEADERS | {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(made.content, 200, headers, made.media)
