"""A sample of `./dev bench codes`: the generator is repeatable, and codes survive its levels."""

import pytest

from bench.codes import READERS, Face, Tally, faces, read_by_zxing, row, tried
from bench.distortions import LEVELS, Kind, distorted


@pytest.fixture(scope="module")
def face() -> Face:
    (found,) = faces(1)
    return found


@pytest.mark.parametrize("kind", Kind)
def test_the_same_seed_gives_the_same_picture_and_another_one_another(
    face: Face, kind: Kind
) -> None:
    page = face.page.resize((400, 566))
    first, again = (distorted(page, kind, 2, 7) for _ in range(2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != distorted(page, kind, 2, 8).tobytes()
    assert first.tobytes() != page.tobytes()


@pytest.mark.parametrize("kind", Kind)
def test_at_the_second_level_both_decoders_read_the_qr_and_the_bars_are_read(
    face: Face, kind: Kind
) -> None:
    image = distorted(face.page, kind, 2, 11)
    for name, read in READERS.items():
        assert face.qr in read(image), name
    if kind is not Kind.FAX:
        assert face.bars <= read_by_zxing(image)


def test_levels_are_named_and_grow() -> None:
    strengths = [level.strength for level in LEVELS.values()]
    assert strengths == sorted(set(strengths))
    assert len({level.name for level in LEVELS.values()}) == 3


def test_trials_are_shared_by_every_distortion(face: Face) -> None:
    tallies = tried(1, len(Kind), (face,))
    assert [tally.trials for tally in tallies.values()] == [1] * len(Kind)
    assert all(tally.rates()[0] == 100 for tally in tallies.values())


def test_a_goal_that_is_missed_is_marked() -> None:
    missed, met = Tally(100, 98, 99, 96, 100), Tally(100, 100, 99, 97, 100)
    assert [cell.endswith("✗") for cell in row("", missed, goals=True)[2:]] == [True, False, True]
    assert not any("✗" in cell for cell in (*row("", met, goals=True), *row("", missed)))
