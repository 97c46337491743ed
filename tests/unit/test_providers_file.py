"""The file of providers: read whole, or refused at start by the name of what is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.jwk import ECKey, RSAKey

from ordonnance.adapters.identity.issuers import IssuerKind
from ordonnance.adapters.oidc.provider import ClientAuth
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.providers import read_providers

GIVEN = {
    "id": "psc", "kind": "professional", "name": "Pro Exemple Connect",
    "issuer": "https://fournisseur.example", "client_id": "base-exemple",
    "client_secret_file": "psc.secret", "scope": "openid scope_all", "acr_values": "eidas1 eidas2",
}  # fmt: skip


def written(folder: Path, *listed: Any) -> Path:
    (folder / "psc.secret").write_text("un-secret-d-exemple\n")
    path = folder / "fournisseurs.json"
    path.write_text(json.dumps(listed))
    return path


def test_without_the_setting_there_is_no_provider() -> None:
    assert read_providers(None) == ()


def test_a_provider_is_read_with_its_secret_from_a_file_beside(tmp_path: Path) -> None:
    (found,) = read_providers(written(tmp_path, GIVEN))
    assert (found.kind, found.auth) == (IssuerKind.PROFESSIONAL, ClientAuth.BASIC)
    assert found.secret == "un-secret-d-exemple"
    assert found.acr == ("eidas1", "eidas2")
    assert found.discovered_at == "https://fournisseur.example/.well-known/openid-configuration"
    assert "un-secret" not in repr(found)


def test_a_provider_on_this_machine_may_be_tried_without_https(tmp_path: Path) -> None:
    local = {**GIVEN, "issuer": "http://127.0.0.1:9000"}
    assert read_providers(written(tmp_path, local))[0].issuer == "http://127.0.0.1:9000"


@pytest.mark.parametrize("key", [
    ECKey.generate_key("P-256", private=True), RSAKey.generate_key(2048, private=True)
], ids=["EC", "RSA"])  # fmt: skip
def test_a_key_of_ours_takes_the_place_of_the_secret(tmp_path: Path, key: ECKey | RSAKey) -> None:
    (tmp_path / "nous.pem").write_bytes(key.as_pem(private=True))
    given = {**GIVEN, "auth": "private_key_jwt", "private_key_file": "nous.pem", "kid": "nous"}
    del given["client_secret_file"]
    (found,) = read_providers(written(tmp_path, given))
    assert found.key is not None
    assert (found.key.kid, found.key.alg[2:]) == ("nous", "256")


def test_a_provider_may_be_that_of_patients(tmp_path: Path) -> None:
    (found,) = read_providers(written(tmp_path, {**GIVEN, "kind": "patient"}))
    assert found.kind is IssuerKind.PATIENT


@pytest.mark.parametrize(("changed", "said"), [
    ({"issuer": "http://fournisseur.example"}, "issuer"),
    ({"issuer": 3}, "issuer"),
    ({"kind": "fund"}, "kind"),
    ({"kind": None}, "kind"),
    ({"id": "P S C"}, "id"),
    ({"client_secret_file": "absent"}, "FileNotFoundError"),
    ({"client_secret_file": ""}, "client_secret_file"),
    ({"auth": "none"}, "ClientAuth"),
    ({"auth": "private_key_jwt"}, "private_key_file"),
    ({"auth": "private_key_jwt", "private_key_file": "psc.secret"}, "private key"),
    ({"parameters": {"prompt": 1}}, "parameters"),
    ({"parameters": {"nonce": "deviné"}}, "parameters"),
    ({"client_secret": "ici"}, "client_secret"),
])  # fmt: skip
def test_what_is_wrong_is_named_and_never_quoted(
    tmp_path: Path, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(OpeningRefused) as refused:
        read_providers(written(tmp_path, {**GIVEN, **changed}))
    assert refused.value.code == "PROVIDERS_UNREADABLE"
    assert said in refused.value.message
    assert "un-secret" not in refused.value.message


@pytest.mark.parametrize("content", ["{", "[]", "{}", "[1]", '["psc"]'])
def test_a_file_that_is_no_list_of_providers_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "fournisseurs.json"
    path.write_text(content)
    with pytest.raises(OpeningRefused):
        read_providers(path)


def test_two_providers_have_two_names(tmp_path: Path) -> None:
    with pytest.raises(OpeningRefused) as refused:
        read_providers(written(tmp_path, GIVEN, GIVEN))
    assert "share one id" in refused.value.message


def test_a_weak_key_is_refused(tmp_path: Path) -> None:
    weak = rsa.generate_private_key(65537, 1024)
    pem = weak.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "nous.pem").write_bytes(pem)
    given = {**GIVEN, "auth": "private_key_jwt", "private_key_file": "nous.pem"}
    with pytest.raises(OpeningRefused):
        read_providers(written(tmp_path, given))
