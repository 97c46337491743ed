"""Signers' certificate chains wrong in each way are refused."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from ordonnance.adapters.seal.certificates import DOCUMENT_SIGNING, TrustAnchors
from ordonnance.adapters.seal.signature_refusals import SignatureFault
from tests.builders.certificates import (
    CA_USAGE,
    LEAF,
    LEAF_CERTIFICATE,
    MIDDLE,
    MIDDLE_CERTIFICATE,
    NOW,
    ROOT,
    ROOT_CERTIFICATE,
    RPPS,
    SIGNS,
    Plan,
    fault,
    issued,
    name_of,
    new_key,
    signed,
    usage,
    verify,
)


def test_an_unknown_authority_is_refused() -> None:
    other = replace(ROOT, key=new_key())
    assert fault(issued(), TrustAnchors((other.issued_by(other),))) is (
        SignatureFault.SIGNATURE_CHAIN
    )
    assert fault(issued(), TrustAnchors(())) is SignatureFault.SIGNATURE_CHAIN
    assert fault(signed(LEAF_CERTIFICATE)) is SignatureFault.SIGNATURE_CHAIN


def test_a_chain_out_of_order_or_with_a_stranger_is_refused() -> None:
    stranger = replace(MIDDLE, key=new_key()).issued_by(ROOT)
    for chain in (
        (MIDDLE_CERTIFICATE, LEAF_CERTIFICATE),
        (LEAF_CERTIFICATE, ROOT_CERTIFICATE),
        (LEAF_CERTIFICATE, stranger),
        (LEAF_CERTIFICATE, MIDDLE_CERTIFICATE, MIDDLE_CERTIFICATE),
    ):
        assert fault(signed(*chain)) is SignatureFault.SIGNATURE_CHAIN


@pytest.mark.parametrize(
    "middle",
    [
        replace(MIDDLE, ca=False, path_length=None),
        replace(MIDDLE, ca=None),
        replace(MIDDLE, usage=None),
        replace(MIDDLE, usage=SIGNS),
        replace(MIDDLE, extensions=((x509.OCSPNoCheck(), True),)),
        replace(
            MIDDLE,
            extensions=((x509.NameConstraints([x509.DNSName("exemple.example")], None), True),),
        ),
    ],
)
def test_an_issuer_that_is_not_an_authority_is_refused(middle: Plan) -> None:
    assert fault(issued(middle=middle)) is SignatureFault.SIGNATURE_CHAIN


def test_a_prescriber_certifies_nobody() -> None:
    accomplice = Plan(name_of("899900000029"))
    chain = (accomplice.issued_by(LEAF), LEAF_CERTIFICATE, MIDDLE_CERTIFICATE)
    assert fault(signed(*chain, key=accomplice.key)) is SignatureFault.SIGNATURE_CHAIN


def test_path_lengths_are_respected() -> None:
    below = Plan(name_of("Sous SPÉCIMEN"), ca=True, usage=CA_USAGE)
    too_deep = signed(LEAF.issued_by(below), below.issued_by(MIDDLE), MIDDLE_CERTIFICATE)
    assert fault(too_deep) is SignatureFault.SIGNATURE_CHAIN
    free = replace(MIDDLE, path_length=None)
    four = signed(LEAF.issued_by(below), below.issued_by(free), free.issued_by(ROOT))
    assert verify(four).signer_rpps == RPPS
    deeper = Plan(name_of("Fond SPÉCIMEN"), ca=True, usage=CA_USAGE)
    five = signed(
        LEAF.issued_by(deeper),
        deeper.issued_by(below),
        below.issued_by(free),
        free.issued_by(ROOT),
    )
    assert fault(five) is SignatureFault.SIGNATURE_CHAIN


@pytest.mark.parametrize("at", [NOW - timedelta(days=2), NOW + timedelta(days=2)])
def test_every_certificate_must_be_valid_at_that_instant(at: datetime) -> None:
    assert fault(issued(), at=at) is SignatureFault.SIGNATURE_VALIDITY
    since, until = at - timedelta(hours=1), at + timedelta(hours=1)
    for jws in (
        issued(leaf=replace(LEAF, since=since, until=until)),
        issued(middle=replace(MIDDLE, since=since, until=until)),
    ):
        assert fault(jws) is SignatureFault.SIGNATURE_VALIDITY


def test_the_instant_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        verify(issued(), at=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    "leaf",
    [
        replace(LEAF, usage=None),
        replace(LEAF, usage=usage(key_encipherment=True)),
        replace(LEAF, ca=True, usage=usage(content_commitment=True, key_cert_sign=True)),
        replace(
            LEAF,
            extensions=((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False),),
        ),
    ],
)
def test_a_certificate_that_is_not_for_signing_is_refused(leaf: Plan) -> None:
    assert fault(issued(leaf)) is SignatureFault.SIGNATURE_USAGE


@pytest.mark.parametrize(
    "leaf",
    [
        replace(LEAF, ca=None, usage=usage(digital_signature=True)),
        replace(LEAF, extensions=((x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), True),)),
        replace(
            LEAF,
            extensions=((x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False),),
        ),
        replace(LEAF, subject=name_of(f"8{RPPS.value}", NameOID.SERIAL_NUMBER)),
        replace(LEAF, subject=name_of(f"8{RPPS.value}", NameOID.USER_ID)),
    ],
)
def test_the_ways_a_signer_s_certificate_may_be_made(leaf: Plan) -> None:
    assert verify(issued(leaf)).signer_rpps == RPPS


def test_a_critical_extension_not_applied_here_is_refused() -> None:
    strange = x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    refused_leaf = replace(LEAF, extensions=((strange, True),))
    accepted_leaf = replace(LEAF, extensions=((strange, False),))
    assert fault(issued(refused_leaf)) is SignatureFault.SIGNATURE_CHAIN
    assert verify(issued(accepted_leaf)).signer_rpps == RPPS


@pytest.mark.parametrize(
    "subject",
    [
        name_of("Claire EXEMPLE"),
        name_of(RPPS.value),
        name_of(f"8{RPPS.value}0"),
        name_of(f"0{RPPS.value}"),
        name_of(f"8{RPPS.value}", NameOID.ORGANIZATIONAL_UNIT_NAME),
        x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, f"8{RPPS.value}"),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, "899900000029"),
            ]
        ),
    ],
)
def test_a_subject_that_does_not_name_one_professional_is_refused(subject: x509.Name) -> None:
    assert fault(issued(replace(LEAF, subject=subject))) is SignatureFault.SIGNATURE_SIGNER


def test_an_authority_never_signs_a_document_itself() -> None:
    alone = signed(ROOT_CERTIFICATE, key=ROOT.key)
    assert fault(alone) is SignatureFault.SIGNATURE_CHAIN
