"""The journal of accesses, as the patient reads it: who opened, when, from where."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ordonnance.domain.actors import Representative, Role
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.french.dates import short
from ordonnance.law.register import versions
from ordonnance.usecases.access import Act
from ordonnance.usecases.acting import Asked
from ordonnance.usecases.consult import opened_for_reading
from ordonnance.usecases.ports import JournalEntry, Ports
from ordonnance.usecases.results import AccessView, JournalRead
from ordonnance.usecases.twins import BASE_ROLE

THE_BASE = "La base"
_BY_ANOTHER = frozenset({Act.CHECK, Act.MARK_TWIN})
"""Acts that are journaled on an ordonnance because of another one of the same patient."""
_FOR_THE_PATIENT = {
    "ACKNOWLEDGEMENT_REQUIRED": "une réponse du professionnel à des constats était attendue"
}
GENERIC = "la demande n'a pas été acceptée"
_HOLES = re.compile(r"( \(\{\w+\}\)| ?[:;][^{}]*\{[^.]*)")
"""What of a sentence depends on facts that the journal does not keep: « : au plus tôt le … »."""

_LOOKED_UP = {
    "R.5132-33": "ordonnances qui se suivent, R.5132-33",
    "interactions": "interactions avec vos autres traitements",
}

_REPRESENTATION = {
    "recorded": "représentant enregistré, code remis",
    "code": "nouveau code remis au représentant",
    "linked": "compte du représentant relié",
    "ended": "représentation terminée",
}


async def read_journal(asked: Asked, ports: Ports) -> JournalRead:
    """Every access to one ordonnance, oldest first, this reading included.

    A representative reads nothing there that another ordonnance may have caused: a minor may keep
    that one secret (CSP L. 1111-5), and that there is one.
    """
    await opened_for_reading(asked, Act.JOURNAL, ports)
    entries = [each.entry for each in await ports.base.journal(asked.number)]
    if isinstance(asked.caller.actor, Representative):
        entries = [_of_this_one_alone(each) for each in entries if not _may_tell_another(each)]
    views = (_view(rank, each) for rank, each in enumerate(entries, start=1))
    return JournalRead(asked.number.value, tuple(views))


def _may_tell_another(entry: JournalEntry) -> bool:
    """True for a look-up, a twin, or a refusal at the counter, whatever it came from."""
    return entry.act in _BY_ANOTHER or "refused" in entry.details


def _of_this_one_alone(entry: JournalEntry) -> JournalEntry:
    """Without the findings that were answered: some come from other treatments."""
    kept = {name: told for name, told in entry.details.items() if name != "acknowledged"}
    return replace(entry, details=kept)


def _view(rank: int, entry: JournalEntry) -> AccessView:
    return AccessView(
        rank,
        entry.at,
        entry.act,
        Act(entry.act).label,
        THE_BASE if entry.role == BASE_ROLE else Role(entry.role).label,
        entry.actor_name,
        entry.place,
        entry.client,
        _told(entry.act, entry.details),
        "refused" in entry.details,
    )


def _told(act: str, details: Mapping[str, str]) -> str:
    """The details of an entry as a sentence for the patient; what has no sentence stays unsaid."""
    told = []
    if act == Act.OBJECT and "withdraw" in details:
        withdrawn = details["withdraw"] == "true"
        told.append("levée de l'opposition" if withdrawn else "opposition enregistrée")
        if "proof" in details:
            told.append(f"justification\u202f: {details['proof']}")
    if act == Act.ACCESS_CODE and "account" in details:
        undone = details["account"] == "undone"
        told.append("lien défait avec votre compte" if undone else "lien fait avec votre compte")
    if "representation" in details:
        told.append(_REPRESENTATION[details["representation"]])
    if "until" in details:
        told.append(f"jusqu'au {short(date.fromisoformat(details['until']))}")
    if "refused" in details:
        told.append(f"refusé\u202f: {refusal_words(details['refused'])}")
    if "sent_to" in details:
        told.append(f"à {details['sent_to']}")
    if "reference" in details:
        told.append(f"référence {details['reference']}")
    if "history" in details:
        why = (_LOOKED_UP.get(each, each) for each in details["history"].split(", "))
        told.append(f"vos délivrances ou ordonnances antérieures consultées ({', '.join(why)})")
    if "acknowledged" in details:
        rules = (_rule(each) for each in details["acknowledged"].split(", "))
        told.append(f"constats auxquels une réponse a été donnée\u202f: {', '.join(rules)}")
    return ", ".join(told)


def refusal_words(code: str) -> str:
    """A refusal as the patient reads it: the sentence of the catalogue without its figures."""
    if code in _FOR_THE_PATIENT or code not in CATALOGUE:
        return _FOR_THE_PATIENT.get(code, code)
    text = CATALOGUE[code].message.removeprefix("Ligne {line} : ")
    text = text.replace("La ligne {line}", "une ligne").replace("de ligne {line}", "cette ligne")
    text = _HOLES.sub("", text).rstrip(" .")
    return GENERIC if "{" in text else text[:1].lower() + text[1:]


def _rule(rule_id: str) -> str:
    """« Contre-indication entre deux lignes (interaction.contraindicated) »."""
    known = versions(rule_id)
    return f"{known[-1].title} ({rule_id})" if known else rule_id
