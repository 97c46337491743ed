"""A real Chromium on a real base: what only a browser can show."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect, sync_playwright

from ordonnance.adapters.openings.pace import Pace
from tests.journeys.asking import Door
from tests.journeys.conftest import (
    base,
    counted_apart,
    postgres_runs,
    reachable_folder,
    sessions,
    signer,
    within_one_day,
)
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions
from tests.services import absent

__all__ = [
    "base",
    "counted_apart",
    "postgres_runs",
    "reachable_folder",
    "sessions",
    "signer",
    "within_one_day",
]

WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1366}

PATIENCE = 20_000
"""Milliseconds given to a page of a machine that does much else."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here speaks to a real base, and a browser speaks to it too."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.service)
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1", "localhost"]))


@pytest.fixture(scope="session")
def door(base: BaseInThread, sessions: Sessions) -> Iterator[Door]:
    """The base, for browsers that all come from one address and verify often."""
    verifying = replace(base.platform.verifying, pace=Pace(1000, 1000))
    with base.served_with(verifying=verifying) as address, Door(address, sessions) as opened:
        yield opened


def chromium_program() -> str:
    """The browser of this machine; without one, skip and say why, unless services are required."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return absent("no Chromium on this machine (Debian: apt-get install chromium)")


@pytest.fixture(scope="session", autouse=True)
def driver() -> None:
    """The program that drives the browser runs here: it needs a library that Debian may lack."""
    program, script = compute_driver_executable()
    ran = subprocess.run(
        [program, script, "--version"], capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        absent(f"the driver of the browser does not run (Debian: libatomic1): {ran.stderr[:200]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """One browser for the tests of a module.

    Not longer: while it lives, no other event loop may run in this thread: other tests need one.
    """
    program = chromium_program()
    # As root, Chromium has no sandbox; a small /dev/shm would end it.
    options = ["--no-sandbox", "--disable-dev-shm-usage", "--use-fake-ui-for-media-stream"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=options)
        yield started
        started.close()


class Watched:
    """A page that notes what its scripts complained about; not of a network that a test cuts."""

    def __init__(self, page: Page, *, cut: bool) -> None:
        self.complaints: list[str] = []
        self._cut = cut
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._note(said.type, said.text))

    def _note(self, kind: str, text: str) -> None:
        # A refusal in words comes with its status, which the console repeats.
        expected = "the server responded with a status of" in text
        if self._cut:
            expected |= "net::ERR_" in text or "Failed to fetch" in text
        if kind == "error" and not expected:
            self.complaints.append(text)


@pytest.fixture
def visit(chromium: Chromium, door: Door) -> Iterator[Callable[..., Page]]:
    """New browsers, each with its own cookies: `visit()`, `visit(width=390)`, `visit(dark=True)`.

    One whose network the test cuts says so, `visit(cut=True)`; another base has its `address`.

    At the end no script of theirs has failed, and nothing was refused by the policy of contents.
    """
    opened: list[tuple[Page, Watched]] = []

    def new(
        width: int = WIDTHS["desktop"], *, dark: bool = False, scripts: bool = True,
        cut: bool = False, address: str = door.address,
    ) -> Page:  # fmt: skip
        context = chromium.new_context(
            base_url=address, viewport={"width": width, "height": 768}, locale="fr-FR",
            color_scheme="dark" if dark else "light", java_script_enabled=scripts,
            timezone_id="Europe/Paris",
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        opened.append((page, Watched(page, cut=cut)))
        return page

    yield new
    for page, watched in opened:
        page.context.close()
        assert watched.complaints == []


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """A desktop browser."""
    return visit()


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Fails on whatever axe finds on the page once it is there, and on a sideways scroll."""
    axe = Axe()

    def judge(page: Page) -> None:
        page.wait_for_load_state()
        expect(page.locator("main h1")).to_be_visible()
        # A button that waits for its answer is paler, as one that cannot be pressed.
        settled(page)
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [
            (each["id"], each["help"], [node["html"][:200] for node in each["nodes"]])
            for each in found
        ] == []
        wide, seen = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= seen, f"{page.url}: {wide} px wide in {seen}"
        outline(page)

    return judge


def settled(page: Page) -> None:
    """Wait until the page no longer waits for an answer: until then, nothing else is sent."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def outline(page: Page) -> None:
    """One first heading, none skips a level; one main part, each navigation named."""
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.map(one => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1, (page.url, levels)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.locator("main").count() == 1
    assert page.locator("nav:not([aria-label])").count() == 0


def sign_in(page: Page, handle: str) -> Page:
    """Take the place of a person of the demonstration."""
    page.goto("/connexion")
    page.click(f"button[value={handle}]")
    page.wait_for_url(lambda url: not url.endswith("/connexion"))
    return page


def pictures(page: Page, name: str) -> Path | None:
    """A picture of the page where `ORDONNANCE_PICTURES` names a folder, for whoever looks."""
    folder = os.environ.get("ORDONNANCE_PICTURES")
    if not folder:
        return None
    path = Path(folder) / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
