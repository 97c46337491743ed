"""The register of a présérie: who wrote what, when; it only grows, and the pilot is read in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.ids import AmNumber
from ordonnance.domain.preserie.anomalies import Anomaly
from ordonnance.domain.preserie.balance import Observed
from ordonnance.domain.preserie.choices import Choice, Choices, Consent, consent
from ordonnance.domain.preserie.executions import Field
from ordonnance.domain.preserie.parties import Kind, Party, PartyRole
from ordonnance.domain.preserie.pilot import (
    Done,
    Evidence,
    Module,
    Pilot,
    PilotAct,
    Prerequisite,
    Site,
    Software,
)
from ordonnance.domain.preserie.questionnaire import Answers
from ordonnance.domain.preserie.reminders import Reminded, next_on
from ordonnance.domain.preserie.technical import TechnicalNeed, TechnicalNeeds
from ordonnance.domain.preserie.terms import PHARMACISTS, Terms, in_force
from ordonnance.domain.preserie.traces import Attempt, Installation, Outage, Witness

ENDINGS = (PilotAct.GENERALISE, PilotAct.ABANDON)
"""Acts after which no workstation is traced."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a présérie is opened with. `terms` None: those in force that day for its profession."""

    title: str
    editor: str
    module: Module
    software: tuple[Software, ...]
    share: Decimal | None = None
    terms: Terms | None = None
    profession: str = PHARMACISTS.profession


@dataclass(frozen=True, slots=True)
class Shown:
    """A prerequisite and what shows it."""

    prerequisite: Prerequisite
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EditorKey:
    """A public key of the editor that signs traces: a JWK, P-256 or RSA, as its members."""

    kid: str
    jwk: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Workstation:
    """A workstation traced from a day, once its pharmacist was shown what is traced."""

    installation: Installation
    shown: date


@dataclass(frozen=True, slots=True)
class Ended:
    """The traces of a workstation end on a day, included."""

    installation: str
    on: date


