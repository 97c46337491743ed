"""Commands of the prescriber on a document: issue, replace, reserve, example."""

from typing import Annotated

import typer

from ordonnance.domain.dispensing import CancelReason
from ordonnance.doors.cli import asking, local, output, session
from ordonnance.doors.cli.options import (
    Acknowledge,
    Document,
    IfMatch,
    Json,
    Key,
    Number,
    Reservation,
)
from ordonnance.doors.cli.problems import Problem

_Reason = Annotated[
    str | None,
    typer.Option(
        metavar="CODE", help=f"Motif ; ERROR sinon. Codes : {asking.codes(CancelReason)}."
    ),
]


def issue(
    document: Document,
    acknowledge: Acknowledge = None,
    reservation: Reservation = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Émet une ordonnance numérique et donne son numéro."""
    from ordonnance.doors.cli import prose

    given = asking.acknowledgements(acknowledge)
    content, content_type = asking.document(document)
    with session.connect() as client:
        result = client.issue(
            content,
            content_type=content_type,
            acknowledgements=given,
            reservation=asking.reservation(reservation),
            key=key,
        )
    output.answer(result, prose.issued, as_json=as_json)


def replace(
    number: Number,
    document: Document,
    acknowledge: Acknowledge = None,
    reason: _Reason = None,
    reservation: Reservation = None,
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Remplace une ordonnance par sa version corrigée.

    Ce qui n'est pas délivré sur l'ancienne ne peut plus l'être ; son code répond « remplacée ».
    """
    from ordonnance.doors.cli import prose

    _require_one_standard_input(number, document)
    code = asking.coded(CancelReason, reason, "--reason")
    given = asking.acknowledgements(acknowledge)
    content, content_type = asking.document(document)
    with session.connect() as client:
        result = client.replace(
            asking.number(number),
            content,
            content_type=content_type,
            acknowledgements=given,
            reservation=asking.reservation(reservation),
            reason=code,
            key=key,
            if_match=if_match,
        )
    output.answer(result, prose.replaced, as_json=as_json)


def _require_one_standard_input(number: list[str], document: str) -> None:
    if number == ["-"] and document == "-":
        raise Problem.local(
            "USAGE",
            "L'entrée standard ne peut pas donner à la fois le numéro et le document.",
            "Donner le document par un fichier.",
        )


def reserve(
    count: Annotated[int, typer.Option(metavar="N", min=1, help="Combien de numéros réserver.")],
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Réserve des numéros, pour imprimer avant d'émettre."""
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.reserve(count, key=key)
    output.answer(result, prose.reserved, as_json=as_json)


def example(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NOM",
            help="simple, renouvellements, stupefiant, tramadol, ald, dci ou anonyme.",
        ),
    ],
    as_json: Json = False,  # noqa: ARG001  (the answer is JSON in any case; refusals heed it)
) -> None:
    """Écrit une ordonnance d'exemple, établie maintenant, prête à émettre."""
    try:
        content = local.example(name)
    except LookupError as error:
        raise Problem.local(
            "EXAMPLE_UNKNOWN",
            f"Il n'y a pas d'exemple «\u202f{name[:40]}\u202f».",
            f"Choisir parmi\u202f: {', '.join(local.example_names())}.",
            "NOM",
        ) from error
    # The document itself is the answer, with --json or without: what `issue` takes.
    output.raw(content.rstrip(b"\n") + b"\n")
