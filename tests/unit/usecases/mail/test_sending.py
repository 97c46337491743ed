"""Letters handed over: each once, whatever goes wrong, and what is doubtful says so."""

import pytest

from ordonnance.adapters.memory import MemoryLetters
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, Letter, LetterState, OpenBox
from ordonnance.usecases.mail.posting import cancel, post
from ordonnance.usecases.mail.sending import UNSURE_PAUSE, MailRoom, pause, send_due
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble
from tests.builders.mail import NOON, SAMU, TRUSTED, WRITER, Trust, Watch, posted
from tests.builders.postmen import Died, Handing, Postman

pytestmark = pytest.mark.anyio


class Room:
    """A mail room in memory, its parts at hand."""

    def __init__(self) -> None:
        self.letters, self.postman = MemoryLetters(), Postman()
        self.trust, self.watch = Trust(), Watch()

    @property
    def mail(self) -> MailRoom:
        return MailRoom(self.letters, self.postman, self.trust, self.watch)

    async def post(self, unique: str = "demo-1", **changes: object) -> str:
        letter = await post(self.letters, posted(unique, **changes), TRUSTED, self.watch.now())
        return letter.id

    async def letter(self, id: str) -> Letter:
        found = await self.letters.read(id)
        assert found is not None
        return found

    async def state(self, id: str) -> LetterState:
        return (await self.letter(id)).state


@pytest.fixture
def room() -> Room:
    return Room()


async def test_a_letter_is_handed_over_once_and_its_bytes_go(room: Room) -> None:
    id = await room.post()
    assert await send_due(room.mail) == 1
    assert await send_due(room.mail) == 0
    assert room.postman.took.total() == 1
    assert await room.state(id) is LetterState.HANDED
    assert await room.letters.content(id) is None
    assert [step.event for step in (await room.letter(id)).history] == [Event.HANDING, Event.TAKEN]


async def test_without_a_session_of_its_sender_a_letter_waits_and_leaves_once_it_is_back(
    room: Room,
) -> None:
    id = await room.post(writer=WRITER)
    assert await send_due(room.mail) == 0
    assert await room.state(id) is LetterState.WAITING
    room.postman.sessions.add(OpenBox(str(SAMU.address), WRITER))
    assert await send_due(room.mail) == 1
    assert await room.state(id) is LetterState.HANDED


async def test_a_session_that_ends_at_the_server_puts_the_letter_back_to_wait(room: Room) -> None:
    id = await room.post(writer=WRITER)
    room.postman.sessions.add(OpenBox(str(SAMU.address), WRITER))
    room.postman.before = [MailTrouble(Trouble.TOKEN, "535")]
    await send_due(room.mail)
    assert await room.state(id) is LetterState.WAITING
    assert room.postman.took.total() == 0


@pytest.mark.parametrize(
    ("trouble", "state"),
    [(Trouble.LATER, LetterState.READY), (Trouble.REFUSED, LetterState.BOUNCED)],
)
async def test_what_a_server_answers_before_the_end_decides(
    room: Room, trouble: Trouble, state: LetterState
) -> None:
    id = await room.post()
    room.postman.before = [MailTrouble(trouble, "5.1.1")]
    await send_due(room.mail)
    assert await room.state(id) is state
    assert (await room.letter(id)).code == "5.1.1"


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (Trouble.LATER, LetterState.READY),
        (Trouble.REFUSED, LetterState.BOUNCED),
        (Trouble.UNSURE, LetterState.HANDING),
    ],
)
async def test_what_a_server_answers_at_the_end_decides(
    room: Room, trouble: Trouble, state: LetterState
) -> None:
    id = await room.post()
    room.postman.at_end = [MailTrouble(trouble, "4.0.0")]
    await send_due(room.mail)
    assert await room.state(id) is state


async def test_a_letter_put_off_comes_back_later_and_later(room: Room) -> None:
    id = await room.post()
    room.postman.before = [MailTrouble(Trouble.LATER, "4.3.0"), None]
    await send_due(room.mail)
    assert await send_due(room.mail) == 0
    room.watch.pass_by(seconds=15)
    assert await send_due(room.mail) == 1
    assert await room.state(id) is LetterState.HANDED
    pauses = [pause(attempts).total_seconds() for attempts in range(1, 8)]
    assert pauses == [15, 30, 60, 120, 240, 300, 300]


