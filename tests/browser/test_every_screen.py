"""Every screen of the table in a real browser at 200 %: judged whole, nothing beyond its edges."""

from collections.abc import Callable
from contextlib import closing

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.browser.conftest import PATIENCE, pictures
from tests.journeys.asking import Door
from tests.journeys.conftest import browse
from tests.journeys.every_screen import STORIES, Browse, of_the_mailbox
from tests.journeys.running import BaseInThread

__all__ = ["browse"]

Judge = Callable[[Page], None]
HALF = {"width": 640, "height": 384}
"""A screen of 1280 by 768 at 200 %: half as many pixels of CSS, each twice as large."""

CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const hidden = !one.checkVisibility() || !box.width || !box.height
    || one.closest(".hors-ecran, [hidden], svg, .passer");
  // What scrolls by itself shows the rest; what is laid over the edge, or clipped, hides it.
  const clips = ["hidden", "clip"].includes(style.overflowX) && style.display !== "inline"
    && one.scrollWidth > one.clientWidth + 1;
  const out = box.right > innerWidth + 1 && !one.closest(".defile");
  return !hidden && (clips || out);
}).map((one) => one.outerHTML.slice(0, 160))"""
"""What is cut, or stands beyond the right edge."""


def test_every_screen_at_twice_its_size_is_whole_and_accessible(
    chromium: Chromium, browse: Browse, door: Door, base: BaseInThread, accessible: Judge
) -> None:
    seen, cut = 0, {}
    with closing(
        chromium.new_context(
            base_url=door.address, viewport=HALF, device_scale_factor=2, locale="fr-FR",
            reduced_motion="reduce",
        )
    ) as context:  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        stories = [*(story(browse, door) for story in STORIES), of_the_mailbox(browse, base)]
        for story in stories:
            for browser, address in story:
                if not browser.page.headers["content-type"].startswith("text/html"):
                    continue
                context.clear_cookies()
                context.add_cookies(
                    [
                        {"name": each.name, "value": each.value or "", "url": door.address}
                        for each in browser.http.cookies.jar
                    ]
                )
                page.goto(address)
                accessible(page)
                if found := page.evaluate(CUT):
                    cut[address] = found
                pictures(page, f"200-{address.strip('/').replace('/', '-')[:40]}")
                seen += 1
    assert cut == {}
    assert seen > 30
