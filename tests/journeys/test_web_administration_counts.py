"""What the administration counts: acts, refusals, reasons, alerts; without anybody in it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.database.tallying import Tallies
from ordonnance.adapters.openings import OpeningCounter
from ordonnance.bootstrap.journal_check import JournalCheck, keep_check, last_check
from ordonnance.bootstrap.journals import verified
from ordonnance.settings import read_settings
from tests.journeys import documents
from tests.journeys.asking import Door, code_of
from tests.journeys.browsing import Browser
from tests.journeys.conftest import counted_apart
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions
from tests.ports.bases import an_entry

__all__ = ["counted_apart"]
Browse = Callable[..., Browser]


@pytest.fixture
def operator(door: Door) -> Iterator[Browser]:
    """Somebody who runs the base, signed in."""
    with closing(Browser(door.address)) as browser:
        browser.go("/administration/entrer")
        browser.send("/administration/entrer", demonstration="oui")
        yield browser


def flushed(base: BaseInThread) -> None:
    """What was counted here is in the base."""
    base.run(base.platform.vitals.base.tallies.flush())


async def cancelled_two_days_ago(tallies: Tallies) -> None:
    """Five cancellations, counted then: the page ends at the last midnight."""
    now = tallies._now
    tallies._now = lambda: now() - timedelta(days=2)
    for _ in range(5):
        tallies.journaled(an_entry("cancel", reason="TREATMENT_STOPPED"))
    tallies._now = now
    await tallies.flush()


def test_volumes_show_what_was_done_refused_and_how_long_it_took(
    base: BaseInThread, door: Door, operator: Browser
) -> None:
    door.issued(documents.simple())
    operator.http.post("/comptoir", data={})
    assert door.http.post("/fhir/$consult").status_code == 401
    flushed(base)
    operator.go("/administration/volumes")
    for told in ("Actes par jour, du", "Actes par heure, depuis", "Émission", "Délivrance",
                 "Temps de réponse, depuis le", "budget : 99 % en 1 s",
                 "TOKEN_MISSING"):  # fmt: skip
        assert told in operator.text, told
    assert operator.page.text.count('role="img"') == operator.page.text.count("<figcaption")
    assert operator.page.text.count("Voir les nombres") == 4


def test_journals_are_searched_by_act_and_reason_in_counts_only(
    base: BaseInThread, door: Door, operator: Browser
) -> None:
    number = door.issued(documents.simple())
    door.does("cancel", "medecin", number=number, reason="TREATMENT_STOPPED")
    base.run(cancelled_two_days_ago(base.platform.vitals.base.tallies))
    operator.go("/administration/journaux?acte=cancel&motif=traitement+ARRETE&jours=7")
    assert "traitement arrêté" in operator.text
    assert "Annulation de l’ordonnance" in operator.text
    assert "à la demande du patient" not in operator.text
    assert number not in operator.page.text
    operator.go("/administration/journaux?motif=zzz")
    assert "Aucun motif ne contient tous ces mots" in operator.text
    for wrong in ("acte=manger", "jours=1", "jours=-3", "jours=x"):
        assert operator.go(f"/administration/journaux?{wrong}").status_code == 422, wrong


def test_the_last_verification_of_the_journals_is_told(
    base: BaseInThread, operator: Browser
) -> None:
    settings = read_settings({})
    found = asyncio.run(verified(settings, base.data, file=None, jwks=None, anchors=None))
    operator.go("/administration/journaux")
    assert "Vérifiée le" in operator.text
    assert ("tout tient" in operator.text) is (found.total == 0)


def test_a_verification_is_kept_whole_or_is_none(tmp_path: Path) -> None:
    check = JournalCheck(datetime(2026, 3, 12, tzinfo=UTC), 3, 12, 2, 1, ("cut",))
    assert last_check(tmp_path) is None
    keep_check(tmp_path, check)
    assert last_check(tmp_path) == check
    for wrong in ("", "{}", '{"at": 3}', "[]"):
        (tmp_path / "journaux-verifies.json").write_text(wrong)
        assert last_check(tmp_path) is None


def test_a_structure_that_opens_too_much_is_shown_until_somebody_has_seen_it(
    base: BaseInThread, door: Door, sessions: Sessions, operator: Browser
) -> None:
    number = door.issued(documents.simple())
    alerts = base.platform.vitals.base.alerts
    counter = OpeningCounter(1, lambda _: None, refused=alerts.refused)
    with base.variant(openings=counter) as address, Door(address, sessions) as capped:
        asked = [capped.ask("consult", "pharmacien2", number=number) for _ in range(3)]
    assert [each.status_code for each in asked] == [200, 429, 429]
    assert code_of(asked[-1]) == "OPENINGS_CAPPED"
    operator.go("/administration/alertes")
    assert "FINESS 990000077" in operator.text
    assert "à voir" in operator.text
    assert number not in operator.page.text
    while "Marquer comme vue" in operator.text:
        name = operator.page.text.split('name="alerte" value="')[1].split('"')[0]
        operator.send("/administration/alertes", alerte=name)
    assert "Tout a été vu" in operator.text
    assert "Administratrice DÉMO." in operator.text


def test_an_alert_that_changed_is_shown_again_before_it_is_seen(operator: Browser) -> None:
    operator.go("/administration")
    hidden = operator.form("/administration/sortir")[1]
    operator.page = operator.http.post(
        "/administration/alertes", data={**hidden, "alerte": "partie"}
    )
    assert "Cette alerte a changé" in operator.text
