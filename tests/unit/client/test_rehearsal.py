"""How the rehearsal speaks to a software: its messages, and what it makes of bad ones."""

import sys

import msgspec
import pytest

from ordonnance.client.rehearsal.messages import LARGEST_REPLY, PROTOCOL, Asked, decoded
from ordonnance.client.rehearsal.software import AsCommand, SoftwareUnusable, software_of
from ordonnance.domain.preserie.rehearsal.scenario import Outcome

ASKED = Asked(
    protocol=PROTOCOL, scenario="DE-1", step=7, order="bill", base="http://127.0.0.1:1",
    token="jeton", code="", clock="2026-03-12T09:00:00+00:00",
)  # fmt: skip


def reply(**fields: object) -> bytes:
    """A reply to step 7."""
    return msgspec.json.encode({"step": 7, "outcome": "done", **fields})


def test_a_reply_is_read_with_what_it_tells() -> None:
    found = decoded(reply(scan=True, lines=[1, 2], code="X"), 7)
    assert found is not None
    assert (found.outcome, found.scan, found.lines) == (Outcome.DONE, True, frozenset({1, 2}))


def test_the_reply_to_another_step_is_nobody_s() -> None:
    assert decoded(reply(step=6), 7) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"\xff\xfe", b'{"step": 7}', reply(outcome="perhaps"),
        reply(scan="yes"), reply(lines=["1"]), reply(lines=list(range(61))), reply(code="x" * 81),
        b" " * (LARGEST_REPLY + 1),
    ],
)  # fmt: skip
def test_what_is_not_a_reply_is_told_and_never_read_as_one(body: bytes) -> None:
    found = decoded(body, 7)
    assert found is not None
    assert found.outcome is None
    assert found.trouble


def program(code: str) -> AsCommand:
    """A program that rehearses."""
    software = software_of(f"{sys.executable} -c '{code}'")
    assert isinstance(software, AsCommand)
    return software


def test_a_command_answers_a_line_for_a_line_and_late_replies_are_left_aside() -> None:
    software = program(
        "import sys, json\n"
        "for line in sys.stdin:\n"
        '    step = json.loads(line)["step"]\n'
        '    for each in (step - 1, step): print(json.dumps({"step": each, "outcome": "done"}))\n'
        "    sys.stdout.flush()"
    )
    try:
        assert software.play(ASKED).outcome is Outcome.DONE
        assert software.play(ASKED).outcome is Outcome.DONE
    finally:
        software.close()


def test_a_command_that_ends_is_told_at_each_step() -> None:
    software = program("import sys; sys.stdin.readline()")
    try:
        for _ in range(2):
            found = software.play(ASKED)
            assert (found.outcome, found.trouble) == (None, "le logiciel s’est arrêté")
    finally:
        software.close()


@pytest.mark.parametrize("client", ["", "   ", "'", "/nulle/part/logiciel", "http://"])
def test_a_software_that_cannot_start_is_refused_before_anything_is_played(client: str) -> None:
    with pytest.raises(SoftwareUnusable):
        software_of(client)
