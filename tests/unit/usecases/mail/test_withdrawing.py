"""A letter taken back: it holds until its withdrawal has left."""

import pytest

from ordonnance.adapters.memory import MemoryLetters
from ordonnance.documents.mail.reports import Outcome
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, LetterState
from ordonnance.usecases.mail.following import reported
from ordonnance.usecases.mail.posting import known, post, withdraw
from ordonnance.usecases.mail.sending import MailRoom, happened, send_due
from tests.builders.mail import TRUSTED, Trust, Watch, a_report, posted
from tests.builders.postmen import Postman
from tests.unit.usecases.mail.test_posting import LATER, SENT, a_letter

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("event", [Event.CANCELLED, Event.REFUSED, Event.HANDING])
async def test_a_letter_holds_while_its_withdrawal_has_not_left(event: Event) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT)
    withdrawal = await withdraw(letters, posted("demo-2", about=letter.id), TRUSTED, LATER)
    await happened(letters, withdrawal.id, event, LATER)
    await withdraw(letters, posted("demo-2", about=letter.id), TRUSTED, LATER)
    with pytest.raises(Refusal, match="MAIL_ANOTHER_LETTER"):
        await post(letters, posted("demo-3", concerns=letter.concerns), TRUSTED, LATER)


async def test_a_letter_is_withdrawn_once_its_withdrawal_is_handed_over() -> None:
    letters, watch, postman = MemoryLetters(), Watch(LATER), Postman()
    letter = await a_letter(letters, *SENT, Event.DELIVERED)
    await withdraw(letters, posted("demo-2", about=letter.id), TRUSTED, LATER)
    assert await send_due(MailRoom(letters, postman, Trust(), watch)) == 1
    assert (await known(letters, letter.id)).state is LetterState.WITHDRAWN
    other = posted("demo-3", concerns=letter.concerns)
    assert (await post(letters, other, TRUSTED, LATER)).state is LetterState.READY


@pytest.mark.parametrize("told", [True, False], ids=["by a report", "asked again"])
async def test_a_withdrawal_that_left_unseen_marks_the_letter(told: bool) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT)
    message = posted("demo-2", about=letter.id)
    withdrawal = await withdraw(letters, message, TRUSTED, LATER)
    await happened(letters, withdrawal.id, Event.HANDING, LATER)
    if told:
        await reported(letters, a_report(withdrawal, Outcome.DELIVERED), LATER)
    else:
        await happened(letters, withdrawal.id, Event.TAKEN, LATER)
        await withdraw(letters, message, TRUSTED, LATER)
    assert (await known(letters, letter.id)).state is LetterState.WITHDRAWN


async def test_only_a_prescription_is_withdrawn() -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT)
    withdrawal = await withdraw(letters, posted("demo-2", about=letter.id), TRUSTED, LATER)
    with pytest.raises(Refusal, match="MAIL_NOT_PRESCRIPTION"):
        await withdraw(letters, posted("demo-3", about=withdrawal.id), TRUSTED, LATER)


async def test_what_bounced_after_a_server_took_it_can_still_be_withdrawn() -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT, Event.BOUNCED)
    withdrawal = await withdraw(letters, posted("demo-2", about=letter.id), TRUSTED, LATER)
    assert withdrawal.state is LetterState.READY
