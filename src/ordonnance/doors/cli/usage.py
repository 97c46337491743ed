"""What a mistyped command is told, in French (the parser speaks English)."""

import typer

from ordonnance.doors.cli import program

_LOOK = "Voir\u202f: {path} --help"


def sentence(error: typer.TyperException) -> tuple[str, str]:
    """Why the command cannot be read, and what to do."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else program.name()
    return _why(error), _LOOK.format(path=path)


def _why(error: typer.TyperException) -> str:
    match type(error).__name__:
        case "MissingParameter":
            return f"Il manque {_parameter(error)}."
        case "NoSuchOption":
            return _unknown_option(error)
        case "BadOptionUsage":
            name = getattr(error, "option_name", "")
            return f"L'option {name} attend une valeur, ou n'en attend pas."
        case "BadParameter":
            return f"La valeur donnée pour {_parameter(error)} n'est pas admise."
        case _:
            return _other(error)


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "un élément"
    if parameter.param_type_name == "option":
        return f"l'option {parameter.opts[-1] if parameter.opts else parameter.name}"
    return str(parameter.metavar or parameter.name).upper()


def _unknown_option(error: typer.TyperException) -> str:
    name = getattr(error, "option_name", "")
    near = sorted(getattr(error, "possibilities", None) or ())
    hint = f" Vouliez-vous dire {' ou '.join(near)}\u202f?" if near else ""
    return f"L'option {name} n'existe pas ici.{hint}"


def _other(error: typer.TyperException) -> str:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if message.startswith("No such command"):
        names = list(getattr(getattr(context, "command", None), "commands", {}))
        word = message.partition("'")[2].rpartition("'")[0]
        return (
            f"La commande «\u202f{word}\u202f» n'existe pas. Commandes\u202f: {', '.join(names)}."
        )
    if message.startswith("Missing command"):
        names = list(getattr(getattr(context, "command", None), "commands", {}))
        return f"Il manque une commande. Commandes\u202f: {', '.join(names)}."
    if "unexpected extra argument" in message:
        extra = message.partition("(")[2].rpartition(")")[0]
        return f"Il y a un mot de trop\u202f: {extra}."
    return "La commande n'est pas écrite comme attendu."
