"""Requests too slow, too large, too many: cut in a bounded time, while others are served."""

import gzip
import re
import select
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ordonnance.doors.api.connection import Limits
from tests.journeys.asking import Door, code_of, told
from tests.journeys.hostility import wire
from tests.journeys.hostility.wire import (
    heard,
    length,
    posted,
    request,
    said_to_the_end,
    say,
    sent,
)
from tests.journeys.running import BaseInThread, wait_until
from tests.journeys.sessions import Sessions

QUICK = Limits(seconds=1.5)
MEBIBYTE = 1024 * 1024


@pytest.fixture
def impatient(base: BaseInThread) -> Iterator[str]:
    """The shared base behind short limits."""
    with base.served(limits=QUICK) as address:
        yield address


def others_are_served(address: str) -> bool:
    return say(address, request("/health", b"Connection: close")).codes == ["ok"]


def dripped(link: socket.socket, parts: Iterable[bytes]) -> wire.Heard:
    """Send these, 50 ms apart, until the server has had enough; what it says then, to the end."""
    for part in parts:
        if not sent(link, [part], pause=0.05) or select.select([link], [], [], 0)[0]:
            break
    return heard(link, listen=wire.PATIENCE)


def test_a_head_sent_byte_by_byte_is_cut_in_time(impatient: str) -> None:
    # Whole after eight seconds: what is answered before is no answer to it.
    whole = request("/health", b"X-Exemple: " + b"a" * 160)
    with wire.connected(impatient) as link:
        said = dripped(link, (bytes([byte]) for byte in whole))
    assert said.codes == ["REQUEST_TOO_SLOW"]
    assert said.closed
    assert others_are_served(impatient)


def test_a_body_sent_byte_by_byte_is_cut_in_time(impatient: str, sessions: Sessions) -> None:
    token = sessions.token("medecin")
    with wire.connected(impatient) as link:
        link.sendall(posted("reserve", token, b"", b"Content-Length: 160"))
        said = dripped(link, [b" "] * 160)
    assert said.codes == ["REQUEST_TOO_SLOW"]
    assert said.closed


def test_chunks_without_end_are_cut_in_time(impatient: str, sessions: Sessions) -> None:
    token = sessions.token("medecin")
    with wire.connected(impatient) as link:
        link.sendall(posted("reserve", token, b"", b"Transfer-Encoding: chunked"))
        said = dripped(link, [*[b"1\r\n \r\n"] * 160, b"0\r\n\r\n"])
    assert said.codes == ["REQUEST_TOO_SLOW"]


@pytest.mark.parametrize("nothing", [b"", b"\r\n", b"\r\n" * 20, b"GE"])
def test_a_connection_that_asks_nothing_is_closed(impatient: str, nothing: bytes) -> None:
    said = said_to_the_end(impatient, nothing)
    assert said.closed
    assert said.codes in ([], ["REQUEST_TOO_SLOW"])


def test_blank_lines_do_not_keep_a_connection_open(impatient: str) -> None:
    with wire.connected(impatient) as link:
        started = time.monotonic()
        while sent(link, [b"\r\n"], pause=0.1):
            assert time.monotonic() - started < wire.PATIENCE


def test_a_refusal_before_the_body_does_not_open_an_endless_one(impatient: str) -> None:
    with wire.connected(impatient) as link:
        link.sendall(request("/fhir/$issue", b"Transfer-Encoding: chunked", method="POST"))
        assert b"401" in link.recv(65536).split(b"\r\n")[0]
        started = time.monotonic()
        taken = 0
        while sent(link, [b"10000\r\n" + b" " * 65536 + b"\r\n"], pause=0):
            taken += 65536
            assert time.monotonic() - started < wire.PATIENCE
        assert taken < 64 * MEBIBYTE


def test_an_answer_that_nobody_reads_is_dropped(impatient: str) -> None:
    with socket.socket() as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.settimeout(wire.PATIENCE)
        link.connect(wire.place(impatient))
        started = time.monotonic()
        # The answers fill every buffer on the way; the server stops reading, then gives up.
        while sent(link, [request("/openapi.json") * 8], pause=0.05):
            assert time.monotonic() - started < wire.PATIENCE
    assert others_are_served(impatient)


