"""Interactions at issue and at the counter: what waits for a reason, and what only informs."""

from datetime import date

import pytest

from ordonnance.domain.interactions import Edition, InteractionSource, Level
from ordonnance.usecases.judging import LawRefusal
from ordonnance.usecases.results import FindingView
from tests.builders.counter import (
    AMLOR,
    ESCITALOPRAM,
    KARDEGIC,
    MOPRAL,
    acknowledged,
    of,
    packs,
)
from tests.builders.interactions import DATED, OLDEST_DAYS, KnownInteractions, couple, thesaurus
from tests.builders.platform import Platform, a_platform, refused

RULE = "interaction.contraindicated"
SERIOUS = thesaurus(
    couple("escitalopram", "oméprazole"),
    couple("amlodipine", "oméprazole", Level.PRECAUTION),
)


def a_base(**given: object) -> Platform:
    known = KnownInteractions(SERIOUS) if not given else KnownInteractions(none=True)
    return a_platform(interactions=known)


def rules(found: tuple[FindingView, ...]) -> list[str]:
    return [each.rule for each in found]


def test_a_contraindication_is_issued_with_a_reason_which_is_journaled() -> None:
    platform = a_base()
    lines = (of(ESCITALOPRAM, days=28), of(MOPRAL, days=28))
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.issue(*lines)
    assert isinstance(refusal.value, LawRefusal)
    assert [(each.rule, each.line) for each in refusal.value.findings] == [(RULE, 2)]
    issued = platform.issue(*lines, given=(acknowledged(RULE, "avis du cardiologue", 2),))
    assert RULE in rules(issued.findings)
    entries = platform.journal(issued.number).accesses
    assert any(RULE in each.details for each in entries)


def test_a_lower_level_is_told_and_nothing_is_asked() -> None:
    issued = a_base().issue(of(AMLOR, days=28), of(MOPRAL, days=28))
    assert rules(issued.findings) == ["interaction.precaution"]


def test_without_a_thesaurus_every_answer_says_so_and_nothing_stops() -> None:
    platform = a_base(none=True)
    issued = platform.issue(of(AMLOR, days=28))
    assert rules(issued.findings) == ["interaction.not_checked"]
    served = platform.dispense(issued.number, everything=True)
    assert rules(served.findings) == ["interaction.not_checked"]


def test_the_pharmacist_gives_a_reason_at_the_first_serving_only() -> None:
    platform = a_base()
    lines = (of(ESCITALOPRAM, days=28, renewals=2), of(MOPRAL, days=28, renewals=2))
    given = (acknowledged(RULE, "avis du cardiologue", 2),)
    number = platform.issue(*lines, given=given).number
    with refused("ACKNOWLEDGEMENT_REQUIRED"):
        platform.dispense(number, everything=True)
    first = platform.dispense(number, everything=True, given=given)
    assert rules(first.findings).count(RULE) == 1
    platform.later(days=28)
    again = platform.dispense(number, everything=True)
    assert [each.severity for each in again.findings if each.rule == RULE] == ["info"]


NEWER = Edition(date(2026, 12, 1), SERIOUS)


@pytest.mark.parametrize(
    ("former", "severities"),
    [
        (Edition(date(2026, 1, 1), thesaurus(couple("escitalopram", "oméprazole"))), ["info"]),
        (Edition(date(2026, 1, 1), thesaurus()), ["warning"]),
        (
            Edition(
                date(2026, 1, 1),
                thesaurus(couple("escitalopram", "oméprazole", Level.PRECAUTION)),
            ),
            ["warning"],
        ),
        (None, ["warning"]),
    ],
)
def test_a_contraindication_that_a_newer_edition_brings_is_asked_again(
    former: Edition | None, severities: list[str]
) -> None:
    known = KnownInteractions(former.thesaurus if former else None, none=former is None)
    platform = a_platform(interactions=known)
    lines = (of(ESCITALOPRAM, days=28, renewals=2), of(MOPRAL, days=28, renewals=2))
    given = (acknowledged(RULE, "avis du cardiologue", 2),)
    written = given if severities == ["info"] else ()
    number = platform.issue(*lines, given=written).number
    platform.dispense(number, everything=True, given=written)
    editions = (former, NEWER) if former else (NEWER,)
    known.source = InteractionSource(SERIOUS, OLDEST_DAYS, editions)
    platform.later(days=28)
    if severities == ["warning"]:
        with refused("ACKNOWLEDGEMENT_REQUIRED"):
            platform.dispense(number, everything=True)
    asked = given if severities == ["warning"] else ()
    again = platform.dispense(number, everything=True, given=asked)
    assert [each.severity for each in again.findings if each.rule == RULE] == severities
    platform.later(days=28)
    third = platform.dispense(number, everything=True)
    assert [each.severity for each in third.findings if each.rule == RULE] == ["info"]


def test_the_edition_in_service_is_named_when_all_is_well() -> None:
    platform = a_platform(interactions=KnownInteractions(SERIOUS))
    issued = platform.issue(of(AMLOR, days=28))
    assert issued.findings == ()
    consulted = platform.consult(issued.number)
    served = platform.dispense(issued.number, everything=True)
    for facts in (issued.facts, consulted.facts, served.facts):
        assert facts is not None
        assert facts.thesaurus is not None
        assert (facts.thesaurus.label, facts.thesaurus.dated) == ("Thésaurus EXEMPLE", DATED)
    without = a_base(none=True).issue(of(AMLOR, days=28))
    assert without.facts is not None
    assert without.facts.thesaurus is None


def test_a_line_served_before_counts_even_when_it_comes_later_on_the_sheet() -> None:
    platform = a_base()
    given = (acknowledged(RULE, "avis du cardiologue", 2),)
    number = platform.issue(of(ESCITALOPRAM, days=28), of(MOPRAL, days=28), given=given).number
    platform.dispense(number, packs(2), given=given)
    with refused("ACKNOWLEDGEMENT_REQUIRED") as refusal:
        platform.dispense(number, packs(1))
    assert isinstance(refusal.value, LawRefusal)
    assert [(each.rule, each.line) for each in refusal.value.findings] == [(RULE, 1)]


def test_a_medicine_that_interacts_with_nothing_asks_nothing() -> None:
    platform = a_base()
    issued = platform.issue(of(KARDEGIC, days=28), of(AMLOR, days=28))
    assert issued.findings == ()
