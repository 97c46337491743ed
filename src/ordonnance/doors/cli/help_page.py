"""Help in French: the pages behind `--help`, and the group that says every failure in French."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from typer.core import TyperCommand, TyperGroup

from ordonnance.domain.french.typography import printed
from ordonnance.doors.cli import program
from ordonnance.doors.cli.layout import columns, paragraph
from ordonnance.law.french import typographic

HELP = "Affiche cette aide."


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or an option as explained to people; `names` as typed, value included."""

    names: str
    help: str
    is_option: bool
    required: bool


def parameters(command: Any) -> tuple[Parameter, ...]:
    """What a command takes, in its order; the help option is left out."""
    return tuple(
        _parameter(each)
        for each in command.params
        if not getattr(each, "hidden", False) and each.name != "help"
    )


def usage(command: Any, path: str) -> str:
    """« ordonnance consult NUMÉRO… [options] »."""
    taken = parameters(command)
    words = [each.names if each.required else f"[{each.names}]" for each in taken
             if not each.is_option]  # fmt: skip
    words += [each.names for each in taken if each.is_option and each.required]
    if getattr(command, "commands", None):
        words.append("COMMANDE")
    return " ".join([path, *words, "[options]"])


def subcommands(group: Any) -> Iterator[tuple[str, Any]]:
    """The commands of a group, by name in the order of its registration."""
    for name, command in getattr(group, "commands", {}).items():
        if not command.hidden:
            yield name, command


def page(command: Any, path: str) -> str:
    """The whole help page of a command or of a group."""
    lines = [f"Usage : {usage(command, path)}", ""]
    for text in (command.help or "").split("\n\n"):
        lines += [*_told(" ".join(text.split())), ""]
    taken = parameters(command)
    lines += _section("À donner", [(e.names, e.help) for e in taken if not e.is_option])
    options = [(each.names, each.help) for each in taken if each.is_option]
    lines += _section("Options", [*options, ("--help", HELP)])
    lines += _section(
        "Commandes",
        [(name, first_sentence(each.help or "")) for name, each in subcommands(command)],
    )
    return printed(typographic("\n".join(lines).rstrip())) + "\n"


def _told(text: str) -> list[str]:
    """A paragraph of help; a command that stands alone stays on one line, to be pasted."""
    shown = program.told(text)
    return [f"  {shown}"] if re.fullmatch(r"`[^`]+`", text) else paragraph(shown, indent=2)


def first_sentence(text: str) -> str:
    """The first sentence of a help text, on one line."""
    return " ".join(text.split("\n\n")[0].split())


def _section(title: str, rows: Sequence[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    width = min(max(len(name) for name, _ in rows), 30)
    lines = [f"{title} :"]
    for name, text in rows:
        head = columns([(name.ljust(width), "")], indent=2)[0]
        told = paragraph(" ".join(text.split()), indent=width + 4)
        if len(name) <= width:
            lines += [head.ljust(width + 4) + told[0].lstrip(), *told[1:]]
        else:
            lines += [head, *told]
    return [*lines, ""]


def _parameter(parameter: Any) -> Parameter:
    name = str(parameter.metavar or parameter.name).upper()
    repeated = parameter.nargs == -1 or getattr(parameter, "multiple", False)
    text = parameter.help or ""
    if parameter.param_type_name == "argument":
        return Parameter(f"{name}…" if repeated else name, text, False, parameter.required)
    typed = ", ".join(sorted(parameter.opts, key=len))
    if not getattr(parameter, "is_flag", False):
        typed = f"{typed} {name}"
    return Parameter(typed, text, True, parameter.required)


class FrenchCommand(TyperCommand):
    """A command whose help is French."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(page(self, ctx.command_path))


class FrenchGroup(TyperGroup):
    """A group whose help is French and which keeps the commands in the order of the code."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (name of the parent)
        """Names in the order of registration."""
        return list(self.commands)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(page(self, ctx.command_path))


class Ordonnance(FrenchGroup):
    """The whole command line: every failure ends as French or JSON and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002  (how people call it is in the environment)
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002  (name of the parent; always False below)
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run what `args` says and leave with the exit code of the contract."""
        from ordonnance.doors.cli.running import run

        words = list(sys.argv[1:] if args is None else args)
        parent = super().main

        def command() -> object:
            return parent(
                words,
                program.name(),
                complete_var,
                standalone_mode=False,
                windows_expand_args=windows_expand_args,
                **extra,
            )

        sys.exit(run(command, as_json="--json" in words))
