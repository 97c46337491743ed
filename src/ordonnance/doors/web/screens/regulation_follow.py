"""The state of a message in words and shapes for who sent it, and as a software is told: pure."""

import json
from dataclasses import dataclass

from ordonnance.domain.letters import LetterKind, LetterState
from ordonnance.doors.web.words import doubted, letter_told
from ordonnance.usecases.calls.call import Call
from ordonnance.usecases.samu.models import Followed, LetterView
from ordonnance.usecases.words import LETTERS

WITHDRAWING = "Retirée : elle ne peut plus être délivrée, le message qui le dit se prépare"


@dataclass(frozen=True, slots=True)
class ToldState:
    """Where a prescription is: a shape, its words, what to do, whether it was served.

    `over`: nothing moves any more, so that the page stops asking.
    """

    kind: str
    text: str
    do: str = ""
    served: str = ""
    code: str = ""
    alarm: bool = False
    over: bool = False
    again: bool = False


def told_of(found: Followed) -> ToldState:
    """What its author is told."""
    letters = [each for each in found.letters if each.kind == LetterKind.PRESCRIPTION.value]
    served = _served(found)
    if found.withdrawn:
        text = _withdrawn(letters)
        return ToldState("information", text, served=served, over=text != WITHDRAWING)
    if found.preparing or not letters:
        return ToldState("vide", "Le message se prépare", found.next_step, served)
    last = letters[-1]
    good, text = letter_told(LetterState(last.state))
    if last.read:
        good, text = "bon", "Lu par le destinataire"
    kind = doubted(good, found.next_step)
    alarm = last.late or kind != good or last.state == LetterState.BOUNCED.value
    if last.late and not last.read:
        kind, text = "bloque", f"Pas parti en cinq minutes : {LETTERS[LetterState(last.state)]}"
    return ToldState(
        kind, text, found.next_step, served, last.code, alarm=alarm, over=last.read,
        again=found.again,
    )  # fmt: skip


def _withdrawn(letters: list[LetterView]) -> str:
    states = {LetterState(each.state) for each in letters}
    if states <= {LetterState.CANCELLED}:
        return "Retirée avant l’envoi : personne ne l’a reçue"
    if LetterState.WITHDRAWN in states:
        return "Retirée : le destinataire en est averti par un second message"
    if all(each.over for each in states):
        # Nobody has it: there is nobody to tell.
        return "Retirée : son message était revenu, personne ne l’a reçue"
    return WITHDRAWING


def _served(found: Followed) -> str:
    if found.objection:
        return "Le patient s’oppose à ce que vous sachiez ce qui lui est délivré."
    if found.served is None:
        return ""
    return "Délivrée." if found.served else "Pas encore délivrée."


def _state(found: Followed, letters: list[LetterView]) -> str:
    if found.withdrawn:
        return "retiree"
    return letters[-1].state if letters and not found.preparing else "preparee"


def result_of(call: Call, found: Followed, *, registered: bool) -> str:
    """What the software of the centre is told of its call, as JSON.

    The number opens the prescription: only a registered software is given it.
    """
    letters = [each for each in found.letters if each.kind == LetterKind.PRESCRIPTION.value]
    told = {
        "type": "ordonnance.regulation",
        "version": 1,
        "appel": call.reference,
        "etat": _state(found, letters),
        "cas": found.circuit,
        "destinataire": found.recipient,
        "a_refaire": found.again,
    }
    if registered:
        told["numero"] = call.number
    return json.dumps(told, ensure_ascii=False)
