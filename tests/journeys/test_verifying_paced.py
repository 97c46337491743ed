"""Verifications asked too often wait, each asker by themselves."""

import pytest
from starlette.requests import Request

from ordonnance.adapters.openings.pace import Pace
from ordonnance.bootstrap.verifying import Verifying
from ordonnance.doors.api.verifying import asker_of
from tests.journeys.asking import FHIR, Door
from tests.journeys.refusals_of_requests import unknown_number
from tests.journeys.refusals_of_verifying import body
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions
from tests.journeys.test_verifying import asked


@pytest.mark.parametrize("pace", [Pace(2, 1000), Pace(1000, 2)])
def test_what_is_asked_too_often_waits_as_long_as_it_is_told(
    base: BaseInThread, sessions: Sessions, pace: Pace
) -> None:
    """By one address, or by all of them together: on the page and in the API alike."""
    verifying = Verifying(pace=pace)
    with base.served_with(verifying=verifying) as address, Door(address, sessions) as door:
        number = unknown_number()
        asked(door, number=number)
        page = door.http.post("/verifier", data={"numero": number}, files={"x": b""})
        assert page.status_code == 200
        refused = [
            door.http.post("/verifier", data={"numero": number}, files={"x": b""}),
            door.http.post(
                "/fhir/$verify", content=body(number=number), headers={"Content-Type": FHIR}
            ),
        ]
    for answered in refused:
        assert answered.status_code == 429
        assert 1 <= int(answered.headers["retry-after"]) <= 60


@pytest.mark.parametrize(("peer", "forwarded", "asker"), [
    ("127.0.0.1", "192.0.2.1", "192.0.2.1"),
    ("127.0.0.1", "198.51.100.7, 192.0.2.2", "192.0.2.2"),
    ("127.0.0.1", "2001:db8::1", "2001:db8::/64"),
    ("127.0.0.1", "", "127.0.0.1"),
    ("127.0.0.1", "n'importe quoi", "inconnu"),
    ("203.0.113.9", "192.0.2.1", "203.0.113.9"),
])  # fmt: skip
def test_each_person_behind_the_proxy_of_this_machine_is_counted_apart(
    peer: str, forwarded: str, asker: str
) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    request = Request({"type": "http", "headers": headers, "client": (peer, 4)})
    assert asker_of(request) == asker
