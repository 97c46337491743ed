"""The mailbox of a pharmacy: whose it is, who writes there, when a message is done with."""

from datetime import timedelta

import pytest

from ordonnance.domain.actors import Role
from ordonnance.domain.errors import Refusal
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.mail.inbox import (
    MessageState,
    box_of,
    handled,
    refusal_of,
    sender_of,
    state_of,
)
from ordonnance.usecases.ports.inbox import Arrived
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from tests.builders.counter import CLAMOXYL, ESCITALOPRAM, declined, of, packs
from tests.builders.mail import NOON, PHARMACY, SAMU, TRUSTED
from tests.builders.platform import Platform, a_platform

PATIENT = MssAddress.parse("279035121518989@patient.mssante.fr")
OUTSIDE = MssAddress.parse("x@ailleurs.example")


@pytest.fixture
def platform() -> Platform:
    return a_platform()


def own_boxes(platform: Platform) -> dict[str, MssAddress]:
    """A mailbox for the pharmacy of « pharmacien » alone."""
    place = platform.caller("pharmacien").place
    assert place is not None
    return {place.key: PHARMACY.address}


@pytest.mark.parametrize("handle", ["pharmacien", "preparateur"])
def test_the_people_of_a_pharmacy_read_its_mailbox(platform: Platform, handle: str) -> None:
    assert box_of(platform.caller(handle), own_boxes(platform)) == PHARMACY.address


@pytest.mark.parametrize(
    ("handle", "code"),
    [("pharmacien2", "INBOX_NONE"), ("medecin", "NOT_ALLOWED"), ("patient", "NOT_ALLOWED"),
     ("assistante", "NOT_ALLOWED"), ("caisse", "NOT_ALLOWED")],
)  # fmt: skip
def test_nobody_else_does(platform: Platform, handle: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        box_of(platform.caller(handle), own_boxes(platform))


def test_somebody_of_the_structure_in_another_role_does_not(platform: Platform) -> None:
    place = platform.caller("medecin").place
    assert place is not None
    with pytest.raises(Refusal, match="NOT_ALLOWED"):
        box_of(platform.caller("medecin"), {place.key: SAMU.address})
    assert platform.caller("medecin").role is Role.PRESCRIBER


def test_of_a_patient_the_name_and_the_ins_are_shown_never_the_address() -> None:
    sender = sender_of("Zoé EXEMPLE", PATIENT, TRUSTED)
    assert (sender.is_patient, sender.trusted) == (True, True)
    assert (sender.shown, sender.ins) == ("Zoé EXEMPLE", "2 79 03 51 215 189 89")
    nameless = sender_of("", PATIENT, TRUSTED)
    assert nameless.shown == "Patient sans nom affiché"
    assert "279035" not in repr(nameless)


def test_a_sender_outside_the_trust_space_is_told_and_without_a_list_nothing_is() -> None:
    assert sender_of("X", OUTSIDE, TRUSTED).trusted is False
    assert sender_of("X", None, TRUSTED).trusted is False
    assert sender_of("X", OUTSIDE, None).trusted is None
    assert sender_of("", None, None).shown == "Expéditeur sans adresse"
    assert sender_of("", OUTSIDE, None).ins == ""


@pytest.mark.parametrize(
    ("seen", "served", "state"),
    [(False, False, MessageState.NEW), (True, False, MessageState.OPENED),
     (True, True, MessageState.SERVED), (False, True, MessageState.SERVED)],
)  # fmt: skip
def test_the_state_is_that_of_the_mailbox(seen: bool, served: bool, state: MessageState) -> None:
    assert state_of(Arrived("1-1", NOON, 10, seen, served)) is state


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(MailTrouble(Trouble.TOKEN, "NO_SESSION"), "INBOX_SESSION"),
     (MailTrouble(Trouble.LATER, "GONE"), "INBOX_MESSAGE_GONE"),
     (MailTrouble(Trouble.LATER, "MAILBOX_CHANGED"), "INBOX_MESSAGE_GONE"),
     (MailTrouble(Trouble.REFUSED, "TOO_LARGE"), "MESSAGE_UNREADABLE"),
     (MailTrouble(Trouble.LATER, "UNREACHABLE"), "INBOX_UNREACHABLE")],
)  # fmt: skip
def test_what_a_mailbox_answers_is_told_in_words(trouble: MailTrouble, code: str) -> None:
    assert refusal_of(trouble).code == code


def test_a_message_is_done_with_when_nothing_that_was_due_is_left(platform: Platform) -> None:
    number = platform.issue(of(CLAMOXYL, days=8), of(ESCITALOPRAM, days=28, renewals=2)).number
    day = platform.clock.now().date()
    assert not handled(platform.dispense(number, packs(2)), day)
    rest = platform.dispense(number, packs(1))
    assert handled(rest, day), "the renewal of the other line comes later"
    assert not handled(rest, day + timedelta(days=40)), "it is due by then"


def test_what_is_declined_is_done_with(platform: Platform) -> None:
    number = platform.issue(of(CLAMOXYL, days=8), of(ESCITALOPRAM, days=28)).number
    done = platform.dispense(number, packs(1), declined(2))
    assert handled(done, platform.clock.now().date())
