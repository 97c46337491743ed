"""A présérie as its editor describes it: the module, who takes part, and what was done when.

What was done is a list that only grows (`Done`); the stage is worked out from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ordonnance.domain.actors import Place
from ordonnance.domain.ids import AmNumber, Finess, Siret
from ordonnance.domain.preserie.terms import Terms


class Prerequisite(StrEnum):
    """What must be there before the first installation."""

    AUTHORISATION = "authorisation"
    SUPPORT = "support"
    TRAINING = "training"
    KIT = "kit"

    @property
    def label(self) -> str:
        """French words."""
        return _PREREQUISITES[self]


_PREREQUISITES = {
    Prerequisite.AUTHORISATION: "autorisation du CNDA pour la profession",
    Prerequisite.SUPPORT: "support aux professionnels",
    Prerequisite.TRAINING: "modalités d’installation et de formation",
    Prerequisite.KIT: "kit d’accompagnement",
}


class PilotAct(StrEnum):
    """What moves a présérie on."""

    COMMUNICATE = "communicate"
    """The editor gives the sites and the dates to the GIE SESAM-Vitale and to the Cnam."""
    INFORM = "inform"
    """The Cnam tells the CPAM."""
    MEET = "meet"
    """The launch meeting of the editor, the Cnam, the GIE and the CPAM."""
    INSTALL = "install"
    ASSESS = "assess"
    GENERALISE = "generalise"
    PROLONG = "prolong"
    EXTEND = "extend"
    """Prolong with further sites, which are communicated in their turn."""
    ABANDON = "abandon"

    @property
    def label(self) -> str:
        """French words."""
        return _ACTS[self]


_ACTS = {
    PilotAct.COMMUNICATE: "communication au GIE SESAM-Vitale et à la Cnam",
    PilotAct.INFORM: "information des CPAM",
    PilotAct.MEET: "réunion de lancement",
    PilotAct.INSTALL: "installation",
    PilotAct.ASSESS: "bilan",
    PilotAct.GENERALISE: "généralisation",
    PilotAct.PROLONG: "prolongation",
    PilotAct.EXTEND: "extension à d’autres sites",
    PilotAct.ABANDON: "abandon",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A prerequisite checked off: the day, and what shows it."""

    on: date
    shown_by: str


@dataclass(frozen=True, slots=True)
class Module:
    """What a présérie validates: one module, one architecture, one interface."""

    name: str
    version: str
    architecture: str
    interface: str


@dataclass(frozen=True, slots=True)
class Software:
    """A software of the editor; `foreign_engine`: it integrates the engine of somebody else."""

    name: str
    version: str
    module: Module
    foreign_engine: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A volunteer: who agreed when, whose equipment was checked when, when it is to be installed.

    `department` is that of the CPAM; `traces` the day when the traces of its workstations began.
    `finess` and `siret` recognise the place of somebody whose token tells no number AM.
    """

    am: AmNumber
    department: str
    agreed: date | None = None
    equipped: date | None = None
    planned: date | None = None
    traces: date | None = None
    finess: Finess | None = None
    siret: Siret | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What the site is looked up by."""
        return _names(self.am, self.finess, self.siret)

    def is_at(self, place: Place) -> bool:
        """True when one identifier at least is told on both sides, and none says otherwise."""
        pairs = ((self.am, place.am), (self.finess, place.finess), (self.siret, place.siret))
        told = [(own, other) for own, other in pairs if own is not None and other is not None]
        return bool(told) and all(own == other for own, other in told)


def names_of(place: Place) -> tuple[str, ...]:
    """What the sites of a place are looked up by."""
    return _names(place.am, place.finess, place.siret)


def _names(am: AmNumber | None, finess: Finess | None, siret: Siret | None) -> tuple[str, ...]:
    told = (("am", am), ("finess", finess), ("siret", siret))
    return tuple(f"{kind}:{each.value}" for kind, each in told if each is not None)


@dataclass(frozen=True, slots=True)
class Done:
    """One act of the présérie; `site` for an installation."""

    act: PilotAct
    on: date
    site: AmNumber | None = None


@dataclass(frozen=True, slots=True)
class Pilot:
    """One présérie. `share`: of the SESAM-Vitale market, in percent, None when not known."""

    title: str
    editor: str
    terms: Terms
    module: Module
    software: tuple[Software, ...]
    share: Decimal | None
    prerequisites: Mapping[Prerequisite, Evidence]
    departments: tuple[str, ...]
    sites: tuple[Site, ...]
    done: tuple[Done, ...] = ()

    @property
    def told(self) -> bool:
        """True once the Cnam has told the CPAM."""
        return any(each.act is PilotAct.INFORM for each in self.done)

    def until(self, day: date) -> tuple[Done, ...]:
        """What was done by the end of a day, in its order; one day keeps the order of the list."""
        return tuple(sorted((each for each in self.done if each.on <= day), key=lambda d: d.on))

    def first(self, act: PilotAct, day: date) -> date | None:
        """The first day of an act, None when it was not done by `day`."""
        return next((each.on for each in self.until(day) if each.act is act), None)

    def installations(self, day: date) -> tuple[Done, ...]:
        """The installations by the end of a day, the first one first."""
        return tuple(each for each in self.until(day) if each.act is PilotAct.INSTALL)
