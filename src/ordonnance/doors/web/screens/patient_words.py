"""What a patient reads of their ordonnance: states, what remains, when to come back, who looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ordonnance.domain.actors import Role
from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.domain.french.dates import short
from ordonnance.domain.french.typography import enumeration
from ordonnance.doors.web.cookies import BROWSER
from ordonnance.law.french import days_text, plural
from ordonnance.usecases.access import Act
from ordonnance.usecases.counter_views import Remaining
from ordonnance.usecases.results import AccessView, LineView


@dataclass(frozen=True, slots=True)
class StateTold:
    """The shape and the words of an ordonnance, for whom it was written; `over`: it serves no
    more."""

    shape: str
    words: str
    over: bool = False


STATES: dict[OrdonnanceState, StateTold] = {
    OrdonnanceState.ISSUED: StateTold("vide", "À retirer en pharmacie"),
    OrdonnanceState.PARTLY_EXECUTED: StateTold("partie", "Délivrée en partie"),
    OrdonnanceState.EXECUTED: StateTold("servie", "Entièrement délivrée"),
    OrdonnanceState.CANCELLED: StateTold("bloque", "Annulée par le prescripteur", over=True),
    OrdonnanceState.REPLACED: StateTold("bloque", "Remplacée par une nouvelle ordonnance", True),
    OrdonnanceState.EXPIRED: StateTold("bloque", "Délai passé", over=True),
}

_ENDED = {
    LineState.EXPIRED: "Le délai est passé : cette ordonnance ne permet plus de l'obtenir.",
    LineState.CANCELLED: "Annulé par le prescripteur.",
    LineState.REPLACED: "Remplacé : voyez la nouvelle ordonnance.",
}
_SHAPES = {
    LineState.OPEN: "vide",
    LineState.PARTLY_EXECUTED: "partie",
    LineState.EXECUTED: "servie",
}


NAMED = 3
"""Medicines named in a title; of more, two are and the others counted."""


def title_of(labels: Sequence[str]) -> str:
    """« CLAMOXYL 500 mg et AMLOR 5 mg »: an ordonnance by what it prescribes, without the forms."""
    names = [label.partition(",")[0] for label in labels]
    if len(names) > NAMED:
        return f"{', '.join(names[:2])} et {len(names) - 2} autres"
    return enumeration(names)


@dataclass(frozen=True, slots=True)
class LineTold:
    """One medicine: its shape, its name, how to take it, where it stands."""

    shape: str
    label: str
    posology: str
    state: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """What remains and when to come back, in sentences; `usable` while the code still serves."""

    usable: bool
    sentences: tuple[str, ...]


def line_told(line: LineView, today: date, advice: str = "") -> LineTold:
    """One line on that day."""
    shape = _SHAPES.get(line.state, "bloque")
    return LineTold(shape, line.label, line.posology, _line_state(line, today), advice)


def _line_state(line: LineView, today: date) -> str:
    if line.state in _ENDED:
        return _ENDED[line.state]
    if line.state is LineState.EXECUTED:
        renewal = line.renewal
        if renewal is None or renewal.next_on is None:
            return "Délivré en entier."
        return f"Délivré en entier. {_renewable(renewal.next_on, renewal.last_on)}"
    begun = line.state is LineState.PARTLY_EXECUTED
    said = ["Délivré en partie" if begun else "Pas encore délivré"]
    if begun and (left := _amount(line.remaining)):
        said.append(f"il reste {left}")
    if line.next_on is not None and line.next_on > today:
        follows = "la suite à partir du" if begun else "à partir du"
        said.append(f"{follows} {short(line.next_on)}")
    if line.last_on is not None:
        said.append(f"jusqu'au {short(line.last_on)} au plus tard")
    return f"{', '.join(said)}."


def _renewable(first: date, last: date | None) -> str:
    until = f", jusqu'au {short(last)}" if last is not None else ""
    return f"Votre pharmacien peut le renouveler à partir du {short(first)}{until}."


def _amount(remaining: Remaining) -> str:
    """« 2 boîtes », else « 28 jours de traitement »; nothing when it cannot be counted."""
    if remaining.packs:
        return plural(remaining.packs, "boîte", "boîtes")
    if remaining.days:
        return f"{days_text(remaining.days)} de traitement"
    return ""


def coming_back(lines: Sequence[LineView], today: date) -> Return:
    """When to go to the pharmacy, and for what."""
    waiting = [line for line in lines if line.state in (LineState.OPEN, LineState.PARTLY_EXECUTED)]
    now = [line for line in waiting if line.next_on is None or line.next_on <= today]
    later = sorted((line.next_on, line.label) for line in waiting
                   if line.next_on is not None and line.next_on > today)  # fmt: skip
    said: list[str] = []
    if now:
        last = min((line.last_on for line in now if line.last_on is not None), default=None)
        until = f", jusqu'au {short(last)}" if last is not None else ""
        said.append(f"Vous pouvez aller à la pharmacie dès aujourd'hui{until} : {_names(now)}.")
    for day in dict.fromkeys(day for day, _ in later):
        names = enumeration([label for on, label in later if on == day])
        said.append(f"Revenez à partir du {short(day)} : {names}.")
    renewable = [line for line in lines if line.renewal is not None and line.renewal.next_on]
    if not waiting:
        said.append(_nothing_left(lines))
    return Return(bool(waiting or renewable), tuple(said))


def _names(lines: Iterable[LineView]) -> str:
    return enumeration([line.label for line in lines])


def _nothing_left(lines: Sequence[LineView]) -> str:
    states = {line.state for line in lines}
    if states == {LineState.EXECUTED}:
        return "Tout ce qui était prescrit vous a été délivré."
    if LineState.REPLACED in states:
        return "Une nouvelle ordonnance remplace celle-ci : c'est elle qu'il faut montrer."
    if LineState.CANCELLED in states:
        return "Votre prescripteur l'a annulée : elle ne permet plus d'obtenir de médicament."
    return "Le délai pour retirer ces médicaments est passé : parlez-en à votre prescripteur."


@dataclass(frozen=True, slots=True)
class Looked:
    """One access: who, from where, what, why, and what came of it."""

    access: AccessView
    what: str
    why: str
    software: str = ""


_WHAT = {
    Act.ISSUE: "a émis l'ordonnance",
    Act.CONSULT: "a ouvert l'ordonnance",
    Act.RENDER: "a édité la feuille",
    Act.DISPENSE: "a enregistré une délivrance",
    Act.UNDO: "a annulé une délivrance",
    Act.CANCEL: "a annulé l'ordonnance",
    Act.REPLACE: "a remplacé l'ordonnance",
    Act.OBJECT: "a changé l'opposition",
    Act.EXECUTIONS: "a lu ce qui a été délivré",
    Act.JOURNAL: "a lu cette liste",
    Act.VERIFY: "a vérifié une feuille",
    Act.ACCESS_CODE: "a remis un code d'accès",
    Act.REPRESENT: "a enregistré un représentant",
    Act.END_REPRESENTATION: "a mis fin à une représentation",
    Act.REPRESENTATIVES: "a regardé qui vous représente",
    Act.MARK_TWIN: "a signalé deux ordonnances qui se chevauchent",
}
_COUNTER_WHY = {
    Act.CONSULT: "pour préparer ou contrôler une délivrance, sur présentation de votre code",
    Act.DISPENSE: "pour vous remettre vos médicaments",
    Act.UNDO: "pour corriger ce qui avait été enregistré",
    Act.EXECUTIONS: "pour revoir ce que la pharmacie vous a remis",
    Act.VERIFY: "pour savoir si la feuille présentée est authentique",
    Act.ACCESS_CODE: "pour que vous suiviez vos ordonnances vous-même",
    Act.REPRESENT: "pour qu'une personne qui vous représente les suive",
    Act.END_REPRESENTATION: "parce qu'elle n'a plus lieu d'être",
    Act.REPRESENTATIVES: "pour enregistrer un représentant, ou y mettre fin",
}
_AUTHOR_WHY = {
    Act.ISSUE: "pour vous prescrire votre traitement",
    Act.CONSULT: "parce que cette ordonnance est la sienne",
    Act.RENDER: "pour vous remettre la feuille",
    Act.CANCEL: "pour que l'ordonnance ne serve plus",
    Act.REPLACE: "pour la corriger",
    Act.EXECUTIONS: "pour suivre votre traitement ; vous pouvez vous y opposer",
    Act.OBJECT: "à votre demande",
    Act.VERIFY: "pour savoir si la feuille présentée est authentique",
    Act.ACCESS_CODE: "pour que vous suiviez vos ordonnances vous-même",
    Act.REPRESENT: "pour qu'une personne qui vous représente les suive",
    Act.END_REPRESENTATION: "parce qu'elle n'a plus lieu d'être",
    Act.REPRESENTATIVES: "pour enregistrer un représentant, ou y mettre fin",
}
_WHY: dict[str, dict[Act, str]] = {
    Role.PRESCRIBER.label: _AUTHOR_WHY,
    Role.REGULATING_PHARMACIST.label: _AUTHOR_WHY,
    Role.DISPENSER.label: _COUNTER_WHY,
    Role.ASSISTANT_DISPENSER.label: _COUNTER_WHY,
    Role.FUND_AGENT.label: {Act.OBJECT: "à votre demande"},
}
_OURS = str(BROWSER.product)
OWN = frozenset({Role.PATIENT.label, Role.REPRESENTATIVE.label})
"""Whose accesses are the patient's own, or their representative's."""


def looked(access: AccessView) -> Looked:
    """One access in plain words."""
    act = Act(access.code)
    what = _WHAT.get(act, access.act)
    if act is Act.ACCESS_CODE and access.role in OWN:
        what = "a changé ce qui relie un compte à vos ordonnances"
    if act is Act.REPRESENT and access.role in OWN:
        what = "a relié son compte pour vous représenter"
    if access.refused:
        what = f"a demandé sans l'obtenir : {access.act}"
    # That they used these screens tells a patient nothing; another software may.
    software = "" if access.client.startswith(_OURS) else access.client
    return Looked(access, what, _WHY.get(access.role, {}).get(act, ""), software)
