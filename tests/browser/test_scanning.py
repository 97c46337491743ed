"""Scanners that play a keyboard, as they are found in pharmacies: badly set, fast, anywhere."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Page, Route, expect

from ordonnance.doors.web.screens.counter_keys import AMERICAN, FRENCH
from tests.browser.conftest import sign_in
from tests.browser.test_counter import by_hand, opened, scan
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import wait_until

Visit = Callable[..., Page]

GS = "\x1d"

NO_SILENCE = """() => {
  window.timers ||= setTimeout;
  window.setTimeout = (act, ms, ...more) => (
    [SILENCE_MS, NEXT_KEY_MS].includes(ms) ? 0 : timers(act, ms, ...more));
}"""
"""From here on a page believes no silence; what else it waits for goes on."""


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.simple())


class Wedge:
    """The keys of a scanner one by one, at its own pace whatever the machine does meanwhile."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._keys: CDPSession = page.context.new_cdp_session(page)

    def types(self, text: str, *ends: str) -> None:
        """Each key 5 ms after the one before, the last one now; `ends`: the keys that end it.

        Between two of them a busy machine may stand still for longer than a silence of the page.
        """
        *keys, last = [*text, *ends]
        now = self._page.evaluate("Date.now()") / 1000
        self._page.evaluate(NO_SILENCE)
        for rank, sign in enumerate(keys, start=-len(keys)):
            self._press(sign, now + rank * 0.005)
        self._page.evaluate("() => { window.setTimeout = timers; }")
        self._press(last, now)

    def _press(self, sign: str, at: float) -> None:
        key: dict[str, object] = {"key": sign, "text": sign, "timestamp": at}
        if sign in ("Enter", "Tab"):
            text = "\r" if sign == "Enter" else ""
            code = 13 if sign == "Enter" else 9
            key |= {"text": text, "code": sign, "windowsVirtualKeyCode": code}
        elif sign == GS:
            key = {"key": "]", "code": "BracketRight", "modifiers": 2, "timestamp": at}
        self._keys.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
        self._keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **key, "text": ""})


def until(page: Page, told: str) -> None:
    """Wait for what a script of the page tells."""
    wait_until(lambda: page.evaluate(told), 60)


def on_a_french_keyboard(text: str) -> str:
    """What appears when a scanner set for an American keyboard plays on a French one."""
    return text.translate(str.maketrans(AMERICAN, FRENCH))


def slipped(text: str) -> str:
    """What appears while the capitals are locked."""
    return text.swapcase()


def whole(cip13: str, lot: str = "L42", expiry: str = "271130") -> str:
    """A DataMatrix as a pharmacy reads it: product, serial, expiry, lot, with separators.

    Each lot has one box, of its own serial number.
    """
    return f"010{cip13}21SN2100X{lot}{GS}17{expiry}" + f"10{lot}"


def offered(page: Page, rank: int = 0) -> str:
    """The code of a box that the open ordonnance waits for."""
    return page.locator("[data-boite]").nth(rank).get_attribute("data-boite") or ""


def test_codes_of_scanners_set_otherwise_open_the_same_ordonnance(page: Page, number: str) -> None:
    sign_in(page, "pharmacien")
    wedge = Wedge(page)
    address = f"https://base.exemple.fr/o#{number}"
    played: list[tuple[str, tuple[str, ...]]] = [
        (number, ("Enter",)),
        (address, ("Tab",)),
        (number.lower(), ("Enter",)),
        (slipped(address), ("Enter",)),
        (on_a_french_keyboard(address), ("Enter",)),
        (on_a_french_keyboard(number), ("Enter",)),
        (address, ()),
    ]
    for text, end in played:
        page.goto("/comptoir")
        expect(page.locator("#numero")).to_be_focused()
        wedge.types(text, *end)
        expect(page.get_by_role("heading", name="Jeanne EXEMPLE"), text).to_be_visible()
        expect(page.locator("#numero")).to_have_value("")


