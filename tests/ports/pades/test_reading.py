"""What the signatures of a PDF prove, and what they do not once somebody has touched the file."""

import time
from datetime import timedelta

import pytest
from asn1crypto import cms  # type: ignore[import-untyped]  # ships no types
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.pades.reading import (
    MAX_FILE,
    MAX_SIGNATURES,
    PdfSignature,
    PdfSignatureFault,
    read_signatures,
)
from ordonnance.adapters.seal.certificates import TrustAnchors
from ordonnance.adapters.seal.signature_refusals import SignatureFault
from ordonnance.bootstrap.signing import KeyPlace, sign
from tests.ports.drawn import BUNDLE, RENDERER
from tests.ports.pades.judges import parts
from tests.ports.pades.people import NOW, PASSWORD, RPPS, Authority, an_authority
from tests.unit.documents.situations import a_sheet

PDF = RENDERER.render(a_sheet(), BUNDLE)
ISSUER = an_authority()
SOMEBODY = ISSUER.signer()
SIGNED = sign(PDF, KeyPlace(file=SOMEBODY.key_file()), PASSWORD, None).content
OPENING = SIGNED.index(b"/Contents <") + len(b"/Contents ")


def the_one(pdf: bytes, trust: TrustAnchors | None = None) -> PdfSignature:
    (found,) = read_signatures(pdf, trust or ISSUER.trust(), NOW)
    return found


def test_a_signature_says_whose_it_is_and_that_it_covers_everything() -> None:
    found = the_one(SIGNED)
    assert (found.holds, found.whole, found.untrusted) == (True, True, None)
    assert found.rpps is not None
    assert found.rpps.value == RPPS
    assert found.chain[0] == SOMEBODY.certificate
    assert f"CN=8{RPPS}" in found.signer
    assert (found.timestamp, found.timestamp_fault) == (None, None)
    assert found.covered + found.added < len(SIGNED)
    assert "EXEMPLE" not in repr(found)


def test_a_file_without_signature_has_none() -> None:
    assert read_signatures(PDF, ISSUER.trust(), NOW) == ()
    assert read_signatures(b"", ISSUER.trust(), NOW) == ()


def test_a_signer_of_an_unknown_authority_is_not_believed_but_the_signature_holds() -> None:
    for trust in (an_authority().trust(), TrustAnchors(())):
        found = the_one(SIGNED, trust)
        assert (found.holds, found.untrusted) == (True, SignatureFault.SIGNATURE_CHAIN)


def test_without_timestamp_the_certificate_must_be_valid_when_read() -> None:
    (found,) = read_signatures(SIGNED, ISSUER.trust(), NOW + timedelta(days=330))
    assert found.untrusted is SignatureFault.SIGNATURE_VALIDITY


@pytest.mark.service
def test_a_believed_timestamp_keeps_a_signature_after_its_certificate(
    issuer: Authority, stamps: Authority, tsa_url: str
) -> None:
    made = sign(PDF, KeyPlace(file=issuer.signer().key_file()), PASSWORD, tsa_url).content
    later = NOW + timedelta(days=299, hours=23)
    for at, believed in ((NOW, stamps), (later, stamps)):
        (found,) = read_signatures(made, issuer.trust(), at, timestamp_trust=believed.trust())
        assert found.timestamp is not None
        assert found.timestamp.untrusted is None
        assert abs(found.timestamp.at - NOW) < timedelta(hours=2)
        assert found.untrusted is None
    (alone,) = read_signatures(made, issuer.trust(), NOW)
    assert alone.timestamp is not None
    assert alone.timestamp.untrusted is SignatureFault.SIGNATURE_CHAIN


@pytest.mark.service
def test_a_timestamp_of_another_signature_proves_nothing(issuer: Authority, tsa_url: str) -> None:
    place = KeyPlace(file=issuer.signer().key_file())
    one, other = (sign(PDF, place, PASSWORD, tsa_url).content for _ in range(2))
    der = [cms.ContentInfo.load(parts(each)[0]) for each in (one, other)]
    infos = [each["content"]["signer_infos"][0] for each in der]
    infos[0]["unsigned_attrs"] = infos[1]["unsigned_attrs"]
    mixed = der[0].dump()
    start = one.index(b"/Contents <") + len(b"/Contents <")
    end = one.index(b">", start)
    swapped = one[:start] + mixed.hex().encode().ljust(end - start, b"0") + one[end:]
    found = the_one(swapped, issuer.trust())
    assert found.holds
    assert (found.timestamp, found.timestamp_fault) == (None, PdfSignatureFault.ALTERED)


