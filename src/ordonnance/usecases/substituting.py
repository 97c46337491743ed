"""Another pack than the one prescribed: which substitution it is, or why it is refused."""

from ordonnance.domain.dispensing import Substitution
from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Line
from ordonnance.law.replacing import NOT_ALLOWED, TEXT_REQUIRED, NotReplaced, Replacing
from ordonnance.usecases.acting import Opened


def substitution_of(
    opened: Opened, line: Line, asked: Substitution | None, served: Medicine
) -> Substitution | None:
    """The substitution that a pack of `served` amounts to, None when it is what was prescribed.

    Raises Refusal: SUBSTITUTION_NOT_ALLOWED, SUBSTITUTION_REASON_REQUIRED, TEXT_REQUIRED.
    """
    answer = Replacing(
        line, opened.medicines.get(line.number), served, asked,
        opened.ordonnance.established_on, opened.day,
    ).answer()  # fmt: skip
    if isinstance(answer, NotReplaced):
        raise _refusal(line, answer)
    return answer


def _refusal(line: Line, answer: NotReplaced) -> Refusal:
    if answer.code == NOT_ALLOWED:
        return Refusal.of(answer.code, line=line.number, reason=answer.reason)
    if answer.code == TEXT_REQUIRED:
        return Refusal.of(answer.code)
    return Refusal.of(answer.code, line=line.number)
