"""Requests that two readers could understand in two ways: one answer at most, then the end."""

import json
import threading

import pytest

from tests.journeys import documents
from tests.journeys.asking import Door, told
from tests.journeys.hostility import wire
from tests.journeys.hostility.wire import length, posted, request, said_to_the_end, say

CHUNKED = b"Transfer-Encoding: chunked"
INNER = request("/metrics")
"""What a smuggler hides in a body: the counters, which only the operator should see."""


def served_once(address: str, *parts: bytes) -> str:
    """The one code answered on a connection that is closed afterwards."""
    heard = said_to_the_end(address, *parts)
    assert len(heard.replies) == 1, heard
    assert heard.closed
    assert heard.replies[0].headers["connection"] == "close"
    return heard.codes[0]


AMBIGUOUS = {
    "two lengths": (b"Content-Length: 5", b"Content-Length: 40"),
    "the same length twice": (b"Content-Length: 40", b"Content-Length: 40"),
    "lengths in a list": (b"Content-Length: 40, 40",),
    "negative length": (b"Content-Length: -1",),
    "signed length": (b"Content-Length: +5",),
    "hexadecimal length": (b"Content-Length: 0x28",),
    "length with a space": (b"Content-Length: 4 0",),
    "endless length": (b"Content-Length: " + b"9" * 40,),
    "empty length": (b"Content-Length: ",),
    "length and chunks": (b"Content-Length: 4", CHUNKED),
    "chunks and length": (CHUNKED, b"Content-Length: 4"),
    "chunks of another kind": (b"Transfer-Encoding: xchunked",),
    "chunks said twice": (CHUNKED, b"Transfer-Encoding: identity"),
    "chunks twice": (CHUNKED, CHUNKED),
    "chunks then identity": (b"Transfer-Encoding: chunked, identity",),
    "compressed chunks": (b"Transfer-Encoding: gzip, chunked",),
    "space before the colon": (b"Transfer-Encoding : chunked",),
    "folded header": (b"Transfer-Encoding:\r\n chunked",),
    "vertical tab": (b"Transfer-Encoding: \x0bchunked",),
    "quoted": (b'Transfer-Encoding: "chunked"',),
    "space in a name": (b"Transfer Encoding: chunked",),
    "no name": (b": chunked",),
    "no colon": (b"Transfer-Encoding chunked",),
    "null byte": (b"X-Exemple: a\x00b",),
    "lone carriage return": (b"X-Exemple: a\rTransfer-Encoding: chunked",),
    "two hosts": (b"Host: autre.example",),
}


