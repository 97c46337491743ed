"""The refusals that a regulator, an assistant and a software meet on the page of a call."""

import httpx

from tests.journeys.refusing import World, met
from tests.journeys.regulation import CALL, SAID, a_call, chosen, press, sent


@met("REGULATION_ONLY", on_a_page=True)
def a_board_where_nobody_regulates(world: World) -> httpx.Response:
    return world.browse().sign_in("medecin").go("/regulation")


@met("CALL_UNKNOWN", on_a_page=True)
def a_call_that_never_was(world: World) -> httpx.Response:
    browser = world.browse().sign_in("regulateur")
    return browser.go("/regulation/00000000-0000-0000-0000-000000000000")


@met("CALL_CHANGED", on_a_page=True)
def a_call_changed_in_another_page(world: World) -> httpx.Response:
    browser = a_call(world.browse())
    action, fields = browser.form(CALL)
    press(browser, "garder")
    return browser.http.post(action, data={**SAID, **fields, "page": "", "faire": "garder"})


@met("CALL_UNFINISHED", on_a_page=True)
def a_call_sent_before_it_is_ready(world: World) -> httpx.Response:
    return press(a_call(world.browse()), "envoyer").page


@met("CALL_STOPPED", on_a_page=True)
def a_call_with_a_sign(world: World) -> httpx.Response:
    browser = chosen(a_call(world.browse()))
    return sent(browser, signes="souffle").page


@met("CALL_OF_COLLEAGUE", on_a_page=True)
def what_became_of_a_colleague_s_call(world: World) -> httpx.Response:
    address = sent(chosen(a_call(world.browse()))).page.url.path
    return world.browse().sign_in("arm").go(address)


@met("LAUNCH_NOBODY", on_a_page=True)
def a_launch_where_no_software_is_known(world: World) -> httpx.Response:
    return world.browse().go("/integre")
