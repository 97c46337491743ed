"""The fund agent records who acts for somebody, or ends it, and sees nothing of any ordonnance."""

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.domain.representation import Proof
from ordonnance.doors.web.forms import Form, invalid
from ordonnance.doors.web.screens.representation_form import TRAITS, Typed
from ordonnance.doors.web.screens.representing import code_page, kept_by
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.representing import end_at_a_fund, record_at_a_fund

RECORD, END = "enregistrer", "terminer"
_PATIENT = tuple(f"patient_{name}" for name in (*TRAITS, "ins"))


async def ask(visit: Visit) -> Response:
    """The form."""
    kept_by(visit)
    return _form(visit, Typed(Form({})))


async def write(visit: Visit) -> Response:
    """Record it and show the code, or end it."""
    sense = visit.form.text("sens")
    if sense not in (RECORD, END):
        raise invalid("sens", "choisir « enregistrer » ou « mettre fin »")
    typed = Typed(visit.form)
    try:
        return await (_recorded if sense == RECORD else _ended)(visit, typed)
    except Refusal as refusal:
        if not refusal.code.startswith("REPRESENTATION_"):
            raise
        return _form(visit, typed, refusal)


async def _recorded(visit: Visit, typed: Typed) -> Response:
    ports, kept = visit.platform.ports, kept_by(visit)
    patient = typed.represented(demonstration=ports.demonstration)
    wanted = typed.recording()
    if patient is None or wanted is None:
        return _form(visit, typed)
    done = await record_at_a_fund(visit.caller, patient, wanted, ports, kept)
    return code_page(visit, done, "/representation", "Une autre demande")


async def _ended(visit: Visit, typed: Typed) -> Response:
    ports, kept = visit.platform.ports, kept_by(visit)
    patient = typed.represented(demonstration=ports.demonstration)
    traits = typed.traits()
    if patient is None or traits is None:
        return _form(visit, typed)
    await end_at_a_fund(visit.caller, patient.ins, traits, ports, kept)
    return visit.page("representation_ended.html", patient=patient.name, person=traits.name)


def _form(visit: Visit, typed: Typed, refusal: Refusal | None = None) -> Response:
    """The form, with what was typed when it could not be done."""
    status = refusal.first.entry.status if refusal else 422 if typed.problems else 200
    return visit.page(
        "representation_fund.html", status, refusal=refusal, problems=typed.problems,
        typed=typed.texts("sens", *_PATIENT), proofs=tuple(Proof), record=RECORD, end=END,
    )  # fmt: skip