# --- A file that somebody touched -----------------------------------------------------------------


@given(st.data())
def test_one_byte_changed_anywhere_in_what_is_covered_is_seen(data: st.DataObject) -> None:
    closing = SIGNED.index(b">", OPENING)
    covered = st.one_of(st.integers(0, OPENING - 1), st.integers(closing + 1, len(SIGNED) - 1))
    place = data.draw(covered)
    changed = SIGNED[:place] + bytes([SIGNED[place] ^ 0x01]) + SIGNED[place + 1 :]
    found = read_signatures(changed, ISSUER.trust(), NOW)
    assert not any(each.holds for each in found)


@given(st.integers(OPENING + 1, OPENING + 900))
def test_one_digit_changed_in_the_signature_never_makes_another_signer(place: int) -> None:
    digit = b"1" if SIGNED[place : place + 1] != b"1" else b"2"
    found = the_one(SIGNED[:place] + digit + SIGNED[place + 1 :])
    assert not found.holds or found.chain[0] == SOMEBODY.certificate


def test_what_is_appended_is_counted_and_the_signature_still_holds_on_what_it_covers() -> None:
    found = the_one(SIGNED + b"\n% more\n")
    assert (found.holds, found.whole, found.added) == (True, False, 8)


def test_a_second_signature_covers_the_first() -> None:
    twice = sign(SIGNED, KeyPlace(file=ISSUER.signer().key_file()), PASSWORD, None).content
    first, second = read_signatures(twice, ISSUER.trust(), NOW)
    assert (first.holds, first.whole) == (True, False)
    assert (second.holds, second.whole) == (True, True)


def test_a_signature_cut_away_or_moved_proves_nothing() -> None:
    closing = SIGNED.index(b">", OPENING)
    for contents in (b"<>", b"<zz>", b"<" + b"00" * 40 + b">", b"<" + b"3080" * 90_000 + b">"):
        filled = contents[:-1].ljust(closing - OPENING, b"0") + b">"
        same = len(filled) == closing - OPENING + 1
        pdf = SIGNED[:OPENING] + filled + SIGNED[closing + 1 :]
        found = read_signatures(pdf, ISSUER.trust(), NOW)
        assert not any(each.holds for each in found)
        assert not same or found[0].fault is PdfSignatureFault.UNREADABLE


def test_ranges_that_leave_something_else_out_are_no_signature() -> None:
    closing = SIGNED.index(b">", OPENING)
    rest = len(SIGNED) - closing - 1
    true = b"[0 %d %d %d" % (OPENING, closing + 1, rest)
    assert true in SIGNED
    for false in (
        (10, OPENING, closing + 1, rest), (0, OPENING - 20, closing + 1, rest),
        (0, OPENING, closing + 20, rest - 19), (0, OPENING, closing + 1, rest + 5),
        (0, closing + 1, OPENING, rest),
    ):  # fmt: skip
        pdf = SIGNED.replace(true, (b"[%d %d %d %d" % false).ljust(len(true)))
        assert not any(each.holds for each in read_signatures(pdf, ISSUER.trust(), NOW))


# --- A hostile file -------------------------------------------------------------------------------


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="large"):
        read_signatures(bytes(MAX_FILE + 1), ISSUER.trust(), NOW)


@pytest.mark.parametrize(
    "piece",
    [b"/ByteRange", b"/ByteRange [", b"/ByteRange [0 1 ", b"/ByteRange [0 9 19 9]", b"<", b"[0 0 "],
)
def test_a_file_full_of_beginnings_is_read_in_bounded_time(piece: bytes) -> None:
    pdf = (piece * (4 * 1024 * 1024 // len(piece)))[: 4 * 1024 * 1024]
    began = time.process_time()
    found = read_signatures(pdf, ISSUER.trust(), NOW)
    assert len(found) <= MAX_SIGNATURES
    assert not any(each.holds for each in found)
    assert time.process_time() - began < 5


def test_values_nested_without_end_are_unreadable() -> None:
    nested = b"".join(b"\x30\x84" + (60_000 - 6 * n).to_bytes(4, "big") for n in range(5_000))
    text = b"<" + nested.hex().encode() + b">"
    head = b"%PDF-1.7\n1 0 obj\n"
    tail = b"\nendobj\n/ByteRange [0 %d %d 60          ]" % (len(head), len(head) + len(text))
    pdf = (head + text + tail).ljust(len(head) + len(text) + 60)
    found = read_signatures(pdf, ISSUER.trust(), NOW)
    assert [each.fault for each in found] == [PdfSignatureFault.UNREADABLE]
