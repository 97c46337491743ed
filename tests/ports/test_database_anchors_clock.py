"""Anchors of the journals while a clock jumps: nothing that was journaled stays without one."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ordonnance.adapters.database import anchoring as module
from ordonnance.adapters.database.anchors import Leaf
from ordonnance.adapters.seal.keys import SealKeys
from ordonnance.domain.errors import Refusal
from tests.ports.anchored import Watch, anchoring, consulted, copied, issued, leaves
from tests.ports.bases import Made, Opened, make_base

pytestmark = pytest.mark.anyio


@pytest.fixture
def made(postgres: Any) -> Made:
    return make_base(postgres, "base_anchors_clock")


async def until_anchored(made: Made, times: int) -> None:
    """Wait until there are that many anchors."""
    async with asyncio.timeout(30):
        while len(await leaves(made)) < times:
            await asyncio.sleep(0.01)


async def test_a_clock_put_back_hides_no_entry(
    made: Made, here: Opened, watch: Watch, tmp_path: Path
) -> None:
    seals = SealKeys.generate(watch.now() - timedelta(days=1))
    anchors = anchoring(here, tmp_path, watch, seals=seals)
    number = await issued(here, watch)
    await anchors.once()
    watch.later(hours=-3)
    await consulted(here, number, watch)
    with pytest.raises(Refusal, match="SEAL_KEY_UNUSABLE"):
        # An anchor is never signed by a key that does not hold.
        await anchoring(here, tmp_path, watch, seals=SealKeys(())).once()
    assert await anchors.once() == 1
    assert (await leaves(made))[-1] == [Leaf(number.value, 2)]


async def test_what_was_journaled_by_a_clock_put_back_for_a_while_is_anchored(
    made: Made, here: Opened, watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NOTICED_SECONDS", 0.01)
    anchors = anchoring(here, tmp_path, watch)
    watch.later(days=1)
    await issued(here, watch)
    stop = asyncio.Event()
    running = asyncio.create_task(anchors.run(stop, every=3600))
    await until_anchored(made, 1)
    await issued(here, watch)
    watch.later(days=-1)
    # Noticed at once, whatever time was left to rest.
    await until_anchored(made, 2)
    late = await issued(here, watch)
    watch.later(days=1)
    stop.set()
    await running
    assert [leaf.number for leaf in (await leaves(made))[-1]] == [late.value]
    # What was anchored while the clock was behind is once more, once it is right: no fault.
    await anchors.once()
    copy = await copied(made, tmp_path)
    assert (await copy.findings(), copy.seen.not_anchored) == ([], 0)


async def test_what_was_journaled_behind_is_found_after_a_look_that_found_nothing(
    made: Made, here: Opened, watch: Watch, tmp_path: Path
) -> None:
    anchors = anchoring(here, tmp_path, watch)
    watch.later(days=1)
    await issued(here, watch)
    assert await anchors.once() == 1
    watch.later(days=-1)
    assert await anchors.once() == 0
    late = await issued(here, watch)
    watch.later(days=1)
    assert await anchors.once() == 1
    assert (await leaves(made))[-1] == [Leaf(late.value, 1)]


async def test_what_was_journaled_behind_is_found_after_another_worker_was_first(
    made: Made, here: Opened, watch: Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = (anchoring(here, tmp_path / each, watch) for each in ("one", "two"))
    watch.later(days=1)
    await issued(here, watch)
    assert await one.once() == 1
    watch.later(days=-1)
    assert await one.once() == 0
    late = await issued(here, watch)
    watch.later(days=1)
    await issued(here, watch)
    add = one._add

    async def late_by_one(*arguments: Any, **more: Any) -> Any:
        # Another worker, which never saw the clock behind, anchors what it finds.
        assert await two.once() == 1
        return await add(*arguments, **more)

    with monkeypatch.context() as patched:
        patched.setattr(one, "_add", late_by_one)
        await one.once()
    assert late.value not in {leaf.number for leaf in (await leaves(made))[-1]}
    await one.once()
    assert [leaf.number for leaf in (await leaves(made))[-1]] == [late.value]