@dataclass(frozen=True, slots=True)
class Chosen:
    """The site accepts the traces of one of its workstations, or refuses them."""

    installation: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says: its kind, and the one value of that kind."""

    kind: Kind
    opening: Opening | None = None
    shown: Shown | None = None
    departments: tuple[str, ...] = ()
    site: Site | None = None
    done: Done | None = None
    workstation: Workstation | None = None
    ended: Ended | None = None
    chosen: Chosen | None = None
    version: str = ""
    key: EditorKey | None = None
    outage: Outage | None = None
    anomaly: Anomaly | None = None
    need: TechnicalNeed | None = None
    whole: date | None = None
    answers: Answers | None = None
    reminded: Reminded | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: who wrote what, when. `despite`: requirements not respected, written all the same
    with the reason; `figures`: what a decision stood on; `carried`: anomalies that a prolongation
    has to verify."""

    at: datetime
    by: Party
    said: Said
    despite: tuple[str, ...] = ()
    reason: str = ""
    figures: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A présérie worked out of its register."""

    pilot: Pilot
    workstations: Mapping[str, Workstation]
    keys: Mapping[str, EditorKey]
    versions: frozenset[str]
    outages: tuple[Outage, ...] = ()
    anomalies: Mapping[str, Anomaly] = field(default_factory=dict)
    needs: TechnicalNeeds = field(default_factory=TechnicalNeeds)
    answers: tuple[Answers, ...] = ()
    choices: Mapping[str, Choices] = field(default_factory=dict)
    reminders: Mapping[AmNumber, tuple[date, ...]] = field(default_factory=dict)
    """The days of those sent to each site."""

    @property
    def ended(self) -> date | None:
        """The day when it was generalised or abandoned."""
        return next((each.on for each in self.pilot.done if each.act in ENDINGS), None)

    def consent(self, installation: str, at: datetime) -> Consent:
        """What its site decided of a workstation, at an instant."""
        return consent(self.choices.get(installation, ()), at)

    def traced(self, installation: str, at: datetime) -> bool:
        """True while the traces of a workstation are on, and its site accepts them."""
        known = self.workstations.get(installation)
        on = known is not None and known.installation.holds(legal_day(at, PARIS))
        return on and self.consent(installation, at) is Consent.ACCEPTED

    def reminded_on(self, site: AmNumber) -> date | None:
        """The first day of the next reminder; None: answered, not installed, over, or enough."""
        installed = next((each.on for each in self.pilot.done if each.site == site), None)
        answered = any(each.site == site for each in self.answers)
        if installed is None or answered or self.ended is not None:
            return None
        return next_on(installed, self.reminders.get(site, ()))

    def observed(self, attempts: tuple[Attempt, ...]) -> Observed:
        """What its balance sheet is made from."""
        installations = {name: each.installation for name, each in self.workstations.items()}
        witnessed = frozenset(
            each.installation for each in attempts if each.seen_by is Witness.BASE
        )
        return Observed(
            self.pilot,
            Field(installations, self.outages, self.versions, witnessed, self.choices),
            tuple(each for each in attempts if each.installation in installations),
            tuple(self.anomalies.values()), self.needs, self.answers,
        )  # fmt: skip


def kept(entries: Iterable[Entry]) -> Kept:
    """The présérie that a register tells. Raises ValueError unless it begins by its opening."""
    told = iter(entries)
    first = next(told, None)
    if first is None or first.said.opening is None:
        raise ValueError("a register begins by the opening of the présérie")
    state = _opened(first.said.opening, day_of(first))
    for each in told:
        state = _after(state, each)
    return state


def _opened(opening: Opening, day: date) -> Kept:
    pilot = Pilot(
        title=opening.title, editor=opening.editor,
        terms=opening.terms or in_force(opening.profession, day),
        module=opening.module, software=opening.software, share=opening.share, prerequisites={},
        departments=(), sites=(),
    )  # fmt: skip
    return Kept(pilot, {}, {}, frozenset(each.version for each in opening.software))


def _after(state: Kept, entry: Entry) -> Kept:
    """The présérie after one more entry."""
    said = entry.said
    if said.chosen is not None:
        name, choice = said.chosen.installation, Choice(entry.at, said.chosen.accepted)
        told = (*state.choices.get(name, ()), choice)
        return replace(state, choices={**state.choices, name: told})
    if said.reminded is not None:
        site = said.reminded.site
        sent = (*state.reminders.get(site, ()), day_of(entry))
        return replace(state, reminders={**state.reminders, site: sent})
    if said.answers is not None:
        # Who wrote the entry says it, whatever the answers say of themselves.
        own = replace(said.answers, signed=entry.by.role is PartyRole.SITE)
        return replace(state, answers=(*state.answers, own))
    if said.kind in _OF_PILOT:
        return replace(state, pilot=replace(state.pilot, **_pilot_change(state.pilot, said)))
    changed = replace(state, **_change(state, said))
    return _stopped(changed) if said.kind is Kind.DONE else changed


_OF_PILOT = (Kind.PREREQUISITE, Kind.DEPARTMENTS, Kind.SITE)


def _pilot_change(pilot: Pilot, said: Said) -> dict[str, Any]:
    if said.shown is not None:
        shown = {**pilot.prerequisites, said.shown.prerequisite: said.shown.evidence}
        return {"prerequisites": shown}
    if said.site is not None:
        site = said.site
        # A site written again keeps its place: its dates changed.
        sites = tuple(site if each.am == site.am else each for each in pilot.sites)
        return {"sites": sites if site in sites else (*sites, site)}
    return {"departments": said.departments}


def _change(state: Kept, said: Said) -> dict[str, Any]:
    match said:
        case Said(kind=Kind.DONE, done=Done() as done):
            return {"pilot": replace(state.pilot, done=(*state.pilot.done, done))}
        case Said(kind=Kind.WORKSTATION, workstation=Workstation() as given):
            return _workstation(state, given)
        case Said(kind=Kind.TRACES_OFF, ended=Ended() as ended):
            return {"workstations": _off(state, ended)}
        case Said(kind=Kind.KEY, key=EditorKey() as key):
            return {"keys": {**state.keys, key.kid: key}}
        case Said(kind=Kind.OUTAGE, outage=Outage() as outage):
            return {"outages": (*state.outages, outage)}
        case Said(kind=Kind.ANOMALY, anomaly=Anomaly() as anomaly):
            return {"anomalies": {**state.anomalies, anomaly.id: anomaly}}
        case Said(kind=Kind.NEED, need=TechnicalNeed() as need):
            return {"needs": replace(state.needs, needs=(*state.needs.needs, need))}
        case Said(kind=Kind.NEEDS_WHOLE):
            return {"needs": replace(state.needs, whole=said.whole)}
        case Said(kind=Kind.VERSION):
            return {"versions": state.versions | {said.version}}
    raise ValueError(f"an entry of kind {said.kind} says nothing")


def _workstation(state: Kept, given: Workstation) -> dict[str, Any]:
    name = given.installation.id
    former = state.workstations.get(name)
    changed = {"workstations": {**state.workstations, name: given}}
    if former is None or _where(former) == _where(given):
        return changed
    # Moved or renamed, it is another workstation, of which nothing was accepted.
    choices = {each: own for each, own in state.choices.items() if each != name}
    return {**changed, "choices": choices}


def _where(workstation: Workstation) -> tuple[str, str]:
    return workstation.installation.site.value, workstation.installation.workstation


def _off(state: Kept, ended: Ended) -> Mapping[str, Workstation]:
    known = state.workstations[ended.installation]
    stopped = replace(known, installation=replace(known.installation, until=ended.on))
    return {**state.workstations, ended.installation: stopped}


def _stopped(state: Kept) -> Kept:
    """After the end no workstation is traced any more."""
    end = state.ended
    if end is None:
        return state
    return replace(state, workstations={
        name: each if each.installation.until is not None
        else replace(each, installation=replace(each.installation, until=end))
        for name, each in state.workstations.items()
    })  # fmt: skip


def day_of(entry: Entry) -> date:
    """The day of an entry, in Paris."""
    return legal_day(entry.at, PARIS)
