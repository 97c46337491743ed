"""A professional records who acts for a patient, hands a code over, or ends what was recorded."""

from starlette.responses import Response

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.errors import Refusal
from ordonnance.domain.representation import Proof, last_day, majority
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.screens.representation_form import Typed
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.patient_access import LIFE
from ordonnance.usecases.ports import Representations
from ordonnance.usecases.representing import Recorded, end, read_representatives, record


async def show(visit: Visit) -> Response:
    """Who represents the patient now, and the form to record one."""
    return await _shown(visit, Typed(Form({})))


async def record_one(visit: Visit) -> Response:
    """Record a representative, and show the code once."""
    typed = Typed(visit.form)
    wanted = typed.recording()
    if wanted is None:
        return await _shown(visit, typed)
    try:
        asked = visit.asked(visit.number())
        done = await record(asked, wanted, visit.platform.ports, kept_by(visit))
    except Refusal as refusal:
        if refusal.code not in ("REPRESENTATION_PROOF", "REPRESENTATION_UNTIL",
                                "REPRESENTATION_STANDS", "REPRESENTATION_SELF"):  # fmt: skip
            raise
        return await _shown(visit, typed, refusal)
    return code_page(visit, done, _page_of(visit), "Revenir à l’ordonnance")


async def end_one(visit: Visit) -> Response:
    """End one of them."""
    asked = visit.asked(visit.number())
    await end(asked, visit.form.text("representation"), visit.platform.ports, kept_by(visit))
    return elsewhere(f"{_page_of(visit)}/representation#representants")


def code_page(visit: Visit, done: Recorded, back: str, label: str) -> Response:
    """The code to hand over to the representative: a reload makes another one."""
    sign_in = visit.platform.browsing.sign_in
    return visit.page(
        "representation_code.html", done=done, days=LIFE.days, back=back, back_label=label,
        provider=sign_in.for_patients() if sign_in is not None else None,
        at=visit.platform.base_url,
    )  # fmt: skip


def kept_by(visit: Visit) -> Representations:
    """Where representations are kept. Raises ROUTE_UNKNOWN where no representative can sign in."""
    if not visit.representatives_sign_in:
        raise Refusal.of("ROUTE_UNKNOWN")
    return visit.platform.browsing.representing.kept


async def _shown(visit: Visit, typed: Typed, refusal: Refusal | None = None) -> Response:
    ports = visit.platform.ports
    found = await read_representatives(visit.asked(visit.number()), ports, kept_by(visit))
    patient, today = found.patient, legal_day(ports.clock.now(), PARIS)
    minor = today < majority(patient.birth_date)
    status = refusal.first.entry.status if refusal else 422 if typed.problems else 200
    return visit.page(
        "representation.html", status, refusal=refusal, typed=typed.texts(),
        problems=typed.problems, patient=patient.name, minor=minor, page=_page_of(visit),
        last=last_day(patient.birth_date, today),
        proofs=[each for each in Proof if each.of_a_minor is minor],
        standing=found.standing,
    )  # fmt: skip


def _page_of(visit: Visit) -> str:
    """The page of the ordonnance, of which these are parts."""
    return "/".join(visit.request.url.path.split("/")[:3])
