"""The story of `ordonnance demo`, against a base that is played, honest or leaking."""

import io
import json
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from ordonnance.client import Refused, RefusedIssue, Unreachable
from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.domain.french.typography import printed
from ordonnance.doors.cli import local, session
from ordonnance.doors.cli.demo_story import STEPS
from ordonnance.doors.cli.scanning import scan
from ordonnance.fhir.inputs import AcknowledgementInput, LineInput
from ordonnance.usecases import results
from tests.unit.cli.conftest import AT, DAY, LINE, NUMBER, OTHER, Ordonnance, consulted

PLACES = {"pharmacien": "Pharmacie Exemple", "pharmacien2": "Pharmacie Démo"}


def sheet_of(*texts: str) -> bytes:
    """A page of A4 at 150 dpi with one QR code per text, as PDF."""
    page = Image.new("L", (1240, 1754), 255)
    for rank, text in enumerate(texts):
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        image = Image.fromarray(code.to_image(scale=6))
        page.paste(image, (100, 100 + 500 * rank))
    written = io.BytesIO()
    page.save(written, "PDF", resolution=150)
    return written.getvalue()


@dataclass
class World:
    """A base with one ordonnance of one line, three packs due; the fields are its faults."""

    packs: int = 3
    objection: bool = False
    printed: str = NUMBER
    leaks_version: bool = False
    leaks_executions: bool = False
    forgets_journal: bool = False
    asks: set[str] = field(default_factory=lambda: {"issue", "dispense"})
    executions: list[results.ExecutionView] = field(default_factory=list)
    accesses: list[str] = field(default_factory=list)

    def open_client(self, token: str | None = None) -> "Player":
        return Player(self, (token or "").removeprefix("jeton-"))


@dataclass
class Player:
    """One person in front of that base."""

    world: World
    handle: str

    def __enter__(self) -> "Player":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self.handle = ""

    def demo_token(self, handle: str) -> Any:
        from ordonnance.client import DemoToken

        return DemoToken(f"jeton-{handle}", AT)

    def _question(self, act: str, given: tuple[AcknowledgementInput, ...]) -> None:
        if act in self.world.asks and [each.rule for each in given] != ["X-1"]:
            finding = RefusedIssue("X-1", "À vérifier.", "", "line[1]", "X-1", 1)
            raise Refused("ACKNOWLEDGEMENT_REQUIRED", "?", "", None, 422, (), (finding,))

    def issue(
        self, document: bytes, acknowledgements: tuple[AcknowledgementInput, ...]
    ) -> results.Issued:
        assert document == b"{}"
        self._question("issue", acknowledgements)
        self.world.accesses.append("issue")
        return results.Issued(NUMBER, 1, AT, ())

    def _line(self, packs: int) -> results.LineView:
        left = results.Remaining(Decimal(packs), packs * 28)
        state = LineState.OPEN if packs == self.world.packs else LineState.PARTLY_EXECUTED
        return replace(LINE, remaining=left, due=left, state=state)

    def _left(self) -> int:
        served = sum(int(view.served[0].packs) for view in self.world.executions)
        return self.world.packs - served

    def consult(self, number: str) -> results.Consulted:
        assert number == NUMBER
        self.world.accesses.append("consult")
        blind = self.handle == "medecin" and self.world.objection
        left = self.world.packs if blind else self._left()
        version = 2 if blind and self.world.leaks_version else 1
        whole = left == self.world.packs
        return consulted(
            version=version,
            state=OrdonnanceState.ISSUED if whole else OrdonnanceState.PARTLY_EXECUTED,
            lines=(self._line(left),),
            objection=self.world.objection,
            executions_hidden=blind,
        )

    def render(self, number: str) -> bytes:
        assert number == NUMBER
        self.world.accesses.append("render")
        return sheet_of(f"https://autre.example/o#{self.world.printed}")

    def dispense(
        self,
        number: str,
        lines: tuple[LineInput, ...] = (),
        *,
        everything: bool = False,
        acknowledgements: tuple[AcknowledgementInput, ...] = (),
    ) -> results.Dispensed:
        assert number == NUMBER
        self._question("dispense", acknowledgements)
        packs = Decimal(self._left()) if everything else lines[0].packs or Decimal(0)
        served = (results.ServedView(1, LINE.label, packs, None, 28),)
        reference = f"EX-{len(self.world.executions) + 1}"
        self.world.executions.append(
            results.ExecutionView(reference, AT, DAY, PLACES[self.handle], "X", served, ())
        )
        self.world.accesses.append("dispense")
        line = (self._line(self._left()),)
        return results.Dispensed(NUMBER, 2, reference, served, (), line, False)

    def read_executions(self) -> results.Executions:
        hidden = self.world.objection and not self.world.leaks_executions
        return results.Executions(NUMBER, hidden, () if hidden else tuple(self.world.executions))

    def executions(self, number: str) -> results.Executions:
        assert number == NUMBER
        self.world.accesses.append("executions")
        return self.read_executions()

    def object(self, number: str, *, withdraw: bool = False) -> results.ObjectionRecorded:
        assert (number, self.handle) == (NUMBER, "patient")
        self.world.objection = not withdraw
        self.world.accesses.append("object")
        return results.ObjectionRecorded(NUMBER, not withdraw, AT)

    def journal(self, number: str) -> results.JournalRead:
        assert number == NUMBER
        told = self.world.accesses[:2] if self.world.forgets_journal else self.world.accesses
        return results.JournalRead(
            NUMBER,
            tuple(
                results.AccessView(rank, AT, act, act, "", "", "", "")
                for rank, act in enumerate(told)
            ),
        )


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """A base that is played, honest until told otherwise."""
    made = World()
    monkeypatch.setattr(session, "open_client", made.open_client)
    monkeypatch.setattr(local, "example", lambda _name: b"{}")
    return made


