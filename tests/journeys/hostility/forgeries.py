"""Tokens that nobody should believe, each with the code that refuses it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import ECKey

from tests.builders import tokens
from tests.builders.tokens import AUDIENCE, OTHER_KEY, PATIENT_KEY, PRO_KEY, RSA_KEY, b64, signed
from tests.journeys.sessions import in_seconds

ORDER = int("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16)
"""Order of the curve P-256 (FIPS 186-4)."""

Make = Callable[[], str]
FORGERIES: dict[str, tuple[Make, str]] = {}


def claims(**more: Any) -> dict[str, Any]:
    """The claims of a pharmacist of the test, good for ten minutes; None removes one."""
    found = {
        **tokens.professional_claims(), "iat": in_seconds(minutes=-1), "exp": in_seconds(minutes=9),
        **more,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


def genuine(**more: Any) -> str:
    """A token that is believed."""
    return signed(claims(**more))


def pieces(token: str) -> tuple[str, str, bytes]:
    """Header, payload and raw signature of a token."""
    head, payload, signature = token.split(".")
    return head, payload, base64.urlsafe_b64decode(signature + "==")


def forged(name: str, code: str, make: Make) -> None:
    assert name not in FORGERIES
    FORGERIES[name] = (make, code)


def headed(header: dict[str, Any] | bytes, signature: bytes = b"x") -> str:
    """A token with this header over good claims."""
    head = header if isinstance(header, bytes) else json.dumps(header).encode()
    return f"{b64(head)}.{b64(json.dumps(claims()).encode())}.{b64(signature)}"


def resigned(change: Callable[[bytes], bytes]) -> str:
    """A good token whose signature was changed."""
    head, payload, signature = pieces(genuine())
    return f"{head}.{payload}.{b64(change(signature))}"


def with_secret(secret: bytes) -> str:
    """HS256 with something public as the secret."""
    head, payload = b64(b'{"alg":"HS256","kid":"pro-1"}'), b64(json.dumps(claims()).encode())
    made = hmac.new(secret, f"{head}.{payload}".encode(), hashlib.sha256).digest()
    return f"{head}.{payload}.{b64(made)}"


def public_pem(key: Any) -> bytes:
    """A public key as its issuer publishes it."""
    found: bytes = key.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return found


def der(signature: bytes) -> bytes:
    """A signature as OpenSSL writes it rather than JOSE."""
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    return encode_dss_signature(r, s)


for spelling in ("none", "None", "NONE", "nOnE", "", "none "):
    # With a signature of one byte or none at all.
    code = "TOKEN_SIGNATURE" if spelling else "TOKEN_MALFORMED"
    forged(
        f"alg {spelling!r}",
        code,
        lambda spelling=spelling: headed({"alg": spelling, "kid": "pro-1"}),
    )  # type: ignore[misc]
    forged(
        f"alg {spelling!r} unsigned",
        "TOKEN_MALFORMED",
        lambda spelling=spelling: headed({"alg": spelling, "kid": "pro-1"}, b""),
    )  # type: ignore[misc]

forged("HS256 with the public key", "TOKEN_SIGNATURE", lambda: with_secret(public_pem(PRO_KEY)))
forged("HS256 with the RSA key", "TOKEN_SIGNATURE", lambda: with_secret(public_pem(RSA_KEY)))
forged(
    "HS256 with the modulus",
    "TOKEN_SIGNATURE",
    lambda: with_secret(RSA_KEY.as_dict(private=False)["n"].encode()),
)  # type: ignore[union-attr]
forged("RS256 under the kid of another kind", "TOKEN_SIGNATURE",
       lambda: signed(claims(), RSA_KEY, "pro-1", "RS256"))  # fmt: skip
forged("PS256", "TOKEN_SIGNATURE", lambda: signed(claims(), RSA_KEY, "pro-rsa", "PS256"))
forged("an unknown key", "TOKEN_SIGNATURE", lambda: signed(claims(), OTHER_KEY))
forged("the patients' key for a professional", "TOKEN_SIGNATURE",
       lambda: signed(claims(), PATIENT_KEY))  # fmt: skip
forged("the patients' key by its own name", "TOKEN_SIGNATURE",
       lambda: signed(claims(), PATIENT_KEY, "pat-1"))  # fmt: skip
forged("a patient's issuer with a profession", "TOKEN_CLAIMS",
       lambda: signed(claims(iss=tokens.PATIENTS), PATIENT_KEY, "pat-1"))  # fmt: skip
forged("a fund's issuer with a profession", "TOKEN_CLAIMS",
       lambda: signed(claims(iss=tokens.FUND), PATIENT_KEY, "fund-1"))  # fmt: skip

for rank, kid in enumerate([
    "../../../dev/null", "/etc/passwd", "' UNION SELECT 'x", "https://exemple.invalid/jwks.json",
    "pro-1\x00", "PRO-1", " pro-1", "pro-2", "*", "pat-1", "fund-1", "pro-1,pro-rsa", "x" * 9000,
]):  # fmt: skip
    forged(f"kid {rank}", "TOKEN_SIGNATURE", lambda kid=kid: signed(claims(), kid=kid))  # type: ignore[misc]
forged("kid missing", "TOKEN_SIGNATURE", lambda: headed({"alg": "ES256"}))
forged("kid twice", "TOKEN_MALFORMED",
       lambda: headed(b'{"alg":"ES256","kid":"pro-1","kid":"pro-1"}'))  # fmt: skip
for value in (None, 1, ["pro-1"], {"a": 1}, ""):
    forged(
        f"kid that is {value!r}",
        "TOKEN_MALFORMED",
        lambda value=value: headed({"alg": "ES256", "kid": value}),
    )  # type: ignore[misc]

for member, said in {
    "jku": "https://exemple.invalid/jwks.json", "x5u": "https://exemple.invalid/x.pem",
    "jwk": OTHER_KEY.as_dict(private=False), "x5c": ["MIIB"], "crit": ["b64"], "b64": False,
    "zip": "DEF", "enc": "A256GCM", "cty": "JWT", "epk": {}, "exp": 1, "é": 1,
}.items():  # fmt: skip
    forged(
        f"header member {member}",
        "TOKEN_MALFORMED",
        lambda member=member, said=said: signed(claims(), OTHER_KEY, **{member: said}),
    )  # type: ignore[misc]

forged("signature of zeros", "TOKEN_SIGNATURE", lambda: resigned(lambda _: bytes(64)))
forged("r is zero", "TOKEN_SIGNATURE", lambda: resigned(lambda s: bytes(32) + s[32:]))
forged("s is zero", "TOKEN_SIGNATURE", lambda: resigned(lambda s: s[:32] + bytes(32)))
forged("r is the order", "TOKEN_SIGNATURE",
       lambda: resigned(lambda s: ORDER.to_bytes(32, "big") + s[32:]))  # fmt: skip
forged("signature in DER", "TOKEN_SIGNATURE", lambda: resigned(der))
forged("signature cut", "TOKEN_SIGNATURE", lambda: resigned(lambda s: s[:63]))
forged("signature lengthened", "TOKEN_SIGNATURE", lambda: resigned(lambda s: s + b"\x00"))
forged("halves swapped", "TOKEN_SIGNATURE", lambda: resigned(lambda s: s[32:] + s[:32]))

for rank, aud in enumerate([
    None, "", "urn:autre", [], ["urn:autre"], [[AUDIENCE]], {"aud": AUDIENCE}, AUDIENCE + "/",
    AUDIENCE.upper(), f" {AUDIENCE}", 1, True,
]):  # fmt: skip
    forged(f"aud {rank}", "TOKEN_AUDIENCE", lambda aud=aud: genuine(aud=aud))  # type: ignore[misc]
for rank, iss in enumerate([
    None, "", "https://pro.example/", "https://PRO.example", ["https://pro.example"], 1,
    {"iss": "https://pro.example"}, "https://pro.example\x00", "https://pro.example.invalid",
]):  # fmt: skip
    forged(f"iss {rank}", "TOKEN_ISSUER", lambda iss=iss: genuine(iss=iss))  # type: ignore[misc]

forged("expired", "TOKEN_EXPIRED",
       lambda: genuine(iat=in_seconds(minutes=-12), exp=in_seconds(minutes=-2)))  # fmt: skip
forged("not yet valid", "TOKEN_EXPIRED", lambda: genuine(nbf=in_seconds(minutes=2)))
forged("issued in the future", "TOKEN_EXPIRED",
       lambda: genuine(iat=in_seconds(minutes=2), exp=in_seconds(minutes=9)))  # fmt: skip
forged("lives for an hour", "TOKEN_LIFETIME", lambda: genuine(exp=in_seconds(hours=1)))
forged("lives for ever", "TOKEN_LIFETIME", lambda: genuine(exp=253402300799))
forged("ends before it begins", "TOKEN_LIFETIME", lambda: genuine(exp=in_seconds(minutes=-2)))
for rank, instant in enumerate([
    None, "9999999999", 1.5, 1e308, True, [], {}, 10**30, -1, 0, "demain",
]):  # fmt: skip
    forged(f"exp {rank}", "TOKEN_CLAIMS", lambda instant=instant: genuine(exp=instant))  # type: ignore[misc]
    forged(f"iat {rank}", "TOKEN_CLAIMS", lambda instant=instant: genuine(iat=instant))  # type: ignore[misc]
forged("exp without an end", "TOKEN_MALFORMED",
       lambda: signed(json.dumps(claims()).encode()[:-1] + b',"x":1e999,"y":NaN}'))  # fmt: skip
forged("a claim twice", "TOKEN_MALFORMED",
       lambda: signed(json.dumps(claims()).encode()[:-1] + b',"aud":"x"}'))  # fmt: skip

for rank, subject in enumerate([
    None, "", 899900000078, ["899900000078"], "8 99900000078", "８９９９",
    "89990000007\u200b8", "x" * 300, "'; --", "../1", "\u202e87", {"a": 1},
]):  # fmt: skip
    forged(
        f"SubjectNameID {rank}",
        "TOKEN_CLAIMS",
        lambda subject=subject: genuine(SubjectNameID=subject),
    )  # type: ignore[misc]
for rank, reference in enumerate([None, [], "x", {"exercices": {}}, {"exercices": [1]}]):
    forged(
        f"SubjectRefPro {rank}",
        "TOKEN_CLAIMS",
        lambda reference=reference: genuine(SubjectRefPro=reference),
    )  # type: ignore[misc]
forged("a role that the activity does not have", "TOKEN_CLAIMS",
       lambda: genuine(SubjectRole=["10^1.2.250.1.213.1.1.5.5"]))  # fmt: skip
forged("names that command a screen", "TOKEN_CLAIMS",
       lambda: genuine(sub="x", SubjectNameID="8\u001b[2J"))  # fmt: skip

forged("not three parts", "TOKEN_MALFORMED", lambda: genuine().rpartition(".")[0])
forged("four parts", "TOKEN_MALFORMED", lambda: genuine() + ".x")
forged("five parts, as JWE", "TOKEN_MALFORMED", lambda: "a.b.c.d.e")
forged("JSON serialization", "TOKEN_MALFORMED",
       lambda: json.dumps(dict(zip(("protected", "payload", "signature"), genuine().split("."),
                                   strict=True))))  # fmt: skip
forged("a token in a token", "TOKEN_MALFORMED", lambda: signed(genuine().encode()))
forged("a token named as another thing", "TOKEN_MALFORMED",
       lambda: signed(claims(), typ="application/jose"))  # fmt: skip
forged("padded", "TOKEN_MALFORMED", lambda: genuine() + "=")
forged("a space inside", "TOKEN_MALFORMED", lambda: genuine().replace(".", ". ", 1))
forged("standard base64", "TOKEN_MALFORMED", lambda: genuine()[:-4] + "+/+/")
forged("too long", "TOKEN_MALFORMED", lambda: genuine(x="a" * 14_000))
forged("another token after it", "TOKEN_MALFORMED", lambda: f"{genuine()},{genuine()}")
forged("a patient's number alone", "TOKEN_MALFORMED", lambda: "270069999900106")


def malleable() -> str:
    """The same signature as the curve also allows to write it: s becomes n - s."""

    def other(signature: bytes) -> bytes:
        s = ORDER - int.from_bytes(signature[32:], "big")
        return signature[:32] + s.to_bytes(32, "big")

    return resigned(other)


def of_a_demonstration(key: ECKey) -> str:
    """A token as the demonstration gives, under a key of one's own."""
    return signed(claims(iss="urn:ordonnance:demo:professional"), key)
