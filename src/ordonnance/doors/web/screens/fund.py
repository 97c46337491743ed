"""The fund agent: records what a patient asks about a number, and sees nothing of its content."""

import uuid

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.objection import Object, record_objection

PROOF_LIMIT = 500
"""Longest account of how a request was received, in characters."""

OBJECT, WITHDRAW = "opposer", "lever"
_OUTCOMES = {"enregistree": OBJECT, "levee": WITHDRAW}
_ADDRESS_OF = {wanted: name for name, wanted in _OUTCOMES.items()}


async def ask(visit: Visit) -> Response:
    """The form."""
    return _form(visit, None)


async def record(visit: Visit) -> Response:
    """Record the objection, or its withdrawal, with how the request was received."""
    try:
        wanted, proof = _wanted(visit), visit.form.text("preuve")
        if len(proof) > PROOF_LIMIT:
            raise Refusal.of("TEXT_TOO_LONG", "preuve", limit=PROOF_LIMIT)
        number = visit.typed_number(visit.form.text("numero"))
        sent = f"{wanted}\n{number.value}\n{proof}".encode()
        asked = visit.asked(number, visit.form.text("cle"), sent)
        await record_objection(Object(asked, wanted == WITHDRAW, proof), visit.platform.ports)
    except Refusal as refusal:
        return _form(visit, refusal)
    return elsewhere(f"/opposition/{visit.handle(number)}/{_ADDRESS_OF[wanted]}")


async def recorded(visit: Visit) -> Response:
    """What was recorded, and nothing else about that ordonnance."""
    outcome = _OUTCOMES.get(visit.path("issue"))
    if outcome is None:
        raise Refusal.of("ROUTE_UNKNOWN")
    return visit.page("fund_recorded.html", number=visit.number().value, stands=outcome == OBJECT)


def _wanted(visit: Visit) -> str:
    wanted = visit.form.text("sens")
    if wanted not in _ADDRESS_OF:
        raise Refusal.of("ELEMENT_INVALID", "sens", reason="choisir « s'opposer » ou « lever »")
    return wanted


def _form(visit: Visit, refusal: Refusal | None) -> Response:
    """The form, with what was typed when it could not be done."""
    status = refusal.first.entry.status if refusal else 200
    return visit.page(
        "fund.html", status, refusal=refusal, key=str(uuid.uuid4()), limit=PROOF_LIMIT,
        typed={name: visit.form.text(name) for name in ("numero", "preuve", "sens")},
    )  # fmt: skip
