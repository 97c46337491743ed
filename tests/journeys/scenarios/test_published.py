"""What a base says of itself."""

from datetime import date

import pytest

from ordonnance import __version__
from ordonnance.fhir.capability import SHAPED_ON
from tests.journeys import documents
from tests.journeys.asking import Door


@pytest.mark.scenario("GEM-B13")
def test_every_description_tells_the_version_that_answers_and_the_day_it_was_written(
    door: Door,
) -> None:
    statement = door.http.get("/fhir/metadata").json()
    assert statement["software"] == {"name": "ordonnance", "version": __version__}
    assert door.http.get("/health").json()["version"] == __version__
    assert door.http.get("/openapi.json").json()["info"]["version"] == __version__
    assert statement["date"] == SHAPED_ON
    assert date.fromisoformat(SHAPED_ON) <= documents.now().date()
