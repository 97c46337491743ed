"""Where a letter is, as the page of an ordonnance sent tells its author."""

from datetime import UTC, datetime

import pytest

from ordonnance.bootstrap.entrusted_letters import SentLetter
from ordonnance.bootstrap.mail_desk import ToldLetter
from ordonnance.domain.letters import LetterState
from ordonnance.doors.web.screens.writing_sending import state_of
from ordonnance.usecases.mail.believing import UNPROVEN
from ordonnance.usecases.mail.entrusting import Towards


def sent(state: LetterState, next_step: str) -> SentLetter:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    letter = ToldLetter(
        "un@x", "prescription", state.value, at, late=False, read=False, doubts=0, attempts=1,
        code="", next_step=next_step, history=(),
    )  # fmt: skip
    return SentLetter(
        Towards.PHARMACY, "Pharmacie EXEMPLE", letter, cancellable=False, withdrawable=True
    )


@pytest.mark.parametrize("state", [LetterState.HANDED, LetterState.DELIVERED])
def test_what_is_said_to_have_come_back_has_no_green_shape(state: LetterState) -> None:
    assert state_of(sent(state, ""))[0] == "bon"
    assert state_of(sent(state, UNPROVEN))[0] == "attention"
    assert state_of(sent(LetterState.BOUNCED, UNPROVEN))[0] == "bloque"
