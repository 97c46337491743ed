"""The reference page of the command line, made from the commands themselves."""

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from ordonnance.doors.cli.help_page import Parameter, parameters, subcommands, usage
from ordonnance.doors.cli.main import app
from ordonnance.doors.cli.problems import EXITS, LOCAL
from ordonnance.doors.cli.session import ENVIRONMENT
from ordonnance.law.french import typographic


def reference_markdown() -> str:
    """The page docs/reference/commands.md, in French; it depends on the code alone."""
    root: Any = get_command(app)
    lines = [
        "# Commandes",
        "",
        "<!-- Written by ./dev docs: change the source, not this page. -->",
        "",
        "`ordonnance COMMANDE --help` donne la même aide dans le terminal. Avec `--json`, la "
        "réponse est du JSON sur la sortie standard : dates ISO, nombres décimaux, `null` pour "
        'ce qui n\'est pas connu. Un refus y est `{"error": {"code", "message", "do", "at"}}`, '
        "avec `issues` et `findings` quand il y en a plusieurs ; sans `--json`, il est en français "
        "sur la sortie d'erreur.",
        "",
        "## Codes de sortie",
        "",
        *_table(("Code", "Sens"), ((str(code), text) for code, text in EXITS.items())),
        "",
        "## Environnement",
        "",
        *_table(("Variable", "Sens"), ((f"`{name}`", text) for name, text in ENVIRONMENT.items())),
        "",
    ]
    for path, command in walk(root, "ordonnance"):
        lines += _section(path, command)
    lines += [
        "## Codes propres à la ligne de commande",
        "",
        "Les autres codes sont ceux du catalogue des refus.",
        "",
        *_table(("Code", "Sens"), ((f"`{code}`", text) for code, text in sorted(LOCAL.items()))),
    ]
    return typographic("\n".join(lines).rstrip()) + "\n"


def walk(group: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every command below a group, with the words that call it, groups left out."""
    for name, command in subcommands(group):
        if getattr(command, "commands", None):
            yield from walk(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _section(path: str, command: Any) -> list[str]:
    lines = [f"## {path}", "", "```text", usage(command, path), "```", ""]
    for text in (command.help or "").split("\n\n"):
        lines += [" ".join(text.split()), ""]
    rows = [_row(each) for each in parameters(command)]
    return [*lines, *_table(("À donner", "Sens"), rows), ""] if rows else lines


def _row(parameter: Parameter) -> tuple[str, str]:
    needed = " (exigé)" if parameter.is_option and parameter.required else ""
    return f"`{parameter.names}`{needed}", " ".join(parameter.help.split())


def _table(heads: tuple[str, str], rows: Any) -> list[str]:
    cells = [heads, ("---", "---"), *rows]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
