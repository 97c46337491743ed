"""Runs a command and turns every way of failing into French, JSON and an exit code."""

import sys
import traceback
from collections.abc import Callable

import typer

from ordonnance.domain.errors import Refusal
from ordonnance.doors.cli import output, program
from ordonnance.doors.cli.problems import (
    REFUSED,
    Problem,
    Trouble,
    of_refusal,
    of_refused,
    of_unreachable,
)

_INTERRUPTED = 130


def run(command: Callable[[], object], *, as_json: bool) -> int:
    """Run a command; its exit code. What went wrong has been said when this returns."""
    try:
        code = command()
        output.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except typer.Abort:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`… | head`): nobody is left to tell.
        output.forget_standard_output()
        return REFUSED
    except Exception as error:  # the one place of this door where every failure ends
        problem = as_problem(error)
        output.problem(problem, as_json=as_json)
        return problem.exit_code
    return code if isinstance(code, int) else 0


def as_problem(error: Exception) -> Problem:
    """Whatever was raised, as a problem that can be said."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, Refusal):
        return of_refusal(error)
    if isinstance(error, typer.TyperException):
        return _usage(error)
    return _from_client(error) or _from_base(error) or _fault(error)


def _usage(error: typer.TyperException) -> Problem:
    from ordonnance.doors.cli.usage import sentence

    message, do = sentence(error)
    return Problem.local("USAGE", message, do)


def _from_client(error: Exception) -> Problem | None:
    # A command that raised one of these has imported the client; others must not pay for it.
    if "ordonnance.client" not in sys.modules:
        return None
    from ordonnance.client.errors import AddressInvalid, Refused, Unreachable

    if isinstance(error, Refused):
        return of_refused(error)
    if isinstance(error, Unreachable):
        return of_unreachable(error)
    if isinstance(error, AddressInvalid):
        return Problem.local(
            "ADDRESS_INVALID",
            f"ORDONNANCE_URL n'est pas utilisable\u202f: {error.reason}.",
            "Par exemple\u202f: ORDONNANCE_URL=http://127.0.0.1:8765",
        )
    return None


def _from_base(error: Exception) -> Problem | None:
    """Why a base cannot be opened here: its settings, its folder, its database, its keys."""
    if "ordonnance.settings" in sys.modules:
        from ordonnance.settings import SettingsInvalid

        if isinstance(error, SettingsInvalid):
            return Problem.local(
                "SETTINGS_INVALID",
                " ".join(error.problems),
                "Corriger les variables d'environnement nommées.",
            )
    # What opens a base says why in the same words, each in an exception of its own layer.
    match [getattr(error, name, None) for name in ("code", "message", "do")]:
        case [str(code), str(message), str(do)]:
            do = do.replace("ordonnance serve", program.command("serve"))
            return Problem(REFUSED, Trouble(code, message, do))
        case [str(code), None, None] if type(error).__module__.startswith("ordonnance."):
            return Problem(REFUSED, Trouble(code, str(error).removeprefix(f"{code}\u202f: "), ""))
    return None


def _fault(error: Exception) -> Problem:
    """A fault of ours: its place in the code, never its values."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{last.filename.rpartition('ordonnance/')[2]}:{last.lineno}"
    return Problem.local(
        "FAULT",
        f"Une panne est survenue dans la commande ({type(error).__name__}, {place}).",
        "Recommencer\u202f; si cela dure, signaler cette ligne.",
        exit_code=REFUSED,
    )
