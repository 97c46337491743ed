"""A sheet signed with a card and with a key file, verified by what is not ours."""

from pathlib import Path

import pikepdf
import pytest

from ordonnance.bootstrap.signing import KeyPlace, sign
from ordonnance.usecases.ports import PdfForm
from tests.conformance.pdf.verapdf import judged, require_verapdf
from tests.ports.drawn import BUNDLE, RENDERER
from tests.ports.pades.judges import (
    openssl_verifies,
    openssl_verifies_the_timestamp,
    parts,
    said_by_pdfsig,
)
from tests.ports.pades.people import PASSWORD, RPPS, Authority, an_authority
from tests.ports.pades.softhsm import PIN, Cards
from tests.unit.documents.situations import a_sheet

pytestmark = pytest.mark.service


def a_pdf(form: PdfForm = PdfForm.A3A) -> bytes:
    return RENDERER.render(a_sheet(), BUNDLE, form=form)


@pytest.mark.parametrize("card", ["EC", "P384", "RSA"])
def test_a_card_signs_with_a_timestamp_and_two_judges_agree(
    card: str, cards: Cards, issuer: Authority, stamps: Authority, tsa_url: str, tmp_path: Path
) -> None:
    place = KeyPlace(module=cards.module, token=card)
    made = sign(a_pdf(), place, PIN, tsa_url)
    assert (made.level, made.rpps) == ("B-T", RPPS)
    said = said_by_pdfsig(made.content, tmp_path)
    assert "Signature is Valid." in said
    assert "ETSI.CAdES.detached" in said
    assert "Total document signed" in said
    assert openssl_verifies(made.content, issuer, tmp_path)
    assert openssl_verifies_the_timestamp(made.content, stamps, tmp_path)
    assert not openssl_verifies(made.content, an_authority(), tmp_path)


def test_a_key_file_signs_too(issuer: Authority, stamps: Authority, tsa_url: str,
                              tmp_path: Path) -> None:  # fmt: skip
    made = sign(a_pdf(), KeyPlace(file=issuer.signer().key_file()), PASSWORD, tsa_url)
    assert made.level == "B-T"
    assert "Signature is Valid." in said_by_pdfsig(made.content, tmp_path)
    assert openssl_verifies(made.content, issuer, tmp_path)
    assert openssl_verifies_the_timestamp(made.content, stamps, tmp_path)


def test_without_timestamp_the_level_is_b_b_and_says_so(issuer: Authority) -> None:
    made = sign(a_pdf(), KeyPlace(file=issuer.signer().key_file()), PASSWORD, None)
    assert (made.level, made.timestamp) == ("B-B", None)


def test_of_two_certificates_the_one_made_for_signing_is_taken(cards: Cards) -> None:
    made = sign(a_pdf(), KeyPlace(module=cards.module, token="CPS"), PIN, None)
    der, _ = parts(made.content)
    assert cards.people["CPS"].certificate.serial_number.to_bytes(20, "big").lstrip(b"\0") in der


def test_a_signature_appends_and_changes_nothing_before_it(issuer: Authority) -> None:
    for form in PdfForm:
        pdf = a_pdf(form)
        made = sign(pdf, KeyPlace(file=issuer.signer().key_file()), PASSWORD, None)
        assert made.content.startswith(pdf)


def test_a_sheet_can_be_signed_twice(issuer: Authority, tmp_path: Path) -> None:
    place = KeyPlace(file=issuer.signer().key_file())
    once = sign(a_pdf(), place, PASSWORD, None).content
    twice = sign(once, place, PASSWORD, None).content
    said = said_by_pdfsig(twice, tmp_path)
    assert said.count("Signature is Valid.") == 2
    assert "Prescripteur1" in said
    assert "Prescripteur2" in said


def test_a_signed_file_keeps_its_conformance_its_version_and_its_attachments(
    cards: Cards, tsa_url: str, tmp_path: Path
) -> None:
    require_verapdf()
    asked = []
    for form, flavours in ((PdfForm.A3A, ("3a", "ua1")), (PdfForm.A1B, ("1b",))):
        place = KeyPlace(module=cards.module, token="EC")
        path = tmp_path / f"{form}.pdf"
        path.write_bytes(sign(a_pdf(form), place, PIN, tsa_url).content)
        asked += [(path, flavour) for flavour in flavours]
        with pikepdf.open(path) as pdf:
            assert pdf.pdf_version == {"a3a": "1.7", "a1b": "1.4"}[form]
            assert "/Version" not in pdf.Root
            assert list(pdf.attachments) == (["ordonnance.json"] if form is PdfForm.A3A else [])
    assert [each.failed for each in judged(asked)] == [(), (), ()]
