"""Who may sign a document, until when, and what the seal keeps of the signature."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.seal.sealer import SealStatus, verify_seal
from tests.builders import certificates
from tests.journeys import documents
from tests.journeys.asking import JOSE, Door, answer, code_of
from tests.journeys.conftest import Signer
from tests.journeys.scenarios.refused import Refused, refused

SIGNED: Mapping[str, str] = {"Content-Type": JOSE}
AUTHOR, COLLEAGUE, PHARMACIST = "99900000011", "99900000029", "99900000078"


@pytest.mark.scenario("GEM-B01")
def test_a_document_signed_with_a_valid_certificate_is_issued_as_signed(
    door: Door, signer: Signer
) -> None:
    response = door.ask("issue", "medecin", signer.sign(documents.simple()), headers=SIGNED)
    number = answer(response)["number"]
    assert door.does("consult", "pharmacien", number=number)["signed"] is True


class Card:
    """A card under the authority that this base believes, for whoever has that number."""

    def __init__(self, rpps: str, since: int = -1, until: int = 1) -> None:
        """`since` and `until`: days from now between which the card is valid."""
        now = SystemClock().now()
        self._leaf = certificates.Plan(
            certificates.name_of(f"8{rpps}"),
            since=now + timedelta(days=since),
            until=now + timedelta(days=until),
        )
        self._chain = (self._leaf.issued_by(certificates.ROOT),)

    def sign(self, document: bytes, beside: "Card | None" = None) -> bytes:
        """The compact JWS, this card's certificate (or another one) beside the signature."""
        chain = (beside or self)._chain
        return certificates.signed(*chain, key=self._leaf.key, payload=document)


def reason(told: Refused) -> str:
    assert told.first == (422, "SIGNATURE_INVALID", None)
    return told.text


@pytest.mark.scenario("GEM-B03")
@pytest.mark.parametrize(("since", "until"), [(-9, -1), (1, 9)], ids=["ended", "not begun"])
def test_a_certificate_that_is_not_valid_on_the_day_of_the_issue_is_refused(
    door: Door, since: int, until: int
) -> None:
    body = Card(AUTHOR, since, until).sign(documents.simple())
    told = reason(refused(door, body, **SIGNED))
    assert "un certificat n’est pas valable à cette date" in told


@pytest.mark.scenario("GEM-B04")
def test_the_certificate_of_another_card_neither_signs_nor_stands_for_the_author(
    door: Door,
) -> None:
    author, colleague = Card(AUTHOR), Card(COLLEAGUE)
    document = documents.simple()
    mixed = refused(door, colleague.sign(document, beside=author), **SIGNED)
    assert "la signature ne correspond pas au document" in reason(mixed)
    foreign = refused(door, colleague.sign(document), **SIGNED)
    assert "le signataire n’est pas le prescripteur" in reason(foreign)
    issued = door.ask("issue", "medecin", author.sign(document), headers=SIGNED)
    assert door.does("consult", "medecin", number=answer(issued)["number"])["signed"] is True


@pytest.mark.scenario("GEM-B07")
def test_a_document_signed_with_a_pharmacist_s_card_is_never_issued(door: Door) -> None:
    body = Card(PHARMACIST).sign(documents.simple())
    assert "le signataire n’est pas le prescripteur" in reason(refused(door, body, **SIGNED))
    own = door.ask("issue", "pharmacien", body, headers=SIGNED)
    assert (own.status_code, code_of(own)) == (403, "NOT_ALLOWED")


@pytest.mark.scenario("GEM-B08")
def test_the_seal_given_at_the_issue_is_read_by_everybody_to_the_end_and_covers_the_signature(
    door: Door, signer: Signer
) -> None:
    body = signer.sign(documents.simple())
    issued = answer(door.ask("issue", "medecin", body, headers=SIGNED))
    number = issued["number"]
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    keys = door.http.get("/.well-known/jwks.json").json()
    for who in ("pharmacien", "pharmacien2", "medecin", "patient"):
        read = door.does("consult", who, number=number)
        assert (read["state"], read["seal"]) == ("executed", issued["seal"])
        verdict = verify_seal(read["seal"], keys)
        assert verdict.status is SealStatus.VALID
        assert verdict.covers(body, number)
        assert not verdict.covers(documents.simple(), number)


@pytest.mark.scenario("GEM-B09")
def test_the_keys_that_verify_a_seal_are_published_to_anybody_and_nothing_else(door: Door) -> None:
    response = door.http.get("/.well-known/jwks.json")
    assert response.headers["content-type"] == "application/jwk-set+json"
    (key,) = response.json()["keys"]
    assert (key["kty"], key["crv"], key["use"]) == ("EC", "P-256", "sig")
    assert "d" not in key
    assert "x5c" not in key
