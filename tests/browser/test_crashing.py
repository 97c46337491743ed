"""The server or PostgreSQL end while people work: said in words, then taken up where they were."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_counter import scan
from tests.browser.test_writing import begun
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.crashes.inspecting import ready
from tests.journeys.running import BaseInProcess, wait_until
from tests.journeys.sessions import Sessions
from tests.journeys.writing import AMOX, KARDEGIC

Visit = Callable[..., Page]

pytestmark = pytest.mark.usefixtures("postgres_runs")

RESTARTING = 60.0
"""Seconds given to PostgreSQL to come back."""


@pytest.fixture
def running(reachable_folder: Path) -> Iterator[BaseInProcess]:
    """A base that these journeys may break."""
    with BaseInProcess(reachable_folder / "base", "--demo") as started:
        yield started


def not_answered(page: Page) -> None:
    """The page stays, and says that nobody answers."""
    said = page.locator("#envoi:not([hidden]), #suspens:not([hidden])")
    expect(said).to_contain_text("La base ne répond pas")
    expect(said.get_by_role("button", name="Recommencer")).to_be_focused()


def again(page: Page) -> None:
    """Ask again what was not answered."""
    page.get_by_role("button", name="Recommencer").click()


def sign_in_again(page: Page, handle: str) -> None:
    """The session is over, which is said; the same person comes back to the same place."""
    expect(page.get_by_role("status").first).to_contain_text("Votre session s’est fermée")
    page.click(f"button[value={handle}]")
    page.wait_for_url(lambda url: "/connexion" not in url)


def at_the_counter(page: Page, number: str) -> None:
    """The ordonnance is open, and one box of its first line is asked for."""
    page.goto("/comptoir")
    scan(page, number)
    expect(page.get_by_role("heading", name="Jeanne EXEMPLE")).to_be_visible()
    page.keyboard.press("F2")
    page.get_by_label("Boîtes").first.fill("1")


def served(door: Door, number: str) -> int:
    """How many dispensings it has."""
    return len(door.does("executions", "pharmacien", number=number).get("execution", []))


def test_people_go_on_where_they_were_after_each_kind_of_crash(
    running: BaseInProcess, visit: Visit
) -> None:
    with Door(running.address, Sessions.of(running.data)) as door:
        counter = sign_in(visit(cut=True, address=running.address), "pharmacien")
        writer = begun(visit(cut=True, address=running.address), AMOX)
        first, second, third = (door.issued(documents.simple()) for _ in range(3))

        # The server ends, its PostgreSQL stays.
        at_the_counter(counter, first)
        writer.fill("#phrase", KARDEGIC)
        running.kill_server()
        counter.locator("[data-delivrer]").click()
        not_answered(counter)
        expect(counter.get_by_label("Boîtes").first).to_have_value("1")
        writer.keyboard.press("Enter")
        not_answered(writer)
        expect(writer.locator("#phrase")).to_have_value(KARDEGIC)
        running.start()
        again(counter)
        expect(counter.get_by_text("1 boîte,").first).to_be_visible()
        again(writer)
        expect(writer.locator("li.ligne")).to_have_count(2)
        assert served(door, first) == 1

        # Both end: sessions are not kept, what was written is.
        at_the_counter(counter, second)
        draft = writer.url.partition("#")[0]
        running.kill()
        counter.locator("[data-delivrer]").click()
        not_answered(counter)
        running.start()
        again(counter)
        sign_in_again(counter, "pharmacien")
        expect(counter.get_by_text("émise, rien n’est délivré")).to_be_visible()
        counter.locator("[data-delivrer]").click()
        expect(counter.get_by_text("Exécution enregistrée")).to_be_visible()
        writer.fill("#phrase", "doliprane 1 g 3 fois par jour 5 jours")
        writer.keyboard.press("Enter")
        sign_in_again(writer, "medecin")
        assert writer.url.partition("#")[0] == draft
        expect(writer.locator("li.ligne")).to_have_count(2)
        assert served(door, second) == 1

        # PostgreSQL ends and cannot start for a while.
        at_the_counter(counter, third)
        cluster = running.data / "postgres"
        killed = running.postgres_pid
        cluster.rename(cluster.with_name("away"))
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: ready(running.address) == 503, RESTARTING)
        counter.locator("[data-delivrer]").click()
        expect(counter.get_by_role("heading", name="Rien n’est confirmé")).to_be_visible()
        expect(counter.get_by_text("Délivrance non confirmée")).to_be_visible()
        cluster.with_name("away").rename(cluster)
        wait_until(lambda: ready(running.address) == 200, RESTARTING)
        again(counter)
        sign_in_again(counter, "pharmacien")
        expect(counter.get_by_text("émise, rien n’est délivré")).to_be_visible()
        counter.locator("[data-delivrer]").click()
        expect(counter.get_by_text("Exécution enregistrée")).to_be_visible()
        assert served(door, third) == 1


def test_a_page_of_somebody_in_between_leaves_the_draft_as_it_is(page: Page) -> None:
    begun(page)
    page.route(
        "**/phrase",
        lambda route: route.fulfill(
            status=502, content_type="text/html", body="<html><h1>502 Bad Gateway</h1></html>"
        ),
        times=1,
    )
    page.fill("#phrase", AMOX)
    page.keyboard.press("Enter")
    again = page.get_by_role("button", name="Recommencer")
    expect(again).to_be_visible()
    expect(page.locator("#phrase")).to_have_value(AMOX)
    expect(page.locator("#contenu")).not_to_have_attribute("aria-busy", "true")
    again.click()
    expect(page.locator("li.ligne")).to_have_count(1)
