"""A timestamp authority on this machine: openssl answers, over HTTP on the loopback."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from tests.ports.pades.people import Authority

CONFIGURATION = """\
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
ess_cert_id_alg = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
"""


@contextmanager
def timestamps(authority: Authority, folder: Path) -> Iterator[str]:
    """The address of an authority that answers as long as the context lasts."""
    signer = authority.signer(commits=True, timestamping=True)
    (folder / "tsa.pem").write_bytes(signer.certificate.public_bytes(Encoding.PEM))
    (folder / "tsa.key").write_bytes(signer.key_pem())
    (folder / "ca.pem").write_bytes(authority.pem())
    (folder / "serial").write_text("01")
    (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder))

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "asked.tsq").write_bytes(asked)
            made = subprocess.run(
                ["openssl", "ts", "-reply", "-config", str(folder / "tsa.cnf"),
                 "-queryfile", str(folder / "asked.tsq")],
                capture_output=True, check=True,
            )  # fmt: skip
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(made.stdout)

        def log_message(self, *_: object) -> None:
            """Nothing is printed among the tests."""

    with serving(Answering) as address:
        yield address


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """An HTTP server of the loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
