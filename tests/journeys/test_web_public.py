"""Pages for whoever passes: they need no session, and still tell the truth without a database."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from ordonnance.bootstrap.readiness import CHECKS
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInProcess, wait_until

Browse = Callable[..., Browser]

ALONE = ("/o", "/etat", "/documentation", "/documentation/patient", "/verifier")


def test_the_page_behind_the_code_shows_nothing_and_runs_nothing(door: Door) -> None:
    page = door.http.get("/o")
    assert "Cette page n’affiche aucune ordonnance." in page.text
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["referrer-policy"] == "no-referrer"


def test_the_home_page_leads_everywhere_anybody_may_go(browse: Browse) -> None:
    browser = browse()
    for address in ("/verifier", "/documentation", "/etat", "/connexion"):
        assert browser.links(address), address
        assert browse().go(address).status_code == 200


def test_all_going_well_is_said_part_by_part(browse: Browse) -> None:
    browser = browse()
    browser.go("/etat")
    assert "Le service fonctionne." in browser.text
    assert browser.text.count(": en ordre") == len(CHECKS)
    assert "Constaté depuis" not in browser.text
    assert "Médicaments" in browser.text


def test_a_page_that_recognises_nobody_says_nothing_of_who_is_signed_in(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    for path in ("/o", "/etat", "/documentation"):
        browser.go(path)
        assert "Paul EXEMPLE" not in browser.text


@pytest.fixture
def broken(reachable_folder: Path, postgres_runs: Path) -> Iterator[BaseInProcess]:
    """A base of its own, whose database a test may stop."""
    assert postgres_runs
    with BaseInProcess(reachable_folder / "base", "--demo") as running:
        yield running


def test_without_a_database_the_public_pages_answer_and_say_so(broken: BaseInProcess) -> None:
    with closing(Browser(broken.address)) as browser:
        browser.sign_in("patient")
        # Ended alone, it would be there again between two of these pages.
        killed, cluster = broken.postgres_pid, broken.data / "postgres"
        cluster.rename(cluster.with_name("away"))
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: _status(broken) == 503, 60)
        browser.go("/etat")
        assert browser.page.status_code == 200
        assert "Le service ne fonctionne pas." in browser.text
        assert "La base de données\u202f: en panne" in browser.text
        assert "La base de données ne répond pas." in browser.text
        assert "Constaté depuis le" in browser.text
        assert "Le schéma de la base\u202f: on ne peut pas le savoir" in browser.text
        assert "indisponibilité des téléservices" in browser.text
        for path in (*ALONE, "/"):
            assert browser.go(path).status_code == 200, path
        # What needs somebody says that the base does not answer, and where to look.
        assert browser.go("/mes-ordonnances").status_code == 503
        assert "BASE_UNAVAILABLE" in browser.text
        assert browser.links("/etat")


def _status(running: BaseInProcess) -> int:
    """What /ready answers now; 0 when it does not in time."""
    try:
        return _asked(running)
    except httpx.TransportError:
        return 0


def _asked(running: BaseInProcess) -> int:
    return httpx.get(f"{running.address}/ready", timeout=60, trust_env=False).status_code
