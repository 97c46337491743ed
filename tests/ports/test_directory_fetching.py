"""The download of the directory's files, from a site on this machine with its own authority."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.fetching import fetch

pytestmark = pytest.mark.service

CONTENT = bytes(range(256)) * 40
NAME = "Extraction_Correspondance_MSSante.zip"
DATED = "Extraction_Correspondance_MSSante_202611210600.zip"


class Site(ThreadingHTTPServer):
    """One file; `cut` sends it short once, `asked` keeps the ranges asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.cut = False
        self.etag = '"un"'
        self.status = 200
        self.filename = DATED
        self.asked: list[str | None] = []

    def sites(self, scheme: str = "http") -> dict[str, str]:
        return {NAME: f"{scheme}://localhost:{self.server_port}/extraction"}


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        wanted = self.headers["Range"]
        self.server.asked.append(wanted)
        start = 0
        if wanted and self.headers["If-Range"] == self.server.etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
        self.send_response(206 if start else self.server.status)
        self.send_header("ETag", self.server.etag)
        self.send_header("Content-Length", str(len(CONTENT) - start))
        self.send_header("Content-Disposition", f'attachment; filename="{self.server.filename}"')
        self.end_headers()
        end = len(CONTENT)
        if self.server.cut:
            self.server.cut, end = False, 4000
        self.wfile.write(CONTENT[start:end])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A root, a certificate of it for localhost with its key, and another root."""
    folder = tmp_path_factory.mktemp("authority")
    key, other_key, leaf_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    root, other = certificate("Racine EXEMPLE", key), certificate("Autre EXEMPLE", other_key)
    leaf = certificate("localhost", leaf_key, root, key)
    paths = folder / "root.pem", folder / "leaf.pem", folder / "other.pem"
    pem = serialization.Encoding.PEM
    private = leaf_key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    contents = root.public_bytes(pem), private + leaf.public_bytes(pem), other.public_bytes(pem)
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None = None,
    signer: ec.EllipticCurvePrivateKey | None = None,
) -> x509.Certificate:
    """A certificate for `name`; its own authority without `issuer`."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name.split()[-1])]), False)
        .sign(signer or key, hashes.SHA256())
    )


def quiet(name: str, size: int, expected: int | None) -> None:
    """Nobody looks."""


def test_a_file_takes_the_dated_name_that_the_site_gives(site: Site, tmp_path: Path) -> None:
    (found,) = fetch(tmp_path, None, quiet, site.sites())
    assert found.path == tmp_path / DATED
    assert found.path.read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == [DATED]


def test_a_name_that_is_a_path_is_not_followed(site: Site, tmp_path: Path) -> None:
    site.filename = "../../ailleurs.zip"
    (found,) = fetch(tmp_path / "dossier", None, quiet, site.sites())
    assert found.path == tmp_path / "dossier" / NAME


def test_a_download_that_was_cut_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    site.cut = True
    with pytest.raises(DirectoryRefused) as caught:
        fetch(tmp_path, None, quiet, site.sites())
    assert caught.value.code == "DIRECTORY_FETCH_FAILED"
    (found,) = fetch(tmp_path, None, quiet, site.sites())
    assert site.asked == [None, "bytes=4000-"]
    assert found.path.read_bytes() == CONTENT


def test_another_content_starts_again_from_the_beginning(site: Site, tmp_path: Path) -> None:
    site.cut = True
    with pytest.raises(DirectoryRefused):
        fetch(tmp_path, None, quiet, site.sites())
    site.etag = '"deux"'
    (found,) = fetch(tmp_path, None, quiet, site.sites())
    assert found.path.read_bytes() == CONTENT


@pytest.mark.parametrize("status", [404, 416, 500])
def test_a_refusal_of_the_site_says_what_to_bring(site: Site, tmp_path: Path, status: int) -> None:
    site.status = status
    with pytest.raises(DirectoryRefused) as caught:
        fetch(tmp_path, None, quiet, site.sites())
    assert str(status) in caught.value.message
    assert "--root" in caught.value.do


def test_only_the_authority_that_is_given_is_trusted(
    site: Site, tmp_path: Path, authority: tuple[Path, Path, Path]
) -> None:
    root, certificate, other = authority
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    for trusted in (None, other):
        with pytest.raises(DirectoryRefused):
            fetch(tmp_path, trusted, quiet, site.sites("https"))
    (found,) = fetch(tmp_path, root, quiet, site.sites("https"))
    assert found.path.read_bytes() == CONTENT
    with pytest.raises(DirectoryRefused):
        fetch(tmp_path, tmp_path / "absent.pem", quiet, site.sites("https"))
