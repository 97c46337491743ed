"""The demonstration stays on its machine and looks like one; a real base is never one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ordonnance.adapters.identity.demo_issuer import DEMO_ISSUERS, DemoIssuer
from ordonnance.settings import SETTINGS
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.conftest import reachable
from tests.journeys.running import BaseInProcess, refusal_of_serving
from tests.journeys.sessions import Sessions, in_seconds


def text_of(pdf: bytes) -> str:
    """The text of a sheet."""
    with pypdfium2.PdfDocument(pdf) as sheet:
        return "\n".join(page.get_textpage().get_text_bounded() for page in sheet)


def test_a_number_of_the_demonstration_says_so(door: Door) -> None:
    assert door.issued(documents.simple())[:2] == "UD"
    reserved = door.does("reserve", "medecin", count=1)
    assert reserved["number"][:2] == "UD"


def test_a_sheet_of_the_demonstration_is_a_specimen(door: Door) -> None:
    number = door.issued(documents.simple())
    assert "SPÉCIMEN" in text_of(door.ask("render", "medecin", number=number).content)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via",
                                    "X-Forwarded-Host"])  # fmt: skip
@pytest.mark.parametrize("path", ["/health", "/o", "/fhir/metadata"])
def test_a_forwarded_request_is_refused(door: Door, header: str, path: str) -> None:
    response = door.http.get(path, headers={header: "192.0.2.1"})
    assert response.status_code == 403
    assert "DEMO_LOCAL_ONLY" in response.text


def test_a_forwarded_act_is_refused(door: Door) -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.1"}
    response = door.ask("issue", "medecin", documents.simple(), headers=forwarded)
    assert code_of(response) == "DEMO_LOCAL_ONLY"


def test_a_page_of_another_site_cannot_call_the_demonstration_under_its_own_name(
    door: Door,
) -> None:
    response = door.http.get("/health", headers={"Host": "attacker.example"})
    assert code_of(response) == "DEMO_LOCAL_ONLY"


def test_the_demonstration_listens_to_its_own_machine_only(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::"):
        said = refusal_of_serving(tmp_path / "base", "--demo", "--host", host)
        assert "DEMO_NOT_LOOPBACK" in said
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_has_no_public_address(tmp_path: Path) -> None:
    public = "https://ordonnances.example"
    said = refusal_of_serving(tmp_path / "base", "--demo", ORDONNANCE_PUBLIC_URL=public)
    assert "DEMO_WITH_PUBLIC_URL" in said
    assert list(tmp_path.iterdir()) == []


def test_the_demonstration_has_no_provider(tmp_path: Path) -> None:
    listed = str(tmp_path / "fournisseurs.json")
    said = refusal_of_serving(tmp_path / "base", "--demo", ORDONNANCE_PROVIDERS=listed)
    assert "DEMO_WITH_PROVIDERS" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "NO_ISSUER"), ("{", "ISSUERS_UNREADABLE"), ("[]", "ISSUERS_UNREADABLE")],
)
def test_a_real_base_without_issuer_is_refused_and_leaves_nothing(
    tmp_path: Path, content: str | None, code: str
) -> None:
    listed = tmp_path / "emetteurs.json"
    environment = {}
    if content is not None:
        listed.write_text(content)
        environment = {"ORDONNANCE_ISSUERS": str(listed)}
    assert code in refusal_of_serving(tmp_path / "base", **environment)
    assert not (tmp_path / "base").exists()
    assert not (tmp_path / "base.keys").exists()


def test_authorities_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    said = refusal_of_serving(tmp_path / "base", "--demo", ORDONNANCE_TRUST=str(tmp_path / "x"))
    assert "TRUST_UNREADABLE" in said
    assert not (tmp_path / "base").exists()


def test_lists_of_revocation_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    lists = tmp_path / "listes"
    lists.mkdir()
    (lists / "demo.crl").write_bytes(b"rien")
    for folder, named in ((lists, "demo.crl"), (tmp_path / "absent", "ORDONNANCE_REVOCATION")):
        said = refusal_of_serving(tmp_path / "base", "--demo", ORDONNANCE_REVOCATION=str(folder))
        assert "REVOCATION_UNREADABLE" in said
        assert named in said
    assert not (tmp_path / "base").exists()


def test_a_mistyped_setting_is_refused_by_name(tmp_path: Path) -> None:
    assert "ORDONNANCE_PORT" not in {setting.name for setting in SETTINGS}
    said = refusal_of_serving(tmp_path / "base", "--demo", ORDONNANCE_PORT="80")
    assert "ORDONNANCE_PORT" in said


# --- A real base beside it


AUDIENCE = "urn:exemple:base"


@pytest.fixture(scope="module")
def issuer() -> bytes:
    """The private key of the identity service of a fictitious real base."""
    return DemoIssuer.generate()


@pytest.fixture(scope="module")
def real(postgres_runs: Path, issuer: bytes) -> Iterator[BaseInProcess]:
    """A base that is not a demonstration, with issuers of its own."""
    with reachable() as folder:
        assert folder not in postgres_runs.parents
        listed = folder / "emetteurs.json"
        jwks = DemoIssuer.from_pem(issuer).jwks()
        listed.write_text(
            json.dumps(
                [
                    {"kind": kind.value, "iss": f"https://{kind.value}.example", "jwks": jwks}
                    for kind in DEMO_ISSUERS
                ]
            )
        )
        environment = {
            "ORDONNANCE_ISSUERS": str(listed),
            "ORDONNANCE_AUDIENCE": AUDIENCE,
            "ORDONNANCE_PUBLIC_URL": "https://ordonnances.example",
        }
        with BaseInProcess(folder / "base", **environment) as running:
            yield running


@pytest.fixture(scope="module")
def real_door(real: BaseInProcess, issuer: bytes) -> Iterator[Door]:
    """Its API, with tokens of its own issuers."""
    sessions = Sessions(issuer)
    with Door(real.address, sessions) as door:
        yield door


def session(door: Door, who: str, kind: str = "professional", **more: int) -> str:
    """A token of fifteen minutes for the real base."""
    claims: dict[str, Any] = {
        "iss": f"https://{kind}.example",
        "aud": AUDIENCE,
        "exp": in_seconds(minutes=14),
    }
    return door.sessions.bent(who, **{**claims, "iat": in_seconds(), **more})


def test_a_real_base_gives_real_numbers_and_no_specimen(real_door: Door) -> None:
    doctor = session(real_door, "medecin")
    number = real_door.issued(documents.simple(), who=doctor)
    assert number[:2] == "UA"
    pdf = real_door.ask("render", doctor, number=number).content
    assert "SPÉCIMEN" not in text_of(pdf)


def test_a_real_base_is_reached_through_a_proxy(real_door: Door) -> None:
    forwarded = {"X-Forwarded-For": "192.0.2.1"}
    assert real_door.http.get("/health", headers=forwarded).status_code == 200


def test_a_real_base_gives_no_token(real_door: Door) -> None:
    response = real_door.http.post("/demo/tokens", json={"as": "medecin"})
    assert (response.status_code, code_of(response)) == (403, "DEMO_ONLY")


def test_a_real_base_believes_no_token_of_the_demonstration(real_door: Door, door: Door) -> None:
    token = door.sessions.token("medecin")
    response = real_door.ask("issue", token, documents.simple())
    assert (response.status_code, code_of(response)) == (401, "TOKEN_ISSUER")


def test_a_real_base_takes_tokens_of_fifteen_minutes_at_most(real_door: Door) -> None:
    long = session(real_door, "medecin", exp=in_seconds(minutes=20))
    assert code_of(real_door.ask("consult", long, number="UA1")) == "TOKEN_LIFETIME"


def test_a_number_of_the_demonstration_is_nothing_in_a_real_base(
    real_door: Door, door: Door
) -> None:
    number = door.issued(documents.simple())
    response = real_door.ask("consult", session(real_door, "medecin"), number=number)
    assert code_of(response) in ("NUMBER_UNKNOWN", "NUMBER_INVALID")


def test_the_mark_of_a_folder_never_changes(real: BaseInProcess, reachable_folder: Path) -> None:
    demonstration = BaseInProcess(reachable_folder / "demo", "--demo")
    demonstration.start()
    demonstration.stop()
    as_real = refusal_of_serving(demonstration.data, **real.environment)
    assert "MARK_DIFFERS" in as_real
    real.stop()
    try:
        assert "MARK_DIFFERS" in refusal_of_serving(real.data, "--demo")
    finally:
        real.start()
