"""The OpenAPI description told to schemathesis: every answer is as described, alone and in chains,
and what the description forbids is refused.

`HYPOTHESIS_EXPLORE=1` draws other requests, and more of them.
"""

import json
import os
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.doors.api.dispense_search import PATH as DISPENSES
from ordonnance.doors.api.routes import OPERATIONS, PAGES
from tests.journeys import documents
from tests.journeys.asking import Door, told

MORE = 10 if os.environ.get("HYPOTHESIS_EXPLORE") else 1
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance,
]  # fmt: skip
BOUNDS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.generate),
}


@schemathesis.serializer("application/jose")
def compact_jws(_context: Any, value: Any) -> bytes:
    """What claims to be a signature is sent as the text that it is."""
    return str(value).encode()


WHO = {
    "check": "medecin", "reserve": "medecin", "issue": "medecin", "cancel": "medecin",
    "replace": "medecin", "list": "patient", "render": "medecin", "object": "patient",
    "journal": "patient", "executions": "medecin", "/preserie/entries": "editeur",
    "registers": "pharmacien", "samu-propose": "regulateur", "samu-prescribe": "regulateur",
    "samu-follow": "regulateur", "samu-withdraw": "regulateur",
    "/preserie/pilots": "cnam", "/preserie/register": "cnam", "/preserie/balance": "cnam",
}  # fmt: skip
"""Who may ask each operation; every fifth request is somebody else's."""

COUNTER = ("consult", "dispense", "undo")
OTHERS = ["medecin2", "sage-femme", "preparateur", "representant", "caisse", "patient"]


@pytest.fixture(scope="module")
def told_api(door: Door) -> Any:
    """The description as served."""
    return read(door.http.get("/openapi.json").json(), door)


def read(description: Any, door: Door) -> Any:
    """A description, whose requests go to this base."""
    api = schemathesis.openapi.from_dict(description)
    api.config.update(base_url=door.address)
    return api


def name_of(case: Any) -> str:
    """The operation or the page that a case asks."""
    path: str = case.operation.path
    return path.rpartition("$")[2] if "$" in path else path