HEADS = {
    "one long header": request("/health", b"X-Exemple: " + b"a" * 40_000),
    "a long name": request("/health", b"a" * 40_000 + b": x"),
    "a header without end": request("/health")[:-4] + b"\r\nX: " + b"a" * 400_000,
    "a thousand headers": request("/health", *(b"X-%d: a" % rank for rank in range(1000))),
    "a long path": request("/" + "a" * 40_000),
    "a long query": request("/health?" + "a=b&" * 10_000),
    "a long token": request("/health", b"Authorization: Bearer " + b"a" * 40_000),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_too_large_is_refused(door: Door, head: bytes) -> None:
    said = said_to_the_end(door.address, head)
    assert said.codes == ["HEADERS_TOO_LARGE"]
    assert said.replies[0].status == 431
    assert said.closed


def test_a_body_announced_too_large_is_refused_before_it_comes(door: Door) -> None:
    token = door.sessions.token("medecin")
    said = say(door.address, posted("issue", token, b"", b"Content-Length: 999999999999"))
    assert said.codes == ["BODY_TOO_LARGE"]


def test_large_bodies_one_after_the_other_each_have_their_answer(door: Door) -> None:
    token, body = door.sessions.token("medecin"), b" " * (3 * MEBIBYTE)
    with wire.connected(door.address) as link:
        for _ in range(4):
            link.sendall(posted("issue", token, body, length(body)))
            assert heard(link).codes == ["BODY_TOO_LARGE"]


def test_a_body_too_large_is_refused_whatever_it_announces(door: Door) -> None:
    token = door.sessions.token("medecin")
    chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
    said = say(door.address, posted("issue", token, chunk * 17, b"Transfer-Encoding: chunked"))
    assert said.codes[0] == "BODY_TOO_LARGE"


BOMB = b" " * (64 * MEBIBYTE)
COMPRESSED = {
    "gzip": gzip.compress(BOMB),
    "deflate": zlib.compress(BOMB),
    "br": bytes(100),
    "zstd": bytes(100),
    "gzip, gzip": gzip.compress(gzip.compress(BOMB)),
    "GZIP": gzip.compress(BOMB),
    "identity, gzip": gzip.compress(BOMB),
    "": gzip.compress(b"{}"),
}


def held(field: str) -> int:
    """Bytes that this process holds (`VmRSS`), or held at most (`VmHWM`)."""
    said = re.search(rf"^{field}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.M)
    assert said
    return int(said[1]) * 1024


@pytest.mark.parametrize("coding", COMPRESSED)
def test_a_compressed_body_is_refused_and_never_inflated(door: Door, coding: str) -> None:
    # The base runs in this process, whose peak begins anew here.
    Path("/proc/self/clear_refs").write_text("5")
    before = held("VmRSS")
    response = door.ask("issue", "medecin", COMPRESSED[coding],
                        headers={"Content-Encoding": coding})  # fmt: skip
    assert (response.status_code, code_of(response)) == (415, "CONTENT_TYPE")
    assert "compress" in response.json()["issue"][0]["details"]["text"]
    assert held("VmHWM") - before < len(BOMB) / 2


def test_hundreds_of_idle_connections_hold_nobody(base: BaseInThread, sessions: Sessions) -> None:
    # None of them is cut for its silence meanwhile: that would serve the others too.
    with base.served(limits=Limits(seconds=120)) as address, ExitStack() as open_links:
        for _ in range(400):
            open_links.enter_context(wire.connected(address))
        with Door(address, sessions) as door:
            assert door.does("reserve", "medecin", count=1)["number"]
        assert others_are_served(address)


def test_one_connection_too_many_is_told_so_and_room_comes_back(base: BaseInThread) -> None:
    # None of them is cut for its silence meanwhile.
    with base.served(limits=Limits(connections=40)) as address:
        with ExitStack() as open_links:
            for _ in range(40):
                open_links.enter_context(wire.connected(address))
            said = said_to_the_end(address, request("/health"))
            assert said.codes == ["SERVER_BUSY"]
            assert said.replies[0].headers["retry-after"] == "2"
            assert said.closed
        wait_until(lambda: others_are_served(address), wire.PATIENCE)


def test_a_length_longer_than_the_body_waits_for_nobody_else(
    base: BaseInThread, sessions: Sessions
) -> None:
    body, token = told(count=1), sessions.token("medecin")
    with base.served(limits=Limits(seconds=5)) as address, wire.connected(address) as link:
        link.sendall(posted("reserve", token, body, length(body + b"...")))
        assert others_are_served(address)
        assert select.select([link], [], [], 0)[0] == [], "the others waited for its end"
        assert heard(link).codes == ["REQUEST_TOO_SLOW"]
