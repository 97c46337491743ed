"""Suggested commands are those that the reader can paste."""

import json
from typing import NoReturn

import pytest

from ordonnance.adapters.database.opening import BaseRefused
from ordonnance.client.errors import Unreachable
from ordonnance.doors.cli import program, session
from ordonnance.doors.cli.reference import reference_markdown
from ordonnance.doors.cli.running import as_problem
from tests.unit.cli.conftest import Ordonnance

DEV = "./dev ordonnance"
TOKEN = "export ORDONNANCE_TOKEN=$({} tokens demo --as {})"
LONG = "/un/dossier/dont/le/nom/est/vraiment/long/et/le/reste/encore/plus/.venv/bin/ordonnance"


@pytest.fixture
def called(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The program as the environment names it."""
    name = str(request.param)
    if name != program.DEFAULT:
        monkeypatch.setenv(program.VARIABLE, name)
    return name


def no_base(_token: str | None = None) -> NoReturn:
    """No base answers."""
    raise Unreachable("http://127.0.0.1:8765", "refus de la connexion")


def test_a_name_that_cannot_be_shown_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for given in ("", "  ", "a\nb", "\x1b[1mordonnance"):
        monkeypatch.setenv(program.VARIABLE, given)
        assert program.name() == "ordonnance"


@pytest.mark.parametrize("called", [program.DEFAULT, DEV, LONG], indirect=True)
def test_without_a_token_the_command_that_gives_one_stands_whole_on_its_line(
    ordonnance: Ordonnance, called: str
) -> None:
    result = ordonnance("list")
    assert result.exit_code == 3
    assert TOKEN.format(called, "medecin") in map(str.strip, result.stderr.splitlines())
    do = json.loads(ordonnance("list", "--json").stdout)["error"]["do"]
    assert do.endswith(f"\u202f: {TOKEN.format(called, 'medecin')}")


@pytest.mark.parametrize("called", [program.DEFAULT, DEV], indirect=True)
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("law", "show", "RX-NOPE"), "{} law list"),
        (("drugs", "show", "introuvable"), "{} drugs search TEXTE"),
        (("consult",), "{} consult --help"),
        (("tokens", "demo"), "Démarrer la base ({} serve)"),
    ],
)
def test_a_hint_names_the_program_as_it_is_called(
    ordonnance: Ordonnance,
    monkeypatch: pytest.MonkeyPatch,
    called: str,
    words: tuple[str, ...],
    hint: str,
) -> None:
    monkeypatch.setattr(session, "open_client", no_base)
    result = ordonnance(*words)
    assert result.exit_code != 0
    assert f" {hint.format(called)}" in result.stderr


@pytest.mark.parametrize("called", [program.DEFAULT, DEV], indirect=True)
def test_a_base_that_cannot_be_opened_says_how_to_create_it(called: str) -> None:
    told = as_problem(BaseRefused("BASE_NOT_CREATED", "Absente.", "Voir « ordonnance serve »."))
    assert told.first.do == f"Voir « {called} serve »."


@pytest.mark.parametrize("called", [program.DEFAULT, DEV, LONG], indirect=True)
def test_the_help_names_the_program_as_it_is_called(ordonnance: Ordonnance, called: str) -> None:
    told = ordonnance("tokens", "demo", "--help").stdout
    assert told.startswith(f"Usage\u202f: {called} tokens demo ")
    assert TOKEN.format(called, "pharmacien") in map(str.strip, told.splitlines())
    assert "`" not in told


@pytest.mark.parametrize("called", [DEV], indirect=True)
def test_only_commands_are_renamed_in_the_help(ordonnance: Ordonnance, called: str) -> None:
    assert f"({called} serve --demo)" in " ".join(ordonnance("demo", "--help").stdout.split())
    assert "Émet une ordonnance numérique" in ordonnance("issue", "--help").stdout


@pytest.mark.parametrize("called", [DEV], indirect=True)
def test_the_reference_page_does_not_depend_on_the_environment(called: str) -> None:
    assert called not in reference_markdown()


def test_the_help_of_check_says_that_the_document_keeps_its_date(ordonnance: Ordonnance) -> None:
    told = " ".join(ordonnance("check", "--help").stdout.split())
    assert "Jour à prendre pour aujourd’hui. Le document n’est pas redaté" in told
