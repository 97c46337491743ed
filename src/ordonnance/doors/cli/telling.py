"""`ordonnance demo`: tells the whole story against a running demonstration base."""

from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, local, output, session
from ordonnance.doors.cli.layout import paragraph
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, Problem

if TYPE_CHECKING:
    from ordonnance.doors.cli.demo_cast import Story
    from ordonnance.doors.cli.demo_story import Step

EXAMPLE = "renouvellements"
"""The example that is issued: it leaves something for two pharmacies on the same day."""


def demo(
    keep: Annotated[
        str | None, typer.Option(metavar="FICHIER", help="Garde la feuille dans ce fichier PDF.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Raconte toute l'histoire : émettre, imprimer, scanner, délivrer dans deux pharmacies,
    lire, s'opposer, ne plus rien voir, lever l'opposition.

    S'arrête à la première étape qui ne donne pas ce qui est attendu, et la nomme. La base doit
    être une base de démonstration (`ordonnance serve --demo`) ; aucune session n'est demandée.
    """
    from ordonnance.doors.cli import demo_story
    from ordonnance.doors.cli.demo_cast import Story
    from ordonnance.doors.cli.scanning import scan

    story = Story(local.example(EXAMPLE), session.open_client, scan)
    told = []
    try:
        for step in demo_story.STEPS:
            sentence = _typographic(_told(step, story))
            told.append({"step": step.title, "told": sentence})
            if not as_json:
                output.tell("\n".join([f"✓ {step.title}", *paragraph(sentence, indent=2)]))
                output.flush()
    finally:
        story.close()
    if keep is not None:
        asking.write(keep, story.sheet)
    if as_json:
        output.say(output.to_json({"number": story.number, "steps": told}))
    else:
        output.tell("Toute l'histoire s'est déroulée comme attendu.")


def _told(step: "Step", story: "Story") -> str:
    """What the step tells. Raises Problem that names the step when it differs."""
    from ordonnance.client import Refused
    from ordonnance.doors.cli.demo_cast import StepDiffers

    try:
        return step.run(story)
    except StepDiffers as error:
        raise _differs(step.title, error.reason) from error
    except Refused as error:
        raise _differs(step.title, f"{error.message} ({error.code})") from error


def _differs(title: str, reason: str) -> Problem:
    return Problem.local(
        "STEP_DIFFERS",
        f"Étape «\u202f{title}\u202f»\u202f: {reason}",
        "Vérifier que la base est de démonstration et que rien d'autre n'agit sur elle.",
        title,
        exit_code=REFUSED,
    )


def _typographic(text: str) -> str:
    """Narrow no-break spaces where French prints them."""
    from ordonnance.law.french import typographic

    return typographic(text)
