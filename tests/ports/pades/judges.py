"""What verifies signatures and is not ours: pdfsig (poppler, NSS) and openssl."""

import re
import subprocess
from pathlib import Path

from asn1crypto import cms  # type: ignore[import-untyped]  # ships no types

from tests.ports.pades.people import Authority

_RANGE = re.compile(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]")


def said_by_pdfsig(pdf: bytes, folder: Path) -> str:
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    ended = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True,
                           check=False)  # fmt: skip
    return ended.stdout


def parts(pdf: bytes) -> tuple[bytes, bytes]:
    """The CMS of the last signature, and what it covers."""
    start, length, again, rest = map(int, _RANGE.findall(pdf)[-1])
    text = bytes.fromhex(pdf[length + 1 : again - 1].decode("ascii"))
    der: bytes = cms.ContentInfo.load(text).dump()
    return der, pdf[start:length] + pdf[again : again + rest]


def openssl_verifies(pdf: bytes, authority: Authority, folder: Path) -> bool:
    """The CMS over the covered bytes, by a chain that ends in the authority."""
    der, covered = parts(pdf)
    (folder / "sig.der").write_bytes(der)
    (folder / "covered").write_bytes(covered)
    (folder / "ca.pem").write_bytes(authority.pem())
    return _openssl(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", folder / "sig.der", "-content",
        folder / "covered", "-CAfile", folder / "ca.pem", "-purpose", "any", "-out", "/dev/null",
    )  # fmt: skip


def openssl_verifies_the_timestamp(pdf: bytes, authority: Authority, folder: Path) -> bool:
    """The token over the bytes of the signature."""
    (info,) = cms.ContentInfo.load(parts(pdf)[0])["content"]["signer_infos"]
    (token,) = [
        each["values"][0]
        for each in info["unsigned_attrs"]
        if each["type"].native == "signature_time_stamp_token"
    ]
    (folder / "token.der").write_bytes(token.dump())
    (folder / "signature").write_bytes(info["signature"].native)
    (folder / "stamps.pem").write_bytes(authority.pem())
    return _openssl(
        "ts", "-verify", "-in", folder / "token.der", "-token_in", "-data", folder / "signature",
        "-CAfile", folder / "stamps.pem",
    )  # fmt: skip


def _openssl(*arguments: object) -> bool:
    given = ["openssl", *map(str, arguments)]
    return subprocess.run(given, capture_output=True, check=False).returncode == 0
