"""What is told of the signatures of a PDF to whoever verifies it."""

from datetime import timedelta

import pytest
from cryptography import x509

from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.revocation import RevocationLists
from ordonnance.bootstrap.pdf_signatures import signatures_told
from ordonnance.bootstrap.signing import KeyPlace, sign
from ordonnance.domain.calendar import PARIS, legal_day
from ordonnance.domain.french.dates import short
from ordonnance.domain.ids import Rpps
from ordonnance.domain.revocation import Revocation, Standing
from ordonnance.domain.verification import Point, Proof, Told
from ordonnance.usecases.verifying_signature_words import SeenSignature, signature_told
from tests.builders.revocation import a_list
from tests.ports.drawn import BUNDLE, RENDERER
from tests.ports.pades.people import NOW, PASSWORD, RPPS, an_authority
from tests.unit.documents.situations import a_sheet

ISSUER = an_authority()
PDF = RENDERER.render(a_sheet(), BUNDLE)
SIGNED = sign(PDF, KeyPlace(file=ISSUER.signer().key_file()), PASSWORD, None).content
AUTHOR, ANOTHER = Rpps(RPPS), Rpps("99900000078")


def the_one(
    pdf: bytes = SIGNED, trust: TrustAnchors | None = None, author: Rpps | None = AUTHOR
) -> Told:
    (told,) = signatures_told(pdf, trust or ISSUER.trust(), NOW, author)
    assert told.about is Point.FILE_SIGNATURE
    return told


def test_a_signature_of_the_author_is_proven_with_their_name_and_number() -> None:
    told = the_one()
    assert told.proof is Proof.PROVEN
    assert f"au nom de «\u202fEXEMPLE\u202f», RPPS {RPPS}" in told.message
    assert "révocation" in told.message


def test_a_signature_proves_nothing_of_an_author_who_is_not_known() -> None:
    assert the_one(author=None).proof is Proof.NOT_PROVEN


def test_somebody_else_s_signature_proves_nothing_of_the_author() -> None:
    told = the_one(author=ANOTHER)
    assert (told.proof, "l'auteur" in told.message) == (Proof.NOT_PROVEN, True)


def test_nobody_is_believed_without_an_authority() -> None:
    (told,) = signatures_told(SIGNED, None, NOW, AUTHOR)
    assert (told.proof, "autorité reconnue" in told.message) == (Proof.NOT_PROVEN, True)
    assert the_one(trust=an_authority().trust()).proof is Proof.NOT_PROVEN


def test_a_file_touched_inside_is_contradicted() -> None:
    at = SIGNED.index(b"stream") + 20
    touched = SIGNED[:at] + bytes([SIGNED[at] ^ 1]) + SIGNED[at + 1 :]
    told = the_one(touched)
    assert (told.proof, "modifié" in told.message) == (Proof.CONTRADICTED, True)


def test_something_added_after_it_is_told() -> None:
    told = the_one(SIGNED + b"\n%%EOF\n")
    assert (told.proof, "ajouté depuis" in told.message) == (Proof.NOT_PROVEN, True)


@pytest.mark.service
@pytest.mark.allow_hosts(["127.0.0.1", "localhost"])
def test_the_date_is_told_when_an_authority_gave_it(tsa_url: str, stamps: object) -> None:
    assert hasattr(stamps, "trust")
    stamped = sign(PDF, KeyPlace(file=ISSUER.signer().key_file()), PASSWORD, tsa_url).content
    both = TrustAnchors((*ISSUER.trust().certificates, *stamps.trust().certificates))
    assert "autorité d'horodatage" in the_one(stamped, both).message
    assert "autorité d'horodatage" not in the_one(stamped).message


@pytest.mark.parametrize("pdf", [PDF, b"", b"%PDF-1.7 /ByteRange [0 1 2 3]"])
def test_a_file_without_signature_has_nothing_told(pdf: bytes) -> None:
    assert signatures_told(pdf, ISSUER.trust(), NOW, AUTHOR) == ()


# --- Revocation -----------------------------------------------------------------------------------

DAY = timedelta(days=1)
SIGNER = ISSUER.signer()
BY_SIGNER = sign(PDF, KeyPlace(file=SIGNER.key_file()), PASSWORD, None).content


def with_lists(*lists: x509.CertificateRevocationList, pdf: bytes = BY_SIGNER) -> Told:
    (told,) = signatures_told(pdf, ISSUER.trust(), NOW, AUTHOR, RevocationLists(lists))
    return told


def test_a_certificate_that_stands_is_told_with_the_day_of_the_list() -> None:
    told = with_lists(a_list(ISSUER, made=NOW - DAY))
    assert told.proof is Proof.PROVEN
    day = short(legal_day(NOW - DAY, PARIS))
    assert f"n'est pas révoqué (liste de révocation du {day})" in told.message


def test_a_list_that_should_have_been_renewed_is_told_so() -> None:
    told = with_lists(a_list(ISSUER, made=NOW - 9 * DAY, until=NOW - DAY))
    assert (told.proof, "à renouveler" in told.message) == (Proof.PROVEN, True)


def test_a_revoked_signer_proves_nothing_when_nothing_dates_the_signature() -> None:
    told = with_lists(a_list(ISSUER, SIGNER.certificate, since=NOW - 2 * DAY))
    assert told.proof is Proof.NOT_PROVEN
    assert "rien ne date la signature d'avant" in told.message


@pytest.mark.parametrize(("revoked", "proof", "said"), [
    (-1, Proof.CONTRADICTED, "avant la signature"), (0, Proof.CONTRADICTED, "avant la signature"),
    (1, Proof.PROVEN, "après la signature"),
])  # fmt: skip
def test_a_dated_signature_is_worth_what_the_certificate_was_worth_then(
    revoked: int, proof: Proof, said: str
) -> None:
    since = NOW + timedelta(seconds=revoked)
    about = Revocation(Standing.REVOKED, NOW, revoked=since)
    seen = SeenSignature(name="EXEMPLE", rpps=AUTHOR, dated=NOW, revocation=about)
    told = signature_told(seen, AUTHOR)
    assert (told.proof, said in told.message) == (proof, True)


def test_a_revoked_stranger_is_a_stranger_first() -> None:
    about = Revocation(Standing.REVOKED, NOW, revoked=NOW - DAY)
    seen = SeenSignature(
        name="EXEMPLE", rpps=AUTHOR, dated=NOW, revocation=about, untrusted="il est inconnu"
    )
    assert signature_told(seen, AUTHOR).proof is Proof.NOT_PROVEN


def test_nothing_of_a_signer_is_in_the_repr() -> None:
    assert "EXEMPLE" not in repr(SeenSignature(name="EXEMPLE"))
