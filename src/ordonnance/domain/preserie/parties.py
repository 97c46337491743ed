"""Who takes part in a présérie, what each may write in its register and see: refused by default.

A party opens no ordonnance: none of these rows is about one.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from ordonnance.domain.preserie.pilot import Pilot, PilotAct


class PartyRole(StrEnum):
    """What somebody is for a présérie."""

    EDITOR = "editor"
    CPAM = "cpam"
    CNAM = "cnam"
    SITE = "site"
    """A professional signed in where a workstation is: no issuer of parties tells it."""

    @property
    def label(self) -> str:
        """French words."""
        return _PARTIES[self]


_PARTIES = {
    PartyRole.EDITOR: "l’éditeur",
    PartyRole.CPAM: "la CPAM",
    PartyRole.CNAM: "la Cnam",
    PartyRole.SITE: "le site",
}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who signed in for one. `organisation`: the editor's name, a CPAM's département, the
    number AM of a site.

    `person` is who it is there, as the issuer names them. Personal: never logged.
    """

    role: PartyRole
    organisation: str
    person: str = field(repr=False)

    @property
    def key(self) -> str:
        """Stable text naming the party: stored as a keyed hash only."""
        return f"preserie|{self.role}|{self.organisation}|{self.person}"


class Kind(StrEnum):
    """What can be written in the register of a présérie."""

    OPENED = "opened"
    PREREQUISITE = "prerequisite"
    DEPARTMENTS = "departments"
    SITE = "site"
    DONE = "done"
    WORKSTATION = "workstation"
    TRACES_OFF = "traces_off"
    CHOICE = "choice"
    VERSION = "version"
    KEY = "key"
    OUTAGE = "outage"
    ANOMALY = "anomaly"
    NEED = "need"
    NEEDS_WHOLE = "needs_whole"
    ANSWERS = "answers"
    REMINDER = "reminder"

    @property
    def label(self) -> str:
        """French words."""
        return _KINDS[self]


_KINDS = {
    Kind.OPENED: "ouverture de la présérie",
    Kind.PREREQUISITE: "prérequis",
    Kind.DEPARTMENTS: "choix des CPAM",
    Kind.SITE: "site",
    Kind.DONE: "acte du déroulement",
    Kind.WORKSTATION: "poste, traces demandées",
    Kind.TRACES_OFF: "traces désactivées",
    Kind.CHOICE: "choix du site sur ses traces",
    Kind.VERSION: "version livrée",
    Kind.KEY: "clé de l’éditeur",
    Kind.OUTAGE: "indisponibilité de la base",
    Kind.ANOMALY: "anomalie",
    Kind.NEED: "prérequis technique",
    Kind.NEEDS_WHOLE: "liste des prérequis techniques complète",
    Kind.ANSWERS: "questionnaire",
    Kind.REMINDER: "rappel du questionnaire",
}

_EDITOR, _CPAM, _CNAM = {PartyRole.EDITOR}, {PartyRole.CPAM}, {PartyRole.CNAM}
_SITE = {PartyRole.SITE}

MAY_WRITE: dict[Kind, set[PartyRole]] = {
    Kind.OPENED: _EDITOR,
    Kind.PREREQUISITE: _EDITOR,
    Kind.DEPARTMENTS: _EDITOR,
    Kind.SITE: _EDITOR,
    Kind.WORKSTATION: _EDITOR,
    Kind.TRACES_OFF: _EDITOR,
    Kind.CHOICE: _SITE,
    Kind.VERSION: _EDITOR,
    Kind.KEY: _EDITOR,
    Kind.NEED: _EDITOR | _CPAM | _CNAM,
    Kind.NEEDS_WHOLE: _EDITOR,
    Kind.OUTAGE: _CNAM,
    Kind.ANOMALY: _EDITOR | _CPAM | _CNAM,
    Kind.ANSWERS: _CPAM | _CNAM | _SITE,
    Kind.REMINDER: _CPAM | _CNAM,
}
"""Who may write what. An act of the course has its own rows, below."""

MAY_DO: dict[PilotAct, set[PartyRole]] = {
    PilotAct.COMMUNICATE: _EDITOR,
    PilotAct.INFORM: _CNAM,
    PilotAct.MEET: _EDITOR | _CNAM,
    PilotAct.INSTALL: _EDITOR,
    PilotAct.ASSESS: _CNAM,
    PilotAct.GENERALISE: _CNAM,
    PilotAct.PROLONG: _CNAM,
    PilotAct.EXTEND: _CNAM,
    PilotAct.ABANDON: _EDITOR | _CNAM,
}
"""Who may do which act of the course: decisions are the Cnam's."""


def may_write(role: PartyRole, kind: Kind, act: PilotAct | None) -> bool:
    """True when a row of the tables says so."""
    if kind is Kind.DONE:
        return act is not None and role in MAY_DO.get(act, set())
    return role in MAY_WRITE.get(kind, set())


def may_see(party: Party, pilot: Pilot) -> bool:
    """True for its editor, its sites, the Cnam, and a CPAM chosen once the Cnam told it."""
    if party.role is PartyRole.EDITOR:
        return party.organisation == pilot.editor
    if party.role is PartyRole.CPAM:
        return pilot.told and party.organisation in pilot.departments
    if party.role is PartyRole.SITE:
        return any(each.am.value == party.organisation for each in pilot.sites)
    return party.role is PartyRole.CNAM
