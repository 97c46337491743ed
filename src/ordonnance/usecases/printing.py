"""Which ordonnances a paper printing draws: what the law's forms allow, or what it bars and why."""

from ordonnance.domain.errors import Refusal
from ordonnance.law.form import Form
from ordonnance.law.ways import Forms, Way, Written

_STRICTER = {
    Form.SECURISEE: Form.CLASSIQUE,
    Form.SECURISEE_BIZONE: Form.BIZONE,
    Form.BIZONE: Form.CLASSIQUE,
}
"""A stricter paper may always be taken for a plainer one (RX-SEC-11; an empty ALD zone)."""


def papers(found: Forms, wanted: Form | None) -> tuple[Written, ...]:
    """The paper ordonnances to print. `wanted` None: every paper of the first way on paper.

    Raises Refusal FORM_BARRED, with the reason and the forms that are possible.
    """
    for way in found.ways:
        drawn = tuple(each for each in way.ordonnances if each.form.paper)
        if drawn and wanted is None:
            return drawn
        if wanted in way.forms:
            return tuple(each for each in drawn if each.form is wanted)
    plainer = _STRICTER.get(wanted) if wanted else None
    if wanted is not None and plainer is not None:
        for way in found.ways:
            if plainer in way.forms:
                return tuple(_as(each, wanted) for each in way.ordonnances if each.form is plainer)
    raise _barred(found, wanted or Form.CLASSIQUE)


def _as(written: Written, form: Form) -> Written:
    """The same ordonnance on a stricter paper; secured, it shows the ground of the decree."""
    ground = written.ground
    printed = ground if form.secured and ground and ground.of_the_decree else written.prints
    return Written(
        form, written.lines, written.kind, written.copies, written.reasons, ground, printed
    )


def _barred(found: Forms, wanted: Form) -> Refusal:
    reason = next((each.reason for each in found.barred if each.form is wanted), None)
    told = f"{reason.text.rstrip('.')} ({reason.article})." if reason else "rien ne la permet ici."
    return Refusal.of("FORM_BARRED", form=wanted.label, reason=told, allowed=_allowed(found.ways))


def _allowed(ways: tuple[Way, ...]) -> str:
    return " ; ".join(
        " et ".join(dict.fromkeys(each.form.label for each in way.ordonnances)) for way in ways
    )
