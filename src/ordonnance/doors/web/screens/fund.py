"""The fund agent: records what a patient asks about a number, and sees nothing of its content."""

import uuid

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.objecting import OBJECT, WITHDRAW, wanted
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.objection import Object, record_objection

PROOF_LIMIT = 500
"""Longest account of how a request was received, in characters."""


async def ask(visit: Visit) -> Response:
    """The form."""
    return _form(visit, None)


async def record(visit: Visit) -> Response:
    """Record the objection, or its withdrawal, with how the request was received."""
    try:
        asks, proof = wanted(visit.form), visit.form.text("preuve")
        if len(proof) > PROOF_LIMIT:
            raise Refusal.of("TEXT_TOO_LONG", "preuve", limit=PROOF_LIMIT)
        number = visit.typed_number(visit.form.text("numero"))
        sent = f"{asks}\n{number.value}\n{proof}".encode()
        asked = visit.writing(number, sent)
        await record_objection(Object(asked, asks == WITHDRAW, proof), visit.platform.ports)
    except Refusal as refusal:
        return _form(visit, refusal)
    told = f"{asks}|{number.value}"
    return elsewhere(f"/opposition/{visit.session.sealed(told)}")


async def recorded(visit: Visit) -> Response:
    """What this session recorded, and nothing else about that ordonnance."""
    asked, _, number = (visit.session.opened(visit.path("handle")) or "").partition("|")
    if asked not in (OBJECT, WITHDRAW):
        raise Refusal.of("ADDRESS_OF_ANOTHER_SESSION")
    return visit.page("fund_recorded.html", end=number[-6:], stands=asked == OBJECT)


def _form(visit: Visit, refusal: Refusal | None) -> Response:
    """The form, with what was typed when it could not be done."""
    status = refusal.first.entry.status if refusal else 200
    return visit.page(
        "fund.html", status, refusal=refusal, key=str(uuid.uuid4()), limit=PROOF_LIMIT,
        typed={name: visit.form.text(name) for name in ("numero", "preuve", "sens")},
    )  # fmt: skip
