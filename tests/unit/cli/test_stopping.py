"""Commands that run until they are told to stop."""

import signal
from pathlib import Path

import pytest

from tests.unit.cli.conftest import (
    Ordonnance,
)

SERVE = (
    ("serve", "--port", "8799", "--data", "dossier", "--demo"),
    "ordonnance.doors.serving.serve",
    (8799, Path("dossier"), True, "127.0.0.1", None),
)

WORKER = (
    ("worker", "--once"),
    "ordonnance.doors.worker.working.work",
    (None, True),
)


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("words", "target", "expected"), [SERVE, WORKER])
def test_a_base_stops_in_order_when_asked_to(
    ordonnance: Ordonnance,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    target: str,
    expected: tuple[object, ...],
    stop: signal.Signals,
) -> None:
    seen: list[object] = []

    def run(*asked: object) -> None:
        try:
            signal.raise_signal(stop)
        finally:
            seen.append(asked)

    monkeypatch.setattr(target, run)
    before = signal.getsignal(signal.SIGTERM)
    result = ordonnance(*words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert seen == [expected]
    assert signal.getsignal(signal.SIGTERM) is before
