"""The command line with a base that is played: what it was asked, what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.cli import session
from ordonnance.doors.cli.main import app
from ordonnance.usecases import results

NUMBER = OrdonnanceNumber.from_payload("D", 2026).value
OTHER = OrdonnanceNumber.from_payload("D", 2027).value
AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
DAY = date(2026, 3, 12)
FINDING = results.FindingView(
    "RX-DUR-01", "breached", "warning", 2, "La durée dépasse un an.", "R.5132-21", "Raccourcir."
)
LINE = results.LineView(
    1, "EXEMPLE 5 mg, comprimé", "1 comprimé le matin pendant 84 jours", LineState.OPEN,
    results.Remaining(Decimal("2.5"), 70), DAY, date(2026, 6, 12),
    results.Remaining(Decimal(1), 28), 2,
)  # fmt: skip
SERVED = results.ServedView(1, "EXEMPLE 5 mg", Decimal(1), Decimal(28), 28, "3400930000001")


def consulted(**changes: Any) -> results.Consulted:
    facts: dict[str, Any] = {
        "number": NUMBER, "version": 1, "state": OrdonnanceState.ISSUED, "established_on": DAY,
        "issued_at": AT, "lines": (LINE,), "objection": False, "executions_hidden": False,
        "document": b'{"resourceType":"Bundle"}', "seal": "sceau", **changes,
    }  # fmt: skip
    return results.Consulted(**facts)


ANSWERS: dict[str, object] = {
    "issue": results.Issued(NUMBER, 1, AT, (FINDING,)),
    "consult": consulted(),
    "dispense": results.Dispensed(
        NUMBER, 2, "EX-1", (SERVED,),
        (results.SkippedLine(2, "LINE_NOT_DUE", "La ligne 2 n'est pas due."),), (LINE,), False,
    ),
    "undo": results.Undid(NUMBER, 3, "EX-1", (LINE,)),
    "cancel": results.Ended(NUMBER, 2, OrdonnanceState.CANCELLED),
    "replace": results.Replaced(OTHER, 1, AT, NUMBER, ()),
    "object": results.ObjectionRecorded(NUMBER, True, AT),
    "executions": results.Executions(
        NUMBER, False,
        (results.ExecutionView(
            "EX-1", AT, DAY, "Pharmacie Exemple", "Paul EXEMPLE", (SERVED,), ()
        ),),
    ),
    "journal": results.JournalRead(NUMBER, ()),
    "list": results.Listed(
        (results.ListedOrdonnance(
            NUMBER, 1, OrdonnanceState.ISSUED, DAY, ("EXEMPLE 5 mg",), "Claire EXEMPLE", False
        ),)
    ),
    "reserve": results.Reserved("r1", (NUMBER, OTHER), DAY, "a.b.c"),
    "render": b"%PDF-1.7 feuille",
}  # fmt: skip


@dataclass
class FakeClient:
    """Answers `ANSWERS`, or raises what `error` holds; keeps each call."""

    error: Exception | None = None
    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = field(default_factory=list)

    def __enter__(self) -> "FakeClient":
        return self

    def __exit__(self, *_error: object) -> None:
        self.calls.append(("close", (), {}))

    def __getattr__(self, act: str) -> Callable[..., object]:
        if act not in ANSWERS:
            raise AttributeError(act)

        def call(*args: Any, **options: Any) -> object:
            self.calls.append((act, args, options))
            if self.error is not None:
                raise self.error
            return ANSWERS[act]

        return call

    @property
    def asked(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """The only call; options left unsaid are left out."""
        (act, args, options), close = self.calls
        assert close[0] == "close"
        said = {name: value for name, value in options.items() if value not in (None, (), False)}
        return act, args, said


Ordonnance = Callable[..., Result]


@pytest.fixture
def ordonnance() -> Ordonnance:
    """Runs a command line; standard output and standard error apart."""
    runner = CliRunner()

    def run(*words: str, stdin: str | bytes | None = None) -> Result:
        return runner.invoke(app, list(words), input=stdin)

    return run


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> FakeClient:
    """A base that is played, with a session."""
    client = FakeClient()
    monkeypatch.setattr(session, "connect", lambda: client)
    return client


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No base, no session and no name of the program of the machine that runs the tests."""
    for name in session.ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
