"""What looks after the drug facts of a server: the index made ahead, old facts told once a day."""

import asyncio
from dataclasses import replace
from datetime import date

from structlog.testing import capture_logs

from ordonnance.adapters.drugs import search
from ordonnance.adapters.drugs.demonstration import DemonstrationDrugs
from ordonnance.bootstrap.drug_watch import Watch, watched
from ordonnance.usecases.drug_views import Facts

OLD = Facts("Base publique", "exemple.test", date(2020, 1, 1), "a1b2c3", False, "vieilles données")


def told(facts: list[Facts]) -> list[str]:
    """The events when these facts are looked at one after the other."""
    left = list(facts)
    watch = Watch(lambda: left.pop(0))
    with capture_logs() as logs:
        for _ in facts:
            watch.look()
    return [each["event"] for each in logs]


def test_old_facts_are_an_alert_once_a_day_and_for_each_version() -> None:
    alert = "ALERT the drug facts are not to be relied upon"
    assert told([OLD, OLD, OLD]) == [alert]
    assert told([OLD, replace(OLD, digest="d4e5f6")]) == [alert, alert]


def test_facts_to_be_relied_upon_are_no_alert() -> None:
    assert told([replace(OLD, warning="")]) == []


def test_the_index_of_the_search_is_made_before_anybody_types() -> None:
    search._index.cache_clear()

    async def served() -> None:
        async with watched(DemonstrationDrugs(), None):
            for _ in range(200):
                if search._index.cache_info().currsize:
                    return
                await asyncio.sleep(0.01)

    asyncio.run(served())
    assert search._index.cache_info().currsize == 1
