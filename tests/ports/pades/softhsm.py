"""SoftHSM2 with cards in it: what a professional's card is to the code, without the card."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import Attribute, CertificateType, ObjectClass

from tests.ports.pades.people import NOW, Authority, Somebody
from tests.services import absent

PIN = "739254"
_MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
)
PROGRAMS = {"softhsm2-util": "softhsm2", "openssl": "openssl", "pdfsig": "poppler-utils"}


@dataclass(frozen=True, slots=True)
class Cards:
    """The library, and who stands on the cards that sign."""

    module: str
    people: dict[str, Somebody]


def require_services() -> str:
    """The path of the module; skips, or fails where services are required."""
    lacking = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    module = next((path for path in _MODULES if Path(path).exists()), None)
    if module is not None and not lacking:
        return module
    return absent(f"Debian packages needed: {', '.join(lacking) or 'softhsm2'}")


def cards(module: str, folder: Path, authority: Authority) -> Cards:
    """Cards « EC », « RSA », « DEUX » (two certificates), « PASSEE » (expired) and « VIDE »."""
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(
        f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n"
    )
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    expired = {"since": NOW - timedelta(days=20), "until": NOW - timedelta(days=1)}
    people = {
        "EC": [authority.signer()],
        "P384": [authority.signer(ec.generate_private_key(ec.SECP384R1()))],
        "RSA": [authority.signer(rsa.generate_private_key(65537, 2048))],
        "DEUX": [authority.signer(), authority.signer()],
        "CPS": [authority.signer(commits=False), authority.signer()],
        "PASSEE": [authority.signer(**expired)],
        "VIDE": [],
    }
    for label in people:
        _util(f"--init-token --free --label {label} --pin {PIN} --so-pin 87654321")
    for label, each in people.items():
        for rank, somebody in enumerate(each, start=1):
            _add(module, folder, label, rank, somebody)
    return Cards(module, {label: each[-1] for label, each in people.items() if each})


def _util(arguments: str) -> None:
    subprocess.run(["softhsm2-util", *arguments.split()], check=True, capture_output=True)


def _add(module: str, folder: Path, label: str, rank: int, somebody: Somebody) -> None:
    key = folder / "key.pem"
    key.write_bytes(somebody.key_pem())
    _util(f"--import {key} --token {label} --label cle{rank} --id a{rank} --pin {PIN}")
    key.unlink()
    token = pkcs11.lib(module).get_token(token_label=label)
    with token.open(rw=True, user_pin=PIN) as session:
        session.create_object(
            {
                Attribute.CLASS: ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: f"certificat {rank}",
                Attribute.ID: bytes([0xA0 + rank]),
                Attribute.SUBJECT: somebody.certificate.subject.public_bytes(),
                Attribute.VALUE: somebody.certificate.public_bytes(Encoding.DER),
            }
        )
