"""Lists of revoked certificates: what they tell, and what they do not."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from ordonnance.adapters.seal.revocation import ListUnreadable, RevocationFolder, RevocationLists
from ordonnance.domain.revocation import NOT_CHECKED, Standing
from tests.builders.revocation import a_list
from tests.ports.pades.people import NOW, an_authority

ISSUER = an_authority()
SOMEBODY = ISSUER.signer()
PATH = (SOMEBODY.certificate, ISSUER.certificate)
DAY = timedelta(days=1)


def written(folder: Path, content: bytes, name: str = "demo.crl") -> None:
    """A file put in its place in one step, as a careful copy is."""
    partial = folder / "partial"
    partial.write_bytes(content)
    partial.replace(folder / name)


def der(*revoked: x509.Certificate, **more: object) -> bytes:
    return a_list(ISSUER, *revoked, **more).public_bytes(Encoding.DER)  # type: ignore[arg-type]  # instants


def test_a_certificate_that_is_not_on_the_list_stands() -> None:
    told = RevocationLists((a_list(ISSUER, made=NOW - DAY),)).standing(PATH, NOW)
    assert (told.standing, told.listed, told.late) == (Standing.GOOD, NOW - DAY, False)


def test_a_certificate_on_the_list_is_revoked_from_its_day() -> None:
    listed = a_list(ISSUER, SOMEBODY.certificate, since=NOW - 3 * DAY)
    told = RevocationLists((listed,)).standing(PATH, NOW)
    assert (told.standing, told.revoked) == (Standing.REVOKED, NOW - 3 * DAY)


def test_a_key_is_not_believed_from_the_day_it_was_stolen() -> None:
    stolen = x509.InvalidityDate((NOW - 9 * DAY).replace(tzinfo=None))
    listed = a_list(ISSUER, SOMEBODY.certificate, since=NOW - 3 * DAY, entry=stolen)
    assert RevocationLists((listed,)).standing(PATH, NOW).revoked == NOW - 9 * DAY


def test_the_latest_list_counts_and_one_of_tomorrow_does_not() -> None:
    lists = (
        a_list(ISSUER, made=NOW - 5 * DAY),
        a_list(ISSUER, SOMEBODY.certificate, made=NOW - DAY),
        a_list(ISSUER, made=NOW + DAY),
    )
    told = RevocationLists(lists).standing(PATH, NOW)
    assert (told.standing, told.listed) == (Standing.REVOKED, NOW - DAY)


@pytest.mark.parametrize(("ends", "late"), [(-1, True), (0, False), (1, False)])
def test_a_list_is_late_once_a_newer_one_was_promised(ends: int, late: bool) -> None:
    listed = a_list(ISSUER, made=NOW - 9 * DAY, until=NOW + timedelta(seconds=ends))
    assert RevocationLists((listed,)).standing(PATH, NOW).late is late


def test_a_list_counts_for_the_authority_that_signed_it_only() -> None:
    impostor = an_authority()
    assert impostor.certificate.subject == ISSUER.certificate.subject
    told = RevocationLists((a_list(impostor, SOMEBODY.certificate),)).standing(PATH, NOW)
    assert told == NOT_CHECKED
    assert RevocationLists(()).standing(PATH, NOW) == NOT_CHECKED


def test_a_partial_list_says_nothing_by_its_silence() -> None:
    part = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
    told = RevocationLists((a_list(ISSUER, whole=part),)).standing(PATH, NOW)
    assert told == NOT_CHECKED


def test_an_authority_that_was_revoked_takes_its_signers_with_it() -> None:
    root = an_authority("Racine de DÉMO")
    path = (SOMEBODY.certificate, ISSUER.certificate, root.certificate)
    above = a_list(root, ISSUER.certificate, since=NOW - 4 * DAY)
    told = RevocationLists((a_list(ISSUER), above)).standing(path, NOW)
    assert (told.standing, told.revoked) == (Standing.REVOKED, NOW - 4 * DAY)


def test_a_folder_is_read_in_both_shapes_and_the_rest_of_it_is_left(tmp_path: Path) -> None:
    (tmp_path / "lisez-moi.txt").write_text("des listes")
    other = an_authority("Autre autorité de DÉMO")
    written(tmp_path, der(SOMEBODY.certificate))
    written(tmp_path, a_list(other).public_bytes(Encoding.PEM), "autre.pem")
    lists = RevocationFolder(tmp_path).lists()
    assert len(lists.lists) == 2
    assert lists.standing(PATH, NOW).standing is Standing.REVOKED


def test_a_new_list_serves_without_a_restart(tmp_path: Path) -> None:
    folder = RevocationFolder(tmp_path)
    assert folder.lists().standing(PATH, NOW) == NOT_CHECKED
    written(tmp_path, der())
    assert folder.lists().standing(PATH, NOW).standing is Standing.GOOD
    written(tmp_path, der(SOMEBODY.certificate))
    assert folder.lists().standing(PATH, NOW).standing is Standing.REVOKED
    (tmp_path / "demo.crl").unlink()
    assert folder.lists().standing(PATH, NOW) == NOT_CHECKED


def test_a_list_copied_in_part_leaves_the_former_one(tmp_path: Path) -> None:
    written(tmp_path, der(SOMEBODY.certificate))
    folder = RevocationFolder(tmp_path)
    written(tmp_path, der()[:40])
    assert folder.lists().standing(PATH, NOW).standing is Standing.REVOKED
    written(tmp_path, b"rien", "autre.crl")
    assert len(folder.lists().lists) == 1


def test_a_folder_that_goes_away_leaves_what_was_read(tmp_path: Path) -> None:
    place = tmp_path / "listes"
    place.mkdir()
    written(place, der(SOMEBODY.certificate))
    folder = RevocationFolder(place)
    place.rename(tmp_path / "ailleurs")
    assert folder.lists().standing(PATH, NOW).standing is Standing.REVOKED


def test_a_file_that_is_no_list_is_named_when_the_base_opens(tmp_path: Path) -> None:
    written(tmp_path, b"-----BEGIN X509 CRL-----\nrien\n-----END X509 CRL-----")
    with pytest.raises(ListUnreadable, match=r"^demo\.crl$"):
        RevocationFolder(tmp_path)
    with pytest.raises(OSError, match="absent"):
        RevocationFolder(tmp_path / "absent")


def test_a_list_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ordonnance.adapters.seal.revocation.LARGEST_LIST", 10)
    written(tmp_path, der())
    with pytest.raises(ListUnreadable):
        RevocationFolder(tmp_path)
    assert os.listdir(tmp_path) == ["demo.crl"]


def test_a_list_of_an_authority_that_signs_none_is_left() -> None:
    mute = SOMEBODY.certificate
    listed = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(mute.subject)
        .last_update(NOW - DAY)
        .next_update(NOW + DAY)
        .sign(SOMEBODY.key, hashes.SHA256())
    )
    assert RevocationLists((listed,)).standing((mute, mute), NOW) == NOT_CHECKED
