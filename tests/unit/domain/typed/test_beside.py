"""What is typed beside a posology: read when it says one thing, left in words when it does not."""

import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.typed.beside import BesideKind, beside
from ordonnance.domain.typed.tokens import tokens_of


def mentions(text: str) -> list[tuple[BesideKind, object]]:
    return [(each.kind, each.value) for each in beside(tokens_of(text), text)]


@pytest.mark.parametrize("typed", ["à renouveler 2 fois", "à renouveler x 2", "AR : 2", "AR x 2"])
def test_a_number_of_renewals_is_read_whatever_stands_before_it(typed: str) -> None:
    assert mentions(typed) == [(BesideKind.RENEWALS, 2)]


def test_boxes_are_counted_with_what_they_hold_and_not_over_a_time() -> None:
    assert mentions("2 boîtes") == [(BesideKind.PACKS, 2)]
    assert mentions("2 boîtes de 30") == [(BesideKind.PACKS, 2)]
    for shared in ("1 boîte par mois", "1 boîte de 30 par mois", "1 boîte / mois"):
        assert mentions(shared) == []


@pytest.mark.parametrize("typed", ["fraction de 7,5 jours", "délivrance fractionnée de 7 ans"])
def test_a_fraction_of_no_whole_days_weeks_or_months_is_not_read(typed: str) -> None:
    assert mentions(typed) == []
    week = Duration(7, TimeUnit.DAY)
    assert mentions("délivrance fractionnée de 7 jours") == [(BesideKind.FRACTION, week)]


def test_letters_glued_to_an_abbreviation_are_no_mention() -> None:
    assert [kind for kind, _ in mentions("1 cp AT")] == [BesideKind.EXONERATION]
    assert mentions("q.i.d.AAT") == []
