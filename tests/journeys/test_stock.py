"""Secured paper over HTTP: delivered, used, declared, printed as a letter."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from ordonnance.fhir.results import from_parameters
from ordonnance.usecases.stock_views import StockRead
from tests.journeys import documents, stocking
from tests.journeys.asking import FHIR, Door, answer, code_of
from tests.journeys.browsing import Browser


def test_a_delivery_is_used_declared_and_printed(door: Door) -> None:
    lot = stocking.a_lot()
    received = door.does("stock-record", "medecin", stocking.delivery(lot))
    assert received["lot"]["left"] == 100
    door.does("stock-record", "medecin", stocking.used(lot, "1-12"))
    stolen = door.does("stock-record", "remplacant", stocking.declared(lot))
    assert (stolen["lot"]["missing"], stolen["lot"]["left"]) == (20, 68)
    rank = stolen["declaration"]["declaration"]
    letter = door.ask("stock", "medecin", declaration=rank)
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF-")
    told = stocking.told("police", declaration=rank, police="PV EXEMPLE", on="2026-03-02")
    assert door.does("stock-record", "medecin", told)["declaration"]["police"] == "PV EXEMPLE"
    back = door.does("stock-record", "medecin", stocking.found(lot, "40-49"))
    assert back["lot"]["missing"] == 10


def test_the_register_is_the_structure_s_and_its_version_the_etag(door: Door) -> None:
    lot = stocking.a_lot()
    door.does("stock-record", "medecin", stocking.delivery(lot))
    response = door.ask("stock", "remplacant")
    assert response.status_code == 200
    assert lot in response.text
    assert response.headers["etag"].startswith('W/"')
    assert lot not in door.ask("stock", "medecin2").text


def test_the_same_request_again_is_written_once(door: Door) -> None:
    lot = stocking.a_lot()
    door.does("stock-record", "medecin", stocking.delivery(lot))
    key = f"clé-{lot}".replace("é", "e")
    first = door.ask("stock-record", "medecin", stocking.used(lot), key=key)
    again = door.ask("stock-record", "medecin", stocking.used(lot), key=key)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content


@pytest.mark.parametrize("who", ["pharmacien", "caisse", "patient"])
def test_nobody_else_reads_it(door: Door, who: str) -> None:
    assert door.ask("stock", who).status_code == 403


def verified(door: Door, stock: str) -> dict[str, Any]:
    """What anybody is told of a sheet."""
    parts = [{"name": "stock", "valueString": stock}]
    body = json.dumps({"resourceType": "Parameters", "parameter": parts})
    response = door.http.post("/fhir/$verify", content=body, headers={"Content-Type": FHIR})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = answer(response)
    return found


def test_anybody_learns_that_a_sheet_is_declared_and_nothing_of_who_declared_it(
    open_door: Door,
) -> None:
    lot = stocking.a_lot()
    for body in (stocking.delivery(lot), stocking.declared(lot)):
        open_door.does("stock-record", "medecin", body)
    stolen = verified(open_door, f"{lot}/40")
    assert (stolen["nature"], stolen["point"][0]["proof"]) == ("declared", "contradicted")
    assert not [each for each in ("EXEMPLE", "Porte", lot) if each in str(stolen)]
    assert verified(open_door, f"{lot}/39")["nature"] == "undeclared"
    page = open_door.http.post(
        "/verifier", data={"papier": f"{lot}/40"}, files={"fichier": ("", b"")}
    )
    assert "déclarée perdue ou volée" in page.text


def test_a_sheet_printed_for_an_ordonnance_is_used_and_a_stolen_one_prints_nothing(
    door: Door,
) -> None:
    lot = stocking.a_lot()
    number = door.issued(documents.simple())
    for body in (stocking.delivery(lot), stocking.declared(lot)):
        door.does("stock-record", "medecin", body)
    paper = {"number": number, "form": "securisee", "ground": "TELESERVICE_UNAVAILABLE"}
    printed = door.ask("render", "medecin", sheet=f"{lot}/1", **paper)
    assert printed.content.startswith(b"%PDF-"), printed.text
    again = door.ask("render", "medecin", sheet=f"{lot}/1", **paper)
    assert again.status_code == 200
    read = from_parameters(StockRead, door.ask("stock", "medecin").content)
    assert [(each.used, each.left) for each in read.lots if each.lot == lot] == [(1, 79)]
    refused = door.ask("render", "medecin", sheet=f"{lot}/40", **paper)
    assert (refused.status_code, code_of(refused)) == (409, "STOCK_DECLARED")
    plain = {**paper, "form": "classique"}
    assert code_of(door.ask("render", "medecin", sheet=f"{lot}/2", **plain)) == "ELEMENT_INVALID"
    assert code_of(door.ask("render", "patient", sheet=f"{lot}/2", **paper)) == "NOT_ALLOWED"


def test_the_counter_is_warned_of_a_declared_sheet_by_the_same_field_as_a_number(
    open_door: Door, browse: Callable[..., Browser]
) -> None:
    lot = stocking.a_lot()
    for body in (stocking.delivery(lot), stocking.declared(lot, "20-22")):
        open_door.does("stock-record", "medecin", body)
    browser = browse(open_door.address).sign_in("pharmacien")
    browser.send("/comptoir", numero=f"{lot}/21")
    assert "déclarée perdue ou volée" in browser.text
    assert "Ne rien délivrer sur elle sans appeler le prescripteur" in browser.text
    told = browser.text.partition("Attention")[2]
    assert not [each for each in ("EXEMPLE", "Porte", lot) if each in told]
    browser.go("/comptoir")
    browser.send("/comptoir", numero=f"{lot}/23")
    assert "Aucune déclaration ne vise cette feuille" in browser.text
