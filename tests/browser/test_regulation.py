"""A regulator at a real browser: the keyboard alone, accessibility, a page inside a software."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from examples.lrm.host import init
from examples.lrm.host import page as host_page
from ordonnance.adapters.identity.launches import Launches
from ordonnance.bootstrap.launching import read_clients
from tests.browser.conftest import sign_in
from tests.journeys.running import BaseInThread


def reach(page: Page, what: str) -> None:
    """Press Tab until what is looked for has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"the keyboard does not reach {what}")


def ready(page: Page) -> None:
    expect(page.get_by_role("heading", name="Prêt à envoyer")).to_be_visible()


def test_a_whole_call_by_the_keyboard_alone(page: Page, accessible: Callable[[Page], None]) -> None:
    sign_in(page, "regulateur")
    accessible(page)
    page.keyboard.press("Enter")
    expect(page.locator("#family")).to_be_focused()
    page.keyboard.type("Exemple")
    for words in ("Jeanne", "15/06/1970", "62"):
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    reach(page, "[name=sex][value=F]")
    page.keyboard.press("Space")
    reach(page, "#points-aucun")
    page.keyboard.press("Space")
    reach(page, "[name=motif]")
    page.keyboard.press("Space")
    expect(page.get_by_text("Gonflement du cou")).to_be_visible()
    reach(page, "[name=signes-aucun]")
    page.keyboard.press("Space")
    reach(page, "#phrase")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("#lu")).to_contain_text("Tramadol 50 mg")
    page.focus("#phrase")
    reach(page, "#cherche")
    page.keyboard.type("beffroi")
    expect(page.locator("#lieux")).to_contain_text("BEFFROI")
    reach(page, "[name=lieu]:not([value=''])")
    page.keyboard.press("Space")
    expect(page.locator("#dit")).to_be_visible()
    reach(page, "#dit")
    page.keyboard.press("Space")
    page.locator("#motifs-qui input[type=checkbox]").focus()
    page.keyboard.press("Space")
    ready(page)
    accessible(page)
    page.set_viewport_size({"width": 320, "height": 800})
    accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="À dire à l’appelant")).to_be_visible()
    expect(page.locator("#etat")).to_contain_text("Parti")
    accessible(page)


@pytest.fixture
def software(base: BaseInThread, tmp_path: Path) -> Iterator[str]:
    """The page of the example, on another site than the base, which knows it."""
    platform = base.platform
    base_of: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token = platform.demo_token("regulateur")
            body = host_page(tmp_path, base_of[0], token, platform.base_url).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: its pages are none of ours."""

    host = HTTPServer(("127.0.0.1", 0), Host)
    clients = read_clients(init(tmp_path, host.server_port))
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    known = Launches(clients, platform.base_url, platform.ports.clock.now)
    with base.served_with(launches=known) as address:
        base_of.append(address)
        yield f"http://localhost:{host.server_port}"
    host.shutdown()
    thread.join()
    host.server_close()


def test_a_call_inside_the_page_of_a_software_of_another_site(
    visit: Callable[..., Page], software: str
) -> None:
    page = visit(address=software)
    page.goto("/")
    inside = page.frame_locator("iframe")
    expect(inside.locator("#family")).to_have_value("EXEMPLE")
    for box in ("#points-aucun", "[name=motif][value=douleur_dentaire]", "[name=signes-aucun]"):
        inside.locator(box).check()
    inside.locator("#phrase").fill("2")
    inside.locator("#phrase").press("Enter")
    expect(inside.locator("#lu")).to_contain_text("codéine")
    inside.locator("#cherche").fill("beffroi")
    inside.locator(".lieu", has_text="BEFFROI").locator("input").check()
    inside.locator("#dit").check()
    inside.locator("#motifs-qui input[type=checkbox]").check()
    inside.get_by_role("button", name="Envoyer à").click()
    expect(inside.get_by_role("heading", name="À dire à l’appelant")).to_be_visible()
    expect(page.locator("#dit")).to_contain_text('"type":"ordonnance.regulation"')
    expect(page.locator("#dit")).to_contain_text('"cas":"1"')
    expect(page.locator("#dit")).not_to_contain_text("numero")
