"""Commands of a regulation centre: propose, prescribe, follow, withdraw."""

import json
from typing import Annotated

import typer

from ordonnance.domain.census import Motive, Regulator
from ordonnance.domain.circuits import Circuit
from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli.help_page import FrenchCommand, FrenchGroup
from ordonnance.doors.cli.options import Acknowledge, Document, Json, Key, Number
from ordonnance.doors.cli.problems import Problem
from ordonnance.usecases.samu.views import Impossible

samu = typer.Typer(
    cls=FrenchGroup,
    help="Prescrit par messagerie sécurisée depuis un centre de régulation (SAMU-SAS).",
    rich_markup_mode=None,
    add_completion=False,
)

_Resident = Annotated[bool, typer.Option("--resident", help="Le patient réside en établissement.")]
_Pharmacy = Annotated[
    str, typer.Option(metavar="FINESS", help="Pharmacie choisie avec l'appelant.")
]
_Home = Annotated[str, typer.Option(metavar="FINESS", help="Établissement où réside le patient.")]
_Given = Annotated[
    bool, typer.Option("--given-in-call", help="Adresse donnée par le professionnel à l'appel.")
]
_Dictated = Annotated[str, typer.Option(metavar="MATRICULE", help="Matricule dicté (cas 3).")]
_Active = Annotated[
    bool, typer.Option("--space-active", help="« Espace activé, adresse donnée par le patient ».")
]
_Impossible = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help=f"Pourquoi ni pharmacie ni établissement. Codes : {asking.codes(Impossible)}.",
    ),
]
_ImpossibleText = Annotated[str, typer.Option(metavar="TEXTE", help="L'autre raison.")]

_Circuit = Annotated[str, typer.Option(metavar="1|2|3", help="Le cas choisi.")]
_To = Annotated[str, typer.Option("--to", metavar="ADRESSE", help="La boîte du destinataire.")]
_Motive = Annotated[
    str, typer.Option(metavar="CODE", help=f"Motif. Codes : {asking.codes(Motive)}.")
]
_MotiveText = Annotated[str, typer.Option(metavar="TEXTE", help="L'autre motif.")]
_Recipient = Annotated[
    str, typer.Option(metavar="NOM", help="Écrit le destinataire dans un document sans meta.")
]
_Finess = Annotated[str, typer.Option(metavar="FINESS", help="Le FINESS de ce destinataire.")]
_Told = Annotated[
    bool, typer.Option("--told-patient", help="La pharmacie a été indiquée au patient.")
]
_Sender = Annotated[str, typer.Option(metavar="ADRESSE", help="Boîte d'envoi.")]
_Regulator = Annotated[
    str | None, typer.Option(metavar="CODE", help=f"À quel titre : {asking.codes(Regulator)}.")
]


@samu.command("propose", cls=FrenchCommand)
def propose(
    resident: _Resident = False,
    pharmacy: _Pharmacy = "",
    establishment: _Home = "",
    address: Annotated[str, typer.Option(metavar="ADRESSE", help="Adresse MSSanté donnée.")] = "",
    given_in_call: _Given = False,
    dictated: _Dictated = "",
    space_active: _Active = False,
    impossible: _Impossible = None,
    impossible_text: _ImpossibleText = "",
    as_json: Json = False,
) -> None:
    """Dit quels circuits sont ouverts pour cet appel, et pourquoi les autres ne le sont pas."""
    from ordonnance.doors.cli.prose_samu import proposed
    from ordonnance.fhir.samu_inputs import SamuProposeInput

    given = SamuProposeInput(
        resident=resident or None,
        pharmacy=pharmacy or None,
        establishment=establishment or None,
        address=address or None,
        given_in_call=given_in_call or None,
        dictated=dictated or None,
        space_active=space_active or None,
        impossible=impossible,
        impossible_text=impossible_text or None,
    )
    with session.connect() as client:
        result = client.samu_propose(given)
    output.answer(result, proposed, as_json=as_json)


