"""Commands on the directory of secure health mail (MSSanté); no base is needed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, asking_places, centre, local, output, session, trust
from ordonnance.doors.cli.drugs import Demo
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import REFUSED, Problem

if TYPE_CHECKING:
    from ordonnance.fhir.directory_inputs import DirectoryInput
    from ordonnance.usecases.directory import Query

directory = typer.Typer(
    cls=FrenchGroup,
    help="Importe et cherche les adresses de messagerie sécurisée de santé, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)

_KINDS = "pharmacie, ehpad, esms, hopital, autre"


@directory.command("import", cls=FrenchCommand)
def import_directory(
    source: Annotated[
        str,
        typer.Argument(
            metavar="DOSSIER|ZIP", help="Fichiers officiels tels que publiés, compressés ou non."
        ),
    ],
    data: Data = None,
    demo: Demo = False,
    dated: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Jour de l'extraction (2026-11-21) ; sinon celui de son nom."
        ),
    ] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option("--accept-fewer", help="Accepte qu'il manque plus d'une boîte sur dix."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Importe l'extraction des boîtes MSSanté, les structures FINESS et PS_LibreAcces.

    Si l'import échoue, la version précédente reste en service.
    """
    from ordonnance.doors.cli.prose_directory import imported

    versions = local.directory_versions(data, demo)
    report = versions.take(Path(source), asking.day(dated, "--dated"), accept_fewer=accept_fewer)
    output.answer(report, imported, as_json=as_json)


@directory.command("fetch", cls=FrenchCommand)
def fetch_directory(
    folder: Annotated[
        str, typer.Argument(metavar="DOSSIER", help="Où mettre les fichiers ; créé s'il manque.")
    ],
    root: Annotated[
        str | None,
        typer.Option(
            metavar="FICHIER",
            help="Racine IGC-Santé (PEM) : la seule autorité alors reconnue ; sinon celle de "
            "ORDONNANCE_DIRECTORY_ROOT.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Télécharge l'extraction, PS_LibreAcces et la liste blanche, en reprenant après une coupure.

    Le fichier FINESS est à apporter. Sans réseau, dit quels fichiers prendre.
    """
    from ordonnance.doors.cli.prose_directory import fetched
    from ordonnance.doors.cli.prose_drug_versions import progress_shown

    versions = local.directory_versions(None, demo=False)
    found = versions.fetch(Path(folder), Path(root) if root else None, progress_shown)
    output.answer(
        {
            "folder": folder,
            "files": [
                {"name": each.name, "size": each.size, "sha256": each.sha256} for each in found
            ],
        },
        fetched,
        as_json=as_json,
    )


@directory.command("versions", cls=FrenchCommand)
def list_versions(data: Data = None, demo: Demo = False, as_json: Json = False) -> None:
    """Liste les annuaires importés, le plus ancien d'abord."""
    from ordonnance.doors.cli.prose_directory import kept

    versions = local.directory_versions(data, demo)
    output.answer(versions.kept(), lambda found: kept(found, versions.data), as_json=as_json)


_Town = Annotated[str, typer.Option("--town", metavar="VILLE", help="Début du nom de la commune.")]
_Postcode = Annotated[str, typer.Option("--postcode", metavar="CODE", help="Code postal entier.")]
_Department = Annotated[
    str, typer.Option("--department", metavar="CODE", help="Département (69, 2A, 974).")
]
_Kind = Annotated[
    str | None, typer.Option("--kind", metavar="SORTE", help=f"Sorte de lieu : {_KINDS}.")
]
_Profession = Annotated[
    str, typer.Option("--profession", metavar="CODE", help="Code de profession (10, 21, 40).")
]
_Box = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="Sorte de boîte : ORG ou PER.")
]
_Asked = Annotated[
    bool, typer.Option("--online", help="Demande à la base de la session (ORDONNANCE_URL).")
]
_Limit = Annotated[
    int, typer.Option(metavar="N", min=1, max=100, help="Nombre de réponses ; 20 sinon.")
]


@directory.command("search", cls=FrenchCommand)
def search_directory(
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXTE", help="Mots d'un nom, d'une ville, d'un service."),
    ] = None,
    town: _Town = "",
    postcode: _Postcode = "",
    department: _Department = "",
    kind: _Kind = None,
    profession: _Profession = "",
    box: _Box = None,
    limit: _Limit = 20,
    asked: _Asked = False,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Cherche à qui écrire ; les boîtes organisationnelles viennent d'abord.

    Une pharmacie sans boîte publiée est montrée comme telle ; quand elle est seule, les plus
    proches qui en ont une suivent. Avec --online, c'est la base de la session qui répond.
    """
    from ordonnance.doors.cli.prose_directory import answered
    from ordonnance.usecases.directory import Query
    from ordonnance.usecases.directory_views import answer_view

    query = asking_places.something(
        Query(
            " ".join(text or ()), town, postcode, department, profession=profession, limit=limit,
            kind=asking_places.kind(kind), type=asking_places.box(box),
        )
    )  # fmt: skip
    if asked:
        with session.connect() as client:
            output.answer(client.directory(_given(query)), answered, as_json=as_json)
        return
    versions = local.directory_versions(data, demo)
    found = versions.search(query)
    output.answer(answer_view(found, old=versions.old(found.version)), answered, as_json=as_json)


def _given(query: "Query") -> "DirectoryInput":
    """The query as it is sent: what is empty is left out."""
    from ordonnance.fhir.directory_inputs import DirectoryInput

    return DirectoryInput(
        query.text or None, query.town or None, query.postcode or None, query.department or None,
        None, query.profession or None, query.kind, query.type, query.limit,
    )  # fmt: skip


@directory.command("show", cls=FrenchCommand)
def show_place(
    finess: Annotated[str, typer.Argument(metavar="FINESS", help="Numéro FINESS du lieu.")],
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Montre les boîtes d'un lieu, ou dit qu'il n'en publie pas et qui en a une près de là."""
    from ordonnance.doors.cli.prose_directory import answered
    from ordonnance.usecases.directory import Query
    from ordonnance.usecases.directory_views import answer_view

    versions = local.directory_versions(data, demo)
    found = versions.search(Query(finess=asking_places.finess(finess), limit=100))
    if not found.entries:
        raise Problem.local(
            "DIRECTORY_PLACE_UNKNOWN",
            f"L'annuaire ne connaît pas de lieu de numéro FINESS {finess[:20]}.",
            "Chercher par le nom : « ordonnance directory search ».",
            exit_code=REFUSED,
        )
    output.answer(answer_view(found, old=versions.old(found.version)), answered, as_json=as_json)


directory.command("readiness", cls=FrenchCommand)(centre.readiness)
directory.command("note", cls=FrenchCommand)(centre.note)
directory.command("notes", cls=FrenchCommand)(centre.notes)
directory.command("remove-note", cls=FrenchCommand)(centre.remove_note)
directory.command("white-list", cls=FrenchCommand)(trust.import_white_list)
directory.command("trusted", cls=FrenchCommand)(trust.trusted)
