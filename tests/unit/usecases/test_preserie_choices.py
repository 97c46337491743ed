"""A site sees what is traced, accepts it or refuses it, and is obeyed at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.domain.actors import Place
from ordonnance.domain.ids import Siret
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.choices import Consent
from ordonnance.domain.preserie.executions import Exclusion
from ordonnance.domain.preserie.parties import Kind, Party, PartyRole
from ordonnance.domain.preserie.register import Chosen, Kept, Said
from ordonnance.domain.preserie.traces import Witness
from ordonnance.usecases.preserie.choosing import Choose, choose, sites_at
from ordonnance.usecases.preserie.reading import list_pilots, read_pilot, weighed
from ordonnance.usecases.preserie.record import record
from ordonnance.usecases.preserie.tracing import keep_seen
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import (
    CNAM,
    EDITOR,
    PILOT,
    Room,
    accepted,
    asked,
    site,
    workstation,
)
from tests.builders.pilot_weeks import END, batches, ended_weeks, post, within
from tests.builders.platform import done, refused

PLACE = Place(finess=None, siret=None, am=simulated.am(1), label="PHARMACIE EXEMPLE", address=None,
              postcode=None, zone="Europe/Paris", technical_id="EXEMPLE1")  # fmt: skip


def state(room: Room) -> Kept:
    return done(read_pilot(PILOT, CNAM, room)).kept


def decided(room: Room, *, yes: bool, place: Place = PLACE, name: str = "poste-1", key: str = "k",
            pilot: str = PILOT) -> None:  # fmt: skip
    chosen = Chosen(name, accepted=yes)
    done(choose(Choose(pilot, chosen, place, "8-exemple", key), room))


def test_nothing_is_traced_before_the_site_has_accepted() -> None:
    room = ended_weeks()
    moved = workstation(1)
    assert moved.workstation is not None
    renamed = replace(moved.workstation.installation, workstation="comptoir 2")
    said = replace(moved, workstation=replace(moved.workstation, installation=renamed))
    done(record(asked(EDITOR, said), room))
    assert state(room).consent("poste-1", room.clock.now()) is Consent.ASKED, "another one"
    own = next(each for each in within() if each.installation == "poste-1")
    with refused("TRACES_NOT_ACCEPTED"):
        post(room, own)
    assert done(keep_seen(PILOT, state(room), [own], room)) == 0
    decided(room, yes=True)
    with refused("TRACES_NOT_ACCEPTED"):
        post(room, own)
    room.clock.at += timedelta(minutes=1)
    assert post(room, replace(own, at=room.clock.now())) == 1


def test_the_same_workstation_written_again_keeps_what_was_accepted() -> None:
    room = ended_weeks()
    done(record(asked(EDITOR, workstation(1)), room))
    assert state(room).consent("poste-1", room.clock.now()) is Consent.ACCEPTED


def test_a_refusal_stops_at_once_what_is_posted_and_what_the_base_sees() -> None:
    room = ended_weeks()
    own = next(each for each in within() if each.installation == "poste-1")
    assert post(room, own) == 1
    decided(room, yes=False)
    later = replace(own, id="f" * 32, at=room.clock.now(), seen_by=Witness.BASE)
    assert done(keep_seen(PILOT, state(room), [later], room)) == 0
    with refused("TRACES_NOT_ACCEPTED") as refusal:
        post(room, replace(own, id="e" * 32))
    assert refusal.value.first.facts["installation"] == "poste-1", "also of before: it is over"
    decided(room, yes=True, key="k2")
    room.clock.at += timedelta(minutes=1)
    assert post(room, replace(own, id="e" * 32)) == 1


def test_a_refusal_is_told_as_a_state_and_leaves_the_count_of_its_last_day() -> None:
    room = ended_weeks()
    for each in batches(within()):
        post(room, *each)
    before = done(weighed(PILOT, state(room), room))
    done(record(asked(*accepted(simulated.SILENT, yes=False)), room))
    done(record(asked(*accepted(1, yes=False)), room))
    after = done(weighed(PILOT, state(room), room))
    silent = after.measures.sites[simulated.SILENT - 1]
    assert before.measures.sites[simulated.SILENT - 1].silent
    assert (silent.silent, silent.consent, silent.told) == (False, Consent.REFUSED, False)
    late = [each for each in before.executions
            if each.site == simulated.am(1) and each.exclusion is not Exclusion.TEST
            and room.clock.now() - each.attempts[0].at < timedelta(hours=24)]  # fmt: skip
    assert after.measures.left_out.get(Exclusion.REFUSED, 0) == len(late)
    finding = after.criteria[0].finding
    told = simulated.am(simulated.SILENT).value
    assert any("Traces refusées par le site" in line and told in line for line in finding.evidence)
    assert not any(told in line for line in finding.missing), "nobody is asked for what was refused"
    assert finding.verdict is Verdict.MET


def test_what_is_missing_names_who_tells_nothing_yet_and_never_who_refused() -> None:
    room = ended_weeks()
    for each in batches(tuple(one for one in within() if one.installation == "poste-1")):
        post(room, *each)

    def missing() -> tuple[str, ...]:
        return done(weighed(PILOT, state(room), room)).criteria[0].finding.missing

    said = workstation(2)
    assert said.workstation is not None
    moved = replace(said.workstation.installation, workstation="comptoir 2")
    again = replace(said, workstation=replace(said.workstation, installation=moved))
    done(record(asked(EDITOR, again), room))
    for rank in range(4, 9):
        done(record(asked(*accepted(rank, yes=False)), room))
    third, second = simulated.am(3).value, simulated.am(2).value
    assert missing() == (f"Des exécutions de\u202f: {third}.",
                         f"Le choix sur leurs traces de\u202f: {second}.")  # fmt: skip
    for rank in (2, 3):
        done(record(asked(*accepted(rank, yes=False)), room))
    assert missing() == ("Des exécutions de nouveaux sites.",)


def test_what_began_a_day_before_a_refusal_leaves_the_count() -> None:
    room = ended_weeks()
    for each in batches(within()):
        post(room, *each)
    executions = done(weighed(PILOT, state(room), room)).executions
    last = max((each for each in executions if each.site == simulated.am(1)
                and each.exclusion is None), key=lambda each: each.attempts[0].at)  # fmt: skip
    room.clock.at = last.attempts[0].at + timedelta(hours=23)
    decided(room, yes=False)
    room.clock.on(END)
    left = [each for each in done(weighed(PILOT, state(room), room)).executions
            if each.exclusion is Exclusion.REFUSED]  # fmt: skip
    assert last.reference in {each.reference for each in left}
    assert {each.site for each in left} == {simulated.am(1)}


def test_only_the_site_itself_chooses_for_its_workstations() -> None:
    room = ended_weeks()
    with refused("TRACES_ELSEWHERE"):
        decided(room, yes=False, name="poste-2")
    for name, pilot in (("poste-99", PILOT), ("poste-1", PILOT.replace("1", "2"))):
        with refused("PILOT_UNKNOWN"):
            decided(room, yes=False, name=name, pilot=pilot)
    with refused("PILOT_NOT_ALLOWED"):
        said = Said(Kind.CHOICE, chosen=Chosen("poste-1", accepted=True))
        done(record(asked(EDITOR, said), room))
    stranger = Party(PartyRole.SITE, "330000099", "exemple")
    assert done(list_pilots(stranger, room)) == ()
    own = Party(PartyRole.SITE, simulated.am(1).value, "exemple")
    assert [each.pilot for each in done(list_pilots(own, room))] == [PILOT]


def test_a_place_finds_the_presérie_of_its_site_by_any_of_its_names() -> None:
    room = ended_weeks()
    (found,) = done(sites_at(PLACE, room))
    assert (found.pilot, found.site) == (PILOT, site(1))
    assert [each.installation.id for each in found.workstations] == ["poste-1"]
    siret = Siret.parse("99990000400014")
    unnamed = replace(PLACE, am=None, siret=siret)
    assert done(sites_at(unnamed, room)) == ()
    done(record(asked(EDITOR, Said(Kind.SITE, site=replace(site(1), siret=siret))), room))
    assert [each.site.am for each in done(sites_at(unnamed, room))] == [simulated.am(1)]


@pytest.mark.parametrize("told", [True, False])
def test_a_site_with_one_workstation_that_tells_is_told(told: bool) -> None:
    room = ended_weeks()
    second = workstation(1).workstation
    assert second is not None
    other = replace(second.installation, id="poste-b", workstation="comptoir 2")
    said = Said(Kind.WORKSTATION, workstation=replace(second, installation=other))
    done(record(asked(EDITOR, said), room))
    if not told:
        decided(room, yes=False)
    measured = done(weighed(PILOT, state(room), room)).measures.sites[0]
    assert measured.consent is (Consent.ACCEPTED if told else Consent.REFUSED)
