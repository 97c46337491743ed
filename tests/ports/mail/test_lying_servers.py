"""Servers that answer slowly, endlessly or anything: a dialogue ends, and says so."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ordonnance.adapters.mailbox.imap import LARGEST, ImapInbox
from ordonnance.adapters.mailbox.operators import Box, Host, Operators, Server
from ordonnance.adapters.mailbox.proofs import LiveTokens
from ordonnance.adapters.mailbox.smtp import SmtpPostman
from ordonnance.domain.letters import OpenBox
from ordonnance.usecases.ports.letters import Envelope, MailTrouble, Trouble
from tests.builders.mail import PHARMACY, SAMU, Trust, Watch

BOX = OpenBox(str(SAMU.address))
pytestmark = [pytest.mark.anyio, pytest.mark.service]
Talk = Callable[[socket.socket, threading.Event], None]


def endless(connection: socket.socket, _: threading.Event) -> None:
    while True:
        connection.sendall(b"220-attendez\r\n" * 100)


def slow(connection: socket.socket, over: threading.Event) -> None:
    while not over.wait(0.02):
        connection.sendall(b"2")


def no_number(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"250 bonjour\r\n")
    over.wait(60)


def heavy(connection: socket.socket, over: threading.Event) -> None:
    connection.sendall(b"* OK {%d}\r\n" % (LARGEST + 1))
    over.wait(60)


def endless_lines(connection: socket.socket, _: threading.Event) -> None:
    connection.sendall(b"* OK bonjour\r\n")
    while True:
        connection.sendall(b"* " + b"x" * 60_000 + b"\r\n")


@contextmanager
def serving(talk: Talk) -> Iterator[Host]:
    """A server that does that with whoever connects."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    talk(connection, over)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield Host("127.0.0.1", listening.getsockname()[1])
        finally:
            over.set()
            thread.join(30)


def operators_at(host: Host) -> Operators:
    """One server, and the mailbox of the SAMU there."""
    box = Box(SAMU.address, SAMU.name, Path(), None)
    server = Server(host, host)
    return Operators(
        "DEMO", Path(), None, {SAMU.address.domain: server}, {str(SAMU.address): box}
    )  # fmt: skip


@pytest.mark.parametrize("talk", [endless, slow])
async def test_a_server_that_never_ends_its_answer_is_left(talk: Talk) -> None:
    with serving(talk) as host:
        postman = SmtpPostman(
            operators_at(host), LiveTokens(Watch()), Trust(), seconds=50, dialogue_seconds=1
        )
        envelope = Envelope("demo-1@x.fr", BOX, str(PHARMACY.address))
        with pytest.raises(MailTrouble, match="UNREACHABLE") as met:
            await postman.prepare(envelope, b"x\r\n")
    assert met.value.trouble is Trouble.LATER


@pytest.mark.parametrize("talk", [slow, heavy, endless_lines, no_number])
async def test_an_inbox_whose_server_says_anything_is_out_of_reach(talk: Talk) -> None:
    with serving(talk) as host:
        operators = operators_at(host)
        inbox = ImapInbox(operators, LiveTokens(Watch()), BOX, seconds=50, dialogue_seconds=1)
        with pytest.raises(MailTrouble, match="UNREACHABLE"):
            await inbox.listed(10)


async def test_an_inbox_whose_good_bye_has_no_answer_keeps_no_connection() -> None:
    left, told = threading.Event(), list[bytes]()

    def deaf(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(b"* OK bonjour\r\n")
        tag = connection.recv(1000).partition(b" ")[0]
        # Without STARTTLS nothing is asked but to leave.
        connection.sendall(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK voici\r\n")
        while words := connection.recv(1000):
            told.append(words.split()[1])
        left.set()

    with serving(deaf) as host:
        inbox = ImapInbox(
            operators_at(host), LiveTokens(Watch()), BOX, seconds=3, dialogue_seconds=200
        )
        # The error keeps whatever it met: nothing is closed by being forgotten.
        with pytest.raises(MailTrouble) as met:
            await inbox.listed(10)
        assert await asyncio.to_thread(left.wait, 60)
    assert (met.value.code, told) == ("UNREACHABLE", [b"LOGOUT"])
