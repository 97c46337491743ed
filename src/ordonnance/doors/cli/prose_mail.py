"""Letters of secure mail, told in French."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ordonnance.domain.letters import LetterState
from ordonnance.law.french import date_text
from ordonnance.usecases.words import LETTERS

if TYPE_CHECKING:
    from ordonnance.bootstrap.mail_desk import ToldLetter, ToldMessage, Tried

KINDS: Mapping[str, str] = {
    "prescription": "prescription",
    "withdrawal": "retrait",
    "trial": "essai",
    "receipt": "accusé",
    "ending": "fin d'échange",
    "reminder": "rappel d'un questionnaire",
}
MESSAGES: Mapping[str, str] = {"new": "nouveau", "opened": "ouvert", "served": "servi"}
ANNOUNCED: Mapping[str, str] = {
    "prescription": "ordonnance",
    "clinical": "document de santé",
    "files": "pièces jointes",
    "words": "message seul",
    "report": "accusé",
    "": "illisible",
}
EVENTS: Mapping[str, str] = {
    "token": "session retrouvée",
    "token_gone": "session finie",
    "put_off": "remis à plus tard",
    "handing": "fin du message annoncée",
    "not_taken": "refusé pour l'instant par le serveur",
    "unsure": "pas de réponse du serveur à la fin du message",
    "taken": "pris par le serveur",
    "refused": "refusé par le serveur",
    "delayed": "retardé en route",
    "delivered": "distribué",
    "read": "lu",
    "not_filed": "arrivé, document non classé",
    "bounced": "revenu",
    "cancelled": "annulé",
    "withdrawn": "retiré",
    "noted": "avis reçu que rien ne prouve",
    "warned": "alarme\u202f: pas parti en cinq minutes",
}


def queue(letters: "Sequence[ToldLetter]") -> str:
    """One line for each letter."""
    if not letters:
        return "Aucun envoi."
    return "\n".join(line(each) for each in letters)


def line(letter: "ToldLetter") -> str:
    """« 12/03/2026 12:00:00 UTC  prescription  parti  <id> »."""
    said = [LETTERS[LetterState(letter.state)]]
    if letter.read:
        said.append("lu")
    if letter.doubts:
        said.append("remis peut-être deux fois, sous le même identifiant")
    if letter.late:
        said.append("en retard")
    if letter.code:
        said.append(f"code {letter.code}")
    told = f"{_at(letter.written_at)}  {KINDS[letter.kind]}  {', '.join(said)}  {letter.id}"
    return f"{told}\n  {letter.next_step}" if letter.next_step else told


def shown(letter: "ToldLetter") -> str:
    """The line and its history."""
    rows = [
        f"  {_at(each.at)}  {EVENTS[each.event]}{f' ({each.code})' if each.code else ''}"
        for each in letter.history
    ]
    return "\n".join([line(letter), *rows])


def inbox(messages: "Sequence[ToldMessage]") -> str:
    """One line for each message that waits."""
    if not messages:
        return "Aucun message."
    return "\n".join(
        f"{_at(each.at)}  {MESSAGES[each.state]}  {ANNOUNCED[each.announced]}  "
        f"{max(1, each.size // 1024)} Kio  {each.id}"
        for each in messages
    )


def tried(found: "Tried") -> str:
    """What a trial found."""
    rows = (
        ("Remis au serveur", found.handed),
        ("Revenu dans la boîte", found.arrived),
        ("Accusé de distribution", found.receipt),
    )
    return "\n".join([f"Essai {found.id}", *(f"{name}\u202f: {_seconds(at)}" for name, at in rows)])


def _seconds(past: float | None) -> str:
    if past is None:
        return "pas dans le temps donné"
    return f"en {past:.1f} s".replace(".", ",")


def _at(at: datetime) -> str:
    return f"{date_text(at.date())} {at:%H:%M:%S} UTC"
