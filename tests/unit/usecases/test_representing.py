"""Who acts for a patient: recorded by somebody who saw the paper, linked by a code, ended."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.adapters.memory import MemoryRepresentations
from ordonnance.domain.civil_identity import CivilIdentity, Traits
from ordonnance.domain.ids import InsOid
from ordonnance.domain.people import IdentityStatus, Patient, Sex
from ordonnance.domain.representation import Proof, Representation
from ordonnance.usecases.judging import Acknowledgement
from ordonnance.usecases.patient_access import LIFE
from ordonnance.usecases.ports import MOST_TRIES
from ordonnance.usecases.representations_kept import of_person
from ordonnance.usecases.representing import (
    Recorded,
    acting,
    end,
    end_at_a_fund,
    journal_link,
    link_account,
    of_the_patient,
    read_representatives,
    renounce,
)
from tests.builders.counter import CHILD, CLAMOXYL, PATIENT, acknowledged, of
from tests.builders.platform import Platform, a_platform, done, refused
from tests.builders.representing import (
    AS_FATHER,
    CHILD_INS,
    LAST,
    LEO,
    MARC,
    identity,
    recorded,
    recorded_at_a_fund,
)

ACCOUNT = "https://fournisseur.example|marc"


class World:
    """A platform, an ordonnance of a child, and who represents them."""

    def __init__(self, patient: Patient = CHILD, *given: Acknowledgement) -> None:
        self.platform: Platform = a_platform()
        self.kept = MemoryRepresentations()
        lines = of(CLAMOXYL, days=6, daily=2)
        self.number = self.platform.issue(lines, patient=patient, given=given).number

    def recorded(self, by: str = "medecin", **changed: object) -> Recorded:
        return recorded(self.platform, self.number, by, self.kept, replace(AS_FATHER, **changed))  # type: ignore[arg-type]  # a field of it

    def at_the_fund(self) -> Recorded:
        return recorded_at_a_fund(self.platform, self.platform.caller("caisse"), self.kept)

    def typed(
        self, code: str, who: CivilIdentity | None = None, account: str = ACCOUNT
    ) -> Representation:
        now = self.platform.clock.now()
        return done(link_account(account, who or identity(), code, now, self.kept))

    def acting(self, account: str = ACCOUNT) -> tuple[Representation, ...]:
        return done(acting(account, self.platform.clock.now(), self.kept))

    def told(self) -> list[str]:
        """What the journal of the ordonnance says of representations."""
        read = self.platform.journal(self.number, "representant")
        return [each.details for each in read.accesses if "repr" in each.details]


@pytest.mark.parametrize("by", ["medecin", "pharmacien"])
def test_a_code_links_the_account_of_the_parent_and_of_nobody_else(by: str) -> None:
    world = World()
    code = world.recorded(by).code.code
    assert world.acting() == ()
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(code, identity(replace(MARC, birth_date=date(1988, 9, 13))))
    made = world.typed(code, identity(replace(MARC, given=("Marc", "Émile"))))
    assert (made.ins, made.represented, made.until) == (CHILD_INS, "Léo DÉMO", LAST)
    assert [each.id for each in world.acting()] == [made.id]
    assert world.acting("autre") == ()
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(code)


def test_a_parent_without_all_the_given_names_that_were_recorded_is_somebody_else() -> None:
    world = World()
    code = world.recorded(representative=replace(MARC, given=("Marc", "Émile"))).code.code
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(code, identity(replace(MARC, given=("Marc", "Zoé"))))


@pytest.mark.parametrize("typed", ["", "123456789", "12345678901", "١٢٣٤٥٦٧٨٩٠", "abcdefghij"])
def test_a_code_is_ten_digits(typed: str) -> None:
    with refused("ACCESS_CODE_REFUSED"):
        World().typed(typed)


def test_five_errors_or_seven_days_end_a_code_and_not_the_representation() -> None:
    world = World()
    given = world.recorded()
    wrong = "0000000000" if given.code.code != "0000000000" else "1111111111"
    for _ in range(MOST_TRIES):
        with refused("ACCESS_CODE_REFUSED"):
            world.typed(wrong)
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(given.code.code)
    again = world.recorded("pharmacien")
    assert again.representation == given.representation
    world.platform.later(days=LIFE.days)
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(again.code.code)
    assert world.typed(world.recorded().code.code).id == given.representation.id


def test_recorded_again_otherwise_while_it_stands_it_is_refused() -> None:
    world = World()
    world.recorded()
    for changed in ({"proof": Proof.BIRTH_CERTIFICATE}, {"until": LAST - timedelta(days=1)}):
        with refused("REPRESENTATION_STANDS"):
            world.recorded(**changed)
    assert len(done(of_person(CHILD_INS, world.kept))) == 1


def test_nobody_records_their_own_representation_nor_that_of_somebody_by_themselves() -> None:
    world = World()
    claire = Traits("Exemple", ("CLAIRE",), Sex.FEMALE, date(1980, 1, 1))
    with refused("REPRESENTATION_SELF"):
        world.recorded(representative=claire)
    # A colleague may: the paper is then seen by somebody else.
    assert world.recorded("pharmacien", representative=claire).representation.until == LAST
    assert CHILD.birth_date is not None
    leo = Traits("DÉMO", ("Léo",), Sex.MALE, CHILD.birth_date)
    with refused("REPRESENTATION_SELF"):
        world.recorded(representative=leo)
    # A father and a son may bear one name.
    assert world.recorded(representative=replace(leo, birth_date=date(1988, 9, 12)))


def test_an_ordonnance_without_a_qualified_identity_records_nobody() -> None:
    known = replace(PATIENT, ins=None, identity=IdentityStatus.VALIDATED)
    world = World(known, acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"))
    with refused("REPRESENTATION_NO_IDENTITY"):
        world.recorded()


def test_a_fund_records_without_any_ordonnance_and_the_patient_reads_who_did() -> None:
    world = World()
    made = world.at_the_fund()
    assert world.at_the_fund().representation == made.representation
    assert world.told() == []
    told = made.representation.recorded
    assert (told.role, told.name, told.place) == ("fund_agent", "Caisse Exemple", "")
    assert world.platform.caller("caisse").actor.person_key == told.person
    linked = world.typed(world.at_the_fund().code.code)
    # No ordonnance of theirs was opened: none tells it.
    done(journal_link(world.platform.caller("representant"), linked, world.platform.ports))
    assert world.told() == []


def test_the_patient_reads_in_their_journal_each_thing_that_was_done() -> None:
    world = World()
    code = world.recorded().code.code
    world.recorded("pharmacien")
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(code)
    made = world.recorded()
    linked = world.typed(made.code.code)
    done(journal_link(world.platform.caller("representant"), linked, world.platform.ports))
    asked = world.platform.asked(world.number, "pharmacien")
    done(end(asked, linked.id, world.platform.ports, world.kept))
    assert world.told() == [
        "représentant enregistré, code remis, jusqu'au 09/03/2038",
        "nouveau code remis au représentant, jusqu'au 09/03/2038",
        "nouveau code remis au représentant, jusqu'au 09/03/2038",
        "compte du représentant relié", "représentation terminée",
    ]  # fmt: skip


def test_once_ended_it_opens_nothing_and_who_ended_it_is_kept() -> None:
    world = World()
    given = world.recorded()
    made = world.typed(given.code.code)
    later = world.recorded()
    asked = world.platform.asked(world.number, "pharmacien")
    done(end(asked, made.id, world.platform.ports, world.kept))
    assert world.acting() == ()
    with refused("ACCESS_CODE_REFUSED"):
        world.typed(later.code.code)
    for what in (made.id, "autre"):
        with refused("REPRESENTATION_UNKNOWN"):
            done(end(asked, what, world.platform.ports, world.kept))
    (kept,) = done(of_person(CHILD_INS, world.kept))
    assert kept.ended is not None
    assert (kept.ended.role, kept.ended.name) == ("dispenser", "Paul EXEMPLE")
    assert kept.recorded.name == "Claire EXEMPLE"
    # The same person may be recorded anew, as another representation.
    assert world.recorded().representation.id != made.id


def test_a_fund_ends_what_a_professional_recorded_by_the_traits_of_both() -> None:
    world = World()
    world.recorded()
    caller, ports = world.platform.caller("caisse"), world.platform.ports
    with refused("REPRESENTATION_UNKNOWN"):
        other = replace(MARC, birth_date=date(1990, 1, 1))
        done(end_at_a_fund(caller, CHILD_INS, other, ports, world.kept))
    with refused("REPRESENTATION_UNKNOWN"):
        done(end_at_a_fund(caller, replace(CHILD_INS, oid=InsOid.NIR_TEST), MARC, ports,
                           world.kept))  # fmt: skip
    done(end_at_a_fund(caller, CHILD_INS, MARC, ports, world.kept))
    (kept,) = done(of_person(CHILD_INS, world.kept))
    assert kept.ended is not None
    assert kept.ended.name == "Caisse Exemple"


def test_who_an_issuer_calls_a_representative_renounces_nothing_of_this_base() -> None:
    world = World()
    world.recorded()
    with refused("REPRESENTATION_UNKNOWN"):
        done(renounce(world.platform.caller("representant"), world.platform.ports, world.kept))
    with refused("NOT_ALLOWED"):
        done(renounce(world.platform.caller("patient"), world.platform.ports, world.kept))


def test_it_ends_by_itself_the_day_after_the_last() -> None:
    world = World()
    today = world.platform.clock.now().date()
    world.typed(world.recorded(until=today).code.code)
    assert len(world.acting()) == 1
    world.platform.later(days=1)
    assert world.acting() == ()
    # What ended by itself is no obstacle to another one.
    assert world.recorded().representation.until == LAST


def test_a_patient_reads_who_acts_for_them_newest_first_and_nobody_else_does() -> None:
    world = World(PATIENT)
    wanted = replace(AS_FATHER, proof=Proof.GUARDIANSHIP, until=date(2030, 1, 1))
    recorded(world.platform, world.number, "medecin", world.kept, wanted)
    world.platform.later(hours=1)
    mother = replace(wanted, representative=replace(MARC, given=("Ève",), sex=Sex.FEMALE))
    recorded(world.platform, world.number, "medecin", world.kept, mother)
    read = done(of_the_patient(world.platform.caller("patient"), world.kept))
    assert [each.representative.name for each in read] == ["Ève DÉMO", "Marc DÉMO"]
    assert done(of_the_patient(world.platform.caller("pere"), world.kept)) == ()
    for other in ("representant", "medecin"):
        with refused("NOT_ALLOWED"):
            done(of_the_patient(world.platform.caller(other), world.kept))


def test_a_pharmacist_who_looks_leaves_a_trace() -> None:
    world = World()
    made = world.recorded().representation
    asked = world.platform.asked(world.number, "pharmacien")
    read = done(read_representatives(asked, world.platform.ports, world.kept))
    assert (read.patient, read.standing) == (LEO, (made,))
    told = world.platform.journal(world.number, "representant").accesses
    assert [each.code for each in told if each.role == "Pharmacien"] == ["representatives"]


def test_a_fund_types_the_names_of_the_patient_as_families_say_them() -> None:
    assert replace(LEO, given=("Léo", "Paul"), family="démo").name == "Léo DÉMO"
