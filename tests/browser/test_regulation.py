"""A regulator at a real browser: the keyboard alone, accessibility, a page inside a software."""

import re
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


def ready(page: Page) -> None:
    expect(page.get_by_role("heading", name="Prêt à envoyer")).to_be_visible()


class Hands:
    """Ten fingers on a keyboard, no mouse: what they press is counted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.letters = self.keys = 0

    def type(self, words: str) -> None:
        self._page.keyboard.type(words)
        self.letters += len(words)

    def press(self, *keys: str) -> None:
        for each in keys:
            self._page.keyboard.press(each)
            self.keys += 1

    def reach(self, what: str) -> None:
        for _ in range(120):
            self.press("Tab")
            if self._page.evaluate("what => document.activeElement.matches(what)", what):
                return
        raise AssertionError(f"the keyboard does not reach {what}")


def begun(page: Page, hands: Hands) -> None:
    """A new call from the board: its button has the focus, then its first field."""
    expect(page.get_by_role("button", name="Nouvel appel")).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#family")).to_be_focused()
    page.wait_for_load_state()


def test_a_whole_call_from_the_home_page_to_sent_by_the_keyboard_alone(
    page: Page, accessible: Callable[[Page], None]
) -> None:
    """The figures are in the guide of the regulator: change both."""
    hands = Hands(page)
    page.goto("/")
    hands.reach("main a[href='/connexion']")
    hands.press("Enter")
    page.wait_for_url("**/connexion")
    hands.reach("button[value=regulateur]")
    hands.press("Enter")
    page.wait_for_url("**/regulation")
    accessible(page)
    signing_in, hands.keys = hands.keys, 0

    begun(page, hands)
    for words in ("Exemple", "Jeanne", "15/06/1970", "62"):
        hands.type(words)
        hands.press("Enter")
    expect(page.locator("[name=sex][value=F]")).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#points input").first).to_be_focused()
    hands.press("ArrowUp", "Enter")
    expect(page.locator("#points-aucun")).to_be_checked()
    expect(page.locator("[name=motif]").first).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_text("Gonflement du cou")).to_be_visible()
    hands.press("ArrowUp", "Enter")
    expect(page.locator("[name=signes-aucun]")).to_be_checked()
    expect(page.locator("#phrase")).to_be_focused()
    hands.type("1")
    hands.press("Enter")
    # Its card is read, and the field of the pharmacy waits.
    expect(page.locator("#lu")).to_contain_text("Tramadol 50 mg")
    expect(page.locator("#cherche")).to_be_focused()
    hands.type("beffroi")
    hands.press("Enter")
    expect(page.locator("[name=lieu]:not([value=''])").first).to_be_focused()
    hands.press("Enter")
    expect(page.locator("#dit")).to_be_focused()
    hands.press("Enter")
    ready(page)
    expect(page.locator("#envoyer")).to_be_focused()
    accessible(page)
    page.set_viewport_size({"width": 320, "height": 800})
    accessible(page)
    hands.press("Control+Enter")
    expect(page.get_by_role("heading", name="À dire à l’appelant")).to_be_visible()
    expect(page.locator("#etat")).to_contain_text("Parti")
    accessible(page)
    assert (hands.keys, hands.letters) == (16, 33)
    assert signing_in < 20


def test_enter_saves_no_whole_page_and_leads_to_what_is_missing(page: Page) -> None:
    begun(sign_in(page, "regulateur"), Hands(page))
    asked: list[str] = []
    page.on("framenavigated", lambda frame: asked.append(frame.url))
    page.locator("#weight").fill("62")
    page.keyboard.press("Enter")
    expect(page.locator("[name=sex][value=F]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=sex][value=M]")).to_be_checked()
    expect(page.locator("#points input").first).to_be_focused()
    page.locator("#phrase").fill("mots que personne ne comprend")
    page.keyboard.press("Enter")
    expect(page.locator("#lu")).to_contain_text("n’a pas été comprise")
    expect(page.locator("#phrase")).to_be_focused()
    page.get_by_role("button", name="Tramadol 50 mg").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#phrase")).to_have_value(re.compile("^tramadol 50 mg gélule"))
    expect(page.locator("#cherche")).to_be_focused()
    # Past the last field, Enter leads back to what is missing.
    page.locator("#cherche").fill("personne ne s’appelle ainsi")
    page.keyboard.press("Enter")
    expect(page.locator("#lieux")).to_contain_text("Aucun lieu de ce nom")
    expect(page.locator("#cherche")).to_be_focused()
    assert asked == []


@pytest.fixture
def software(base: BaseInThread, tmp_path: Path) -> Iterator[str]:
    """The page of the example, on another site than the base, which knows it."""
    platform = base.platform
    base_of: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token = platform.demo_token("regulateur")
            body = host_page(tmp_path, base_of[0], token, origin, platform.base_url).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: its pages are none of ours."""

    host = HTTPServer(("127.0.0.1", 0), Host)
    origin = f"http://localhost:{host.server_port}"
    file = init(tmp_path, host.server_port)
    # It has another address too, named first: the page that shows the call is the one told.
    both = file.read_text("utf-8").replace(f'["{origin}"]', f'["https://lrm.example", "{origin}"]')
    file.write_text(both, "utf-8")
    clients = read_clients(file)
    assert len(clients[0].origins) == 2
    thread = threading.Thread(target=host.serve_forever, daemon=True)
    thread.start()
    known = Launches(clients, platform.base_url, platform.ports.clock.now)
    with base.served_with(launches=known) as address:
        base_of.append(address)
        yield origin
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
    inside.get_by_role("button", name="Envoyer à").click()
    expect(inside.get_by_role("heading", name="À dire à l’appelant")).to_be_visible()
    expect(page.locator("#dit")).to_contain_text('"type":"ordonnance.regulation"')
    expect(page.locator("#dit")).to_contain_text('"cas":"1"')
    expect(page.locator("#dit")).not_to_contain_text("numero")
