"""Every event that the code logs is documented, and no other."""

import ast
from collections.abc import Iterator

from ordonnance.doors.api.log_events import EVENTS
from tests.house.files import modules

LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def logged() -> Iterator[tuple[str, str]]:
    """Where each event is written, and its name."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LEVELS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("_log", "log", "logger")
            ):
                event = node.args[0]
                # A name that is made up at run time cannot be looked for.
                assert isinstance(event, ast.Constant), f"{path.name}:{node.lineno}"
                yield f"{path.name}:{node.lineno}", str(event.value)


def test_every_event_is_documented_and_every_documented_event_is_written() -> None:
    written = {event for _, event in logged()}
    assert written == set(EVENTS)


def test_events_say_what_they_mean() -> None:
    assert all(meaning.endswith(".") for meaning in EVENTS.values())
