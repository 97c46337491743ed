"""Threads between the lines of the counter: each couple once, in words on both, never crossing."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.doors.web.screens.counter_threads import (
    MOST_TRACKS,
    SAID,
    Thread,
    Threads,
    threads,
)
from ordonnance.law.register import REGISTER
from ordonnance.usecases.foresee import Meeting

NOTED, AVOIDED = "interaction.to_consider", "interaction.not_recommended"
LINES = st.integers(1, 9)
MEETINGS = st.dictionaries(
    LINES, st.lists(st.builds(Meeting, st.sampled_from(sorted(SAID)), LINES), max_size=6)
)


def joined(meetings: dict[int, list[Meeting]]) -> Mapping[int, Threads]:
    return threads(meetings, {line: f"ligne {line}" for line in meetings})


def test_a_couple_told_on_both_lines_is_joined_once_by_the_worst() -> None:
    met = {1: [Meeting(NOTED, 3)], 2: [], 3: [Meeting(AVOIDED, 1), Meeting(NOTED, 1)]}
    found = joined(met)
    assert found[1].words == [Thread(3, "ligne 3", "association déconseillée", "attention")]
    assert found[3].words == [Thread(1, "ligne 1", "association déconseillée", "attention")]
    assert [found[line].passing for line in met] == [
        [(0, "debut", "attention")], [(0, "milieu", "attention")], [(0, "fin", "attention")],
    ]  # fmt: skip


def test_what_names_no_line_of_the_ordonnance_is_joined_to_nothing() -> None:
    met = [Meeting(AVOIDED, 1), Meeting(AVOIDED, 7), Meeting("RX-STUP-07", 2)]
    found = joined({1: met, 2: []})
    assert all(not each.words and not each.passing for each in found.values())


def test_each_rule_that_joins_is_in_the_register() -> None:
    assert set(SAID) <= {rule.id for rule in REGISTER}


@given(MEETINGS)
def test_threads_never_run_on_one_another_and_say_the_same_at_both_ends(
    meetings: dict[int, list[Meeting]],
) -> None:
    found = joined(meetings)
    assert list(found) == list(meetings)
    for line, each in found.items():
        tracks = [track for track, _, _ in each.passing]
        assert len(tracks) == len(set(tracks))
        assert all(track < MOST_TRACKS for track in tracks)
        for thread in each.words:
            assert (
                Thread(line, f"ligne {line}", thread.said, thread.kind) in found[thread.other].words
            )
    for track in range(MOST_TRACKS):
        parts = [p for each in found.values() for t, p, _ in each.passing if t == track]
        assert parts.count("debut") == parts.count("fin")
