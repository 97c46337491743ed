"""Every command explains itself in French, and the reference page says the same."""

import re
from typing import Any

import pytest
from typer.main import get_command

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.doors.cli.help_page import page, parameters, subcommands
from ordonnance.doors.cli.main import app
from ordonnance.doors.cli.problems import EXITS, LOCAL, READING, exit_code
from ordonnance.doors.cli.reference import reference_markdown, walk
from tests.unit.cli.conftest import Ordonnance

ROOT: Any = get_command(app)
COMMANDS = dict(walk(ROOT, "ordonnance"))

CONTRACT = {
    "check": {"--on", "--dispensing", "--fix", "--rule", "--output", "--json"},
    "issue": {"--acknowledge", "--reservation", "--json"},
    "consult": {"--json"},
    "dispense": {
        "--all", "--line", "--packs", "--units", "--cip", "--lot", "--substitution",
        "--quantity-reason", "--decline", "--note", "--acknowledge", "--pharmacist", "--json",
    },
    "sign": {
        "--output", "--pkcs11", "--token", "--certificate", "--key-file", "--pin-from", "--tsa",
        "--without-timestamp", "--json",
    },
    "undo": {"--reason", "--reference", "--json"},
    "cancel": {"--reason", "--text", "--json"},
    "replace": {"--acknowledge", "--json"},
    "executions": {"--json"},
    "object": {"--withdraw", "--proof", "--json"},
    "journal read": {"--json"},
    "journal export": {"--data", "--json"},
    "journal verify": {"--data", "--jwks", "--anchors", "--json"},
    "mail queue": {"--all", "--data", "--json"},
    "mail show": {"--data", "--json"},
    "mail cancel": {"--data", "--json"},
    "mail withdraw": {"--reason", "--data", "--json"},
    "mail test": {"--seconds", "--data", "--json"},
    "mail inbox": {"--data", "--json"},
    "samu propose": {
        "--resident", "--pharmacy", "--establishment", "--address", "--given-in-call", "--dictated",
        "--space-active", "--impossible", "--impossible-text", "--json",
    },
    "samu prescribe": {
        "--circuit", "--to", "--motive", "--motive-text", "--recipient", "--finess",
        "--told-patient", "--given-in-call", "--dictated", "--space-active", "--impossible",
        "--impossible-text", "--sender", "--regulator", "--acknowledge", "--key", "--json",
    },
    "samu follow": {"--executions", "--days", "--json"},
    "samu withdraw": {"--text", "--key", "--json"},
    "registers ordonnancier": {"--from", "--to", "--csv", "--pdf", "--json"},
    "registers stupefiants": {"--from", "--to", "--csv", "--pdf", "--json"},
    "stock receive": {"--lot", "--sheets", "--supplier", "--on", "--json"},
    "stock used": {"--lot", "--sheets", "--key", "--if-match", "--json"},
    "stock spoiled": {"--lot", "--sheets", "--reason", "--json"},
    "stock lost": {
        "--lot", "--sheets", "--on", "--where", "--circumstances", "--stolen", "--police", "--json",
    },
    "stock police": {"--reference", "--on", "--json"},
    "stock found": {"--lot", "--sheets", "--reason", "--json"},
    "stock revoke": {"--reason", "--reservation", "--json"},
    "stock show": {"--json"},
    "stock print": {"-o", "--json"},
    "list": {"--json"},
    "reserve": {"--count", "--json"},
    "render": {
        "-o", "--cda", "--xdm", "--execution", "--pdf", "--form", "--ground", "--copy",
        "--duplicate", "--large", "--language", "--sheet", "--json",
    },
    "print": {
        "-o", "--form", "--ground", "--copy", "--duplicate", "--large", "--language", "--stock",
        "--heading", "--sheet", "--json",
    },
    "calibrate": {"-o", "--stock", "--json"},
    "drugs import": {"--data", "--demo", "--dated", "--accept-fewer", "--json"},
    "drugs fetch": {"--from", "--json"},
    "drugs versions": {"--data", "--demo", "--json"},
    "drugs diff": {"--data", "--demo", "--json"},
    "drugs search": {"--limit", "--data", "--demo", "--json"},
    "drugs show": {"--on", "--data", "--demo", "--json"},
    "interactions import": {"--data", "--demo", "--dated", "--accept-fewer", "--json"},
    "interactions versions": {"--data", "--demo", "--json"},
    "interactions show": {"--data", "--demo", "--json"},
    "interactions search": {"--limit", "--data", "--demo", "--json"},
    "directory import": {"--data", "--demo", "--dated", "--accept-fewer", "--json"},
    "directory fetch": {"--root", "--json"},
    "directory versions": {"--data", "--demo", "--json"},
    "directory search": {
        "--town", "--postcode", "--department", "--kind", "--profession", "--type", "--limit",
        "--data", "--demo", "--json",
    },
    "directory show": {"--data", "--demo", "--json"},
    "directory readiness": {"--finess", "--regulators", "--crop", "--data", "--demo", "--json"},
    "directory note": {"--from", "--to", "--data", "--demo", "--json"},
    "directory notes": {"--data", "--demo", "--json"},
    "directory remove-note": {"--on", "--data", "--demo", "--json"},
    "directory white-list": {"--data", "--demo", "--dated", "--accept-fewer", "--json"},
    "directory trusted": {"--data", "--demo", "--json"},
    "posology parse": {"--json"},
    "line parse": {"--data", "--demo", "--json"},
    "law show": {"--on", "--json"},
    "law list": {"--on", "--json"},
    "law explain": {"--on", "--at-counter", "--json"},
    "law what-changed": {"--json"},
    "law test": {"--drugs", "--all", "--json"},
    "law forms": {"--on", "--ground", "--regulator", "--no-sheet", "--refused", "--json"},
    "census report": {
        "--from", "--to", "--centre", "--published", "--out", "--format", "--data", "--demo",
        "--json",
    },
    "census rows": {
        "--from", "--to", "--centre", "--out", "--format", "--data", "--demo", "--json",
    },
    "census due": {"--start", "--centre", "--data", "--demo", "--json"},
    "census merge": {"--out", "--published", "--json"},
    "preserie balance": {"--traces", "--on", "--out", "--format", "--json"},
    "preserie check": {"--on", "--json"},
    "preserie rehearse": {"--client", "--version", "--only", "--list", "--json"},
    "example": {"--json"},
    "europe": {"--json"},
    "cda": {"--json"},
    "xdm": {"--to", "--json"},
    "demo": {"--keep", "--json"},
    "admin link": {"--as", "--url", "--data", "--json"},
    "serve": {"--port", "--data", "--demo", "--host"},
    "worker": {"--data"},
    "backup": {"--data", "--json"},
    "backup-keys": {"--data", "--json"},
    "restore": {"--data", "--keys", "--json"},
    "compact": {"--data", "--json"},
    "verify": {"--on", "--stock", "--json"},
    "tokens demo": {"--as", "--json"},
    "version": {"--json"},
}  # fmt: skip