def test_boxes_are_read_with_separators_on_either_keyboard_and_two_in_a_row(
    page: Page, number: str
) -> None:
    opened(page, number)
    wedge = Wedge(page)
    told = page.locator("[data-bips]").first
    wedge.types(whole(offered(page)), "Enter")
    expect(told).to_contain_text("1 sur 2 bipée")
    expect(told).to_contain_text("lot L42, péremption 11/2027")
    wedge.types(on_a_french_keyboard(whole(offered(page), "L43")), "Enter")
    expect(told).to_contain_text("lot L43, péremption 11/2027")
    # Without a key at their end, a silence ends them.
    page.reload()
    for text in ("]d2" + whole(offered(page)), GS + whole(offered(page), "L43")):
        wedge.types(text)
        until(page, "log === null")
    expect(told).to_contain_text("2 sur 2 bipées")
    assert page.locator("input[name=bip-1]").count() == 2
    page.reload()
    wedge.types(whole(offered(page)), "Enter")
    wedge.types(whole(offered(page), "L44"), "Enter")
    expect(told).to_contain_text("2 sur 2 bipées")


def test_a_computer_that_stops_for_a_moment_cuts_no_scan_in_two(page: Page, number: str) -> None:
    page.clock.install()
    opened(page, number)
    begun, end = whole(offered(page)).split(GS)
    page.keyboard.type(begun)
    page.clock.fast_forward(500)
    page.keyboard.press("Control+]")
    page.keyboard.type(end)
    page.keyboard.press("Enter")
    expect(page.locator("[data-bips]").first).to_contain_text("lot L42, péremption 11/2027")
    assert page.locator("input[name=bip-1]").count() == 1


def test_a_lot_that_no_separator_ends_is_not_guessed(page: Page, number: str) -> None:
    opened(page, number)
    scan(page, f"010{offered(page)}1727113010L4221ABCDEF")
    expect(page.locator("[data-bips]").first).to_contain_text("lot non lu")
    assert page.locator("input[name=bip-1]").get_attribute("value") == f"{offered(page)}||"


def test_a_scan_into_another_field_leaves_it_as_it_was_and_serves_nothing(
    page: Page, number: str, door: Door
) -> None:
    opened(page, number)
    wedge = Wedge(page)
    page.keyboard.press("F2")
    packs = page.get_by_label("Boîtes").first
    packs.fill("1")
    wedge.types(whole(offered(page)), "Enter")
    expect(page.locator("[data-bips]").first).to_contain_text("1 sur 2 bipée")
    expect(packs).to_have_value("1")
    page.keyboard.press("F4")
    reason = page.get_by_label("Raison").first
    before = reason.input_value()
    wedge.types(whole(offered(page), "L43"), "Enter")
    expect(page.locator("[data-bips]").first).to_contain_text("2 sur 2 bipées")
    assert reason.input_value() == before
    page.get_by_label("comme prescrit").first.focus()
    wedge.types(whole("3400930000007"), "Enter")
    expect(page.locator("[data-bip-inconnu]")).to_contain_text("n’est pas attendue ici")
    assert "execution" not in door.does("executions", "pharmacien", number=number)


def test_a_scanner_that_ends_with_two_keys_serves_nothing(
    page: Page, number: str, door: Door
) -> None:
    opened(page, number)
    wedge = Wedge(page)
    wedge.types(whole(offered(page)), "Enter", "Enter")
    expect(page.locator("[data-bips]").first).to_contain_text("1 sur 2 bipée")
    assert "execution" not in door.does("executions", "pharmacien", number=number)
    until(page, "performance.now() > deaf")
    by_hand(page, "Enter")
    expect(page.get_by_text("Exécution enregistrée")).to_be_visible()


