"""The rank test of the bench: it says nothing where nothing differs, and sees what does."""

import random

import pytest

from bench.secrecy import ranked


def test_the_same_values_on_both_sides_are_at_a_half() -> None:
    assert ranked([1, 2, 3, 3], [3, 1, 2, 3]) == (0.5, 0)


def test_values_all_above_are_certain_and_all_below_never() -> None:
    assert ranked([5, 6, 7], [1, 2, 3, 4])[0] == 1
    assert ranked([1, 2, 3, 4], [5, 6, 7])[0] == 0


@pytest.mark.parametrize(("shift", "seen"), [(0.0, False), (0.3, True)])
def test_a_difference_smaller_than_the_noise_is_seen_in_enough_values(
    shift: float, seen: bool
) -> None:
    chance = random.Random(1)
    these = [chance.gauss(0, 1) + shift for _ in range(2000)]
    those = [chance.gauss(0, 1) for _ in range(2000)]
    above, deviations = ranked(these, those)
    assert (abs(deviations) > 5) is seen
    pairs = sum(a > b for a in these[:200] for b in those[:200]) / 40_000
    assert ranked(these[:200], those[:200])[0] == pytest.approx(pairs)
    assert 0.4 < above < 0.7
