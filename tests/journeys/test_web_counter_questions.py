"""What the law asks at the counter: each question has its field, and a refusal leads to it."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from ordonnance.domain.mentions import ConditionalDelivery, ConditionalTest
from ordonnance.doors.web.screens.counter_answers import Fact
from tests.builders.counter import CLAMOXYL, PROGRAF, of
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.scenarios.observing import somebody
from tools.examples import days

Browse = Callable[..., Browser]
SERVE = "/comptoir/[^/]+/delivrer"


def asked_twice(door: Door, patient: int) -> str:
    """Two lines that ask who began the treatment."""
    lines = (of(PROGRAF, days=28), replace(of(PROGRAF, days=28), number=2))
    document = documents.written(*lines, patient=somebody(patient))
    given = [{"rule": "PR-PIH-01", "reason": "commencé à l’hôpital, dit par le patient"}]
    number: str = door.does("issue", "medecin", prescription=document, acknowledgement=given)[
        "number"
    ]
    return number


@pytest.fixture
def number(door: Door) -> str:
    return asked_twice(door, 912)


@pytest.fixture
def browser(browse: Browse, number: str) -> Browser:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    return browser


def links(browser: Browser) -> list[str]:
    """The fields that the refusal names, in their order."""
    return re.findall(
        r'<a href="#([^"]+)" data-vers>', browser.page.text.partition('<form id="delivrance"')[0]
    )


def test_a_refusal_leads_to_every_question_at_once_and_keeps_what_was_typed(
    browser: Browser, number: str, door: Door
) -> None:
    refused = browser.send(SERVE, **{"constat|PR-PIH-01|1": "", "lot-1": "LOT EXEMPLE"})
    assert refused.status_code == 422
    assert links(browser) == ["constat-PR-PIH-01-1", "constat-PR-PIH-01-2"]
    assert browser.page.text.count(" autofocus") == 1
    assert re.search(r'<input id="constat-PR-PIH-01-1"[^>]* autofocus>', browser.page.text)
    assert 'value="LOT EXEMPLE"' in browser.page.text
    browser.send(SERVE, **{"constat|PR-PIH-01|1": "lettre du service lue"})
    assert links(browser) == ["constat-PR-PIH-01-2"]
    assert 'value="lettre du service lue"' in browser.page.text
    assert "execution" not in door.does("executions", "pharmacien", number=number)
    # The other line: what a rule reads has its own field, with its day.
    browser.send(SERVE, **{
        "constat|PR-PIH-01|1": "lettre du service lue", "vu-2": "INITIAL_PRESCRIPTION",
        "vu-le-INITIAL_PRESCRIPTION-2": f"{documents.ago(days=30):%Y-%m-%d}",
    })  # fmt: skip
    assert "Exécution enregistrée" in browser.text
    (given,) = door.does("executions", "pharmacien", number=number)["execution"]
    assert [each["line"] for each in given["served"]] == [1, 2]


def test_each_fact_that_a_question_names_has_its_field_on_the_page(
    browser: Browser, browse: Browse, door: Door
) -> None:
    drawn = browser.page.text
    if_positive = ConditionalDelivery(ConditionalTest.ANGINA, "positif", days(7))
    conditional = of(CLAMOXYL, days=6, daily=2, conditional=if_positive)
    elsewhere = {Fact.BEARER: documents.patches(), Fact.RESULT: conditional}
    for rank, (fact, line) in enumerate(elsewhere.items(), start=913):
        other = browse().sign_in("pharmacien")
        number = door.issued(documents.written(line, patient=somebody(rank)))
        other.send("/comptoir", numero=number)
        assert f'id="{fact}-1"' in other.page.text
    assert {each for each in Fact if f'id="{each}-1"' not in drawn} == set(elsewhere)


def test_a_fact_half_said_is_asked_where_it_stands(browser: Browser) -> None:
    browser.send(SERVE, **{"accord-par-1": "Dr EXEMPLE"})
    assert links(browser) == ["accord-texte-1"]
