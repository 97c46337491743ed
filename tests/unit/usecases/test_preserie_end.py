"""How a présérie is decided, what an editor may not judge, and when its traces are taken."""

from dataclasses import replace
from datetime import timedelta

from ordonnance.domain.preserie.anomalies import Anomaly, Fix, Origin
from ordonnance.domain.preserie.parties import Kind, Party
from ordonnance.domain.preserie.pilot import PilotAct
from ordonnance.domain.preserie.register import Ended, Said
from ordonnance.domain.preserie.traces import Outcome, Paper, Witness
from ordonnance.usecases.preserie.reading import read_pilot, weighed
from ordonnance.usecases.preserie.record import RETENTION, record
from ordonnance.usecases.preserie.tracing import MOST_TRACES, keep_posted, keep_seen
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import (
    CNAM,
    CPAM,
    EDITOR,
    PILOT,
    Room,
    act,
    asked,
    workstation,
)
from tests.builders.pilot_weeks import END, batches, begun, ended_weeks, post, within
from tests.builders.platform import done, refused

BLOCKING = Anomaly("ANO-02", simulated.FIRST, "rien ne s’ouvre", origin=Origin.SOFTWARE,
                   blocking=True, fix=Fix("4.2", simulated.FIRST))  # fmt: skip


def test_an_editor_reports_and_fixes_an_anomaly_but_does_not_judge_it() -> None:
    room = begun(Room())
    room.clock.on(END)
    done(record(asked(EDITOR, Said(Kind.ANOMALY, anomaly=BLOCKING)), room))
    verified = replace(BLOCKING, fix=Fix("4.2", simulated.FIRST, END))
    for eased in (verified, replace(BLOCKING, blocking=False),
                  replace(BLOCKING, origin=Origin.USE)):  # fmt: skip
        with refused("PILOT_NOT_ALLOWED"):
            done(record(asked(EDITOR, Said(Kind.ANOMALY, anomaly=eased)), room))
    done(record(asked(CPAM, Said(Kind.ANOMALY, anomaly=verified)), room))
    done(record(asked(EDITOR, Said(Kind.ANOMALY, anomaly=replace(verified, told="rien"))), room))


def satisfying(party: Party = CNAM) -> Room:
    """Six weeks whose criteria are all met: no pharmacy kept scanning, nothing was lost."""
    room = ended_weeks()
    kept = [
        replace(each, paper=Paper.NOT_KNOWN if each.paper is Paper.NOT_KNOWN else Paper.NOT_SENT)
        for each in within()
    ]
    lost = {each.reference for each in kept if each.outcome is not Outcome.SUCCESS}
    whole = tuple(each for each in kept if each.reference not in lost)
    for each in batches(whole):
        post(room, *each)
    done(record(asked(party, act(PilotAct.ASSESS, END)), room))
    return room


def test_a_software_is_deployed_only_once_the_five_criteria_are_met() -> None:
    room = ended_weeks()
    for each in batches(within()):
        post(room, *each)
    assessed = done(record(asked(CNAM, act(PilotAct.ASSESS, END)), room))
    assert len(assessed.entry.figures) == 5
    with refused("PILOT_NOT_SATISFIED") as refusal:
        done(record(asked(CNAM, act(PilotAct.GENERALISE, END)), room))
    assert refusal.value.first.facts["criteria"] == "Arrêt de SCOR (non atteint)"


def test_at_generalisation_the_traces_go_off_and_are_forgotten_in_time() -> None:
    room = satisfying()
    general = done(record(asked(CNAM, act(PilotAct.GENERALISE, END)), room))
    assert general.entry.figures, "the authorisation says what it stands on"
    after = general.kept
    assert not after.traced("poste-1", general.entry.at + timedelta(days=1))
    assert after.traced("poste-1", general.entry.at)
    late = replace(within()[0], id="f" * 32)
    assert post(room, late) == 1, "a late one of before"
    with refused("TRACES_CLOSED"):
        room.clock.on(END + timedelta(days=3))
        post(room, replace(late, at=room.clock.now()))
    with refused("PILOT_OUT_OF_TURN"):
        done(record(asked(EDITOR, Said(Kind.VERSION, version="5")), room))
    room.clock.at += RETENTION + timedelta(days=1)
    assert done(room.pilots.traces(PILOT, room.clock.now())) == ()
    with refused("TRACES_CLOSED"):
        post(room, late)


def test_a_prolongation_carries_the_fixes_to_verify() -> None:
    room = ended_weeks()
    done(record(asked(EDITOR, Said(Kind.ANOMALY, anomaly=BLOCKING)), room))
    done(record(asked(CNAM, act(PilotAct.ASSESS, END)), room))
    prolonged = done(record(asked(CNAM, act(PilotAct.PROLONG, END)), room))
    assert prolonged.entry.carried == ("ANO-02",)
    found = done(read_pilot(PILOT, CNAM, room))
    assert done(weighed(PILOT, found.kept, room)).period.first == END  # type: ignore[union-attr]


def test_traces_are_taken_only_while_those_of_their_workstation_are_on() -> None:
    room = ended_weeks()
    first = within()[0]
    with refused("TRACES_CLOSED"):
        post(room, replace(first, installation="poste-9"))
    name = first.installation
    off = Said(Kind.TRACES_OFF, ended=Ended(name, first.at.date() - timedelta(days=1)))
    done(record(asked(EDITOR, off), room))
    with refused("TRACES_CLOSED"):
        post(room, first)
    with refused("PILOT_ENTRY"):
        done(record(asked(EDITOR, Said(Kind.TRACES_OFF, ended=Ended("poste-9", END))), room))
    with refused("PILOT_ENTRY"):
        unknown = replace(workstation(1).workstation.installation, site=simulated.am(9))  # type: ignore[union-attr]
        said = workstation(1)
        done(
            record(
                asked(
                    EDITOR,
                    replace(said, workstation=replace(said.workstation, installation=unknown)),
                ),
                room,
            )
        )  # type: ignore[type-var]


def test_a_posting_is_bounded_honest_and_says_what_contradicts() -> None:
    room = ended_weeks()
    first = within()[0]
    with refused("TRACES_TOO_MANY"):
        post(room, *(first,) * (MOST_TRACES + 1))
    with refused("TRACE_INVALID"):
        post(room, replace(first, seen_by=Witness.BASE))
    with refused("TRACE_INVALID"):
        post(room, replace(first, at=room.clock.now() + timedelta(minutes=11)))
    assert post(room, first, first) == 1
    state = done(read_pilot(PILOT, CNAM, room)).kept
    told = done(keep_posted(PILOT, state, (replace(first, duration_ms=1),), room))
    assert (told.new, told.contradicting) == (0, (first.id,))


def test_what_the_base_saw_is_kept_for_workstations_that_are_on_only() -> None:
    room = ended_weeks()
    state = done(read_pilot(PILOT, CNAM, room)).kept
    seen = replace(within()[0], seen_by=Witness.BASE)
    assert done(keep_seen(PILOT, state, (seen, replace(seen, installation="x")), room)) == 1
    assert done(keep_seen(PILOT, state, (replace(seen, installation="x"),), room)) == 0
