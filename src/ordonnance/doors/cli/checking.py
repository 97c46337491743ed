"""`check`: judge a document, and correct it in one step."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, local, output
from ordonnance.doors.cli.options import Document, Json
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.usecases.correct import Wanted
    from ordonnance.usecases.corrected import Corrected


_On = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Jour à prendre pour aujourd'hui. Le document n'est pas redaté : il garde sa "
        "propre date d'établissement.",
    ),
]
_Dispensing = Annotated[
    str | None, typer.Option(metavar="DATE", help="Juge aussi une délivrance à ce jour.")
]
_Fix = Annotated[
    bool,
    typer.Option(
        "--fix",
        help="Corrige ce qui peut l'être en une étape, sans rien affirmer à votre place, et "
        "écrit le document corrigé (--output).",
    ),
]
_Rule = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        metavar="RÈGLE[/LIGNE][=RANG]",
        help="Avec --fix : ne faire que la correction de cette règle (sur cette ligne ; la "
        "deuxième proposée avec =2). À répéter.",
    ),
]
_Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FICHIER", help="Avec --fix : où écrire le document corrigé."
    ),
]


def check(
    document: Document,
    on: _On = None,
    dispensing: _Dispensing = None,
    fix: _Fix = False,
    rule: _Rule = None,
    output_file: _Output = None,
    as_json: Json = False,
) -> None:
    """Vérifie une ordonnance sans l'émettre, sans base ni session ; la corrige avec --fix.

    Tous les constats sont donnés avec leur source ; le code de sortie est 0 quel que soit le
    résultat. Ce que seul l'historique peut dire est donné pour information.
    """
    from ordonnance.doors.cli.prose_findings import checked

    days = asking.day(on, "--on"), asking.day(dispensing, "--dispensing")
    wanted = _wanted(rule, fix=fix)
    content, content_type = asking.document(document)
    if fix:
        _fix(content, content_type, wanted, days[0], output_file, as_json=as_json)
        return
    result = local.checker().check(content, content_type, *days)
    output.answer(result, checked, as_json=as_json)


def _fix(
    content: bytes, content_type: str, wanted: "tuple[Wanted, ...]", on: date | None,
    output_file: str | None, *, as_json: bool,
) -> None:  # fmt: skip
    from ordonnance.doors.cli.prose_findings import corrected

    if output_file is None and not as_json:
        raise _usage("--fix demande où écrire le document corrigé.", "Ajouter --output FICHIER.")
    result = local.checker().correct(content, content_type, wanted, on)
    files = _written(result, output_file) if output_file else []
    output.answer(result, lambda told: corrected(told, files), as_json=as_json)


def _written(result: "Corrected", name: str) -> Sequence[str]:
    """Each document in a file of its own; the second one beside the first, « -2 » in its name."""
    path = Path(name)
    names = [
        name if rank == 1 else str(path.with_name(f"{path.stem}-{rank}{path.suffix}"))
        for rank in range(1, len(result.documents) + 1)
    ]
    for each, document in zip(names, result.documents, strict=True):
        asking.write(each, document.document.rstrip(b"\n") + b"\n")
    return names


def _wanted(given: Sequence[str] | None, *, fix: bool) -> "tuple[Wanted, ...]":
    """`RULE`, `RULE/LINE`, `RULE=RANK` or `RULE/LINE=RANK`, as often as given."""
    from ordonnance.usecases.correct import Wanted

    if given and not fix:
        raise _usage("--rule dit ce que --fix corrige.", "Ajouter --fix, ou retirer --rule.")
    read = []
    for text in given or ():
        finding, equals, rank = text.partition("=")
        rule, slash, line = finding.partition("/")
        numbers = [each.strip() for each, said in ((line, slash), (rank, equals)) if said]
        if not rule.strip() or not all(each.isdecimal() and len(each) < 4 for each in numbers):
            raise _usage(
                f"--rule\u202f: «\u202f{text[:60]}\u202f» ne se lit pas.",
                "L'écrire RÈGLE, RÈGLE/LIGNE, ou RÈGLE/LIGNE=2 pour la deuxième correction.",
            )
        choice = int(rank) if equals else 1
        read.append(Wanted(rule.strip(), int(line) if slash else None, choice))
    return tuple(read)


def _usage(message: str, do: str) -> Problem:
    return Problem.local("USAGE", message, do)
