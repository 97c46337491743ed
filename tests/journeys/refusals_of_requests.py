"""Ways to the refusals of a request, of a session, and of a number."""

from dataclasses import replace

import httpx
from joserfc.jwk import ECKey

from ordonnance.adapters.openings import MISSES, OpeningCounter
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.ports import Written
from tests.journeys import documents
from tests.journeys.asking import Door, told
from tests.journeys.refusing import NUMBER, World, met
from tests.journeys.sessions import in_seconds
from tools import examples

PARAMETER = "Parameters.parameter.where(name='{}')"


def unknown_number() -> str:
    """A well-formed number of the demonstration that nobody was given."""
    return OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 5).value


def consult(world: World, who: str, **headers: str) -> httpx.Response:
    return world.door.ask("consult", who, number=unknown_number(), headers=headers)


@met("BODY_TOO_LARGE")
def too_large(world: World) -> httpx.Response:
    return world.door.ask("issue", "medecin", b" " * (1024 * 1024 + 1))


@met("BODY_EMPTY")
def empty(world: World) -> httpx.Response:
    return world.door.ask("issue", "medecin", b"")


@met("CONTENT_TYPE")
def other_type(world: World) -> httpx.Response:
    return consult(world, "pharmacien", **{"Content-Type": "text/plain"})


@met("JSON_INVALID")
def not_json(world: World) -> httpx.Response:
    return world.door.ask("consult", "pharmacien", b'{"resourceType": "Parameters",')


@met("JSON_DUPLICATE_KEY", "Parameters.resourceType")
def key_twice(world: World) -> httpx.Response:
    body = b'{"resourceType": "Parameters", "resourceType": "Parameters"}'
    return world.door.ask("consult", "pharmacien", body)


@met("HEADER_INVALID")
def bad_version(world: World) -> httpx.Response:
    return consult(world, "pharmacien", **{"If-Match": "hier"})


@met("IDEMPOTENCY_KEY_REQUIRED")
def no_key(world: World) -> httpx.Response:
    return world.door.ask("issue", "medecin", documents.simple(), headers={"Idempotency-Key": ""})


@met("IDEMPOTENCY_KEY_REUSED")
def key_reused(world: World) -> httpx.Response:
    world.door.issued(documents.simple(), key="deux fois")
    return world.door.ask("issue", "medecin", documents.simple(), key="deux fois")


@met("ROUTE_UNKNOWN")
def no_route(world: World) -> httpx.Response:
    return world.door.http.get("/fhir/Patient")


@met("METRICS_CLOSED")
def counters_through_a_proxy(world: World) -> httpx.Response:
    real = replace(world.base.platform.ports, demonstration=False)
    with world.base.served(replace(world.base.platform, ports=real)) as address:
        return httpx.get(f"{address}/metrics", headers={"X-Forwarded-For": "192.0.2.1"})


@met("METHOD_NOT_ALLOWED")
def wrong_method(world: World) -> httpx.Response:
    return world.door.http.get("/fhir/$consult")


@met("TOO_MANY_ATTEMPTS")
def many_misses(world: World) -> httpx.Response:
    who = world.sessions.pharmacy(1)
    for _ in range(MISSES):
        world.door.ask("consult", who, number="UD12345")
    return world.door.ask("consult", who, number=unknown_number())


@met("OPENINGS_CAPPED")
def many_openings(world: World) -> httpx.Response:
    alerts: list[str] = []
    counter = OpeningCounter(2, alerts.append)
    number = world.door.issued(documents.simple())
    with world.base.variant(openings=counter) as address, Door(address, world.sessions) as door:
        for _ in range(2):
            door.does("consult", "pharmacien", number=number)
        response = door.ask("consult", "pharmacien", number=number)
    assert len(alerts) == 1
    return response


class Failing:
    """A store that fails in one way, whatever is asked."""

    def __init__(self, world: World, outcome: Written | Exception) -> None:
        self._base = world.base.platform.ports.base
        self._outcome = outcome

    def __getattr__(self, name: str) -> object:
        return getattr(self._base, name)

    async def apply(self, *_: object) -> Written:
        """Never writes."""
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


def failing(world: World, outcome: Written | Exception) -> httpx.Response:
    number = world.door.issued(documents.simple())
    store = Failing(world, outcome)
    with world.base.variant(base=store) as address, Door(address, world.sessions) as door:
        return door.ask("dispense", "pharmacien", number=number, allAsPrescribed=True)


@met("INTERNAL")
def fault(world: World) -> httpx.Response:
    return failing(world, RuntimeError("EXEMPLE Jeanne"))


@met("BASE_UNAVAILABLE")
def unavailable(world: World) -> httpx.Response:
    return failing(world, Refusal.of("BASE_UNAVAILABLE"))


@met("STORAGE_UNWRITABLE")
def disk_full(world: World) -> httpx.Response:
    return failing(world, Refusal.of("STORAGE_UNWRITABLE", reason="plein"))


