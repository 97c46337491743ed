"""A representative who comes from a provider of civil identity: the code links their account."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from ordonnance.adapters.identity.demo_people import FATHER
from tests.builders.provider import OwnProvider, patients
from tests.journeys import documents
from tests.journeys.arriving import came_back, from_provider, left
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.representing import choice, code_of, digits_of, ended_at_the_fund, recorded_at
from tests.journeys.running import BaseInThread
from tests.journeys.test_web_patient import child, opened
from tests.journeys.test_web_patient_sign_in import DEPART, RETURN, handed, jeanne

Browse = Callable[..., Browser]


@pytest.fixture
def number(door: Door) -> str:
    return door.issued(documents.written(documents.course(), patient=child()))


@pytest.fixture
def own(base: BaseInThread) -> Iterator[tuple[str, OwnProvider]]:
    with from_provider(base, patients(acr=(), scope="openid"), demonstration=True) as served:
        yield served


@pytest.fixture(autouse=True)
def nobody_is_recorded_afterwards(browse: Browse) -> Iterator[None]:
    """The base is shared: what a journey recorded is ended with it."""
    yield
    ended_at_the_fund(browse())


def marc(**changed: Any) -> dict[str, Any]:
    """What a provider says of the father, whose INS nobody here knows."""
    return {
        "sub": f"marc-{uuid4()}", "family_name": "Demo", "given_name": "Marc Émile",
        "gender": "male", "birthdate": FATHER.birth_date.isoformat(), "birthplace": "75111",
        **changed,
    }  # fmt: skip


def test_a_parent_from_a_provider_needs_no_code_of_their_own(
    browse: Browse, number: str, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    code = code_of(recorded_at(browse(address).sign_in("medecin"), number))
    provider.person = marc()
    browser = browse(address)
    came_back(browser, provider, left(browser, "/mes-ordonnances", DEPART), RETURN)
    assert browser.page.url.path == "/connexion/code"
    browser.send("/connexion/code", code=code)
    opened(browser, number)
    browser.go("/pour-qui")
    assert "Pour moi-même" not in browser.text
    assert browser.go("/mon-acces").url.path == "/pour-qui"
    unknown = browser.send("/pour-qui/code", code="0000000000")
    assert unknown.status_code == 403
    browser.send("/deconnexion")
    # Known from then on; whoever stops, and has nothing of their own, leaves.
    again = browse(address)
    came_back(again, provider, left(again, "/mes-ordonnances", DEPART), RETURN)
    opened(again, number)
    again.go("/pour-qui")
    again.send("/pour-qui/fin")
    assert again.http.get("/mes-ordonnances").url.path == "/connexion"
    last = browse(address)
    came_back(last, provider, left(last, "/mes-ordonnances", DEPART), RETURN)
    assert last.page.url.path == "/connexion/code"


def test_who_represents_somebody_first_types_their_own_code_later(
    browse: Browse, door: Door, number: str, own: tuple[str, OwnProvider]
) -> None:
    address, provider = own
    desk = browse(address).sign_in("medecin")
    traits = {"family": "Exemple", "given": "Jeanne", "birth_date": "15/06/1970", "sex": "F"}
    digits = digits_of(recorded_at(desk, number, **traits))
    provider.person = jeanne()
    browser = browse(address)
    came_back(browser, provider, left(browser, "/mes-ordonnances", DEPART), RETURN)
    browser.send("/connexion/code", code=digits)
    assert "Les ordonnances de Léo" in browser.text
    browser.go("/pour-qui")
    browser.send("/pour-qui/code", code=handed(browse(address), door))
    assert "Mes ordonnances" in browser.text
    browser.go("/pour-qui")
    assert "Pour moi-même" in browser.text
    browser.send("/pour-qui", pour=choice(browser))
    browser.go("/pour-qui")
    browser.send("/pour-qui/fin")
    assert "Pour moi-même" in browser.text


@pytest.mark.parametrize("changed", [
    {"birthdate": "1988-09-13"}, {"family_name": "Autre"}, {"given_name": "Émile Marc"},
    {"gender": "female"},
])  # fmt: skip
def test_the_code_of_a_parent_opens_nothing_to_somebody_else(
    browse: Browse, number: str, own: tuple[str, OwnProvider], changed: dict[str, str]
) -> None:
    address, provider = own
    code = code_of(recorded_at(browse(address).sign_in("medecin"), number))
    provider.person = marc(**changed)
    browser = browse(address)
    came_back(browser, provider, left(browser, "/", DEPART), RETURN)
    browser.send("/connexion/code", code=code)
    assert "ACCESS_CODE_REFUSED" in browser.text
