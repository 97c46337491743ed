"""Instants are told where the reader is."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

import ordonnance.doors.web
from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.signed_in import SignedIn
from ordonnance.doors.web.drawing import instant
from ordonnance.doors.web.forms import Form
from ordonnance.doors.web.visit import Visit
from tests.builders.platform import a_platform

TEMPLATES = Path(ordonnance.doors.web.__file__).parent / "templates"
IN_PARIS = ("status.html",)
"""Shown to whoever asks, signed in or not: it says that its hours are those of Paris."""


def visited(handle: str | None) -> Visit:
    """A visit of that person, or of nobody."""
    at = datetime(2026, 3, 12, 22, 0, tzinfo=UTC)
    session = SignedIn(a_platform().caller(handle), at, "secret") if handle else None
    nothing = cast(Any, None)
    return Visit(cast(Platform, nothing), nothing, session, Form({}))


@pytest.mark.parametrize(
    ("handle", "told"),
    [
        ("pharmacien2", "13/03/2026 à 02:00"),
        ("medecin", "12/03/2026 à 23:00"),
        ("patient", "12/03/2026 à 23:00"),
        (None, "12/03/2026 à 23:00"),
    ],
)
def test_the_hour_is_that_of_the_place_of_the_reader_else_of_paris(
    handle: str | None, told: str
) -> None:
    assert instant(datetime(2026, 3, 12, 22, 0, tzinfo=UTC), visited(handle).zone) == told


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_every_page_tells_its_instants_in_the_zone_of_its_reader(path: Path) -> None:
    told = re.findall(r"\| instant(\(zone\))?", path.read_text("utf-8"))
    assert path.name in IN_PARIS or all(told), path.name
