"""A real base, a certified provider, a real browser: in as a doctor, as a pharmacist, and out."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.identity.demo_issuer import DemoIssuer
from ordonnance.adapters.seal.compact_jws import decode_base64url
from tests.browser.certified import certified_provider
from tests.browser.conftest import PATIENCE
from tests.journeys.conftest import postgres_runs, reachable_folder
from tests.journeys.running import BaseInProcess

__all__ = ["postgres_runs", "reachable_folder"]

CLIENT = {
    "client_id": "base-exemple", "client_secret": "un-secret-d-exemple: 100 %",
    "token_endpoint_auth_method": "client_secret_basic",
}  # fmt: skip


def people(*handles: str) -> dict[str, dict[str, Any]]:
    """What the provider says of people of the demonstration."""
    issuer, now = DemoIssuer.from_pem(DemoIssuer.generate()), SystemClock().now()
    told = {}
    for handle in handles:
        claims = json.loads(decode_base64url(issuer.token(handle, now).split(".")[1].encode()))
        kept = claims.keys() - {"iss", "aud", "iat", "exp", "jti", "sub"}
        told[handle] = {name: claims[name] for name in sorted(kept)}
    return told


@contextmanager
def real_base(folder: Path, issuer: str) -> Iterator[str]:
    """The address of a base that is no demonstration, whose people come from that provider."""
    (folder / "psc.secret").write_text(CLIENT["client_secret"])
    listed = folder / "fournisseurs.json"
    listed.write_text(json.dumps([{
        "id": "psc", "kind": "professional", "name": "Pro Exemple Connect", "issuer": issuer,
        "client_id": CLIENT["client_id"], "client_secret_file": "psc.secret",
        "scope": "openid scope_all", "acr_values": "eidas1",
    }]))  # fmt: skip
    with BaseInProcess(folder / "base", ORDONNANCE_PROVIDERS=str(listed)) as running:
        yield running.address


@pytest.mark.usefixtures("postgres_runs")
def test_people_of_a_certified_provider_sign_in_and_out(
    chromium: Chromium, reachable_folder: Path, accessible: Callable[[Page], None]
) -> None:
    with (
        certified_provider(people("medecin", "pharmacien"), CLIENT) as issuer,
        real_base(reachable_folder, issuer) as address,
    ):
        for handle, first, named in (
            ("medecin", "/prescrire", "Claire EXEMPLE, Cabinet médical Exemple"),
            ("pharmacien", "/comptoir", "Paul EXEMPLE, Pharmacie Exemple"),
        ):
            with closing(chromium.new_context(base_url=address, locale="fr-FR")) as context:
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                says_no(page, accessible)
                says_yes(page, handle, first, named)
                leaves(page, issuer)


def ours(page: Page) -> list[tuple[str, bool, bool]]:
    """Our cookies: name, for a safe connection only, not for scripts.

    Those of the provider, on the same machine, are beside.
    """
    kept = page.context.cookies(page.url)
    return [
        (each["name"], each["secure"], each["httpOnly"])
        for each in kept
        if "ordonnance" in each["name"]
    ]


def says_no(page: Page, accessible: Callable[[Page], None]) -> None:
    """Somebody who declines reads it, and finds the way in again."""
    page.goto("/")
    page.get_by_role("link", name="Se connecter").last.click()
    accessible(page)
    page.get_by_role("link", name="Se connecter avec Pro Exemple Connect").click()
    page.get_by_role("button", name="Refuser").click()
    expect(page.get_by_role("alert")).to_contain_text("abandonnée ou refusée")
    accessible(page)


def says_yes(page: Page, handle: str, first: str, named: str) -> None:
    """There, and back where their work begins."""
    page.goto(first)
    page.get_by_role("link", name="Se connecter avec Pro Exemple Connect").click()
    page.get_by_role("button", name=handle, exact=True).click()
    page.wait_for_url(f"**{first}")
    expect(page.get_by_role("banner")).to_contain_text(named)
    assert ours(page) == [("__Host-ordonnance", True, True)]


def leaves(page: Page, issuer: str) -> None:
    """Out here, then out there, then back on the home page."""
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(re.compile(re.escape(issuer)))
    page.get_by_role("button", name="Oui, quitter").click()
    page.wait_for_url(re.compile(r"^http://127\.0\.0\.1:\d+/$"))
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()
    assert ours(page) == []
    # The provider forgot them too: it asks again.
    page.goto("/connexion")
    page.get_by_role("link", name="Se connecter avec Pro Exemple Connect").click()
    expect(page.get_by_role("button", name="Refuser")).to_be_visible()
