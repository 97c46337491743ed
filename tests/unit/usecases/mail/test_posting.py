"""Letters posted, cancelled, taken back, reported on; the alarm on those that stay."""

import logging
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.memory import MemoryLetters
from ordonnance.documents.mail.reports import Outcome
from ordonnance.domain.errors import Refusal
from ordonnance.domain.letters import (
    MOST_STEPS,
    TRANSITIONS,
    Event,
    Letter,
    LetterKind,
    LetterState,
    NotPossible,
)
from ordonnance.usecases.mail.following import REPORTED, Lateness, reported, warn_late
from ordonnance.usecases.mail.posting import cancel, known, post, withdraw
from ordonnance.usecases.mail.sending import happened
from tests.builders.mail import NOON, PHARMACY, SAMU, TRUSTED, WRITER, a_report, posted

pytestmark = pytest.mark.anyio
LATER = NOON + timedelta(minutes=6)


async def a_letter(letters: MemoryLetters, *events: Event, unique: str = "demo-1") -> Letter:
    """A letter to which these events happened."""
    letter = await post(letters, posted(unique), TRUSTED, NOON)
    for event in events:
        found = await happened(letters, letter.id, event, NOON)
        assert found is not None
        letter = found
    return letter


SENT = (Event.HANDING, Event.TAKEN)


async def test_the_same_id_twice_is_one_letter() -> None:
    letters = MemoryLetters()
    first = await post(letters, posted(), TRUSTED, NOON)
    assert await post(letters, posted(), TRUSTED, LATER) == first


async def test_an_address_outside_the_white_list_is_never_queued() -> None:
    letters = MemoryLetters()
    with pytest.raises(Refusal, match="MAIL_DOMAIN_OUTSIDE"):
        await post(letters, posted(recipient="a@exemple.fr"), TRUSTED, NOON)
    assert await letters.among(frozenset(LetterState), 10) == []


@pytest.mark.parametrize("events", [(), SENT, (*SENT, Event.DELIVERED), (Event.HANDING,)])
async def test_no_second_recipient_while_the_first_may_receive(events: tuple[Event, ...]) -> None:
    letters = MemoryLetters()
    first = await a_letter(letters, *events)
    other = posted("demo-2", concerns=first.concerns)
    with pytest.raises(Refusal, match="MAIL_ANOTHER_LETTER"):
        await post(letters, other, TRUSTED, NOON)


@pytest.mark.parametrize(
    "events", [(Event.CANCELLED,), (*SENT, Event.BOUNCED), (*SENT, Event.WITHDRAWN)]
)
async def test_another_recipient_once_the_first_is_over(events: tuple[Event, ...]) -> None:
    letters = MemoryLetters()
    first = await a_letter(letters, *events)
    other = posted("demo-2", concerns=first.concerns, recipient="autre@officine-exemple.mssante.fr")
    assert (await post(letters, other, TRUSTED, NOON)).state is LetterState.READY


async def test_a_letter_is_cancelled_before_it_leaves_and_again_without_harm() -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters)
    assert (await cancel(letters, letter.id, NOON)).state is LetterState.CANCELLED
    assert (await cancel(letters, letter.id, NOON)).state is LetterState.CANCELLED


async def test_what_left_is_not_cancelled_and_what_is_unknown_says_so() -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT)
    with pytest.raises(Refusal, match="MAIL_LEFT"):
        await cancel(letters, letter.id, NOON)
    with pytest.raises(Refusal, match="MAIL_UNKNOWN"):
        await cancel(letters, "autre@x.fr", NOON)


async def test_a_withdrawal_goes_to_the_same_recipient_and_marks_the_letter() -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT)
    message = posted("demo-2", about=letter.id, recipient="ailleurs@officine-exemple.mssante.fr")
    withdrawal = await withdraw(letters, message, TRUSTED, LATER)
    assert (withdrawal.kind, withdrawal.recipient, withdrawal.concerns) == (
        LetterKind.WITHDRAWAL, letter.recipient, letter.concerns,
    )  # fmt: skip
    again = await withdraw(letters, message, TRUSTED, LATER)
    assert again.id == withdrawal.id


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ((), "MAIL_NOT_LEFT"),
        ((Event.CANCELLED,), "MAIL_OVER"),
        ((Event.REFUSED,), "MAIL_OVER"),
        ((Event.HANDING,), "MAIL_LEAVING"),
    ],
)
async def test_what_nobody_has_yet_is_not_withdrawn(events: tuple[Event, ...], code: str) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *events)
    with pytest.raises(Refusal, match=code):
        await withdraw(letters, posted("demo-2", about=letter.id), TRUSTED, NOON)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.DELIVERED, LetterState.DELIVERED),
        (Outcome.READ, LetterState.DELIVERED),
        (Outcome.NOT_FILED, LetterState.DELIVERED),
        (Outcome.DELAYED, LetterState.HANDED),
        (Outcome.FAILED, LetterState.BOUNCED),
    ],
)
@pytest.mark.parametrize("before", [SENT, (Event.HANDING,)])
async def test_a_report_decides_also_of_a_letter_that_may_have_left(
    outcome: Outcome, state: LetterState, before: tuple[Event, ...]
) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *before)
    found = await reported(letters, a_report(letter, outcome, "5.1.1"), LATER)
    assert found is not None
    assert (found.state, found.code) == (state, "5.1.1")
    assert found.read is (outcome is Outcome.READ)


