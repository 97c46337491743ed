"""The headers of a request, found by name."""

from starlette.datastructures import Headers

from ordonnance.doors.api.incoming import Head

RAW = [(b"host", b"127.0.0.1"), (b"via", b"one"), (b"via", b"two"), (b"x-name", b"\xe9")]


def test_a_head_answers_as_headers_do() -> None:
    head, usual = Head(RAW), Headers(raw=RAW)
    for name in ("host", "HOST", "via", "Via", "x-name", "absent"):
        assert head.get(name) == usual.get(name)
        assert head.get(name, "") == usual.get(name, "")
        assert (name in head) == (name in usual)
    assert head["via"] == usual["via"] == "one"
    assert list(head.items()) == list(usual.items())
