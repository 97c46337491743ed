"""How the command line is called here: what a suggested command begins with."""

import os
import re

VARIABLE = "ORDONNANCE_PROGRAM"
DEFAULT = "ordonnance"

_COMMAND = re.compile(r"`([^`]+)`")


def name() -> str:
    """« ordonnance », or what the environment says that people type instead of it."""
    given = os.environ.get(VARIABLE, "").strip()
    return given if given and given.isprintable() else DEFAULT


def command(words: str) -> str:
    """A command that can be pasted: « ordonnance law list »."""
    return f"{name()} {words}"


def told(text: str) -> str:
    """A help text whose commands, written between backquotes, are those of this program."""
    return _COMMAND.sub(lambda found: re.sub(r"\bordonnance\b", lambda _: name(), found[1]), text)
