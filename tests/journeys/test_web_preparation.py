"""The preparation of a centre on screen: what is missing, what goes to the order, a box tried."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread, wait_until

Browse = Callable[..., Browser]
HERE = "/administration/preparation"


def entered(browser: Browser) -> Browser:
    """Whoever runs the demonstration."""
    browser.go("/connexion")
    browser.send("/administration/entrer", demonstration="oui")
    return browser


@pytest.fixture
def operator(door: Door) -> Iterator[Browser]:
    with closing(Browser(door.address)) as browser:
        yield entered(browser)


def test_the_centre_of_the_demonstration_is_told_point_by_point(operator: Browser) -> None:
    operator.go(HERE)
    for told in ("SAMU Démo", "département 59", "Annuaire des messageries", "Liste blanche",
                 "1 sur 4 en ont une dans l’annuaire", "3 sur 6 ont une boîte organisationnelle",
                 "50 %", "Depuis le 01/03/2025", "regine.demo@medecin.mssante.example",
                 "PHARMACIE DU CANAL DÉMO"):  # fmt: skip
        assert told in operator.text, told


def test_what_goes_to_the_order_is_a_file_that_names_nobody(operator: Browser) -> None:
    operator.go(HERE)
    addresses = operator.links(f"{HERE}/ordre")
    assert len(addresses) == 2
    table = operator.http.get(addresses[0])
    assert table.headers["content-disposition"].endswith('pharmacies-sans-boite-59.csv"')
    text = table.content.decode("utf-8-sig")
    assert "990000119" in text
    assert "990000101" not in text
    assert "EXEMPLE@" not in text.upper()
    for person in ("Nadia", "Régine", "@"):
        assert person not in text
    sheet = operator.http.get(addresses[1])
    assert zipfile.ZipFile(io.BytesIO(sheet.content)).read("mimetype").endswith(b"spreadsheet")
    for wrong in ("format=exe&departement=59", "format=csv&departement=%2e%2e%2f"):
        assert operator.http.get(f"{HERE}/ordre?{wrong}").status_code == 422


def test_another_list_is_looked_at_and_kept_nowhere(operator: Browser, base: BaseInThread) -> None:
    operator.go(HERE)
    operator.send(f"{HERE}$", departement="75", finess="", rpps="99900000110\n99900000292")
    for told in ("gardé nulle part", "Département 75", "inconnu de l’annuaire",
                 "1 sur 2 en ont une", "alice.demo@medecin.mssante.example"):  # fmt: skip
        assert told in operator.text, told
    for path in Path(base.data).glob("*.json"):
        assert "99900000292" not in path.read_text()
    operator.go(HERE)
    assert "99900000292" not in operator.page.text
    for typed in ({"departement": "?"}, {"departement": "75", "rpps": "12"},
                  {"departement": "75", "finess": "12"}):  # fmt: skip
        operator.go(HERE)
        assert operator.send(f"{HERE}$", **typed).status_code == 422


def test_without_a_centre_or_a_directory_the_page_says_what_to_do(
    base: BaseInThread, browse: Browse, tmp_path: Path
) -> None:
    wrong = tmp_path / "centre.toml"
    wrong.write_text("department = 59")
    preparation = base.platform.preparation
    bare = replace(preparation, demonstration=False, data=tmp_path)
    for changed, told in (
        (bare, "Aucun centre n’est décrit"),
        (replace(bare, centre_file=wrong), "ORDONNANCE_CENTRE ne peut pas servir"),
    ):
        with base.served_with(preparation=changed) as address:
            browser = entered(browse(address))
            browser.go(HERE)
            assert told in browser.text
            assert "Le centre n’est pas prêt" in browser.text
            assert "aucun message ne part" in browser.text


def test_a_mailbox_tried_tells_what_comes_back(operator: Browser) -> None:
    operator.go(HERE)
    box = "accueil@hopital-demo.mssante.example"
    assert box in operator.text
    operator.send(f"{HERE}/essais$", boite=box)
    page = operator.page.url.path
    assert page.startswith(f"{HERE}/essais/essai.")
    wait_until(lambda: "Tout est revenu" in shown(operator, page), 60)
    assert "n’en envoie pas" in operator.text


def shown(browser: Browser, page: str) -> str:
    """What that page says now."""
    browser.go(page)
    return browser.text
