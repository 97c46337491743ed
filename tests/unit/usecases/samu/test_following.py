"""What became of a prescription: its message, whether it was served, what to do next."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ordonnance.domain.letters import Event, Letter, LetterKind, LetterState, OpenBox
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.mail.posting import Posted, post
from ordonnance.usecases.mail.sending import happened
from ordonnance.usecases.samu.following import AGAIN, LATE, RECONNECT, SOON, digest, follow
from ordonnance.usecases.samu.models import Followed
from tests.builders.counter import of
from tests.builders.platform import a_platform, done, refused
from tests.builders.samu import TO_HOME, TO_PATIENT, Centre


@pytest.fixture
def centre() -> Centre:
    """A regulation centre in memory."""
    return Centre(a_platform())


def followed(centre: Centre, number: str, **asked: bool) -> Followed:
    """What its author is told."""
    return done(follow(centre.platform.asked(number, "regulateur"), centre.needs, **asked))


def posted(centre: Centre, number: str) -> Letter:
    """Its message, put on the way as the worker does."""
    sent = centre.platform.progress(number).sent
    assert sent is not None
    letter = Posted(
        sent.letter, LetterKind.PRESCRIPTION, number, OpenBox(sent.sender, sent.writer),
        sent.recipient, b"message",
    )  # fmt: skip
    return done(post(centre.letters, letter, centre.listed.current(), centre.platform.clock.now()))


def then(centre: Centre, letter: Letter, *events: Event, code: str = "") -> None:
    """That happens to it."""
    for event in events:
        done(happened(centre.letters, letter.id, event, centre.platform.clock.now(), code))


def test_before_its_message_is_made_it_is_said_to_come(centre: Centre) -> None:
    told = followed(centre, centre.prescribe().number)
    assert (told.letters, told.next_step, told.again) == ((), SOON, False)
    assert (told.circuit, told.recipient) == ("1", "Pharmacie Exemple")


def test_a_message_that_arrived_asks_for_nothing(centre: Centre) -> None:
    number = centre.prescribe().number
    then(centre, posted(centre, number), Event.HANDING, Event.TAKEN, Event.READ, code="250")
    told = followed(centre, number)
    assert [(each.state, each.read) for each in told.letters] == [("delivered", True)]
    assert (told.next_step, told.again) == ("", False)


def test_a_bounce_tells_its_cause_and_to_prescribe_to_somebody_else(centre: Centre) -> None:
    number = centre.prescribe(said=TO_HOME).number
    then(centre, posted(centre, number), Event.HANDING, Event.TAKEN)
    then(centre, posted(centre, number), Event.BOUNCED, code="5.1.1")
    told = followed(centre, number)
    assert told.letters[0].next_step.startswith("Cette boîte n'existe pas.")
    assert told.next_step.endswith(AGAIN)
    assert told.again


def test_a_session_that_ended_asks_to_sign_in_again_then_rings_at_five_minutes(
    centre: Centre,
) -> None:
    centre.boxes.senders = (OpenBox("regine.demo@samu-exemple.mssante.fr", "899900000019"),)
    number = centre.prescribe().number
    assert posted(centre, number).state is LetterState.WAITING
    assert followed(centre, number).next_step == RECONNECT
    clock = centre.platform.clock
    clock.set(clock.now() + timedelta(minutes=5))
    told = followed(centre, number)
    assert told.next_step == f"{RECONNECT} {LATE}"
    assert told.again


def test_served_or_not_is_told_on_asking_is_journaled_and_not_while_the_patient_objects(
    centre: Centre,
) -> None:
    number = centre.prescribe().number
    assert followed(centre, number).served is None
    before = len(centre.platform.journal(number).accesses)
    assert followed(centre, number, executions=True).served is False
    centre.platform.dispense(number, everything=True, by="pharmacien")
    assert followed(centre, number, executions=True).served is True
    assert len(centre.platform.journal(number).accesses) > before
    centre.platform.object(number)
    told = followed(centre, number, executions=True)
    assert (told.served, told.state, told.objection) == (None, None, True)


def test_while_the_patient_objects_the_answer_is_the_same_served_or_not() -> None:
    def told(*, served: bool) -> Followed:
        centre = Centre(a_platform())
        given = centre.prescribe()
        if served:
            centre.platform.dispense(given.number, everything=True, by="pharmacien")
        centre.platform.object(given.number)
        (line,) = done(digest(centre.platform.caller("regulateur"), centre.needs))
        return replace(line, number="")

    assert told(served=True) == told(served=False)


def test_the_digest_of_the_day_has_own_derogatory_prescriptions_only(centre: Centre) -> None:
    centre.prescribe(by="regulateur-dentiste")
    mine = [centre.prescribe(said=said).number for said in (TO_PATIENT, TO_PATIENT)]
    centre.platform.issue(of("67707794", days=6, daily=2), by="regulateur")
    centre.platform.cancel(mine[0], by="regulateur")
    caller = centre.platform.caller("regulateur")
    (one,) = done(digest(caller, centre.needs, only=frozenset({mine[1], "inconnu"})))
    assert one.number == mine[1]
    found = done(digest(caller, centre.needs))
    assert {each.number: each.withdrawn for each in found} == {mine[0]: True, mine[1]: False}
    centre.platform.later(days=2)
    caller = centre.platform.caller("regulateur")
    assert done(digest(caller, centre.needs)) == ()
    assert len(done(digest(caller, centre.needs, days=3))) == 2
    with refused("SAMU_NOT_REGULATOR"):
        done(digest(centre.platform.caller("medecin"), centre.needs))


def test_nobody_else_follows_it_and_an_ordinary_ordonnance_has_no_message(centre: Centre) -> None:
    number = centre.prescribe().number
    with refused("NUMBER_UNKNOWN"):
        done(follow(centre.platform.asked(number, "medecin"), centre.needs))
    ordinary = centre.platform.issue(of("67707794", days=6, daily=2), by="regulateur")
    with refused("SAMU_NOT_SENT"):
        followed(centre, ordinary.number)


def test_a_withdrawal_ends_it_marks_the_census_and_takes_the_message_back(centre: Centre) -> None:
    number = centre.prescribe().number
    centre.platform.messages()
    centre.platform.cancel(number, by="regulateur")
    kinds = centre.platform.messages()
    assert {"samu.take-back", "census.flag"} <= set(kinds)
    told = followed(centre, number)
    assert (told.withdrawn, told.next_step) == (True, "")
    ordinary = centre.platform.issue(of("67707794", days=6, daily=2), by="regulateur")
    centre.platform.messages()
    centre.platform.cancel(ordinary.number, by="regulateur")
    assert not {"samu.take-back", "census.flag"} & set(centre.platform.messages())
    assert OrdonnanceNumber(number)
