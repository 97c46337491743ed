"""The demonstration's issuer and people."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ordonnance.adapters.identity.demo_issuer import DEMO_LIFETIME, DemoIssuer, UnknownHandle
from ordonnance.adapters.identity.demo_people import (
    CHILD,
    HANDLES,
    PARENT,
    PATIENT,
    PROFESSIONALS,
    DemoProfessional,
)
from ordonnance.adapters.identity.refusals import TokenFault, TokenRefused
from ordonnance.adapters.identity.tokens import TokenVerifier
from ordonnance.domain.actors import Caller, Place, Professional, Role, SoftwareClient
from ordonnance.domain.ids import AmNumber, Finess, Ins, InsOid, Rpps, Siret

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
ISSUER = DemoIssuer.from_pem(DemoIssuer.generate())
OF_TWO_PLACES = ("pharmacien3", "medecin3")


def caller_of(handle: str, place: str | None = None) -> Caller:
    verifier = TokenVerifier(ISSUER.trusted(), lambda: NOW)
    if handle in OF_TWO_PLACES:
        place = place or "1"
    return verifier.verify(ISSUER.token(handle, NOW), place, SoftwareClient.unknown())


def place_of(handle: str, rank: int = 1) -> Place:
    place = caller_of(handle, str(rank)).place if rank > 1 else caller_of(handle).place
    assert place is not None
    return place


ROLES = {
    "medecin": Role.PRESCRIBER,
    "medecin2": Role.PRESCRIBER,
    "dentiste": Role.PRESCRIBER,
    "sage-femme": Role.PRESCRIBER,
    "regulateur": Role.PRESCRIBER,
    "remplacant": Role.PRESCRIBER,
    "pharmacien": Role.DISPENSER,
    "pharmacien2": Role.DISPENSER,
    "preparateur": Role.ASSISTANT_DISPENSER,
    "pharmacien3": Role.DISPENSER,
    "medecin3": Role.PRESCRIBER,
    "regulateur-dentiste": Role.PRESCRIBER,
    "regulateur-pharmacien": Role.REGULATING_PHARMACIST,
    "assistante": Role.ASSISTANT,
    "arm": Role.ASSISTANT,
    "patient": Role.PATIENT,
    "representant": Role.REPRESENTATIVE,
    "pere": Role.PATIENT,
    "caisse": Role.FUND_AGENT,
}


def test_the_handles_are_those_announced() -> None:
    assert set(HANDLES) == set(ROLES)


@pytest.mark.parametrize(("handle", "role"), ROLES.items())
def test_each_handle_signs_in_with_its_role(handle: str, role: Role) -> None:
    assert caller_of(handle).role is role


def test_people_work_where_the_story_needs_them() -> None:
    assert place_of("remplacant").key == place_of("medecin").key
    assert place_of("medecin2").key != place_of("medecin").key
    assert place_of("preparateur").key == place_of("pharmacien").key
    assert place_of("pharmacien2").zone == "Indian/Reunion"
    assert place_of("pharmacien").zone == "Europe/Paris"


def test_the_token_gives_the_address_that_the_examples_print() -> None:
    for person in PROFESSIONALS:
        for rank, place in enumerate(person.places, start=1):
            assert place_of(person.handle, rank).address == place.address


def test_two_people_work_at_two_places_each_and_nobody_else_does() -> None:
    assert {each.handle for each in PROFESSIONALS if len(each.places) > 1} == set(OF_TWO_PLACES)
    for handle in OF_TWO_PLACES:
        proved = TokenVerifier(ISSUER.trusted(), lambda: NOW).activities(ISSUER.token(handle, NOW))
        assert [each.rank for each in proved] == ["1", "2"]
        assert {each.role for each in proved} == {ROLES[handle]}
    assert place_of("pharmacien3").key == place_of("pharmacien").key
    assert place_of("medecin3").key == place_of("medecin").key


def test_the_remplacant_acts_for_the_physician_and_the_regulator_regulates() -> None:
    replacing, regulator = caller_of("remplacant").actor, caller_of("regulateur").actor
    assert isinstance(replacing, Professional)
    assert isinstance(regulator, Professional)
    physician = HANDLES["medecin"]
    assert isinstance(physician, DemoProfessional)
    assert replacing.acts_for == Rpps(physician.rpps)
    assert regulator.regulation_access is True


def test_every_invented_identifier_has_valid_check_characters() -> None:
    for person in PROFESSIONALS:
        assert Rpps(person.rpps).warnings == ()
    for place in (place for person in PROFESSIONALS for place in person.places):
        assert not place.finess or Finess(place.finess).warnings == ()
        assert not place.am or AmNumber(place.am).warnings == ()
        assert not place.siret or Siret(place.siret).value == place.siret
        assert place.finess or place.siret
    for patient in (PATIENT, PARENT, CHILD):
        assert Ins(patient.ins, InsOid(patient.ins_oid)).warnings == ()


def test_every_invented_person_is_recognisably_so() -> None:
    for person in PROFESSIONALS:
        assert person.family in {"EXEMPLE", "DÉMO"}
        assert person.rpps.startswith("999")
        assert all(place.phone.startswith("+3319900") for place in person.places)
        assert person.email.endswith(".example")
    for patient in (PATIENT, PARENT, CHILD):
        assert patient.family in {"EXEMPLE", "DÉMO"}
        assert patient.ins_oid == InsOid.NIR_DEMO


def test_demonstration_tokens_last_eight_hours() -> None:
    token = ISSUER.token("medecin", NOW)
    late = TokenVerifier(ISSUER.trusted(), lambda: NOW + DEMO_LIFETIME + timedelta(minutes=1))
    with pytest.raises(TokenRefused) as refusal:
        late.verify(token, None, SoftwareClient.unknown())
    assert refusal.value.code is TokenFault.TOKEN_EXPIRED


def test_another_demonstration_key_is_not_believed() -> None:
    other = DemoIssuer.from_pem(DemoIssuer.generate())
    verifier = TokenVerifier(ISSUER.trusted(), lambda: NOW)
    with pytest.raises(TokenRefused) as refusal:
        verifier.verify(other.token("medecin", NOW), None, SoftwareClient.unknown())
    assert refusal.value.code is TokenFault.TOKEN_SIGNATURE


def test_a_token_for_another_base_is_refused() -> None:
    pem = DemoIssuer.generate()
    there = DemoIssuer.from_pem(pem, "urn:exemple:autre-base")
    here = TokenVerifier(DemoIssuer.from_pem(pem).trusted(), lambda: NOW)
    with pytest.raises(TokenRefused) as refusal:
        here.verify(there.token("medecin", NOW), None, SoftwareClient.unknown())
    assert refusal.value.code is TokenFault.TOKEN_AUDIENCE


def test_nobody_else_has_a_token() -> None:
    with pytest.raises(UnknownHandle):
        ISSUER.token("admin", NOW)


def test_the_published_key_has_no_private_part() -> None:
    assert "d" not in ISSUER.jwks()["keys"][0]


def other_curve() -> bytes:
    key = ec.generate_private_key(ec.SECP384R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PRIVATE KEY-----\n", other_curve()])
def test_a_key_of_another_kind_is_refused(pem: bytes) -> None:
    with pytest.raises(ValueError, match="demo issuer"):
        DemoIssuer.from_pem(pem)