class Callers:
    """Sends cases with somebody's session, and counts what succeeded."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.asked: Counter[str] = Counter()
        self.served: Counter[str] = Counter()

        # Wrong numbers are counted per caller: nobody else's tests wait for ours.
        self.who = WHO | dict.fromkeys((*COUNTER, DISPENSES), door.sessions.pharmacy(41))

    def headers(self, name: str, others: bool) -> dict[str, str]:
        """The session of a case."""
        self.asked[name] += 1
        count = self.asked[name]
        who = self.who.get(name, "medecin")
        if others and count % 5 == 0:
            who = OTHERS[count // 5 % len(OTHERS)]
        return {"Authorization": f"Bearer {self.door.sessions.token(who)}"}

    def send(self, case: Any) -> None:
        """Send a case and check its answer against the description."""
        name = name_of(case)
        response = case.call(headers=self.headers(name, others=True))
        self.served[name] += response.status_code == 200
        case.validate_response(response, checks=CHECKS)


def all_operations(api: Any) -> Iterator[Any]:
    for each in api.get_all_operations():
        yield each.ok()


def every_name() -> set[str]:
    """Every operation and every page."""
    operations = {operation.name for operation in OPERATIONS}
    return operations | {page.path.removeprefix("/fhir/$") for page in PAGES}


def test_every_endpoint_answers_as_described_whatever_is_sent(door: Door, told_api: Any) -> None:
    callers = Callers(door)
    for operation in all_operations(told_api):

        @settings(max_examples=20 * MORE, **BOUNDS)
        @given(case=operation.as_strategy())
        def each(case: Any) -> None:
            callers.send(case)

        each()
    assert set(callers.asked) == every_name()
    for page in PAGES:
        if page.method == "GET":
            assert callers.served[page.path], page.path


BARE = {
    "/fhir/metadata", "/openapi.json", "/.well-known/jwks.json", "/health", "/ready", "/metrics",
}  # fmt: skip
"""Pages that take nothing: nothing of what they are sent can be wrong."""


def send_what_is_forbidden(api: Any, callers: Callers) -> None:
    """Send what a description forbids; fails where it is taken, or refused as is not described."""
    for operation in all_operations(api):
        if operation.path in BARE and "parameters" not in operation.definition.raw:
            continue

        @settings(max_examples=8 * MORE, **BOUNDS)
        @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def each(case: Any) -> None:
            response = case.call(headers=callers.headers(name_of(case), others=False))
            case.validate_response(response, checks=[*CHECKS, negative_data_rejection])

        each()


def test_what_the_description_forbids_is_refused(door: Door, told_api: Any) -> None:
    callers = Callers(door)
    send_what_is_forbidden(told_api, callers)
    assert set(callers.asked) == every_name() - BARE


def test_what_is_taken_though_a_description_forbids_it_is_found(door: Door) -> None:
    description = door.http.get("/openapi.json").json()
    number = {"name": "X-Exemple", "in": "header", "required": True, "schema": {"type": "integer"}}
    asked = description["paths"]["/health"]["get"] | {"parameters": [number]}
    description["paths"] = {"/health": {"get": asked}}
    with pytest.raises(FailureGroup, match="Invalid data should have been rejected"):
        send_what_is_forbidden(read(description, door), Callers(door))


FIRST = "{$response.body#/parameter/0/valueString}"
"""Where every answer about one ordonnance says its number."""

NUMBER = "{$response.body#/parameter/1/valueString}"
RESERVATION = "{$response.body#/parameter/3/valueString}"
"""Where a reservation of one number says it, and the signed list."""


WORDS: dict[str, dict[str, Any]] = {
    "consult": {}, "executions": {}, "journal": {}, "render": {}, "object": {},
    "dispense": {"allAsPrescribed": True}, "undo": {"reason": "MISTAKE"},
    "cancel": {"reason": "ERROR"}, "replace": {"prescription": documents.simple()},
}  # fmt: skip
"""What goes with a number in a chain that begins with the operation."""

MUST_SUCCEED = {"reserve", "issue", "consult", "dispense"}
"""Acts that succeed in some chain, whatever is drawn."""

KINDS_OF_LINKS = 3
"""Different links that must have been followed with success."""


def with_documents(description: Any) -> Any:
    """The description, with documents of today where it only says « Bundle »."""
    given = [told(prescription=each) for each in (documents.simple(), documents.renewed())]
    # Without a number of an answer before, nothing is guessed: wrong numbers are counted.
    bodies = {"issue": given, "check": given, "reserve": [told(count=1)]}
    answers = {}
    for operation in OPERATIONS:
        found = description["paths"][operation.path]["post"]
        answers[operation.name] = found["responses"]["200"]
        if "requestBody" in found:
            enum = [json.loads(body) for body in bodies.get(operation.name, [told(rien=True)])]
            content = {"application/fhir+json": {"schema": {"enum": enum}}}
            found["requestBody"]["content"] = content
    answers["reserve"]["links"]["reserve-issue"]["requestBody"] = reserved_document()
    corrected = told(number=FIRST, prescription=documents.simple(), reason="ERROR")
    for name in ("issue", "consult"):
        answers[name]["links"][f"{name}-replace"]["requestBody"] = json.loads(corrected)
    return description


def reserved_document() -> Any:
    """Parameters of `$issue` under the number that the answer before gave."""
    somebody = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 7)
    document = documents.written(documents.course(), reserved=somebody)
    text = told(prescription=document, reservation=RESERVATION).decode()
    return json.loads(text.replace(somebody.value, NUMBER))


def machine_of(api: Any, callers: Callers, followed: Counter[str]) -> Any:
    """The state machine of the links, which counts what succeeded after what."""
    door = callers.door

    class Machine(api.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            """Each chain begins with an ordonnance of its own."""
            self.number = door.issued(documents.renewed())

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            for optional in ("Ordonnance-Place", "If-Match"):
                case.headers.pop(optional, None)
            return {"headers": callers.headers(name_of(case), others=False)
                    | {"Idempotency-Key": str(uuid.uuid4())}}  # fmt: skip

        def validate_response(self, response: Any, case: Any, **_: Any) -> None:
            case.validate_response(response, checks=CHECKS)

        def step(self, input: Any) -> Any:
            """Without an answer to follow, an operation is asked about the chain's own number."""
            name = name_of(input.case)
            if not input.is_applied and name in WORDS:
                input.case.body = json.loads(told(number=self.number, **WORDS[name]))
            output = super().step(input)
            if output.response.status_code == 200:
                callers.served[name] += 1
                if input.transition is not None and input.is_applied:
                    followed[input.transition.id.split(" ")[4]] += 1
            return output

    return Machine


def test_what_follows_an_answer_succeeds_as_its_links_say(door: Door) -> None:
    callers, followed = Callers(door), Counter[str]()
    api = read(with_documents(door.http.get("/openapi.json").json()), door)
    run_state_machine_as_test(
        machine_of(api, callers, followed),
        settings=settings(max_examples=60 * MORE, stateful_step_count=15, **BOUNDS),
    )
    assert set(+callers.served) >= MUST_SUCCEED
    assert len(followed) >= KINDS_OF_LINKS
