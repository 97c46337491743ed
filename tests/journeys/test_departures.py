"""Every operation that is admitted goes through the departures of its server, and no other one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.api import app
from ordonnance.doors.api.departures import Departures
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.hostility.forgeries import genuine
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions


def test_who_is_admitted_leaves_in_turn_and_who_is_not_keeps_no_place(
    base: BaseInThread, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ended = [], []

    class Counted(Departures):
        @asynccontextmanager
        async def of(self, act: str) -> AsyncIterator[None]:
            began.append((self, act))
            try:
                async with super().of(act):
                    yield
            finally:
                ended.append(self)

    monkeypatch.setattr(app, "Departures", Counted)
    with base.served() as address, Door(address, sessions) as door:
        number = door.issued(documents.simple())
        door.does("consult", "pharmacien", number=number)
        assert [act for _, act in began] == ["issue", "consult"]
        assert len({departures for departures, _ in began}) == 1
        refused = door.ask("consult", genuine(), number=number)
        assert (refused.status_code, code_of(refused)) == (401, "TOKEN_ISSUER")
        assert len(began) == 2
        nothing = OrdonnanceNumber.from_payload("D", 7).value
        unknown = door.ask("consult", "pharmacien", number=nothing)
        assert code_of(unknown) == "NUMBER_UNKNOWN"
        assert len(began) == len(ended) == 3
