"""Whatever several people do at once to one ordonnance, some order of their acts explains it."""

import os
from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.journeys.races.histories import Program, Shelves, lived
from tests.journeys.races.sequential import AUTHOR, PATIENT, Act
from tests.journeys.races.town import Town

EXAMPLES = 1_000 if os.environ.get("HYPOTHESIS_EXPLORE") else 100

PHARMACIES = st.sampled_from(["pharmacien", "pharmacien2"])
VERSIONS = st.sampled_from([None] * 8 + [1, 2, 3, 4])
SERVED = st.builds(Act, PHARMACIES, st.just("dispense"), if_match=VERSIONS)
SERVED_IN_PART = st.builds(
    Act, PHARMACIES, st.just("dispense"), line=st.integers(1, 2),
    packs=st.sampled_from([1, 1, 1, 2, 3]), if_match=VERSIONS,
)  # fmt: skip
UNDONE = st.builds(
    Act, PHARMACIES, st.just("undo"), rank=st.sampled_from([None, None, 1, 2, 3]), if_match=VERSIONS
)
ENDED = st.builds(Act, st.just(AUTHOR), st.sampled_from(["cancel", "replace"]), if_match=VERSIONS)
OBJECTED = st.builds(Act, st.just(PATIENT), st.just("object"), withdraw=st.booleans())
READ = st.builds(
    Act,
    st.sampled_from(["pharmacien", "pharmacien2", AUTHOR, PATIENT]),
    st.sampled_from(["consult", "consult", "executions"]),
)
LINES = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), min_size=2, max_size=2)


OFTEN = {"served": SERVED, "part": SERVED_IN_PART, "undone": UNDONE, "ended": ENDED,
         "objected": OBJECTED, "read": READ}  # fmt: skip
KINDS = st.sampled_from(
    ["served"] * 3 + ["part"] * 6 + ["undone"] * 4 + ["ended", "objected"] + ["read"] * 4
)
WRITTEN = KINDS.filter(lambda kind: kind != "read").flatmap(OFTEN.__getitem__)

HUNG_UP = st.builds(replace, WRITTEN, lost=st.just(True))


@st.composite
def programs(draw: st.DrawFn, more: st.SearchStrategy[Act] = READ) -> list[list[Act]]:
    """Three to six people, two to five acts each; some requests come from several of them."""
    keyed = [replace(draw(WRITTEN), key=key) for key in ("a", "b")]
    if more is HUNG_UP:
        keyed.append(replace(keyed[0], lost=True))
    # The same pharmacy or person, the same key, another body.
    misused = replace(draw(WRITTEN), key="a", who=keyed[0].who, operation=keyed[0].operation)
    acts = st.one_of(
        KINDS.flatmap(OFTEN.__getitem__),
        KINDS.flatmap(OFTEN.__getitem__),
        st.sampled_from([*keyed, *keyed, misused]),
        more,
    )
    return draw(st.lists(st.lists(acts, min_size=2, max_size=5), min_size=3, max_size=6))


# Without shrinking: the same program may go another way the next time.
@settings(
    max_examples=EXAMPLES, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(lines=LINES, people=programs())
def test_some_order_of_the_acts_explains_every_answer(
    town: Town, lines: Shelves, people: list[Program]
) -> None:
    life = lived(town, lines, people)
    assert life.order() is not None, life.story()


@settings(
    max_examples=EXAMPLES // 3, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(lines=LINES, people=programs(HUNG_UP))
def test_those_who_hang_up_and_ask_again_are_explained_too(
    town: Town, lines: Shelves, people: list[Program]
) -> None:
    life = lived(town, lines, people)
    assert life.order() is not None, life.story()


@settings(
    max_examples=EXAMPLES // 5, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(lines=LINES, people=programs(), cuts=st.lists(st.floats(0, 0.05), min_size=1, max_size=3))
def test_while_the_database_is_cut_off_whoever_asks_again_is_explained(
    town: Town, lines: Shelves, people: list[Program], cuts: list[float]
) -> None:
    life = lived(town, lines, people, storm=cuts)
    assert life.order() is not None, life.story()
