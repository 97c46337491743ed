"""How long an ordonnance may be served, counted from the day of its establishment."""

from datetime import date
from typing import Any

import pytest

from ordonnance.domain.calendar import add_months
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInThread
from tests.journeys.scenarios.refused import said
from tests.journeys.sessions import Sessions

SERVICE = "Chirurgie EXEMPLE, sortie d’hospitalisation"


def last_day(door: Door, number: str) -> date:
    (line,) = door.does("consult", "pharmacien", number=number)["line"]
    return date.fromisoformat(line["lastOn"])


@pytest.mark.scenario("GEM-A46")
def test_a_first_serving_is_possible_until_the_last_of_three_months_and_not_a_day_after(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    written = documents.ago(days=2)
    document = documents.written(documents.monthly(renewals=0), at=written)
    served, late = door.issued(document), door.issued(document)
    limit = add_months(written.date(), 3)
    away = (limit - documents.now().date()).days
    with base.later(days=away) as address, Door(address, sessions) as after:
        told = said(after.ask("dispense", "pharmacien", number=late, line={"line": 1}))
        assert (told.status, told.codes[0]) == (422, "LINE_ENDED")
    with base.later(days=away - 1) as address, Door(address, sessions) as before:
        before.does("dispense", "pharmacien", number=served, allAsPrescribed=True)
    assert "execution" not in door.does("executions", "patient", number=late)


@pytest.mark.scenario("GEM-A45")
def test_leaving_the_hospital_changes_nothing_to_how_long_an_ordonnance_is_served(
    door: Door,
) -> None:
    line = documents.monthly(renewals=0)
    plain, discharge = (
        door.issued(documents.written(line, hospital_service=service))
        for service in (None, SERVICE)
    )
    assert last_day(door, plain) == last_day(door, discharge)


@pytest.mark.scenario("GEM-A45")
def test_the_short_limit_is_that_of_narcotics_after_three_days_only_the_rest_is_due(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    document = documents.written(documents.patches(), hospital_service=SERVICE)
    number = door.issued(document)
    due: list[Any] = []
    for days in (3, 4):
        with base.later(days=days) as address, Door(address, sessions) as later:
            (line,) = later.does("consult", "pharmacien", number=number)["line"]
            due.append(line["due"]["days"])
    assert due == [14, 10]
    door.does("cancel", "medecin", number=number, reason="ERROR")
