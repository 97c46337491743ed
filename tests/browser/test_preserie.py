"""The cockpit of a présérie in a real browser: narrow, wide, dark, and across a meeting room."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, pictures
from tests.journeys.asking import Door
from tests.journeys.piloting import PHARMACY, Piloted, a_trace, french, today

Visit = Callable[..., Page]
Judge = Callable[[Page], None]


def test_the_cockpit_is_accessible_narrow_wide_dark_and_in_a_meeting(
    door: Door, visit: Visit, accessible: Judge
) -> None:
    here = Piloted(door).traced(PHARMACY).chosen(yes=True)
    day = french(today())
    for who, act in (
        ("editeur", "communication au GIE SESAM-Vitale et à la Cnam"),
        ("cnam", "information des CPAM"), ("cnam", "réunion de lancement"),
    ):  # fmt: skip
        here.written(who, acte={"acte": act, "le": day}, motif="essai")
    said = {"acte": "installation", "le": french(today() - timedelta(days=1)), "n° AM": PHARMACY}
    here.written("editeur", acte=said, motif="essai")
    assert here.post(a_trace(), a_trace(outcome="success")).json()["new"] == 2
    one = f"/preseries/{here.pilot}"
    page = visit(320)
    page.goto("/preseries/entrer")
    accessible(page)
    page.get_by_role("button", name="Cnam Démo").click()
    page.wait_for_url("**/preseries")
    paths = (one, f"{one}/reunion", f"{one}/registre", f"{one}/inscrire/anomalie",
             f"{one}/questionnaires")  # fmt: skip
    for path in paths:
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            accessible(page)
            pictures(page, f"{path.rpartition('/')[2][:12]}-320-{scheme}")
    link = page.get_by_role("link", name="/questionnaire/").first.get_attribute("href")
    assert link is not None
    page.goto(link)
    accessible(page)
    for width in (WIDTHS["desktop"], 1920):
        page.set_viewport_size({"width": width, "height": 1080})
        for path in paths[:2]:
            page.goto(path)
            accessible(page)
            pictures(page, f"{path.rpartition('/')[2][:12]}-{width}")
    largest = page.locator(".releves .valeur").first
    assert largest.evaluate("each => parseFloat(getComputedStyle(each).fontSize)") >= 64
    expect(page.get_by_role("img", name="Part enregistrée, jour après jour")).to_be_visible()