def test_the_whole_story_is_told_with_one_tick_per_step(
    ordonnance: Ordonnance, world: World, tmp_path: Path
) -> None:
    kept = tmp_path / "feuille.pdf"
    result = ordonnance("demo", "--keep", str(kept))
    assert result.exit_code == 0, result.stderr
    ticks = [line for line in result.stdout.splitlines() if line.startswith("✓ ")]
    assert ticks == [printed(f"✓ {step.title}") for step in STEPS]
    assert "Pharmacie Exemple et Pharmacie Démo" in result.stdout
    assert kept.read_bytes().startswith(b"%PDF-")
    assert [view.place for view in world.executions] == list(PLACES.values())
    assert not world.objection


def test_the_story_in_json_lists_its_steps(ordonnance: Ordonnance, world: World) -> None:
    said = json.loads(ordonnance("demo", "--json").stdout)
    assert said["number"] == NUMBER
    assert [each["step"] for each in said["steps"]] == [step.title for step in STEPS]
    assert world.accesses.count("dispense") == 2


@pytest.mark.parametrize(
    ("fault", "value", "step"),
    [
        ("objection", True, "Émission"),
        ("printed", OTHER, "Feuille et QR code"),
        ("leaks_version", True, "Plus rien à voir"),
        ("leaks_executions", True, "Plus rien à voir"),
        ("forgets_journal", True, "Journal des accès"),
    ],
)
def test_a_base_that_differs_stops_the_story_at_the_step_that_is_named(
    ordonnance: Ordonnance, world: World, fault: str, value: object, step: str
) -> None:
    setattr(world, fault, value)
    result = ordonnance("demo")
    assert result.exit_code == 1
    assert f"Étape «\u202f{step}\u202f»" in result.stderr
    assert f"✓ {step}" not in result.stdout
    error = json.loads(ordonnance("demo", "--json").stdout)["error"]
    assert error["code"] == "STEP_DIFFERS"


def test_a_refusal_inside_the_story_names_the_step_and_the_code(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    def refused(_handle: str) -> None:
        raise Refused("DEMO_ONLY", "Pas une démonstration.", "", None, 403)

    monkeypatch.setattr(Player, "demo_token", lambda _self, handle: refused(handle))
    result = ordonnance("demo")
    assert result.exit_code == 1
    assert "Sessions" in result.stderr
    assert "DEMO_ONLY" in result.stderr
    assert world.accesses == []


def test_without_a_base_the_story_says_so(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    def nobody(_handle: str) -> None:
        raise Unreachable("http://127.0.0.1:8765", "rien ne répond")

    monkeypatch.setattr(Player, "demo_token", lambda _self, handle: nobody(handle))
    result = ordonnance("demo")
    assert result.exit_code == 5
    assert "ordonnance serve" in result.stderr
    assert world.accesses == []


@pytest.mark.parametrize("texts", [(NUMBER,), (NUMBER, OTHER), ()])
def test_every_qr_code_of_a_page_is_read(texts: tuple[str, ...]) -> None:
    assert sorted(scan(sheet_of(*texts))) == sorted(texts)
