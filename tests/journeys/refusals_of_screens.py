"""The refusals that a person meets on a screen."""

import httpx

from ordonnance.domain.number import OrdonnanceNumber
from tests.journeys.refusing import UNKNOWN_NUMBER, World, met


@met("FORM_FOREIGN", on_a_page=True)
def form_of_another_site(world: World) -> httpx.Response:
    browser = world.browse().sign_in("pharmacien")
    return browser.http.post("/comptoir", data={"numero": UNKNOWN_NUMBER, "jeton": "deviné"})


@met("ADDRESS_OF_ANOTHER_SESSION", on_a_page=True)
def address_of_another_session(world: World) -> httpx.Response:
    first = world.browse().sign_in("pharmacien")
    address = first.send("/comptoir", numero=OrdonnanceNumber.from_payload("D", 1).value).url.path
    return world.browse().sign_in("pharmacien2").go(address)
