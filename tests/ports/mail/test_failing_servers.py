"""Letters and servers that fail, and a sender killed while it sends."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.mailbox.operators import read_operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.adapters.memory import MemoryLetters
from ordonnance.domain.letters import Letter, LetterState
from ordonnance.usecases.mail.posting import post
from ordonnance.usecases.mail.sending import MailRoom, send_due
from ordonnance.usecases.ports.letters import Letters
from tests.builders.mail import TRUSTED, Trust, Watch, posted
from tests.ports.bases import make_base
from tests.ports.mail.authority import Authority
from tests.ports.mail.scripted import SILENCE, Scripted, scripted
from tests.ports.mail.servers import SAMU, operators_file

pytestmark = [pytest.mark.anyio, pytest.mark.service]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Scripted]:
    """A server that does what it is told, in a folder with the certificates."""
    Authority.made(tmp_path).certificate("samu", SAMU)
    with scripted(Scripted(tmp_path)) as made:
        yield made


def postman_of(server: Scripted, watch: Watch, port: int | None = None) -> SmtpPostman:
    path = server.folder / "mail.toml"
    path.write_text(operators_file(port or server.port, server.port, SAMU))
    return SmtpPostman(read_operators(path), LiveTokens(watch), Trust(), seconds=10)


class Sender:
    """Letters sent to that server, on a watch."""

    def __init__(self, server: Scripted, letters: Letters | None = None) -> None:
        self.server, self.watch = server, Watch()
        self.letters = letters or MemoryLetters()

    async def send(self, port: int | None = None) -> None:
        postman = postman_of(self.server, self.watch, port)
        await send_due(MailRoom(self.letters, postman, Trust(), self.watch))

    async def post(self, unique: str = "demo-1") -> str:
        given = posted(unique, sender=SAMU)
        return (await post(self.letters, given, TRUSTED, self.watch.now())).id

    async def letter(self, id: str) -> Letter:
        found = await self.letters.read(id)
        assert found is not None
        return found


@pytest.fixture
def sender(server: Scripted) -> Sender:
    return Sender(server)


@pytest.mark.parametrize(
    ("answer", "state", "code"),
    [
        ("250 2.0.0 pris", LetterState.HANDED, "2.0.0"),
        ("451 4.3.0 plus tard", LetterState.READY, "4.3.0"),
        ("554 5.7.1 non", LetterState.BOUNCED, "5.7.1"),
        ("554 non", LetterState.BOUNCED, "554"),
        (SILENCE, LetterState.HANDING, "NO_ANSWER"),
    ],
)
async def test_the_answer_to_the_end_decides(
    sender: Sender, answer: str, state: LetterState, code: str
) -> None:
    id = await sender.post()
    sender.server.at_end = [answer]
    await sender.send()
    letter = await sender.letter(id)
    assert (letter.state, letter.code) == (state, code)


@pytest.mark.parametrize(
    ("answers", "state", "code"),
    [
        (["450 4.7.1 attendre"], LetterState.READY, "4.7.1"),
        (["250 bien", "550 5.1.1 inconnu de qui que ce soit"], LetterState.BOUNCED, "5.1.1"),
        (["250 bien", "552 5.2.2 pleine"], LetterState.BOUNCED, "5.2.2"),
    ],
)
async def test_an_envelope_refused_sends_no_byte_of_the_message(
    sender: Sender, answers: list[str], state: LetterState, code: str
) -> None:
    id = await sender.post()
    sender.server.before_end = answers
    await sender.send()
    letter = await sender.letter(id)
    assert (letter.state, letter.code) == (state, code)
    assert not sender.server.data_came.is_set()


async def test_nothing_is_sent_in_clear(sender: Sender) -> None:
    id = await sender.post()
    sender.server.starttls = False
    await sender.send()
    assert (await sender.letter(id)).code == "NO_STARTTLS"
    assert not sender.server.data_came.is_set()


async def test_a_server_of_another_authority_is_told_nothing(
    sender: Sender, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    Authority.made(other)
    for name in ("server.pem", "server.key"):
        (sender.server.folder / f"other-{name}").write_bytes((other / name).read_bytes())
    for kind in ("pem", "key"):
        (sender.server.folder / f"other-server.{kind}").rename(
            sender.server.folder / f"stranger.{kind}"
        )
    sender.server.certificate = "stranger"
    id = await sender.post()
    await sender.send()
    letter = await sender.letter(id)
    assert (letter.state, letter.code) == (LetterState.READY, "TLS")
    assert not sender.server.data_came.is_set()


async def test_a_server_that_does_not_answer_is_tried_again_later(sender: Sender) -> None:
    id = await sender.post()
    await sender.send(port=1)
    assert (await sender.letter(id)).code == "UNREACHABLE"
    sender.watch.pass_by(seconds=15)
    await sender.send()
    assert (await sender.letter(id)).state is LetterState.HANDED


async def test_after_an_answer_lost_the_same_bytes_leave_again(sender: Sender) -> None:
    id = await sender.post()
    sender.server.at_end = [SILENCE]
    await sender.send()
    sender.watch.pass_by(minutes=3)
    await sender.send()
    letter = await sender.letter(id)
    assert (letter.state, letter.doubts) == (LetterState.HANDED, 1)
    first, second = sender.server.ended
    assert first == second


PROGRAM = """
import asyncio, sys
from pathlib import Path
from ordonnance.adapters.database.opening import open_base
from ordonnance.adapters.keys import KeyCabinet
from ordonnance.adapters.mailbox.operators import read_operators
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.usecases.mail.sending import MailRoom, send_due
from tests.builders.mail import Trust, Watch