@pytest.mark.parametrize("headers", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_an_ambiguous_head_is_refused_and_nothing_after_it_is_read(
    door: Door, headers: tuple[bytes, ...]
) -> None:
    body = b"0\r\n\r\n" + INNER
    code = served_once(door.address, request("/fhir/$consult", *headers, method="POST", body=body))
    assert code in ("REQUEST_MALFORMED", "HEADER_INVALID")


BROKEN_CHUNKS = {
    "size not hexadecimal": b"zz\r\n" + INNER,
    "negative size": b"-1\r\n" + INNER,
    "size with 0x": b"0x5\r\nhello\r\n0\r\n\r\n",
    "size too long": b"f" * 17 + b"\r\nhello",
    "bare line feed": b"5\nhello\r\n0\r\n\r\n",
    "data longer than said": b"5\r\nhello world\r\n0\r\n\r\n",
    "extension with a line feed": b"5;a\nb\r\nhello\r\n0\r\n\r\n",
    "space before the size": b" 5\r\nhello\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("body", BROKEN_CHUNKS.values(), ids=BROKEN_CHUNKS)
def test_broken_chunks_end_the_request_without_an_act(door: Door, body: bytes) -> None:
    token = door.sessions.token("medecin")
    assert served_once(door.address, posted("reserve", token, body, CHUNKED)) == "REQUEST_MALFORMED"


def test_chunks_with_an_extension_make_one_request(door: Door) -> None:
    body = told(count=1)
    chunked = b"%x;nom=valeur\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    heard = say(door.address, posted("reserve", door.sessions.token("medecin"), chunked, CHUNKED))
    assert heard.codes == ["ok"]


def test_a_length_shorter_than_the_body_leaves_no_second_act(door: Door) -> None:
    token = door.sessions.token("medecin")
    body = told(count=1)
    hidden = posted("reserve", token, body, length(body))
    heard = said_to_the_end(
        door.address, posted("reserve", token, body + b"XX" + hidden, length(body))
    )
    # The rest is not a request: the first is answered, then the connection ends.
    assert heard.codes == ["ok"]
    assert heard.closed


def test_two_whole_requests_sent_at_once_are_answered_in_order(door: Door) -> None:
    heard = say(
        door.address, request("/health") + request("/nowhere") + request("/ready"), awaited=3
    )
    assert heard.codes == ["ok", "ROUTE_UNKNOWN", "ok"]
    assert not heard.closed


def test_garbage_after_a_request_never_answers_in_its_place(door: Door) -> None:
    token, body = door.sessions.token("medecin"), told(count=1)
    asked = posted("reserve", token, body, length(body))
    heard = said_to_the_end(door.address, asked + b"\x16\x03\x01garbage")
    assert heard.codes == ["ok"]
    assert heard.closed


def test_requests_far_ahead_of_their_answers_are_answered_in_order(door: Door) -> None:
    # Five bytes of query, so that each answer can be told from its neighbours.
    targets = [f"/nowhere/{rank:05d}" if rank % 3 else "/health" for rank in range(2000)]
    with wire.connected(door.address) as link:
        whole = b"".join(request(target) for target in targets)
        writing = threading.Thread(target=link.sendall, args=(whole,))
        writing.start()
        heard = wire.heard(link, len(targets))
        writing.join(wire.PATIENCE)
    expected = ["ok" if target == "/health" else "ROUTE_UNKNOWN" for target in targets]
    assert heard.codes == expected
    assert not heard.closed


def test_acts_sent_ahead_of_their_answers_are_all_done_once_in_order(door: Door) -> None:
    token = door.sessions.token("medecin")
    bodies = [documents.simple() for _ in range(40)]
    whole = b"".join(posted("issue", token, body, length(body)) for body in bodies)
    heard = say(door.address, whole, awaited=len(bodies))
    assert heard.codes == ["ok"] * 40
    numbers = [json.loads(reply.body)["parameter"][0]["valueString"] for reply in heard.replies]
    assert len(set(numbers)) == 40
    for number, body in list(zip(numbers, bodies, strict=True))[::13]:
        # The answer of each place is that of the document of that place.
        assert body in door.ask("consult", "pharmacien", number=number).content


def test_a_fault_far_behind_is_told_after_the_answers_before_it(door: Door) -> None:
    heard = said_to_the_end(door.address, request("/health") * 300 + b"\x16\x03\x01garbage")
    assert set(heard.codes) == {"ok"}
    assert len(heard.codes) == 300
    assert heard.closed


def test_after_connection_close_nothing_more_is_read(door: Door) -> None:
    heard = said_to_the_end(door.address, request("/health", b"Connection: close") + INNER)
    assert heard.codes == ["ok"]
    assert heard.closed


HOSTS = {
    "missing": None,
    "empty": b"",
    "with a user": b"127.0.0.1@autre.example",
    "with a path": b"127.0.0.1/autre.example",
    "open bracket": b"[",
    "brackets around a name": b"[autre.example]",
    "with a space": b"127.0.0.1 autre.example",
    "with a comma": b"127.0.0.1, autre.example",
    "port that is none": b"127.0.0.1:abc",
    "port too long": b"127.0.0.1:999999",
    "not ASCII": "exémple".encode(),
}


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_a_host_that_is_not_one_is_refused(door: Door, host: bytes | None) -> None:
    assert served_once(door.address, request(host=host)) == "REQUEST_MALFORMED"


@pytest.mark.parametrize(
    "host", [b"autre.example", b"127.0.0.1.autre.example", b"192.0.2.1:8765", b"[::2]", b"0"]
)
def test_a_demonstration_answers_to_no_other_name(door: Door, host: bytes) -> None:
    assert say(door.address, request(host=host)).codes == ["DEMO_LOCAL_ONLY"]


TARGETS = {
    "absolute": ("http://127.0.0.1/health", "ok"),
    "two slashes": ("//127.0.0.1/health", "ROUTE_UNKNOWN"),
    "doubled slash": ("/fhir//metadata", "ROUTE_UNKNOWN"),
    "final slash": ("/health/", "ROUTE_UNKNOWN"),
    "dots": ("/fhir/../metrics", "ROUTE_UNKNOWN"),
    "escaped dots": ("/fhir/%2e%2e/metrics", "ROUTE_UNKNOWN"),
    "escaped slash": ("/fhir%2Fmetadata", "ROUTE_UNKNOWN"),
    "escaped letter": ("/%6detrics", "ROUTE_UNKNOWN"),
    "escaped null": ("/health%00", "ROUTE_UNKNOWN"),
    "escaped twice": ("/%256detrics", "ROUTE_UNKNOWN"),
    "semicolon": ("/metrics;a=b", "ROUTE_UNKNOWN"),
    "backslash": ("/fhir\\metadata", "ROUTE_UNKNOWN"),
    "upper case": ("/HEALTH", "ROUTE_UNKNOWN"),
    "star": ("*", "ROUTE_UNKNOWN"),
    "no slash": ("health", "REQUEST_MALFORMED"),
    "fragment": ("/health#/metrics", "ok"),
    "another scheme": ("gopher://127.0.0.1/health", "ok"),
}


@pytest.mark.parametrize(("target", "code"), TARGETS.values(), ids=TARGETS)
def test_a_path_is_matched_as_written_or_not_at_all(door: Door, target: str, code: str) -> None:
    assert say(door.address, request(target)).codes == [code]


def test_the_dollar_of_an_operation_may_be_escaped(door: Door) -> None:
    response = door.http.post("/fhir/%24consult", content=b"")
    assert response.status_code == 401


@pytest.mark.parametrize("method", ["TRACE", "DELETE", "PUT", "PATCH", "OPTIONS", "PROPFIND"])
def test_a_method_that_is_not_taken_is_told_which_is(door: Door, method: str) -> None:
    heard = say(door.address, request("/fhir/$consult", method=method))
    assert heard.codes == ["METHOD_NOT_ALLOWED"]
    assert heard.replies[0].headers["allow"] == "POST"


@pytest.mark.parametrize("method", ["CONNECT", "FOO", "get", "POSTX", ""])
def test_a_method_that_does_not_exist_is_refused(door: Door, method: str) -> None:
    target = "127.0.0.1:443" if method == "CONNECT" else "/health"
    assert served_once(door.address, request(target, method=method)) == "REQUEST_MALFORMED"


@pytest.mark.parametrize("version", ["HTTP/0.9", "HTTP/2.0", "HTTP/1.9", "HTTP/11", "HTTPS/1.1"])
def test_another_version_of_http_is_refused(door: Door, version: str) -> None:
    assert served_once(door.address, request(version=version)) == "REQUEST_MALFORMED"


def test_http_2_is_not_spoken(door: Door) -> None:
    preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9)
    assert served_once(door.address, preface) == "REQUEST_MALFORMED"


def test_http_1_0_is_answered_and_the_connection_closed(door: Door) -> None:
    assert served_once(door.address, request(version="HTTP/1.0")) == "ok"


@pytest.mark.parametrize("protocol", [b"websocket", b"h2c"])
def test_an_upgrade_is_ignored_and_what_follows_is_not_read(door: Door, protocol: bytes) -> None:
    headers = (b"Connection: Upgrade", b"Upgrade: " + protocol, b"Sec-WebSocket-Version: 13",
               b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")  # fmt: skip
    assert served_once(door.address, request("/health", *headers) + INNER) == "ok"


def test_a_client_that_waits_for_100_is_told_to_go_on_only_when_it_may(door: Door) -> None:
    body, expect = told(count=1), b"Expect: 100-continue"
    token = door.sessions.token("medecin")
    with wire.connected(door.address) as link:
        link.sendall(posted("reserve", token, b"", length(body), expect))
        assert link.recv(64).startswith(b"HTTP/1.1 100 ")
        link.sendall(body)
        assert wire.heard(link).codes == ["ok"]
    stranger = posted("reserve", "x.y.z", b"", length(body), expect)
    assert say(door.address, stranger).codes == ["TOKEN_MALFORMED"]


REPEATED = [b"Authorization: Bearer x.y.z", b"Idempotency-Key: autre", b"Content-Type: text/plain",
            b"Ordonnance-Place: 1", b"If-Match: 1", b"Ordonnance-Client: product=x"]  # fmt: skip


@pytest.mark.parametrize("header", REPEATED, ids=lambda header: header.split(b":")[0].decode())
def test_a_header_that_says_one_thing_may_not_say_two(door: Door, header: bytes) -> None:
    body = told(count=1)
    base = posted("reserve", door.sessions.token("medecin"), body, length(body), header, header)
    assert served_once(door.address, base) == "HEADER_INVALID"