@met("SEAL_KEY_UNUSABLE")
def sealed_after_the_life_of_the_key(world: World) -> httpx.Response:
    document = documents.written(documents.course(), at=documents.ago(days=-1000))
    with world.base.later(days=1000) as address, Door(address, world.sessions) as door:
        return door.ask("issue", "medecin", document)


@met("CONFLICT_RETRY")
def conflicts(world: World) -> httpx.Response:
    return failing(world, Written.CONFLICT)


# --- Who calls


@met("TOKEN_MISSING")
def no_token(world: World) -> httpx.Response:
    return world.door.http.post("/fhir/$consult", content=told(number=unknown_number()))


@met("TOKEN_MALFORMED")
def not_a_token(world: World) -> httpx.Response:
    return consult(world, "abc.def")


@met("TOKEN_SIGNATURE")
def forged(world: World) -> httpx.Response:
    return consult(world, world.sessions.bent("pharmacien", ECKey.generate_key("P-256")))


@met("TOKEN_ISSUER")
def other_issuer(world: World) -> httpx.Response:
    return consult(world, world.sessions.bent("pharmacien", iss="https://autre.example"))


@met("TOKEN_AUDIENCE")
def other_audience(world: World) -> httpx.Response:
    return consult(world, world.sessions.bent("pharmacien", aud="urn:autre:base"))


@met("TOKEN_EXPIRED")
def expired(world: World) -> httpx.Response:
    then, end = in_seconds(hours=-2), in_seconds(hours=-1)
    return consult(world, world.sessions.bent("pharmacien", iat=then, exp=end))


@met("TOKEN_LIFETIME")
def long_lived(world: World) -> httpx.Response:
    return consult(world, world.sessions.bent("pharmacien", exp=in_seconds(days=2)))


@met("TOKEN_CLAIMS")
def nobody(world: World) -> httpx.Response:
    return consult(world, world.sessions.bent("pharmacien", SubjectRefPro=None))


@met("PLACE_REQUIRED")
def several_places(world: World) -> httpx.Response:
    return consult(world, world.sessions.several_places())


@met("PLACE_UNKNOWN")
def other_place(world: World) -> httpx.Response:
    return consult(world, world.sessions.several_places(), **{"Ordonnance-Place": "990000028"})


@met("NOT_ALLOWED")
def patient_issues(world: World) -> httpx.Response:
    return world.door.ask("issue", "patient", documents.simple())


@met("AUTHOR_MISMATCH")
def in_another_name(world: World) -> httpx.Response:
    return world.door.ask("issue", "medecin2", documents.simple())


@met("PHARMACIST_REQUIRED", PARAMETER.format("pharmacist"))
def alone(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    return world.door.ask("dispense", "preparateur", number=number, allAsPrescribed=True)


@met("PROOF_REQUIRED", PARAMETER.format("proof"))
def without_proof(world: World) -> httpx.Response:
    return world.door.ask("object", "caisse", number=world.door.issued(documents.simple()))


@met("PLACE_MISMATCH")
def from_another_practice(world: World) -> httpx.Response:
    own = examples.prescriber("medecin")
    assert own.practice is not None
    elsewhere = replace(own, practice=replace(own.practice, postcode="97400"))
    document = documents.written(documents.course(), prescriber=elsewhere)
    return world.door.ask("issue", "medecin", document)


@met("DEMO_ONLY")
def no_demonstration(world: World) -> httpx.Response:
    real = replace(world.base.platform, demo_issuer=None)
    with world.base.served(real) as address:
        return httpx.post(f"{address}/demo/tokens", json={"as": "medecin"}, trust_env=False)


@met("DEMO_LOCAL_ONLY")
def forwarded(world: World) -> httpx.Response:
    return world.door.http.get("/health", headers={"X-Forwarded-For": "192.0.2.1"})


@met("SEARCH_PARAMETER")
def search_of_others(world: World) -> httpx.Response:
    headers = {"Authorization": f"Bearer {world.sessions.token('medecin')}"}
    path = "/fhir/MedicationRequest/_search?patient=270069999900106"
    return world.door.http.post(path, headers=headers)


# --- The number


@met("NUMBER_INVALID", NUMBER)
def mistyped(world: World) -> httpx.Response:
    return world.door.ask("consult", world.sessions.pharmacy(2), number="UD1234")


@met("NUMBER_UNKNOWN")
def not_given(world: World) -> httpx.Response:
    return consult(world, world.sessions.pharmacy(3))


@met("NUMBER_TAKEN")
def reserved_twice(world: World) -> httpx.Response:
    reserved = world.door.does("reserve", "medecin", count=1)
    number, token = OrdonnanceNumber.parse(reserved["number"]), reserved["reservation"]
    for _ in range(2):
        document = documents.written(documents.course(), reserved=number)
        response = world.door.ask("issue", "medecin", prescription=document, reservation=token)
    return response


@met("RESERVATION_INVALID")
def not_reserved(world: World) -> httpx.Response:
    number = OrdonnanceNumber.parse(unknown_number())
    document = documents.written(documents.course(), reserved=number)
    return world.door.ask("issue", "medecin", document)
