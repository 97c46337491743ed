"""A certificate altered in its version field is a refused signature, not a fault of ours."""

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from ordonnance.adapters.seal.compact_jws import MalformedJws
from ordonnance.adapters.seal.prescriber import _certificate
from tests.unit.adapters.test_seal_prescriber import LEAF_CERTIFICATE


def test_an_impossible_version_is_refused_as_no_certificate() -> None:
    der = LEAF_CERTIFICATE.public_bytes(serialization.Encoding.DER)
    place = der.index(b"\xa0\x03\x02\x01\x02") + 4
    altered = der[:place] + b"\x16" + der[place + 1 :]
    with pytest.raises(x509.InvalidVersion):
        x509.load_der_x509_certificate(altered)
    with pytest.raises(MalformedJws):
        _certificate(base64.b64encode(altered).decode())
