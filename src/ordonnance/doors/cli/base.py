"""Commands that run a base or speak to it as a whole: serve, worker, tokens, version."""

import signal
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from ordonnance import __version__
from ordonnance.collecting import no_collection
from ordonnance.doors.cli import output, session
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json

tokens = typer.Typer(
    cls=FrenchGroup,
    help="Donne des jetons de session.",
    rich_markup_mode=None,
    add_completion=False,
)


def serve(
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="Port d'écoute ; 8765 sinon.")
    ] = 8765,
    data: Data = None,
    demo: Annotated[
        bool,
        typer.Option(
            "--demo",
            help="Crée un dossier de démonstration : personnes fictives, feuilles SPÉCIMEN. "
            "La marque est définitive.",
        ),
    ] = False,
    host: Annotated[
        str, typer.Option(metavar="ADRESSE", help="Adresse d'écoute ; cette machine seule sinon.")
    ] = "127.0.0.1",
    processes: Annotated[
        int | None,
        typer.Option(
            metavar="NOMBRE",
            min=1,
            max=64,
            help="Processus qui répondent : un par cœur pour une grande base ; 1 sinon.",
        ),
    ] = None,
) -> None:
    """Démarre une base et son API ; la première utilisation prépare tout.

    Une ligne donne l'adresse sur la sortie standard dès que la base répond.
    """
    with no_collection():
        from ordonnance.doors.serving import serve as run

    _until_stopped(lambda: run(port, Path(data) if data else None, demo, host, processes))


def worker(
    data: Data = None,
    once: Annotated[
        bool, typer.Option("--once", help="Envoie ce qui attend, puis s'arrête.")
    ] = False,
) -> None:
    """Envoie au dehors ce que les actes ont laissé en attente (dossier du patient, avis)."""
    with no_collection():
        from ordonnance.doors.worker.working import work

    _until_stopped(lambda: work(Path(data) if data else None, once))


def _until_stopped(run: Callable[[], None]) -> None:
    """Run until Ctrl-C or SIGTERM: both are the normal way to stop, and both leave in order.

    By default SIGTERM ends the process where it stands, the embedded database still running. What
    runs may put its own handler in place of this one: then it has closed everything when it
    returns, and one more signal has nothing left to end.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGTERM, stop)
    try:
        run()
    except KeyboardInterrupt:
        return
    finally:
        ours = signal.getsignal(signal.SIGTERM) is stop
        signal.signal(signal.SIGTERM, former if ours else signal.SIG_IGN)


@tokens.command("demo", cls=FrenchCommand)
def demo_token(
    handle: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="NOM",
            help="Personne fictive : medecin, medecin2, dentiste, sage-femme, regulateur, "
            "remplacant, pharmacien, pharmacien2, preparateur, pharmacien3, medecin3, assistante, "
            "patient, representant, caisse ; medecin sinon.",
        ),
    ] = "medecin",
    as_json: Json = False,
) -> None:
    """Écrit le jeton d'une personne fictive (base de démonstration seulement).

    Par exemple :

    `export ORDONNANCE_TOKEN=$(ordonnance tokens demo --as pharmacien)`
    """
    with session.open_client() as client:
        result = client.demo_token(handle)
    output.answer(result, lambda each: each.token, as_json=as_json)


def version(as_json: Json = False) -> None:
    """Donne la version du programme."""
    output.answer({"version": __version__}, lambda _: f"ordonnance {__version__}", as_json=as_json)
