"""The refusals that people meet who record, end or use a representation."""

from dataclasses import replace

import httpx

from ordonnance.domain.people import IdentityStatus
from tests.journeys import documents
from tests.journeys.browsing import Browser
from tests.journeys.refusing import World, met
from tests.journeys.representing import at_the_fund, code_of, ended_at_the_fund, recorded_at
from tests.journeys.test_web_patient import child
from tools import examples


@met("REPRESENTATION_NO_IDENTITY", on_a_page=True)
def an_ordonnance_whose_ins_is_not_qualified(world: World) -> httpx.Response:
    patient = replace(examples.patient(), identity=IdentityStatus.VALIDATED, ins=None)
    known = {"rule": "MP-05", "reason": "PATIENT_NOT_IDENTIFIABLE"}
    number = world.door.does(
        "issue", "medecin", acknowledgement=[known],
        prescription=documents.written(documents.course(), patient=patient),
    )["number"]  # fmt: skip
    browser = world.browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=number)
    return browser.go(f"{browser.page.url.path}/representation")


@met("REPRESENTATION_PROOF", on_a_page=True)
def a_family_record_book_for_an_adult(world: World) -> httpx.Response:
    number = world.door.issued(documents.simple())
    return recorded_at(world.browse().sign_in("medecin"), number).page


@met("REPRESENTATION_UNTIL", on_a_page=True)
def a_day_after_majority(world: World) -> httpx.Response:
    return _of_the_child(world, until="10/03/2038").page


@met("REPRESENTATION_SELF", on_a_page=True)
def a_doctor_who_records_herself(world: World) -> httpx.Response:
    return _of_the_child(world, family="Exemple", given="Claire").page


@met("REPRESENTATION_STANDS", on_a_page=True)
def another_paper_while_it_stands(world: World) -> httpx.Response:
    agent = world.browse()
    code_of(at_the_fund(agent))
    page = at_the_fund(agent, proof="acte-de-naissance").page
    ended_at_the_fund(world.browse())
    return page


@met("REPRESENTATION_UNKNOWN", on_a_page=True)
def what_is_ended_already(world: World) -> httpx.Response:
    ended_at_the_fund(world.browse())
    return ended_at_the_fund(world.browse()).page


@met("REPRESENTATION_OVER", on_a_page=True)
def a_session_after_its_end(world: World) -> httpx.Response:
    code = code_of(at_the_fund(world.browse()))
    browser = world.browse().sign_in("pere")
    browser.go("/pour-qui")
    browser.send("/pour-qui/code", code=code)
    ended_at_the_fund(world.browse())
    return browser.go("/mes-ordonnances")


def _of_the_child(world: World, **changed: str) -> Browser:
    number = world.door.issued(documents.written(documents.course(), patient=child()))
    return recorded_at(world.browse().sign_in("medecin"), number, **changed)
