"""The way of a letter: its history, and that no event leads where the table does not."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.letters import (
    MOST_STEPS,
    TRANSITIONS,
    Event,
    Letter,
    LetterKind,
    LetterState,
    NotPossible,
)
from tests.builders.mail import NOON

LETTER = Letter(
    "<demo-1@exemple.mssante.fr>", LetterKind.PRESCRIPTION, "numéro", "a@exemple.mssante.fr",
    True, "b@exemple.mssante.fr", LetterState.READY, 1, NOON, NOON,
)  # fmt: skip


def test_a_long_history_keeps_its_first_and_its_last_steps() -> None:
    letter = LETTER
    for minute in range(2 * MOST_STEPS):
        at = NOON + timedelta(minutes=minute)
        letter = letter.after(Event.HANDING, at).after(Event.NOT_TAKEN, at, f"4{minute:02d}")
    assert len(letter.history) == MOST_STEPS
    assert letter.history[0].at == NOON
    assert letter.history[-1].at == NOON + timedelta(minutes=2 * MOST_STEPS - 1)


@given(st.lists(st.sampled_from(Event), max_size=20))
def test_a_letter_is_where_the_table_leads_and_stays_there_when_an_event_is_impossible(
    events: list[Event],
) -> None:
    letter = LETTER
    for event in events:
        led = TRANSITIONS[letter.state].get(event)
        try:
            letter = letter.after(event, NOON)
        except NotPossible:
            assert led is None
        else:
            assert letter.state is led
            assert letter.history[-1].event is event
