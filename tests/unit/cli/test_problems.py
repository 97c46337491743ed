"""Every way of failing: French on standard error or JSON, an exit code, never a traceback."""

import json
import sys
from pathlib import Path

import pytest

from ordonnance.client import Refused, RefusedIssue, Unreachable
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.cli import local, session
from tests.unit.cli.conftest import NUMBER, FakeClient, Ordonnance

BLOCKED = Refused(
    "LAW_BLOCKED", "L'ordonnance ne peut pas être émise.", "Corriger.", None, 422,
    (
        RefusedIssue("LAW_BLOCKED", "L'ordonnance ne peut pas être émise.", "Corriger."),
        RefusedIssue("RX-DUR-01", "Trop long.", "Raccourcir.", "line[2]", "RX-DUR-01", 2),
    ),
    (RefusedIssue("RX-DUR-01", "Trop long.", "Raccourcir.", "line[2]", "RX-DUR-01", 2),),
)  # fmt: skip


def test_a_refusal_in_json_has_code_message_do_at_and_findings(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    base.error = BLOCKED
    result = ordonnance("consult", NUMBER, "--json")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "error": {
            "code": "LAW_BLOCKED", "message": "L'ordonnance ne peut pas être émise.",
            "do": "Corriger.", "at": None,
            "findings": [{
                "code": "RX-DUR-01", "message": "Trop long.", "do": "Raccourcir.",
                "at": "line[2]", "rule": "RX-DUR-01", "line": 2,
            }],
        }
    }  # fmt: skip


def test_a_refusal_in_french_says_what_to_do_and_ends_with_the_code(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    base.error = BLOCKED
    result = ordonnance("consult", NUMBER)
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "L’ordonnance ne peut pas être émise.",
        "  À faire\u202f: Corriger.",
        "  (LAW_BLOCKED)",
        "Trop long.",
        "  À faire\u202f: Raccourcir.",
        "  Où\u202f: line[2]",
        "  (RX-DUR-01)",
    ]


def test_a_question_of_the_law_shows_how_to_answer_it(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    finding = RefusedIssue("X-1", "À vérifier.", "", "line[3]", "X-1", 3)
    first = RefusedIssue("ACKNOWLEDGEMENT_REQUIRED", "1 constat attend.", "Répondre.")
    base.error = Refused(
        "ACKNOWLEDGEMENT_REQUIRED", "1 constat attend.", "Répondre.", None, 422,
        (first, finding), (finding,),
    )  # fmt: skip
    assert "--acknowledge 'X-1/3=MOTIF'" in ordonnance("consult", NUMBER).stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("NUMBER_UNKNOWN", "Inconnu.", "Vérifier.", None, 404), 1),
        (Refused("ELEMENT_UNKNOWN", "Inconnu.", "Retirer.", "Bundle.x", 422), 2),
        (Refused("TOKEN_EXPIRED", "Expiré.", "Revenir.", None, 401), 3),
        (Refused("NOT_ALLOWED", "Non.", "Demander.", None, 403), 3),
        (Refused("LINE_ALREADY_SERVED", "Servie.", "Rien.", None, 409), 4),
        (Refused("VERSION_STALE", "Changée.", "Relire.", None, 412), 4),
        (Refused("BASE_UNAVAILABLE", "Occupée.", "Attendre.", None, 503), 5),
        (Unreachable("http://127.0.0.1:8765", "rien ne répond à cette adresse"), 5),
    ],
    ids=lambda value: str(value)[:30],
)
def test_the_exit_code_follows_the_answer(
    ordonnance: Ordonnance, base: FakeClient, error: Exception, code: int
) -> None:
    base.error = error
    assert ordonnance("consult", NUMBER, "--json").exit_code == code
    told = ordonnance("consult", NUMBER)
    assert told.exit_code == code
    assert "Traceback" not in told.stderr
    assert "À faire" in told.stderr