@samu.command("prescribe", cls=FrenchCommand)
def prescribe(
    document: Document,
    circuit: _Circuit,
    to: _To,
    motive: _Motive,
    motive_text: _MotiveText = "",
    recipient: _Recipient = "",
    finess: _Finess = "",
    told_patient: _Told = False,
    given_in_call: _Given = False,
    dictated: _Dictated = "",
    space_active: _Active = False,
    impossible: _Impossible = None,
    impossible_text: _ImpossibleText = "",
    sender: _Sender = "",
    regulator: _Regulator = None,
    acknowledge: Acknowledge = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Prescrit tramadol, codéine ou dihydrocodéine, et envoie la prescription."""
    from ordonnance.client.sending import either
    from ordonnance.doors.cli.prose_samu import prescribed
    from ordonnance.fhir.samu_inputs import SamuPrescribeInput

    case, (content, content_type) = _case(circuit), asking.document(document)
    if recipient or (case is Circuit.PATIENT and content_type != asking.JOSE):
        content = _with_derogation(content, case, recipient, finess)
    bundle, jws = either(content, content_type)
    given = SamuPrescribeInput(
        case.value, to, motive, bundle, jws, motive_text or None, told_patient or None,
        given_in_call or None, space_active or None, impossible, impossible_text or None,
        dictated or None, sender or None, regulator, asking.acknowledgements(acknowledge),
    )  # fmt: skip
    with session.connect() as client:
        result = client.samu_prescribe(given, key=key)
    output.answer(result, prescribed, as_json=as_json)


@samu.command("follow", cls=FrenchCommand)
def follow(
    number: Annotated[
        list[str] | None, typer.Argument(metavar="[NUMÉRO]", help="Une seule ; sinon toutes.")
    ] = None,
    executions: Annotated[
        bool, typer.Option("--executions", help="Dit aussi si elle est délivrée (journalisé).")
    ] = False,
    days: Annotated[int, typer.Option(metavar="N", min=1, max=31, help="Derniers jours.")] = 1,
    as_json: Json = False,
) -> None:
    """Suit une prescription, ou celles des derniers jours : message, délivrance, que faire."""
    from ordonnance.doors.cli.prose_samu import followed

    with session.connect() as client:
        named = asking.number(number) if number else None
        result = client.samu_follow(named, executions=executions, days=days)
    output.answer(result, followed, as_json=as_json)


@samu.command("withdraw", cls=FrenchCommand)
def withdraw(
    number: Number,
    text: Annotated[str | None, typer.Option(metavar="TEXTE", help="La raison.")] = None,
    key: Key = None,
    as_json: Json = False,
) -> None:
    """Retire une prescription : son message est annulé, ou suivi d'un message de retrait."""
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.samu_withdraw(asking.number(number), text, key=key)
    output.answer(result, prose.ended, as_json=as_json)


def _case(text: str) -> Circuit:
    try:
        return Circuit(text.strip())
    except ValueError as error:
        raise Problem.local(
            "USAGE", f"Le cas {text[:10]} n'existe pas.", "Donner --circuit 1, 2 ou 3."
        ) from error


def _with_derogation(content: bytes, circuit: Circuit, name: str, finess: str) -> bytes:
    """The same document with its extension, every other byte being as it was."""
    from ordonnance.fhir.extensions import definition
    from ordonnance.fhir.systems import DEFAULT_SYSTEMS

    told = json.loads(content)
    if not isinstance(told, dict) or "meta" in told:
        raise Problem.local(
            "USAGE",
            "Ce document a déjà un élément meta\u202f: le destinataire ne peut pas y être ajouté.",
            "Écrire l'extension « derogation » dans le document, sans --recipient.",
        )
    parts = [{"url": "circuit", "valueCode": circuit.value}]
    parts += [{"url": "recipient", "valueString": name}] if name else []
    parts += [{"url": "recipient-finess", "valueString": finess}] if finess else []
    said = {"url": definition("derogation").url(DEFAULT_SYSTEMS), "extension": parts}
    meta = json.dumps({"extension": [said]}, ensure_ascii=False).encode()
    start = content.index(b"{") + 1
    return content[:start] + b'"meta":' + meta + b"," + content[start:]
