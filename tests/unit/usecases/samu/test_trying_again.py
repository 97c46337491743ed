"""After a bounce, another mailbox of the same pharmacy: never a second pharmacy."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ordonnance.domain.circuits import Box
from ordonnance.domain.directory import PlaceKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import Event, Letter, LetterState, NotPossible, OpenBox
from ordonnance.usecases.mail.posting import Posted, cancel, post
from ordonnance.usecases.mail.sending import happened
from ordonnance.usecases.samu.following import OTHER_BOX, SOON, follow
from ordonnance.usecases.samu.models import Followed, SentAgain
from ordonnance.usecases.samu.prescribing import POST
from ordonnance.usecases.samu.trying_again import MAY_FOLLOW, try_other_box
from tests.builders.platform import a_fresh_key, a_platform, done, refused
from tests.builders.samu import (
    NURSE,
    OFFICINE,
    PHARMACY,
    TITULAR,
    TO_HOME,
    TO_PATIENT,
    Centre,
    a_place,
)
from tests.unit.usecases.samu.test_following import posted, then

BOUNCED = (Event.HANDING, Event.TAKEN, Event.BOUNCED)


@pytest.fixture
def centre() -> Centre:
    """A regulation centre in memory."""
    return Centre(a_platform())


def again(centre: Centre, number: str, by: str = "regulateur", key: str = "") -> SentAgain:
    """Its author tries the other mailbox."""
    asked = replace(centre.platform.asked(number, by), key=key or a_fresh_key())
    return done(try_other_box(asked, centre.needs))


def followed(centre: Centre, number: str) -> Followed:
    """What its author is told."""
    return done(follow(centre.platform.asked(number, "regulateur"), centre.needs))


def recipients(centre: Centre, number: str) -> list[str]:
    """The mailboxes that its letters are for, the first one first."""
    return [each.recipient for each in done(centre.letters.concerning(number))]


def test_the_titular_receives_what_the_shared_mailbox_gave_back(centre: Centre) -> None:
    number = centre.prescribe().number
    assert followed(centre, number).other is None
    then(centre, posted(centre, number), *BOUNCED, code="5.2.2")
    told = followed(centre, number)
    assert told.other is not None
    assert (told.other.address, told.other.box) == (TITULAR, Box.PERSON)
    assert told.next_step.endswith(OTHER_BOX.format(shown=told.other.shown))
    centre.platform.messages()
    given = again(centre, number)
    assert (given.box, given.recipient) == (Box.PERSON, "Pharmacie Exemple")
    assert POST in centre.platform.messages()
    told = followed(centre, number)
    assert (told.preparing, told.next_step, told.other) == (True, SOON, None)
    second = posted(centre, number)
    assert second.id == given.letter
    assert recipients(centre, number) == [OFFICINE, TITULAR]
    then(centre, second, Event.HANDING, Event.TAKEN, Event.READ)
    told = followed(centre, number)
    assert (told.box, told.again, told.other) == (Box.PERSON, False, None)


def test_it_is_journaled_as_sent_to_the_same_pharmacy(centre: Centre) -> None:
    number = centre.prescribe().number
    then(centre, posted(centre, number), *BOUNCED)
    again(centre, number)
    told = [each.details for each in centre.platform.journal(number).accesses]
    assert any("Pharmacie Exemple (une autre de ses boîtes)" in each for each in told)


def test_asked_twice_it_is_sent_once(centre: Centre) -> None:
    number, key = centre.prescribe().number, a_fresh_key()
    then(centre, posted(centre, number), *BOUNCED)
    assert again(centre, number, key=key) == again(centre, number, key=key)
    with refused("MAIL_ANOTHER_LETTER"):
        again(centre, number)
    posted(centre, number)
    with refused("MAIL_ANOTHER_LETTER"):
        again(centre, number)


def test_each_mailbox_is_tried_once(centre: Centre) -> None:
    number = centre.prescribe().number
    then(centre, posted(centre, number), *BOUNCED)
    again(centre, number)
    then(centre, posted(centre, number), *BOUNCED)
    assert followed(centre, number).other is None
    with refused("SAMU_NO_OTHER_BOX"):
        again(centre, number)


def test_the_mailbox_that_sends_is_never_the_one_that_is_tried(centre: Centre) -> None:
    number = centre.prescribe().number
    then(centre, posted(centre, number), *BOUNCED)
    centre.boxes.senders = (OpenBox(TITULAR, "899900000019"),)
    with refused("SAMU_NO_OTHER_BOX"):
        again(centre, number)


@pytest.mark.parametrize("said", [TO_HOME, TO_PATIENT])
def test_an_establishment_and_a_patient_have_one_mailbox(centre: Centre, said: object) -> None:
    number = centre.prescribe(said=said).number
    then(centre, posted(centre, number), *BOUNCED)
    assert followed(centre, number).other is None
    with refused("SAMU_NO_OTHER_BOX"):
        again(centre, number)


def test_a_bounce_that_nothing_proves_opens_no_other_mailbox(centre: Centre) -> None:
    number = centre.prescribe().number
    letter = posted(centre, number)
    then(centre, letter, Event.HANDING, Event.TAKEN)
    then(centre, letter, Event.NOTED, code="failed")
    told = followed(centre, number)
    assert (told.other, told.again) == (None, False)
    assert "rien ne prouve" in told.next_step
    with refused("MAIL_ANOTHER_LETTER"):
        again(centre, number)


def test_who_did_not_write_it_sends_nothing_and_what_is_withdrawn_stays_so(centre: Centre) -> None:
    number = centre.prescribe().number
    then(centre, posted(centre, number), *BOUNCED)
    with refused("SAMU_NOT_REGULATOR"):
        again(centre, number, by="medecin")
    with refused("NUMBER_UNKNOWN"):
        again(centre, number, by="regulateur-dentiste")
    centre.platform.cancel(number, by="regulateur")
    with refused("ALREADY_ENDED"):
        again(centre, number)


def test_every_state_of_a_letter_says_whether_another_may_follow() -> None:
    assert set(MAY_FOLLOW) == set(LetterState)
    assert [each for each, refusal in MAY_FOLLOW.items() if not refusal] == [LetterState.BOUNCED]


OWN = frozenset({OFFICINE, TITULAR})
"""Every mailbox of the pharmacy of the prescription that may be written to."""
HAPPENS = st.lists(
    st.one_of(
        st.sampled_from(("bounce", "try", "post")),
        st.sampled_from((*Event, "cancel", "elsewhere", "withdrawn")),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(HAPPENS)
def test_whatever_happens_a_prescription_never_reaches_two_pharmacies(
    events: list[Event | str],
) -> None:
    centre = Centre(a_platform())
    number = centre.prescribe().number
    posted(centre, number)
    for event in events:
        letter = done(centre.letters.concerning(number))[-1]
        try:
            happens(centre, number, letter, event)
        except (NotPossible, Refusal):
            # What cannot happen there changes nothing.
            assert event == "bounce" or done(centre.letters.concerning(number))[-1] == letter
        letters = done(centre.letters.concerning(number))
        assert {each.recipient for each in letters} <= OWN
        assert len({each.recipient for each in letters}) == len(letters)
        assert sum(each.holds for each in letters) <= 1


def happens(centre: Centre, number: str, letter: Letter, event: Event | str) -> None:
    """One thing that people, servers or forgers do."""
    now = centre.platform.clock.now()
    if event == "bounce":
        then(centre, letter, *BOUNCED)
    elif event == "try":
        again(centre, number)
    elif event == "post":
        posted(centre, number)
    elif event == "cancel":
        done(cancel(centre.letters, letter.id, now))
    elif event == "withdrawn":
        centre.platform.cancel(number, by="regulateur")
    elif event == "elsewhere":
        # Another software, or another hand, tries another place while this one may receive.
        if letter.state.over:
            return
        other = Posted(f"autre.{letter.id}", letter.kind, number, letter.box, NURSE, b"x")
        done(post(centre.letters, other, centre.listed.current(), now))
        raise AssertionError("two letters hold one prescription")
    else:
        assert isinstance(event, Event)
        done(happened(centre.letters, letter.id, event, now, "5.1.1"))


def test_the_pharmacy_is_the_one_of_the_document_whatever_the_directory_becomes(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = centre.prescribe().number
    then(centre, posted(centre, number), *BOUNCED)
    home = a_place(PHARMACY, "EHPAD EXEMPLE", PlaceKind.NURSING_HOME)
    monkeypatch.setattr("tests.builders.samu.PLACES", (home,))
    with refused("SAMU_NOT_PHARMACY"):
        again(centre, number)
