"""What the forms of an objection ask: to object, or to withdraw it."""

from ordonnance.doors.web.forms import Form, invalid

OBJECT, WITHDRAW = "opposer", "lever"


def wanted(form: Form) -> str:
    """OBJECT or WITHDRAW. Raises ELEMENT_INVALID for anything else."""
    sent = form.text("sens")
    if sent not in (OBJECT, WITHDRAW):
        raise invalid("sens", "choisir « s'opposer » ou « lever »")
    return sent
