"""Secured paper over HTTP: delivered, used, declared, printed as a letter."""

import pytest

from tests.journeys import stocking
from tests.journeys.asking import Door


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
