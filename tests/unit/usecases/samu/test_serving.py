"""At the counter: one pharmacy, one delivery, whatever the copies."""

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ordonnance.domain.circuits import Circuit
from ordonnance.domain.counter import CounterFacts, Exceptional, Seen, SeenDocument
from ordonnance.domain.derogation import Derogation, Named
from ordonnance.domain.errors import Refusal
from ordonnance.domain.execution import OrdonnanceState
from ordonnance.domain.ids import Finess
from ordonnance.domain.verification import Nature, Point
from ordonnance.usecases.line_request import LineRequest
from ordonnance.usecases.verify import Verify, verify
from tests.builders.counter import of, pack_of, packs
from tests.builders.platform import a_platform, done, refused
from tests.builders.samu import TO_HOME, TO_PATIENT, TO_PHARMACY, TRAMADOL, Centre

HISTORY = CounterFacts(seen=(Seen(SeenDocument.DOSSIER_PHARMACEUTIQUE),))
WITH_HISTORY = packs(1, 1, facts=HISTORY)
PHARMACISTS = ("pharmacien", "pharmacien2")
"""Of the pharmacy that case 1 names, and of another one."""


@pytest.fixture
def centre() -> Centre:
    """A regulation centre in memory."""
    return Centre(a_platform())


def test_the_named_pharmacy_serves_and_no_other_may(centre: Centre) -> None:
    number = centre.prescribe().number
    with refused("SAMU_OTHER_PHARMACY"):
        centre.platform.dispense(number, everything=True, by="pharmacien2")
    assert centre.platform.dispense(number, everything=True, by="pharmacien").reference
    assert centre.platform.consult(number).state is OrdonnanceState.EXECUTED


def test_another_pharmacy_may_still_open_it_to_tell_where_to_go(centre: Centre) -> None:
    number = centre.prescribe().number
    assert centre.platform.consult(number, "pharmacien2").state is OrdonnanceState.ISSUED


def test_a_line_served_once_is_over_even_in_part(centre: Centre) -> None:
    number = centre.prescribe(lines=(of(TRAMADOL, days=20, daily=6),)).number
    served = centre.platform.dispense(number, packs(1, 1), by="pharmacien")
    assert centre.platform.consult(number).state is OrdonnanceState.EXECUTED
    with refused("LINE_ALREADY_SERVED"):
        centre.platform.dispense(number, packs(1, 1), by="pharmacien")
    centre.platform.undo(number, served.reference)
    assert centre.platform.dispense(number, packs(1, 1), by="pharmacien").reference


def test_two_packs_of_one_act_are_one_delivery(centre: Centre) -> None:
    number = centre.prescribe(lines=(of(TRAMADOL, days=20, daily=6),)).number
    pack = pack_of(TRAMADOL)
    served = centre.platform.dispense(
        number, packs(1, 1, cip13=pack, lot="A"), packs(1, 1, cip13=pack, lot="B"), by="pharmacien"
    )
    assert len(served.served) == 2


def test_nothing_is_served_beyond_what_is_written(centre: Centre) -> None:
    number = centre.prescribe().number
    beyond = LineRequest(1, facts=CounterFacts(exceptional=Exceptional.LISTE_II))
    with refused("SAMU_ONCE"):
        centre.platform.dispense(number, beyond, by="pharmacien")


def test_the_pharmacy_of_the_establishment_is_the_only_one_when_it_is_named(
    centre: Centre,
) -> None:
    named = Derogation(
        Circuit.CARE_HOME, TO_HOME.recipient, Named("Pharmacie Exemple", Finess("990000069"))
    )
    number = centre.prescribe(said=named).number
    with refused("SAMU_OTHER_PHARMACY"):
        centre.platform.dispense(number, everything=True, by="pharmacien2")
    assert centre.platform.dispense(number, everything=True, by="pharmacien").reference


def test_without_one_the_first_pharmacy_that_serves_is_the_only_one(centre: Centre) -> None:
    number = centre.prescribe(
        said=TO_HOME, lines=(of(TRAMADOL, days=2, daily=3), of("66003374", days=2, daily=3))
    ).number
    centre.platform.dispense(number, packs(1, 1), by="pharmacien2")
    with refused("SAMU_SERVED_ELSEWHERE"):
        centre.platform.dispense(number, packs(2, 1), by="pharmacien")
    assert centre.platform.dispense(number, packs(2, 1), by="pharmacien2").reference


def test_case_three_asks_for_the_history_and_tells_so_in_what_was_seen(centre: Centre) -> None:
    number = centre.prescribe(said=TO_PATIENT).number
    with refused("LINE_BLOCKED") as refusal:
        centre.platform.dispense(number, packs(1, 1), by="pharmacien")
    assert "dossier pharmaceutique" in refusal.value.first.message
    given = centre.platform.dispense(number, WITH_HISTORY, by="pharmacien")
    assert given.served[0].counter is not None
    with refused("SAMU_SERVED_ELSEWHERE"):
        centre.platform.dispense(number, WITH_HISTORY, by="pharmacien2")


def test_the_history_of_the_base_itself_stands_for_it() -> None:
    centre = Centre(a_platform(running=True))
    number = centre.prescribe(said=TO_PATIENT).number
    assert centre.platform.dispense(number, packs(1, 1), by="pharmacien").reference


def test_withdrawn_it_is_served_by_nobody(centre: Centre) -> None:
    number = centre.prescribe().number
    centre.platform.cancel(number, by="regulateur")
    with refused("ORDONNANCE_CANCELLED"):
        centre.platform.dispense(number, everything=True, by="pharmacien")


def test_a_verification_says_what_it_is_to_who_may_know(centre: Centre) -> None:
    number = centre.prescribe().number
    pharmacist = centre.platform.caller("pharmacien")
    shown = Verify("1.2.3.4", pharmacist, number)
    told = done(verify(shown, centre.platform.ports)).verified
    assert told.nature is Nature.KNOWN
    about = next(each for each in told.points if each.about is Point.DEROGATION)
    assert "n'est pas une ordonnance numérique" in about.message
    assert "seule Pharmacie Exemple" in about.message
    stranger = done(verify(Verify("1.2.3.4", None, number), centre.platform.ports)).verified
    assert all(each.about is not Point.DEROGATION for each in stranger.points)


_ACTS = st.lists(
    st.tuples(st.sampled_from(("serve", "undo")), st.sampled_from(PHARMACISTS),
              st.sampled_from((1, 2))),
    min_size=1, max_size=8,
)  # fmt: skip


@drawn(st.sampled_from((TO_PHARMACY, TO_HOME, TO_PATIENT)), _ACTS)
@settings(max_examples=40, deadline=None)
def test_never_two_pharmacies_and_never_a_line_twice(
    said: Derogation, acts: list[tuple[str, str, int]]
) -> None:
    centre = Centre(a_platform())
    number = centre.prescribe(
        said=said, lines=(of(TRAMADOL, days=9, daily=6), of("66003374", days=9, daily=6))
    ).number
    for act, by, line in acts:
        try:
            if act == "serve":
                centre.platform.dispense(number, packs(line, 1, facts=HISTORY), by=by)
            else:
                centre.platform.undo(number, by=by)
        except Refusal:
            continue
        kept = [d for d in centre.platform.progress(number).dispenses if d.undone is None]
        assert len({d.executant.place for d in kept}) <= 1
        lines = [each.line for d in kept for each in d.served]
        assert len(lines) == len(set(lines))
