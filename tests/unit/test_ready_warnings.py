"""/ready says what somebody should see to, and stays ready: nothing is stopped for it."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any, cast

from ordonnance.bootstrap.readiness import CHECKS, Ready
from ordonnance.doors.api.pages import Pages


def ready(**warnings: str) -> tuple[int, dict[str, Any]]:
    """The answer of /ready where everything holds, with these warnings by name."""

    async def ask() -> Ready:
        return Ready(dict.fromkeys(CHECKS, True))

    vitals = SimpleNamespace(readiness=SimpleNamespace(ask=ask))
    platform = SimpleNamespace(vitals=vitals, warnings=lambda: warnings)
    pages = Pages(cast(Any, platform), cast(Any, None))
    answer = asyncio.run(pages.ready(cast(Any, None)))
    told: dict[str, Any] = json.loads(bytes(answer.body))
    return answer.status_code, told


def test_old_drug_facts_are_a_warning_and_the_base_stays_ready() -> None:
    status, told = ready(drug_facts="vieilles données")
    assert (status, told["status"]) == (200, "ready")
    assert told["warnings"] == [{"name": "drug_facts", "message": "vieilles données"}]


def test_facts_to_be_relied_upon_add_nothing() -> None:
    assert ready() == (200, {"status": "ready"})
