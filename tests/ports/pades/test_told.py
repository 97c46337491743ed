"""What is told of the signatures of a PDF to whoever verifies it."""

import pytest

from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.bootstrap.pdf_signatures import signatures_told
from ordonnance.bootstrap.signing import KeyPlace, sign
from ordonnance.domain.ids import Rpps
from ordonnance.domain.verification import Point, Proof, Told
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