def test_several_issues_of_reading_are_all_told(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Checker:
        def check(self, *_asked: object) -> None:
            raise Refusal(
                Issue("ELEMENT_UNKNOWN", "Bundle.x", {"element": "x"}),
                Issue("ELEMENT_MISSING", "Bundle.type", {"element": "type"}),
            )

    monkeypatch.setattr(local, "checker", Checker)
    (tmp_path / "o.json").write_text("{}")
    result = ordonnance("check", str(tmp_path / "o.json"), "--json")
    assert result.exit_code == 2
    issues = json.loads(result.stdout)["error"]["issues"]
    assert [(each["code"], each["at"]) for each in issues] == [
        ("ELEMENT_UNKNOWN", "Bundle.x"), ("ELEMENT_MISSING", "Bundle.type"),
    ]  # fmt: skip


MISTAKES = [
    (("consult", "U1234"), "NUMBER_INVALID", "18 caractères"),
    (("consult",), "USAGE", "NUMÉRO"),
    (("consult", NUMBER, "--jsonn"), "USAGE", "--jsonn"),
    (("consulter", NUMBER), "USAGE", "consulter"),
    ((), "USAGE", "check, issue,"),
    (("law",), "USAGE", "show"),
    (("list", "moi"), "USAGE", "moi"),
    (("cancel", NUMBER), "USAGE", "--reason"),
    (("cancel", NUMBER, "--reason", "ENVIE"), "CODE_UNKNOWN", "TREATMENT_STOPPED"),
    (("undo", NUMBER, "--reason", "ENVIE"), "CODE_UNKNOWN", "RETURNED_UNOPENED"),
    (("dispense", NUMBER), "USAGE", "--all"),
    (("dispense", NUMBER, "--packs", "1"), "USAGE", "--line"),
    (("dispense", NUMBER, "--line", "un"), "USAGE", "--line"),
    (("dispense", NUMBER, "--line", "0"), "USAGE", "--line"),
    (("dispense", NUMBER, "--line", "1", "--packs", "0"), "AMOUNT_INVALID", "1,5"),
    (("dispense", NUMBER, "--line", "1", "--packs", "beaucoup"), "AMOUNT_INVALID", "beaucoup"),
    (("dispense", NUMBER, "--line", "1", "--decline", "NON"), "CODE_UNKNOWN", "NOT_WANTED"),
    (("dispense", NUMBER, "--all", "--acknowledge", "X"), "USAGE", "RÈGLE=MOTIF"),
    (("dispense", NUMBER, "--all", "--acknowledge", "X/un=oui"), "USAGE", "RÈGLE=MOTIF"),
    (("dispense", NUMBER, "--all", "--acknowledge", "X="), "USAGE", "RÈGLE=MOTIF"),
    (("issue", "absent.json"), "FILE_UNREADABLE", "absent.json"),
    (("issue", "."), "FILE_UNREADABLE", "dossier"),
    (("check", "absent.json"), "FILE_UNREADABLE", "absent.json"),
    (("check", "o.json", "--on", "31/02/2026"), "DATE_INVALID", "31/02/2026"),
    (("check", "o.json", "--dispensing", "demain"), "DATE_INVALID", "demain"),
    (("check", "vide.json"), "BODY_EMPTY", "vide.json"),
    (("check", "long.json"), "BODY_TOO_LARGE", "1 Mio"),
    (("replace", "-", "-"), "USAGE", "fichier"),
    (("reserve", "--count", "0"), "USAGE", "--count"),
    (("render", NUMBER, "-o", "absent/feuille.pdf"), "FILE_UNWRITABLE", "feuille.pdf"),
    (("law", "show", "RX-RIEN-01"), "RULE_UNKNOWN", "RX-RIEN-01"),
    (("law", "list", "--on", "2026"), "DATE_INVALID", "2026"),
    (("issue", "o.json", "--reservation", "o.json"), "RESERVATION_INVALID", "réservation"),
]


@pytest.mark.parametrize(
    ("words", "code", "hint"), MISTAKES, ids=lambda value: " ".join(value)[:50] or "nothing"
)
def test_a_mistake_is_told_in_french_with_a_way_out(
    ordonnance: Ordonnance,
    base: FakeClient,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: tuple[str, ...],
    code: str,
    hint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("o.json").write_text("{}")
    Path("vide.json").write_text(" ")
    Path("long.json").write_bytes(b" " * (1024 * 1024) + b"{}")
    told = ordonnance(*words)
    expected = 1 if code in ("RULE_UNKNOWN", "RESERVATION_INVALID") else 2
    assert told.exit_code == expected, told.stderr
    assert hint in told.stderr
    assert f"({code})" in told.stderr
    assert "Traceback" not in told.stderr
    assert told.stdout == ""
    if words:
        error = json.loads(ordonnance(*words, "--json").stdout)["error"]
        assert set(error) == {"code", "message", "do", "at"}
        assert error["code"] == code
    assert not [call for call in base.calls if call[0] not in ("close", "render")]


def test_an_option_without_its_value_is_named(ordonnance: Ordonnance) -> None:
    result = ordonnance("cancel", NUMBER, "--reason")
    assert result.exit_code == 2
    assert "L’option --reason attend une valeur" in result.stderr


def test_without_a_session_the_way_to_get_one_is_told(ordonnance: Ordonnance) -> None:
    result = ordonnance("consult", NUMBER)
    assert result.exit_code == 3
    assert "tokens demo" in result.stderr


@pytest.mark.parametrize("token", ["jeton\nX: y", "jéton", "x" * 9000])
def test_a_token_that_cannot_travel_is_refused_and_never_shown(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("ORDONNANCE_TOKEN", token)
    result = ordonnance("consult", NUMBER)
    assert result.exit_code == 3
    assert token not in result.stderr


def test_an_address_in_clear_is_refused(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORDONNANCE_TOKEN", "jeton")
    monkeypatch.setenv("ORDONNANCE_URL", "http://base.example")
    result = ordonnance("consult", NUMBER, "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"] == "ADDRESS_INVALID"


def test_the_environment_names_base_session_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDONNANCE_URL", "http://127.0.0.1:9999/")
    monkeypatch.setenv("ORDONNANCE_TOKEN", " jeton ")
    monkeypatch.setenv("ORDONNANCE_PLACE", "990000069")
    with session.connect() as client:
        assert client.url == "http://127.0.0.1:9999"
    monkeypatch.delenv("ORDONNANCE_URL")
    assert session.address() == session.DEFAULT_URL


def test_a_fault_of_ours_says_where_and_nothing_of_the_values(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    base.error = RuntimeError(f"secret {NUMBER}")
    result = ordonnance("consult", NUMBER)
    assert result.exit_code == 1
    assert "RuntimeError" in result.stderr
    assert NUMBER not in result.stderr
    assert "Traceback" not in result.stderr


def test_a_base_that_cannot_be_opened_says_why(ordonnance: Ordonnance, base: FakeClient) -> None:
    from ordonnance.settings import SettingsInvalid

    class PortInUse(Exception):
        code, message, do = "PORT_IN_USE", "Le port est pris.", "En choisir un autre."

    base.error = PortInUse()
    result = ordonnance("consult", NUMBER, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "PORT_IN_USE"
    base.error = SettingsInvalid(("ORDONNANCE_X n'est pas un réglage connu.",))
    result = ordonnance("consult", NUMBER)
    assert result.exit_code == 2
    assert "ORDONNANCE_X" in result.stderr


def test_ctrl_c_is_quiet(ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> FakeClient:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "connect", interrupted)
    result = ordonnance("consult", NUMBER)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_an_unknown_example_lists_those_there_are(
    ordonnance: Ordonnance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> bytes:
        raise LookupError(name)

    monkeypatch.setattr(local, "example", absent)
    monkeypatch.setattr(local, "example_names", lambda: ("ald", "simple"))
    result = ordonnance("example", "autre")
    assert result.exit_code == 2
    assert "ald, simple" in result.stderr


def test_help_and_version_import_neither_http_nor_the_platform() -> None:
    import subprocess

    program = (
        "import sys\nfrom typer.testing import CliRunner\n"
        "from ordonnance.doors.cli.main import app\n"
        "assert CliRunner().invoke(app, ['version']).exit_code == 0\n"
        "assert CliRunner().invoke(app, ['check', 'absent']).exit_code == 2\n"
        "heavy = {'httpx', 'starlette', 'asyncpg', 'cryptography', 'ordonnance.bootstrap'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout == "[]\n"


def test_a_number_of_another_scheme_is_still_a_number(
    ordonnance: Ordonnance, base: FakeClient
) -> None:
    real = OrdonnanceNumber.from_payload("A", 7).value
    assert ordonnance("consult", real).exit_code == 0
    assert base.asked[1] == (real,)
