"""From a scan to the lines on the screen, in a real browser: keys of a wedge, what is painted.

The time begins with the last key of the scanner (Enter) and ends with the frame that follows the
drawing of the lines; that of the keys themselves stands beside it. Cold: a browser that keeps
nothing, whose person has just signed in. Warm: the same page, ordonnance after ordonnance.
"""

from statistics import median, quantiles

from playwright.sync_api import Browser, Page

from bench.table import NONE, figure
from tools.screens.base import NoBrowser, chromium

BUDGET_MS = 1000
"""Most milliseconds from the scan to the lines."""

COLD, WARM = 8, 30
WEDGE_MS = 5
"""Milliseconds between two keys of a scanner."""

_WATCH = """() => {
  window.seen = new Promise((done) => {
    let first = 0, last = 0;
    addEventListener("keydown", (event) => {
      first ||= performance.now();
      if (event.key === "Enter") last = performance.now();
    }, true);
    const there = () => last && document.querySelectorAll("[data-comptoir] [data-ligne]").length;
    const watch = new MutationObserver(() => {
      if (!there()) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => {
        const now = performance.now();
        done([now - last, now - first]);
      }));
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
  });
}"""


def scanning(address: str, number: str) -> list[tuple[str, ...]]:
    """Rows: median and p95, cold and warm; a row that says so where there is no browser."""
    try:
        with chromium() as browser:
            cold = [_cold(browser, address, number) for _ in range(COLD)]
            warm = _warm(browser, address, number)
    except NoBrowser as error:
        return [(f"du bip aux lignes : {error}", NONE, NONE, NONE, NONE)]
    return [
        _row("du bip aux lignes, premier bip d'un navigateur neuf", [each for each, _ in cold]),
        _row("du bip aux lignes, bips suivants", [each for each, _ in warm]),
        _row("le même, frappe du lecteur comprise", [each for _, each in warm]),
    ]


def _row(name: str, took: list[float]) -> tuple[str, ...]:
    return name, NONE, NONE, figure(median(took)), figure(quantiles(took, n=20)[18])


def _signed_in(browser: Browser, address: str) -> Page:
    page = browser.new_context(base_url=address, locale="fr-FR").new_page()
    page.goto("/connexion")
    page.click("button[value=pharmacien]")
    page.wait_for_selector("#numero")
    return page


def _cold(browser: Browser, address: str, number: str) -> tuple[float, float]:
    page = _signed_in(browser, address)
    took = _scanned(page, number)
    page.context.close()
    return took


def _warm(browser: Browser, address: str, number: str) -> list[tuple[float, float]]:
    page = _signed_in(browser, address)
    _scanned(page, number)
    took = []
    for _ in range(WARM):
        # Between two patients the field waits, empty, above another screen of the counter.
        page.goto("/comptoir")
        page.wait_for_selector("#numero:focus")
        took.append(_scanned(page, number))
    page.context.close()
    return took


def _scanned(page: Page, number: str) -> tuple[float, float]:
    """Milliseconds since the last key, and since the first one."""
    page.evaluate(_WATCH)
    page.keyboard.type(f"https://base.exemple.fr/o#{number}", delay=WEDGE_MS)
    page.keyboard.press("Enter")
    since_last, since_first = page.evaluate("window.seen")
    return float(since_last), float(since_first)
