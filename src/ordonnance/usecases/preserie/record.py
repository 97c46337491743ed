"""Write in the register of a présérie: who may, in turn, and what the note says about it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ordonnance.domain.errors import Refusal
from ordonnance.domain.preserie.anomalies import Standing
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance
from ordonnance.domain.preserie.parties import MAY_DO, MAY_WRITE, Kind, Party, PartyRole, may_write
from ordonnance.domain.preserie.pilot import Pilot, PilotAct
from ordonnance.domain.preserie.register import ENDINGS, Entry, Kept, Said, kept
from ordonnance.domain.preserie.requirements import Judged, judge
from ordonnance.domain.preserie.stages import TRANSITIONS, next_acts, stage_after
from ordonnance.usecases.acting import ATTEMPTS, pause
from ordonnance.usecases.ports import AnswerScope, Written
from ordonnance.usecases.ports.pilots import StoredPilot
from ordonnance.usecases.preserie.reading import Piloting, require_past, seen, today, weighed

RETENTION = timedelta(days=90)
"""How long traces stay after the end of a présérie: late ones arrive, the balance is reread."""

DECISIONS = (PilotAct.ASSESS, PilotAct.GENERALISE, PilotAct.PROLONG, PilotAct.EXTEND)
"""Acts that stand on the balance sheet: its figures are written with them."""


@dataclass(frozen=True, slots=True)
class Record:
    """One entry for a register; `reason` writes it despite a requirement not respected."""

    party: Party
    pilot: str
    said: Said
    key: str
    body: bytes = b""
    reason: str = ""

    @property
    def scope(self) -> AnswerScope:
        """The scope of the idempotent answer."""
        return AnswerScope(self.party.key, self.key, hashlib.sha256(self.body).digest())


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written: its rank in the register, and the présérie after it."""

    pilot: str
    rank: int
    entry: Entry
    kept: Kept


async def record(command: Record, ports: Piloting) -> Recorded:
    """Write one entry; the same key answers the same.

    Raises Refusal: PILOT_UNKNOWN, PILOT_NOT_ALLOWED, PILOT_OUT_OF_TURN, PILOT_REQUIREMENT,
    PILOT_NOT_SATISFIED, PILOT_DATE, IDEMPOTENCY_KEY_REUSED, CONFLICT_RETRY.
    """
    for attempt in range(ATTEMPTS):
        stored = await ports.pilots.read(command.pilot, command.scope)
        if stored.answered is not None:
            return _replayed(command, stored, stored.answered)
        now = ports.clock.now()
        balance = None
        done = command.said.done
        if done is not None and done.act in DECISIONS and stored.entries:
            state = seen(stored, command.party)
            balance = await weighed(command.pilot, state, ports)
        entry = decide(stored, command, now, balance)
        entries = (*stored.entries, entry)
        after = kept(entries)
        ends = done is not None and done.act in ENDINGS
        written = await ports.pilots.append(
            command.pilot, len(stored.entries), entry, command.scope,
            now + RETENTION if ends else None,
            [name for site in after.pilot.sites for name in site.names],
        )  # fmt: skip
        if written is Written.WRITTEN:
            return Recorded(command.pilot, len(entries), entry, after)
        await pause(attempt)
    raise Refusal.of("CONFLICT_RETRY")


def decide(stored: StoredPilot, command: Record, at: datetime, balance: Balance | None) -> Entry:
    """The entry to write. Raises Refusal when somebody else writes it, or not now."""
    said, party, day = command.said, command.party, today(at)
    require_allowed(party, said.kind, said.done.act if said.done is not None else None)
    if not stored.entries:
        _require_opening(party, said)
        return Entry(at, party, said)
    state = seen(stored, party)
    if said.kind is Kind.OPENED:
        raise Refusal.of("PILOT_OUT_OF_TURN", stage=stage_after(state.pilot.done).label,
                         act=Kind.OPENED.label, allowed=_allowed_next(state.pilot))  # fmt: skip
    _require_turn(state, said, day)
    _require_known(state, said)
    _require_owed(state, said, day)
    _require_unbiased(party, said, state, day)
    entry = Entry(at, party, said, reason=command.reason)
    after = kept((*stored.entries, entry))
    breached = _newly_breached(state.pilot, after.pilot, day)
    if breached and not command.reason:
        first = breached[0]
        raise Refusal.of("PILOT_REQUIREMENT", asks=first.requirement.asks,
                         why=first.answer.why, todo=first.answer.do)  # fmt: skip
    figures, carried = _stands_on(said, balance)
    return Entry(
        at, party, said, tuple(each.requirement.id for each in breached),
        command.reason if breached else "", figures, carried,
    )  # fmt: skip