async def test_an_answer_lost_is_a_doubt_and_the_same_letter_leaves_again_after_a_pause(
    room: Room,
) -> None:
    id = await room.post()
    room.postman.at_end = [MailTrouble(Trouble.UNSURE, "timeout")]
    await send_due(room.mail)
    assert await send_due(room.mail) == 0
    room.watch.pass_by(seconds=UNSURE_PAUSE.total_seconds())
    assert await send_due(room.mail) == 1
    letter = await room.letter(id)
    assert (letter.state, letter.doubts) == (LetterState.HANDED, 1)
    assert set(room.postman.took) == {(id, letter.recipient)}


@pytest.mark.parametrize("trouble", [Trouble.LATER, Trouble.REFUSED, Trouble.TOKEN])
async def test_a_letter_that_may_have_left_is_never_said_not_to_have(
    room: Room, trouble: Trouble
) -> None:
    id = await room.post()
    room.postman.at_end = [MailTrouble(Trouble.UNSURE, "timeout")]
    await send_due(room.mail)
    room.watch.pass_by(minutes=3)
    room.postman.before = [MailTrouble(trouble, "x")]
    await send_due(room.mail)
    assert await room.state(id) is LetterState.HANDING
    with pytest.raises(Refusal, match="MAIL_LEFT"):
        await cancel(room.letters, id, room.watch.now())


async def test_a_process_that_dies_before_the_end_left_nothing_and_another_sends_it(
    room: Room,
) -> None:
    id = await room.post()
    room.postman.before = [Died()]
    with pytest.raises(Died):
        await send_due(room.mail)
    assert await room.state(id) is LetterState.READY
    room.watch.pass_by(minutes=5)
    await send_due(room.mail)
    letter = await room.letter(id)
    assert (letter.state, letter.doubts) == (LetterState.HANDED, 0)
    assert room.postman.took.total() == 1


@pytest.mark.parametrize("taken", [False, True])
async def test_a_process_that_dies_after_the_end_leaves_a_doubt_that_the_next_one_counts(
    room: Room, taken: bool
) -> None:
    id = await room.post()
    room.postman.at_end, room.postman.dies_after_taking = [Died()], taken
    with pytest.raises(Died):
        await send_due(room.mail)
    assert await room.state(id) is LetterState.HANDING
    room.watch.pass_by(minutes=5)
    await send_due(room.mail)
    letter = await room.letter(id)
    assert (letter.state, letter.doubts) == (LetterState.HANDED, 1)
    assert room.postman.took.total() == 1 + taken


async def test_a_later_trouble_before_the_end_does_not_wipe_the_doubt_of_a_dead_process(
    room: Room,
) -> None:
    id = await room.post()
    room.postman.at_end = [Died()]
    with pytest.raises(Died):
        await send_due(room.mail)
    room.watch.pass_by(minutes=5)
    room.postman.before = [MailTrouble(Trouble.LATER, "421")]
    await send_due(room.mail)
    assert await room.state(id) is LetterState.HANDING


async def test_a_letter_cancelled_while_the_server_receives_it_is_abandoned(room: Room) -> None:
    id = await room.post()

    class Slow(Postman):
        async def prepare(self, envelope: Envelope, content: bytes) -> Handing:
            await cancel(room.letters, id, NOON)
            return await super().prepare(envelope, content)

    slow = room.postman = Slow()
    await send_due(room.mail)
    assert await room.state(id) is LetterState.CANCELLED
    assert (slow.took.total(), slow.abandoned) == (0, 1)


async def test_the_white_list_is_asked_again_when_the_letter_leaves(room: Room) -> None:
    id = await room.post()
    room.trust.trusted = type(TRUSTED).of(["chu-exemple.mssante.fr"], NOON.date())
    await send_due(room.mail)
    letter = await room.letter(id)
    assert (letter.state, letter.code) == (LetterState.BOUNCED, "MAIL_DOMAIN_OUTSIDE")
    assert room.postman.took.total() == 0


async def test_without_a_white_list_nothing_leaves_and_nothing_is_given_up(room: Room) -> None:
    id = await room.post()
    room.trust.trusted = None
    await send_due(room.mail)
    assert await room.state(id) is LetterState.READY
    assert room.postman.took.total() == 0


async def test_only_the_letters_of_mailboxes_that_can_send_are_taken(room: Room) -> None:
    other = await room.post("demo-2", sender="autre@chu-exemple.mssante.fr")
    mine = await room.post()
    assert await send_due(room.mail) == 1
    assert await room.state(other) is LetterState.READY
    assert await room.state(mine) is LetterState.HANDED
