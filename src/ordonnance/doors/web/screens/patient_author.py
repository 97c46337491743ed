"""One decision for every ordonnance of one prescriber: what stands, and the two buttons."""

import uuid

from starlette.responses import Response

from ordonnance.documents.identities import full_name
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.objecting import OBJECT, WITHDRAW, wanted
from ordonnance.doors.web.screens.patient_words import title_of
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.objecting_to_author import object_to_author, of_author


async def show(visit: Visit) -> Response:
    """What that prescriber wrote for the patient, and of which they may know the dispensings."""
    found = await of_author(visit.asked(visit.number()), visit.platform.ports)
    author = found.author
    return visit.page(
        "patient_author.html", found=found, handle=visit.path("handle"), key=str(uuid.uuid4()),
        author=full_name(author.given, author.family, author.prefix),
        rows=[
            (visit.handle(OrdonnanceNumber(each.number)), title_of(each.labels), each)
            for each in found.ordonnances
        ],
        object=OBJECT, withdraw=WITHDRAW,
    )  # fmt: skip


async def decide(visit: Visit) -> Response:
    """Object to all, or withdraw for all."""
    asks = wanted(visit.form)
    asked = visit.writing(visit.number(), f"{asks}|tout".encode())
    await object_to_author(asked, visit.platform.ports, withdraw=asks == WITHDRAW)
    return elsewhere(f"/mes-ordonnances/{visit.path('handle')}/prescripteur#resultat")