def test_the_commands_are_those_of_the_contract() -> None:
    assert set(COMMANDS) == {f"ordonnance {name}" for name in CONTRACT}


@pytest.mark.parametrize("name", CONTRACT)
def test_a_command_has_the_options_of_the_contract(name: str) -> None:
    command = COMMANDS[f"ordonnance {name}"]
    names = {word for each in command.params for word in getattr(each, "opts", ())}
    assert names >= CONTRACT[name]


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_and_each_of_its_options_have_a_french_help(path: str) -> None:
    command = COMMANDS[path]
    assert command.help.rstrip().removesuffix("`").endswith((".", ")")), path
    for parameter in parameters(command):
        assert parameter.help, f"{path} {parameter.names}"
        assert parameter.help[0].isupper() or parameter.help.startswith(("simple", "«"))
        assert parameter.help.endswith((".", ")")), f"{path} {parameter.names}"
    shown = page(command, path)
    assert "Usage\u202f: " in shown
    assert not re.search(r"Options:|Show this|\brequired\b|default:|\bTEXT\b|\bINTEGER\b", shown)


def test_groups_have_a_help_and_their_commands() -> None:
    for name, group in subcommands(ROOT):
        if getattr(group, "commands", None):
            assert group.help.endswith("."), name
            assert list(subcommands(group))


@pytest.mark.parametrize("words", [(), ("law",), ("drugs", "search"), ("dispense",)])
def test_help_answers_on_standard_output(ordonnance: Ordonnance, words: tuple[str, ...]) -> None:
    result = ordonnance(*words, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage\u202f: {' '.join(('ordonnance', *words))}")
    assert result.stderr == ""
    assert max(len(line) for line in result.stdout.splitlines()) <= 96


def test_the_reference_page_tells_every_command_option_and_code() -> None:
    told = reference_markdown()
    assert told == reference_markdown()
    for path, command in COMMANDS.items():
        assert f"\n## {path}\n" in told
        for parameter in parameters(command):
            assert f"`{parameter.names}`".replace("|", "\\|") in told
    assert all(f"`{code}`" in told for code in LOCAL)
    assert all(f"| {code} |" in told for code in EXITS)
    assert told.endswith("\n")
    assert not told.endswith("\n\n")


def test_codes_of_the_command_line_are_not_codes_of_the_catalogue() -> None:
    assert not set(LOCAL) & set(CATALOGUE)
    assert set(CATALOGUE) >= READING


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("LAW_BLOCKED", 1), ("NUMBER_UNKNOWN", 1), ("LINE_NOT_DUE", 1), ("OUT_OF_SCOPE", 1),
        ("TOO_MANY_ATTEMPTS", 1), ("QUANTITY_REASON_REQUIRED", 1),
        ("JSON_INVALID", 2), ("ELEMENT_UNKNOWN", 2), ("CODE_UNKNOWN", 2), ("NUMBER_INVALID", 2),
        ("TOKEN_EXPIRED", 3), ("NOT_ALLOWED", 3), ("PLACE_UNKNOWN", 3), ("DEMO_ONLY", 3),
        ("LINE_ALREADY_SERVED", 4), ("VERSION_STALE", 4), ("IDEMPOTENCY_KEY_REUSED", 4),
        ("BASE_UNAVAILABLE", 5), ("INTERNAL", 5),
    ],
)  # fmt: skip
def test_the_exit_code_says_the_kind_of_refusal(code: str, expected: int) -> None:
    assert exit_code(code, CATALOGUE[code].status) == expected


@pytest.mark.parametrize("path", COMMANDS)
def test_a_page_of_help_is_printed_french(path: str) -> None:
    shown = re.sub(r"`[^`]*`|\S*[/=]\S*", "", page(COMMANDS[path], path))
    assert re.findall(r"\w*[^\W\d_]'[^\W\d_]\w*| [;:!?»]|« ", shown) == []
