"""A line built step by step without any script: parts, stages, refusals that lose nothing."""

import re
from collections.abc import Callable
from typing import Any

from tests.journeys.browsing import Browser
from tests.journeys.writing import AMOX, DRAFT, JEANNE, KARDEGIC, a_draft

Browse = Callable[..., Browser]
STEPS = f"{DRAFT}/etapes"
MORNING_AND_EVENING: dict[str, Any] = {
    "rhythm-1": "moments", "unit-1": "gélule", "morning-1": "1", "evening-1": "1",
    "duration-1": "7", "duration_unit-1": "d",
}  # fmt: skip


def clamoxyl(browser: Browser) -> Browser:
    """The builder of a new line, CLAMOXYL chosen."""
    browser.send(f"{DRAFT}/chercher", medicament="clamoxyl 500")
    found = re.search(r'name="choisir" value="(\d+)"', browser.page.text)
    assert found is not None
    browser.send(STEPS, choisir=found[1])
    assert "CLAMOXYL 500 mg, gélule" in browser.text
    return browser


def value(browser: Browser, name: str) -> str:
    """What a field of the page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', browser.page.text)
    assert found is not None, name
    return found[1]


def test_a_line_is_built_by_its_parts_with_the_french_of_the_sheet(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse()))
    browser.send(STEPS, faire="voir", **MORNING_AND_EVENING)
    assert "1 gélule matin et soir, pendant 7 jours." in browser.text
    assert value(browser, "evening-1") == "1"
    browser.send(STEPS, faire="ajouter", boites="2", **MORNING_AND_EVENING)
    assert "prête à émettre" in browser.text
    assert "1. CLAMOXYL 500 mg, gélule" in browser.text
    assert "2 boîtes" in browser.text


def test_stages_are_added_one_after_the_other_and_taken_away(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse()))
    browser.send(STEPS, faire="etape", **MORNING_AND_EVENING)
    assert "Puis" in browser.text
    second = {
        "rhythm-2": "fois", "unit-2": "gélule", "dose-2": "1", "times-2": "1", "duration-2": "3",
    }  # fmt: skip
    browser.send(STEPS, faire="voir", **MORNING_AND_EVENING, **second)
    assert "puis 1 gélule par jour, pendant 3 jours" in browser.text
    browser.send(STEPS, faire="oter-1", **MORNING_AND_EVENING, **second)
    assert "1 gélule par jour, pendant 3 jours." in browser.text
    assert "puis" not in browser.text


def test_what_was_entered_survives_a_field_that_cannot_be_read(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse()))
    wrong = browser.send(
        STEPS, faire="ajouter", boites="beaucoup", **{**MORNING_AND_EVENING, "morning-1": "un peu"}
    )
    assert wrong.status_code == 422
    assert "Une quantité est attendue" in browser.text
    assert "Un nombre entier de 1 à 99 est attendu" in browser.text
    assert (value(browser, "morning-1"), value(browser, "evening-1")) == ("un peu", "1")
    assert value(browser, "boites") == "beaucoup"
    assert "CLAMOXYL 500 mg, gélule" in browser.text
    browser.send(STEPS, faire="ajouter", boites="1", **MORNING_AND_EVENING)
    assert "1. CLAMOXYL" in browser.text


def test_what_was_entered_survives_a_draft_that_changed_in_another_page(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse(), KARDEGIC))
    built = browser.page
    browser.go(browser.form(STEPS)[0].removesuffix("/etapes"))
    browser.send(f"{DRAFT}/lignes/", faire="retirer")
    browser.page = built
    told = browser.send(STEPS, faire="ajouter", **MORNING_AND_EVENING)
    assert told.status_code == 409
    assert value(browser, "morning-1") == "1"
    browser.send(STEPS, faire="ajouter", **MORNING_AND_EVENING)
    assert "1. CLAMOXYL" in browser.text
    assert not re.search(r"<h3>\d+\. KARDEGIC", browser.page.text)


def test_a_line_of_the_draft_is_opened_in_its_parts_and_changed(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    browser.send(f"{DRAFT}/lignes/", faire="etapes")
    assert "Corriger une ligne pas à pas" in browser.text
    assert (value(browser, "morning-1"), value(browser, "duration-1")) == ("1", "7")
    browser.send(STEPS, faire="ajouter", **{**MORNING_AND_EVENING, "evening-1": "2"})
    assert "1 gélule le matin et 2 le soir" in browser.text
    # The heading itself: an hour that ends with a 2 closes a sentence too.
    assert "<h3>2. " not in browser.page.text


def test_a_posology_that_no_field_says_is_opened_in_words(browse: Browse) -> None:
    browser = a_draft(browse(), "clamoxyl 500 1 à 2 gélules le soir 7 jours")
    browser.send(f"{DRAFT}/lignes/", faire="etapes")
    assert value(browser, "posologie").startswith("1 à 2 gélules le soir")
    assert value(browser, "morning-1") == ""


def test_boxes_and_words_together_are_asked_apart(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse()))
    browser.send(STEPS, faire="ajouter", posologie="1 gélule le soir", **MORNING_AND_EVENING)
    assert "pas les deux" in browser.text
    assert value(browser, "posologie") == "1 gélule le soir"


def test_another_medicine_is_chosen_and_the_posology_stays(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse()))
    browser.send(STEPS, faire="chercher", medicament="xqzt", **MORNING_AND_EVENING)
    assert "Aucun médicament ne porte ce nom" in browser.text
    assert value(browser, "morning-1") == "1"
    browser.send(STEPS, faire="chercher", medicament="kardegic", **MORNING_AND_EVENING)
    found = re.search(r'name="choisir" value="(\d+)"', browser.page.text)
    assert found is not None
    browser.send(STEPS, choisir=found[1], **{**MORNING_AND_EVENING, "unit-1": "sachet"})
    assert "KARDEGIC" in browser.text
    assert "1 sachet matin et soir, pendant 7 jours." in browser.text


def test_the_correction_of_a_line_keeps_what_was_typed_in_its_fields(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    browser.send(
        f"{DRAFT}/lignes/", faire="corriger", posologie="2 gélules à midi", duree="dix", unite="wk"
    )
    assert "nombre entier de jours" in browser.text
    assert value(browser, "posologie") == "2 gélules à midi"
    assert value(browser, "duree") == "dix"


def begun(browser: Browser) -> Browser:
    """A line for CLAMOXYL, its posology entered and left on the way."""
    clamoxyl(a_draft(browser))
    browser.send(STEPS, faire="revenir", boites="2", **MORNING_AND_EVENING)
    assert "Ligne commencée pas à pas : CLAMOXYL 500 mg, gélule" in browser.text
    return browser


def test_a_line_left_on_the_way_waits_with_the_draft_in_any_browser(browse: Browse) -> None:
    browser = begun(browse())
    assert "la fin d’une saisie pas à pas" in browser.text
    address = browser.page.url.path
    # A sentence that is refused, or accepted, takes nothing of it.
    assert browser.send(f"{DRAFT}/phrase", phrase="x" * 401).status_code < 500
    other = browse().sign_in("medecin")
    other.go(address)
    other.send(STEPS, faire="reprendre")
    assert (value(other, "morning-1"), value(other, "boites")) == ("1", "2")
    other.send(STEPS, faire="ajouter", boites="2", **MORNING_AND_EVENING)
    assert "Ligne commencée" not in other.text
    # The page of the first browser sends it again: the line is there once.
    browser.go(address)
    assert len(re.findall(r"<h3>\d+\. CLAMOXYL", browser.page.text)) == 1


def test_what_the_page_of_a_line_sends_late_does_not_begin_it_again(browse: Browse) -> None:
    browser = clamoxyl(a_draft(browse()))
    whole, hidden = browser.form(STEPS)
    browser.send(STEPS, faire="ajouter", **MORNING_AND_EVENING)
    late = {**hidden, **MORNING_AND_EVENING, "faire": "voir"}
    assert browser.http.post(whole, data=late).status_code == 200
    browser.go(whole.removesuffix("/etapes"))
    assert "Ligne commencée" not in browser.text
    # The same line, pressed twice, is added once.
    twice = browser.http.post(whole, data={**late, "faire": "ajouter"})
    assert len(re.findall(r"<h3>\d+\. CLAMOXYL", twice.text)) == 1
    # Another line from the page of the first one says what happened, then is added beside it.
    other = browser.http.post(whole, data={**late, "faire": "ajouter", "evening-1": "2"})
    assert other.status_code == 409
    browser.page = other
    browser.send(STEPS, faire="ajouter", **{**MORNING_AND_EVENING, "evening-1": "2"})
    assert len(re.findall(r"<h3>\d+\. CLAMOXYL", browser.page.text)) == 2


def test_a_line_begun_is_given_up_and_one_that_is_corrected_stays_as_it_was(
    browse: Browse,
) -> None:
    browser = begun(browse())
    browser.send(STEPS, faire="abandonner")
    assert "Ligne commencée" not in browser.text
    browser.send(f"{DRAFT}/phrase", phrase=AMOX)
    assert "prête à émettre" in browser.text
    browser.send(f"{DRAFT}/lignes/", faire="etapes")
    as_it_was = {**MORNING_AND_EVENING, "unite": "d"}
    browser.send(STEPS, faire="revenir", **as_it_was)
    # Opened and left as it was: nothing waits.
    assert "prête à émettre" in browser.text
    browser.send(f"{DRAFT}/lignes/", faire="etapes")
    browser.send(STEPS, faire="revenir", **{**MORNING_AND_EVENING, "evening-1": "3"})
    assert "Correction commencée pas à pas" in browser.text
    browser.send(f"{DRAFT}/lignes/", faire="etapes")
    assert value(browser, "evening-1") == "3"


def test_without_scripts_what_is_typed_is_read_again_before_it_leaves(browse: Browse) -> None:
    browser = a_draft(browse(), AMOX)
    assert browser.links(f"{DRAFT}/relire")
    browser.send(f"{DRAFT}/phrase", phrase=KARDEGIC, puis="relire")
    assert browser.page.url.path.endswith("/relire")
    assert "KARDEGIC 75 mg" in browser.text
    assert "Aucune opposition" in browser.text
    browser.go(browser.page.url.path.removesuffix("/relire"))
    ticked = {**JEANNE, "objection": "1", "puis": "relire"}
    browser.send(f"{DRAFT}/patient", **ticked)
    assert "Le patient s’oppose à ce que vous voyiez" in browser.text
    browser.send(f"{DRAFT}/emettre")
    assert browser.page.url.path.startswith("/emises/"), browser.text