def test_a_number_refused_gives_way_to_the_next_scan(page: Page, number: str) -> None:
    sign_in(page, "pharmacien")
    scan(page, "bonjour")
    expect(page.get_by_role("alert").first).to_contain_text("numéro")
    scan(page, number)
    expect(page.get_by_role("heading", name="Jeanne EXEMPLE")).to_be_visible()


def test_a_box_counts_once_an_expired_one_never_and_one_too_many_is_said(
    page: Page, number: str
) -> None:
    opened(page, number)
    wedge = Wedge(page)
    told, why = page.locator("[data-bips]").first, page.locator("[data-bip-inconnu]")
    line = page.locator("[data-ligne='1']")
    wedge.types(whole(offered(page)), "Enter")
    wedge.types(whole(offered(page)), "Enter")
    expect(why).to_contain_text("déjà bipée")
    wedge.types(whole(offered(page), "L43", "200300"), "Enter")
    expect(why).to_contain_text("Boîte périmée depuis 03/2020 : rien n’a été ajouté.")
    expect(told).to_contain_text("1 sur 2 bipée")
    for lot in ("L44", "L45"):
        wedge.types(whole(offered(page), lot), "Enter")
    expect(told).to_contain_text("Trop de boîtes : 3 bipées pour 2 à délivrer")
    expect(line).not_to_have_class("ligne bon bipee")
    page.get_by_role("button", name="Ôter la dernière boîte").click()
    expect(told).to_contain_text("2 sur 2 bipées")
    expect(line).to_have_class("ligne bon bipee")


def test_what_was_scanned_while_nobody_answered_goes_into_no_other_ordonnance(
    visit: Visit, number: str
) -> None:
    page = opened(visit(cut=True), number)
    wedge, code = Wedge(page), whole(offered(page))
    page.goto("/comptoir")
    kept: list[Route] = []
    page.route("**/comptoir", lambda route: kept.append(route))
    wedge.types(number, "Enter")
    until(page, "Envoi.busy")
    wedge.types(code, "Enter")
    # However long the base takes, the page goes on saying that a code waits.
    said = page.locator("#envoi")
    expect(said).to_have_text(
        re.compile(r"(en cours|met du temps).* Le code scanné attend la réponse")
    )
    wait_until(lambda: bool(page.evaluate("1") and kept), 60)
    kept[0].abort()
    expect(page.locator("#envoi")).to_contain_text("à biper à nouveau : 34")
    expect(page.locator("#numero")).to_have_value(number)
    page.unroute("**/comptoir")
    page.get_by_role("button", name="Recommencer").click()
    expect(page.get_by_role("heading", name="Jeanne EXEMPLE")).to_be_visible()
    assert page.locator("input[name^=bip-]").count() == 0


def test_boxes_of_two_lines_of_one_medicine_fill_one_then_the_other(page: Page, door: Door) -> None:
    opened(page, door.issued(documents.written(documents.course(), documents.course())))
    wedge = Wedge(page)
    for lot in ("L1", "L2", "L3"):
        wedge.types(whole(offered(page), lot), "Enter")
    expect(page.locator("[data-ligne='1'] [data-bips]")).to_contain_text("2 sur 2 bipées")
    expect(page.locator("[data-ligne='2'] [data-bips]")).to_contain_text("1 sur 2 bipée")


def test_boxes_stay_scanned_when_a_refusal_comes_back(page: Page, number: str) -> None:
    opened(page, number)
    Wedge(page).types(whole(offered(page)), "Enter")
    page.keyboard.press("F2")
    page.locator("#motif-1").evaluate("one => one.append(new Option('x', 'inconnu'))")
    page.locator("#motif-1").select_option("inconnu")
    serve = page.get_by_role("button", name="Délivrer ce qui est bipé (1 ligne)")
    serve.click()
    expect(page.locator("#refus")).to_contain_text("Rien n’a été enregistré")
    expect(page.locator("[data-bips]").first).to_contain_text("1 sur 2 bipée")
    expect(page.locator("[data-bips]").first).to_contain_text("lot L42")
    expect(serve).to_be_visible()
