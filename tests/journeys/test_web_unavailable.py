"""The web app when the base does not answer, or the session ends midway: said, nothing lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ordonnance.bootstrap.browsing import Browsing
from ordonnance.domain.errors import Refusal
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread, ShiftedClock

Browse = Callable[..., Browser]


class Silent:
    """A base that does not answer, for what is asked of it by name; the rest works."""

    def __init__(self, base: Any, *silent: str) -> None:
        self._base, self._silent = base, silent

    def __getattr__(self, name: str) -> Any:
        if name not in self._silent:
            return getattr(self._base, name)

        async def nothing(*_: object, **__: object) -> None:
            raise Refusal.of("BASE_UNAVAILABLE")

        return nothing


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.simple())


def moved(browser: Browser, other: Browser) -> Browser:
    """The same person, at another address of the base."""
    other.http.cookies.update(dict(browser.http.cookies))
    other.page = browser.page
    return other


def test_what_was_typed_is_sent_again_once_the_base_answers_and_serves_once(
    browse: Browse, base: BaseInThread, number: str, door: Door
) -> None:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    with base.variant(base=Silent(base.platform.ports.base, "apply", "read")) as address:
        stopped = moved(browser, browse(address))
        refused = stopped.send(
            "/comptoir/[^/]+/delivrer", **{"faire-1": "quantite", "boites-1": "1"}
        )
        assert refused.status_code == 503
        assert "Délivrance non confirmée" in stopped.text
        assert "numérisez l’ordonnance" in stopped.text
        page = stopped.page
    back = browser
    for _ in range(2):
        back.page = page
        back.send("/comptoir/[^/]+/delivrer")
        assert "CLAMOXYL 500 mg, gélule – 1 boîte," in back.text
    assert len(door.does("executions", "pharmacien", number=number)["execution"]) == 1


def test_a_base_that_answers_nobody_says_so_on_every_page(
    browse: Browse, base: BaseInThread, number: str
) -> None:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    path = browser.page.url.path
    silent = Browsing(
        Silent(base.platform.browsing.sessions, "seen"), base.platform.verifier,
        base.platform.ports.clock.now, base.platform.browsing.idle,
        base.platform.browsing.representing.kept,
    )  # fmt: skip
    with base.served_with(browsing=silent) as address:
        stopped = moved(browser, browse(address))
        for shown in ("/comptoir", path):
            assert stopped.go(shown).status_code == 503
            assert "La base ne répond pas pour le moment" in stopped.text
        stopped.page = browser.page
        stopped.send("/comptoir/[^/]+/delivrer", **{"faire-1": "plus-tard"})
        assert "Recommencer" in stopped.text
        assert 'name="faire-1" value="plus-tard"' in stopped.page.text


def test_a_session_that_ends_while_serving_comes_back_to_the_ordonnance(
    browse: Browse, base: BaseInThread, number: str
) -> None:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    platform, later = base.platform, ShiftedClock(timedelta(minutes=31))
    over = Browsing(
        platform.browsing.sessions,
        platform.verifier,
        later.now,
        platform.browsing.idle,
        platform.browsing.representing.kept,
    )
    with base.served_with(browsing=over) as address:
        again = moved(browser, browse(address))
        again.send("/comptoir/[^/]+/delivrer")
        assert "Votre session s’est fermée" in again.text
        again.send("/connexion", qui="pharmacien")
        assert "CLAMOXYL 500 mg, gélule" in again.text
        assert "émise, rien n’est délivré" in again.text
        assert again.page.url.path != browser.page.url.path
