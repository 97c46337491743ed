"""What the page of a call asks a reason for: the address, and what allows a pharmacist."""

from collections.abc import Callable

from tests.journeys.browsing import Browser
from tests.journeys.regulation import a_call, attested, chosen, press, sent

Browse = Callable[..., Browser]
EXEMPLE = "990000069"
"""The pharmacy of the demonstration whose people sign in."""


def test_an_address_of_another_establishment_is_sent_once_explained(browse: Browse) -> None:
    home = {"ou": "etablissement", "donnee": "tilleuls@ehpad.mssante.example"}
    other = {**home, "lieu": "990000184|"}
    browser = press(a_call(browse()), "choisir", **other)
    press(browser, "envoyer", **{**other, **attested(browser)})
    assert "à une autre structure que l’établissement du résident" in browser.text
    why = "l’infirmière travaille dans les deux"
    press(browser, "garder", **{**other, **attested(browser), "motif-SA-12-document": why})
    assert f'value="{why}"' in browser.page.text
    press(browser, "envoyer", **{**other, **attested(browser), "motif-SA-12-document": why})
    assert browser.page.url.path.endswith("/suivi"), browser.text


def test_a_prescribing_pharmacist_sends_once_the_protocol_is_told(browse: Browse) -> None:
    role = {"qualite": "pharmacien"}
    browser = chosen(a_call(browse(), "regulateur-pharmacien"), EXEMPLE, **role)
    assert "L’ordonnance numérique passe d’abord" not in browser.text
    sent(browser, **role)
    assert "le protocole qui permet à ce pharmacien de prescrire n’est pas daté" in browser.text
    assert not browser.page.url.path.endswith("/suivi")
    sent(browser, **role, **{"motif-SA-13-document": "protocole EXEMPLE du SAMU Démo"})
    assert browser.page.url.path.endswith("/suivi"), browser.text
    assert press(a_call(browse(), "regulateur-pharmacien"), "numerique").page.status_code == 403
