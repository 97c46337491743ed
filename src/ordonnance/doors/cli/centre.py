"""Commands of a regulation centre on the directory: is it ready, who is on duty."""

from typing import Annotated

import typer

from ordonnance.doors.cli import asking, asking_places, local, output
from ordonnance.doors.cli.drugs import Demo
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import REFUSED, Problem

_MOST_TEXT = 300

_Finess = Annotated[str, typer.Argument(metavar="FINESS", help="Numéro FINESS de la pharmacie.")]


_Centre = Annotated[
    str | None,
    typer.Option("--finess", metavar="FINESS", help="Établissement du SAMU ou du SAS."),
]
_Regulators = Annotated[
    str | None,
    typer.Option(
        "--regulators",
        metavar="FICHIER",
        help="RPPS des régulateurs, un par ligne ; sinon qui exerce à --finess.",
    ),
]
_Crop = Annotated[
    str | None,
    typer.Option(
        "--crop",
        metavar="FICHIER",
        help="Écrit pour l'ordre des pharmaciens, sans donnée personnelle, celles qui n'ont pas "
        "de boîte organisationnelle : CSV, ou ODS d'après le nom du fichier.",
    ),
]


def readiness(
    department: Annotated[
        str, typer.Argument(metavar="DÉPARTEMENT", help="Département (69, 2A, 974).")
    ],
    centre: _Centre = None,
    regulators: _Regulators = None,
    crop: _Crop = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Dit si un centre est prêt : boîtes des régulateurs, pharmacies équipées du département.

    Une boîte en liste rouge n'est pas publiée : « aucune boîte publiée » ne prouve pas qu'il n'y
    en a pas.
    """
    from ordonnance.doors.cli.prose_directory import ready
    from ordonnance.usecases.directory_views import readiness_view

    versions = local.directory_versions(data, demo)
    asked = asking.file(regulators).decode("utf-8", "replace").split() if regulators else []
    found = versions.readiness(
        department.upper(),
        tuple(asking_places.rpps(each) for each in asked),
        asking_places.finess(centre) if centre else None,
    )
    if crop is not None:
        asking.write(crop, local.for_the_order(found, demo=demo, spreadsheet=crop.endswith(".ods")))
    output.answer(readiness_view(found, old=versions.old(found.version)), ready, as_json=as_json)


def note(
    finess: _Finess,
    text: Annotated[str, typer.Argument(metavar="NOTE", help="Ce que le centre a appris.")],
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Premier jour ; aujourd'hui sinon.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Dernier jour ; le premier sinon.")
    ] = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Garde une note de garde sur une pharmacie, montrée avec elle les jours dits."""
    from ordonnance.doors.cli.prose_directory import noted

    versions = local.directory_versions(data, demo)
    begins = asking.day(first, "--from") or versions.today()
    ends = asking.day(last, "--to") or begins
    told = " ".join(text.split())
    if not told or len(told) > _MOST_TEXT or ends < begins:
        raise Problem.local(
            "DUTY_NOTE_INVALID",
            f"Une note a un texte de {_MOST_TEXT} caractères au plus, et finit après son début.",
            "Raccourcir le texte, ou corriger les jours.",
        )
    kept = versions.note(asking_places.finess(finess), told, begins, ends)
    output.answer(kept, lambda _: noted((kept,)), as_json=as_json)


def notes(data: Data = None, demo: Demo = False, as_json: Json = False) -> None:
    """Liste les notes de garde tapées ici."""
    from ordonnance.doors.cli.prose_directory import noted

    found = local.directory_versions(data, demo).notes()
    output.answer(found, lambda _: noted(found), as_json=as_json)


def remove_note(
    finess: _Finess,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Un jour de la note ; aujourd'hui.")
    ] = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Retire les notes de garde d'une pharmacie pour un jour."""
    versions = local.directory_versions(data, demo)
    day = asking.day(on, "--on") or versions.today()
    count = versions.forget(asking_places.finess(finess), day)
    if not count:
        raise Problem.local(
            "DUTY_NOTE_UNKNOWN",
            "Aucune note de garde ne vaut ce jour-là pour cette pharmacie.",
            "Voir les notes : « ordonnance directory notes ».",
            exit_code=REFUSED,
        )
    output.answer({"removed": count}, lambda _: f"Notes retirées : {count}.", as_json=as_json)
