"""The loop of secure mail: what fails in one place stops nothing elsewhere."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.mailbox.operators import Host, Operators, Server
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.bootstrap.mailing import Mailing
from ordonnance.domain.letters import Event, Letter, LetterState, OpenBox
from ordonnance.usecases.mail.posting import known, post
from ordonnance.usecases.mail.sending import MailRoom, happened
from ordonnance.usecases.ports.inbox import Arrived, Inbox
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble
from tests.builders.mail import NOON, SAMU, TRUSTED, Trust, Watch, posted
from tests.builders.postmen import Handing, Postman
from tests.unit.documents.mail.test_reports import a_delivery, a_receipt, an_answer

pytestmark = pytest.mark.anyio
HOSTILE = b"From: " + b"(" * 4_000 + b"\r\nSubject: x\r\n\r\nx"


@dataclass
class Box:
    """An inbox that holds these; what is an exception is raised instead of its bytes."""

    holds: list[bytes | Exception] = field(default_factory=list)
    unlisted: Exception | None = None
    archived: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    async def listed(self, limit: int) -> Sequence[Arrived]:
        """All but what was put away."""
        if self.unlisted is not None:
            raise self.unlisted
        ids = (str(rank) for rank in range(len(self.holds)))
        there = [Arrived(id, NOON, 10, False, False) for id in ids if id not in self.archived]
        return there[-limit:]

    async def fetch(self, id: str) -> bytes:
        """The bytes of one."""
        self.fetched.append(id)
        found = self.holds[int(id)]
        if isinstance(found, Exception):
            raise found
        return found

    async def mark(self, id: str, *, served: bool) -> None:
        """Nothing to mark."""
        raise AssertionError(f"{id} {served}")

    async def archive(self, id: str) -> str | None:
        """Put one away."""
        self.archived.append(id)
        return None

    async def restore(self, place: str) -> None:
        """Nothing is put back."""
        raise AssertionError(place)


@dataclass(frozen=True, slots=True)
class Boxed(Mailing):
    """The mail of a process whose inboxes are given."""

    inboxes: dict[str, Box] = field(default_factory=dict)

    def inbox(self, box: OpenBox) -> Inbox:
        """The one given."""
        return self.inboxes[box.address]

    def reading(self, box: OpenBox) -> Inbox:
        """The same."""
        return self.inbox(box)


def mail_of(boxes: dict[str, Box], postman: Postman | None = None) -> Boxed:
    """The mail of a process with these inboxes; it sends with this postman."""
    watch = Watch(NOON + timedelta(minutes=6))
    postman = postman or Postman()
    postman.sends = set(boxes)
    room = MailRoom(MemoryLetters(), postman, Trust(), watch)
    server = Server(Host("localhost", 1), Host("localhost", 2))
    operators = Operators("DEMO", Path(), None, {"chu-exemple.mssante.fr": server}, {})
    return Boxed(
        operators, LiveTokens(watch), room, poll_seconds=0.01, reports_seconds=0.01, inboxes=boxes
    )


async def handed(mailing: Mailing, unique: str = "demo-1") -> Letter:
    """A letter that a server took."""
    letter = await post(mailing.room.letters, posted(unique), TRUSTED, NOON)
    for event in (Event.HANDING, Event.TAKEN):
        await happened(mailing.room.letters, letter.id, event, NOON)
    return letter


async def test_what_cannot_be_read_hides_neither_the_next_message_nor_the_next_box(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: bytes) -> object:
        raise RecursionError

    first, last = Box([HOSTILE, MailTrouble(Trouble.REFUSED, "TOO_LARGE")]), Box()
    lying = Box(unlisted=ValueError("of a server that lies"))
    names = sorted(f"{each}@chu-exemple.mssante.fr" for each in ("a", "b", "c"))
    mailing = mail_of(dict(zip(names, (first, lying, last), strict=True)))
    await mailing.follow()
    assert mailing.standing.unfollowed == {names[1]}
    last.holds = [HOSTILE]
    monkeypatch.setattr("ordonnance.bootstrap.mailing.received", read)
    with caplog.at_level(logging.ERROR):
        assert await mailing.follow() == 0
        assert await mailing.follow() == 0
    assert (first.fetched, last.fetched) == (["0", "1"], ["0"])
    assert "ALERT mailbox not followed: ValueError" in caplog.text
    lying.unlisted = None
    await mailing.follow()
    assert mailing.standing.unfollowed == frozenset()
    assert "ALERT a message that arrived is not read: RecursionError" in caplog.text


async def test_a_report_behind_messages_that_cannot_be_had_is_applied() -> None:
    gone = MailTrouble(Trouble.LATER, "GONE")
    box = Box([HOSTILE, gone, gone, a_delivery("delivered")])
    mailing = mail_of({str(SAMU.address): box})
    letter = await handed(mailing)
    assert await mailing.follow() == 1
    assert (await known(mailing.room.letters, letter.id)).state is LetterState.DELIVERED
    assert box.archived == ["3"]


SERVER, READER = b"MAILER-DAEMON@mx.chu-exemple.mssante.fr", b"officine@officine-exemple.mssante.fr"
READ = a_receipt("manual-action/MDN-sent-manually; displayed")
IN_WORDS = an_answer("Message non distribué", SERVER.decode())
NOT_FILED = an_answer("[KO Intégration système !][904] XDM/1.0/DDM+x", READER.decode())
STRANGER = b"autre@officine-exemple.mssante.fr"


@pytest.mark.parametrize(
    ("true", "forged"),
    [
        # A patient, the recipient, a mailbox of the operator, another operator: none is the server.
        *((a_delivery("failed"), a_delivery("failed").replace(SERVER, each))
          for each in (b"MAILER-DAEMON@patient.mssante.fr", READER, b"zoe@chu-exemple.mssante.fr",
                       b"postmaster@chu-exemple.mssante.fr.example")),
        (a_delivery("failed"), a_delivery("failed").replace(b"<>", b"<z@chu-exemple.mssante.fr>")),
        (a_delivery("failed"), a_delivery("failed").replace(READER, STRANGER)),
        (a_delivery("failed"), a_delivery("failed").replace(b"Final-Recipient", b"X-Nobody")),
        (a_delivery("delivered"), a_delivery("delivered").replace(SERVER, STRANGER)),
        (IN_WORDS, IN_WORDS.replace(SERVER, b"postmaster@officine-exemple.mssante.fr")),
        (READ, READ.replace(b"From: officine", b"From: autre")),
        (READ, READ.replace(b"rfc822;officine", b"rfc822;autre")),
        (READ, b"Return-Path: <autre@officine-exemple.mssante.fr>\r\n" + READ),
        (NOT_FILED, NOT_FILED.replace(READER, STRANGER)),
    ],
)  # fmt: skip
async def test_a_forged_report_stays_in_the_mailbox_and_changes_nothing_and_the_true_one_does(
    true: bytes, forged: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert true != forged
    box = Box([forged])
    mailing = mail_of({str(SAMU.address): box})
    letter = await handed(mailing)
    with caplog.at_level(logging.ERROR):
        assert await mailing.follow() == 0
    after = await known(mailing.room.letters, letter.id)
    assert (after.state, after.code, after.read) == (LetterState.HANDED, letter.code, False)
    assert (after.came_back, after.holds) == (False, True)
    assert after.history[-1].event is Event.NOTED
    assert box.archived == []
    assert f": {letter.id}" in caplog.text
    box.holds.append(true)
    assert await mailing.follow() == 1
    assert box.archived == ["1"]
    final = await known(mailing.room.letters, letter.id)
    assert final.history[-1].event in (Event.BOUNCED, Event.DELIVERED, Event.READ, Event.NOT_FILED)


async def test_what_nothing_proves_is_noted_once_however_often_it_is_written() -> None:
    forged = a_delivery("failed").replace(SERVER, STRANGER)
    mailing = mail_of({str(SAMU.address): Box([forged] * 5)})
    letter = await handed(mailing)
    await mailing.follow()
    after = await known(mailing.room.letters, letter.id)
    assert [each.event for each in after.history].count(Event.NOTED) == 1
    assert after.unproven == {"failed"}


class Hurried(MemoryLetters):
    """Letters of which another process writes something before the next write here."""

    another_writes = False

    async def write(self, letter: Letter) -> Letter | None:
        """Write after the other."""
        if self.another_writes:
            self.another_writes = False
            now = await known(self, letter.id)
            await super().write(now.after(Event.DELIVERED, NOON))
        return await super().write(letter)


async def test_what_nothing_proves_is_noted_on_a_letter_that_something_else_changes_meanwhile() -> (
    None
):
    forged = a_delivery("failed").replace(SERVER, STRANGER)
    mailing, letters = mail_of({str(SAMU.address): Box([forged])}), Hurried()
    mailing = replace(mailing, room=replace(mailing.room, letters=letters))
    letter = await handed(mailing)
    letters.another_writes = True
    await mailing.follow()
    assert not letters.another_writes
    after = await known(letters, letter.id)
    assert (after.state, after.unproven) == (LetterState.DELIVERED, {"failed"})


@dataclass
class StuckPostman(Postman):
    """A postman whose server never answers."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def prepare(self, envelope: Envelope, content: bytes) -> Handing:
        """Never done."""
        self.begun.set()
        await asyncio.Event().wait()
        raise AssertionError(f"{envelope} {len(content)}")


async def test_a_server_that_never_answers_stops_neither_the_alarm_nor_the_following() -> None:
    postman, box = StuckPostman(), Box([a_delivery("delivered")])
    mailing = mail_of({str(SAMU.address): box}, postman)
    letters = mailing.room.letters
    stuck = await post(letters, posted("demo-2"), TRUSTED, NOON)
    letter = await handed(mailing)
    running = asyncio.create_task(mailing.run(asyncio.Event()))
    try:
        async with asyncio.timeout(30):
            await postman.begun.wait()
            while not (await known(letters, stuck.id)).warned or not box.archived:
                await asyncio.sleep(0.01)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert (await known(letters, letter.id)).state is LetterState.DELIVERED
