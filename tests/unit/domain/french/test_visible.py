"""Words of strangers before they reach a terminal or a page."""

import pytest

from ordonnance.domain.french.typography import visible


@pytest.mark.parametrize(("given", "shown"), [
    ("Dr Claire EXEMPLE", "Dr Claire EXEMPLE"),
    ("\x1b[2J\x1b[H[prouvé]", "[2J [H[prouvé]"),
    ("ab\u202ecd\u200bef", "ab cd ef"),
    ("7\u202fjours\u00a0: é", "7\u202fjours\u00a0: é"),
])  # fmt: skip
def test_what_moves_hides_or_turns_letters_is_blanked(given: str, shown: str) -> None:
    assert visible(given) == shown
