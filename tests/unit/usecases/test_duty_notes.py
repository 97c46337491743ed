"""Who may type a duty note, and what a note may say."""

from datetime import date, timedelta

import pytest

from ordonnance.domain.actors import Caller
from ordonnance.domain.errors import Refusal
from ordonnance.usecases.duty_notes import LONGEST, MOST_TEXT, duty_note, may_note
from tests.builders.platform import a_platform

TODAY = date(2026, 11, 23)
HALLES = "690000002"


def who(handle: str) -> Caller:
    """Somebody of the demonstration."""
    return a_platform().caller(handle)


def test_a_note_is_typed_today_without_useless_spaces() -> None:
    note = duty_note(who("regulateur"), HALLES, " De  garde ", TODAY, TODAY, TODAY)
    assert (note.text, note.typed_on) == ("De garde", TODAY)
    assert note.holds(TODAY)


def test_only_who_regulates_types_one() -> None:
    assert may_note(who("regulateur"))
    for handle in ("medecin", "pharmacien", "assistante", "patient", "caisse"):
        assert not may_note(who(handle))
        with pytest.raises(Refusal) as caught:
            duty_note(who(handle), HALLES, "De garde", TODAY, TODAY, TODAY)
        assert caught.value.code == "NOT_ALLOWED"


@pytest.mark.parametrize(
    ("text", "first", "last", "code"),
    [(" ", 0, 0, "ELEMENT_MISSING"), ("x" * (MOST_TEXT + 1), 0, 0, "TEXT_TOO_LONG"),
     ("x", 2, 1, "ELEMENT_INVALID"), ("x", -3, -1, "ELEMENT_INVALID"),
     ("x", LONGEST.days + 1, LONGEST.days + 1, "ELEMENT_INVALID"),
     ("x", 0, LONGEST.days + 1, "ELEMENT_INVALID")],
)  # fmt: skip
def test_a_note_says_something_about_coming_days(
    text: str, first: int, last: int, code: str
) -> None:
    day = timedelta(days=1)
    with pytest.raises(Refusal) as caught:
        duty_note(who("regulateur"), HALLES, text, TODAY + first * day, TODAY + last * day, TODAY)
    assert caught.value.code == code