async def send(dsn, keys, path):
    base = await open_base(dsn, KeyCabinet.load(Path(keys)), pool_size=1)
    watch = Watch()
    postman = SmtpPostman(read_operators(Path(path)), LiveTokens(watch), Trust())
    await send_due(MailRoom(base.letters, postman, Trust(), watch))

asyncio.run(send(*sys.argv[1:]))
"""


@pytest.mark.parametrize("at_the_end", [False, True], ids=["before its end", "at its end"])
async def test_a_sender_killed_while_it_sends_loses_nothing_and_tells_its_doubt(
    server: Scripted, postgres: Any, at_the_end: bool
) -> None:
    made = make_base(postgres, f"letters_killed_{int(at_the_end)}")
    keys = server.folder / "keys"
    made.cabinet.save(keys)
    base = await open_base(made.app_dsn, made.cabinet, pool_size=2)
    released = threading.Event()
    try:
        sender = Sender(server, base.letters)
        id = await sender.post()
        postman_of(server, sender.watch)
        server.held, server.envelope_held = (released, None) if at_the_end else (None, released)
        came = server.end_came if at_the_end else server.envelope_came
        await asyncio.to_thread(killed_once, server, made.app_dsn, keys, came)
        state = LetterState.HANDING if at_the_end else LetterState.READY
        assert (await sender.letter(id)).state is state
        released.set()
        sender.watch.pass_by(minutes=5)
        await sender.send()
        letter = await sender.letter(id)
        assert (letter.state, letter.doubts) == (LetterState.HANDED, int(at_the_end))
        assert len(server.ended) == 1 + at_the_end
        assert len(set(server.ended)) == 1
    finally:
        released.set()
        await base.close()


def killed_once(server: Scripted, dsn: str, keys: Path, came: threading.Event) -> None:
    """Send in a process of its own, and kill it once that came to the server."""
    arguments = [dsn, str(keys), str(server.folder / "mail.toml")]
    path = os.pathsep.join(each for each in sys.path if each)
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], env={**os.environ, "PYTHONPATH": path}
    )
    try:
        assert came.wait(60)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(60)
