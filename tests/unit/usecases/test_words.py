"""Coded words have one French wording, wherever they are read."""

from ordonnance.domain.counter import BEARER_CODES
from ordonnance.usecases.proposals import KINDS
from ordonnance.usecases.words import BEARERS, PROPOSALS


def test_whoever_presents_and_whatever_is_proposed_has_words() -> None:
    assert set(BEARERS) == set(BEARER_CODES)
    assert set(PROPOSALS) == set(KINDS)