async def test_every_outcome_of_a_report_has_its_event() -> None:
    assert set(REPORTED) == set(Outcome)


async def test_a_report_about_nothing_known_or_possible_changes_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters)
    assert await reported(letters, a_report(letter, Outcome.READ, about=None), NOON) is None
    assert await reported(letters, a_report(letter, Outcome.READ, about="autre@x.fr"), NOON) is None
    with caplog.at_level(logging.ERROR):
        assert await reported(letters, a_report(letter, Outcome.READ), NOON) is None
    assert "ALERT report that cannot be" in caplog.text
    assert await letters.read(letter.id) == letter


async def test_a_bounce_after_a_delivery_is_told_and_frees_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT, Event.DELIVERED)
    with caplog.at_level(logging.ERROR):
        await reported(letters, a_report(letter, Outcome.FAILED, "5.2.1"), LATER)
    assert f"ALERT letter bounced (5.2.1): {letter.id}" in caplog.text
    after = await known(letters, letter.id)
    assert (after.state, after.holds) == (LetterState.DELIVERED, True)
    assert after.history[-1].event is Event.BOUNCED


async def test_a_receipt_after_a_bounce_changes_nothing() -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT, Event.BOUNCED)
    after = await reported(letters, a_report(letter, Outcome.READ), LATER)
    assert after is not None
    assert after.state is LetterState.BOUNCED


async def test_a_report_that_arrives_in_the_mailbox_of_another_changes_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    letters = MemoryLetters()
    letter = await a_letter(letters, *SENT)
    box = str(PHARMACY.address)
    assert await reported(letters, a_report(letter, Outcome.FAILED, box=box), LATER) is None
    assert await letters.read(letter.id) == letter
    assert "ALERT report in another mailbox" in caplog.text


async def test_the_alarm_rings_however_many_letters_stay() -> None:
    letters = MemoryLetters()
    for rank in range(450):
        waiting = posted(f"demo-{rank}", writer=WRITER)
        await post(letters, waiting, TRUSTED, NOON + timedelta(seconds=rank))
    late = await warn_late(letters, NOON + timedelta(seconds=300 + 420))
    assert (len(late.told), late.letters, late.since) == (421, 421, NOON)
    late = await warn_late(letters, NOON + timedelta(hours=1))
    assert (len(late.told), late.letters, late.since) == (29, 450, NOON)
    assert await warn_late(letters, NOON + timedelta(hours=1)) == Lateness(450, NOON)


async def test_the_alarm_rings_once_for_each_letter_not_sent_in_five_minutes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    letters = MemoryLetters()
    waiting = await post(letters, posted(writer=WRITER), TRUSTED, NOON)
    await a_letter(letters, *SENT, unique="demo-2")
    with caplog.at_level(logging.ERROR):
        assert await warn_late(letters, NOON + timedelta(minutes=4, seconds=59)) == Lateness()
        rung = await warn_late(letters, NOON + timedelta(minutes=5))
        assert await warn_late(letters, LATER) == Lateness(1, NOON)
    assert [each.id for each in rung.told] == [waiting.id]
    assert f"(waiting): {waiting.id}" in caplog.text
    assert str(SAMU.address) not in caplog.text


async def test_a_letter_shows_neither_its_recipient_nor_what_it_is_about() -> None:
    letter = await a_letter(MemoryLetters())
    assert repr(letter) == "Letter(demo-1@chu-exemple.mssante.fr, ready)"
    assert repr(posted()) == "Posted(demo-1@chu-exemple.mssante.fr)"
    assert WRITER not in repr(posted(writer=WRITER).box)


EVENTS = st.lists(st.sampled_from(Event), max_size=80)


@given(EVENTS)
def test_whatever_happens_what_is_over_stays_over_and_what_left_is_not_cancelled(
    events: list[Event],
) -> None:
    letter = Letter(
        "a@b.fr", LetterKind.PRESCRIPTION, "x", "s@b.fr", False, "r@b.fr", LetterState.WAITING, 1,
        NOON, NOON,
    )  # fmt: skip
    left = over = False
    for event in events:
        try:
            letter = letter.after(event, NOON)
        except NotPossible:
            assert event not in TRANSITIONS[letter.state]
            continue
        left = left or event in (Event.UNSURE, Event.TAKEN)
        assert not (left and letter.state is LetterState.CANCELLED)
        assert not over or letter.state.over
        over = letter.state.over
        assert letter.holds is not over
        assert len(letter.history) <= MOST_STEPS


def test_the_table_names_every_state_and_every_event_leads_somewhere() -> None:
    assert set(TRANSITIONS) == set(LetterState)
    assert {event for row in TRANSITIONS.values() for event in row} == set(Event)
    reached = {state for row in TRANSITIONS.values() for state in row.values()}
    assert reached == set(LetterState)


async def test_a_receipt_that_waits_alarms_nobody_and_hides_no_prescription() -> None:
    letters = MemoryLetters()
    waiting = {"sender": str(PHARMACY.address), "writer": WRITER}
    for kind in (LetterKind.RECEIPT, LetterKind.ENDING):
        given = posted(f"demo-{kind}", kind=kind, **waiting)
        await post(letters, given, TRUSTED, NOON)
    late = await post(letters, posted(), TRUSTED, NOON + timedelta(seconds=1))
    rung = await warn_late(letters, NOON + timedelta(minutes=10))
    assert [each.id for each in rung.told] == [late.id]
    assert rung.letters == 1
