"""Commands that need no session: checks, examples, tokens, rules and medicines."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from ordonnance.doors.cli import local, session
from ordonnance.usecases import results
from tests.unit.cli.conftest import (
    FINDING,
    Ordonnance,
)
from tests.unit.cli.typed import BUNDLE, SPACE


@pytest.fixture
def document(tmp_path: Path) -> str:
    path = tmp_path / "ordonnance.json"
    path.write_bytes(BUNDLE)
    return str(path)


class Checker:
    """Judges as told and keeps what it was asked."""

    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        self.asked: tuple[object, ...] = ()

    def check(
        self, document: bytes, content_type: str, on: date | None, dispensing: date | None
    ) -> results.Checked:
        self.asked = (document, content_type, on, dispensing)
        return results.Checked(self.outcome, (FINDING,))


@pytest.mark.parametrize("outcome", ["allowed", "warning", "cannot_tell", "blocked"])
def test_check_needs_no_base_and_exits_0_whatever_the_outcome(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch, document: str, outcome: str
) -> None:
    checker = Checker(outcome)
    monkeypatch.setattr(local, "checker", lambda: checker)
    words = ("check", document, "--on", "12/03/2026", "--dispensing", "2026-03-20")
    result = ordonnance(*words, "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert said["outcome"] == outcome
    assert set(said["findings"][0]) >= {
        "rule", "verdict", "severity", "line", "message", "citation", "remedy",
    }  # fmt: skip
    days = (date(2026, 3, 12), date(2026, 3, 20))
    assert checker.asked == (BUNDLE, "application/fhir+json", *days)
    told = ordonnance(*words).stdout
    assert f"AVERTISSEMENT, ligne 2{SPACE}: La durée dépasse un an." in told
    assert "R.5132-21 (RX-DUR-01)" in told


class DemoBase:
    """Gives tokens."""

    def __enter__(self) -> "DemoBase":
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def demo_token(self, handle: str) -> Any:
        from ordonnance.client import DemoToken

        return DemoToken(f"jeton-{handle}", datetime(2026, 3, 12, tzinfo=UTC))


def test_tokens_demo_prints_the_token_alone(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "open_client", DemoBase)
    assert ordonnance("tokens", "demo", "--as", "pharmacien").stdout == "jeton-pharmacien\n"
    said = json.loads(ordonnance("tokens", "demo", "--json").stdout)
    assert said == {"token": "jeton-medecin", "expires_at": "2026-03-12T00:00:00Z"}


def test_an_example_is_written_as_it_is_issued(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "example", lambda name: f'{{"id": "{name}"}}'.encode())
    assert ordonnance("example", "simple").stdout == '{"id": "simple"}\n'


def test_the_version_is_told(ordonnance: Ordonnance) -> None:
    assert ordonnance("version").stdout.startswith("ordonnance ")
    assert set(json.loads(ordonnance("version", "--json").stdout)) == {"version"}


def test_a_rule_is_explained_with_its_source(ordonnance: Ordonnance) -> None:
    said = json.loads(ordonnance("law", "show", "rx-dur-01", "--json").stdout)
    assert {version["id"] for version in said["versions"]} == {"RX-DUR-01"}
    told = ordonnance("law", "show", "RX-DUR-01").stdout
    assert told.startswith("RX-DUR-01  ")
    assert "  Source      " in told


def test_the_rules_of_a_day_are_listed(ordonnance: Ordonnance) -> None:
    result = ordonnance("law", "list", "--on", "12/03/2026", "--json")
    said = json.loads(result.stdout)
    assert said["on"] == "2026-03-12"
    assert "RX-DUR-01" in [rule["id"] for rule in said["rules"]]
    told = ordonnance("law", "list", "--on", "2026-03-12").stdout
    assert f"en vigueur le 12/03/2026{SPACE}:" in told


MEDICINE: dict[str, Any] = {
    "cis": "60000001", "name": "EXEMPLE 5 mg, comprimé", "form": "comprimé", "routes": ["orale"],
    "holder": "LABORATOIRE EXEMPLE", "marketed": True, "atc": "A00AA00",
    "substances": [{"name": "exemple", "code": "1", "strength": {"value": "2.5", "unit": "mg"}}],
    "conditions": ["liste I"], "biosimilar_group": None,
    "presentations": [{
        "cip13": "3400930000001", "label": "boîte de 28", "units": "28", "unit": "comprimé",
        "marketed": True, "reimbursement": "65 %", "price": "2.58",
    }],
    "generic_group": {"group": "1", "label": "EXEMPLE", "role": "REFERENCE", "members": [
        {"cis": "60000001", "name": "EXEMPLE 5 mg, comprimé", "role": "REFERENCE"},
    ]},
    "catalogue": {"label": "Démonstration", "source": "à la main", "dated": "2026-01-31"},
}  # fmt: skip


class Drugs:
    """One medicine."""

    def __init__(self, _data: str | None, _demo: bool) -> None:
        """Whatever the folder."""

    def search(self, text: str, limit: int) -> list[dict[str, Any]]:
        return [MEDICINE][:limit] if text.startswith("exemple") else []

    def show(self, code: str, _on: date | None) -> dict[str, Any] | None:
        return MEDICINE if code == "60000001" else None


def test_medicines_are_searched_and_shown(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "drugs", Drugs)
    assert "60000001  EXEMPLE 5 mg" in ordonnance("drugs", "search", "exemple", "5mg").stdout
    assert json.loads(ordonnance("drugs", "search", "exemple", "--json").stdout) == [MEDICINE]
    assert "Aucun médicament" in ordonnance("drugs", "search", "rien").stdout
    told = ordonnance("drugs", "show", "60000001").stdout
    assert "exemple 2,5 mg" in told
    assert "3400930000001  boîte de 28  2,58\u202f€" in told
    assert "31/01/2026" in told
    many = ordonnance("drugs", "search", "--json", "--limit", "1", stdin="exemple\nrien\n").stdout
    assert [json.loads(line) for line in many.splitlines()] == [
        {"query": "exemple", "results": [MEDICINE]}, {"query": "rien", "results": []},
    ]  # fmt: skip
    missing = ordonnance("drugs", "show", "60000002", "--json")
    assert missing.exit_code == 1
    assert json.loads(missing.stdout)["error"]["code"] == "DRUG_UNKNOWN"


def test_check_fix_writes_the_corrected_document_beside_what_it_says(
    ordonnance: Ordonnance, tmp_path: Path
) -> None:
    tree = json.loads(local.example("tramadol"))
    line = next(
        each["resource"] for each in tree["entry"]
        if each["resource"]["resourceType"] == "MedicationRequest"
    )  # fmt: skip
    line["dosageInstruction"][0]["timing"]["repeat"]["boundsDuration"]["value"] = 90
    given, fixed = tmp_path / "longue.json", tmp_path / "corrigee.json"
    given.write_text(json.dumps(tree), "utf-8")
    offered = ordonnance("check", str(given)).stdout
    assert f"Corriger{SPACE}: Mettre 84 jours" in offered
    result = ordonnance("check", str(given), "--fix", "--rule", "RX-DUR-07/1", "-o", str(fixed))
    assert result.exit_code == 0
    assert f"Corrigé, ligne 1{SPACE}: Mettre 84 jours (RX-DUR-07)" in result.stdout
    assert fixed.stat().st_mode & 0o077 == 0
    again = ordonnance("check", str(fixed), "--json")
    assert json.loads(again.stdout)["outcome"] == "allowed"
    nothing = ordonnance("check", str(fixed), "--fix", "-o", str(fixed))
    assert "Rien à corriger en une étape." in nothing.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--fix",), "où écrire"),
        (("--rule", "RX-DUR-07"), "--rule dit ce que --fix corrige."),
        (("--fix", "--rule", "RX-DUR-07/x", "-o", "f"), "ne se lit pas"),
        (("--fix", "--rule", "=2", "-o", "f"), "ne se lit pas"),
        (("--fix", "--rule", "RX-DUR-07=", "-o", "f"), "ne se lit pas"),
    ],
)
def test_check_fix_says_what_it_needs(
    ordonnance: Ordonnance, document: str, words: tuple[str, ...], said: str
) -> None:
    result = ordonnance("check", document, *words)
    assert result.exit_code == 2
    assert said in result.stderr