def require_allowed(party: Party, kind: Kind, act: PilotAct | None = None) -> None:
    """Raise PILOT_NOT_ALLOWED, which names who may, unless this party may write that."""
    if may_write(party.role, kind, act):
        return
    allowed = MAY_DO[act] if act is not None else MAY_WRITE[kind]
    raise Refusal.of(
        "PILOT_NOT_ALLOWED", party=party.role.label, what=act.label if act else kind.label,
        allowed=" ou ".join(each.label for each in PartyRole if each in allowed),
    )  # fmt: skip


def _require_opening(party: Party, said: Said) -> None:
    if said.opening is None or said.opening.editor != party.organisation:
        # An editor opens its own présérie; whoever names one that is not there learns nothing.
        raise Refusal.of("PILOT_UNKNOWN")


def _require_turn(state: Kept, said: Said, day: date) -> None:
    stage = stage_after(state.pilot.done)
    done = said.done
    if done is not None:
        require_past(done.on, day)
        if (stage, done.act) not in TRANSITIONS:
            raise Refusal.of("PILOT_OUT_OF_TURN", stage=stage.label, act=done.act.label,
                             allowed=_allowed_next(state.pilot))  # fmt: skip
    elif state.ended is not None:
        raise Refusal.of("PILOT_OUT_OF_TURN", stage=stage.label, act=said.kind.label,
                         allowed="rien")  # fmt: skip


def _allowed_next(pilot: Pilot) -> str:
    return ", ".join(each.label for each in next_acts(stage_after(pilot.done))) or "rien"


def _require_known(state: Kept, said: Said) -> None:
    """What an entry names must be there: a workstation's site, the workstation that ends."""
    if said.workstation is not None:
        site = said.workstation.installation.site
        if all(each.am != site for each in state.pilot.sites):
            raise _unreadable("poste", "son site n’est pas inscrit", "Inscrire le site d’abord.")
    named = said.ended or said.chosen
    if named is not None and named.installation not in state.workstations:
        raise _unreadable("traces", "ce poste n’est pas inscrit", "Donner un poste inscrit.")


def _require_owed(state: Kept, said: Said, day: date) -> None:
    """A reminder goes where nobody has answered, in its time, and not again and again."""
    if said.reminded is None:
        return
    on = state.reminded_on(said.reminded.site)
    if on is None or on > day:
        raise _unreadable("rappel", "aucun n’est dû", "Attendre le jour que dit la page.")


def _unreadable(place: str, message: str, todo: str) -> Refusal:
    return Refusal.of("PILOT_ENTRY", place=place, message=f"{message}.", todo=todo)


def _require_unbiased(party: Party, said: Said, state: Kept, day: date) -> None:
    """An editor does not judge its own software: closing or easing an anomaly is for the others."""
    if party.role is not PartyRole.EDITOR or said.anomaly is None:
        return
    former = state.anomalies.get(said.anomaly.id)
    before = former.standing(day) if former is not None else None
    after = said.anomaly.standing(day)
    if after in (Standing.HARMLESS, Standing.CLOSED) and after is not before:
        raise Refusal.of(
            "PILOT_NOT_ALLOWED", party=party.role.label, what=f"anomalie {after.label}",
            allowed=f"{PartyRole.CPAM.label} ou {PartyRole.CNAM.label}",
        )  # fmt: skip


def _newly_breached(before: Pilot, after: Pilot, day: date) -> tuple[Judged, ...]:
    """Requirements that this entry breaks; those already broken were told when they were."""
    known = {
        each.requirement.id: each.answer.why
        for each in judge(before, day)
        if each.answer.verdict is Verdict.BREACHED
    }
    return tuple(
        each
        for each in judge(after, day)
        if each.answer.verdict is Verdict.BREACHED
        and known.get(each.requirement.id) != each.answer.why
    )


def _stands_on(said: Said, balance: Balance | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures of a decision, and what a prolongation carries. Raises PILOT_NOT_SATISFIED."""
    if balance is None or said.done is None:
        return (), ()
    figures = tuple(
        f"{each.criterion.id} {each.criterion.title}\u202f: {each.finding.label}, "
        f"{each.finding.why}."
        for each in balance.criteria
    )
    if said.done.act is PilotAct.GENERALISE and not balance.satisfied:
        short = ", ".join(
            f"{each.criterion.title} ({each.finding.label})"
            for each in balance.criteria
            if each.finding.verdict is not Verdict.MET
        )
        raise Refusal.of("PILOT_NOT_SATISFIED", criteria=short)
    again = said.done.act in (PilotAct.PROLONG, PilotAct.EXTEND)
    return figures, tuple(each.id for each in balance.carried) if again else ()


def _replayed(command: Record, stored: StoredPilot, answered: int) -> Recorded:
    """The former answer to the same key; refuses the key when the body differs."""
    if stored.digest != command.scope.digest:
        raise Refusal.of("IDEMPOTENCY_KEY_REUSED")
    entries = stored.entries[:answered]
    return Recorded(command.pilot, answered, entries[-1], kept(entries))
