"""Why a sheet is not signed: each in its own words, and never with the PIN in them."""

import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import SimpleNamespace

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

from ordonnance.adapters.pades import token
from ordonnance.adapters.pades.key_file import KeyInFile
from ordonnance.adapters.pades.refusals import SigningRefused
from ordonnance.adapters.pades.token import TokenChoice
from ordonnance.bootstrap.signing import KeyPlace, sign
from ordonnance.doors.cli.problems import LOCAL
from tests.ports.drawn import BUNDLE, RENDERER
from tests.ports.pades.authority import serving
from tests.ports.pades.people import NOW, PASSWORD, Authority, an_authority
from tests.ports.pades.softhsm import PIN, Cards
from tests.unit.documents.situations import a_sheet

pytestmark = pytest.mark.service

PDF = RENDERER.render(a_sheet(), BUNDLE)


def refused(act: Callable[[], object]) -> SigningRefused:
    with pytest.raises(SigningRefused) as caught:
        act()
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert PIN not in said
    assert PASSWORD not in said
    assert caught.value.code in LOCAL
    assert caught.value.do
    return caught.value


@pytest.mark.parametrize(
    ("card", "pin", "code"),
    [
        ("EC", "000000", "PIN_WRONG"),
        ("EC", "1", "PIN_WRONG"),
        ("ABSENTE", PIN, "CARD_ABSENT"),
        (None, PIN, "CARD_UNCLEAR"),
        ("VIDE", PIN, "SIGNING_CERTIFICATE_ABSENT"),
        ("DEUX", PIN, "SIGNING_CERTIFICATE_UNCLEAR"),
        ("PASSEE", PIN, "SIGNING_CERTIFICATE_EXPIRED"),
    ],
)
def test_a_card_that_cannot_sign_says_why(
    card: str | None, pin: str, code: str, cards: Cards
) -> None:
    place = KeyPlace(module=cards.module, token=card)
    assert refused(lambda: sign(PDF, place, pin, None)).code == code


def test_a_certificate_can_be_chosen_among_two(cards: Cards) -> None:
    place = KeyPlace(module=cards.module, token="DEUX", certificate="certificat 1")
    assert sign(PDF, place, PIN, None).rpps is not None
    other = KeyPlace(module=cards.module, token="DEUX", certificate="certificat 9")
    assert refused(lambda: sign(PDF, other, PIN, None)).code == "SIGNING_CERTIFICATE_ABSENT"


