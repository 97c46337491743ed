"""A timestamp of the whole file: it is no signature, and tells when the file existed."""

import io
from datetime import datetime, timedelta

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper

from ordonnance.adapters.pades.reading import PdfSignatureFault, read_signatures
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.bootstrap.pdf_signatures import signatures_told
from ordonnance.bootstrap.signing import KeyPlace, sign
from ordonnance.domain.ids import Rpps
from ordonnance.domain.verification import Proof, Told
from tests.ports.drawn import BUNDLE, RENDERER
from tests.ports.pades.people import NOW, PASSWORD, RPPS, Somebody, an_authority
from tests.unit.documents.situations import a_sheet

PDF = RENDERER.render(a_sheet(), BUNDLE)
ISSUER, STAMPS = an_authority(), an_authority("Autorité d'horodatage de DÉMO")
KEY = rsa.generate_private_key(65537, 2048)
"""pyHanko's own timestamps are made with RSA keys only."""
BOTH = TrustAnchors((*ISSUER.trust().certificates, *STAMPS.trust().certificates))


def dated(pdf: bytes, who: Somebody | None = None, at: datetime = NOW) -> bytes:
    """The file with a timestamp of the authority over the whole of it."""
    signer = who or STAMPS.signer(KEY, timestamping=True)
    certificate = asn1_x509.Certificate.load(signer.certificate.public_bytes(Encoding.DER))
    key = signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        certificate, keys.PrivateKeyInfo.load(key), fixed_dt=at, include_nonce=False
    )
    out = io.BytesIO()
    PdfTimeStamper(stamper).timestamp_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), md_algorithm="sha256", output=out
    )
    return out.getvalue()


STAMPED = dated(PDF)


def the_one(pdf: bytes, trust: TrustAnchors = BOTH) -> Told:
    (told,) = signatures_told(pdf, trust, NOW + timedelta(days=1), Rpps(RPPS))
    return told


def test_it_tells_when_the_file_existed_and_who_says_so() -> None:
    told = the_one(STAMPED)
    assert told.proof is Proof.PROVEN, told.message
    assert "horodatage d'archive" in told.message
    assert "Horodatage de DÉMO" in told.message
    (found,) = read_signatures(STAMPED, BOTH, NOW)
    assert (found.archive, found.rpps, found.chain) == (True, None, ())


def test_it_is_never_taken_for_a_signature_of_the_author() -> None:
    assert "signé" not in the_one(STAMPED).message


def test_an_authority_that_nobody_knows_dates_nothing() -> None:
    told = the_one(STAMPED, ISSUER.trust())
    assert (told.proof, "autorité reconnue" in told.message) == (Proof.NOT_PROVEN, True)


def test_somebody_who_is_no_authority_of_time_dates_nothing() -> None:
    told = the_one(dated(PDF, STAMPS.signer(KEY)))
    assert told.proof is Proof.NOT_PROVEN


def test_a_file_touched_since_is_contradicted() -> None:
    at = STAMPED.index(b"stream") + 20
    touched = STAMPED[:at] + bytes([STAMPED[at] ^ 1]) + STAMPED[at + 1 :]
    (found,) = read_signatures(touched, BOTH, NOW)
    assert found.fault is PdfSignatureFault.ALTERED
    assert the_one(touched).proof is Proof.CONTRADICTED


def test_something_added_since_is_told() -> None:
    told = the_one(STAMPED + b"\n%%EOF\n")
    assert (told.proof, "ajouté depuis" in told.message) == (Proof.NOT_PROVEN, True)


def test_over_a_signature_both_are_told() -> None:
    signed = sign(PDF, KeyPlace(file=ISSUER.signer().key_file()), PASSWORD, None).content
    both = signatures_told(dated(signed), BOTH, NOW + timedelta(days=1), Rpps(RPPS))
    assert [each.proof for each in both] == [Proof.NOT_PROVEN, Proof.PROVEN]
    assert "ajouté depuis" in both[0].message
