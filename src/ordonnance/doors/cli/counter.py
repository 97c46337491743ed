"""Commands of the counter: consult, dispense, undo."""

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.domain.dispensing import (
    DeclineReason,
    QuantityReason,
    SubstitutionKind,
    UndoReason,
)
from ordonnance.doors.cli import asking, output, session
from ordonnance.doors.cli import serving_options as opt
from ordonnance.doors.cli.counter_facts import Said
from ordonnance.doors.cli.options import Acknowledge, IfMatch, Json, Key, Number
from ordonnance.doors.cli.problems import Problem

if TYPE_CHECKING:
    from ordonnance.fhir.inputs import LineInput


def consult(
    number: Number,
    proposals: Annotated[
        bool,
        typer.Option(
            "--proposals", help="À la pharmacie : les boîtes et les substituts de ce qui est dû."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Ouvre une ordonnance par son numéro : lignes, ce qui reste, dates."""
    from ordonnance.doors.cli import prose

    with session.connect() as client:
        result = client.consult(asking.number(number), proposals=proposals)
    output.answer(result, prose.consulted, as_json=as_json)


def dispense(
    number: Number,
    everything: opt.All = False,
    line: opt.Line = None,
    packs: opt.Packs = None,
    units: opt.Units = None,
    cip: opt.Cip = None,
    lot: opt.Lot = None,
    substitution: opt.Substituted = None,
    substitution_text: opt.SubstitutionText = None,
    quantity: opt.Quantity = None,
    decline: opt.Decline = None,
    note: opt.Note = None,
    agreement: opt.Agreement = None,
    agreed: opt.Agreed = None,
    test: opt.Test = None,
    seen: opt.Seen = None,
    bearer: opt.Carrier = None,
    exceptional: opt.Beyond = None,
    by_the_unit: opt.ByTheUnit = None,
    generic_refused: opt.GenericRefused = False,
    acknowledge: Acknowledge = None,
    pharmacist: opt.Pharmacist = None,
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Enregistre une délivrance : tout ce qui est dû ce jour (--all), ou une ligne (--line).

    Avec --all, --line règle une ligne autrement (autre boîte, autre quantité, refus).
    """
    texts = (substitution_text, cip, lot, note)
    given = _Given(packs, units, substitution, quantity, decline, *texts)
    told = (agreement, agreed, test, tuple(seen or ()), bearer, exceptional)
    said = Said(*told, by_the_unit, generic_refused)
    lines = _lines(line, given, said, everything)
    _serve(number, lines, everything, acknowledge, pharmacist, key, if_match, as_json)


def _serve(
    number: list[str], lines: "tuple[LineInput, ...]", everything: bool,
    acknowledge: list[str] | None, pharmacist: str | None, key: str | None, if_match: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    from ordonnance.doors.cli import prose

    attested = asking.acknowledgements(acknowledge)
    with session.connect() as client:
        result = client.dispense(
            asking.number(number),
            lines,
            everything=everything,
            acknowledgements=attested,
            pharmacist=pharmacist,
            key=key,
            if_match=if_match,
        )
    output.answer(result, prose.dispensed, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Given:
    """What was typed about one line."""

    packs: str | None
    units: str | None
    substitution: str | None
    quantity: str | None
    decline: str | None
    substitution_text: str | None
    cip: str | None
    lot: str | None
    note: str | None


def _lines(
    line: int | None, given: _Given, said: Said, everything: bool
) -> "tuple[LineInput, ...]":
    """The line asked for, if there is one. Raises Problem when nothing says what to serve."""
    if line is None:
        _require_everything(given, said, everything)
        return ()
    from ordonnance.fhir.inputs import LineInput

    asked = LineInput(
        line=line,
        packs=asking.amount(given.packs, "--packs"),
        units=asking.amount(given.units, "--units"),
        cip13=given.cip,
        substitution_reason=asking.coded(SubstitutionKind, given.substitution, "--substitution"),
        substitution_text=given.substitution_text,
        quantity_reason=asking.coded(QuantityReason, given.quantity, "--quantity-reason"),
        lot=given.lot,
        decline_reason=asking.coded(DeclineReason, given.decline, "--decline"),
        note=given.note,
    )
    return (said.added_to(asked),)


def _require_everything(given: _Given, said: Said, everything: bool) -> None:
    if said or any(value is not None for value in astuple(given)):
        raise Problem.local(
            "USAGE",
            "Une quantité, une boîte ou un motif concernent une ligne, et aucune n'est nommée.",
            "Ajouter --line N.",
            "--line",
        )
    if not everything:
        raise Problem.local(
            "USAGE",
            "Il faut dire ce qui est délivré.",
            "Donner --all (tout ce qui est dû ce jour), ou --line N avec --packs N.",
        )


def undo(
    number: Number,
    reason: Annotated[
        str, typer.Option(metavar="CODE", help=f"Motif : {asking.codes(UndoReason)}.")
    ],
    reference: Annotated[
        str | None,
        typer.Option(
            metavar="RÉF", help="Délivrance à annuler ; la dernière de cette pharmacie sinon."
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option(metavar="TEXTE", help="Précision sur le motif.")
    ] = None,
    key: Key = None,
    if_match: IfMatch = None,
    as_json: Json = False,
) -> None:
    """Annule une délivrance enregistrée par sa propre pharmacie."""
    from ordonnance.doors.cli import prose

    code = asking.coded(UndoReason, reason, "--reason") or ""
    with session.connect() as client:
        result = client.undo(
            asking.number(number), code, reference=reference, text=text, key=key, if_match=if_match
        )
    output.answer(result, prose.undid, as_json=as_json)