def test_a_wrong_pin_is_tried_once(cards: Cards, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    class Card(FakeCard):
        def open(self, user_pin: str) -> None:
            tried.append(user_pin)
            raise pkcs11.PinIncorrect

    monkeypatch.setattr(token.pkcs11, "lib", lambda _: FakeLibrary(Card()))
    said = refused(lambda: sign(PDF, KeyPlace(module=cards.module), "wrong", None))
    assert (said.code, tried) == ("PIN_WRONG", ["wrong"])
    assert "dernier" not in said.message


class FakeCard:
    """What SoftHSM2 cannot play: a card that blocks."""

    label = "CPS"
    flags = pkcs11.TokenFlag.TOKEN_INITIALIZED

    def open(self, user_pin: str) -> None:
        raise AssertionError(f"not tried with {len(user_pin)} characters")


class FakeLibrary:
    def __init__(self, card: FakeCard) -> None:
        self._card = card

    def get_slots(self, *, token_present: bool) -> list[SimpleNamespace]:
        assert token_present
        return [SimpleNamespace(get_token=lambda: self._card)]


def test_a_blocked_card_is_not_even_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    card = FakeCard()
    card.flags |= pkcs11.TokenFlag.USER_PIN_LOCKED
    monkeypatch.setattr(token.pkcs11, "lib", lambda _: FakeLibrary(card))
    said = refused(lambda: sign(PDF, KeyPlace(module="any.so"), PIN, None))
    assert said.code == "PIN_LOCKED"


@pytest.mark.parametrize(
    ("raised", "flags", "code", "words"),
    [
        (pkcs11.PinIncorrect, pkcs11.TokenFlag.USER_PIN_FINAL_TRY, "PIN_WRONG", "un essai"),
        (pkcs11.PinLocked, 0, "PIN_LOCKED", "bloqué"),
        (pkcs11.DeviceRemoved, 0, "CARD_ABSENT", "Aucune carte"),
        (pkcs11.DeviceError, 0, "CARD_FAILED", "DeviceError"),
    ],
)
def test_what_the_card_answers_has_words(
    raised: type[Exception], flags: int, code: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Card(FakeCard):
        def open(self, user_pin: str) -> None:
            raise raised(f"pin {user_pin}")

    card = Card()
    card.flags |= flags
    monkeypatch.setattr(token.pkcs11, "lib", lambda _: FakeLibrary(card))
    said = refused(lambda: sign(PDF, KeyPlace(module="any.so"), PIN, None))
    assert said.code == code
    assert words in said.message


def test_a_module_that_is_not_one_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.so", Path(__file__)):
        said = refused(lambda path=path: sign(PDF, KeyPlace(module=str(path)), PIN, None))
        assert said.code == "PKCS11_MODULE_UNUSABLE"


def test_a_key_that_asks_for_its_pin_each_time_receives_it() -> None:
    given: list[object] = []
    key = SimpleNamespace(sign=lambda *_, **named: given.append(named["pin"]) or bytes(64))
    somebody = an_authority().signer()
    held = token.KeyOnToken((somebody.certificate,), key, PIN)  # type: ignore[arg-type]  # a stand-in for a card
    held.sign_digest(bytes(32), token.hashes.SHA256())
    assert given == [PIN]
    assert PIN not in repr(held)
    assert TokenChoice("m").token is None


# --- Key files -----------------------------------------------------------------------------------


def key_file(key: object, issuer: Authority) -> bytes:
    """A key without a certificate."""
    return pkcs12.serialize_key_and_certificates(
        b"x",
        key,
        None,
        [issuer.certificate],
        NoEncryption(),  # type: ignore[arg-type]  # kinds of key that the stubs leave out
    )


def test_a_key_file_that_does_not_open_says_so(issuer: Authority) -> None:
    good = issuer.signer().key_file()
    for content, password in ((good, "un autre"), (good, ""), (b"not pkcs12", PASSWORD),
                              (bytes(2_000_000), PASSWORD)):  # fmt: skip
        place = KeyPlace(file=content)
        said = refused(lambda place=place, password=password: sign(PDF, place, password, None))
        assert said.code == "KEY_FILE_UNREADABLE"


def test_a_key_file_without_certificate_or_expired_or_weak_is_refused(issuer: Authority) -> None:
    alone = key_file(ec.generate_private_key(ec.SECP256R1()), issuer)
    later = issuer.signer(since=NOW + timedelta(days=1), until=NOW + timedelta(days=2))
    weak = issuer.signer(rsa.generate_private_key(65537, 1024))
    other = issuer.signer(ec.generate_private_key(ec.SECP256K1()))
    for content, password, code in (
        (alone, "", "SIGNING_CERTIFICATE_ABSENT"),
        (later.key_file(), PASSWORD, "SIGNING_CERTIFICATE_EXPIRED"),
        (weak.key_file(), PASSWORD, "SIGNING_KEY_UNUSABLE"),
        (other.key_file(), PASSWORD, "SIGNING_KEY_UNUSABLE"),
    ):
        place = KeyPlace(file=content)
        said = refused(lambda place=place, password=password: sign(PDF, place, password, None))
        assert said.code == code


def test_a_key_of_another_certificate_signs_nothing(
    issuer: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = issuer.signer(), issuer.signer()
    mixed = KeyInFile((one.certificate,), other.key)
    monkeypatch.setattr(KeyInFile, "open", lambda *_: mixed)
    said = refused(lambda: sign(PDF, KeyPlace(file=b"x"), PASSWORD, None))
    assert said.code == "SIGNATURE_DIFFERS"


# --- Files and authorities -----------------------------------------------------------------------


def test_what_is_not_a_whole_pdf_is_not_signed(issuer: Authority) -> None:
    place = KeyPlace(file=issuer.signer().key_file())
    for content in (b"%PDF-1.7\n", PDF[:-200], b"<html>", PDF[5:]):
        said = refused(lambda content=content: sign(content, place, PASSWORD, None))
        assert said.code == "SIGNING_PDF_UNREADABLE"


@pytest.mark.parametrize(
    ("status", "content"), [(500, b""), (200, b"not a token"), (200, bytes(300_000)), (302, b"")]
)
def test_an_authority_that_answers_badly_stops_the_signature(
    status: int, content: bytes, issuer: Authority
) -> None:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing is printed among the tests."""

    place = KeyPlace(file=issuer.signer().key_file())
    with serving(Answering) as address:
        said = refused(lambda: sign(PDF, place, PASSWORD, address))
    assert said.code == "TIMESTAMP_UNAVAILABLE"


def test_an_authority_that_is_down_stops_the_signature(issuer: Authority) -> None:
    place = KeyPlace(file=issuer.signer().key_file())
    said = refused(lambda: sign(PDF, place, PASSWORD, "http://127.0.0.1:9/tsa?secret=1"))
    assert said.code == "TIMESTAMP_UNAVAILABLE"
    assert "secret" not in said.message


# --- The command ---------------------------------------------------------------------------------


def command(
    folder: Path, *arguments: str, given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    (folder / "feuille.pdf").write_bytes(PDF)
    asked = ["sign", str(folder / "feuille.pdf"), "-o", str(folder / "signee.pdf"), *arguments]
    return subprocess.run(
        [sys.executable, "-m", "ordonnance.doors.cli.main", *asked],
        input=given, capture_output=True, check=False,
    )  # fmt: skip


def test_the_command_signs_with_a_pin_from_a_file_or_from_its_input(
    cards: Cards, tmp_path: Path, tsa_url: str
) -> None:
    secret = tmp_path / "code"
    secret.touch(mode=0o600)
    secret.write_text(f"{PIN}\n")
    card = ("--pkcs11", cards.module, "--token", "EC", "--tsa", tsa_url)
    for source, given in ((str(secret), b""), ("-", PIN.encode())):
        ended = command(tmp_path, *card, "--pin-from", source, given=given)
        assert ended.returncode == 0, ended.stderr.decode()
        assert "PAdES B-T" in ended.stdout.decode()
        assert "RPPS 99900000011" in ended.stdout.decode()
        assert PIN.encode() not in ended.stdout + ended.stderr
        assert (tmp_path / "signee.pdf").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("arguments", "given", "code"),
    [
        (("--pin-from", "code"), b"", "PIN_EXPOSED"),
        (("--pin-from", "-"), b"\n", "PIN_MISSING"),
        (("--pin-from", "-"), b"\xff\xfe\n", "PIN_MISSING"),
        ((), b"", "PIN_MISSING"),
        (("--pin-from", "-"), b"000000", "PIN_WRONG"),
    ],
)
def test_the_command_says_what_is_wrong_with_the_pin(
    arguments: tuple[str, ...], given: bytes, code: str, cards: Cards, tmp_path: Path
) -> None:
    (tmp_path / "code").write_text(PIN)
    (tmp_path / "code").chmod(0o644)
    named = [each.replace("code", str(tmp_path / "code")) for each in arguments]
    card = ("--pkcs11", cards.module, "--token", "EC", "--without-timestamp", "--json")
    ended = command(tmp_path, *card, *named, given=given)
    assert ended.returncode in (1, 2)
    assert code in ended.stdout.decode()
    assert PIN.encode() not in ended.stdout + ended.stderr
    assert not (tmp_path / "signee.pdf").exists()
