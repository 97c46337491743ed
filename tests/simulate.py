"""`./dev simulate`: live a day of a large SAMU at the sizes asked, and tell what happened.

Exit code 1 when anything was lost, left twice, was not counted, or stands in a log.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from dataclasses import fields

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.letters import LetterState
from tests.builders.samu_day import Account, Day, account
from tests.builders.samu_operator import Sizes, heard

HELP = {
    "calls": "appels de la journée, prescriptions comprises",
    "peak": "prescriptions de l'heure la plus pleine (19 h)",
    "outage": "minutes de panne de l'opérateur, à partir de cette heure",
    "bounced": "part des messages qui reviennent",
    "unanswered": "part des messages pris dont la réponse se perd",
    "twice": "part des messages demandés deux fois",
    "homes": "part des prescriptions du cas 2 (établissement)",
    "spaces": "part des prescriptions du cas 3 (Mon espace santé)",
    "seed": "graine du hasard : la même rejoue la même journée",
}


def sizes_of(arguments: list[str]) -> Sizes:
    """The sizes asked, those of a large SAMU unless told."""
    usual = Sizes()
    parser = argparse.ArgumentParser(
        prog="./dev simulate",
        description="Une journée d'un grand SAMU, en mémoire et sous une horloge arrêtée : appels, "
        "prescriptions des trois cas, panne de l'opérateur, messages qui reviennent.",
    )
    for each in fields(Sizes):
        value = getattr(usual, each.name)
        text = f"{HELP[each.name]} ({value})"
        parser.add_argument(f"--{each.name}", type=type(value), default=value, help=text)
    given = vars(parser.parse_args(arguments))
    parts = ("bounced", "unanswered", "twice")
    if min(given.values()) < 0 or max(given[each] for each in parts) > 1:
        parser.error("une part va de 0 à 1, un nombre n'est pas négatif")
    if given["homes"] + given["spaces"] > 1 or given["peak"] < 1:
        parser.error(
            "les cas 2 et 3 font au plus toutes les prescriptions ; une par heure au moins"
        )
    return Sizes(**given)


async def lived(sizes: Sizes) -> Account:
    """The day, and what it shows."""
    day = Day(sizes)
    with heard() as lines:
        await day.live()
    return await account(day, lines)


def told(found: Account) -> Iterator[str]:
    """The account, line by line."""
    cases = ", ".join(f"cas {each.value} : {found.cases[each.value]}" for each in Circuit)
    yield f"Appels             {found.calls}"
    yield f"Prescriptions      {found.prescriptions} ({cases})"
    yield f"Heure de pointe    {found.peak} prescriptions"
    yield f"Panne              {found.held} messages en attente à sa fin, {found.warned} alarmes"
    yield f"Remis              {found.states[LetterState.DELIVERED]}"
    yield f"Revenus            {found.states[LetterState.BOUNCED]}"
    yield f"Réponses perdues   {found.unsure}"
    yield f"Recensement        {found.rows} lignes"
    yield f"Logs               {found.lines} lignes lues"
    yield from (f"FAUTE : {each}" for each in found.faults)
    if not found.faults:
        yield "Rien de perdu, rien en double, le recensement est le journal, les logs sont muets."


def main(arguments: list[str]) -> int:
    """Live it; the exit code."""
    found = asyncio.run(lived(sizes_of(arguments)))
    print("\n".join(told(found)))
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
