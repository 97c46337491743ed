"""Commands on the medicines: imported, searched, shown, compared; no base is needed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from ordonnance.doors.cli import asking, local, output, program
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Data, Json
from ordonnance.doors.cli.problems import REFUSED, Problem

drugs = typer.Typer(
    cls=FrenchGroup,
    help="Importe, cherche, montre et compare les médicaments, sans base.",
    rich_markup_mode=None,
    add_completion=False,
)

Demo = Annotated[
    bool,
    typer.Option("--demo", help="Le dossier de démonstration par défaut, celui de serve --demo."),
]


@drugs.command("import", cls=FrenchCommand)
def import_drugs(
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
            metavar="DATE",
            help="Date des fichiers (2026-05-26) ; sinon le dernier jour qu'ils mentionnent.",
        ),
    ] = None,
    accept_fewer: Annotated[
        bool,
        typer.Option(
            "--accept-fewer",
            help="Accepte qu'il manque plus d'une spécialité en service sur dix.",
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Importe la base de données publique des médicaments, et dit ce qu'est devenue chaque ligne.

    Les serveurs en marche prennent la nouvelle version sans redémarrer. Si l'import échoue, la
    version précédente reste en service.
    """
    from ordonnance.doors.cli.prose_drug_versions import imported

    versions = local.drug_versions(data, demo)
    report = versions.take(Path(source), asking.day(dated, "--dated"), accept_fewer=accept_fewer)
    output.answer(report, imported, as_json=as_json)


@drugs.command("fetch", cls=FrenchCommand)
def fetch_drugs(
    folder: Annotated[
        str, typer.Argument(metavar="DOSSIER", help="Où mettre les fichiers ; créé s'il manque.")
    ],
    site: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="URL", help="Une copie des fichiers ; sinon le site officiel."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Télécharge les fichiers officiels, en reprenant où cela s'était arrêté.

    Passe par les mandataires de l'environnement (HTTPS_PROXY). Sans réseau, dit quels fichiers
    apporter.
    """
    from ordonnance.doors.cli.prose_drug_versions import fetched, progress_shown

    versions = local.drug_versions(None, demo=False)
    found = versions.fetch(site, Path(folder), progress_shown)
    output.answer(
        {
            "folder": folder,
            "files": [
                {"name": each.name, "size": each.size, "sha256": each.sha256 or None}
                for each in found
            ],
        },
        fetched,
        as_json=as_json,
    )


@drugs.command("versions", cls=FrenchCommand)
def list_versions(data: Data = None, demo: Demo = False, as_json: Json = False) -> None:
    """Liste les versions importées, la plus ancienne d'abord."""
    from ordonnance.doors.cli.prose_drug_versions import kept

    versions = local.drug_versions(data, demo)
    output.answer(versions.kept(), lambda found: kept(found, versions.data), as_json=as_json)


@drugs.command("diff", cls=FrenchCommand)
def diff_versions(
    former: Annotated[
        str, typer.Argument(metavar="AVANT", help="Date, empreinte, dossier ou ZIP.")
    ],
    latter: Annotated[
        str, typer.Argument(metavar="APRÈS", help="Date, empreinte, dossier ou ZIP.")
    ],
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Compare deux versions : spécialités nouvelles, retirées, conditions changées."""
    from ordonnance.doors.cli.prose_drug_versions import difference

    found = local.drug_difference(data, demo, former, latter)
    output.answer(found, difference, as_json=as_json)


@drugs.command("search", cls=FrenchCommand)
def search_drugs(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXTE",
            help="Nom, substance, dosage, forme, CIS ou CIP13. Avec --json et sans texte, "
            "chaque ligne de l'entrée standard est une recherche.",
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, max=100, help="Nombre de réponses ; 10 sinon.")
    ] = 10,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Cherche un médicament ; chaque mot donné doit s'y trouver, aux fautes de frappe près."""
    from ordonnance.doors.cli.prose_drugs import found

    if text:
        answers = local.drugs(data, demo).search(" ".join(text), limit)
        output.answer(answers, found, as_json=as_json)
        return
    if not as_json:
        raise Problem.local(
            "USAGE",
            "Il manque ce qu'il faut chercher.",
            f"Par exemple\u202f: {program.command('drugs search doliprane 1000')}",
        )
    facts = local.drugs(data, demo)
    for line in sys.stdin:
        query = line.rstrip("\r\n")
        output.line({"query": query, "results": facts.search(query, limit)})


@drugs.command("show", cls=FrenchCommand)
def show_drug(
    code: Annotated[
        list[str], typer.Argument(metavar="CODE", help="CIS, CIP13, ou nom du médicament.")
    ],
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DATE", help="Donne aussi le régime de ce jour-là."),
    ] = None,
    data: Data = None,
    demo: Demo = False,
    as_json: Json = False,
) -> None:
    """Montre tout ce qui est connu d'un médicament, et le régime que le droit lui donne."""
    from ordonnance.doors.cli.prose_drugs import shown

    medicine = local.drugs(data, demo).show(" ".join(code), asking.day(on, "--on"))
    if medicine is None:
        raise Problem.local(
            "DRUG_UNKNOWN",
            f"«\u202f{' '.join(code)[:60]}\u202f» n'est pas dans le catalogue de "
            f"{local.folder(data, demo)}.",
            f"Chercher par le nom\u202f: {program.command('drugs search TEXTE')}",
            exit_code=REFUSED,
        )
    output.answer(medicine, shown, as_json=as_json)
