"""A real base, a certified provider, a real browser: in as a doctor, a pharmacist, a patient."""

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
from tests.journeys.writing import AMOX, JEANNE

__all__ = ["postgres_runs", "reachable_folder"]

CLIENT = {
    "client_id": "base-exemple", "client_secret": "un-secret-d-exemple: 100 %",
    "token_endpoint_auth_method": "client_secret_basic",
}  # fmt: skip

LETTERHEAD = {
    "street": "1 rue de l’Exemple", "postcode": "75011", "city": "Paris",
    "phone": "+33199000001", "email": "medecin@demo.mssante.example",
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
        "id": id, "kind": kind, "name": name, "issuer": issuer,
        "client_id": CLIENT["client_id"], "client_secret_file": "psc.secret",
        "scope": "openid scope_all", "acr_values": "eidas1",
    } for id, kind, name in (
        ("psc", "professional", "Pro Exemple Connect"),
        ("patients", "patient", "Patient Exemple Connect"),
    )]))  # fmt: skip
    with BaseInProcess(folder / "base", ORDONNANCE_PROVIDERS=str(listed)) as running:
        yield running.address


def jeanne() -> dict[str, str]:
    """What a provider of civil identity says of the patient: no INS."""
    return {
        "family_name": "Exemple", "given_name": "Jeanne Marie", "gender": "female",
        "birthdate": "1970-06-15", "birthplace": "", "birthcountry": "99999",
    }  # fmt: skip


@pytest.mark.usefixtures("postgres_runs")
def test_people_of_a_certified_provider_sign_in_and_out(
    chromium: Chromium, reachable_folder: Path, accessible: Callable[[Page], None]
) -> None:
    with (
        certified_provider(
            people("medecin", "pharmacien") | {"jeanne": jeanne()}, CLIENT
        ) as issuer,
        real_base(reachable_folder, issuer) as address,
    ):
        code = ""
        for handle, first, named in (
            ("medecin", "/prescrire", "Claire EXEMPLE, Cabinet médical Exemple"),
            ("pharmacien", "/comptoir", "Paul EXEMPLE, Pharmacie Exemple"),
        ):
            with coming(chromium, address) as page:
                says_no(page, accessible)
                says_yes(page, handle, first, named)
                code = code or hands_a_code_over(page)
                leaves(page, issuer)
        with coming(chromium, address) as page:
            a_patient_links_their_account(page, code, accessible)
            leaves(page, issuer)
            knows_them_again(page)
            undoes_the_link(page, issuer, accessible)


@contextmanager
def coming(chromium: Chromium, address: str) -> Iterator[Page]:
    """A browser of its own."""
    with closing(chromium.new_context(base_url=address, locale="fr-FR")) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        yield page


def hands_a_code_over(page: Page) -> str:
    """The doctor issues for Jeanne EXEMPLE and reads the code that they hand over to her."""
    page.goto("/prescrire/coordonnees")
    for name, value in LETTERHEAD.items():
        page.fill(f"#{name}", value)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Nouvelle ordonnance").click()
    for name in ("family", "given", "birth_date", "ins", "birth_place"):
        page.fill(f"#{name}", JEANNE[name])
    page.check("#sexe-f")
    page.check("#qualified")
    page.get_by_role("button", name="C’est ce patient").click()
    expect(page.get_by_text("INS qualifiée", exact=True)).to_be_visible()
    page.fill("#phrase", AMOX)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="prête à émettre")).to_be_visible()
    page.get_by_role("button", name="Émettre").click()
    page.get_by_role("button", name="Remettre un code d’accès au patient").click()
    expect(page.get_by_role("heading", level=1, name="Code d’accès du patient")).to_be_visible()
    return page.locator(".numero.grand").inner_text()


def a_patient_links_their_account(
    page: Page, code: str, accessible: Callable[[Page], None]
) -> None:
    """Their civil identity at the provider, then the code; nothing opens before."""
    page.goto("/mes-ordonnances")
    page.get_by_role("link", name="Se connecter avec Patient Exemple Connect").click()
    page.get_by_role("button", name="jeanne", exact=True).click()
    page.wait_for_url("**/connexion/code")
    accessible(page)
    page.get_by_label("Code").fill(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/mes-ordonnances")
    expect(page.get_by_role("link", name="CLAMOXYL")).to_be_visible()
    page.get_by_role("link", name="CLAMOXYL").click()
    page.get_by_role("link", name="Qui a consulté").click()
    page.get_by_text("Vos propres lectures").click()
    expect(page.get_by_text("lien fait avec votre compte")).to_be_visible()


def knows_them_again(page: Page) -> None:
    """The second time no code is asked for."""
    page.goto("/mes-ordonnances")
    page.get_by_role("link", name="Se connecter avec Patient Exemple Connect").click()
    page.get_by_role("button", name="jeanne", exact=True).click()
    page.wait_for_url("**/mes-ordonnances")


def undoes_the_link(page: Page, issuer: str, accessible: Callable[[Page], None]) -> None:
    """What links the account is seen, and undone: the next sign-in asks for a code again."""
    page.get_by_role("link", name="Mon accès").click()
    expect(page.get_by_text("Relié depuis le")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Défaire le lien").click()
    page.wait_for_url(re.compile(re.escape(issuer)))
    page.get_by_role("button", name="Oui, quitter").click()
    page.wait_for_url(re.compile(r"^http://127\.0\.0\.1:\d+/$"))
    page.goto("/mes-ordonnances")
    page.get_by_role("link", name="Se connecter avec Patient Exemple Connect").click()
    page.get_by_role("button", name="jeanne", exact=True).click()
    page.wait_for_url("**/connexion/code")


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
    page.get_by_role("link", name="Se connecter avec").first.click()
    expect(page.get_by_role("button", name="Refuser")).to_be_visible()
