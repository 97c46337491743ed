"""Every operation that is admitted goes through the departures of its server, and no other one."""

import pytest

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
    began = []

    class Counted(Departures):
        async def __aenter__(self) -> None:
            began.append(self)
            await super().__aenter__()

    monkeypatch.setattr(app, "Departures", Counted)
    with base.served() as address, Door(address, sessions) as door:
        number = door.issued(documents.simple())
        door.does("consult", "pharmacien", number=number)
        assert len(began) == 2
        assert len(set(began)) == 1
        refused = door.ask("consult", genuine(), number=number)
        assert (refused.status_code, code_of(refused)) == (401, "TOKEN_ISSUER")
        assert len(began) == 2
