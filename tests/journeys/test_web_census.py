"""The census of a centre on screen: its own figures, its files, what may be published."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread
from tests.journeys.test_samu import HOME, OFFICINE, prescribed
from tests.journeys.test_web_preparation import entered

Browse = Callable[..., Browser]
HERE = "/administration/recensement"


def total(browser: Browser) -> int:
    """How many prescriptions the page says."""
    _, _, after = browser.page.text.partition('class="valeur">')
    return int(after.partition("<")[0].replace("\u202f", ""))


def test_each_prescription_adds_one_to_the_figures_of_its_centre(
    door: Door, browse: Browse
) -> None:
    browser = entered(browse())
    prescribed(door, OFFICINE)
    browser.go(HERE)
    before = total(browser)
    prescribed(door, HOME)
    browser.go(HERE)
    assert total(browser) == before + 1
    for told in ("SAMU Démo, centre de régulation (FINESS 990000051)", "Prescriptions recensées",
                 "Cas 2", "Douleur dentaire", "Équipement des pharmacies"):  # fmt: skip
        assert told in browser.text, told
    assert '<svg class="trace colonnes"' in browser.page.text
    for before_all in ("du=2025-03-01&au=2025-03-31", "au=2025-03-31"):
        browser.go(f"{HERE}?{before_all}")
        assert total(browser) == 0


def test_what_is_on_screen_is_saved_as_it_is_seen(door: Door, browse: Browse) -> None:
    prescribed(door, OFFICINE)
    browser = entered(browse())
    browser.go(HERE)
    files = browser.links(f"{HERE}/fichier")
    answers = {each: browser.http.get(each.replace("&amp;", "&")) for each in files}
    assert {each.status_code for each in answers.values()} == {200}
    pdf, ods, *tables = answers.values()
    assert pdf.content.startswith(b"%PDF-")
    assert zipfile.ZipFile(io.BytesIO(ods.content)).read("mimetype").endswith(b"spreadsheet")
    assert any("Douleur dentaire" in each.content.decode("utf-8-sig") for each in tables)
    for wrong in ("format=exe", "format=csv&tableau=lignes"):
        assert browser.http.get(f"{HERE}/fichier?{wrong}").status_code == 404


@pytest.mark.parametrize("asked", ["du=2026-07-02&au=2026-09-30", "du=2026-07-01&au=2026-07-31"])
def test_only_a_whole_quarter_is_published(browse: Browse, asked: str) -> None:
    browser = entered(browse())
    browser.go(f"{HERE}?{asked}&publie=1")
    assert browser.page.status_code == 422
    assert "CENSUS_PERIOD" in browser.text
    assert browser.http.get(f"{HERE}/fichier?format=ods&{asked}&publie=1").status_code == 422
    browser.go(f"{HERE}?publie=1")
    assert "Rapport publié" in browser.text


def test_an_administrator_sees_the_centre_that_is_described_and_no_other(
    door: Door, base: BaseInThread, browse: Browse, tmp_path: Path
) -> None:
    prescribed(door, OFFICINE)
    described = tmp_path / "centre.toml"
    preparation = replace(base.platform.preparation, demonstration=False, centre_file=described)
    for text, told in (
        ('department = "75"\nfiness = "750000016"', "Aucun centre."),
        ('department = "75"', "Aucun centre n’est décrit avec son FINESS."),
        ("department = 75", "ORDONNANCE_CENTRE ne peut pas servir"),
    ):
        described.write_text(text)
        with base.served_with(preparation=preparation) as address:
            browser = entered(browse(address))
            browser.go(HERE)
            assert told in browser.text
            assert "SAMU Démo" not in browser.page.text
