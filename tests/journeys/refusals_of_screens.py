"""The refusals that a person meets on a screen."""

import httpx

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.writing.handing import MOST_PREPARED
from tests.journeys import documents
from tests.journeys.browsing import Browser
from tests.journeys.refusing import UNKNOWN_NUMBER, World, met
from tests.journeys.writing import AMOX, DRAFT, a_draft


@met("FORM_FOREIGN", on_a_page=True)
def form_of_another_site(world: World) -> httpx.Response:
    browser = world.browse().sign_in("pharmacien")
    return browser.http.post("/comptoir", data={"numero": UNKNOWN_NUMBER, "jeton": "deviné"})


@met("ADDRESS_OF_ANOTHER_SESSION", on_a_page=True)
def address_of_another_session(world: World) -> httpx.Response:
    first = world.browse().sign_in("pharmacien")
    address = first.send("/comptoir", numero=OrdonnanceNumber.from_payload("D", 1).value).url.path
    return world.browse().sign_in("pharmacien2").go(address)


@met("DRAFT_UNKNOWN", on_a_page=True)
def a_draft_that_never_was(world: World) -> httpx.Response:
    browser = world.browse().sign_in("medecin")
    return browser.go("/prescrire/00000000-0000-0000-0000-000000000000")


@met("DRAFT_CHANGED", on_a_page=True)
def a_draft_changed_in_another_page(world: World) -> httpx.Response:
    browser = a_draft(world.browse())
    action, fields = browser.form(f"{DRAFT}/phrase")
    browser.send(f"{DRAFT}/phrase", phrase=AMOX)
    return browser.http.post(action, data={**fields, "phrase": AMOX})


@met("DRAFTS_TOO_MANY", on_a_page=True)
def one_draft_too_many(world: World) -> httpx.Response:
    browser = world.browse().sign_in("medecin2")
    browser.go("/prescrire")
    action, fields = browser.form("/prescrire$")
    begun, answer = [], browser.http.post(action, data=fields, follow_redirects=False)
    while answer.is_redirect:
        begun.append(answer.headers["location"])
        answer = browser.http.post(action, data=fields, follow_redirects=False)
    for draft in begun:
        browser.http.post(f"{draft}/supprimer", data=fields, follow_redirects=False)
    return answer


@met("INS_CODE_UNREADABLE", on_a_page=True)
def a_code_that_names_nobody(world: World) -> httpx.Response:
    return a_draft(world.browse()).send(f"{DRAFT}/patient", datamatrix="bonjour")


@met("LINE_NOT_WRITABLE", on_a_page=True)
def a_line_that_says_two_lengths(world: World) -> httpx.Response:
    browser = a_draft(world.browse(), AMOX)
    how = "1 gélule le matin pendant 3 jours puis 2 gélules le matin pendant 4 jours"
    return browser.send(f"{DRAFT}/lignes/", faire="corriger", posologie=how, duree="10", unite="d")


@met("MODEL_EMPTY", on_a_page=True)
def a_protocol_without_a_line(world: World) -> httpx.Response:
    browser = a_draft(world.browse(), AMOX)
    return browser.send(f"{DRAFT}/garder", nom=" ")


@met("OPERATOR_LINK", on_a_page=True)
def a_link_that_is_none(world: World) -> httpx.Response:
    browser = world.browse()
    browser.go("/administration/entrer")
    return browser.send("/administration/entrer", code="deviné")


@met("PLACE_CHANGED", on_a_page=True)
def a_form_of_the_former_place(world: World) -> httpx.Response:
    browser = world.browse().sign_in("pharmacien3")
    browser.send("/lieu", lieu="1")
    action, fields = browser.form("/comptoir")
    browser.go("/lieu")
    browser.send("/lieu", lieu="2")
    return browser.http.post(action, data={**fields, "numero": UNKNOWN_NUMBER})


def _handed(world: World) -> tuple[Browser, str]:
    """A draft handed over to doctor EXEMPLE, and its address."""
    browser = a_draft(world.browse(), AMOX, handle="assistante")
    address = browser.page.url.path
    browser.send(f"{DRAFT}/confier", rpps="99900000011")
    return browser, address


@met("DRAFT_HANDED", on_a_page=True)
def a_draft_that_went_to_its_prescriber(world: World) -> httpx.Response:
    browser, address = _handed(world)
    return browser.go(address)


@met("DRAFT_TAKEN", on_a_page=True)
def a_draft_that_its_prescriber_took_up(world: World) -> httpx.Response:
    browser, address = _handed(world)
    doctor = world.browse().sign_in("medecin")
    doctor.go(address)
    doctor.send(f"{address}/phrase", phrase=AMOX)
    return browser.send(f"{address}/recuperer")


@met("DRAFT_EMPTY", on_a_page=True)
def a_draft_without_a_line_handed_over(world: World) -> httpx.Response:
    browser = world.browse().sign_in("assistante")
    browser.go("/prescrire")
    browser.send("/prescrire$")
    return browser.send(f"{DRAFT}/confier", rpps="99900000011")


@met("DRAFT_UNFINISHED", on_a_page=True)
def a_draft_handed_over_with_a_line_begun(world: World) -> httpx.Response:
    browser = a_draft(world.browse(), AMOX, handle="assistante")
    address = browser.page.url.path
    begun = {"cis": "67707794", "morning-1": "1", "unit-1": "gélule"}
    browser.send(f"{DRAFT}/chercher", medicament="clamoxyl")
    browser.send(f"{DRAFT}/etapes", faire="revenir", **begun)
    answer = browser.send(f"{DRAFT}/confier", rpps="99900000011")
    browser.go("/prescrire")
    browser.send(f"{address}/supprimer")
    return answer


@met("PREPARED_TOO_MANY", on_a_page=True)
def one_prepared_draft_too_many(world: World) -> httpx.Response:
    # A prescriber whom no other test knows: nobody else's desk is filled.
    for _ in range(MOST_PREPARED):
        browser = a_draft(world.browse(), AMOX, handle="assistante")
        assert browser.send(f"{DRAFT}/confier", rpps="99900009012").status_code == 200
    browser = a_draft(world.browse(), AMOX, handle="assistante")
    left = browser.page.url.path
    answer = browser.send(f"{DRAFT}/confier", rpps="99900009012")
    browser.go("/prescrire")
    browser.send(f"{left}/supprimer")
    return answer


@met("PHARMACIST_ELSEWHERE", on_a_page=True)
def a_pharmacist_whom_nobody_knows_there(world: World) -> httpx.Response:
    world.browse().sign_in("pharmacien")
    browser = world.browse().sign_in("preparateur")
    browser.send("/comptoir", numero=world.door.issued(documents.simple()))
    return browser.send("/comptoir/[^/]+/delivrer", pharmacien="99900000029")


@met("OBJECTION_NOT_YOURS")
def an_objection_of_the_patient(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    world.door.does("object", "patient", number=number)
    return world.door.ask("object", "medecin", number=number, withdraw=True, proof="dit EXEMPLE")
