"""A mailbox tried from a page: what is refused before, what is found after, what is never twice."""

from datetime import timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.mailbox.operators import Box as OwnBox
from ordonnance.adapters.mailbox.operators import Operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.bootstrap.mail_trials import look, own_boxes, tried_from_a_page
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, LetterKind, OpenBox
from ordonnance.doors.web.screens.administration_preparation import steps
from ordonnance.usecases.mail.posting import known, post
from ordonnance.usecases.mail.sending import MailRoom, happened, send_due
from ordonnance.usecases.mail.trials import PATIENCE
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from tests.builders.mail import NOON, SAMU, TRUSTED, Trust, Watch, posted
from tests.builders.postmen import Postman
from tests.unit.test_mailing import HOSTILE, Box, Boxed

pytestmark = pytest.mark.anyio
ADDRESS = str(SAMU.address)


def mail_of(box: Box, postman: Postman | None = None, trust: Trust | None = None) -> Boxed:
    """The mail of a process that opens that mailbox with a certificate."""
    watch = Watch()
    own = {ADDRESS: OwnBox(SAMU.address, "SAMU", Path(), None)}
    room = MailRoom(MemoryLetters(), postman or Postman(), trust or Trust(), watch)
    return Boxed(
        Operators("DEMO", Path(), None, {}, own), LiveTokens(watch), room, inboxes={ADDRESS: box}
    )


def clock_of(mailing: Boxed) -> Watch:
    assert isinstance(mailing.room.clock, Watch)
    return mailing.room.clock


async def begun(mailing: Boxed, box: Box) -> str:
    """A trial that has left, its message in the mailbox behind somebody else's."""
    id = await tried_from_a_page(mailing, ADDRESS)
    content = await mailing.room.letters.content(id)
    assert content is not None
    clock_of(mailing).pass_by(seconds=3)
    assert await send_due(mailing.room) == 1
    box.holds = [content, HOSTILE]
    return id


async def test_what_came_back_is_written_once_and_said_by_any_process() -> None:
    box = Box()
    mailing = mail_of(box)
    id = await begun(mailing, box)
    first = await look(mailing, id)
    assert (first.handed, first.arrived, first.receipt) == (3.0, 3.0, None)
    assert box.archived == ["0"]
    clock_of(mailing).pass_by(seconds=4)
    await happened(mailing.room.letters, id, Event.DELIVERED, clock_of(mailing).now())
    whole = await look(mailing, id)
    assert whole.whole
    assert whole.receipt == 7.0
    assert [kind for kind, _, _ in steps(whole)] == ["bon"] * 3
    assert box.fetched == ["1", "0"]


async def test_what_does_not_come_back_in_time_is_told_missing_and_may_still_come() -> None:
    box = Box()
    mailing = mail_of(box)
    id = await tried_from_a_page(mailing, ADDRESS)
    assert not (await look(mailing, id)).over
    clock_of(mailing).pass_by(seconds=PATIENCE.total_seconds() + 1)
    late = await look(mailing, id)
    assert late.late
    assert not late.whole
    assert [words for _, _, words in steps(late)] == ["pas à temps"] * 3
    assert box.fetched == []


async def test_a_message_refused_says_its_code() -> None:
    mailing = mail_of(Box(), Postman(at_end=[MailTrouble(Trouble.REFUSED, "5.7.1")]))
    id = await tried_from_a_page(mailing, ADDRESS)
    await send_due(mailing.room)
    back = await look(mailing, id)
    assert back.bounced
    assert back.over
    assert back.code == "5.7.1"


async def test_a_mailbox_that_does_not_open_now_is_looked_into_again() -> None:
    box = Box()
    mailing = mail_of(box)
    id = await begun(mailing, box)
    box.unlisted = MailTrouble(Trouble.LATER, "BUSY")
    assert (await look(mailing, id)).arrived is None
    box.unlisted = None
    assert (await look(mailing, id)).arrived == 3.0


async def test_nothing_leaves_when_it_cannot() -> None:
    shut = mail_of(Box(unlisted=MailTrouble(Trouble.LATER, "CERTIFICATE")))
    outside = mail_of(Box(), trust=Trust(None))
    for mailing, address, code in (
        (None, ADDRESS, "MAIL_NOT_SET"), (shut, "x@chu-exemple.mssante.fr", "MAILBOX_NOT_OWN"),
        (shut, ADDRESS, "MAILBOX_SHUT"), (outside, ADDRESS, "MAIL_WHITE_LIST_NONE"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as caught:
            await tried_from_a_page(mailing, address)
        assert caught.value.code == code
    for mailing in (shut, outside):
        assert await mailing.room.letters.claim(
            frozenset({OpenBox(ADDRESS)}), NOON + timedelta(hours=1), timedelta(minutes=4), 8
        ) == []  # fmt: skip


async def test_another_letter_is_no_trial() -> None:
    mailing = mail_of(Box())
    letter = await post(mailing.room.letters, posted(), TRUSTED, NOON)
    assert letter.kind is LetterKind.PRESCRIPTION
    for id in (letter.id, "inconnu@chu-exemple.mssante.fr"):
        with pytest.raises(Refusal) as caught:
            await look(mailing, id)
        assert caught.value.code == "MAIL_UNKNOWN"
    with pytest.raises(Refusal) as none:
        await look(None, letter.id)
    assert none.value.code == "MAIL_NOT_SET"
    assert (await known(mailing.room.letters, letter.id)).version == 1
    assert own_boxes(None) == ()
