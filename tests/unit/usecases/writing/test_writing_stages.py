"""A posology built from fields, and taken apart into the same fields."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.french.typography import typeset
from ordonnance.domain.posology import Posology
from ordonnance.domain.typed.reader import read
from ordonnance.usecases.writing.stages import MOST_STAGES, Rhythm, Stage, built, stages_of

UNITS = st.sampled_from(["comprimé", "gélule", "goutte", "ml", "sachet", "UI"])
AMOUNTS = st.sampled_from(["1", "2", "0,5", "12", "1,25", "1000"])
WEEKDAYS = st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))


def _taken(moments: dict[str, str]) -> bool:
    return any(moments.values())


@st.composite
def stages(draw: st.DrawFn) -> Stage:
    """Any stage whose fields can be read, with its duration."""
    rhythm = draw(st.sampled_from(Rhythm))
    as_needed = draw(st.booleans())
    said: dict[str, str] = {}
    if rhythm is Rhythm.MOMENTS:
        names = ("morning", "noon", "evening", "bedtime")
        moments = st.fixed_dictionaries({name: st.just("") | AMOUNTS for name in names})
        said = draw(moments.filter(_taken))
    elif rhythm is Rhythm.HOURS:
        said = {"dose": draw(AMOUNTS), "hours": str(draw(st.integers(1, 168)))}
    else:
        said = {"dose": draw(AMOUNTS), "times": str(draw(st.integers(1, 24)))}
    return Stage(
        rhythm=rhythm.value,
        unit=draw(UNITS),
        as_needed=as_needed,
        reason=draw(st.sampled_from(["", "douleur", "fièvre"])) if as_needed else "",
        most=draw(st.just("") | AMOUNTS),
        weekdays=draw(WEEKDAYS),
        duration=str(draw(st.integers(1, 400))),
        duration_unit=draw(st.sampled_from(["d", "wk", "mo"])),
        **said,
    )


def posology(*said: Stage) -> Posology:
    problems: dict[str, str] = {}
    found = built(said, problems)
    assert problems == {}
    assert found is not None
    return found


def problems_of(*said: Stage) -> dict[str, str]:
    problems: dict[str, str] = {}
    assert built(said, problems) is None
    return problems


@given(st.lists(stages(), min_size=1, max_size=MOST_STAGES))
def test_what_was_built_is_taken_apart_into_the_same_fields(said: list[Stage]) -> None:
    assert stages_of(posology(*said)) == tuple(said)


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        (Stage(unit="comprimé", morning="1", evening="1"), "1 comprimé matin et soir"),
        (Stage(unit="comprimé", morning="1", evening="2", duration="7"),
         "1 comprimé le matin et 2 le soir, pendant 7 jours"),
        (Stage("heures", "gélule", dose="1", hours="6", as_needed=True, reason="douleur",
               most="4"), "1 gélule si douleur, à renouveler au besoin toutes les 6 heures, "
         "sans dépasser 4 gélules par jour"),
        (Stage("fois", "goutte", dose="3", times="2", weekdays=(0, 3)), "lundi"),
        (Stage("fois", "sachet", dose="1", as_needed=True), "si besoin"),
    ],
)  # fmt: skip
def test_the_french_is_that_of_the_sheet(stage: Stage, told: str) -> None:
    assert typeset(told) in sentence(posology(stage))


def test_stages_follow_each_other() -> None:
    first = Stage(unit="comprimé", morning="2", duration="5")
    second = Stage(unit="comprimé", morning="1", duration="5")
    assert "puis" in sentence(posology(first, second))
    assert [step.sequence for step in posology(first, second).steps] == [1, 2]


def test_a_stage_left_empty_says_nothing() -> None:
    said = Stage(unit="comprimé", morning="1")
    assert posology(Stage(unit="comprimé"), said, Stage()) == posology(said)


def test_a_stage_that_is_followed_says_how_long() -> None:
    first, second = Stage(unit="comprimé", morning="2"), Stage(unit="comprimé", morning="1")
    assert set(problems_of(first, second)) == {"duration-1"}


@pytest.mark.parametrize(
    ("stage", "field"),
    [
        (Stage(unit="", morning="1"), "unit-1"),
        (Stage(unit="comprimé", morning="x"), "morning-1"),
        (Stage(unit="comprimé", morning="-1"), "morning-1"),
        (Stage(unit="comprimé", morning="0"), "morning-1"),
        (Stage(unit="comprimé", morning="1,00001"), "morning-1"),
        (Stage(unit="comprimé", duration="7"), "morning-1"),
        (Stage("heures", "comprimé", hours="6"), "dose-1"),
        (Stage("heures", "comprimé", dose="1"), "hours-1"),
        (Stage("heures", "comprimé", dose="1", hours="0"), "hours-1"),
        (Stage("fois", "comprimé", dose="1", times="²"), "times-1"),
        (Stage("fois", "comprimé", dose="1", times="2", duration="dix"), "duration-1"),
        (Stage("fois", "comprimé", dose="1", times="2", reason="douleur"), "reason-1"),
        (Stage("fois", "comprimé", dose="1", times="2", most="beaucoup"), "most-1"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(stage: Stage, field: str) -> None:
    assert field in problems_of(stage)


def test_no_field_at_all_is_said_too() -> None:
    assert set(problems_of(Stage(), Stage())) == {"posology"}


@pytest.mark.parametrize(
    "typed",
    [
        "1 cp au coucher 14 jours", "1-0-2 cp 7 jours", "1 cp toutes les 6 heures si douleur",
        "1 cp 3 fois par jour pendant 5 jours puis 1 cp le soir pendant 3 jours",
        "1 cp le matin les lundi et jeudi",
    ],
)  # fmt: skip
def test_a_sentence_is_taken_apart_and_says_the_same_again(typed: str) -> None:
    held = read(typed).posology
    assert held is not None
    found = stages_of(held)
    assert found is not None
    assert sentence(posology(*found)) == sentence(held)


@pytest.mark.parametrize(
    "typed", ["1 à 2 cp le soir", "1 cp pendant le repas", "2 bouffées 1 jour sur 2"]
)
def test_what_no_field_says_stays_in_words(typed: str) -> None:
    held = read(typed).posology
    assert held is not None
    assert stages_of(held) is None


def test_a_posology_in_words_has_no_fields() -> None:
    assert stages_of(Posology(text="selon le schéma remis")) is None


def test_a_single_stage_lasts_what_its_line_says() -> None:
    bare = posology(Stage(unit="comprimé", morning="1"))
    found = stages_of(bare, Duration(2, TimeUnit.MONTH))
    assert found is not None
    assert (found[0].duration, found[0].duration_unit) == ("2", "mo")
    lasting = posology(Stage(unit="comprimé", morning="1", duration="7"))
    kept = stages_of(lasting, Duration(2, TimeUnit.MONTH))
    assert kept is not None
    assert kept[0].duration == "7"


def test_an_empty_stage_is_told_from_one_that_speaks() -> None:
    assert Stage("heures", "comprimé").is_empty
    assert not replace(Stage("heures", "comprimé"), hours="6").is_empty
