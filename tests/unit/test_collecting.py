"""The search for cycles: seldom over everything, so that no request waits for it."""

import subprocess
import sys

SCRIPT = """
import asyncio, gc, weakref
from ordonnance.collecting import look_now_and_then, settle

class Thing: pass

settle()
# The young looked at a thousand times as often, so that the old would be a hundred times over.
gc.set_threshold(10, 2, gc.get_threshold()[2])
looks = [each["collections"] for each in gc.get_stats()]
old = Thing()
old.itself, left = old, weakref.ref(old)
kept = [[] for _ in range(20_000)]
del old
kept += [[] for _ in range(20_000)]
since = [each["collections"] - before for each, before in zip(gc.get_stats(), looks)]
print(since[1] > 500, since[2], left() is not None)

async def main():
    looking = asyncio.create_task(look_now_and_then(0.01))
    while left() is not None:
        await asyncio.sleep(0.01)
    looking.cancel()

asyncio.run(asyncio.wait_for(main(), 20))
print(left() is None)
"""


def said(script: str) -> list[str]:
    """What a script prints in a process of its own, whose collector is nobody else's."""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


def test_only_what_is_young_is_looked_at_until_everything_is_at_its_turn() -> None:
    assert said(SCRIPT) == ["True 0 True", "True"]


PAUSES = """
import gc
from ordonnance.collecting import YOUNG_OBJECTS, settle

settle()
gone_over = []

def watched(phase, about):
    if phase == "start":
        young = range(about["generation"] + 1)
        gone_over.append(sum(len(gc.get_objects(generation=each)) for each in young))

gc.callbacks.append(watched)
kept = [[] for _ in range(40 * YOUNG_OBJECTS)]
print(len(gone_over) > 30, max(gone_over) < 4 * YOUNG_OBJECTS)
"""


def test_no_look_goes_over_all_that_came_since_the_start() -> None:
    assert said(PAUSES) == ["True True"]
